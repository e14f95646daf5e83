//! Who has a draft open with whom, and that each hears at once of what another saves.
use crate::model::ORDER;
use crate::notices::Events;
use crate::server::{Answer, Server};
use serde_json::{Value, json};

/// A page of somebody says that it has the draft open.
fn open(server: &Server, token: &str, model: &str, page: &str, edits: bool) -> Answer {
    let path = format!("/api/v1/models/{model}/presence/{page}");
    server.ask_with(token, "PUT", &path).json(&json!({ "edits": edits })).send()
}

fn people(now: &Value) -> Vec<(&str, bool)> {
    let here = now["here"].as_array().expect("a list");
    here.iter().map(|one| (one["person"].as_str().expect("somebody"), one["edits"] == true)).collect()
}

fn draft(server: &Server) -> String {
    let made = server.post("/api/v1/models", &json!({ "name": "Order", "xml": ORDER })).expect(201);
    made.json["id"].as_str().expect("an id").to_owned()
}

#[test]
fn who_has_a_draft_open_hears_of_the_others_and_of_what_they_save() {
    let server = Server::start();
    let (model, other) = (draft(&server), draft(&server));
    let (ann, bob, eve) =
        (server.somebody("ann", "designer"), server.somebody("bob", "auditor"), server.somebody("eve", "designer"));
    let listen =
        |person, token: &str| Events::listen_with(&server, person, None, &format!("Authorization: Bearer {token}"));
    let first = open(&server, &ann, &model, "a-1", true).expect(200).json;
    assert_eq!((people(&first), &first["revision"]), (vec![("ann", true)], &json!(1)));
    let (mut anns, mut eves) = (listen("ann", &ann), listen("eve", &eve));
    open(&server, &eve, &other, "e-1", true).expect(200);

    // Somebody else comes.
    let second = open(&server, &bob, &model, "b-1", false).expect(200).json;
    assert_eq!(people(&second), [("ann", true), ("bob", false)]);
    let (id, told) = anns.next_of("draft");
    assert_eq!((id.as_str(), people(&told)), ("", vec![("ann", true), ("bob", false)]));
    // To say so again is no news: the next one is of what was saved.
    open(&server, &bob, &model, "b-1", false).expect(200);

    // Somebody who has it open nowhere saves it.
    let save = server.ask("PUT", &format!("/api/v1/models/{model}/xml")).header("if-match", "\"1\"");
    save.body("application/xml", b"<broken").send().expect(200);
    let (_, told) = anns.next_of("draft");
    assert_eq!((&told["id"], &told["revision"], &told["text"]), (&json!(model), &json!(2), &json!(2)));
    assert_eq!(told["changedBy"], "admin");

    // It gets another name, is left by one, and removed.
    let rename = server.ask("PATCH", &format!("/api/v1/models/{model}")).header("if-match", "\"2\"");
    rename.json(&json!({ "name": "Orders" })).send().expect(200);
    let (_, told) = anns.next_of("draft");
    assert_eq!((&told["revision"], &told["text"]), (&json!(3), &json!(2)));
    let leave = |token: &str, page: &str| {
        server.ask_with(token, "DELETE", &format!("/api/v1/models/{model}/presence/{page}")).send().expect(204)
    };
    leave(&eve, "b-1");
    leave(&bob, "b-1");
    assert_eq!(people(&anns.next_of("draft").1), [("ann", true)]);
    server.ask("DELETE", &format!("/api/v1/models/{model}")).header("if-match", "\"3\"").send().expect(204);
    let (_, told) = anns.next_of("draft");
    assert_eq!((&told["id"], &told["revision"], people(&told)), (&json!(model), &Value::Null, vec![]));
    open(&server, &ann, &model, "a-1", true).refused(404, "no-such-model");

    // Who has another one open heard of that alone.
    assert_eq!(people(&eves.next_of("draft").1), [("eve", true)]);
    open(&server, &bob, &other, "b-2", false).expect(200);
    let (_, told) = eves.next_of("draft");
    assert_eq!((&told["id"], people(&told)), (&json!(other), vec![("eve", true), ("bob", false)]));
}

#[test]
fn nobody_is_told_of_drafts_that_they_may_not_see() {
    let server = Server::start();
    let model = draft(&server);
    let (user, ann) = (server.somebody("sam", "user"), server.somebody("ann", "designer"));
    open(&server, &user, &model, "s-1", false).refused(403, "forbidden");
    assert_eq!(people(&open(&server, &ann, &model, "a-1", true).expect(200).json), [("ann", true)]);
    for page in ["a%20b", "%3Cb%3E", &"x".repeat(65)] {
        open(&server, &ann, &model, page, true).refused(400, "invalid-id");
    }
    let without = server.ask_with(&ann, "PUT", &format!("/api/v1/models/{model}/presence/a-1"));
    assert_eq!(without.json(&json!({ "edits": true, "person": "bob" })).send().status, 400);

    // Who may see it no more hears nothing more of it.
    let mut anns = Events::listen_with(&server, "ann", None, &format!("Authorization: Bearer {ann}"));
    server.grant("ann", "user", &json!({}));
    server.ask("DELETE", "/api/v1/grants/ann-designer").json(&json!({})).send().expect(204);
    let save = server.ask("PUT", &format!("/api/v1/models/{model}/xml")).header("if-match", "\"1\"");
    save.body("application/xml", b"<secret").send().expect(200);
    let file = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:weir=\"urn:weir:bpmn:1\"
        targetNamespace=\"t\"><process id=\"p\" isExecutable=\"true\"><startEvent id=\"s\"/>
        <userTask id=\"u\" weir:assignee=\"ann\"/><endEvent id=\"e\"/><sequenceFlow id=\"f\" sourceRef=\"s\"
        targetRef=\"u\"/><sequenceFlow id=\"g\" sourceRef=\"u\" targetRef=\"e\"/></process></definitions>";
    server.deploy(file);
    server.post("/api/v1/instances", &json!({ "process": "p" })).expect(201);
    let (_, kind, _) = anns.next();
    assert_eq!(kind, "assigned", "what came first is not about the draft");
}
