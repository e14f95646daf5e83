//! What does not fit people's work over HTTP: a stable code each, nothing changed, and a line in the audit where access was
//! denied; and the calls by which approvals are sent back, straight back, asked more widely and reminded.
use crate::server::{Answer, Server};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;

/// After an application two ways at once, the left one in two tasks; then an approval by two, and the payment.
const MODEL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="t">
  <process id="claim" isExecutable="true"><startEvent id="s"/><userTask id="apply" weir:assignee="ann"/>
    <parallelGateway id="split"/><userTask id="a" weir:assignee="ann"/><userTask id="b" weir:assignee="ben"/>
    <userTask id="x" weir:assignee="eva"/><parallelGateway id="join"/>
    <userTask id="ok" weir:approvers="user(cem), user(dan)" weir:approvalMode="all"/>
    <userTask id="pay" weir:assignee="eva"/><endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="apply"/><sequenceFlow id="f2" sourceRef="apply" targetRef="split"/>
    <sequenceFlow id="f3" sourceRef="split" targetRef="a"/><sequenceFlow id="f4" sourceRef="a" targetRef="b"/>
    <sequenceFlow id="f5" sourceRef="b" targetRef="join"/><sequenceFlow id="f6" sourceRef="split" targetRef="x"/>
    <sequenceFlow id="f7" sourceRef="x" targetRef="join"/><sequenceFlow id="f8" sourceRef="join" targetRef="ok"/>
    <sequenceFlow id="f9" sourceRef="ok" targetRef="pay"/><sequenceFlow id="g" sourceRef="pay" targetRef="e"/>
  </process></definitions>"#;

/// An office with one claim, and the tokens of those who work on it.
struct Office {
    server: Server,
    tokens: BTreeMap<&'static str, String>,
    instance: String,
}

fn office() -> Office {
    let server = Server::start();
    let people = ["ann", "ben", "cem", "dan", "eva", "fay"];
    let put: Vec<Value> = people.iter().map(|id| json!({"put": {"person": {"id": id, "name": id}}})).collect();
    server.post("/api/v1/organisation/changes", &json!({ "changes": put })).expect(200);
    server.deploy(MODEL);
    let tokens: BTreeMap<_, _> = people.into_iter().map(|id| (id, server.somebody(id, "user"))).collect();
    let started = server.ask_with(&tokens["ann"], "POST", "/api/v1/instances").json(&json!({ "process": "claim" }));
    let instance = started.send().expect(201).json["id"].as_str().unwrap().to_owned();
    Office { server, tokens, instance }
}

impl Office {
    fn post(&self, person: &str, path: &str, body: &Value) -> Answer {
        self.server.ask_with(&self.tokens[person], "POST", &format!("/api/v1{path}")).json(body).send()
    }

    /// The open task of somebody at an element.
    #[track_caller]
    fn task(&self, element: &str, person: &str) -> Value {
        let all = self.server.get(&format!("/api/v1/user-tasks?instance={}", self.instance)).expect(200);
        let is = |task: &&Value| task["element"] == element && task["assignee"] == person;
        all.items().iter().find(is).unwrap_or_else(|| panic!("{person} has no {element}: {}", all.text)).clone()
    }

    #[track_caller]
    fn path(&self, element: &str, person: &str) -> String {
        format!("/user-tasks/{}", self.task(element, person)["id"].as_str().unwrap())
    }

    #[track_caller]
    fn done(&self, steps: &[(&str, &str)]) {
        for (element, person) in steps {
            let outcome = if *element == "ok" { json!({ "outcome": "approve" }) } else { json!({}) };
            self.post(person, &format!("{}/complete", self.path(element, person)), &outcome).expect(204);
        }
    }

    fn open(&self) -> Vec<String> {
        let all = self.server.get(&format!("/api/v1/user-tasks?instance={}", self.instance)).expect(200);
        let mut open: Vec<String> = all
            .items()
            .iter()
            .map(|task| format!("{} {}", task["element"].as_str().unwrap(), task["assignee"].as_str().unwrap()))
            .collect();
        open.sort();
        open
    }

    fn history(&self) -> String {
        self.server.get(&format!("/api/v1/instances/{}/events?limit=1000", self.instance)).expect(200).text
    }

    /// Refused with this code, and nothing has changed.
    #[track_caller]
    fn refused(&self, person: &str, path: &str, body: &Value, status: u16, code: &str) {
        let before = self.history();
        self.post(person, path, body).refused(status, code);
        assert_eq!(self.history(), before, "{path} {body}");
    }
}

#[test]
fn nobody_does_what_is_not_theirs_and_nothing_is_done_twice() {
    let office = office();
    let apply = office.path("apply", "ann");
    for (verb, body) in [
        ("complete", json!({})),
        ("claim", json!({})),
        ("return", json!({ "to": "previous" })),
        ("delegate", json!({ "to": "fay" })),
    ] {
        office.refused("fay", &format!("{apply}/{verb}"), &body, 404, "no-such-user-task");
    }
    let denied = office.server.audit("denied");
    assert!(
        denied.iter().any(|line| line["user"] == "fay" && line["object"] == apply["/user-tasks/".len()..]),
        "{denied:?}"
    );

    office.done(&[("apply", "ann")]);
    office.refused("ann", &format!("{apply}/complete"), &json!({}), 409, "task-done");
    // What was taken back is another task: nobody completes the old one.
    let b = {
        office.done(&[("a", "ann")]);
        office.path("b", "ben")
    };
    office.post("ann", &format!("/instances/{}/withdraw", office.instance), &json!({ "element": "a" })).expect(204);
    assert_eq!(office.open(), ["a ann", "x eva"]);
    office.refused("ben", &format!("{b}/complete"), &json!({}), 409, "task-done");
    office.refused(
        "ann",
        &format!("/instances/{}/withdraw", office.instance),
        &json!({ "element": "b" }),
        409,
        "nothing-to-withdraw",
    );

    office.done(&[("a", "ann"), ("b", "ben"), ("x", "eva")]);
    let (vote, ok) = (office.path("ok", "cem"), office.task("ok", "cem")["approval"].as_str().unwrap().to_owned());
    office.refused("cem", &format!("{vote}/complete"), &json!({ "outcome": "perhaps" }), 409, "not-a-vote");
    office.refused("cem", &format!("{vote}/complete"), &json!({}), 409, "not-a-vote");
    office.done(&[("ok", "cem")]);
    office.refused("cem", &format!("{vote}/complete"), &json!({ "outcome": "reject" }), 409, "task-done");
    office.post("cem", &format!("/approvals/{ok}/withdraw"), &json!({})).expect(204);
    office.refused("cem", &format!("/approvals/{ok}/withdraw"), &json!({}), 409, "nothing-to-withdraw");
    office.refused("cem", &format!("{vote}/complete"), &json!({ "outcome": "approve" }), 409, "task-done");
    assert_eq!(office.open(), ["ok cem", "ok dan"]);
}

#[test]
fn a_matter_goes_back_to_one_task_that_was_done_and_is_still_open() {
    let office = office();
    let refused = |element: &str, person: &str, to: Value, status: u16, code: &str| {
        let path = format!("{}/return", office.path(element, person));
        office.refused(person, &path, &json!({ "to": to }), status, code);
    };
    for never in ["last", "ok", "apply", "s", "a,b", "../apply"] {
        refused("apply", "ann", json!(never), 409, "never-done");
    }
    refused("apply", "ann", json!("previous"), 409, "nowhere-to-return");
    office.done(&[("apply", "ann"), ("a", "ann")]);
    // Several at once are no target: it is one token that goes back.
    for several in [json!(["apply", "a"]), json!({ "element": "a" }), json!(7), json!(null)] {
        refused("x", "eva", several, 400, "invalid-body");
    }
    refused("x", "eva", json!("a"), 409, "closed-branch");
    office.done(&[("b", "ben"), ("x", "eva")]);
    for closed in ["a", "b", "x"] {
        refused("ok", "cem", json!(closed), 409, "closed-branch");
    }
    office.done(&[("ok", "cem"), ("ok", "dan")]);
    refused("pay", "eva", json!("b"), 409, "closed-branch");
    // Straight back (驳回后直达): the whole way is not gone again.
    let back = format!("{}/return", office.path("pay", "eva"));
    office.post("eva", &back, &json!({ "to": "apply", "comeBack": true, "comment": "no receipt" })).expect(204);
    assert_eq!(office.open(), ["apply ann"]);
    office.refused("eva", &back, &json!({ "to": "apply" }), 409, "task-done");
    office.done(&[("apply", "ann")]);
    assert_eq!(office.open(), ["pay eva"]);
    office.done(&[("pay", "eva")]);
    let state = office.server.get(&format!("/api/v1/instances/{}", office.instance)).expect(200);
    assert_eq!(state.json["state"], "completed");
}

#[test]
fn of_two_who_send_it_back_at_once_one_does() {
    let office = office();
    office.done(&[("apply", "ann"), ("a", "ann")]);
    let both = [("b", "ben"), ("x", "eva")]
        .map(|(element, person)| (person, format!("{}/return", office.path(element, person))));
    let returns = &|person: &str, path: &str| office.post(person, path, &json!({ "to": "apply" }));
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let asked: Vec<_> = both.iter().map(|(person, path)| scope.spawn(move || returns(person, path))).collect();
        asked.into_iter().map(|one| one.join().expect("an answer")).collect()
    });
    let mut told: Vec<_> = answers.iter().map(|answer| (answer.status, answer.code())).collect();
    told.sort_unstable();
    assert_eq!(told, [(204, ""), (409, "task-done")]);
    assert_eq!(office.open(), ["apply ann"]);
    assert_eq!(office.history().matches("\"returned\"").count(), 1, "once");
}

#[test]
fn signers_are_added_where_they_are_said_to_stand_and_the_last_one_stays() {
    let office = office();
    office.done(&[("apply", "ann"), ("a", "ann"), ("b", "ben"), ("x", "eva")]);
    let ok = office.task("ok", "cem")["approval"].as_str().unwrap().to_owned();
    let (signers, copies) = (format!("/approvals/{ok}/signers"), format!("/approvals/{ok}/copies"));
    for (body, status, code) in [
        (json!({ "add": ["nobody"] }), 409, "no-such-person"),
        (json!({ "add": ["dan"] }), 409, "already-a-signer"),
        (json!({ "add": [] }), 400, "signers-change"),
        (json!({ "add": ["fay"], "place": "above" }), 400, "invalid-body"),
        (json!({ "remove": 1 }), 409, "not-your-signer"),
        (json!({ "remove": 9 }), 409, "no-such-seat"),
        (json!({ "remove": -1 }), 400, "invalid-body"),
    ] {
        office.refused("cem", &signers, &body, status, code);
    }
    office.refused("cem", &copies, &json!({ "people": ["nobody"] }), 409, "no-such-person");
    office.refused("cem", &copies, &json!({ "people": [] }), 409, "nobody-named");
    let seat = |person: &str| {
        let seats = office.server.get(&format!("/api/v1/approvals/{ok}")).expect(200).json["seats"].clone();
        seats.as_array().unwrap().iter().find(|seat| seat["person"] == person).unwrap()["id"].clone()
    };
    // An administrator may take anybody out, but for the last.
    let forced = |person: &str| {
        let body = json!({ "remove": seat(person), "force": true });
        office.server.post(&format!("/api/v1{signers}"), &body)
    };
    forced("dan").expect(204);
    let before = office.history();
    forced("cem").refused(409, "last-signer");
    assert_eq!(office.history(), before);
    office.post("cem", &signers, &json!({ "add": ["fay"], "place": "before" })).expect(204);
    assert_eq!(office.open(), ["ok fay"], "cem waits for fay");
    office.done(&[("ok", "fay")]);
    office.post("cem", &signers, &json!({ "add": ["ben"], "place": "beside" })).expect(204);
    assert_eq!(office.open(), ["ok ben", "ok cem"]);
    office.post("cem", &signers, &json!({ "remove": seat("ben") })).expect(204);
    office.post("cem", &copies, &json!({ "people": ["fay"] })).expect(204);
    office.post("ann", &format!("/approvals/{ok}/remind"), &json!({})).expect(204);
    office.refused("ann", &format!("/approvals/{ok}/remind"), &json!({}), 409, "reminded-just-now");
    office
        .post("cem", &signers, &json!({ "add": ["dan"], "place": "after", "comment": "you have the last look" }))
        .expect(204);
    assert_eq!(office.open(), ["ok cem"], "dan waits for cem");
    office.done(&[("ok", "cem")]);
    assert_eq!(office.open(), ["ok dan"]);
    office.done(&[("ok", "dan")]);
    assert_eq!(office.open(), ["pay eva"]);
}

#[test]
fn approvers_who_are_none_and_lines_that_go_round_change_nothing() {
    let office = office();
    let rules = r#"weir:approvers="user(cem), user(dan)" weir:approvalMode="all""#;
    let nobody = MODEL.replace("\"claim\"", "\"empty\"").replace(rules, r#"weir:approvers="superior(initiator)""#);
    office.server.deploy(&nobody.replace("<userTask id=\"apply\" weir:assignee=\"ann\"/>", "<task id=\"apply\"/>"));
    let started = office.post("ann", "/instances", &json!({ "process": "empty" })).expect(201).json["id"].clone();
    let of = started.as_str().unwrap();
    for person in ["ann", "ben", "eva"] {
        let tasks = office.server.get(&format!("/api/v1/user-tasks?instance={of}")).expect(200);
        let task = tasks.items().iter().find(|task| task["assignee"] == person).unwrap()["id"].clone();
        office.post(person, &format!("/user-tasks/{}/complete", task.as_str().unwrap()), &json!({})).expect(204);
    }
    let incidents = office.server.get(&format!("/api/v1/incidents?instance={of}")).expect(200);
    assert_eq!(incidents.items()[0]["code"], "nobody-to-approve", "{}", incidents.text);
    for none in ["users()", "user()", "boss"] {
        let file = MODEL.replace("user(cem), user(dan)", none);
        let told = office.server.ask("POST", "/api/v1/deployments").files(&[("m.bpmn", file.as_bytes())]).send();
        let problems = told.refused(422, "invalid-model").json["problems"].to_string();
        assert!(problems.contains("approval-"), "`{none}`: {problems}");
    }

    let before = office.server.get("/api/v1/organisation/export").expect(200).text;
    let change = |changes: Value| office.server.post("/api/v1/organisation/changes", &json!({ "changes": changes }));
    let person =
        |id: &str, superior: &str| json!({ "put": { "person": { "id": id, "name": id, "superior": superior } } });
    change(json!([person("ann", "ann")])).refused(400, "organisation-circle");
    change(json!([person("ann", "ben"), person("ben", "cem"), person("cem", "ann")]))
        .refused(400, "organisation-circle");
    let stand_in = |person: &str, substitute: &str| {
        let path = format!("/api/v1/people/{person}/proxies/of-{person}");
        let ask = office.server.ask_with(&office.tokens[person], "PUT", &path);
        ask.json(&json!({ "substitute": substitute })).send()
    };
    stand_in("ann", "ann").refused(400, "proxy-of-self");
    assert_eq!(office.server.get("/api/v1/organisation/export").expect(200).text, before, "nothing has changed");
    stand_in("ann", "ben").expect(200);
    stand_in("ben", "cem").expect(200);
    let before = office.server.get("/api/v1/organisation/export").expect(200).text;
    stand_in("cem", "ann").refused(400, "organisation-circle");
    // Nobody lets others stand in for somebody else; that is noted.
    let path = "/api/v1/people/dan/proxies/of-dan";
    let theirs =
        office.server.ask_with(&office.tokens["fay"], "PUT", path).json(&json!({ "substitute": "fay" })).send();
    theirs.refused(403, "forbidden");
    assert!(office.server.audit("denied").iter().any(|line| line["user"] == "fay" && line["object"] == "dan"));
    assert_eq!(office.server.get("/api/v1/organisation/export").expect(200).text, before, "nothing has changed");
}

/// 离职交接: what somebody had who has left goes to somebody else by an operator, whatever account they keep.
#[test]
fn who_has_left_and_keeps_an_account_decides_nothing_until_an_operator_hands_it_over() {
    let office = office();
    office.done(&[("apply", "ann"), ("a", "ann"), ("b", "ben"), ("x", "eva")]);
    let task = office.task("ok", "cem");
    assert!(task["allowedActions"].to_string().contains("reassign"), "of whoever operates: {task}");
    let theirs = |person: &str| {
        let path = format!("/api/v1/user-tasks/{}", task["id"].as_str().unwrap());
        office.server.ask_with(&office.tokens[person], "GET", &path).send().expect(200).json["allowedActions"].clone()
    };
    assert!(theirs("cem").to_string().contains("approve"));
    let unreachable = || office.server.get("/api/v1/user-tasks?unreachable=true").expect(200).items().len();
    assert_eq!(unreachable(), 0);
    let leave = |id: &str| {
        let gone = json!({ "id": id, "name": id, "valid": { "until": "2020-01-01T00:00:00Z" } });
        let change = json!({ "changes": [{ "put": { "person": gone } }] });
        office.server.post("/api/v1/organisation/changes", &change).expect(200);
    };
    leave("cem");
    assert_eq!(theirs("cem"), json!([]));
    assert_eq!(unreachable(), 1, "whoever operates is told, though there is an account");
    let (path, approval) = (office.path("ok", "cem"), task["approval"].as_str().unwrap().to_owned());
    for (path, body) in [
        (format!("{path}/complete"), json!({ "outcome": "approve" })),
        (format!("{path}/return"), json!({ "to": "apply" })),
        (format!("{path}/transfer"), json!({ "to": "fay" })),
        (format!("{path}/delegate"), json!({ "to": "fay" })),
        (format!("/approvals/{approval}/signers"), json!({ "add": ["fay"] })),
    ] {
        office.refused("cem", &path, &body, 409, "has-left");
    }
    let denied = office.server.audit("denied");
    assert!(denied.iter().any(|line| line["user"] == "cem" && line.to_string().contains("has-left")), "{denied:?}");
    // Nobody speaks for them either.
    let ask = office.server.ask("POST", &format!("/api/v1{path}/complete")).header("x-weir-actor", "cem");
    ask.json(&json!({ "outcome": "approve" })).send().refused(409, "has-left");
    // Whoever began it, and has left too, takes nothing back.
    leave("ann");
    office.refused("ann", &format!("/instances/{}/revoke", office.instance), &json!({}), 409, "has-left");
    let handed = json!({ "to": "fay", "force": true, "comment": "cem has left" });
    office.server.post(&format!("/api/v1{path}/transfer"), &handed).expect(204);
    assert_eq!((office.open(), unreachable()), (vec!["ok dan".to_owned(), "ok fay".to_owned()], 0));
    office.done(&[("ok", "dan"), ("ok", "fay")]);
    assert_eq!(office.open(), ["pay eva"]);
}

#[test]
fn a_file_that_is_too_large_leaves_nothing_behind() {
    let office = office();
    let path = format!("/api/v1/instances/{}/attachments?name=a.pdf", office.instance);
    let huge = vec![b'x'; usize::try_from(weir_engine::ATTACHMENT_BYTES_MAX).unwrap() + 1];
    let ask = office.server.ask_with(&office.tokens["ann"], "POST", &path).body("application/octet-stream", &huge);
    let before = office.history();
    ask.header("transfer-encoding", "chunked").send().refused(413, "too-large");
    // Whoever says how large it is hears it before anything is sent.
    let mut stream = TcpStream::connect(&office.server.address).unwrap();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nContent-Type: application/octet-stream\r\n\
         Content-Length: {}\r\n\r\n",
        office.server.address,
        office.tokens["ann"],
        huge.len()
    )
    .unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
    assert!(office.server.attachments().is_empty());
    assert_eq!(office.history(), before);
}

#[test]
fn a_file_that_breaks_off_leaves_nothing_behind() {
    let office = office();
    let path = format!("/api/v1/instances/{}/attachments?name=a.pdf", office.instance);
    let (begun, before) = (office.server.attachments().len(), office.history());
    for framing in ["Content-Length: 1000000", "Transfer-Encoding: chunked"] {
        let mut stream = TcpStream::connect(&office.server.address).unwrap();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nContent-Type: application/octet-stream\r\n\
             {framing}\r\n\r\n3e8\r\n{}\r\n",
            office.server.address,
            office.tokens["ann"],
            "x".repeat(1000)
        )
        .unwrap();
        // Some of it has come.
        Server::until(|| office.server.attachments().len() > begun);
        drop(stream);
        Server::until(|| office.server.attachments().len() == begun);
    }
    let list = office.server.get(&format!("/api/v1/instances/{}/attachments", office.instance)).expect(200);
    assert_eq!((list.items().len(), office.history()), (0, before));
}
