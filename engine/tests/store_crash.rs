//! Promises P1 and P15 on the simulated disk: what was acknowledged survives power cuts, full disks and disk errors.
//!
//! Each test has a mutant that must make it fail; the mutants prove that the checker can see.

use crate::store_support::{Model, apply, changes_of, commit, content, project, random_commit, simulation};
use weir_engine::store::sim::{Fault, Operation, Random, Simulation};
use weir_engine::store::{Change, Commit, Condition, Error, LogStore, Mutant, Store, Table};

const SEEDS: u64 = 300;

/// What the client knows about the log.
#[derive(Default)]
struct Known {
    /// Payloads of acknowledged commits, in order.
    acknowledged: Vec<Vec<u8>>,
    /// Payloads of the group whose outcome is unknown.
    pending: Vec<Vec<u8>>,
}

impl Known {
    /// Commits and keeps book. The error comes back when the store refused.
    fn commit(&mut self, store: &LogStore, commits: Vec<Commit>) -> Result<(), Error> {
        let payloads: Vec<_> = commits.iter().map(|commit| commit.payload.clone()).collect();
        match store.commit(commits) {
            Ok(_) => self.acknowledged.extend(payloads),
            Err(error) => {
                self.pending = payloads;
                return Err(error);
            }
        }
        Ok(())
    }

    /// Compares a reopened store with what must be there. The unknown group may be there, but only as a whole.
    fn check(&mut self, store: &LogStore) -> Result<(), String> {
        let frames: Result<Vec<_>, _> = store.log(None).collect();
        let frames = frames.map_err(|error| format!("the log does not read: {error}"))?;
        let found: Vec<_> = frames.into_iter().map(|frame| frame.payload).collect();
        let with_pending: Vec<_> = self.acknowledged.iter().chain(&self.pending).cloned().collect();
        if found != self.acknowledged && found != with_pending {
            let (has, must) = (found.len(), self.acknowledged.len());
            return Err(format!("the log has {has} commits, {must} were acknowledged, or the order differs"));
        }
        self.acknowledged = found;
        self.pending.clear();
        match content(store) {
            Ok(shown) if shown == self.model() => Ok(()),
            Ok(_) => Err("the view shows other data than the log".to_owned()),
            Err(error) => Err(format!("the view does not read: {error}")),
        }
    }

    fn model(&self) -> Model {
        let mut model = Model::new();
        self.acknowledged.iter().for_each(|payload| apply(&mut model, &changes_of(payload)));
        model
    }
}

fn open(simulation: &Simulation) -> Result<LogStore, String> {
    simulation.open(&project).map_err(|error| format!("the store does not open: {error}"))
}

fn random_group(random: &mut Random) -> Vec<Commit> {
    (0..=random.below(6)).map(|_| random_commit(random)).collect()
}

/// Five lives of one store, each ended by a power cut somewhere.
fn survive_power_cuts(seed: u64, mutant: Mutant) -> Result<(), String> {
    let mut simulation = simulation(seed);
    simulation.options.mutant = mutant;
    let mut random = Random::new(!seed);
    let mut known = Known::default();
    for _ in 0..5 {
        let Ok(store) = open_or_cut(&simulation, &mut random)? else { continue };
        known.check(&store)?;
        arm_power_cut(&simulation, &mut random);
        for _ in 0..random.below(30) {
            if known.commit(&store, random_group(&mut random)).is_err() {
                break;
            }
            if random.below(10) == 0 && store.checkpoint().is_err() {
                break;
            }
        }
        simulation.crash();
    }
    known.check(&open(&simulation)?)
}

/// Opens the store. Now and then the power goes while it recovers; then the inner error says so.
fn open_or_cut(simulation: &Simulation, random: &mut Random) -> Result<Result<LogStore, ()>, String> {
    if random.below(4) > 0 {
        return open(simulation).map(Ok);
    }
    let operation = [Operation::Write, Operation::Sync, Operation::SyncDirectory][random.below(3) as usize];
    simulation.disk.fail(operation, 1 + random.below(2), Fault::PowerCut);
    let store = simulation.open(&project);
    simulation.crash();
    drop(store);
    Ok(Err(()))
}

fn arm_power_cut(simulation: &Simulation, random: &mut Random) {
    let operation = match random.below(8) {
        0..4 => Operation::Write,
        4..7 => Operation::Sync,
        _ => Operation::SyncDirectory,
    };
    simulation.disk.fail(operation, 1 + random.below(25), Fault::PowerCut);
}

#[test]
fn acknowledged_commits_survive_power_cuts() {
    for seed in 0..SEEDS {
        if let Err(breach) = survive_power_cuts(seed, Mutant::None) {
            panic!("seed {seed}: {breach}");
        }
    }
}

#[test]
fn the_power_cut_test_catches_a_store_without_fdatasync() {
    let caught = (0..SEEDS).filter(|&seed| survive_power_cuts(seed, Mutant::NoFdatasync).is_err()).count() as u64;
    assert!(caught > SEEDS / 2, "only {caught} of {SEEDS} seeds caught it");
}

#[test]
fn the_power_cut_test_catches_a_replay_that_applies_twice() {
    // Puts and deletes may be repeated; a projector that counts shows whether they were.
    let count = |simulation: &Simulation| {
        let store = simulation.open(&|_, view| {
            let count = view.get(Table::Meta, b"count")?.map_or(0, |value| value[0]);
            Ok(vec![Change::put(Table::Meta, b"count".to_vec(), vec![count + 1])])
        });
        store.unwrap().get(Table::Meta, b"count").unwrap().unwrap()[0]
    };
    for (mutant, expected) in [(Mutant::None, 9), (Mutant::ApplyTwice, 18)] {
        let mut simulation = simulation(1);
        let store = open(&simulation).unwrap();
        for round in 0..9 {
            store.commit(vec![commit(round, vec![])]).unwrap();
        }
        drop(store);
        simulation.lose_view();
        simulation.options.mutant = mutant;
        assert_eq!(count(&simulation), expected);
    }
}

/// The disk is full, or refuses, at the Nth write. Nothing else happens to it.
fn survive_a_refused_write(nth: u64, fault: Fault) -> Result<bool, String> {
    let simulation = simulation(nth);
    let mut random = Random::new(nth);
    let mut known = Known::default();
    let store = open(&simulation)?;
    simulation.disk.fail(Operation::Write, nth, fault);
    let mut refused = false;
    for _ in 0..40 {
        if let Err(error) = known.commit(&store, random_group(&mut random)) {
            refused = true;
            known.pending.clear();
            let expected = if fault == Fault::Full { "storage-full" } else { "storage-error" };
            if error.code() != expected || store.health().condition.is_writable() {
                return Err(format!("refused with {error}, health {:?}", store.health().condition));
            }
            if content(&store) != Ok(known.model()) {
                return Err("reads do not go on".to_owned());
            }
        }
    }
    if !store.probe().is_writable() {
        return Err("writes did not resume".to_owned());
    }
    simulation.crash();
    known.check(&open(&simulation)?)?;
    Ok(refused)
}

#[test]
fn a_refused_write_loses_nothing_and_writes_resume_without_a_restart() {
    for fault in [Fault::Full, Fault::Io] {
        for nth in 1..=40 {
            match survive_a_refused_write(nth, fault) {
                Ok(refused) => assert!(refused, "write {nth} was not reached"),
                Err(breach) => panic!("{fault:?} at write {nth}: {breach}"),
            }
        }
    }
}

#[test]
fn writes_resume_when_a_full_disk_has_space_again() {
    let mut simulation = simulation(5);
    simulation.options.ballast_bytes = 64 << 10;
    simulation.disk.set_capacity(Some(2 << 20));
    let mut random = Random::new(5);
    let mut known = Known::default();
    let store = open(&simulation).unwrap();
    let refusal = loop {
        if let Err(error) = known.commit(&store, random_group(&mut random)) {
            break error;
        }
    };
    known.pending.clear();
    assert_eq!(refusal.code(), "storage-full");
    assert!(known.acknowledged.len() > 100);
    assert!(matches!(store.probe(), Condition::StorageFull { .. }), "still full");
    assert_eq!(known.commit(&store, random_group(&mut random)).unwrap_err().code(), "storage-full");
    known.pending.clear();
    assert_eq!(content(&store), Ok(known.model()), "reads go on");
    simulation.disk.set_capacity(Some(8 << 20));
    assert_eq!(store.probe(), Condition::Writable);
    known.commit(&store, random_group(&mut random)).unwrap();
    simulation.crash();
    known.check(&open(&simulation).unwrap()).unwrap();
}

#[test]
fn a_store_on_a_full_disk_opens_and_serves_reads() {
    let mut simulation = simulation(6);
    simulation.options.ballast_bytes = 64 << 10;
    let mut random = Random::new(6);
    let mut known = Known::default();
    let store = open(&simulation).unwrap();
    for _ in 0..30 {
        known.commit(&store, random_group(&mut random)).unwrap();
    }
    drop(store);
    simulation.disk.set_capacity(Some(100));
    let store = open(&simulation).unwrap();
    assert_eq!(content(&store), Ok(known.model()));
    assert_eq!(known.commit(&store, random_group(&mut random)).unwrap_err().code(), "storage-full");
    known.pending.clear();
    simulation.disk.set_capacity(None);
    assert_eq!(store.probe(), Condition::Writable);
    known.commit(&store, random_group(&mut random)).unwrap();
}

/// The Nth sync fails. The store must never again say that something is durable.
fn survive_a_failed_sync(nth: u64, operation: Operation, mutant: Mutant) -> Result<bool, String> {
    let mut simulation = simulation(nth);
    simulation.options.mutant = mutant;
    let mut random = Random::new(nth);
    let mut known = Known::default();
    let store = open(&simulation)?;
    simulation.disk.fail(operation, nth, Fault::Io);
    let mut failed = false;
    for _ in 0..40 {
        let before = known.pending.clone();
        match known.commit(&store, random_group(&mut random)) {
            Ok(()) if failed => return Err("a commit was acknowledged after a failed sync".to_owned()),
            Err(Error::FsyncFailed { .. }) if failed => known.pending = before,
            Err(Error::FsyncFailed { .. }) => failed = true,
            Err(error) => return Err(format!("another error: {error}")),
            Ok(()) => {}
        }
    }
    if failed {
        if !matches!(store.probe(), Condition::FsyncFailed { .. }) {
            return Err("probing revived the store".to_owned());
        }
        if content(&store) != Ok(known.model()) {
            return Err("reads do not go on".to_owned());
        }
    }
    simulation.crash();
    known.check(&open(&simulation)?)?;
    Ok(failed)
}

#[test]
fn a_failed_sync_stops_the_store_for_good_and_loses_nothing() {
    for nth in 1..=40 {
        match survive_a_failed_sync(nth, Operation::Sync, Mutant::None) {
            Ok(failed) => assert!(failed, "sync {nth} was not reached"),
            Err(breach) => panic!("sync {nth}: {breach}"),
        }
    }
    for nth in 1..=3 {
        assert_eq!(
            survive_a_failed_sync(nth, Operation::SyncDirectory, Mutant::None),
            Ok(true),
            "directory sync {nth}"
        );
    }
}

/// The Nth sync fails, and the process ends. The machine goes on: the next one works on what it finds, and only then the
/// power goes.
fn survive_a_restart_after_a_failed_sync(nth: u64, mutant: Mutant) -> Result<(), String> {
    let mut simulation = simulation(nth);
    simulation.options.mutant = mutant;
    let mut random = Random::new(nth);
    let mut known = Known::default();
    let store = open(&simulation)?;
    simulation.disk.fail(Operation::Sync, nth, Fault::Io);
    while known.commit(&store, random_group(&mut random)).is_ok() {}
    drop(store);
    let store = open(&simulation)?;
    // What the failed sync was for is there or not; from now on it is known.
    known.check(&store)?;
    for _ in 0..5 {
        known.commit(&store, random_group(&mut random)).map_err(|error| error.to_string())?;
    }
    drop(store);
    simulation.crash();
    known.check(&open(&simulation)?)
}

#[test]
fn a_restart_after_a_failed_sync_makes_durable_what_it_goes_on_with() {
    for nth in 1..=40 {
        assert_eq!(survive_a_restart_after_a_failed_sync(nth, Mutant::None), Ok(()), "sync {nth}");
    }
    let trusting = (1..=40).map(|nth| survive_a_restart_after_a_failed_sync(nth, Mutant::TrustUnsynced));
    assert!(trusting.filter(Result::is_err).count() > 20, "the mutant is not found");
}

#[test]
fn the_sync_test_catches_a_store_that_tries_again() {
    let results = (1..=40).map(|nth| survive_a_failed_sync(nth, Operation::Sync, Mutant::RetryFsync));
    assert!(results.filter(Result::is_err).count() > 20);
}
