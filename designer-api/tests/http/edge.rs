//! What every request passes: token, gates, ids, headers; health and figures.
use crate::server::Server;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;
use weir_designer_api::config::Config;
use weir_designer_api::http::{Rule, document, rule};

#[test]
fn nothing_is_open_without_the_token_but_what_says_nothing() {
    let server = Server::start();
    for path in ["/livez", "/readyz", "/api/openapi.json", "/api/docs", "/api/docs/reader.js", "/api/docs/reader.css"] {
        server.ask("GET", path).anonymous().send().expect(200);
    }
    let contract = document();
    for (path, item) in contract["paths"].as_object().unwrap() {
        for method in ["get", "post", "put", "patch", "delete"].iter().filter(|m| item[**m].is_object()) {
            let path = path.replace("{id}", "x");
            let method = method.to_uppercase();
            if rule(&method, &path).is_some_and(Rule::is_open) {
                continue;
            }
            server.ask(&method, &path).anonymous().send().refused(401, "unauthorized");
        }
    }
    server.ask("GET", "/api/v1/nothing").anonymous().send().refused(401, "unauthorized");
}

#[test]
fn a_wrong_token_opens_nothing() {
    let server = Server::start();
    let token = &server.token;
    let wrong = [
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        format!("Bearer {}", &token[1..]),
        format!("Bearer {token}0"),
        format!("Basic {token}"),
        token.clone(),
    ];
    for header in wrong {
        let answer = server.ask("GET", "/api/v1/definitions").header("authorization", &header).send();
        let answer = answer.refused(401, "unauthorized");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    server.ask("GET", "/api/v1/definitions").header("authorization", &format!("bearer {token}")).send().expect(200);
}

#[test]
fn a_request_keeps_its_harmless_id() {
    let server = Server::start();
    let id =
        |sent: &str| server.ask("GET", "/livez").header("x-request-id", sent).send().header("x-request-id").to_owned();
    assert_eq!(id("trace-7.a_B"), "trace-7.a_B");
    assert_ne!(id("a b"), "a b");
    let long = "x".repeat(65);
    assert_ne!(id(&long), long);
    assert_ne!(server.get("/livez").header("x-request-id"), server.get("/livez").header("x-request-id"));
}

#[test]
fn answers_of_the_api_are_not_kept_by_anybody() {
    let server = Server::start();
    assert_eq!(server.get("/api/v1/definitions").header("cache-control"), "no-store");
    assert_eq!(server.get("/api/v1/definitions").header("access-control-allow-origin"), "");
}

#[test]
fn above_the_limit_new_work_is_sent_away_and_health_is_not() {
    let server = Server::start_with(Config { requests_max: 0, polls_max: 0, ..Config::default() });
    let refused = server.get("/api/v1/instances").refused(503, "overloaded");
    assert_eq!(refused.header("retry-after"), "1");
    let poll = json!({ "worker": "w", "types": ["t"], "max": 1, "leaseMs": 1000 });
    assert_eq!(server.post("/api/v1/jobs/fetch", &poll).refused(429, "overloaded").header("retry-after"), "1");
    server.get("/readyz").expect(200);
    server.get("/api/v1/health").expect(200);
    let figures = server.get("/metrics").expect(200).text;
    assert!(figures.contains("weir_http_requests_refused_total{lane=\"work\"} 1\n"), "{figures}");
}

/// Whoever is sent away is told so on a connection that goes on, also when the body comes after the answer could be given;
/// and where it does not go on, the answer says so.
#[test]
fn who_is_sent_away_asks_again_on_the_same_connection() {
    let server = Server::start_with(Config { polls_max: 0, ..Config::default() });
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    let body = r#"{"worker":"w","types":["t"],"max":1,"leaseMs":1000}"#;
    let ask = |length: usize| {
        format!(
            "POST /api/v1/jobs/fetch HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\n\r\n",
            server.token
        )
    };
    let mut refused = BufReader::new(stream.try_clone().unwrap());
    let mut answer = || {
        let (mut head, mut length) = (String::new(), 0);
        while !head.ends_with("\r\n\r\n") {
            assert!(refused.read_line(&mut head).unwrap() > 0, "the connection has ended after {head:?}");
        }
        if let Some((_, rest)) = head.split_once("content-length: ") {
            length = rest.split("\r\n").next().unwrap().parse().unwrap();
        }
        refused.read_exact(&mut vec![0; length]).unwrap();
        assert!(head.starts_with("HTTP/1.1 429"), "{head}");
        head
    };
    for _ in 0..20 {
        stream.write_all(ask(body.len()).as_bytes()).unwrap();
        std::thread::yield_now(); // lets the server look at what it has
        stream.write_all(body.as_bytes()).unwrap();
        assert!(!answer().contains("connection: close"));
    }
    stream.write_all(ask(1 << 20).as_bytes()).unwrap();
    assert!(answer().contains("connection: close"), "what is large is not read");
}

#[test]
fn health_and_figures_are_told_in_detail_to_those_with_the_token() {
    let server = Server::start();
    let health = server.get("/api/v1/health").expect(200).json;
    assert_eq!(health["condition"], "running");
    let figures = server.get("/metrics").expect(200);
    assert!(figures.header("content-type").starts_with("text/plain"));
    for name in ["weir_ready 1", "weir_commits_total ", "weir_commit_microseconds_bucket{le=\"+Inf\"} "] {
        assert!(figures.text.contains(name), "{name} is missing in {}", figures.text);
    }
    server.ask("GET", "/metrics").anonymous().send().refused(401, "unauthorized");
    let open = Server::start_with(Config { metrics_open: true, ..Config::default() });
    open.ask("GET", "/metrics").anonymous().send().expect(200);
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let server = Server::start();
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let head = format!("GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: {}\r\n\r\n", "x".repeat(64 << 10));
    let _ = stream.write_all(head.as_bytes()); // the server may close before all is sent
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 431");
}

#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    let server = Server::start_with(Config { body_timeout_seconds: 0, ..Config::default() });
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let token = &server.token;
    write!(
        stream,
        "POST /api/v1/signals HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: 10\r\n\r\n"
    )
    .unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
}

#[test]
fn the_reader_loads_nothing_from_elsewhere() {
    let server = Server::start();
    for path in ["/api/docs", "/api/docs/reader.js", "/api/docs/reader.css"] {
        let text = server.get(path).expect(200).text;
        assert!(!text.contains("http://") && !text.contains("https://") && !text.contains("src=\"//"), "{path}");
    }
    let contract = server.get("/api/openapi.json").expect(200).json;
    assert_eq!(contract["openapi"], Value::from("3.1.0"));
}

#[test]
fn every_refusal_is_counted_by_its_code_whoever_refused() {
    let server = Server::start();
    server.ask("GET", "/api/v1/instances").anonymous().send().refused(401, "unauthorized");
    for _ in 0..2 {
        // The engine's own check, before any partition is asked.
        let poll = serde_json::json!({ "worker": "w", "types": ["a"], "max": 1, "leaseMs": 0 });
        server.post("/api/v1/jobs/fetch", &poll).refused(400, "bad-lease");
    }
    let figures = server.get("/metrics").expect(200).text;
    for line in ["{code=\"unauthorized\"} 1\n", "{code=\"bad-lease\"} 2\n"] {
        let line = format!("weir_http_refused_total{line}");
        assert!(figures.contains(&line), "{line} is missing in {figures}");
    }
}
