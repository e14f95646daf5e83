//! Stepping in on running instances: what it changes, what a dry run says of it, and what a crash leaves of it.

use crate::engine_support::{Lab, approval, by, model, once, payment, vars};
use serde_json::json;
use weir_core::InstanceId;
use weir_core::modification::{Entering, Instruction, Modification, Target, Which};
use weir_engine::Error;
use weir_engine::api::{
    BatchOf, BatchOperation, BatchState, CompleteUserTask, InstanceFilter, Paging, PublishMessage, RestartInstance,
    StartInstance,
};

fn two_steps(id: &str) -> String {
    let elements = "<startEvent id='start'/><userTask id='approve'/><userTask id='check'/><endEvent id='end'/>";
    model(id, "start approve check end", elements, "")
}

fn receiver() -> String {
    let elements = "<startEvent id='start'/><receiveTask id='wait' messageRef='m'/><endEvent id='end'/>\
        <boundaryEvent id='tick' attachedToRef='wait' cancelActivity='false'><timerEventDefinition>\
        <timeCycle xsi:type='tFormalExpression'>R/PT10M</timeCycle></timerEventDefinition></boundaryEvent>\
        <userTask id='remind'/>";
    model("receiver", "start wait end; tick remind", elements, "<message id='m' name='paid'/>")
}

fn caller() -> String {
    let elements = "<startEvent id='start'/><callActivity id='call' calledElement='approval'/><endEvent id='end'/>";
    model("caller", "start call end", elements, "")
}

fn move_to(from: &str, to: &str) -> Modification {
    let to = Entering { global: true, ..Entering::at(Target::Before(to.into())) };
    let instructions = vec![Instruction::Move { from: Which::All(from.into()), to }];
    Modification { instructions, reason: Some("the wrong way".into()), ..Modification::default() }
}

fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> &'static str {
    result.expect_err("it is refused").code()
}

async fn child_of(lab: &Lab, parent: InstanceId) -> InstanceId {
    let filter = InstanceFilter { parent: Some(parent), ..InstanceFilter::default() };
    lab.engine.instances(&filter, &Paging::default()).await.unwrap().items[0].id
}

#[tokio::test]
async fn a_dry_run_says_what_the_modification_then_does_and_changes_nothing() {
    let mut lab = Lab::new();
    lab.deploy(&two_steps("two")).await;
    let id = lab.start("two", vars(json!({}))).await;
    let before = lab.rows();
    let told = lab.engine.modify_instance(by("ada"), id, move_to("approve", "check"), true).await.unwrap();
    assert_eq!(lab.rows(), before, "a dry run changes nothing");
    let done = lab.engine.modify_instance(by("ada"), id, move_to("approve", "check"), false).await.unwrap();
    assert_eq!(told, done);
    let kinds = |waits: &[weir_core::changes::Waiting]| {
        waits.iter().map(|w| format!("{} {}", w.element, w.kind)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        (kinds(&done.waits_closed).as_str(), kinds(&done.waits_opened).as_str()),
        ("approve userTask", "check userTask")
    );
    assert_eq!(lab.told(id).await, "running: check waits for userTask");
    let trace = lab.engine.trace(id, 0, None).await.unwrap().0;
    let why = trace.iter().find(|e| e.kind == "intervened").unwrap();
    assert_eq!((why.actor.id.as_str(), &why.data["reason"]), ("ada", &json!("the wrong way")));
    let rows = lab.rows();
    lab.rebuild().await;
    assert_eq!(lab.rows(), rows, "a rebuild gives the same rows");
    let code = refused(lab.engine.modify_instance(by("ada"), id, move_to("approve", "nowhere"), true).await);
    assert_eq!(code, "modification-refused");
    assert_eq!(
        refused(lab.engine.modify_instance(by("ada"), id, Modification::default(), false).await),
        "no-instructions"
    );
}

#[tokio::test]
async fn nothing_reaches_a_suspended_instance_until_it_is_resumed() {
    let mut lab = Lab::new();
    lab.deploy(&receiver()).await;
    let id = lab.start("receiver", vars(json!({}))).await;
    lab.engine.suspend_instance(by("ada"), id, None, false).await.unwrap();
    let again = lab.engine.suspend_instance(by("ada"), id, None, false).await.unwrap();
    assert!(again.suspended && again.waits_closed.is_empty(), "once is enough: {again:?}");
    lab.power_cut().await;
    lab.pass(3_600_000).await;
    let message = PublishMessage { name: "paid".into(), ..PublishMessage::default() };
    let published = lab.engine.publish_message(by("bank"), message).await.unwrap();
    assert!(published.delivered.is_empty() && published.buffered_until.is_some(), "{published:?}");
    lab.engine.idle().await;
    assert_eq!(lab.told(id).await, "running: wait waits for timer, wait waits for message paid");
    let rows = lab.rows();
    lab.rebuild().await;
    assert_eq!(lab.rows(), rows);
    lab.engine.resume_instance(by("ada"), id, None, false).await.unwrap();
    lab.engine.idle().await;
    // The kept message and the timer come at the same time; one reminder at most, however often it was due.
    let told = lab.told(id).await;
    assert!(told == "completed" || told == "running: remind waits for userTask", "{told}");
}

#[tokio::test]
async fn a_worker_keeps_its_work_over_a_suspension() {
    let lab = Lab::new();
    lab.deploy(&payment()).await;
    let id = lab.start("payment", vars(json!({}))).await;
    let job = lab.fetch("w", "pay").await.remove(0);
    lab.engine.suspend_instance(by("ada"), id, None, false).await.unwrap();
    let token = job.token.unwrap();
    let report = lab.engine.complete_job(by("w"), job.id, token, vars(json!({"paid": true}))).await;
    assert_eq!(refused(report), "instance-suspended");
    lab.pass(60_000).await;
    assert!(lab.fetch("other", "pay").await.is_empty(), "no job is offered");
    lab.engine.resume_instance(by("ada"), id, None, false).await.unwrap();
    lab.engine.complete_job(by("w"), job.id, token, vars(json!({"paid": true}))).await.unwrap();
    assert_eq!(lab.told(id).await, "completed");
}

#[tokio::test]
async fn what_an_instance_has_called_stands_still_with_it_and_what_ended_meanwhile_comes_back() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    lab.deploy(&caller()).await;
    let id = lab.start("caller", vars(json!({}))).await;
    let child = child_of(&lab, id).await;
    let suspend = async |dry_run| lab.engine.suspend_instance(by("ada"), id, None, dry_run).await.unwrap();
    assert_eq!(suspend(true).await.called, [child], "a dry run names what would stand still with it");
    suspend(false).await;
    assert!(suspend(true).await.called.is_empty(), "it does so already");
    let resumed = lab.engine.resume_instance(by("ada"), id, None, true).await.unwrap();
    assert_eq!((resumed.called, resumed.more_called), (vec![child], false));
    let task = lab.task().await;
    let complete = || lab.engine.complete_user_task(by("bob"), task.id, CompleteUserTask::default());
    assert_eq!(refused(complete().await), "instance-suspended");
    lab.engine.resume_instance(by("ada"), child, None, false).await.unwrap();
    let resumed = lab.engine.resume_instance(by("ada"), id, None, true).await.unwrap();
    assert!(resumed.called.is_empty(), "what goes on already is told nothing");
    complete().await.unwrap();
    assert_eq!(lab.told(child).await, "completed");
    assert_eq!(lab.told(id).await, "running: call waits for child approval");
    lab.engine.resume_instance(by("ada"), id, None, false).await.unwrap();
    assert_eq!(lab.told(id).await, "completed");
}

#[tokio::test]
async fn a_dry_run_names_what_would_end_with_its_caller_and_who_would_hear_of_an_end() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    lab.deploy(&caller()).await;
    let elements = "<startEvent id='start'/><callActivity id='over' calledElement='caller'/><endEvent id='end'/>";
    lab.deploy(&model("above", "start over end", elements, "")).await;
    let top = lab.start("above", vars(json!({}))).await;
    let middle = child_of(&lab, top).await;
    let bottom = child_of(&lab, middle).await;
    let cancel = |element: &str| Modification {
        instructions: vec![Instruction::Cancel(Which::All(element.into()))],
        ..Modification::default()
    };
    let of_called = lab.engine.modify_instance(by("ada"), middle, cancel("call"), true).await.unwrap();
    assert_eq!((of_called.called_ended, of_called.caller), (vec![bottom], Some(top)));
    let told = lab.engine.modify_instance(by("ada"), top, cancel("over"), true).await.unwrap();
    let mut named = vec![middle, bottom];
    named.sort();
    assert_eq!((&told.called_ended, told.more_called, told.caller), (&named, false, None));
    assert_eq!(lab.told(bottom).await, "running: approve waits for userTask", "nothing has changed yet");
    let done = lab.engine.modify_instance(by("ada"), top, cancel("over"), false).await.unwrap();
    assert_eq!(done.called_ended, [middle], "the others follow by themselves");
    lab.engine.idle().await;
    for ended in [top, middle, bottom] {
        assert_eq!(lab.told(ended).await, "terminated");
    }
}

#[tokio::test]
async fn an_instance_goes_on_in_another_version_and_every_obstacle_is_told() {
    let mut lab = Lab::new();
    lab.deploy(&two_steps("two")).await;
    let id = lab.start("two", vars(json!({}))).await;
    let task = lab.task().await;
    lab.engine.claim_user_task(by("bob"), task.id).await.unwrap();
    let elements = "<startEvent id='start'/><userTask id='approve'/><serviceTask id='check' camunda:topic='c' camunda:type='external'/>\
                    <endEvent id='end'/>";
    lab.deploy(&model("two", "start approve check end", elements, "")).await;
    let proposed = lab.engine.propose_migration("two:1", "two").await.unwrap();
    assert_eq!(proposed.unmapped, ["check".into()]);
    let plan = proposed.plan;
    let before = lab.rows();
    let told = lab.engine.migrate_instance(by("ada"), id, plan.clone(), None, true).await.unwrap();
    assert_eq!(lab.rows(), before);
    let done = lab.engine.migrate_instance(by("ada"), id, plan.clone(), None, false).await.unwrap();
    assert_eq!(told, done);
    assert_eq!(lab.task().await.assignee.as_deref(), Some("bob"), "a claim is kept");
    assert_eq!(lab.task().await.definition, "two:2");
    let rows = lab.rows();
    lab.rebuild().await;
    assert_eq!(lab.rows(), rows);
    let again = lab.engine.migrate_instance(by("ada"), id, plan, None, false).await;
    assert_eq!(refused(again), "migration-refused");
    lab.engine.complete_user_task(by("bob"), lab.task().await.id, CompleteUserTask::default()).await.unwrap();
    assert_eq!(lab.told(id).await, "running: check waits for job c");
}

#[tokio::test]
async fn a_batch_is_carried_out_once_over_a_power_cut_and_lists_what_failed() {
    let mut lab = Lab::new();
    lab.deploy(&two_steps("two")).await;
    let mut ids = vec![];
    for n in 0..40 {
        let id = lab.start("two", vars(json!({}))).await;
        if n % 4 == 0 {
            lab.engine.modify_instance(by("ada"), id, move_to("approve", "check"), false).await.unwrap();
        }
        ids.push(id);
    }
    let filter = InstanceFilter { process: Some("two".into()), ..InstanceFilter::default() };
    let operation = BatchOperation::Modify(move_to("approve", "check"));
    let asked = once("ada", "batch-1", 1);
    let batch =
        lab.engine.begin_batch(asked.clone(), BatchOf::Fitting(filter.clone()), operation.clone()).await.unwrap();
    assert_eq!(batch.total, 40);
    lab.power_cut().await;
    lab.engine.idle().await;
    let done = lab.engine.batch(&batch.id).await.unwrap();
    assert_eq!((done.pending, done.failed), (0, 10));
    let failures = lab.engine.batch_failures(&batch.id, &Paging::default()).await.unwrap().items;
    assert!(failures.iter().all(|f| f.code == "modification-refused"), "{failures:?}");
    for id in ids {
        let moved = lab.engine.trace(id, 0, None).await.unwrap().0.iter().filter(|e| e.kind == "intervened").count();
        assert_eq!((moved, lab.told(id).await.as_str()), (1, "running: check waits for userTask"));
    }
    let again = lab.engine.begin_batch(asked, BatchOf::Fitting(filter), operation).await.unwrap();
    assert_eq!(again.id, batch.id, "asked again it is the same batch");
    let nobody = BatchOf::Instances(vec![]);
    assert_eq!(
        refused(lab.engine.begin_batch(by("ada"), nobody, BatchOperation::Resume { reason: None }).await),
        "no-instances"
    );
}

#[tokio::test]
async fn a_batch_stands_still_goes_on_and_is_given_up_over_a_power_cut() {
    let mut lab = Lab::new();
    lab.deploy(&two_steps("two")).await;
    for _ in 0..MANY {
        lab.start("two", vars(json!({}))).await;
    }
    let begin = BatchOperation::Modify(move_to("approve", "check"));
    let filter = || BatchOf::Fitting(InstanceFilter { process: Some("two".into()), ..InstanceFilter::default() });
    let batch = lab.engine.begin_batch(by("ada"), filter(), begin).await.unwrap();
    let pause = lab.engine.steer_batch(by("bob"), &batch.id, BatchState::Paused, Some("too fast".into()));
    let told = pause.await.unwrap();
    assert_eq!((told.state, told.steered_by.as_deref()), (BatchState::Paused, Some("bob")));
    assert_eq!(told.reason.as_deref(), Some("too fast"));
    lab.power_cut().await;
    lab.engine.idle().await;
    let still = lab.engine.batch(&batch.id).await.unwrap();
    assert!(still.pending > 0 && still.state == BatchState::Paused, "{still:?}");
    let engine = lab.engine.clone();
    let at_check = || async {
        let filter = weir_engine::api::UserTaskFilter { element: Some("check".into()), ..Default::default() };
        let page = Paging { limit: Some(1000), cursor: None };
        engine.user_tasks(&filter, &page).await.unwrap().items.len() as u64
    };
    assert_eq!(at_check().await, still.total - still.pending, "what is not pending was done, each once");
    let on = lab.engine.steer_batch(by("bob"), &batch.id, BatchState::Running, None).await.unwrap();
    assert_ne!(on.state, BatchState::Paused);
    lab.engine.idle().await;
    let done = lab.engine.batch(&batch.id).await.unwrap();
    assert_eq!((done.pending, done.failed, done.state), (0, 0, BatchState::Done));
    assert_eq!(at_check().await, MANY);
    let again = lab.engine.steer_batch(by("bob"), &batch.id, BatchState::Cancelled, None).await;
    assert_eq!(refused(again), "batch-over");

    // Another one is given up: what was left is listed, and stays as it was.
    let back = BatchOperation::Modify(move_to("check", "approve"));
    let batch = lab.engine.begin_batch(by("ada"), filter(), back).await.unwrap();
    let told = lab.engine.steer_batch(by("bob"), &batch.id, BatchState::Cancelled, Some("a mistake".into())).await;
    assert_eq!(told.unwrap().state, BatchState::Cancelled);
    lab.engine.idle().await;
    let given_up = lab.engine.batch(&batch.id).await.unwrap();
    assert_eq!((given_up.pending, given_up.state), (0, BatchState::Cancelled));
    assert!(given_up.failed > 0, "{given_up:?}");
    let failures = lab.engine.batch_failures(&batch.id, &Paging::default()).await.unwrap().items;
    assert!(failures.iter().all(|f| f.code == "batch-cancelled" && f.message == "a mistake"), "{failures:?}");
    assert_eq!(at_check().await, given_up.failed, "what was not done stays where it was");
    let resumed = lab.engine.steer_batch(by("bob"), &batch.id, BatchState::Running, None).await;
    assert_eq!(refused(resumed), "batch-over");
    assert_eq!(refused(lab.engine.steer_batch(by("bob"), "nothing", BatchState::Paused, None).await), "no-such-batch");
}

/// So many that they cannot be done before somebody stops them.
const MANY: u64 = 600;

#[tokio::test]
async fn a_suspended_definition_starts_nothing_and_its_instances_can_stand_still_too() {
    let mut lab = Lab::new();
    lab.deploy(&approval()).await;
    lab.deploy(&caller()).await;
    let id = lab.start("approval", vars(json!({}))).await;
    let (definition, batch) = lab.engine.suspend_definition(by("ada"), "approval", true, None).await.unwrap();
    assert!(definition.suspended && batch.is_some());
    lab.engine.suspend_definition(by("ada"), "approval:1", false, None).await.unwrap();
    lab.power_cut().await;
    lab.engine.idle().await;
    let start = StartInstance { process: Some("approval".into()), ..StartInstance::default() };
    assert_eq!(refused(lab.engine.start_instance(by("ada"), start).await), "definition-suspended");
    let calling = lab.start("caller", vars(json!({}))).await;
    assert_eq!(lab.told(calling).await, "running: call is stuck: definition-suspended");
    let task = lab.task().await;
    assert_eq!(refused(lab.engine.claim_user_task(by("bob"), task.id).await), "instance-suspended");
    lab.engine.activate_definition(by("ada"), "approval", true, None).await.unwrap();
    lab.engine.idle().await;
    lab.engine.claim_user_task(by("bob"), task.id).await.unwrap();
    let detail = lab.engine.instance(calling).await.unwrap();
    let incident = detail.elements.iter().find_map(|e| e.incident.as_ref()).unwrap().id;
    lab.engine.resolve_incident(by("ada"), incident, None).await.unwrap();
    assert_eq!(lab.told(calling).await, "running: call waits for child approval");
    assert!(lab.engine.instance(id).await.unwrap().summary.suspended.is_none());
}

#[tokio::test]
async fn what_has_ended_begins_again_as_a_new_instance() {
    let lab = Lab::new();
    lab.deploy(&two_steps("two")).await;
    let id = lab.start("two", vars(json!({"n": 1, "kept": "k"}))).await;
    let restart = |wanted: RestartInstance, dry_run| lab.engine.restart_instance(by("ada"), id, wanted, dry_run);
    assert_eq!(refused(restart(RestartInstance::default(), false).await), "instance-running");
    let done = CompleteUserTask { variables: vars(json!({"n": 2})), outcome: None, comment: None };
    lab.engine.complete_user_task(by("bob"), lab.task().await.id, done).await.unwrap();
    lab.engine.cancel_instance(by("ada"), id, None).await.unwrap();
    for (last_variables, n) in [(false, 1), (true, 2)] {
        let wanted = RestartInstance { last_variables, before: vec!["check".into()], ..RestartInstance::default() };
        let told = restart(wanted.clone(), true).await.unwrap();
        let begun = restart(wanted, false).await.unwrap();
        assert_eq!((told.instance, &told.changes), (None, &begun.changes));
        let new = begun.instance.unwrap().id;
        assert_eq!(lab.told(new).await, "running: check waits for userTask");
        assert_eq!(lab.engine.instance(new).await.unwrap().summary.restart_of, Some(id));
        let variables = lab.engine.variables(new, None).await.unwrap();
        let value = |name: &str| variables.iter().find(|v| v.name == name).map(|v| v.value.clone());
        assert_eq!((value("n"), value("kept")), (Some(json!(n)), Some(json!("k"))));
    }
    let wrong = RestartInstance { before: vec!["nowhere".into()], ..RestartInstance::default() };
    assert_eq!(refused(restart(wrong, false).await), "modification-refused");
}
