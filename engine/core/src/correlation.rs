//! Correlation as the standard writes it (BPMN 8.4.2), beside the keys that our own attribute names.
//!
//! A correlation key is made of properties, and each of its messages says where they are found in it. Key-based: the first
//! message of a conversation that an instance sends or gets fills the key, and from then on it takes those alone that
//! carry the same values. Context-based: a subscription of the process says which of its data the values must be, and what
//! is awaited follows the data as they change.
use crate::element::{View, evaluate, evaluate_in, evaluate_own};
use crate::expression::{Expression, InZone};
use crate::failure::{Failure, Stop};
use crate::id::{ElementId, Key};
use crate::instance::{Instance, Variables};
use crate::process::{Kind, MessageSource, Process};
use crate::timer::At;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What an instance waits for whose data do not say yet what a message must carry: no message has this key.
const NOTHING: &str = "";

/// How messages of one name are correlated in a process.
#[derive(Debug, Clone, PartialEq)]
pub struct Correlation {
    /// The keys that they carry, in the order of the file. They go by the first, and may fill the others.
    pub keys: Vec<KeyPaths>,
    /// For each property of the first key the data of the instance that it must be, where the process subscribes to it.
    pub context: Option<Vec<Expression>>,
}

/// Where a message carries a key.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyPaths {
    /// The key.
    pub key: ElementId,
    /// Its properties, each with the path to it in what the message carries.
    pub paths: Vec<(ElementId, Expression)>,
}

/// A key that was filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    /// Where it counts: the process, or one instance of a multi-instance activity, which has conversations of its own.
    pub scope: Key,
    /// Which key.
    pub key: ElementId,
    /// With what.
    pub value: String,
    /// The event whose message filled it. Where that waits again, it waits for the next conversation.
    pub heard_at: Option<ElementId>,
}

impl Correlation {
    /// The key of a message that comes from outside; none when what it carries has no value for one of the properties.
    pub fn key_of<'a>(&self, payload: &Variables, at: impl Into<At<'a>>) -> Option<String> {
        let at = at.into();
        let seen = InZone { variables: payload, zone: at.zone };
        let value = |path: &Expression| path.evaluate(&seen, at.now.to_jiff()).ok();
        one_text(&self.keys.first()?.paths.iter().map(|(_, path)| value(path)).collect::<Option<Vec<_>>>()?)
    }
}

impl Instance {
    /// A key was filled. What was filled where nothing is any more is forgotten.
    pub(crate) fn key_filled(&mut self, filled: &Filled) {
        let same = |other: &Filled| other.scope == filled.scope && other.key == filled.key;
        self.header.filled.retain(|other| self.elements.contains_key(&other.scope) && !same(other));
        self.header.filled.push(filled.clone());
    }

    /// What a key was filled with, seen from an element instance.
    pub fn filled(&self, from: Key, key: &ElementId) -> Option<&Filled> {
        if self.header.filled.is_empty() {
            return None;
        }
        let of = |scope: Key| self.header.filled.iter().find(|filled| filled.scope == scope && filled.key == *key);
        self.upwards(from).find_map(|e| of(e.key))
    }
}

/// The key that an event waits for; none takes a message of any.
pub(crate) fn awaited(view: View, at: Key, event: &ElementId, of: &Correlation) -> Result<Option<String>, Stop> {
    if let Some(context) = &of.context {
        let values: Result<Vec<Value>, Stop> = context.iter().map(|data| evaluate(view, at, data)).collect();
        return Ok(Some(one_text(&values?).unwrap_or_else(|| NOTHING.to_owned())));
    }
    let known = |paths: &KeyPaths| view.instance.filled(at, &paths.key).filter(|f| f.heard_at.as_ref() != Some(event));
    let first = of.keys.first().and_then(known);
    let other = of.keys.iter().skip(1).find(|paths| first.is_none() && known(paths).is_some());
    if let (Some(other), Some(first)) = (other, of.keys.first()) {
        // Which instance is meant would be said by the other key, and messages of this name go by the first.
        let what = format!("the correlation key `{}`, while `{}` is known,", first.key, other.key);
        let expression = first.paths.iter().map(|(_, path)| path.text()).collect::<Vec<_>>().join(", ");
        return Err(Stop::Failed(Failure::Missing { what, expression }));
    }
    Ok(first.map(|filled| filled.value.clone()))
}

/// The keys that a message carries which is thrown here: the first is the one it goes by.
pub(crate) fn carried(view: View, at: Key, name: &str, of: &Correlation) -> Result<Vec<(ElementId, String)>, Stop> {
    let mut found = vec![];
    for (number, KeyPaths { key, paths }) in of.keys.iter().enumerate() {
        let mut values = vec![];
        for (property, path) in paths {
            let value = match evaluate_own(view, at, path) {
                Ok(value) => value,
                Err(_) if number > 0 => Value::Null,
                Err(stop) => return Err(stop),
            };
            if number == 0 && part(&value).is_none() {
                let what = format!("the correlation property `{property}` in message `{name}`");
                return Err(Stop::Failed(Failure::Missing { what, expression: path.text().into() }));
            }
            values.push(value);
        }
        found.extend(one_text(&values).map(|value| (key.clone(), value)));
    }
    Ok(found)
}

/// The keys that a message carries which has come.
pub(crate) fn brought(view: View, at: Key, payload: &Variables, of: &Correlation) -> Vec<(ElementId, String)> {
    let seen = InZone { variables: payload, zone: view.zone };
    let text = |paths: &KeyPaths| {
        let values = paths.paths.iter().map(|(_, path)| evaluate_in(view, at, path, &seen).ok());
        one_text(&values.collect::<Option<Vec<_>>>()?)
    };
    of.keys.iter().filter_map(|paths| Some((paths.key.clone(), text(paths)?))).collect()
}

/// Where a key counts that is filled here.
pub(crate) fn scope_of(process: &Process, instance: &Instance, from: Key) -> Key {
    let repeats =
        |scope: Key| matches!(process.element(&instance.elements[&scope].element).kind, Kind::MultiInstance(_));
    let mut around = instance.upwards(from);
    around.find(|e| e.scope.is_some_and(repeats)).map_or(0, |e| e.key)
}

/// How the messages of a source are correlated, where its own key does not say it.
pub(crate) fn of(source: &MessageSource) -> Option<&Correlation> {
    source.correlation.as_deref().filter(|_| source.correlation_key.is_none())
}

/// BPMN 8.4.2: the composite value of a key. One property is its text, so that whoever publishes from outside may name it
/// as the correlation key; several are a list of texts.
fn one_text(values: &[Value]) -> Option<String> {
    let mut texts: Vec<String> = values.iter().map(part).collect::<Option<_>>()?;
    if texts.len() == 1 { texts.pop() } else { serde_json::to_string(&texts).ok() }
}

fn part(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(crate::number::plain(number)),
        Value::Bool(bool) => Some(bool.to_string()),
        _ => None,
    }
}
