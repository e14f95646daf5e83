//! P1: what was acknowledged survives a power cut. The data lie on a file system in a file; the server is frozen under
//! load, the file is copied, and the copy, which has only what reached the device, is mounted in its place.
//!
//! A copy loses what was never handed to the device, and keeps what a real disk might still reorder; sectors that are
//! torn and writes that change places are the business of the simulated disk of the store.
use std::path::Path;
use weir_engine::api::{InstanceFilter, Resource, StartInstance};
use weir_engine::store;
use weir_engine::store::sim::Random;
use weir_engine::{Engine, Options};
use weir_tests::trust::effort;
use weir_tests::trust::lab::{ALL, by};
use weir_tests::trust::load::Load;
use weir_tests::trust::models::{approval, order};
use weir_tests::trust::mount::{Mount, copy, format};
use weir_tests::trust::node::{Node, token, verify};

const CUTS: usize = 5;
const CLIENTS: usize = 4;
const IMAGE_BYTES: u64 = 160 << 20;
const SEED: u64 = 11;
/// Instances that the mutant acknowledges.
const INSTANCES: usize = 50;

/// Says in one line why a test cannot run on this machine; true when it can.
fn can_mount(directory: &Path) -> bool {
    let (image, at) = (directory.join("trial.img"), directory.join("trial"));
    std::fs::create_dir(&at).unwrap();
    let mounted = format(&image, 16 << 20).and_then(|()| Mount::image(&image, &at));
    mounted.map_err(|reason| println!("skipped: a power cut needs root and a loop device: {reason}")).is_ok()
}

#[test]
fn what_was_acknowledged_survives_power_cuts() {
    let directory = tempfile::tempdir().unwrap();
    if !can_mount(directory.path()) {
        return;
    }
    println!("seed {SEED}");
    let (image, after, at) = paths(directory.path());
    format(&image, IMAGE_BYTES).unwrap();
    let data = at.join("data");
    let (mut random, mut load) = (Random::new(SEED), Load::new(CLIENTS, SEED));
    let mut mount = Mount::image(&image, &at).unwrap();
    std::fs::create_dir(&data).unwrap();
    let token = token(&data);
    let mut node = Node::start(&data, &token).unwrap();
    node.client().deploy(&order());
    for cut in 0..CUTS * effort() {
        let answers = 20 + random.below(100) as usize;
        let client = node.client();
        load.until(&client, answers, || {
            node.freeze();
            copy(&image, &after).unwrap();
            node.kill();
        })
        .unwrap();
        drop(mount);
        std::fs::rename(&after, &image).unwrap();
        mount = Mount::image(&image, &at).unwrap();
        node = Node::start(&data, &token).unwrap_or_else(|wrong| panic!("cut {cut}: {wrong}"));
        load.check(&node.client()).unwrap_or_else(|wrong| panic!("cut {cut} after {answers} answers: {wrong}"));
    }
    let orders = load.finish(&node.client()).unwrap();
    println!("{orders} orders over {} power cuts", CUTS * effort());
    node.stop().unwrap();
    verify(&data).unwrap();
    drop(mount);
}

#[test]
fn an_engine_that_does_not_sync_its_log_is_found() {
    let directory = tempfile::tempdir().unwrap();
    if !can_mount(directory.path()) {
        return;
    }
    assert_eq!(survivors(&directory.path().join("sound"), store::Mutant::None), Ok(INSTANCES));
    let left = survivors(&directory.path().join("mutant"), store::Mutant::NoFdatasync);
    println!("without fdatasync {left:?} of {INSTANCES} acknowledged instances are left");
    assert_ne!(left, Ok(INSTANCES), "the mutant lives");
}

/// How many of the acknowledged instances are there after a power cut.
fn survivors(directory: &Path, mutant: store::Mutant) -> Result<usize, String> {
    std::fs::create_dir(directory).unwrap();
    let (image, after, at) = paths(directory);
    format(&image, IMAGE_BYTES).unwrap();
    let mount = Mount::image(&image, &at).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut options = Options::default();
        options.store.mutant = mutant;
        let engine = Engine::open(at.join("data"), options).await.unwrap();
        let resource = Resource { name: "approval.bpmn".into(), bytes: approval().into_bytes() };
        engine.deploy(by("ada"), vec![resource], false).await.unwrap();
        for _ in 0..INSTANCES {
            let start = StartInstance { process: Some("approval".into()), ..StartInstance::default() };
            engine.start_instance(by("ada"), start).await.unwrap();
        }
        copy(&image, &after).unwrap();
        engine.shutdown().await.unwrap();
    });
    // With the runtime goes whatever still holds a file open.
    drop(runtime);
    drop(mount);
    let _mount = Mount::image(&after, &at).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let opened = Engine::open(at.join("data"), Options::default()).await;
        let engine = opened.map_err(|error| error.to_string())?;
        let left = engine.instances(&InstanceFilter::default(), &ALL).await.map_err(|error| error.to_string())?;
        engine.shutdown().await.map_err(|error| error.to_string())?;
        Ok(left.items.len())
    })
}

fn paths(directory: &Path) -> (std::path::PathBuf, std::path::PathBuf, std::path::PathBuf) {
    let at = directory.join("mounted");
    std::fs::create_dir(&at).unwrap();
    (directory.join("disk.img"), directory.join("after.img"), at)
}
