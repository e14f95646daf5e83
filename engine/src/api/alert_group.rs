//! Alerts that are told as one, because they are of one place. What is persisted grows at its end only.
use super::{AlertView, Severity};
use serde::{Deserialize, Serialize};
use weir_core::Timestamp;
use weir_core::library::Words;

/// One of several alerts that are told as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertMember {
    /// Which.
    pub alert: String,
    /// Its rule.
    pub rule: String,
    /// What the rule is called.
    pub name: Words,
    /// How bad it is.
    pub severity: Severity,
    /// `firing`, `repeated` or `resolved`; `still`: it was told before and rings on.
    pub phase: String,
}

/// Alerts that are told as one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertGroup {
    /// What they have in common: `process:…`, `node:…/…`, `landscape:…`, or `rule:…` of one that is told alone.
    pub group: String,
    /// How many there are.
    pub count: u64,
    /// Those of them that ring.
    pub ringing: u64,
    /// Those of them that ring and are critical.
    pub critical: u64,
    /// Since when the first of those that ring does; of groups that are well, when the first began.
    #[serde(with = "weir_core::time::rfc3339")]
    pub since: Timestamp,
    /// When something of one of them changed last.
    #[serde(with = "weir_core::time::rfc3339")]
    pub changed: Timestamp,
    /// The worst of them; of several the one that changed last.
    pub worst: AlertView,
    /// All, the worst first, as far as they are named.
    pub members: Vec<AlertView>,
}

/// Groups of alerts, those that ring first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertGroups {
    /// They.
    pub groups: Vec<AlertGroup>,
    /// Were there more alerts than are looked at? Then older ones that do not ring are in no group.
    pub more: bool,
}
