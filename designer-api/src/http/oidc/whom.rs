//! Whom the provider's word means here: a user whom it was bound to, or one who is new, with the roles that it gives.
use super::super::{App, Refusal};
use super::Settings;
use super::client::Claims;
use weir_core::Actor;
use weir_core::access::{Access, Change, Grant, Grantee, Happened, Role, User, UserKind};
use weir_core::organisation::Validity;
use weir_engine::api::{ChangeAccess, NewLine};
use weir_engine::{Context, Error};

/// Why nobody is let in.
pub enum Why {
    /// In a word, for the audit.
    Failed(&'static str),
    /// The change could not be made.
    Engine(Refusal),
}

/// What a login writes down.
#[derive(Default, Clone)]
struct Written {
    changes: Vec<Change>,
    lines: Vec<NewLine>,
}

impl Written {
    fn add(&mut self, change: Change, happened: Happened, object: impl Into<String>) {
        self.changes.push(change);
        self.lines.push(NewLine::of(happened, object));
    }
}

/// The user whom the claims mean, with the roles that they give.
///
/// A provider's subject is bound to a user once. An id that a provider merely says is believed only where nothing can be
/// taken over by it: for a user who is new, or one without a password who is administrator of nothing.
pub async fn whom(app: &App, settings: &Settings, claims: &Claims) -> Result<String, Why> {
    let (engine, now) = (app.engine(), app.engine().now());
    let known = engine.access(|access| access.identified(&claims.issuer, &claims.subject).map(str::to_owned));
    let mut written = Written::default();
    let bound = known.is_some();
    let id = match known {
        Some(id) => id,
        None => named(settings, claims)?,
    };
    let kept = engine.access(|access| access.accounts.get(&id).map(|account| account.user.clone()));
    // One who was shut out here stays so, whatever the provider says, and is bound to nobody meanwhile.
    if kept.is_some() && engine.access(|access| access.user(&id, now).is_none()) {
        return Err(Why::Failed("shut-out"));
    }
    let tenant = match &kept {
        Some(user) => user.tenant.clone(),
        None => tenant_of(app, settings, claims)?,
    };
    if !bound {
        if kept.is_some() {
            if !may_be_bound(app, &id, claims) {
                return Err(Why::Failed("id-is-taken"));
            }
        } else if settings.create_users {
            let name = claims.text("name").unwrap_or_else(|| id.clone());
            let (kind, valid) = (UserKind::Person, Validity::default());
            let user = User { id: id.clone(), name, kind, tenant: tenant.clone(), disabled: false, valid };
            written.add(Change::PutUser(user), Happened::UserChanged, &id);
        } else {
            return Err(Why::Failed("unknown-user"));
        }
        let link = Change::LinkIdentity(id.clone(), claims.issuer.clone(), claims.subject.clone());
        written.add(link, Happened::IdentityLinked, &id);
    }
    // Where nobody would be left in charge, the last administrator stays one, though the provider gives it no more.
    let mut left = written.clone();
    roles_of(app, settings, claims, (&id, tenant.as_ref()), &mut written, true);
    let made = match make(app, written).await {
        Err(Error::Invalid { code: "last-administrator", .. }) => {
            tracing::warn!(user = id, "the OpenID provider takes the last administrator's role back: it is kept");
            roles_of(app, settings, claims, (&id, tenant.as_ref()), &mut left, false);
            make(app, left).await
        }
        made => made,
    };
    made.map_err(|error| Why::Engine(error.into()))?;
    engine.access(|access| access.user(&id, now).is_some()).then_some(id).ok_or(Why::Failed("shut-out"))
}

/// What the provider calls somebody whom it has not been bound to. An address that it has not verified is whatever they have
/// entered there: with that they could name themselves like anybody.
fn named(settings: &Settings, claims: &Claims) -> Result<String, Why> {
    if settings.user_claim == "email" && claims.says_no("email_verified") {
        return Err(Why::Failed("email-unverified"));
    }
    claims.text(&settings.user_claim).ok_or(Why::Failed("no-user-claim"))
}

async fn make(app: &App, Written { changes, lines }: Written) -> Result<(), Error> {
    if changes.is_empty() {
        return Ok(());
    }
    let change = ChangeAccess { changes, lines, ..ChangeAccess::default() };
    app.engine().change_access(Context::of(Actor::named("oidc")), change).await.map(drop)
}

/// The tenant of somebody who is new, where a claim says it: it must be one that is here. Who says none is not taken for
/// somebody of the installation itself.
fn tenant_of(app: &App, settings: &Settings, claims: &Claims) -> Result<Option<String>, Why> {
    let Some(claim) = &settings.tenant_claim else { return Ok(None) };
    let tenant = claims.text(claim).ok_or(Why::Failed("no-tenant-claim"))?;
    let there = app.engine().access(|access| access.tenants.contains_key(&tenant));
    if there { Ok(Some(tenant)) } else { Err(Why::Failed("unknown-tenant")) }
}

/// May somebody who is here be bound to a subject that nobody has entered? Nobody with a password, and nobody who is
/// administrator of anything, by whatever grant, now or later: that would be a door for whoever names themselves so.
fn may_be_bound(app: &App, id: &str, claims: &Claims) -> bool {
    let engine = app.engine();
    let now =
        engine.caller(id).is_some_and(|caller| caller.grants.iter().any(|grant| grant.role == Role::Administrator));
    let free = |access: &Access| {
        let account = access.accounts.get(id)?;
        let linked = account.identities.iter().any(|(issuer, _)| *issuer == claims.issuer);
        let named = access.grants_to(&Grantee::User(id.to_owned())).any(|grant| grant.role == Role::Administrator);
        Some(account.password.is_none() && !linked && !named && account.user.kind == UserKind::Person)
    };
    !now && engine.access(free) == Some(true)
}

/// The grants that the claims give are those that they give now: what they gave before and give no more is taken back, that of
/// an administrator where it is said.
fn roles_of(
    app: &App,
    settings: &Settings,
    claims: &Claims,
    (id, tenant): (&str, Option<&String>),
    written: &mut Written,
    administrator_too: bool,
) {
    if settings.roles.is_empty() {
        return;
    }
    let values = claims.texts(&settings.role_claim);
    let given: Vec<Role> = Role::ALL
        .into_iter()
        .filter(|role| settings.roles.iter().any(|(value, gives)| gives == role && values.contains(value)))
        .collect();
    for role in Role::ALL {
        let grant = format!("oidc:{id}:{}", role.name());
        let there = app.engine().access(|access| access.grant(&grant).is_some());
        if given.contains(&role) && !there {
            let put = Grant {
                id: grant.clone(),
                to: Grantee::User(id.to_owned()),
                role,
                processes: vec![],
                departments: vec![],
                tenant: tenant.cloned(),
                valid: Validity::default(),
                reason: Some(format!("by {}", claims.issuer)),
            };
            written.add(Change::PutGrant(put), Happened::GrantChanged, grant);
        } else if !given.contains(&role) && there && (administrator_too || role != Role::Administrator) {
            written.add(Change::RemoveGrant(grant.clone()), Happened::GrantRemoved, grant);
        }
    }
}
