//! Workers that wait: what is taken from them while they do is taken from them at once.
use crate::model::SHIPPING;
use crate::office::Browser;
use crate::server::{Answer, Server};
use serde_json::{Value, json};

fn ask(wait_ms: u64) -> Value {
    json!({ "worker": "w1", "types": ["ship"], "max": 1, "leaseMs": 60_000, "waitMs": wait_ms })
}

/// Somebody waits for jobs; then this happens. The answer that they get.
fn meanwhile(server: &Server, poll: impl FnOnce() -> Answer + Send, happens: impl FnOnce()) -> Answer {
    std::thread::scope(|threads| {
        let waiting = threads.spawn(poll);
        Server::until(|| server.polls_that_wait() == 1);
        happens();
        waiting.join().unwrap()
    })
}

#[test]
fn a_worker_is_sent_away_as_soon_as_nothing_lets_it_in_any_more() {
    let server = Server::start();
    server.deploy(SHIPPING);
    server.somebody("ann", "worker");
    let poll = |token: &str| server.ask_with(token, "POST", "/api/v1/jobs/fetch").json(&ask(60_000)).send();

    let token = server.token_of("ann", &json!({}));
    let id = token.split('_').nth(1).expect("an id").to_owned();
    let revoked = || drop(server.ask("DELETE", &format!("/api/v1/tokens/{id}")).send().expect(204));
    meanwhile(&server, || poll(&token), revoked).refused(401, "token-expired");

    let token = server.token_of("ann", &json!({}));
    let withdrawn = || drop(server.ask("DELETE", "/api/v1/grants/ann-worker").send().expect(204));
    meanwhile(&server, || poll(&token), withdrawn).refused(403, "forbidden");

    server.grant("ann", "worker", &json!({}));
    server.password("ann", "a long walk in the rain");
    let browser = Browser::of(&server, &server.log_in("ann", "a long walk in the rain").expect(200));
    let logged_out = || drop(browser.send("DELETE", "/api/v1/session", &json!({})).expect(204));
    let polls = || browser.send("POST", "/api/v1/jobs/fetch", &ask(60_000));
    meanwhile(&server, polls, logged_out).refused(401, "session-ended");

    let disabled =
        || drop(server.ask("PUT", "/api/v1/users/ann").json(&json!({ "disabled": true })).send().expect(200));
    meanwhile(&server, || poll(&token), disabled).refused(401, "unauthorized");
    // Nobody took a job along that nobody has.
    server.instance_of("shipping", &json!({}));
    assert_eq!(server.post("/api/v1/jobs/fetch", &ask(0)).expect(200).items().len(), 1);
}

#[test]
fn a_worker_that_waits_gets_what_it_may_have_when_it_comes() {
    let server = Server::start();
    server.deploy(SHIPPING);
    server.deploy(&SHIPPING.replace("\"shipping\"", "\"moving\""));
    let token = server.somebody("ann", "worker");
    let poll = || server.ask_with(&token, "POST", "/api/v1/jobs/fetch").json(&ask(60_000)).send();
    let got = meanwhile(&server, poll, || {
        // From here on it may work for one process alone.
        server.grant("ann", "worker", &json!({ "processes": ["moving"] }));
        server.instance_of("shipping", &json!({}));
        server.instance_of("moving", &json!({}));
    });
    assert_eq!(got.expect(200).items()[0]["definition"], "moving:1");
    let rest = server.post("/api/v1/jobs/fetch", &ask(0)).expect(200);
    assert_eq!(rest.items()[0]["definition"], "shipping:1", "the other is still there");
}
