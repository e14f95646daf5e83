//! P14: turns that are much work keep nobody else waiting, however many of them there are.

use crate::engine_support::{Lab, approval, by, model, resource, vars};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use weir_core::InstanceId;
use weir_engine::api::{CompleteUserTask, IncidentFilter, Paging, StartInstance, UserTaskFilter, WaitAddress};
use weir_engine::{Mutant, Stage};

/// Far longer than it takes.
const PATIENCE: Duration = Duration::from_mins(1);
/// Long enough for a mutant to show that it does not answer.
const SHORT: Duration = Duration::from_secs(5);
/// Two for each partition.
const OTHERS: usize = 512;

/// Whose turns take until they are let go, and who has come to that.
#[derive(Default)]
struct Gate {
    held: BTreeSet<InstanceId>,
    arrived: BTreeSet<InstanceId>,
}

static GATE: Mutex<Option<Gate>> = Mutex::new(None);
static MOVED: Condvar = Condvar::new();

fn gate<T>(with: impl FnOnce(&mut Gate) -> T) -> T {
    let mut gate = GATE.lock().unwrap_or_else(PoisonError::into_inner);
    let done = with(gate.get_or_insert_default());
    MOVED.notify_all();
    done
}

/// Takes as long as the gate is closed.
fn takes_long(stage: Stage, instance: InstanceId) {
    if stage != Stage::Rows {
        return;
    }
    let mut gate = GATE.lock().unwrap_or_else(PoisonError::into_inner);
    while gate.as_ref().is_some_and(|gate| gate.held.contains(&instance)) {
        gate.get_or_insert_default().arrived.insert(instance);
        MOVED.notify_all();
        gate = MOVED.wait(gate).unwrap_or_else(PoisonError::into_inner);
    }
}

fn wait_for(instance: InstanceId) {
    let gate = GATE.lock().unwrap_or_else(PoisonError::into_inner);
    let not_yet = |gate: &mut Option<Gate>| !gate.as_ref().is_some_and(|gate| gate.arrived.contains(&instance));
    drop(MOVED.wait_while(gate, not_yet).unwrap_or_else(PoisonError::into_inner));
}

/// A person, and then a cycle without end.
fn endless() -> String {
    let elements = "<startEvent id='start'/><userTask id='work'/><exclusiveGateway id='again'/>\
                    <scriptTask id='count' scriptFormat='feel' weir:resultVariable='n'><script>n + 1</script></scriptTask>\
                    <exclusiveGateway id='enough' default='enough_again'/><endEvent id='end'/>\
                    <sequenceFlow id='out' sourceRef='enough' targetRef='end'>\
                    <conditionExpression>n &lt; 0</conditionExpression></sequenceFlow>";
    model("endless", "start work again count enough again", elements, "")
}

/// A person, and then a decision that computes.
fn deciding() -> String {
    let elements = "<startEvent id='start'/><userTask id='work'/>\
                    <businessRuleTask id='ask' weir:decision='much' weir:resultVariable='x'/><endEvent id='end'/>";
    model("deciding", "start work ask end", elements, "")
}

const MUCH: &str = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='d' namespace='t'>\
    <decision id='much' name='much'><variable name='much'/><literalExpression>\
    <text>count(list[item = 1]) + count(list[item = 2]) + count(list[item = 3]) + count(list[item = 4]) + count(list[item = 5])</text></literalExpression></decision></definitions>";

/// The task of an instance.
async fn task(lab: &Lab, id: InstanceId) -> WaitAddress {
    let filter = UserTaskFilter { instance: Some(id), ..UserTaskFilter::default() };
    lab.engine.user_tasks(&filter, &Paging::default()).await.unwrap().items.remove(0).id
}

/// Has a task completed, beside whatever else happens; says when that is done.
fn completes(runtime: &Runtime, lab: &Lab, task: WaitAddress) -> Receiver<()> {
    let ((tell, told), engine) = (channel(), lab.engine.clone());
    runtime.spawn(async move {
        engine.complete_user_task(by("ada"), task, CompleteUserTask::default()).await.unwrap();
        let _ = tell.send(());
    });
    told
}

fn starts(runtime: &Runtime, lab: &Lab, tell: &Sender<()>) {
    for _ in 0..OTHERS {
        let (engine, tell) = (lab.engine.clone(), tell.clone());
        runtime.spawn(async move {
            let start = StartInstance { process: Some("approval".into()), ..StartInstance::default() };
            engine.start_instance(by("ada"), start).await.unwrap();
            let _ = tell.send(());
        });
    }
}

/// One thread serves everybody. A turn takes until the gate opens, another one of its process is asked for: are all others
/// answered meanwhile that are not behind that very turn?
fn others_are_served(process: &str, mutant: Mutant, patience: Duration) -> bool {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let (lab, first, tasks) = runtime.block_on(async {
        let lab = Lab::with(|options| {
            (options.mutant, options.heavy_turns, options.sabotage) = (mutant, 1, takes_long);
        });
        lab.deploy(&approval()).await;
        lab.deploy(&endless()).await;
        lab.engine.deploy(by("ada"), vec![resource("much.dmn", MUCH)], false).await.unwrap();
        lab.deploy(&deciding()).await;
        let (mut ids, mut tasks) = (vec![], vec![]);
        for _ in 0..3 {
            let list: Vec<usize> = (0..10_000).collect();
            let id = lab.start(process, vars(json!({ "n": 0, "list": list }))).await;
            ids.push(id);
            tasks.push(task(&lab, id).await);
        }
        assert_ne!(ids[0].partition(), ids[1].partition(), "partitions take turns");
        // By this one it becomes known.
        lab.engine.complete_user_task(by("ada"), tasks[2], CompleteUserTask::default()).await.unwrap();
        (lab, ids[0], tasks)
    });
    gate(|gate| gate.held.insert(first));
    let first_done = completes(&runtime, &lab, tasks[0]);
    wait_for(first);
    let second_done = completes(&runtime, &lab, tasks[1]);
    let (tell, told) = channel();
    starts(&runtime, &lab, &tell);
    // The thread of the runtime may be held: nothing is waited for on it.
    let served = (0..OTHERS - 2).all(|_| told.recv_timeout(patience).is_ok());
    if served {
        assert!(second_done.try_recv().is_err(), "of such turns there is one at a time");
    }
    gate(|gate| gate.held.remove(&first));
    assert!(first_done.recv_timeout(PATIENCE).is_ok() && second_done.recv_timeout(PATIENCE).is_ok());
    let found = runtime.block_on(lab.engine.incidents(&IncidentFilter::default(), &Paging::default())).unwrap().items;
    let expected = if process == "endless" { 3 } else { 0 };
    assert!(found.len() == expected && found.iter().all(|found| found.code == "too-many-moves"), "{found:?}");
    served
}

#[test]
fn a_turn_that_takes_long_keeps_nobody_else_waiting() {
    assert!(others_are_served("endless", Mutant::None, PATIENCE));
}

#[test]
fn a_decision_that_takes_long_keeps_nobody_else_waiting() {
    assert!(others_are_served("deciding", Mutant::None, PATIENCE));
}

#[test]
fn an_engine_that_carries_such_turns_out_among_the_others_is_found() {
    assert!(!others_are_served("endless", Mutant::HeavyTurnsAmongOthers, SHORT));
}
