//! What a form hides is hidden beside the form too: its files, and what goes from it to a called process.
use crate::server::{Answer, Server};
use serde_json::{Value, json};

const MODEL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
    targetNamespace="test"><process id="p" isExecutable="true"><startEvent id="s"/>
    <userTask id="one" weir:assignee="ann" weir:formId="papers"/>
    <userTask id="two" weir:assignee="ann" weir:formId="papers"/>
    <userTask id="three" weir:assignee="bob" weir:formId="papers" weir:fieldPermissions="secret: hidden"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="one"/><sequenceFlow id="f2" sourceRef="one" targetRef="two"/>
    <sequenceFlow id="f3" sourceRef="two" targetRef="three"/></process></definitions>"#;

fn deploy(server: &Server, files: &[(&str, &str)]) {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    server.ask("POST", "/api/v1/deployments").files(&files).send().expect(200);
}

fn get(server: &Server, token: &str, path: &str) -> Answer {
    server.ask_with(token, "GET", path).send()
}

#[test]
fn files_in_what_a_form_hides_are_not_there_for_those_who_take_part() {
    let server = Server::start();
    let [ann, bob] = ["ann", "bob"].map(|id| server.somebody(id, "user"));
    let form = json!({"type": "default", "id": "papers", "components": [
        {"type": "attachment", "key": "secret"}, {"type": "attachment", "key": "open"}]});
    deploy(&server, &[("p.bpmn", MODEL), ("papers.form", &form.to_string())]);
    let instance = server.instance_of("p", &json!({}));
    let files = format!("/api/v1/instances/{instance}/attachments");
    let add = |name: &str, task: Option<&str>| {
        let task = task.map(|task| format!("&task={task}")).unwrap_or_default();
        let ask = server.ask_with(&ann, "POST", &format!("{files}?name={name}{task}"));
        let added = ask.body("application/octet-stream", name.as_bytes()).send().expect(201);
        added.json["id"].as_str().unwrap().to_owned()
    };
    let task = || server.first("/api/v1/user-tasks");
    let complete = |variables: Value| {
        let ask = server.ask_with(&ann, "POST", &format!("/api/v1/user-tasks/{}/complete", task()));
        ask.json(&json!({ "variables": variables })).send().expect(204);
    };
    let general = add("general.pdf", None);
    // One is added to the instance itself and submitted as the secret, then replaced by one that is added at the task.
    let (first, shown) = (add("first.pdf", None), add("open.pdf", Some(&task())));
    complete(json!({"secret": first, "open": shown}));
    let secret = add("secret.pdf", Some(&task()));
    complete(json!({"secret": secret}));

    let listed = |token: &str| {
        let found = get(&server, token, &files).expect(200);
        let mut ids: Vec<String> = found.items().iter().map(|f| f["id"].as_str().unwrap().to_owned()).collect();
        ids.sort_unstable();
        ids
    };
    let sorted = |mut ids: Vec<String>| {
        ids.sort_unstable();
        ids
    };
    assert_eq!(listed(&bob), sorted(vec![general.clone(), shown.clone()]));
    let content = |token: &str, id: &str| get(&server, token, &format!("{files}/{id}"));
    content(&bob, &general).expect(200);
    content(&bob, &shown).expect(200);
    for hidden in [&first, &secret] {
        content(&bob, hidden).refused(404, "no-such-attachment");
        content(&ann, hidden).expect(200);
    }
    let operator = server.somebody("otto", "operator");
    assert_eq!(listed(&operator), sorted(vec![general, first, shown, secret]));
}

#[test]
fn what_a_form_of_the_caller_hides_is_hidden_in_what_it_calls() {
    const CALLER: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
        xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
        <process id="caller" isExecutable="true"><startEvent id="s"/><parallelGateway id="g"/>
        <callActivity id="all" calledElement="plain"><extensionElements><camunda:in variables="all"/></extensionElements></callActivity>
        <callActivity id="some" calledElement="mapped"><extensionElements><camunda:in source="salary" target="pay"/>
        <camunda:in source="note" target="note"/></extensionElements></callActivity>
        <userTask id="judge" weir:assignee="dan" weir:formId="f" weir:fieldPermissions="salary: hidden"/>
        <sequenceFlow id="f1" sourceRef="s" targetRef="g"/><sequenceFlow id="f2" sourceRef="g" targetRef="all"/>
        <sequenceFlow id="f3" sourceRef="g" targetRef="some"/><sequenceFlow id="f4" sourceRef="g" targetRef="judge"/>
        </process></definitions>"#;
    let called = |id: &str| {
        format!(
            r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
            targetNamespace="test"><process id="{id}" isExecutable="true"><startEvent id="s"/>
            <userTask id="look" weir:assignee="bob"/><sequenceFlow id="f" sourceRef="s" targetRef="look"/>
            </process></definitions>"#
        )
    };
    let server = Server::start();
    let bob = server.somebody("bob", "user");
    let form = json!({"type": "default", "id": "f", "components": [
        {"type": "number", "key": "salary"}, {"type": "textfield", "key": "note"}]});
    deploy(
        &server,
        &[
            ("caller.bpmn", CALLER),
            ("plain.bpmn", &called("plain")),
            ("mapped.bpmn", &called("mapped")),
            ("f.form", &form.to_string()),
        ],
    );
    server.instance_of("caller", &json!({"salary": 7000, "note": "n"}));
    let names = |token: &str, process: &str| {
        let instance = server.first(&format!("/api/v1/instances?process={process}"));
        let seen = get(&server, token, &format!("/api/v1/instances/{instance}/variables")).expect(200);
        let mut names: Vec<String> = seen.items().iter().map(|v| v["name"].as_str().unwrap().to_owned()).collect();
        names.sort_unstable();
        names
    };
    let operator = server.somebody("otto", "operator");
    for (process, all) in [("plain", ["note", "salary"]), ("mapped", ["note", "pay"])] {
        assert_eq!(names(&operator, process), all, "{process}");
        assert_eq!(names(&bob, process), ["note"], "{process}");
    }
}

#[test]
fn what_a_form_of_what_was_called_hides_is_hidden_where_it_comes_back() {
    const CALLED: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
        targetNamespace="test"><process id="pay" isExecutable="true"><startEvent id="s"/>
        <userTask id="set" weir:assignee="hr" weir:formId="f"/>
        <userTask id="judge" weir:assignee="hr" weir:formId="f" weir:fieldPermissions="salary: hidden"/>
        <sequenceFlow id="f1" sourceRef="s" targetRef="set"/><sequenceFlow id="f2" sourceRef="set" targetRef="judge"/>
        </process></definitions>"#;
    let form = |id: &str| {
        let fields = json!([{"type": "number", "key": "salary"}, {"type": "textfield", "key": "note"}]);
        json!({"type": "default", "id": id, "components": fields}).to_string()
    };
    let caller = |id: &str, back: &str| {
        format!(
            r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
            xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
            <process id="{id}" isExecutable="true"><startEvent id="s"/>
            <callActivity id="c" calledElement="pay"><extensionElements>{back}</extensionElements></callActivity>
            <userTask id="look" weir:assignee="bob"/><sequenceFlow id="f1" sourceRef="s" targetRef="c"/>
            <sequenceFlow id="f2" sourceRef="c" targetRef="look"/></process></definitions>"#
        )
    };
    let server = Server::start();
    let [bob, hr] = ["bob", "hr"].map(|id| server.somebody(id, "user"));
    let operator = server.somebody("otto", "operator");
    let some = "<camunda:out source='salary' target='pay'/><camunda:out source='note' target='note'/>";
    deploy(
        &server,
        &[
            ("pay.bpmn", CALLED),
            ("whole.bpmn", &caller("whole", "<camunda:out variables='all'/>")),
            ("some.bpmn", &caller("some", some)),
            ("f.form", &form("f")),
        ],
    );
    for (process, all) in [("whole", ["note", "salary"]), ("some", ["note", "pay"])] {
        let instance = server.instance_of(process, &json!({}));
        for variables in [json!({"salary": 7000, "note": "n"}), json!({})] {
            let task = get(&server, &hr, "/api/v1/people/hr/tasks?list=todo").expect(200).items()[0]["id"].clone();
            let path = format!("/api/v1/user-tasks/{}/complete", task.as_str().unwrap());
            server.ask_with(&hr, "POST", &path).json(&json!({ "variables": variables })).send().expect(204);
        }
        let names = |token: &str| {
            let seen = get(&server, token, &format!("/api/v1/instances/{instance}/variables")).expect(200);
            let mut names: Vec<String> = seen.items().iter().map(|v| v["name"].as_str().unwrap().to_owned()).collect();
            names.sort_unstable();
            names
        };
        assert_eq!(
            (names(&operator), names(&bob)),
            (all.map(str::to_owned).to_vec(), vec!["note".to_owned()]),
            "{process}"
        );
    }
}
