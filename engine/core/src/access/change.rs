//! Changes of who may do what: several at once, all or none; and which entries are other than before by them.
use super::check::fits;
use super::entry::{Written, difference};
use super::{Access, Account, ApiToken, Grant, Grantee, Refusal, SESSIONS_OF_ONE_MAX, Session, Tenant, User, UserKind};
use crate::time::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The user is so from now on; password, identities and failed logins stay, but with one that is a service now.
    PutUser(User),
    /// The user is gone, with their grants, tokens and sessions.
    RemoveUser(String),
    /// The hash of a new password, or that they have none; all their sessions end.
    SetPassword(String, Option<String>),
    /// An OpenID provider calls them so: user, issuer and subject.
    LinkIdentity(String, String, String),
    /// No OpenID provider knows the user any more.
    UnlinkIdentities(String),
    /// A login failed.
    LoginFailed(String, Timestamp),
    /// The grant is so from now on.
    PutGrant(Grant),
    /// The grant is gone.
    RemoveGrant(String),
    /// The tenant is so from now on.
    PutTenant(Tenant),
    /// The tenant is gone.
    RemoveTenant(String),
    /// A new API token.
    CreateToken(ApiToken),
    /// An API token opens nothing any more.
    RevokeToken(String, Timestamp),
    /// It was used.
    TokenUsed(String, Timestamp),
    /// Somebody logged in.
    OpenSession(Session),
    /// And out.
    EndSession(String),
    /// All sessions of a user end.
    EndSessions(String),
    /// A session was used.
    SessionSeen(String, Timestamp),
}

/// What is written by the changes, if they fit one after the other; else why the first that does not fit does not.
pub fn changed(old: &Access, changes: &[Change], now: Timestamp) -> Result<Vec<Written>, Refusal> {
    for change in &changes[..changes.len().min(1)] {
        fits(old, change)?;
    }
    // Most changes are logins and the like, or new users: they touch one user, and the others need not be copied for them.
    if let [change] = changes
        && let Some(user) = only_touches(old, change)
    {
        let part = old.part(&user);
        let mut new = part.clone();
        new.change(change);
        return Ok(difference(&part, &new));
    }
    let mut new = old.clone();
    for change in changes {
        fits(&new, change)?;
        new.change(change);
    }
    let was = old.administrators(now).next().is_some();
    if was && new.administrators(now).next().is_none() {
        return Err(Refusal::LastAdministrator);
    }
    Ok(difference(old, &new))
}

/// The one user whose account, tokens and sessions are all that the change touches.
fn only_touches(all: &Access, change: &Change) -> Option<String> {
    Some(match change {
        // What is new takes nothing away, so somebody stays in charge.
        Change::PutUser(user) if !all.accounts.contains_key(&user.id) => user.id.clone(),
        Change::PutGrant(grant) if !all.granted.contains_key(&grant.id) => String::new(),
        Change::SetPassword(user, _) | Change::LoginFailed(user, _) | Change::EndSessions(user) => user.clone(),
        Change::CreateToken(token) => token.owner.clone(),
        Change::OpenSession(session) => session.user.clone(),
        Change::RevokeToken(id, _) | Change::TokenUsed(id, _) => all.tokens.get(id)?.owner.clone(),
        Change::EndSession(id) | Change::SessionSeen(id, _) => all.sessions.get(id)?.user.clone(),
        _ => return None,
    })
}

impl Access {
    /// Makes a change that is known to fit.
    pub fn change(&mut self, change: &Change) {
        match change.clone() {
            Change::PutUser(user) => self.put_user(user),
            Change::RemoveUser(id) => self.remove_user(&id),
            Change::SetPassword(id, hash) => {
                self.account(&id, |account| {
                    account.password = hash;
                    account.failures = 0;
                    account.failed = None;
                });
                self.sessions.retain(|_, session| session.user != id);
            }
            Change::LinkIdentity(id, issuer, subject) => {
                self.identities.retain(|known, user| *user != id || known.0 != issuer);
                self.identities.insert((issuer.clone(), subject.clone()), id.clone());
                self.account(&id, |account| {
                    account.identities.retain(|known| known.0 != issuer);
                    account.identities.push((issuer, subject));
                });
            }
            Change::UnlinkIdentities(id) => {
                self.identities.retain(|_, user| *user != id);
                self.account(&id, |account| account.identities.clear());
            }
            Change::LoginFailed(id, at) => self.account(&id, |account| {
                account.failures = account.failures.saturating_add(1);
                account.failed = Some(at);
            }),
            Change::PutGrant(grant) => self.put_grant(grant),
            Change::RemoveGrant(id) => self.remove_grant(&id),
            Change::PutTenant(tenant) => drop(self.tenants.insert(tenant.id.clone(), Arc::new(tenant))),
            Change::RemoveTenant(id) => drop(self.tenants.remove(&id)),
            Change::CreateToken(token) => drop(self.tokens.insert(token.id.clone(), Arc::new(token))),
            Change::RevokeToken(id, at) => self.token(&id, |token| token.revoked = token.revoked.or(Some(at))),
            Change::TokenUsed(id, at) => self.token(&id, |token| token.used = token.used.max(Some(at))),
            Change::OpenSession(session) => self.open_session(session),
            Change::EndSession(id) => drop(self.sessions.remove(&id)),
            Change::EndSessions(user) => self.sessions.retain(|_, session| session.user != user),
            Change::SessionSeen(id, at) => {
                if let Some(session) = self.sessions.get_mut(&id) {
                    let session = Arc::make_mut(session);
                    session.seen = session.seen.max(at);
                }
            }
        }
    }

    /// What there is of one user.
    fn part(&self, user: &str) -> Access {
        fn of<T>(all: &BTreeMap<String, Arc<T>>, is: impl Fn(&T) -> bool) -> BTreeMap<String, Arc<T>> {
            all.iter().filter(|(_, one)| is(one)).map(|(id, one)| (id.clone(), one.clone())).collect()
        }
        Access {
            accounts: self.accounts.get(user).map(|a| (user.to_owned(), a.clone())).into_iter().collect(),
            tokens: of(&self.tokens, |token: &ApiToken| token.owner == user),
            sessions: of(&self.sessions, |session: &Session| session.user == user),
            ..Access::default()
        }
    }

    fn put_user(&mut self, user: User) {
        let id = user.id.clone();
        let service = user.kind == UserKind::Service;
        if user.disabled || service {
            self.sessions.retain(|_, session| session.user != id);
        }
        if service && self.accounts.contains_key(&id) {
            // A program logs in neither by a password nor through a provider, also where a person did before.
            self.identities.retain(|_, known| *known != id);
            self.account(&id, |account| {
                account.password = None;
                account.identities.clear();
            });
        }
        let fresh = Account { user: user.clone(), password: None, failures: 0, failed: None, identities: vec![] };
        let account = self.accounts.entry(id).or_insert_with(|| Arc::new(fresh));
        Arc::make_mut(account).user = user;
    }

    fn remove_user(&mut self, id: &str) {
        let Some(account) = self.accounts.remove(id) else { return };
        for identity in &account.identities {
            self.identities.remove(identity);
        }
        self.tokens.retain(|_, token| token.owner != id);
        self.sessions.retain(|_, session| session.user != id);
        let theirs = self.grants.remove(&Grantee::User(id.to_owned())).unwrap_or_default();
        self.granted.retain(|grant, _| !theirs.contains_key(grant));
    }

    pub(super) fn put_grant(&mut self, grant: Grant) {
        self.remove_grant(&grant.id);
        self.granted.insert(grant.id.clone(), grant.to.clone());
        self.grants.entry(grant.to.clone()).or_default().insert(grant.id.clone(), Arc::new(grant));
    }

    pub(super) fn remove_grant(&mut self, id: &str) {
        let Some(to) = self.granted.remove(id) else { return };
        if let Some(theirs) = self.grants.get_mut(&to) {
            theirs.remove(id);
            if theirs.is_empty() {
                self.grants.remove(&to);
            }
        }
    }

    /// Whoever logs in has guessed right; the oldest of too many sessions makes room.
    fn open_session(&mut self, session: Session) {
        self.account(&session.user, |account| {
            account.failures = 0;
            account.failed = None;
        });
        let mut theirs: Vec<(Timestamp, String)> =
            self.sessions_of(&session.user).map(|s| (s.opened, s.id.clone())).collect();
        theirs.sort_unstable();
        let over = (theirs.len() + 1).saturating_sub(SESSIONS_OF_ONE_MAX);
        for (_, id) in &theirs[..over] {
            self.sessions.remove(id);
        }
        self.sessions.insert(session.id.clone(), Arc::new(session));
    }

    fn account(&mut self, id: &str, change: impl FnOnce(&mut Account)) {
        if let Some(account) = self.accounts.get_mut(id) {
            change(Arc::make_mut(account));
        }
    }

    fn token(&mut self, id: &str, change: impl FnOnce(&mut ApiToken)) {
        if let Some(token) = self.tokens.get_mut(id) {
            change(Arc::make_mut(token));
        }
    }
}
