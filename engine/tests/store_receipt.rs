//! A receipt kept elsewhere tells what the log alone cannot: that its end was cut off, or that it was written anew.

use crate::store_support::{commit, project, random_commit};
use std::sync::Arc;
use weir_engine::store::sim::{Random, Simulation};
use weir_engine::store::{Change, Contradiction, Receipt, Report, Store, Table, verify, verify_against};

const SEED: u64 = 3;

/// A machine whose log holds so many groups, chosen by this seed.
fn written(groups: usize, seed: u64) -> Simulation {
    let mut simulation = Simulation::new(SEED);
    go_on(&mut simulation, groups, seed);
    simulation
}

fn go_on(simulation: &mut Simulation, groups: usize, seed: u64) {
    let store = simulation.open(&project).unwrap();
    let mut random = Random::new(seed);
    for _ in 0..groups {
        store.commit(vec![random_commit(&mut random), random_commit(&mut random)]).unwrap();
    }
    store.checkpoint().unwrap();
}

fn compared(simulation: &Simulation, receipt: &Receipt) -> Report {
    let report = verify_against(Arc::new(simulation.disk.clone()), Some(receipt)).unwrap();
    assert_eq!(report.broken, None, "the log alone is a correct one");
    report
}

fn receipt(simulation: &Simulation) -> Receipt {
    Receipt::of(&verify(Arc::new(simulation.disk.clone())).unwrap())
}

#[test]
fn a_log_that_went_on_is_still_the_log_of_its_receipt() {
    let mut simulation = written(10, 1);
    let early = receipt(&simulation);
    assert_eq!(compared(&simulation, &early).contradictions, []);
    go_on(&mut simulation, 10, 2);
    let report = compared(&simulation, &early);
    assert_eq!(report.contradictions, []);
    assert_ne!(Receipt::of(&report), early, "it has come further");
}

#[test]
fn an_end_that_was_cut_off_is_missed_by_nobody_who_has_a_receipt() {
    let late = receipt(&written(20, 1));
    // The same log, a few groups ago: correct in itself.
    for groups in 1..20 {
        let shorter = written(groups, 1);
        let report = compared(&shorter, &late);
        let heads = receipt(&shorter).heads;
        let expected: u64 = late.heads.iter().map(|(_, head)| head.sequence).sum();
        let missing: u64 = report
            .contradictions
            .iter()
            .map(|found| match found {
                Contradiction::Shorter { expected, found, .. } => expected - found,
                other => panic!("{groups} groups: {other}"),
            })
            .sum();
        let left: u64 = heads.iter().map(|(_, head)| head.sequence).sum();
        assert_eq!(missing, expected - left, "{groups} groups: every missing record is counted");
    }
}

#[test]
fn a_log_that_was_written_anew_is_another() {
    let late = receipt(&written(10, 1));
    // As long as the one before, chained and signed with checksums like it, and yet with other words.
    let forged = written(30, 2);
    let report = compared(&forged, &late);
    assert!(report.contradictions.iter().all(|found| matches!(found, Contradiction::Other { .. })), "{report:?}");
    assert!(!report.contradictions.is_empty(), "nobody has noticed");
    let other = Simulation::new(SEED + 1);
    let store = other.open(&project).unwrap();
    store.commit(vec![commit(0, vec![Change::put(Table::Meta, b"k".to_vec(), b"v".to_vec())])]).unwrap();
    drop(store);
    assert_eq!(compared(&other, &late).contradictions, [Contradiction::OtherLog]);
}
