//! Deploying files: what is taken, what is told, what is refused.
use crate::model::{ORDER, PAYMENT};
use crate::server::Server;
use std::io::{Read, Write};
use std::net::TcpStream;

/// Names and contents.
type Files<'a> = &'a [(&'a str, &'a [u8])];

const DEPLOYMENTS: &str = "/api/v1/deployments";

#[test]
fn a_deployed_file_can_be_found_and_read_back_byte_for_byte() {
    let server = Server::start();
    let files = [("order.bpmn", ORDER.as_bytes()), ("payment.bpmn", PAYMENT.as_bytes())];
    let report = server.ask("POST", DEPLOYMENTS).files(&files).send().expect(200).json;
    assert_eq!(report["definitions"].as_array().unwrap().len(), 2, "{report}");

    let list = server.get("/api/v1/definitions?latest=true").expect(200);
    assert_eq!(list.items().len(), 2);
    let one = server.get("/api/v1/definitions/order:1").expect(200).json;
    assert_eq!((&one["process"], &one["version"], &one["deployedBy"]), (&"order".into(), &1.into(), &"admin".into()));
    let xml = server.get("/api/v1/definitions/order:1/xml").expect(200);
    assert_eq!((xml.text.as_str(), xml.header("content-type")), (ORDER, "application/xml"));
    assert_eq!(xml.header("content-disposition"), "attachment");
}

#[test]
fn a_dry_run_reports_and_writes_nothing() {
    let server = Server::start();
    let before = server.written();
    let path = format!("{DEPLOYMENTS}?dryRun=true");
    let report = server.ask("POST", &path).files(&[("order.bpmn", ORDER.as_bytes())]).send().expect(200).json;
    assert!(report["deployment"].is_null() && report["definitions"][0]["process"] == "order", "{report}");
    assert!(server.get("/api/v1/definitions").expect(200).items().is_empty());
    assert_eq!(server.written(), before);
}

#[test]
fn definitions_come_in_pages() {
    let server = Server::start();
    server.deploy(ORDER);
    server.deploy(PAYMENT);
    let first = server.get("/api/v1/definitions?limit=1").expect(200);
    let next = first.json["next"].as_str().expect("a second page").to_owned();
    let second = server.get(&format!("/api/v1/definitions?limit=1&cursor={next}")).expect(200);
    assert_ne!(first.items()[0]["id"], second.items()[0]["id"]);
}

#[test]
fn every_doubtful_thing_is_told_with_its_place() {
    let server = Server::start();
    let broken = ORDER.replace("targetRef=\"approve\"", "targetRef=\"nowhere\"");
    let before = server.written();
    let files = [("good.bpmn", PAYMENT.as_bytes()), ("broken.bpmn", broken.as_bytes())];
    let refused = server.ask("POST", DEPLOYMENTS).files(&files).send().refused(422, "invalid-model");
    let problem = refused.json["problems"].as_array().unwrap().iter().find(|p| p["severity"] == "error").unwrap();
    assert_eq!(problem["resource"], "broken.bpmn", "{problem}");
    assert!(problem["place"]["line"].as_u64().unwrap() > 1, "{problem}");
    assert!(
        problem["element"].is_string()
            && ["hint", "hintZh"].iter().all(|hint| problem[*hint].as_str().is_some_and(|hint| !hint.is_empty())),
        "{problem}"
    );
    assert_eq!(server.written(), before, "all or nothing");
}

#[test]
fn a_refusal_says_too_what_became_of_everything_of_another_engine() {
    let server = Server::start();
    let refused = ORDER
        .replace("<definitions", "<definitions xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\"")
        .replacen("<userTask", "<userTask camunda:assignee=\"ann\" camunda:priority=\"often\"", 1);
    let path = format!("{DEPLOYMENTS}?dryRun=true");
    let answer = server.ask("POST", &path).files(&[("order.bpmn", refused.as_bytes())]).send();
    let answer = answer.refused(422, "invalid-model").json;
    let account = answer["account"].as_array().expect("an account");
    let parts: Vec<&str> = account.iter().filter_map(|line| line["part"].as_str()).collect();
    assert!(
        parts.iter().any(|part| part.contains("assignee")) && parts.iter().any(|part| part.contains("priority")),
        "{answer}"
    );
    assert!(account.iter().all(|line| line["resource"] == "order.bpmn"), "{answer}");
}

#[test]
fn what_is_called_of_the_same_deployment_and_is_not_in_it_is_told() {
    let server = Server::start();
    let model = |id: &str, activity: &str| {
        format!(
            "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t' \
             xmlns:camunda='http://camunda.org/schema/1.0/bpmn'><process id='{id}' isExecutable='true' \
             camunda:historyTimeToLive='P1D'><startEvent id='s'/>{activity}<endEvent id='e'/>\
             <sequenceFlow id='f' sourceRef='s' targetRef='a'/><sequenceFlow id='g' sourceRef='a' targetRef='e'/></process></definitions>"
        )
    };
    let inner = model("called", "<userTask id='a'/>");
    let outer =
        model("caller", "<callActivity id='a' calledElement='called' camunda:calledElementBinding='deployment'/>");
    let told = |files: Files| {
        let report = server.ask("POST", DEPLOYMENTS).files(files).send().expect(200).json;
        let problems = report["problems"].as_array().unwrap().clone();
        problems.into_iter().filter(|p| p["code"] == "bound-to-earlier-deployment").collect::<Vec<_>>()
    };
    let path = format!("{DEPLOYMENTS}?dryRun=true");
    let first = server.ask("POST", &path).files(&[("caller.bpmn", outer.as_bytes())]).send().expect(200).json;
    let note = first["problems"].as_array().unwrap().iter().find(|p| p["code"] == "called-process-not-deployed");
    assert_eq!(note.map(|note| &note["severity"]), Some(&"note".into()), "{first}");
    assert!(told(&[("caller.bpmn", outer.as_bytes()), ("called.bpmn", inner.as_bytes())]).is_empty());
    let alone = told(&[("caller.bpmn", outer.replace("P1D", "P2D").as_bytes())]);
    assert_eq!(
        (alone.len(), &alone[0]["element"], &alone[0]["severity"]),
        (1, &"a".into(), &"warning".into()),
        "{alone:?}"
    );
}

#[test]
fn files_that_are_no_models_are_refused_and_never_quoted() {
    let dtd = ORDER.replacen(
        "<definitions",
        "<!DOCTYPE d [<!ENTITY secret SYSTEM \"file:///etc/passwd\">]>\n<definitions",
        1,
    );
    let entity = ORDER.replace("name=\"Approve\"", "name=\"&canary-5f3a;\"");
    let namespace = ORDER.replace("http://www.omg.org/spec/BPMN/20100524/MODEL", "http://example.org/canary-5f3a");
    let html = "<html><script>canary-5f3a()</script></html>".to_owned();
    let deep = format!("{}canary-5f3a", "<a>".repeat(100_000));
    let utf16: Vec<u8> = "\u{feff}<definitions/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&str, &[u8], &str); 8] = [
        ("a DTD", dtd.as_bytes(), "xml-dtd"),
        ("an unknown entity", entity.as_bytes(), "xml-entity"),
        ("another namespace", namespace.as_bytes(), "not-bpmn"),
        ("a web page", html.as_bytes(), "not-bpmn"),
        ("too deep", deep.as_bytes(), "xml-too-deep"),
        ("not UTF-8", b"<definitions \xff\xfe canary-5f3a", ""),
        ("UTF-16", &utf16, ""),
        ("empty", b"", ""),
    ];
    let server = Server::start();
    let before = server.written();
    for (case, content, code) in cases {
        let answer = server.ask("POST", DEPLOYMENTS).files(&[("a.bpmn", content)]).send();
        let answer = answer.refused(422, "invalid-model");
        let problems = answer.json["problems"].as_array().expect("problems");
        let found = problems.iter().any(|p| code.is_empty() || p["code"] == code);
        assert!(found, "{case}: {}", answer.text);
        assert!(!answer.text.contains("script>") && !answer.text.contains("/etc/passwd"), "{case}: {}", answer.text);
    }
    assert_eq!(server.written(), before);
}

#[test]
fn an_upload_is_bounded_in_every_direction() {
    let server = Server::start();
    let before = server.written();
    let big = vec![b' '; (5 << 20) + 1];
    let full = vec![b' '; 5 << 20];
    let many: Vec<(&str, &[u8])> = (0..201).map(|_| ("a.bpmn", b"x".as_slice())).collect();
    // Together more than a deployment may have, at the door as in the engine.
    let two: Vec<(&str, &[u8])> = (0..2).map(|_| ("a.bpmn", full.as_slice())).collect();
    let cases: [(&str, Files, u16, &str); 6] = [
        ("a file too large", &[("a.bpmn", &big)], 413, "too-large"),
        ("together too large", &two, 413, "too-large"),
        ("too many", &many, 413, "too-many-files"),
        ("none", &[], 400, "no-files"),
        ("no name", &[("", b"x")], 400, "invalid-file-name"),
        ("control characters in a name", &[("a\u{85}b", b"x")], 400, "invalid-file-name"),
    ];
    for (case, files, status, code) in cases {
        let answer = server.ask("POST", DEPLOYMENTS).files(files).send();
        assert_eq!((answer.status, answer.code()), (status, code), "{case}");
    }
    let json = server.ask("POST", DEPLOYMENTS).body("application/json", b"{}").send();
    json.refused(415, "unsupported-media-type");
    let cut = server.ask("POST", DEPLOYMENTS).body("multipart/form-data; boundary=edge", b"--edge\r\nConte").send();
    cut.refused(400, "invalid-multipart");
    let bare = server.ask("POST", DEPLOYMENTS).body("multipart/form-data", b"x").send();
    bare.refused(400, "invalid-multipart");
    assert_eq!(server.written(), before);
}

#[test]
fn folders_in_a_file_name_are_cut_off() {
    let server = Server::start();
    let files = [("../../etc/C:\\x\\order.bpmn", ORDER.as_bytes())];
    let report = server.ask("POST", DEPLOYMENTS).files(&files).send().expect(200).json;
    assert_eq!(report["definitions"][0]["resource"], "order.bpmn");
}

#[test]
fn a_hundred_megabytes_are_refused_before_they_are_sent() {
    let server = Server::start();
    for path in [DEPLOYMENTS, "/api/v1/instances"] {
        let kind = if path == DEPLOYMENTS { "multipart/form-data; boundary=edge" } else { "application/json" };
        let mut stream = TcpStream::connect(&server.address).unwrap();
        let (host, token) = (&server.address, &server.token);
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: {kind}\r\nContent-Length: 104857600\r\n\r\n"
        )
        .unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 413", "{path}");
    }
    server.get("/readyz").expect(200);
}

#[test]
fn a_file_that_needs_repairs_is_deployed_only_by_who_accepts_them() {
    let server = Server::start();
    let broken =
        ORDER.replace("http://www.omg.org/spec/BPMN/20100524/MODEL", "http://www.omg.org/spec/BPMN/20100524/MODEL/");
    let files = [("order.bpmn", broken.as_bytes())];
    let refused = server.ask("POST", DEPLOYMENTS).files(&files).send().refused(422, "invalid-model");
    let offer = refused.json["problems"].as_array().unwrap().iter().find(|p| p["code"] == "repairs-offered");
    assert!(offer.is_some(), "{}", refused.json);

    let before = server.written();
    let looked = server.ask("POST", "/api/v1/repairs?layout=true").files(&files).send().expect(200).json;
    let file = &looked["files"][0];
    assert_eq!(file["repairs"][0]["code"], "repair-namespace", "{looked}");
    assert!(file["xml"].as_str().unwrap().contains("MODEL\""), "{looked}");
    assert!(!file["drawn"].as_array().unwrap().is_empty(), "{looked}");
    assert_eq!(server.written(), before, "looking changes nothing");

    let other = server.ask("POST", &format!("{DEPLOYMENTS}?acceptRepairs=0000000000000000")).files(&files).send();
    other.refused(422, "invalid-model");
    let path = format!("{DEPLOYMENTS}?acceptRepairs={}", file["token"].as_str().unwrap());
    let report = server.ask("POST", &path).files(&files).send().expect(200).json;
    assert_eq!(report["definitions"][0]["process"], "order", "{report}");
    assert!(report["problems"].as_array().unwrap().iter().any(|p| p["code"] == "repair-namespace"), "{report}");
    let xml = server.get("/api/v1/definitions/order:1/xml").expect(200).text;
    assert_eq!(xml, ORDER, "what runs is the repaired file");
    let drawn = server.get("/api/v1/definitions/order:1/xml?layout=true").expect(200).text;
    assert!(drawn.contains("BPMNShape") && drawn.len() > xml.len());
}
