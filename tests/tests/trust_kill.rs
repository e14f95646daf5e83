//! P1 and P2: what was acknowledged survives `kill -9`, and what was not happened wholly or not at all. A real server
//! under load dies again and again at a moment chosen by the number of its answers; every unknown request is asked once
//! more under its key and has one effect; at the end everything is led to its end and the counts fit.
use std::path::Path;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};
use weir_engine::store::sim::Random;
use weir_tests::trust::effort;
use weir_tests::trust::load::Load;
use weir_tests::trust::models::order;
use weir_tests::trust::node::{Node, token, verify};

const ROUNDS: usize = 20;
const CLIENTS: usize = 4;

#[test]
fn what_was_acknowledged_survives_kills() {
    // A new schedule every time; the printed seed names it.
    let seed = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    println!("seed {seed}");
    let directory = tempfile::tempdir().unwrap();
    let (mut random, mut load) = (Random::new(seed), Load::new(CLIENTS, seed));
    let token = token(directory.path());
    let mut node = Node::start(directory.path(), &token).unwrap();
    node.client().deploy(&order());
    for round in 0..ROUNDS * effort() {
        let after = 10 + random.below(60) as usize;
        let client = node.client();
        let loaded = load.until(&client, after, || node.kill());
        loaded.unwrap_or_else(|wrong| panic!("round {round}, before {after} answers: {wrong}"));
        node = Node::start(directory.path(), &token).unwrap();
        let checked = load.check(&node.client());
        checked.unwrap_or_else(|wrong| panic!("round {round}, killed after {after} answers: {wrong}"));
    }
    let orders = load.finish(&node.client()).unwrap();
    println!("{orders} orders over {} kills", ROUNDS * effort());
    node.stop().unwrap();
    verify(directory.path()).unwrap();
}

/// The mutant: a server that forgets what it acknowledged last. Its directory is put back to an earlier moment.
#[test]
fn a_server_that_loses_acknowledged_data_is_found() {
    let (directory, earlier) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut load = Load::new(CLIENTS, 1);
    let token = token(directory.path());
    let mut node = Node::start(directory.path(), &token).unwrap();
    node.client().deploy(&order());
    load.until(&node.client(), 30, || node.kill()).unwrap();
    copy(directory.path(), earlier.path());
    node = Node::start(directory.path(), &token).unwrap();
    load.check(&node.client()).unwrap();
    load.until(&node.client(), 10, || node.kill()).unwrap();
    node = Node::start(&earlier.path().join("data"), &token).unwrap();
    let found = load.check(&node.client());
    assert!(found.is_err(), "the mutant lives");
}

fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-a").arg(from).arg(to.join("data")).status();
    assert!(copied.is_ok_and(|status| status.success()), "the directory cannot be copied");
}
