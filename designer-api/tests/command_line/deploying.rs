//! What a server refuses is told as that, however much was on its way to it.
use super::{GOOD, Served, run};
use std::fs;

#[test]
fn files_that_are_too_large_are_told_so_before_they_are_sent() {
    let dir = tempfile::tempdir().unwrap();
    let here = dir.path();
    let file = fs::File::create(here.join("large.bpmn")).unwrap();
    file.set_len(110 << 20).unwrap();
    // Nobody is asked: there is no server.
    let (code, _, err) = run(here, &["deploy", "large.bpmn", "--url", "http://127.0.0.1:9"]);
    assert!(code == 1 && err.contains("large.bpmn: 115343360 bytes") && err.contains("413 too-large"), "{err}");
}

#[test]
fn an_early_answer_is_read_also_when_the_body_is_long() {
    let dir = tempfile::tempdir().unwrap();
    let here = dir.path();
    let padding = format!("<!-- {} -->\n", "x".repeat(100 << 10)).repeat(40);
    let padded = GOOD.replace("<startEvent", &format!("{padding}<startEvent"));
    fs::write(here.join("long.bpmn"), &padded).unwrap();
    let mut server = Served::start(here);
    let token = server.token.replace("wrong".to_owned());
    let (code, _, err) = server.ask(here, &["deploy", "long.bpmn"]);
    assert!(code == 1 && err.contains("(401 unauthorized)") && !err.contains("ipe"), "{err}");
    // With the right one the server asks for the body, and gets it.
    server.token = token;
    let (code, out, err) = server.ask(here, &["deploy", "long.bpmn"]);
    assert!(code == 0 && out.contains("hello:1"), "{out}{err}");
    assert_eq!(server.stop(), 0);
}

#[test]
fn a_folder_without_models_is_no_success() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("readme.md"), "none here").unwrap();
    let (code, out, err) = run(dir.path(), &["check", "."]);
    assert!(code == 2 && out.is_empty() && err.starts_with("weir: no model in .: "), "{out}{err}");
}

#[test]
fn what_nobody_can_serve_with_is_refused_before_anything_is_opened() {
    let dir = tempfile::tempdir().unwrap();
    let most = u64::MAX.to_string();
    for (flag, value) in [
        ("--requests-max", "0"),
        ("--requests-max", most.as_str()),
        ("--polls-max", "0"),
        ("--connections-max", "0"),
        ("--connections-max", &most),
        ("--shutdown-seconds", &most),
    ] {
        let (code, _, err) = run(dir.path(), &["serve", "--listen", "127.0.0.1:0", flag, value]);
        let key = flag.trim_start_matches("--").replace('-', "_");
        assert!(code == 78 && err.contains(&format!("`{key}` must be from")), "{flag} {value}: {code} {err}");
        assert!(!dir.path().join("weir-data").exists());
    }
}
