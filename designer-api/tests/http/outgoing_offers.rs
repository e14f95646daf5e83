//! Offers that leave the server: members of groups who want it get mail of what they may claim, once, and only as long as
//! they may.
use crate::receivers::{MailServer, Mood, Receiver, free_port};
use crate::server::Server;
use serde_json::{Value, json};
use weir_designer_api::config::{Config, MailSecurity};

const POOL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
    targetNamespace="test"><process id="pool" isExecutable="true"><startEvent id="start"/>
    <userTask id="pay" weir:candidateGroups="cashiers,clerks"/><endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="pay"/><sequenceFlow id="f2" sourceRef="pay" targetRef="end"/>
    </process></definitions>"#;

fn mails_to(port: u16) -> Config {
    Config {
        smtp_host: "127.0.0.1".to_owned(),
        smtp_port: port,
        smtp_security: MailSecurity::None,
        mail_from: "Weir <bpm@example.org>".to_owned(),
        delivery_retry_ms: 1,
        delivery_timeout_seconds: 1,
        ..Config::default()
    }
}

/// A server with so many cashiers, of whom the first two are clerks too; all want mail of what they may claim, but Zoe.
fn prepare(server: &Server, cashiers: usize) {
    let mut people = vec![
        json!({"put": {"group": {"id": "cashiers", "name": "Cashiers"}}}),
        json!({"put": {"group": {"id": "clerks", "name": "Clerks"}}}),
    ];
    let group = |id: &str| json!({"kind": "group", "id": id});
    let mut add = |id: &str, groups: Vec<Value>| {
        let email = format!("{id}@example.org");
        people.push(json!({"put": {"person": {"id": id, "name": id, "email": email, "memberships": groups}}}));
    };
    for number in 0..cashiers {
        let groups = if number < 2 { vec![group("cashiers"), group("clerks")] } else { vec![group("cashiers")] };
        add(&format!("p{number:02}"), groups);
    }
    add("zoe", vec![group("clerks")]);
    server.post("/api/v1/organisation/changes", &json!({ "changes": people })).expect(200);
    for number in 0..cashiers {
        let path = format!("/api/v1/people/p{number:02}/notification-preferences");
        server.ask("PUT", &path).json(&json!({"mail": ["candidate"], "webhook": []})).send().expect(204);
    }
    server.deploy(POOL);
}

fn start(server: &Server) -> String {
    let ask = server.ask("POST", "/api/v1/instances").header("x-weir-actor", "p01");
    ask.json(&json!({"process": "pool"})).send().expect(201);
    server.first("/api/v1/user-tasks")
}

fn waiting(server: &Server) -> Vec<Value> {
    server.get("/api/v1/deliveries?state=waiting&limit=1000").expect(200).items().clone()
}

#[test]
fn members_who_want_it_get_one_mail_of_a_task_that_they_may_claim() {
    let office = MailServer::start();
    let server = Server::start_with(mails_to(office.port));
    prepare(&server, 3);
    start(&server);
    let mut to: Vec<String> = office.wait(2).into_iter().map(|mail| mail.to).collect();
    to.sort();
    assert_eq!(to, ["p00@example.org", "p02@example.org"], "not who brought it there, nor who does not want it");
    Server::until(|| waiting(&server).is_empty());
    assert_eq!(office.mails().len(), 2, "each once, in however many of its groups");
}

#[test]
fn what_somebody_has_claimed_meanwhile_is_not_sent() {
    let office = MailServer::start();
    office.mood(Mood::Later);
    let server = Server::start_with(mails_to(office.port));
    prepare(&server, 3);
    let task = start(&server);
    Server::until(|| waiting(&server).iter().any(|delivery| delivery["tries"] != json!(0)));
    let claim = format!("/api/v1/user-tasks/{task}/claim");
    server.ask("POST", &claim).header("x-weir-actor", "zoe").send().expect(204);
    // A try that was on its way when it was claimed is put off too: only then is nothing more to be sent.
    Server::until(|| waiting(&server).is_empty());
    assert!(server.get("/api/v1/deliveries?state=failed").expect(200).items().is_empty(), "nobody gave it up");
    assert!(office.mails().is_empty());
    // What is still to be claimed is taken from then on.
    office.mood(Mood::Takes);
    start(&server);
    office.wait(2);
    Server::until(|| waiting(&server).is_empty());
    assert_eq!(office.mails().len(), 2, "of the other task alone");
}

#[test]
fn of_what_is_offered_to_very_many_as_many_get_mail_as_the_setting_says_and_administrators_hear_of_the_others() {
    let server = Server::start_with(Config { offer_notices_max: 40, ..mails_to(free_port()) });
    prepare(&server, 59);
    start(&server);
    // Of all 60 forty are told; among them may be Zoe, who wants no mail of it, and who brought it there.
    let first = waiting(&server);
    assert!((38..=40).contains(&first.len()), "{}", first.len());
    for person in ["p00", "p58"] {
        let told = server.get(&format!("/api/v1/people/{person}/notices")).expect(200);
        assert_eq!(told.items()[0]["kind"], "candidate", "in the application all are");
    }
    let administrator = server.get("/api/v1/session").expect(200).json["user"].as_str().unwrap().to_owned();
    let notices = || server.get(&format!("/api/v1/people/{administrator}/notices")).expect(200).items().clone();
    let told = notices();
    assert_eq!(told.len(), 1);
    assert_eq!((&told[0]["kind"], &told[0]["element"]), (&json!("leftOut"), &json!("pay")));
    assert_eq!(told[0]["leftOut"], json!({ "told": 40, "left": 20 }));
    let read = json!({ "until": told[0]["id"] });
    server.post(&format!("/api/v1/people/{administrator}/notices/read"), &read).expect(204);
    // Others get the mail next time; administrators hear of it once a day.
    let tell = |deliveries: &[Value]| -> std::collections::BTreeSet<String> {
        deliveries.iter().map(|delivery| delivery["person"].as_str().unwrap_or_default().to_owned()).collect()
    };
    for _ in 0..3 {
        start(&server);
    }
    assert!(tell(&waiting(&server)).len() > tell(&first).len());
    assert_eq!(notices().len(), 1);
}

#[test]
fn as_a_rule_a_few_hundred_people_all_get_their_mail() {
    let server = Server::start_with(mails_to(free_port()));
    prepare(&server, 120);
    start(&server);
    assert_eq!(waiting(&server).len(), 119, "all but whoever brought it there");
}

#[test]
fn people_of_whom_no_organisation_says_anything_are_told_by_webhook() {
    const NAMED: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
        targetNamespace="test"><process id="named" isExecutable="true"><startEvent id="start"/>
        <userTask id="look" weir:assignee="ann"/><sequenceFlow id="f" sourceRef="start" targetRef="look"/>
        </process></definitions>"#;
    let (office, secrets) = (Receiver::start(), tempfile::tempdir().unwrap());
    std::fs::write(secrets.path().join("office"), "a secret of the office").unwrap();
    let server = Server::start_with(Config {
        webhook_allow: "127.0.0.1".to_owned(),
        secrets_dir: secrets.path().to_owned(),
        delivery_retry_ms: 1,
        ..Config::default()
    });
    let hook = json!({"url": format!("http://127.0.0.1:{}/hooks", office.port), "secret": "office"});
    server.ask("PUT", "/api/v1/webhooks/bot").json(&hook).send().expect(204);
    server.user("ann", None);
    server.deploy(NAMED);
    let start = || server.post("/api/v1/instances", &json!({"process": "named"})).expect(201);
    start();
    assert_eq!(office.wait(1)[0].json()["data"]["person"], "ann");
    // Whoever is shut out is there no more.
    server.ask("PUT", "/api/v1/users/ann").json(&json!({"disabled": true})).send().expect(200);
    start();
    Server::until(|| waiting(&server).is_empty());
    assert_eq!(office.received().len(), 1);
}
