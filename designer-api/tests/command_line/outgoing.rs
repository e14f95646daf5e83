//! What leaves a server that is killed: nothing is lost, and what comes twice bears the same id.
use super::Served;
use crate::receivers::Receiver;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const MODEL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
    targetNamespace="test"><process id="p" isExecutable="true"><startEvent id="start"/>
    <userTask id="one" weir:assignee="ann"/><endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="one"/>
    <sequenceFlow id="f2" sourceRef="one" targetRef="end"/></process></definitions>"#;

fn asks(server: &Served, method: &str, path: &str, body: &Value) {
    let token = server.token.as_deref().unwrap_or_default();
    let request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", server.url));
    let request = request.header("authorization", format!("Bearer {token}")).header("content-type", "application/json");
    let answer = ureq::run(request.body(body.to_string()).unwrap()).unwrap();
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
}

fn settings(here: &Path) {
    fs::create_dir(here.join("secrets")).unwrap();
    fs::write(here.join("secrets/office"), "a secret that nobody else knows").unwrap();
    let settings = "webhook_allow = \"127.0.0.1\"\nsecrets_dir = \"secrets\"\ndelivery_retry_ms = 1\n";
    fs::write(here.join("weir.toml"), settings).unwrap();
    fs::write(here.join("p.bpmn"), MODEL).unwrap();
}

#[test]
fn a_killed_server_loses_no_webhook_and_what_was_taken_comes_no_more() {
    let (office, dir) = (Receiver::start(), tempfile::tempdir().unwrap());
    let here = dir.path();
    settings(here);
    let mut server = Served::start(here);
    assert_eq!(server.ask(here, &["deploy", "p.bpmn"]).0, 0);
    let ann = json!({"changes": [{"put": {"person": {"id": "ann", "name": "Ann"}}}]});
    asks(&server, "POST", "/api/v1/organisation/changes", &ann);
    let hook = json!({"url": format!("http://127.0.0.1:{}/", office.port), "secret": "office"});
    asks(&server, "PUT", "/api/v1/webhooks/office", &hook);
    let (kills, each) = (4, 10);
    for round in 0..kills {
        // Some are answered, the rest wait or are under way when it is killed.
        office.answers(if round % 2 == 0 { "204 No Content" } else { "503 Busy" });
        let seen = office.received().len();
        for _ in 0..each {
            asks(&server, "POST", "/api/v1/instances", &json!({"process": "p"}));
        }
        office.wait(seen + 1 + round);
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        server = Served::start(here);
    }
    office.answers("204 No Content");
    let ids = |requests: &[crate::receivers::Received]| -> Vec<String> {
        requests.iter().map(|request| request.header("webhook-id").to_owned()).collect()
    };
    let mut count = kills * each;
    loop {
        let all = ids(&office.wait(count));
        if all.iter().collect::<BTreeSet<_>>().len() == kills * each {
            break;
        }
        count = all.len() + 1;
    }

    // When all is well each comes once, also if the server is killed as soon as nothing waits.
    let quiet = |server: &Served| while server.waiting() > 0 {};
    quiet(&server);
    let before = office.received().len();
    asks(&server, "POST", "/api/v1/instances", &json!({"process": "p"}));
    office.wait(before + 1);
    quiet(&server);
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    server = Served::start(here);
    asks(&server, "POST", "/api/v1/instances", &json!({"process": "p"}));
    office.wait(before + 2);
    quiet(&server);
    let late = ids(&office.received()[before..]);
    assert_eq!((late.len(), late.iter().collect::<BTreeSet<_>>().len()), (2, 2), "{late:?}");
}

impl Served {
    /// How many deliveries wait.
    fn waiting(&self) -> usize {
        let token = self.token.as_deref().unwrap_or_default();
        let asked =
            ureq::get(format!("{}/api/v1/deliveries", self.url)).header("authorization", format!("Bearer {token}"));
        let text = asked.call().unwrap().body_mut().read_to_string().unwrap();
        serde_json::from_str::<Value>(&text).unwrap()["items"].as_array().map_or(0, Vec::len)
    }
}
