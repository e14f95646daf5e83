//! Deploy, start, work on tasks, look at what happened; and the same after a restart.

use crate::engine_support::{Lab, approval, by, model, once, resource, vars};
use serde_json::json;
use weir_engine::Error;
use weir_engine::api::{
    CompleteUserTask, DefinitionFilter, InstanceFilter, Paging, SetVariables, StartInstance, UserTaskFilter, WaitFilter,
};

#[tokio::test]
async fn a_person_approves() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    let id = lab.start("approval", vars(json!({"amount": 12}))).await;
    assert_eq!(lab.told(id).await, "running: approve waits for userTask");

    let groups = UserTaskFilter { candidate_groups: vec!["boss".into()], ..UserTaskFilter::default() };
    let found = lab.engine.user_tasks(&groups, &Paging::default()).await.unwrap().items;
    assert_eq!((found.len(), found[0].name.as_deref()), (1, Some("Approve")));
    lab.engine.claim_user_task(by("bob"), found[0].id).await.unwrap();
    let mine = UserTaskFilter { assignee: Some("bob".into()), ..UserTaskFilter::default() };
    assert_eq!(lab.engine.user_tasks(&mine, &Paging::default()).await.unwrap().items.len(), 1);
    assert_eq!(lab.engine.user_tasks(&groups, &Paging::default()).await.unwrap().items.len(), 0);

    let done = CompleteUserTask { variables: vars(json!({"ok": true})), outcome: Some("yes".into()), comment: None };
    lab.engine.complete_user_task(by("bob"), found[0].id, done).await.unwrap();
    assert_eq!(lab.told(id).await, "completed");
    let names: Vec<String> =
        lab.engine.variables(id, None).await.unwrap().into_iter().map(|v| format!("{}={}", v.name, v.value)).collect();
    assert_eq!(names, ["amount=12", "ok=true"]);
    let kinds: Vec<String> = lab.engine.trace(id, 0, None).await.unwrap().0.into_iter().map(|e| e.kind).collect();
    assert_eq!((kinds[0].as_str(), kinds.last().map(String::as_str)), ("processStarted", Some("elementCompleted")));
    assert!(kinds.contains(&"userTaskCompleted".to_owned()));
    let rest = lab.engine.trace(id, 5, Some(3)).await.unwrap().0;
    assert_eq!(rest.iter().map(|e| e.seq).collect::<Vec<_>>(), [5, 6, 7]);
    let rows = lab.engine.activities(id).await.unwrap();
    assert_eq!(rows.iter().map(|r| r.element.to_string()).collect::<Vec<_>>(), ["approval", "start", "approve", "end"]);
}

#[tokio::test]
async fn of_two_who_complete_one_task_one_is_refused() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    lab.start("approval", vars(json!({}))).await;
    let task = lab.task().await.id;
    let (a, b) = tokio::join!(
        lab.engine.complete_user_task(by("ann"), task, CompleteUserTask::default()),
        lab.engine.complete_user_task(by("bob"), task, CompleteUserTask::default()),
    );
    let codes: Vec<_> = [a, b].into_iter().filter_map(|r| r.err().map(|e| e.code())).collect();
    assert_eq!(codes.len(), 1);
    assert_eq!(codes, ["task-done"]);
    assert_eq!(lab.engine.metrics().rejected.values().sum::<u64>(), 1);
}

#[tokio::test]
async fn a_file_with_an_error_deploys_nothing() {
    let lab = Lab::new();
    let broken = model("broken", "start", "<startEvent id='start'/><boundaryEvent id='b' attachedToRef='nobody'/>", "");
    let files = vec![resource("good.bpmn", &approval()), resource("bad.bpmn", &broken)];
    let Err(Error::InvalidModel { problems, .. }) = lab.engine.deploy(by("ada"), files, false).await else {
        panic!("a broken file was deployed")
    };
    assert!(problems.iter().all(|p| p.resource == "bad.bpmn"), "{problems:?}");
    let all = lab.engine.definitions(&DefinitionFilter::default(), &Paging::default()).await.unwrap();
    assert!(all.items.is_empty());

    let twice = vec![resource("a.bpmn", &approval()), resource("b.bpmn", &approval())];
    let error = lab.engine.deploy(by("ada"), twice, false).await.unwrap_err();
    assert!(
        matches!(&error, Error::InvalidModel { problems, .. } if problems.iter().any(|p| p.problem.code == "process-twice"))
    );
}

#[tokio::test]
async fn the_same_file_makes_no_new_version() {
    let mut lab = Lab::new();
    let deploy = |text: String, dry| lab.engine.deploy(by("ada"), vec![resource("m.bpmn", &text)], dry);
    assert_eq!(deploy(approval(), true).await.unwrap().deployment, None);
    assert_eq!(deploy(approval(), false).await.unwrap().definitions[0].definition.id, "approval:1");
    let again = deploy(approval(), false).await.unwrap();
    assert_eq!((again.deployment, again.definitions[0].unchanged), (None, true));
    let changed = deploy(approval().replace("Approve", "Decide"), false).await.unwrap();
    assert_eq!((changed.definitions[0].definition.version, changed.definitions[0].unchanged), (2, false));

    lab.restart().await;
    let all = lab.engine.definitions(&DefinitionFilter::default(), &Paging::default()).await.unwrap().items;
    assert_eq!(
        all.iter().map(|d| (d.id.as_str(), d.latest)).collect::<Vec<_>>(),
        [("approval:1", false), ("approval:2", true)]
    );
    assert_eq!(lab.engine.definition_xml("approval:1").await.unwrap(), approval().into_bytes());
    assert_eq!(lab.engine.definition("approval").await.unwrap().version, 2);
}

#[tokio::test]
async fn requests_with_one_key_are_one_request() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    let start = || StartInstance { process: Some("approval".into()), ..StartInstance::default() };
    let mut answers = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (engine, start) = (lab.engine.clone(), start());
        answers.spawn(async move { engine.start_instance(once("ada", "order-7", 1), start).await.unwrap().id });
    }
    let ids: std::collections::BTreeSet<_> = answers.join_all().await.into_iter().collect();
    assert_eq!((ids.len(), lab.count("approval").await), (1, 1));
    let other = lab.engine.start_instance(once("ada", "order-7", 2), start()).await.unwrap_err();
    assert_eq!(other.code(), "idempotency-mismatch");
    lab.pass(25 * 3_600_000).await;
    let later = lab.engine.start_instance(once("ada", "order-7", 1), start()).await.unwrap();
    assert!(!ids.contains(&later.id));
}

#[tokio::test]
async fn an_answer_is_known_after_a_power_cut() {
    let mut lab = Lab::new();
    lab.deploy(&approval()).await;
    let start = || StartInstance { process: Some("approval".into()), ..StartInstance::default() };
    let first = lab.engine.start_instance(once("ada", "order-7", 1), start()).await.unwrap();
    lab.power_cut().await;
    assert_eq!(lab.engine.start_instance(once("ada", "order-7", 1), start()).await.unwrap(), first);
    assert_eq!(lab.count("approval").await, 1);
}

#[tokio::test]
async fn a_restart_changes_nothing() {
    let mut lab = Lab::new();
    lab.deploy(&approval()).await;
    for n in 0..20 {
        let id = lab.start("approval", vars(json!({"n": n, "text": "x".repeat(n)}))).await;
        if n % 3 == 0 {
            lab.engine.cancel_instance(by("ada"), id, None).await.unwrap();
        }
        if n % 3 == 1 {
            let change = SetVariables { variables: vars(json!({"n": null, "more": [n]})), ..SetVariables::default() };
            lab.engine.set_variables(by("ada"), id, change).await.unwrap();
        }
    }
    let before = lab.rows();
    lab.restart().await;
    assert!(before == lab.rows(), "a restart changed rows");
    lab.rebuild().await;
    let after = lab.rows();
    assert_eq!(before.len(), after.len());
    assert!(before == after, "a rebuild makes other rows than life did");
    assert_eq!(lab.tasks().await.len(), 13);
}

#[tokio::test]
async fn lists_come_in_pages() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    let mut ids = vec![];
    for _ in 0..5 {
        ids.push(lab.start("approval", vars(json!({}))).await);
        lab.clock.advance(1);
    }
    ids.reverse();
    for state in [None, Some(weir_core::instance::State::Running)] {
        let filter = InstanceFilter { process: Some("approval".into()), state, ..InstanceFilter::default() };
        let (mut found, mut cursor) = (vec![], None);
        loop {
            let page = lab.engine.instances(&filter, &Paging { limit: Some(2), cursor }).await.unwrap();
            assert!(page.items.len() <= 2);
            found.extend(page.items.iter().map(|i| i.id));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(found, ids);
    }
    let bad =
        lab.engine.instances(&InstanceFilter::default(), &Paging { limit: None, cursor: Some("zz".into()) }).await;
    assert_eq!(bad.unwrap_err().code(), "bad-cursor");
}

#[tokio::test]
async fn waits_are_listed_instance_by_instance() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    for _ in 0..7 {
        lab.start("approval", vars(json!({}))).await;
    }
    let filter =
        WaitFilter { process: Some("approval".into()), kind: Some("userTask".into()), ..WaitFilter::default() };
    let (mut count, mut cursor) = (0, None);
    loop {
        let page = lab.engine.waits(&filter, &Paging { limit: Some(3), cursor }).await.unwrap();
        count += page.items.len();
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(count, 7);
    let none = WaitFilter { name: Some("nothing".into()), ..WaitFilter::default() };
    assert!(lab.engine.waits(&none, &Paging::default()).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn what_is_open_is_counted_also_over_a_restart_and_a_rebuild() {
    let mut lab = Lab::new();
    lab.deploy(&approval()).await;
    for _ in 0..3 {
        lab.start("approval", vars(json!({}))).await;
    }
    lab.engine.checkpoint().await.unwrap();
    let open = |lab: &Lab| {
        let m = lab.engine.metrics();
        (m.open_instances, m.open_user_tasks, m.open_jobs, m.open_incidents)
    };
    assert_eq!(open(&lab), (3, 3, 0, 0));
    let task = lab.engine.user_tasks(&UserTaskFilter::default(), &Paging::default()).await.unwrap().items[0].id;
    // A task that somebody has stands in one index more, and is one task still.
    lab.engine.claim_user_task(by("bob"), task).await.unwrap();
    lab.engine.checkpoint().await.unwrap();
    assert_eq!(open(&lab), (3, 3, 0, 0));
    lab.engine.complete_user_task(by("bob"), task, CompleteUserTask::default()).await.unwrap();
    lab.restart().await;
    assert_eq!(open(&lab), (2, 2, 0, 0));
    lab.rebuild().await;
    lab.engine.checkpoint().await.unwrap();
    assert_eq!(open(&lab), (2, 2, 0, 0));
}
