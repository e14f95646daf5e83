//! What somebody who wants in may try.
use crate::office::Browser;
use crate::server::Server;
use serde_json::json;
use std::sync::Arc;
use weir_core::Timestamp;
use weir_designer_api::config::Config;
use weir_engine::ManualClock;

const GOOD: &str = "correct horse battery";

fn with_ann() -> Server {
    let server = Server::start();
    server.somebody("ann", "user");
    server.password("ann", GOOD);
    server
}

#[test]
fn a_request_that_another_site_sends_with_the_cookie_changes_nothing() {
    let server = with_ann();
    let browser = Browser::of(&server, &server.log_in("ann", GOOD).expect(200));
    let ask = || {
        let ask = server.ask("DELETE", "/api/v1/users/ann/sessions").anonymous();
        ask.header("cookie", &browser.cookie).json(&json!({}))
    };
    ask().send().refused(403, "csrf");
    ask().header("x-weir-csrf", "").send().refused(403, "csrf");
    ask().header("x-weir-csrf", &"0".repeat(64)).send().refused(403, "csrf");
    ask().header("x-weir-csrf", &browser.csrf).header("sec-fetch-site", "cross-site").send().refused(403, "csrf");
    // What belongs to another session is as good as nothing.
    let other = Browser::of(&server, &server.log_in("ann", GOOD).expect(200));
    ask().header("x-weir-csrf", &other.csrf).send().refused(403, "csrf");
    browser.get("/api/v1/session").expect(200);
    ask().header("x-weir-csrf", &browser.csrf).header("sec-fetch-site", "same-origin").send().expect(204);
}

#[test]
fn a_session_that_was_put_into_a_browser_is_not_the_one_that_the_login_opens() {
    let server = with_ann();
    server.somebody("eve", "user");
    server.password("eve", "eavesdropping works");
    let eves = Browser::of(&server, &server.log_in("eve", "eavesdropping works").expect(200));
    for planted in [eves.cookie.clone(), "weir_session=weir-session_0123456789abcdef_00".to_owned()] {
        let body = json!({ "user": "ann", "password": GOOD });
        let ask = server.ask("POST", "/api/v1/session").anonymous().header("cookie", &planted);
        let answer = ask.json(&body).send().expect(200);
        let anns = Browser::of(&server, &answer);
        assert_ne!(anns.cookie, planted);
        assert_eq!(anns.get("/api/v1/session").expect(200).json["user"], "ann");
        let with_planted = server.ask("GET", "/api/v1/session").anonymous().header("cookie", &planted).send();
        assert!(with_planted.status == 401 || with_planted.json["user"] == "eve", "{}", with_planted.text);
    }
}

#[test]
fn of_a_thousand_guesses_only_a_few_are_looked_at_and_the_owner_gets_in_again() {
    let clock = Arc::new(ManualClock::new(Timestamp(1_700_000_000_000)));
    let server = Server::start_at(Config::default(), clock.clone(), true);
    server.somebody("ann", "user");
    server.password("ann", GOOD);
    let mut looked_at = 0;
    for guess in 0..1000 {
        clock.advance(50);
        let answer = server.log_in("ann", &format!("guess number {guess}"));
        match (answer.status, answer.code()) {
            (401, "login-failed") => looked_at += 1,
            (429, "too-many-guesses") => assert!(!answer.header("retry-after").is_empty()),
            other => panic!("{other:?}"),
        }
    }
    assert!((5..=20).contains(&looked_at), "{looked_at}");
    server.log_in("ann", GOOD).refused(429, "too-many-guesses");
    assert!(server.get("/api/v1/users/ann").expect(200).json["lockedUntil"].is_string());
    clock.advance(15 * 60_000);
    server.log_in("ann", GOOD).expect(200);
    assert_eq!(server.get("/api/v1/users/ann").expect(200).json["lockedUntil"], json!(null));
    let failed = server.audit("loginFailed");
    assert_eq!(failed.len(), looked_at);
    assert!(failed.iter().all(|line| line["user"] == "ann" && line["address"] == "127.0.0.1"), "{failed:?}");
    assert!(!server.audit("loginLocked").is_empty());
}

#[test]
fn many_guesses_at_once_are_no_more_than_one_after_the_other() {
    let server = with_ann();
    let guess = |n: usize| server.log_in("ann", &format!("guess number {n}")).status;
    let statuses: Vec<u16> = std::thread::scope(|threads| {
        let all: Vec<_> = (0..40).map(|n| threads.spawn(move || guess(n))).collect();
        all.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let looked_at = statuses.iter().filter(|status| **status == 401).count();
    assert!(looked_at <= 8, "{statuses:?}");
}

#[test]
fn whoever_gets_in_keeps_nobody_out_who_shares_their_address() {
    let clock = Arc::new(ManualClock::new(Timestamp(1_700_000_000_000)));
    let server = Server::start_at(Config::default(), clock, true);
    server.somebody("ann", "user");
    server.password("ann", GOOD);
    // Almost as many wrong guesses as an address may make; what is too long for a password takes no time.
    let long = "x".repeat(5000);
    for n in 0..99 {
        server.log_in(&format!("name {n}"), &long).refused(401, "login-failed");
    }
    for _ in 0..3 {
        server.log_in("ann", GOOD).expect(200);
    }
    // A right password opens no door either: the guesses that were wrong are still counted.
    server.log_in("eve", &long).refused(401, "login-failed");
    server.log_in("ann", GOOD).refused(429, "too-many-guesses");
}

#[test]
fn names_that_exist_and_names_that_do_not_are_answered_alike() {
    let server = with_ann();
    server.user("nopass", None);
    let told = |user: &str| {
        let mut seen = vec![];
        for guess in 0..7 {
            let answer = server.log_in(user, &format!("guess number {guess}"));
            seen.push((answer.status, answer.code().to_owned(), answer.json["detail"].clone()));
        }
        seen
    };
    let known = told("ann");
    assert_eq!(known, told("nobody-of-this-name"));
    assert_eq!(known, told("nopass"));
    assert_eq!(known.last().unwrap().0, 429);
}

#[test]
fn damaged_and_enormous_credentials_are_refused_at_once() {
    let server = Server::start();
    let token = server.token.clone();
    let (head, secret) = token.rsplit_once('_').unwrap();
    let long = "x".repeat(20_000);
    let wrong = [
        format!("Bearer {head}_{}", secret.to_uppercase()),
        format!("Bearer {head}_{secret} "),
        format!("Bearer {head}_{}", &secret[..63]),
        format!("Bearer {head}"),
        format!("Bearer weir__{secret}"),
        format!("Bearer weir_../../etc_{secret}"),
        format!("Bearer {long}"),
        format!("Bearer {head}_{long}"),
    ];
    for header in wrong {
        let answer = server.ask("GET", "/api/v1/definitions").header("authorization", &header).send();
        // One that only has a space behind it is the same token.
        let same = header.trim() == format!("Bearer {token}");
        assert_eq!(answer.status, if same { 200 } else { 401 }, "{header:.80}: {}", answer.text);
    }
    for cookie in [long.clone(), format!("weir_session={long}"), "weir_session=;;=;".to_owned(), "a".repeat(5000)] {
        let answer = server.ask("GET", "/api/v1/definitions").anonymous().header("cookie", &cookie).send();
        answer.refused(401, "unauthorized");
    }
    // A wrong token is not made good by a right cookie beside it.
    server.somebody("ann", "user");
    server.password("ann", GOOD);
    let browser = Browser::of(&server, &server.log_in("ann", GOOD).expect(200));
    let both = server.ask("GET", "/api/v1/session").header("authorization", "Bearer weir_0_0");
    both.header("cookie", &browser.cookie).send().refused(401, "unauthorized");
}

#[test]
fn a_password_is_never_quoted_nor_kept() {
    let server = with_ann();
    let canary = "canary-7f3a-password";
    let bodies = [
        format!("{{\"user\": \"ann\", \"password\": {canary}}}"),
        format!("{{\"user\": 7, \"password\": \"{canary}\"}}"),
    ];
    for body in bodies {
        let answer = server.ask("POST", "/api/v1/session").anonymous().body("application/json", body.as_bytes()).send();
        assert!(answer.status == 400 && !answer.text.contains("canary"), "{}", answer.text);
    }
    server.log_in("ann", canary).refused(401, "login-failed");
    server.password("ann", canary);
    let key = server.ask("PUT", "/api/v1/users/ann/password").header("idempotency-key", "k");
    key.json(&json!({ "password": canary })).send().expect(204);
    for (name, bytes) in server.files() {
        let found = bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
        assert!(!found, "the password stands in {name}");
    }
    let long = "long".repeat(2000);
    server.log_in("ann", &long).refused(401, "login-failed");
    server.log_in("ann", &"x".repeat(20_000)).refused(413, "too-large");
}

#[test]
fn names_of_users_are_checked() {
    let server = Server::start();
    let put = |id: &str| server.ask("PUT", &format!("/api/v1/users/{id}")).json(&json!({})).send();
    put("engine").refused(400, "access-reserved");
    put("a%00b").refused(400, "access-name");
    put(&"x".repeat(201)).refused(400, "access-name");
    put("%20").refused(400, "access-name");
    for id in ["ann%20", "%20ann", "a%E2%80%AEnna", "a%E2%80%8Bnn", "%C2%A0ann"] {
        put(id).refused(400, "access-name");
    }
    put("%E7%8E%8B.wu").expect(200);
    let tenant = |id: &str| server.ask("PUT", &format!("/api/v1/tenants/{id}")).json(&json!({ "name": "A" })).send();
    tenant("a%20").refused(400, "access-name");
    let body = json!({ "tenant": "nowhere" });
    server.ask("PUT", "/api/v1/users/tom").json(&body).send().refused(400, "access-unknown");
    let grant = |body: serde_json::Value| server.ask("PUT", "/api/v1/grants/g").json(&body).send();
    grant(json!({ "to": { "kind": "user", "id": "tom" }, "role": "user" })).refused(400, "access-unknown");
    grant(json!({ "to": { "kind": "user", "id": "admin" }, "role": "god" })).refused(400, "invalid-body");
    let never = json!({ "from": "2026-01-02T00:00:00Z", "until": "2026-01-01T00:00:00Z" });
    grant(json!({ "to": { "kind": "everybody" }, "role": "user", "valid": never })).refused(400, "access-never");
    let many: Vec<String> = (0..501).map(|n| n.to_string()).collect();
    grant(json!({ "to": { "kind": "everybody" }, "role": "user", "processes": many })).refused(400, "access-too-many");
}
