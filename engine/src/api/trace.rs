//! What really happened to an instance.
use serde::Serialize;
use serde_json::Value;
use weir_core::{Actor, Key, Timestamp};

/// One event of an instance, as the log has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TraceEvent {
    /// Its number; gapless from 0.
    pub seq: u64,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// Who caused it.
    pub actor: Actor,
    /// By which command.
    pub command: String,
    /// Where it stands in the log.
    pub position: u64,
    /// What happened: `elementActivated`, `waitOpened`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// The element instance it is about.
    pub key: Option<Key>,
    /// The fields of the event: names in camelCase, times as RFC 3339, null where one never comes. What users have named,
    /// such as variables, keeps its name.
    pub data: Value,
    /// The rule parameters that the expressions of its step used, each with its version.
    #[serde(default)]
    pub parameters: Vec<super::UsedParameter>,
}
