//! Monitoring: from the portfolio down to one instance, and from each number to its rows.
use crate::model::ORDER;
use crate::server::Server;
use serde_json::{Value, json};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_designer_api::config::Config;
use weir_engine::ManualClock;

/// 2026-03-02, 08:00 UTC.
const MORNING: i64 = 1_772_438_400_000;
pub const WINDOW: &str = "from=2026-03-02T00:00:00Z&until=2026-03-09T00:00:00Z";

pub struct World {
    pub server: Server,
    pub clock: Arc<ManualClock>,
    instances: Vec<String>,
}

pub fn world() -> World {
    let clock = Arc::new(ManualClock::new(Timestamp(MORNING)));
    let server = Server::start_at(Config::default(), clock.clone(), true);
    server.deploy(ORDER);
    World { server, clock, instances: vec![] }
}

impl World {
    /// One order, worked on by somebody, after it has waited so many seconds.
    pub fn order(&mut self, supplier: &str, wait: i64, by: &str) -> String {
        let server = &self.server;
        let id = server.instance_of("order", &json!({ "supplier": supplier, "amount": 7 }));
        let task = server.first(&format!("/api/v1/user-tasks?instance={id}"));
        let act = |what: &str| {
            let path = format!("/api/v1/user-tasks/{task}/{what}");
            server.ask("POST", &path).header("x-weir-actor", by).json(&json!({})).send().expect(204);
        };
        self.clock.advance(wait * 1000);
        act("claim");
        self.clock.advance(10_000);
        act("start");
        self.clock.advance(110_000);
        act("complete");
        let job = server.fetch();
        self.clock.advance(30_000);
        let path = format!("/api/v1/jobs/{}/complete", job["id"].as_str().unwrap());
        server.post(&path, &json!({ "token": job["token"] })).expect(204);
        self.instances.push(id.clone());
        id
    }

    pub fn get(&self, path: &str) -> Value {
        self.server.get(&format!("/api/v1/analytics/{path}")).expect(200).json
    }
}

fn node<'a>(answer: &'a Value, id: &str) -> &'a Value {
    answer["nodes"].as_array().unwrap().iter().find(|node| node["node"] == id).unwrap_or_else(|| panic!("{answer}"))
}

#[test]
fn numbers_lead_to_their_rows_level_by_level() {
    let mut world = world();
    for number in 0..20 {
        world.order(if number % 2 == 0 { "north" } else { "south" }, 60, "ann");
    }
    let slow = world.order("north", 3_600, "bob");
    let open = world.server.instance_of("order", &json!({ "supplier": "south" }));

    let portfolio = world.get(&format!("processes?{WINDOW}"));
    let item = &portfolio["items"][0];
    assert_eq!((&item["process"], &item["name"], &item["version"]), (&json!("order"), &json!("Order"), &json!(1)));
    let summary = &item["summary"];
    assert_eq!((&summary["ended"]["value"], &summary["running"]), (&json!(21.0), &json!(1)));
    assert_eq!(summary["started"]["value"], 22.0);
    assert_eq!(summary["sojourn"]["p50"]["value"], 210_000.0);
    // 20 of 210 s, one of 3750 s.
    assert_eq!(summary["sojourn"]["mean"]["value"], (20.0 * 210_000.0 + 3_750_000.0) / 21.0);
    assert_eq!(summary["automation"]["value"], 0.5);
    assert_eq!((&summary["rework"]["value"], &summary["firstPass"]["value"]), (&json!(0.0), &json!(1.0)));
    assert_eq!(summary["onTime"]["state"], "noData", "no task had a due date");
    assert_eq!(item["before"]["ended"]["value"], 0.0);
    assert_eq!(item["before"]["sojourn"]["mean"]["state"], "noData");
    assert_eq!((&portfolio["asOf"]["lagMs"], &portfolio["asOf"]["caughtUp"]), (&json!(0), &json!(true)));

    let process = world.get(&format!("processes/order?{WINDOW}"));
    let approve = node(&process, "approve");
    assert_eq!(
        (&approve["visits"], &approve["nature"], &approve["name"]),
        (&json!(21), &json!("human"), &json!("Approve"))
    );
    assert_eq!(approve["queue"]["p50"]["value"], 60_000.0);
    assert_eq!(approve["claimed"]["p50"]["value"], 10_000.0);
    assert_eq!(approve["service"]["mean"]["value"], 110_000.0);
    assert_eq!(node(&process, "ship")["nature"], "system");
    let sum: f64 =
        process["nodes"].as_array().unwrap().iter().filter_map(|n| n["contribution"]["value"].as_f64()).sum();
    let mean = process["summary"]["sojourn"]["mean"]["value"].as_f64().unwrap();
    assert!((sum - mean).abs() < 1e-6, "what the nodes contribute is the mean sojourn: {sum} {mean}");
    let taken: Vec<_> = process["flows"].as_array().unwrap().iter().map(|f| (&f["flow"], &f["taken"])).collect();
    assert_eq!(taken, [(&json!("f1"), &json!(22)), (&json!("f2"), &json!(21)), (&json!("f3"), &json!(21))]);
    assert_eq!(process["variables"], json!(["amount", "supplier"]));
    assert_eq!(process["versions"][0]["version"], 1);

    let detail = world.get(&format!("processes/order:1/nodes/approve?{WINDOW}"));
    let counted: u64 = detail["distribution"].as_array().unwrap().iter().map(|b| b["n"].as_u64().unwrap()).sum();
    assert_eq!((counted, &detail["people"], &detail["seriesMs"]), (21, &Value::Null, &json!(3_600_000)));

    // The cohort, the longest first, with why.
    let cohort =
        world.get(&format!("processes/order/cases?{WINDOW}&variables=%7B%22supplier%22:%22north%22%7D&limit=3"));
    assert_eq!((&cohort["n"], &cohort["next"]), (&json!(11), &json!(3)));
    assert_eq!(cohort["cases"][0]["instance"], slow);
    let codes: Vec<_> =
        cohort["cases"][0]["reasons"].as_array().unwrap().iter().map(|r| (&r["code"], &r["node"])).collect();
    assert!(codes.contains(&(&json!("SLOW_CASE"), &Value::Null)), "{cohort}");
    assert!(codes.contains(&(&json!("SLOW_STEP"), &json!("approve"))), "{cohort}");

    // The rows behind a number, counted again, whatever has happened since.
    let (n, mean) =
        (approve["sojourn"]["mean"]["n"].as_u64().unwrap(), approve["sojourn"]["mean"]["value"].as_f64().unwrap());
    let handle = approve["evidence"].as_str().unwrap().to_owned();
    world.order("north", 60, "ann");
    let evidence = world.get(&format!("evidence/{handle}?limit=5"));
    assert_eq!((evidence["n"].as_u64().unwrap(), &evidence["kind"], &evidence["next"]), (n, &json!("rows"), &json!(5)));
    assert!((evidence["sum"].as_f64().unwrap() / n as f64 - mean).abs() < 1e-9);
    assert_eq!(evidence["members"][0]["actor"], "ann", "an administrator may see who");

    // One instance: its path is its duration.
    let instance = world.get(&format!("instances/{slow}"));
    let sum: i64 = instance["path"].as_array().unwrap().iter().map(|s| s["ms"].as_i64().unwrap()).sum();
    assert_eq!((sum, &instance["sojourn"]), (3_750_000, &json!(3_750_000)));
    assert_eq!((&instance["path"][0]["node"], &instance["path"][0]["part"]), (&json!("approve"), &json!("queue")));
    let visits = instance["visits"].as_array().unwrap();
    let told: Vec<_> = visits.iter().map(|visit| (&visit["node"], &visit["critical"])).collect();
    assert_eq!(told, [(&json!("approve"), &json!(3_720_000)), (&json!("ship"), &json!(30_000))]);
    assert_eq!(instance["waits"][0]["enabled"], visits[0]["enabled"], "a wait is that of its visit");
    let waits = world.get(&format!("processes/order/nodes/approve/waits?{WINDOW}"));
    let of = |list: &str, what: &str| {
        waits[list].as_array().unwrap().iter().filter_map(|one| one[what].as_i64()).sum::<i64>()
    };
    assert_eq!((of("causes", "ms"), waits["n"].as_i64()), (waits["wait"].as_i64().unwrap(), Some(22)), "{waits}");
    assert_eq!(
        (of("hours", "n"), &waits["hours"][0]["weekday"], &waits["hours"][0]["hour"]),
        (22, &json!(1), &json!(8))
    );
    let running = world.get(&format!("instances/{open}"));
    assert_eq!((&running["visits"][0]["ended"], &running["visits"][0]["critical"]), (&Value::Null, &Value::Null));
    assert_eq!((&running["ended"], &running["path"]), (&Value::Null, &json!([])));
    assert_eq!(running["ahead"]["remaining"]["state"], "tooFew", "22 cases are too few to say");
    assert_eq!(running["ahead"]["remaining"]["value"], Value::Null);
}

#[test]
fn two_windows_are_compared_and_the_parts_are_the_difference() {
    let mut world = world();
    (0..3).for_each(|_| drop(world.order("north", 60, "ann")));
    world.clock.set(Timestamp(MORNING + 86_400_000));
    (0..3).for_each(|_| drop(world.order("north", 600, "ann")));
    let path = "processes/order?from=2026-03-03T00:00:00Z&until=2026-03-04T00:00:00Z\
                &compareFrom=2026-03-02T00:00:00Z&compareUntil=2026-03-03T00:00:00Z";
    let answer = world.get(path);
    let change = &answer["change"];
    assert_eq!(change["difference"], 540_000.0);
    let parts: f64 = change["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["mix"].as_f64().unwrap() + p["rate"].as_f64().unwrap())
        .sum();
    assert!((parts - 540_000.0).abs() < 1e-6);
    assert_eq!((&change["parts"][0]["node"], &change["parts"][0]["rate"]), (&json!("approve"), &json!(540_000.0)));
    assert_eq!(node(&answer, "approve")["comparedVisits"], 3);
    // Against a window without anything there is no difference, and no number stands in for it.
    let empty = world.get(
        "processes/order?from=2026-03-03T00:00:00Z&until=2026-03-04T00:00:00Z\
                           &compareFrom=2025-03-02T00:00:00Z&compareUntil=2025-03-03T00:00:00Z",
    );
    assert_eq!((&empty["change"]["difference"], &empty["change"]["before"]["state"]), (&Value::Null, &json!("noData")));
}

#[test]
fn a_restart_comes_to_the_same_numbers() {
    let mut world = world();
    (0..4).for_each(|_| drop(world.order("north", 60, "ann")));
    let open = world.server.instance_of("order", &json!({ "supplier": "south" }));
    world.server.post(&format!("/api/v1/instances/{open}/cancel"), &json!({})).expect(204);
    let path = format!("processes/order?{WINDOW}");
    let before = world.get(&path);
    let handle = before["summary"]["evidence"].as_str().unwrap().to_owned();
    assert_eq!(before["summary"]["terminated"]["value"], 0.2);
    world.server = world.server.restart(Config::default(), world.clock.clone());
    Server::until(|| world.get(&path)["asOf"]["caughtUp"] == true);
    let after = world.get(&path);
    assert_eq!(after["summary"], before["summary"]);
    assert_eq!((&after["nodes"], &after["flows"]), (&before["nodes"], &before["flows"]));
    assert_eq!(world.get(&format!("evidence/{handle}"))["n"], 5, "a handle outlives a restart");
}

#[test]
fn what_is_asked_wrongly_is_told_so() {
    let mut world = world();
    world.order("north", 60, "ann");
    let server = &world.server;
    let refused =
        |path: &str, status, code: &str| drop(server.get(&format!("/api/v1/analytics/{path}")).refused(status, code));
    refused("processes?from=2026-03-02T00:00:00Z&until=2026-03-01T00:00:00Z", 400, "analytics-window");
    refused("processes?from=1926-03-02T00:00:00Z", 400, "analytics-window");
    refused("processes?from=yesterday", 400, "bad-time");
    refused("processes/none", 404, "no-such-definition");
    refused(&format!("processes/order/nodes/none?{WINDOW}"), 404, "no-such-node");
    refused("processes/order:2", 404, "no-such-definition");
    refused("processes/order:1?version=2", 400, "analytics-version");
    refused("processes/order?compareFrom=2026-03-02T00:00:00Z", 400, "analytics-window");
    refused("processes/order/cases?variables=north", 400, "analytics-variables");
    refused("processes/order/cases?limit=0", 400, "invalid-query");
    refused(&format!("processes/order/nodes/none/waits?{WINDOW}"), 404, "no-such-node");
    refused("evidence/none", 400, "evidence-handle");
    refused("instances/00000000-0000-8000-8000-000000000000", 404, "no-such-instance");
    // A value that nobody has, and a window in which nothing ended: no number.
    let none = world.get(&format!("processes/order?{WINDOW}&variables=%7B%22supplier%22:%22west%22%7D"));
    assert_eq!(
        (&none["summary"]["ended"]["value"], &none["summary"]["sojourn"]["p95"]["state"]),
        (&json!(0.0), &json!("noData"))
    );
    let few = world.get(&format!("processes/order?{WINDOW}"));
    assert_eq!(
        (&few["summary"]["sojourn"]["p95"]["state"], &few["summary"]["sojourn"]["p95"]["value"]),
        (&json!("tooFew"), &Value::Null)
    );
}

#[test]
fn figures_are_for_those_who_see_all_of_a_process_and_persons_for_auditors() {
    let mut world = world();
    world.order("north", 60, "ann");
    let server = &world.server;
    let as_role = |token: &str, path: &str| server.ask_with(token, "GET", &format!("/api/v1/analytics/{path}")).send();
    let ann = server.somebody("ann", "user");
    assert_eq!(as_role(&ann, "processes").expect(200).json["items"], json!([]), "her own instances are no process");
    as_role(&ann, "processes/order").refused(403, "forbidden");
    let owner = server.somebody("olga", "processOwner");
    let of_ann = format!("processes/order/cases?{WINDOW}&actor=ann");
    as_role(&owner, &of_ann).refused(403, "analytics-person");
    let process = as_role(&owner, &format!("processes/order?{WINDOW}")).expect(200).json;
    let handle = node(&process, "approve")["evidence"].as_str().unwrap().to_owned();
    let seen = as_role(&owner, &format!("evidence/{handle}")).expect(200).json;
    assert_eq!((&seen["n"], &seen["members"][0]["actor"]), (&json!(1), &Value::Null));
    as_role(&ann, &format!("evidence/{handle}")).refused(403, "forbidden");
    let auditor = server.somebody("udo", "auditor");
    assert_eq!(server.audit("dataRead"), Vec::<Value>::new());
    assert_eq!(as_role(&auditor, &of_ann).expect(200).json["n"], 1);
    let read = server.audit("dataRead");
    assert_eq!((read.len(), &read[0]["user"], &read[0]["object"]), (1, &json!("udo"), &json!("process order")));
    // Another tenant has nothing of it.
    server.ask("PUT", "/api/v1/tenants/other").json(&json!({})).send().expect(200);
    server.user("tina", Some("other"));
    server.grant("tina", "administrator", &json!({ "tenant": "other" }));
    let tina = server.token_of("tina", &json!({}));
    assert_eq!(as_role(&tina, "processes").expect(200).json["items"], json!([]));
    as_role(&tina, "processes/order").refused(404, "no-such-definition");
    as_role(&tina, &format!("evidence/{handle}")).refused(404, "no-such-process");
}

#[test]
fn what_goes_with_slow_cases_is_found_and_nothing_is_said_of_too_few() {
    let mut world = world();
    world.order("north", 60, "ann");
    let ask = |path: &str, body: &Value| world.server.post(&format!("/api/v1/analytics/processes/order/{path}"), body);
    let window = json!({ "from": "2026-03-02T00:00:00Z", "until": "2026-03-09T00:00:00Z" });
    let few = ask("rca", &json!({ "question": window, "flag": "slowestTenth" })).expect(200).json;
    assert_eq!((&few["verdict"], &few["drivers"], &few["casesLeast"]), (&json!("tooFew"), &json!([]), &json!(100)));
    let abnormal = world.get(&format!("processes/order/anomalies?{WINDOW}"));
    assert_eq!((&abnormal["state"], &abnormal["least"]), (&json!("noData"), &json!(200)));
    let indices = world.get(&format!("processes/order/indices?{WINDOW}"));
    assert_eq!(indices["items"][1]["value"], Value::Null, "one case is too few for an index: {indices}");
    let why = |c: &Value| c["why"].is_string() || c["value"]["state"] == "noData";
    assert!(indices["items"][0]["components"].as_array().unwrap().iter().all(why), "{indices}");
    let moved = world.get(&format!("processes/order/shifts?{WINDOW}"));
    assert_eq!((&moved["judged"], &moved["found"], &moved["versions"]), (&json!(0), &json!([]), &Value::Null));
    assert_eq!((&moved["drift"]["state"], &moved["drift"]["least"]), (&json!("tooFew"), &json!(100)), "{moved}");
    let warned = world.get(&format!("processes/order/early-warnings?{WINDOW}"));
    assert_eq!((&warned["state"], &warned["target"]), (&json!("tooFew"), &Value::Null));

    let groups = ask("query", &json!({ "question": window, "groupBy": { "variable": "supplier" } })).expect(200).json;
    assert_eq!((&groups["groups"][0]["key"], &groups["groups"][0]["n"]), (&json!("north"), &json!(1)));
    ask("query", &json!({ "question": window, "groupBy": "colour" })).refused(400, "invalid-body");
    ask("query", &json!({ "groupBy": "day", "question": { "variables": { "supplier": [1] } } }))
        .refused(400, "analytics-variables");
    ask("rca", &json!({ "flag": "slowestTenth", "more": 1 })).refused(400, "invalid-body");
    let owner = world.server.somebody("olga", "processOwner");
    let by_actor = world.server.ask_with(&owner, "POST", "/api/v1/analytics/processes/order/query");
    by_actor.json(&json!({ "groupBy": "actor" })).send().refused(403, "analytics-person");
    assert_eq!(world.server.audit("dataRead"), Vec::<Value>::new());
    ask("query", &json!({ "question": window, "groupBy": "actor" })).expect(200);
    assert_eq!(world.server.audit("dataRead").len(), 1, "whoever sees what single people did is noted");
    world.server.get("/api/v1/analytics/processes/order/early-warnings?target=0").refused(400, "analytics-target");

    // A running one that is past the time that is asked for.
    let late = world.server.instance_of("order", &json!({ "supplier": "north" }));
    world.clock.advance(3_600_000);
    let warned = world.get("processes/order/early-warnings?target=60000");
    assert_eq!((&warned["found"][0]["instance"], &warned["found"][0]["code"]), (&json!(late), &json!("SLA")));
    assert_eq!((&warned["running"], &warned["late"]), (&json!(1), &json!(1)));
}

#[test]
fn whoever_is_told_what_single_people_did_out_of_the_ordinary_is_noted() {
    let mut world = world();
    let spec = json!({ "name": { "en": "Two people", "zh-CN": "两个人" }, "process": "order", "first": "$initiator", "second": "approve" });
    let rule = world.server.ask("PUT", "/api/v1/audit/duty-rules/two");
    rule.json(&json!({ "spec": spec, "reason": "the law" })).send().expect(201);
    world.order("north", 60, "ann");
    let auditor = world.server.somebody("udo", "auditor");
    let path = format!("/api/v1/analytics/processes/order/anomalies?{WINDOW}");
    let asked = |token: &str| world.server.ask_with(token, "GET", &path).send().expect(200).json;
    assert_eq!(asked(&auditor)["found"], json!([]), "one began it and somebody else decided");
    assert_eq!(world.server.audit("dataRead"), Vec::<Value>::new(), "nothing was told of anybody");
    let begun = world.server.ask("POST", "/api/v1/instances").header("x-weir-actor", "ann");
    let begun = begun.json(&json!({ "process": "order", "variables": { "supplier": "north", "amount": 7 } }));
    let id = begun.send().expect(201).json;
    let task = world.server.first(&format!("/api/v1/user-tasks?instance={}", id["id"].as_str().unwrap()));
    for what in ["claim", "start", "complete"] {
        let act = world.server.ask("POST", &format!("/api/v1/user-tasks/{task}/{what}"));
        act.header("x-weir-actor", "ann").json(&json!({})).send().expect(204);
    }
    assert_eq!(asked(&auditor)["found"][0]["code"], "ACTOR_FOUR_EYES");
    let read = world.server.audit("dataRead");
    assert_eq!((read.len(), &read[0]["user"], &read[0]["object"]), (1, &json!("udo"), &json!("process order")));
    // Others are told of nobody, and nothing is noted of them.
    let owner = world.server.somebody("olga", "processOwner");
    assert_eq!(asked(&owner)["found"], json!([]));
    assert_eq!(world.server.audit("dataRead").len(), 1);
}

/// Begun and over: nothing but its data.
const NOTE: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
  <process id="note" isExecutable="true"><startEvent id="s"/><endEvent id="e"/>
    <sequenceFlow id="f" sourceRef="s" targetRef="e"/></process></definitions>"#;

#[test]
fn a_variable_with_more_values_than_are_told_apart_is_bounded_and_says_so() {
    let world = world();
    let server = &world.server;
    server.deploy(NOTE);
    // 500 texts are told apart and 32 variables are followed: ten and eight are too many.
    for number in 0..510 {
        server.instance_of("note", &json!({ "supplier": format!("s{number:03}") }));
    }
    let many: serde_json::Map<String, Value> = (1..40).map(|number| (format!("v{number:02}"), json!(number))).collect();
    server.instance_of("note", &Value::Object(many));
    world.clock.advance(1_000);
    let cut = |by: &str| {
        server.post("/api/v1/analytics/processes/note/query", &json!({ "groupBy": { "variable": by }, "question": {} }))
    };
    let told = cut("supplier").expect(200).json;
    let groups = told["groups"].as_array().unwrap();
    let n = |group: &Value| group["n"].as_u64().unwrap();
    assert_eq!((groups.len(), groups.iter().map(n).sum::<u64>()), (201, 511), "nobody is lost, and nothing is endless");
    let of = |key: &str| groups.iter().filter(|group| group["key"] == key).map(n).collect::<Vec<u64>>();
    assert_eq!(
        (of("…other"), of("…rest")),
        (vec![10], vec![302]),
        "what is not told apart, and what is beyond the limit"
    );
    // Who asks for one that is not known alone hears that, and not that there is none.
    let ask = |name: &str, value: Value| {
        let variables = json!({ name: value }).to_string();
        let variables: String = variables.bytes().map(|byte| format!("%{byte:02x}")).collect::<Vec<_>>().concat();
        server.get(&format!("/api/v1/analytics/processes/note/cases?variables={variables}"))
    };
    assert_eq!(ask("supplier", json!("s007")).expect(200).json["n"], 1);
    assert_eq!(ask("supplier", json!("…other")).expect(200).json["n"], 10, "as many as its group");
    ask("supplier", json!("…rest")).refused(400, "analytics-value-not-followed");
    ask("supplier", json!("s505")).refused(400, "analytics-value-not-followed");
    ask("supplier", json!("x".repeat(200))).refused(400, "analytics-value-not-followed");
    assert_eq!(ask("v05", json!(5)).expect(200).json["n"], 1);
    ask("v39", json!(39)).refused(400, "analytics-variable-not-followed");
    cut("v39").refused(400, "analytics-variable-not-followed");
}
