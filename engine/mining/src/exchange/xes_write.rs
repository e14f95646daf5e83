//! Writes XES as IEEE 1849-2023 has it: one event for each activity instance, with its lifecycle transition.
//!
//! The time of an event is when it was left. The other three times are attributes beside it, because the standard has one
//! time for an event. What is still open is written with the transition it has reached and the time of that.
use super::STARTED;
use crate::log::{Log, NO_NAME, NO_TIME, Outcome, TRANSITION, Value};
use quick_xml::escape::escape;
use std::fmt::Write;
use weir_core::Timestamp;

/// The log as a file.
pub fn write(log: &Log) -> String {
    [begin(), &traces(log), end()].concat()
}

/// What stands before the traces, for a log that is written part by part.
pub fn begin() -> &'static str {
    HEAD
}

/// What stands behind them.
pub fn end() -> &'static str {
    "</log>\n"
}

/// The traces of a part of a log.
pub fn traces(log: &Log) -> String {
    let mut out = String::new();
    for case in 0..log.case_count() {
        out.push_str("  <trace>\n");
        attribute(&mut out, "    ", "concept:name", &Value::Text(log.cases[case].clone()));
        let (process, version) = &log.definitions[case];
        if !process.is_empty() {
            attribute(&mut out, "    ", "process", &Value::Text(process.clone()));
            attribute(&mut out, "    ", "version", &Value::Integer(i64::from(*version)));
        }
        for name in log.case_attributes.names().filter(|name| !["process", "version"].contains(name)) {
            if let Some(value) = log.case_attributes.value(name, case) {
                attribute(&mut out, "    ", name, &value);
            }
        }
        for row in log.case(case) {
            event(&mut out, log, row);
        }
        out.push_str("  </trace>\n");
    }
    out
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2023" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <string key="lifecycle:transition" value="complete"/>
  </global>
  <classifier name="Activity" scope="event" keys="concept:name"/>
  <string key="lifecycle:model" value="standard"/>
"#;

/// The attributes that are written of every event, which others must not repeat.
const OWN: [&str; 8] = [
    "concept:name",
    "time:timestamp",
    "org:resource",
    TRANSITION,
    STARTED,
    "claim_timestamp",
    "enabled_timestamp",
    "suspended_ms",
];

fn event(out: &mut String, log: &Log, row: usize) {
    out.push_str("    <event>\n");
    let mut write = |name: &str, value: Value| attribute(out, "      ", name, &value);
    write("concept:name", Value::Text(log.activities.name(log.activity[row]).to_owned()));
    if log.actor[row] != NO_NAME {
        write("org:resource", Value::Text(log.actors.name(log.actor[row]).to_owned()));
    }
    let (transition, time) = transition(log, row);
    write(TRANSITION, Value::Text(transition.to_owned()));
    for (name, time) in [
        ("time:timestamp", time),
        (STARTED, log.started[row]),
        ("claim_timestamp", log.claimed[row]),
        ("enabled_timestamp", log.enabled[row]),
    ] {
        if time != NO_TIME {
            write(name, Value::Time(time));
        }
    }
    if log.suspended[row] != 0 {
        write("suspended_ms", Value::Integer(log.suspended[row]));
    }
    for name in log.attributes.names().filter(|name| !OWN.contains(name)) {
        if let Some(value) = log.attributes.value(name, row) {
            write(name, value);
        }
    }
    out.push_str("    </event>\n");
}

/// How far a row has come in the standard's lifecycle, and when it came there.
fn transition(log: &Log, row: usize) -> (&str, i64) {
    if log.ended[row] != NO_TIME || log.outcome[row] != Outcome::Open {
        let said = log.attributes.text(TRANSITION, row);
        let plain = if log.outcome[row] == Outcome::Terminated { "ate_abort" } else { "complete" };
        return (said.unwrap_or(plain), log.ended[row]);
    }
    let reached = [("start", log.started[row]), ("assign", log.claimed[row]), ("schedule", log.enabled[row])];
    reached.into_iter().find(|(_, time)| *time != NO_TIME).unwrap_or(("schedule", NO_TIME))
}

fn attribute(out: &mut String, indent: &str, name: &str, value: &Value) {
    let (kind, text) = match value {
        Value::Text(text) => ("string", text.clone()),
        Value::Integer(number) => ("int", number.to_string()),
        Value::Real(number) => ("float", number.to_string()),
        Value::Time(time) => ("date", Timestamp(*time).to_string()),
        Value::Flag(flag) => ("boolean", flag.to_string()),
    };
    let (name, text) = (clean(name), clean(&text));
    let _ = writeln!(out, r#"{indent}<{kind} key="{}" value="{}"/>"#, escape(&name), escape(&text));
}

/// Characters that XML cannot hold are replaced, so that the file can be read; line ends are kept as references.
fn clean(text: &str) -> String {
    let allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|c| if allowed(c) { c } else { '\u{fffd}' }).collect()
}
