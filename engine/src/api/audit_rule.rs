//! Four eyes and segregation of duties: who must not do, or hold, both of two things.
use super::AuditEntry;
use serde::Serialize;
use weir_core::InstanceId;

/// What must not be one person's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum DutyRule {
    /// 四眼原则: two activities of a process, in one instance. `$initiator` is who started it.
    Activities {
        /// The process.
        process: String,
        /// One,
        first: String,
        /// and the other.
        second: String,
    },
    /// 职责分离: two roles, groups or posts of the organisation, or two roles of access.
    Roles {
        /// One,
        first: String,
        /// and the other.
        second: String,
    },
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Violations {
    /// The rule.
    pub rule: DutyRule,
    /// What really happened, the newest instance first.
    pub realised: Vec<Realised>,
    /// Who could break it.
    pub potential: Vec<HeldBoth>,
    /// How many instances were looked at.
    pub looked_at: u64,
    /// Where to go on; none when all were looked at.
    pub next: Option<String>,
}

/// One person did both.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Realised {
    /// In this instance.
    pub instance: InstanceId,
    /// What people know it by.
    pub business_key: Option<String>,
    /// Who.
    pub person: String,
    /// The entries that show it, in order.
    pub evidence: Vec<AuditEntry>,
}

/// One person holds both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HeldBoth {
    /// Who.
    pub person: String,
    /// Their name.
    pub name: String,
    /// By what they hold the first,
    pub first: String,
    /// and the second.
    pub second: String,
}
