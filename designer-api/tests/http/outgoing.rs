//! Notices that leave the server: mails and webhooks, with receivers that are down, slow, or want nothing of it. This file
//! is long because each way in which a delivery can fail has its test here.
use crate::receivers::{MailServer, Mood, Receiver, free_port};
use crate::server::Server;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::path::Path;
use std::sync::Arc;
use weir_core::Timestamp;
use weir_designer_api::config::{Config, MailSecurity};
use weir_engine::{ManualClock, SystemClock};

const SECRET: &str = "a secret that nobody else knows";

const MODEL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
    targetNamespace="test"><process id="p" name="报销" isExecutable="true"><startEvent id="start"/>
    <userTask id="one" name="审核" weir:assignee="ann"/><userTask id="two" name="Pay" weir:assignee="bob"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="one"/><sequenceFlow id="f2" sourceRef="one" targetRef="two"/>
    <sequenceFlow id="f3" sourceRef="two" targetRef="end"/></process></definitions>"#;

/// Sends mails to a port, without resting between tries.
fn mails_to(port: u16) -> Config {
    Config {
        smtp_host: "127.0.0.1".to_owned(),
        smtp_port: port,
        smtp_security: MailSecurity::None,
        mail_from: "Weir <bpm@example.org>".to_owned(),
        notice_url: "https://bpm.example.org/tasks/{task}".to_owned(),
        delivery_retry_ms: 1,
        delivery_timeout_seconds: 1,
        ..Config::default()
    }
}

/// Sends webhooks to this machine.
fn webhooks(secrets: &Path) -> Config {
    std::fs::write(secrets.join("office"), SECRET).expect("a secret");
    Config {
        webhook_allow: "127.0.0.1, localhost".to_owned(),
        secrets_dir: secrets.to_owned(),
        delivery_retry_ms: 1,
        delivery_timeout_seconds: 1,
        ..Config::default()
    }
}

/// Ann reads Chinese, Bob English; Eva has no mail.
pub fn prepare(server: &Server) {
    server.deploy(MODEL);
    let person = |id: &str, email: Value, locale: &str| json!({"put": {"person": {"id": id, "name": id.to_uppercase(), "email": email, "locale": locale}}});
    let people = [
        person("ann", json!("ann@example.org"), "zh-CN"),
        person("bob", json!("bob@example.org"), "en"),
        person("eva", Value::Null, "en"),
    ];
    server.post("/api/v1/organisation/changes", &json!({"changes": people})).expect(200);
}

pub fn start(server: &Server) -> String {
    let ask = server.ask("POST", "/api/v1/instances").header("x-weir-actor", "eva");
    let started = ask.json(&json!({"process": "p", "businessKey": "EX-7"})).send().expect(201).json;
    started["id"].as_str().expect("an id").to_owned()
}

fn complete(server: &Server, instance: &str, person: &str) {
    let task = server.first(&format!("/api/v1/user-tasks?instance={instance}"));
    let ask = server.ask("POST", &format!("/api/v1/user-tasks/{task}/complete"));
    ask.header("x-weir-actor", person).send().expect(204);
}

fn deliveries(server: &Server, state: &str) -> Vec<Value> {
    server.get(&format!("/api/v1/deliveries?state={state}")).expect(200).items().clone()
}

#[track_caller]
fn waits(server: &Server, is_so: impl Fn(&Value) -> bool) {
    Server::until(|| deliveries(server, "waiting").iter().any(&is_so));
}

/// Returns when nothing waits any more.
fn quiet(server: &Server) {
    Server::until(|| deliveries(server, "waiting").is_empty());
}

fn webhook(server: &Server, id: &str, port: u16, more: &Value) {
    let mut body = json!({"url": format!("http://127.0.0.1:{port}/hooks"), "secret": "office"});
    for (key, value) in more.as_object().into_iter().flatten() {
        body[key] = value.clone();
    }
    server.ask("PUT", &format!("/api/v1/webhooks/{id}")).json(&body).send().expect(204);
}

#[test]
fn people_get_mail_in_their_language() {
    let office = MailServer::start();
    let server = Server::start_with(mails_to(office.port));
    prepare(&server);
    let instance = start(&server);
    let mail = office.wait(1).remove(0);
    assert_eq!((mail.to.as_str(), mail.subject().as_str()), ("ann@example.org", "【待办】报销 · 审核 (EX-7)"));
    let text = mail.text();
    let task = server.first("/api/v1/user-tasks");
    for part in
        ["ANN，您好：", "您有一项新的待办任务。", "操作人：EVA", &format!("https://bpm.example.org/tasks/{task}")]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    let id = mail.header("Weir-Delivery");
    assert_eq!((mail.header("Message-ID"), id.len()), (format!("<{id}@example.org>"), 32));
    complete(&server, &instance, "ann");
    let mail = office.wait(2).remove(1);
    assert_eq!((mail.to.as_str(), mail.subject().as_str()), ("bob@example.org", "To do: 报销 · Pay (EX-7)"));
    assert!(mail.text().contains("There is a new task for you."), "{}", mail.text());
    let say = json!({"text": "please\nlook\n.\nat it", "mentions": ["bob", "eva"]});
    server.post(&format!("/api/v1/instances/{instance}/comments"), &say).expect(201);
    let mail = office.wait(3).remove(2);
    assert!(mail.subject().starts_with("admin mentioned you: "), "{}", mail.subject());
    assert!(mail.text().contains("> please\r\n> look\r\n> .\r\n> at it"), "{}", mail.text());
    quiet(&server);
    assert_eq!((office.mails().len(), deliveries(&server, "failed").len()), (3, 0), "Eva has no address");
}

#[test]
fn a_mail_server_that_is_down_or_says_later_gets_each_mail_in_the_end() {
    let port = free_port();
    let server = Server::start_with(mails_to(port));
    prepare(&server);
    start(&server);
    waits(&server, |delivery| delivery["error"]["code"] == "mail-unreachable" && delivery["tries"] != json!(1));
    let office = MailServer::start_at(port);
    office.wait(1);
    quiet(&server);
    office.mood(Mood::Later);
    start(&server);
    waits(&server, |delivery| delivery["error"]["code"] == "mail-refused");
    let waiting = deliveries(&server, "waiting").remove(0);
    office.mood(Mood::Takes);
    let mails = office.wait(2);
    assert_eq!(json!(mails[1].header("Weir-Delivery")), waiting["id"], "tried again under the same id");
    quiet(&server);
    office.mood(Mood::Silent);
    start(&server);
    waits(&server, |delivery| delivery["error"]["code"] == "mail-too-slow");
    office.mood(Mood::Takes);
    office.wait(3);
    quiet(&server);
    assert_eq!(office.mails().len(), 3, "each came once");
}

#[test]
fn what_is_refused_for_good_waits_for_an_operator() {
    let office = MailServer::start();
    let server = Server::start_with(mails_to(office.port));
    prepare(&server);
    office.mood(Mood::NoSuchBox);
    start(&server);
    start(&server);
    Server::until(|| deliveries(&server, "failed").len() == 2);
    let failed = deliveries(&server, "failed");
    assert_eq!((&failed[0]["error"]["code"], &failed[0]["tries"]), (&json!("mail-refused"), &json!(1)));
    assert!(failed[0]["error"]["message"].as_str().unwrap().contains("no such mailbox"), "{failed:?}");
    assert!(!failed[0].to_string().contains("text"), "what was said is none of an operator's business");
    office.mood(Mood::Takes);
    let (again, gone) = (failed[0]["id"].as_str().unwrap(), failed[1]["id"].as_str().unwrap());
    server.post(&format!("/api/v1/deliveries/{again}/retry"), &json!({"reason": "made the box"})).expect(204);
    server.post(&format!("/api/v1/deliveries/{gone}/discard"), &json!({"reason": "left"})).expect(204);
    assert_eq!(office.wait(1)[0].header("Weir-Delivery"), again);
    quiet(&server);
    assert!(deliveries(&server, "failed").is_empty());
    for what in ["retry", "discard"] {
        server.post(&format!("/api/v1/deliveries/{gone}/{what}"), &json!({})).refused(404, "no-such-delivery");
    }
}

#[test]
fn what_was_tried_often_enough_waits_for_an_operator_and_wrong_addresses_do_at_once() {
    let server = Server::start_with(Config { delivery_tries_max: 2, ..mails_to(free_port()) });
    prepare(&server);
    start(&server);
    Server::until(|| deliveries(&server, "failed").len() == 1);
    let failed = deliveries(&server, "failed").remove(0);
    assert_eq!((&failed["tries"], &failed["error"]["code"]), (&json!(2), &json!("mail-unreachable")));
    let ann = json!({"id": "ann", "name": "Ann", "email": "ann@x\r\nBcc: all@example.org"});
    server.post("/api/v1/organisation/changes", &json!({"changes": [{"put": {"person": ann}}]})).expect(200);
    start(&server);
    Server::until(|| deliveries(&server, "failed").iter().any(|d| d["error"]["code"] == "mail-address"));
}

#[test]
fn what_waits_is_sent_after_a_restart_under_the_same_id() {
    let port = free_port();
    let server = Server::start_with(mails_to(port));
    prepare(&server);
    start(&server);
    waits(&server, |delivery| delivery["tries"] != json!(0));
    let id = deliveries(&server, "waiting")[0]["id"].clone();
    let server = server.restart(mails_to(port), Arc::new(SystemClock));
    let office = MailServer::start_at(port);
    assert_eq!(json!(office.wait(1)[0].header("Weir-Delivery")), id);
    quiet(&server);
    let server = server.restart(mails_to(port), Arc::new(SystemClock));
    start(&server);
    assert_eq!(office.wait(2).len(), 2, "what was delivered is not sent again");
    quiet(&server);
    assert_eq!(office.mails().len(), 2);
}

#[test]
fn a_mail_that_was_taken_and_not_confirmed_comes_again_as_the_same() {
    let office = MailServer::start();
    let server = Server::start_with(mails_to(office.port));
    prepare(&server);
    office.mood(Mood::TakesAndDies);
    start(&server);
    office.wait(1);
    office.mood(Mood::Takes);
    quiet(&server);
    let ids: std::collections::BTreeSet<String> = office.mails().iter().map(|mail| mail.header("Message-ID")).collect();
    assert_eq!(ids.len(), 1, "{ids:?}");
    assert!(office.mails().len() >= 2);
}

#[test]
fn what_matters_no_more_is_not_sent() {
    let port = free_port();
    let server = Server::start_with(mails_to(port));
    prepare(&server);
    let instance = start(&server);
    waits(&server, |delivery| delivery["tries"] != json!(0));
    complete(&server, &instance, "ann");
    // A try for Ann may be on its way: the office opens when none is left.
    Server::until(|| {
        let left = deliveries(&server, "waiting");
        !left.is_empty() && left.iter().all(|delivery| delivery["person"] == "bob")
    });
    let office = MailServer::start_at(port);
    assert_eq!(office.wait(1)[0].to, "bob@example.org");
    quiet(&server);
    assert_eq!(office.mails().len(), 1, "Ann has done it already");
}

#[test]
fn people_say_what_they_want_and_when_not() {
    let office = MailServer::start();
    let clock = Arc::new(ManualClock::new(Timestamp::parse("2026-03-04T15:00:00Z").unwrap()));
    let server = Server::start_at(mails_to(office.port), clock.clone(), true);
    prepare(&server);
    let path = |person: &str| format!("/api/v1/people/{person}/notification-preferences");
    let usual = server.get(&path("ann")).expect(200).json;
    let mails: Vec<&str> = usual["mail"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(mails.contains(&"assigned") && !mails.contains(&"candidate"), "{usual}");
    // Eleven at night in Shanghai.
    let night = json!([{"from": "22:00:00", "until": "07:00:00", "timeZone": "Asia/Shanghai"}]);
    let wants = json!({"mail": ["assigned"], "webhook": [], "quiet": night});
    server.ask("PUT", &path("ann")).json(&wants).send().expect(204);
    server.ask("PUT", &path("bob")).json(&json!({"mail": ["mentioned"], "webhook": []})).send().expect(204);
    let instance = start(&server);
    let waiting = deliveries(&server, "waiting");
    assert_eq!((waiting.len(), &waiting[0]["due"]), (1, &json!("2026-03-04T23:00:00.000Z")));
    let say = json!({"text": "both", "mentions": ["ann", "bob"]});
    server.post(&format!("/api/v1/instances/{instance}/comments"), &say).expect(201);
    assert_eq!(office.wait(1)[0].to, "bob@example.org", "Ann wants no mentions, and nothing at night");
    clock.advance(8 * 3_600_000);
    assert_eq!(office.wait(2)[1].to, "ann@example.org");
    complete(&server, &instance, "ann");
    quiet(&server);
    assert_eq!(office.mails().len(), 2, "Bob wants no tasks");
    server.ask("DELETE", &path("bob")).send().expect(204);
    assert_eq!(server.get(&path("bob")).expect(200).json, usual);

    let refused = |body: &Value, code: &str| server.ask("PUT", &path("ann")).json(body).send().refused(400, code);
    let quiet = |zone: &str| json!({"from": "22:00:00", "until": "07:00:00", "timeZone": zone});
    refused(&json!({"mail": [], "webhook": [], "quiet": [quiet("Peking")]}), "quiet-time-zone");
    refused(&json!({"mail": [], "webhook": [], "quiet": vec![quiet("UTC"); 21]}), "too-many-quiet-times");
    refused(&json!({"mail": ["everything"], "webhook": []}), "invalid-body");
    refused(
        &json!({"mail": [], "webhook": [], "quiet": [{"from": "25:00", "until": "1", "timeZone": "UTC"}]}),
        "invalid-body",
    );
    assert_eq!(server.get(&path("ann")).expect(200).json["mail"], json!(["assigned"]), "nothing was changed");
}

#[test]
fn nobody_gets_more_mails_in_an_hour_than_is_set() {
    let office = MailServer::start();
    let clock = Arc::new(ManualClock::new(Timestamp(1_770_000_000_000)));
    let config = Config { mails_per_person_hour: 2, ..mails_to(office.port) };
    let server = Server::start_at(config, clock.clone(), true);
    prepare(&server);
    for _ in 0..3 {
        start(&server);
    }
    office.wait(2);
    waits(&server, |delivery| delivery["due"] != delivery["queued"] && delivery["tries"] == json!(0));
    assert_eq!(office.mails().len(), 2);
    clock.advance(3_600_000);
    office.wait(3);
    quiet(&server);
}

#[test]
fn a_webhook_is_signed_and_tried_until_it_is_taken() {
    let (office, secrets) = (Receiver::start(), tempfile::tempdir().unwrap());
    let server = Server::start_with(webhooks(secrets.path()));
    prepare(&server);
    webhook(&server, "bot", office.port, &json!({"kinds": ["assigned", "ended"], "processes": ["p"]}));
    webhook(&server, "other", office.port, &json!({"processes": ["q"]}));
    let instance = start(&server);
    let request = office.wait(1).remove(0);
    let body = request.json();
    assert_eq!((&body["type"], &body["data"]["person"]), (&json!("notice.assigned"), &json!("ANN")));
    assert_eq!(body["data"]["notice"]["instance"], json!(instance));
    assert_eq!(body["data"]["text"], "【待办】报销 · 审核 (EX-7)");
    let (id, at) = (request.header("webhook-id"), request.header("webhook-timestamp"));
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("{id}.{at}.{}", request.body).as_bytes());
    assert_eq!(request.header("webhook-signature"), format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())));
    quiet(&server);

    office.answers("500 Broken");
    complete(&server, &instance, "ann");
    waits(&server, |delivery| delivery["error"]["code"] == "webhook-status" && delivery["tries"] != json!(1));
    let id = deliveries(&server, "waiting")[0]["id"].clone();
    office.answers("silent");
    waits(&server, |delivery| delivery["error"]["code"] == "webhook-unreachable");
    office.answers("302 Found\r\nLocation: http://127.0.0.1:1/");
    waits(&server, |delivery| delivery["error"]["code"] == "webhook-redirect");
    office.answers("204 No Content");
    quiet(&server);
    let tried: std::collections::BTreeSet<_> =
        office.received()[1..].iter().map(|request| json!(request.header("webhook-id")).to_string()).collect();
    assert_eq!(tried, [id.to_string()].into(), "each try bears the same id");

    office.answers("410 Gone");
    start(&server);
    Server::until(|| deliveries(&server, "failed").len() == 1);
    assert_eq!(deliveries(&server, "failed")[0]["error"]["code"], "webhook-gone");
}

#[test]
fn a_slow_webhook_keeps_nobody_else_waiting() {
    let (slow, quick, secrets) = (Receiver::start(), Receiver::start(), tempfile::tempdir().unwrap());
    let config = Config { delivery_timeout_seconds: 120, ..webhooks(secrets.path()) };
    let server = Server::start_with(config);
    prepare(&server);
    slow.answers("silent");
    webhook(&server, "slow", slow.port, &json!({}));
    webhook(&server, "quick", quick.port, &json!({}));
    for _ in 0..20 {
        start(&server);
    }
    quick.wait(20);
    assert!(slow.received().len() <= 4, "no more than four are under way");
    server.ask("DELETE", "/api/v1/webhooks/slow").send().expect(204);
    server.ask("DELETE", "/api/v1/webhooks/slow").send().refused(404, "no-such-webhook");
}

#[test]
fn webhooks_lead_only_where_they_may() {
    let (office, secrets) = (Receiver::start(), tempfile::tempdir().unwrap());
    let server =
        Server::start_with(Config { webhook_allow: "localhost, 10.0.0.0/8".to_owned(), ..webhooks(secrets.path()) });
    prepare(&server);
    let set = |url: &str, secret: &str| {
        server.ask("PUT", "/api/v1/webhooks/bot").json(&json!({"url": url, "secret": secret})).send()
    };
    for url in ["http://127.0.0.1/", "https://example.org/", "file:///etc/passwd", "https://a:b@localhost/", "x", ""] {
        set(url, "office").refused(400, "webhook-url");
    }
    for secret in ["", "none", "../office", "/etc/passwd"] {
        set("https://localhost/", secret).refused(400, "webhook-secret");
    }
    assert!(server.get("/api/v1/webhooks").expect(200).items().is_empty());
    // The name is allowed, but it leads inside.
    set(&format!("https://localhost:{}/", office.port), "office").expect(204);
    start(&server);
    waits(&server, |delivery| {
        let told = delivery["error"]["message"].as_str().unwrap_or_default();
        delivery["error"]["code"] == "webhook-unreachable" && told.contains("webhook_allow")
    });
    assert!(office.received().is_empty());

    // All kinds or some of them: what might mean none is refused, and what is shown can be sent back.
    let kinds = |kinds: Value| {
        let body = json!({"url": "https://localhost/", "secret": "office", "kinds": kinds});
        server.ask("PUT", "/api/v1/webhooks/bot").json(&body).send()
    };
    kinds(json!([])).refused(400, "webhook-kinds");
    for some in [json!(["overdue"]), Value::Null] {
        kinds(some.clone()).expect(204);
        assert_eq!(server.get("/api/v1/webhooks").expect(200).items()[0]["kinds"], some);
    }

    let off = Server::start();
    let body = json!({"url": "https://localhost/", "secret": "office"});
    off.ask("PUT", "/api/v1/webhooks/bot").json(&body).send().refused(400, "webhooks-off");
}

#[test]
fn nothing_of_a_tenant_goes_to_the_webhook_of_another() {
    let (red, none, secrets) = (Receiver::start(), Receiver::start(), tempfile::tempdir().unwrap());
    let server = Server::start_with(webhooks(secrets.path()));
    prepare(&server);
    server.ask("PUT", "/api/v1/tenants/red").json(&json!({"name": "Red"})).send().expect(200);
    server.user("rita", Some("red"));
    server.grant("rita", "administrator", &json!({"tenant": "red"}));
    let rita = server.token_of("rita", &json!({}));
    let model = MODEL.replace("\"p\"", "\"theirs\"");
    server.ask_with(&rita, "POST", "/api/v1/deployments").files(&[("a.bpmn", model.as_bytes())]).send().expect(200);
    webhook(&server, "red", red.port, &json!({"tenant": "red"}));
    webhook(&server, "none", none.port, &json!({}));
    server.ask_with(&rita, "GET", "/api/v1/webhooks").send().expect(403);
    start(&server);
    server.ask_with(&rita, "POST", "/api/v1/instances").json(&json!({"process": "theirs"})).send().expect(201);
    let of = |received: Vec<crate::receivers::Received>| {
        received.iter().map(|r| r.json()["data"]["notice"]["definition"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(of(red.wait(1)), [json!("theirs:1")]);
    assert_eq!(of(none.wait(1)), [json!("p:1")]);
    quiet(&server);
    assert_eq!((red.received().len(), none.received().len()), (1, 1));
}

#[test]
fn people_are_told_what_they_may_claim_what_came_back_and_what_is_late() {
    const OFFICE: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:weir="urn:weir:bpmn:1" targetNamespace="test"><process id="office" isExecutable="true">
        <startEvent id="start"/><userTask id="write" weir:assignee="ann" weir:dueDate="2020-01-01T00:00:00Z"/>
        <userTask id="approve" weir:approvers="user(bob)"/>
        <userTask id="pay" weir:candidateUsers="ann,bob"/><endEvent id="end"/>
        <sequenceFlow id="f1" sourceRef="start" targetRef="write"/>
        <sequenceFlow id="f2" sourceRef="write" targetRef="approve"/>
        <sequenceFlow id="f3" sourceRef="approve" targetRef="pay"/>
        <sequenceFlow id="f4" sourceRef="pay" targetRef="end"/></process></definitions>"#;
    let server = Server::start();
    prepare(&server);
    server.deploy(OFFICE);
    let by = |person: &str, path: &str| server.ask("POST", path).header("x-weir-actor", person);
    let told = |person: &str| {
        let page = server.get(&format!("/api/v1/people/{person}/notices")).expect(200);
        page.items().iter().rev().map(|n| n["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let started = by("eva", "/api/v1/instances").json(&json!({"process": "office"})).send().expect(201).json;
    let instance = started["id"].as_str().unwrap();
    Server::until(|| told("ann").len() == 2);
    assert_eq!(told("ann"), ["assigned", "overdue"], "told of once");
    complete(&server, instance, "ann");
    let task = server.first("/api/v1/user-tasks");
    let back = json!({"to": "write", "comment": "the total"});
    by("bob", &format!("/api/v1/user-tasks/{task}/return")).json(&back).send().expect(204);
    assert_eq!(told("ann")[2], "returned");
    complete(&server, instance, "ann");
    let task = server.first("/api/v1/user-tasks");
    let approve = json!({"outcome": "approve"});
    by("bob", &format!("/api/v1/user-tasks/{task}/complete")).json(&approve).send().expect(204);
    let decided = server.get("/api/v1/people/eva/notices").expect(200).items()[0].clone();
    assert_eq!((&decided["kind"], &decided["outcome"]), (&json!("decided"), &json!("pass")));
    assert_eq!(decided["element"], "approve");
    assert!(told("ann").contains(&"candidate".to_owned()), "{:?}", told("ann"));
    assert!(!told("bob").contains(&"candidate".to_owned()), "it was he who brought it there");
}
