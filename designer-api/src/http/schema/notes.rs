//! What people keep beside their tasks.
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// Something that was said about an instance, or about a task of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    /// Its id; later ones have greater ids.
    id: String,
    /// The instance.
    instance: Uuid,
    /// The task that it was said at.
    task: Option<String>,
    /// The element of that task.
    element: Option<String>,
    /// By whom.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// In which words; null when it was taken back.
    text: Option<String>,
    /// Who is meant.
    mentions: Vec<String>,
    /// By whom it was taken back.
    deleted_by: Option<String>,
    /// When.
    #[schema(format = DateTime)]
    deleted_at: Option<String>,
}

/// What somebody has entered for a task, and not sent yet.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The task.
    task: String,
    /// Whose it is.
    person: String,
    /// When it was saved.
    #[schema(format = DateTime)]
    at: String,
    /// What was entered.
    data: BTreeMap<String, Value>,
    /// Other data have another tag: for `If-Match`.
    etag: String,
}

/// A file that belongs to an instance.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// Its id: what a form field holds.
    id: String,
    /// The instance.
    instance: Uuid,
    /// The task that it was added at.
    task: Option<String>,
    /// Its name, without any folders.
    name: String,
    /// What it is, by its ending.
    media_type: String,
    /// Its length in bytes.
    size: u64,
    /// SHA-256 of its content, in hexadecimal.
    sha256: String,
    /// Who added it.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
}

/// A filter of task lists that somebody keeps.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SavedFilter {
    /// Whose it is.
    person: String,
    /// What they call it.
    name: String,
    /// Which tasks.
    filter: TaskFilter,
    /// When it was saved.
    #[schema(format = DateTime)]
    at: String,
    /// What another page asks; null of filters of task lists.
    query: Option<String>,
}

/// Which tasks.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TaskFilter {
    /// Those that this user has.
    assignee: Option<String>,
    /// Those that this user may claim.
    candidate_user: Option<String>,
    /// Those that members of one of these groups may claim.
    candidate_groups: Vec<String>,
    /// Only those that somebody has, or only those that nobody has.
    assigned: Option<bool>,
    /// Of this instance.
    instance: Option<Uuid>,
    /// Of this process, any version.
    process: Option<String>,
    /// Of this element.
    element: Option<String>,
    /// Due before this.
    #[schema(format = DateTime)]
    due_before: Option<String>,
    /// To be looked at again before this.
    #[schema(format = DateTime)]
    follow_up_before: Option<String>,
    /// Only those that nobody who works here could do.
    unreachable: bool,
}

/// Something that somebody is told of.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// Its id; later ones have greater ids.
    id: String,
    /// Who is told.
    person: String,
    /// `assigned`, `candidate`, `reminded`, `copied`, `mentioned`, `returned`, `overdue`, `decided`, `ended`, `alert`,
    /// `leftOut`, `followUp` or `gone`.
    kind: String,
    /// When it happened.
    #[schema(format = DateTime)]
    at: String,
    /// Who did it.
    by: String,
    /// In this instance.
    instance: Uuid,
    /// Of this definition, `process:version`; null for what was said.
    definition: Option<String>,
    /// What people know the instance by.
    business_key: Option<String>,
    /// At this element; null is the instance as a whole.
    element: Option<String>,
    /// The open task that it is about.
    task: Option<String>,
    /// In which words.
    text: Option<String>,
    /// How an approval was decided: `pass` or `reject`.
    outcome: Option<String>,
    /// The alert that it tells of; then it is about no instance, and the id of one is all zeros.
    alert: Option<super::AlertNotice>,
    /// How many were told outside of the application that they may claim a task, and how many were not.
    #[schema(inline)]
    left_out: Option<LeftOut>,
}

/// A task was offered to more people than are told outside of the application at once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LeftOut {
    /// So many are told by mail and webhook, where they want it.
    told: u64,
    /// So many find it in the application alone.
    left: u64,
}

/// Somebody was told of an instance.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Copy {
    /// Who.
    person: String,
    /// Of which element last.
    element: String,
    /// When last.
    #[schema(format = DateTime)]
    at: String,
    /// When they read it; null when they have not, or got another copy since.
    #[schema(format = DateTime)]
    read: Option<String>,
}

/// A file for a start form: it belongs to no instance yet, and is gone after a day.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StartFile {
    /// Its id: what a form field holds, and that of the attachment that it becomes.
    id: String,
    /// The process that is to be started with it.
    process: String,
    /// Its name, without any folders.
    name: String,
    /// What it is, by its ending.
    media_type: String,
    /// Its length in bytes.
    size: u64,
    /// SHA-256 of its content, in hexadecimal.
    sha256: String,
    /// Who added it: only they start with it.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
}
