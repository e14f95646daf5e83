//! Writes OCEL 2.0 as JSON: a case is an object of the type of its process, and so is everybody who worked.
use crate::log::{Attributes, Log, NO_NAME, NO_TIME, Value};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::Timestamp;

/// The type of the objects that stand for people and workers.
const ACTOR: &str = "actor";
/// The type of the objects that stand for cases of logs that name no process.
const CASE: &str = "case";

/// The log as a file, and how many rows are not in it, because the standard asks for a time of every event.
pub fn write(log: &Log) -> (Json, usize) {
    let mut events = vec![];
    let mut left_out = 0;
    let mut event_types: BTreeMap<&str, BTreeMap<String, &str>> = BTreeMap::new();
    for case in 0..log.case_count() {
        for row in log.case(case) {
            let name = log.activities.name(log.activity[row]);
            if log.ended[row] == NO_TIME {
                left_out += 1;
                continue;
            }
            let attributes = attributes(&log.attributes, row);
            let types = event_types.entry(name).or_default();
            types.extend(attributes.iter().map(|(name, value)| (name.clone(), kind(value))));
            let mut related = vec![json!({"objectId": case_id(log, case), "qualifier": "case"})];
            if log.actor[row] != NO_NAME {
                let actor = format!("actor:{}", log.actors.name(log.actor[row]));
                related.push(json!({"objectId": actor, "qualifier": "actor"}));
            }
            events.push(json!({
                "id": format!("e{row}"),
                "type": name,
                "time": Timestamp(log.ended[row]).to_string(),
                "attributes": attributes.iter()
                    .map(|(name, value)| json!({"name": name, "value": plain(value)})).collect::<Vec<_>>(),
                "relationships": related,
            }));
        }
    }
    let (objects, object_types) = objects(log);
    let file = json!({
        "objectTypes": types(&object_types),
        "eventTypes": types(&event_types.into_iter().map(|(name, types)| (name.to_owned(), types)).collect()),
        "objects": objects,
        "events": events,
    });
    (file, left_out)
}

type Types<'a> = BTreeMap<String, BTreeMap<String, &'a str>>;

fn objects(log: &Log) -> (Vec<Json>, Types<'static>) {
    let mut types = Types::new();
    let mut objects = vec![];
    for case in 0..log.case_count() {
        let kind_of = case_type(log, case);
        let attributes = attributes(&log.case_attributes, case);
        let known = types.entry(kind_of.clone()).or_default();
        known.extend(attributes.iter().map(|(name, value)| (name.clone(), kind(value))));
        let since = log.span(case).map_or(0, |(from, _)| from);
        let written: Vec<Json> = attributes
            .iter()
            .map(|(name, value)| json!({"name": name, "time": Timestamp(since).to_string(), "value": plain(value)}))
            .collect();
        objects.push(json!({
            "id": case_id(log, case), "type": kind_of, "attributes": written, "relationships": [],
        }));
    }
    let actors: BTreeSet<&str> = log.actors.iter().collect();
    if !actors.is_empty() {
        types.entry(ACTOR.to_owned()).or_default();
    }
    for actor in actors {
        objects.push(json!({
            "id": format!("actor:{actor}"), "type": ACTOR, "attributes": [], "relationships": [],
        }));
    }
    (objects, types)
}

fn case_type(log: &Log, case: usize) -> String {
    let process = &log.definitions[case].0;
    if process.is_empty() { CASE.to_owned() } else { process.clone() }
}

/// Ids of objects are one space, so a case's number keeps those apart that have one name.
fn case_id(log: &Log, case: usize) -> String {
    format!("case:{case}:{}", log.cases[case])
}

fn types(types: &Types<'_>) -> Vec<Json> {
    let attributes = |known: &BTreeMap<String, &str>| -> Vec<Json> {
        known.iter().map(|(name, kind)| json!({"name": name, "type": kind})).collect()
    };
    types.iter().map(|(name, known)| json!({"name": name, "attributes": attributes(known)})).collect()
}

fn attributes(columns: &Attributes, row: usize) -> Vec<(String, Value)> {
    columns.names().filter_map(|name| Some((name.to_owned(), columns.value(name, row)?))).collect()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Text(_) => "string",
        Value::Integer(_) => "integer",
        Value::Real(_) => "float",
        Value::Time(_) => "time",
        Value::Flag(_) => "boolean",
    }
}

/// The published schema has every value as a text, with its type declared beside it.
fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Time(time) => Timestamp(*time).to_string(),
        Value::Flag(flag) => flag.to_string(),
    }
}
