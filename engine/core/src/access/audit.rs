//! What was done with access, line by line: logins, refusals, changes.
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One line. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditLine {
    /// Counts from 1, without a gap.
    pub number: u64,
    /// When.
    #[serde(with = "crate::time::rfc3339")]
    pub at: Timestamp,
    /// What.
    pub happened: Happened,
    /// Who did it; of a failed login, whom it was tried as.
    pub user: String,
    /// In whose name, when not in their own.
    pub person: Option<String>,
    /// What it was done with: a user, a grant, a token, a route and its object.
    pub object: Option<String>,
    /// More about it; why it was refused.
    pub detail: Option<String>,
    /// From which address.
    pub address: Option<String>,
    /// How often, since the line before of the same kind: what comes again and again is counted.
    pub times: u32,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Happened {
    /// The first administrator was made with the setup link, or one by whoever has the data directory.
    SetUp,
    /// Somebody logged in.
    LoggedIn,
    /// Somebody tried to.
    LoginFailed,
    /// So many tries had failed that this one was not looked at.
    LoginLocked,
    /// Somebody logged out.
    LoggedOut,
    /// All sessions of a user were ended.
    SessionsEnded,
    /// A password was set.
    PasswordChanged,
    /// A user was made or changed.
    UserChanged,
    /// A user was removed.
    UserRemoved,
    /// A user is known to an OpenID provider from now on.
    IdentityLinked,
    /// And no more.
    IdentityUnlinked,
    /// A grant was made or changed.
    GrantChanged,
    /// A grant was taken back.
    GrantRemoved,
    /// A tenant was made or changed.
    TenantChanged,
    /// A tenant was removed.
    TenantRemoved,
    /// An API token was made.
    TokenCreated,
    /// An API token was revoked.
    TokenRevoked,
    /// Something was refused because nothing gives the right to it.
    Denied,
    /// Somebody read what is of other people: a case file, the trace of a person, their lists.
    DataRead,
    /// Somebody took a log or case files out of the engine.
    DataExported,
    /// The log was verified, or a checkpoint of it was made by hand.
    LogVerified,
}
