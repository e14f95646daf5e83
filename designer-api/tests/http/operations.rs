//! Stepping in over HTTP: modify, migrate, suspend, resume, restart, batches, definitions.
use crate::model::{ORDER, PAYMENT, SHIPPING};
use crate::server::Server;
use serde_json::json;

#[test]
fn a_modification_is_tried_and_then_done() {
    let server = Server::start();
    server.deploy(ORDER);
    let id = server.instance_of("order", &json!({}));
    let path = format!("/api/v1/instances/{id}/modify");
    let ask = |dry_run: bool| {
        let step = json!({ "move": { "from": { "element": "approve" },
            "to": { "before": "ship", "variables": { "skipped": true }, "global": true } } });
        json!({ "instructions": [step], "reason": "a gift", "dryRun": dry_run })
    };
    let told = server.post(&path, &ask(true)).expect(200).json;
    assert_eq!(told["waitsClosed"][0]["element"], "approve", "{told}");
    assert_eq!(server.first("/api/v1/user-tasks"), server.first(&format!("/api/v1/user-tasks?instance={id}")));
    let done = server.post(&path, &ask(false)).expect(200).json;
    assert_eq!(told, done);
    assert!(server.get("/api/v1/user-tasks").expect(200).items().is_empty());
    assert_eq!(server.fetch()["variables"]["skipped"], true);
}

#[test]
fn every_obstacle_is_told_with_its_code() {
    let server = Server::start();
    server.deploy(ORDER);
    let id = server.instance_of("order", &json!({}));
    let path = format!("/api/v1/instances/{id}/modify");
    let ask = json!({ "instructions": [
        { "start": { "before": "nowhere" } }, { "cancel": { "key": 77 } }, { "start": { "flow": "f9" } } ] });
    let refused = server.post(&path, &ask).refused(409, "modification-refused");
    let codes: Vec<_> = refused.json["obstacles"].as_array().unwrap().iter().map(|o| o["code"].clone()).collect();
    assert_eq!(codes, ["no-such-element", "no-such-element-instance", "no-such-flow"]);
    for (body, code) in [
        (json!({ "instructions": [] }), "no-instructions"),
        (json!({ "instructions": [{ "start": {} }] }), "where-to-start"),
        (json!({ "instructions": [{ "start": { "before": "a", "after": "b" } }] }), "where-to-start"),
        (json!({ "instructions": [{ "cancel": {} }] }), "which-instances"),
        (json!({ "instructions": [{ "jump": {} }] }), "invalid-body"),
        (json!({ "instructions": [], "colour": "red" }), "invalid-body"),
    ] {
        server.post(&path, &body).refused(400, code);
    }
}

#[test]
fn a_suspended_instance_refuses_its_work_until_it_is_resumed() {
    let server = Server::start();
    server.deploy(ORDER);
    let id = server.instance_of("order", &json!({}));
    let task = server.first("/api/v1/user-tasks");
    let suspend = format!("/api/v1/instances/{id}/suspend");
    server.post(&suspend, &json!({ "dryRun": true })).expect(200);
    server.post(&format!("/api/v1/user-tasks/{task}/claim"), &json!({})).expect(204);
    server.post(&suspend, &json!({ "reason": "a question is open" })).expect(200);
    server.ask("POST", &suspend).send().expect(200);
    server.post(&format!("/api/v1/user-tasks/{task}/complete"), &json!({})).refused(409, "instance-suspended");
    let found = server.get("/api/v1/instances?suspended=true").expect(200);
    assert_eq!(found.items()[0]["id"], id.as_str());
    server.ask("POST", &format!("/api/v1/instances/{id}/resume")).send().expect(200);
    server.post(&format!("/api/v1/user-tasks/{task}/complete"), &json!({})).expect(204);
}

#[test]
fn an_instance_is_migrated_by_the_plan_that_suggests_itself_or_by_another() {
    let server = Server::start();
    server.deploy(ORDER);
    let id = server.instance_of("order", &json!({}));
    server.deploy(&ORDER.replace("weir:type=\"ship\"", "weir:type=\"post\"").replace("\"approve\"", "\"agree\""));
    let proposed = server.get("/api/v1/definitions/order:1/migration-plan?target=order").expect(200).json;
    assert!(proposed["unmapped"].as_array().unwrap().contains(&"approve".into()), "{proposed}");
    let path = format!("/api/v1/instances/{id}/migrate");
    let refused = server.post(&path, &json!({ "target": "order" })).refused(409, "migration-refused");
    assert_eq!(refused.json["obstacles"][0]["code"], "element-missing", "{}", refused.text);

    let mut plan = proposed["plan"].clone();
    let check = |plan: &serde_json::Value| {
        let ask = json!({ "plan": plan, "instances": [id] });
        server.post("/api/v1/migration-plans/validate", &ask).expect(200).json
    };
    assert_eq!(check(&plan)["instances"][0]["obstacles"][0]["code"], "element-missing");
    plan["elements"].as_array_mut().unwrap().push(json!({ "from": "approve", "to": "agree" }));
    assert_eq!(check(&plan)["instances"][0]["obstacles"], json!([]));
    let told = server.post(&path, &json!({ "plan": plan, "dryRun": true })).expect(200).json;
    let done = server.post(&path, &json!({ "plan": plan })).expect(200).json;
    assert_eq!(told, done);
    let detail = server.get(&format!("/api/v1/instances/{id}")).expect(200).json;
    assert_eq!(detail["definition"], "order:2");
    server.post(&path, &json!({})).refused(400, "what-to-migrate-to");
    server.post(&path, &json!({ "target": "nothing" })).refused(404, "no-such-definition");
}

#[test]
fn a_batch_tells_how_far_it_is() {
    let server = Server::start();
    server.deploy(ORDER);
    for _ in 0..3 {
        server.instance_of("order", &json!({}));
    }
    let ask = json!({ "filter": { "process": "order" }, "operation": { "suspend": { "reason": "stocktaking" } } });
    let batch = server.post("/api/v1/batches", &ask).expect(202).json;
    assert_eq!((&batch["total"], &batch["operation"]), (&json!(3), &"suspend".into()));
    let path = format!("/api/v1/batches/{}", batch["id"].as_str().unwrap());
    Server::until(|| server.get(&path).expect(200).json["pending"] == 0);
    assert_eq!(server.get("/api/v1/instances?suspended=true").expect(200).items().len(), 3);
    assert!(server.get(&format!("{path}/failures")).expect(200).items().is_empty());
    assert_eq!(server.get("/api/v1/batches").expect(200).items().len(), 1);
    server.get("/api/v1/batches/nothing").refused(404, "no-such-batch");
    let nobody = json!({ "filter": { "process": "nothing" }, "operation": { "resume": {} } });
    server.post("/api/v1/batches", &nobody).refused(400, "no-instances");
    server.post("/api/v1/batches", &json!({ "operation": { "resume": {} } })).refused(400, "which-instances");
}

#[test]
fn a_suspended_definition_starts_nothing() {
    let server = Server::start();
    server.deploy(SHIPPING);
    let answer = server.post("/api/v1/definitions/shipping/suspend", &json!({ "instances": true })).expect(200).json;
    assert_eq!((&answer["definition"]["suspended"], &answer["batch"]), (&json!(true), &json!(null)));
    server.post("/api/v1/instances", &json!({ "process": "shipping" })).refused(409, "definition-suspended");
    server.ask("POST", "/api/v1/definitions/shipping:1/activate").send().expect(200);
    server.instance_of("shipping", &json!({}));
    server.post("/api/v1/definitions/nothing/suspend", &json!({})).refused(404, "no-such-definition");
}

#[test]
fn an_ended_instance_begins_again() {
    let server = Server::start();
    server.deploy(PAYMENT);
    let id = server.instance_of("payment", &json!({ "orderId": "A-7" }));
    let path = format!("/api/v1/instances/{id}/restart");
    server.post(&path, &json!({})).refused(400, "instance-running");
    server.ask("POST", &format!("/api/v1/instances/{id}/cancel")).send().expect(204);
    let told = server.post(&path, &json!({ "before": ["go"], "dryRun": true })).expect(200).json;
    assert_eq!(told["instance"], json!(null));
    let begun = server.post(&path, &json!({ "before": ["go"] })).expect(200).json;
    assert_eq!(told["changes"], begun["changes"]);
    let new = begun["instance"]["id"].as_str().unwrap();
    let detail = server.get(&format!("/api/v1/instances/{new}")).expect(200).json;
    assert_eq!(detail["restartOf"], id.as_str());
    server.post(&path, &json!({ "before": ["nowhere"] })).refused(409, "modification-refused");
}

#[test]
fn a_batch_and_a_definition_are_tried_before_they_change() {
    let server = Server::start();
    server.deploy(ORDER);
    for _ in 0..3 {
        server.instance_of("order", &json!({}));
    }
    let before = server.written();
    let ask = |cursor: &serde_json::Value| json!({ "filter": { "process": "order" }, "operation": { "suspend": {} }, "dryRun": true, "limit": 2, "cursor": cursor });
    let first = server.post("/api/v1/batches", &ask(&json!(null))).expect(200).json;
    assert_eq!((&first["total"], first["items"].as_array().unwrap().len()), (&json!(3), 2));
    assert_eq!(first["items"][0]["changes"]["suspended"], true);
    let second = server.post("/api/v1/batches", &ask(&first["next"])).expect(200).json;
    assert_eq!((second["items"].as_array().unwrap().len(), &second["next"]), (1, &json!(null)));
    let step = json!({ "cancel": { "key": 99 } });
    let modify = json!({ "filter": { "process": "order" }, "operation": { "modify": { "instructions": [step] } }, "dryRun": true });
    let tried = server.post("/api/v1/batches", &modify).expect(200).json;
    let refused = &tried["items"][0]["refused"];
    assert_eq!(
        (&refused["code"], &refused["obstacles"][0]["code"]),
        (&json!("modification-refused"), &json!("no-such-element-instance"))
    );
    let inner = json!({ "filter": {}, "operation": { "modify": { "instructions": [], "dryRun": true } } });
    server.post("/api/v1/batches", &inner).refused(400, "no-dry-run");
    let path = "/api/v1/definitions/order/suspend";
    let tried = server.post(path, &json!({ "dryRun": true, "instances": true })).expect(200).json;
    assert_eq!((&tried["definition"]["suspended"], &tried["batch"]), (&json!(false), &json!(null)));
    assert_eq!(
        (&tried["trial"]["definition"]["suspended"], &tried["trial"]["instances"]["total"]),
        (&json!(true), &json!(3))
    );
    assert_eq!(server.written(), before, "nothing is changed");
    let done = server.post(path, &json!({})).expect(200).json;
    assert_eq!((&done["definition"], &done["trial"]), (&tried["trial"]["definition"], &json!(null)));
}
