//! Rules of duties that are kept: who must not do, or hold, both of two things; version by version.
use super::DutyRule;
use serde::{Deserialize, Serialize};
use weir_core::Timestamp;
use weir_core::library::Words;

/// A rule as it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyRuleSpec {
    /// What people call it.
    pub name: Words,
    /// Of two activities their process; none where they are two roles.
    #[serde(default)]
    pub process: Option<String>,
    /// One activity, `$initiator` for whoever started the instance; or one role.
    pub first: String,
    /// The other.
    pub second: String,
}

impl DutyRuleSpec {
    /// As a question.
    pub fn rule(&self) -> DutyRule {
        let (first, second) = (self.first.clone(), self.second.clone());
        match self.process.clone() {
            Some(process) => DutyRule::Activities { process, first, second },
            None => DutyRule::Roles { first, second },
        }
    }
}

/// A rule in one version. Persisted: grows at its end only. Versions are never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DutyRuleVersion {
    /// Its id.
    pub id: String,
    /// Counts from 1; what removed the rule is a version of it too.
    pub version: u64,
    /// Since when.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// Who set it.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Is this the version that removed it?
    pub removed: bool,
    /// What it says.
    pub spec: DutyRuleSpec,
}
