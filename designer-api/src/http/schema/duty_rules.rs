//! Rules of duties that are kept.
use super::Words;
use serde::Serialize;
use utoipa::ToSchema;

/// What a rule says.
#[derive(Serialize, ToSchema)]
pub struct DutyRuleSpec {
    /// What people call it.
    name: Words,
    /// Of two activities their process; null where they are two roles.
    process: Option<String>,
    /// One activity, `$initiator` for whoever started the instance; or one role.
    first: String,
    /// The other.
    second: String,
}

/// A rule in one version. Versions are never changed.
#[derive(Serialize, ToSchema)]
pub struct DutyRuleVersion {
    /// Its id.
    id: String,
    /// Counts from 1.
    version: u64,
    /// Since when.
    #[schema(format = DateTime)]
    at: String,
    /// Who set it.
    by: String,
    /// Why.
    reason: String,
    /// Is this the version that removed it?
    removed: bool,
    /// What it says.
    spec: DutyRuleSpec,
}
