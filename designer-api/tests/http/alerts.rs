//! Alert rules over HTTP: set with `If-Match`, tried before they are saved, refused with what is wrong; alerts are listed, taken
//! on, silenced, and lead to the rows behind them; nobody sees what is of processes that are not theirs.
use crate::model::ORDER;
use crate::server::Server;
use serde_json::{Value, json};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_designer_api::config::Config;
use weir_engine::ManualClock;

/// 2026-03-02, 08:00 UTC.
const MORNING: i64 = 1_772_438_400_000;
const HOUR: i64 = 3_600_000;
const RULES: &str = "/api/v1/analytics/alert-rules";

struct World {
    server: Server,
    clock: Arc<ManualClock>,
}

fn world() -> World {
    let clock = Arc::new(ManualClock::new(Timestamp(MORNING)));
    let server = Server::start_at(Config::default(), clock.clone(), true);
    server.deploy(ORDER);
    let entries = json!({ "changes": [{ "put": { "person": { "id": "ann", "name": "Ann" } } }], "reason": "begin" });
    server.post("/api/v1/organisation/changes", &entries).expect(200);
    World { server, clock }
}

fn spec() -> Value {
    json!({
        "name": { "en": "Orders take long", "zh-CN": "订单耗时" }, "scope": { "process": "order" },
        "source": { "metric": "sojourn" }, "windowHours": 24, "everyMinutes": 10, "side": "above",
        "warn": HOUR, "critical": 3 * HOUR, "beyond": 1, "of": 1, "keep": 1, "least": 1,
        "receivers": { "people": ["ann"] }, "enabled": true,
    })
}

impl World {
    /// An order that takes so long.
    fn order(&self, ms: i64) {
        let id = self.server.instance_of("order", &json!({ "supplier": "north" }));
        self.clock.advance(ms);
        let task = self.server.first(&format!("/api/v1/user-tasks?instance={id}"));
        self.server.post(&format!("/api/v1/user-tasks/{task}/complete"), &json!({})).expect(204);
        let job = self.server.fetch();
        let path = format!("/api/v1/jobs/{}/complete", job["id"].as_str().unwrap());
        self.server.post(&path, &json!({ "token": job["token"] })).expect(204);
        // Whoever asks waits for what was committed before.
        self.server.get("/api/v1/analytics/processes/order").expect(200);
    }

    fn set(&self, id: &str, spec: &Value, seen: Option<u64>) -> crate::server::Answer {
        let body = json!({ "spec": spec, "reason": "a promise" });
        let path = format!("{RULES}/{id}");
        let ask = self.server.ask("PUT", &path).json(&body);
        match seen {
            Some(version) => ask.header("if-match", &format!("\"{version}\"")).send(),
            None => ask.send(),
        }
    }

    /// The only alert, once there is one.
    fn alert(&self) -> Value {
        // One look says that it is beyond, the next one that it still is.
        self.clock.advance(20 * 60_000);
        Server::until(|| !self.server.get("/api/v1/alerts").expect(200).items().is_empty());
        self.server.get("/api/v1/alerts").expect(200).items()[0].clone()
    }
}

#[test]
fn a_rule_is_tried_set_and_changed_by_whoever_has_seen_it() {
    let world = world();
    for hours in [1, 2, 5, 1] {
        world.order(hours * HOUR);
    }
    let tried =
        world.server.post(&format!("{RULES}/back-test"), &json!({ "spec": spec(), "days": 7 })).expect(200).json;
    assert_eq!((&tried["unit"], &tried["caughtUp"], &tried["shortened"]), (&json!("ms"), &json!(true), &json!(false)));
    assert!(tried["same"]["firings"].as_u64().unwrap() >= 1, "{tried}");
    assert!(tried["same"]["points"].as_array().unwrap().len() > 10);
    assert_eq!(world.server.get(RULES).expect(200).items().len(), 0, "nothing was kept");
    let mut loud = spec();
    (loud["warn"], loud["critical"]) = (json!(1), Value::Null);
    let tried = world.server.post(&format!("{RULES}/back-test"), &json!({ "spec": loud, "days": 1 })).expect(200).json;
    assert_eq!(tried["same"]["constant"], true);
    let days = json!({ "spec": spec(), "days": 91 });
    world.server.post(&format!("{RULES}/back-test"), &days).refused(400, "alert-back-test-days");

    let made = world.set("slow", &spec(), None).expect(201);
    assert_eq!(
        (made.header("etag"), &made.json["version"], &made.json["reason"]),
        ("\"1\"", &json!(1), &json!("a promise"))
    );
    world.set("slow", &spec(), None).refused(412, "alert-rule-changed-meanwhile");
    let mut finer = spec();
    finer["warn"] = json!(HOUR / 2);
    world.set("slow", &finer, Some(1)).expect(200);
    world.set("slow", &finer, Some(1)).refused(412, "alert-rule-changed-meanwhile");
    let one = world.server.get(&format!("{RULES}/slow")).expect(200);
    assert_eq!((one.header("etag"), &one.json["unit"]), ("\"2\"", &json!("ms")));
    let versions = world.server.get(&format!("{RULES}/slow/versions")).expect(200);
    assert_eq!(versions.items().len(), 2);
    for (change, code) in [
        (json!({ "scope": {} }), "alert-scope"),
        (json!({ "unit": "hours" }), "alert-indicator"),
        (json!({ "windowHours": 0 }), "alert-window"),
        (json!({ "receivers": { "people": ["nobody"] } }), "alert-receiver-unknown"),
        (json!({ "detector": { "seasonal": 1 } }), "alert-detector"),
    ] {
        let mut wrong = spec();
        for (key, value) in change.as_object().unwrap() {
            wrong[key] = value.clone();
        }
        world.set("other", &wrong, None).refused(400, code);
    }
    let mut nobody = spec();
    nobody["source"] = json!({ "indicator": "x" });
    world.set("other", &nobody, None).refused(404, "no-such-indicator");
    let mut unknown = spec();
    unknown["colour"] = json!("red");
    world.set("other", &unknown, None).refused(400, "invalid-body");
    let path = format!("{RULES}/slow");
    world.server.ask("DELETE", &path).json(&json!({ "reason": "gone" })).send().refused(428, "if-match-missing");
    let gone = world.server.ask("DELETE", &path).header("if-match", "\"2\"").json(&json!({ "reason": "gone" })).send();
    assert_eq!(gone.expect(200).json["removed"], true);
    world.server.get(&path).refused(404, "no-such-alert-rule");
}

#[test]
fn an_indicator_is_watched_and_its_alert_is_told_in_its_unit() {
    let world = world();
    let indicator = json!({ "indicator": {
        "key": "order-time", "name": { "en": "Order time", "zh-CN": "订单时长" }, "formula": "mean(sojourn)",
        "process": "order", "windowDays": 1, "unit": "hours", "direction": "lower", "target": 1, "warn": 3,
        "owner": "person:ann", "least": 1,
    }, "reason": "first" });
    world.server.post("/api/v1/analytics/indicators", &indicator).expect(201);
    let mut on = spec();
    (on["source"], on["warn"], on["critical"]) = (json!({ "indicator": "order-time" }), json!(1), json!(3));
    let tried = world.server.post(&format!("{RULES}/back-test"), &json!({ "spec": on, "days": 1 })).expect(200).json;
    assert_eq!((&tried["unit"], &tried["now"]["missing"]), (&json!("hours"), &json!("noData")));
    let made = world.set("slow", &on, None).expect(201).json;
    assert_eq!(made["spec"]["unit"], "hours");
    let mut elsewhere = on.clone();
    elsewhere["scope"]["node"] = json!("approve");
    world.set("other", &elsewhere, None).refused(400, "alert-indicator");
    world.order(4 * HOUR);
    let view = world.alert();
    let alert = &view["alert"];
    assert_eq!(
        (&alert["source"], &alert["unit"], &alert["value"], &alert["severity"]),
        (&json!("order-time"), &json!("hours"), &json!(4.0), &json!("critical"))
    );
    assert!(view["text"]["zh-CN"].to_string().contains("4 小时"), "{view}");
    // What is read back is what may be set again.
    let mut again = made["spec"].clone();
    again["warn"] = json!(2);
    assert_eq!(world.set("slow", &again, Some(1)).expect(200).json["version"], 2);
}

#[test]
fn an_alert_leads_to_its_rows_and_people_do_something_about_it() {
    let world = world();
    world.set("slow", &spec(), None).expect(201);
    world.order(4 * HOUR);
    let view = world.alert();
    let (alert, text) = (&view["alert"], &view["text"]);
    let id = alert["id"].as_str().unwrap();
    assert_eq!(
        (&alert["status"], &alert["severity"], &alert["value"]),
        (&json!("open"), &json!("critical"), &json!(4.0 * HOUR as f64))
    );
    assert!(
        text["zh-CN"].to_string().contains("订单耗时")
            && text["en"].to_string().contains("Critical: Orders take long.")
    );
    let handle = alert["evidence"][0]["handle"].as_str().unwrap();
    let rows = world.server.get(&format!("/api/v1/analytics/evidence/{handle}")).expect(200).json;
    assert_eq!((&rows["n"], &rows["sum"]), (&json!(1), &json!(4 * HOUR)));
    assert_eq!(world.server.get("/api/v1/alerts/counts").expect(200).json["critical"], 1);
    assert_eq!(world.server.get("/api/v1/alerts?status=resolved").expect(200).items().len(), 0);
    assert_eq!(
        world.server.get("/api/v1/alerts?severity=critical&process=order&rule=slow").expect(200).items().len(),
        1
    );
    world.server.get("/api/v1/alerts?status=odd").refused(400, "invalid-query");

    // The same request twice is one line.
    let take = || {
        let path = format!("/api/v1/alerts/{id}/acknowledge");
        world
            .server
            .ask("POST", &path)
            .header("idempotency-key", "k1")
            .json(&json!({ "text": "mine" }))
            .send()
            .expect(200)
            .json
    };
    assert_eq!(take()["alert"]["acknowledged"]["by"], take()["alert"]["acknowledged"]["by"]);
    world.server.post(&format!("/api/v1/alerts/{id}/comments"), &json!({ "text": " " })).refused(400, "alert-comment");
    world.server.post(&format!("/api/v1/alerts/{id}/comments"), &json!({ "text": "a supplier" })).expect(200);
    let lines = world.server.get(&format!("/api/v1/alerts/{id}/lines")).expect(200);
    let happened: Vec<&str> = lines.items().iter().map(|line| line["happened"].as_str().unwrap()).collect();
    assert_eq!(happened.iter().filter(|line| **line == "acknowledged").count(), 1, "{happened:?}");
    assert_eq!((happened[0], *happened.last().unwrap()), ("commented", "opened"));
    let notices = world.server.get("/api/v1/people/ann/notices").expect(200);
    assert_eq!((&notices.items()[0]["kind"], &notices.items()[0]["alert"]["alert"]), (&json!("alert"), &json!(id)));

    let until = Timestamp(MORNING + 48 * HOUR).to_string();
    let silence = json!({ "rule": "slow", "reason": "a known move", "until": until });
    let silence = world.server.post("/api/v1/alert-silences", &silence).expect(201).json;
    assert_eq!(world.server.get(&format!("/api/v1/alerts/{id}")).expect(200).json["silenced"], true);
    let endless = json!({ "reason": "for ever", "until": "2027-03-02T00:00:00Z" });
    world.server.post("/api/v1/alert-silences", &endless).refused(400, "silence-expiry");
    let path = format!("/api/v1/alert-silences/{}", silence["id"].as_str().unwrap());
    world.server.ask("DELETE", &path).send().expect(204);
    world.server.ask("DELETE", &path).send().refused(404, "no-such-alert-silence");
    assert_eq!(world.server.get("/api/v1/alert-silences").expect(200).items().len(), 0);
    assert_eq!(world.server.get("/api/v1/alert-silences?all=true").expect(200).items().len(), 1);
}

#[test]
fn nobody_sees_or_changes_alerts_of_processes_that_are_not_theirs() {
    let world = world();
    world.set("slow", &spec(), None).expect(201);
    world.order(4 * HOUR);
    let id = world.alert()["alert"]["id"].as_str().unwrap().to_owned();
    world.server.user("bounded", None);
    world.server.grant("bounded", "operator", &json!({ "processes": ["another"] }));
    let token = world.server.token_of("bounded", &json!({}));
    let theirs = |method: &'static str, path: &str| world.server.ask_with(&token, method, path).json(&json!({})).send();
    let read = |path: &str| world.server.ask_with(&token, "GET", path).send();
    assert_eq!(read("/api/v1/alerts").expect(200).items().len(), 0);
    assert_eq!(read(RULES).expect(200).items().len(), 0);
    assert_eq!(read("/api/v1/alerts/counts").expect(200).json["open"], 0);
    read(&format!("/api/v1/alerts/{id}")).refused(404, "no-such-alert");
    read(&format!("/api/v1/alerts/{id}/lines")).refused(404, "no-such-alert");
    read(&format!("{RULES}/slow")).refused(404, "no-such-alert-rule");
    theirs("POST", &format!("/api/v1/alerts/{id}/acknowledge")).refused(404, "no-such-alert");
    let auditor = world.server.somebody("auditor", "auditor");
    let path = format!("/api/v1/alerts/{id}/acknowledge");
    world.server.ask_with(&auditor, "POST", &path).json(&json!({})).send().refused(403, "forbidden");
    let body = json!({ "spec": spec(), "reason": "why" });
    let operator = world.server.somebody("operator", "operator");
    let path = format!("{RULES}/other");
    world.server.ask_with(&operator, "PUT", &path).json(&body).send().refused(403, "forbidden");
    let owner = world.server.somebody("owner", "processOwner");
    world.server.ask_with(&owner, "PUT", &path).json(&body).send().expect(201);
    let path = format!("/api/v1/alerts/{id}/acknowledge");
    world.server.ask_with(&operator, "POST", &path).json(&json!({})).send().expect(200);
}
