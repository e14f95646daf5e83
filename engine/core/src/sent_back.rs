//! 驳回 out of a called process: what a called instance that ends by it tells whoever has called it.
use crate::id::{ElementId, InstanceId};
use serde::{Deserialize, Serialize};

/// A matter that goes back out of a called instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentBack {
    /// The task that it goes back to.
    pub to: ElementId,
    /// By whom.
    pub by: String,
    /// In which words.
    pub comment: Option<String>,
    /// Where that task is.
    pub above: Above,
}

/// In which instance a matter that leaves a called one goes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Above {
    /// One that has called it, or has called that one, and so on.
    pub at: InstanceId,
    /// Is the call made anew when the task is done, instead of going the whole way again?
    pub come_back: bool,
    /// The name of the task there, which the called process does not know.
    pub name: Option<String>,
}
