//! Simulations at a terminal: what was wrong in the history that one learns from is told.
use crate::{GOOD, run};
use std::fmt::Write as _;
use std::fs;

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
