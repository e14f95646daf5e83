//! Whoever did something, was asked for something or was meant in a comment keeps sight of it.
use crate::server::{Answer, Server};
use serde_json::{Value, json};

const PEOPLE: &str =
    "kind,id,name\nperson,ann,Ann\nperson,ben,Ben\nperson,cem,Cem\nperson,dan,Dan\nperson,eva,Eva\nperson,fay,Fay\n";

const MODEL: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' \
    targetNamespace='t'><process id='p' isExecutable='true'><startEvent id='s'/>\
    <sequenceFlow id='f' sourceRef='s' targetRef='apply'/><userTask id='apply' weir:assignee='ann'/>\
    <sequenceFlow id='g' sourceRef='apply' targetRef='ok'/>\
    <userTask id='ok' weir:approvers='user(cem), user(dan)' weir:approvalMode='all'/>\
    <sequenceFlow id='h' sourceRef='ok' targetRef='e'/><endEvent id='e'/></process></definitions>";

struct House {
    server: Server,
    tokens: Vec<(&'static str, String)>,
    instance: String,
}

impl House {
    fn new() -> Self {
        let server = Server::start();
        server.ask("POST", "/api/v1/organisation/import").body("text/csv", PEOPLE.as_bytes()).send().expect(200);
        server.deploy(MODEL);
        let people = ["ann", "ben", "cem", "dan", "eva", "fay"];
        let tokens = people.map(|id| (id, server.somebody(id, "user"))).to_vec();
        let mut house = House { server, tokens, instance: String::new() };
        let started = house.ask("ann", "/instances", &json!({ "process": "p" })).expect(201);
        started.json["id"].as_str().expect("an id").clone_into(&mut house.instance);
        house.on_task("ann", "complete", &json!({})).expect(204);
        house
    }

    fn token(&self, who: &str) -> &str {
        &self.tokens.iter().find(|(id, _)| *id == who).expect("somebody").1
    }

    fn ask(&self, who: &str, path: &str, body: &Value) -> Answer {
        self.server.ask_with(self.token(who), "POST", &format!("/api/v1{path}")).json(body).send()
    }

    fn get(&self, who: &str, path: &str) -> Answer {
        self.server.ask_with(self.token(who), "GET", &format!("/api/v1{path}")).send()
    }

    /// The task that somebody has.
    fn task(&self, who: &str) -> String {
        let found = self.server.get(&format!("/api/v1/people/{who}/tasks?list=todo")).expect(200);
        found.items().first().unwrap_or_else(|| panic!("{who} has a task"))["id"].as_str().expect("an id").to_owned()
    }

    fn on_task(&self, who: &str, verb: &str, body: &Value) -> Answer {
        self.ask(who, &format!("/user-tasks/{}/{verb}", self.task(who)), body)
    }

    fn sees(&self, who: &str) -> bool {
        let pages =
            ["", "/timeline", "/comments"].map(|page| self.get(who, &format!("/instances/{}{page}", self.instance)));
        let all = pages.iter().all(|page| page.status == 200);
        assert_eq!(all, pages.iter().any(|page| page.status == 200), "{who} sees all of it or nothing");
        all
    }

    fn has_done(&self, who: &str) -> bool {
        let list = self.get(who, &format!("/people/{who}/instances?list=handled")).expect(200);
        list.items().iter().any(|item| item["id"] == self.instance.as_str())
    }
}

#[test]
fn what_somebody_did_stays_theirs_to_see_whatever_came_of_the_task() {
    for (verb, body, next) in [
        ("return", json!({ "to": "apply" }), "ann"),
        ("transfer", json!({ "to": "eva" }), "eva"),
        ("delegate", json!({ "to": "eva" }), "eva"),
    ] {
        let house = House::new();
        assert!(!house.sees("eva") && !house.has_done("cem"), "{verb}");
        house.on_task("cem", verb, &body).expect(204);
        house.task(next);
        assert!(house.sees("cem") && house.has_done("cem"), "{verb}");
        // Whose task was taken back with it was asked, and did nothing.
        assert!(house.sees("dan") && !house.has_done("dan"), "{verb}");
        if verb == "delegate" {
            house.on_task("eva", "resolve", &json!({ "comment": "looks right" })).expect(204);
            assert!(house.sees("eva") && house.has_done("eva"));
        }
    }
}

#[test]
fn whoever_asks_somebody_first_sees_it_and_takes_that_back() {
    let house = House::new();
    let task = house.task("cem");
    let approval = task.rsplit_once('.').expect("an address").0;
    let signers = |body: Value| house.ask("cem", &format!("/approvals/{approval}/signers"), &body);
    signers(json!({ "add": ["fay"], "place": "before" })).expect(204);
    assert!(house.sees("cem") && house.has_done("cem") && house.sees("fay"));
    let seats = house.get("cem", &format!("/approvals/{approval}")).expect(200).json["seats"].clone();
    let added = seats.as_array().expect("seats").iter().find(|seat| seat["person"] == "fay").expect("a seat");
    signers(json!({ "remove": added["id"] })).expect(204);
    house.on_task("cem", "complete", &json!({ "outcome": "reject" })).expect(204);
    // It is over: whoever had a seat sees how it ended, and nobody else.
    assert!(house.sees("fay") && house.sees("dan") && !house.sees("ben"));
}

#[test]
fn whoever_is_meant_in_a_comment_sees_what_it_is_about() {
    let house = House::new();
    let says = |mentions: Value| {
        let body = json!({ "text": "what do you think?", "mentions": mentions });
        house.ask("cem", &format!("/instances/{}/comments", house.instance), &body)
    };
    says(json!([])).expect(201);
    assert!(!house.sees("eva"));
    says(json!(["eva"])).expect(201);
    assert!(house.sees("eva") && !house.sees("fay"));
}

#[test]
fn whoever_looks_on_chooses_nothing_and_ends_nothing() {
    let server = Server::start();
    server.ask("POST", "/api/v1/organisation/import").body("text/csv", PEOPLE.as_bytes()).send().expect(200);
    server.deploy(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' targetNamespace='t'>\
         <process id='case' isExecutable='true'><startEvent id='s'/><sequenceFlow id='f' sourceRef='s' targetRef='help'/>\
         <adHocSubProcess id='help'><userTask id='call' weir:assignee='cem'/><userTask id='visit'/></adHocSubProcess>\
         </process></definitions>",
    );
    let [ann, cem, eva, fay] = ["ann", "cem", "eva", "fay"].map(|id| server.somebody(id, "user"));
    let start = json!({ "process": "case", "variables": { "amount": 900 } });
    let started = server.ask_with(&ann, "POST", "/api/v1/instances").json(&start).send().expect(201).json;
    let instance = started["id"].as_str().expect("an id");
    let choices = server.get("/api/v1/enabled-activities").expect(200);
    let choice = |activity: &str| choices.items().iter().find(|one| one["activity"] == activity).expect("it").clone();
    let (call, visit) = (choice("call"), choice("visit"));
    let path = |one: &Value| format!("/api/v1/enabled-activities/{}/activate", one["id"].as_str().expect("an id"));
    let scope = call["scope"].as_str().expect("a scope");
    let done = format!("/api/v1/ad-hoc-sub-processes/{scope}/complete");
    let ask = |token: &str, path: &str, body: &Value| server.ask_with(token, "POST", path).json(body).send();
    // Eva is told of it, and fay is meant in a comment: both see it, and no more.
    ask(&ann, &format!("/api/v1/approvals/{scope}/copies"), &json!({ "people": ["eva"] })).expect(204);
    let say = json!({ "text": "look", "mentions": ["fay"] });
    ask(&ann, &format!("/api/v1/instances/{instance}/comments"), &say).expect(201);
    for token in [&eva, &fay] {
        let listed = server.ask_with(token, "GET", "/api/v1/enabled-activities").send().expect(200);
        assert_eq!(listed.items().len(), 2);
        ask(token, &path(&call), &json!({})).refused(403, "forbidden");
        ask(token, &done, &json!({})).refused(403, "forbidden");
    }
    assert_eq!(server.audit("denied").len(), 2, "each of them is noted, and what follows within the minute with it");
    // Whoever started it chooses, but puts no other value before what the instance says.
    let other = json!({ "variables": { "amount": 1 } });
    ask(&ann, &path(&call), &other).refused(409, "variable-hidden");
    ask(&ann, &path(&call), &json!({ "variables": { "number": 7 } })).expect(204);
    // Whose task it has become acts in it too.
    ask(&cem, &path(&visit), &json!({})).expect(204);
    ask(&cem, &done, &json!({})).expect(204);
}

#[test]
fn a_copy_goes_to_as_many_as_somebody_would_name() {
    let house = House::new();
    let task = house.task("cem");
    let approval = task.rsplit_once('.').expect("an address").0;
    let copy =
        |people: &[String]| house.ask("cem", &format!("/approvals/{approval}/copies"), &json!({ "people": people }));
    let eva = || "eva".to_owned();
    copy(&(0..51).map(|number| format!("p{number}")).collect::<Vec<_>>()).refused(409, "too-many-copied");
    // Whoever is named twice is told once.
    copy(&std::iter::repeat_with(eva).take(60).collect::<Vec<_>>()).expect(204);
    let copies = house.get("cem", &format!("/instances/{}/copies", house.instance)).expect(200);
    assert_eq!(copies.items().len(), 1);
}
