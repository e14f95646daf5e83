//! The built binary, as somebody at a terminal meets it. This file is long because each command has its test here.
mod access;
mod audit;
mod deploying;
mod forms;
mod language;
mod outgoing;
mod output;
#[path = "../../../tests/src/python.rs"]
#[allow(dead_code, reason = "the other tests use more of it")]
mod python;
#[path = "../http/receivers.rs"]
#[allow(dead_code, reason = "the other tests use more of it")]
mod receivers;
mod rules;
mod scripts;
mod simulating;
#[path = "../../../tests/src/skipped.rs"]
mod skipped;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

const GOOD: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test">
  <process id="hello" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="greet" name="Greet"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="greet"/>
    <sequenceFlow id="f2" sourceRef="greet" targetRef="end"/>
  </process>
</definitions>
"#;

/// The program in a directory of its own, without settings from outside.
fn weir(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weir"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("WEIR_")) {
        command.env_remove(name);
    }
    command.current_dir(directory).args(arguments).env("LC_ALL", "C").stdin(Stdio::null());
    command
}

/// Exit code, standard output, standard error.
fn run(directory: &Path, arguments: &[&str]) -> (i32, String, String) {
    told(&weir(directory, arguments).output().unwrap())
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_good_file_is_told_to_be_good() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.bpmn"), GOOD).unwrap();
    let (code, out, err) = run(dir.path(), &["check", "a.bpmn"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.starts_with("1 file: 0 errors, 0 warnings"), "{out}");
}

#[test]
fn every_part_of_a_file_is_accounted_for() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.bpmn"), GOOD).unwrap();
    let (code, out, _) = run(dir.path(), &["check", "--account", "a.bpmn"]);
    assert_eq!(code, 0, "{out}");
    assert!(
        out.lines().any(|l| l.contains("sequenceFlow") && l.contains("executed") && l.contains("2 times")),
        "{out}"
    );
}

#[test]
fn what_comes_from_another_engine_and_documents_has_its_reason() {
    let dir = tempfile::tempdir().unwrap();
    let camunda = "xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\" xmlns=";
    let asynchronous =
        GOOD.replacen("xmlns=", camunda, 1).replacen("<userTask", "<userTask camunda:asyncBefore=\"true\"", 1);
    fs::write(dir.path().join("a.bpmn"), &asynchronous).unwrap();
    let (code, out, _) = run(dir.path(), &["check", "--account", "a.bpmn"]);
    let row = out.lines().find(|line| line.contains("@camunda:asyncBefore")).unwrap_or_else(|| panic!("{out}"));
    assert!(code == 0 && row.contains("documentation every step is durable"), "{row}");
    let (_, out, _) = run(dir.path(), &["check", "--json", "a.bpmn"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let rows = report[0]["account"].as_array().unwrap();
    let foreign: Vec<_> = rows.iter().filter(|row| row["part"] == "@camunda:asyncBefore").collect();
    assert!(foreign.len() == 1 && foreign[0]["reason"].as_str().unwrap().starts_with("every step"), "{foreign:?}");
}

#[test]
fn a_bad_file_is_told_with_its_line_and_a_caret() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.bpmn"), GOOD.replace("targetRef=\"greet\"", "targetRef=\"nobody\"")).unwrap();
    let (code, out, _) = run(dir.path(), &["check", "a.bpmn"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("error[dangling-reference]") && out.contains("--> a.bpmn:6:"), "{out}");
    assert!(out.contains("6 |     <sequenceFlow id=\"f1\" sourceRef=\"start\" targetRef=\"nobody\"/>"), "{out}");
    assert!(out.lines().any(|l| l.trim_end().ends_with("| ^") || l.trim_end().ends_with('^')), "{out}");
    assert!(!out.contains('\u{1b}'), "no colours for a pipe: {out}");

    let (code, out, _) = run(dir.path(), &["check", "--json", "a.bpmn"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let mut errors = report[0]["problems"].as_array().unwrap().iter().filter(|p| p["severity"] == "error");
    assert!(code == 1 && errors.any(|p| p["place"]["line"] == 6 && p["hint"].is_string()), "{out}");
}

#[test]
fn a_broken_file_is_repaired_into_another_and_drawn() {
    let dir = tempfile::tempdir().unwrap();
    let broken = GOOD.replace("sourceRef=\"start\" ", "").replace(" name=\"Greet\"", " name=\"R&D\"");
    fs::write(dir.path().join("a.bpmn"), &broken).unwrap();
    let (code, out, err) = run(dir.path(), &["repair", "a.bpmn", "--layout", "-o", "b.bpmn"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("a.bpmn:4:33: `&` is not escaped") && out.contains("[repair-flow-removed]"), "{out}");
    assert!(out.contains("--accept-repairs "), "{out}");
    assert_eq!(fs::read_to_string(dir.path().join("a.bpmn")).unwrap(), broken, "the file itself stays");
    let (_, again, _) = run(dir.path(), &["repair", "b.bpmn", "--layout"]);
    assert_eq!(again, "nothing to repair; 0 elements drawn\n");
    fs::write(dir.path().join("c.bpmn"), b"\xff\xfe\x00").unwrap();
    let (code, _, err) = run(dir.path(), &["repair", "c.bpmn"]);
    assert!(code == 1 && err.contains("no text"), "{err}");
}

#[test]
fn what_cannot_be_repaired_is_told_with_its_place_and_why() {
    let dir = tempfile::tempdir().unwrap();
    let doctype =
        GOOD.replacen("<definitions", "<!DOCTYPE d>\n<definitions", 1).replace(" name=\"Greet\"", " name=\"R&D\"");
    let cases: [(&str, Vec<u8>, &str); 4] = [
        ("a DTD", doctype.into_bytes(), "[xml-dtd]"),
        ("no end", GOOD.replace("</definitions>", "").into_bytes(), "[xml-malformed]"),
        ("bytes of no encoding", b"<definitions name=\"\xb4\xff\"/>".to_vec(), "a.bpmn:1:20: a byte that is not UTF-8"),
        ("half a sign", b"<\0d".to_vec(), "[xml-character]"),
    ];
    for (case, file, why) in cases {
        fs::write(dir.path().join("a.bpmn"), file).unwrap();
        let (code, _, err) = run(dir.path(), &["repair", "a.bpmn", "-o", "b.bpmn"]);
        assert!(code == 1 && err.contains("a.bpmn:") && err.contains(why), "{case}: {err}");
        // What was repaired is told apart from what is left.
        assert_eq!(err.contains("behind the repairs:"), case == "a DTD", "{case}: {err}");
    }
}

#[test]
fn directories_are_searched_for_models_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("models/deep")).unwrap();
    for name in ["models/a.bpmn", "models/deep/B.BPMN20.xml", "models/readme.md", "models/c.xml"] {
        fs::write(dir.path().join(name), GOOD).unwrap();
    }
    let (code, out, _) = run(dir.path(), &["check", "models"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("2 files: "), "{out}");
    let (code, _, err) = run(dir.path(), &["check", "nothing.bpmn"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("weir: nothing.bpmn: "), "{err}");
}

#[test]
fn settings_tell_where_they_came_from() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("weir.toml"), "listen = \"127.0.0.1:9000\"\nrequests_max = 7\n").unwrap();
    let mut command = weir(dir.path(), &["config", "--explain", "--log-level", "debug"]);
    let (code, out, _) = told(&command.env("WEIR_REQUESTS_MAX", "9").env("WEIR_TOKEN", "x").output().unwrap());
    assert_eq!(code, 0, "{out}");
    let line = |key: &str| out.lines().find(|l| l.starts_with(key)).unwrap_or_default().to_owned();
    for (key, value, from) in [
        ("data_dir", "./weir-data", "default"),
        ("listen", "127.0.0.1:9000", "file"),
        ("requests_max", "9", "environment"),
        ("log_level", "debug", "flag"),
        ("cache_bytes", "67108864", "default"),
    ] {
        let line = line(key);
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words[1..3], [value, from], "{out}");
    }
}

#[test]
fn wrong_settings_are_refused_with_one_clear_line() {
    let dir = tempfile::tempdir().unwrap();
    let refused = |file: &str, words: &[&str]| {
        fs::write(dir.path().join("weir.toml"), file).unwrap();
        let (code, out, err) = run(dir.path(), &["serve"]);
        assert_eq!((code, out.as_str()), (78, ""), "{err}");
        assert_eq!(err.lines().count(), 1, "{err}");
        assert!(words.iter().all(|w| err.contains(w)), "{err}");
    };
    refused("lisen = \"127.0.0.1:1\"", &["`lisen`", "file", "`listen`"]);
    refused("listen = \"here\"", &["listen"]);
    refused("requests_max = -1", &["requests_max"]);
    refused("evaluation_children = 0", &["`evaluation_children`", "1", "256"]);
    refused("listen = \"0.0.0.0:8400\"", &["--behind-proxy"]);
    refused("not toml", &["configuration file", "line 1"]);
    let mut command = weir(dir.path(), &["config"]);
    fs::remove_file(dir.path().join("weir.toml")).unwrap();
    let (code, _, err) = told(&command.env("WEIR_DATADIR", "x").output().unwrap());
    assert_eq!(code, 78);
    assert!(err.contains("environment") && err.contains("`data_dir`"), "{err}");
    let (code, _, err) = run(dir.path(), &["config", "--config", "none.toml"]);
    assert_eq!(code, 78);
    assert!(err.contains("none.toml"), "{err}");
}

#[test]
fn an_unreachable_server_and_a_bad_variable_are_told_plainly() {
    let dir = tempfile::tempdir().unwrap();
    // Nobody listens there, and nobody is given this port by chance.
    let (code, _, err) = run(dir.path(), &["tasks", "--url", "http://127.0.0.1:1"]);
    assert_eq!(code, 69);
    assert!(err.starts_with("weir: no answer from http://127.0.0.1"), "{err}");
    assert!(err.contains("`weir serve`") && err.contains("WEIR_URL"), "it says what to do: {err}");
    let (code, _, err) = run(dir.path(), &["start", "hello", "--var", "amount"]);
    assert_eq!((code, err.as_str()), (2, "weir: --var amount: write name=value\n"));
}

/// A server that is killed when the test is over, whatever happens.
struct Served {
    child: Child,
    url: String,
    token: Option<String>,
}

impl Served {
    fn start(directory: &Path) -> Served {
        let mut command = weir(directory, &["serve", "--listen", "127.0.0.1:0", "--data-dir", "data"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let first = lines.next().unwrap_or_default();
        let url = first.split_whitespace().find(|w| w.starts_with("http://")).unwrap_or_default();
        let url = url.trim_end_matches(',').to_owned();
        let token = if directory.join("token").exists() {
            fs::read_to_string(directory.join("token")).ok()
        } else {
            let link = lines.find_map(|l| Some(l.split_once("weir setup ")?.1.trim_end_matches(")\"").to_owned()));
            let (code, out, err) = run(directory, &["setup", &link.expect("the first start prints a link")]);
            assert_eq!(code, 0, "{err}");
            assert!(out.starts_with(&format!("export WEIR_URL={url}\n")), "{out}");
            let token = out.lines().find_map(|line| line.strip_prefix("export WEIR_TOKEN=")).unwrap().to_owned();
            fs::write(directory.join("token"), &token).unwrap();
            Some(token)
        };
        std::thread::spawn(move || lines.for_each(drop));
        Served { child, url, token }
    }

    /// Runs a client command against it.
    fn ask(&self, directory: &Path, arguments: &[&str]) -> (i32, String, String) {
        let mut command = weir(directory, arguments);
        command.env("WEIR_URL", &self.url).env("WEIR_TOKEN", self.token.as_deref().unwrap_or_default());
        told(&command.output().unwrap())
    }

    /// Asks it to stop; its exit code.
    fn stop(mut self) -> i32 {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap().code().unwrap_or(-1)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn from_the_first_start_to_a_completed_instance_on_the_command_line() {
    let dir = tempfile::tempdir().unwrap();
    let here = dir.path();
    fs::write(here.join("hello.bpmn"), GOOD).unwrap();
    let server = Served::start(here);
    let (code, out, err) = server.ask(here, &["deploy", "hello.bpmn"]);
    assert!(code == 0 && out.contains("hello:1"), "{out}{err}");
    let (code, out, err) = server.ask(here, &["start", "hello", "--var", "n=7", "--business-key", "A-1", "--json"]);
    assert_eq!(code, 0, "{err}");
    let started: serde_json::Value = serde_json::from_str(&out).unwrap();
    let (code, out, err) = server.ask(here, &["tasks"]);
    assert!(code == 0 && out.contains("Greet") && out.contains("A-1"), "{out}{err}");
    let task = out.lines().nth(1).and_then(|l| l.split_whitespace().next()).unwrap().to_owned();
    let (code, _, err) = server.ask(here, &["complete", &task, "--var", "done=true", "--actor", "ann"]);
    assert_eq!(code, 0, "{err}");
    let (code, out, err) = server.ask(here, &["trace", started["id"].as_str().unwrap()]);
    assert!(code == 0 && out.contains("userTaskCompleted") && out.contains("ann"), "{out}{err}");

    assert_eq!(server.stop(), 0);
    let (code, out, err) = run(here, &["verify-store", "data"]);
    assert!(code == 0 && out.contains("are as written"), "{out}{err}");
    the_receipt_is_kept(here, &out);
    let again = Served::start(here);
    let (code, out, _) = again.ask(here, &["trace", started["id"].as_str().unwrap()]);
    assert!(code == 0 && out.contains("userTaskCompleted"), "kept over a restart: {out}");
    assert_eq!(again.ask(here, &["start", "hello"]).0, 0);
    assert_eq!(again.ask(here, &["start", "hello"]).0, 0);
    let (code, out, err) = again.ask(here, &["tasks", "--limit", "1"]);
    assert!(code == 0 && out.lines().count() == 2 && err.contains("there are more"), "{out}{err}");
    let (code, out, err) = again.ask(here, &["tasks", "--limit", "5000"]);
    assert!(code == 0 && out.lines().count() == 3 && err.is_empty(), "{out}{err}");
    let (code, _, err) = again.ask(here, &["start", "hello", "--var", "a=1", "--var", "a=2"]);
    assert!(code == 2 && err.contains("--var a is there twice"), "{err}");
    assert_eq!(again.stop(), 0);
    let (code, out, err) = run(here, &["verify-store", "data", "--receipt", "receipt.txt"]);
    assert!(code == 0 && out.contains("it is the log of the receipt"), "{out}{err}");
    fs::write(here.join("later.txt"), out).unwrap();
    // Somebody puts the directory of an earlier day back.
    fs::remove_dir_all(here.join("data")).unwrap();
    fs::rename(here.join("earlier"), here.join("data")).unwrap();
    let (code, _, err) = run(here, &["verify-store", "data"]);
    assert_eq!((code, err.as_str()), (0, ""), "in itself it is correct");
    let (code, _, err) = run(here, &["verify-store", "data", "--receipt", "later.txt"]);
    assert!(code == 1 && err.contains("its end was cut off"), "{err}");
}

/// What was printed names the head of every partition; it is kept, with a copy of the directory.
fn the_receipt_is_kept(here: &Path, printed: &str) {
    let heads = printed.lines().filter(|line| line.starts_with("partition ") && line.contains(" hash ")).count();
    assert!(heads > 0 && printed.lines().last().is_some_and(|line| line.starts_with("receipt ")), "{printed}");
    fs::write(here.join("receipt.txt"), printed).unwrap();
    let copied = Command::new("cp").args(["-a", "data", "earlier"]).current_dir(here).status().unwrap();
    assert!(copied.success());
    fs::write(here.join("forged.txt"), printed.replacen("partition 0 records ", "partition 0 records 1", 1)).unwrap();
    let (code, _, err) = run(here, &["verify-store", "data", "--receipt", "forged.txt"]);
    assert!(code == 2 && err.contains("not as it was written"), "{err}");
}

#[test]
fn somebody_steps_in_on_the_command_line() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("hello.bpmn"), GOOD).unwrap();
    let server = Served::start(dir.path());
    let ask = |arguments: &[&str]| server.ask(dir.path(), arguments);
    assert_eq!(ask(&["deploy", "hello.bpmn"]).0, 0);
    let started: serde_json::Value = serde_json::from_str(&ask(&["start", "hello", "--json"]).1).unwrap();
    let id = started["id"].as_str().unwrap();
    let (code, out, err) = ask(&["suspend", id, "--reason", "a question"]);
    assert!(code == 0 && out.contains("running, suspended"), "{out}{err}");
    let (code, out, err) = ask(&["modify", id, "--move", "greet=greet", "--dry-run"]);
    assert!(code == 0 && out.contains("waitsClosed") && out.contains("nothing has changed yet"), "{out}{err}");
    assert_eq!(ask(&["resume", id]).0, 0);
    let (code, _, err) = ask(&["modify", id, "--before", "nowhere", "--cancel", "99"]);
    assert!(code == 1 && err.contains("no-such-element:") && err.contains("no-such-element-instance:"), "{err}");
    let (code, _, err) = ask(&["modify", id, "--move", "greet"]);
    assert!(code == 2 && err.contains("write from=to"), "{err}");
    fs::write(dir.path().join("hello.bpmn"), GOOD.replace("\"greet\"", "\"welcome\"")).unwrap();
    assert_eq!(ask(&["deploy", "hello.bpmn"]).0, 0);
    let (code, _, err) = ask(&["migrate", id, "--to", "hello"]);
    assert!(code == 1 && err.contains("element-missing:"), "{err}");
    let (code, out, err) = ask(&["migrate", id, "--to", "hello", "--map", "greet=welcome"]);
    assert!(code == 0 && out.contains("to welcome"), "{out}{err}");
    let (code, out, err) = ask(&["modify", id, "--cancel", "welcome"]);
    assert!(code == 0 && out.contains("terminated"), "{out}{err}");
    let (code, out, err) = ask(&["restart", id, "--before", "welcome"]);
    assert!(code == 0 && out.contains("hello:2"), "{out}{err}");
    assert_eq!(ask(&["suspend", "hello:2", "--instances"]).0, 0);
    let (code, _, err) = ask(&["start", "hello"]);
    assert!(code == 1 && err.contains("definition-suspended"), "{err}");
    assert_eq!(server.stop(), 0);
}

#[test]
fn many_instances_are_tried_and_then_changed_on_the_command_line() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("hello.bpmn"), GOOD).unwrap();
    let server = Served::start(dir.path());
    let ask = |arguments: &[&str]| server.ask(dir.path(), arguments);
    assert_eq!(ask(&["deploy", "hello.bpmn"]).0, 0);
    for _ in 0..2 {
        assert_eq!(ask(&["start", "hello"]).0, 0);
    }
    let (code, out, err) = ask(&["batch", "modify", "--process", "hello", "--move", "greet=greet", "--dry-run"]);
    assert!(code == 0 && out.matches("waitsClosed").count() == 2, "{out}{err}");
    assert!(out.contains("2 instances (nothing has changed yet)"), "{out}");
    let (code, out, err) = ask(&["batch", "modify", "--process", "hello", "--cancel", "99", "--dry-run"]);
    assert!(code == 0 && out.matches("modification-refused").count() == 2, "{out}{err}");
    let (code, out, err) = ask(&["suspend", "hello:1", "--instances", "--dry-run"]);
    assert!(code == 0 && out.contains("false to true") && out.contains("running, suspended"), "{out}{err}");
    let (code, out, err) = ask(&["batch", "suspend", "--definition", "hello:1", "--reason", "a pause", "--json"]);
    let begun: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!(code == 0 && begun["total"] == 2, "{out}{err}");
    let id = begun["id"].as_str().unwrap();
    let (code, out, err) = ask(&["batch", "show", id]);
    assert!(code == 0 && out.contains("suspend"), "{out}{err}");
    assert!(ask(&["batch", "list"]).1.contains(id));
    let (code, _, err) = ask(&["batch", "resume", "--process", "nothing"]);
    assert!(code == 1 && err.contains("no-instances"), "{err}");
    let (code, _, err) = ask(&["batch", "cancel", "--reason", "a slip"]);
    assert!(code == 1 && err.contains("which-instances"), "not all that there are: {err}");
    let (code, out, err) = ask(&["batch", "cancel", "--process", "hello", "--dry-run"]);
    assert!(code == 0 && out.contains("2 instances (nothing has changed yet)"), "{out}{err}");
    let (code, out, err) = ask(&["batch", "migrate", "--from", "hello:1", "--to", "hello:1", "--dry-run"]);
    assert!(code == 0 && out.contains("2 instances") && out.contains("migrated"), "{out}{err}");
    assert_eq!(server.stop(), 0);
}

#[test]
fn a_condition_in_javascript_is_asked_in_a_child_process() {
    let dir = tempfile::tempdir().unwrap();
    let model = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>\
        <process id='p' isExecutable='true'><startEvent id='s'/><parallelGateway id='f'/><userTask id='work' name='Work'/>\
        <userTask id='enter' name='Enter'/><userTask id='late' name='Late'/>\
        <boundaryEvent id='b' attachedToRef='work'><conditionalEventDefinition><condition language='javascript'>\
        typeof x !== 'undefined' &amp;&amp; x &gt; 1</condition></conditionalEventDefinition></boundaryEvent>\
        <sequenceFlow id='f1' sourceRef='s' targetRef='f'/><sequenceFlow id='f2' sourceRef='f' targetRef='work'/>\
        <sequenceFlow id='f3' sourceRef='f' targetRef='enter'/><sequenceFlow id='f4' sourceRef='b' targetRef='late'/>\
        </process></definitions>";
    fs::write(dir.path().join("p.bpmn"), model).unwrap();
    let server = Served::start(dir.path());
    let ask = |arguments: &[&str]| server.ask(dir.path(), arguments);
    let (code, out, err) = ask(&["deploy", "p.bpmn"]);
    assert_eq!(code, 0, "{out}{err}");
    assert_eq!(ask(&["start", "p"]).0, 0);
    let (_, out, _) = ask(&["tasks"]);
    let enter =
        out.lines().find(|line| line.contains("Enter")).and_then(|line| line.split_whitespace().next()).unwrap();
    assert_eq!(ask(&["complete", enter, "--var", "x=2"]).0, 0);
    let begun = std::time::Instant::now();
    while !ask(&["tasks"]).1.contains("Late") {
        assert!(begun.elapsed().as_secs() < 60, "the condition turns true: {}", ask(&["tasks"]).1);
    }
    assert!(!ask(&["tasks"]).1.contains("Work"));
    assert_eq!(server.stop(), 0);
}

#[test]
fn one_directory_serves_one_process_and_one_port_one_server() {
    let dir = tempfile::tempdir().unwrap();
    let server = Served::start(dir.path());
    let (code, _, err) = run(dir.path(), &["serve", "--listen", "127.0.0.1:0", "--data-dir", "data"]);
    assert_eq!((code, err.lines().count()), (75, 1), "{err}");
    assert!(err.contains("in use by another process"), "{err}");
    let port = server.url.trim_start_matches("http://");
    let (code, _, err) = run(dir.path(), &["serve", "--listen", port, "--data-dir", "other"]);
    assert_eq!((code, err.lines().count()), (69, 1), "{err}");
    assert!(err.contains("taken by another process"), "{err}");
}

#[test]
fn a_damaged_store_is_named_and_never_served() {
    let dir = tempfile::tempdir().unwrap();
    let here = dir.path();
    fs::write(here.join("hello.bpmn"), GOOD).unwrap();
    let server = Served::start(here);
    server.ask(here, &["deploy", "hello.bpmn"]);
    for _ in 0..3 {
        assert_eq!(server.ask(here, &["start", "hello"]).0, 0);
    }
    assert_eq!(server.stop(), 0);
    let mut files = fs::read_dir(here.join("data")).unwrap().map(|entry| entry.unwrap().path());
    let log = files.find(|path| path.extension().is_some_and(|e| e == "log")).expect("a segment");
    let mut bytes = fs::read(&log).unwrap();
    bytes[600] ^= 1;
    fs::write(&log, bytes).unwrap();

    let (code, _, err) = run(here, &["verify-store", "data"]);
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("first broken record") && err.contains("at byte"), "{err}");
    let (code, _, err) = run(here, &["serve", "--listen", "127.0.0.1:0", "--data-dir", "data"]);
    assert_eq!(code, 74, "{err}");
    assert!(err.contains("weir verify-store"), "{err}");
    let (code, _, err) = run(here, &["verify-store", "nothing"]);
    assert_eq!(code, 74, "{err}");
}

#[test]
fn the_version_is_told() {
    let (code, out, _) = run(Path::new("."), &["--version"]);
    assert_eq!((code, out), (0, format!("weir {}\n", env!("CARGO_PKG_VERSION"))));
}
