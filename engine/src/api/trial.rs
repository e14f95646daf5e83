//! Dry runs over many instances, and of a definition: what would change, told and not done.
use super::Definition;
use serde::{Deserialize, Serialize};
use weir_core::changes::Changes;
use weir_core::obstacle::Obstacle;
use weir_core::{ElementId, InstanceId};

/// What a batch would do, page by page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchTrial {
    /// `migrate`, `modify`, `suspend`, `resume` or `cancel`.
    pub operation: String,
    /// How many instances the batch would be for.
    pub total: u64,
    /// What it would do to each of this page.
    pub items: Vec<TriedInstance>,
    /// Where the next page begins; none after the last one.
    pub next: Option<String>,
}

/// What a batch would do to one instance: changes, or the reason why it could not be done.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TriedInstance {
    /// The instance.
    pub instance: InstanceId,
    /// What would change; none when it could not be done.
    pub changes: Option<Changes>,
    /// Why it could not be done.
    pub refused: Option<TriedRefusal>,
}

/// Why an instance could not be done.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TriedRefusal {
    /// Stable code.
    pub code: String,
    /// For people.
    pub message: String,
    /// All that stands against it, where there may be several reasons.
    pub obstacles: Vec<Obstacle>,
}

/// What suspending or activating a definition would change.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DefinitionTrial {
    /// The definition as it would be.
    pub definition: Definition,
    /// Would anything change of the definition itself?
    pub changes: bool,
    /// What would start no instance any more, or would again, beside requests and calls. Empty for a version that is not
    /// the latest: nothing but these starts it.
    pub starts: Vec<StartTrial>,
    /// What the batch would do to the running instances, where that was asked for.
    pub instances: Option<BatchTrial>,
}

/// A start event that an event from outside starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StartTrial {
    /// The start event; none where the definition does not say which.
    pub event: Option<ElementId>,
    /// `message`, `signal`, `timer` or `condition`.
    pub kind: String,
    /// The name of the message or signal, or when the timer was due first.
    pub name: Option<String>,
}
