//! Returns, withdrawals and changed signers in random sound models: after each, the rest of the model can still be done
//! to its one end, no task is there twice, what stands beside the region is untouched, no history is lost, and nothing that
//! is rejected and goes back goes on over the flows of what has passed.
#![allow(clippy::disallowed_methods, reason = "the number of cases comes from the environment")]
use crate::common::blocks::{Writer, blocks};
use crate::common::office::{Matter, compile};
use crate::common::returning::{
    Lines, Live, asks_again, comes_back, lines, stays_in_its_visit, taken_back, undone_once, ways,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use weir_core::approval::{Beside, OnReject, ReturnTo, SeatState, Verdict};
use weir_core::command::{LeasedJob, SignerChange, Start};
use weir_core::event::{Intervention, TokenWithdrawn};
use weir_core::instance::{ElementInstance, State, Variables};
use weir_core::modification::{Entering, Instruction, Modification, Target, Which};
use weir_core::process::{Kind, Process};
use weir_core::step::{may_return, returnable};
use weir_core::wait::WaitFor;
use weir_core::{Actor, Command, ElementId, Event, Instance, Key, Moment, step};

/// The incident of a rejection that cannot go back.
const NOWHERE: &str = "nowhere-to-return";

/// The open tasks.
fn tasks(matter: &Matter) -> Vec<(Key, u32, String)> {
    let of = |(key, wait): (Key, &weir_core::wait::Wait)| match &wait.on {
        WaitFor::UserTask(task) => {
            let person = task.assignee.as_ref().or(task.candidate_users.first());
            Some((key, wait.id, person.cloned().unwrap_or_default()))
        }
        _ => None,
    };
    matter.instance.waits().filter_map(of).collect()
}

fn start(matter: &mut Matter) {
    let (definition, variables) = ("p:1".to_owned(), [("way".to_owned(), 0.into())].into());
    let start = Start {
        definition,
        business_key: None,
        parent: None,
        root: None,
        depth: 0,
        at: None,
        came: None,
        variables,
        initiator: None,
        conversation: None,
        hops: 0,
    };
    matter.send(&Actor::named("ann"), Command::Start(start));
}

fn complete(matter: &mut Matter, task: &(Key, u32, String), vote: &str, way: u8) {
    let (key, wait, person) = task.clone();
    let approval = matter.instance.elements[&key].ballot.is_some();
    let by = Actor::named(person);
    let outcome = approval.then(|| vote.to_owned());
    let variables = [("way".to_owned(), way.into())].into();
    matter.send(&by.clone(), Command::CompleteUserTask { key, wait, by, outcome, comment: None, variables });
}

/// A worker takes the job that has been open longest and is with nobody; where there is none, reports the oldest as done.
fn work(matter: &mut Matter) -> bool {
    let jobs = matter.instance.waits().filter_map(|(key, wait)| match &wait.on {
        WaitFor::Job(job) => Some((key, wait.id, job.lease.as_ref().map(|lease| lease.token))),
        _ => None,
    });
    let Some((key, wait, lease)) = jobs.min_by_key(|(_, wait, lease)| (lease.is_some(), *wait)) else { return false };
    let command = match lease {
        None => Command::LockJob { key, wait, worker: "w".into(), until: weir_core::Timestamp(i64::MAX) },
        Some(token) => Command::CompleteJob {
            job: LeasedJob { key, wait, token },
            variables: [("way".to_owned(), 0.into())].into(),
        },
    };
    matter.send(&Actor::named("w"), command);
    true
}

/// Something happens that a model waits for; there is none where nothing waits.
fn happen(matter: &mut Matter, which: u8) {
    let heard = matter.instance.waits().filter(|(_, wait)| matches!(wait.on, WaitFor::Signal { .. }));
    let heard: Vec<(Key, u32)> = heard.map(|(key, wait)| (key, wait.id)).collect();
    if let Some((key, wait)) = heard.get(usize::from(which) % heard.len().max(1)).copied() {
        matter.send(&Actor::named("ann"), Command::DeliverSignal { key, wait, variables: Variables::new() });
    }
}

/// The choices that an ad-hoc sub-process offers.
fn choices(matter: &Matter) -> Vec<(Key, u32)> {
    let offered = matter.instance.waits().filter(|(_, w)| matches!(w.on, WaitFor::Activation { chosen: false, .. }));
    offered.map(|(key, wait)| (key, wait.id)).collect()
}

/// Somebody chooses an activity of an ad-hoc sub-process, also one that is at work.
fn choose(matter: &mut Matter, which: u8) -> bool {
    let offered = choices(matter);
    let Some((key, wait)) = offered.get(usize::from(which) % offered.len().max(1)).copied() else { return false };
    matter.send(&Actor::named("ann"), Command::ActivateActivity { key, wait, variables: Variables::new() });
    true
}

/// Somebody says that an ad-hoc sub-process is done, where its model leaves that to people.
fn enough(matter: &mut Matter, which: u8) -> bool {
    let says = |key: &Key| match &matter.process.element(&matter.instance.elements[key].element).kind {
        Kind::AdHoc(ad_hoc) => ad_hoc.completion_condition.is_none(),
        _ => false,
    };
    let open: Vec<Key> = matter.instance.elements.keys().copied().filter(says).collect();
    let Some(key) = open.get(usize::from(which) % open.len().max(1)).copied() else { return false };
    matter.send(&Actor::named("ann"), Command::CompleteAdHoc { key });
    true
}

/// One thing that somebody does, chosen by two numbers.
fn act(matter: &mut Matter, what: u8, which: u8) {
    if what % 17 == 12 {
        return happen(matter, which);
    }
    let done = match what % 17 {
        10 | 11 => Some(work(matter)),
        13 | 14 => Some(choose(matter, which)),
        15 if which < 64 => Some(enough(matter, which)),
        _ => None,
    };
    if done.is_some() {
        return;
    }
    let open = tasks(matter);
    let Some(task) = open.get(usize::from(which) % open.len().max(1)).cloned() else { return };
    let (key, wait, by) = (task.0, task.1, Actor::named(task.2.clone()));
    let done: Vec<_> = matter.instance.header.done.iter().map(|done| (done.element.clone(), done.by.clone())).collect();
    let earlier = done.get(usize::from(which / 7) % done.len().max(1)).cloned();
    let command = match (what % 17, earlier) {
        (0..=3 | 15, _) => return complete(matter, &task, "approve", which % 2),
        (4, _) => return complete(matter, &task, "reject", which % 2),
        (5 | 6, Some((element, _))) => Command::ReturnUserTask {
            key,
            wait,
            by: by.clone(),
            to: ReturnTo::Element(element),
            come_back: what > 127,
            comment: None,
        },
        (7, Some((element, by))) => Command::WithdrawTask { element, by: Actor::named(by) },
        (8, _) => {
            let beside = [None, Some(Beside::Before), Some(Beside::After)][usize::from(which) % 3];
            let people = vec![["fay", "ben", "dan", "eva"][usize::from(which) % 4].to_owned()];
            let change = SignerChange::Add { people, beside, comment: None };
            Command::ChangeSigners { key, by: by.clone(), force: false, change }
        }
        (9, _) => {
            let seat = u32::from(which % 5);
            Command::ChangeSigners { key, by: by.clone(), force: true, change: SignerChange::Remove { seat } }
        }
        (16, _) if which < 85 => Command::ClaimUserTask { key, wait, by: by.clone() },
        (16, _) if which < 170 => Command::UnclaimUserTask { key, wait, by: by.clone() },
        _ => Command::WithdrawVote { key, by: by.clone() },
    };
    matter.send(&by, command);
}

/// A compensation handler lives in what asked for it.
fn live(matter: &Matter) -> Live {
    let within = |key: Key| std::iter::successors(matter.instance.live(key), |e| matter.instance.live(e.scope?));
    let around = |key: Key| within(key).map(|e| e.element.to_string()).collect();
    matter.instance.elements.keys().map(|key| (*key, around(*key))).collect()
}

/// What people choose again runs beside itself, and so does what may happen again while it runs.
fn may_be_there_twice(matter: &Matter, e: &ElementInstance) -> bool {
    let kind = |e: &ElementInstance| &matter.process.element(&e.element).kind;
    let chosen = e.scope.and_then(|scope| matter.instance.live(scope));
    matches!(kind(e), Kind::EventSubProcess) || chosen.is_some_and(|scope| matches!(kind(scope), Kind::AdHoc(_)))
}

/// What must hold after each thing that was done; `before` is what was live, `from` the first event since.
fn laws(matter: &Matter, before: &Live, from: usize) {
    let mut seen = BTreeSet::new();
    for e in matter.instance.elements.values() {
        let several = matter.instance.is_one_of_several(e.key) || may_be_there_twice(matter, e);
        assert!(several || seen.insert((e.scope, e.element.clone())), "`{}` is there twice", e.element);
        let rejected = e.ballot.as_ref().and_then(|ballot| ballot.decided.as_ref());
        if let Some(incident) = &e.incident {
            assert_eq!(incident.code, NOWHERE, "{}", incident.message);
            assert_eq!(rejected.map(|decided| decided.verdict), Some(Verdict::Reject));
        }
        let Some(ballot) = e.ballot.as_ref().filter(|_| rejected.is_none()) else { continue };
        let mut people = BTreeSet::new();
        for seat in &ballot.seats {
            let once = !seat.counts() || seat.person.is_empty() || people.insert(&seat.person);
            assert!(once, "{} is asked twice", seat.person);
            let asked = e.waits.iter().any(|w| matches!(&w.on, WaitFor::UserTask(task) if task.seat == Some(seat.id)));
            assert_eq!(asked, seat.state == SeatState::Open, "whoever is asked has a task, and nobody else");
        }
    }
    let events = &matter.events[from..];
    for event in events {
        // What is rejected, and goes back by its model, never goes on.
        if let Event::ElementCompleted { key, .. } = event {
            let rejected =
                |e: &&Event| matches!(e, Event::BallotDecided { key: of, verdict: Verdict::Reject, .. } if of == key);
            let goes_back = before.get(key).is_some_and(|around| goes_back(matter, &around[0]));
            assert!(
                !goes_back || !matter.events.iter().any(|e| rejected(&e)),
                "{:?} is rejected, and passes",
                before[key]
            );
        }
    }
    let returned = events.iter().find_map(|event| match event {
        // A return that comes back names its target alone; what it took away is put back.
        Event::Returned { elements, .. } if elements.len() > 1 => Some(elements),
        _ => None,
    });
    let Some(region) = returned else { return };
    for event in events {
        if let Event::ElementTerminated { key, intervention } = event {
            let around = &before[key];
            assert!(region.iter().any(|id| around.iter().any(|a| a == id.as_str())), "{around:?} is beside {region:?}");
            let expected = [Some(Intervention::Return), Some(Intervention::Withdraw)];
            assert!(expected.contains(intervention), "what is invalidated says so");
        }
    }
    // What stands beside the region is as it was.
    for (key, around) in before {
        let beside = !region.iter().any(|id| around.iter().any(|a| a == id.as_str()));
        let joined =
            events.iter().any(|e| matches!(e, Event::TokenWithdrawn(TokenWithdrawn { key: join, .. }) if join == key));
        assert!(
            !beside || joined || matter.instance.elements.contains_key(key),
            "{around:?} is beside {region:?}, and gone"
        );
    }
}

/// A way back is offered exactly where going back is taken; it is told by what was done alone, for lists, where all of
/// that was done in the process itself.
fn offers(matter: &Matter) {
    let moment = Moment { organisation: (&matter.organisation).into(), ..Moment::from(matter.now) };
    for (key, wait, person) in tasks(matter) {
        let by = Actor::named(person);
        let element = &matter.instance.elements[&key].element;
        let offered = may_return(matter.process, element, &matter.instance.header.done);
        let back = ReturnTo::Previous;
        let command = Command::ReturnUserTask { key, wait, by: by.clone(), to: back, come_back: false, comment: None };
        let taken = step(matter.process, matter.instance.clone(), moment, &by, command);
        let way = !returnable(matter.process, &matter.instance, key).is_empty();
        assert_eq!(way, taken.is_ok(), "a way back from `{element}`: {:?}", matter.instance.header.done);
        assert!(offered.is_none_or(|offered| offered == way), "{offered:?} from `{element}`");
    }
}

/// Does it stand among what people choose?
fn is_in_ad_hoc(process: &Process, was: &Instance, key: Key) -> bool {
    let scope = was.live(key).and_then(|e| was.live(e.scope?));
    scope.is_some_and(|scope| matches!(process.element(&scope.element).kind, Kind::AdHoc(_)))
}

fn happens_meanwhile(process: &Process, element: &ElementId) -> bool {
    matches!(process.element(element).kind, Kind::EventSubProcess)
}

fn goes_back(matter: &Matter, element: &str) -> bool {
    match &matter.process.element(&element.into()).kind {
        Kind::UserTask(task) => {
            task.approval.as_ref().is_some_and(|plan| matches!(plan.on_reject, OnReject::Return(_)))
        }
        _ => false,
    }
}

/// An operator looks after what is rejected and has nowhere to go: tried again it stands as it did, or goes back; then it is
/// asked once more.
fn mend(matter: &mut Matter) -> bool {
    let stuck = |matter: &Matter| matter.instance.elements.values().find(|e| e.incident.is_some()).map(|e| e.key);
    let Some(key) = stuck(matter) else { return false };
    let (before, from) = (live(matter), matter.events.len());
    matter.send(&Actor::named("ops"), Command::ResolveIncident { key, retries: 1 });
    laws(matter, &before, from);
    if let Some(key) = stuck(matter) {
        let e = &matter.instance.elements[&key];
        let to = Entering { scope: e.scope, ..Entering::at(Target::Before(e.element.clone())) };
        let instructions = vec![Instruction::Move { from: Which::Instance(key), to }];
        let change = Modification { instructions, ..Modification::default() };
        matter.send(&Actor::named("ops"), Command::Modify(Box::new(change)));
    }
    true
}

fn cases() -> u32 {
    std::env::var("WEIR_RANDOM_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000)
}

#[test]
fn after_any_return_withdrawal_or_change_of_signers_the_model_still_runs_to_its_one_end() {
    let config = ProptestConfig {
        cases: cases(),
        failure_persistence: None,
        max_shrink_time: 60_000,
        ..ProptestConfig::default()
    };
    let actions = prop::collection::vec((any::<u8>(), any::<u8>()), 0..25);
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let counted = std::cell::Cell::new([0u32; 7]);
    let ran = runner.run(&(blocks(), actions), |(block, actions)| {
        let inside = Writer::default().whole(&block);
        let process = compile(&inside).expect("it compiles");
        let mut matter = Matter::new(&process);
        start(&mut matter);
        let (mut known, mut all_lines) = (Live::new(), Lines::new());
        for (what, which) in actions {
            let (before, ways) = (live(&matter), ways(&matter));
            let untouched = matter.instance.clone();
            known.extend(before.clone());
            all_lines.extend(lines(&untouched));
            let from = matter.events.len();
            act(&mut matter, what, which);
            laws(&matter, &before, from);
            taken_back(&matter, (&known, &all_lines), from);
            stays_in_its_visit(&untouched, &matter, from);
            comes_back(&matter, &ways, from);
            asks_again(&matter, &untouched, from);
            offers(&matter);
            let mut counts = counted.get();
            for event in &matter.events[from..] {
                match event {
                    Event::Returned { key, .. } => {
                        counts[0] += 1;
                        counts[5] += u32::from(is_in_ad_hoc(&process, &untouched, *key));
                    }
                    Event::ElementActivating { element, .. } if happens_meanwhile(&process, element) => counts[6] += 1,
                    Event::TokenWithdrawn { .. } => counts[1] += 1,
                    Event::BallotDecided { verdict: Verdict::Reject, .. } => counts[3] += 1,
                    Event::IncidentRaised { .. } => counts[4] += 1,
                    Event::ElementActivating { resume, .. } if !resume.is_empty() => counts[2] += 1,
                    _ => {}
                }
            }
            counted.set(counts);
        }
        // Everybody does what they are asked, and nothing is wanted again: the matter comes to its end, once.
        let variables = [("way".to_owned(), 0.into())].into();
        let calm = Command::SetVariables { scope: 0, variables, local: true, reason: None };
        matter.send(&Actor::named("ops"), calm);
        for _ in 0..5_000 {
            match tasks(&matter).first().cloned() {
                Some(task) => complete(&mut matter, &task, "approve", 0),
                None if work(&mut matter) || mend(&mut matter) || enough(&mut matter, 0) || choose(&mut matter, 0) => {}
                None => break,
            }
        }
        prop_assert_eq!(matter.instance.header.state, State::Completed, "{}\n{}", inside, matter.trace);
        let ends = matter.events.iter().filter(|e| matches!(e, Event::ElementCompleted { key: 0, .. })).count();
        prop_assert_eq!(ends, 1);
        undone_once(&matter);
        Ok(())
    });
    if let Err(error) = ran {
        panic!("{error}");
    }
    let [returns, withdrawn, back, rejected, nowhere, chosen, meanwhile] = counted.get();
    let enough = cases() / 20;
    assert!(
        returns > enough
            && withdrawn > enough / 20
            && back > enough / 10
            && rejected > enough / 5
            && nowhere > enough / 20
            && chosen > enough / 50
            && meanwhile > enough / 5,
        "the actions reach: {:?}",
        counted.get()
    );
}
