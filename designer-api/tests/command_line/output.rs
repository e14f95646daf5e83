//! What a command says goes to a reader who has left, or to a disk that is full.
use super::{run, told, weir};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// What takes no byte.
fn full() -> File {
    OpenOptions::new().write(true).open("/dev/full").unwrap()
}

#[test]
fn a_reader_who_has_left_is_no_failure() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(run(dir.path(), &["setup", "--data-dir", "data"]).0, 0);
    for arguments in [&["verify", "data"][..], &["config", "--explain"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let (code, _, err) = told(&weir(dir.path(), arguments).stdout(writer).output().unwrap());
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
fn words_that_a_full_disk_has_not_taken_are_a_failure() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(run(dir.path(), &["setup", "--data-dir", "data"]).0, 0);
    for arguments in [&["verify", "data"][..], &["config", "--explain"]] {
        let (code, _, err) = told(&weir(dir.path(), arguments).stdout(full()).output().unwrap());
        assert!(code == 74 && err.starts_with("weir: not all that was to be said could be written"), "{code} {err}");
    }
    // Where not even that can be said, the exit code says it.
    let (code, ..) = told(&weir(dir.path(), &["verify", "data"]).stdout(full()).stderr(full()).output().unwrap());
    assert_eq!(code, 74);
}

#[test]
fn names_from_elsewhere_cannot_steer_the_terminal() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("a\u{1b}[2J.bpmn"), "<a/>").unwrap();
    let (_, out, _) = run(dir.path(), &["check", "a\u{1b}[2J.bpmn"]);
    assert!(out.contains("--> a\u{fffd}[2J.bpmn:1:1") && !out.contains('\u{1b}'), "{out}");
    let (_, _, err) = run(dir.path(), &["check", "none\u{1b}[2J\u{202e}"]);
    assert!(err.starts_with("weir: none\u{fffd}[2J\u{fffd}: "), "{err}");
}

#[test]
fn a_server_whose_greeting_nobody_gets_serves_all_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = weir(dir.path(), &["serve", "--listen", "127.0.0.1:0", "--data-dir", "data"]);
    let mut server = command.stdout(full()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(server.stderr.take().unwrap()).lines().map_while(Result::ok);
    let said = lines.find(|line| line.contains("the server runs all the same"));
    let stopped = Command::new("kill").args(["-TERM", &server.id().to_string()]).status();
    let code = server.wait().unwrap().code();
    assert!(said.is_some_and(|line| line.contains("could be written")) && stopped.unwrap().success());
    assert_eq!(code, Some(0));
}

#[test]
fn a_file_without_end_is_not_read_to_its_end() {
    let dir = tempfile::tempdir().unwrap();
    let (code, out, _) = run(dir.path(), &["check", "/dev/zero"]);
    assert!(code == 1 && out.contains("error[xml-too-large]"), "{out:.300}");
    let (code, _, err) = run(dir.path(), &["repair", "/dev/zero"]);
    assert!(code == 1 && err.contains("too large"), "{err}");
}

#[test]
fn an_address_or_a_token_that_is_none_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let (code, _, err) = run(dir.path(), &["tasks", "--url", "http://[::1"]);
    assert!(code == 2 && err.contains("`http://[::1` is no address of a server"), "{err}");
    let (code, _, err) = run(dir.path(), &["tasks", "--token", "a\nb"]);
    assert!(code == 2 && err.contains("the token or the actor has signs that cannot be sent"), "{err}");
}
