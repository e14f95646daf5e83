//! 驳回 out of a called process. What it does to the caller is exactly what a return of a task at the place of the call
//! activity does: random sound models are run twice side by side, once with a task and once with a call in its place.
#![allow(clippy::similar_names)] // the caller and the called are named so everywhere
use crate::common::blocks::{Writer, blocks};
use crate::common::office::{Matter, chain, compile};
use proptest::prelude::*;
use weir_core::approval::ReturnTo;
use weir_core::command::{LeasedJob, Start};
use weir_core::event::Intervention;
use weir_core::instance::{Parent, State, Variables};
use weir_core::sent_back::{Above, SentBack};
use weir_core::step::{Caller, returnable, step_below};
use weir_core::wait::{Wait, WaitFor};
use weir_core::{Actor, Command, ElementId, Event, Instance, InstanceId, Key, Moment, Process, Rejection, Timestamp};

/// How a task of somebody is written, and a call in its place.
const TASK: &str = "weir:assignee='ann'/>";

fn starting(definition: &str, parent: Option<Parent>) -> Command {
    Command::Start(Start {
        definition: definition.to_owned(),
        business_key: None,
        root: parent.as_ref().map(|parent| parent.instance),
        depth: u32::from(parent.is_some()),
        parent,
        at: None,
        came: None,
        variables: [("way".to_owned(), 0.into())].into(),
        initiator: Some("ann".to_owned()),
        conversation: None,
        hops: 0,
    })
}

fn waits<'a>(matter: &'a Matter, is: impl Fn(&Wait) -> bool + 'a) -> Vec<(Key, u32)> {
    matter.instance.waits().filter(move |(_, wait)| is(wait)).map(|(key, wait)| (key, wait.id)).collect()
}

/// What lives where, in which phase, with which tokens, and where it goes on: in one line for each.
fn shape(matter: &Matter) -> Vec<String> {
    let line = |e: &weir_core::instance::ElementInstance| {
        let flows: Vec<&ElementId> = e.arrived.iter().map(|arrival| &arrival.flow).collect();
        format!("{} {} {:?} {:?} {flows:?} {:?}", e.key, e.element, e.scope, e.phase, e.resume)
    };
    matter.instance.elements.values().map(|e| line(e)).collect()
}

/// The same command to both.
fn both(task: &mut Matter, call: &mut Matter, by: &str, command: &Command) {
    let by = Actor::named(by);
    task.send(&by, command.clone());
    call.send(&by, command.clone());
}

fn sent_back(to: &ElementId, come_back: bool) -> SentBack {
    let above = Above { at: InstanceId::compose(0, 0, 0), come_back, name: None };
    SentBack { to: to.clone(), by: "ann".to_owned(), comment: None, above }
}

/// A worker reports a job as done. A lease bears the number of its event, and a call has other events than a task.
fn report(matter: &mut Matter, (key, wait): (Key, u32), variables: &Variables) {
    let Some(WaitFor::Job(job)) = matter.instance.wait(key, wait).map(|wait| &wait.on) else { return };
    let token = job.lease.as_ref().map_or(0, |lease| lease.token);
    let (job, variables) = (LeasedJob { key, wait, token }, variables.clone());
    matter.send(&Actor::named("w"), Command::CompleteJob { job, variables });
}

/// Somebody does something, in both; true where a matter went back from the task, or out of the call in its place.
fn act(task: &mut Matter, call: &mut Matter, place: &ElementId, (what, which): (u8, u8)) -> bool {
    let pick = |all: &[(Key, u32)]| all.get(usize::from(which) % all.len().max(1)).copied();
    let way: Variables = [("way".to_owned(), (which % 2).into())].into();
    if what % 8 == 7 {
        let jobs = waits(task, |wait| matches!(wait.on, WaitFor::Job(_)));
        let Some((key, wait)) = pick(&jobs) else { return false };
        let until = Timestamp(i64::MAX);
        both(task, call, "w", &Command::LockJob { key, wait, worker: "w".into(), until });
        report(task, (key, wait), &way);
        report(call, (key, wait), &way);
        return false;
    }
    let open = waits(task, |wait| matches!(wait.on, WaitFor::UserTask(_)));
    let Some((key, wait)) = pick(&open) else { return false };
    let Some(WaitFor::UserTask(asked)) = task.instance.wait(key, wait).map(|wait| &wait.on) else { return false };
    let person = asked.assignee.as_ref().or(asked.candidate_users.first());
    let by = person.cloned().unwrap_or_default();
    let is_place = task.instance.elements[&key].element == *place;
    let earlier: Vec<ElementId> = task.instance.header.done.iter().map(|done| done.element.clone()).collect();
    let earlier = earlier.get(usize::from(which / 5) % earlier.len().max(1)).filter(|to| *to != place).cloned();
    match earlier.filter(|_| what % 8 > 3) {
        Some(to) => {
            let come_back = what > 127;
            let (back, by) = (ReturnTo::Element(to.clone()), Actor::named(by));
            let command = Command::ReturnUserTask { key, wait, by: by.clone(), to: back, come_back, comment: None };
            if !is_place {
                both(task, call, &by.id, &command);
                return false;
            }
            let caller = Caller { process: call.process, instance: &call.instance, key };
            let offered = caller.returnable().iter().any(|done| done.element == to);
            let before = task.events.len();
            task.send(&by, command);
            let went = task.events.len() > before;
            assert_eq!(offered, went, "`{to}` is offered where it is taken");
            if went {
                call.send(&by, Command::ChildSentBack { key, wait, back: Box::new(sent_back(&to, come_back)) });
            }
            went
        }
        None if is_place => {
            let by = Actor::named(by);
            let (outcome, comment, variables) = (None, None, Variables::new());
            task.send(&by, Command::CompleteUserTask { key, wait, by: by.clone(), outcome, comment, variables });
            let variables = Variables::new();
            call.send(&Actor::engine(), Command::CompleteChild { key, wait, variables, error: None });
            false
        }
        None => {
            let approval = task.instance.elements[&key].ballot.is_some();
            let outcome = approval.then(|| "approve".to_owned());
            let who = Actor::named(by.clone());
            let done = Command::CompleteUserTask { key, wait, by: who, outcome, comment: None, variables: way };
            both(task, call, &by, &done);
            false
        }
    }
}

#[test]
fn what_a_called_process_sends_back_is_returned_as_from_a_task_at_the_place_of_the_call() {
    let cases = 3_000;
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let actions = prop::collection::vec((any::<u8>(), any::<u8>()), 5..30);
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let returned = std::cell::Cell::new(0u32);
    let ran = runner.run(&(blocks(), any::<u8>(), actions), |(block, which, actions)| {
        let inside = Writer::default().whole(&block);
        let places: Vec<usize> = inside.match_indices(TASK).map(|(at, _)| at).collect();
        let Some(at) = places.get(usize::from(which) % places.len().max(1)).copied() else { return Ok(()) };
        let from = inside[..at].rfind("<userTask").expect("it is a task");
        let Some(id) = inside[from..at].split('\'').nth(1).filter(|_| !inside[from..at].contains("Compensation"))
        else {
            return Ok(());
        };
        let call = format!("<callActivity id='{id}' calledElement='q'/>");
        let with_call = format!("{}{call}{}", &inside[..from], &inside[at + TASK.len()..]);
        let (tasks, calls) = (compile(&inside).expect("it compiles"), compile(&with_call).expect("it compiles"));
        let (mut task, mut call) = (Matter::new(&tasks), Matter::new(&calls));
        both(&mut task, &mut call, "ann", &starting("p:1", None));
        let place = ElementId::from(id);
        for action in actions {
            let went = act(&mut task, &mut call, &place, action);
            returned.set(returned.get() + u32::from(went));
            prop_assert_eq!(shape(&task), shape(&call), "{}\n{}", with_call, call.trace);
        }
        Ok(())
    });
    if let Err(error) = ran {
        panic!("{error}");
    }
    assert!(returned.get() > cases / 20, "so many went back out of the call: {}", returned.get());
}

/// A process that fills something in and calls another one, and the called one.
fn two() -> (Process, Process) {
    let call = "<callActivity id='call' calledElement='q'/>";
    let caller = chain(&[("fill", "name='Fill in' weir:assignee='ann'"), ("look", "weir:assignee='ben'"), ("x", "")]);
    let caller = compile(&caller.replace("<userTask id='x' />", &call.replace("'call'", "'x'")));
    let called = compile(&chain(&[
        ("check", "weir:approvers='user(cem)' weir:onReject='return(previous)'"),
        ("sign", "weir:approvers='user(dan)' weir:onReject='return(initiator)'"),
    ]));
    (caller.expect("it compiles"), called.expect("it compiles"))
}

/// An instance of each, with the call at work.
fn begun(processes: &(Process, Process)) -> (Matter<'_>, Matter<'_>, Parent) {
    let mut caller = Matter::new(&processes.0);
    caller.send(&Actor::named("ann"), starting("p:1", None));
    caller.command("ann does fill");
    caller.command("ben does look");
    let (key, wait) = waits(&caller, |wait| matches!(wait.on, WaitFor::Child { .. }))[0];
    let parent = Parent { instance: caller.instance.header.id, key, wait };
    let mut called = Matter::new(&processes.1);
    called.instance = Instance::new(InstanceId::compose(0, 0, 1));
    called.send(&Actor::named("ann"), starting("q:1", Some(parent.clone())));
    (caller, called, parent)
}

/// A step of the called one, seen by the caller.
fn below(caller: &Matter, called: &mut Matter, key: Key, command: Command) -> Result<(), Rejection> {
    let callers = [Caller { process: caller.process, instance: &caller.instance, key }];
    let organisation = caller.organisation.clone();
    let moment = Moment { organisation: (&organisation).into(), ..Moment::from(Timestamp(0)) };
    let by = Actor::named("cem");
    match step_below(called.process, called.instance.clone(), moment, &callers, &by, command) {
        Ok(stepped) => {
            for event in &stepped.step.events {
                called.instance.apply(stepped.step.at, event);
            }
            assert_eq!(called.instance, stepped.instance, "replay gives the live state");
            called.events.extend(stepped.step.events);
            Ok(())
        }
        Err(refused) => {
            assert_eq!(called.instance, *refused.instance, "a refusal changes nothing");
            Err(refused.rejection)
        }
    }
}

fn back(called: &Matter, to: ReturnTo) -> Command {
    let (key, wait) = called.task("check", "cem");
    Command::ReturnUserTask { key, wait, by: Actor::named("cem"), to, come_back: false, comment: Some("no".into()) }
}

#[test]
fn the_called_instance_ends_with_its_history_and_says_where_the_matter_goes() {
    let processes = two();
    let (mut caller, mut called, parent) = begun(&processes);
    let offered = Caller { process: caller.process, instance: &caller.instance, key: parent.key };
    let offered: Vec<&str> = offered.returnable().iter().map(|done| done.element.as_str()).collect();
    assert_eq!(offered, ["look", "fill"]);
    let to = ReturnTo::Above(parent.instance, "fill".into());
    let command = back(&called, to);
    below(&caller, &mut called, parent.key, command).expect("it goes back");
    assert_eq!(called.instance.header.state, State::Terminated);
    assert!(called.instance.header.handled.contains_key("cem"), "who sent it back has done something there");
    let sent = called.instance.header.sent_back.clone().expect("it says where to");
    assert_eq!((sent.to.as_str(), sent.by.as_str(), sent.comment.as_deref()), ("fill", "cem", Some("no")));
    assert_eq!((sent.above.at, sent.above.name.as_deref()), (parent.instance, Some("Fill in")));
    let by_return = Some(Intervention::Return);
    assert!(called.events.iter().any(|e| *e == Event::ElementTerminated { key: 0, intervention: by_return }));
    let command = Command::ChildSentBack { key: parent.key, wait: parent.wait, back: sent };
    caller.send(&Actor::named("cem"), command.clone());
    let asked = caller.trace.lines().last().unwrap_or_default().trim().to_owned();
    assert_eq!(asked, "fill: ann");
    assert!(caller.instance.header.done.is_empty(), "what was done on the way is to be done again");
    // It comes once.
    caller.send(&Actor::engine(), command);
    assert!(caller.trace.contains("has no such open wait"), "{}", caller.trace);
}

#[test]
fn a_rejection_goes_up_where_there_is_no_way_back_in_the_called_process() {
    let processes = two();
    // Without what has called it, it stands still as ever.
    let (_, mut called, _) = begun(&processes);
    called.command("cem rejects check");
    assert!(called.trace.contains("incident nowhere-to-return"), "{}", called.trace);
    // Nothing was done in the called process: the one before is one of its caller.
    let (caller, mut called, parent) = begun(&processes);
    let (key, wait) = called.task("check", "cem");
    let reject = |by: &str, (key, wait): (Key, u32)| Command::CompleteUserTask {
        key,
        wait,
        by: Actor::named(by),
        outcome: Some("reject".into()),
        comment: None,
        variables: Variables::new(),
    };
    below(&caller, &mut called, parent.key, reject("cem", (key, wait))).expect("it is a vote");
    assert_eq!(called.instance.header.sent_back.as_ref().map(|sent| sent.to.as_str()), Some("look"));
    // Whoever started it did something in the caller alone, and not in the called process, where somebody else has.
    let (caller, mut called, parent) = begun(&processes);
    called.command("cem approves check");
    let task = called.task("sign", "dan");
    below(&caller, &mut called, parent.key, reject("dan", task)).expect("it is a vote");
    assert_eq!(called.instance.header.sent_back.as_ref().map(|sent| sent.to.as_str()), Some("fill"));
}

#[test]
fn what_is_no_way_back_is_refused_before_anything_has_happened() {
    let processes = two();
    let (caller, mut called, parent) = begun(&processes);
    for (at, to) in [(parent.instance, "call"), (parent.instance, "nowhere"), (InstanceId::compose(1, 1, 1), "fill")] {
        let command = back(&called, ReturnTo::Above(at, to.into()));
        let refused = below(&caller, &mut called, parent.key, command).expect_err("there is no such way");
        assert_eq!(refused.code(), "never-done", "{to}");
    }
    // A task of the called process is meant where no instance is named.
    let command = back(&called, ReturnTo::Element("fill".into()));
    assert_eq!(below(&caller, &mut called, parent.key, command).expect_err("it is above").code(), "never-done");
    assert!(returnable(called.process, &called.instance, called.live("check")).is_empty());
}

#[test]
fn a_caller_that_has_changed_meanwhile_stands_still_and_calls_anew_when_that_is_resolved() {
    let processes = two();
    let (mut caller, _, parent) = begun(&processes);
    let Parent { key, wait, .. } = parent;
    caller
        .send(&Actor::engine(), Command::ChildSentBack { key, wait, back: Box::new(sent_back(&"gone".into(), false)) });
    assert!(caller.trace.contains("incident nowhere-to-return"), "{}", caller.trace);
    caller.command("ops tries x again");
    let again = waits(&caller, |wait| matches!(wait.on, WaitFor::Child { .. }));
    assert_eq!(again.len(), 1, "it calls anew");
    assert_ne!(again[0].1, wait);
}
