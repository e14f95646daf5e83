//! Reads OCEL 2.0 in JSON: events of several objects, objects of each other, values that change.
use super::Refused;
use super::unpack::{BYTES_MAX, text, unpack};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// An object-centric log.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectLog {
    /// What happened.
    pub events: Vec<ObjectEvent>,
    /// With what.
    pub objects: Vec<Object>,
}

/// An event.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct ObjectEvent {
    /// Its id.
    pub id: String,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: String,
    /// When.
    pub time: String,
    /// With which objects.
    #[serde(default)]
    pub relationships: Vec<Relationship>,
}

/// An object.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Object {
    /// Its id.
    pub id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// The values it had, each from a time on.
    #[serde(default)]
    pub attributes: Vec<ObjectValue>,
    /// To which objects it belongs.
    #[serde(default)]
    pub relationships: Vec<Relationship>,
}

/// A value of an object from a time on.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct ObjectValue {
    /// Of what.
    pub name: String,
    /// From when on.
    pub time: String,
    /// The value.
    pub value: serde_json::Value,
}

/// Something belongs to an object, and how.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Relationship {
    /// The object.
    pub object_id: String,
    /// How.
    #[serde(default)]
    pub qualifier: String,
}

/// How much is in an object-centric log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Events.
    pub events: usize,
    /// Objects.
    pub objects: usize,
    /// Relations of events to objects.
    pub event_to_object: usize,
    /// Relations of objects to objects.
    pub object_to_object: usize,
    /// Values of objects that came later than the first time of an epoch, which is how a first value is written.
    pub object_changes: usize,
    /// Events of each type.
    pub events_by_type: BTreeMap<String, usize>,
    /// Objects of each type.
    pub objects_by_type: BTreeMap<String, usize>,
    /// Relations to objects that are not in the file.
    pub dangling: usize,
}

/// Reads a file, packed or not.
pub fn read(bytes: &[u8]) -> Result<ObjectLog, Refused> {
    let bytes = unpack(bytes, BYTES_MAX)?;
    serde_json::from_str(text(&bytes)?)
        .map_err(|e| Refused::Kind { wanted: "OCEL 2.0 log in JSON", why: e.to_string() })
}

/// Counts what is in it.
pub fn counts(log: &ObjectLog) -> Counts {
    let known: BTreeSet<&str> = log.objects.iter().map(|object| object.id.as_str()).collect();
    let mut counts = Counts { events: log.events.len(), objects: log.objects.len(), ..Counts::default() };
    for event in &log.events {
        *counts.events_by_type.entry(event.kind.clone()).or_default() += 1;
        counts.event_to_object += event.relationships.len();
        counts.dangling += event.relationships.iter().filter(|r| !known.contains(r.object_id.as_str())).count();
    }
    for object in &log.objects {
        *counts.objects_by_type.entry(object.kind.clone()).or_default() += 1;
        counts.object_to_object += object.relationships.len();
        counts.dangling += object.relationships.iter().filter(|r| !known.contains(r.object_id.as_str())).count();
        counts.object_changes +=
            object.attributes.iter().filter(|value| super::moment::parse(&value.time).is_some_and(|at| at > 0)).count();
    }
    counts
}
