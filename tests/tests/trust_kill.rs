//! P1 and P2: what was acknowledged survives `kill -9`, and what was not happened wholly or not at all. A real server
//! under load dies again and again at a moment chosen by the number of its answers; every unknown request is asked once
//! more under its key and has one effect; at the end everything is led to its end and the counts fit.
use std::time::{SystemTime, UNIX_EPOCH};
use weir_engine::store::Mutant;
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
    let rounds = ROUNDS * effort();
    let orders = killed(Mutant::None, rounds, seed).unwrap();
    println!("{orders} orders over {rounds} kills");
}

/// The mutant answers before it has appended: a group reaches the file with the next one. It is a server in a process of
/// its own like the real one, and the same kills and the same checker must find it.
#[test]
fn a_server_that_answers_before_it_appends_is_found() {
    let found = killed(Mutant::AnswerBeforeAppend, ROUNDS, 1);
    println!("{found:?}");
    assert!(found.is_err(), "the mutant lives");
}

/// Says how many orders were led to their end.
fn killed(fault: Mutant, rounds: usize, seed: u64) -> Result<usize, String> {
    let directory = tempfile::tempdir().unwrap();
    let (mut random, mut load) = (Random::new(seed), Load::new(CLIENTS, seed));
    let token = token(directory.path());
    let mut node = Node::start_with(fault, directory.path(), &token)?;
    node.client().deploy(&order());
    for round in 0..rounds {
        let after = 10 + random.below(60) as usize;
        let client = node.client();
        let loaded = load.until(&client, after, || node.kill());
        loaded.map_err(|wrong| format!("round {round}, before {after} answers: {wrong}"))?;
        node = Node::start_with(fault, directory.path(), &token)?;
        let checked = load.check(&node.client());
        checked.map_err(|wrong| format!("round {round}, killed after {after} answers: {wrong}"))?;
    }
    let orders = load.finish(&node.client())?;
    node.stop()?;
    verify(directory.path())?;
    Ok(orders)
}
