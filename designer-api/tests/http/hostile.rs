//! Input that was made to do harm: each is refused with a clear status and a stable code, and nothing is written.
use crate::model::ORDER;
use crate::server::Server;
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;
use weir_designer_api::config::Config;

/// The last request of a connection.
const CLOSE: &str = "Connection: close\r\n";
const DEPLOYMENTS: &str = "/api/v1/deployments";

/// A process between two tags.
fn process(inside: &str) -> String {
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>\
         <process id='p' isExecutable='true'><startEvent id='s'/>{inside}</process></definitions>"
    )
}

/// A process with a condition.
fn condition(text: &str) -> String {
    process(&format!(
        "<exclusiveGateway id='x' default='d'/><endEvent id='e'/><endEvent id='f'/>\
         <sequenceFlow id='a' sourceRef='s' targetRef='x'/><sequenceFlow id='d' sourceRef='x' targetRef='f'/>\
         <sequenceFlow id='c' sourceRef='x' targetRef='e'><conditionExpression>{text}</conditionExpression></sequenceFlow>"
    ))
}

#[test]
fn models_that_would_do_harm_are_refused_with_their_place() {
    let server = Server::start();
    let before = server.written();
    let task = "<task id='t'/><sequenceFlow id='a' sourceRef='s' targetRef='t'/>";
    let cases = [
        ("an id twice", process("<task id='t'/><task id='t'/>"), "duplicate-id"),
        ("a flow to nowhere", process("<sequenceFlow id='a' sourceRef='s' targetRef='x'/>"), "dangling-reference"),
        (
            "a default that is no flow",
            process(&task.replace("<task id='t'", "<task id='t' default='z'")),
            "dangling-reference",
        ),
        (
            "a cycle of automatic tasks",
            process(&format!(
                "{task}<task id='u'/><sequenceFlow id='b' sourceRef='t' targetRef='u'/><sequenceFlow id='c' sourceRef='u' targetRef='t'/>"
            )),
            "endless-cycle",
        ),
        ("an unknown attribute", process(&task.replace("<task id='t'", "<task id='t' run='rm'")), "unknown-attribute"),
        ("an unknown element", process("<exec id='t'/>"), "unknown-element"),
        (
            "a script of the shell",
            process(&task.replace(
                "<task id='t'/>",
                "<scriptTask id='t' scriptFormat='feel'><script>function(x) external {}</script></scriptTask>",
            )),
            "feel-external-function",
        ),
        ("endless brackets", condition(&"(".repeat(9_000)), "feel-too-deep"),
        ("a deep condition", condition(&format!("{}true{}", "not(".repeat(300), ")".repeat(300))), "feel-too-deep"),
        ("a long condition", condition(&format!("a = \"{}\"", "x".repeat(100_000))), "feel-too-long"),
    ];
    for (case, file, code) in cases {
        let answer = server.ask("POST", DEPLOYMENTS).files(&[("a.bpmn", file.as_bytes())]).send();
        let problems = answer.json["problems"].as_array().cloned().unwrap_or_default();
        let errors: Vec<_> = problems.iter().filter(|p| p["severity"] == "error").collect();
        let found = errors.iter().find(|p| p["code"] == code);
        assert!(answer.status == 422 && found.is_some(), "{case}: {} {errors:?}", answer.status);
        assert!(found.is_some_and(|p| p["place"]["line"] == 1), "{case}: {errors:?}");
    }
    assert_eq!(server.written(), before);
}

#[test]
fn of_all_who_complete_a_task_at_once_one_does() {
    let server = Server::start();
    server.deploy(ORDER);
    let instance = server.instance_of("order", &json!({}));
    let path = format!("/api/v1/user-tasks/{}/complete", server.first("/api/v1/user-tasks"));
    let complete = |who: String| {
        let answer = server.ask("POST", &path).header("x-weir-actor", &who).json(&json!({})).send();
        (answer.status, answer.code().to_owned())
    };
    let answers = std::thread::scope(|scope| {
        let running: Vec<_> = (0..16).map(|n| scope.spawn(move || complete(format!("p{n}")))).collect();
        running.into_iter().map(|r| r.join().expect("an answer")).collect::<Vec<_>>()
    });
    assert_eq!(answers.iter().filter(|(status, _)| *status == 204).count(), 1, "{answers:?}");
    let late = answers.iter().filter(|(status, _)| *status != 204);
    assert!(late.clone().all(|(status, code)| matches!(status, 404 | 409) && !code.is_empty()), "{answers:?}");
    let trace = server.get(&format!("/api/v1/instances/{instance}/events")).expect(200);
    assert_eq!(trace.items().iter().filter(|e| e["type"] == "userTaskCompleted").count(), 1);
    assert_eq!(trace.items().iter().filter(|e| e["data"]["element"] == "ship").count(), 1, "one token goes on");
}

#[test]
fn variables_that_are_too_many_too_deep_or_too_large_are_refused() {
    let server = Server::start();
    server.deploy(ORDER);
    let before = server.written();
    let deep = (0..101).fold(json!(1), |inner, _| json!([inner]));
    let many: serde_json::Map<_, _> = (0..10_000).map(|n| (format!("v{n}"), json!(n))).collect();
    let cases = [
        ("too large", json!({ "x": "x".repeat(3 << 20) }), "variables-too-large"),
        ("too deep", json!({ "x": deep }), "variables-too-deep"),
        ("too many", json!(many), "too-many-variables"),
        ("no name", json!({ "": 1 }), "name-empty"),
        ("a long name", json!({ "x".repeat(1000): 1 }), "name-too-long"),
    ];
    for (case, variables, code) in cases {
        let answer = server.post("/api/v1/instances", &json!({ "process": "order", "variables": variables }));
        assert_eq!((answer.status, answer.code()), (400, code), "{case}: {}", answer.text);
    }
    assert_eq!(server.written(), before);
}

#[test]
fn a_multipart_body_that_is_none_is_refused() {
    let server = Server::start();
    let before = server.written();
    let part = |head: &str, body: &str| format!("--edge\r\n{head}\r\n\r\n{body}\r\n--edge--\r\n").into_bytes();
    let named = "Content-Disposition: form-data; name=\"file\"; filename=";
    let edge = "multipart/form-data; boundary=edge";
    let cases: [(&str, &str, Vec<u8>, u16, &str); 12] = [
        ("no part", edge, b"--edge--\r\n".to_vec(), 400, "no-files"),
        ("nothing", edge, vec![], 400, "invalid-multipart"),
        ("another boundary", edge, b"--other\r\n\r\nx\r\n--other--\r\n".to_vec(), 400, "invalid-multipart"),
        ("an empty boundary", "multipart/form-data; boundary=", part(named, "x"), 400, "invalid-multipart"),
        ("no disposition", edge, part("Content-Type: text/xml", "x"), 400, "invalid-file-name"),
        (
            "a field in place of a file",
            edge,
            part("Content-Disposition: form-data; name=\"a\"", "x"),
            400,
            "invalid-file-name",
        ),
        ("a folder alone", edge, part(&format!("{named}\"/etc/\""), "x"), 400, "invalid-file-name"),
        ("the folder above", edge, part(&format!("{named}\"../..\""), "x"), 400, "invalid-file-name"),
        ("NUL in a name", edge, part(&format!("{named}\"a\0.bpmn\""), "x"), 400, ""),
        (
            "a name of a thousand bytes",
            edge,
            part(&format!("{named}\"{}\"", "n".repeat(1000)), "x"),
            400,
            "invalid-file-name",
        ),
        (
            "a head without end",
            edge,
            format!("--edge\r\nX: {}", "y".repeat(1 << 20)).into_bytes(),
            400,
            "invalid-multipart",
        ),
        ("parts in parts", "multipart/mixed; boundary=edge", part(named, "x"), 415, "unsupported-media-type"),
    ];
    for (case, kind, body, status, code) in cases {
        let answer = server.ask("POST", DEPLOYMENTS).body(kind, &body).send();
        assert_eq!(answer.status, status, "{case}: {}", answer.text);
        assert!(code.is_empty() || answer.code() == code, "{case}: {}", answer.text);
    }
    assert_eq!(server.written(), before);
}

#[test]
fn no_path_leads_out_of_the_api() {
    let server = Server::start();
    for path in [
        "/api/v1/../../etc/passwd",
        "/api/v1/definitions/..%2f..%2f..%2fetc%2fpasswd/xml",
        "/api/v1/definitions/%2e%2e/xml",
        "/api/docs/..%2f..%2fsrc%2fmain.rs",
        "/api/docs/../../Cargo.toml",
        "/api/v1/instances/%00",
        "/api/v1/instances/%ff%fe",
        "/api/v1/definitions/%ff",
        "/api/v1//instances",
        "/api/v1/instances/",
        "//etc/passwd",
    ] {
        let answer = raw(&server, &format!("GET {path} HTTP/1.1\r\nHost: x\r\n{CLOSE}{}\r\n", authorized(&server)));
        let status = status(&answer);
        assert!((400..500).contains(&status), "{path}: {answer}");
        assert!(!answer.contains("root:") && !answer.contains("[package]"), "{path}: {answer}");
    }
    for query in ["process=%ff", "businessKey=a%c3%28", "cursor=%ed%a0%80"] {
        server.get(&format!("/api/v1/instances?{query}")).refused(400, "invalid-query");
    }
    server.get("/api/v1/instances?businessKey=%e9%87%87%E8%B4%AD%25").expect(200);
}

#[test]
fn requests_that_two_readers_would_read_differently_are_refused() {
    let server = Server::start();
    let before = server.written();
    let auth = authorized(&server);
    let post = format!("POST /api/v1/signals HTTP/1.1\r\nHost: x\r\n{auth}Content-Type: application/json\r\n");
    let body = "{\"name\":\"go\"}";
    for (case, request) in [
        ("two lengths", format!("{post}Content-Length: 5\r\nContent-Length: 13\r\n\r\n{body}")),
        ("a length that is none", format!("{post}Content-Length: +13\r\n\r\n{body}")),
        ("a negative length", format!("{post}Content-Length: -1\r\n\r\n{body}")),
        ("a chunk that is none", format!("{post}Transfer-Encoding: chunked\r\n\r\nzz\r\n{body}\r\n0\r\n\r\n")),
        ("another coding", format!("{post}Transfer-Encoding: gzip\r\n\r\n{body}")),
        ("a blank before the colon", format!("{post}Content-Length : 13\r\n\r\n{body}")),
        ("NUL in a header", format!("{post}X-A: a\0b\r\nContent-Length: 13\r\n\r\n{body}")),
        ("no version", "GET /livez\r\n\r\n".to_owned()),
        ("another protocol", "\x16\x03\x01\x02\x00\x01\x00\x01\r\n\r\n".to_owned()),
    ] {
        let answer = raw(&server, &request);
        assert!(answer.is_empty() || (400..500).contains(&status(&answer)), "{case}: {answer}");
    }
    assert_eq!(server.written(), before);
}

/// Both a length and chunks: the chunks count, and what hides behind them is never a request of its own.
#[test]
fn no_request_is_smuggled_behind_another() {
    let server = Server::start();
    let auth = authorized(&server);
    let hidden = format!(
        "POST /api/v1/signals HTTP/1.1\r\nHost: x\r\n{auth}Content-Type: application/json\r\nContent-Length: 13\r\n\r\n{{\"name\":\"go\"}}"
    );
    let before = server.written();
    let request = format!(
        "GET /livez HTTP/1.1\r\nHost: x\r\n{CLOSE}Content-Length: {}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}",
        hidden.len() + 5
    );
    let answer = raw(&server, &request);
    let first = status(&answer);
    assert!(first >= 400 || answer.matches("HTTP/1.1 ").count() <= 1, "{answer}");
    assert_eq!(server.written(), before);
}

#[test]
fn requests_in_one_breath_are_answered_in_their_order() {
    let server = Server::start();
    let auth = authorized(&server);
    let ask = |id: usize| {
        let close = if id == 49 { CLOSE } else { "" };
        format!("GET /api/v1/definitions HTTP/1.1\r\nHost: x\r\n{close}X-Request-Id: r{id}\r\n{auth}\r\n")
    };
    let answer = raw(&server, &(0..50).map(ask).collect::<String>());
    let ids: Vec<&str> = answer.lines().filter_map(|line| line.strip_prefix("x-request-id: ")).collect();
    assert_eq!(ids, (0..50).map(|id| format!("r{id}")).collect::<Vec<_>>());
}

/// A body that comes byte by byte has its time and no more, and holds nobody else up.
#[test]
fn a_body_that_drips_is_cut_off() {
    let server = Server::start_with(Config { body_timeout_seconds: 1, ..Config::default() });
    let before = server.written();
    let mut slow = Vec::new();
    for _ in 0..40 {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        let auth = authorized(&server);
        write!(
            stream,
            "POST /api/v1/signals HTTP/1.1\r\nHost: x\r\n{auth}Content-Type: application/json\r\nContent-Length: 13\r\n\r\n{{"
        )
        .unwrap();
        slow.push(stream);
    }
    server.get("/api/v1/definitions").expect(200);
    for mut stream in slow {
        // One whose time is over already is told so all the same.
        let _ = stream.write_all(b"\"");
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 408");
    }
    assert_eq!(server.written(), before);
}

#[test]
fn names_of_actors_that_are_no_text_are_refused() {
    let server = Server::start();
    let auth = authorized(&server);
    for (header, value, code) in [
        ("X-Weir-Actor", &b"\xff\xfe"[..], "invalid-actor"),
        ("X-Weir-Actor", b"engine", "invalid-actor"),
        ("X-Weir-Role", b"\xff", "invalid-role"),
        ("X-Weir-Group", b"a\x01b", ""),
        ("Idempotency-Key", b"\xc3\x28", "invalid-idempotency-key"),
    ] {
        let head = format!("POST /api/v1/signals HTTP/1.1\r\nHost: x\r\n{CLOSE}{auth}{header}: ");
        let tail = b"\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"name\":\"go\"}";
        let answer = raw_bytes(&server, &[head.as_bytes(), value, tail].concat());
        assert!(status(&answer) == 400 && answer.contains(code), "{header}: {answer}");
    }
}

fn authorized(server: &Server) -> String {
    format!("Authorization: Bearer {}\r\n", server.token)
}

fn raw(server: &Server, request: &str) -> String {
    raw_bytes(server, request.as_bytes())
}

/// Sends bytes as they are, and reads until the server closes: the request asks for that, or is refused.
fn raw_bytes(server: &Server, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    let _ = stream.write_all(request); // the server may close before all is sent
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// Of the first answer; 0 when there is none.
fn status(answer: &str) -> u16 {
    answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).and_then(|s| s.parse().ok()).unwrap_or_default()
}

#[test]
fn an_instance_takes_no_more_than_it_may_hold_and_a_page_of_what_happened_ends_by_its_bytes() {
    let server = Server::start();
    server.deploy(ORDER);
    let instance = server.instance_of("order", &json!({}));
    let variables = format!("/api/v1/instances/{instance}/variables");
    let set = |name: &str, value: serde_json::Value| {
        server.ask("PATCH", &variables).json(&json!({ "variables": { name: value } })).send()
    };
    let mut taken = 0;
    loop {
        let answer = set(&format!("v{taken}"), json!("x".repeat(2_000_000)));
        if answer.status != 204 {
            answer.refused(400, "instance-too-large");
            break;
        }
        taken += 1;
        assert!(taken < 40, "there is no bound");
    }
    assert!(taken > 10, "{taken}");
    // What makes it smaller is taken, and then there is room again.
    set("v0", json!(null)).expect(204);
    set("late", json!("x".repeat(1_000_000))).expect(204);

    let (mut events, mut from, mut pages) = (0, Some(0), 0);
    while let Some(first) = from {
        let page = server.get(&format!("/api/v1/instances/{instance}/events?limit=1000&from={first}")).expect(200);
        assert!(page.text.len() < 12 << 20, "{}", page.text.len());
        assert_eq!(page.items()[0]["seq"], first);
        events += page.items().len() as u64;
        from = page.json["next"].as_u64();
        assert_eq!(from.unwrap_or(events), events, "no event is left out");
        pages += 1;
    }
    assert!(pages > 2, "{pages}");
}
