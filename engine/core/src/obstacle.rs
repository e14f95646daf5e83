//! What stands against an intervention in a running instance. All of it is told at once, so that it is repaired at once.
use crate::id::{ElementId, Key};
use serde::{Deserialize, Serialize};

/// One reason why an intervention cannot be carried out. Nothing of it has happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Obstacle {
    /// Stable: clients and translations depend on it.
    pub code: String,
    /// The instruction or mapping it is about, counted from 0.
    pub instruction: Option<usize>,
    /// The element it is about.
    pub element: Option<ElementId>,
    /// The element instance it is about.
    pub key: Option<Key>,
    /// For people: what is wrong, and what to do.
    pub message: String,
    /// The element instances to choose from, when one has to be chosen.
    pub candidates: Vec<Key>,
}

impl Obstacle {
    /// With a code and words.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        let (instruction, element, key, candidates) = (None, None, None, vec![]);
        Obstacle { code: code.into(), instruction, element, key, message: message.into(), candidates }
    }

    /// It is about this element.
    #[must_use]
    pub fn of(mut self, element: &ElementId) -> Self {
        self.element = Some(element.clone());
        self
    }

    /// It is about this element instance.
    #[must_use]
    pub fn at(mut self, key: Key) -> Self {
        self.key = Some(key);
        self
    }
}

/// All obstacles in one line: the first in full, and how many there are.
pub(crate) fn told(obstacles: &[Obstacle]) -> String {
    match obstacles {
        [] => String::new(),
        [one] => format!("{}: {}", one.code, one.message),
        [first, rest @ ..] => format!("{}: {} (and {} more)", first.code, first.message, rest.len()),
    }
}
