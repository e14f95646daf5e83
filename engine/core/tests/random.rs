//! Laws that hold for every process, whatever happens in whatever order:
//! replay equals the live state; a stored and reassembled instance equals it; every instance ends, or waits for something
//! named, or says where it is stuck; every wait opened is closed once; every element entered is left once; what a dry run
//! tells of an intervention is the difference that it makes.
//!
//! `WEIR_RANDOM_CASES` sets how many processes, [`CASES`] without it; `make soak` asks for many more. A failure prints
//! the process, and the seed to see it again with `SEED`.
#![allow(clippy::disallowed_methods, reason = "the number of cases and the seed come from the environment")]
use crate::common::generate::{block, changed, keyed, labels, notation, opening, required, tangle};
use crate::common::told;
use crate::common::walk::Walk;
use crate::common::{model, process};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeSet;
use weir_core::{Event, Instance, InstanceId, Timestamp};

/// How many processes are walked through, when nobody says another number.
const CASES: u32 = 20_000;

#[test]
fn whatever_happens_the_laws_hold() {
    let cases = std::env::var("WEIR_RANDOM_CASES").ok().map_or(CASES, |c| c.parse().expect("a number of cases"));
    let mut runner =
        TestRunner::new(Config { cases, max_shrink_iters: 400, failure_persistence: None, ..Config::default() });
    let seed: [u8; 32] = std::env::var("SEED").ok().map_or_else(rand_seed, |s| seed_of(&s));
    println!("SEED={} WEIR_RANDOM_CASES={cases}", hex(&seed));
    runner = TestRunner::new_with_rng(
        runner.config().clone(),
        proptest::test_runner::TestRng::from_seed(proptest::test_runner::RngAlgorithm::ChaCha, &seed),
    );
    let picks = prop::collection::vec(any::<u16>(), 60);
    let (kinds, drawn) = (RefCell::new(BTreeSet::new()), RefCell::new(BTreeSet::new()));
    let told = RefCell::new(told::Seen::new());
    if let Err(error) = runner.run(&(opening(), block(), any::<u8>(), picks), |(opening, block, keys, picks)| {
        let text = notation(opening, &block);
        drawn.borrow_mut().append(&mut labels(&model(&text)));
        let process = compiled(&keyed(model(&text), keys)).expect("it compiles");
        let change = picks.iter().copied().map(usize::from).sum();
        let other = compiled(&keyed(model(&changed(&text, change)), keys));
        let mut walk = Walk::new(&process, picks).with(other.as_ref());
        let kept = walk.run();
        kinds.borrow_mut().append(&mut walk.kinds);
        told.borrow_mut().append(&mut walk.told);
        kept.map_err(|broken| TestCaseError::fail(format!("{broken}\nkeys {keys}\n{text}")))
    }) {
        panic!("SEED={}\n{error}", hex(&seed));
    }
    if cases >= 2000 {
        let missing: Vec<&str> = KINDS.into_iter().filter(|k| !kinds.borrow().contains(*k)).collect();
        assert!(missing.is_empty(), "the walks never saw {missing:?}: the generator has lost a part");
        let untold: Vec<&str> = told::KINDS.into_iter().filter(|kind| !told.borrow().contains(kind)).collect();
        assert!(untold.is_empty(), "no intervention changed {untold:?}");
        let drawn = drawn.into_inner();
        let never: Vec<String> = required().into_iter().filter(|label| !drawn.contains(label)).collect();
        assert!(never.is_empty(), "the catalogue says that these run, and no process had them: {never:?}");
    }
}

/// The same laws in graphs that are no blocks. An instance may wait at a join for what never comes: the join says so; but
/// no inclusive join waits when nothing else is at work.
#[test]
fn in_graphs_that_are_no_blocks_the_laws_hold_too() {
    let cases = std::env::var("WEIR_RANDOM_CASES").ok().map_or(CASES / 4, |c| c.parse().expect("a number of cases"));
    let mut runner =
        TestRunner::new(Config { cases, max_shrink_iters: 2_000, failure_persistence: None, ..Config::default() });
    let seed: [u8; 32] = std::env::var("SEED").ok().map_or_else(rand_seed, |s| seed_of(&s));
    println!("SEED={} WEIR_RANDOM_CASES={cases}", hex(&seed));
    runner = TestRunner::new_with_rng(
        runner.config().clone(),
        proptest::test_runner::TestRng::from_seed(proptest::test_runner::RngAlgorithm::ChaCha, &seed),
    );
    let picks = prop::collection::vec(any::<u16>(), 60);
    if let Err(error) = runner.run(&(tangle(), picks), |(tangle, picks)| {
        let text = tangle.notation();
        let process = process(&text);
        let kept = Walk::new(&process, picks).tangled().run();
        kept.map_err(|broken| TestCaseError::fail(format!("{broken}\n{text}")))
    }) {
        panic!("SEED={}\n{error}", hex(&seed));
    }
}

/// What a good many walks must have seen; else the laws would hold for want of cases.
const KINDS: [&str; 38] = [
    "CorrelationKeyFilled",
    "LoopGrown",
    "UserTaskShaped",
    "ListenerDone",
    "DecisionEvaluated",
    "CompensationKept",
    "CompensationThrown",
    "TransactionCancelled",
    "LoopReported",
    "TokenArrived",
    "ElementTerminated",
    "WaitFired",
    "WaitCancelled",
    "WaitMoved",
    "VariableSet",
    "LoopStarted",
    "JobLocked",
    "JobFailed",
    "JobRetriesSet",
    "UserTaskCompleted",
    "MessageReceived",
    "MessageThrown",
    "SignalThrown",
    "ErrorThrown",
    "EscalationThrown",
    "EvaluationAnswered",
    "IncidentRaised",
    "IncidentResolved",
    "ElementCompleted",
    "EventGathered",
    "GatewayAwaitsReset",
    "GatewayReset",
    "ElementMigrated",
    "Intervened",
    "Suspended",
    "Resumed",
    "EntryHeld",
    "WorkDone",
];

/// Whatever compiles.
fn compiled(model: &weir_core::model::Model) -> Option<weir_core::Process> {
    weir_core::compile::compile(model).processes.into_iter().next()
}

/// The laws have teeth: a fold that skips one event, or applies one twice, gives another state or breaks.
#[test]
fn a_fold_that_skips_or_repeats_an_event_is_noticed() {
    let process = process(
        "s: start -> f\nf: and -> a, b\na: user -> j\nb: job out x=got -> j\nj: and -> sub\nsub: sub -> e\n  is: start -> u\n  u: user -> ie\n  ie: end\nt: boundary on sub timer PT1H -> e\ne: end",
    );
    let mut run = crate::common::Run::new(&process);
    for command in ["start {\"n\": 1}", "complete a", "complete b {\"got\": 2}", "+1h"] {
        run.command(command);
    }
    let fold = |events: &mut dyn Iterator<Item = &(Timestamp, Event)>| {
        let mut instance = Instance::new(InstanceId::compose(0, 0, 0));
        events.for_each(|(at, event)| instance.apply(*at, event));
        instance
    };
    assert_eq!(fold(&mut run.log.iter()), run.instance, "the whole log gives the instance");
    for index in 0..run.log.len() {
        let skipped = std::panic::catch_unwind(|| {
            fold(&mut run.log.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, e)| e))
        });
        let repeated = std::panic::catch_unwind(|| {
            fold(&mut run.log.iter().enumerate().flat_map(|(i, e)| std::iter::repeat_n(e, 1 + usize::from(i == index))))
        });
        for mutant in [skipped, repeated] {
            assert!(mutant.is_err() || mutant.is_ok_and(|i| i != run.instance), "event {index} may be lost or doubled");
        }
    }
}

/// Every hasher state begins somewhere else.
fn rand_seed() -> [u8; 32] {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let mut seed = [0; 32];
    for part in seed.chunks_mut(8) {
        part.copy_from_slice(&RandomState::new().build_hasher().finish().to_be_bytes());
    }
    seed
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn seed_of(text: &str) -> [u8; 32] {
    let mut seed = [0; 32];
    for (i, byte) in seed.iter_mut().enumerate() {
        *byte = text.get(2 * i..2 * i + 2).and_then(|h| u8::from_str_radix(h, 16).ok()).unwrap_or(0);
    }
    seed
}
