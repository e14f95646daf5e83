//! Forms and work calendars at a terminal.
use crate::{Served, run};
use std::fs;

const MODEL: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' targetNamespace='test'>\
    <process id='claim' isExecutable='true'><startEvent id='start'/><userTask id='fill' weir:formId='ask'/><endEvent id='end'/>\
    <sequenceFlow id='f1' sourceRef='start' targetRef='fill'/><sequenceFlow id='f2' sourceRef='fill' targetRef='end'/>\
    </process></definitions>";

const FORM: &str = "{\"type\": \"default\", \"id\": \"ask\", \"components\": [\n  {\"type\": \"number\", \"key\": \"amount\", \"validate\": {\"min\": 1}}]}";

#[test]
fn forms_are_checked_deployed_and_filled_in_on_the_command_line() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("claim.bpmn"), MODEL).unwrap();
    fs::write(dir.path().join("ask.form"), FORM.replace("min", "least")).unwrap();
    let (code, out, err) = run(dir.path(), &["check", "ask.form"]);
    assert!(code == 1 && out.contains("form-unknown-property") && out.contains("ask.form:2"), "{out}{err}");
    fs::write(dir.path().join("ask.form"), FORM).unwrap();
    let (code, out, err) = run(dir.path(), &["check", "."]);
    assert!(code == 0 && out.contains("2 files: 0 errors"), "{out}{err}");

    let server = Served::start(dir.path());
    let ask = |arguments: &[&str]| server.ask(dir.path(), arguments);
    let (code, out, err) = ask(&["deploy", "claim.bpmn", "ask.form"]);
    assert!(code == 0 && out.contains("claim:1") && out.contains("ask:1"), "{out}{err}");
    ask(&["start", "claim"]);
    let (_, out, _) = ask(&["tasks", "--json"]);
    let tasks: serde_json::Value = serde_json::from_str(&out).unwrap();
    let task = tasks["items"][0]["id"].as_str().unwrap();
    let (code, _, err) = ask(&["complete", task, "--var", "amount=0", "--var", "colour=red"]);
    assert!(code == 1 && err.contains("422 form-invalid"), "{err}");
    assert!(err.contains("amount: field-too-small") && err.contains("colour: field-unknown"), "{err}");
    let (code, out, err) = ask(&["complete", task, "--var", "amount=1"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
}

#[test]
fn a_year_of_a_calendar_is_loaded_on_the_command_line() {
    let dir = tempfile::tempdir().unwrap();
    let server = Served::start(dir.path());
    let ask = |arguments: &[&str]| server.ask(dir.path(), arguments);
    fs::write(dir.path().join("2026.csv"), "date,day,name\n2026-10-01,free,国庆节\n").unwrap();
    let (code, _, err) = ask(&["calendar", "load", "office", "2026", "2026.csv"]);
    assert!(code == 1 && err.contains("404 no-such-calendar"), "{err}");
    fs::write(dir.path().join("2026.csv"), "date,day\n2026-13-01,free\n").unwrap();
    let (code, _, err) = ask(&["calendar", "load", "office", "2026", "2026.csv"]);
    assert!(code == 1 && err.contains("400 invalid-csv") && err.contains("line 2"), "{err}");
    let (code, _, err) = ask(&["calendar", "load", "office", "2026", "none.csv"]);
    assert!(code == 2 && err.contains("none.csv"), "{err}");
}
