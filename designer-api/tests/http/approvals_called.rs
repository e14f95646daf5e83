//! Approvals in what another process has called, as whoever started it all sees them; what is said beside what is given to
//! others; and what somebody may take back.
use crate::server::{Answer, Server};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const OK: &str = "<userTask id='ok' name='Approve' weir:approvers='user(ben), user(cem)' weir:approvalMode='all' \
                  weir:onReject='end'/>";

/// An office with users of their own, and these processes: their elements and flows.
struct Office {
    server: Server,
    tokens: BTreeMap<&'static str, String>,
}

impl Office {
    fn new(processes: &[(&str, &str, &str)]) -> Self {
        let server = Server::start();
        let people = ["ann", "ben", "cem", "dan", "eva"];
        let mut put: Vec<Value> = vec![json!({"put": {"group": {"id": "pool", "name": "Pool"}}})];
        let pool = json!([{"kind": "group", "id": "pool"}]);
        let member = |id: &str| if ["dan", "eva"].contains(&id) { pool.clone() } else { json!([]) };
        put.extend(
            people.iter().map(|id| json!({"put": {"person": {"id": id, "name": id, "memberships": member(id)}}})),
        );
        server.post("/api/v1/organisation/changes", &json!({ "changes": put })).expect(200);
        for (id, elements, flows) in processes {
            let flow = |(from, to): (&str, &str)| {
                format!("<sequenceFlow id='{from}-{to}' sourceRef='{from}' targetRef='{to}'/>")
            };
            let flows: String = flows.split_whitespace().filter_map(|pair| pair.split_once('-')).map(flow).collect();
            server.deploy(&format!(
                "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' \
                 targetNamespace='t'><error id='no' errorCode='approval-rejected'/><process id='{id}' isExecutable='true'>\
                 <startEvent id='s'/>{elements}<endEvent id='e'/>{flows}</process></definitions>"
            ));
        }
        let tokens = people.into_iter().map(|id| (id, server.somebody(id, "user"))).collect();
        Office { server, tokens }
    }

    fn post(&self, who: &str, path: &str, body: &Value) -> Answer {
        self.server.ask_with(&self.tokens[who], "POST", &format!("/api/v1{path}")).json(body).send()
    }

    fn get(&self, who: &str, path: &str) -> Answer {
        self.server.ask_with(&self.tokens[who], "GET", &format!("/api/v1{path}")).send()
    }

    fn start(&self, process: &str) -> String {
        let started = self.post("ann", "/instances", &json!({ "process": process })).expect(201);
        started.json["id"].as_str().expect("an id").to_owned()
    }

    /// The task of somebody at an element, in whichever instance.
    #[track_caller]
    fn task(&self, who: &str, element: &str) -> Value {
        let all = self.get(who, &format!("/people/{who}/tasks?list=todo")).expect(200);
        let found = all.items().iter().find(|task| task["element"] == element);
        found.unwrap_or_else(|| panic!("{who} has no {element}: {}", all.text)).clone()
    }

    #[track_caller]
    fn act(&self, who: &str, element: &str, what: &str, body: &Value) -> Answer {
        let task = self.task(who, element);
        self.post(who, &format!("/user-tasks/{}/{what}", task["id"].as_str().expect("an id")), body)
    }

    fn instance(&self, who: &str, id: &str) -> Value {
        self.get(who, &format!("/instances/{id}")).expect(200).json
    }

    fn told(&self, who: &str) -> Vec<(String, String)> {
        let page = self.get(who, &format!("/people/{who}/notices")).expect(200);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        page.items().iter().map(|notice| (text(&notice["kind"]), text(&notice["by"]))).collect()
    }

    /// The tasks that are to come, and who would be asked.
    fn ahead(&self, id: &str) -> Vec<(String, Vec<String>)> {
        let seen = self.get("ann", &format!("/instances/{id}/forecast")).expect(200).json;
        assert_eq!(seen["until"], Value::Null, "{seen}");
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let people = |task: &Value| task["people"].as_array().expect("a list").iter().map(text).collect();
        seen["tasks"].as_array().expect("a list").iter().map(|task| (text(&task["element"]), people(task))).collect()
    }
}

#[test]
fn a_rejection_that_ends_a_called_process_ends_its_caller_or_goes_the_way_that_the_caller_has_for_it() {
    let call = "<callActivity id='c' calledElement='approval'/><userTask id='after' weir:assignee='dan'/>";
    let caught = format!(
        "{call}<boundaryEvent id='b' attachedToRef='c'><errorEventDefinition errorRef='no'/></boundaryEvent>\
         <userTask id='mend' weir:assignee='ann'/>"
    );
    let around = "<callActivity id='o' calledElement='plain'/>";
    let office = Office::new(&[
        ("approval", OK, "s-ok ok-e"),
        ("plain", call, "s-c c-after after-e"),
        ("caught", &caught, "s-c c-after after-e b-mend mend-e"),
        ("outer", around, "s-o o-e"),
    ]);
    // Nobody has a way for it: what was rejected has ended as a whole, and nobody has to mend anything.
    for process in ["plain", "outer"] {
        let top = office.start(process);
        office.act("ben", "ok", "complete", &json!({"outcome": "reject"})).expect(204);
        let seen = office.instance("ann", &top);
        assert_eq!((&seen["state"], &seen["incidents"]), (&json!("terminated"), &json!(0)), "{process}");
    }
    let running = office.server.get("/api/v1/instances?state=running").expect(200);
    assert_eq!(running.items(), &Vec::<Value>::new());
    // The caller has a way.
    let top = office.start("caught");
    office.act("ben", "ok", "complete", &json!({"outcome": "reject"})).expect(204);
    assert_eq!(office.task("ann", "mend")["instance"], json!(top));
    // And approved it goes on.
    office.start("caught");
    for who in ["ben", "cem"] {
        office.act(who, "ok", "complete", &json!({"outcome": "approve"})).expect(204);
    }
    office.task("dan", "after");
}

#[test]
fn whoever_started_it_urges_those_below_and_those_who_might_claim_what_nobody_has() {
    let call = "<callActivity id='c' calledElement='approval'/>";
    let pool = "<userTask id='pick' weir:candidateGroups='pool' weir:candidateUsers='cem'/>";
    let office =
        Office::new(&[("approval", OK, "s-ok ok-e"), ("caller", call, "s-c c-e"), ("open", pool, "s-pick pick-e")]);
    let top = office.start("caller");
    let allowed = |id: &str| office.instance("ann", id)["allowedActions"].as_array().expect("a list").clone();
    assert!(allowed(&top).contains(&json!("remind")), "{:?}", allowed(&top));
    office.post("ann", &format!("/instances/{top}/remind"), &json!({})).expect(204);
    for who in ["ben", "cem"] {
        assert_eq!(office.told(who)[0], ("reminded".to_owned(), "ann".to_owned()), "{who}");
    }
    office.post("ann", &format!("/instances/{top}/remind"), &json!({})).refused(409, "reminded-just-now");

    let open = office.start("open");
    assert!(allowed(&open).contains(&json!("remind")));
    office.post("ann", &format!("/instances/{open}/remind"), &json!({})).expect(204);
    let kinds = |who: &str| office.told(who).into_iter().map(|(kind, _)| kind).collect::<Vec<_>>();
    for who in ["dan", "cem"] {
        assert_eq!(kinds(who)[..2], ["reminded", "candidate"], "{who}, by group or by name");
    }
    assert!(kinds("ben").iter().all(|kind| kind != "candidate"));
    office.post("ann", &format!("/instances/{open}/remind"), &json!({})).refused(409, "reminded-just-now");
    // It is told as long as nobody has it.
    let task = office.get("dan", "/people/dan/tasks?list=claimable").expect(200).items()[0]["id"].clone();
    office.post("dan", &format!("/user-tasks/{}/claim", task.as_str().unwrap()), &json!({})).expect(204);
    assert_eq!((kinds("eva"), kinds("dan")), (vec![], vec![]));
    assert!(kinds("cem").iter().all(|kind| kind != "candidate"));
}

#[test]
fn who_gives_a_task_away_or_asks_somebody_too_says_why() {
    let office = Office::new(&[("p", OK, "s-ok ok-e")]);
    let instance = office.start("p");
    let approval = office.task("ben", "ok")["approval"].as_str().expect("an id").to_owned();
    let signers = |body: Value| office.post("ben", &format!("/approvals/{approval}/signers"), &body);
    signers(json!({"add": ["dan"], "place": "before", "comment": "the figures, please"})).expect(204);
    signers(json!({"remove": 2, "comment": "no"})).refused(400, "signers-change");
    signers(json!({"add": ["ann"], "comment": "x".repeat(9_000)})).refused(400, "comment-too-long");
    office.act("dan", "ok", "transfer", &json!({"to": "eva", "comment": "she knows them"})).expect(204);
    let lines = office.get("ann", &format!("/instances/{instance}/timeline")).expect(200).json;
    let said: Vec<(&Value, &Value, &Value)> = lines
        .as_array()
        .expect("lines")
        .iter()
        .filter(|line| line["comment"] != Value::Null)
        .map(|line| (&line["what"], &line["to"], &line["comment"]))
        .collect();
    let (dan, eva) = (json!(["dan"]), json!(["eva"]));
    let expected = [
        (&json!("signerAdded"), &dan, &json!("the figures, please")),
        (&json!("given"), &eva, &json!("she knows them")),
    ];
    assert_eq!(said, expected);
}

#[test]
fn what_somebody_may_take_back_is_what_the_engine_takes_back() {
    let tasks = format!("<userTask id='fill' weir:assignee='ann'/>{OK}<userTask id='pay' weir:assignee='dan'/>");
    let office = Office::new(&[("p", &tasks, "s-fill fill-ok ok-pay pay-e")]);
    let instance = office.start("p");
    let may = |who: &str, action: &str| {
        let seen = office.instance(who, &instance);
        seen["allowedActions"].as_array().expect("a list").contains(&json!(action))
    };
    let withdraw = |who: &str, element: &str| {
        office.post(who, &format!("/instances/{instance}/withdraw"), &json!({"element": element}))
    };
    assert!(!may("ann", "withdraw"));
    office.act("ann", "fill", "complete", &json!({})).expect(204);
    let approval = office.task("ben", "ok")["approval"].as_str().expect("an id").to_owned();
    assert!(may("ann", "withdraw"));
    office.act("ben", "ok", "complete", &json!({"outcome": "approve"})).expect(204);
    assert!(!may("ann", "withdraw"), "somebody has voted");
    withdraw("ann", "fill").refused(409, "acted-upon");
    assert!(may("ben", "withdrawVote") && !may("ben", "withdraw"));
    office.post("ben", &format!("/approvals/{approval}/withdraw"), &json!({})).expect(204);
    assert!(may("ann", "withdraw") && !may("ben", "withdrawVote"));
    withdraw("ann", "fill").expect(204);
    assert!(!may("ann", "withdraw"));
    // What was decided is taken back as a whole by whoever decided it.
    office.act("ann", "fill", "complete", &json!({})).expect(204);
    office.act("ben", "ok", "complete", &json!({"outcome": "approve"})).expect(204);
    office.act("cem", "ok", "complete", &json!({"outcome": "approve"})).expect(204);
    assert!(may("cem", "withdraw") && !may("cem", "withdrawVote") && !may("ben", "withdraw"));
    withdraw("cem", "ok").expect(204);
}

#[test]
fn what_is_to_come_in_what_is_called_is_foreseen_with_those_who_would_be_asked() {
    let call = "<userTask id='fill' weir:assignee='ann'/><callActivity id='c' calledElement='approval'/>\
                <userTask id='after' weir:assignee='dan'/>";
    let office = Office::new(&[("approval", OK, "s-ok ok-e"), ("caller", call, "s-fill fill-c c-after after-e")]);
    let named = |element: &str, people: &[&str]| {
        (element.to_owned(), people.iter().map(|person| (*person).to_owned()).collect::<Vec<_>>())
    };
    let (fill, ok, after) = (named("fill", &["ann"]), named("ok", &["ben", "cem"]), named("after", &["dan"]));
    let top = office.start("caller");
    assert_eq!(office.ahead(&top), [fill, ok.clone(), after.clone()], "what nobody has started yet");
    office.act("ann", "fill", "complete", &json!({})).expect(204);
    office.act("cem", "ok", "complete", &json!({"outcome": "approve"})).expect(204);
    assert_eq!(office.ahead(&top), [ok, after], "what is there already");
}

#[test]
fn what_comes_back_is_theirs_who_had_it_and_they_may_put_it_back() {
    let tasks = "<userTask id='pick' weir:candidateGroups='pool'/>\
                 <userTask id='one' weir:approvers='group(pool)' weir:approvalMode='one'/>\
                 <userTask id='last' weir:assignee='ben'/>";
    let office = Office::new(&[("p", tasks, "s-pick pick-one one-last last-e")]);
    office.start("p");
    let claim = |who: &str| {
        let task = office.get(who, &format!("/people/{who}/tasks?list=claimable")).expect(200).items()[0]["id"].clone();
        office.post(who, &format!("/user-tasks/{}/claim", task.as_str().unwrap()), &json!({})).expect(204);
    };
    claim("dan");
    office.act("dan", "pick", "complete", &json!({})).expect(204);
    claim("eva");
    // It goes back to whoever did it, and comes to whoever sent it back.
    office.act("eva", "one", "return", &json!({"to": "pick"})).expect(204);
    assert_eq!(office.told("dan")[0], ("returned".to_owned(), "eva".to_owned()));
    office.act("dan", "pick", "complete", &json!({})).expect(204);
    office.act("eva", "one", "complete", &json!({"outcome": "approve"})).expect(204);
    for come_back in [true, false] {
        office.act("ben", "last", "return", &json!({"to": "pick", "comeBack": come_back})).expect(204);
        office.act("dan", "pick", "complete", &json!({})).expect(204);
    }
    // Whoever cannot do it this time puts it back for the others; and what is taken back is theirs who took it back.
    office.act("eva", "one", "unclaim", &json!({})).expect(204);
    claim("dan");
    office.act("dan", "one", "complete", &json!({"outcome": "approve"})).expect(204);
    let instance = office.task("ben", "last")["instance"].as_str().unwrap().to_owned();
    office.post("dan", &format!("/instances/{instance}/withdraw"), &json!({"element": "one"})).expect(204);
    office.task("dan", "one");
    // Who has left does not have it again.
    office.act("dan", "one", "complete", &json!({"outcome": "approve"})).expect(204);
    let gone = json!({"changes": [{"put": {"person": {"id": "dan", "name": "dan", "memberships": []}}}]});
    office.server.post("/api/v1/organisation/changes", &gone).expect(200);
    office.act("ben", "last", "return", &json!({"to": "pick"})).expect(204);
    claim("eva");
}

#[test]
fn whoever_is_asked_in_a_called_process_sends_the_matter_back_to_its_caller() {
    let call =
        "<userTask id='fill' name='Fill in' weir:assignee='ann'/><callActivity id='c' calledElement='approval'/>";
    let office = Office::new(&[("approval", OK, "s-ok ok-e"), ("caller", call, "s-fill fill-c c-e")]);
    let top = office.start("caller");
    office.act("ann", "fill", "complete", &json!({})).expect(204);
    let task = office.task("ben", "ok");
    assert!(task["allowedActions"].as_array().expect("a list").contains(&json!("return")), "{task}");
    let id = task["id"].as_str().expect("an id");
    let targets = office.get("ben", &format!("/user-tasks/{id}/return-targets")).expect(200).json;
    let only = &targets.as_array().expect("a list")[..];
    assert_eq!(only.len(), 1, "{targets}");
    let said = (&only[0]["element"], &only[0]["name"], &only[0]["by"], &only[0]["instance"]);
    assert_eq!(said, (&json!("fill"), &json!("Fill in"), &json!("ann"), &json!(top)));
    let back = |to: &str, instance: &Value| json!({"to": to, "instance": instance, "comment": "no receipt"});
    office.act("ben", "ok", "return", &back("ok", &json!(top))).refused(409, "never-done");
    office.act("ben", "ok", "return", &back("fill", &task["instance"])).refused(409, "never-done");
    office.act("ben", "ok", "return", &back("fill", &json!("x"))).refused(400, "invalid-body");
    office.act("ben", "ok", "return", &back("fill", &json!(top))).expect(204);
    assert_eq!(office.told("ann")[0], ("returned".to_owned(), "ben".to_owned()));
    assert!(office.told("ann").iter().all(|(kind, _)| kind != "ended"), "nothing of it is over");
    assert_eq!(office.told("cem")[0].0, "gone");
    let child = task["instance"].as_str().expect("an id");
    let lines = office.get("ben", &format!("/instances/{child}/timeline")).expect(200).json;
    let returned = lines.as_array().expect("lines").iter().find(|line| line["what"] == "returned").expect("one");
    assert_eq!((&returned["to"], &returned["toName"]), (&json!(["fill"]), &json!("Fill in")));
    assert_eq!(office.instance("ben", child)["state"], "terminated");
    // Filled in again, it is asked anew.
    office.act("ann", "fill", "complete", &json!({})).expect(204);
    for who in ["ben", "cem"] {
        office.act(who, "ok", "complete", &json!({"outcome": "approve"})).expect(204);
    }
    assert_eq!(office.instance("ann", &top)["state"], "completed");
}

#[test]
fn an_approval_says_who_is_asked_and_who_prepares_it() {
    let office = Office::new(&[("p", OK, "s-ok ok-e")]);
    office.start("p");
    let approval = office.task("ben", "ok")["approval"].as_str().expect("an id").to_owned();
    let seats = || {
        let seats = office.get("cem", &format!("/approvals/{approval}")).expect(200).json["seats"].clone();
        let said = |seat: &Value| (seat["person"].clone(), seat["preparedBy"].clone());
        seats.as_array().expect("seats").iter().map(said).collect::<Vec<_>>()
    };
    assert_eq!(seats(), [(json!("ben"), Value::Null), (json!("cem"), Value::Null)]);
    office.act("ben", "ok", "delegate", &json!({"to": "dan"})).expect(204);
    assert_eq!(seats(), [(json!("ben"), json!("dan")), (json!("cem"), Value::Null)]);
    office.act("dan", "ok", "resolve", &json!({})).expect(204);
    assert_eq!(seats(), [(json!("ben"), Value::Null), (json!("cem"), Value::Null)]);
}
