//! Tenants and people: no rule, proxy, group or form of one tenant leads to somebody of another.
use crate::access_tenants::{House, house};
use crate::model::SHIPPING;
use serde_json::{Value, json};

/// Red has Ann and her head Rob; blue has Eva, who is named by every rule; Sam belongs to no tenant.
fn staffed() -> House {
    let house = house();
    let people = "kind,id,name,superior,departments,roles,groups\ndepartment,sales,Sales,,,,\nrole,boss,Boss,,,,\n\
                  group,pool,Pool,,,,\nperson,rob,Rob,,sales,boss,pool\nperson,eva,Eva,,sales,boss,pool\n\
                  person,ann,Ann,eva,sales,,\nperson,sam,Sam,,sales,boss,\n";
    house.server.ask("POST", "/api/v1/organisation/import").body("text/csv", people.as_bytes()).send().expect(200);
    for (id, tenant) in [("ann", "red"), ("rob", "red"), ("eva", "blue")] {
        house.server.user(id, Some(tenant));
        house.server.grant(id, "user", &json!({ "tenant": tenant }));
    }
    house
}

fn approval(id: &str, attributes: &str) -> String {
    format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
        targetNamespace="test"><process id="{id}" isExecutable="true"><startEvent id="s"/>
        <userTask id="ask" {attributes}/><endEvent id="e"/>
        <sequenceFlow id="f" sourceRef="s" targetRef="ask"/><sequenceFlow id="g" sourceRef="ask" targetRef="e"/>
        </process></definitions>"#
    )
}

#[test]
fn no_rule_of_a_model_names_somebody_of_another_tenant() {
    let house = staffed();
    let ann = house.server.token_of("ann", &json!({}));
    let rules = [
        ("role(boss)", &["rob", "sam"][..]),
        ("department(sales)", &["ann", "rob", "sam"]),
        ("field(boss)", &["sam"]),
        ("superior(initiator), user(sam)", &["sam"]),
    ];
    for (number, (rule, people)) in rules.into_iter().enumerate() {
        let process = format!("p{number}");
        let attributes = format!(r#"weir:approvers="{rule}" weir:approvalMode="all""#);
        house.deploy(&house.red, &approval(&process, &attributes)).expect(200);
        let start = json!({ "process": process, "variables": { "boss": ["sam"] } });
        let instance = house.post(&ann, "/instances", &start).expect(201).json["id"].as_str().unwrap().to_owned();
        let tasks = house.get(&house.red, &format!("/user-tasks?instance={instance}")).expect(200);
        let mut asked: Vec<_> = tasks.items().iter().map(|task| task["assignee"].as_str().unwrap()).collect();
        asked.sort_unstable();
        assert_eq!(asked, people, "{rule}");
        let ask = json!({ "approvers": rule, "process": process, "initiator": "ann", "variables": start["variables"] });
        let tried = house.server.post("/api/v1/organisation/resolve", &ask).expect(200);
        let mut named: Vec<_> = tried.json["people"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        named.sort_unstable();
        assert_eq!(named, people, "tried alike: {rule}");
    }
    assert!(house.server.get("/api/v1/people/eva/notices").expect(200).items().is_empty());
    // Whom data name and who is somewhere else is told like somebody who is nowhere: without them fewer would decide.
    for stranger in ["eva", "nobody"] {
        let start = json!({ "process": "p2", "variables": { "boss": [stranger, "sam"] } });
        let instance = house.post(&ann, "/instances", &start).expect(201).json["id"].as_str().unwrap().to_owned();
        let told = house.get(&house.red, &format!("/incidents?instance={instance}")).expect(200);
        assert_eq!(told.items()[0]["code"], "approver-unknown", "{}", told.text);
        assert!(told.items()[0]["message"].as_str().unwrap().contains(&format!("work here: {stranger};")));
    }
    // So is whom the model names beside others.
    house
        .deploy(&house.red, &approval("two", r#"weir:approvers="user(eva), user(rob)" weir:approvalMode="all""#))
        .expect(200);
    let started = house.post(&ann, "/instances", &json!({ "process": "two" })).expect(201).json["id"].clone();
    let incidents = house.get(&house.red, &format!("/incidents?instance={}", started.as_str().unwrap())).expect(200);
    assert_eq!(incidents.items()[0]["code"], "approver-unknown", "{}", incidents.text);
    // Where the only one who would be asked is somewhere else there is nobody: the incident of an empty rule.
    house.deploy(&house.red, &approval("alone", r#"weir:approvers="user(eva)""#)).expect(200);
    let started = house.post(&ann, "/instances", &json!({ "process": "alone" })).expect(201).json["id"].clone();
    let incidents = house.get(&house.red, &format!("/incidents?instance={}", started.as_str().unwrap())).expect(200);
    assert_eq!(incidents.items()[0]["code"], "nobody-to-approve", "{}", incidents.text);
}

#[test]
fn nobody_of_another_tenant_stands_in_or_is_chosen_in_a_form() {
    let house = staffed();
    let ann = house.server.token_of("ann", &json!({}));
    let stand_in = |substitute: &str| {
        let ask = house.server.ask_with(&ann, "PUT", "/api/v1/people/ann/proxies/p");
        ask.json(&json!({ "substitute": substitute })).send()
    };
    let stranger = stand_in("nobody").refused(400, "organisation-dangling");
    let other = stand_in("eva").refused(400, "organisation-dangling");
    assert_eq!(other.text.replace("eva", "nobody"), stranger.text, "both are told alike");
    stand_in("rob").expect(200);
    // One that an administrator of the installation has set has no effect in the processes of the other tenant.
    let proxy = json!({ "changes": [{ "put": { "proxy": { "id": "q", "principal": "rob", "substitute": "eva" } } }] });
    house.server.post("/api/v1/organisation/changes", &proxy).expect(200);
    house.deploy(&house.red, &approval("stand", r#"weir:approvers="user(rob)""#)).expect(200);
    house.post(&ann, "/instances", &json!({ "process": "stand" })).expect(201);
    assert_eq!(house.get(&house.red, "/user-tasks").expect(200).items()[0]["assignee"], "rob");

    let form = json!({ "type": "default", "id": "who", "components": [{ "type": "userPicker", "key": "who" }] });
    let files = [
        ("pick.bpmn", approval("pick", r#"weir:assignee="ann" weir:formId="who""#).into_bytes()),
        ("who.form", form.to_string().into_bytes()),
    ];
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    house.server.ask_with(&house.red, "POST", "/api/v1/deployments").files(&files).send().expect(200);
    let started = house.post(&ann, "/instances", &json!({ "process": "pick" })).expect(201).json;
    let list = format!("/user-tasks?instance={}", started["id"].as_str().unwrap());
    let task = house.get(&ann, &list).expect(200).items()[0]["id"].as_str().unwrap().to_owned();
    let choose =
        |who: &str| house.post(&ann, &format!("/user-tasks/{task}/complete"), &json!({ "variables": { "who": who } }));
    let other = choose("eva").refused(422, "form-invalid");
    assert_eq!(other.json["fields"][0]["code"], "field-person", "{}", other.text);
    choose("sam").expect(204);
}

#[test]
fn somebody_of_the_organisation_without_an_account_is_no_tenants_to_take() {
    let house = staffed();
    let put = |token: &str, path: &str, body: &Value| {
        house.server.ask_with(token, "PUT", &format!("/api/v1{path}")).json(body).send()
    };
    // Sam is there and has no account: told like somebody of another tenant.
    let detail = |id: &str| {
        let told = put(&house.red, &format!("/users/{id}"), &json!({})).refused(404, "not-found");
        told.json["detail"].as_str().unwrap().replace(&format!("`{id}`"), "them")
    };
    assert_eq!(detail("sam"), detail("eva"), "both are told alike");
    house.server.get("/api/v1/users/sam").refused(404, "not-found");
    put(&house.red, "/users/newcomer", &json!({})).expect(200);
    // Nor does a program of the tenant speak for them.
    house.server.user("red-robot", Some("red"));
    house.server.grant("red-robot", "integrator", &json!({ "tenant": "red" }));
    let robot = house.server.token_of("red-robot", &json!({}));
    let speak = |person: &str| {
        let ask = house.server.ask_with(&robot, "GET", "/api/v1/session");
        ask.header("x-weir-actor", person).send()
    };
    speak("sam").refused(403, "forbidden");
    speak("ann").expect(200);
    // Who makes the account is the installation itself, in whichever tenant it means.
    house.server.user("sam", Some("red"));
    speak("sam").expect(200);
}

#[test]
fn groups_of_the_same_name_bring_no_word_of_the_other_tenant() {
    let house = staffed();
    house.deploy(&house.red, &approval("offer", r#"weir:candidateGroups="pool""#)).expect(200);
    house.deploy(&house.red, &approval("named", r#"weir:assignee="eva""#)).expect(200);
    house.post(&house.red, "/instances", &json!({ "process": "offer" })).expect(201);
    house.post(&house.red, "/instances", &json!({ "process": "named" })).expect(201);
    let told = |person: &str| {
        let token = house.server.token_of(person, &json!({}));
        house.get(&token, &format!("/people/{person}/notices")).expect(200).items().len()
    };
    assert_eq!((told("rob"), told("eva"), told("ann")), (1, 0, 0));
    let all = house.server.get("/api/v1/people/eva/notices").expect(200);
    assert!(all.items().is_empty(), "not even where a model names her: {}", all.text);
}

#[test]
fn a_test_run_knows_of_its_own_tenant_and_no_other() {
    let house = staffed();
    let rules = |value: u8| {
        format!(
            r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="r" namespace="urn:r">
            <decision id="limit" name="Limit"><variable name="Limit" typeRef="number"/>
            <literalExpression><text>{value}</text></literalExpression></decision></definitions>"#
        )
    };
    let files = [("rules.dmn", rules(7).into_bytes()), ("shipping.bpmn", SHIPPING.as_bytes().to_vec())];
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    house.server.ask_with(&house.red, "POST", "/api/v1/deployments").files(&files).send().expect(200);
    let draft = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
        targetNamespace="test"><process id="draft" isExecutable="true"><startEvent id="s"/>
        <userTask id="ask" weir:approvers="role(boss)" weir:approvalMode="all"/>
        <callActivity id="call" calledElement="shipping"/><endEvent id="e"/>
        <sequenceFlow id="f" sourceRef="s" targetRef="ask"/><sequenceFlow id="g" sourceRef="ask" targetRef="call"/>
        <sequenceFlow id="h" sourceRef="call" targetRef="e"/></process></definitions>"#;
    let complete = |by: &str| json!({ "step": { "complete": { "task": "ask", "by": by, "outcome": "approve" } } });
    let play = |token: &str, people: &[&str]| {
        let files = json!([{ "name": "draft.bpmn", "text": draft }]);
        let begun = house.post(token, "/test-runs", &json!({ "files": files })).expect(201).json;
        let path = format!("/test-runs/{}", begun["id"].as_str().unwrap());
        let mut seen = begun;
        for person in people {
            seen = house.post(token, &format!("{path}/steps"), &complete(person)).expect(200).json;
        }
        seen.to_string()
    };
    let red = play(&house.red, &["rob", "sam"]);
    assert!(red.contains("shipping") && !red.contains("process-not-deployed"), "{red}");
    let blue = play(&house.blue, &["eva", "sam"]);
    assert!(blue.contains("process-not-deployed"), "what red has deployed is not there: {blue}");
    assert!(!blue.contains("rob"), "{blue}");
}

#[test]
fn nobody_of_another_tenant_is_named_where_people_are_looked_up() {
    let house = staffed();
    // Eva leads a department that both have, and stands in for Rob where no tenant is.
    let changes = json!({ "changes": [
        { "put": { "department": { "id": "sales", "name": "Sales", "head": "eva" } } },
        { "put": { "department": { "id": "office", "name": "Office", "head": "sam" } } },
        { "put": { "proxy": { "id": "q", "principal": "rob", "substitute": "eva" } } },
        { "put": { "proxy": { "id": "r", "principal": "rob", "substitute": "sam" } } },
    ] });
    house.server.post("/api/v1/organisation/changes", &changes).expect(200);
    // Olga has an account in blue and is in no organisation.
    house.server.ask("PUT", "/api/v1/users/olga").json(&json!({ "tenant": "blue", "name": "Olga" })).send().expect(200);
    let [ann, rob, eva] = ["ann", "rob", "eva"].map(|id| house.server.token_of(id, &json!({})));
    let person = |token: &str, id: &str| house.get(token, &format!("/organisation/people/{id}"));
    let stranger = person(&ann, "nobody").refused(404, "not-found");
    for id in ["eva", "olga", "blue-admin"] {
        let other = person(&ann, id).refused(404, "not-found");
        assert_eq!(other.text.replace(id, "nobody"), stranger.text, "{id}: as one who is not there");
    }
    let denied = house.server.audit("denied");
    assert!(denied.iter().any(|line| line["user"] == "ann" && line["object"] == "eva"), "{denied:?}");
    assert_eq!(person(&eva, "olga").expect(200).json["name"], "Olga", "in her own tenant she is somebody");
    assert_eq!(person(&ann, "rob").expect(200).json["name"], "Rob");
    // Those who are seen lead to nobody who is not.
    assert_eq!(person(&ann, "ann").expect(200).json["superior"], Value::Null);
    assert_eq!(house.server.get("/api/v1/organisation/people/ann").expect(200).json["superior"], "eva");
    let lists = [
        "/organisation/people?limit=100",
        "/organisation/people?text=e",
        "/organisation/people?department=sales",
        "/organisation/departments",
        "/search?text=e",
        "/search?text=eva",
        "/search?text=olga",
    ];
    for path in lists {
        let told = house.get(&ann, path).expect(200).text;
        for id in ["eva", "Eva", "Olga", "blue-admin"] {
            assert!(!told.contains(&format!("\"{id}\"")), "{path} names {id}: {told}");
        }
    }
    let departments = house.get(&ann, "/organisation/departments").expect(200).json;
    let head = |id: &str| departments.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()["head"].clone();
    assert_eq!((head("sales"), head("office")), (Value::Null, json!("sam")));
    let proxies = house.get(&rob, "/people/rob/proxies").expect(200).json;
    assert_eq!(proxies.as_array().unwrap().iter().map(|one| &one["id"]).collect::<Vec<_>>(), ["r"]);
    for path in ["proxies", "tasks?list=todo", "notices", "counts", "duties", "mentions", "instances"] {
        let told = house.get(&ann, &format!("/people/eva/{path}"));
        assert!(matches!(told.status, 403 | 404) && !told.text.contains("Eva"), "{path}: {}", told.text);
    }
}

#[test]
fn however_many_people_another_tenant_has_one_finds_ones_own() {
    let house = house();
    let lines: Vec<String> = (0..60).map(|number| format!("person,a{number:02},Worker\n")).collect();
    let file = format!("kind,id,name\n{}person,zoe,Worker\n", lines.concat());
    house.server.ask("POST", "/api/v1/organisation/import").body("text/csv", file.as_bytes()).send().expect(200);
    for number in 0..60 {
        house.server.user(&format!("a{number:02}"), Some("blue"));
    }
    house.server.user("zoe", Some("red"));
    let found = house.get(&house.red, "/search?text=worker").expect(200).json["people"].clone();
    assert_eq!(found, json!([{ "id": "zoe", "name": "Worker" }]));
}

#[test]
fn a_rule_of_alerts_and_an_indicator_name_nobody_of_another_tenant() {
    let house = staffed();
    house.deploy(&house.red, SHIPPING).expect(200);
    let rule = |person: &str| {
        let spec = json!({
            "name": { "en": "Slow", "zh-CN": "慢" }, "scope": { "process": "shipping" }, "source": { "metric": "sojourn" },
            "windowHours": 24, "everyMinutes": 10, "side": "above", "warn": 1, "critical": 2, "beyond": 1, "of": 1,
            "keep": 1, "least": 1, "receivers": { "people": [person] }, "enabled": true,
        });
        let body = json!({ "spec": spec, "reason": "a promise" });
        house.server.ask("PUT", "/api/v1/analytics/alert-rules/slow").json(&body).send()
    };
    let stranger = rule("nobody").refused(400, "alert-receiver-unknown");
    let other = rule("eva").refused(400, "alert-receiver-unknown");
    assert_eq!(other.text.replace("eva", "nobody"), stranger.text, "both are told alike");
    rule("rob").expect(201);
    let indicator = |person: &str| {
        let one = json!({
            "key": format!("time-{person}"), "name": { "en": "Time", "zh-CN": "时长" }, "formula": "mean(sojourn)", "process": "shipping",
            "windowDays": 30, "unit": "minutes", "direction": "lower", "target": 1, "warn": 2,
            "owner": format!("person:{person}"), "least": 1,
        });
        let body = json!({ "indicator": one, "reason": "the board asked for it" });
        house.server.post("/api/v1/analytics/indicators", &body)
    };
    let stranger = indicator("nobody").refused(400, "indicator-owner");
    let other = indicator("eva").refused(400, "indicator-owner");
    assert_eq!(other.text.replace("eva", "nobody"), stranger.text, "both are told alike");
    indicator("rob").expect(201);
}
