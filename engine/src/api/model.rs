//! Drafts of models: what designers work on before it is deployed.
use serde::{Deserialize, Serialize};
use weir_core::Timestamp;

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// `bpmn`, `dmn`, `form`, or `unknown` where the text is broken.
    pub kind: String,
    /// The processes in it, by id.
    pub processes: Vec<String>,
    /// Counts every change of it; as `ETag` it says which text somebody has seen.
    pub revision: u64,
    /// The length of its text in bytes.
    pub size: u64,
    /// When it was made.
    #[serde(with = "weir_core::time::rfc3339")]
    pub created: Timestamp,
    /// By whom.
    pub created_by: String,
    /// When it was changed last.
    #[serde(with = "weir_core::time::rfc3339")]
    pub changed: Timestamp,
    /// By whom.
    pub changed_by: String,
    /// The tenant that it belongs to; none is the installation itself.
    pub tenant: Option<String>,
    /// The revision of the text: a new name is no other text.
    pub text: u64,
    /// The template that it was made of.
    #[serde(default)]
    pub origin: Option<super::DraftOrigin>,
    /// The suggestion that it was made of.
    #[serde(default)]
    pub suggestion: Option<Box<super::DraftSuggestion>>,
    /// The log of another system that it was discovered in.
    #[serde(default)]
    pub discovered: Option<Box<super::DraftLog>>,
    /// The ids by which models name what is in it: those of its decisions, or of its form.
    #[serde(default)]
    pub offers: Vec<String>,
}

/// A text that a draft had, or has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelVersion {
    /// The revision in which the draft got it.
    pub revision: u64,
    /// When it was begun: what one person saves within some minutes is one version.
    #[serde(with = "weir_core::time::rfc3339")]
    pub begun: Timestamp,
    /// When it was saved last.
    #[serde(with = "weir_core::time::rfc3339")]
    pub saved: Timestamp,
    /// By whom.
    pub by: String,
    /// What it is, in the words of whoever keeps it.
    pub comment: Option<String>,
    /// Is it kept for good? Others are dropped, the oldest first, when there are too many.
    pub kept: bool,
    /// The length of the text in bytes.
    pub size: u64,
    /// The revision that was restored.
    pub restored: Option<u64>,
}

/// A draft that is to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewModel {
    /// What people call it.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What its first version is; one with such words is kept.
    pub comment: Option<String>,
}

/// Which drafts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ModelFilter {
    /// Whose name, or the id of a process, decision or form in it, contains this, in capitals or not.
    pub text: Option<String>,
    /// Only those that somebody made.
    pub created_by: Option<String>,
    /// Only those of one of these kinds; of all where none is named.
    pub kinds: Vec<String>,
}

/// In which order drafts are listed; without one those that were changed last come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ModelOrder {
    /// By their names, in capitals or not.
    Name,
    /// Those that were made last first.
    Created,
}
