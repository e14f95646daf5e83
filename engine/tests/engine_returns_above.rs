//! 驳回 out of a called process into what has called it: once, whatever happens to the machine meanwhile.
use crate::engine_support::{Lab, by, model, vars};
use serde_json::json;
use weir_core::InstanceId;
use weir_engine::Error;
use weir_engine::api::{CompleteUserTask, InstanceFilter, Involved, Paging, ReturnTask, UserTask};

const CALL: &str = "<startEvent id='start'/><userTask id='fill' name='Fill in' weir:assignee='ann'/>\
                    <callActivity id='call' calledElement='CALLED'/><endEvent id='end'/>";

fn caller(id: &str, called: &str) -> String {
    model(id, "start fill call end", &CALL.replace("CALLED", called), "")
}

fn check() -> String {
    let elements =
        "<startEvent id='start'/><userTask id='check' name='Check' weir:assignee='ben'/><endEvent id='end'/>";
    model("checking", "start check end", elements, "")
}

fn to(task: &str, instance: Option<InstanceId>, come_back: bool) -> ReturnTask {
    ReturnTask { to: task.to_owned(), come_back, comment: Some("the figures".to_owned()), instance }
}

async fn complete(lab: &Lab, task: &UserTask) {
    let by = by(task.assignee.as_deref().expect("somebody has it"));
    lab.engine.complete_user_task(by, task.id, CompleteUserTask::default()).await.unwrap();
}

async fn targets(lab: &Lab, task: &UserTask) -> Vec<(String, Option<InstanceId>)> {
    let all = lab.engine.return_targets(task.id).await.unwrap();
    all.into_iter().map(|Involved { element, instance, .. }| (element.to_string(), instance)).collect()
}

async fn called(lab: &Lab, parent: InstanceId) -> Vec<InstanceId> {
    let filter = InstanceFilter { parent: Some(parent), ..InstanceFilter::default() };
    lab.engine.instances(&filter, &Paging::default()).await.unwrap().items.iter().map(|one| one.id).collect()
}

#[tokio::test]
async fn a_called_instance_sends_the_matter_back_to_its_caller_and_is_called_anew() {
    let mut lab = Lab::new();
    lab.deploy(&check()).await;
    lab.deploy(&caller("caller", "checking")).await;
    let top = lab.start("caller", vars(json!({}))).await;
    complete(&lab, &lab.task().await).await;
    for come_back in [false, true] {
        let task = lab.task().await;
        assert_eq!(targets(&lab, &task).await, [("fill".to_owned(), Some(top))]);
        // An element alone is one of the called process, and another instance is none that has called it.
        for (task_id, instance) in [("fill", None), ("check", Some(top)), ("fill", Some(InstanceId::compose(1, 1, 1)))]
        {
            let refused = lab.engine.return_user_task(by("ben"), task.id, to(task_id, instance, come_back)).await;
            assert_eq!(refused.unwrap_err().code(), "never-done");
        }
        lab.engine.return_user_task(by("ben"), task.id, to("fill", Some(top), come_back)).await.unwrap();
        lab.power_cut().await;
        assert_eq!(lab.told(task.instance).await, "terminated");
        assert_eq!(lab.told(top).await, "running: fill waits for userTask");
        let late = lab.engine.return_user_task(by("ben"), task.id, to("fill", Some(top), come_back)).await;
        assert_eq!(late.unwrap_err().code(), "task-done");
        complete(&lab, &lab.task().await).await;
    }
    lab.rebuild().await;
    let mut sent_back = 0;
    for id in called(&lab, top).await {
        let lines = lab.engine.timeline(id).await.unwrap();
        sent_back += lines.iter().filter(|line| format!("{:?}", line.what) == "Returned").count();
    }
    assert_eq!(sent_back, 2, "each of the two that were sent back says so once, and the last one was not");
    complete(&lab, &lab.task().await).await;
    assert_eq!(lab.told(top).await, "completed");
    assert_eq!(called(&lab, top).await.len(), 3, "each return has led to one more call");
}

#[tokio::test]
async fn what_was_called_keeps_its_history_and_names_the_task_that_it_went_back_to() {
    let lab = Lab::new();
    lab.deploy(&check()).await;
    lab.deploy(&caller("middle", "checking")).await;
    lab.deploy(&caller("top", "middle")).await;
    let top = lab.start("top", vars(json!({}))).await;
    complete(&lab, &lab.task().await).await;
    complete(&lab, &lab.task().await).await;
    let task = lab.task().await;
    let middle = called(&lab, top).await[0];
    assert_eq!(targets(&lab, &task).await, [("fill".to_owned(), Some(middle)), ("fill".to_owned(), Some(top))]);
    // To the top: what lies between ends too.
    lab.engine.return_user_task(by("ben"), task.id, to("fill", Some(top), false)).await.unwrap();
    assert_eq!([lab.told(task.instance).await, lab.told(middle).await], ["terminated", "terminated"]);
    assert_eq!(lab.told(top).await, "running: fill waits for userTask");
    for (instance, place) in [(task.instance, "check"), (middle, "call"), (top, "call")] {
        let lines = lab.engine.timeline(instance).await.unwrap();
        let line = lines.iter().find(|line| format!("{:?}", line.what) == "Returned").expect("it says so");
        let told = (line.element.as_str(), line.by.as_str(), line.comment.as_deref(), line.to_name.as_deref());
        assert_eq!(told, (place, "ben", Some("the figures"), Some("Fill in")));
    }
    // `previous` is what was done last before: nothing in the called process, so one of its caller.
    complete(&lab, &lab.task().await).await;
    complete(&lab, &lab.task().await).await;
    let task = lab.task().await;
    lab.engine.return_user_task(by("ben"), task.id, to("previous", None, false)).await.unwrap();
    let open = lab.task().await;
    assert_eq!(open.element.as_str(), "fill");
    let nearest = called(&lab, top).await.contains(&open.instance) && open.instance != middle;
    assert!(nearest, "in the instance that has called it, which was called anew");
}

/// So much follows from the return that its caller hears of it by a command of its own, after the commit.
#[tokio::test]
async fn a_caller_that_is_told_later_is_told_once_also_when_the_power_goes_before() {
    let mut lab = Lab::new();
    let many = "<startEvent id='start'/><parallelGateway id='fork'/><userTask id='check' weir:assignee='ben'/>\
                <callActivity id='each' calledElement='quiet'><multiInstanceLoopCharacteristics>\
                <loopCardinality>300</loopCardinality></multiInstanceLoopCharacteristics></callActivity>\
                <parallelGateway id='join'/><endEvent id='end'/>";
    let quiet = "<startEvent id='start'/><receiveTask id='wait' messageRef='m'/><endEvent id='end'/>";
    lab.deploy(&model("quiet", "start wait end", quiet, "<message id='m' name='never'/>")).await;
    lab.deploy(&model("many", "start fork check join end; fork each join", many, "")).await;
    lab.deploy(&caller("caller", "many")).await;
    let top = lab.start("caller", vars(json!({}))).await;
    complete(&lab, &lab.task().await).await;
    lab.engine.idle().await;
    let task = lab.task().await;
    assert_eq!(lab.count("quiet").await, 300);
    lab.engine.return_user_task(by("ben"), task.id, to("fill", Some(top), false)).await.unwrap();
    lab.power_cut().await;
    lab.engine.idle().await;
    assert_eq!(lab.told(task.instance).await, "terminated");
    assert_eq!(lab.told(top).await, "running: fill waits for userTask");
    let filter = InstanceFilter { state: Some(weir_core::instance::State::Running), ..InstanceFilter::default() };
    let running = lab.engine.instances(&filter, &Paging::default()).await.unwrap().items;
    assert_eq!(running.len(), 1, "nothing that was called is left");
    let incidents = lab.engine.incidents(&weir_engine::api::IncidentFilter::default(), &Paging::default()).await;
    assert!(incidents.unwrap().items.is_empty());
}

#[tokio::test]
async fn of_several_calls_side_by_side_one_sends_all_of_them_back() {
    let lab = Lab::new();
    let elements = "<startEvent id='start'/><userTask id='fill' weir:assignee='ann'/>\
                    <callActivity id='call' calledElement='checking'><multiInstanceLoopCharacteristics>\
                    <loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></callActivity><endEvent id='end'/>";
    lab.deploy(&check()).await;
    lab.deploy(&model("caller", "start fill call end", elements, "")).await;
    let top = lab.start("caller", vars(json!({}))).await;
    complete(&lab, &lab.task().await).await;
    let tasks = lab.tasks().await;
    assert_eq!(tasks.len(), 3);
    lab.engine.return_user_task(by("ben"), tasks[1].id, to("fill", Some(top), false)).await.unwrap();
    lab.engine.idle().await;
    assert_eq!(lab.task().await.element.as_str(), "fill", "the others are over too");
    for task in &tasks {
        assert_eq!(lab.told(task.instance).await, "terminated");
        let late = lab.engine.complete_user_task(by("ben"), task.id, CompleteUserTask::default()).await;
        assert!(matches!(late, Err(Error::Rejected(_))), "{late:?}");
    }
    complete(&lab, &lab.task().await).await;
    assert_eq!(lab.tasks().await.len(), 3);
}
