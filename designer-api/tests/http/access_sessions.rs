//! The first administrator, logging in with a password, and what ends a session.
use crate::office::Browser;
use crate::server::Server;
use serde_json::json;
use std::sync::Arc;
use weir_core::Timestamp;
use weir_designer_api::config::Config;
use weir_engine::ManualClock;

const GOOD: &str = "correct horse battery";

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new(Timestamp(1_700_000_000_000)))
}

#[test]
fn the_link_of_the_first_start_makes_one_administrator_once() {
    let server = Server::start_without_anybody(clock());
    let code = server.token.clone();
    let set_up = |code: &str, password: &str| {
        let body = json!({ "code": code, "user": "wang.wu", "name": "王五", "password": password });
        server.ask("POST", "/api/v1/setup").anonymous().json(&body).send()
    };
    server.get("/api/v1/definitions").refused(401, "unauthorized");
    set_up(&code[..code.len() - 1], GOOD).refused(403, "setup-link-invalid");
    set_up("", GOOD).refused(403, "setup-link-invalid");
    set_up(&code, "short").refused(422, "password-too-short");
    set_up(&code, "wang.wu-2026").refused(422, "password-contains-name");
    // Two at once: one of them is it.
    let both: Vec<_> = std::thread::scope(|threads| {
        let all: Vec<_> = (0..2).map(|_| threads.spawn(|| set_up(&code, GOOD))).collect();
        all.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let made: Vec<_> = both.iter().filter(|answer| answer.status == 201).collect();
    assert_eq!(made.len(), 1, "{both:?}");
    let token = made[0].json["token"].as_str().unwrap();
    let who = server.ask_with(token, "GET", "/api/v1/session").send().expect(200).json;
    assert_eq!((&who["user"], &who["roles"]), (&json!("wang.wu"), &json!(["administrator"])));
    set_up(&code, GOOD).refused(403, "setup-link-invalid");
    server.log_in("wang.wu", GOOD).expect(200);
    // The code itself opens nothing.
    server.get("/api/v1/definitions").refused(401, "unauthorized");
}

#[test]
fn a_link_that_nobody_used_within_a_day_opens_nothing() {
    let clock = clock();
    let server = Server::start_without_anybody(clock.clone());
    clock.advance(24 * 3_600_000);
    let body = json!({ "code": server.token, "user": "ann" });
    server.ask("POST", "/api/v1/setup").anonymous().json(&body).send().refused(403, "setup-link-invalid");
}

#[test]
fn a_session_is_in_a_cookie_that_no_script_reads_and_no_other_site_sends() {
    let server = Server::start();
    server.somebody("ann", "user");
    server.password("ann", GOOD);
    let answer = server.log_in("ann", GOOD).expect(200);
    let set = answer.header("set-cookie").to_owned();
    for part in ["weir_session=weir-session_", "; Path=/", "; HttpOnly", "; SameSite=Lax"] {
        assert!(set.contains(part), "{part} is missing in {set}");
    }
    let browser = Browser::of(&server, &answer);
    let who = browser.get("/api/v1/session").expect(200).json;
    assert_eq!((&who["user"], &who["csrf"]), (&json!("ann"), &json!(browser.csrf)));
    browser.send("DELETE", "/api/v1/session", &json!({})).expect(204);
    browser.get("/api/v1/session").refused(401, "session-ended");
    assert_eq!(server.audit("loggedIn").len(), 1);
    assert_eq!(server.audit("loggedOut")[0]["user"], "ann");

    let proxied = Server::start_with(Config { behind_proxy: true, ..Config::default() });
    proxied.somebody("ann", "user");
    proxied.password("ann", GOOD);
    let set = proxied.log_in("ann", GOOD).expect(200).header("set-cookie").to_owned();
    assert!(set.starts_with("__Host-weir_session=") && set.contains("; Secure"), "{set}");
    // One of the plain name may be from a neighbour of this host, who would have somebody work in a session of theirs.
    let pair = set.split(';').next().unwrap();
    let shown = |cookie: &str| proxied.ask("GET", "/api/v1/session").anonymous().header("cookie", cookie).send();
    shown(pair).expect(200);
    shown(pair.trim_start_matches("__Host-")).refused(401, "unauthorized");
    shown(&format!("weir_session=weir-session_1_2; {pair}")).expect(200);
}

#[test]
fn a_session_ends_when_it_is_idle_and_in_any_case_some_time() {
    let clock = clock();
    let server = Server::start_at(Config::default(), clock.clone(), true);
    server.somebody("ann", "user");
    server.password("ann", GOOD);
    let minute = 60_000;
    let idle = Browser::of(&server, &server.log_in("ann", GOOD).expect(200));
    clock.advance(59 * minute);
    idle.get("/api/v1/session").expect(200);
    // That it was used is noted, so the hour begins anew.
    Server::until(|| seen(&server).contains("T23:1"));
    clock.advance(59 * minute);
    idle.get("/api/v1/session").expect(200);
    clock.advance(61 * minute);
    idle.get("/api/v1/session").refused(401, "session-ended");
    let busy = Browser::of(&server, &server.log_in("ann", GOOD).expect(200));
    for _ in 0..23 {
        clock.advance(30 * minute);
        // The use is noted beside the answer: the next half hour begins once it is.
        let before = seen(&server);
        busy.get("/api/v1/session").expect(200);
        Server::until(|| seen(&server) != before);
    }
    clock.advance(30 * minute);
    busy.get("/api/v1/session").refused(401, "session-ended");
}

/// When the only session of ann was used last.
fn seen(server: &Server) -> String {
    server.get("/api/v1/users/ann/sessions").expect(200).json[0]["seen"].to_string()
}

#[test]
fn logging_out_everywhere_a_new_password_and_being_shut_out_end_all_sessions() {
    let server = Server::start();
    server.somebody("ann", "user");
    server.password("ann", GOOD);
    let browser = || Browser::of(&server, &server.log_in("ann", GOOD).expect(200));
    let (one, two) = (browser(), browser());
    assert_eq!(one.get("/api/v1/users/ann/sessions").expect(200).json.as_array().unwrap().len(), 2);
    one.send("DELETE", "/api/v1/users/ann/sessions", &json!({})).expect(204);
    two.get("/api/v1/session").refused(401, "session-ended");

    let (one, two) = (browser(), browser());
    let change = |browser: &Browser, current: &str, new: &str| {
        let body = json!({ "current": current, "password": new });
        browser.send("PUT", "/api/v1/users/ann/password", &body)
    };
    change(&one, "wrong wrong wrong", "another fine password").refused(403, "password-wrong");
    change(&one, GOOD, "password1234").refused(422, "password-common");
    change(&one, GOOD, "another fine password").expect(204);
    two.get("/api/v1/session").refused(401, "session-ended");
    server.log_in("ann", GOOD).refused(401, "login-failed");

    let three = Browser::of(&server, &server.log_in("ann", "another fine password").expect(200));
    server.ask("PUT", "/api/v1/users/ann").json(&json!({ "disabled": true })).send().expect(200);
    three.get("/api/v1/session").refused(401, "session-ended");
    server.log_in("ann", "another fine password").refused(401, "login-failed");
}

#[test]
fn two_logins_at_once_are_two_sessions_and_both_live() {
    let server = Server::start();
    server.somebody("ann", "user");
    server.password("ann", GOOD);
    let answers: Vec<_> = std::thread::scope(|threads| {
        let all: Vec<_> = (0..4).map(|_| threads.spawn(|| server.log_in("ann", GOOD))).collect();
        all.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let browsers: Vec<_> = answers.iter().map(|answer| Browser::of(&server, answer)).collect();
    let mut cookies: Vec<_> = browsers.iter().map(|browser| browser.cookie.clone()).collect();
    cookies.sort();
    cookies.dedup();
    assert_eq!(cookies.len(), 4);
    for browser in &browsers {
        browser.get("/api/v1/session").expect(200);
    }
}

#[test]
fn a_service_has_neither_password_nor_sessions() {
    let server = Server::start();
    server.ask("PUT", "/api/v1/users/robot").json(&json!({ "kind": "service" })).send().expect(200);
    let body = json!({ "password": GOOD });
    server.ask("PUT", "/api/v1/users/robot/password").json(&body).send().refused(400, "service-user");
    server.log_in("robot", GOOD).refused(401, "login-failed");
}

#[test]
fn somebody_stays_in_charge() {
    let server = Server::start();
    let remove = |path: &str| server.ask("DELETE", path).json(&json!({})).send();
    remove("/api/v1/users/admin").refused(400, "last-administrator");
    remove("/api/v1/grants/administrator:admin").refused(400, "last-administrator");
    let disabled = json!({ "disabled": true });
    server.ask("PUT", "/api/v1/users/admin").json(&disabled).send().refused(400, "last-administrator");
    let bounded = json!({ "to": { "kind": "user", "id": "admin" }, "role": "administrator", "processes": ["order"] });
    let narrow = server.ask("PUT", "/api/v1/grants/administrator:admin").json(&bounded).send();
    narrow.refused(400, "last-administrator");
    server.somebody("second", "administrator");
    remove("/api/v1/grants/administrator:admin").expect(204);
    server.get("/api/v1/definitions").refused(403, "forbidden");
}
