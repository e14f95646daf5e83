//! P14: one poisoned instance harms nobody else. Endless loops, endless calls, an expression without bounds, a panic in
//! the middle of a step, variables too large: each ends as an incident or a refusal, and the others go on.
#[path = "trust_poison/elements.rs"]
mod elements;

use elements::{Poison, everything_that_runs};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use weir_core::compile::{Prepared, prepare};
use weir_core::{ElementId, InstanceId};
use weir_engine::api::{
    CompleteUserTask, IncidentFilter, InstanceFilter, PublishMessage, SignalBroadcast, StartInstance, UserTaskFilter,
};
use weir_engine::{Error, Mutant};
use weir_tests::trust::lab::{ALL, Lab, by, vars};
use weir_tests::trust::models::{approval, model};

/// Far longer than any of this may take, on a busy machine too.
const PATIENCE: Duration = Duration::from_mins(2);
/// Two instances of one partition are found among so many.
const INSTANCES: usize = 600;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endless_loop_becomes_an_incident() {
    let elements = "<startEvent id='start'/><exclusiveGateway id='again'/>\
                    <scriptTask id='count' scriptFormat='feel' weir:resultVariable='n'><script>n + 1</script></scriptTask>\
                    <exclusiveGateway id='enough' default='enough_again'/><endEvent id='end'/>\
                    <sequenceFlow id='out' sourceRef='enough' targetRef='end'>\
                    <conditionExpression>n &lt; 0</conditionExpression></sequenceFlow>";
    let file = model("endless", "start again count enough again", elements, "");
    poisoned(&file, "endless", json!({ "n": 0 }), "too-many-moves").await;
}

/// Each loop is within its bound; together they would be 25 million tasks.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn loops_in_loops_become_incidents() {
    let many =
        "<multiInstanceLoopCharacteristics><loopCardinality>5000</loopCardinality></multiInstanceLoopCharacteristics>";
    let elements = format!(
        "<startEvent id='start'/><subProcess id='outer'><startEvent id='begin'/><userTask id='inner'>{many}</userTask>\
         <endEvent id='over'/><sequenceFlow id='f1' sourceRef='begin' targetRef='inner'/>\
         <sequenceFlow id='f2' sourceRef='inner' targetRef='over'/>{many}</subProcess><endEvent id='end'/>"
    );
    let lab = lab(Mutant::None).await;
    lab.deploy(&model("nested", "start outer end", &elements, "")).await;
    lab.start("nested", vars(json!({}))).await.unwrap();
    others_go_on(&lab).await.unwrap();
    assert!(lab.idle(PATIENCE).await, "it does not come to rest");
    let found = lab.engine.incidents(&IncidentFilter::default(), &ALL).await.unwrap().items;
    let codes: BTreeSet<&str> = found.iter().map(|incident| incident.code.as_str()).collect();
    assert!(!codes.is_empty(), "what has no room says so");
    assert!(codes.iter().all(|code| ["instance-too-large", "too-many-moves"].contains(code)), "{codes:?}");
    others_go_on(&lab).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_without_end_become_an_incident() {
    let elements = "<startEvent id='start'/><callActivity id='again' calledElement='calls'/><endEvent id='end'/>";
    poisoned(&model("calls", "start again end", elements, ""), "calls", json!({}), "calls-too-deep").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expression_without_bounds_becomes_an_incident() {
    let elements = "<startEvent id='start'/><scriptTask id='count' scriptFormat='feel' weir:resultVariable='sum'>\
                    <script>count(for i in 1..n return i)</script></scriptTask><endEvent id='end'/>";
    let file = model("blowup", "start count end", elements, "");
    poisoned(&file, "blowup", json!({ "n": 1_000_000_000_000_u64 }), "expression-too-costly").await;
    // The same expression over little data is evaluated: it is the cost that was refused.
    let lab = lab(Mutant::None).await;
    lab.deploy(&file).await;
    let id = lab.start("blowup", vars(json!({ "n": 100 }))).await.unwrap();
    assert!(lab.idle(PATIENCE).await, "it does not come to rest");
    let detail = lab.engine.instance(id).await.unwrap();
    assert!(detail.summary.ended.is_some(), "{detail:?}");
    let left = lab.engine.variables(id, None).await.unwrap();
    assert!(left.iter().any(|v| v.name == "sum" && v.value == json!(100)), "{left:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_large_variables_are_refused() {
    let lab = lab(Mutant::None).await;
    let large = vars(json!({ "text": "x".repeat(5 << 20) }));
    let refused = lab.start("approval", large).await.unwrap_err();
    assert_eq!(refused.code(), "variables-too-large");
    assert!(lab.instances(&InstanceFilter::default()).await.is_empty());
    others_go_on(&lab).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_puts_one_instance_into_quarantine_and_no_other() {
    let mut lab = lab(Mutant::None).await;
    let poisoned = panic_beside_others(&lab).await.unwrap();
    lab.power_cut().await.unwrap();
    assert_eq!(incidents(&lab, poisoned).await, ["quarantine"], "the quarantine outlasts a crash");
    others_go_on(&lab).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_that_nobody_catches_is_found() {
    let lab = lab(Mutant::NoCatchUnwind).await;
    let found = panic_beside_others(&lab).await.unwrap_err();
    assert!(found.starts_with("its neighbour fails"), "{found}");
}

/// Wherever a step breaks, it is one instance that is in quarantine, and it stays there over a crash.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_in_any_kind_of_element_is_isolated() {
    let mut lab = lab(Mutant::None).await;
    let (all, mut poisoned) = (everything_that_runs(), BTreeMap::new());
    for Poison { what, process, file } in &all {
        lab.deploy(file).await;
        let id = lab.start(process, vars(json!({}))).await.unwrap();
        // Whoever asks for the step that breaks is told so; what waits first breaks when what it waits for comes.
        let answer = complete(&lab, id).await;
        assert!(matches!(answer, Ok(()) | Err(Error::Broken { .. })), "{what}: {answer:?}");
        poisoned.insert(id, what.as_str());
    }
    for Poison { process, .. } in &all {
        tell(&lab, process).await;
    }
    let signal = SignalBroadcast { name: "s".into(), ..SignalBroadcast::default() };
    lab.engine.broadcast_signal(by("ada"), signal).await.unwrap();
    lab.clock.advance(2 * 3_600_000);
    for crashed in [false, true] {
        if crashed {
            lab.power_cut().await.unwrap();
        }
        assert!(lab.idle(PATIENCE).await, "it does not come to rest");
        let found = lab.engine.incidents(&IncidentFilter::default(), &ALL).await.unwrap().items;
        let found: Vec<_> = found.iter().map(|incident| (incident.instance, incident.code.as_str())).collect();
        let whole: Vec<&str> =
            poisoned.iter().filter(|(id, _)| !found.contains(&(**id, "quarantine"))).map(|(_, what)| *what).collect();
        assert!(whole.is_empty(), "these are not in quarantine: {whole:#?}");
        assert_eq!(found.len(), poisoned.len(), "one incident each, and nobody else has any: {found:?}");
        others_go_on(&lab).await.unwrap();
    }
}

/// The step panics that a timer, a message, a start or a called process leads to: nobody asked, so nobody is answered.
/// One instance is in quarantine, everybody else goes on, and what led there is not tried for ever.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_that_nobody_asked_for_is_isolated_too() {
    let timer = "<intermediateCatchEvent id='wait'><timerEventDefinition><timeDuration>PT1H</timeDuration>\
                 </timerEventDefinition></intermediateCatchEvent>";
    let message = "<intermediateCatchEvent id='wait'><messageEventDefinition messageRef='m'/></intermediateCatchEvent>";
    let roots = "<message id='m' name='poison' weir:correlationKey='= \"k\"'/>";
    for (way, wait) in [("timer", timer), ("message", message)] {
        let mut lab = lab(Mutant::None).await;
        let elements = format!("<startEvent id='start'/>{wait}<userTask id='broken'/><endEvent id='end'/>");
        lab.deploy(&model("poison", "start wait broken end", &elements, roots)).await;
        let id = lab.start("poison", vars(json!({}))).await.unwrap();
        trigger(&lab).await;
        only_it_is_poisoned(&mut lab, way, &[("quarantine", id)], 1).await;
    }
}

/// Nothing has begun yet when the panic comes: no instance is left half begun, and the trigger does not come back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_at_a_start_is_isolated_too() {
    let timer = "<startEvent id='start'><timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition>\
                 </startEvent>";
    let message = "<startEvent id='start'><messageEventDefinition messageRef='m'/></startEvent>";
    let roots = "<message id='m' name='poison'/>";
    for (way, start) in [("start timer", timer), ("message start", message)] {
        let mut lab = lab(Mutant::None).await;
        let elements = format!("{start}<userTask id='broken'/><endEvent id='end'/>");
        lab.deploy(&model("poison", "start broken end", &elements, roots)).await;
        trigger(&lab).await;
        only_it_is_poisoned(&mut lab, way, &[], 0).await;
    }
}

/// A called process that panics when it begins: the parcel that starts it is handled once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_of_a_called_process_is_isolated_too() {
    let mut lab = lab(Mutant::None).await;
    let called = "<startEvent id='start'/><userTask id='broken'/><endEvent id='end'/>";
    lab.deploy(&model("called", "start broken end", called, "")).await;
    let calls = "<startEvent id='start'/><userTask id='before'/><callActivity id='call' calledElement='called'/>\
                 <endEvent id='end'/>";
    lab.deploy(&model("poison", "start before call end", calls, "")).await;
    let id = lab.start("poison", vars(json!({}))).await.unwrap();
    let _broken = complete(&lab, id).await;
    assert!(lab.idle(PATIENCE).await, "it does not come to rest");
    only_it_is_poisoned(&mut lab, "called process", &[("instance-broken", id)], 1).await;
}

/// Time passes and the message comes.
async fn trigger(lab: &Lab) {
    lab.clock.advance(2 * 3_600_000);
    tell(lab, "poison").await;
    assert!(lab.idle(PATIENCE).await, "it does not come to rest");
}

/// Sends a message that somebody may be waiting for.
async fn tell(lab: &Lab, name: &str) {
    let message = PublishMessage {
        name: name.into(),
        correlation_key: Some("k".into()),
        ttl_ms: Some(0),
        ..PublishMessage::default()
    };
    let _nobody_may_wait_for_it = lab.engine.publish_message(by("ada"), message).await;
}

/// Others go on, before and after a crash; these incidents show and no other, and so many instances were begun.
async fn only_it_is_poisoned(lab: &mut Lab, way: &str, expected: &[(&str, InstanceId)], begun: usize) {
    others_go_on(lab).await.unwrap_or_else(|wrong| panic!("{way}: {wrong}"));
    lab.power_cut().await.unwrap_or_else(|wrong| panic!("{way}: {wrong}"));
    assert!(lab.idle(PATIENCE).await, "{way}: it does not come to rest after a crash");
    others_go_on(lab).await.unwrap_or_else(|wrong| panic!("{way}, after a crash: {wrong}"));
    let found = lab.engine.incidents(&IncidentFilter::default(), &ALL).await.unwrap().items;
    let told: Vec<(&str, InstanceId)> = found.iter().map(|i| (i.code.as_str(), i.instance)).collect();
    assert_eq!(told, expected, "{way}");
    let poisoned = InstanceFilter { process: Some("poison".into()), ..InstanceFilter::default() };
    assert_eq!(lab.instances(&poisoned).await.len(), begun, "{way}: instances that were begun");
}

/// An instance that can go no further: the incident shows, and others go on.
async fn poisoned(file: &str, process: &str, variables: serde_json::Value, code: &str) {
    let lab = lab(Mutant::None).await;
    lab.deploy(file).await;
    for _ in 0..3 {
        lab.start(process, vars(variables.clone())).await.unwrap();
    }
    others_go_on(&lab).await.unwrap();
    assert!(lab.idle(PATIENCE).await, "it does not come to rest");
    let found = lab.engine.incidents(&IncidentFilter::default(), &ALL).await.unwrap().items;
    assert!(found.len() >= 3 && found.iter().all(|incident| incident.code == code), "{found:?}");
    others_go_on(&lab).await.unwrap();
}

async fn lab(mutant: Mutant) -> Lab {
    let lab = Lab::with(1, |options| {
        options.mutant = mutant;
        options.prepare = sabotaged;
    });
    lab.deploy(&approval()).await;
    let elements = "<startEvent id='start'/><userTask id='before'/><userTask id='broken'/><endEvent id='end'/>";
    lab.deploy(&model("sabotaged", "start before broken end", elements, "")).await;
    lab
}

/// Compiles as the engine does, but the element `broken` has lost its name: the step that enters it panics.
fn sabotaged(file: &[u8]) -> Prepared {
    let mut prepared = prepare(file);
    for process in &mut prepared.processes {
        if let Some(node) = process.find(&ElementId::from("broken".to_owned())) {
            process.graph[node].id = ElementId::from("nobody".to_owned());
        }
    }
    prepared
}

/// Makes one instance panic and asks for something of another one in the same partition.
async fn panic_beside_others(lab: &Lab) -> Result<InstanceId, String> {
    let text = |error: Error| error.to_string();
    let poisoned = lab.start("sabotaged", vars(json!({}))).await.map_err(text)?;
    let mut neighbour = None;
    for _ in 0..INSTANCES {
        let id = lab.start("approval", vars(json!({}))).await.map_err(text)?;
        if id.partition() == poisoned.partition() {
            neighbour = Some(id);
        }
    }
    let neighbour = neighbour.ok_or("no instance shares the partition")?;
    let answer = complete(lab, poisoned).await;
    complete(lab, neighbour).await.map_err(|error| format!("its neighbour fails: {error}"))?;
    if !matches!(answer, Err(Error::Broken { .. })) {
        return Err(format!("the panic was answered {answer:?}"));
    }
    // The quarantine follows the answer.
    lab.engine.idle().await;
    if incidents(lab, poisoned).await != ["quarantine"] {
        return Err("the quarantine does not show".into());
    }
    others_go_on(lab).await.map(|()| poisoned)
}

async fn complete(lab: &Lab, instance: InstanceId) -> Result<(), Error> {
    let filter = UserTaskFilter { instance: Some(instance), ..UserTaskFilter::default() };
    let tasks = lab.engine.user_tasks(&filter, &ALL).await?.items;
    assert_eq!(tasks.len(), 1, "{instance} has one open task");
    lab.engine.complete_user_task(by("ada"), tasks[0].id, CompleteUserTask::default()).await
}

async fn incidents(lab: &Lab, instance: InstanceId) -> Vec<String> {
    let filter = IncidentFilter { instance: Some(instance), ..IncidentFilter::default() };
    let found = lab.engine.incidents(&filter, &ALL).await.unwrap().items;
    found.into_iter().map(|incident| incident.code).collect()
}

/// Somebody else starts and finishes something, in every partition.
async fn others_go_on(lab: &Lab) -> Result<(), String> {
    let working = async {
        for _ in 0..256 {
            let start = StartInstance { process: Some("approval".into()), ..StartInstance::default() };
            let id = lab.engine.start_instance(by("ada"), start).await?.id;
            complete(lab, id).await?;
        }
        Ok::<(), Error>(())
    };
    let done = tokio::time::timeout(PATIENCE, working).await;
    done.map_err(|_| "others wait for ever".to_owned())?.map_err(|error| format!("others fail: {error}"))
}
