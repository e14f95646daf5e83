//! Figures of histories of which every number is known: what was done, by the clock of the test, against what monitoring says.
use crate::engine_support::{Lab, MONDAY, approval, by, model, vars};
use serde_json::json;
use weir_core::task_plan::PlannedTime;
use weir_core::{InstanceId, Timestamp};
use weir_engine::api::{CompleteUserTask, IncidentFilter, Paging, PlanUserTask, ReturnTask, SetVariables};
use weir_mining::ledger::{Ask, ProcessAnswer, VariableFilter};

const SECOND: i64 = 1_000;

fn all(process: &str) -> Ask {
    Ask::of(process, MONDAY.0 - 86_400 * SECOND, MONDAY.0 + 30 * 86_400 * SECOND)
}

async fn told(lab: &Lab, process: &str) -> ProcessAnswer {
    lab.engine.analytics_process(all(process), None).await.unwrap().answer
}

/// Somebody does all open tasks of an instance, each in so many ms, one after the other.
async fn work(lab: &Lab, instance: InstanceId, ms: i64, answer: serde_json::Value) {
    let open = lab.tasks().await;
    for task in open.iter().filter(|task| task.id.instance == instance) {
        lab.engine.claim_user_task(by("ann"), task.id).await.unwrap();
        lab.engine.start_user_task(by("ann"), task.id).await.unwrap();
        lab.pass(ms).await;
        let done = CompleteUserTask { variables: vars(answer.clone()), ..CompleteUserTask::default() };
        lab.engine.complete_user_task(by("ann"), task.id, done).await.unwrap();
    }
}

/// Several are asked at once; then somebody checks, and may have them asked again.
fn asked() -> String {
    let elements = "<startEvent id='start'/><userTask id='ask'><multiInstanceLoopCharacteristics \
        weir:collection='= people' weir:elementVariable='person'/></userTask><userTask id='check'/>\
        <exclusiveGateway id='again' default='again_end'/><endEvent id='end'/>\
        <sequenceFlow id='back' sourceRef='again' targetRef='ask'><conditionExpression \
        xsi:type='tFormalExpression'>again = true</conditionExpression></sequenceFlow>";
    model("asked", "start ask check again end", elements, "")
}

#[tokio::test]
async fn who_is_asked_beside_others_does_nothing_again() {
    let lab = Lab::new();
    lab.deploy(&asked()).await;
    let once = lab.start("asked", vars(json!({ "people": ["a", "b", "c"] }))).await;
    work(&lab, once, SECOND, json!({})).await;
    work(&lab, once, SECOND, json!({ "again": false })).await;
    let answer = told(&lab, "asked").await.summary;
    assert_eq!((answer.ended.value, answer.rework.value, answer.first_pass.value), (Some(1.0), Some(0.0), Some(1.0)));
    // Whoever is asked a second time is.
    let twice = lab.start("asked", vars(json!({ "people": ["a", "b"] }))).await;
    for again in [true, false] {
        work(&lab, twice, SECOND, json!({})).await;
        work(&lab, twice, SECOND, json!({ "again": again })).await;
    }
    let answer = told(&lab, "asked").await.summary;
    assert_eq!((answer.rework.value, answer.first_pass.value), (Some(0.5), Some(0.5)));
    let cases = lab.engine.analytics_cases(all("asked"), false, 0, 10).await.unwrap().answer.cases;
    let of = |id: InstanceId| cases.iter().find(|case| case.instance == id).unwrap();
    assert!(of(once).reasons.iter().all(|reason| reason.code != "REWORK"));
    let reason = of(twice).reasons.iter().find(|reason| reason.code == "REWORK").unwrap();
    assert_eq!(reason.value.to_bits(), 3.0_f64.to_bits(), "two are asked again, and it is checked again");
}

#[tokio::test]
async fn what_happened_to_the_whole_of_an_instance_is_counted() {
    let lab = Lab::new();
    lab.deploy(&asked()).await;
    let edited = lab.start("asked", vars(json!({ "people": ["a"] }))).await;
    let change = SetVariables { scope: 0, variables: vars(json!({ "x": 1 })), local: false, reason: None };
    lab.engine.set_variables(by("op"), edited, change).await.unwrap();
    work(&lab, edited, SECOND, json!({})).await;
    work(&lab, edited, SECOND, json!({ "again": false })).await;
    let answer = told(&lab, "asked").await.summary;
    assert_eq!((answer.interventions.value, answer.incidents.value), (Some(1.0), Some(0.0)));
    // The list of whom to ask is missing: the multi-instance activity as a whole is stuck, and none of its instances.
    let stuck = lab.start("asked", vars(json!({}))).await;
    let filter = IncidentFilter { instance: Some(stuck), ..IncidentFilter::default() };
    let incidents = lab.engine.incidents(&filter, &Paging::default()).await.unwrap().items;
    assert_eq!(incidents.len(), 1);
    let change = SetVariables { scope: 0, variables: vars(json!({ "people": ["a"] })), local: false, reason: None };
    lab.engine.set_variables(by("op"), stuck, change).await.unwrap();
    lab.engine.resolve_incident(by("op"), incidents[0].id, None).await.unwrap();
    work(&lab, stuck, SECOND, json!({})).await;
    work(&lab, stuck, SECOND, json!({ "again": false })).await;
    let answer = told(&lab, "asked").await.summary;
    let found = (answer.ended.value, answer.interventions.value, answer.incidents.value, answer.first_pass.value);
    assert_eq!(found, (Some(2.0), Some(1.0), Some(0.5), Some(0.5)));
    let with = Ask { incidents: Some(true), ..all("asked") };
    let cases = lab.engine.analytics_cases(with, false, 0, 10).await.unwrap().answer.cases;
    assert_eq!(cases.iter().map(|case| case.instance).collect::<Vec<_>>(), [stuck]);
    assert!(cases[0].reasons.iter().any(|reason| reason.code == "INCIDENT"), "{cases:?}");
}

#[tokio::test]
async fn what_stands_still_is_no_work() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    let id = lab.start("approval", vars(json!({}))).await;
    let task = lab.task().await;
    lab.engine.claim_user_task(by("ann"), task.id).await.unwrap();
    lab.engine.start_user_task(by("ann"), task.id).await.unwrap();
    lab.pass(10 * SECOND).await;
    lab.engine.suspend_instance(by("op"), id, None, false).await.unwrap();
    lab.pass(60 * SECOND).await;
    lab.engine.resume_instance(by("op"), id, None, false).await.unwrap();
    lab.pass(10 * SECOND).await;
    lab.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
    let answer = told(&lab, "approval").await;
    let approve = answer.nodes.iter().find(|node| node.node == "approve").unwrap();
    assert_eq!(approve.service.mean.value, Some(20_000.0));
    assert_eq!(answer.summary.efficiency.value, Some(0.25), "20 s of 80");
}

/// Two ways, by the supplier.
fn ways() -> String {
    let elements = "<startEvent id='start'/><userTask id='check'/><exclusiveGateway id='which' default='which_order'/>\
        <userTask id='answer'/><userTask id='order'/><endEvent id='end'/>\
        <sequenceFlow id='written' sourceRef='which' targetRef='answer'><conditionExpression \
        xsi:type='tFormalExpression'>supplier = \"north\"</conditionExpression></sequenceFlow>";
    model("ways", "start check which order end; answer order", elements, "")
}

#[tokio::test]
async fn every_number_of_a_filtered_question_is_of_what_it_filters() {
    let lab = Lab::new();
    lab.deploy(&ways()).await;
    for (supplier, ms) in [("north", 3 * SECOND), ("south", SECOND), ("south", 2 * SECOND), ("north", 5 * SECOND)] {
        let id = lab.start("ways", vars(json!({ "supplier": supplier }))).await;
        for _ in 0..if supplier == "north" { 3 } else { 2 } {
            work(&lab, id, ms, json!({})).await;
        }
    }
    let running = lab.start("ways", vars(json!({ "supplier": "south" }))).await;
    work(&lab, running, SECOND, json!({})).await;
    let north = VariableFilter { name: "supplier".into(), value: "north".into() };
    let of_north = Ask { variables: vec![north], ..all("ways") };
    let through = Ask { node: Some("answer".into()), ..all("ways") };
    for ask in [of_north, through] {
        let answer = lab.engine.analytics_process(ask.clone(), Some(ask.clone())).await.unwrap().answer;
        let flows: Vec<(&str, u64, Option<u64>)> =
            answer.flows.iter().map(|flow| (flow.flow.as_str(), flow.taken, flow.compared_taken)).collect();
        let taken = |flow: &str| flows.iter().find(|of| of.0 == flow).map(|of| (of.1, of.2));
        assert_eq!(taken("written"), Some((2, Some(2))), "{flows:?}");
        assert_eq!(taken("which_order"), Some((0, Some(0))), "{flows:?}");
        assert_eq!(taken("start_check"), Some((2, Some(2))), "{flows:?}");
        let visits: Vec<(&str, u64, Option<u64>)> =
            answer.nodes.iter().map(|node| (node.node.as_str(), node.visits, node.compared_visits)).collect();
        assert!(visits.contains(&("check", 2, Some(2))) && visits.contains(&("order", 2, Some(2))), "{visits:?}");
        let sum: f64 = answer.nodes.iter().filter_map(|node| node.contribution.value).sum();
        assert_eq!(answer.summary.sojourn.mean.value, Some(12_000.0));
        assert!((sum - 12_000.0).abs() < 1e-6, "{sum}");
        let (started, running) = (answer.summary.started.value, answer.summary.running);
        assert_eq!((started, running), (Some(2.0), 0), "what runs is of the south");
        let check = answer.nodes.iter().find(|node| node.node == "check").unwrap();
        let handle = weir_mining::ledger::Handle::read(&check.evidence).unwrap();
        let rows = lab.engine.analytics_evidence(handle, 0, 100, false).await.unwrap().answer;
        assert_eq!((rows.n, rows.sum), (2, 8_000), "and so are its rows");
        let of_node = Ask { node: Some("check".into()), ..ask };
        if !of_node.variables.is_empty() {
            let detail = lab.engine.analytics_node(of_node, None).await.unwrap().answer;
            assert_eq!(detail.series.iter().map(|point| point.n).sum::<u64>(), detail.node.visits);
            assert_eq!(detail.node.contribution.value, Some(4_000.0));
        }
    }
}

#[tokio::test]
async fn as_many_run_as_begin_times_as_long_as_they_take() {
    let lab = Lab::new();
    lab.deploy(&asked()).await;
    let (mut open, mut area) = (vec![], 0.0);
    // From empty to empty Little's law holds to the millisecond.
    for round in 0..12_i64 {
        if round < 8 {
            open.push(lab.start("asked", vars(json!({ "people": ["a", "b"] }))).await);
        }
        let running = told(&lab, "asked").await.summary.running;
        let ms = (round * 7 % 5 + 1) * SECOND;
        lab.pass(ms).await;
        area += running as f64 * ms as f64;
        if round >= 2 && !open.is_empty() {
            let id = open.remove(if round % 2 == 0 { open.len() - 1 } else { 0 });
            work(&lab, id, 0, json!({})).await;
            work(&lab, id, 0, json!({ "again": false })).await;
        }
    }
    for id in open {
        work(&lab, id, 0, json!({})).await;
        work(&lab, id, 0, json!({ "again": false })).await;
    }
    let answer = told(&lab, "asked").await.summary;
    let (n, mean) = (answer.ended.value.unwrap(), answer.sojourn.mean.value.unwrap());
    assert_eq!((n.to_bits(), answer.running), (8.0_f64.to_bits(), 0));
    assert!((area - n * mean).abs() < 1e-6, "L·T = {area}, Σ sojourn = {}", n * mean);
}

#[tokio::test]
async fn a_due_date_that_was_moved_is_the_one_that_counts() {
    let lab = Lab::new();
    let elements = "<startEvent id='start'/><userTask id='t' weir:dueDate='PT1H'/><endEvent id='end'/>";
    lab.deploy(&model("due", "start t end", elements, "")).await;
    let mut on_time = vec![];
    // Left as it is, put off, and taken away; each is done after two hours.
    for hours in [None, Some(Some(3)), Some(None)] {
        lab.start("due", vars(json!({}))).await;
        let task = lab.task().await;
        if let Some(hours) = hours {
            let at = |hours: i64| PlannedTime::At(Timestamp(task.due.unwrap().0 + (hours - 1) * 3_600 * SECOND));
            let plan = PlanUserTask { due: hours.map_or(PlannedTime::Never, at), ..PlanUserTask::default() };
            lab.engine.plan_user_task(by("op"), task.id, plan, true).await.unwrap();
        }
        lab.pass(2 * 3_600 * SECOND).await;
        lab.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
        let measure = told(&lab, "due").await.summary.on_time;
        on_time.push((measure.value, measure.n));
    }
    assert_eq!(on_time, [(Some(0.0), 1), (Some(0.5), 2), (Some(0.5), 2)]);
}

#[tokio::test]
async fn what_people_send_back_is_no_intervention_and_what_an_operator_does_is_one() {
    let lab = Lab::new();
    let elements = "<startEvent id='start'/><userTask id='fill' weir:assignee='ann'/>\
                    <userTask id='check' weir:assignee='ben'/><endEvent id='end'/>";
    lab.deploy(&model("p", "start fill check end", elements, "")).await;
    let id = lab.start("p", vars(json!({}))).await;
    let done = async |who: &str| {
        let task = lab.task().await.id;
        lab.engine.complete_user_task(by(who), task, CompleteUserTask::default()).await.unwrap();
    };
    done("ann").await;
    let back = ReturnTask { to: "fill".into(), ..ReturnTask::default() };
    lab.engine.return_user_task(by("ben"), lab.task().await.id, back).await.unwrap();
    done("ann").await;
    lab.engine.withdraw_task(by("ann"), id, "fill").await.unwrap();
    done("ann").await;
    done("ben").await;
    let answer = told(&lab, "p").await.summary;
    assert_eq!((answer.ended.value, answer.interventions.value), (Some(1.0), Some(0.0)));
    // Somebody who has it back by a return, and then another one by hand, was stepped over.
    lab.start("p", vars(json!({}))).await;
    done("ann").await;
    let back = ReturnTask { to: "fill".into(), ..ReturnTask::default() };
    lab.engine.return_user_task(by("ben"), lab.task().await.id, back).await.unwrap();
    let task = lab.task().await.id;
    lab.engine.transfer_user_task(by("op"), task, ("cem".into(), None), true).await.unwrap();
    done("cem").await;
    done("ben").await;
    let answer = told(&lab, "p").await.summary;
    assert_eq!((answer.ended.value, answer.interventions.value), (Some(2.0), Some(0.5)));
}
