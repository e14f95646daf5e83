//! Simulations at a terminal: what was wrong in the history that one learns from is told, and so is on what a verdict rests.
use crate::{GOOD, run};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[test]
fn a_history_with_times_that_cannot_be_read_says_so() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("hello.bpmn"), GOOD).unwrap();
    let mut log = "case:concept:name,concept:name,start_timestamp,time:timestamp,org:resource\n".to_owned();
    for case in 0..40 {
        let (day, hour) = (case / 8 + 5, case % 8 + 9);
        let at = |minutes: u32| format!("2026-01-{day:02}T{hour:02}:{minutes:02}:00Z");
        writeln!(log, "{case},greet,{},{},ann", at(0), at(20)).unwrap();
    }
    log.push_str("40,greet,,soon,ann\n");
    fs::write(dir.path().join("log.csv"), log).unwrap();
    let (code, out, err) =
        run(dir.path(), &["simulate", "hello.bpmn", "--log", "log.csv", "--cases", "20", "--replications", "2"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(err.contains("log.csv: time-not-readable: 1×, first in case 41, event 1: `soon`"), "{err}");
    assert!(err.contains("log.csv: event-without-time: 1×"), "{err}");
    assert!(out.contains("as-is gate: UNVERIFIED"), "{out}");
}

/// A history of greetings by one person, on so many days, each followed by what else is named.
fn greeted(dir: &Path, days: u32, and: &str) {
    let mut log = "case:concept:name,concept:name,start_timestamp,time:timestamp,org:resource\n".to_owned();
    for case in 0..days * 8 {
        let day = case / 8;
        let (month, day, hour) = (day / 28 + 1, day % 28 + 1, case % 8 + 9);
        let at = |minutes: u32| format!("2026-{month:02}-{day:02}T{hour:02}:{minutes:02}:00Z");
        writeln!(log, "{case},greet,{},{},ann", at(0), at(10 + case % 7)).unwrap();
        if !and.is_empty() {
            writeln!(log, "{case},{and},{},{},ann", at(20), at(21)).unwrap();
        }
    }
    fs::write(dir.join("log.csv"), log).unwrap();
    fs::write(dir.join("hello.bpmn"), GOOD).unwrap();
}

#[test]
fn a_verdict_says_on_what_it_rests() {
    let dir = tempfile::tempdir().unwrap();
    let say = |name: &str, json: &Value| fs::write(dir.path().join(name), json.to_string()).unwrap();
    say("quick.json", &json!({ "steps": [{ "step": "greet", "factor": 0.5 }] }));
    say("more.json", &json!({ "arrivals": 1.5 }));
    let simulate = |more: &[&str]| {
        let asked = ["simulate", "hello.bpmn", "--log", "log.csv", "--cases", "60", "--replications", "30"];
        let all = [&asked[..], more].concat();
        run(dir.path(), &all)
    };
    // Weeks that are all alike are told right, and half the work is better.
    greeted(dir.path(), 42, "");
    let (code, out, err) =
        simulate(&["--what-if", "quick.json", "--what-if", "more.json", "--learned", "learned.json"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("as-is gate: verified"), "{out}");
    assert!(out.contains("verdict: better, and nothing else is worse"), "{out}");
    assert!(err.contains("note: simulation-calendar-learned"), "{err}");
    assert!(
        out.contains("\nmore: 1800 cases in 30 replications"),
        "more cases come, though the log has no more: {out}"
    );
    // What was learned is a scenario like any other, and comes to the same.
    let mean = |out: &str| out.lines().find(|line| line.contains("time mean")).unwrap().to_owned();
    let args = ["simulate", "hello.bpmn", "--scenario", "learned.json", "--cases", "60", "--replications", "30"];
    let (code, again, err) = run(dir.path(), &args);
    assert_eq!((code, mean(&again)), (0, mean(&out)), "{again}{err}");

    // Three weeks are too few to judge by: the same verdict is marked.
    greeted(dir.path(), 21, "");
    let (code, out, err) = simulate(&["--what-if", "quick.json"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("as-is gate: UNVERIFIED") && out.contains("simulation-too-little-history"), "{out}");
    assert!(out.contains("verdict: UNVERIFIED: better, and nothing else is worse"), "{out}");
    let (_, out, _) = simulate(&["--json"]);
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&told["gate"]["verified"], &told["variants"]), (&json!(false), &json!([])));
    assert_eq!(told["notes"][0]["code"], "simulation-calendar-learned");
}

#[test]
fn a_history_that_does_not_fit_and_changes_that_are_none_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let simulate = |more: &[&str]| {
        let asked = ["simulate", "hello.bpmn", "--log", "log.csv", "--cases", "20", "--replications", "2"];
        let all = [&asked[..], more].concat();
        run(dir.path(), &all)
    };
    // Half of it is of a step that the model does not have.
    greeted(dir.path(), 14, "gamma");
    let (code, out, err) = simulate(&[]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(err.contains("note: simulation-log-misfit") && err.contains("gamma"), "{err}");
    // All of it.
    let text = fs::read_to_string(dir.path().join("log.csv")).unwrap().replace("greet", "alpha");
    fs::write(dir.path().join("log.csv"), text).unwrap();
    let (code, _, err) = simulate(&[]);
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("is it the log of this model?"), "{err}");

    greeted(dir.path(), 14, "");
    for (changes, code, said) in [
        ("{}", 1, "simulation-contradiction: nothing is different in it"),
        ("[2]", 2, "an array stands where an object is expected"),
        (r#"{"steps": [{"step": "greet", "factor": 2, "duration": "PT1H"}]}"#, 1, "simulation-contradiction: `greet`"),
        (r#"{"steps": [{"step": "ghost", "factor": 2}]}"#, 1, "simulation-unknown-element: `ghost`"),
    ] {
        fs::write(dir.path().join("changes.json"), changes).unwrap();
        let (told, out, err) = simulate(&["--what-if", "changes.json"]);
        assert_eq!(told, code, "{changes}: {out}{err}");
        assert!(err.contains(said), "{changes}: {err}");
    }
}
