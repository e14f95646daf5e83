//! What people may do with what is theirs, what they may do for others, and what stands in the audit.
use crate::model::{ORDER, SHIPPING};
use crate::server::{Answer, Server};
use serde_json::{Value, json};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_designer_api::config::Config;
use weir_engine::{ManualClock, Options};

/// Two departments with a head, a group of managers.
const PEOPLE: &str = "kind,id,name,parent,head,departments,groups\n\
    department,company,Company,,,,\n\
    department,sales,Sales,company,,,\n\
    department,stock,Stock,company,,,\n\
    group,managers,Managers,,,,\n\
    person,ann,Ann,,,sales,\n\
    person,mia,Mia,,,sales,managers\n\
    person,max,Max,,,stock,managers\n\
    person,sid,Sid,,,stock,\n";

struct Office {
    server: Server,
    ann: String,
    mia: String,
    sid: String,
}

fn office() -> Office {
    let server = Server::start();
    server.ask("POST", "/api/v1/organisation/import").body("text/csv", PEOPLE.as_bytes()).send().expect(200);
    server.deploy(ORDER);
    let [ann, mia, sid] = ["ann", "mia", "sid"].map(|id| server.somebody(id, "user"));
    Office { server, ann, mia, sid }
}

impl Office {
    fn get(&self, token: &str, path: &str) -> Answer {
        self.server.ask_with(token, "GET", &format!("/api/v1{path}")).send()
    }

    fn post(&self, token: &str, path: &str, body: &Value) -> Answer {
        self.server.ask_with(token, "POST", &format!("/api/v1{path}")).json(body).send()
    }

    fn start(&self, token: &str) -> String {
        let started = self.post(token, "/instances", &json!({ "process": "order" })).expect(201);
        started.json["id"].as_str().unwrap().to_owned()
    }
}

#[test]
fn people_see_their_own_tasks_and_the_instances_they_take_part_in_and_nothing_else() {
    let office = office();
    let instance = office.start(&office.ann);
    let path = format!("/instances/{instance}");
    office.get(&office.ann, &path).expect(200);
    office.get(&office.sid, &path).refused(404, "no-such-instance");
    office.get(&office.sid, "/instances/00000000-0000-0000-0000-000000000000").refused(404, "no-such-instance");
    // Mia belongs to those who may claim the task: she sees it, and what it is about.
    let seen = office.get(&office.mia, "/user-tasks").expect(200);
    let task = seen.items()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(seen.items()[0]["allowedActions"], json!(["claim", "complete", "copy"]), "{}", seen.text);
    office.get(&office.mia, &path).expect(200);
    assert!(office.get(&office.ann, "/user-tasks").expect(200).items().is_empty());
    assert!(office.get(&office.sid, "/user-tasks").expect(200).items().is_empty());
    assert!(office.get(&office.sid, "/instances").expect(200).items().is_empty());
    assert_eq!(office.get(&office.ann, "/instances").expect(200).items().len(), 1);
    // Knowing the id of a task gives no right to it.
    for verb in ["claim", "start", "complete", "unclaim"] {
        for token in [&office.ann, &office.sid] {
            let hidden = office.post(token, &format!("/user-tasks/{task}/{verb}"), &json!({}));
            hidden.refused(404, "no-such-user-task");
        }
    }
    office.post(&office.mia, &format!("/user-tasks/{task}/claim"), &json!({})).expect(204);
    // What one has is not for the others of the group any more.
    let max = office.server.somebody("max", "user");
    office.get(&max, &format!("/user-tasks/{task}")).refused(404, "no-such-user-task");
    // Who might have had it hears that somebody has; nobody else hears even that it is there.
    for verb in ["claim", "start", "complete", "unclaim"] {
        let asked = |token: &str| office.post(token, &format!("/user-tasks/{task}/{verb}"), &json!({}));
        asked(&max).refused(409, "task-assigned");
        asked(&office.sid).refused(404, "no-such-user-task");
    }
    assert!(office.get(&max, "/user-tasks").expect(200).items().is_empty());
    office.post(&office.mia, &format!("/user-tasks/{task}/complete"), &json!({})).expect(204);
    assert_eq!(office.get(&office.mia, "/instances").expect(200).items().len(), 1, "she did something in it");
    // Whoever comes too late hears so, at whatever time; for whoever has nothing to do with it there is no such task.
    for verb in ["claim", "complete", "unclaim"] {
        let late = |token: &str| office.post(token, &format!("/user-tasks/{task}/{verb}"), &json!({}));
        late(&office.mia).refused(409, "task-done");
        late(&max).refused(409, "task-done");
        late(&office.sid).refused(404, "no-such-user-task");
    }
    office.get(&office.mia, &format!("/user-tasks/{task}")).refused(404, "no-such-user-task");
    let never = format!("/user-tasks/{instance}.999.999/complete");
    office.post(&office.mia, &never, &json!({})).refused(404, "no-such-user-task");
    // Looking behind the curtain is for others.
    office.get(&office.ann, &format!("{path}/events")).refused(403, "forbidden");
    office.post(&office.ann, &format!("{path}/cancel"), &json!({})).refused(403, "forbidden");
    office.get(&office.ann, "/people/mia/tasks?list=todo").refused(403, "forbidden");
    office.get(&office.ann, "/people/ann/counts").expect(200);
    office.get(&office.ann, "/incidents").refused(403, "forbidden");
}

#[test]
fn the_actor_of_every_event_is_the_caller_and_nobody_else() {
    let office = office();
    let instance = office.start(&office.ann);
    let events = office.server.get(&format!("/api/v1/instances/{instance}/events")).expect(200);
    let told = &events.items()[0]["actor"];
    assert_eq!((&told["id"], &told["through"]), (&json!("ann"), &json!(null)), "{told}");
    // A name in a header is worth nothing without the right to speak for others.
    let as_mia = office.server.ask_with(&office.ann, "POST", "/api/v1/instances").header("x-weir-actor", "mia");
    as_mia.json(&json!({ "process": "order" })).send().refused(403, "forbidden");
    let as_self = office.server.ask_with(&office.ann, "POST", "/api/v1/instances").header("x-weir-actor", "ann");
    as_self.json(&json!({ "process": "order" })).send().expect(201);
    let role = office.server.ask_with(&office.ann, "POST", "/api/v1/instances").header("x-weir-role", "head of all");
    role.json(&json!({ "process": "order" })).send().refused(403, "not-your-role");
    let group = office.server.ask_with(&office.mia, "POST", "/api/v1/instances").header("x-weir-group", "managers");
    group.json(&json!({ "process": "order" })).send().expect(201);
}

#[test]
fn an_integrator_speaks_for_people_and_gets_no_more_than_they_have() {
    let office = office();
    let portal = office.server.somebody("portal", "integrator");
    let ask = |person: &str, path: &str| {
        let ask = office.server.ask_with(&portal, "POST", &format!("/api/v1{path}"));
        ask.header("x-weir-actor", person)
    };
    let started = ask("ann", "/instances").json(&json!({ "process": "order" })).send().expect(201);
    let instance = started.json["id"].as_str().unwrap().to_owned();
    let task = office.server.first("/api/v1/user-tasks");
    ask("sid", &format!("/user-tasks/{task}/claim")).json(&json!({})).send().refused(404, "no-such-user-task");
    ask("mia", &format!("/user-tasks/{task}/claim")).json(&json!({})).send().expect(204);
    let events = office.server.get(&format!("/api/v1/instances/{instance}/events")).expect(200);
    let claimed = events.items().iter().find(|event| event["type"] == "userTaskAssigned").unwrap();
    let told = &claimed["actor"];
    assert_eq!((&told["id"], &told["through"]), (&json!("mia"), &json!("portal")), "{told}");
    // It gets no right of an administrator by speaking for one, and lets nobody in who was shut out.
    let list = office.server.ask_with(&portal, "GET", "/api/v1/users").header("x-weir-actor", "admin").send();
    list.refused(403, "forbidden");
    office.server.ask("PUT", "/api/v1/users/mia").json(&json!({ "disabled": true })).send().expect(200);
    ask("mia", &format!("/user-tasks/{task}/unclaim")).json(&json!({})).send().refused(403, "forbidden");
}

#[test]
fn a_grant_for_some_processes_covers_nothing_else() {
    let server = Server::start();
    server.deploy(ORDER);
    server.deploy(SHIPPING);
    let (order, shipping) = (server.instance_of("order", &json!({})), server.instance_of("shipping", &json!({})));
    server.user("otto", None);
    server.grant("otto", "operator", &json!({ "processes": ["shipping"] }));
    let otto = server.token_of("otto", &json!({}));
    let get = |path: &str| server.ask_with(&otto, "GET", &format!("/api/v1{path}")).send();
    get(&format!("/instances/{shipping}")).expect(200);
    get(&format!("/instances/{order}")).refused(404, "no-such-instance");
    let cancel =
        |id: &str| server.ask_with(&otto, "POST", &format!("/api/v1/instances/{id}/cancel")).json(&json!({})).send();
    cancel(&order).refused(404, "no-such-instance");
    for list in ["/instances", "/definitions", "/jobs", "/waits"] {
        let seen = get(list).expect(200);
        assert_eq!(seen.items().len(), 1, "{list}: {}", seen.text);
    }
    assert!(get("/user-tasks").expect(200).items().is_empty());
    get("/batches").refused(403, "forbidden");
    // To publish a message is to reach any process: only where it is addressed is that one decided.
    let publish = |body: Value| server.ask_with(&otto, "POST", "/api/v1/messages").json(&body).send();
    publish(json!({ "name": "paid" })).refused(403, "forbidden");
    publish(json!({ "name": "paid", "instance": order })).refused(404, "no-such-instance");
    publish(json!({ "name": "paid", "instance": shipping })).refused(409, "no-receiver");
    // A worker of one process gets its jobs, and leaves the others to others.
    server.user("wim", None);
    server.grant("wim", "worker", &json!({ "processes": ["order"] }));
    let wim = server.token_of("wim", &json!({}));
    let fetch = |token: &str| {
        let ask = json!({ "worker": "w", "types": ["ship"], "max": 5, "leaseMs": 60_000 });
        server.ask_with(token, "POST", "/api/v1/jobs/fetch").json(&ask).send().expect(200).items().len()
    };
    assert_eq!(fetch(&wim), 0);
    let job = server.first("/api/v1/jobs");
    let complete = json!({ "token": 1 });
    let done = server.ask_with(&wim, "POST", &format!("/api/v1/jobs/{job}/complete")).json(&complete).send();
    done.refused(404, "no-such-job");
    server.grant("wim", "worker", &json!({ "processes": ["order", "shipping"] }));
    assert_eq!(fetch(&wim), 1);
    cancel(&shipping).expect(204);
}

#[test]
fn a_grant_for_departments_covers_what_their_people_started() {
    let office = office();
    let (sales, stock) = (office.start(&office.ann), office.start(&office.sid));
    office.server.user("olga", None);
    office.server.grant("olga", "operator", &json!({ "departments": ["sales"] }));
    let olga = office.server.token_of("olga", &json!({}));
    office.get(&olga, &format!("/instances/{sales}")).expect(200);
    office.get(&olga, &format!("/instances/{stock}")).refused(404, "no-such-instance");
    let seen = office.get(&olga, "/instances").expect(200);
    assert_eq!(seen.items().len(), 1, "{}", seen.text);
    assert_eq!(office.get(&olga, "/user-tasks").expect(200).items().len(), 1);
    // The whole company is all departments in it.
    office.server.grant("olga", "operator", &json!({ "departments": ["company"] }));
    assert_eq!(office.get(&olga, "/instances").expect(200).items().len(), 2);
}

#[test]
fn a_grant_for_a_group_is_for_whoever_belongs_to_it_then() {
    let office = office();
    let to = json!({ "to": { "kind": "group", "id": "managers" }, "role": "auditor" });
    office.server.ask("PUT", "/api/v1/grants/managers-look").json(&to).send().expect(200);
    office.get(&office.mia, "/incidents").expect(200);
    office.get(&office.ann, "/incidents").refused(403, "forbidden");
    let change = json!({ "changes": [{ "put": { "person": { "id": "mia", "name": "Mia" } } }] });
    office.server.post("/api/v1/organisation/changes", &change).expect(200);
    office.get(&office.mia, "/incidents").refused(403, "forbidden");
    let over =
        json!({ "to": { "kind": "everybody" }, "role": "auditor", "valid": { "until": "2020-01-01T00:00:00Z" } });
    office.server.ask("PUT", "/api/v1/grants/once").json(&over).send().expect(200);
    office.get(&office.ann, "/incidents").refused(403, "forbidden");
}

#[test]
fn force_needs_the_right_to_it() {
    let office = office();
    office.start(&office.ann);
    let task = office.server.first("/api/v1/user-tasks");
    let body = json!({ "to": "max", "force": true });
    office.post(&office.mia, &format!("/user-tasks/{task}/transfer"), &body).refused(403, "forbidden");
    let operator = office.server.somebody("olga", "operator");
    office.post(&operator, &format!("/user-tasks/{task}/claim"), &json!({})).refused(403, "forbidden");
    let plain = json!({ "to": "max" });
    office.post(&operator, &format!("/user-tasks/{task}/transfer"), &plain).refused(403, "forbidden");
    office.post(&operator, &format!("/user-tasks/{task}/transfer"), &body).expect(204);
    assert_eq!(office.server.get(&format!("/api/v1/user-tasks/{task}")).expect(200).json["assignee"], "max");
}

#[test]
fn every_refusal_stands_in_the_audit_and_nobody_fills_it_by_asking() {
    let office = office();
    let instance = office.start(&office.ann);
    for _ in 0..50 {
        office.get(&office.sid, &format!("/instances/{instance}")).refused(404, "no-such-instance");
    }
    office.get(&office.sid, "/users").refused(403, "forbidden");
    let lines = office.server.audit("denied");
    assert_eq!(lines.len(), 2, "{lines:?}");
    let hidden = lines.iter().find(|line| line["object"] == instance.as_str()).expect("the instance");
    assert_eq!(
        (&hidden["user"], &hidden["detail"], &hidden["address"], &hidden["times"]),
        (&json!("sid"), &json!("see-instances: not-related"), &json!("127.0.0.1"), &json!(1)),
        "{hidden}"
    );
    let auditor = office.server.somebody("aud", "auditor");
    let of_sid = office.get(&auditor, "/access-audit?user=sid&happened=denied&limit=1").expect(200);
    assert!(of_sid.items().len() == 1 && of_sid.json["next"].is_string(), "{}", of_sid.text);
    office.get(&office.ann, "/access-audit").refused(403, "forbidden");
    let numbers: Vec<_> =
        office.get(&auditor, "/access-audit").expect(200).items().iter().map(|l| l["number"].as_u64()).collect();
    let last = numbers[0].unwrap();
    assert_eq!(numbers, (1..=last).rev().map(Some).collect::<Vec<_>>(), "numbered without a gap");
}

#[test]
fn the_audit_has_every_object_that_was_refused_and_how_often() {
    let office = office();
    let instances: Vec<String> = (0..40).map(|_| office.start(&office.ann)).collect();
    for instance in instances.iter().chain(&instances[..3]) {
        office.get(&office.sid, &format!("/instances/{instance}")).refused(404, "no-such-instance");
    }
    let told = |server: &Server| -> Vec<(String, u64)> {
        let lines = server.get("/api/v1/access-audit?happened=denied&limit=200").expect(200);
        let of = |line: &Value| (line["object"].as_str().unwrap().to_owned(), line["times"].as_u64().unwrap());
        lines.items().iter().map(of).collect()
    };
    let at_once = told(&office.server);
    assert!(instances.iter().all(|id| at_once.contains(&(id.clone(), 1))), "{at_once:?}");
    assert_eq!(at_once.len(), 40);
    let server = office.server.restart(Config::default(), Options::default().clock);
    let after = told(&server);
    assert_eq!(after.len(), 43, "what was counted is written before the server ends");
    assert_eq!(after.iter().map(|(_, times)| times).sum::<u64>(), 43);
}

#[test]
fn what_was_counted_is_written_when_its_minute_is_over() {
    let clock = Arc::new(ManualClock::new(Timestamp(1_700_000_000_000)));
    let server = Server::start_at(Config::default(), clock.clone(), true);
    let sid = server.somebody("sid", "user");
    for _ in 0..5 {
        server.ask_with(&sid, "GET", "/api/v1/users").send().refused(403, "forbidden");
    }
    assert_eq!(server.audit("denied").len(), 1);
    clock.advance(60_000);
    Server::until(|| server.audit("denied").len() == 2);
    assert_eq!(server.audit("denied")[0]["times"], 4);
}
