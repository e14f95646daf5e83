//! Approvals over HTTP: an organisation is loaded, people approve, add signers, send back, take back, look at their lists.
use crate::server::{Answer, Server};
use serde_json::{Value, json};
use weir_core::Timestamp;
use weir_designer_api::config::Config;
use weir_engine::ManualClock;

const MODEL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="t">
  <process id="claim" isExecutable="true">
    <startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="head"/>
    <userTask id="head" name="Head approves" weir:approvers="head(initiator)" weir:approvalMode="all" weir:copyTo="role(cashier)"/>
    <sequenceFlow id="f2" sourceRef="head" targetRef="pay"/>
    <userTask id="pay" name="Pay" weir:candidateGroups="cashier"/>
    <sequenceFlow id="f3" sourceRef="pay" targetRef="e"/><endEvent id="e"/>
  </process></definitions>"#;

/// What an administrator may do with the task of an approval in the name of whoever has it.
const OFFERED: [&str; 12] = [
    "approve",
    "reject",
    "abstain",
    "transfer",
    "delegate",
    "addSigner",
    "copy",
    "start",
    "plan",
    "reassign",
    "reschedule",
    "changeSigners",
];

const PEOPLE: &str = "\u{feff}kind,id,name,email,parent,head,departments,roles\n\
    department,company,公司,,,dan,,\n\
    department,sales,Sales,,company,cem,,\n\
    role,cashier,Cashier,,,,,\n\
    person,ann,Ann,ann@example.org,,,sales,\n\
    person,cem,\"Cem, head\",,,,sales,\n\
    person,dan,Dan,,,,company,\n\
    person,eva,Eva,,,,company,cashier\n";

fn office() -> Server {
    let server = Server::start();
    import(&server, "text/csv", PEOPLE).expect(200);
    server.deploy(MODEL);
    server
}

fn import(server: &Server, kind: &str, file: &str) -> Answer {
    server.ask("POST", "/api/v1/organisation/import").body(kind, file.as_bytes()).send()
}

fn by(server: &Server, person: &str, path: &str, body: &Value) -> Answer {
    server.ask("POST", &format!("/api/v1{path}")).header("x-weir-actor", person).json(body).send()
}

fn task_of(server: &Server, person: &str) -> Value {
    let list = server.ask("GET", &format!("/api/v1/people/{person}/tasks?list=todo")).header("x-weir-actor", person);
    let found = list.send().expect(200);
    found.items().first().unwrap_or_else(|| panic!("{person} has a task")).clone()
}

fn start(server: &Server) -> String {
    let started = by(server, "ann", "/instances", &json!({"process": "claim"})).expect(201);
    started.json["id"].as_str().expect("an id").to_owned()
}

#[test]
fn a_claim_goes_through_the_hands_of_those_who_are_asked() {
    let server = office();
    let instance = start(&server);
    let task = task_of(&server, "cem");
    let allowed: Vec<&str> = task["allowedActions"].as_array().unwrap().iter().map(|a| a.as_str().unwrap()).collect();
    assert_eq!(allowed, OFFERED);
    assert_eq!(task["initiator"], "ann", "whoever decides sees at once on whose matter");
    let (id, approval) = (task["id"].as_str().unwrap(), task["approval"].as_str().unwrap());

    by(&server, "cem", &format!("/approvals/{approval}/signers"), &json!({"add": ["zoe"]}))
        .refused(409, "no-such-person");
    by(&server, "eva", &format!("/approvals/{approval}/signers"), &json!({"add": ["dan"]}))
        .refused(409, "not-a-signer");
    by(&server, "cem", &format!("/approvals/{approval}/signers"), &json!({"add": ["dan"], "place": "after"}))
        .expect(204);
    let vote = |person: &str, id: &str, outcome: &str| {
        by(&server, person, &format!("/user-tasks/{id}/complete"), &json!({"outcome": outcome, "comment": "gut"}))
    };
    vote("ann", id, "approve").refused(409, "task-assigned");
    vote("cem", id, "maybe").refused(409, "not-a-vote");
    vote("cem", id, "approve").expect(204);
    vote("cem", id, "approve").refused(409, "task-done");
    let seats = server.get(&format!("/api/v1/approvals/{approval}")).expect(200).json["seats"].clone();
    assert_eq!((&seats[0]["state"]["voted"]["vote"], &seats[1]["state"]), (&json!("approve"), &json!("open")));
    let after = task_of(&server, "dan");
    vote("dan", after["id"].as_str().unwrap(), "approve").expect(204);

    let claimable = server.get("/api/v1/people/eva/tasks?list=claimable").expect(200);
    let pay = claimable.items()[0]["id"].as_str().unwrap().to_owned();
    by(&server, "eva", &format!("/user-tasks/{pay}/claim"), &json!({})).expect(204);
    let way_back = |task: &Value| task["allowedActions"].as_array().unwrap().contains(&json!("return"));
    let one = server.ask("GET", &format!("/api/v1/user-tasks/{pay}")).header("x-weir-actor", "eva").send().expect(200);
    assert!(way_back(&task_of(&server, "eva")) && way_back(&one.json), "the head has decided: it may go back there");
    let targets = server.get(&format!("/api/v1/user-tasks/{pay}/return-targets")).expect(200);
    assert_eq!(targets.json[0]["element"], "head");
    by(&server, "eva", &format!("/user-tasks/{pay}/return"), &json!({"to": "previous", "comment": "no receipt"}))
        .expect(204);
    let again = task_of(&server, "cem");
    vote("cem", again["id"].as_str().unwrap(), "approve").expect(204);
    by(&server, "dan", &format!("/instances/{instance}/withdraw"), &json!({"element": "head"}))
        .refused(409, "nothing-to-withdraw");
    by(&server, "cem", &format!("/instances/{instance}/withdraw"), &json!({"element": "head"})).expect(204);
    let forecast = server.get(&format!("/api/v1/instances/{instance}/forecast")).expect(200).json;
    // Eva had it before it went back.
    let pay = json!({"element": "pay", "name": "Pay", "people": ["eva"], "groups": ["cashier"], "groupNames": ["Cashier"], "open": false});
    assert_eq!(forecast["tasks"][1], pay);
    vote("cem", task_of(&server, "cem")["id"].as_str().unwrap(), "approve").expect(204);
    let pay = task_of(&server, "eva")["id"].as_str().unwrap().to_owned();
    by(&server, "eva", &format!("/user-tasks/{pay}/claim"), &json!({})).expect(204);
    by(&server, "eva", &format!("/user-tasks/{pay}/complete"), &json!({})).expect(204);

    let lines = server.get(&format!("/api/v1/instances/{instance}/timeline")).expect(200).json;
    let what: Vec<String> = lines
        .as_array()
        .unwrap()
        .iter()
        .map(|l| format!("{} {}", l["by"].as_str().unwrap(), l["what"].as_str().unwrap()))
        .collect();
    for expected in [
        "cem signerAdded",
        "cem approved",
        "dan approved",
        "eva returned",
        "eva invalidated",
        "cem passed",
        "eva completed",
    ] {
        assert!(what.iter().any(|line| line == expected), "{expected} in {what:?}");
    }
    let list = |person: &str, list: &str| {
        server.get(&format!("/api/v1/people/{person}/instances?list={list}")).expect(200).items().len()
    };
    assert_eq!(
        [list("ann", "started"), list("cem", "handled"), list("eva", "copied"), list("ann", "handled")],
        [1, 1, 1, 0]
    );
    let counts = server.get("/api/v1/people/eva/counts").expect(200).json;
    assert_eq!(counts, json!({"todo": 0, "claimable": 0, "started": 0, "handled": 1, "copied": 1, "overdue": 0}));
}

#[test]
fn tasks_are_given_away_delegated_and_covered_by_a_proxy() {
    let server = office();
    start(&server);
    let id = task_of(&server, "cem")["id"].as_str().unwrap().to_owned();
    by(&server, "ann", &format!("/user-tasks/{id}/transfer"), &json!({"to": "dan"})).refused(409, "task-assigned");
    by(&server, "cem", &format!("/user-tasks/{id}/delegate"), &json!({"to": "eva"})).expect(204);
    let delegated = task_of(&server, "eva");
    assert_eq!((&delegated["owner"], &delegated["allowedActions"][0]), (&json!("cem"), &json!("transfer")));
    by(&server, "eva", &format!("/user-tasks/{id}/resolve"), &json!({"comment": "looks right"})).expect(204);
    by(&server, "cem", &format!("/user-tasks/{id}/transfer"), &json!({"to": "dan"})).expect(204);
    task_of(&server, "dan");

    let proxy = |person: &str, body: &Value| {
        server.ask("PUT", &format!("/api/v1/people/{person}/proxies/leave")).json(body).send()
    };
    proxy("cem", &json!({"substitute": "cem"})).refused(400, "proxy-of-self");
    proxy("cem", &json!({"substitute": "eva", "reason": "on leave"})).expect(200);
    let instance = start(&server);
    let stands_in = task_of(&server, "eva");
    let seats = server.get(&format!("/api/v1/approvals/{}", stands_in["approval"].as_str().unwrap())).expect(200).json
        ["seats"]
        .clone();
    assert_eq!((&seats[0]["person"], &seats[0]["standsFor"]), (&json!("eva"), &json!("cem")));
    let vote = format!("/user-tasks/{}/complete", stands_in["id"].as_str().unwrap());
    by(&server, "eva", &vote, &json!({"outcome": "approve"})).expect(204);
    let lines = server.get(&format!("/api/v1/instances/{instance}/timeline")).expect(200).json;
    let voted = lines.as_array().unwrap().iter().find(|line| line["what"] == "approved").expect("a vote");
    assert_eq!((&voted["by"], &voted["to"]), (&json!("eva"), &json!(["cem"])), "the record says for whom it was");
}

#[test]
fn who_started_it_hears_which_approval_has_sent_it_back() {
    let server = office();
    server.deploy(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="t">
          <process id="back" isExecutable="true">
            <startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="apply"/>
            <userTask id="apply" weir:assignee="ann"/><sequenceFlow id="f2" sourceRef="apply" targetRef="ok"/>
            <userTask id="ok" weir:approvers="user(cem)" weir:onReject="return(initiator)"/>
            <sequenceFlow id="f3" sourceRef="ok" targetRef="e"/><endEvent id="e"/>
          </process></definitions>"#,
    );
    by(&server, "ann", "/instances", &json!({"process": "back"})).expect(201);
    let complete = |person: &str, body: &Value| {
        let task = task_of(&server, person);
        by(&server, person, &format!("/user-tasks/{}/complete", task["id"].as_str().unwrap()), body).expect(204)
    };
    complete("ann", &json!({}));
    complete("cem", &json!({"outcome": "reject"}));
    let notices = server.ask("GET", "/api/v1/people/ann/notices").header("x-weir-actor", "ann").send().expect(200);
    let decided = notices.items().iter().find(|notice| notice["kind"] == "decided").expect("it is told").clone();
    assert_eq!((&decided["element"], &decided["outcome"]), (&json!("ok"), &json!("reject")));
}

#[test]
fn the_organisation_is_loaded_changed_and_saved_and_stays_sound() {
    let server = office();
    assert_eq!(server.get("/api/v1/organisation").expect(200).json["people"], 4);
    let csv = server.get("/api/v1/organisation/export?format=csv").expect(200).text;
    let json_file = server.get("/api/v1/organisation/export").expect(200).text;
    let other = Server::start();
    import(&other, "text/csv", &csv).expect(200);
    assert_eq!(other.get("/api/v1/organisation/export").expect(200).text, json_file, "it comes back as it was");
    import(&other, "application/json", &json_file).expect(200);
    // A spreadsheet knows by its mark that it is UTF-8; what Excel saves in Chinese is GBK, and need not have all columns.
    assert!(csv.starts_with('\u{feff}'), "{csv}");
    let gbk = b"kind,id,name\nperson,ann,\xd5\xc5\xc8\xfd\n";
    let checked = other.ask("POST", "/api/v1/organisation/import/check").body("text/csv", gbk).send().expect(200).json;
    assert_eq!(checked["problems"], json!([]), "{checked}");
    let before = other.get("/api/v1/organisation/people/ann").expect(200).json;
    other.ask("POST", "/api/v1/organisation/import").body("text/csv", gbk).send().expect(200);
    let after = other.get("/api/v1/organisation/people/ann").expect(200).json;
    assert_eq!(after["name"], "张三");
    assert_eq!((&after["memberships"], &after["superior"]), (&before["memberships"], &before["superior"]));
    assert!(before["memberships"].as_array().is_some_and(|all| !all.is_empty()), "{before}");

    let change = |body: Value| server.post("/api/v1/organisation/changes", &body);
    let person = |id: &str, superior: &str| json!({"put": {"person": {"id": id, "name": id, "superior": superior}}});
    change(json!({"changes": [person("ann", "cem"), person("cem", "ann")]})).refused(400, "organisation-circle");
    change(json!({"changes": [person("fay", "nobody")]})).refused(400, "organisation-dangling");
    change(json!({"changes": [{"remove": {"kind": "department", "id": "sales"}}]})).refused(400, "organisation-in-use");
    change(json!({"changes": []})).refused(400, "nothing-to-change");
    change(json!({"changes": [person("fay", "cem")], "version": 77})).refused(412, "organisation-changed-meanwhile");
    change(json!({"changes": [person("fay", "cem")], "version": 1, "reason": "new"})).expect(200);
    assert_eq!(server.get("/api/v1/organisation/changes").expect(200).items()[0]["reason"], "new");
    assert_eq!(server.get("/api/v1/organisation/people?text=FA").expect(200).items()[0]["id"], "fay");
    import(&server, "text/csv", "kind,id,boss\nperson,x,y\n").refused(400, "invalid-csv");
    import(&server, "text/csv", "kind,id,name\nrobot,x,y\n").refused(400, "invalid-csv");
    // What a broken quote would swallow is not taken for the name of the last who can be read.
    let open = "kind,id,name\nperson,gus,Gus\nperson,hal,\"Hal\nperson,ida,Ida\n";
    let told = import(&server, "text/csv", open).refused(400, "invalid-csv").json["detail"].clone();
    assert!(
        told.as_str().is_some_and(|told| told.starts_with("line 3: a cell begins with a quotation mark")),
        "{told}"
    );
    let checked = server.ask("POST", "/api/v1/organisation/import/check").body("text/csv", open.as_bytes()).send();
    assert_eq!(checked.expect(200).json["problems"][0]["line"], 3);
    assert_eq!(server.get("/api/v1/organisation/people?text=gus").expect(200).items().len(), 0);
    import(&server, "text/plain", "x").refused(415, "unsupported-media-type");

    let resolve =
        |rules: &str| server.post("/api/v1/organisation/resolve", &json!({"approvers": rules, "initiator": "ann"}));
    assert_eq!(resolve("superiors(initiator), role(cashier)").expect(200).json["people"], json!(["cem", "dan", "eva"]));
    resolve("boss").refused(400, "approval-invalid");
}

#[test]
fn whoever_started_it_revokes_it_with_a_reason_and_nobody_else_does() {
    let server = office();
    let (ann, cem) = (server.somebody("ann", "user"), server.somebody("cem", "user"));
    let instance = start(&server);
    let revoke = |token: &str, body: &Value| {
        server.ask_with(token, "POST", &format!("/api/v1/instances/{instance}/revoke")).json(body).send()
    };
    let task = task_of(&server, "cem");
    let seen = server.ask_with(&ann, "GET", &format!("/api/v1/user-tasks/{}", task["id"].as_str().unwrap())).send();
    assert!(seen.status == 404 || seen.json["allowedActions"].as_array().unwrap().contains(&json!("remind")));
    let allowed = |token: &str| {
        let path = format!("/api/v1/instances/{instance}");
        server.ask_with(token, "GET", &path).send().expect(200).json["allowedActions"].clone()
    };
    assert_eq!((allowed(&ann), allowed(&cem)), (json!(["remind", "revoke"]), json!([])), "to each what is theirs");
    revoke(&cem, &json!({})).refused(409, "not-the-initiator");
    revoke(&ann, &json!({ "reason": "x".repeat(9000) })).refused(400, "reason-too-long");
    revoke(&ann, &json!({ "reason": "booked twice" })).expect(204);
    revoke(&ann, &json!({})).refused(409, "instance-ended");
    assert_eq!(allowed(&ann), json!([]));
    assert!(server.get("/api/v1/people/cem/tasks?list=todo").expect(200).items().is_empty());
    let lines = server.get(&format!("/api/v1/instances/{instance}/timeline")).expect(200).json;
    let revoked = lines.as_array().unwrap().iter().find(|line| line["what"] == "revoked").expect("a line");
    assert_eq!((&revoked["by"], &revoked["comment"]), (&json!("ann"), &json!("booked twice")));
    assert_eq!(lines.as_array().unwrap().last().unwrap()["what"], "ended");

    // Once it is approved it is not hers to undo any more.
    let instance = start(&server);
    let task = task_of(&server, "cem")["id"].as_str().unwrap().to_owned();
    by(&server, "cem", &format!("/user-tasks/{task}/complete"), &json!({"outcome": "approve"})).expect(204);
    let late = server.ask_with(&ann, "POST", &format!("/api/v1/instances/{instance}/revoke")).json(&json!({})).send();
    late.refused(409, "not-revocable");
    let state = server.get(&format!("/api/v1/instances/{instance}")).expect(200);
    assert_eq!(state.json["state"], "running", "nothing has changed");
}

#[test]
fn whoever_started_it_revokes_it_while_what_it_has_called_waits_for_an_approval() {
    const CALLER: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="t">
  <process id="outer" isExecutable="true"><startEvent id="s"/><callActivity id="c" calledElement="middle"/><endEvent id="e"/>
    <sequenceFlow id="f" sourceRef="s" targetRef="c"/><sequenceFlow id="g" sourceRef="c" targetRef="e"/></process>
  <process id="middle" isExecutable="true"><startEvent id="ms"/><callActivity id="mc" calledElement="inner"/><endEvent id="me"/>
    <sequenceFlow id="mf" sourceRef="ms" targetRef="mc"/><sequenceFlow id="mg" sourceRef="mc" targetRef="me"/></process>
  <process id="inner" isExecutable="true"><startEvent id="is"/><userTask id="ok" weir:approvers="user(cem)"/>
    <serviceTask id="book"/><endEvent id="ie"/>
    <sequenceFlow id="if" sourceRef="is" targetRef="ok"/><sequenceFlow id="ig" sourceRef="ok" targetRef="book"/>
    <sequenceFlow id="ih" sourceRef="book" targetRef="ie"/></process>
</definitions>"#;
    let server = office();
    server.deploy(CALLER);
    let (ann, cem) = (server.somebody("ann", "user"), server.somebody("cem", "user"));
    let start = || {
        let body = json!({"process": "outer"});
        let started = server.ask_with(&ann, "POST", "/api/v1/instances").json(&body).send().expect(201);
        format!("/api/v1/instances/{}", started.json["id"].as_str().unwrap())
    };
    let allowed = |path: &str| server.ask_with(&ann, "GET", path).send().expect(200).json["allowedActions"].clone();
    let revoke = |path: &str| server.ask_with(&ann, "POST", &format!("{path}/revoke")).json(&json!({})).send();

    let first = start();
    assert_eq!(allowed(&first), json!(["remind", "revoke"]));
    // What was called answers to its caller.
    let called = server.get("/api/v1/instances?process=inner").expect(200).items()[0]["id"].clone();
    revoke(&format!("/api/v1/instances/{}", called.as_str().unwrap())).refused(409, "not-revocable");
    revoke(&first).expect(204);
    assert!(server.get("/api/v1/people/cem/tasks?list=todo").expect(200).items().is_empty());

    // Once it is approved there is nothing in it that waits for people.
    let second = start();
    let task = task_of(&server, "cem")["id"].as_str().unwrap().to_owned();
    let complete = server.ask_with(&cem, "POST", &format!("/api/v1/user-tasks/{task}/complete"));
    complete.json(&json!({"outcome": "approve"})).send().expect(204);
    assert_eq!(allowed(&second), json!([]));
    revoke(&second).refused(409, "not-revocable");
}

#[test]
fn who_would_ask_more_people_than_an_approval_has_seats_is_told_how_many() {
    let server = office();
    let staff: Vec<String> = (0..1_000).map(|n| format!("person,p{n},P{n},cashier\n")).collect();
    import(&server, "text/csv", &format!("kind,id,name,roles\n{}", staff.concat())).expect(200);
    for mode in ["one", "all"] {
        let asks = format!(r#"weir:approvers="role(cashier)" weir:approvalMode="{mode}""#);
        server.deploy(&MODEL.replace(r#"weir:approvers="head(initiator)" weir:approvalMode="all""#, &asks));
        let of = start(&server);
        let incidents = server.get(&format!("/api/v1/incidents?instance={of}")).expect(200).items().clone();
        let told = "1001 people would be asked to approve, and 1000 at most can be: name fewer in `weir:approvers`";
        assert_eq!((&incidents[0]["code"], &incidents[0]["message"]), (&json!("too-many-signers"), &json!(told)));
    }
}

/// Where silence decides, or gives it away, whoever is asked sees when.
#[test]
fn an_approval_tells_until_when_it_is_to_be_decided_and_what_is_done_then() {
    let clock = std::sync::Arc::new(ManualClock::new(Timestamp::parse("2026-09-30T08:30:00Z").unwrap()));
    let server = Server::start_at(Config::default(), clock.clone(), true);
    import(&server, "text/csv", PEOPLE).expect(200);
    let told = |timeout: &str| {
        server.deploy(&MODEL.replace(r#"weir:approvalMode="all""#, timeout));
        let tasks = server.get(&format!("/api/v1/user-tasks?instance={}", start(&server))).expect(200);
        let task = tasks.items()[0].clone();
        let approval = format!("/api/v1/approvals/{}", task["approval"].as_str().unwrap());
        let timeout = server.get(&approval).expect(200).json["timeout"].clone();
        // So long whoever is asked has, and their lists go by it.
        assert_eq!(task["due"], timeout["at"]);
        timeout
    };
    assert_eq!(told(""), json!(null));
    let silence = r#"weir:timeout="P2D" weir:timeoutAction="approve""#;
    clock.set(Timestamp::parse("2026-10-01T08:30:00Z").unwrap());
    let ends = "2026-10-03T08:30:00.000Z";
    assert_eq!(told(silence), json!({"at": ends, "then": "approve"}));
    clock.set(Timestamp::parse("2026-10-01T08:30:01Z").unwrap());
    let reminded = format!(r#"{silence} weir:timeoutReminders="1""#);
    assert_eq!(told(&reminded), json!({"at": "2026-10-03T08:30:01.000Z", "then": "remind"}));
    let list = |more: &str| {
        let path = format!("/api/v1/people/cem/tasks?list=todo{more}");
        let all = server.get(&path).expect(200);
        all.items().iter().map(|task| task["due"].as_str().unwrap_or("-").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(list("&sort=due"), [ends, "2026-10-03T08:30:01.000Z", "-"]);
    assert_eq!(list("&overdue=true"), [""; 0]);
    // Silence has approved the one; of the other cem is told once, that it is late.
    clock.set(Timestamp::parse("2026-10-03T08:30:02Z").unwrap());
    Server::until(|| list("&overdue=true") == ["2026-10-03T08:30:01.000Z"]);
    Server::until(|| list("").len() == 2);
    let notices = || {
        let told = server.get("/api/v1/people/cem/notices").expect(200);
        let kinds = told.items().iter().map(|notice| notice["kind"].as_str().unwrap().to_owned());
        kinds.filter(|kind| kind != "assigned" && kind != "gone").collect::<Vec<_>>()
    };
    Server::until(|| notices() == ["reminded"]);
}
