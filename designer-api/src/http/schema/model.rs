//! Deployed processes and what is doubtful about their files.
use serde::Serialize;
use utoipa::ToSchema;

/// What became of a deployment.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentReport {
    /// Its id; null after a dry run, or when nothing was new.
    deployment: Option<String>,
    /// The processes of all files.
    definitions: Vec<DeployedDefinition>,
    /// What is doubtful.
    problems: Vec<ResourceProblem>,
    /// What became of every attribute and element of the files; the same on one kind of element is counted together.
    account: Vec<ResourceDisposition>,
    /// The decisions of all files.
    decisions: Vec<super::DeployedDecision>,
    /// The forms of all files.
    forms: Vec<super::DeployedForm>,
}

/// What became of a part of a file.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResourceDisposition {
    /// The name of the file.
    resource: String,
    /// The element, the first one where several are counted together.
    element: Option<String>,
    /// Where the part stands, the first time.
    place: Place,
    /// The kind of element: `userTask`.
    kind: String,
    /// `@name` for an attribute, else the name of a child element.
    part: String,
    /// What became of it.
    became: Became,
    /// What it was mapped to, or the code of the problem that refuses it.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// How often.
    count: u32,
    /// Why it is only documentation, where it comes from another engine or tool.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Became {
    Executed,
    Documentation,
    Mapped,
    Refused,
}

/// One process of a deployment.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DeployedDefinition {
    #[serde(flatten)]
    definition: Definition,
    /// The file is the same as that of the latest version: nothing new was made.
    unchanged: bool,
}

/// A finding and the file it is in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResourceProblem {
    /// The name of the file.
    resource: String,
    /// `error` refuses the deployment; `warning` and `note` do not.
    severity: Severity,
    /// Stable.
    code: String,
    /// The element it is about.
    element: Option<String>,
    /// Where in the file.
    place: Place,
    /// For people, with what to do about it.
    message: String,
    /// What to do about findings of this code. Left out where there is nothing to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    /// The same in Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint_zh: Option<String>,
    /// The way to it, where it is something that can happen: elements and flows in the order that tokens pass them.
    /// Left out where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    path: Vec<String>,
    /// Where in the expression that stands at `place`, when it cannot be read: from the first character of its text.
    /// Left out elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<Place>,
    /// The variable that it is about. Left out where it is about none.
    #[serde(skip_serializing_if = "Option::is_none")]
    variable: Option<String>,
}

/// How bad it is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Severity {
    Error,
    Warning,
    Note,
}

/// A place in a file.
#[derive(Serialize, ToSchema)]
pub(super) struct Place {
    /// From 1; 0 where the file has no place to name.
    line: u32,
    /// From 1, in characters.
    column: u32,
}

/// One version of a process.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Definition {
    /// `process:version`.
    id: String,
    /// The id of the process in the file.
    process: String,
    /// Counts from 1.
    version: u32,
    /// For people.
    name: Option<String>,
    /// The file it came in.
    resource: String,
    /// SHA-256 of the file, in hexadecimal.
    checksum: String,
    /// The deployment.
    deployment: String,
    /// When it was deployed.
    #[schema(format = DateTime)]
    deployed: String,
    /// By whom.
    deployed_by: String,
    /// Is there no newer version?
    latest: bool,
    /// What people call this version: `weir:versionTag`.
    version_tag: Option<String>,
    /// Does it start no instances at present?
    suspended: bool,
    /// The tenant that its process belongs to; none is the installation itself.
    tenant: Option<String>,
    /// The template that its model was made of, `id@version#hash`: `weir:template`.
    template: Option<String>,
    /// The suggestions that were taken up in its model, by id: `weir:suggestions`.
    suggestions: Vec<String>,
    /// Is it kept out of what people are offered to start? It may still be started.
    unlisted: bool,
}
