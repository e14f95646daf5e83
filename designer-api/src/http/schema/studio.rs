//! Drafts, what is other between two of them, and what is painted onto diagrams.
use super::model::Definition;
use super::{DraftOrigin, InstanceSummary, ResourceProblem, UserTask, Words};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A draft of a model.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// Its id.
    id: String,
    /// What people call it.
    name: String,
    /// `bpmn`, `dmn`, `form`, `scenario`, or `unknown` where the text is broken.
    kind: String,
    /// The processes in it, by id.
    processes: Vec<String>,
    /// Counts every change of it: the `ETag`.
    revision: u64,
    /// The length of its text in bytes.
    size: u64,
    /// When it was made.
    #[schema(format = DateTime)]
    created: String,
    /// By whom.
    created_by: String,
    /// When it was changed last.
    #[schema(format = DateTime)]
    changed: String,
    /// By whom.
    changed_by: String,
    /// The tenant that it belongs to; null is the installation itself.
    tenant: Option<String>,
    /// The revision of the text: a new name is no other text.
    text: u64,
    /// The template that it was made of.
    origin: Option<DraftOrigin>,
    /// The suggestion that it was made of.
    suggestion: Option<super::suggestion::DraftSuggestion>,
    /// The log of another system that it was discovered in.
    discovered: Option<super::DraftLog>,
    /// The ids by which models name what is in it: those of its decisions, or of its form.
    offers: Vec<String>,
}

/// A text that a draft had, or has.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ModelVersion {
    /// The revision in which the draft got it.
    revision: u64,
    /// When it was begun: what one person saves within ten minutes is one version.
    #[schema(format = DateTime)]
    begun: String,
    /// When it was saved last.
    #[schema(format = DateTime)]
    saved: String,
    /// By whom.
    by: String,
    /// What it is, in the words of whoever keeps it.
    comment: Option<String>,
    /// Is it kept for good? Others are dropped, the oldest first, when there are too many.
    kept: bool,
    /// The length of the text in bytes.
    size: u64,
    /// The revision that was restored.
    restored: Option<u64>,
}

/// A typical process that a draft can begin with.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ModelTemplate {
    /// Its id.
    id: String,
    /// What it is called.
    name: Words,
    /// What it is about.
    summary: Words,
    /// Its files, the model first.
    files: Vec<String>,
    /// The version of its card.
    version: String,
    /// SHA-256 of all its files, in hexadecimal.
    hash: String,
    /// The management area: `strategy`, `organisation`, `finance` or `operations`.
    area: String,
    /// The way from L1 to the process.
    path: Vec<Words>,
    /// The levels that its models stand on.
    levels: Vec<u8>,
    /// What else one may look for.
    tags: Vec<String>,
    /// How often drafts were made of it.
    uses: u64,
}

/// What is other in the second file.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// Only in the second.
    added: Vec<NamedElement>,
    /// Only in the first.
    removed: Vec<NamedElement>,
    /// In both, and not the same.
    changed: Vec<ChangedElement>,
    /// Shown elsewhere, or in another size.
    moved: Vec<NamedElement>,
    /// How many more there are than are told.
    untold: u64,
}

/// An element.
#[derive(Serialize, ToSchema)]
struct NamedElement {
    /// Its id.
    element: String,
    /// What it is, in the language of BPMN.
    kind: String,
    /// What people call it.
    name: Option<String>,
}

/// An element that is not the same.
#[derive(Serialize, ToSchema)]
struct ChangedElement {
    #[serde(flatten)]
    named: NamedElement,
    /// What of it.
    attributes: Vec<ChangedAttribute>,
}

/// What is not the same.
#[derive(Serialize, ToSchema)]
struct ChangedAttribute {
    /// Where: `name`, `conditionExpression`, `extensionElements/weir:approval/@mode`.
    path: String,
    /// In the first file; null is nowhere.
    before: Option<String>,
    /// In the second.
    after: Option<String>,
}

/// Everything doubtful about files.
#[derive(Serialize, ToSchema)]
pub struct Checked {
    /// Errors, warnings and notes.
    problems: Vec<ResourceProblem>,
}

/// The counts of one version of a process.
#[derive(Serialize, ToSchema)]
pub struct Overlay {
    /// `process:version`.
    definition: String,
    /// Instances that run.
    running: u64,
    /// Was everything counted? Else what rests and what is stuck are at least so much.
    whole: bool,
    /// By element; the process itself under its own id.
    elements: BTreeMap<String, ElementCounts>,
    /// The versions of the process in which something runs or is stuck, the latest first: this one among them.
    versions: Vec<VersionCounts>,
    /// What stands in the log before this position is counted, as far as that is known: an `overlay.delta` whose `to` is
    /// this or less is part of it.
    position: u64,
}

/// How much there is of one version of a process.
#[derive(Serialize, ToSchema)]
struct VersionCounts {
    /// Its number.
    version: u32,
    /// Instances that run.
    running: u64,
    /// What is stuck in them.
    incidents: u64,
}

/// The counts of an element.
#[derive(Serialize, ToSchema)]
struct ElementCounts {
    /// What rests there now.
    active: u64,
    /// What of it is stuck.
    incidents: u64,
    /// What was completed there.
    completed: u64,
}

/// What was found by a few letters, a few of each kind.
#[derive(Serialize, ToSchema)]
pub struct Found {
    /// Latest versions, by name and id.
    definitions: Vec<Definition>,
    /// Drafts, by name and process.
    models: Vec<Model>,
    /// Instances, by the beginning of their business key or by their id.
    instances: Vec<InstanceSummary>,
    /// The open tasks of these instances.
    tasks: Vec<UserTask>,
    /// People, by name and id.
    people: Vec<FoundPerson>,
}

/// A person who was found.
#[derive(Serialize, ToSchema)]
struct FoundPerson {
    /// Their id.
    id: String,
    /// Their name.
    name: String,
}
