//! Who may do what.
use weir_core::access::{Change, Happened};
use weir_core::{InstanceId, Timestamp};

/// What is to change, and what is to be said about it in the audit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeAccess {
    /// All or none of these.
    pub changes: Vec<Change>,
    /// What happened.
    pub lines: Vec<NewLine>,
    /// Only while nobody was ever let in: the first administrator.
    pub first: bool,
    /// Only while this session is alive, so that of two requests that end it one does.
    pub session: Option<String>,
}

/// A line of the audit before it has its number and time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// What.
    pub happened: Happened,
    /// Who; without it the actor of the request.
    pub user: Option<String>,
    /// What it was done with.
    pub object: Option<String>,
    /// More about it.
    pub detail: Option<String>,
    /// From which address.
    pub address: Option<String>,
    /// How often.
    pub times: u32,
}

impl NewLine {
    /// It happened to this, once.
    pub fn of(happened: Happened, object: impl Into<String>) -> Self {
        NewLine { happened, user: None, object: Some(object.into()), detail: None, address: None, times: 1 }
    }
}

/// Which lines of the audit. All that is given must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Of this user.
    pub user: Option<String>,
    /// What happened.
    pub happened: Option<Happened>,
    /// Not before this.
    pub from: Option<Timestamp>,
    /// Before this.
    pub until: Option<Timestamp>,
}

/// What decides who may do something with an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstanceFacts {
    /// Its process.
    pub process: String,
    /// The tenant that its process belongs to.
    pub tenant: Option<String>,
    /// Who started it, or what called it.
    pub initiator: Option<String>,
    /// The instance.
    pub instance: InstanceId,
}
