//! What analytics come to is a function of the log: the same while the engine runs, after a restart, a power cut and a rebuild,
//! and however little memory there was.

use crate::engine_support::{Lab, approval, by, model, payment, vars};
use serde_json::json;
use weir_core::Timestamp;
use weir_engine::Clock;
use weir_engine::api::{CompleteUserTask, InstanceFilter, Paging};
use weir_mining::ledger::{Ask, Limits};

/// A parallel branch beside a sub-process.
fn parted() -> String {
    let inner = "<subProcess id='sub'><startEvent id='in'/><userTask id='work'/><endEvent id='out'/>\
                 <sequenceFlow id='s1' sourceRef='in' targetRef='work'/><sequenceFlow id='s2' sourceRef='work' targetRef='out'/>\
                 </subProcess>";
    let elements =
        format!("<startEvent id='start'/><userTask id='before'/>{inner}<userTask id='after'/><endEvent id='end'/>");
    model("parted", "start before sub after end", &elements, "")
}

/// Instances that are done, open, stuck, cancelled; then some go on.
async fn world(limits: Limits) -> Lab {
    let lab = Lab::with(|options| options.analytics = limits);
    for file in [approval(), payment(), parted()] {
        lab.deploy(&file).await;
    }
    for number in 0..6 {
        lab.start("approval", vars(json!({ "amount": number, "supplier": format!("s{}", number % 2) }))).await;
        lab.start("parted", vars(json!({ "number": number }))).await;
        lab.pass(60_000).await;
    }
    lab.start("payment", vars(json!({}))).await;
    // Round after round, so that every instance rests while others go on.
    for round in 0..3 {
        let open = lab.tasks().await;
        for (index, task) in open.iter().enumerate().filter(|(index, _)| index % 3 != 2 || round == 2) {
            lab.pass(1_000 + index as i64).await;
            lab.engine.claim_user_task(by("ann"), task.id).await.unwrap();
            lab.pass(5_000).await;
            let answer =
                CompleteUserTask { variables: vars(json!({ "supplier": "s7" })), ..CompleteUserTask::default() };
            lab.engine.complete_user_task(by("ann"), task.id, answer).await.unwrap();
        }
    }
    let open = lab.tasks().await;
    lab.engine.cancel_instance(by("ada"), open[0].id.instance, None).await.unwrap();
    lab
}

fn all(process: &str) -> Ask {
    let now = crate::engine_support::MONDAY;
    Ask::of(process, now.0 - 86_400_000, now.0 + 30 * 86_400_000)
}

#[tokio::test]
async fn the_ledger_is_the_same_bit_by_bit_however_the_engine_came_to_it() {
    let mut lab = world(Limits::default()).await;
    let told = lab.engine.analytics_digest().await;
    let answer = lab.engine.analytics_process(all("parted"), None).await.unwrap().answer;
    assert!(answer.summary.ended.value > Some(0.0), "{:?}", answer.summary);
    let sum: f64 = answer.nodes.iter().filter_map(|node| node.contribution.value).sum();
    let mean = answer.summary.sojourn.mean.value.unwrap();
    assert!((sum - mean).abs() < 1e-6, "also through a sub-process: {sum} {mean}");
    lab.restart().await;
    assert_eq!(lab.engine.analytics_digest().await, told);
    lab.power_cut().await;
    assert_eq!(lab.engine.analytics_digest().await, told);
    lab.rebuild().await;
    assert_eq!(lab.engine.analytics_digest().await, told);
    // It goes on from there like one that never stopped.
    lab.start("approval", vars(json!({}))).await;
    let more = lab.engine.analytics_digest().await;
    assert_ne!(more, told);
    lab.restart().await;
    assert_eq!(lab.engine.analytics_digest().await, more);
}

#[tokio::test]
async fn what_there_was_no_memory_for_is_read_again() {
    let mut lab = world(Limits::default()).await;
    let of = async |lab: &Lab| {
        let answer = lab.engine.analytics_process(all("parted"), None).await.unwrap().answer;
        // Ids of instances differ, and evidence is of the same rows.
        (answer.summary, answer.nodes, answer.flows)
    };
    let page = async |lab: &Lab| lab.engine.analytics_cases(all("approval"), false, 0, 100).await.unwrap().answer.cases;
    let told = (of(&lab).await, page(&lab).await);
    assert!(!told.1.is_empty());
    // The same log, read with less memory.
    lab.options.analytics = Limits { visits: 1, ..Limits::default() };
    lab.restart().await;
    assert_eq!((of(&lab).await, page(&lab).await), told);
}

#[tokio::test]
async fn a_migrated_instance_ends_in_its_new_version_and_bounded_memory_says_what_it_forgot() {
    let lab = Lab::with(|options| options.analytics = Limits { rows: 4, cases: 2, ..Limits::default() });
    lab.deploy(&approval()).await;
    let id = lab.start("approval", vars(json!({}))).await;
    lab.deploy(&approval().replace("name='Approve'", "name='New'")).await;
    let plan = lab.engine.propose_migration("approval:1", "approval:2").await.unwrap().plan;
    lab.engine.migrate_instance(by("ada"), id, plan, None, false).await.unwrap();
    let task = lab.task().await;
    lab.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
    let answer = lab.engine.analytics_process(all("approval"), None).await.unwrap().answer;
    let ended: Vec<_> =
        answer.versions.iter().map(|of| (of.version, of.summary.ended.value, of.summary.running)).collect();
    assert_eq!(ended, [(1, Some(0.0), 0), (2, Some(1.0), 0)]);
    for _ in 0..3 {
        lab.start("approval", vars(json!({}))).await;
        let task = lab.task().await;
        lab.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
    }
    let told = lab.engine.analytics_process(all("approval"), None).await.unwrap();
    assert!(told.as_of.held_after.is_some());
    let reached: Vec<_> = told.as_of.reached.iter().map(|limit| (limit.setting, limit.most)).collect();
    assert_eq!(reached, [("history_rows_max", 4), ("history_instances_max", 2)], "and which limits these are");
    assert_eq!(told.answer.summary.ended.value, Some(4.0), "the sums know all of them");
    let filtered = Ask { rework: Some(false), ..all("approval") };
    let refused = lab.engine.analytics_process(filtered, None).await.unwrap_err();
    assert_eq!(refused.code(), "analytics-forgotten");
    let empty = Ask::of("approval", 0, 3_600_000);
    let refused = lab.engine.analytics_cases(empty, false, 0, 10).await.unwrap_err();
    assert_eq!(refused.code(), "analytics-forgotten");
    assert!(lab.engine.instances(&InstanceFilter::default(), &Paging::default()).await.unwrap().items.len() == 4);
    assert!(told.as_of.at.unwrap() >= Timestamp(0));
}

#[tokio::test]
async fn an_engine_that_follows_nothing_works_and_says_so() {
    let lab = Lab::with(|options| options.followed = false);
    lab.deploy(&approval()).await;
    lab.start("approval", vars(json!({}))).await;
    lab.engine.complete_user_task(by("ann"), lab.task().await.id, CompleteUserTask::default()).await.unwrap();
    let metrics = lab.engine.metrics();
    assert_eq!((metrics.instances_ended, metrics.analytics_events, metrics.analytics_lag_ms), (1, 0, 0));
    let hour = 3_600_000;
    let now = lab.clock.now().0;
    let found = lab.engine.analytics_process(Ask::of("approval", now - hour, now + hour), None).await;
    let said = found.unwrap().as_of.stopped.expect("why nothing is counted");
    assert!(said.contains("not followed"), "{said}");
}

#[tokio::test]
async fn an_early_warning_names_where_an_instance_stands_and_not_what_it_left() {
    let lab = Lab::new();
    let elements = "<startEvent id='start'/><parallelGateway id='fork'/><userTask id='one'/><userTask id='two'/>\
                    <parallelGateway id='join'/><subProcess id='sub'><startEvent id='in'/><userTask id='inner'/>\
                    <sequenceFlow id='s' sourceRef='in' targetRef='inner'/></subProcess><endEvent id='end'/>";
    lab.deploy(&model("p", "start fork one join sub end; fork two join", elements, "")).await;
    lab.start("p", vars(json!({}))).await;
    lab.pass(3 * 3_600_000).await;
    let warned = async || {
        let told = lab.engine.analytics_warnings(all("p"), Some(3_600_000)).await.unwrap().answer;
        assert_eq!((told.running, told.late, told.found.len()), (1, 1, 1));
        (told.found[0].node.clone().unwrap_or_default(), told.found[0].at.join(" "))
    };
    let complete = async |id: &str| {
        let task = lab.tasks().await.into_iter().find(|task| task.element.as_str() == id).unwrap();
        lab.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
    };
    assert_eq!(warned().await, ("fork".to_owned(), "one two".to_owned()));
    complete("one").await;
    assert_eq!(
        warned().await,
        ("one".to_owned(), "two".to_owned()),
        "what waits at the join stands where it is waited for"
    );
    complete("two").await;
    assert_eq!(warned().await.1, "inner", "and what contains others is not where somebody has to act");
}
