//! Indicators over HTTP: defined on top of what was seen, seen by those who see the process, measured and drilled into.
use crate::model::ORDER;
use crate::server::Server;
use serde_json::{Value, json};

const INDICATORS: &str = "/api/v1/analytics/indicators";

fn indicator() -> Value {
    json!({
        "key": "order-time", "name": { "zh-CN": "订单时长", "en": "Order time" }, "formula": "mean(sojourn)",
        "process": "order", "windowDays": 30, "unit": "minutes", "direction": "lower", "target": 1, "warn": 2,
        "owner": "person:admin", "least": 1,
    })
}

fn asked(change: &Value) -> Value {
    let mut one = indicator();
    one.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    json!({ "indicator": one, "reason": "the board asked for it" })
}

fn server() -> Server {
    let server = Server::start();
    server.deploy(ORDER);
    server
}

fn put<'a>(server: &'a Server, tag: Option<&str>, body: &Value) -> crate::server::Ask<'a> {
    let asking = server.ask("PUT", "/api/v1/analytics/indicators/order-time");
    match tag {
        Some(tag) => asking.header("if-match", tag).json(body),
        None => asking.json(body),
    }
}

#[test]
fn it_is_defined_changed_on_top_of_what_was_seen_and_looked_back_upon() {
    let server = server();
    let made = server.post(INDICATORS, &asked(&json!({}))).expect(201);
    assert_eq!((made.header("etag"), &made.json["version"]), ("\"1\"", &json!(1)));
    assert_eq!(made.json["indicator"]["weight"], 1.0, "what is not said has its usual value");
    server.post(INDICATORS, &asked(&json!({}))).refused(409, "indicator-exists");
    server.post(INDICATORS, &asked(&json!({ "key": "x", "colour": "red" }))).refused(400, "invalid-body");
    server.post(INDICATORS, &asked(&json!({ "key": "x", "formula": "p0(sojourn)" }))).refused(400, "indicator-formula");

    let stricter = asked(&json!({ "target": 0.5 }));
    put(&server, None, &stricter).send().refused(428, "if-match-missing");
    put(&server, Some("\"7\""), &stricter).send().refused(412, "indicator-changed-meanwhile");
    assert_eq!(put(&server, Some("\"1\""), &stricter).send().expect(200).json["version"], 2);
    put(&server, Some("\"2\""), &asked(&json!({ "key": "other" }))).send().refused(400, "indicator-key");

    let versions = server.get(&format!("{INDICATORS}/order-time/versions?limit=1")).expect(200).json;
    assert_eq!((&versions["items"][0]["version"], versions["next"].is_string()), (&json!(2), true));
    let first = server.get(&format!("{INDICATORS}/order-time/versions/1")).expect(200).json;
    assert_eq!(
        (&first["definition"]["version"], &first["definition"]["indicator"]["target"]),
        (&json!(1), &json!(1.0))
    );
    server.get(&format!("{INDICATORS}/order-time/versions/9")).refused(404, "no-such-indicator-version");

    let gone = server.ask("DELETE", &format!("{INDICATORS}/order-time")).header("if-match", "\"2\"");
    assert_eq!(gone.json(&json!({ "reason": "no longer" })).send().expect(200).json["removed"], true);
    server.get(&format!("{INDICATORS}/order-time")).refused(404, "no-such-indicator");
    assert_eq!(server.get(&format!("{INDICATORS}/order-time/versions")).expect(200).json["items"][0]["version"], 3);
    assert_eq!(server.get(INDICATORS).expect(200).json["items"], json!([]));
}

#[test]
fn a_value_says_how_it_stands_since_when_and_leads_to_its_rows() {
    let server = server();
    server.post(INDICATORS, &asked(&json!({}))).expect(201);
    let told = server.get(INDICATORS).expect(200).json;
    assert_eq!((&told["items"][0]["value"]["state"], &told["attainment"]), (&json!("noData"), &Value::Null));
    let id = server.instance_of("order", &json!({}));
    let task = server.first(&format!("/api/v1/user-tasks?instance={id}"));
    server.post(&format!("/api/v1/user-tasks/{task}/complete"), &json!({})).expect(204);
    let job = server.fetch();
    let done = format!("/api/v1/jobs/{}/complete", job["id"].as_str().unwrap());
    server.post(&done, &json!({ "token": job["token"] })).expect(204);
    let told = server.get(&format!("{INDICATORS}?process=order")).expect(200).json;
    assert_eq!((&told["items"][0]["value"]["state"], &told["attainment"]), (&json!("good"), &json!(1.0)));
    assert_eq!(server.get(&format!("{INDICATORS}?process=none")).expect(200).json["items"], json!([]));

    let detail = server.get(&format!("{INDICATORS}/order-time?points=7")).expect(200);
    assert_eq!((detail.header("etag"), detail.json["series"].as_array().unwrap().len()), ("\"1\"", 7));
    let handle = detail.json["value"]["evidence"][0]["handle"].as_str().unwrap();
    let rows = server.get(&format!("/api/v1/analytics/evidence/{handle}")).expect(200).json;
    assert_eq!((&rows["n"], &rows["members"][0]["instance"]), (&json!(1), &json!(id)));
    server.get(&format!("{INDICATORS}/order-time?points=0")).refused(400, "indicator-points");
    let backwards = "from=2026-03-02T00:00:00Z&until=2026-03-01T00:00:00Z";
    server.get(&format!("{INDICATORS}/order-time?{backwards}")).refused(400, "analytics-window");

    // What is only thought of is measured and not kept.
    let tried = json!({ "indicator": asked(&json!({ "key": "thought", "least": 2 }))["indicator"] });
    let tried = server.post("/api/v1/analytics/indicator-trials", &tried).expect(200).json;
    assert_eq!((&tried["value"]["state"], &tried["value"]["measure"]["n"]), (&json!("tooFew"), &json!(1)));
    server.get(&format!("{INDICATORS}/thought")).refused(404, "no-such-indicator");

    let measures = server.get("/api/v1/analytics/measures").expect(200).json;
    assert!(measures.as_array().unwrap().iter().any(|measure| measure["name"] == "sojourn"));
    let indices = server.get("/api/v1/analytics/indices").expect(200).json;
    assert_eq!(
        (&indices["items"][0]["process"], indices["items"][0]["indices"].as_array().unwrap().len()),
        (&json!("order"), 3)
    );
    assert_eq!(server.get("/api/v1/analytics/lights").expect(200).json["items"], json!([]));

    // A version beside another, in the same window.
    let compared = server.get("/api/v1/analytics/processes/order?version=1&compareVersion=1").expect(200).json;
    assert_eq!(compared["change"]["difference"], 0.0, "a version differs in nothing from itself");
    assert_eq!(compared["compared"]["ended"]["value"], 1.0);
}

#[test]
fn who_answers_for_a_process_defines_and_who_does_not_see_it_finds_nothing() {
    let server = server();
    server.user("olga", None);
    server.grant("olga", "processOwner", &json!({ "processes": ["order"] }));
    let olga = server.token_of("olga", &json!({}));
    let of = |body: &Value| server.ask_with(&olga, "POST", INDICATORS).json(body).send();
    of(&asked(&json!({ "owner": "person:olga" }))).expect(201);
    // A node of the landscape is of the whole installation.
    let node = json!({ "key": "n", "process": null, "node": "sales" });
    assert_eq!(of(&asked(&node)).status, 403);

    let auditor = server.somebody("sue", "auditor");
    assert_eq!(server.ask_with(&auditor, "POST", INDICATORS).json(&asked(&json!({ "key": "s" }))).send().status, 403);
    let seen = server.ask_with(&auditor, "GET", INDICATORS).send().expect(200).json;
    assert_eq!(seen["items"][0]["definition"]["indicator"]["key"], "order-time");

    // Another owner, of another process: what is not theirs to see is not there.
    server.user("otto", None);
    server.grant("otto", "processOwner", &json!({ "processes": ["other"] }));
    let otto = server.token_of("otto", &json!({}));
    assert_eq!(server.ask_with(&otto, "GET", INDICATORS).send().expect(200).json["items"], json!([]));
    server.ask_with(&otto, "GET", &format!("{INDICATORS}/order-time")).send().refused(404, "no-such-indicator");
    let delete = server.ask_with(&otto, "DELETE", &format!("{INDICATORS}/order-time")).header("if-match", "\"1\"");
    delete.json(&json!({ "reason": "mine" })).send().refused(404, "no-such-indicator");

    // Another tenant has nothing of it.
    server.ask("PUT", "/api/v1/tenants/far").json(&json!({})).send().expect(200);
    server.user("tina", Some("far"));
    server.grant("tina", "administrator", &json!({ "tenant": "far" }));
    let tina = server.token_of("tina", &json!({}));
    assert_eq!(server.ask_with(&tina, "GET", INDICATORS).send().expect(200).json["items"], json!([]));
    server
        .ask_with(&tina, "GET", &format!("{INDICATORS}/order-time/versions"))
        .send()
        .refused(404, "no-such-indicator");
}

#[test]
fn what_indices_are_scored_by_is_set_by_whoever_may_and_looked_back_upon() {
    const SETTINGS: &str = "/api/v1/analytics/index-settings";
    let server = server();
    let held = server.get(SETTINGS).expect(200);
    assert_eq!((held.header("etag"), &held.json["holds"], &held.json["last"]), ("\"0\"", &Value::Null, &json!(0)));
    assert_eq!(held.json["lines"]["on-time-rate"], json!({ "weight": 0.3, "floor": 0.5, "target": 0.95 }));
    let line = |weight: f64| {
        json!({ "settings": { "components": { "on-time-rate": { "weight": weight, "floor": 0.4, "target": 0.9 } } },
            "reason": "agreed" })
    };
    let put = |process: Option<&str>, tag: Option<&str>, body: &Value| {
        let mut body = body.clone();
        body["process"] = json!(process);
        let ask = server.ask("PUT", SETTINGS).json(&body);
        match tag {
            Some(tag) => ask.header("if-match", tag).send(),
            None => ask.send(),
        }
    };
    put(None, None, &line(-1.0)).refused(400, "index-settings");
    put(None, None, &json!({ "settings": { "speed": 1 }, "reason": "x" })).refused(400, "invalid-body");
    put(None, None, &json!({ "settings": {}, "reason": " " })).refused(400, "indicator-without-reason");
    assert_eq!(put(None, None, &line(0.5)).expect(200).header("etag"), "\"1\"");
    put(None, None, &line(0.6)).refused(412, "index-settings-changed-meanwhile");
    put(Some("none"), None, &line(0.6)).refused(404, "no-such-process");
    let of = format!("{SETTINGS}?process=order");
    let held = server.get(&of).expect(200).json;
    assert_eq!((&held["own"], &held["holds"]["version"]), (&Value::Null, &json!(1)), "that of all holds");
    put(Some("order"), None, &line(0.0)).expect(200);
    let indices = server.get("/api/v1/analytics/processes/order/indices").expect(200).json;
    assert_eq!((&indices["settings"]["process"], &indices["settings"]["version"]), (&json!("order"), &json!(1)));
    assert_eq!(indices["items"][1]["components"][0]["weight"], 0.0);
    let aside = json!({ "process": "order", "reason": "as all" });
    let gone = server.ask("DELETE", SETTINGS).header("if-match", "\"1\"").json(&aside).send();
    assert_eq!(gone.expect(200).json["removed"], true);
    let all = server.get("/api/v1/analytics/indices").expect(200).json;
    assert_eq!(all["items"][0]["settings"]["process"], Value::Null);
    let versions = server.get(&format!("{SETTINGS}/versions?process=order")).expect(200).json;
    assert_eq!(versions["items"].as_array().unwrap().len(), 2);
    // Who may not see the process learns nothing of it, and who may only see it sets nothing.
    let clerk = server.somebody("clara", "user");
    server.ask_with(&clerk, "GET", &of).send().refused(404, "no-such-process");
    let mut own = line(0.1);
    own["process"] = json!("order");
    server.ask_with(&clerk, "PUT", SETTINGS).json(&own).send().refused(403, "forbidden");
}
