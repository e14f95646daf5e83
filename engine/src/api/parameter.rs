//! Rule parameters from outside: declared, changed with a reason, looked back upon, and tried out.
use serde::{Deserialize, Serialize};
use serde_json::Value;
use weir_core::parameter::Parameter;
use weir_core::{ElementId, InstanceId, Timestamp};

/// A rule parameter as it is now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ParameterState {
    /// As it is declared.
    #[serde(flatten)]
    pub parameter: Parameter,
    /// The value in force; none has begun yet where this is null.
    pub value: Option<Value>,
    /// Its version.
    pub version: Option<u64>,
    /// Values that are to come.
    pub upcoming: u64,
}

/// One value in the history of a parameter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ParameterEntry {
    /// Counts from 1.
    pub version: u64,
    /// The value.
    pub value: Value,
    /// In force from then on, until another value is.
    #[serde(with = "weir_core::time::rfc3339")]
    pub from: Timestamp,
    /// When it was entered.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// By whom.
    pub actor: String,
    /// Why.
    pub reason: String,
}

/// A new value, and with the first one the declaration.
#[derive(Debug, Clone, PartialEq)]
pub struct SetParameter {
    /// The declaration: needed for a new parameter; for an old one it replaces that part which may change.
    pub declaration: Option<Parameter>,
    /// The value.
    pub value: Value,
    /// In force from then on; none is now.
    pub from: Option<Timestamp>,
    /// Why; never empty.
    pub reason: String,
}

/// An instance that would decide differently with another value, or of which this cannot be said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Impact {
    /// The instance.
    pub instance: InstanceId,
    /// What people know it by.
    pub business_key: Option<String>,
    /// The definition it runs on.
    pub definition: String,
    /// Where its token waits.
    pub at: ElementId,
    /// The definition of the process that will be called and in which the element stands; none is that of the instance.
    #[serde(default)]
    pub called_definition: Option<String>,
    /// The flow with its condition, or the element with another expression or a decision, ahead of it.
    pub element: ElementId,
    /// What it would decide now.
    pub before: Value,
    /// What it would decide with the new value.
    pub after: Value,
    /// Why it cannot be said what it would decide, for instance because its data are not there yet.
    #[serde(default)]
    pub problem: Option<String>,
}
