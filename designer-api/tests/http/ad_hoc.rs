//! Ad-hoc sub-processes: what may be chosen, choosing it, saying that it is enough.
use crate::server::Server;
use serde_json::json;

fn case(attributes: &str, condition: &str) -> String {
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='test'>\
         <process id='case' isExecutable='true'><startEvent id='start'/><adHocSubProcess id='help' {attributes}>\
         <userTask id='call' name='Call them'/><userTask id='visit'/>{condition}</adHocSubProcess><userTask id='close'/>\
         <sequenceFlow id='f1' sourceRef='start' targetRef='help'/>\
         <sequenceFlow id='f2' sourceRef='help' targetRef='close'/></process></definitions>"
    )
}

fn open(server: &Server) -> Vec<String> {
    let mut names: Vec<String> = server
        .get("/api/v1/user-tasks")
        .expect(200)
        .items()
        .iter()
        .map(|task| task["element"].as_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn enabled_activities_are_listed_chosen_with_variables_and_ended_by_whoever_says_so() {
    let server = Server::start();
    server.deploy(&case("", ""));
    let instance = server.instance_of("case", &json!({}));
    server.instance_of("case", &json!({}));
    let list = |query: &str| server.get(&format!("/api/v1/enabled-activities?{query}")).expect(200);
    assert_eq!(list("").items().len(), 4);
    assert_eq!(list("limit=1").items().len(), 2, "a page holds whole instances");
    assert_eq!(list("activity=visit").items().len(), 2);
    assert_eq!(list("subProcess=other").items().len(), 0);
    let mine = list(&format!("instance={instance}&process=case&activity=call"));
    let call = &mine.items()[0];
    assert_eq!((&call["name"], &call["subProcess"]), (&"Call them".into(), &"help".into()));

    let choose = format!("/api/v1/enabled-activities/{}/activate", call["id"].as_str().unwrap());
    server.post(&choose, &json!({"variables": {"number": 7}})).expect(204);
    server.post(&choose, &json!({})).expect(204);
    assert_eq!(open(&server), ["call", "call"]);
    let visits = server.get(&format!("/api/v1/instances/{instance}")).expect(200).json;
    assert!(visits["elements"].to_string().contains("\"call\""), "{visits}");
    let done = format!("/api/v1/ad-hoc-sub-processes/{}/complete", call["scope"].as_str().unwrap());
    server.post(&done, &json!({})).expect(204);
    assert_eq!(open(&server), ["close"]);
    server.post(&done, &json!({})).refused(409, "no-such-element-instance");
    server.post(&choose, &json!({})).refused(409, "no-such-wait");
}

#[test]
fn one_at_a_time_and_done_by_its_condition_only() {
    let server = Server::start();
    server.deploy(&case("ordering='Sequential'", "<completionCondition>ok = true</completionCondition>"));
    server.instance_of("case", &json!({"ok": true}));
    let list = server.get("/api/v1/enabled-activities").expect(200);
    let [first, second] = list.items().as_slice() else { panic!("two: {}", list.text) };
    let choose =
        |entry: &serde_json::Value| format!("/api/v1/enabled-activities/{}/activate", entry["id"].as_str().unwrap());
    server.post(&choose(first), &json!({})).expect(204);
    server.post(&choose(second), &json!({})).refused(409, "no-such-wait");
    assert_eq!(server.get("/api/v1/enabled-activities").expect(200).items().len(), 0);
    let done = format!("/api/v1/ad-hoc-sub-processes/{}/complete", first["scope"].as_str().unwrap());
    server.post(&done, &json!({})).refused(409, "has-completion-condition");
    let task = server.first("/api/v1/user-tasks");
    server.post(&format!("/api/v1/user-tasks/{task}/complete"), &json!({})).expect(204);
    assert_eq!(open(&server), ["close"]);
}
