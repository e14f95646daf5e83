//! Incidents: element instances that are stuck.
use super::ElementAddress;
use serde::{Deserialize, Serialize};
use weir_core::sentence::Sentence;
use weir_core::{ElementId, InstanceId, Timestamp};

/// Which incidents. All that is given must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct IncidentFilter {
    /// Of this instance.
    pub instance: Option<InstanceId>,
    /// Of this process, any version.
    pub process: Option<String>,
    /// Of this definition.
    pub definition: Option<String>,
    /// Of this element.
    pub element: Option<String>,
    /// With this code.
    pub code: Option<String>,
}

/// Why an element instance is stuck.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Incident {
    /// Its id: where it is.
    pub id: ElementAddress,
    /// The instance.
    pub instance: InstanceId,
    /// The definition, `process:version`.
    pub definition: String,
    /// The element.
    pub element: ElementId,
    /// Stable code.
    pub code: String,
    /// For people.
    pub message: String,
    /// Since when.
    #[serde(with = "weir_core::time::rfc3339")]
    pub raised: Timestamp,
    /// What the message says, in parts, to be told in another language; nothing for the words of others.
    pub sentence: Option<Sentence>,
}
