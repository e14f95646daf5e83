//! User tasks: find, claim, put back, complete, in somebody's name.
use crate::model::ORDER;
use crate::server::Server;
use serde_json::{Value, json};
use weir_core::Timestamp;
use weir_designer_api::config::Config;
use weir_engine::ManualClock;

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
fn a_task_is_begun_in_a_role_and_the_history_tells_when_and_as_what() {
    let server = Server::start();
    server.deploy(ORDER);
    let instance = server.instance_of("order", &json!({}));
    let task = server.first("/api/v1/user-tasks");
    let path = format!("/api/v1/user-tasks/{task}");
    let ask = |verb: &str, actor: &str| {
        let ask = server.ask("POST", &format!("{path}/{verb}")).header("x-weir-actor", actor);
        ask.header("x-weir-role", "审批人").header("x-weir-group", "managers").send()
    };
    let visit = || {
        let visits = server.get(&format!("/api/v1/instances/{instance}/activities")).expect(200);
        visits.items().iter().find(|a| a["element"] == "approve").expect("the visit").clone()
    };
    ask("claim", "ann").expect(204);
    assert_eq!((&visit()["group"], &visit()["started"]), (&"managers".into(), &json!(null)), "claimed, not begun");
    ask("start", "bob").refused(409, "task-assigned");
    ask("start", "ann").expect(204);
    let begun = server.get(&path).expect(200).json["started"].clone();
    assert!(begun.is_string() && visit()["started"] == begun, "{begun}");
    ask("start", "ann").expect(204);
    assert_eq!(server.get(&path).expect(200).json["started"], begun, "it begins once");
    ask("unclaim", "ann").expect(204);
    assert_eq!(
        (&visit()["started"], &visit()["role"], &visit()["actor"]),
        (&json!(null), &json!(null), &json!(null)),
        "whoever has it next has not begun"
    );
    // To begin with a free task is to take it.
    ask("start", "bob").expect(204);
    assert_eq!(server.get(&path).expect(200).json["assignee"], "bob");
    ask("complete", "bob").expect(204);
    let done = visit();
    let told = [&done["actor"], &done["role"], &done["group"]];
    assert_eq!(told, [&json!("bob"), &json!("审批人"), &json!("managers")], "{done}");
    assert!(done["claimed"].as_str() <= done["started"].as_str() && done["started"].is_string(), "{done}");
    let trace = server.get(&format!("/api/v1/instances/{instance}/events")).expect(200);
    let begins = trace.items().iter().filter(|e| e["type"] == "userTaskStarted").count();
    assert_eq!(begins, 2, "once for each who began");
    for (header, code) in [("x-weir-role", "invalid-role"), ("x-weir-group", "invalid-group")] {
        let long = "x".repeat(201);
        server.ask("POST", &format!("{path}/claim")).header(header, &long).send().refused(400, code);
    }
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

#[test]
fn tasks_are_listed_in_the_order_that_is_asked_for() {
    let clock = std::sync::Arc::new(ManualClock::new(Timestamp(1_770_000_000_000)));
    let server = Server::start_at(Config::default(), clock.clone(), true);
    server.deploy(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
        targetNamespace="test"><process id="p" isExecutable="true"><startEvent id="s"/>
        <userTask id="t" weir:assignee="= who" weir:candidateUsers="ann,bob" weir:priority="= urgency" weir:dueDate="= due"/>
        <endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>
        <sequenceFlow id="g" sourceRef="t" targetRef="e"/></process></definitions>"#,
    );
    for who in [json!("ann"), serde_json::Value::Null] {
        for (key, urgency, due) in [
            ("a", 50, Some("2999-01-03T00:00:00Z")),
            ("b", 90, None),
            ("c", 10, Some("2026-03-01T00:00:00Z")),
            ("d", 50, Some("2999-01-02T00:00:00Z")),
        ] {
            let variables = json!({"who": who, "urgency": urgency, "due": due});
            let start = json!({"process": "p", "businessKey": key, "variables": variables});
            server.post("/api/v1/instances", &start).expect(201);
            clock.advance(1);
        }
    }
    let list = |list: &str, sort: &str, limit: usize| -> String {
        let (mut keys, mut cursor) = (String::new(), String::new());
        loop {
            let path = format!("/api/v1/people/ann/tasks?list={list}{sort}&limit={limit}{cursor}");
            let page = server.get(&path).expect(200);
            keys.extend(page.items().iter().map(|task| task["businessKey"].as_str().unwrap().to_owned()));
            match page.json["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return keys,
            }
        }
    };
    for which in ["todo", "claimable"] {
        for limit in [1, 2, 100] {
            assert_eq!(list(which, "", limit), "abcd", "{which} {limit}");
            assert_eq!(list(which, "&sort=due", limit), "cdab", "{which} {limit}");
            assert_eq!(list(which, "&sort=priority", limit), "badc", "{which} {limit}");
            assert_eq!(list(which, "&sort=newest", limit), "dcba", "{which} {limit}");
            // What is chosen is put in order too.
            assert_eq!(list(which, "&sort=due&process=p", limit), "cdab", "{which} {limit}");
            assert_eq!(list(which, "&process=q", limit), "", "{which} {limit}");
            assert_eq!(list(which, "&sort=priority&overdue=true", limit), "", "{which} {limit}");
        }
    }
    clock.advance(40 * 86_400_000);
    for which in ["todo", "claimable"] {
        assert_eq!(
            (list(which, "&overdue=true", 1), list(which, "&sort=due&overdue=true", 1)),
            ("c".into(), "c".into())
        );
    }
    server.get("/api/v1/people/ann/tasks?list=todo&sort=colour").refused(400, "invalid-query");
    server.get("/api/v1/people/ann/tasks?list=todo&sort=due&cursor=xyz").refused(400, "bad-cursor");
    let of_due = server.get("/api/v1/people/ann/tasks?list=todo&sort=due&limit=1").expect(200).json["next"].clone();
    let of_due = of_due.as_str().expect("there are more");
    for sort in ["priority", "newest"] {
        let path = format!("/api/v1/people/ann/tasks?list=todo&sort={sort}&cursor={of_due}");
        server.get(&path).refused(400, "bad-cursor");
    }
    let due = server.get("/api/v1/user-tasks?dueBefore=2999-01-02T12:00:00Z&limit=3").expect(200);
    assert_eq!((due.items().len(), &due.items()[0]["businessKey"]), (3, &json!("c")), "by when they are due");
    let next = due.json["next"].as_str().unwrap();
    let rest = server.get(&format!("/api/v1/user-tasks?dueBefore=2999-01-02T12:00:00Z&cursor={next}")).expect(200);
    assert_eq!((rest.items().len(), &rest.json["next"]), (1, &serde_json::Value::Null));
    assert_eq!(server.get("/api/v1/user-tasks?process=p").expect(200).items().len(), 8);
    assert!(server.get("/api/v1/user-tasks?process=q").expect(200).items().is_empty());
}

#[test]
fn departments_and_proxies_are_told_to_those_who_choose_among_them() {
    let server = Server::start();
    let put = |entry: serde_json::Value| json!({ "put": entry });
    let changes = json!({"changes": [
        put(json!({"department": {"id": "sales", "name": "Sales", "valid": {}}})),
        put(json!({"department": {"id": "old", "name": "Old", "valid": {"until": "2020-01-01T00:00:00Z"}}})),
        put(json!({"group": {"id": "sales", "name": "Sellers", "valid": {}}})),
        put(json!({"person": {"id": "ann", "name": "Ann", "memberships": [{"kind": "group", "id": "sales"}, {"kind": "department", "id": "sales"}]}})),
        put(json!({"person": {"id": "eva", "name": "Eva", "memberships": [{"kind": "group", "id": "sales"}]}})),
        put(json!({"calendar": {"id": "office", "name": "Office", "timeZone": "UTC", "week": [[{"from": "09:00:00", "until": "17:00:00"}], [], [], [], [], [], []]}})),
    ]});
    server.post("/api/v1/organisation/changes", &changes).expect(200);
    let ann = server.somebody("ann", "user");
    let get = |path: &str| server.ask_with(&ann, "GET", path).send();
    let departments = get("/api/v1/organisation/departments").expect(200).json;
    assert_eq!(departments.as_array().unwrap().iter().map(|one| &one["id"]).collect::<Vec<_>>(), ["sales"]);

    let unit = |kind: &str, id: &str, name: &str| json!({"kind": kind, "id": id, "name": name});
    let mut units = [
        unit("group", "sales", "Sellers"),
        unit("department", "old", "Old"),
        unit("department", "sales", "Sales"),
        unit("calendar", "office", "Office"),
    ];
    assert_eq!(
        get("/api/v1/organisation/units").expect(200).json,
        json!(units),
        "also what is no more: models name it"
    );
    for (place, people) in [2, 0, 1].into_iter().enumerate() {
        units[place]["people"] = json!(people);
    }
    assert_eq!(get("/api/v1/organisation/units?count=true").expect(200).json, json!(units));

    // Whoever is in no organisation is known by the name of their account; nobody else is.
    server.somebody("opal", "operator");
    let opal = get("/api/v1/organisation/people/opal").expect(200).json;
    assert_eq!((&opal["id"], &opal["account"], &opal["memberships"]), (&json!("opal"), &json!(true), &json!([])));
    assert_eq!(get("/api/v1/organisation/people/eva").expect(200).json["account"], serde_json::Value::Null);
    get("/api/v1/organisation/people/nobody").refused(404, "not-found");

    let proxy = |name: &str, valid: serde_json::Value| {
        let body = json!({"substitute": "eva", "valid": valid});
        server.ask_with(&ann, "PUT", &format!("/api/v1/people/ann/proxies/{name}")).json(&body).send()
    };
    proxy("trip", json!({})).expect(200);
    let told = get("/api/v1/people/ann/proxies").expect(200).json;
    assert_eq!((told[0]["substitute"].as_str(), told.as_array().unwrap().len()), (Some("eva"), 1));
    get("/api/v1/people/eva/proxies").expect(403);
    // For a process that is none nobody would ever be asked.
    let body = json!({"substitute": "eva", "processes": ["nowhere"]});
    let lost = server.ask_with(&ann, "PUT", "/api/v1/people/ann/proxies/lost").json(&body).send();
    let told = lost.refused(400, "organisation-dangling");
    assert!(told.json["detail"].as_str().is_some_and(|detail| detail.contains("`nowhere`")), "{}", told.json);
}

#[test]
fn an_open_task_is_planned_anew_by_whoever_may() {
    let server = Server::start();
    server.deploy(ORDER);
    let (ann, opal) = (server.somebody("ann", "user"), server.somebody("opal", "operator"));
    server.instance_of("order", &json!({}));
    let task = server.first("/api/v1/user-tasks");
    let path = format!("/api/v1/user-tasks/{task}");
    server.ask("POST", &format!("{path}/claim")).header("x-weir-actor", "ann").send().expect(204);
    let plan = |token: &str, body: &Value| server.ask_with(token, "PATCH", &path).json(body).send();
    let seen = || server.get(&path).expect(200).json;

    plan(&ann, &json!({ "followUp": "2999-01-02T00:00:00Z" })).expect(204);
    plan(&ann, &json!({ "due": "2999-01-01T00:00:00Z" })).refused(403, "forbidden");
    plan(&ann, &json!({ "priority": 90 })).refused(403, "forbidden");
    let all = json!({ "due": "2020-01-01T00:00:00Z", "priority": 90, "reason": "the customer waits" });
    plan(&opal, &all).expect(204);
    let task_now = seen();
    assert_eq!((&task_now["due"], &task_now["priority"]), (&json!("2020-01-01T00:00:00.000Z"), &json!(90)));
    assert_eq!(task_now["followUp"], "2999-01-02T00:00:00.000Z", "what is not named stays");
    let told = || server.get("/api/v1/people/ann/notices").expect(200).text;
    Server::until(|| told().contains("overdue"));
    assert_eq!(server.get("/api/v1/people/ann/counts").expect(200).json["overdue"], 1);
    assert_eq!(server.get("/api/v1/user-tasks?dueBefore=2021-01-01T00:00:00Z").expect(200).items().len(), 1);
    let events = server.get("/api/v1/audit/events?actions=userTaskPlanned").expect(200);
    let planned = events.items().iter().find(|entry| entry["reason"] == "the customer waits").expect("an entry");
    assert_eq!((&planned["actor"]["id"], &planned["object"]["kind"]), (&json!("opal"), &json!("task")));

    plan(&opal, &json!({ "due": null })).expect(204);
    assert_eq!(seen()["due"], Value::Null);
    assert_eq!(server.get("/api/v1/people/ann/counts").expect(200).json["overdue"], 0);
    plan(&opal, &json!({ "priority": 101 })).refused(400, "priority-range");
    plan(&opal, &json!({ "priority": -1 })).refused(400, "invalid-body");
    plan(&opal, &json!({ "due": "tomorrow" })).refused(400, "invalid-body");
    plan(&opal, &json!({ "reason": "x".repeat(9000), "priority": 1 })).refused(400, "reason-too-long");
    assert_eq!(seen()["priority"], 90, "nothing was changed");
    server.ask("POST", &format!("{path}/complete")).header("x-weir-actor", "ann").send().expect(204);
    plan(&opal, &json!({ "priority": 5 })).refused(404, "no-such-user-task");
}

/// A table of many people is loaded while others let somebody stand in for them: neither is told to try again.
#[test]
fn an_import_goes_by_what_it_names_and_not_by_what_else_changes() {
    let server = Server::start();
    let import =
        |file: &str| server.ask("POST", "/api/v1/organisation/import").body("text/csv", file.as_bytes()).send();
    let people: Vec<String> = (0..400).map(|n| format!("person,p{n},P{n}\n")).collect();
    import(&format!("kind,id,name\n{}", people.concat())).expect(200);
    std::thread::scope(|scope| {
        for n in 0..4 {
            let proxies = move |server: &Server| {
                for substitute in 100..130 {
                    let path = format!("/api/v1/people/p{n}/proxies/of-p{n}");
                    let wanted = json!({"substitute": format!("p{substitute}")});
                    server.ask("PUT", &path).json(&wanted).send().expect(200);
                }
            };
            let server = &server;
            scope.spawn(move || proxies(server));
        }
        for round in 0..8 {
            let mails: Vec<String> = (0..400).map(|n| format!("person,p{n},P{n},p{n}-{round}@example.org\n")).collect();
            import(&format!("kind,id,name,email\n{}", mails.concat())).expect(200);
        }
    });
    let told = server.get("/api/v1/organisation").expect(200).json;
    assert_eq!((&told["people"], &told["proxies"], &told["version"]), (&json!(400), &json!(4), &json!(1 + 4 * 30 + 8)));
    let last = server.get("/api/v1/organisation/people/p7").expect(200).json;
    assert_eq!(last["email"], "p7-7@example.org");
}
