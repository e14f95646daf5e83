//! What is painted onto diagrams, and what the command palette finds.
use crate::model::ORDER;
use crate::server::Server;
use serde_json::json;

#[test]
fn an_overlay_counts_one_version_and_follows_what_happens() {
    let server = Server::start();
    server.deploy(ORDER);
    let first = server.instance_of("order", &json!({}));
    server.instance_of("order", &json!({}));
    let of = |definition: &str| server.get(&format!("/api/v1/definitions/{definition}/overlay")).expect(200).json;
    let now = of("order:1");
    assert_eq!((&now["running"], &now["whole"]), (&json!(2), &json!(true)));
    assert_eq!(now["elements"]["approve"], json!({ "active": 2, "incidents": 0, "completed": 0 }));
    assert_eq!(now["elements"]["start"], json!({ "active": 0, "incidents": 0, "completed": 2 }));

    server.deploy(&ORDER.replace("name=\"Approve\"", "name=\"New\""));
    server.instance_of("order", &json!({}));
    assert_eq!(of("order:2")["elements"]["approve"]["active"], 1);
    assert_eq!(of("order:1")["elements"], now["elements"], "another version is another matter");
    let running = |version: u32, running: u64| json!({ "version": version, "running": running, "incidents": 0 });
    assert_eq!(now["versions"], json!([running(1, 2)]));
    for definition in ["order:1", "order:2"] {
        assert_eq!(
            of(definition)["versions"],
            json!([running(2, 1), running(1, 2)]),
            "whoever looks at one sees the others"
        );
    }
    assert_eq!(of("order")["definition"], "order:2");

    server.post(&format!("/api/v1/instances/{first}/cancel"), &json!({})).expect(204);
    let then = of("order:1");
    assert_eq!((&then["running"], &then["elements"]["approve"]["active"]), (&json!(1), &json!(1)));
    assert_eq!(then["elements"]["approve"]["completed"], 0, "what was cancelled was not completed");
    server.get("/api/v1/definitions/none/overlay").refused(404, "no-such-definition");
}

#[test]
fn instances_are_found_by_where_they_are() {
    let server = Server::start();
    server.deploy(ORDER);
    let all: Vec<String> = (0..5).map(|_| server.instance_of("order", &json!({}))).collect();
    let at = |query: &str| server.get(&format!("/api/v1/instances?definition=order:1&{query}"));
    let found = at("element=approve&limit=3").expect(200);
    assert_eq!(found.items().len(), 3);
    let rest = at(&format!("element=approve&limit=3&cursor={}", found.json["next"].as_str().unwrap())).expect(200);
    let mut ids: Vec<&str> = found.items().iter().chain(rest.items()).map(|i| i["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    let mut wanted: Vec<&str> = all.iter().map(String::as_str).collect();
    wanted.sort_unstable();
    assert_eq!(ids, wanted);
    assert!(found.items()[0]["lastActivity"].as_str().unwrap().contains('T'));
    assert!(at("element=ship").expect(200).items().is_empty());
    server.get("/api/v1/instances?element=approve").refused(400, "element-without-definition");
}

#[test]
fn a_picture_of_an_instance_shows_where_it_is_and_the_way_it_came() {
    let server = Server::start();
    server.deploy(ORDER);
    let instance = server.instance_of("order", &json!({}));
    let svg = server.get(&format!("/api/v1/instances/{instance}/diagram.svg")).expect(200);
    assert!(svg.text.contains(">1</text>"), "{}", svg.text);
    assert!(svg.text.contains("#0ca678"), "the start was passed");
    let plain = server.get("/api/v1/definitions/order:1/diagram.svg").expect(200).text;
    assert!(!plain.contains(">1</text>") && plain.contains("data-element=\"approve\""));
    let marked = server.get("/api/v1/definitions/order:1/diagram.svg?tokens=approve,nothing").expect(200).text;
    assert!(marked.contains(">1</text>"));
}

#[test]
fn a_few_letters_find_whatever_the_reader_may_see() {
    let server = Server::start();
    server.deploy(ORDER);
    let body = json!({ "process": "order", "businessKey": "PO-77/王" });
    let instance = server.post("/api/v1/instances", &body).expect(201).json["id"].as_str().unwrap().to_owned();
    server.post("/api/v1/models", &json!({ "name": "Order draft" })).expect(201);
    let ann = json!({ "put": { "person": { "id": "ann", "name": "王安" } } });
    server.post("/api/v1/organisation/changes", &json!({ "changes": [ann] })).expect(200);
    let find = |text: &str| server.get(&format!("/api/v1/search?text={text}")).expect(200).json;
    let found = find("ORDER");
    assert_eq!(
        (&found["definitions"][0]["process"], &found["models"][0]["name"]),
        (&json!("order"), &json!("Order draft"))
    );
    let found = find("PO-7");
    assert_eq!((&found["instances"][0]["id"], &found["tasks"][0]["element"]), (&json!(instance), &json!("approve")));
    assert_eq!(find(&instance)["instances"][0]["businessKey"], "PO-77/王");
    assert_eq!(find("%E7%8E%8B")["people"], json!([{ "id": "ann", "name": "王安" }]));
    assert_eq!(find("O-77")["instances"], json!([]), "a key is found by how it begins");
    server.get("/api/v1/search?text=").refused(400, "name-empty");
    let user = server.somebody("uma", "user");
    let theirs = server.ask_with(&user, "GET", "/api/v1/search?text=PO-77").send().expect(200).json;
    assert_eq!((&theirs["instances"], &theirs["tasks"]), (&json!([]), &json!([])), "not theirs");
    // What they may not see does not hide what they may, however much of it comes before.
    for number in 0..60 {
        let body = json!({ "process": "order", "businessKey": format!("ZZ-{number:03}") });
        server.post("/api/v1/instances", &body).expect(201);
    }
    let own = json!({ "process": "order", "businessKey": "ZZ-999" });
    server.ask_with(&user, "POST", "/api/v1/instances").json(&own).send().expect(201);
    let theirs = server.ask_with(&user, "GET", "/api/v1/search?text=ZZ").send().expect(200).json;
    assert_eq!(theirs["instances"].as_array().map(Vec::len), Some(1), "{theirs}");
    assert_eq!(theirs["instances"][0]["businessKey"], "ZZ-999");
    let theirs = server.ask_with(&user, "GET", "/api/v1/search?text=order").send().expect(200).json;
    assert_eq!((theirs["definitions"].as_array().unwrap().len(), &theirs["models"]), (1, &json!([])));
}
