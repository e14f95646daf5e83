//! The landscape and the templates of the model library.
use serde::Serialize;
use utoipa::ToSchema;

/// The same in two languages.
#[derive(Serialize, ToSchema)]
pub struct Words {
    /// In English.
    en: String,
    /// In Chinese.
    #[serde(rename = "zh-CN")]
    zh: String,
}

/// What is done in an organisation, on one of five levels.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LandscapeNode {
    /// Letters of ASCII, digits, `.`, `_` and `-`.
    id: String,
    /// What it is a part of; null for a domain (L1).
    parent: Option<String>,
    /// 1 domain, 2 group, 3 process, 4 sub-process, 5 step.
    level: u8,
    /// Its place among its siblings.
    order: u32,
    /// Its name, in one language at least.
    name: Words,
    /// What it is for.
    description: Words,
    /// The management area of a domain: `strategy`, `organisation`, `finance` or `operations`.
    area: Option<String>,
    /// `management`, `core` or `support`.
    band: Option<String>,
    /// Who answers for it: `person:` or `role:` and an id.
    owner: Option<String>,
    /// Who has which part in it.
    duties: Vec<NodeDuty>,
    /// How well it goes.
    indicators: Vec<NodeIndicator>,
    /// How well it is mastered, 0 to 5; 0 was not judged.
    maturity: u8,
    /// How well it is to be mastered.
    maturity_target: u8,
    /// What runs it, decides in it, and is filled in.
    links: Vec<NodeLink>,
    /// The version of the landscape in which it was changed last: its `ETag`.
    revision: u64,
}

/// Who has which part.
#[derive(Serialize, ToSchema)]
pub struct NodeDuty {
    /// `person:` or `role:` and an id.
    who: String,
    /// `R`, `A`, `C`, `I`.
    parts: Vec<String>,
}

/// A figure that tells how well something goes.
#[derive(Serialize, ToSchema)]
pub struct NodeIndicator {
    /// Once in a node.
    id: String,
    /// Its name.
    name: Words,
    /// How it is computed, such as `p90(sojourn)`; null: it is measured elsewhere.
    formula: Option<String>,
    /// What it is counted in.
    unit: String,
    /// The value to reach.
    target: f64,
    /// From here on it is doubtful.
    warn: Option<f64>,
    /// `higher` or `lower` is better.
    direction: String,
    /// Proposed by a template, and not taken over yet.
    proposed: bool,
}

/// Something of a node that is kept elsewhere.
#[derive(Serialize, ToSchema)]
pub struct NodeLink {
    /// `draft`, `process`, `decision` or `form`.
    kind: String,
    /// Its id.
    id: String,
}

/// A role that duties name.
#[derive(Serialize, ToSchema)]
pub struct LandscapeRole {
    /// What duties name it by.
    id: String,
    /// Its name.
    name: Words,
    /// What it does.
    duties: Words,
}

/// A version of the landscape.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LandscapeVersion {
    /// Counts from 1.
    version: u64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// By whom.
    actor: String,
    /// Why.
    reason: String,
    /// How many nodes and roles are other than before; 0: it was so already, and no version was made.
    entries: u64,
    /// The version that was restored.
    restored: Option<u64>,
    /// The template that a node took over.
    template: Option<String>,
}

/// What is other in a later version of the landscape.
#[derive(Serialize, ToSchema)]
pub struct LandscapeDifference {
    /// Nodes that only the later one has.
    added: Vec<String>,
    /// Nodes that only the earlier one has.
    removed: Vec<String>,
    /// Fields of nodes that both have.
    changed: Vec<LandscapeField>,
    /// Roles that are new, gone or other.
    roles: Vec<String>,
    /// Changed fields beyond those that are named.
    more: u64,
}

/// A field of a node that is other in a later version.
#[derive(Serialize, ToSchema)]
pub struct LandscapeField {
    /// The node.
    node: String,
    /// The field, as in JSON.
    field: String,
    /// What it was.
    before: Option<serde_json::Value>,
    /// What it is.
    after: Option<serde_json::Value>,
}

/// Something that is wrong with the landscape, or missing in it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LandscapeFinding {
    /// Stable.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// The node or the role.
    pub at: String,
    /// What it is about more exactly: a party, a link, an indicator.
    pub about: Option<String>,
    /// The line of the table, or the place in the list, of what was to be loaded; from 1.
    pub line: Option<u64>,
    /// For people, with what to do about it.
    pub message: String,
}

impl From<weir_core::landscape::Finding> for LandscapeFinding {
    fn from(finding: weir_core::landscape::Finding) -> Self {
        let weir_core::landscape::Finding { code, at, about, message } = finding;
        LandscapeFinding { code: code.code(), at, about, line: None, message }
    }
}

/// A template as it was when it was used.
#[derive(Serialize, ToSchema)]
pub struct UsedTemplate {
    /// Its id.
    template: String,
    /// The version of its card.
    version: String,
    /// SHA-256 of all its files, in hexadecimal.
    hash: String,
}

/// What a draft was made of; when and by whom is when and by whom it was made.
#[derive(Serialize, ToSchema)]
pub struct DraftOrigin {
    /// The template.
    template: UsedTemplate,
    /// Which of its files; empty where the text alone says that it was made of the template, as after an import.
    file: String,
    /// All drafts that were made with it, the model first.
    drafts: Vec<String>,
    /// The node of the landscape that it was made for.
    node: Option<String>,
}

/// That a template was used.
#[derive(Serialize, ToSchema)]
pub struct TemplateUse {
    /// The template.
    template: UsedTemplate,
    /// The drafts that were made, the model first.
    drafts: Vec<String>,
    /// The node that took it over.
    node: Option<String>,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// By whom.
    actor: String,
    /// The version of the landscape in which the node took it over.
    version: Option<u64>,
}
