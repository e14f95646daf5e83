//! What indices are scored by, version by version.
use serde::{Deserialize, Serialize};
use weir_core::Timestamp;
use weir_mining::watch::index_settings::IndexSettings;

/// A version of what indices are scored by. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IndexSettingsVersion {
    /// Only of this process; none: of all that have none of their own.
    pub process: Option<String>,
    /// Counts from 1.
    pub version: u64,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// By whom.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// Were they set aside? Then what holds for all holds again; of those what is built in.
    pub removed: bool,
    /// As they were from then on.
    pub settings: IndexSettings,
}

/// What an index was scored by: the version that held; none where nobody has set anything, and what is built in holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IndexSettingsUsed {
    /// Only of this process; none: of all.
    pub process: Option<String>,
    /// The version.
    pub version: u64,
    /// Since when.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// By whom.
    pub actor: String,
}

impl IndexSettingsVersion {
    /// Which it is.
    pub fn used(&self) -> IndexSettingsUsed {
        IndexSettingsUsed {
            process: self.process.clone(),
            version: self.version,
            at: self.at,
            actor: self.actor.clone(),
        }
    }
}
