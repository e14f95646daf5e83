//! What a task offers is what it takes: in each state of generated approvals each offered action is done and succeeds, and
//! each other one is refused.
use crate::server::{Answer, Server};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that may be offered.
const ACTIONS: [&str; 18] = [
    "return",
    "claim",
    "unclaim",
    "complete",
    "approve",
    "reject",
    "abstain",
    "transfer",
    "delegate",
    "resolve",
    "addSigner",
    "remind",
    "copy",
    "start",
    "plan",
    "reassign",
    "reschedule",
    "changeSigners",
];

/// The people, and the roles they have; ops may step in.
const PEOPLE: [(&str, &str); 7] = [
    ("ann", "user"),
    ("ben", "user"),
    ("cem", "user"),
    ("dan", "user"),
    ("eva", "user"),
    ("ops", "operator"),
    ("aud", "auditor"),
];

/// Nobody of these is asked for anything before an action names them.
const OTHERS: [&str; 2] = ["fay", "gus"];

const KINDS: [(&str, &str); 7] = [
    ("plain", "weir:assignee='cem'"),
    ("offered", "weir:candidateUsers='cem,dan'"),
    ("one", "weir:approvers='user(cem), user(dan)'"),
    ("all", "weir:approvers='user(cem), user(dan)' weir:approvalMode='all'"),
    ("alone", "weir:approvers='user(cem)' weir:approvalMode='any'"),
    ("sequence", "weir:approvers='user(cem), user(dan)' weir:approvalMode='sequential'"),
    ("own", "weir:approvers='user(cem), user(dan)' weir:approvalMode='all' weir:approvalSelf='exclude'"),
];

/// How a task comes to be as it is: what is done one after the other, by whom. What does not fit the kind is left out.
const STATES: [(&str, &[(&str, &str)]); 9] = [
    ("fresh", &[]),
    ("claimed", &[("cem", "claim")]),
    ("put back", &[("cem", "claim"), ("cem", "unclaim")]),
    ("delegated", &[("cem", "claim"), ("cem", "delegate to eva")]),
    ("prepared", &[("cem", "claim"), ("cem", "delegate to eva"), ("eva", "resolve")]),
    ("given away", &[("cem", "claim"), ("cem", "transfer to ben")]),
    ("asked before", &[("cem", "claim"), ("cem", "signer ben before")]),
    ("reminded", &[("ann", "remind")]),
    ("standing still", &[("ops", "suspend")]),
];

struct House {
    server: Server,
    tokens: BTreeMap<String, String>,
}

impl House {
    fn new() -> Self {
        let server = Server::start();
        let known = PEOPLE.iter().map(|(id, _)| *id).chain(OTHERS);
        let lines = known.map(|id| format!("person,{id},{id}\n")).collect::<Vec<_>>().concat();
        let import = server.ask("POST", "/api/v1/organisation/import");
        import.body("text/csv", format!("kind,id,name\n{lines}").as_bytes()).send().expect(200);
        let tokens = PEOPLE.iter().map(|(id, role)| ((*id).to_owned(), server.somebody(id, role))).collect();
        for (kind, attributes) in KINDS {
            server.deploy(&format!(
                "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' \
                 targetNamespace='t'><process id='{kind}' isExecutable='true'><startEvent id='s'/>\
                 <sequenceFlow id='d' sourceRef='s' targetRef='b'/><userTask id='b' weir:assignee='ann'/>\
                 <sequenceFlow id='f' sourceRef='b' targetRef='t'/><userTask id='t' {attributes}/>\
                 <sequenceFlow id='g' sourceRef='t' targetRef='e'/><endEvent id='e'/></process></definitions>"
            ));
        }
        House { server, tokens }
    }

    fn ask(&self, who: &str, method: &str, path: &str, body: &Value) -> Answer {
        self.server.ask_with(&self.tokens[who], method, &format!("/api/v1{path}")).json(body).send()
    }

    fn get(&self, who: &str, path: &str) -> Answer {
        self.server.ask_with(&self.tokens[who], "GET", &format!("/api/v1{path}")).send()
    }

    /// A new task of a kind, brought to a state.
    fn task(&self, kind: &str, state: &[(&str, &str)]) -> String {
        let started = self.ask("ann", "POST", "/instances", &json!({ "process": kind })).expect(201);
        let instance = started.json["id"].as_str().expect("an id").to_owned();
        // Something to which it may go back.
        let before = self.get("ann", &format!("/user-tasks?instance={instance}")).expect(200);
        let before = before.items()[0]["id"].as_str().expect("an id").to_owned();
        self.ask("ann", "POST", &format!("/user-tasks/{before}/complete"), &json!({})).expect(204);
        let found = self.server.get(&format!("/api/v1/user-tasks?instance={instance}")).expect(200);
        let mine = |task: &&Value| task["assignee"].is_null() || task["assignee"] == "cem";
        let task = found.items().iter().find(mine).expect("a task")["id"].as_str().expect("an id").to_owned();
        for (who, what) in state {
            match what.split(' ').collect::<Vec<_>>().as_slice() {
                ["suspend"] => {
                    self.ask(who, "POST", &format!("/instances/{instance}/suspend"), &json!({"reason": "x"}))
                }
                ["signer", person, place] => {
                    let body = json!({ "add": [person], "place": place });
                    self.ask(who, "POST", &format!("/approvals/{}/signers", element(&task)), &body)
                }
                ["remind"] => self.ask(who, "POST", &format!("/approvals/{}/remind", element(&task)), &json!({})),
                [verb, "to", person] => {
                    self.ask(who, "POST", &format!("/user-tasks/{task}/{verb}"), &json!({ "to": person }))
                }
                [verb] => self.ask(who, "POST", &format!("/user-tasks/{task}/{verb}"), &json!({})),
                other => panic!("no step {other:?}"),
            };
        }
        task
    }

    fn act(&self, who: &str, action: &str, task: &str) -> Answer {
        let on_task = |verb: &str, body: Value| self.ask(who, "POST", &format!("/user-tasks/{task}/{verb}"), &body);
        let on_approval =
            |verb: &str, body: Value| self.ask(who, "POST", &format!("/approvals/{}/{verb}", element(task)), &body);
        match action {
            "claim" | "unclaim" | "resolve" | "complete" | "start" => on_task(action, json!({})),
            "approve" | "reject" | "abstain" => on_task("complete", json!({ "outcome": action })),
            "return" => on_task(action, json!({ "to": "previous" })),
            "transfer" | "delegate" => on_task(action, json!({ "to": "fay" })),
            "reassign" => on_task("transfer", json!({ "to": "fay", "force": true })),
            "plan" => {
                self.ask(who, "PATCH", &format!("/user-tasks/{task}"), &json!({ "followUp": "2030-01-01T00:00:00Z" }))
            }
            "reschedule" => self.ask(who, "PATCH", &format!("/user-tasks/{task}"), &json!({ "priority": 70 })),
            "addSigner" => on_approval("signers", json!({ "add": ["gus"], "place": "after" })),
            "changeSigners" => on_approval("signers", json!({ "add": ["gus"], "force": true })),
            "copy" => on_approval("copies", json!({ "people": ["gus"] })),
            "remind" => on_approval("remind", json!({})),
            other => panic!("no action {other}"),
        }
    }
}

fn element(task: &str) -> &str {
    task.rsplit_once('.').expect("an address").0
}

fn offered(task: &Answer) -> BTreeSet<String> {
    let all = task.json["allowedActions"].as_array().expect("a list").iter();
    all.map(|action| action.as_str().expect("a text").to_owned()).collect()
}

/// A completed plain task has no vote and an approval no completion: both take what the other calls otherwise.
fn is_of_another_kind(task: &Answer, action: &str) -> bool {
    let approval = !task.json["approval"].is_null();
    match action {
        "approve" | "reject" | "abstain" => !approval,
        "complete" => approval,
        _ => false,
    }
}

#[test]
fn what_a_task_offers_is_what_it_takes() {
    let house = House::new();
    let (mut done, mut refused) = (BTreeMap::<String, usize>::new(), BTreeMap::<String, usize>::new());
    for (kind, _) in KINDS {
        for (name, state) in STATES {
            // Whoever is refused changes nothing: so all are, one after the other, at the same task.
            let task = house.task(kind, state);
            for (who, _) in PEOPLE {
                let seen = house.get(who, &format!("/user-tasks/{task}"));
                if seen.status != 200 {
                    continue;
                }
                let offers = offered(&seen);
                let at = format!("{who} with a task {kind}, {name}");
                for action in ACTIONS.iter().filter(|action| !offers.contains(**action)) {
                    // To claim what one has already changes nothing; to begin with what nobody has is to claim it.
                    let idle = (*action == "claim" && seen.json["assignee"] == who)
                        || (*action == "start" && offers.contains("claim"));
                    if idle || is_of_another_kind(&seen, action) {
                        continue;
                    }
                    let answer = house.act(who, action, &task);
                    assert!(answer.status >= 400, "{at}: {action} is not offered, and done");
                    *refused.entry((*action).to_owned()).or_default() += 1;
                }
                assert_eq!(offered(&house.get(who, &format!("/user-tasks/{task}"))), offers, "{at}: nothing was done");
                for action in &offers {
                    let task = house.task(kind, state);
                    let answer = house.act(who, action, &task);
                    assert!(answer.status < 300, "{at}: {action} is offered, and refused: {}", answer.text);
                    *done.entry(action.clone()).or_default() += 1;
                }
            }
        }
    }
    for action in ACTIONS {
        assert!(done.get(action).is_some_and(|times| *times > 3), "{action} is done: {done:?}");
        assert!(refused.contains_key(action) || action == "copy", "{action} is refused: {refused:?}");
    }
}

#[test]
fn lists_offer_what_the_task_itself_offers() {
    let house = House::new();
    for (kind, _) in KINDS {
        for (name, state) in STATES {
            let task = house.task(kind, state);
            for who in ["cem", "eva", "ops"] {
                let one = house.get(who, &format!("/user-tasks/{task}"));
                // Lists are of what somebody has or may claim; what they gave to somebody to prepare is not among it.
                let elsewhere = one.json["owner"] == who && one.json["assignee"] != who;
                if one.status != 200 || elsewhere {
                    continue;
                }
                // Whether somebody may be reminded needs a look at the whole instance: only the task itself says it.
                let expected: Vec<&Value> = one.json["allowedActions"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|action| *action != "remind")
                    .collect();
                let instance = task.split('.').next().expect("an address");
                let list = house.get(who, &format!("/user-tasks?instance={instance}")).expect(200);
                let listed =
                    list.items().iter().find(|item| item["id"] == task.as_str()).cloned().expect("it is listed");
                let listed: Vec<&Value> = listed["allowedActions"].as_array().unwrap().iter().collect();
                assert_eq!(listed, expected, "{who} with a task {kind}, {name}");
            }
        }
    }
}
