//! Drafts of models: edited by several, kept, compared, restored, removed; and what is said against them.
use crate::model::ORDER;
use crate::server::{Answer, Server};
use serde_json::{Value, json};

/// A draft with this text: its path and its tag.
fn draft(server: &Server, text: &str) -> (String, String) {
    let made = server.post("/api/v1/models", &json!({ "name": "Order", "xml": text })).expect(201);
    (format!("/api/v1/models/{}", made.json["id"].as_str().unwrap()), made.header("etag").to_owned())
}

fn save(server: &Server, person: &str, path: &str, etag: &str, text: &str) -> Answer {
    let ask = server.ask("PUT", &format!("{path}/xml")).header("x-weir-actor", person).header("if-match", etag);
    ask.body("application/xml", text.as_bytes()).send()
}

#[test]
fn a_draft_is_saved_on_top_of_what_its_writer_has_seen() {
    let server = Server::start();
    let (path, first) = draft(&server, ORDER);
    let one = server.get(&path).expect(200).json;
    assert_eq!((&one["kind"], &one["processes"]), (&json!("bpmn"), &json!(["order"])));
    assert_eq!(server.get(&format!("{path}/xml")).expect(200).text, ORDER);
    let second = save(&server, "ann", &path, &first, "<broken").expect(200);
    assert_eq!((&second.json["kind"], &second.json["processes"]), (&json!("unknown"), &json!([])));
    assert_eq!(server.get(&format!("{path}/xml")).expect(200).text, "<broken", "what was typed is kept");
    let late = save(&server, "bob", &path, &first, "<other/>").refused(412, "model-changed-meanwhile").json;
    assert_eq!((&late["changed"]["by"], &late["changed"]["revision"]), (&json!("ann"), &json!(2)));
    assert!(late["changed"]["at"].as_str().unwrap().contains('T'));
    assert_eq!(server.get(&format!("{path}/xml")).expect(200).header("etag"), second.header("etag"));

    let same = save(&server, "bob", &path, second.header("etag"), "<broken").expect(200);
    assert_eq!(same.header("etag"), second.header("etag"), "the same text is no change");
    let text = server.ask("PUT", &format!("{path}/xml")).header("if-match", &first);
    text.body("text/plain", b"x").send().refused(415, "unsupported-media-type");
    let without = server.ask("PUT", &format!("{path}/xml")).body("application/xml", b"<a/>").send();
    without.refused(428, "if-match-missing");
    save(&server, "ann", &path, "seven", "<a/>").refused(400, "invalid-if-match");
    save(&server, "ann", &path, second.header("etag"), "\u{0}".repeat(6 << 20).as_str()).refused(413, "too-large");
    let bytes = server.ask("PUT", &format!("{path}/xml")).header("if-match", second.header("etag"));
    bytes.body("application/xml", b"\xff\xfe").send().refused(400, "not-utf-8");
    save(&server, "ann", "/api/v1/models/none", "\"1\"", "<a/>").refused(404, "no-such-model");
}

#[test]
fn names_versions_and_restoring() {
    let server = Server::start();
    let (path, etag) = draft(&server, ORDER);
    let change = |method: &'static str, what: &str, etag: &str, body: Value| {
        server.ask(method, &format!("{path}{what}")).header("if-match", etag).json(&body).send()
    };
    let named = change("PATCH", "", &etag, json!({ "name": "订单 <b>" })).expect(200);
    assert_eq!((&named.json["name"], &named.json["text"]), (&json!("订单 <b>"), &json!(1)));
    change("PATCH", "", &etag, json!({ "name": "x" })).refused(412, "model-changed-meanwhile");
    change("PATCH", "", named.header("etag"), json!({ "name": "" })).refused(400, "name-empty");
    change("POST", "/versions", named.header("etag"), json!({ "comment": "as it was" })).expect(200);
    change("POST", "/versions", named.header("etag"), json!({ "comment": " " })).refused(400, "comment-empty");

    // What one person saves one after the other is one version; another person begins one of their own.
    let mut last = named;
    for (person, text) in [("ann", "<a/>"), ("ann", "<b/>"), ("bob", "<c/>"), ("bob", "<d/>")] {
        last = save(&server, person, &path, last.header("etag"), text).expect(200);
    }
    let versions = server.get(&format!("{path}/versions")).expect(200);
    let told: Vec<(&Value, &Value)> = versions.items().iter().map(|v| (&v["by"], &v["kept"])).collect();
    let (no, yes) = (json!(false), json!(true));
    assert_eq!(told, [(&json!("bob"), &no), (&json!("ann"), &no), (&json!("admin"), &yes)]);
    assert_eq!(versions.items()[2]["comment"], "as it was");
    let of = |revision: &Value| server.get(&format!("{path}/versions/{revision}/xml"));
    assert_eq!(of(&versions.items()[1]["revision"]).expect(200).text, "<b/>");
    of(&json!(99)).refused(404, "no-such-model-version");
    // A version without a diagram is looked at beside another one: it is drawn for whoever asks.
    assert_eq!(of(&json!(1)).expect(200).text, ORDER);
    let drawn = server.get(&format!("{path}/versions/1/xml?layout=true")).expect(200).text;
    assert!(drawn.contains("BPMNShape") && !ORDER.contains("BPMNShape"), "{drawn}");

    let back = change("POST", "/restore", last.header("etag"), json!({ "revision": 1 })).expect(200);
    assert_eq!(server.get(&format!("{path}/xml")).expect(200).text, ORDER);
    let versions = server.get(&format!("{path}/versions")).expect(200);
    assert_eq!((versions.items().len(), &versions.items()[0]["restored"]), (4, &json!(1)));
    assert_eq!(of(&versions.items()[1]["revision"]).expect(200).text, "<d/>", "what was there is not lost");
    change("POST", "/restore", back.header("etag"), json!({ "revision": 99 })).refused(404, "no-such-model-version");
    change("DELETE", "", last.header("etag"), json!({})).refused(412, "model-changed-meanwhile");
    change("DELETE", "", back.header("etag"), json!({})).expect(204);
    server.get(&path).refused(404, "no-such-model");
    of(&json!(1)).refused(404, "no-such-model");
    assert!(server.get("/api/v1/models").expect(200).items().is_empty());
}

#[test]
fn so_many_versions_are_kept_and_the_present_text_is_among_them() {
    let server = Server::start();
    let (path, mut etag) = draft(&server, "<a/>");
    for number in 0..60 {
        let person = ["ann", "bob"][number % 2];
        etag =
            save(&server, person, &path, &etag, &format!("<a n=\"{number}\"/>")).expect(200).header("etag").to_owned();
    }
    let versions = server.get(&format!("{path}/versions?limit=1000")).expect(200);
    assert_eq!(versions.items().len(), weir_engine::MODEL_VERSIONS_MAX);
    assert_eq!(server.get(&format!("{path}/xml")).expect(200).text, "<a n=\"59\"/>");
    let oldest = &versions.items().last().unwrap()["revision"];
    assert_eq!(server.get(&format!("{path}/versions/{oldest}/xml")).expect(200).text, "<a n=\"10\"/>");
    server.get(&format!("{path}/versions/2/xml")).refused(404, "no-such-model-version");
}

#[test]
fn drafts_begin_empty_or_as_templates_and_are_found() {
    let server = Server::start();
    let templates = server.get("/api/v1/model-templates").expect(200).json;
    let leave = templates.as_array().unwrap().iter().find(|one| one["id"] == "leave-request").unwrap();
    assert_eq!((&leave["name"]["zh-CN"], &leave["area"]), (&json!("请假"), &json!("organisation")));
    let make = |body: Value| server.post("/api/v1/models", &body);
    let claim = make(json!({ "name": "Claims", "template": "expense-claim", "comment": "template" })).expect(201).json;
    let table = json!({ "name": "Table", "template": "expense-claim", "file": "approval.dmn" });
    let table = make(table).expect(201).json;
    assert_eq!(table["kind"], "dmn");
    let decision = table["offers"][0].as_str().expect("the id of its decision");
    let empty = make(json!({ "name": "空 & <白>" })).expect(201).json;
    make(json!({ "name": "x", "template": "none" })).refused(404, "no-such-template");
    make(json!({ "name": "x", "template": "seal-usage", "xml": "<a/>" })).refused(400, "template-or-text");
    make(json!({ "name": "x".repeat(300) })).refused(400, "name-too-long");

    let named = |query: &str| {
        let found = server.get(&format!("/api/v1/models{query}")).expect(200);
        found.items().iter().map(|model| model["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(named(""), ["空 & <白>", "Table", "Claims"], "the one that was changed last first");
    assert_eq!(named("?text=claim"), ["Claims"]);
    assert_eq!(named(&format!("?text={}", claim["processes"][0].as_str().unwrap().to_uppercase())), ["Claims"]);
    assert_eq!(named(&format!("?kind=dmn&text={decision}")), ["Table"], "what models name it by");
    assert_eq!(named("?createdBy=nobody"), Vec::<String>::new());
    assert_eq!(named("?limit=2").len(), 2);
    // Of some kinds, in another order, page by page.
    assert_eq!(named("?kind=dmn"), ["Table"]);
    assert_eq!(named("?kind=bpmn,dmn&text=table&sort=name"), ["Table"]);
    assert_eq!(named("?kind=form"), Vec::<String>::new());
    assert_eq!(named("?sort=name"), ["Claims", "Table", "空 & <白>"]);
    assert_eq!(named("?sort=created"), ["空 & <白>", "Table", "Claims"]);
    let first = server.get("/api/v1/models?sort=name&limit=2").expect(200).json;
    assert_eq!(named(&format!("?sort=name&limit=2&cursor={}", first["next"].as_str().unwrap())), ["空 & <白>"]);
    server.get("/api/v1/models?sort=size").refused(400, "invalid-query");
    let cursor = server.get("/api/v1/models?limit=1").expect(200).json["next"].clone();
    let wrong = format!("/api/v1/models?sort=name&cursor={}", cursor.as_str().unwrap());
    server.get(&wrong).refused(400, "bad-cursor");
    let svg = server.get(&format!("/api/v1/models/{}/diagram.svg", empty["id"].as_str().unwrap())).expect(200);
    assert_eq!(svg.header("content-type"), "image/svg+xml");
    assert!(svg.text.starts_with("<svg ") && svg.text.contains("data-element=\"start\""));
    let broken = draft(&server, "<broken").0;
    server.get(&format!("{broken}/diagram.svg")).refused(422, "nothing-to-draw");

    let checked = server.ask("POST", "/api/v1/checks").files(&[("m.bpmn", ORDER.as_bytes())]).send().expect(200).json;
    assert!(checked["problems"].as_array().unwrap().iter().all(|problem| problem["severity"] != "error"));
    let xml = server.get(&format!("/api/v1/models/{}/xml", empty["id"].as_str().unwrap())).expect(200).text;
    let wrong = xml.replace("<bpmn:startEvent id=\"start\"/>", "<bpmn:startEvent id=\"start\"/><bpmn:userTask id=\"t\"/>\n<bpmn:sequenceFlow id=\"f\" sourceRef=\"start\" targetRef=\"nowhere\"/>");
    let before = server.written();
    let checked = server.ask("POST", "/api/v1/checks").files(&[("m.bpmn", wrong.as_bytes())]).send().expect(200).json;
    let errors: Vec<&Value> =
        checked["problems"].as_array().unwrap().iter().filter(|p| p["severity"] == "error").collect();
    assert!(errors.iter().any(|problem| problem["place"]["line"] == 5), "{errors:?}");
    assert_eq!(server.written(), before);
}

#[test]
fn a_draft_is_compared_with_its_versions_and_with_what_is_deployed() {
    let server = Server::start();
    server.deploy(ORDER);
    let (path, etag) = draft(&server, ORDER);
    let changed = ORDER.replace("name=\"Approve\"", "name=\"复核\"");
    assert_ne!(changed, ORDER);
    save(&server, "ann", &path, &etag, &changed).expect(200);
    let differ = |before: &str| server.get(&format!("{path}/difference?before={before}"));
    for before in ["1", "order:1"] {
        let found = differ(before).expect(200).json;
        assert_eq!(found["changed"].as_array().unwrap().len(), 1, "{found}");
        let one = &found["changed"][0];
        assert_eq!((&one["element"], &one["attributes"][0]["path"]), (&json!("approve"), &json!("name")));
    }
    assert_eq!(differ("2").expect(200).json["changed"], json!([]));
    differ("order:9").refused(404, "no-such-definition");
    differ("77").refused(404, "no-such-model-version");
    let broken = draft(&server, "<broken").0;
    server.get(&format!("{broken}/difference?before=1")).refused(422, "not-comparable");
    let marked = |before: &str| server.get(&format!("{path}/diagram.svg?before={before}"));
    let image = marked("1").expect(200).text;
    assert!(image.starts_with("<svg ") && image.contains("data-changed="), "{image}");
    assert!(!server.get(&format!("{path}/diagram.svg")).expect(200).text.contains("data-changed="));
    server.get(&format!("{broken}/diagram.svg?before=1")).refused(422, "not-comparable");
}

#[test]
fn drafts_stay_in_their_tenant_and_with_those_who_may_design() {
    let server = Server::start();
    let (path, etag) = draft(&server, ORDER);
    server.ask("PUT", "/api/v1/tenants/other").json(&json!({})).send().expect(200);
    server.user("tina", Some("other"));
    server.grant("tina", "designer", &json!({ "tenant": "other" }));
    let tina = server.token_of("tina", &json!({}));
    server.ask_with(&tina, "GET", &path).send().refused(404, "no-such-model");
    assert!(server.ask_with(&tina, "GET", "/api/v1/models").send().expect(200).items().is_empty());
    let theirs = server.ask_with(&tina, "POST", "/api/v1/models").json(&json!({ "name": "theirs" })).send().expect(201);
    assert_eq!(theirs.json["tenant"], "other");
    assert_eq!(server.ask_with(&tina, "GET", "/api/v1/models").send().expect(200).items().len(), 1);
    let auditor = server.somebody("otto", "auditor");
    server.ask_with(&auditor, "GET", &path).send().expect(200);
    let write = server.ask_with(&auditor, "PUT", &format!("{path}/xml")).header("if-match", &etag);
    write.body("application/xml", b"<a/>").send().refused(403, "forbidden");
    let user = server.somebody("uma", "user");
    server.ask_with(&user, "GET", "/api/v1/models").send().refused(403, "forbidden");
    // Whose grant is for some processes works on their own drafts.
    server.user("dan", None);
    server.grant("dan", "designer", &json!({ "processes": ["elsewhere"] }));
    let dan = server.token_of("dan", &json!({}));
    server.ask_with(&dan, "GET", &path).send().refused(404, "no-such-model");
    server.ask_with(&dan, "POST", "/api/v1/models").json(&json!({ "name": "his" })).send().expect(201);
    assert_eq!(server.ask_with(&dan, "GET", "/api/v1/models").send().expect(200).items().len(), 1);
}
