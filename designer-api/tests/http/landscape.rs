//! The landscape over HTTP: seeded, changed on top of what was seen, looked back at, loaded with every fault named; who has
//! which part; and templates that become drafts which know where they come from.
use crate::server::{Answer, Server};
use serde_json::{Value, json};

pub const NODES: &str = "/api/v1/landscape/nodes";

pub fn seeded() -> Server {
    let server = Server::start();
    let made = server.post("/api/v1/landscape/seed", &json!({ "reason": "begin" })).expect(200);
    assert_eq!((&made.json["version"], made.header("etag")), (&json!(1), "\"1\""));
    server
}

fn put(server: &Server, etag: &str, node: &Value) -> Answer {
    let path = format!("{NODES}/{}", node["id"].as_str().unwrap());
    let body = json!({ "node": node, "reason": "because" });
    server.ask("PUT", &path).header("if-match", etag).header("x-weir-actor", "ann").json(&body).send()
}

fn step(id: &str, parent: &str) -> Value {
    json!({ "id": id, "parent": parent, "level": 5, "name": { "zh-CN": "步骤", "en": "Step" } })
}

pub fn codes(answer: &Answer) -> Vec<(String, Option<u64>)> {
    let findings = answer.json["findings"].as_array().unwrap();
    findings.iter().map(|f| (f["code"].as_str().unwrap().to_owned(), f["line"].as_u64())).collect()
}

#[test]
fn it_is_seeded_and_a_node_is_changed_on_top_of_what_was_seen() {
    let server = Server::start();
    let empty = server.get("/api/v1/landscape").expect(200);
    assert_eq!((&empty.json["version"], empty.header("etag")), (&json!(0), "\"0\""));
    server.post("/api/v1/landscape/seed", &json!({ "reason": " " })).refused(400, "landscape-without-reason");
    drop(server);

    let server = seeded();
    let nodes = server.get("/api/v1/landscape").expect(200).json["nodes"].clone();
    assert_eq!(
        (nodes.as_array().unwrap().len(), &nodes[0]["id"], &nodes[1]["level"]),
        (69, &json!("strategy"), &json!(2))
    );
    let one = server.get(&format!("{NODES}/leave-request")).expect(200);
    let way: Vec<&Value> = one.json["way"].as_array().unwrap().iter().map(|node| &node["id"]).collect();
    assert_eq!(way, ["organisation", "organisation.people", "leave-request"]);
    let etag = one.header("etag").to_owned();
    let mut node = one.json["node"].clone();
    node["owner"] = json!("role:hr");
    let made = put(&server, &etag, &node).expect(200).json;
    assert_eq!((&made["version"], &made["actor"], &made["entries"]), (&json!(2), &json!("ann"), &json!(1)));
    put(&server, &etag, &node).refused(412, "landscape-changed-meanwhile");
    let same = put(&server, "\"2\"", &node).expect(200).json;
    assert_eq!((&same["version"], &same["entries"]), (&json!(2), &json!(0)), "what is so already is no version");
    let found = server.get(&format!("{NODES}/leave-request")).expect(200);
    let told: Vec<&Value> = found.json["findings"].as_array().unwrap().iter().map(|f| &f["code"]).collect();
    assert_eq!(told, ["landscape-party-unknown", "landscape-duties-missing"]);

    node["parent"] = json!("finance");
    put(&server, "\"2\"", &node).refused(422, "landscape-level-order");
    node["owner"] = json!("ann");
    put(&server, "\"2\"", &node).refused(400, "invalid-body");
    let without =
        server.ask("PUT", &format!("{NODES}/leave-request")).json(&json!({ "node": step("x", "y"), "reason": "r" }));
    without.send().refused(428, "if-match-missing");
    let other = server.ask("PUT", &format!("{NODES}/recruitment")).header("if-match", "\"1\"");
    other.json(&json!({ "node": step("x", "y"), "reason": "r" })).send().refused(400, "landscape-id");
    server.get(&format!("{NODES}/none")).refused(404, "no-such-landscape-node");

    let add = |node: Value| server.post(NODES, &json!({ "node": node, "reason": "more" }));
    add(step("leave.ask", "leave-request")).expect(201);
    add(step("leave.ask", "leave-request")).refused(422, "landscape-duplicate");
    add(step("s", "none")).refused(422, "landscape-parent-unknown");
    add(step("s", "s")).refused(422, "landscape-cycle");
    let gone = server.ask("DELETE", &format!("{NODES}/leave-request")).header("if-match", "\"2\"");
    assert_eq!(gone.json(&json!({ "reason": "no leave" })).send().expect(200).json["entries"], 2, "with its step");
    let role = json!({ "name": { "zh-CN": "人事", "en": "HR" }, "duties": { "zh-CN": "", "en": "" }, "reason": "r" });
    server.ask("PUT", "/api/v1/landscape/roles/hr").json(&role).send().expect(200);
    let remove = || server.ask("DELETE", "/api/v1/landscape/roles/hr").json(&json!({ "reason": "r" })).send();
    remove().expect(200);
    remove().refused(404, "no-such-landscape-role");
}

#[test]
fn versions_are_looked_back_at_compared_and_restored_also_after_a_restart() {
    let clock = std::sync::Arc::new(weir_engine::SystemClock);
    let server = Server::start_at(weir_designer_api::config::Config::default(), clock.clone(), true);
    server.post("/api/v1/landscape/seed", &json!({ "reason": "begin" })).expect(200);
    let mut node = server.get(&format!("{NODES}/recruitment")).expect(200).json["node"].clone();
    node["maturity"] = json!(3);
    put(&server, "\"1\"", &node).expect(200);
    let removal = server.ask("DELETE", &format!("{NODES}/finance")).header("if-match", "\"1\"");
    removal.json(&json!({ "reason": "outsourced" })).send().expect(200);

    let server = server.restart(weir_designer_api::config::Config::default(), clock);
    let versions = server.get("/api/v1/landscape/versions").expect(200);
    let told: Vec<(&Value, &Value)> = versions.items().iter().map(|v| (&v["version"], &v["reason"])).collect();
    let (outsourced, because, begin) = (json!("outsourced"), json!("because"), json!("begin"));
    assert_eq!(told, [(&json!(3), &outsourced), (&json!(2), &because), (&json!(1), &begin)]);
    let trace = server.get("/api/v1/audit/events?areas=planning&objectKind=landscape").expect(200);
    let told: Vec<(&Value, &Value)> = trace.items().iter().map(|of| (&of["object"]["id"], &of["reason"])).collect();
    let (first, second, third) = (json!("1"), json!("2"), json!("3"));
    assert_eq!(told, [(&third, &outsourced), (&second, &because), (&first, &begin)], "an auditor reads it too");
    let matured = &trace.items()[1]["data"]["entries"][0];
    let maturity = |side: &str| &matured[side]["node"]["maturity"];
    assert_eq!((maturity("before"), maturity("after")), (&json!(0), &json!(3)), "{matured}");
    let then = server.get("/api/v1/landscape/versions/2").expect(200).json;
    assert_eq!(then["landscape"]["nodes"].as_array().unwrap().len(), 69);
    let before = server.get("/api/v1/landscape/versions/0").expect(200).json;
    assert_eq!((&before["version"], &before["landscape"]["nodes"]), (&Value::Null, &json!([])));
    let other = server.get("/api/v1/landscape/versions/1/difference?after=2").expect(200).json;
    let changed = json!([{ "node": "recruitment", "field": "maturity", "before": 0, "after": 3 }]);
    assert_eq!((&other["changed"], &other["removed"]), (&changed, &json!([])));
    let other = server.get("/api/v1/landscape/versions/1/difference").expect(200).json;
    assert!(other["removed"].as_array().unwrap().contains(&json!("expense-claim")));
    server.get("/api/v1/landscape/versions/9").refused(404, "no-such-landscape-version");

    let restore = |number: u64, seen: &str| {
        let ask = server.ask("POST", &format!("/api/v1/landscape/versions/{number}/restore")).header("if-match", seen);
        ask.json(&json!({ "reason": "back" })).send()
    };
    restore(1, "\"2\"").refused(412, "landscape-changed-meanwhile");
    let back = restore(1, "\"3\"").expect(200).json;
    assert_eq!((&back["version"], &back["restored"]), (&json!(4), &json!(1)));
    let same = server.get("/api/v1/landscape/versions/1/difference").expect(200).json;
    assert_eq!((&same["changed"], &same["added"], &same["removed"]), (&json!([]), &json!([]), &json!([])));
    restore(0, "\"4\"").expect(200);
    assert_eq!(server.get("/api/v1/landscape").expect(200).json["nodes"], json!([]));
}

#[test]
fn the_matrix_shows_conflicts_and_what_somebody_has_to_do() {
    let server = seeded();
    server.post(NODES, &json!({ "node": step("leave.ask", "leave-request"), "reason": "r" })).expect(201);
    let cells = |etag: &str, cells: Value| {
        let ask = server.ask("PATCH", "/api/v1/raci").header("if-match", etag);
        ask.json(&json!({ "cells": cells, "reason": "duties" })).send()
    };
    let cell = |who: &str, parts: &[&str]| json!({ "node": "leave.ask", "who": who, "parts": parts });
    let made = cells("\"2\"", json!([cell("role:boss", &["A"]), cell("person:ann", &["A", "R"])])).expect(200);
    let matrix = server.get("/api/v1/raci?within=organisation").expect(200);
    assert_eq!(matrix.header("etag"), made.header("etag"));
    assert_eq!(matrix.json["columns"], json!(["role:boss", "person:ann"]));
    let row = matrix.json["rows"].as_array().unwrap().iter().find(|row| row["node"] == "leave.ask").unwrap().clone();
    let told: Vec<&Value> = row["conflicts"].as_array().unwrap().iter().map(|c| &c["code"]).collect();
    assert_eq!(told, ["raci-several-accountable"]);
    // Nobody has a part in the others yet; what a step of it says goes for the process around it.
    let of = |node: &str| {
        let row = matrix.json["rows"].as_array().unwrap().iter().find(|row| row["node"] == node).unwrap();
        row["conflicts"].as_array().unwrap().iter().map(|c| c["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(of("recruitment"), ["landscape-duties-missing"]);
    assert_eq!(of("leave-request"), Vec::<String>::new());
    cells("\"2\"", json!([])).refused(412, "landscape-changed-meanwhile");
    cells("\"3\"", json!([cell("ann", &["A"])])).refused(400, "invalid-body");
    cells("\"3\"", json!([cell("role:boss", &["A", "A"])])).refused(422, "landscape-duplicate");
    cells("\"3\"", json!([{ "node": "none", "who": "role:boss", "parts": [] }])).refused(404, "no-such-landscape-node");
    cells("\"3\"", json!([cell("role:boss", &[])])).expect(200);
    let left = server.get("/api/v1/raci?within=leave.ask").expect(200).json;
    assert_eq!((&left["columns"], &left["rows"][0]["conflicts"]), (&json!(["person:ann"]), &json!([])));
    server.get("/api/v1/raci?within=none").refused(404, "no-such-landscape-node");

    let people = json!([{ "role": { "id": "boss", "name": "Boss" } }, { "person": { "id": "ann", "name": "Ann",
        "memberships": [{ "kind": "role", "id": "boss" }] } }]);
    server.post("/api/v1/organisation/import", &people).expect(200);
    cells("\"4\"", json!([cell("role:boss", &["I"])])).expect(200);
    let duties = server.get("/api/v1/people/ann/duties").expect(200).json;
    let told: Vec<_> = duties.as_array().unwrap().iter().map(|d| (&d["parts"], &d["through"])).collect();
    assert_eq!(told, [(&json!(["A", "R"]), &Value::Null), (&json!(["I"]), &json!("boss"))]);
    assert_eq!(duties[0]["way"].as_array().unwrap().len(), 4);
}

#[test]
fn a_template_becomes_drafts_with_their_origin_and_its_node_is_linked_deployed_and_counted() {
    let server = seeded();
    let found = |query: &str| {
        let list = server.get(&format!("/api/v1/model-templates{query}")).expect(200).json;
        list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(found("").len() >= 18);
    assert_eq!(found("?area=finance&text=报销"), ["expense-claim"]);
    assert!(found("?level=4").iter().all(|id| found("").contains(id)) && found("?tag=none").is_empty());
    let card = server.get("/api/v1/model-templates/expense-claim").expect(200).json;
    assert_eq!((&card["template"]["uses"], &card["card"]["owner"].is_string()), (&json!(0), &true));
    server.get("/api/v1/model-templates/none").refused(404, "no-such-template");
    assert!(server.get("/api/v1/model-templates/expense-claim/diagram.svg").expect(200).text.starts_with("<svg "));
    assert!(
        server
            .get("/api/v1/model-templates/expense-claim/file?file=approval.dmn")
            .expect(200)
            .text
            .contains("decision")
    );

    let ask = |id: &str, body: Value| {
        let path = format!("/api/v1/model-templates/{id}/use");
        server.ask("POST", &path).header("idempotency-key", "once").header("x-weir-actor", "ann").json(&body).send()
    };
    let body = json!({ "name": "报销", "node": "expense-claim", "reason": "take it over" });
    let used = ask("expense-claim", body.clone()).expect(201).json;
    assert_eq!(ask("expense-claim", body).expect(201).json, used, "asked again it is the same");
    let drafts: Vec<String> = used["drafts"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().into()).collect();
    let models = server.get("/api/v1/models").expect(200);
    assert_eq!(models.items().len(), drafts.len(), "one for each model, decision and form");
    let mut kinds: Vec<&str> = models.items().iter().map(|m| m["kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, ["bpmn", "dmn", "form"]);
    let draft = server.get(&format!("/api/v1/models/{}", drafts[0])).expect(200).json;
    let hash = card["template"]["hash"].as_str().unwrap();
    assert_eq!(draft["origin"]["template"], json!({ "template": "expense-claim", "version": "1.0", "hash": hash }));
    assert_eq!((&draft["createdBy"], &draft["origin"]["node"]), (&json!("ann"), &json!("expense-claim")));
    let other = server.get(&format!("/api/v1/models/{}/difference?before=template", drafts[0])).expect(200).json;
    let nothing = ["added", "removed", "changed", "moved"].iter().all(|kind| other[*kind] == json!([]));
    assert!(nothing, "{other}");

    let node = server.get(&format!("{NODES}/expense-claim")).expect(200).json;
    assert!(node["node"]["indicators"].as_array().unwrap().iter().all(|i| i["proposed"] == json!(true)));
    assert!(!node["parts"].as_array().unwrap().is_empty(), "its steps");
    let told: Vec<&Value> = node["findings"].as_array().unwrap().iter().map(|f| &f["code"]).collect();
    assert!(told.iter().all(|code| *code != "landscape-link-missing"), "{told:?}");
    let whole = |node: &str| server.get("/api/v1/landscape/coverage").expect(200).json["nodes"][node].clone();
    assert_eq!((&whole("finance")["modelled"], &whole("finance")["automated"]), (&json!(1), &json!(0)));

    let text = |place: usize| server.get(&format!("/api/v1/models/{}/xml", drafts[place])).expect(200).text;
    let names: Vec<String> = (0..drafts.len())
        .map(|n| {
            server.get(&format!("/api/v1/models/{}", drafts[n])).expect(200).json["origin"]["file"]
                .as_str()
                .unwrap()
                .into()
        })
        .collect();
    // What it needs was declared with it, so nothing is doubtful about its deployment.
    let limit = json!({ "name": "expense_auto_limit", "outcome": "declared", "code": null });
    assert_eq!(used["parameters"], json!([limit]));
    let texts: Vec<String> = (0..drafts.len()).map(text).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(texts.iter().map(String::as_bytes)).collect();
    let deployed = server.ask("POST", "/api/v1/deployments").files(&files).send().expect(200).json;
    let doubtful = deployed["problems"].as_array().unwrap().iter().filter(|one| one["severity"] != "note");
    assert_eq!(doubtful.count(), 0, "{deployed}");
    let told = deployed["definitions"][0]["template"].as_str().unwrap();
    assert_eq!(told, format!("expense-claim@1.0#{hash}"), "what is deployed knows too");
    assert_eq!(whole("finance")["automated"], 1);
    assert!(whole("expense-claim")["steps"].as_u64() > whole("expense-claim")["automaticSteps"].as_u64());
    server.get("/api/v1/landscape/collaborations").expect(200);

    assert_eq!(found("?text=expense-claim"), ["expense-claim"]);
    let history = server.get("/api/v1/model-templates/expense-claim/uses").expect(200);
    assert_eq!((history.items().len(), &history.items()[0]["version"]), (1, &json!(2)));
    let again = server.get("/api/v1/model-templates/expense-claim").expect(200).json;
    assert_eq!(again["template"]["uses"], 1);
}

#[test]
fn what_comes_with_its_text_knows_of_which_template_it_was_made() {
    let server = seeded();
    let used = server.ask("POST", "/api/v1/model-templates/leave-request/use").json(&json!({})).send().expect(201).json;
    let xml = |id: &str| server.get(&format!("/api/v1/models/{id}/xml")).expect(200).text;
    let text = xml(used["drafts"][0].as_str().unwrap());
    let import = |text: &str| {
        let body = json!({ "name": "From elsewhere", "xml": text });
        server.ask("POST", "/api/v1/models").json(&body).send().expect(201).json
    };
    let made = import(&text);
    let id = made["id"].as_str().unwrap();
    let origin = &made["origin"];
    assert_eq!(origin["template"], used["template"], "{made}");
    assert_eq!((&origin["file"], &origin["drafts"], &origin["node"]), (&json!(""), &json!([id]), &Value::Null));
    let other = server.get(&format!("/api/v1/models/{id}/difference?before=template")).expect(200).json;
    assert!(["added", "removed", "changed", "moved"].iter().all(|kind| other[*kind] == json!([])), "{other}");
    let counted = server.get("/api/v1/model-templates/leave-request").expect(200).json["template"]["uses"].clone();
    assert_eq!(counted, 1, "an import is no use of it here");

    // Written into a draft that was made of nothing it is known too, and nothing that is written takes it away again.
    let plain = import(&text.replace("weir:template=", "weir:other="));
    assert_eq!(plain["origin"], Value::Null);
    let path = format!("/api/v1/models/{}/xml", plain["id"].as_str().unwrap());
    let put = |text: &str, revision: u64| {
        let asked = server.ask("PUT", &path).header("if-match", &format!("\"{revision}\""));
        asked.body("application/xml", text.as_bytes()).send().expect(200).json
    };
    assert_eq!(put(&text, 1)["origin"]["template"], used["template"]);
    assert_eq!(put("<a", 2)["origin"]["template"], used["template"]);

    // Of a template that is not known here it is told too, but there is nothing to compare with.
    let unknown = import(&text.replace("weir:template=\"leave-request@", "weir:template=\"ours@"));
    assert_eq!(unknown["origin"]["template"]["template"], "ours");
    let path = format!("/api/v1/models/{}/difference?before=template", unknown["id"].as_str().unwrap());
    server.get(&path).refused(404, "no-such-template");
}

#[test]
fn the_rule_parameters_of_a_template_are_told_declared_by_whoever_may_and_never_touched() {
    let server = seeded();
    let owner = server.somebody("pia", "administrator");
    let designer = server.somebody("dan", "designer");
    let path = "/api/v1/model-templates/budget-adjustment";
    let told = |token: &str| server.ask_with(token, "GET", path).send().expect(200).json["parameters"].clone();
    let first = |standing: &str, current: Value, declarable: bool| {
        json!({ "name": "budget_head_limit", "kind": "number", "unit": "CNY", "value": 50000, "minimum": 0,
            "maximum": null, "standing": standing, "current": current, "declarable": declarable })
    };
    assert_eq!(told(&owner)[0], first("missing", Value::Null, true));
    assert_eq!(told(&designer)[0], first("missing", Value::Null, false));

    // Whoever may not set parameters gets the drafts, and is told what somebody else has to declare.
    let made = |token: &str| {
        let used = server.ask_with(token, "POST", &format!("{path}/use")).json(&json!({})).send().expect(201).json;
        let outcomes = used["parameters"].as_array().unwrap().iter().map(|one| one["outcome"].clone());
        outcomes.collect::<Vec<Value>>()
    };
    assert_eq!(made(&designer), ["notAllowed", "notAllowed"]);
    server.get("/api/v1/parameters/budget_head_limit").refused(404, "no-such-parameter");

    // One that is there stays as it is, of whichever kind it is.
    let set = |name: &str, body: Value| server.post(&format!("/api/v1/parameters/{name}/values"), &body).expect(200);
    set("budget_head_limit", json!({ "kind": "number", "value": 70000, "reason": "ours" }));
    set("budget_ratio_limit", json!({ "kind": "text", "value": "ten", "reason": "ours" }));
    assert_eq!(told(&owner)[0], first("declared", json!(70000), true));
    assert_eq!(made(&owner), ["kept", "otherKind"]);
    assert_eq!(server.get("/api/v1/parameters/budget_head_limit").expect(200).json["value"], 70000);
    assert_eq!(server.get("/api/v1/parameters/budget_ratio_limit").expect(200).json["value"], "ten");
}

#[test]
fn what_cannot_be_used_is_refused_and_leaves_nothing_behind() {
    let server = seeded();
    let ask = |id: &str, body: Value| server.post(&format!("/api/v1/model-templates/{id}/use"), &body);
    ask("none", json!({})).refused(404, "no-such-template");
    ask("leave-request", json!({ "node": "none", "reason": "r" })).refused(404, "no-such-landscape-node");
    ask("leave-request", json!({ "node": "finance", "reason": "r" })).refused(400, "template-node-level");
    ask("leave-request", json!({ "node": "leave-request" })).refused(400, "landscape-without-reason");
    ask("leave-request", json!({ "name": "" })).refused(400, "name-empty");
    assert!(server.get("/api/v1/models").expect(200).items().is_empty());
    assert_eq!(server.get("/api/v1/landscape").expect(200).json["version"], 1);
    let made = ask("leave-request", json!({ "language": "en" })).expect(201).json;
    let first = server.get(&format!("/api/v1/models/{}", made["drafts"][0].as_str().unwrap())).expect(200).json;
    assert_eq!((&first["name"], &first["kind"]), (&json!("Leave request"), &json!("bpmn")));
}

#[test]
fn messages_between_pools_are_collaborations() {
    let server = seeded();
    let used = server
        .post("/api/v1/model-templates/order-to-delivery/use", &json!({ "node": "order-to-delivery", "reason": "r" }));
    used.expect(201);
    let told = server.get("/api/v1/landscape/collaborations").expect(200).json;
    let sides = told["sides"].as_array().unwrap();
    assert!(sides.iter().any(|side| side["kind"] == "node" && side["id"] == "order-to-delivery"), "{told}");
    assert!(!told["links"].as_array().unwrap().is_empty() && told["unread"] == 0);
}
