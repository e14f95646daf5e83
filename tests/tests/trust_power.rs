//! P1: what was acknowledged survives a power cut. The data lie on a file system in a file; the server is frozen under
//! load, the file is copied, and the copy, which has only what reached the device, is mounted in its place.
//!
//! A copy loses what was never handed to the device, and keeps what a real disk might still reorder; sectors that are
//! torn and writes that change places are the business of the simulated disk of the store.
use std::path::Path;
use weir_engine::store;
use weir_engine::store::sim::Random;
use weir_tests::skipped::skipped;
use weir_tests::trust::effort;
use weir_tests::trust::load::Load;
use weir_tests::trust::models::order;
use weir_tests::trust::mount::{Mount, copy, format};
use weir_tests::trust::node::{Node, token, verify};

const CUTS: usize = 5;
const CLIENTS: usize = 4;
const IMAGE_BYTES: u64 = 160 << 20;
const SEED: u64 = 11;

/// Says in one line why a test cannot run on this machine; true when it can.
fn can_mount(directory: &Path) -> bool {
    let (image, at) = (directory.join("trial.img"), directory.join("trial"));
    std::fs::create_dir(&at).unwrap();
    let mounted = format(&image, 16 << 20).and_then(|()| Mount::image(&image, &at));
    mounted.map_err(|reason| skipped("power cuts", &format!("they need root and a loop device: {reason}"))).is_ok()
}

#[test]
fn what_was_acknowledged_survives_power_cuts() {
    let directory = tempfile::tempdir().unwrap();
    if !can_mount(directory.path()) {
        return;
    }
    println!("seed {SEED}");
    let cuts = CUTS * effort();
    let orders = cut(store::Mutant::None, cuts, directory.path()).unwrap();
    println!("{orders} orders over {cuts} power cuts");
}

/// The mutant answers without fdatasync. It is a server in a process of its own like the real one.
#[test]
fn a_server_that_does_not_sync_its_log_is_found() {
    let directory = tempfile::tempdir().unwrap();
    if !can_mount(directory.path()) {
        return;
    }
    let found = cut(store::Mutant::NoFdatasync, CUTS, directory.path());
    println!("{found:?}");
    assert!(found.is_err(), "the mutant lives");
}

/// Says how many orders were led to their end.
fn cut(fault: store::Mutant, cuts: usize, directory: &Path) -> Result<usize, String> {
    let (image, after, at) = paths(directory);
    format(&image, IMAGE_BYTES)?;
    let data = at.join("data");
    let (mut random, mut load) = (Random::new(SEED), Load::new(CLIENTS, SEED));
    let mut mount = Mount::image(&image, &at)?;
    std::fs::create_dir(&data).unwrap();
    let token = token(&data);
    let mut node = Node::start_with(fault, &data, &token)?;
    node.client().deploy(&order());
    // The token and the model are there, whatever happens to what is acknowledged from here on.
    rustix::fs::syncfs(std::fs::File::open(&data).unwrap()).unwrap();
    for cut in 0..cuts {
        let answers = 20 + random.below(100) as usize;
        let client = node.client();
        load.until(&client, answers, || {
            node.freeze();
            copy(&image, &after).unwrap();
            node.kill();
        })?;
        drop(mount);
        std::fs::rename(&after, &image).unwrap();
        mount = Mount::image(&image, &at)?;
        node = Node::start_with(fault, &data, &token).map_err(|wrong| format!("cut {cut}: {wrong}"))?;
        let checked = load.check(&node.client());
        checked.map_err(|wrong| format!("cut {cut} after {answers} answers: {wrong}"))?;
    }
    let orders = load.finish(&node.client())?;
    node.stop()?;
    verify(&data)?;
    drop(mount);
    Ok(orders)
}

fn paths(directory: &Path) -> (std::path::PathBuf, std::path::PathBuf, std::path::PathBuf) {
    let at = directory.join("mounted");
    std::fs::create_dir(&at).unwrap();
    (directory.join("disk.img"), directory.join("after.img"), at)
}
