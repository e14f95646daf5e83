//! What people keep beside their tasks: comments, drafts, attachments, saved filters.
use super::{UserTaskFilter, WaitAddress};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use weir_core::{ElementId, InstanceId, Timestamp};

/// Something that was said about an instance, or about a task of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    /// Its id; later ones have greater ids.
    pub id: String,
    /// The instance.
    pub instance: InstanceId,
    /// The task that it was said at.
    pub task: Option<WaitAddress>,
    /// The element of that task.
    pub element: Option<ElementId>,
    /// By whom.
    pub by: String,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// In which words; none when it was taken back.
    pub text: Option<String>,
    /// Who is meant.
    pub mentions: Vec<String>,
    /// By whom it was taken back.
    pub deleted_by: Option<String>,
    /// When.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub deleted_at: Option<Timestamp>,
}

/// Something to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewComment {
    /// At which task; none is the instance as a whole.
    pub task: Option<WaitAddress>,
    /// In which words.
    pub text: String,
    /// Who is meant.
    pub mentions: Vec<String>,
}

/// What somebody has entered for a task, and not sent yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The task.
    pub task: WaitAddress,
    /// Whose it is.
    pub person: String,
    /// When it was saved.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// What was entered.
    pub data: Map<String, Value>,
    /// Other data have another tag: for `If-Match`.
    pub etag: String,
}

/// On top of what somebody saves a draft: what they have seen there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SeenDraft {
    /// They do not say: it replaces whatever is there.
    #[default]
    Unsaid,
    /// There was none: it replaces nothing.
    Nothing,
    /// It had one of these tags; `*` is any.
    Tagged(String),
}

/// A file that belongs to an instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// Its id: what a form field holds.
    pub id: String,
    /// The instance.
    pub instance: InstanceId,
    /// The task that it was added at.
    pub task: Option<WaitAddress>,
    /// Its name, without any folders.
    pub name: String,
    /// What it is, by its ending.
    pub media_type: String,
    /// Its length in bytes.
    pub size: u64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    /// Who added it.
    pub by: String,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
}

/// A file for a start form: it belongs to no instance yet, and is gone after a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StartFile {
    /// Its id: what a form field holds, and that of the attachment that it becomes.
    pub id: String,
    /// The process that is to be started with it.
    pub process: String,
    /// Its name, without any folders.
    pub name: String,
    /// What it is, by its ending.
    pub media_type: String,
    /// Its length in bytes.
    pub size: u64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    /// Who added it: only they start with it.
    pub by: String,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
}

/// A filter of task lists that somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedFilter {
    /// Whose it is.
    pub person: String,
    /// What they call it.
    pub name: String,
    /// Which tasks.
    pub filter: UserTaskFilter,
    /// When it was saved.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// What another page asks, as the address of that page has it; none is a filter of task lists.
    #[serde(default)]
    pub query: Option<String>,
}

impl SavedFilter {
    /// The page that asks, by the beginning of its address; none is a filter of task lists. Each page has its own names.
    pub fn page(&self) -> Option<&str> {
        self.query.as_deref().map(|query| query.split('?').next().unwrap_or_default())
    }
}
