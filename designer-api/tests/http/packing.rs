//! Answers are packed for whoever takes them so, where that is worth it; events never are.
use crate::model::ORDER;
use crate::server::Server;
use serde_json::json;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// An answer as it was sent: its status, its headers, its bytes.
struct Sent {
    head: String,
    body: Vec<u8>,
}

impl Sent {
    fn header(&self, name: &str) -> Option<&str> {
        let found = self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        found.map(str::trim)
    }

    fn unpacked(&self) -> Vec<u8> {
        assert_eq!(self.header("content-encoding"), Some("gzip"), "{}", self.head);
        let mut whole = vec![];
        flate2::read::GzDecoder::new(&self.body[..]).read_to_end(&mut whole).expect("gzip");
        whole
    }
}

/// Asks in these words, and reads the whole answer; of events only how they begin.
fn ask(server: &Server, method: &str, path: &str, takes: &str) -> Sent {
    let mut socket = TcpStream::connect(&server.address).expect("a server");
    socket.set_read_timeout(Some(Duration::from_mins(1))).expect("a limit");
    let Server { address, token, .. } = server;
    let said = if takes.is_empty() { String::new() } else { format!("Accept-Encoding: {takes}\r\n") };
    write!(socket, "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n{said}\r\n")
        .expect("sent");
    let (mut reader, mut head) = (BufReader::new(socket), String::new());
    while !head.ends_with("\r\n\r\n") {
        assert!(reader.read_line(&mut head).expect("a line in time") > 0, "it ended after {head}");
    }
    let mut sent = Sent { head, body: vec![] };
    let length = sent.header("content-length").map_or(0, |length| length.parse().expect("a number"));
    if sent.header("transfer-encoding") == Some("chunked") && !sent.head.contains("text/event-stream") {
        sent.body = pieces(&mut reader);
    } else if method != "HEAD" {
        sent.body = vec![0; length];
        reader.read_exact(&mut sent.body).expect("the body");
    }
    sent
}

/// A body whose pieces say their sizes, until one of nothing.
fn pieces(reader: &mut impl BufRead) -> Vec<u8> {
    let mut whole = vec![];
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a size");
        let size = usize::from_str_radix(line.trim(), 16).expect("a size in hexadecimal digits");
        let mut piece = vec![0; size + 2];
        reader.read_exact(&mut piece).expect("a piece");
        if size == 0 {
            return whole;
        }
        whole.extend_from_slice(&piece[..size]);
    }
}

/// A model of so many tasks, one after the other.
fn long(tasks: usize) -> String {
    let task = |number| {
        format!(
            "<task id=\"t{number}\" name=\"第 {number} 步\"/>\
             <sequenceFlow id=\"f{number}\" sourceRef=\"t{number}\" targetRef=\"t{}\"/>",
            number + 1
        )
    };
    let tasks: String = (0..tasks).map(task).collect();
    ORDER.replace("</process>", &format!("{tasks}</process>"))
}

#[test]
fn what_is_large_comes_packed_and_is_the_same() {
    let server = Server::start();
    let text = long(400);
    let made = server.post("/api/v1/models", &json!({ "name": "long", "xml": text })).expect(201).json;
    let path = format!("/api/v1/models/{}/xml", made["id"].as_str().expect("an id"));
    let plain = ask(&server, "GET", &path, "");
    assert_eq!((plain.header("content-encoding"), plain.body.as_slice()), (None, text.as_bytes()));
    let packed = ask(&server, "GET", &path, "gzip, deflate, br");
    assert_eq!(packed.unpacked(), text.as_bytes());
    assert!(packed.body.len() * 5 < text.len(), "{} of {}", packed.body.len(), text.len());
    assert_eq!((packed.header("vary"), packed.header("etag")), (Some("accept-encoding"), plain.header("etag")));
    // Its tag is what it is changed on top of, as before.
    let save = server.ask("PUT", &path).header("if-match", packed.header("etag").expect("a tag"));
    save.body("application/xml", ORDER.as_bytes()).send().expect(200);

    // The contract is larger than what is packed between two other answers, and open.
    let contract = ask(&server, "GET", "/api/openapi.json", "gzip");
    let whole: serde_json::Value = serde_json::from_slice(&contract.unpacked()).expect("JSON");
    assert!(whole["paths"].is_object());
    let refused = ask(&server, "GET", &path, "gzip;q=0, identity");
    assert_eq!(refused.header("content-encoding"), None);
    let head = ask(&server, "HEAD", "/api/openapi.json", "gzip");
    assert_eq!((head.header("content-encoding"), head.body.len()), (Some("gzip"), 0), "it tells what there would be");
}

#[test]
fn what_is_small_or_comes_piece_by_piece_goes_as_it_is() {
    let server = Server::start();
    for path in ["/livez", "/api/v1/session", "/api/v1/nothing"] {
        let answer = ask(&server, "GET", path, "gzip");
        assert_eq!(answer.header("content-encoding"), None, "{path}: {}", answer.head);
        assert!(!answer.body.is_empty(), "{path}");
    }
    let events = ask(&server, "GET", "/api/v1/people/admin/notices/stream", "gzip");
    assert!(events.head.starts_with("HTTP/1.1 200") && events.head.contains("text/event-stream"), "{}", events.head);
    assert_eq!(events.header("content-encoding"), None);
}

/// A script or style of the page is stored packed with brotli; whoever takes gzip alone gets that.
#[test]
fn files_of_the_page_come_packed_either_way() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "console.log('a line of a script');\n".repeat(200);
    std::fs::write(folder.path().join("app.js"), &text).expect("written");
    let ui_dir = folder.path().to_path_buf();
    let server = Server::start_with(weir_designer_api::config::Config { ui_dir, ..Default::default() });
    assert_eq!(ask(&server, "GET", "/app.js", "gzip").unpacked(), text.as_bytes());
    let plain = ask(&server, "GET", "/app.js", "");
    assert_eq!((plain.header("vary"), plain.body.len()), (Some("accept-encoding"), text.len()));
}
