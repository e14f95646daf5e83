//! API tokens: shown once, for no more than they say, and for no longer.
use crate::model::{ORDER, SHIPPING};
use crate::notices::Events;
use crate::server::Server;
use serde_json::{Value, json};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_designer_api::config::Config;
use weir_engine::ManualClock;

fn id_of(token: &str) -> String {
    token.split('_').nth(1).expect("an id").to_owned()
}

fn revoke(server: &Server, token: &str) {
    server.ask("DELETE", &format!("/api/v1/tokens/{}", id_of(token))).send().expect(204);
}

#[test]
fn a_token_is_shown_once_and_kept_as_a_hash() {
    let server = Server::start();
    let token = server.token_of("admin", &json!({ "name": "deploys" }));
    server.ask_with(&token, "GET", "/api/v1/definitions").send().expect(200);
    let listed = server.get("/api/v1/users/admin/tokens").expect(200);
    let secret = token.rsplit('_').next().unwrap();
    assert!(listed.text.contains(&id_of(&token)) && !listed.text.contains(secret), "{}", listed.text);
    let audit = server.get("/api/v1/access-audit").expect(200).text;
    assert!(audit.contains("tokenCreated") && !audit.contains(secret), "{audit}");
    for file in server.files() {
        let found = file.1.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "the secret stands in {}", file.0);
    }
}

#[test]
fn a_revoked_and_an_expired_token_open_nothing() {
    let clock = Arc::new(ManualClock::new(Timestamp(1_700_000_000_000)));
    let server = Server::start_at(Config::default(), clock.clone(), true);
    let look = |token: &str| server.ask_with(token, "GET", "/api/v1/definitions").send();
    let token = server.token_of("admin", &json!({}));
    look(&token).expect(200);
    revoke(&server, &token);
    look(&token).refused(401, "token-expired");
    revoke(&server, &token); // once more changes nothing
    // Whoever shows what opens nothing any more stands in the audit, once a minute.
    look("weir_0123456789abcdef_00").refused(401, "unauthorized");
    let denied = server.audit("denied");
    let told: Vec<_> = denied.iter().map(|line| line["detail"].as_str().unwrap()).collect();
    assert_eq!(told, ["unauthorized", "token-expired"], "{denied:?}");
    assert!(denied.iter().all(|line| line["address"] == "127.0.0.1" && line["user"] == "anonymous"), "{denied:?}");
    let until = json!({ "expires": "2023-11-14T22:20:00Z" });
    let token = server.token_of("admin", &until);
    look(&token).expect(200);
    clock.advance(10 * 60_000);
    look(&token).refused(401, "token-expired");
    let body = json!({ "name": "late", "expires": "2023-11-14T22:20:00Z" });
    server.post("/api/v1/users/admin/tokens", &body).refused(400, "access-never");
    server.ask("DELETE", "/api/v1/tokens/0123456789abcdef").send().refused(404, "not-found");
}

#[test]
fn a_token_is_for_its_scopes_and_processes_alone() {
    let server = Server::start();
    server.deploy(ORDER);
    server.deploy(SHIPPING);
    let start = |token: &str, process: &str| {
        server.ask_with(token, "POST", "/api/v1/instances").json(&json!({ "process": process })).send()
    };
    let starts = server.token_of("admin", &json!({ "scopes": ["start-instances"] }));
    start(&starts, "order").expect(201);
    server.ask_with(&starts, "GET", "/api/v1/instances").send().refused(403, "forbidden");
    let orders = server.token_of("admin", &json!({ "processes": ["order"] }));
    start(&orders, "order").expect(201);
    start(&orders, "shipping").refused(404, "no-such-process");
    start(&orders, "nothing").refused(404, "no-such-process");
    start(&server.token.clone(), "shipping").expect(201);
    let seen = server.ask_with(&orders, "GET", "/api/v1/instances").send().expect(200);
    assert_eq!(seen.items().len(), 2, "{}", seen.text);
    let definitions = server.ask_with(&orders, "GET", "/api/v1/definitions").send().expect(200);
    assert_eq!(definitions.items().len(), 1);
    // What concerns the whole installation is not for a token of some processes.
    server.ask_with(&orders, "GET", "/api/v1/users").send().refused(403, "forbidden");
    server.ask_with(&orders, "GET", "/metrics").send().refused(403, "forbidden");
    let deploy = |model: &str| {
        let ask = server.ask_with(&orders, "POST", "/api/v1/deployments");
        ask.files(&[("model.bpmn", model.replace("name=\"Order\"", "name=\"Orders\"").as_bytes())]).send()
    };
    deploy(SHIPPING).refused(403, "forbidden");
    deploy(&SHIPPING.replace("shipping", "new")).refused(403, "forbidden");
    deploy(ORDER).expect(200);
}

const TWO: [&str; 2] = ["seen", "hidden"];

/// Two processes with a task of Ann's, one of which her token is for.
fn two_processes() -> (Server, String) {
    let server = Server::start();
    for id in TWO {
        server.deploy(&crate::repeats::MODEL.replace("\"p\"", &format!("\"{id}\"")));
    }
    let people = "kind,id,name\nperson,ann,Ann\nperson,bob,Bob\n";
    server.ask("POST", "/api/v1/organisation/import").body("text/csv", people.as_bytes()).send().expect(200);
    server.somebody("ann", "user");
    let narrow = server.token_of("ann", &json!({ "processes": ["seen"] }));
    (server, narrow)
}

#[test]
fn a_token_for_some_processes_tells_nothing_of_others() {
    let (server, narrow) = two_processes();
    let mut tasks = vec![];
    for id in TWO {
        let instance = server.instance_of(id, &json!({}));
        let say = json!({ "text": format!("look at {id}"), "mentions": ["ann"] });
        server.post(&format!("/api/v1/instances/{instance}/comments"), &say).expect(201);
        let task = server.first(&format!("/api/v1/user-tasks?instance={instance}"));
        let draft = json!({ "data": { "of": id } });
        let save = server.ask("PUT", &format!("/api/v1/user-tasks/{task}/draft")).header("x-weir-actor", "ann");
        save.json(&draft).send().expect(200);
        tasks.push(task);
    }
    let look = |token: &str, list: &str| {
        server.ask_with(token, "GET", &format!("/api/v1/people/ann/{list}")).send().expect(200).items().len()
    };
    let wide = server.token_of("ann", &json!({}));
    for list in ["notices", "mentions", "drafts"] {
        let (all, seen) = (look(&wide, list), look(&narrow, list));
        assert!(all > 0 && seen * 2 == all, "{list}: {seen} of {all}");
    }
    let draft = |task: &str| server.ask_with(&narrow, "GET", &format!("/api/v1/people/ann/drafts/{task}")).send();
    draft(&tasks[0]).expect(200);
    draft(&tasks[1]).refused(404, "no-such-draft");
}

#[test]
fn a_token_for_some_processes_lets_nobody_stand_in_for_others() {
    let (server, narrow) = two_processes();
    let put = |token: &str, id: &str, processes: Value| {
        let body = json!({ "substitute": "bob", "processes": processes });
        server.ask_with(token, "PUT", &format!("/api/v1/people/ann/proxies/{id}")).json(&body).send()
    };
    put(&narrow, "x", json!([])).refused(403, "proxy-too-wide");
    put(&narrow, "x", json!(["seen", "hidden"])).refused(403, "proxy-too-wide");
    put(&narrow, "x", json!(["seen"])).expect(200);
    let wide = server.token_of("ann", &json!({}));
    put(&wide, "y", json!([])).expect(200);
    put(&narrow, "y", json!(["seen"])).refused(403, "proxy-too-wide");
    let end = |id: &str| server.ask_with(&narrow, "DELETE", &format!("/api/v1/people/ann/proxies/{id}")).send();
    end("y").refused(403, "proxy-too-wide");
    let listed = server.ask_with(&narrow, "GET", "/api/v1/people/ann/proxies").send().expect(200).json;
    assert_eq!((listed.as_array().map(Vec::len), &listed[0]["id"]), (Some(1), &json!("x")), "{listed}");
    end("x").expect(200);
}

#[test]
fn a_token_makes_none_that_is_for_more_than_itself() {
    let server = Server::start();
    let narrow = json!({ "scopes": ["manage-own-access", "see-definitions"], "processes": ["order"] });
    let token = server.token_of("admin", &narrow);
    let make = |body: Value| {
        let mut body = body;
        body["name"] = "child".into();
        server.ask_with(&token, "POST", "/api/v1/users/admin/tokens").json(&body).send()
    };
    make(json!({})).refused(403, "token-too-wide");
    make(json!({ "scopes": ["see-definitions"] })).refused(403, "token-too-wide");
    make(json!({ "scopes": ["see-definitions", "deploy"], "processes": ["order"] })).refused(403, "token-too-wide");
    make(json!({ "scopes": ["see-definitions"], "processes": ["order", "else"] })).refused(403, "token-too-wide");
    make(json!({ "scopes": ["see-definitions"], "processes": ["order"] })).expect(201);
    make(json!({ "scopes": ["fly"], "processes": ["order"] })).refused(400, "invalid-body");
}

#[test]
fn a_token_for_some_things_becomes_no_password_for_all() {
    let server = Server::start();
    server.somebody("ann", "user");
    server.somebody("bob", "user");
    let set = |token: &str, user: &str, password: Value| {
        let ask = server.ask_with(token, "PUT", &format!("/api/v1/users/{user}/password"));
        ask.json(&json!({ "password": password })).send()
    };
    let good = json!("correct horse battery");
    for narrow in [json!({ "processes": ["order"] }), json!({ "scopes": ["manage-own-access"] })] {
        let token = server.token_of("ann", &narrow);
        set(&token, "ann", good.clone()).refused(403, "token-too-wide");
    }
    // That of somebody else is set by who manages access, also where they have none yet.
    let own = server.token_of("admin", &json!({ "scopes": ["manage-own-access"] }));
    set(&own, "bob", good.clone()).refused(403, "forbidden");
    let manages = server.token_of("admin", &json!({ "scopes": ["manage-own-access", "manage-access"] }));
    set(&manages, "bob", good.clone()).expect(204);
    let whole = server.token_of("ann", &json!({}));
    set(&whole, "ann", good).expect(204);
}

#[test]
fn everybody_makes_their_own_tokens_and_only_administrators_those_of_others() {
    let server = Server::start();
    let ann = server.somebody("ann", "user");
    server.somebody("bob", "user");
    let make = |token: &str, owner: &str| {
        let ask = server.ask_with(token, "POST", &format!("/api/v1/users/{owner}/tokens"));
        ask.json(&json!({ "name": "mine" })).send()
    };
    let second = make(&ann, "ann").expect(201).json["token"].as_str().unwrap().to_owned();
    make(&ann, "bob").refused(404, "not-found");
    let bobs = server.token_of("bob", &json!({}));
    server.ask_with(&ann, "DELETE", &format!("/api/v1/tokens/{}", id_of(&bobs))).send().refused(404, "not-found");
    server.ask_with(&ann, "DELETE", &format!("/api/v1/tokens/{}", id_of(&second))).send().expect(204);
    server.ask_with(&bobs, "GET", "/api/v1/session").send().expect(200);
    for _ in 0..100 {
        if make(&ann, "ann").status != 201 {
            break;
        }
    }
    make(&ann, "ann").refused(400, "access-too-many");
}

#[test]
fn a_repeated_creation_does_not_show_the_token_again() {
    let server = Server::start();
    let make = || {
        let ask = server.ask("POST", "/api/v1/users/admin/tokens").header("idempotency-key", "k");
        ask.json(&json!({ "name": "once" })).send()
    };
    make().expect(201);
    make().refused(409, "token-shown-once");
    assert_eq!(server.get("/api/v1/users/admin/tokens").json.as_array().unwrap().len(), 2);
}

#[test]
fn it_is_noted_when_a_token_was_used() {
    let server = Server::start();
    let token = server.token_of("admin", &json!({}));
    let used = || {
        let all = server.get("/api/v1/users/admin/tokens").expect(200).json;
        let of = all.as_array().unwrap().iter().find(|one| one["id"] == id_of(&token).as_str()).unwrap().clone();
        of["used"].clone()
    };
    assert_eq!(used(), Value::Null);
    server.ask_with(&token, "GET", "/api/v1/session").send().expect(200);
    Server::until(|| used().is_string());
}

/// What comes after the time of a token is told through it no more, also on a stream that it has opened before.
#[test]
fn a_stream_ends_with_the_time_of_its_token() {
    let clock = Arc::new(ManualClock::new(Timestamp(1_700_000_000_000)));
    let server = Server::start_at(Config::default(), clock.clone(), true);
    server.deploy(crate::repeats::MODEL);
    server.somebody("ann", "user");
    let token = server.token_of("ann", &json!({ "expires": "2023-11-14T22:20:00Z" }));
    let mut events = Events::listen_with(&server, "ann", None, &format!("Authorization: Bearer {token}"));
    let start = || server.post("/api/v1/instances", &json!({ "process": "p" })).expect(201);
    start();
    events.next_of("assigned");
    clock.advance(10 * 60_000);
    start();
    let rest = events.rest_of_it();
    assert!(!rest.contains("assigned") && rest.contains("event: session.expired"), "{rest}");
}
