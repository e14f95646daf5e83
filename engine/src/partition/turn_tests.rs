//! What a partition has in memory after a turn, and what it answers when what the turn rests on was lost.
use super::{Decision, Partition, Reply, Request, Task};
use crate::api::Resource;
use crate::busy::Busy;
use crate::committer::{Answer, Pending};
use crate::partition::By;
use crate::shell::Parts;
use crate::store::sim::Simulation;
use crate::{Context, Engine, Error, Options};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::sync::{mpsc, oneshot};
use weir_core::command::Start;
use weir_core::instance::Variables;
use weir_core::{Actor, Command, ElementId, InstanceId};

const CALLED: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' targetNamespace='t'>\
    <process id='called' isExecutable='true'><startEvent id='s'/><endEvent id='e'/>\
    <sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>\
    <process id='caller' isExecutable='true'><startEvent id='s2'/><callActivity id='call' calledElement='called'/>\
    <userTask id='work'/><sequenceFlow id='f2' sourceRef='s2' targetRef='call'/>\
    <sequenceFlow id='f3' sourceRef='call' targetRef='work'/></process>\
    <signal id='n' name='news'/>\
    <process id='telling' isExecutable='true'><startEvent id='s4'/>\
    <userTask id='asked' weir:approvers='user(ann)' weir:onReject='return(previous)'/>\
    <intermediateThrowEvent id='tells'><signalEventDefinition signalRef='n'/></intermediateThrowEvent>\
    <userTask id='after'/><sequenceFlow id='f4' sourceRef='s4' targetRef='asked'/>\
    <sequenceFlow id='f5' sourceRef='asked' targetRef='tells'/>\
    <sequenceFlow id='f6' sourceRef='tells' targetRef='after'/></process>\
    <process id='hearing' isExecutable='true'><startEvent id='s5'/><callActivity id='calls' calledElement='telling'/>\
    <boundaryEvent id='hears' attachedToRef='calls' cancelActivity='false'><signalEventDefinition signalRef='n'/></boundaryEvent>\
    <userTask id='heard'/><sequenceFlow id='f7' sourceRef='s5' targetRef='calls'/>\
    <sequenceFlow id='f8' sourceRef='hears' targetRef='heard'/></process></definitions>";

/// A partition whose decisions go nowhere, with two processes deployed.
async fn partition() -> (Partition, mpsc::Receiver<Option<Box<Pending>>>) {
    let simulation = Simulation::new(7);
    let store: Arc<dyn crate::store::Store> = Arc::new(simulation.open(&|_, _| Ok(vec![])).unwrap());
    let engine = Engine::start(store.clone(), Options::default()).unwrap();
    let file = Resource { name: "m.bpmn".into(), bytes: CALLED.as_bytes().to_vec() };
    engine.deploy(Context::of(Actor::named("ada")), vec![file], false).await.unwrap();
    let ann =
        serde_json::from_str(r#"{ "changes": [{ "put": { "person": { "id": "ann", "name": "Ann" } } }] }"#).unwrap();
    engine.change_organisation(Context::of(Actor::named("ada")), ann).await.unwrap();
    engine.idle().await;
    let Parts { shell, pending, .. } = crate::shell::Shell::parts(store, &Options::default()).unwrap();
    (Partition::new(3, shell), pending)
}

fn start(partition: &Partition) -> (InstanceId, Task) {
    start_of(partition, "caller:1")
}

fn start_of(partition: &Partition, definition: &str) -> (InstanceId, Task) {
    let (shell, id) = (&partition.shell, partition.shell.new_instance_in(3));
    let process = shell.catalogue.process(definition).unwrap();
    let at = ElementId::from("any".to_owned());
    let start = Box::new(Start { at: None, ..super::start_at(definition, at, Variables::new(), None) });
    (id, Task::Start { instance: id, process, start, message: None, by_form: false })
}

#[tokio::test]
async fn a_called_process_that_ends_at_once_leaves_no_count_behind() {
    let (mut partition, mut pending) = partition().await;
    let (_, task) = start(&partition);
    let (reply, decision) = partition.turn(&Actor::named("ann"), task).unwrap();
    assert!(matches!(reply, Reply::Started(_)));
    assert_eq!(decision.touched.len(), 3, "the caller, what it called, and the caller again");
    let answer = Answer { reply: Ok(reply), to: None, work: partition.shell.busy.begin() };
    partition.submit(decision, answer).await;
    assert!(pending.try_recv().unwrap().is_some());
    assert_eq!(partition.cache.calls.count(), 0);
}

#[tokio::test]
async fn a_refusal_that_rests_on_what_was_lost_is_not_given() {
    let (mut partition, mut pending) = partition().await;
    let (id, task) = start(&partition);
    let request = Request { task, by: By::engine(), answer: None, work: Busy::default().begin() };
    partition.handle(Box::new(request), None).await;
    assert_eq!(pending.try_recv().unwrap().unwrap().number, 1);
    // It is decided on top of the start, and refused because of it; meanwhile the start is lost.
    let command = Command::CompleteChild { key: 1, wait: 99, variables: Variables::new(), error: None };
    let want = super::Want::Nothing;
    let refused = partition.turn(&Actor::named("ann"), Task::Command { instance: id, command, want });
    assert!(refused.is_err());
    let lane = partition.shell.lane(3);
    lane.lose(0, &Error::StorageFull { retry_after_ms: 1 });
    lane.settled.store(1, Ordering::Release);
    let (to, mut told) = oneshot::channel();
    let reply = Err(Error::invalid("instance-running", "because of the start"));
    let answer = Answer { reply, to: Some(to), work: partition.shell.busy.begin() };
    partition.submit(Decision::default(), answer).await;
    assert!(told.try_recv().is_err(), "nobody is told yet");
    assert_eq!(pending.try_recv().unwrap().unwrap().generation, 0, "it fails with its generation");
}

#[tokio::test]
async fn a_signal_from_below_reaches_a_caller_that_is_not_on_disk_yet() {
    let (mut partition, mut pending) = partition().await;
    let (caller, task) = start_of(&partition, "hearing:1");
    let request = Request { task, by: By::engine(), answer: None, work: Busy::default().begin() };
    partition.handle(Box::new(request), None).await;
    let began = pending.try_recv().unwrap().unwrap();
    let below = began.records.iter().find_map(|record| match record {
        crate::projection::Record::Step(step) if step.instance != caller => Some(step.instance),
        _ => None,
    });
    let below = below.expect("it calls");
    let found = &partition.cache.get(below).unwrap().instance;
    let waiting = found.elements.values().find_map(|e| Some((e.key, e.waits.first()?.id)));
    let (key, wait) = waiting.unwrap_or_else(|| panic!("{:?} {:?}", found.header.definition, found.elements));
    let by = Actor::named("ann");
    let (outcome, comment, variables) = (Some("approve".to_owned()), None, Variables::new());
    let command = Command::CompleteUserTask { key, wait, by: by.clone(), outcome, comment, variables };
    let task = Task::Command { instance: below, command, want: super::Want::Nothing };
    let (_, decision) = partition.turn(&by, task).unwrap();
    assert_eq!(decision.touched, [below, caller], "who waits for what is called hears what it says");
}
