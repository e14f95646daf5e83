//! Writes a table: a line for each activity instance (RFC 4180).
use super::STARTED;
use crate::log::{Log, NO_NAME, NO_TIME};
use weir_core::Timestamp;

/// The log as a table, which [`read_csv`](super::read_csv) reads again with its default columns.
///
/// A field that a spreadsheet would take for a formula is written with an apostrophe before it.
pub fn write(log: &Log) -> String {
    let attributes: Vec<&str> = log.attributes.names().collect();
    let case_attributes: Vec<&str> = log.case_attributes.names().collect();
    table(log, &attributes, &case_attributes, true)
}

/// A part of a log as lines of a table with these columns of attributes, whatever else the part has; with the line of names
/// or without.
pub fn table(log: &Log, attributes: &[&str], case_attributes: &[&str], with_names: bool) -> String {
    let mut out = csv::Writer::from_writer(vec![]);
    let mut header =
        ["case:concept:name", "concept:name", "enabled", "claimed", STARTED, "time:timestamp", "org:resource"]
            .map(str::to_owned)
            .to_vec();
    header.extend(attributes.iter().map(|name| (*name).to_owned()));
    header.extend(case_attributes.iter().map(|name| format!("case:{name}")));
    if with_names {
        // A vector takes every byte, so nothing can fail.
        out.write_record(&header).expect("memory takes it");
    }
    for case in 0..log.case_count() {
        for row in log.case(case) {
            let mut fields = vec![plain(&log.cases[case]), plain(log.activities.name(log.activity[row]))];
            fields.extend(
                [log.enabled[row], log.claimed[row], log.started[row], log.ended[row]]
                    .map(|time| if time == NO_TIME { String::new() } else { Timestamp(time).to_string() }),
            );
            let actor = log.actor[row];
            fields.push(if actor == NO_NAME { String::new() } else { plain(log.actors.name(actor)) });
            fields.extend(attributes.iter().map(|name| shown(&log.attributes, name, row)));
            fields.extend(case_attributes.iter().map(|name| shown(&log.case_attributes, name, case)));
            out.write_record(&fields).expect("memory takes it");
        }
    }
    String::from_utf8(out.into_inner().expect("memory takes it")).expect("texts are UTF-8")
}

fn shown(attributes: &crate::log::Attributes, name: &str, row: usize) -> String {
    match attributes.value(name, row) {
        Some(crate::log::Value::Text(text)) => plain(&text),
        _ => attributes.shown(name, row).unwrap_or_default(),
    }
}

fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
