//! What does not fit is refused with a status and a code, and nothing is written.
use crate::model::ORDER;
use crate::server::Server;
use serde_json::json;

const NO_LETTER: &str = "dead-letters/0000000000000080008000000000000000000000000000000000000000/discard";
const NO_TYPES: &str = "{\"worker\": \"w\", \"types\": [], \"max\": 1, \"leaseMs\": 1}";
const NOBODY: &str = "00000000-0000-8000-8000-000000000000";

#[test]
fn every_input_that_does_not_fit_has_its_code() {
    let server = Server::start();
    server.deploy(ORDER);
    let before = server.written();
    let cases: &[(&str, &str, &str, u16, &str)] = &[
        // Bodies.
        ("POST", "instances", "{", 400, "malformed-json"),
        ("POST", "instances", "{\"process\": \"order\",}", 400, "malformed-json"),
        ("POST", "instances", "[]", 400, "invalid-body"),
        ("POST", "instances", "{\"process\": 7}", 400, "invalid-body"),
        ("POST", "instances", "{\"process\": \"order\", \"admin\": true}", 400, "invalid-body"),
        ("POST", "instances", "{\"process\": \"order\", \"process\": \"order\"}", 400, "invalid-body"),
        ("POST", "signals", "[\"go\", {}]", 400, "invalid-body"),
        (
            "POST",
            "instances/00000000-0000-8000-8000-000000000000/modify",
            "{\"steps\": [{\"move\": [{\"element\": \"a\"}, {\"before\": \"b\"}]}]}",
            400,
            "invalid-body",
        ),
        ("POST", "messages", "{}", 400, "invalid-body"),
        ("POST", "analytics/processes/order/conformance", "{\"norm\": {}}", 400, "invalid-body"),
        ("POST", "signals", "{\"name\": \"go\", \"extra\": 1}", 400, "invalid-body"),
        ("POST", "start-conditions/evaluate", "{\"extra\": 1}", 400, "invalid-body"),
        ("POST", "jobs/fetch", "{\"worker\": \"w\", \"types\": [], \"max\": -1, \"leaseMs\": 1}", 400, "invalid-body"),
        ("POST", "user-tasks/00000000-0000-8000-8000-000000000000.1.1/claim", "{\"by\": \"x\"}", 400, "invalid-body"),
        // Ids.
        ("GET", "instances/7", "", 400, "invalid-id"),
        ("POST", "user-tasks/00000000-0000-8000-8000-000000000000.1.+1/claim", "{}", 400, "invalid-id"),
        ("POST", "user-tasks/00000000-0000-8000-8000-000000000000.01.1/claim", "{}", 400, "invalid-id"),
        ("GET", "instances/%2e%2e%2f", "", 400, "invalid-id"),
        ("GET", "user-tasks/7", "", 400, "invalid-id"),
        ("POST", "incidents/x/resolve", "", 400, "invalid-id"),
        ("POST", "dead-letters/x/retry", "", 400, "invalid-id"),
        ("POST", NO_LETTER, "", 404, "no-such-dead-letter"),
        ("POST", "jobs/fetch", NO_TYPES, 400, "bad-job-types"),
        ("GET", "definitions/nothing:1", "", 404, "no-such-definition"),
        ("GET", "definitions/nothing:1/xml", "", 404, "no-such-definition"),
        ("POST", "instances", "{\"process\": \"nothing\"}", 404, "no-such-process"),
        // Queries.
        ("GET", "instances?limit=none", "", 400, "invalid-query"),
        ("GET", "instances?limit=-1", "", 400, "invalid-query"),
        ("GET", "instances?state=sleeping", "", 400, "invalid-query"),
        ("GET", "instances?parent=7", "", 400, "invalid-query"),
        ("GET", "instances?colour=red", "", 400, "invalid-query"),
        ("GET", "instances?variables=[[%22amount%22,%22equal%22,7]]", "", 400, "invalid-query"),
        ("GET", "user-tasks?dueBefore=soon", "", 400, "invalid-query"),
        ("GET", "instances?limit=1&limit=2", "", 400, "invalid-query"),
        // Paths and methods.
        ("GET", "nothing", "", 404, "no-such-route"),
        ("DELETE", "instances", "", 405, "method-not-allowed"),
    ];
    for (method, path, body, status, code) in cases {
        let mut ask = server.ask(method, &format!("/api/v1/{path}"));
        if !body.is_empty() {
            ask = ask.body("application/json", body.as_bytes());
        }
        let answer = ask.send();
        assert_eq!((answer.status, answer.code()), (*status, *code), "{method} {path} {body}: {}", answer.text);
    }
    assert_eq!(server.written(), before);
}

#[test]
fn no_route_ignores_a_query_parameter_that_it_does_not_know() {
    let server = Server::start();
    let contract = weir_designer_api::http::document();
    let operations = contract["paths"].as_object().unwrap().iter().filter(|(path, _)| path.starts_with("/api/v1/"));
    // What an OpenID provider adds to the way back is its own affair, and different from one to the other.
    for (path, item) in operations.filter(|(path, _)| *path != "/api/v1/oidc/callback") {
        let id = match path.split('/').nth(3).unwrap() {
            "user-tasks" | "jobs" | "enabled-activities" => format!("{NOBODY}.1.1"),
            "incidents" | "ad-hoc-sub-processes" | "approvals" => format!("{NOBODY}.1"),
            "dead-letters" => "00".repeat(29),
            _ => NOBODY.to_owned(),
        };
        for method in item.as_object().unwrap().keys() {
            let path = format!(
                "{}?colour=red",
                path.replace("{id}", &id).replace("{instance}", NOBODY).replace("{version}", "1")
            );
            let answer = server.ask(&method.to_uppercase(), &path).send();
            assert_eq!((answer.status, answer.code()), (400, "invalid-query"), "{method} {path}: {}", answer.text);
        }
    }
}

#[test]
fn what_is_not_there_is_not_found_on_every_route() {
    let server = Server::start();
    let wait = format!("{NOBODY}.1.1");
    let before = server.written();
    let paths = [
        ("GET", format!("instances/{NOBODY}"), json!(null)),
        ("GET", format!("instances/{NOBODY}/variables"), json!(null)),
        ("GET", format!("instances/{NOBODY}/events"), json!(null)),
        ("GET", format!("instances/{NOBODY}/activities"), json!(null)),
        ("POST", format!("instances/{NOBODY}/cancel"), json!({})),
        ("PATCH", format!("instances/{NOBODY}/variables"), json!({ "variables": { "a": 1 } })),
        ("GET", format!("user-tasks/{wait}"), json!(null)),
        ("POST", format!("user-tasks/{wait}/claim"), json!({})),
        ("POST", format!("user-tasks/{wait}/unclaim"), json!({})),
        ("POST", format!("user-tasks/{wait}/complete"), json!({})),
        ("POST", format!("jobs/{wait}/complete"), json!({ "token": 1 })),
        ("POST", format!("jobs/{wait}/fail"), json!({ "token": 1 })),
        ("POST", format!("jobs/{wait}/error"), json!({ "token": 1, "code": "x" })),
        ("POST", format!("jobs/{wait}/extend"), json!({ "token": 1, "leaseMs": 1000 })),
        ("POST", format!("incidents/{NOBODY}.1/resolve"), json!({})),
        ("POST", format!("enabled-activities/{wait}/activate"), json!({})),
        ("POST", format!("ad-hoc-sub-processes/{NOBODY}.1/complete"), json!({})),
    ];
    for (method, path, body) in paths {
        let mut ask = server.ask(method, &format!("/api/v1/{path}"));
        if !body.is_null() {
            ask = ask.json(&body);
        }
        let answer = ask.send();
        assert_eq!(answer.status, 404, "{method} {path}: {}", answer.text);
    }
    assert_eq!(server.written(), before);
}

#[test]
fn limits_and_cursors_that_are_none_are_refused_by_every_list() {
    let server = Server::start();
    for noun in
        ["definitions", "instances", "user-tasks", "jobs", "messages", "incidents", "waits", "enabled-activities"]
    {
        for query in ["limit=0", "limit=100000", "cursor=%00nonsense"] {
            let answer = server.get(&format!("/api/v1/{noun}?{query}"));
            assert_eq!(answer.status, 400, "{noun}?{query}: {}", answer.text);
        }
    }
}

#[test]
fn a_cursor_that_was_changed_or_is_of_another_list_is_refused() {
    let server = Server::start();
    server.deploy(ORDER);
    for _ in 0..3 {
        server.instance_of("order", &json!({}));
    }
    let next = server.get("/api/v1/instances?limit=2").expect(200).json["next"].as_str().unwrap().to_owned();
    let ask = |noun: &str, cursor: &str| server.get(&format!("/api/v1/{noun}?limit=2&cursor={cursor}"));
    assert_eq!(ask("instances", &next).expect(200).items().len(), 1);
    for noun in ["user-tasks", "jobs", "definitions", "waits"] {
        ask(noun, &next).refused(400, "bad-cursor");
    }
    let last = if next.ends_with('0') { "1" } else { "0" };
    for changed in [format!("{}{last}", &next[..next.len() - 1]), format!("{next}{next}"), next[..8].to_owned()] {
        ask("instances", &changed).refused(400, "bad-cursor");
    }
}

#[test]
fn lists_in_the_order_of_ids_have_such_cursors_too() {
    let server = Server::start();
    let people = "kind,id,name\nperson,ann,Ann\nperson,cem,Cem\nperson,dan,Dan\n";
    server.ask("POST", "/api/v1/organisation/import").body("text/csv", people.as_bytes()).send().expect(200);
    for id in ["ann", "cem", "dan"] {
        server.somebody(id, "user");
    }
    let lists =
        ["users?", "tokens?", "grants?", "organisation/people?", "organisation/entries?kind=person&", "audit/events?"];
    let ask = |list: &str, cursor: &str| server.get(&format!("/api/v1/{list}limit=1{cursor}"));
    let mut given: Vec<(&str, String)> = vec![];
    for list in lists {
        let (mut cursor, mut seen) = (String::new(), vec![]);
        while seen.len() < 3 {
            let page = ask(list, &cursor).expect(200);
            seen.push(page.items()[0].to_string());
            cursor = format!("&cursor={}", page.json["next"].as_str().unwrap_or_default());
            given.extend(page.json["next"].as_str().map(|next| (list, next.to_owned())));
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 3, "{list}: each once");
    }
    for list in lists {
        let (_, own) = given.iter().find(|(of, _)| *of == list).expect("a page follows");
        let (_, other) = given.iter().find(|(of, _)| *of != list).expect("a page follows");
        let last = if own.ends_with('0') { "1" } else { "0" };
        let altered = format!("{}{last}", &own[..own.len() - 1]);
        for cursor in ["zzzz", "ann", &altered, other, &"5".repeat(5000)] {
            ask(list, &format!("&cursor={cursor}")).refused(400, "bad-cursor");
        }
    }
}

#[test]
fn malformed_json_is_told_with_its_position_and_never_quoted() {
    let server = Server::start();
    let body = b"{\n  \"process\": canary-5f3a\n}";
    let answer = server.ask("POST", "/api/v1/instances").body("application/json", body).send();
    let answer = answer.refused(400, "malformed-json");
    assert_eq!(answer.json["position"]["line"], 2);
    assert!(!answer.text.contains("canary"), "{}", answer.text);
    let binary =
        server.ask("POST", "/api/v1/instances").body("application/json", b"{\"process\": \"\xff\xfe\"}").send();
    binary.refused(400, "malformed-json");
    let deep = format!("{{\"process\": {}", "[".repeat(100_000));
    let deep = server.ask("POST", "/api/v1/instances").body("application/json", deep.as_bytes()).send();
    deep.refused(400, "invalid-body");
}

#[test]
fn only_json_is_taken_as_json() {
    let server = Server::start();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "multipart/form-data"] {
        let answer = server.ask("POST", "/api/v1/instances").body(kind, b"{\"process\": \"order\"}").send();
        answer.refused(415, "unsupported-media-type");
    }
    let answer = server.ask("POST", "/api/v1/instances").body("application/json; charset=utf-8", b"{}").send();
    assert_eq!(answer.status, 400, "a parameter is no other type: {}", answer.text);
}

#[test]
fn what_is_packed_or_said_twice_is_not_read_as_what_it_is_not() {
    let server = Server::start();
    server.deploy(ORDER);
    let before = server.written();
    let start = |coding: &str| {
        let ask = server.ask("POST", "/api/v1/instances").header("content-encoding", coding);
        ask.json(&json!({ "process": "order" })).send()
    };
    for coding in ["gzip", "br", "identity, gzip", "x"] {
        start(coding).refused(415, "unsupported-media-type");
    }
    let upload = server.ask("POST", "/api/v1/deployments").files(&[("a.bpmn", ORDER.as_bytes())]);
    upload.second("content-type", "application/json").send().refused(415, "unsupported-media-type");
    assert_eq!(server.written(), before);
    start("identity").expect(201);
    let twice = server.ask("GET", "/api/v1/instances").second("authorization", "Bearer weir_other");
    twice.send().refused(401, "unauthorized");
}

#[test]
fn a_header_that_is_there_twice_is_refused() {
    let server = Server::start();
    server.deploy(ORDER);
    let before = server.written();
    for (name, code) in [
        ("x-weir-actor", "invalid-actor"),
        ("x-weir-role", "invalid-role"),
        ("x-weir-group", "invalid-group"),
        ("idempotency-key", "invalid-idempotency-key"),
    ] {
        let ask = server.ask("POST", "/api/v1/instances").json(&json!({ "process": "order" }));
        ask.header(name, "alice").second(name, "mallory").send().refused(400, code);
    }
    let ask = server.ask("POST", "/api/v1/instances").json(&json!({ "process": "order" }));
    ask.second("content-type", "text/plain").send().refused(415, "unsupported-media-type");
    assert_eq!(server.written(), before);
}

#[test]
fn a_body_that_is_too_large_is_refused_also_when_it_hides_its_length() {
    let server = Server::start();
    let before = server.written();
    let large = format!("{{\"process\": \"order\", \"variables\": {{\"x\": \"{}\"}}}}", "x".repeat(4 << 20));
    let answer = server.ask("POST", "/api/v1/instances").body("application/json", large.as_bytes()).send();
    answer.refused(413, "too-large");
    let answer = server
        .ask("POST", "/api/v1/instances")
        .header("transfer-encoding", "chunked")
        .body("application/json", large.as_bytes())
        .send();
    answer.refused(413, "too-large");
    assert_eq!(server.written(), before);
}
