//! The landscape of each tenant is its own: nodes, versions, coverage and lights of the one are nothing to the other.
use crate::access_tenants::{House, house};
use crate::model::ORDER;
use crate::server::Answer;
use serde_json::{Value, json};
use std::sync::Arc;
use weir_designer_api::config::Config;
use weir_engine::SystemClock;

impl House {
    fn add(&self, token: &str, node: &Value) -> Answer {
        self.post(token, "/landscape/nodes", &json!({ "node": node, "reason": "planned" }))
    }
}

fn domain(id: &str) -> Value {
    json!({ "id": id, "level": 1, "name": { "zh-CN": id, "en": id } })
}

/// A node like one that is there, with other parts.
fn like(node: &Value, changes: &Value) -> Value {
    let mut node = node.clone();
    for (name, value) in changes.as_object().unwrap() {
        node[name] = value.clone();
    }
    node
}

fn nodes(answer: &Answer) -> Vec<&str> {
    answer.json["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect()
}

#[test]
fn each_tenant_plans_in_a_landscape_of_its_own() {
    let house = house();
    // The installation itself has one already.
    house.server.post("/api/v1/landscape/seed", &json!({ "reason": "begun" })).expect(200);
    let whole = house.server.get("/api/v1/landscape").expect(200);
    for token in [&house.red, &house.blue] {
        let empty = house.get(token, "/landscape").expect(200);
        assert_eq!(
            (nodes(&empty).len(), &empty.json["version"]),
            (0, &json!(0)),
            "nothing of the installation is theirs"
        );
    }
    let seeded = house.post(&house.red, "/landscape/seed", &json!({ "reason": "ours" })).expect(200);
    assert_eq!(seeded.json["version"], json!(1), "versions are counted for each");
    assert_eq!(nodes(&house.get(&house.red, "/landscape").expect(200)).len(), nodes(&whole).len());
    assert!(nodes(&house.get(&house.blue, "/landscape").expect(200)).is_empty());

    // A process of red is linked in red's landscape; blue may write down its name, and it leads to nothing.
    house.deploy(&house.red, ORDER).expect(200);
    let link = |token: &str, id: &str| {
        let found = house.get(token, &format!("/landscape/nodes/{id}")).expect(200);
        let node = like(&found.json["node"], &json!({ "links": [{ "kind": "process", "id": "order" }] }));
        let body = json!({ "node": node, "reason": "linked" });
        let path = format!("/api/v1/landscape/nodes/{id}");
        let ask = house.server.ask_with(token, "PUT", &path).header("if-match", found.header("etag"));
        ask.json(&body).send().expect(200);
    };
    house.post(&house.blue, "/landscape/seed", &json!({ "reason": "theirs" })).expect(200);
    link(&house.red, "purchase-approval");
    link(&house.blue, "purchase-approval");
    let automated = |token: &str| {
        let coverage = house.get(token, "/landscape/coverage").expect(200);
        coverage.json["levels"][2]["covered"]["automated"].as_u64().unwrap()
    };
    assert_eq!((automated(&house.red), automated(&house.blue)), (1, 0));
    let dead = |token: &str| {
        let found = house.get(token, "/landscape/nodes/purchase-approval").expect(200);
        let findings = found.json["findings"].as_array().unwrap();
        findings.iter().any(|finding| finding["code"].as_str().unwrap().contains("link"))
    };
    assert_eq!((dead(&house.red), dead(&house.blue)), (false, true), "what is of another tenant is not there");
    assert_eq!(house.get(&house.blue, "/landscape/collaborations").expect(200).json["unread"], json!(0));

    // Versions, files and restoring stay within.
    house.add(&house.blue, &domain("extra")).expect(201);
    assert!(nodes(&house.get(&house.blue, "/landscape").expect(200)).contains(&"extra"));
    house.get(&house.red, "/landscape/nodes/extra").refused(404, "no-such-landscape-node");
    house.server.get("/api/v1/landscape/nodes/extra").refused(404, "no-such-landscape-node");
    assert_eq!(house.get(&house.red, "/landscape/versions").expect(200).items().len(), 2);
    assert_eq!(house.get(&house.blue, "/landscape/versions").expect(200).items().len(), 3);
    assert_eq!(house.server.get("/api/v1/landscape/versions").expect(200).items().len(), 1);
    let path = "/api/v1/landscape/versions/1/restore";
    let ask = house.server.ask_with(&house.blue, "POST", path).header("if-match", "\"3\"");
    ask.json(&json!({ "reason": "back" })).send().expect(200);
    assert!(!nodes(&house.get(&house.blue, "/landscape").expect(200)).contains(&"extra"));
    assert!(house.get(&house.red, "/landscape/export?format=csv").expect(200).text.contains("process:order"));
    assert!(!house.server.get("/api/v1/landscape/export?format=csv").expect(200).text.contains("process:order"));
    assert_eq!(house.get(&house.red, "/raci").expect(200).json["version"], json!(2));
    house.get(&house.blue, "/analytics/lights").expect(200);
    // A grant for one process plans nothing for a whole tenant.
    house.server.user("red-designer", Some("red"));
    house.server.grant("red-designer", "designer", &json!({ "tenant": "red", "processes": ["order"] }));
    let token = house.server.token_of("red-designer", &json!({}));
    house.post(&token, "/landscape/seed", &json!({ "reason": "mine" })).refused(403, "forbidden");
    // What each has is read again after a restart.
    let before = [&house.red, &house.blue].map(|token| house.get(token, "/landscape").expect(200).json);
    let House { server, red, blue } = house;
    let server = server.restart(Config::default(), Arc::new(SystemClock));
    let house = House { server, red, blue };
    let after = [&house.red, &house.blue].map(|token| house.get(token, "/landscape").expect(200).json);
    assert_eq!(before, after);
    assert_eq!(house.server.get("/api/v1/landscape").expect(200).json, whole.json);
}
