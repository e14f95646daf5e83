//! What a change must be to be made.
use super::{
    Access, Account, Change, GRANTS_MAX, Grant, Grantee, NAME_BYTES_MAX, NAMED_MAX, TENANTS_MAX, TOKENS_OF_ONE_MAX,
    USERS_MAX, User, UserKind,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The id or name is none.
    #[error(
        "an id and a name have 1 to {NAME_BYTES_MAX} bytes, without control characters; a new id has no blanks around it and no \
         hidden letters, and is neither `.` nor `..`"
    )]
    Name,
    /// `engine` is the engine itself.
    #[error("`engine` is the engine itself and cannot be a user")]
    Reserved,
    /// Something it refers to is not there.
    #[error("there is no {what} `{id}`")]
    Unknown {
        /// What.
        what: &'static str,
        /// Which.
        id: String,
    },
    /// It is there already.
    #[error("there is a {what} `{id}` already")]
    Taken {
        /// What.
        what: &'static str,
        /// Which.
        id: String,
    },
    /// Its time ends before it begins.
    #[error("its time ends before it begins")]
    Never,
    /// Too many.
    #[error("there may be at most {most} {what}")]
    TooMany {
        /// What.
        what: &'static str,
        /// How many.
        most: usize,
    },
    /// Nobody could manage access any more.
    #[error("somebody must stay administrator of the whole installation: make another one first")]
    LastAdministrator,
    /// A tenant that has users or grants.
    #[error("the tenant still has users or grants")]
    TenantInUse,
    /// A program does not log in.
    #[error("a service has API tokens, and neither password nor sessions")]
    Service,
    /// A user does not move from one tenant to another.
    #[error("a user stays in their tenant: make another user there")]
    TenantFixed,
}

impl Refusal {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Name => "access-name",
            Refusal::Reserved => "access-reserved",
            Refusal::Unknown { .. } => "access-unknown",
            Refusal::Taken { .. } => "access-taken",
            Refusal::Never => "access-never",
            Refusal::TooMany { .. } => "access-too-many",
            Refusal::LastAdministrator => "last-administrator",
            Refusal::TenantInUse => "tenant-in-use",
            Refusal::Service => "service-user",
            Refusal::TenantFixed => "tenant-fixed",
        }
    }
}

/// Does the change fit what there is?
pub(super) fn fits(all: &Access, change: &Change) -> Result<(), Refusal> {
    match change {
        Change::PutUser(user) => fits_user(all, user),
        Change::PutGrant(grant) => fits_grant(all, grant),
        Change::PutTenant(tenant) => {
            named(&tenant.id)?;
            if !all.tenants.contains_key(&tenant.id) && !is_seen_whole(&tenant.id) {
                return Err(Refusal::Name);
            }
            named(&tenant.name)?;
            limit(&all.tenants, &tenant.id, TENANTS_MAX, "tenants")
        }
        Change::RemoveTenant(id) => {
            known("tenant", id, all.tenants.contains_key(id))?;
            let is = |tenant: &Option<String>| tenant.as_ref() == Some(id);
            let used = all.accounts.values().any(|a| is(&a.user.tenant)) || all.grants().any(|g| is(&g.tenant));
            if used { Err(Refusal::TenantInUse) } else { Ok(()) }
        }
        Change::CreateToken(token) => {
            named(&token.id)?;
            named(&token.name)?;
            known("user", &token.owner, all.accounts.contains_key(&token.owner))?;
            if all.tokens.contains_key(&token.id) {
                return Err(Refusal::Taken { what: "token", id: token.id.clone() });
            }
            let alive = all.tokens_of(&token.owner).filter(|t| t.is_good(token.created)).count();
            if alive >= TOKENS_OF_ONE_MAX {
                return Err(Refusal::TooMany { what: "API tokens of one user", most: TOKENS_OF_ONE_MAX });
            }
            if token.expires.is_some_and(|expires| expires <= token.created) {
                return Err(Refusal::Never);
            }
            few(&token.processes)
        }
        Change::OpenSession(session) => {
            let account = account(all, &session.user)?;
            if account.user.kind == UserKind::Service { Err(Refusal::Service) } else { Ok(()) }
        }
        Change::SetPassword(id, hash) => {
            let service = account(all, id)?.user.kind == UserKind::Service;
            if service && hash.is_some() { Err(Refusal::Service) } else { Ok(()) }
        }
        Change::LinkIdentity(id, issuer, subject) => {
            account(all, id)?;
            match all.identified(issuer, subject) {
                Some(other) if other != id => Err(Refusal::Taken { what: "identity", id: subject.clone() }),
                _ => Ok(()),
            }
        }
        Change::RemoveUser(id) | Change::EndSessions(id) | Change::UnlinkIdentities(id) => account(all, id).map(drop),
        Change::RemoveGrant(id) => known("grant", id, all.grant(id).is_some()),
        Change::RevokeToken(id, _) => known("token", id, all.tokens.contains_key(id)),
        Change::EndSession(id) => known("session", id, all.sessions.contains_key(id)),
        // Told of what may be gone meanwhile.
        Change::LoginFailed(..) | Change::TokenUsed(..) | Change::SessionSeen(..) => Ok(()),
    }
}

fn fits_user(all: &Access, user: &User) -> Result<(), Refusal> {
    named(&user.id)?;
    named(&user.name)?;
    // One that is there already can still be changed, and shut out.
    if !all.accounts.contains_key(&user.id) && !is_seen_whole(&user.id) {
        return Err(Refusal::Name);
    }
    if user.id == "engine" {
        return Err(Refusal::Reserved);
    }
    if !user.valid.is_possible() {
        return Err(Refusal::Never);
    }
    if let Some(tenant) = &user.tenant {
        known("tenant", tenant, all.tenants.contains_key(tenant))?;
    }
    if all.accounts.get(&user.id).is_some_and(|account| account.user.tenant != user.tenant) {
        return Err(Refusal::TenantFixed);
    }
    limit(&all.accounts, &user.id, USERS_MAX, "users")
}

fn fits_grant(all: &Access, grant: &Grant) -> Result<(), Refusal> {
    named(&grant.id)?;
    if !grant.valid.is_possible() {
        return Err(Refusal::Never);
    }
    if let Grantee::User(user) = &grant.to {
        known("user", user, all.accounts.contains_key(user))?;
    }
    if let Some(tenant) = &grant.tenant {
        known("tenant", tenant, all.tenants.contains_key(tenant))?;
    }
    few(&grant.processes)?;
    few(&grant.departments)?;
    limit(&all.granted, &grant.id, GRANTS_MAX, "grants")
}

fn account<'a>(all: &'a Access, id: &str) -> Result<&'a Arc<Account>, Refusal> {
    all.accounts.get(id).ok_or_else(|| Refusal::Unknown { what: "user", id: id.to_owned() })
}

fn known(what: &'static str, id: &str, there: bool) -> Result<(), Refusal> {
    if there { Ok(()) } else { Err(Refusal::Unknown { what, id: id.to_owned() }) }
}

fn named(text: &str) -> Result<(), Refusal> {
    let good = !text.trim().is_empty() && text.len() <= NAME_BYTES_MAX && !text.chars().any(char::is_control);
    if good { Ok(()) } else { Err(Refusal::Name) }
}

/// Is all of an id seen, and the same wherever it stands? Not with blanks around it, or with letters that hide or turn others
/// round; and what means a folder in a path reaches no route.
fn is_seen_whole(id: &str) -> bool {
    let hidden = |c: char| matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    id.trim() == id && id != "." && id != ".." && !id.chars().any(hidden)
}

fn few(names: &[String]) -> Result<(), Refusal> {
    if names.len() > NAMED_MAX {
        return Err(Refusal::TooMany { what: "processes or departments named at once", most: NAMED_MAX });
    }
    names.iter().try_for_each(|name| named(name))
}

fn limit<T>(all: &BTreeMap<String, T>, id: &str, most: usize, what: &'static str) -> Result<(), Refusal> {
    if all.len() >= most && !all.contains_key(id) { Err(Refusal::TooMany { what, most }) } else { Ok(()) }
}
