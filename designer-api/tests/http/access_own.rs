//! What is one's own stays so, whatever else is given; and what is somebody else's is refused with a line in the audit.
use crate::access_tenants::house;
use crate::server::{Answer, Server};
use serde_json::{Value, json};

const MODEL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="test">
  <process id="ask" isExecutable="true">
    <startEvent id="start" weir:formId="what"/>
    <userTask id="check" weir:assignee="dan" weir:formId="what" weir:fieldPermissions="salary: hidden, items.price: hidden, note: read"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
    <sequenceFlow id="f2" sourceRef="check" targetRef="end"/>
  </process>
  <process id="other" isExecutable="true">
    <startEvent id="s"/><userTask id="look" weir:candidateUsers="dan"/><endEvent id="e"/>
    <sequenceFlow id="g1" sourceRef="s" targetRef="look"/><sequenceFlow id="g2" sourceRef="look" targetRef="e"/>
  </process>
</definitions>"#;

struct Office {
    server: Server,
    ann: String,
    dan: String,
}

fn office() -> Office {
    let server = Server::start();
    let people = "kind,id,name\nperson,ann,Ann\nperson,dan,Dan\n";
    server.ask("POST", "/api/v1/organisation/import").body("text/csv", people.as_bytes()).send().expect(200);
    let form = json!({"type": "default", "id": "what", "components": [
        {"type": "number", "key": "salary"}, {"type": "textfield", "key": "note"},
        {"type": "dynamiclist", "path": "items", "components": [
            {"type": "textfield", "key": "what"}, {"type": "number", "key": "price"}]}]});
    let files =
        [("ask.bpmn", MODEL.as_bytes()), ("what.form", form.to_string().as_bytes())].map(|(n, b)| (n, b.to_vec()));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    server.ask("POST", "/api/v1/deployments").files(&files).send().expect(200);
    let [ann, dan] = ["ann", "dan"].map(|id| server.somebody(id, "user"));
    Office { server, ann, dan }
}

impl Office {
    fn get(&self, token: &str, path: &str) -> Answer {
        self.server.ask_with(token, "GET", &format!("/api/v1{path}")).send()
    }

    fn post(&self, token: &str, path: &str, body: &Value) -> Answer {
        self.server.ask_with(token, "POST", &format!("/api/v1{path}")).json(body).send()
    }

    fn start(&self) -> String {
        let filled = json!({"variables": {"salary": 7, "note": "n", "items": [{"what": "pen", "price": 3}]}});
        let started = self.post(&self.ann, "/definitions/ask:1/start-form", &filled).expect(201);
        self.post(&self.ann, "/instances", &json!({"process": "other"})).expect(201);
        started.json["id"].as_str().unwrap().to_owned()
    }

    fn task(&self) -> String {
        let seen = self.get(&self.dan, "/user-tasks?process=ask").expect(200);
        seen.items()[0]["id"].as_str().unwrap().to_owned()
    }
}

#[test]
fn one_grant_more_hides_nothing_of_what_is_ones_own() {
    let office = office();
    office.start();
    let seen = |token: &str| {
        let length = |path: &str| office.get(token, path).expect(200).items().len();
        let counts = office.get(token, "/people/dan/counts").expect(200).json;
        let lists = ["/user-tasks", "/instances", "/people/dan/tasks?list=todo", "/people/dan/tasks?list=claimable"];
        (lists.map(length), counts)
    };
    let before = seen(&office.dan);
    assert_eq!(before.0, [2, 2, 1, 1], "a task to do and one to claim, of an instance each");
    for role in ["auditor", "operator", "processOwner", "designer"] {
        let bounds = json!({"to": {"kind": "user", "id": "dan"}, "role": role, "processes": ["other"]});
        office.server.ask("PUT", "/api/v1/grants/more").json(&bounds).send().expect(200);
        assert_eq!(seen(&office.dan), before, "with {role} of another process beside it");
    }
    // What is not theirs is not theirs by that either.
    let ask = office.get(&office.dan, "/instances?process=ask").expect(200);
    office.post(&office.ann, "/instances", &json!({"process": "other"})).expect(201);
    assert_eq!(office.get(&office.dan, "/instances?process=ask").expect(200).items().len(), ask.items().len());
}

#[test]
fn what_somebody_belongs_to_counts_from_the_next_request_on() {
    let office = office();
    office.server.deploy(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="test">
  <process id="file" isExecutable="true">
    <startEvent id="s"/><userTask id="sort" weir:candidateGroups="clerks"/><endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="sort"/><sequenceFlow id="f2" sourceRef="sort" targetRef="e"/>
  </process>
</definitions>"#,
    );
    let dan = |groups: Value| json!({"put": {"person": {"id": "dan", "name": "Dan", "memberships": groups}}});
    let change = |changes: Value| {
        office.server.post("/api/v1/organisation/changes", &json!({ "changes": changes })).expect(200);
    };
    let clerk = || dan(json!([{"kind": "group", "id": "clerks"}]));
    change(json!([{"put": {"group": {"id": "clerks", "name": "Clerks"}}}, clerk()]));
    office.post(&office.ann, "/instances", &json!({"process": "file"})).expect(201);
    let list = || office.get(&office.dan, "/people/dan/tasks?list=claimable&process=file").expect(200);
    let task = list().items()[0].clone();
    assert!(task["allowedActions"].as_array().unwrap().contains(&json!("claim")), "{task}");
    let path = format!("/user-tasks/{}", task["id"].as_str().unwrap());
    change(json!([dan(json!([]))]));
    assert_eq!(list().items().len(), 0, "no clerk any more");
    for answer in [office.get(&office.dan, &path), office.post(&office.dan, &format!("{path}/claim"), &json!({}))] {
        assert!([403, 404].contains(&answer.status), "{}", answer.status);
    }
    change(json!([clerk()]));
    assert_eq!(list().items()[0]["id"], task["id"], "a clerk again");
    office.post(&office.dan, &format!("{path}/claim"), &json!({})).expect(204);
}

#[test]
fn everybody_of_a_tenant_is_nobody_else() {
    let office = house();
    let import = office.server.ask("POST", "/api/v1/organisation/import");
    import.body("text/csv", b"kind,id,name\nperson,cy,Cy\n").send().expect(200);
    let outside = office.server.somebody("cy", "user");
    office.server.deploy(crate::model::ORDER);
    let start = |token: &str| office.post(token, "/instances", &json!({"process": "order"}));
    start(&outside).expect(201);
    let everybody = json!({"to": {"kind": "everybody"}, "role": "administrator"});
    let put = |token: &str, body: &Value| office.server.ask_with(token, "PUT", "/api/v1/grants/all").json(body).send();
    assert_eq!(office.get(&outside, "/instances").expect(200).items().len(), 1, "what cy started is cy's");
    put(&office.red, &everybody).expect(200);
    assert_eq!(office.get(&outside, "/instances").expect(200).items().len(), 1, "what cy started is still cy's");
    office.get(&outside, "/users").refused(403, "forbidden");
    // Whether there is somebody of that name elsewhere is not told.
    let to = |user: &str| json!({"to": {"kind": "user", "id": user}, "role": "auditor"});
    let (elsewhere, nowhere) = (put(&office.red, &to("cy")), put(&office.red, &to("nix")));
    assert_eq!(
        (elsewhere.status, elsewhere.code(), elsewhere.json["detail"].as_str().unwrap().replace("cy", "nix")),
        (400, "access-unknown", nowhere.json["detail"].as_str().unwrap().to_owned())
    );
    let other = office.server.ask_with(&office.blue, "PUT", "/api/v1/grants/other");
    other.json(&to("red-admin")).send().refused(400, "access-unknown");
}

#[test]
fn what_a_form_hides_is_not_read_beside_it() {
    let office = office();
    let instance = office.start();
    let read = |token: &str| office.get(token, &format!("/instances/{instance}/variables")).expect(200);
    let of = |answer: &Answer, name: &str| {
        answer.items().iter().find(|entry| entry["name"] == name).map(|entry| entry["value"].clone())
    };
    let seen = read(&office.dan);
    assert_eq!((of(&seen, "salary"), of(&seen, "note")), (None, Some(json!("n"))));
    assert_eq!(of(&seen, "items"), Some(json!([{"what": "pen"}])), "a column of a table too");
    assert!(!seen.text.contains("price"), "{}", seen.text);
    // Who wrote it knows it anyway; who looks after all instances sees all of it.
    assert_eq!(of(&read(&office.ann), "salary"), Some(json!(7)));
    let operator = office.server.somebody("otto", "operator");
    assert_eq!(of(&read(&operator), "items"), Some(json!([{"what": "pen", "price": 3}])));
    // Nor when it is over.
    office.post(&office.dan, &format!("/user-tasks/{}/complete", office.task()), &json!({})).expect(204);
    assert_eq!((of(&read(&office.dan), "salary"), of(&read(&office.ann), "salary")), (None, Some(json!(7))));
}

#[test]
fn what_somebody_started_is_theirs_in_the_organisation_or_not() {
    let office = office();
    let eve = office.server.somebody("eve", "user");
    let started = office.post(&eve, "/instances", &json!({"process": "other"})).expect(201);
    let path = format!("/instances/{}", started.json["id"].as_str().unwrap());
    assert_eq!(office.get(&eve, &path).expect(200).json["initiator"], "eve");
    assert_eq!(office.get(&eve, "/instances").expect(200).items().len(), 1);
    assert_eq!(office.get(&eve, "/people/eve/counts").expect(200).json["started"], 1);
    // Nothing in it is an approval; whoever did not start it is told that first.
    office.post(&eve, &format!("{path}/revoke"), &json!({"reason": "by mistake"})).refused(409, "not-revocable");
    office.post(&office.ann, &format!("{path}/revoke"), &json!({"reason": "theirs"})).refused(404, "no-such-instance");
}

#[test]
fn a_task_that_only_one_may_do_is_not_put_back() {
    let office = office();
    office.start();
    let task = office.task();
    let offered = office.get(&office.dan, &format!("/user-tasks/{task}")).expect(200).json["allowedActions"].clone();
    assert!(!offered.as_array().unwrap().contains(&json!("unclaim")), "{offered}");
    let unclaim = |token: &str| office.post(token, &format!("/user-tasks/{task}/unclaim"), &json!({}));
    unclaim(&office.dan).refused(409, "nobody-could-claim");
    // Who prepares it for somebody gives it back to them, and to nobody else.
    office.post(&office.dan, &format!("/user-tasks/{task}/delegate"), &json!({"to": "ann"})).expect(204);
    unclaim(&office.ann).refused(409, "task-delegated");
    let offered = office.get(&office.ann, &format!("/user-tasks/{task}")).expect(200).json["allowedActions"].clone();
    assert!(!offered.as_array().unwrap().contains(&json!("unclaim")), "{offered}");
    office.post(&office.ann, &format!("/user-tasks/{task}/resolve"), &json!({})).expect(204);
    assert_eq!(office.get(&office.dan, &format!("/user-tasks/{task}")).expect(200).json["assignee"], "dan");
}

#[test]
fn what_a_route_refuses_because_it_is_of_others_stands_in_the_audit() {
    let office = office();
    let instance = office.start();
    let comments = format!("/instances/{instance}/comments");
    let comment = office.post(&office.ann, &comments, &json!({"text": "mine"})).expect(201).json["id"].clone();
    let remove = format!("/api/v1{comments}/{}", comment.as_str().unwrap());
    office.server.ask_with(&office.dan, "DELETE", &remove).send().refused(403, "not-your-comment");
    office.post(&office.dan, &format!("/instances/{instance}/revoke"), &json!({})).refused(409, "not-the-initiator");
    let role = office.server.ask_with(&office.ann, "POST", "/api/v1/instances").header("x-weir-role", "head of all");
    role.json(&json!({"process": "other"})).send().refused(403, "not-your-role");
    let narrow = office.server.token_of("ann", &json!({"scopes": ["manage-own-access"]}));
    let wide = json!({"name": "wide", "scopes": ["manage-access"]});
    office.post(&narrow, "/users/ann/tokens", &wide).refused(403, "token-too-wide");
    let lines = office.server.audit("denied");
    for (who, code) in
        [("dan", "not-your-comment"), ("dan", "not-the-initiator"), ("ann", "not-your-role"), ("ann", "token-too-wide")]
    {
        let told = |line: &&Value| line["user"] == who && line["detail"] == code;
        assert_eq!(lines.iter().filter(told).count(), 1, "{who} {code}: {lines:?}");
    }
}

#[test]
fn whoever_reaches_for_a_task_that_somebody_else_has_stands_in_the_audit() {
    let office = office();
    office.server.deploy(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="test">
  <process id="pair" isExecutable="true">
    <startEvent id="s"/><userTask id="look" weir:candidateUsers="dan,ann"/><endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="look"/><sequenceFlow id="f2" sourceRef="look" targetRef="e"/>
  </process>
</definitions>"#,
    );
    office.post(&office.ann, "/instances", &json!({"process": "pair"})).expect(201);
    let task = office.get(&office.dan, "/user-tasks?process=pair").expect(200).items()[0]["id"].clone();
    let path = format!("/user-tasks/{}", task.as_str().unwrap());
    office.post(&office.dan, &format!("{path}/claim"), &json!({})).expect(204);
    // Ann might have had it, and started what it is about.
    office.post(&office.ann, &format!("{path}/complete"), &json!({})).refused(409, "task-assigned");
    office.post(&office.dan, &format!("{path}/delegate"), &json!({"to": "ann"})).expect(204);
    office.post(&office.ann, &format!("{path}/complete"), &json!({})).refused(409, "task-delegated");
    let lines = office.server.audit("denied");
    for code in ["task-assigned", "task-delegated"] {
        let told = |line: &&Value| {
            let object = line["object"].as_str().unwrap_or_default();
            line["user"] == "ann" && line["detail"] == code && object.ends_with("/complete")
        };
        assert_eq!(lines.iter().filter(told).count(), 1, "{code}: {lines:?}");
    }
}
