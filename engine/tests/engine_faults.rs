//! What the engine does when the world is not kind: full disks, failed fsyncs, poisoned instances, costly expressions.

use crate::engine_support::{Lab, approval, by, model, vars};
use serde_json::json;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use tokio::sync::{Notify, Semaphore};
use weir_core::compile::{Prepared, prepare};
use weir_core::instance::Answer;
use weir_engine::api::{CompleteUserTask, Condition, ElementAddress, SetVariables, StartInstance};
use weir_engine::evaluation::{EvaluationHost, UNAVAILABLE, Work};
use weir_engine::store::sim::{Fault, Operation};

fn start() -> StartInstance {
    StartInstance { process: Some("approval".into()), ..StartInstance::default() }
}

#[tokio::test]
async fn a_full_disk_refuses_writes_serves_reads_and_goes_on_when_there_is_space() {
    let mut lab = Lab::new();
    lab.deploy(&approval()).await;
    let id = lab.start("approval", vars(json!({}))).await;
    let task = lab.task().await.id;
    lab.simulation.disk.set_capacity(Some(1));
    for _ in 0..3 {
        let refused = lab.engine.complete_user_task(by("bob"), task, CompleteUserTask::default()).await.unwrap_err();
        assert_eq!(refused.code(), "storage-full");
        assert_eq!(lab.engine.start_instance(by("bob"), start()).await.unwrap_err().code(), "storage-full");
    }
    assert_eq!(lab.engine.health().condition, Condition::StorageFull);
    assert_eq!(lab.told(id).await, "running: approve waits for userTask");
    lab.simulation.disk.set_capacity(None);
    lab.engine.complete_user_task(by("bob"), task, CompleteUserTask::default()).await.unwrap();
    assert_eq!(lab.engine.health().condition, Condition::Running);
    assert_eq!((lab.told(id).await.as_str(), lab.count("approval").await), ("completed", 1));
    lab.rebuild().await;
    assert_eq!((lab.told(id).await.as_str(), lab.count("approval").await), ("completed", 1));
}

#[tokio::test]
async fn a_failed_fsync_stops_the_engine_and_a_restart_recovers() {
    let mut lab = Lab::new();
    lab.deploy(&approval()).await;
    let id = lab.start("approval", vars(json!({}))).await;
    lab.simulation.disk.fail(Operation::Sync, 1, Fault::Io);
    assert_eq!(lab.engine.start_instance(by("bob"), start()).await.unwrap_err().code(), "stopped");
    assert!(lab.engine.stopped().await.contains("fsync") || lab.engine.health().condition == Condition::Stopped);
    assert_eq!(lab.engine.start_instance(by("bob"), start()).await.unwrap_err().code(), "stopped");
    assert_eq!(lab.told(id).await, "running: approve waits for userTask");
    lab.power_cut().await;
    assert_eq!(lab.told(id).await, "running: approve waits for userTask");
    lab.start("approval", vars(json!({}))).await;
}

/// Answers what the text asks for.
#[derive(Debug)]
struct Host;

impl EvaluationHost for Host {
    fn evaluate(&self, work: Work) -> Pin<Box<dyn Future<Output = Answer> + Send + '_>> {
        let Work::Expression(request) = work else { unreachable!("there are no decisions here") };
        let cheap = request.variables.get("n").and_then(serde_json::Value::as_u64).is_some_and(|n| n < 100);
        let answer =
            if cheap { Answer::Value(json!("found")) } else { Answer::failed("expression-too-costly", "killed") };
        Box::pin(std::future::ready(answer))
    }
}

#[tokio::test]
async fn a_costly_expression_is_evaluated_elsewhere_and_costs_one_incident_at_most() {
    let lab = Lab::with(|options| options.evaluation = Arc::new(Host));
    lab.deploy(&computing()).await;
    let cheap = lab.start("computing", vars(json!({"n": 5}))).await;
    let costly = lab.start("computing", vars(json!({"n": 500_000_000_000_i64}))).await;
    lab.engine.idle().await;
    assert_eq!(lab.told(cheap).await, "completed");
    assert_eq!(lab.told(costly).await, "running: compute is stuck: expression-too-costly");
}

/// Answers some with more than a commit takes.
#[derive(Debug)]
struct Wordy;

impl EvaluationHost for Wordy {
    fn evaluate(&self, work: Work) -> Pin<Box<dyn Future<Output = Answer> + Send + '_>> {
        let Work::Expression(request) = work else { unreachable!("there are no decisions here") };
        let short = request.variables.get("n").and_then(serde_json::Value::as_u64).is_some_and(|n| n < 100);
        Box::pin(std::future::ready(Answer::Value(json!("x".repeat(if short { 1 } else { 17 << 20 })))))
    }
}

#[tokio::test]
async fn an_answer_that_nothing_can_be_done_with_is_an_incident_and_others_get_theirs() {
    let lab = Lab::with(|options| options.evaluation = Arc::new(Wordy));
    lab.deploy(&computing()).await;
    let bad = lab.start("computing", vars(json!({"n": 500}))).await;
    let mut good = vec![];
    for _ in 0..3 {
        good.push(lab.start("computing", vars(json!({"n": 5}))).await);
    }
    lab.engine.idle().await;
    for id in good {
        assert_eq!(lab.told(id).await, "completed");
    }
    assert_eq!(lab.told(bad).await, "running: compute is stuck: commit-too-large");
    assert_eq!(lab.engine.metrics().evaluations, 4, "none is evaluated again and again");
}

/// Has no answer to what is costly until it is let go, and says when it is asked for what is not.
#[derive(Debug)]
struct Slow {
    costly: Notify,
    cheap: Notify,
    go: Semaphore,
}

impl Slow {
    fn new() -> Arc<Self> {
        Arc::new(Slow { costly: Notify::new(), cheap: Notify::new(), go: Semaphore::new(0) })
    }
}

impl EvaluationHost for Slow {
    fn evaluate(&self, work: Work) -> Pin<Box<dyn Future<Output = Answer> + Send + '_>> {
        let Work::Expression(request) = work else { unreachable!("there are no decisions here") };
        let cheap = request.variables.get("n").and_then(serde_json::Value::as_u64).is_some_and(|n| n < 100);
        Box::pin(async move {
            if cheap {
                self.cheap.notify_one();
            } else {
                self.costly.notify_one();
                let _let_go = self.go.acquire().await;
            }
            Answer::Value(json!("found"))
        })
    }
}

fn computing() -> String {
    let elements = "<startEvent id='start'/><scriptTask id='compute'><extensionElements>\
        <zeebe:script expression='=for i in 1..n return i' resultVariable='found'/></extensionElements></scriptTask>\
        <endEvent id='end'/>";
    model("computing", "start compute end", elements, "")
}

#[tokio::test]
async fn costly_evaluations_hold_up_none_of_the_others() {
    let host = Slow::new();
    let theirs = host.clone();
    let lab = Lab::with(|options| options.evaluation = theirs);
    lab.deploy(&computing()).await;
    let mut all = vec![];
    for _ in 0..3 {
        all.push(lab.start("computing", vars(json!({"n": 500}))).await);
        soon(host.costly.notified()).await;
    }
    for _ in 0..3 {
        all.push(lab.start("computing", vars(json!({"n": 5}))).await);
        soon(host.cheap.notified()).await;
    }
    assert!(lab.told(all[0]).await.starts_with("running: compute waits for evaluation"));
    host.go.add_permits(3);
    lab.engine.idle().await;
    for id in all {
        assert_eq!(lab.told(id).await, "completed");
    }
    assert_eq!(lab.engine.metrics().evaluations, 6, "each is asked for once");
}

/// More wait than are asked for at a time: as one ends, the next has its turn.
#[tokio::test]
async fn as_one_evaluation_ends_the_next_is_taken() {
    let host = Slow::new();
    let theirs = host.clone();
    let lab = Lab::with(|options| options.evaluation = theirs);
    lab.deploy(&computing()).await;
    let mut all = vec![];
    for _ in 0..255 {
        all.push(lab.start("computing", vars(json!({"n": 500}))).await);
    }
    for _ in 0..20 {
        all.push(lab.start("computing", vars(json!({"n": 5}))).await);
    }
    while lab.engine.metrics().evaluations < 275 {
        soon(host.cheap.notified()).await;
    }
    host.go.add_permits(255);
    lab.engine.idle().await;
    for id in all {
        assert_eq!(lab.told(id).await, "completed");
    }
}

async fn soon(said: impl Future<Output = ()>) {
    tokio::time::timeout(std::time::Duration::from_mins(1), said).await.expect("it is asked");
}

/// Cannot evaluate anything the first times.
#[derive(Debug)]
struct Absent(AtomicUsize);

impl EvaluationHost for Absent {
    fn evaluate(&self, _: Work) -> Pin<Box<dyn Future<Output = Answer> + Send + '_>> {
        let left = self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        let answer = match left {
            Ok(_) => Answer::failed(UNAVAILABLE, "no process could be started"),
            Err(_) => Answer::Value(json!([1])),
        };
        Box::pin(std::future::ready(answer))
    }
}

#[tokio::test]
async fn what_cannot_be_evaluated_at_present_is_tried_again_and_is_no_incident() {
    let lab = Lab::with(|options| options.evaluation = Arc::new(Absent(AtomicUsize::new(5))));
    lab.deploy(&computing()).await;
    let all =
        [lab.start("computing", vars(json!({"n": 500}))).await, lab.start("computing", vars(json!({"n": 600}))).await];
    lab.engine.idle().await;
    for id in all {
        assert_eq!(lab.told(id).await, "completed");
    }
    assert_eq!(lab.engine.metrics().evaluations, 7);
}

#[tokio::test]
async fn what_is_too_large_is_refused_at_the_door() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    let large = StartInstance { variables: vars(json!({"x": "x".repeat(3 << 20)})), ..start() };
    assert_eq!(lab.engine.start_instance(by("ada"), large).await.unwrap_err().code(), "variables-too-large");
    assert_eq!(lab.count("approval").await, 0);
    let nothing = StartInstance::default();
    assert_eq!(lab.engine.start_instance(by("ada"), nothing).await.unwrap_err().code(), "what-to-start");
}

#[tokio::test]
async fn a_shutdown_finishes_what_was_begun_and_refuses_what_comes_later() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    let mut starts = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let engine = lab.engine.clone();
        starts.spawn(async move { engine.start_instance(by("ada"), start()).await });
    }
    tokio::task::yield_now().await;
    lab.engine.shutdown().await.unwrap();
    let answers = starts.join_all().await;
    let refused: Vec<_> = answers.iter().filter_map(|a| a.as_ref().err().map(weir_engine::Error::code)).collect();
    assert!(refused.iter().all(|code| *code == "stopped"), "{refused:?}");
    assert_eq!(lab.count("approval").await, answers.len() - refused.len());
}

static FORGET_THE_BOUNDARY_EVENT: AtomicBool = AtomicBool::new(false);

/// Compiles as always, until the flag makes it lose an element that running instances still need.
fn forgetful(bytes: &[u8]) -> Prepared {
    let text = String::from_utf8_lossy(bytes);
    let lost = text.contains("'poison'") && FORGET_THE_BOUNDARY_EVENT.load(Ordering::SeqCst);
    prepare(if lost { text.replace("late", "lost") } else { text.into_owned() }.as_bytes())
}

static FORGET_THAT_OF_THE_CALLER: AtomicBool = AtomicBool::new(false);

/// The same of one that calls.
fn forgetful_caller(bytes: &[u8]) -> Prepared {
    let text = String::from_utf8_lossy(bytes);
    let lost = text.contains("'caller'") && FORGET_THAT_OF_THE_CALLER.load(Ordering::SeqCst);
    prepare(if lost { text.replace("late", "lost") } else { text.into_owned() }.as_bytes())
}

#[tokio::test]
async fn what_a_called_instance_gives_back_to_one_in_quarantine_comes_with_its_release() {
    let mut lab = Lab::with(|options| options.prepare = forgetful_caller);
    let elements = "<startEvent id='start'/><callActivity id='call' calledElement='approval'/>\
        <boundaryEvent id='late' attachedToRef='call' cancelActivity='false'>\
        <timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1H</timeDuration></timerEventDefinition>\
        </boundaryEvent><endEvent id='reminded'/><endEvent id='end'/>";
    lab.deploy(&approval()).await;
    lab.deploy(&model("caller", "start call end; late reminded", elements, "")).await;
    let caller = lab.start("caller", vars(json!({}))).await;
    lab.engine.idle().await;
    FORGET_THAT_OF_THE_CALLER.store(true, Ordering::SeqCst);
    lab.restart().await;
    lab.pass(3_600_000).await;
    assert!(lab.told(caller).await.contains("caller is stuck: quarantine"));
    let task = lab.task().await.id;
    lab.engine.complete_user_task(by("bob"), task, CompleteUserTask::default()).await.unwrap();
    lab.engine.idle().await;
    assert!(lab.told(caller).await.contains("caller is stuck: quarantine"));
    FORGET_THAT_OF_THE_CALLER.store(false, Ordering::SeqCst);
    lab.restart().await;
    let quarantine = ElementAddress { instance: caller, key: 0 };
    lab.engine.resolve_incident(by("op"), quarantine, None).await.unwrap();
    lab.engine.idle().await;
    assert_eq!(lab.told(caller).await, "completed");
}

#[tokio::test]
async fn an_instance_that_breaks_the_core_is_left_alone_and_others_go_on() {
    let mut lab = Lab::with(|options| options.prepare = forgetful);
    let with_reminder = |id: &str| {
        let elements = "<startEvent id='start'/><userTask id='task'/><boundaryEvent id='late' attachedToRef='task'>\
            <timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1H</timeDuration></timerEventDefinition>\
            </boundaryEvent><userTask id='escalated'/>";
        model(id, "start task; late escalated", elements, "")
    };
    lab.deploy(&with_reminder("poison")).await;
    lab.deploy(&with_reminder("healthy")).await;
    let broken = lab.start("poison", vars(json!({}))).await;
    let healthy = lab.start("healthy", vars(json!({}))).await;
    FORGET_THE_BOUNDARY_EVENT.store(true, Ordering::SeqCst);
    lab.restart().await;
    lab.pass(3_600_000).await;
    assert_eq!(lab.told(healthy).await, "running: escalated waits for userTask");
    let told = lab.told(broken).await;
    assert!(told.contains("poison is stuck: quarantine"), "{told}");
    assert_eq!(lab.engine.metrics().quarantined, 1);
    let incident = lab.engine.instance(broken).await.unwrap().elements[0].incident.clone().unwrap();
    assert!(incident.message.contains("late"), "{}", incident.message);
    // Nobody finds its task any more, and only an operator can do something with it.
    assert_eq!(lab.task().await.instance, healthy);
    let refused = lab.engine.set_variables(by("op"), broken, SetVariables::default()).await.unwrap_err();
    assert_eq!(refused.code(), "instance-quarantined");
    assert!(refused.to_string().contains("resolve its incident"), "{refused}");
    // Tried again while the cause is there, it is back in quarantine.
    let quarantine = ElementAddress { instance: broken, key: 0 };
    lab.engine.resolve_incident(by("op"), quarantine, None).await.unwrap();
    lab.engine.idle().await;
    assert!(lab.told(broken).await.contains("poison is stuck: quarantine"));
    assert_eq!(lab.engine.metrics().quarantined, 2);
    // The cause is mended: it goes on with what was due.
    FORGET_THE_BOUNDARY_EVENT.store(false, Ordering::SeqCst);
    lab.restart().await;
    lab.engine.resolve_incident(by("op"), quarantine, None).await.unwrap();
    lab.engine.idle().await;
    assert_eq!(lab.told(broken).await, "running: escalated waits for userTask");
    assert_eq!(lab.tasks().await.len(), 2);
    lab.rebuild().await;
    assert_eq!(lab.tasks().await.len(), 2);
    lab.engine.cancel_instance(by("op"), broken, None).await.unwrap();
    assert_eq!(lab.told(broken).await, "terminated");
}
