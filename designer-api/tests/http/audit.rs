//! The auditor over HTTP: the trace, case files, checks and exports; and that reading is itself noted.
use crate::model::ORDER;
use crate::python::{PM4PY, Peer};
use crate::server::{Answer, Server};
use crate::skipped::skipped;
use serde_json::{Value, json};
use std::path::Path;

/// What holds files against schemas.
const JSONSCHEMA: &str = "jsonschema==4.26.0";

/// A server with so many orders that were approved by ann, and an auditor's token.
fn audited(orders: usize) -> (Server, String, Vec<String>) {
    let server = Server::start();
    server.deploy(ORDER);
    let auditor = server.somebody("otto", "auditor");
    let mut instances = vec![];
    for _ in 0..orders {
        instances.push(server.instance_of("order", &json!({ "amount": 7 })));
        let task = server.first("/api/v1/user-tasks");
        let body = json!({ "variables": { "amount": 8 }, "comment": "fine" });
        server
            .ask("POST", &format!("/api/v1/user-tasks/{task}/complete"))
            .header("x-weir-actor", "ann")
            .json(&body)
            .send();
    }
    (server, auditor, instances)
}

fn get(server: &Server, token: &str, path: &str) -> Answer {
    server.ask_with(token, "GET", path).send()
}

/// Waits for a job.
fn ended(server: &Server, token: &str, path: &str) -> Value {
    Server::until(|| get(server, token, path).expect(200).json["state"] != "running");
    get(server, token, path).expect(200).json
}

#[test]
fn the_trace_is_for_auditors_and_tells_instances_and_administration_in_one_order() {
    let (server, auditor, instances) = audited(1);
    let page = get(&server, &auditor, "/api/v1/audit/events?oldestFirst=true&limit=1000").expect(200);
    let actions: Vec<&str> = page.items().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    for action in ["setUp", "deployed", "grantChanged", "processStarted", "variableSet", "userTaskCompleted"] {
        assert!(actions.contains(&action), "{action} in {actions:?}");
    }
    let places: Vec<Option<u64>> = page.items().iter().map(|entry| entry["position"].as_u64()).collect();
    assert!(places.is_sorted(), "{places:?} of {actions:?}");
    let path = "/api/v1/audit/events?variable=amount&actor=ann";
    let changes = get(&server, &auditor, path).expect(200);
    let change = &changes.items()[0]["change"];
    assert_eq!((&change["old"], &change["new"]), (&json!(7), &json!(8)));
    let path = format!("/api/v1/audit/events?instance={}&areas=work,approval", instances[0]);
    assert!(get(&server, &auditor, &path).expect(200).items().iter().all(|entry| entry["area"] == "work"));

    get(&server, &auditor, "/api/v1/audit/events?areas=gossip").refused(400, "invalid-query");
    get(&server, &auditor, "/api/v1/audit/events?cursor=x").refused(400, "bad-cursor");
    let turned = "/api/v1/audit/events?from=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z";
    get(&server, &auditor, turned).refused(400, "bad-window");
    let operator = server.somebody("olga", "operator");
    get(&server, &operator, "/api/v1/audit/events").refused(403, "forbidden");
    // An auditor reads, and changes nothing.
    server
        .ask_with(&auditor, "POST", &format!("/api/v1/instances/{}/cancel", instances[0]))
        .json(&json!({}))
        .send()
        .refused(403, "forbidden");
}

#[test]
fn whoever_reads_a_case_file_or_somebody_elses_lists_stands_in_the_audit() {
    let (server, auditor, instances) = audited(1);
    assert_eq!(server.audit("dataRead"), Vec::<Value>::new());
    let file = get(&server, &auditor, &format!("/api/v1/audit/cases/{}", instances[0])).expect(200).json;
    assert!(file["entries"].as_array().unwrap().iter().any(|entry| entry["action"] == "userTaskCompleted"), "{file}");
    let read = server.audit("dataRead");
    assert_eq!(read.len(), 1);
    assert_eq!((&read[0]["user"], &read[0]["object"]), (&json!("otto"), &json!(format!("instance {}", instances[0]))));
    let nothing = "00000000-0000-8000-8000-000000000007";
    get(&server, &auditor, &format!("/api/v1/audit/cases/{nothing}")).refused(404, "no-such-instance");
    get(&server, &auditor, "/api/v1/people/ann/tasks?list=todo").expect(200);
    let read = server.audit("dataRead");
    assert_eq!((read.len(), &read[0]["object"], &read[0]["detail"]), (2, &json!("person ann"), &json!("tasks")));
    // One's own lists are nobody else's business.
    get(&server, &auditor, "/api/v1/people/otto/tasks?list=todo").expect(200);
    assert_eq!(server.audit("dataRead").len(), 2);
    let told = get(&server, &auditor, "/api/v1/audit/events?areas=reading").expect(200);
    assert_eq!(told.items().len(), 2);
}

#[test]
fn the_log_is_verified_with_progress_receipt_and_checkpoints() {
    let (server, auditor, _) = audited(2);
    let post = |path: &str| server.ask_with(&auditor, "POST", path).json(&json!({})).send();
    // As soon as nothing happens any more, the same one is given again.
    let checkpoint = || post("/api/v1/audit/checkpoints").expect(200).json;
    let mut signed = checkpoint();
    Server::until(|| {
        let before = std::mem::replace(&mut signed, checkpoint());
        before["number"] == signed["number"]
    });
    let begun = post("/api/v1/audit/verifications").expect(202).json;
    let path = format!("/api/v1/audit/verifications/{}", begun["id"].as_str().unwrap());
    let receipt = ended(&server, &auditor, &path)["receipt"].clone();
    assert_eq!((&receipt["intact"], &receipt["broken"]), (&json!(true), &Value::Null), "{receipt}");
    assert_eq!(receipt["lastCheckpoint"], signed["number"]);
    assert!(receipt["position"].as_u64() >= signed["position"].as_u64());
    let list = get(&server, &auditor, "/api/v1/audit/checkpoints").expect(200).json;
    assert_eq!((&list["items"][0], &list["key"]), (&signed, &receipt["key"]));
    assert_eq!(server.audit("logVerified").len(), 1);
    get(&server, &auditor, "/api/v1/audit/verifications/none").refused(404, "no-such-verification");
}

/// Exports in a format: the file's text and the manifest.
fn export(server: &Server, auditor: &str, format: &str) -> (String, Value) {
    let body = json!({ "format": format, "reason": "yearly audit" });
    let begun = server.ask_with(auditor, "POST", "/api/v1/audit/exports").json(&body).send().expect(202).json;
    let path = format!("/api/v1/audit/exports/{}", begun["id"].as_str().unwrap());
    let told = ended(server, auditor, &path);
    let name = told["manifest"]["files"][0]["name"].as_str().unwrap_or_else(|| panic!("{told}")).to_owned();
    let file = get(server, auditor, &format!("{path}/files/{name}")).expect(200);
    get(server, auditor, &format!("{path}/files/meta")).refused(404, "no-such-export");
    (file.text, told["manifest"].clone())
}

#[test]
fn exports_are_signed_and_noted() {
    let (server, auditor, instances) = audited(3);
    let (xes, manifest) = export(&server, &auditor, "xes");
    assert_eq!(manifest["counts"]["cases"], 3);
    assert!(instances.iter().all(|id| xes.contains(id.as_str())));
    export(&server, &auditor, "ocel");
    let noted = server.audit("dataExported");
    assert_eq!(noted.len(), 4, "two begun, two taken");
    assert!(noted.iter().any(|line| line["detail"].as_str().unwrap().contains("yearly audit")));
    let wrong = json!({ "format": "pdf", "reason": "x" });
    server.ask_with(&auditor, "POST", "/api/v1/audit/exports").json(&wrong).send().refused(400, "invalid-body");
    let formats = get(&server, &auditor, "/api/v1/audit/exports").expect(200).json["formats"].clone();
    let parquet = formats.as_array().unwrap().contains(&json!("parquet"));
    if !parquet {
        let asked = json!({ "format": "parquet", "reason": "x" });
        server.ask_with(&auditor, "POST", "/api/v1/audit/exports").json(&asked).send().refused(400, "export-format");
    }
}

/// The other program counts the same.
#[test]
fn an_xes_export_opens_in_pm4py() {
    let peer = match Peer::installed(PM4PY) {
        Ok(peer) => peer,
        Err(why) => return skipped("an XES export in pm4py", &why),
    };
    let (server, auditor, _) = audited(3);
    let (xes, manifest) = export(&server, &auditor, "xes");
    let (dir, counts) = (tempfile::tempdir().unwrap(), &manifest["counts"]);
    let file = dir.path().join("log.xes");
    std::fs::write(&file, xes).unwrap();
    let script = "import sys, pm4py\nlog = pm4py.read_xes(sys.argv[1])\n\
        print(log['case:concept:name'].nunique(), len(log), len(pm4py.get_variants(log)), *pm4py.discover_dfg(log)[1])";
    let said = peer.run(script, &[&file]).expect("it reads the log");
    // Every case begins with its start, though only work says when it began.
    let expected = format!("{} {} 1 start", counts["cases"], counts["events"]);
    assert_eq!(said.lines().last().map(str::trim), Some(&*expected), "{said}");
}

/// The published schema of OCEL 2.0, and a program that holds files against schemas.
#[test]
fn an_ocel_export_fits_its_schema() {
    let what = "an OCEL export against its schema";
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/suites/schemas/ocel/schema_ocel2.json");
    if !schema.exists() {
        return skipped(what, "the schema is not there");
    }
    let peer = match Peer::installed(JSONSCHEMA) {
        Ok(peer) => peer,
        Err(why) => return skipped(what, &why),
    };
    let (server, auditor, _) = audited(3);
    let (ocel, _) = export(&server, &auditor, "ocel");
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("log.json");
    std::fs::write(&file, ocel).unwrap();
    let script = "import sys, json, jsonschema\n\
        jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))\nprint('valid')";
    assert_eq!(peer.run(script, &[&file, &schema]).as_deref().map(str::trim), Ok("valid"));
}

#[test]
fn who_did_both_is_told_and_who_could() {
    let (server, auditor, instances) = audited(1);
    let path = "/api/v1/audit/violations?process=order&first=$initiator&second=approve";
    let found = get(&server, &auditor, path).expect(200).json;
    assert_eq!((&found["realised"], &found["lookedAt"]), (&json!([]), &json!(1)), "ann did not start it");
    let start = json!({ "process": "order" });
    let own = server.ask("POST", "/api/v1/instances").header("x-weir-actor", "ann").json(&start).send().expect(201);
    let own = own.json["id"].as_str().unwrap().to_owned();
    assert_ne!(own, instances[0]);
    let task = server.first("/api/v1/user-tasks");
    server
        .ask("POST", &format!("/api/v1/user-tasks/{task}/complete"))
        .header("x-weir-actor", "ann")
        .json(&json!({}))
        .send()
        .expect(204);
    let found = get(&server, &auditor, path).expect(200).json;
    assert_eq!((&found["realised"][0]["instance"], &found["realised"][0]["person"]), (&json!(own), &json!("ann")));
    server.grant("otto", "operator", &json!({}));
    let path = "/api/v1/audit/violations?first=auditor&second=operator";
    let found = get(&server, &auditor, path).expect(200).json;
    assert!(found["potential"].as_array().unwrap().iter().any(|one| one["person"] == "otto"), "{found}");
    get(&server, &auditor, "/api/v1/audit/violations?first=a&second=a").refused(400, "same-duty");
    get(&server, &auditor, "/api/v1/audit/violations?first=auditor&second=nobody").refused(400, "duty-role");
    get(&server, &auditor, "/api/v1/audit/violations?process=order&first=approve&second=x")
        .refused(404, "no-such-node");
    get(&server, &auditor, "/api/v1/audit/violations?rule=own&first=a").refused(400, "invalid-query");
    get(&server, &auditor, "/api/v1/audit/violations?process=none&first=a&second=b").refused(404, "no-such-process");
}

#[test]
fn how_much_of_what_people_may_do_they_do_not_is_told_to_auditors_and_noted() {
    let (server, auditor, _) = audited(1);
    let path = "/api/v1/audit/role-breadth";
    let found = get(&server, &auditor, path).expect(200).json;
    // Nobody has had anything for half a year: it is told what there is, and nothing is held against anybody.
    let all = ["roles", "people"].map(|of| found[of].as_array().unwrap().clone()).concat();
    assert!(all.iter().all(|of| of["granted"] == 0 && of["breadth"] == Value::Null), "{found}");
    assert_eq!((&found["missing"], &found["leftOut"]), (&Value::Null, &json!(0)));
    let read = server.audit("dataRead");
    assert_eq!((read.len(), &read[0]["user"], &read[0]["detail"]), (1, &json!("otto"), &json!("role-breadth")));
    get(&server, &auditor, &format!("{path}?days=1")).refused(400, "invalid-query");
}

#[test]
fn a_rule_of_duties_is_set_by_those_who_draw_lines_and_asked_by_auditors() {
    let (server, auditor, _) = audited(1);
    let path = "/api/v1/audit/duty-rules/own";
    let spec = json!({ "name": { "en": "Not one's own", "zh-CN": "不得自批" }, "process": "order", "first": "$initiator",
        "second": "approve" });
    let body = json!({ "spec": spec, "reason": "the law" });
    server.ask_with(&auditor, "PUT", path).json(&body).send().refused(403, "forbidden");
    let made = server.ask("PUT", path).json(&body).send().expect(201);
    assert_eq!((&made.json["version"], &made.json["reason"]), (&json!(1), &json!("the law")));
    server.ask("PUT", path).json(&body).send().refused(412, "duty-rule-changed-meanwhile");
    let found = get(&server, &auditor, "/api/v1/audit/duty-rules").expect(200);
    assert_eq!(found.json["items"][0]["spec"], spec);
    let asked = get(&server, &auditor, "/api/v1/audit/violations?rule=own").expect(200).json;
    assert_eq!((&asked["rule"]["second"], &asked["lookedAt"]), (&json!("approve"), &json!(1)));
    get(&server, &auditor, "/api/v1/audit/violations?rule=none").refused(404, "no-such-duty-rule");
    let reason = json!({ "reason": "not needed" });
    server
        .ask("DELETE", path)
        .header("if-match", "\"7\"")
        .json(&reason)
        .send()
        .refused(412, "duty-rule-changed-meanwhile");
    server.ask("DELETE", path).header("if-match", "\"1\"").json(&reason).send().expect(200);
    let versions = get(&server, &auditor, &format!("{path}/versions")).expect(200);
    assert_eq!(versions.items().len(), 2);
    let told = get(&server, &auditor, "/api/v1/audit/events?actions=dutyRuleSet,dutyRuleRemoved").expect(200);
    assert_eq!((told.items().len(), &told.items()[1]["reason"]), (2, &json!("the law")));
}

#[test]
fn a_question_is_kept_under_a_name() {
    let (server, auditor, _) = audited(0);
    let put = |body: Value| server.ask_with(&auditor, "PUT", "/api/v1/people/otto/filters/refusals").json(&body).send();
    put(json!({ "query": "audit?actions=denied" })).expect(204);
    let kept = get(&server, &auditor, "/api/v1/people/otto/filters").expect(200).json;
    assert_eq!(kept[0]["query"], "audit?actions=denied");
    put(json!({ "query": "x".repeat(5000) })).refused(400, "query-too-long");
}
