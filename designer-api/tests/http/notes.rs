//! What people keep beside their tasks: comments, drafts, filters, attachments.
use crate::model::ORDER;
use crate::server::{Answer, Server};
use serde_json::{Value, json};

/// A server with an open task: instance, task.
fn begun() -> (Server, String, String) {
    let server = Server::start();
    server.deploy(ORDER);
    let instance = server.instance_of("order", &json!({}));
    let task = server.first("/api/v1/user-tasks");
    (server, instance, task)
}

fn by<'a>(server: &'a Server, person: &str, method: &'a str, path: &str) -> crate::server::Ask<'a> {
    server.ask(method, path).header("x-weir-actor", person)
}

#[test]
fn comments_stay_as_they_were_said() {
    let (server, instance, task) = begun();
    let path = format!("/api/v1/instances/{instance}/comments");
    let say = |person: &str, body: Value| by(&server, person, "POST", &path).json(&body).send();
    let first = say("ann", json!({"text": "<b>发票</b> @bob", "mentions": ["bob"]})).expect(201).json;
    let second = say("bob", json!({"text": "seen", "task": task})).expect(201).json;
    assert_eq!((&second["element"], &second["by"]), (&json!("approve"), &json!("bob")));
    let all = server.get(&path).expect(200);
    let texts: Vec<&Value> = all.items().iter().map(|c| &c["text"]).collect();
    assert_eq!(texts, ["<b>发票</b> @bob", "seen"]);
    assert_eq!(server.get(&format!("{path}?task={task}")).expect(200).items().len(), 1);
    let page = server.get(&format!("{path}?limit=1")).expect(200).json;
    let next = server.get(&format!("{path}?limit=1&cursor={}", page["next"].as_str().unwrap())).expect(200);
    assert_eq!(next.items()[0]["id"], second["id"]);
    assert_eq!(server.get("/api/v1/people/bob/mentions").expect(200).items()[0]["id"], first["id"]);

    let one = format!("{path}/{}", first["id"].as_str().unwrap());
    by(&server, "bob", "DELETE", &one).send().refused(403, "not-your-comment");
    by(&server, "ann", "DELETE", &one).send().expect(204);
    by(&server, "ann", "DELETE", &one).send().expect(204);
    let left = server.get(&path).expect(200).items()[0].clone();
    assert_eq!((&left["text"], &left["deletedBy"], &left["by"]), (&json!(null), &json!("ann"), &json!("ann")));

    say("ann", json!({"text": " "})).refused(400, "comment-empty");
    say("ann", json!({"text": "x".repeat(9000)})).refused(400, "comment-too-long");
    say("ann", json!({"text": "x", "task": format!("{instance}.9.9")})).refused(404, "no-such-user-task");
    let other = "00000000-0000-8000-8000-000000000007";
    server.get(&format!("/api/v1/instances/{other}/comments")).refused(404, "no-such-instance");
    by(&server, "ann", "DELETE", &format!("{path}/none")).send().refused(404, "no-such-comment");
}

#[test]
fn a_draft_is_its_writers_alone_and_gone_with_the_task() {
    let (server, _, task) = begun();
    let path = format!("/api/v1/user-tasks/{task}/draft");
    let save =
        |person: &str, amount: Value| by(&server, person, "PUT", &path).json(&json!({"data": {"amount": amount}}));
    let first = save("ann", json!(1)).header("if-none-match", "*").send().expect(200);
    let etag = first.header("etag").to_owned();
    save("ann", json!(5)).header("if-none-match", "*").send().refused(412, "draft-changed-meanwhile");
    save("ann", json!(5)).header("if-none-match", &etag).send().refused(400, "invalid-if-none-match");
    let second = save("ann", json!(2)).header("if-match", &etag).send().expect(200).json;
    assert_eq!(second["data"]["amount"], 2);
    save("ann", json!(3)).header("if-match", &etag).send().refused(412, "draft-changed-meanwhile");
    save("bob", json!(3)).header("if-match", &etag).send().refused(412, "draft-changed-meanwhile");
    save("bob", json!(3)).header("if-match", "*").send().refused(412, "draft-changed-meanwhile");
    let kept = save("ann", json!(4)).header("if-match", "*").send().expect(200).header("etag").to_owned();
    save("ann", json!(2)).header("if-match", &format!("{etag}, {kept}")).send().expect(200);
    save("ann", json!("x".repeat(300_000))).send().refused(400, "draft-too-large");

    let own = format!("/api/v1/people/ann/drafts/{task}");
    assert_eq!(server.get(&own).expect(200).json["data"]["amount"], 2);
    assert_eq!(server.get("/api/v1/people/ann/drafts").expect(200).items().len(), 1);
    server.get(&format!("/api/v1/people/bob/drafts/{task}")).refused(404, "no-such-draft");
    save("bob", json!(9)).header("if-none-match", "*").send().expect(200);
    by(&server, "bob", "DELETE", &path).send().expect(204);
    by(&server, "bob", "DELETE", &path).send().refused(404, "no-such-draft");

    by(&server, "ann", "POST", &format!("/api/v1/user-tasks/{task}/complete")).send().expect(204);
    server.get(&own).refused(404, "no-such-draft");
    assert!(server.get("/api/v1/people/ann/drafts").expect(200).items().is_empty());
    save("ann", json!(1)).send().refused(404, "no-such-user-task");
}

#[test]
fn filters_are_kept_by_name() {
    let (server, ..) = begun();
    let path = "/api/v1/people/ann/filters";
    let keep = |name: &str, filter: Value| by(&server, "ann", "PUT", &format!("{path}/{name}")).json(&filter).send();
    keep("mine", json!({"process": "order", "assigned": true})).expect(204);
    keep("mine", json!({"process": "order", "dueBefore": "2026-07-01T00:00:00Z"})).expect(204);
    keep("all", json!({})).expect(204);
    keep("wrong", json!({"colour": "red"})).refused(400, "invalid-body");
    let kept = server.get(path).expect(200).json;
    assert_eq!((&kept[0]["name"], &kept[1]["filter"]["process"]), (&json!("all"), &json!("order")));
    assert_eq!(kept[1]["filter"]["assigned"], json!(null));
    by(&server, "ann", "DELETE", &format!("{path}/all")).send().expect(204);
    by(&server, "ann", "DELETE", &format!("{path}/all")).send().refused(404, "no-such-saved-filter");
    assert_eq!(server.get("/api/v1/people/bob/filters").expect(200).json, json!([]));
}

#[test]
fn each_page_has_names_of_its_own_for_what_it_asks() {
    let (server, ..) = begun();
    let path = "/api/v1/people/ann/filters";
    let one = format!("{path}/late");
    let keep = |body: &Value| by(&server, "ann", "PUT", &one).json(body).send().expect(204);
    keep(&json!({"process": "order"}));
    keep(&json!({"query": "audit?actions=denied"}));
    keep(&json!({"query": "monitor?days=7"}));
    keep(&json!({"query": "audit?actions=returned"}));
    let kept = || {
        let all = server.get(path).expect(200).json;
        let query = |one: &Value| one["query"].as_str().unwrap_or("-").to_owned();
        all.as_array().unwrap().iter().map(query).collect::<Vec<_>>()
    };
    assert_eq!(kept(), ["-", "audit?actions=returned", "monitor?days=7"]);
    let forget = |body: &Value| by(&server, "ann", "DELETE", &one).json(body).send();
    forget(&json!({"page": "audit"})).expect(204);
    forget(&json!({"page": "audit"})).refused(404, "no-such-saved-filter");
    assert_eq!(kept(), ["-", "monitor?days=7"]);
    by(&server, "ann", "DELETE", &one).send().expect(204);
    assert_eq!(kept(), ["monitor?days=7"]);
    by(&server, "ann", "DELETE", &one).send().refused(404, "no-such-saved-filter");
}

fn add(server: &Server, instance: &str, name: &str, content: &[u8]) -> Answer {
    let path = format!("/api/v1/instances/{instance}/attachments?name={name}");
    by(server, "ann", "POST", &path).body("application/octet-stream", content).send()
}

#[test]
fn files_are_kept_by_their_content_and_go_with_the_last_who_has_them() {
    let (server, instance, _) = begun();
    let large: Vec<u8> = b"0123456789".iter().copied().cycle().take(300_000).collect();
    let first = add(&server, &instance, "../../etc/a%20b.pdf", &large).expect(201).json;
    assert_eq!((&first["name"], &first["mediaType"]), (&json!("a b.pdf"), &json!("application/pdf")));
    assert_eq!((&first["size"], &first["by"]), (&json!(300_000), &json!("ann")));
    let second = add(&server, &instance, "copy.pdf", &large).expect(201).json;
    assert_eq!(first["sha256"], second["sha256"], "one content");
    assert_eq!(server.attachments().len(), 1);

    let path = |file: &Value| format!("/api/v1/instances/{instance}/attachments/{}", file["id"].as_str().unwrap());
    let sent = server.get(&path(&first)).expect(200);
    assert_eq!(sent.text.as_bytes(), large);
    assert_eq!(sent.header("content-disposition"), "attachment; filename*=UTF-8''a%20b.pdf");
    assert_eq!(sent.header("content-type"), "application/octet-stream");

    by(&server, "bob", "DELETE", &path(&first)).send().refused(403, "not-your-attachment");
    by(&server, "ann", "DELETE", &path(&first)).send().expect(204);
    assert_eq!(server.attachments().len(), 1, "somebody still has it");
    server.get(&path(&first)).refused(404, "no-such-attachment");
    by(&server, "ann", "DELETE", &path(&second)).send().expect(204);
    assert!(server.attachments().is_empty());
    assert!(server.get(&format!("/api/v1/instances/{instance}/attachments")).expect(200).items().is_empty());

    add(&server, &instance, "a.exe", b"MZ").refused(415, "attachment-type");
    add(&server, &instance, "..", b"x").refused(400, "invalid-file-name");
    add(&server, "00000000-0000-8000-8000-000000000007", "a.pdf", b"x").refused(404, "no-such-instance");
    assert!(server.attachments().is_empty(), "nothing is left of what was refused");
}

#[test]
fn a_file_that_was_submitted_or_decided_on_stays() {
    let (server, instance, task) = begun();
    let file = |name: &str| add(&server, &instance, name, b"x").expect(201).json["id"].as_str().unwrap().to_owned();
    let remove =
        |id: &str| by(&server, "ann", "DELETE", &format!("/api/v1/instances/{instance}/attachments/{id}")).send();
    let (submitted, decided, mistaken) = (file("a.pdf"), file("b.pdf"), file("c.pdf"));
    remove(&mistaken).expect(204);
    let audit = server.get("/api/v1/audit/events?limit=1000").expect(200);
    let gone = audit.items().iter().find(|entry| entry["action"] == "detached").expect("it leaves a mark");
    let left = gone["data"].to_string();
    assert!(gone["actor"]["id"] == "ann" && left.contains("c.pdf") && left.contains("sha256"), "{gone}");

    let set = json!({ "variables": { "proofs": [{ "file": submitted }] } });
    server.ask("PATCH", &format!("/api/v1/instances/{instance}/variables")).json(&set).send().expect(204);
    remove(&submitted).refused(409, "attachment-in-use");
    by(&server, "bob", "POST", &format!("/api/v1/user-tasks/{task}/claim")).send().expect(204);
    by(&server, "bob", "POST", &format!("/api/v1/user-tasks/{task}/complete")).send().expect(204);
    remove(&decided).refused(409, "attachment-in-use");
    assert_eq!(server.get(&format!("/api/v1/instances/{instance}/attachments")).expect(200).items().len(), 2);
}

#[test]
fn a_form_takes_files_of_its_instance_alone() {
    let server = Server::start();
    let model = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
    targetNamespace="test"><process id="claim" isExecutable="true"><startEvent id="start"/>
    <userTask id="fill" weir:formId="proofs"/><sequenceFlow id="f1" sourceRef="start" targetRef="fill"/></process></definitions>"#;
    let form = json!({"type": "default", "id": "proofs", "components": [
        {"type": "attachment", "key": "proofs", "multiple": true, "accept": ".pdf,image/*"}]})
    .to_string();
    server
        .ask("POST", "/api/v1/deployments")
        .files(&[("m.bpmn", model.as_bytes()), ("p.form", form.as_bytes())])
        .send()
        .expect(200);
    let (one, other) = (server.instance_of("claim", &json!({})), server.instance_of("claim", &json!({})));
    let tasks = server.get(&format!("/api/v1/user-tasks?instance={one}")).expect(200);
    let complete = format!("/api/v1/user-tasks/{}/complete", tasks.items()[0]["id"].as_str().unwrap());
    let file = |instance: &str, name: &str| add(&server, instance, name, b"x").expect(201).json["id"].clone();
    let done = |ids: Value| by(&server, "ann", "POST", &complete).json(&json!({"variables": {"proofs": ids}})).send();
    for (ids, code) in [
        (json!([file(&other, "a.pdf")]), "field-attachment"),
        (json!([file(&one, "a.zip")]), "field-attachment"),
        (json!(["none"]), "field-attachment"),
        (json!("none"), "field-type"),
    ] {
        let refused = done(ids).refused(422, "form-invalid").json;
        assert_eq!(refused["fields"][0]["code"], code, "{refused}");
    }
    done(json!([file(&one, "a.pdf"), file(&one, "b.png")])).expect(204);

    let at_start = model.replace("<startEvent id=\"start\"/>", "<startEvent id=\"start\" weir:formId=\"proofs\"/>");
    server.ask("POST", "/api/v1/deployments").files(&[("m.bpmn", at_start.as_bytes())]).send().expect(200);
}

#[test]
fn a_year_of_a_calendar_is_loaded_as_a_table_or_as_json() {
    let server = Server::start();
    let day = json!([{"from": "09:00:00", "until": "17:00:00"}]);
    let office = json!({"id": "office", "name": "Office", "timeZone": "Asia/Shanghai",
        "week": [day, day, day, day, day, [], []], "days": {}});
    server.post("/api/v1/organisation/changes", &json!({"changes": [{"put": {"calendar": office}}]})).expect(200);
    let path = "/api/v1/organisation/calendars/office/years/2026";
    let csv = |text: &str| server.ask("PUT", path).body("text/csv", text.as_bytes()).send();
    csv("date,day,hours,name\n2026-10-01,free,,国庆节\n2026-10-10,work,09:00-12:00,\n").expect(200);
    let days = || {
        let all = server.get("/api/v1/organisation/export").expect(200).json;
        all[0]["calendar"]["days"].clone()
    };
    assert_eq!(days()["2026-10-01"], json!([]));
    assert_eq!(days()["2026-10-10"][0]["until"], "12:00:00");
    let why =
        server.ask("PUT", &format!("{path}?reason=State%20Council")).body("text/csv", b"date,day\n2026-10-01,free\n");
    why.send().expect(200);
    assert_eq!(server.get("/api/v1/organisation/changes").expect(200).items()[0]["reason"], "State Council");
    csv("date,day\n2027-01-01,free\n").refused(400, "calendar-other-year");
    csv("date,kind\n").refused(400, "invalid-csv");
    server.ask("PUT", path).json(&json!({"days": [{"date": "2026-05-01", "work": false}]})).send().expect(200);
    assert_eq!(days(), json!({"2026-05-01": []}), "a year is loaded as a whole");
    server.ask("PUT", path).json(&json!({"days": [{"date": "x", "work": false}]})).send().refused(400, "invalid-body");
    server.ask("PUT", path).body("text/plain", b"x").send().refused(415, "unsupported-media-type");
}

#[test]
fn whoever_waits_urges_all_who_have_a_task() {
    let (server, instance, task) = begun();
    let path = format!("/api/v1/instances/{instance}/remind");
    by(&server, "ann", "POST", &format!("/api/v1/user-tasks/{task}/claim")).send().expect(204);
    by(&server, "ann", "POST", &path).send().refused(409, "nobody-to-remind");
    by(&server, "eva", "POST", &path).send().expect(204);
    let told = server.get("/api/v1/people/ann/notices").expect(200);
    assert_eq!((&told.items()[0]["kind"], &told.items()[0]["by"]), (&json!("reminded"), &json!("eva")));
    let again = by(&server, "eva", "POST", &path).send();
    assert_eq!(again.status, 409, "not so often: {}", again.text);
}
