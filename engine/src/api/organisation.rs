//! The organisation.
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_core::organisation::{Change, Organisation, Validity};

/// What is to change.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ChangeOrganisation {
    /// All or none of these.
    pub changes: Vec<Change>,
    /// Only when the organisation is still at this version.
    pub version: Option<u64>,
    /// Why.
    pub reason: Option<String>,
    /// What the changes were made from: only when each entry that they name is still as it was there. Other entries may
    /// have changed: somebody lets somebody stand in for them at every moment.
    #[serde(skip)]
    pub seen: Option<Arc<Organisation>>,
}

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrganisationChange {
    /// Counts from 1.
    pub version: u64,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// By whom.
    pub actor: String,
    /// Why.
    pub reason: Option<String>,
    /// How many entries changed.
    pub entries: u64,
}

/// How much of everything there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OrganisationCounts {
    /// Grows with every change.
    pub version: u64,
    /// People.
    pub people: u64,
    /// Departments.
    pub departments: u64,
    /// Posts.
    pub posts: u64,
    /// Roles.
    pub roles: u64,
    /// Groups.
    pub groups: u64,
    /// Who stands in for whom.
    pub proxies: u64,
    /// Work calendars.
    pub calendars: u64,
}

/// 代理: somebody lets somebody stand in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ProxyOf {
    /// Who stands in.
    pub substitute: String,
    /// Only in these processes; none is all.
    pub processes: Vec<String>,
    /// When.
    pub valid: Validity,
    /// Why.
    pub reason: Option<String>,
}

/// A day of a work calendar that is not like its week.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CalendarDay {
    /// Which.
    pub date: weir_core::calendar::Date,
    /// Does one work?
    pub work: bool,
    /// When; nothing said of a day of work is like the first working day of the week.
    #[serde(default)]
    pub hours: Vec<weir_core::calendar::Hours>,
    /// What people call it.
    #[serde(default)]
    pub name: Option<String>,
}
