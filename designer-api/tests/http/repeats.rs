//! Whoever may do nothing but their own work repeats what they have asked under an idempotency key, and gets the same answer.
use crate::server::{Answer, Server};
use serde_json::{Value, json};
use weir_designer_api::config::Config;
use weir_engine::Options;

/// Two tasks of Ann's in a row.
pub const MODEL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
    targetNamespace="test"><process id="p" isExecutable="true"><startEvent id="start"/>
    <userTask id="one" weir:assignee="ann"/><userTask id="two" weir:candidateUsers="ann,bob"/><endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="one"/><sequenceFlow id="f2" sourceRef="one" targetRef="two"/>
    <sequenceFlow id="f3" sourceRef="two" targetRef="end"/></process></definitions>"#;

struct House {
    server: Server,
    ann: String,
    bob: String,
}

fn house() -> House {
    let server = Server::start();
    server.deploy(MODEL);
    let people = "kind,id,name\nperson,ann,Ann\nperson,bob,Bob\n";
    server.ask("POST", "/api/v1/organisation/import").body("text/csv", people.as_bytes()).send().expect(200);
    let (ann, bob) = (server.somebody("ann", "user"), server.somebody("bob", "user"));
    House { server, ann, bob }
}

impl House {
    fn ask(&self, token: &str, method: &str, path: &str, key: &str, body: &Value) -> Answer {
        let path = format!("/api/v1{path}");
        self.server.ask_with(token, method, &path).header("idempotency-key", key).json(body).send()
    }

    /// The same twice: the second time it gets what it got, and nothing happens.
    #[track_caller]
    fn twice(&self, token: &str, asked: &str, body: &Value, status: u16) -> Answer {
        let (method, path) = asked.split_once(' ').expect("a method and a path");
        // A name that says what is asked is one of its own as long as the same is not asked for again.
        let key = format!("{asked} {body}");
        let key = &key[key.len().saturating_sub(250)..];
        let first = self.ask(token, method, path, key, body).expect(status);
        let again = self.ask(token, method, path, key, body).expect(status);
        assert_eq!(again.json, first.json, "{asked}");
        first
    }

    fn task(&self, instance: &str) -> String {
        self.server.first(&format!("/api/v1/user-tasks?instance={instance}"))
    }
}

#[test]
fn every_route_of_a_task_is_repeated_by_whoever_had_it() {
    let house = house();
    let (ann, bob, none) = (&house.ann, &house.bob, json!({}));
    let started = house.twice(ann, "POST /instances", &json!({ "process": "p" }), 201);
    let instance = started.json["id"].as_str().unwrap().to_owned();
    let one = house.task(&instance);
    let of = |task: &str, verb: &str| format!("POST /user-tasks/{task}/{verb}");
    house.twice(ann, &of(&one, "start"), &none, 204);
    house.twice(ann, &format!("PUT /user-tasks/{one}/draft"), &json!({ "data": { "a": 1 } }), 200);
    house.twice(ann, &format!("DELETE /user-tasks/{one}/draft"), &none, 204);
    house.twice(ann, &of(&one, "delegate"), &json!({ "to": "bob" }), 204);
    house.twice(bob, &of(&one, "resolve"), &json!({ "comment": "done" }), 204);
    house.twice(ann, &of(&one, "transfer"), &json!({ "to": "bob" }), 204);
    house.twice(bob, &format!("PATCH /user-tasks/{one}"), &json!({ "followUp": "2030-01-01T00:00:00Z" }), 204);
    house.twice(bob, &of(&one, "transfer"), &json!({ "to": "ann" }), 204);
    house.twice(ann, &of(&one, "complete"), &json!({ "comment": "first" }), 204);
    house.twice(ann, &format!("POST /instances/{instance}/withdraw"), &json!({ "element": "one" }), 204);

    let one = house.task(&instance);
    house.twice(ann, &of(&one, "complete"), &none, 204);
    let two = house.task(&instance);
    house.twice(bob, &of(&two, "claim"), &none, 204);
    house.twice(bob, &of(&two, "unclaim"), &none, 204);
    house.ask(ann, "POST", &format!("/user-tasks/{two}/claim"), "mine", &none).expect(204);
    house.twice(ann, &of(&two, "return"), &json!({ "to": "previous" }), 204);
    let one = house.task(&instance);
    house.twice(ann, &of(&one, "complete"), &none, 204);
    // It is hers again who had it when it went back.
    let two = house.task(&instance);
    house.twice(ann, &of(&two, "unclaim"), &none, 204);
    house.ask(bob, "POST", &format!("/user-tasks/{two}/claim"), "his", &none).expect(204);
    house.twice(bob, &of(&two, "complete"), &none, 204);

    let events = house.server.get(&format!("/api/v1/instances/{instance}/events?limit=1000")).expect(200);
    let done = events.items().iter().filter(|event| event["type"] == "userTaskCompleted").count();
    assert_eq!(done, 4, "nothing was done twice");
}

#[test]
fn a_proxy_is_ended_once_and_answered_twice() {
    let house = house();
    house.twice(&house.ann, "PUT /people/ann/proxies/x", &json!({ "substitute": "bob" }), 200);
    house.twice(&house.ann, "DELETE /people/ann/proxies/x", &json!({}), 200);
    house.ask(&house.ann, "DELETE", "/people/ann/proxies/x", "other", &json!({})).refused(404, "not-found");
}

#[test]
fn an_answer_is_kept_over_a_restart_and_for_its_caller_and_its_request_alone() {
    let house = house();
    let body = json!({ "comment": "done" });
    let instance = house.server.instance_of("p", &json!({}));
    let path = format!("/user-tasks/{}/complete", house.task(&instance));
    house.ask(&house.ann, "POST", &path, "k", &body).expect(204);
    let narrow = house.server.token_of("ann", &json!({ "processes": ["p"] }));
    let House { server, ann, bob } = house;
    let house = House { server: server.restart(Config::default(), Options::default().clock), ann, bob };
    house.ask(&house.ann, "POST", &path, "k", &body).expect(204);

    let other = json!({ "comment": "otherwise" });
    house.ask(&house.ann, "POST", &path, "k", &other).refused(409, "task-done");
    house.ask(&house.ann, "POST", &path, "k2", &body).refused(409, "task-done");
    house.ask(&house.bob, "POST", &path, "k", &body).refused(409, "task-done");
    house.ask(&narrow, "POST", &path, "k", &body).refused(409, "task-done");
    // Nobody gets in elsewhere by a key under which something was answered.
    let word = json!({ "password": "a long walk in the rain" });
    house.ask(&house.ann, "PUT", "/users/bob/password", "k", &word).refused(404, "not-found");
    house.server.ask("DELETE", "/api/v1/grants/ann-user").send().expect(204);
    house.ask(&house.ann, "POST", &path, "k", &body).refused(403, "forbidden");
}

#[test]
fn nobody_who_has_open_tasks_is_removed_unawares() {
    let House { server, .. } = house();
    let instance = server.instance_of("p", &json!({}));
    let remove = |id: &str, force: bool| {
        let body = json!({ "changes": [{ "remove": { "kind": "person", "id": id } }], "force": force });
        server.post("/api/v1/organisation/changes", &body)
    };
    let refused = remove("ann", false).refused(409, "person-has-tasks");
    assert!(refused.text.contains("`ann` has 1"), "{}", refused.text);
    server.get("/api/v1/organisation/people/ann").expect(200);
    remove("bob", false).expect(200);
    let task = server.first(&format!("/api/v1/user-tasks?instance={instance}"));
    let done = server.ask("POST", &format!("/api/v1/user-tasks/{task}/complete")).header("x-weir-actor", "ann");
    done.send().expect(204);
    remove("ann", false).expect(200);

    server
        .ask("POST", "/api/v1/organisation/import")
        .body("text/csv", b"kind,id,name\nperson,ann,Ann\n")
        .send()
        .expect(200);
    server.instance_of("p", &json!({}));
    remove("ann", true).expect(200);
}
