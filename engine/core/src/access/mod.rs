//! 访问控制: who may speak to the engine, as what, and what they may do there.
//!
//! Everything is denied unless a grant gives it. The state is folded from changes, as an organisation is; a change is
//! checked before it is recorded; secrets are in it only as hashes. Whether somebody may do something is decided by one
//! pure function, [`may`].
mod audit;
mod change;
mod check;
mod decide;
mod entry;
mod grantee;
mod password;
mod role;

pub use audit::{AuditLine, Happened};
pub use change::{Change, changed};
pub use check::Refusal;
pub use decide::{Caller, Denied, Object, may};
pub use entry::{Entry, EntryKind, Written};
pub use grantee::Grantee;
pub use password::{PASSWORD_BYTES_MAX, PASSWORD_CHARACTERS_MIN, Weakness, locked_until, weakness};
pub use role::{Action, Reach, Role};

use crate::organisation::{UnitKind, Validity};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many users there may be.
pub const USERS_MAX: usize = 500_000;
/// How many grants.
pub const GRANTS_MAX: usize = 500_000;
/// How many tenants.
pub const TENANTS_MAX: usize = 10_000;
/// How many API tokens that are not revoked one user may have.
pub const TOKENS_OF_ONE_MAX: usize = 100;
/// How many sessions one user may have at once; the oldest makes room.
pub const SESSIONS_OF_ONE_MAX: usize = 50;
/// How many processes or departments one grant, and how many processes one token may name.
pub const NAMED_MAX: usize = 500;
/// An id or a name, in bytes.
pub const NAME_BYTES_MAX: usize = 200;

/// Everything that is known about who may do what.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Access {
    /// By id.
    pub accounts: BTreeMap<String, Arc<Account>>,
    /// By id.
    pub tenants: BTreeMap<String, Arc<Tenant>>,
    /// By id. Revoked and expired ones stay, so that nobody gets their id again and people can look at them.
    pub tokens: BTreeMap<String, Arc<ApiToken>>,
    /// By id; those that were ended are not here.
    pub sessions: BTreeMap<String, Arc<Session>>,
    /// By whom they are for, then by id.
    grants: BTreeMap<Grantee, BTreeMap<String, Arc<Grant>>>,
    /// For whom the grant of an id is.
    granted: BTreeMap<String, Grantee>,
    /// Users by what an OpenID provider calls them: its issuer and its subject.
    identities: BTreeMap<(String, String), String>,
}

/// Somebody who may log in or use API tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct User {
    /// What tasks and logs call them; the same as the id of the person in the organisation.
    #[serde(default)]
    pub id: String,
    /// Their name.
    #[serde(default)]
    pub name: String,
    /// A person, or a program.
    #[serde(default)]
    pub kind: UserKind,
    /// The tenant they belong to and never leave; none is the installation itself.
    #[serde(default)]
    pub tenant: Option<String>,
    /// They are let in no more.
    #[serde(default)]
    pub disabled: bool,
    /// When they are let in.
    #[serde(default)]
    pub valid: Validity,
}

/// What kind of user.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum UserKind {
    /// Somebody; logs in.
    #[default]
    Person,
    /// A program; has API tokens only.
    Service,
}

/// A user, and what is known of them beside that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The user.
    pub user: User,
    /// The hash of the password, with its parameters.
    pub password: Option<String>,
    /// Logins that failed since the last that did not.
    pub failures: u32,
    /// The last of them.
    pub failed: Option<Timestamp>,
    /// What OpenID providers call them: issuer and subject.
    pub identities: Vec<(String, String)>,
}

/// 租户: an organisation of its own on the same installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tenant {
    /// Its id.
    #[serde(default)]
    pub id: String,
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// Nobody of it is let in.
    #[serde(default)]
    pub disabled: bool,
}

/// 授权: a role, for somebody, within bounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Grant {
    /// Its id.
    pub id: String,
    /// For whom.
    pub to: Grantee,
    /// The role.
    pub role: Role,
    /// Only for these processes, by id; none is all.
    #[serde(default)]
    pub processes: Vec<String>,
    /// Only for instances that people of these departments, or of those in them, started; none is all.
    #[serde(default)]
    pub departments: Vec<String>,
    /// Only in this tenant; none is in all that the user gets into.
    #[serde(default)]
    pub tenant: Option<String>,
    /// When.
    #[serde(default)]
    pub valid: Validity,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// API 令牌: lets a program in as its owner, for what its scopes say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiToken {
    /// Its id; also the part of the token that is no secret.
    pub id: String,
    /// Whose it is.
    pub owner: String,
    /// What it is for.
    pub name: String,
    /// SHA-256 of its secret, which nobody can guess: a slow hash would only make requests slow.
    pub secret_sha256: [u8; 32],
    /// For these actions alone; none is all that its owner may do.
    pub scopes: Vec<Action>,
    /// For these processes alone; none is all.
    pub processes: Vec<String>,
    /// When it was made.
    pub created: Timestamp,
    /// By whom.
    pub created_by: String,
    /// From when on it opens nothing.
    pub expires: Option<Timestamp>,
    /// When it was revoked.
    pub revoked: Option<Timestamp>,
    /// When it was used last; not to the minute.
    pub used: Option<Timestamp>,
}

/// 会话: a browser in which somebody has logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its id; also the part of the cookie that is no secret.
    pub id: String,
    /// Who.
    pub user: String,
    /// SHA-256 of its secret.
    pub secret_sha256: [u8; 32],
    /// Since when.
    pub opened: Timestamp,
    /// When it was used last; not to the minute.
    pub seen: Timestamp,
    /// How they logged in: `password` or `oidc`.
    pub method: String,
    /// What the browser says it is.
    pub agent: Option<String>,
}

impl Access {
    /// Has nobody ever been let in?
    pub fn is_empty(&self) -> bool {
        self.accounts.is_empty()
    }

    /// A user who is let in then: known, not disabled, of a tenant that is not.
    pub fn user(&self, id: &str, now: Timestamp) -> Option<&User> {
        let user = &self.accounts.get(id)?.user;
        let tenant = user.tenant.as_ref().is_none_or(|t| self.tenants.get(t).is_some_and(|tenant| !tenant.disabled));
        (!user.disabled && user.valid.holds(now) && tenant).then_some(user)
    }

    /// The user whom an OpenID provider calls this.
    pub fn identified(&self, issuer: &str, subject: &str) -> Option<&str> {
        self.identities.get(&(issuer.to_owned(), subject.to_owned())).map(String::as_str)
    }

    /// All grants, by id.
    pub fn grants(&self) -> impl Iterator<Item = &Arc<Grant>> {
        self.granted.iter().filter_map(|(id, to)| self.grants.get(to)?.get(id))
    }

    /// One of them.
    pub fn grant(&self, id: &str) -> Option<&Arc<Grant>> {
        self.grants.get(self.granted.get(id)?)?.get(id)
    }

    /// Those for this grantee.
    pub fn grants_to(&self, to: &Grantee) -> impl Iterator<Item = &Arc<Grant>> {
        self.grants.get(to).into_iter().flat_map(BTreeMap::values)
    }

    /// Those for whom this is an administrator of the whole installation at that time.
    pub fn administrators(&self, now: Timestamp) -> impl Iterator<Item = &str> {
        let everywhere = move |grant: &Arc<Grant>| {
            grant.role == Role::Administrator && grant.is_unbounded() && grant.valid.holds(now)
        };
        self.accounts.keys().map(String::as_str).filter(move |id| {
            self.user(id, now).is_some_and(|user| user.tenant.is_none())
                && self.grants_to(&Grantee::User((*id).to_owned())).any(everywhere)
        })
    }

    /// The tokens of a user, the newest last.
    pub fn tokens_of<'a>(&'a self, owner: &'a str) -> impl Iterator<Item = &'a Arc<ApiToken>> {
        self.tokens.values().filter(move |token| token.owner == owner)
    }

    /// The sessions of a user.
    pub fn sessions_of<'a>(&'a self, user: &'a str) -> impl Iterator<Item = &'a Arc<Session>> {
        self.sessions.values().filter(move |session| session.user == user)
    }
}

impl Grant {
    /// Is it for all processes, departments and tenants?
    pub fn is_unbounded(&self) -> bool {
        self.processes.is_empty() && self.departments.is_empty() && self.tenant.is_none()
    }
}

impl ApiToken {
    /// Does it open anything then?
    pub fn is_good(&self, now: Timestamp) -> bool {
        self.revoked.is_none() && self.expires.is_none_or(|expires| now < expires)
    }
}

impl Grantee {
    /// All of a unit of the organisation.
    pub fn unit(kind: UnitKind, id: &str) -> Self {
        let id = id.to_owned();
        match kind {
            UnitKind::Department => Grantee::Department(id),
            UnitKind::Post => Grantee::Post(id),
            UnitKind::Role => Grantee::Role(id),
            UnitKind::Group => Grantee::Group(id),
        }
    }
}
