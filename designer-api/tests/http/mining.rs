//! What analysts see of a small history whose numbers are worked out by hand: three permits go straight through, one is sent
//! back once. Every number leads to its instances. It is long because each view has its numbers.
use crate::server::Server;
use serde_json::{Value, json};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_designer_api::config::Config;
use weir_engine::ManualClock;

/// 2026-03-02, 08:00 UTC.
const MORNING: i64 = 1_772_438_400_000;
const WINDOW: &str = "from=2026-03-02T00:00:00Z&until=2026-03-03T00:00:00Z";

/// A permit is checked, mended and checked again as often as need be, and approved.
const PERMIT: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
  <process id="permit" name="Permit" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="check" name="Check"/>
    <exclusiveGateway id="good" default="on"/>
    <userTask id="mend" name="Mend"/>
    <userTask id="approve" name="Approve"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
    <sequenceFlow id="f2" sourceRef="check" targetRef="good"/>
    <sequenceFlow id="back" sourceRef="good" targetRef="mend"><conditionExpression>=again</conditionExpression></sequenceFlow>
    <sequenceFlow id="on" sourceRef="good" targetRef="approve"/>
    <sequenceFlow id="f3" sourceRef="mend" targetRef="check"/>
    <sequenceFlow id="f4" sourceRef="approve" targetRef="end"/>
  </process></definitions>"#;

/// A server with the process, and a clock in hand.
pub struct World {
    pub server: Server,
    clock: Arc<ManualClock>,
}

impl World {
    fn new() -> World {
        let clock = Arc::new(ManualClock::new(Timestamp(MORNING)));
        let server = Server::start_at(Config::default(), clock.clone(), true);
        server.deploy(PERMIT);
        World { server, clock }
    }

    /// Somebody takes the open task of an instance after so many seconds, and does it in so many.
    fn work(&self, id: &str, by: &str, (wait, service): (i64, i64), again: bool) {
        let task = self.server.first(&format!("/api/v1/user-tasks?instance={id}"));
        let act = |what: &str, body: &Value| {
            let path = format!("/api/v1/user-tasks/{task}/{what}");
            self.server.ask("POST", &path).header("x-weir-actor", by).json(body).send().expect(204);
        };
        self.clock.advance(wait * 1000);
        act("claim", &json!({}));
        act("start", &json!({}));
        self.clock.advance(service * 1000);
        act("complete", &json!({ "variables": { "again": again } }));
    }

    /// Checked in 160 s and approved in 60 s: 220 s.
    pub fn straight(&self) -> String {
        let id = self.server.instance_of("permit", &json!({ "again": false }));
        self.work(&id, "ann", (60, 100), false);
        self.work(&id, "bob", (40, 20), false);
        id
    }

    /// Checked, mended in 80 s, checked again and approved: 460 s.
    fn sent_back(&self) -> String {
        let id = self.server.instance_of("permit", &json!({ "again": false }));
        self.work(&id, "ann", (60, 100), true);
        self.work(&id, "ann", (30, 50), false);
        self.work(&id, "bob", (60, 100), false);
        self.work(&id, "bob", (40, 20), false);
        id
    }

    fn get(&self, path: &str) -> Value {
        self.server.get(&format!("/api/v1/analytics/processes/permit/{path}")).expect(200).json
    }

    /// The instances behind a number.
    fn behind(&self, query: &str) -> (u64, Vec<String>) {
        let found = self.get(&format!("mined-cases?{WINDOW}&{query}"));
        let ids = found["cases"].as_array().unwrap().iter().map(|case| case["instance"].as_str().unwrap().to_owned());
        (found["n"].as_u64().unwrap(), ids.collect())
    }

    /// Three straight ones and one that was sent back, which is the last.
    pub fn planted() -> (World, Vec<String>) {
        let world = World::new();
        let mut ids: Vec<String> = (0..3).map(|_| world.straight()).collect();
        ids.push(world.sent_back());
        (world, ids)
    }
}

/// The entry of a list.
pub fn of<'a>(items: &'a Value, key: &str, wanted: &str) -> &'a Value {
    let items = items.as_array().unwrap();
    items.iter().find(|item| item[key] == wanted).unwrap_or_else(|| panic!("no {wanted}: {items:?}"))
}

#[test]
fn the_map_and_the_variants_are_those_of_the_history_and_lead_to_their_instances() {
    let (world, ids) = World::planted();
    let map = world.get(&format!("map?{WINDOW}"));
    assert_eq!((&map["cases"], &map["activities"], &map["rowsShown"]), (&json!(4), &json!(3), &json!(1.0)));
    let node = |id: &str| {
        let node = of(&map["nodes"], "activity", id);
        (node["visits"].as_u64().unwrap(), node["cases"].as_u64().unwrap(), node["median"].clone())
    };
    let few = |visits, cases| (visits, cases, Value::Null);
    assert_eq!((node("check"), node("mend"), node("approve")), (few(5, 4), few(1, 1), few(4, 4)));
    assert_eq!(map["least"], 20, "of fewer no median is told");
    assert_eq!(map["names"]["approve"], "Approve");
    let flows: Vec<(Value, Value, u64, Value)> = map["flows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|flow| (flow["from"].clone(), flow["to"].clone(), flow["count"].as_u64().unwrap(), flow["mean"].clone()))
        .collect();
    let flow = |from: Value, to: Value| {
        let found = flows.iter().find(|flow| (&flow.0, &flow.1) == (&from, &to));
        found.map(|flow| (flow.2, flow.3.as_f64()))
    };
    // The gateway between them is looked through; people look at activities.
    assert_eq!(flow(Value::Null, json!("check")), Some((4, None)));
    assert_eq!(flow(json!("check"), json!("approve")), Some((4, Some(40_000.0))));
    assert_eq!(flow(json!("check"), json!("mend")), Some((1, Some(30_000.0))));
    assert_eq!(flow(json!("mend"), json!("check")), Some((1, Some(60_000.0))));
    assert_eq!(flow(json!("approve"), Value::Null), Some((4, None)));
    assert_eq!(flows.len(), 5);

    // Two of three activities: what led to the third leads on to what came behind it.
    let less = world.get(&format!("map?{WINDOW}&activities=0.6&paths=0"));
    assert_eq!(less["nodes"].as_array().unwrap().len(), 2);
    assert_eq!(less["rowsShown"], 0.9);
    let loops = world.behind("behind=flow&of=check&to=check&activities=0.6");
    assert_eq!(loops, (1, vec![ids[3].clone()]));

    // Each number again, by its instances, the longest first.
    assert_eq!(world.behind("behind=all").0, 4);
    assert_eq!(world.behind("behind=activity&of=mend"), (1, vec![ids[3].clone()]));
    assert_eq!(world.behind("behind=flow&to=check").0, 4);
    assert_eq!(world.behind("behind=flow&of=check&to=mend"), (1, vec![ids[3].clone()]));
    let page = world.get(&format!("mined-cases?{WINDOW}&behind=all&limit=1"));
    assert_eq!((&page["cases"][0]["instance"], &page["next"]), (&json!(ids[3]), &json!(1)));
    assert_eq!((&page["cases"][0]["sojourn"], &page["cases"][0]["version"]), (&json!(460_000), &json!(1)));

    let variants = world.get(&format!("variants?{WINDOW}"));
    assert_eq!(
        (&variants["variants"], &variants["cover"], &variants["singletons"]),
        (&json!(2), &json!(2), &json!(0.25))
    );
    let first = &variants["items"][0];
    assert_eq!(first["trace"], json!(["check", "approve"]));
    assert_eq!((&first["cases"], &first["share"], &first["median"]), (&json!(3), &json!(0.75), &Value::Null));
    assert_eq!(variants["least"], 20);
    let second = &variants["items"][1];
    assert_eq!((&second["trace"], &second["covered"]), (&json!(["check", "mend", "check", "approve"]), &json!(1.0)));
    assert_eq!((first["instance"].as_str(), second["instance"].as_str()), (Some(&*ids[0]), Some(&*ids[3])));
    let (n, mut straight) = world.behind(&format!("behind=variant&of={}", ids[1]));
    straight.sort();
    assert_eq!((n, straight), (3, ids[..3].to_vec()));
}

#[test]
fn rework_and_bottlenecks_are_worked_out_on_the_critical_path() {
    let (world, ids) = World::planted();
    let rework = world.get(&format!("rework?{WINDOW}"));
    assert_eq!((&rework["again"], &rework["ratio"], &rework["firstPass"]), (&json!(1), &json!(0.1), &json!(0.75)));
    // The second check was by somebody else, 80 s of mending and 160 s of checking after the first.
    let told = json!([{ "activity": "check", "times": 1, "atOnce": 0, "samePerson": 0, "otherPerson": 1, "cases": 1 }]);
    assert_eq!(rework["activities"], told);
    let told =
        json!([{ "activity": "check", "from": "mend", "times": 1, "cases": 1, "lost": 240_000, "mean": 240_000.0 }]);
    assert_eq!(rework["loops"], told);
    assert_eq!(rework["toAndFro"], json!([]), "check, mend, check is one change too few");
    assert_eq!(world.behind("behind=rework"), (1, vec![ids[3].clone()]));
    assert_eq!(world.behind("behind=again&of=check"), (1, vec![ids[3].clone()]));
    assert_eq!(world.behind("behind=loop&of=check&to=mend"), (1, vec![ids[3].clone()]));

    let time = world.get(&format!("bottlenecks?{WINDOW}"));
    // (3 · 220 + 460) / 4 s, of which 5 · 60 and 5 · 100 s are of the checks.
    assert_eq!(time["mean"], 280_000.0);
    let check = of(&time["items"], "activity", "check");
    assert_eq!(
        (&check["queue"], &check["claimed"], &check["service"]),
        (&json!(75_000.0), &json!(0.0), &json!(125_000.0))
    );
    assert_eq!(of(&time["items"], "activity", "mend")["queue"], 7_500.0);
    assert_eq!(of(&time["items"], "activity", "approve")["service"], 20_000.0);
    let part = |item: &Value| ["before", "queue", "claimed", "service"].map(|part| item[part].as_f64().unwrap());
    let sum: f64 = time["items"].as_array().unwrap().iter().flat_map(part).sum();
    assert!((sum - 280_000.0).abs() < 1e-6, "the parts are the whole: {sum}");
    assert_eq!(world.behind("behind=critical&of=mend"), (1, vec![ids[3].clone()]));
}

#[test]
fn how_busy_people_are_is_told_in_the_hours_of_the_calendar_and_on_whom_work_rests() {
    let (world, _) = World::planted();
    let auditor = world.server.somebody("udo", "auditor");
    let path = format!("/api/v1/analytics/processes/permit/networks?{WINDOW}&people=true");
    let asked = || world.server.ask_with(&auditor, "GET", &path).send().expect(200).json;
    let without = asked();
    assert_eq!((&without["loadsMissing"], &without["loads"]), (&json!("no-calendar"), &json!([])));
    // Each was there for the eighteen minutes and forty seconds that have passed.
    let day = json!([{ "from": "08:00:00", "until": "17:00:00" }]);
    let week = json!([day, day, day, day, day, [], []]);
    let office = json!({ "id": "office", "name": "Office", "timeZone": "UTC", "week": week, "days": {} });
    let changes = json!({ "changes": [{ "put": { "calendar": office } }] });
    world.server.post("/api/v1/organisation/changes", &changes).expect(200);
    let named = asked();
    let load = of(&named["loads"], "group", "ann");
    assert_eq!((&load["busy"], &load["available"], &load["people"]), (&json!(450_000), &json!(1_120_000), &json!(1)));
    assert!((load["utilisation"].as_f64().unwrap() - 450.0 / 1120.0).abs() < 1e-12, "{load}");
    // Of few visits nothing is said of how few people they rest on; nor to those who may not see single people.
    let told = |answer: &Value| {
        let check = of(&answer["involvement"], "activity", "check");
        (check["visits"].clone(), check["few"].clone(), check["people"].clone(), check["core"].clone())
    };
    assert_eq!(told(&named), (json!(5), json!(false), Value::Null, Value::Null));
    (0..20).for_each(|_| drop(world.straight()));
    assert_eq!(told(&asked()), (json!(25), json!(true), json!(2), json!(1)), "ann did all but one");
    let grouped = world.get(&format!("networks?{WINDOW}"));
    assert_eq!(told(&grouped), (json!(25), json!(true), Value::Null, Value::Null));
    assert_eq!(grouped["loads"], json!([]), "two people are no group");
}

#[test]
fn people_are_told_of_as_groups_and_to_auditors_by_name() {
    let (world, _) = World::planted();
    let server = &world.server;
    let grouped = world.get(&format!("networks?{WINDOW}"));
    // Two people are too few to be told of, whatever they belong to.
    assert_eq!((&grouped["named"], &grouped["withheld"], &grouped["least"]), (&json!(false), &json!(2), &json!(5)));
    assert_eq!(
        (&grouped["handovers"], &grouped["together"], &grouped["workloads"]),
        (&json!([]), &json!([]), &json!([]))
    );

    let auditor = server.somebody("udo", "auditor");
    let path = format!("/api/v1/analytics/processes/permit/networks?{WINDOW}&people=true");
    let named = server.ask_with(&auditor, "GET", &path).send().expect(200).json;
    let handovers: Vec<(&Value, &Value, &Value)> = named["handovers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| (&link["from"], &link["to"], &link["count"]))
        .collect();
    let (ann, bob) = (json!("ann"), json!("bob"));
    assert_eq!(handovers, [(&ann, &bob, &json!(4)), (&ann, &ann, &json!(1)), (&bob, &bob, &json!(1))]);
    assert!((named["handoverRate"].as_f64().unwrap() - 4.0 / 6.0).abs() < 1e-12);
    assert_eq!(named["together"], json!([{ "from": "ann", "to": "bob", "count": 4, "share": 1.0 }]));
    let work = of(&named["workloads"], "group", "ann");
    assert_eq!((&work["visits"], &work["service"], &work["waited"]), (&json!(5), &json!(450_000), &json!(270_000)));
    assert_eq!(work["concentration"], Value::Null);
    let cases = format!("/api/v1/analytics/processes/permit/mined-cases?{WINDOW}&behind=handover&of=ann&to=ann");
    server.ask_with(&auditor, "GET", &cases).send().refused(404, "no-such-mined-item");
    let found = server.ask_with(&auditor, "GET", &format!("{cases}&people=true")).send().expect(200).json;
    assert_eq!(found["n"], 1);
    // Whoever looks at people is noted.
    let noted = server.get("/api/v1/access-audit").expect(200);
    assert!(noted.text.contains("process permit"), "{}", noted.text);

    let owner = server.somebody("olga", "processOwner");
    server.ask_with(&owner, "GET", &path).send().refused(403, "analytics-person");
    server.ask_with(&owner, "GET", &format!("{cases}&people=true")).send().refused(403, "analytics-person");
    let of_ann = format!("/api/v1/analytics/processes/permit/map?{WINDOW}&actor=ann");
    server.ask_with(&owner, "GET", &of_ann).send().refused(403, "analytics-person");
    let user = server.somebody("ann", "user");
    let map = format!("/api/v1/analytics/processes/permit/map?{WINDOW}");
    server.ask_with(&user, "GET", &map).send().refused(403, "forbidden");
    // Another tenant has nothing of it.
    server.ask("PUT", "/api/v1/tenants/other").json(&json!({})).send().expect(200);
    server.user("tina", Some("other"));
    server.grant("tina", "administrator", &json!({ "tenant": "other" }));
    let tina = server.token_of("tina", &json!({}));
    server.ask_with(&tina, "GET", &map).send().refused(404, "no-such-definition");
}

#[test]
fn what_is_collected_and_done_in_one_go_is_a_batch() {
    let world = World::new();
    let ids: Vec<String> = (0..3).map(|_| world.server.instance_of("permit", &json!({ "again": false }))).collect();
    world.clock.advance(600_000);
    for id in &ids {
        world.work(id, "ann", (0, 10), false);
    }
    // The first approval can begin 20 s before the last: the approvals are collected too.
    for id in &ids {
        world.work(id, "bob", (0, 30), false);
    }
    let batches = world.get(&format!("batches?{WINDOW}"));
    assert_eq!((&batches["gap"], &batches["cases"]), (&json!(900_000), &json!(3)));
    let check = of(&batches["items"], "activity", "check");
    assert_eq!(
        (&check["batches"], &check["visits"], &check["of"], &check["largest"]),
        (&json!(1), &json!(3), &json!(3), &json!(3))
    );
    assert_eq!(
        (&check["kinds"], &check["collecting"], &check["factor"]),
        (&json!({ "sequential": 1 }), &json!(600_000.0), &Value::Null)
    );
    let approve = of(&batches["items"], "activity", "approve");
    assert_eq!(approve["collecting"], 10_000.0, "20, 10 and 0 s");
    assert_eq!(world.behind("behind=batched&of=check").0, 3);
}

#[test]
fn a_part_is_held_against_the_rest() {
    let (world, _) = World::planted();
    let window = json!({ "from": "2026-03-02T00:00:00Z", "until": "2026-03-03T00:00:00Z" });
    let mut one = window.clone();
    one["rework"] = json!(true);
    let post = |body: &Value| world.server.post("/api/v1/analytics/processes/permit/comparison", body);
    let found = post(&json!({ "one": one })).expect(200).json;
    let median =
        |side: &str| (found[side]["cases"].clone(), found[side]["median"].clone(), found[side]["firstPass"].clone());
    assert_eq!(median("one"), (json!(1), Value::Null, json!(0.0)));
    assert_eq!(median("other"), (json!(3), Value::Null, json!(1.0)));
    assert_eq!(found["other"]["people"], 2.0);
    // With so few nothing is said of differences.
    assert_eq!((&found["least"], &found["longer"], &found["variants"]), (&json!(20), &Value::Null, &json!([])));
    let handle = found["one"]["evidence"].as_str().unwrap();
    assert_eq!(world.server.get(&format!("/api/v1/analytics/evidence/{handle}")).expect(200).json["n"], 1);
    let mut other = window.clone();
    other["longer"] = json!(1);
    let both = post(&json!({ "one": one, "other": other })).expect(200).json;
    assert_eq!((&both["one"]["cases"], &both["other"]["cases"]), (&json!(1), &json!(4)));
    // What is left of the window has its evidence too, and each is counted again from it.
    for (found, side) in [(&found, "other"), (&both, "one"), (&both, "other")] {
        let handle = found[side]["evidence"].as_str().unwrap();
        let counted = world.server.get(&format!("/api/v1/analytics/evidence/{handle}")).expect(200).json;
        assert_eq!(counted["n"], found[side]["cases"], "{side}");
    }
    // Of the whole window those that went one way, against those that went others, and against another one's.
    let views = |path: &str| world.server.get(&format!("/api/v1/analytics/processes/permit/{path}")).expect(200).json;
    let ways = views(&format!("variants?{WINDOW}"));
    let way = |at: usize| ways["items"][at]["instance"].clone();
    let of_way = post(&json!({ "one": window, "oneWay": way(0) })).expect(200).json;
    assert_eq!((&of_way["one"]["cases"], &of_way["other"]["cases"]), (&json!(3), &json!(1)));
    assert_eq!((&of_way["one"]["evidence"], &of_way["other"]["evidence"]), (&Value::Null, &Value::Null));
    for (behind, n) in [("variant", 3), ("otherVariants", 1)] {
        let of = way(0).as_str().unwrap().to_owned();
        assert_eq!(views(&format!("mined-cases?{WINDOW}&behind={behind}&of={of}"))["n"], n, "{behind}");
    }
    let two = post(&json!({ "one": window, "other": window, "oneWay": way(1), "otherWay": way(0) })).expect(200).json;
    assert_eq!((&two["one"]["cases"], &two["other"]["cases"]), (&json!(1), &json!(3)));
    let nobody = json!("00000000-0000-4000-8000-000000000000");
    post(&json!({ "one": window, "oneWay": nobody })).refused(404, "no-such-mined-item");
    post(&json!({ "one": window })).refused(400, "comparison-nothing");
    post(&json!({ "one": { "from": "soon" } })).refused(400, "bad-time");
}

/// The one question is the same in every view: by the flows that were taken and what is left out too.
#[test]
fn views_take_the_whole_question() {
    let (world, _) = World::planted();
    let variants = |query: &str| world.get(&format!("variants?{WINDOW}&{query}"))["cases"].clone();
    assert_eq!((variants("flow=back"), variants("flow=on")), (json!(1), json!(4)));
    assert_eq!(variants("except=%7B%22flow%22%3A%22back%22%7D"), 3);
    assert_eq!(variants("ranges=%7B%22nobody%22%3A%7B%22from%22%3A1%7D%7D"), 0);
}

#[test]
fn enough_instances_say_what_differs() {
    let world = World::new();
    for _ in 0..20 {
        world.straight();
        world.sent_back();
    }
    let one = json!({ "from": "2026-03-02T00:00:00Z", "until": "2026-03-03T00:00:00Z", "rework": true });
    let body = json!({ "one": one });
    let found = world.server.post("/api/v1/analytics/processes/permit/comparison", &body).expect(200).json;
    assert_eq!(found["longer"], 1.0, "each of the one takes longer than each of the other");
    assert!(found["p"].as_f64().unwrap() < 1e-6);
    assert_eq!(found["activities"].as_array().unwrap().len(), 1);
    let mend = &found["activities"][0];
    assert_eq!((&mend["trace"], &mend["one"], &mend["other"]), (&json!(["mend"]), &json!(20), &json!(0)));
    assert_eq!(mend["difference"], 1.0);
    let way =
        found["variants"].as_array().unwrap().iter().find(|way| way["trace"].as_array().unwrap().len() == 4).unwrap();
    assert_eq!((&way["one"], &way["other"]), (&json!(20), &json!(0)));
}

#[test]
fn what_is_asked_wrongly_of_a_view_is_told_so() {
    let (world, _) = World::planted();
    let refused = |path: &str, status, code: &str| {
        let path = format!("/api/v1/analytics/processes/permit/{path}");
        drop(world.server.get(&path).refused(status, code));
    };
    refused("map?activities=2", 400, "mining-sliders");
    refused("map?paths=NaN", 400, "mining-sliders");
    refused("map?heat=time", 400, "invalid-query");
    refused("variants?from=2026-03-02T00:00:00Z&until=2026-03-01T00:00:00Z", 400, "analytics-window");
    refused("batches?gap=-1", 400, "mining-gap");
    refused("mined-cases", 400, "mined-item");
    refused("mined-cases?behind=all&of=check", 400, "mined-item");
    refused("mined-cases?behind=loop&of=check", 400, "mined-item");
    refused("mined-cases?behind=variant&of=check", 400, "mined-item");
    refused(&format!("mined-cases?{WINDOW}&behind=activity&of=bake"), 404, "no-such-mined-item");
    refused(&format!("mined-cases?{WINDOW}&behind=toAndFro&of=check&to=mend"), 404, "no-such-mined-item");
    world.server.get("/api/v1/analytics/processes/none/map").refused(404, "no-such-definition");
    // In a window in which nothing ended there is nothing, and no number stands in for it.
    let empty = world.get("map?from=2025-03-02T00:00:00Z&until=2025-03-03T00:00:00Z");
    assert_eq!((&empty["cases"], &empty["nodes"], &empty["flows"]), (&json!(0), &json!([]), &json!([])));
    let empty = world.get("bottlenecks?from=2025-03-02T00:00:00Z&until=2025-03-03T00:00:00Z");
    assert_eq!((&empty["mean"], &empty["items"]), (&json!(0.0), &json!([])));
}
