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
    let mut parts = OcelParts::default();
    let (mut events, mut objects) = parts.part(log);
    objects.extend(parts.actors());
    events.shrink_to_fit();
    let (object_types, event_types) = parts.types();
    let file = json!({
        "objectTypes": object_types, "eventTypes": event_types, "objects": objects, "events": events,
    });
    (file, parts.left_out)
}

type Types = BTreeMap<String, BTreeMap<String, &'static str>>;

/// A log that is written part by part: what must be known of all parts together.
#[derive(Debug, Clone, Default)]
pub struct OcelParts {
    cases: usize,
    rows: usize,
    /// How many rows are not in it.
    pub left_out: usize,
    people: BTreeSet<String>,
    object_types: Types,
    event_types: Types,
}

impl OcelParts {
    /// The events of the next part, and the objects of its cases.
    pub fn part(&mut self, log: &Log) -> (Vec<Json>, Vec<Json>) {
        let mut events = vec![];
        for case in 0..log.case_count() {
            events.extend(log.case(case).filter_map(|row| self.event(log, case, row)));
        }
        let objects = (0..log.case_count()).map(|case| self.object(log, case)).collect();
        self.people.extend(log.actors.iter().map(str::to_owned));
        self.cases += log.case_count();
        self.rows += log.row_count();
        (events, objects)
    }

    /// The objects that stand for people and workers of all parts.
    pub fn actors(&self) -> Vec<Json> {
        let one = |actor: &String| json!({ "id": format!("actor:{actor}"), "type": ACTOR, "attributes": [], "relationships": [] });
        self.people.iter().map(one).collect()
    }

    /// The types of objects and of events of all parts.
    pub fn types(&self) -> (Vec<Json>, Vec<Json>) {
        let mut objects = self.object_types.clone();
        if !self.people.is_empty() {
            objects.entry(ACTOR.to_owned()).or_default();
        }
        (types(&objects), types(&self.event_types))
    }

    fn event(&mut self, log: &Log, case: usize, row: usize) -> Option<Json> {
        let name = log.activities.name(log.activity[row]);
        if log.ended[row] == NO_TIME {
            self.left_out += 1;
            return None;
        }
        let attributes = attributes(&log.attributes, row);
        let types = self.event_types.entry(name.to_owned()).or_default();
        types.extend(attributes.iter().map(|(name, value)| (name.clone(), kind(value))));
        let mut related = vec![json!({"objectId": self.case_id(log, case), "qualifier": "case"})];
        if log.actor[row] != NO_NAME {
            let actor = format!("actor:{}", log.actors.name(log.actor[row]));
            related.push(json!({"objectId": actor, "qualifier": "actor"}));
        }
        Some(json!({
            "id": format!("e{}", self.rows + row),
            "type": name,
            "time": Timestamp(log.ended[row]).to_string(),
            "attributes": attributes.iter()
                .map(|(name, value)| json!({"name": name, "value": plain(value)})).collect::<Vec<_>>(),
            "relationships": related,
        }))
    }

    fn object(&mut self, log: &Log, case: usize) -> Json {
        let kind_of = case_type(log, case);
        let attributes = attributes(&log.case_attributes, case);
        let known = self.object_types.entry(kind_of.clone()).or_default();
        known.extend(attributes.iter().map(|(name, value)| (name.clone(), kind(value))));
        let since = log.span(case).map_or(0, |(from, _)| from);
        let written: Vec<Json> = attributes
            .iter()
            .map(|(name, value)| json!({"name": name, "time": Timestamp(since).to_string(), "value": plain(value)}))
            .collect();
        json!({ "id": self.case_id(log, case), "type": kind_of, "attributes": written, "relationships": [] })
    }

    /// Ids of objects are one space, so a case's number keeps those apart that have one name.
    fn case_id(&self, log: &Log, case: usize) -> String {
        format!("case:{}:{}", self.cases + case, log.cases[case])
    }
}

fn case_type(log: &Log, case: usize) -> String {
    let process = &log.definitions[case].0;
    if process.is_empty() { CASE.to_owned() } else { process.clone() }
}

fn types(types: &Types) -> Vec<Json> {
    let attributes = |known: &BTreeMap<String, &'static str>| -> Vec<Json> {
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
