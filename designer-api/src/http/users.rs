//! Users: who may be let in, their passwords and their sessions.
use super::access::{Facts, Guard, Identity};
use super::ask::{Ask, Because, Id, Nothing, Query, Secret};
use super::page::{ById, Limit};
use super::session::is_right;
use super::setup::strong;
use super::{App, Refusal, schema};
use crate::access::password;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::Timestamp;
use weir_core::access::{Account, Action, Change, Happened, Session, User, UserKind};
use weir_core::organisation::Validity;
use weir_engine::api::{ChangeAccess, NewLine, Page};
use weir_engine::{Context, Error};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(one, put, remove))
        .routes(routes!(set_password))
        .routes(routes!(sessions, end_sessions))
        .routes(routes!(unlink))
}

/// A user, without anything secret.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct UserState {
    /// What tasks and logs call them.
    id: String,
    /// Their name.
    name: String,
    /// `person` or `service`.
    #[schema(value_type = schema::UserKind)]
    kind: UserKind,
    /// The tenant that they never leave.
    tenant: Option<String>,
    /// They are let in no more.
    disabled: bool,
    /// When they are let in.
    #[schema(value_type = Object)]
    valid: Validity,
    /// Have they a password?
    has_password: bool,
    /// Until when they may not guess.
    #[serde(with = "weir_core::time::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    locked_until: Option<Timestamp>,
    /// The OpenID providers that know them.
    issuers: Vec<String>,
}

/// Which users.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Whose id or name has this in it.
    text: Option<String>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The users, by id.
#[utoipa::path(get, path = "/users", tag = "access", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<UserState>)))]
async fn list(State(app): State<App>, guard: Guard, Query(q): Query<Filter>) -> Result<Json<Page<UserState>>, Refusal> {
    let page = ById::of("users", q.limit, q.cursor.as_deref())?;
    let (now, text) = (app.engine().now(), q.text.map(|text| text.to_lowercase()));
    let items = app.engine().access(|access| {
        let fits = access.accounts.range::<str, _>(page.ids()).filter(|(id, account)| {
            let user = &account.user;
            let has = |text: &String| id.to_lowercase().contains(text) || user.name.to_lowercase().contains(text);
            let facts = Facts { tenant: user.tenant.clone(), ..Facts::default() };
            text.as_ref().is_none_or(has) && guard.allows(Action::ManageAccess, &facts).is_ok()
        });
        fits.take(page.wanted()).map(|(_, account)| told(account, now)).collect::<Vec<_>>()
    });
    Ok(Json(page.page(items, |user| &user.id)))
}

/// One user.
#[utoipa::path(get, path = "/users/{id}", tag = "access", params(("id" = String, Path)),
    responses((status = 200, description = "them", body = UserState)))]
async fn one(State(app): State<App>, _query: Query<Nothing>, Id(id): Id<String>) -> Result<Json<UserState>, Refusal> {
    Ok(Json(user(&app, &id)?))
}

/// A user as they are to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PutUser {
    /// Their name; without it the id.
    name: Option<String>,
    /// `person` or `service`.
    #[serde(default)]
    #[schema(value_type = schema::UserKind)]
    kind: UserKind,
    /// The tenant that they never leave; cannot be changed later.
    tenant: Option<String>,
    /// They are let in no more.
    #[serde(default)]
    disabled: bool,
    /// When they are let in: `from` and `until`, RFC 3339.
    #[serde(default)]
    #[schema(value_type = Object)]
    valid: Validity,
}

/// Makes a user, or changes them. What they may do is said by grants.
#[utoipa::path(put, path = "/users/{id}", tag = "access", params(("id" = String, Path)), request_body = PutUser,
    responses((status = 200, description = "them", body = UserState)))]
async fn put(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Ask { by, input }: Ask<PutUser>,
) -> Result<Json<UserState>, Refusal> {
    let PutUser { name, kind, tenant, disabled, valid } = input;
    let tenant = tenant.or_else(|| guard.caller.tenant.clone());
    let facts = Facts { tenant: tenant.clone(), name: id.clone(), ..Facts::default() };
    guard.decide(Action::ManageAccess, None, &facts, || unreachable!("it is named by the caller")).await?;
    let name = name.unwrap_or_else(|| id.clone());
    let user = User { id: id.clone(), name, kind, tenant, disabled, valid };
    let detail = if disabled { Some("disabled".to_owned()) } else { None };
    let line = NewLine { detail, ..NewLine::of(Happened::UserChanged, &id) };
    change(&app, by, vec![Change::PutUser(user)], line).await?;
    Ok(Json(self::user(&app, &id)?))
}

/// Removes a user, with their grants, API tokens and sessions. What they did stays in the history, and so does the reason.
#[utoipa::path(delete, path = "/users/{id}", tag = "access", params(("id" = String, Path)),
    request_body = Option<Because>, responses((status = 204, description = "gone")))]
async fn remove(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<Because>,
) -> Result<StatusCode, Refusal> {
    user(&app, &id)?;
    let line = input.on(NewLine::of(Happened::UserRemoved, &id))?;
    change(&app, by, vec![Change::RemoveUser(id)], line).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SetPassword {
    /// The one until now; whoever changes their own must know it, if they have one.
    current: Option<String>,
    /// The new one; null takes it away.
    password: Option<String>,
}

/// Sets a password. All sessions of the user end.
#[utoipa::path(put, path = "/users/{id}/password", tag = "access", params(("id" = String, Path)),
    request_body = SetPassword, responses((status = 204, description = "set")))]
async fn set_password(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Secret(input): Secret<SetPassword>,
) -> Result<StatusCode, Refusal> {
    let SetPassword { current, password } = input;
    let UserState { name, tenant, .. } = user(&app, &id)?;
    let kept = app.engine().access(|access| access.accounts.get(&id).and_then(|account| account.password.clone()));
    let own = guard.caller.user == id;
    if !own {
        // Whoever sets that of somebody else could then do whatever they may.
        let whose = Facts { tenant, name: id.clone(), ..Facts::default() };
        guard.decide(Action::ManageAccess, None, &whose, || unreachable!("the user was seen")).await?;
    } else if kept.is_none() && !(guard.caller.scopes.is_empty() && guard.caller.processes.is_empty()) {
        let detail =
            "a token that is for some things alone sets no first password: whoever logs in with it may do more";
        return Err(Refusal::new(StatusCode::FORBIDDEN, "token-too-wide", detail));
    }
    // Somebody at an open screen is not yet its owner.
    if own && kept.is_some() {
        let (address, now) = (&guard.address(), app.engine().now());
        if app.guesses().wait(&id, address, now).is_some() {
            let detail = "too many guesses: wait a while";
            return Err(Refusal::new(StatusCode::TOO_MANY_REQUESTS, "too-many-guesses", detail).retry_after_ms(3000));
        }
        let guess = app.guesses().begin(&id, address, now);
        if !is_right(current.unwrap_or_default(), kept, guess).await? {
            return Err(Refusal::new(StatusCode::FORBIDDEN, "password-wrong", "the current password is another"));
        }
    }
    let hash = match password {
        Some(password) => {
            strong(&password, &id, &name)?;
            Some(password::hash(password).await?)
        }
        None => None,
    };
    let line = NewLine { address: Some(guard.address()), ..NewLine::of(Happened::PasswordChanged, &id) };
    let by = Context::of(guard.actor(None, None));
    change(&app, by, vec![Change::SetPassword(id, hash)], line).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A session.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SessionState {
    /// Its id.
    id: String,
    /// Since when.
    #[serde(with = "weir_core::time::rfc3339")]
    #[schema(value_type = String, format = DateTime)]
    opened: Timestamp,
    /// When it was used last; not to the minute.
    #[serde(with = "weir_core::time::rfc3339")]
    #[schema(value_type = String, format = DateTime)]
    seen: Timestamp,
    /// `password` or `oidc`.
    method: String,
    /// What the browser says it is.
    agent: Option<String>,
    /// Is it the one that asks?
    current: bool,
}

/// The sessions of a user that have not ended.
#[utoipa::path(get, path = "/users/{id}/sessions", tag = "access", params(("id" = String, Path)),
    responses((status = 200, description = "them", body = Vec<SessionState>)))]
async fn sessions(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<Vec<SessionState>>, Refusal> {
    user(&app, &id)?;
    let asks = match &*guard.identity {
        Identity::Session(session, _) => Some(session.id.clone()),
        Identity::Token(_) => None,
    };
    let (limits, now) = (app.sessions(), app.engine().now());
    let alive =
        |s: &&std::sync::Arc<Session>| now.0 - s.seen.0 < limits.idle_ms && now.0 - s.opened.0 < limits.longest_ms;
    let told = |s: &std::sync::Arc<Session>| SessionState {
        current: asks.as_ref() == Some(&s.id),
        id: s.id.clone(),
        opened: s.opened,
        seen: s.seen,
        method: s.method.clone(),
        agent: s.agent.clone(),
    };
    Ok(Json(app.engine().access(|access| access.sessions_of(&id).filter(alive).map(told).collect())))
}

/// Logs a user out everywhere.
#[utoipa::path(delete, path = "/users/{id}/sessions", tag = "access", params(("id" = String, Path)),
    request_body = Option<Nothing>, responses((status = 204, description = "all sessions have ended")))]
async fn end_sessions(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    user(&app, &id)?;
    change(&app, by, vec![Change::EndSessions(id.clone())], NewLine::of(Happened::SessionsEnded, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The user is known to no OpenID provider any more; who logs in there next is bound anew.
#[utoipa::path(delete, path = "/users/{id}/identities", tag = "access", params(("id" = String, Path)),
    request_body = Option<Nothing>, responses((status = 204, description = "unlinked")))]
async fn unlink(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    user(&app, &id)?;
    change(&app, by, vec![Change::UnlinkIdentities(id.clone())], NewLine::of(Happened::IdentityUnlinked, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn user(app: &App, id: &str) -> Result<UserState, Refusal> {
    let now = app.engine().now();
    let found = app.engine().access(|access| access.accounts.get(id).map(|account| told(account, now)));
    Ok(found.ok_or_else(|| Error::NotFound { what: "user", id: id.to_owned() })?)
}

fn told(account: &Account, now: Timestamp) -> UserState {
    let User { id, name, kind, tenant, disabled, valid } = account.user.clone();
    let wait = weir_core::access::locked_until(account.failures, account.failed).filter(|until| *until > now);
    let issuers = account.identities.iter().map(|(issuer, _)| issuer.clone()).collect();
    let has_password = account.password.is_some();
    UserState { id, name, kind, tenant, disabled, valid, has_password, locked_until: wait, issuers }
}

/// Makes changes, and notes what happened.
pub(super) async fn change(app: &App, by: Context, changes: Vec<Change>, line: NewLine) -> Result<(), Refusal> {
    let change = ChangeAccess { changes, lines: vec![line], ..ChangeAccess::default() };
    app.engine().change_access(by, change).await?;
    Ok(())
}
