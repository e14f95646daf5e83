//! User tasks: find, claim, put back, complete, in somebody's name.
use crate::model::ORDER;
use crate::server::Server;
use serde_json::json;

#[test]
fn a_task_is_claimed_put_back_and_completed_in_the_name_of_the_actor() {
    let server = Server::start();
    server.deploy(ORDER);
    let instance = server.instance_of("order", &json!({}));
    let task = server.first("/api/v1/user-tasks?candidateGroups=clerks,managers&assigned=false");
    let path = format!("/api/v1/user-tasks/{task}");
    let shown = server.get(&path).expect(200).json;
    assert_eq!((&shown["name"], &shown["element"]), (&"Approve".into(), &"approve".into()));

    let as_ann = |verb: &str| server.ask("POST", &format!("{path}/{verb}")).header("x-weir-actor", "ann").send();
    as_ann("claim").expect(204);
    assert_eq!(server.get(&path).expect(200).json["assignee"], "ann");
    server.ask("POST", &format!("{path}/claim")).header("x-weir-actor", "bob").send().refused(409, "task-assigned");
    as_ann("unclaim").expect(204);
    as_ann("claim").expect(204);
    let done = json!({ "variables": { "approved": true }, "outcome": "approve" });
    server.ask("POST", &format!("{path}/complete")).header("x-weir-actor", "ann").json(&done).send().expect(204);

    let trace = server.get(&format!("/api/v1/instances/{instance}/events")).expect(200);
    let completed = trace.items().iter().find(|e| e["type"] == "userTaskCompleted").expect("the event");
    assert_eq!(completed["actor"]["id"], "ann", "{completed}");
    let visits = server.get(&format!("/api/v1/instances/{instance}/activities")).expect(200);
    let visit = visits.items().iter().find(|a| a["element"] == "approve").expect("the visit");
    assert_eq!(
        (&visit["actor"], &visit["outcome"], &visit["decision"]),
        (&"ann".into(), &"completed".into(), &"approve".into())
    );
    assert!(visit["enabled"].as_str() <= visit["claimed"].as_str() && visit["ended"].is_string(), "{visit}");
    let again = as_ann("complete");
    assert!(matches!(again.status, 404 | 409), "done once: {}", again.text);
}

#[test]
fn tasks_are_filtered_and_paged() {
    let server = Server::start();
    server.deploy(ORDER);
    let one = server.instance_of("order", &json!({}));
    server.instance_of("order", &json!({}));
    let list = |query: &str| server.get(&format!("/api/v1/user-tasks?{query}")).expect(200).items().len();
    assert_eq!(list("process=order"), 2);
    assert_eq!(list(&format!("instance={one}")), 1);
    assert_eq!(list("element=approve&limit=1"), 1);
    assert_eq!(list("candidateGroups=clerks"), 0);
    assert_eq!(list("assignee=ann"), 0);
    assert_eq!(list("dueBefore=2030-01-01T00:00:00Z"), 0);
}
