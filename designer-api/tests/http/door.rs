//! What people and programs say is kept as they said it, or refused at the door: their words, their numbers, their keys.
use crate::model::{ORDER, SHIPPING};
use crate::server::Server;
use serde_json::{Value, json};

#[test]
fn the_words_of_people_are_kept_whole_or_refused() {
    let server = Server::start();
    server.deploy(ORDER);
    let instance = server.instance_of("order", &json!({}));
    let before = server.written();
    let long = "长".repeat(3000);
    let task = format!("/api/v1/user-tasks/{}", server.first("/api/v1/user-tasks"));
    let opinion = json!({ "comment": long });
    server.post(&format!("{task}/complete"), &opinion).refused(400, "comment-too-long");
    server.post(&format!("{task}/delegate"), &json!({ "to": "ann", "comment": long })).refused(400, "comment-too-long");
    server.post(&format!("{task}/resolve"), &opinion).refused(400, "comment-too-long");
    server.post(&format!("{task}/return"), &json!({ "to": "start", "comment": long })).refused(400, "comment-too-long");
    let about = format!("/api/v1/instances/{instance}");
    server.post(&format!("{about}/suspend"), &json!({ "reason": long })).refused(400, "reason-too-long");
    let moved = json!({ "reason": long, "instructions": [{ "start": { "before": "approve" } }] });
    server.post(&format!("{about}/modify"), &moved).refused(400, "reason-too-long");
    assert_eq!(server.written(), before);
    // As long as it may be it is kept to its last letter.
    let whole = "长".repeat((8 << 10) / 3);
    server.post(&format!("{about}/suspend"), &json!({ "reason": whole })).expect(200);
    let events = server.get(&format!("{about}/events")).expect(200);
    assert!(events.items().iter().any(|event| event["data"]["reason"] == whole.as_str()));
}

#[test]
fn the_words_of_a_worker_are_cut_where_one_sees_it() {
    let server = Server::start();
    server.deploy(SHIPPING);
    let instance = server.instance_of("shipping", &json!({}));
    let job = server.fetch();
    let path = format!("/api/v1/jobs/{}/fail", job["id"].as_str().unwrap());
    let failure = json!({ "token": job["token"], "retries": 0, "message": "at frame ".repeat(2000) });
    server.post(&path, &failure).expect(204);
    let incidents = server.get(&format!("/api/v1/incidents?instance={instance}")).expect(200);
    let told = incidents.items()[0]["message"].as_str().unwrap().to_owned();
    assert_eq!(incidents.items()[0]["sentence"], Value::Null, "the words of others are no sentence of ours");
    assert!(told.len() <= 8 << 10 && told.ends_with(" […]"), "{}", &told[told.len() - 30..]);
}

#[test]
fn a_key_twice_and_a_number_that_nobody_could_keep_are_refused_with_their_path() {
    let server = Server::start();
    server.deploy(ORDER);
    let before = server.written();
    let cases = [
        (r#"{"process": "order", "variables": {"a": 1, "a": 2}}"#, "duplicate-key", "`variables.a`"),
        (
            r#"{"process": "order", "variables": {"o": {"l": [1, {"n": 1, "n": 1}]}}}"#,
            "duplicate-key",
            "`variables.o.l[1].n`",
        ),
        (
            r#"{"process": "order", "variables": {"id": 123456789012345678901234567890}}"#,
            "number-not-exact",
            "`variables.id`",
        ),
    ];
    for (body, code, path) in cases {
        let answer = server.ask("POST", "/api/v1/instances").body("application/json", body.as_bytes()).send();
        let answer = answer.refused(400, code);
        assert!(answer.json["detail"].as_str().unwrap().starts_with(path), "{}", answer.text);
    }
    assert_eq!(server.written(), before);
    let kept = r#"{"process": "order", "variables": {"id": 18446744073709551615, "rate": 0.30000000000000004}}"#;
    server.ask("POST", "/api/v1/instances").body("application/json", kept.as_bytes()).send().expect(201);
    for charset in ["gbk", "utf-16"] {
        let body = server.ask("POST", "/api/v1/instances").body(&format!("application/json; charset={charset}"), b"{}");
        body.send().refused(415, "unsupported-media-type");
    }
}

#[test]
fn what_a_worker_cannot_have_is_refused_and_its_job_stays_as_it_was() {
    let server = Server::start();
    server.deploy(SHIPPING);
    server.instance_of("shipping", &json!({}));
    let fetch = |max: u64| json!({ "worker": "w1", "types": ["ship"], "max": max, "leaseMs": 60_000 });
    server.post("/api/v1/jobs/fetch", &fetch(0)).refused(400, "bad-max");
    let job = server.fetch();
    let (path, token) = (format!("/api/v1/jobs/{}", job["id"].as_str().unwrap()), &job["token"]);
    for ms in [-1, 0] {
        server.post(&format!("{path}/extend"), &json!({ "token": token, "leaseMs": ms })).refused(400, "bad-lease");
    }
    for ms in [-1, i64::MAX] {
        server.post(&format!("{path}/fail"), &json!({ "token": token, "backoffMs": ms })).refused(400, "bad-backoff");
    }
    let often = json!({ "token": token, "retries": u32::MAX });
    server.post(&format!("{path}/fail"), &often).refused(400, "bad-retries");
    server.post(&format!("{path}/error"), &json!({ "token": token, "code": "" })).refused(400, "name-empty");
    server.post(&format!("{path}/complete"), &json!({ "token": token })).expect(204);
}

#[test]
fn the_trace_speaks_as_the_rest_of_the_api_does() {
    let server = Server::start();
    server.deploy(SHIPPING);
    let start =
        json!({ "process": "shipping", "businessKey": "S-1", "variables": { "ship_to": { "street_name": "x" } } });
    let instance = server.post("/api/v1/instances", &start).expect(201).json["id"].as_str().unwrap().to_owned();
    server.fetch();
    let events = server.get(&format!("/api/v1/instances/{instance}/events")).expect(200);
    let of = |kind: &str| events.items().iter().find(|event| event["type"] == kind).map(|event| event["data"].clone());
    let (started, entered) = (of("processStarted").unwrap(), of("elementActivating").unwrap());
    assert_eq!(started["businessKey"], "S-1", "{started}");
    assert!(entered["causedBy"].is_array(), "{entered}");
    assert_eq!(entered["variables"]["ship_to"]["street_name"], "x", "what users have named keeps its name");
    let opened = of("waitOpened").unwrap();
    let (wait, job) = (&opened["wait"], &opened["wait"]["on"]["job"]);
    assert!(wait["opened"].as_str().is_some_and(|at| at.ends_with('Z')), "{opened}");
    assert!(job["jobType"] == "ship" && !job["available"].is_number(), "{opened}");
    let locked = of("jobLocked").unwrap();
    assert!(locked["lease"]["until"].as_str().is_some_and(|at| at.ends_with('Z')), "{locked}");
}
