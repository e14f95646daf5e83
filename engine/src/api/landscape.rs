//! The process landscape and the templates that drafts are made of.
use serde::{Deserialize, Serialize};
use weir_core::Timestamp;
use weir_core::exchange::Origin;
use weir_core::landscape::Change;
use weir_core::library::Card;

/// What is to change in the landscape.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChangeLandscape {
    /// All or none of these.
    pub changes: Vec<Change>,
    /// Only when the landscape is still in this version.
    pub version: Option<u64>,
    /// Why; it is kept.
    pub reason: String,
}

/// A version of the landscape. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LandscapeVersion {
    /// Counts from 1.
    pub version: u64,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// By whom.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// How many nodes and roles are other than before.
    pub entries: u64,
    /// The version that was restored.
    pub restored: Option<u64>,
    /// The template that a node took over.
    pub template: Option<String>,
}

/// A template that is used: drafts are made of its files.
#[derive(Debug, Clone)]
pub struct UseTemplate {
    /// What it says of itself.
    pub card: Card,
    /// SHA-256 of all its files, in hexadecimal.
    pub hash: String,
    /// The files, the model that is started first in front.
    pub files: Vec<TemplateFile>,
    /// The node that takes it over, where one was chosen.
    pub node: Option<String>,
    /// Why; it is kept with the version of the landscape.
    pub reason: String,
}

/// A file of a template.
#[derive(Debug, Clone)]
pub struct TemplateFile {
    /// Its name in the folder.
    pub file: String,
    /// What its draft is called.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What a draft was made of. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DraftOrigin {
    /// The template, as it was.
    pub template: Origin,
    /// Which of its files; empty where the text alone says that it was made of the template.
    pub file: String,
    /// All drafts that were made with it, the model first.
    pub drafts: Vec<String>,
    /// The node of the landscape that it was made for.
    pub node: Option<String>,
}

/// That a template was used. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TemplateUse {
    /// The template, as it was.
    pub template: Origin,
    /// The drafts that were made, the model first.
    pub drafts: Vec<String>,
    /// The node that took it over.
    pub node: Option<String>,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// By whom.
    pub actor: String,
    /// The version of the landscape in which the node took it over.
    pub version: Option<u64>,
}
