//! Decisions from outside: what is deployed, what is asked, what is answered.
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use weir_core::Timestamp;
use weir_core::decision::{AskedTable, Required};

/// One version of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionDefinition {
    /// `decision:version`.
    pub id: String,
    /// The id of the decision in the file.
    pub decision: String,
    /// Counts from 1.
    pub version: u32,
    /// For people.
    pub name: Option<String>,
    /// What people call this version: `weir:versionTag`.
    pub version_tag: Option<String>,
    /// The file it came in.
    pub resource: String,
    /// SHA-256 of the file, in hexadecimal.
    pub checksum: String,
    /// The deployment.
    pub deployment: String,
    /// When it was deployed.
    #[serde(with = "weir_core::time::rfc3339")]
    pub deployed: Timestamp,
    /// By whom.
    pub deployed_by: String,
    /// Is there no newer version?
    pub latest: bool,
    /// The names of the data that it and what it requires look at.
    pub inputs: Vec<String>,
    /// The decisions that it requires.
    pub requires: Vec<String>,
    /// The rule parameters that it uses.
    pub parameters: Vec<String>,
    /// The tenant that it belongs to; none is the installation itself.
    #[serde(default)]
    pub tenant: Option<String>,
}

/// One decision of a deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeployedDecision {
    /// The decision.
    #[serde(flatten)]
    pub definition: DecisionDefinition,
    /// Its files are the same as those of the latest version: nothing new was made.
    pub unchanged: bool,
}

/// Which decisions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DecisionFilter {
    /// Only versions of this decision.
    pub decision: Option<String>,
    /// Only the latest version of each.
    pub latest: bool,
}

/// Asks a decision.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AskDecision {
    /// The id of the decision, or `decision:version`.
    pub decision: String,
    /// The version; none is the latest.
    pub version: Option<u32>,
    /// The newest version that carries this tag.
    pub version_tag: Option<String>,
    /// What it is asked with.
    pub variables: Map<String, Value>,
}

/// The answer of a decision, and how it came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionAnswer {
    /// The decision that answered, `decision:version`.
    pub decision: String,
    /// The value.
    pub result: Value,
    /// The tables that were asked, in order: what they looked at, and which rules matched.
    pub tables: Vec<AskedTable>,
    /// The decisions it requires, with their values.
    pub required: Vec<Required>,
    /// The rule parameters that were used, each with its version.
    pub parameters: Vec<UsedParameter>,
    /// Why there is no result: no rule matched what was asked, or something went wrong.
    pub problems: Vec<String>,
}

/// A rule parameter that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsedParameter {
    /// Its name.
    pub name: String,
    /// The version of its value.
    pub version: u64,
}
