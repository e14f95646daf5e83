//! What administrators look at: the matrix of roles, decisions about somebody, tokens, entries, imports, settings.
use crate::model::ORDER;
use crate::server::Server;
use serde_json::{Value, json};

const PEOPLE: &str = "kind,id,name,parent,departments\n\
    department,sales,Sales,,\n\
    department,stock,Stock,sales,\n\
    person,ann,Ann,,sales\n\
    person,sid,Sid,,stock\n";

fn reach(decisions: &Value, action: &str) -> Value {
    let all = decisions["actions"].as_array().unwrap();
    all.iter().find(|one| one["action"] == action).unwrap_or_else(|| panic!("{action} is decided"))["reach"].clone()
}

#[test]
fn what_somebody_may_do_is_told_as_it_would_be_decided_and_nothing_is_done_in_their_name() {
    let server = Server::start();
    server.deploy(ORDER);
    let ann = server.somebody("ann", "user");
    let told = server.get("/api/v1/access/decisions?as=ann").expect(200).json;
    assert_eq!((&told["user"], &told["admitted"]), (&json!("ann"), &json!(true)));
    assert_eq!(reach(&told, "see-instances"), "related");
    assert_eq!(reach(&told, "start-instances"), "everything");
    assert_eq!(reach(&told, "operate"), "nothing");
    let order = told["processes"].as_array().unwrap().iter().find(|one| one["process"] == "order").unwrap();
    assert_eq!(
        (&order["start"], &order["see"], &order["deploy"]),
        (&json!("everything"), &json!("related"), &json!("nothing"))
    );
    // It is the same that she meets when she asks.
    server.ask_with(&ann, "GET", "/api/v1/batches").send().refused(403, "forbidden");
    server.ask_with(&ann, "GET", "/api/v1/access/decisions?as=ann").send().refused(403, "forbidden");
    let matrix = server.get("/api/v1/access/roles").expect(200).json;
    assert_eq!(matrix.as_array().unwrap().len(), 8);
    // A role for one process alone reaches that process and no other.
    let grant = json!({ "to": { "kind": "user", "id": "ann" }, "role": "operator", "processes": ["order"] });
    server.ask("PUT", "/api/v1/grants/ann-operates").json(&grant).send().expect(200);
    assert_eq!(reach(&server.get("/api/v1/access/decisions?as=ann").expect(200).json, "operate"), "bounded");
    let about = server.get("/api/v1/access/decisions?as=ann&process=order").expect(200).json;
    assert_eq!(reach(&about, "operate"), "everything");
    assert_eq!(
        reach(&server.get("/api/v1/access/decisions?as=ann&process=other").expect(200).json, "operate"),
        "nothing"
    );
    // Whoever is locked may do nothing.
    server.ask("PUT", "/api/v1/users/ann").json(&json!({ "disabled": true })).send().expect(200);
    let locked = server.get("/api/v1/access/decisions?as=ann").expect(200).json;
    assert_eq!((&locked["admitted"], &reach(&locked, "start-instances")), (&json!(false), &json!("nothing")));
    server.get("/api/v1/access/decisions?as=nobody").refused(404, "not-found");
}

#[test]
fn tokens_of_everybody_are_listed_without_their_secrets() {
    let server = Server::start();
    server.somebody("ann", "user");
    let made = server
        .post("/api/v1/users/ann/tokens", &json!({ "name": "report", "scopes": ["see-instances"] }))
        .expect(201)
        .json;
    let found = server.get("/api/v1/tokens?text=report").expect(200);
    assert_eq!((found.items().len(), &found.items()[0]["owner"]), (1, &json!("ann")));
    assert!(!found.text.contains(made["token"].as_str().unwrap()), "{}", found.text);
    let first = server.get("/api/v1/tokens?limit=1").expect(200).json;
    let next = first["next"].as_str().unwrap();
    assert_ne!(server.get(&format!("/api/v1/tokens?limit=1&cursor={next}")).expect(200).items()[0], first["items"][0]);
}

#[test]
fn a_file_is_checked_line_by_line_before_it_is_loaded() {
    let server = Server::start();
    let check = |kind: &str, text: &str| {
        server.ask("POST", "/api/v1/organisation/import/check").body(kind, text.as_bytes()).send().expect(200).json
    };
    let told = check("text/csv", PEOPLE);
    assert_eq!((&told["entries"], &told["problems"]), (&json!(4), &json!([])));
    assert_eq!(told["changes"][0], json!({ "kind": "person", "added": 2, "changed": 0, "same": 0 }));
    assert!(
        server.get("/api/v1/organisation/entries?kind=person").expect(200).items().is_empty(),
        "nothing was loaded"
    );
    server.ask("POST", "/api/v1/organisation/import").body("text/csv", PEOPLE.as_bytes()).send().expect(200);
    let again = check("text/csv", &PEOPLE.replace("Sid", "Sidney"));
    assert_eq!(again["changes"][0], json!({ "kind": "person", "added": 0, "changed": 1, "same": 1 }));
    // All that is wrong, each with its line.
    let wrong = "kind,id,name,departments,from\n\
        person,kim,Kim,nowhere,\n\
        planet,mars,Mars,,\n\
        person,leo,Leo,,yesterday\n";
    let told = check("text/csv", wrong);
    let lines: Vec<_> =
        told["problems"].as_array().unwrap().iter().map(|p| (p["line"].clone(), p["code"].clone())).collect();
    assert_eq!(
        lines,
        [
            (json!(2), json!("organisation-dangling")),
            (json!(3), json!("invalid-csv")),
            (json!(4), json!("invalid-csv")),
        ]
    );
    let told = check("application/json", r#"[{"person":{"id":"kim","name":"Kim"}},{"planet":{}}]"#);
    assert_eq!((&told["entries"], &told["problems"][0]["line"]), (&json!(1), &json!(2)));
    assert_eq!(check("application/json", "{")["problems"][0]["line"], json!(null));
    server
        .ask("POST", "/api/v1/organisation/import/check")
        .body("text/plain", b"x")
        .send()
        .refused(415, "unsupported-media-type");
}

#[test]
fn entries_are_found_by_kind_and_text_page_by_page() {
    let server = Server::start();
    server.ask("POST", "/api/v1/organisation/import").body("text/csv", PEOPLE.as_bytes()).send().expect(200);
    let found = server.get("/api/v1/organisation/entries?kind=person&text=SID").expect(200);
    assert_eq!((found.items().len(), &found.items()[0]["person"]["id"]), (1, &json!("sid")));
    let first = server.get("/api/v1/organisation/entries?kind=department&limit=1").expect(200).json;
    assert_eq!(first["items"][0]["department"]["id"], "sales");
    let behind = first["next"].as_str().expect("a page follows");
    let rest = format!("/api/v1/organisation/entries?kind=department&limit=1&cursor={behind}");
    let rest = server.get(&rest).expect(200).json;
    assert_eq!((&rest["items"][0]["department"]["id"], &rest["next"]), (&json!("stock"), &json!(null)));
    server.get("/api/v1/organisation/entries?kind=planet").refused(400, "invalid-query");
}

#[test]
fn the_settings_in_force_are_told_with_their_source_and_no_secret() {
    let server = Server::start();
    let all = server.get("/api/v1/settings").expect(200).json;
    let one = |key: &str| all.as_array().unwrap().iter().find(|one| one["key"] == key).unwrap().clone();
    assert_eq!(one("delivery_tries_max")["from"], "default");
    assert_eq!(one("delivery_tries_max")["value"], 24);
    assert!(one("smtp_password_file")["value"].as_str().unwrap().is_empty(), "a path, and not what stands in it");
}

#[test]
fn a_batch_that_is_over_is_neither_paused_nor_cancelled() {
    let server = Server::start();
    server.deploy(ORDER);
    server.instance_of("order", &json!({}));
    let ask = json!({ "filter": { "process": "order" }, "operation": { "suspend": {} } });
    let batch = server.post("/api/v1/batches", &ask).expect(202).json;
    let path = format!("/api/v1/batches/{}", batch["id"].as_str().unwrap());
    Server::until(|| server.get(&path).expect(200).json["state"] == "done");
    for act in ["pause", "resume", "cancel"] {
        server.post(&format!("{path}/{act}"), &json!({ "reason": "too late" })).refused(409, "batch-over");
    }
    server.post("/api/v1/batches/nothing/pause", &json!({})).refused(404, "no-such-batch");
}

#[test]
fn many_instances_are_ended_in_one_go_when_it_is_known_what_that_means() {
    let server = Server::start();
    server.deploy(ORDER);
    let ids: Vec<String> = (0..3).map(|_| server.instance_of("order", &json!({}))).collect();
    let ask = |dry_run: bool| {
        let operation = json!({ "cancel": { "reason": "ordered twice" } });
        json!({ "instances": ids, "operation": operation, "dryRun": dry_run })
    };
    let tried = server.post("/api/v1/batches", &ask(true)).expect(200).json;
    assert_eq!((&tried["operation"], &tried["total"]), (&json!("cancel"), &json!(3)));
    for one in tried["items"].as_array().expect("a page") {
        assert_eq!(one["changes"]["state"], "terminated", "{one}");
    }
    let state = |id: &str| server.get(&format!("/api/v1/instances/{id}")).expect(200).json["state"].clone();
    assert!(ids.iter().all(|id| state(id) == "running"), "a dry run does nothing");
    let batch = server.post("/api/v1/batches", &ask(false)).expect(202).json;
    let path = format!("/api/v1/batches/{}", batch["id"].as_str().unwrap());
    Server::until(|| server.get(&path).expect(200).json["state"] == "done");
    assert!(ids.iter().all(|id| state(id) == "terminated"));
    let trace = server.get(&format!("/api/v1/instances/{}/events", ids[0])).expect(200).text;
    assert!(trace.contains("ordered twice"), "{trace}");
    let all = json!({ "filter": {}, "operation": { "cancel": { "reason": "a slip" } } });
    server.post("/api/v1/batches", &all).refused(400, "which-instances");
    // They have ended: that is no second time, and what stands against it is told of each.
    let again = server.post("/api/v1/batches", &ask(true)).expect(200).json;
    assert!(again["items"].as_array().is_some_and(|all| all.iter().all(|one| one["refused"]["code"].is_string())));
}

#[test]
fn why_access_was_taken_away_stays_in_the_audit() {
    let server = Server::start();
    let token = server.somebody("ann", "user");
    let id = token.split('_').nth(1).expect("an id").to_owned();
    let remove = |path: &str, body: &Value| server.ask("DELETE", &format!("/api/v1{path}")).json(body).send();
    let long = json!({ "reason": "x".repeat(9000) });
    for path in [format!("/tokens/{id}"), "/grants/ann-user".to_owned(), "/users/ann".to_owned()] {
        remove(&path, &long).refused(400, "reason-too-long");
    }
    remove(&format!("/tokens/{id}"), &json!({ "reason": "left on a train" })).expect(204);
    remove("/grants/ann-user", &json!({ "reason": "moved to sales" })).expect(204);
    remove("/users/ann", &json!({ "reason": "left us" })).expect(204);
    let detail = |happened: &str| server.audit(happened)[0]["detail"].clone();
    assert_eq!(
        ["tokenRevoked", "grantRemoved", "userRemoved"].map(detail),
        [json!("left on a train"), json!("moved to sales"), json!("left us")]
    );
}
