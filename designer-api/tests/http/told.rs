//! What people are told of tasks that nobody has, that are taken from them, or that they wanted to look at again.
use crate::server::{Answer, Server};
use serde_json::{Value, json};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_designer_api::config::Config;
use weir_engine::ManualClock;

const PEOPLE: &str = "kind,id,name,groups\ngroup,pool,Pool,\nperson,ann,Ann,\nperson,ben,Ben,\nperson,cem,Cem,\n\
                      person,dan,Dan,pool\nperson,eva,Eva,pool\n";

/// A day, in milliseconds.
const MORNING: i64 = 1_700_000_000_000;
const HOUR: i64 = 3_600_000;

struct House {
    server: Server,
    clock: Arc<ManualClock>,
}

impl House {
    fn new(tasks: &str, flows: &[(&str, &str)]) -> Self {
        let clock = Arc::new(ManualClock::new(Timestamp(MORNING)));
        let server = Server::start_at(Config::default(), clock.clone(), true);
        server.ask("POST", "/api/v1/organisation/import").body("text/csv", PEOPLE.as_bytes()).send().expect(200);
        let flow =
            |(from, to): &(&str, &str)| format!("<sequenceFlow id='{from}-{to}' sourceRef='{from}' targetRef='{to}'/>");
        let flows: String = flows.iter().map(flow).collect();
        server.deploy(&format!(
            "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' \
             targetNamespace='t'><process id='p' isExecutable='true'><startEvent id='s'/>{tasks}<endEvent id='e'/>{flows}\
             </process></definitions>"
        ));
        House { server, clock }
    }

    fn post(&self, who: &str, path: &str, body: &Value) -> Answer {
        // Of one moment no notice comes before another.
        self.clock.advance(1_000);
        self.server.ask("POST", &format!("/api/v1{path}")).header("x-weir-actor", who).json(body).send()
    }

    fn start(&self, who: &str) -> String {
        let started = self.post(who, "/instances", &json!({ "process": "p" })).expect(201).json;
        started["id"].as_str().expect("an id").to_owned()
    }

    fn task_of(&self, who: &str) -> String {
        self.server.first(&format!("/api/v1/people/{who}/tasks?list=todo"))
    }

    fn told(&self, who: &str) -> Vec<String> {
        let page = self.server.get(&format!("/api/v1/people/{who}/notices")).expect(200);
        page.items().iter().map(|notice| notice["kind"].as_str().expect("a kind").to_owned()).collect()
    }

    fn tasks(&self, query: &str) -> Vec<String> {
        let page = self.server.get(&format!("/api/v1/{query}")).expect(200);
        page.items().iter().map(|task| task["element"].as_str().expect("an element").to_owned()).collect()
    }
}

#[test]
fn whoever_urges_the_others_is_not_urged_by_themselves() {
    let approval = "<userTask id='ok' weir:approvers='user(ann), user(ben)' weir:approvalMode='all'/>";
    let house = House::new(approval, &[("s", "ok"), ("ok", "e")]);
    house.start("cem");
    let task = house.task_of("ann");
    let approval = task.rsplit_once('.').expect("an address").0;
    house.post("ann", &format!("/approvals/{approval}/remind"), &json!({})).expect(204);
    assert_eq!(house.told("ann"), ["assigned"]);
    assert_eq!(house.told("ben"), ["reminded", "assigned"]);
}

#[test]
fn whose_task_is_taken_back_is_told_so() {
    let tasks = "<userTask id='one' weir:assignee='ann'/><parallelGateway id='fork'/><userTask id='left' weir:assignee='ben'/>\
                 <userTask id='right' weir:assignee='cem'/><parallelGateway id='join'/>";
    let flows = [
        ("s", "one"),
        ("one", "fork"),
        ("fork", "left"),
        ("fork", "right"),
        ("left", "join"),
        ("right", "join"),
        ("join", "e"),
    ];
    let house = House::new(tasks, &flows);
    let complete = |who: &str| house.post(who, &format!("/user-tasks/{}/complete", house.task_of(who)), &json!({}));
    house.start("eva");
    complete("ann").expect(204);
    // A return takes both branches back: who sends it back knows, and ann has it again.
    house.post("ben", &format!("/user-tasks/{}/return", house.task_of("ben")), &json!({ "to": "one" })).expect(204);
    assert_eq!(house.told("cem"), ["gone", "assigned"]);
    assert_eq!(house.told("ben"), ["assigned"]);
    assert_eq!(house.told("ann"), ["returned", "assigned"]);
    let gone = house.server.get("/api/v1/people/cem/notices").expect(200).items()[0].clone();
    assert_eq!((&gone["element"], &gone["by"], &gone["task"]), (&"right".into(), &"ben".into(), &Value::Null));
    // What is cancelled is taken from all who have it.
    complete("ann").expect(204);
    let instance = house.server.first("/api/v1/instances");
    house.post("eva", &format!("/instances/{instance}/cancel"), &json!({})).expect(204);
    assert_eq!([house.told("ben")[0].as_str(), house.told("cem")[0].as_str()], ["gone", "gone"]);
    // What somebody does is done, and not taken from them.
    let other = house.start("eva");
    complete("ann").expect(204);
    complete("ben").expect(204);
    assert_ne!(house.told("ben")[0], "gone", "{other}");
}

#[test]
fn a_late_task_that_nobody_has_is_told_to_all_who_may_claim_it() {
    let task = "<userTask id='one' weir:candidateGroups='pool' weir:candidateUsers='ann' weir:dueDate='PT1H'/>";
    let house = House::new(task, &[("s", "one"), ("one", "e")]);
    house.start("cem");
    assert_eq!(house.told("dan"), ["candidate"]);
    house.clock.advance(2 * HOUR);
    Server::until(|| house.told("dan") == ["overdue", "candidate"]);
    assert_eq!((house.told("ann"), house.told("eva")), (house.told("dan"), house.told("dan")));
    assert_eq!(house.told("ben"), [""; 0]);
    // When somebody takes it, it is theirs, and no more late for the others.
    let task = house.server.first("/api/v1/user-tasks");
    house.post("dan", &format!("/user-tasks/{task}/claim"), &json!({})).expect(204);
    assert_eq!((house.told("ann"), house.told("eva")), (vec![], vec![]));
}

#[test]
fn what_is_to_be_looked_at_again_is_found_put_in_order_and_told_when_its_time_has_come() {
    let task = "<userTask id='one' weir:assignee='ann'/>";
    let house = House::new(task, &[("s", "one"), ("one", "e")]);
    for _ in 0..3 {
        house.start("cem");
    }
    let found = house.server.get("/api/v1/people/ann/tasks?list=todo").expect(200);
    let ids: Vec<&str> = found.items().iter().map(|task| task["id"].as_str().expect("an id")).collect();
    let plan = |task: &str, hours: i64| {
        let again = json!({ "followUp": Timestamp(MORNING + hours * HOUR).to_string() });
        let asked = house.server.ask("PATCH", &format!("/api/v1/user-tasks/{task}")).header("x-weir-actor", "ann");
        asked.json(&again).send().expect(204);
    };
    plan(ids[0], 5);
    plan(ids[1], 3);
    let listed = |query: &str| -> Vec<String> {
        let page = house.server.get(&format!("/api/v1/{query}")).expect(200);
        page.items().iter().map(|task| task["id"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(listed("people/ann/tasks?list=todo&sort=followUp"), [ids[1], ids[0], ids[2]]);
    let before = Timestamp(MORNING + 4 * HOUR);
    assert_eq!(listed(&format!("user-tasks?followUpBefore={before}")), [ids[1]]);
    assert_eq!(listed("people/ann/tasks?list=todo&followUp=true"), [""; 0]);
    assert_eq!(house.told("ann"), ["assigned"; 3], "nothing is told before its time");
    house.clock.advance(3 * HOUR);
    assert_eq!(listed("people/ann/tasks?list=todo&followUp=true"), [ids[1]]);
    assert_eq!(house.told("ann"), ["followUp", "assigned", "assigned", "assigned"]);
    let notice = house.server.get("/api/v1/people/ann/notices").expect(200).items()[0].clone();
    assert_eq!(notice["task"], ids[1]);
    let read = json!({ "until": notice["id"] });
    house.post("ann", "/people/ann/notices/read", &read).expect(204);
    let unread = house.server.get("/api/v1/people/ann/notices?unread=true").expect(200);
    assert_eq!(unread.items().len(), 0);
    // It is over with the task.
    house.post("ann", &format!("/user-tasks/{}/complete", ids[1]), &json!({})).expect(204);
    assert_eq!(house.told("ann"), ["assigned"; 3]);
    assert_eq!(house.tasks("people/ann/tasks?list=todo").len(), 2);
}

#[test]
fn a_task_that_nobody_could_do_is_found_by_whoever_operates() {
    let tasks = "<parallelGateway id='fork'/><userTask id='ghost' weir:assignee='zoe'/><userTask id='there' weir:assignee='ann'/>\
                 <userTask id='pooled' weir:candidateGroups='pool'/><userTask id='empty' weir:candidateGroups='nobody'/>\
                 <userTask id='open'/>";
    let flows =
        [("s", "fork"), ("fork", "ghost"), ("fork", "there"), ("fork", "pooled"), ("fork", "empty"), ("fork", "open")];
    let house = House::new(tasks, &flows);
    house.start("cem");
    let lost = || {
        let mut found = house.tasks("user-tasks?unreachable=true");
        found.sort();
        found
    };
    assert_eq!(house.tasks("user-tasks").len(), 5);
    assert_eq!(lost(), ["empty", "ghost", "open"]);
    // Somebody who is no part of the organisation and has an account can do it.
    house.server.user("zoe", None);
    assert_eq!(lost(), ["empty", "open"]);
    let gone = json!({ "changes": [{ "put": { "person": { "id": "ann", "name": "Ann", "valid": { "until": "2020-01-01T00:00:00Z" } } } }] });
    house.server.post("/api/v1/organisation/changes", &gone).expect(200);
    assert_eq!(lost(), ["empty", "open", "there"]);
    // Who has left does nothing with tasks, whatever account they keep.
    house.server.user("ann", None);
    assert_eq!(lost(), ["empty", "open", "there"]);
}
