//! The entries that access is made of, as they are kept.
use super::{Access, Account, ApiToken, Grant, Session, Tenant};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One thing. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entry {
    /// A user, and what is known of them.
    Account(Account),
    /// A role for somebody.
    Grant(Grant),
    /// A tenant.
    Tenant(Tenant),
    /// An API token.
    Token(ApiToken),
    /// A session.
    Session(Session),
}

/// The kind of an entry. Its number is persisted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum EntryKind {
    /// A user with a password or without.
    Account = 0,
    /// A grant.
    Grant = 1,
    /// A tenant.
    Tenant = 2,
    /// An API token.
    Token = 3,
    /// A session of a browser.
    Session = 4,
}

/// What became of one thing. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::large_enum_variant)] // most put something
pub enum Written {
    /// It is so from now on.
    Put(Entry),
    /// It is gone.
    Gone(EntryKind, String),
}

impl Entry {
    /// Its kind.
    pub fn kind(&self) -> EntryKind {
        match self {
            Entry::Account(_) => EntryKind::Account,
            Entry::Grant(_) => EntryKind::Grant,
            Entry::Tenant(_) => EntryKind::Tenant,
            Entry::Token(_) => EntryKind::Token,
            Entry::Session(_) => EntryKind::Session,
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Entry::Account(account) => &account.user.id,
            Entry::Grant(grant) => &grant.id,
            Entry::Tenant(tenant) => &tenant.id,
            Entry::Token(token) => &token.id,
            Entry::Session(session) => &session.id,
        }
    }
}

impl Access {
    /// Folds what was written.
    pub fn apply(&mut self, written: Written) {
        match written {
            Written::Put(Entry::Account(account)) => {
                let id = account.user.id.clone();
                self.identities.retain(|_, user| *user != id);
                self.identities.extend(account.identities.iter().map(|identity| (identity.clone(), id.clone())));
                self.accounts.insert(id, Arc::new(account));
            }
            Written::Put(Entry::Grant(grant)) => self.put_grant(grant),
            Written::Put(Entry::Tenant(tenant)) => drop(self.tenants.insert(tenant.id.clone(), Arc::new(tenant))),
            Written::Put(Entry::Token(token)) => drop(self.tokens.insert(token.id.clone(), Arc::new(token))),
            Written::Put(Entry::Session(session)) => drop(self.sessions.insert(session.id.clone(), Arc::new(session))),
            Written::Gone(EntryKind::Account, id) => {
                self.accounts.remove(&id);
                self.identities.retain(|_, user| *user != id);
            }
            Written::Gone(EntryKind::Grant, id) => self.remove_grant(&id),
            Written::Gone(EntryKind::Tenant, id) => drop(self.tenants.remove(&id)),
            Written::Gone(EntryKind::Token, id) => drop(self.tokens.remove(&id)),
            Written::Gone(EntryKind::Session, id) => drop(self.sessions.remove(&id)),
        }
    }
}

/// What has to be written to come from one to the other.
pub(super) fn difference(old: &Access, new: &Access) -> Vec<Written> {
    let mut written = vec![];
    compare(&old.tenants, &new.tenants, EntryKind::Tenant, |t| Entry::Tenant(t.clone()), &mut written);
    compare(&old.accounts, &new.accounts, EntryKind::Account, |a| Entry::Account(a.clone()), &mut written);
    let grants = |all: &Access| all.grants().map(|g| (g.id.clone(), g.clone())).collect::<BTreeMap<_, _>>();
    compare(&grants(old), &grants(new), EntryKind::Grant, |g| Entry::Grant(g.clone()), &mut written);
    compare(&old.tokens, &new.tokens, EntryKind::Token, |t| Entry::Token(t.clone()), &mut written);
    compare(&old.sessions, &new.sessions, EntryKind::Session, |s| Entry::Session(s.clone()), &mut written);
    written
}

fn compare<T>(
    old: &BTreeMap<String, Arc<T>>,
    new: &BTreeMap<String, Arc<T>>,
    kind: EntryKind,
    entry: impl Fn(&T) -> Entry,
    written: &mut Vec<Written>,
) {
    let same = |id: &String, one: &Arc<T>| old.get(id).is_some_and(|known| Arc::ptr_eq(known, one));
    written.extend(old.keys().filter(|id| !new.contains_key(*id)).map(|id| Written::Gone(kind, id.clone())));
    written.extend(new.iter().filter(|(id, one)| !same(id, one)).map(|(_, one)| Written::Put(entry(one))));
}
