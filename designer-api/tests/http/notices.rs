//! Notices: listed, marked as read, and streamed, with nothing lost over a new connection. This file is long because what
//! people are told of and the lists that it leads to are tested against one small office.
use crate::office::Browser;
use crate::server::Server;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

const MODEL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
    targetNamespace="test"><process id="p" isExecutable="true"><startEvent id="start"/>
    <userTask id="one" weir:assignee="ann"/><userTask id="two" weir:assignee="bob"/><endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="one"/><sequenceFlow id="f2" sourceRef="one" targetRef="two"/>
    <sequenceFlow id="f3" sourceRef="two" targetRef="end"/></process></definitions>"#;

/// Events as a browser gets them.
pub struct Events(BufReader<TcpStream>);

impl Events {
    fn listen(server: &Server, person: &str, last: Option<&str>) -> Events {
        Events::listen_with(server, person, last, &format!("Authorization: Bearer {}", server.token))
    }

    /// With this header in place of the administrator's token.
    pub fn listen_with(server: &Server, person: &str, last: Option<&str>, shown: &str) -> Events {
        Events::open(server, &format!("people/{person}/notices/stream"), last, shown)
    }

    /// The stream of this path.
    pub fn open(server: &Server, path: &str, last: Option<&str>, shown: &str) -> Events {
        let mut socket = TcpStream::connect(&server.address).expect("a server");
        socket.set_read_timeout(Some(Duration::from_mins(1))).expect("a limit");
        let last = last.map_or(String::new(), |id| format!("Last-Event-ID: {id}\r\n"));
        let address = &server.address;
        write!(
            socket,
            "GET /api/v1/{path} HTTP/1.1\r\nHost: {address}\r\n\
             {shown}\r\nAccept: text/event-stream\r\n{last}\r\n"
        )
        .expect("sent");
        let mut events = Events(BufReader::new(socket));
        assert!(events.line().starts_with("HTTP/1.1 200"));
        while events.line() != "\r\n" {}
        events
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).expect("an event in time");
        assert!(!line.is_empty(), "the stream has ended");
        line
    }

    /// Id, kind and notice of the next one; what is about pieces of the body goes by.
    pub fn next(&mut self) -> (String, String, Value) {
        let (mut id, mut kind, mut silent) = (String::new(), String::new(), 0);
        loop {
            let line = self.line();
            silent += usize::from(line.starts_with(':'));
            assert!(silent < 5, "nothing is told");
            if let Some(found) = line.strip_prefix("id: ") {
                found.trim().clone_into(&mut id);
            } else if let Some(found) = line.strip_prefix("event: ") {
                found.trim().clone_into(&mut kind);
            } else if let Some(found) = line.strip_prefix("data: ") {
                return (id, kind, serde_json::from_str(found).expect("JSON in one line"));
            }
        }
    }

    /// Everything up to the end of the stream.
    pub fn rest_of_it(mut self) -> String {
        let mut rest = String::new();
        // The last piece is an empty one.
        while !rest.ends_with("\n0\r\n") && rest != "0\r\n" {
            assert!(self.0.read_line(&mut rest).expect("it ends in time") > 0, "it ends in order: {rest}");
        }
        rest
    }

    /// The next one of that kind.
    pub fn next_of(&mut self, wanted: &str) -> (String, Value) {
        loop {
            let (id, kind, notice) = self.next();
            if kind == wanted {
                return (id, notice);
            }
        }
    }
}

fn by<'a>(server: &'a Server, person: &str, path: &str) -> crate::server::Ask<'a> {
    server.ask("POST", path).header("x-weir-actor", person)
}

fn start(server: &Server) -> String {
    let started = by(server, "eva", "/api/v1/instances").json(&json!({"process": "p"})).send().expect(201).json;
    started["id"].as_str().expect("an id").to_owned()
}

fn complete(server: &Server, instance: &str, person: &str) {
    let task = server.first(&format!("/api/v1/user-tasks?instance={instance}"));
    by(server, person, &format!("/api/v1/user-tasks/{task}/complete")).send().expect(204);
}

#[test]
fn people_are_told_what_concerns_them() {
    let server = Server::start();
    server.deploy(MODEL);
    let person = |id: &&str| json!({"put": {"person": {"id": id, "name": id}}});
    let people: Vec<Value> = ["ann", "bob", "dan", "eva"].iter().map(person).collect();
    server.post("/api/v1/organisation/changes", &json!({"changes": people})).expect(200);
    let instance = start(&server);
    let told = |person: &str, query: &str| {
        let page = server.get(&format!("/api/v1/people/{person}/notices{query}")).expect(200);
        page.items().iter().map(|n| n["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(told("ann", ""), ["assigned"]);
    let task = server.first("/api/v1/user-tasks");
    let key = task.rsplit_once('.').unwrap().0;
    by(&server, "eva", &format!("/api/v1/approvals/{key}/remind")).send().expect(204);
    by(&server, "eva", &format!("/api/v1/approvals/{key}/copies")).json(&json!({"people": ["dan"]})).send().expect(204);
    let say = json!({"text": "look", "mentions": ["ann", "eva"]});
    by(&server, "eva", &format!("/api/v1/instances/{instance}/comments")).json(&say).send().expect(201);
    assert_eq!(told("ann", ""), ["mentioned", "reminded", "assigned"]);
    assert_eq!(told("dan", ""), ["copied"]);
    assert_eq!(told("eva", ""), [""; 0], "nobody is told of what they do themselves");

    let all = server.get("/api/v1/people/ann/notices").expect(200);
    let reminded = &all.items()[1];
    assert_eq!((&reminded["task"], &reminded["by"]), (&json!(task), &json!("eva")));
    by(&server, "ann", "/api/v1/people/ann/notices/read").json(&json!({"until": reminded["id"]})).send().expect(204);
    assert_eq!(told("ann", "?unread=true"), ["mentioned"]);
    assert_eq!(told("ann", "?limit=2").len(), 2);
    let unknown = by(&server, "ann", "/api/v1/people/ann/notices/read").json(&json!({"until": "none"})).send();
    unknown.refused(404, "no-such-notice");

    complete(&server, &instance, "ann");
    assert_eq!(told("bob", ""), ["assigned"]);
    complete(&server, &instance, "bob");
    assert_eq!(told("eva", ""), ["ended"]);
}

#[test]
fn a_stream_tells_what_comes_and_a_new_one_goes_on_where_it_broke_off() {
    let server = Server::start();
    server.deploy(MODEL);
    let old = start(&server);
    let mut events = Events::listen(&server, "ann", None);
    let first = start(&server);
    let (id, notice) = events.next_of("assigned");
    assert_eq!(
        (&notice["instance"], &notice["id"]),
        (&json!(first), &json!(id)),
        "not that of {old}, which was before"
    );
    let second = start(&server);
    assert_eq!(events.next_of("assigned").1["instance"], json!(second));
    drop(events);

    let missed = start(&server);
    let mut again = Events::listen(&server, "ann", Some(&id));
    let mut seen = vec![];
    while !seen.contains(&json!(missed)) {
        seen.push(again.next_of("assigned").1["instance"].clone());
    }
    assert!(seen.contains(&json!(second)), "it is behind the last that is known");
    let later = start(&server);
    assert_eq!(again.next_of("assigned").1["instance"], json!(later));

    let wrong = server.ask("GET", "/api/v1/people/ann/notices/stream").header("last-event-id", "x").send();
    wrong.refused(400, "invalid-event-id");
    server.stop();
    let mut rest = String::new();
    while again.0.read_line(&mut rest).is_ok_and(|length| length > 0) {}
}

#[test]
fn a_stream_ends_with_what_it_was_opened_by() {
    let server = Server::start();
    server.deploy(MODEL);
    server.somebody("ann", "user");
    server.password("ann", "a long walk in the rain");
    let told = |events: Events, is_let_in: bool| {
        start(&server);
        let rest = events.rest_of_it();
        assert!(!rest.contains("assigned"), "{rest}");
        // Whoever has to log in again is told so, and nobody else.
        assert_eq!(rest.contains("\nevent: session.expired\ndata: {}\n"), !is_let_in, "{rest}");
    };
    let listening = |shown: &str| {
        let mut events = Events::listen_with(&server, "ann", None, shown);
        start(&server);
        events.next_of("assigned");
        events
    };

    let token = server.token_of("ann", &json!({}));
    let events = listening(&format!("Authorization: Bearer {token}"));
    let id = token.split('_').nth(1).expect("an id");
    server.ask("DELETE", &format!("/api/v1/tokens/{id}")).send().expect(204);
    told(events, false);

    let browser = Browser::of(&server, &server.log_in("ann", "a long walk in the rain").expect(200));
    let events = listening(&format!("Cookie: {}", browser.cookie));
    browser.send("DELETE", "/api/v1/session", &json!({})).expect(204);
    told(events, false);

    let token = server.token_of("ann", &json!({}));
    let events = listening(&format!("Authorization: Bearer {token}"));
    server.ask("DELETE", "/api/v1/grants/ann-user").send().expect(204);
    told(events, true);

    server.grant("ann", "user", &json!({}));
    let events = listening(&format!("Authorization: Bearer {token}"));
    server.ask("PUT", "/api/v1/users/ann").json(&json!({ "disabled": true })).send().expect(200);
    told(events, false);
}

#[test]
fn a_copy_is_unread_until_it_is_read_and_its_sender_sees_that() {
    let server = Server::start();
    server.deploy(MODEL);
    let person = |id: &&str| json!({"put": {"person": {"id": id, "name": id}}});
    let people: Vec<Value> = ["ann", "bob", "dan", "eva"].iter().map(person).collect();
    server.post("/api/v1/organisation/changes", &json!({"changes": people})).expect(200);
    let (first, second) = (start(&server), start(&server));
    let copy = |instance: &str| {
        let task = server.first(&format!("/api/v1/user-tasks?instance={instance}"));
        let path = format!("/api/v1/approvals/{}/copies", task.rsplit_once('.').unwrap().0);
        by(&server, "ann", &path).json(&json!({"people": ["dan"]})).send().expect(204);
    };
    copy(&first);
    copy(&second);
    let list = |query: &str| -> Vec<String> {
        let page = server.get(&format!("/api/v1/people/dan/instances?list=copied{query}")).expect(200);
        page.items().iter().map(|found| found["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((list("&read=false").len(), list("&read=true").len()), (2, 0));
    let seen =
        |instance: &str| server.get(&format!("/api/v1/instances/{instance}/copies")).expect(200).items()[0].clone();
    assert_eq!((&seen(&first)["person"], &seen(&first)["read"]), (&json!("dan"), &Value::Null));

    let read = |person: &str, instance: &str| format!("/api/v1/people/{person}/copies/{instance}/read");
    let (dan, ann, bob) =
        (server.somebody("dan", "user"), server.somebody("ann", "user"), server.somebody("bob", "user"));
    server.ask_with(&bob, "POST", &read("dan", &first)).send().refused(403, "forbidden");
    server.ask_with(&bob, "POST", &read("bob", &first)).send().refused(404, "no-such-copy");
    server.ask_with(&dan, "POST", &read("dan", &first)).send().expect(204);
    assert_eq!((list("&read=false"), list("&read=true")), (vec![second.clone()], vec![first.clone()]));
    assert_eq!(list("").len(), 2);
    let at = seen(&first)["read"].clone();
    assert!(at.is_string());
    server.ask_with(&dan, "POST", &read("dan", &first)).send().expect(204);
    assert_eq!(seen(&first)["read"], at, "read is when it was read first");
    let theirs = server.ask_with(&ann, "GET", &format!("/api/v1/instances/{first}/copies")).send().expect(200);
    assert_eq!(theirs.items()[0]["read"], at, "whoever sent it sees that");
    server.ask_with(&bob, "GET", &format!("/api/v1/instances/{first}/copies")).send().expect(404);

    copy(&first);
    assert_eq!(list("&read=false").len(), 2, "another copy is not read yet");
    server.get("/api/v1/people/dan/instances?list=started&read=true").refused(400, "invalid-query");
    let unknown = "00000000-0000-7000-8000-000000000000";
    server.ask_with(&dan, "POST", &read("dan", unknown)).send().refused(404, "no-such-instance");
}

const POOL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
    targetNamespace="test"><process id="pool" isExecutable="true"><startEvent id="start"/>
    <userTask id="pay" weir:candidateUsers="bob" weir:candidateGroups="cashiers,clerks"/><endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="pay"/><sequenceFlow id="f2" sourceRef="pay" targetRef="end"/>
    </process></definitions>"#;

/// Ann is a cashier; Bob is one too, a clerk, and named by the model; Eva is a clerk. Dan is none of it.
fn pool() -> Server {
    let server = Server::start();
    let people = "kind,id,name,groups\ngroup,cashiers,Cashiers,\ngroup,clerks,Clerks,\nperson,ann,Ann,cashiers\n\
                  person,bob,Bob,cashiers;clerks\nperson,eva,Eva,clerks\nperson,dan,Dan,\n";
    server.ask("POST", "/api/v1/organisation/import").body("text/csv", people.as_bytes()).send().expect(200);
    server.deploy(POOL);
    server
}

fn offer(server: &Server, starter: &str) -> String {
    by(server, starter, "/api/v1/instances").json(&json!({"process": "pool"})).send().expect(201);
    let tasks = server.get("/api/v1/user-tasks?limit=100").expect(200);
    tasks.items().last().expect("a task")["id"].as_str().expect("an id").to_owned()
}

/// The tasks that somebody was told they may claim, the latest first.
fn offered(server: &Server, person: &str, query: &str) -> Vec<String> {
    let page = server.get(&format!("/api/v1/people/{person}/notices{query}")).expect(200);
    let candidate = page.items().iter().filter(|notice| notice["kind"] == "candidate");
    candidate.map(|notice| notice["task"].as_str().expect("a task").to_owned()).collect()
}

#[test]
fn members_of_a_group_are_told_of_a_task_until_one_of_them_has_it() {
    let server = pool();
    let mut events = Events::listen(&server, "ann", None);
    let task = offer(&server, "eva");
    assert_eq!(events.next_of("candidate").1["task"], json!(task));
    assert_eq!(offered(&server, "ann", ""), [task.as_str()]);
    assert_eq!(offered(&server, "bob", ""), [task.as_str()], "once, though named and in both groups");
    assert!(offered(&server, "eva", "").is_empty(), "it is her own doing");
    assert!(offered(&server, "dan", "").is_empty());
    let notice = server.get("/api/v1/people/ann/notices").expect(200).items()[0].clone();
    assert_eq!((&notice["by"], &notice["element"], &notice["person"]), (&json!("eva"), &json!("pay"), &json!("ann")));

    by(&server, "ann", &format!("/api/v1/user-tasks/{task}/claim")).send().expect(204);
    assert!(offered(&server, "bob", "").is_empty(), "it is withdrawn");
    let read = |id: &Value| by(&server, "bob", "/api/v1/people/bob/notices/read").json(&json!({"until": id})).send();
    read(&notice["id"]).expect(204);
    by(&server, "ann", &format!("/api/v1/user-tasks/{task}/unclaim")).send().expect(204);
    assert_eq!(offered(&server, "bob", ""), [task.as_str()], "it is there for all again");
    assert!(offered(&server, "bob", "?unread=true").is_empty(), "he has read of it");
    let later = notice["id"].as_str().unwrap().replacen('0', "f", 1);
    read(&json!(later)).refused(404, "no-such-notice");

    let newer = offer(&server, "eva");
    assert_eq!(offered(&server, "bob", "?unread=true"), [newer.as_str()]);
    by(&server, "bob", &format!("/api/v1/user-tasks/{task}/claim")).send().expect(204);
    by(&server, "bob", &format!("/api/v1/user-tasks/{task}/complete")).send().expect(204);
    assert_eq!(offered(&server, "ann", ""), [newer.as_str()], "what is done is offered to nobody");
}

#[test]
fn whoever_joins_a_group_is_told_and_who_has_left_is_not() {
    let server = pool();
    let task = offer(&server, "eva");
    let member = |id: &str, groups: &str| {
        let row = format!("kind,id,name,groups\nperson,{id},X,{groups}\n");
        server.ask("POST", "/api/v1/organisation/import").body("text/csv", row.as_bytes()).send().expect(200);
    };
    member("dan", "clerks");
    member("ann", "");
    assert_eq!(offered(&server, "dan", ""), [task]);
    assert!(offered(&server, "ann", "").is_empty());
}

#[test]
fn pages_of_what_is_told_and_offered_have_each_once_in_the_order_of_time() {
    let server = pool();
    server.deploy(MODEL);
    let mut wanted = vec![];
    for _ in 0..4 {
        offer(&server, "eva");
        start(&server);
    }
    let whole = server.get("/api/v1/people/ann/notices?limit=100").expect(200);
    let ids = |page: &[Value]| page.iter().map(|n| n["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(whole.items().len(), 8);
    assert!(ids(whole.items()).is_sorted_by(|one, next| one > next), "{:?}", ids(whole.items()));
    let mut path = "/api/v1/people/ann/notices?limit=3".to_owned();
    loop {
        let page = server.get(&path).expect(200);
        wanted.extend(ids(page.items()));
        let Some(next) = page.json["next"].as_str() else { break };
        path = format!("/api/v1/people/ann/notices?limit=3&cursor={next}");
    }
    assert_eq!(wanted, ids(whole.items()));
    server.get("/api/v1/people/ann/notices?cursor=zz").refused(400, "bad-cursor");
}

#[test]
fn a_grant_for_other_processes_brings_no_word_of_this_one() {
    let server = pool();
    for (person, processes) in [("ann", json!([])), ("bob", json!(["elsewhere"]))] {
        server.user(person, None);
        server.grant(person, "user", &json!({ "processes": processes }));
    }
    offer(&server, "eva");
    let told = |person: &str| {
        let token = server.token_of(person, &json!({}));
        server.ask_with(&token, "GET", &format!("/api/v1/people/{person}/notices")).send().expect(200).items().len()
    };
    assert_eq!((told("ann"), told("bob")), (1, 0));
}

#[test]
fn the_instances_of_a_person_are_told_by_process_and_state() {
    let server = pool();
    server.deploy(MODEL);
    let (one, two) = (start(&server), start(&server));
    complete(&server, &one, "ann");
    complete(&server, &one, "bob");
    offer(&server, "eva");
    let task = server.first(&format!("/api/v1/user-tasks?instance={two}"));
    let path = format!("/api/v1/approvals/{}/copies", task.rsplit_once('.').unwrap().0);
    by(&server, "ann", &path).json(&json!({"people": ["dan"]})).send().expect(204);
    let list = |person: &str, query: &str| {
        let page = server.get(&format!("/api/v1/people/{person}/instances?list={query}")).expect(200);
        page.items().iter().map(|found| found["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(list("eva", "started").len(), 3);
    assert_eq!(list("eva", "started&process=p"), [two.as_str(), one.as_str()]);
    assert_eq!(list("eva", "started&process=p&state=completed"), [one.as_str()]);
    assert_eq!((list("eva", "started&process=none").len(), list("eva", "started&state=running").len()), (0, 2));
    assert_eq!((list("ann", "handled&state=completed"), list("ann", "handled&state=running").len()), (vec![one], 0));
    assert_eq!((list("dan", "copied&process=p"), list("dan", "copied&process=pool").len()), (vec![two], 0));
    assert_eq!(list("eva", "started&process=p&limit=1").len(), 1);
    server.get("/api/v1/people/eva/instances?list=started&state=asleep").refused(400, "invalid-query");
}

#[test]
fn the_instances_of_a_person_come_in_any_order_page_by_page() {
    let server = pool();
    server.deploy(MODEL);
    let first = start(&server);
    offer(&server, "eva");
    let third = start(&server);
    offer(&server, "eva");
    // Something happens in the oldest last of all.
    complete(&server, &third, "ann");
    complete(&server, &first, "ann");
    let list = |query: &str| -> (Vec<String>, Value) {
        let page = server.get(&format!("/api/v1/people/eva/instances?list=started{query}")).expect(200);
        let ids = page.items().iter().map(|found| found["id"].as_str().unwrap().to_owned()).collect();
        (ids, page.json["next"].clone())
    };
    let newest = list("").0;
    assert_eq!((newest.len(), list("&sort=newest").0), (4, newest.clone()));
    let oldest: Vec<String> = newest.iter().rev().cloned().collect();
    assert_eq!((&oldest[0], list("&sort=oldest").0), (&first, oldest.clone()));
    assert_eq!(list("&sort=oldest&process=p").0, [first.clone(), third.clone()]);
    let active = list("&sort=activity").0;
    assert_eq!(active[..2], [first.clone(), third]);
    for (order, whole) in [("newest", &newest), ("oldest", &oldest), ("activity", &active)] {
        let (mut found, mut cursor) = (vec![], String::new());
        loop {
            let (ids, next) = list(&format!("&sort={order}&limit=3{cursor}"));
            found.extend(ids);
            let Some(next) = next.as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(found, *whole, "{order}: each once");
        let other = format!("/api/v1/people/eva/instances?list=started&sort=other{cursor}");
        server.get(&other).refused(400, "invalid-query");
        let mixed = if order == "newest" { "oldest" } else { "newest" };
        let path = format!("/api/v1/people/eva/instances?list=started&sort={mixed}{cursor}");
        server.get(&path).refused(400, "bad-cursor");
    }
    let handled = server.get("/api/v1/people/ann/instances?list=handled&sort=oldest").expect(200);
    assert_eq!(handled.items()[0]["id"], json!(first));
    assert_eq!(handled.items()[0]["initiator"], "eva", "whose matter it was");
    server.get("/api/v1/people/ann/instances?list=copied&sort=activity").expect(200);
}

#[test]
fn a_token_for_some_processes_marks_what_is_of_these_as_read_and_nothing_else() {
    let server = pool();
    server.deploy(MODEL);
    let all = server.somebody("ann", "user");
    let bounded = server.token_of("ann", &json!({ "processes": ["pool"] }));
    start(&server);
    offer(&server, "eva");
    let unread = |token: &str| {
        let page = server.ask_with(token, "GET", "/api/v1/people/ann/notices?unread=true").send().expect(200);
        page.items().iter().map(|notice| notice["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (unread(&all), unread(&bounded)),
        (vec!["candidate".into(), "assigned".into()], vec!["candidate".into()])
    );
    let whole = server.ask_with(&all, "GET", "/api/v1/people/ann/notices").send().expect(200);
    let (offered, other) = (whole.items()[0]["id"].clone(), whole.items()[1]["id"].clone());
    let read = |token: &str, until: &Value| {
        server.ask_with(token, "POST", "/api/v1/people/ann/notices/read").json(&json!({ "until": until })).send()
    };
    read(&bounded, &other).refused(404, "no-such-notice");
    read(&bounded, &offered).expect(204);
    assert_eq!((unread(&all), unread(&bounded)), (vec!["assigned".to_owned()], vec![]));
    offer(&server, "eva");
    assert_eq!(unread(&bounded), ["candidate"], "what comes later is news");
    read(&all, &offered).expect(204);
    assert_eq!(unread(&all), ["candidate"], "without bounds everything before it is read");
}
