//! Tenants: two organisations on one installation that do not know of each other.
use crate::model::{ORDER, PAYMENT, SHIPPING};
use crate::server::{Answer, Server};
use serde_json::{Value, json};

pub struct House {
    pub server: Server,
    pub red: String,
    pub blue: String,
}

/// Two tenants, each with an administrator of its own.
pub fn house() -> House {
    let server = Server::start();
    for tenant in ["red", "blue"] {
        server.ask("PUT", &format!("/api/v1/tenants/{tenant}")).json(&json!({})).send().expect(200);
    }
    let [red, blue] = ["red", "blue"].map(|tenant| {
        let user = format!("{tenant}-admin");
        server.user(&user, Some(tenant));
        server.grant(&user, "administrator", &json!({ "tenant": tenant }));
        server.token_of(&user, &json!({}))
    });
    House { server, red, blue }
}

impl House {
    pub fn deploy(&self, token: &str, model: &str) -> Answer {
        let ask = self.server.ask_with(token, "POST", "/api/v1/deployments");
        ask.files(&[("model.bpmn", model.as_bytes())]).send()
    }

    pub fn get(&self, token: &str, path: &str) -> Answer {
        self.server.ask_with(token, "GET", &format!("/api/v1{path}")).send()
    }

    pub fn post(&self, token: &str, path: &str, body: &Value) -> Answer {
        self.server.ask_with(token, "POST", &format!("/api/v1{path}")).json(body).send()
    }

    fn start(&self, token: &str, process: &str) -> String {
        let started = self.post(token, "/instances", &json!({ "process": process, "variables": { "orderId": "o1" } }));
        started.expect(201).json["id"].as_str().unwrap().to_owned()
    }
}

#[test]
fn what_one_tenant_has_is_not_there_for_the_other() {
    let house = house();
    house.deploy(&house.red, ORDER).expect(200);
    let instance = house.start(&house.red, "order");
    let task = house.get(&house.red, "/user-tasks").expect(200).items()[0]["id"].as_str().unwrap().to_owned();
    for path in ["/definitions/order:1", "/definitions/order:1/xml", "/definitions/order:1/start-form"] {
        house.get(&house.red, path).expect(200);
        house.get(&house.blue, path).refused(404, "no-such-definition");
    }
    house.get(&house.blue, &format!("/instances/{instance}")).refused(404, "no-such-instance");
    house.get(&house.blue, &format!("/user-tasks/{task}")).refused(404, "no-such-user-task");
    house.post(&house.blue, &format!("/user-tasks/{task}/claim"), &json!({})).refused(404, "no-such-user-task");
    house.post(&house.blue, "/instances", &json!({ "process": "order" })).refused(404, "no-such-process");
    for list in
        ["/definitions", "/instances", "/user-tasks", "/jobs", "/waits", "/incidents", "/messages", "/decisions"]
    {
        assert!(house.get(&house.blue, list).expect(200).items().is_empty(), "{list}");
    }
    // The administrator of the installation sees both.
    assert_eq!(house.server.get("/api/v1/instances").expect(200).items().len(), 1);
    assert_eq!(house.server.get("/api/v1/definitions/order:1").expect(200).json["tenant"], "red");
}

#[test]
fn everybody_is_told_the_name_of_their_own_tenant_alone() {
    let house = house();
    let named = json!({ "name": "红组织" });
    house.server.ask("PUT", "/api/v1/tenants/red").json(&named).send().expect(200);
    let told = |answer: Answer| {
        let me = answer.expect(200).json;
        (me["tenant"].clone(), me["tenantName"].clone())
    };
    assert_eq!(told(house.get(&house.red, "/session")), (json!("red"), json!("红组织")));
    assert_eq!(told(house.get(&house.blue, "/session")), (json!("blue"), json!("blue")), "without a name: the id");
    assert_eq!(told(house.server.get("/api/v1/session")), (Value::Null, Value::Null), "of the installation itself");
    // They never leave it, so there is no list of others for them either.
    house.get(&house.red, "/tenants").refused(403, "forbidden");
}

#[test]
fn an_id_belongs_to_whoever_deployed_it_first() {
    let house = house();
    house.deploy(&house.red, ORDER).expect(200);
    house.deploy(&house.blue, ORDER).refused(400, "id-of-another-tenant");
    let own = house.server.ask("POST", "/api/v1/deployments").files(&[("model.bpmn", ORDER.as_bytes())]).send();
    own.refused(400, "id-of-another-tenant");
    house.deploy(&house.red, &ORDER.replace("name=\"Order\"", "name=\"Orders\"")).expect(200);
}

#[test]
fn messages_and_signals_stay_in_their_tenant() {
    let house = house();
    house.deploy(&house.red, PAYMENT).expect(200);
    let red = house.start(&house.red, "payment");
    house.deploy(&house.blue, &PAYMENT.replace("id=\"payment\"", "id=\"payment2\"")).expect(200);
    let blue = house.start(&house.blue, "payment2");
    let paid = json!({ "name": "paid", "correlationKey": "o1", "ttlMs": 0 });
    // Both wait for the same: each gets what is published in their own tenant, and nobody is asked to choose.
    let got = house.post(&house.blue, "/messages", &paid).expect(200);
    assert_eq!(got.json["delivered"][0]["instance"], blue.as_str(), "{}", got.text);
    let outside = house.server.post("/api/v1/messages", &paid);
    outside.refused(409, "no-receiver");
    let addressed = json!({ "name": "paid", "correlationKey": "o1", "instance": red });
    house.post(&house.blue, "/messages", &addressed).refused(404, "no-such-instance");
    // What is kept waits for somebody of the tenant.
    let kept = json!({ "name": "paid", "correlationKey": "o2" });
    house.post(&house.blue, "/messages", &kept).expect(200);
    let second = json!({ "process": "payment", "variables": { "orderId": "o2" } });
    let other = house.post(&house.red, "/instances", &second).expect(201).json["id"].as_str().unwrap().to_owned();
    let waits = |token: &str, id: &str| {
        let found = house.get(token, &format!("/waits?instance={id}")).expect(200);
        found.items().iter().map(|wait| wait["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(house.get(&house.blue, "/messages").expect(200).items().len(), 1);
    assert!(house.get(&house.red, "/messages").expect(200).items().is_empty());
    let third = json!({ "process": "payment2", "variables": { "orderId": "o2" } });
    let theirs = house.post(&house.blue, "/instances", &third).expect(201).json["id"].as_str().unwrap().to_owned();
    Server::until(|| waits(&house.blue, &theirs) == ["signal"]);
    assert_eq!(waits(&house.red, &other), ["message"], "it was not for them");
    let sent = house.post(&house.red, "/signals", &json!({ "name": "go" })).expect(200);
    assert_eq!(sent.json["subscriptions"], 0, "{}", sent.text);
    let sent = house.post(&house.blue, "/signals", &json!({ "name": "go" })).expect(200);
    assert_eq!(sent.json["subscriptions"], 2, "{}", sent.text);
}

#[test]
fn nobody_calls_into_another_tenant() {
    const CALLER: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test">
      <process id="caller" isExecutable="true"><startEvent id="s"/><callActivity id="call" calledElement="shipping"/>
      <sequenceFlow id="f" sourceRef="s" targetRef="call"/></process></definitions>"#;
    let house = house();
    house.deploy(&house.red, SHIPPING).expect(200);
    house.deploy(&house.blue, CALLER).expect(200);
    let instance = house.start(&house.blue, "caller");
    Server::until(|| !house.get(&house.blue, &format!("/incidents?instance={instance}")).items().is_empty());
    let incidents = house.get(&house.blue, "/incidents").expect(200);
    assert_eq!(incidents.items()[0]["code"], "process-not-deployed", "{}", incidents.text);
    assert!(house.get(&house.red, "/instances").expect(200).items().is_empty());
}

#[test]
fn a_group_of_the_same_name_gives_nothing_in_the_other_tenant() {
    let house = house();
    let people = "kind,id,name,groups\ngroup,managers,Managers,\nperson,rita,Rita,managers\n";
    house.server.ask("POST", "/api/v1/organisation/import").body("text/csv", people.as_bytes()).send().expect(200);
    house.server.user("rita", Some("red"));
    house.server.grant("rita", "user", &json!({}));
    let rita = house.server.token_of("rita", &json!({}));
    house.deploy(&house.blue, ORDER).expect(200);
    house.start(&house.blue, "order");
    assert!(house.get(&rita, "/user-tasks").expect(200).items().is_empty());
    assert!(house.get(&rita, "/people/rita/tasks?list=claimable").expect(200).items().is_empty());
    assert_eq!(house.get(&rita, "/people/rita/counts").expect(200).json["claimable"], 0);
    let task = house.get(&house.blue, "/user-tasks").expect(200).items()[0]["id"].as_str().unwrap().to_owned();
    house.post(&rita, &format!("/user-tasks/{task}/claim"), &json!({})).refused(404, "no-such-user-task");
    // In their own tenant the same name means what it says.
    house.deploy(&house.red, &ORDER.replace("id=\"order\"", "id=\"order2\"")).expect(200);
    house.start(&house.red, "order2");
    assert_eq!(house.get(&rita, "/people/rita/counts").expect(200).json["claimable"], 1);
    assert_eq!(house.get(&rita, "/user-tasks").expect(200).items().len(), 1);
}

#[test]
fn an_administrator_of_a_tenant_rules_in_it_alone() {
    let house = house();
    let put = |token: &str, path: &str, body: &Value| {
        house.server.ask_with(token, "PUT", &format!("/api/v1{path}")).json(body).send()
    };
    let made = put(&house.red, "/users/rita", &json!({})).expect(200);
    assert_eq!(made.json["tenant"], "red", "whom they make is of their tenant");
    put(&house.red, "/users/bert", &json!({ "tenant": "blue" })).refused(403, "forbidden");
    put(&house.red, "/users/blue-admin", &json!({ "tenant": "red" })).refused(404, "not-found");
    let role = json!({ "to": { "kind": "user", "id": "rita" }, "role": "user" });
    assert_eq!(put(&house.red, "/grants/rita", &role).expect(200).json["tenant"], "red");
    let everybody = json!({ "to": { "kind": "everybody" }, "role": "administrator", "tenant": "blue" });
    put(&house.red, "/grants/all", &everybody).refused(403, "forbidden");
    put(&house.red, "/tenants/green", &json!({})).refused(403, "forbidden");
    for path in ["/health", "/access-audit", "/organisation/export", "/batches", "/tenants"] {
        house.get(&house.red, path).refused(403, "forbidden");
    }
    let users = house.get(&house.red, "/users").expect(200);
    let names: Vec<_> = users.items().iter().map(|user| user["id"].as_str().unwrap()).collect();
    assert_eq!(names, ["red-admin", "rita"]);
    let password = json!({ "password": "correct horse battery" });
    put(&house.red, "/users/admin/password", &password).refused(404, "not-found");
    // Who has forgotten their password gets another one, as often as it takes, and is not locked by that.
    for password in ["correct horse battery", "another fine password"] {
        put(&house.red, "/users/rita/password", &json!({ "password": password })).expect(204);
        house.server.log_in("rita", password).expect(200);
    }
    // Their own they change with the one that they had.
    put(&house.red, "/users/red-admin/password", &password).expect(204);
    put(&house.red, "/users/red-admin/password", &password).refused(403, "password-wrong");
    house.server.ask("DELETE", "/api/v1/tenants/red").send().refused(400, "tenant-in-use");
    // A tenant that is shut is shut for all of its users.
    house.server.ask("PUT", "/api/v1/tenants/red").json(&json!({ "disabled": true })).send().expect(200);
    house.get(&house.red, "/definitions").refused(401, "unauthorized");
    house.get(&house.blue, "/definitions").expect(200);
}

#[test]
fn random_ids_of_the_other_tenant_lead_nowhere() {
    let house = house();
    house.deploy(&house.red, ORDER).expect(200);
    let mut found = vec![];
    for _ in 0..20 {
        house.start(&house.red, "order");
    }
    for list in ["/instances?limit=100", "/user-tasks?limit=100", "/waits?limit=100"] {
        let seen = house.get(&house.red, list).expect(200);
        found.extend(seen.items().iter().map(|one| one["id"].as_str().unwrap().to_owned()));
    }
    let routes = [
        "/instances/{}",
        "/instances/{}/variables",
        "/user-tasks/{}",
        "/user-tasks/{}/return-targets",
        "/approvals/{}",
    ];
    for id in &found {
        for route in routes {
            let answer = house.get(&house.blue, &route.replace("{}", id));
            assert!(matches!(answer.status, 400 | 404), "{route} {id}: {}", answer.text);
            assert!(!answer.text.contains("Approve") && !answer.text.contains("order"), "{}", answer.text);
        }
    }
}

#[test]
fn nobody_of_another_tenant_is_named_for_what_is_not_theirs() {
    let house = house();
    let people: Vec<Value> =
        ["red-ann", "red-bob", "blue-eva"].map(|id| json!({"put": {"person": {"id": id, "name": id}}})).to_vec();
    house.server.post("/api/v1/organisation/changes", &json!({ "changes": people })).expect(200);
    for (id, tenant) in [("red-ann", "red"), ("red-bob", "red"), ("blue-eva", "blue")] {
        house.server.user(id, Some(tenant));
        house.server.grant(id, "user", &json!({ "tenant": tenant }));
    }
    let model = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
        targetNamespace="test"><process id="p" isExecutable="true"><startEvent id="s"/>
        <userTask id="ask" weir:approvers="user(red-ann)" weir:approvalMode="all"/><endEvent id="e"/>
        <sequenceFlow id="f" sourceRef="s" targetRef="ask"/><sequenceFlow id="g" sourceRef="ask" targetRef="e"/>
        </process></definitions>"#;
    house.deploy(&house.red, model).expect(200);
    let instance = house.start(&house.red, "p");
    let task = house.get(&house.red, "/user-tasks").expect(200).items()[0]["id"].as_str().unwrap().to_owned();
    let approval = task.rsplit_once('.').unwrap().0.to_owned();
    let ann = house.server.token_of("red-ann", &json!({}));
    let cases = [
        (format!("/user-tasks/{task}/delegate"), "to", 409),
        (format!("/user-tasks/{task}/transfer"), "to", 409),
        (format!("/approvals/{approval}/signers"), "add", 409),
        (format!("/approvals/{approval}/copies"), "people", 409),
        (format!("/instances/{instance}/comments"), "mentions", 400),
    ];
    let body = |key: &str, person: &str| match key {
        "to" => json!({ "to": person }),
        "mentions" => json!({ "text": "look", "mentions": [person] }),
        _ => json!({ key: [person] }),
    };
    for (path, key, status) in &cases {
        let stranger = house.post(&ann, path, &body(key, "nobody")).refused(*status, "no-such-person");
        let other = house.post(&ann, path, &body(key, "blue-eva")).refused(*status, "no-such-person");
        assert_eq!(other.text.replace("blue-eva", "nobody"), stranger.text, "{path}: both are told alike");
    }
    let eva = house.server.get("/api/v1/people/blue-eva/notices").expect(200);
    assert!(eva.items().is_empty(), "she was told of nothing");
    house.post(&ann, &format!("/approvals/{approval}/copies"), &json!({"people": ["red-bob"]})).expect(204);
    assert_eq!(house.server.get("/api/v1/people/red-bob/notices").expect(200).items().len(), 1);
}
