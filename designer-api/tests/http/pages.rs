//! The web application: how its files are served, whatever is in them.
use crate::server::{Answer, Server};
use std::path::Path;
use weir_designer_api::config::Config;

/// `<!doctype html><title>Weir</title>`, compressed.
const INDEX: &[u8] = &[
    27, 33, 0, 248, 141, 148, 170, 219, 163, 126, 185, 42, 75, 83, 60, 114, 89, 8, 45, 194, 228, 2, 24, 168, 112, 57,
    118, 0,
];
/// `console.log("堰")`, compressed.
const SCRIPT: &[u8] =
    &[139, 8, 128, 99, 111, 110, 115, 111, 108, 101, 46, 108, 111, 103, 40, 34, 229, 160, 176, 34, 41, 3];

fn start(folder: &Path) -> Server {
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    std::fs::write(folder.join("index.html.br"), INDEX).unwrap();
    std::fs::write(folder.join("assets/app-1f.js.br"), SCRIPT).unwrap();
    std::fs::write(folder.join("logo.png"), b"picture").unwrap();
    Server::start_with(Config { ui_dir: folder.to_owned(), ..Config::default() })
}

fn page(server: &Server, path: &str, encoding: &str) -> Answer {
    server.ask("GET", path).anonymous().header("accept-encoding", encoding).send().expect(200)
}

#[test]
fn every_path_of_the_application_is_its_one_page_and_needs_no_login() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path());
    for path in ["/", "/tasks", "/tasks/0198f.3.1?tab=todo", "/setup", "/apiary"] {
        let answer = page(&server, path, "identity");
        assert_eq!(answer.text, "<!doctype html><title>Weir</title>", "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'self'; img-src 'self' data:") && policy.contains("frame-ancestors 'none'")
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[test]
fn what_is_missing_is_no_page() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("secret.txt"), "not for you").unwrap();
    let server = start(&folder.path().join("dist"));
    let anonymous = |method: &str, path: &str| server.ask(method, path).anonymous().send();
    for path in
        ["/assets/gone-2c.js", "/favicon.ico", "/..%2fsecret.txt", "/assets/../../secret.txt", "//etc/hostname.txt"]
    {
        anonymous("GET", path).refused(404, "no-such-route");
    }
    // Below /api nothing is a page, and whoever is not known is told nothing.
    for path in ["/api", "/api/", "/api/v1/nothing", "/api/v1/instances"] {
        anonymous("GET", path).refused(401, "unauthorized");
    }
    server.ask("GET", "/api/v1/nothing").send().refused(404, "no-such-route");
    anonymous("POST", "/tasks").refused(401, "unauthorized");
}

#[test]
fn files_are_sent_as_they_are_stored_and_decompressed_for_whoever_needs_it() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path());
    let plain = page(&server, "/assets/app-1f.js", "gzip, br;q=0");
    assert_eq!(plain.text, "console.log(\"堰\")");
    assert!(plain.headers.get("content-encoding").is_none());
    let stored = page(&server, "/assets/app-1f.js", "gzip, br");
    assert_eq!(stored.header("content-encoding"), "br");
    for answer in [&plain, &stored] {
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
    assert_ne!(plain.header("etag"), stored.header("etag"), "they are not the same bytes");
    let picture = page(&server, "/logo.png", "br");
    assert_eq!((picture.text.as_str(), picture.header("content-type")), ("picture", "image/png"));
    assert!(picture.headers.get("content-encoding").is_none());
}

#[test]
fn who_has_a_file_already_is_not_sent_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path());
    let first = page(&server, "/tasks", "br");
    let again = |tag: &str| {
        let ask = server.ask("GET", "/start").anonymous().header("accept-encoding", "br");
        ask.header("if-none-match", tag).send()
    };
    let tag = first.header("etag");
    let same = again(&format!("\"other\", {tag}"));
    assert_eq!((same.status, same.text.as_str(), same.header("etag")), (304, "", tag));
    assert_eq!(again("\"other\"").status, 200);
}

#[test]
fn how_one_gets_in_is_told_to_anybody() {
    let server = Server::start();
    let told = server.ask("GET", "/api/v1/session/options").anonymous().send().expect(200).json;
    assert_eq!(told, serde_json::json!({"openId": false, "needsSetup": false, "mail": false, "webhooks": false}));
    let server = Server::start_without_anybody(weir_engine::Options::default().clock);
    let told = server.ask("GET", "/api/v1/session/options").anonymous().send().expect(200).json;
    assert_eq!(told["needsSetup"], true);
}
