//! Which version a call activity calls, with what, and what comes back.

use crate::engine_support::{Lab, by, model, resource, vars};
use serde_json::{Value, json};
use weir_core::InstanceId;
use weir_engine::api::{CompleteUserTask, ElementAddress, IncidentFilter, InstanceFilter, Paging};

/// A called process whose only task says which version it is.
fn called(version: &str, tag: &str) -> String {
    let elements = format!("<startEvent id='start'/><userTask id='work-{version}'/><endEvent id='end'/>");
    let text = model("called", &format!("start work-{version} end"), &elements, "");
    text.replace("<process ", &format!("<process xmlns:weir='urn:weir:bpmn:1' weir:versionTag='{tag}' "))
}

fn caller(says: &str, inside: &str) -> String {
    let elements = format!(
        "<startEvent id='start'/><callActivity xmlns:weir='urn:weir:bpmn:1' id='call' calledElement='called' {says}>\
         <extensionElements>{inside}</extensionElements></callActivity><userTask id='after'/>\
         <boundaryEvent id='told' attachedToRef='call' cancelActivity='false'>\
         <escalationEventDefinition escalationRef='esc'/></boundaryEvent><userTask id='answer'/>"
    );
    model("caller", "start call after; told answer", &elements, "<escalation id='esc' escalationCode='late'/>")
}

async fn tasks(lab: &Lab) -> Vec<String> {
    let mut tasks: Vec<String> = lab.tasks().await.into_iter().map(|task| task.element.to_string()).collect();
    tasks.sort();
    tasks
}

async fn child_of(lab: &Lab, parent: InstanceId) -> (InstanceId, Option<String>) {
    let filter = InstanceFilter { parent: Some(parent), ..InstanceFilter::default() };
    let child = &lab.engine.instances(&filter, &Paging::default()).await.unwrap().items[0];
    (child.id, child.business_key.clone())
}

async fn variables(lab: &Lab, id: InstanceId) -> Value {
    let all = lab.engine.variables(id, None).await.unwrap();
    all.into_iter().map(|v| (v.name, v.value)).collect::<serde_json::Map<_, _>>().into()
}

#[tokio::test]
async fn a_call_is_bound_to_the_latest_a_number_a_tag_or_its_deployment() {
    let lab = Lab::new();
    lab.deploy(&called("one", "blue")).await;
    let bound = caller("weir:binding='deployment'", "");
    lab.deploy(&bound).await;
    lab.pass(1).await;
    lab.deploy(&called("two", "blue")).await;
    lab.deploy(&called("three", "green")).await;
    lab.start("caller", vars(json!({}))).await;
    assert_eq!(tasks(&lab).await, ["work-one"], "the newest when the caller was deployed");

    // The same files again make no new versions; beside a new one, who is bound to its deployment is new too.
    let both = |version: &str| vec![resource("a.bpmn", &bound), resource("b.bpmn", &called(version, "red"))];
    let report = lab.engine.deploy(by("ada"), both("four"), false).await.unwrap();
    assert_eq!(report.definitions.iter().filter(|d| d.unchanged).count(), 0);
    assert_eq!(report.definitions[1].definition.version_tag.as_deref(), Some("red"));
    let report = lab.engine.deploy(by("ada"), both("four"), false).await.unwrap();
    assert_eq!(report.definitions.iter().filter(|d| d.unchanged).count(), 2);
    lab.start("caller", vars(json!({}))).await;
    for (says, expected) in [
        ("", "work-four"),
        ("weir:binding='latest'", "work-four"),
        ("weir:version='= wanted'", "work-two"),
        ("weir:versionTag='blue'", "work-two"),
        ("weir:binding='versionTag' weir:versionTag='green'", "work-three"),
    ] {
        lab.deploy(&caller(says, "")).await;
        let before = tasks(&lab).await;
        lab.start("caller", vars(json!({"wanted": 2}))).await;
        let mut now = tasks(&lab).await;
        now.retain(|task| before.iter().filter(|t| *t == task).count() == 0 || task == expected);
        assert!(now.contains(&expected.to_owned()) && tasks(&lab).await.len() == before.len() + 1, "{says}: {now:?}");
    }
    assert_eq!(tasks(&lab).await.iter().filter(|t| *t == "work-four").count(), 3);
}

#[tokio::test]
async fn a_version_that_is_not_there_is_an_incident_that_names_it_until_it_is_deployed() {
    let mut lab = Lab::new();
    lab.deploy(&caller("weir:versionTag='blue'", "")).await;
    let id = lab.start("caller", vars(json!({}))).await;
    let stuck = lab.engine.incidents(&IncidentFilter::default(), &Paging::default()).await.unwrap().items.remove(0);
    assert_eq!(
        (stuck.code.as_str(), stuck.message.as_str()),
        (
            "process-not-deployed",
            "process `called` is not deployed with the version tag `blue`: deploy it and resolve the incident"
        )
    );
    lab.deploy(&called("one", "blue")).await;
    lab.restart().await;
    lab.engine.resolve_incident(by("op"), ElementAddress { instance: id, key: stuck.id.key }, None).await.unwrap();
    assert_eq!(tasks(&lab).await, ["work-one"]);
}

#[tokio::test]
async fn a_binding_that_says_two_things_is_refused() {
    let lab = Lab::new();
    for says in
        ["weir:binding='newest'", "weir:binding='version'", "weir:version='x'", "weir:version='1' weir:versionTag='a'"]
    {
        let error = lab.engine.deploy(by("ada"), vec![resource("a.bpmn", &caller(says, ""))], false).await.unwrap_err();
        let weir_engine::Error::InvalidModel { problems, .. } = &error else { panic!("{says}: {error}") };
        assert!(problems.iter().any(|p| p.problem.code == "binding-invalid"), "{says}: {problems:?}");
    }
}

#[tokio::test]
async fn variables_go_in_and_come_back_as_the_call_says() {
    let lab = Lab::new();
    lab.deploy(&called("one", "")).await;
    let (input, output) =
        ("<weir:input source='= a + 1' target='b'/>", "<weir:output source='= got * 2' target='twice'/>");
    let (all_in, all_back) = ("weir:propagateAllParentVariables='true'", "weir:propagateAllChildVariables='true'");
    let none_back = "weir:propagateAllChildVariables='false'";
    for (says, inside, given, back) in [
        ("", "", json!({"a": 1}), json!({"a": 1, "got": 4})),
        ("", input, json!({"b": 2}), json!({"a": 1, "got": 4})),
        (all_in, input, json!({"a": 1, "b": 2}), json!({"a": 1, "got": 4})),
        ("weir:propagateAllParentVariables='false'", "", json!({}), json!({"a": 1, "got": 4})),
        ("", output, json!({"a": 1}), json!({"a": 1, "twice": 8})),
        (all_back, output, json!({"a": 1}), json!({"a": 1, "got": 4, "twice": 8})),
        (none_back, "", json!({"a": 1}), json!({"a": 1})),
    ] {
        lab.deploy(&caller(says, inside)).await;
        let id = lab.start("caller", vars(json!({"a": 1}))).await;
        let (child, _) = child_of(&lab, id).await;
        assert_eq!(variables(&lab, child).await, given, "{says} {inside}");
        let task = lab.tasks().await.into_iter().find(|task| task.instance == child).unwrap();
        let done = CompleteUserTask { variables: vars(json!({"got": 4})), outcome: None, comment: None };
        lab.engine.complete_user_task(by("bob"), task.id, done).await.unwrap();
        assert_eq!(variables(&lab, id).await, back, "{says} {inside}");
    }
}

#[tokio::test]
async fn a_called_instance_has_the_business_key_that_its_caller_gives_it() {
    let lab = Lab::new();
    lab.deploy(&called("one", "")).await;
    for (says, expected) in [
        ("", None),
        ("weir:inheritBusinessKey='true'", Some("PR-7")),
        ("weir:businessKey='= \"sub-\" + who'", Some("sub-ann")),
        ("weir:businessKey='fixed' weir:inheritBusinessKey='true'", Some("fixed")),
    ] {
        lab.deploy(&caller(says, "")).await;
        let start = weir_engine::api::StartInstance {
            process: Some("caller".into()),
            business_key: Some("PR-7".into()),
            variables: vars(json!({"who": "ann"})),
            ..Default::default()
        };
        let id = lab.engine.start_instance(by("ada"), start).await.unwrap().id;
        assert_eq!(child_of(&lab, id).await.1.as_deref(), expected, "{says}");
    }
}

#[tokio::test]
async fn an_escalation_of_the_called_process_reaches_the_boundary_of_its_caller() {
    let lab = Lab::new();
    let escalating = model(
        "called",
        "start up work",
        "<startEvent id='start'/><intermediateThrowEvent id='up'><escalationEventDefinition escalationRef='x'/>\
         </intermediateThrowEvent><userTask id='work'/>",
        "<escalation id='x' escalationCode='late'/>",
    );
    lab.deploy(&escalating).await;
    lab.deploy(&caller("", "")).await;
    lab.start("caller", vars(json!({}))).await;
    assert_eq!(tasks(&lab).await, ["answer", "work"], "a non-interrupting catcher lets the called process go on");

    lab.deploy(&caller("", "").replace(" cancelActivity='false'", "")).await;
    lab.start("caller", vars(json!({}))).await;
    assert_eq!(tasks(&lab).await, ["answer", "answer", "work"], "an interrupting one ends it");
}
