//! Logging in with a password, who one is, and logging out.
use super::access::{Guard, Identity, Peer, SESSION, note, session_cookie};
use super::ask::{Ask, Nothing, Query, Secret};
use super::{App, Refusal};
use crate::access::guesses::Guess;
use crate::access::password;
use crate::access::secret::{Fresh, csrf, parse};
use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::{Action, Change, Happened, PASSWORD_BYTES_MAX, Reach, Session, UserKind, locked_until};
use weir_core::{Actor, Timestamp};
use weir_engine::api::{ChangeAccess, NewLine};
use weir_engine::{Context, Error};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(log_in, who, log_out))
}

/// Who logs in.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct LogIn {
    /// Their id.
    user: String,
    /// Their password.
    password: String,
}

/// A session, and who is in it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Whoami {
    /// Their id.
    user: String,
    /// Their name.
    name: String,
    /// In whose name they ask.
    person: String,
    /// The tenant that they never leave.
    tenant: Option<String>,
    /// Their roles, wherever they have them.
    roles: Vec<String>,
    /// What they may do somewhere.
    actions: Vec<String>,
    /// Of a session: what unsafe requests carry as `X-Weir-Csrf`.
    csrf: Option<String>,
    /// Of a session: when it ends in any case.
    #[serde(with = "weir_core::time::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    ends: Option<Timestamp>,
    /// What people call that tenant.
    tenant_name: Option<String>,
}

/// Where a request comes from, and what it comes with.
pub(super) struct From {
    pub address: String,
    pub agent: Option<String>,
}

/// What the browser says it is, in characters.
const AGENT_CHARACTERS_MAX: usize = 200;
/// How much of a name that was tried stands in the audit.
const NAME_CHARACTERS_MAX: usize = 100;

impl FromRequestParts<App> for From {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let address = super::edge::address(app, &parts.headers, parts.extensions.get::<Peer>());
        let agent = parts.headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok());
        Ok(From { address, agent: agent.map(|agent| agent.chars().take(AGENT_CHARACTERS_MAX).collect()) })
    }
}

/// Logs in with a password. The answer sets the cookie of a new session; needs no token.
#[utoipa::path(post, path = "/session", tag = "access", request_body = LogIn,
    responses((status = 200, description = "logged in", body = Whoami)))]
async fn log_in(
    State(app): State<App>,
    from: From,
    Secret(input): Secret<LogIn>,
) -> Result<impl IntoResponse, Refusal> {
    let LogIn { user, password } = input;
    let (engine, now) = (app.engine(), app.engine().now());
    let kept = engine.access(|access| {
        let account = access.accounts.get(&user)?;
        let there = access.user(&user, now).is_some_and(|user| user.kind == UserKind::Person);
        let wait = locked_until(account.failures, account.failed).filter(|until| *until > now);
        Some((account.password.clone().filter(|_| there), wait))
    });
    let known = kept.is_some();
    let (hash, wait) = kept.unwrap_or_default();
    if let Some(until) = wait.max(app.guesses().wait(&user, &from.address, now)) {
        if app.denials().is_first(format!("locked {user}"), now) {
            note(&app, Actor::named("anonymous"), tried(Happened::LoginLocked, &user, &from)).await;
        }
        let detail = "too many guesses: wait a while";
        let refusal = Refusal::new(StatusCode::TOO_MANY_REQUESTS, "too-many-guesses", detail);
        return Err(refusal.retry_after_ms((until.0 - now.0).max(1) as u64));
    }
    let guess = app.guesses().begin(&user, &from.address, now);
    if !is_right(password, hash, guess).await? {
        let changes = if known { vec![Change::LoginFailed(user.clone(), now)] } else { vec![] };
        let noted = known || app.denials().is_first(format!("unknown {}", from.address), now);
        let lines = if noted { vec![tried(Happened::LoginFailed, &user, &from)] } else { vec![] };
        let change = ChangeAccess { changes, lines, ..ChangeAccess::default() };
        // Durable before the answer: who kills the server after a guess has made one all the same.
        engine.change_access(Context::of(Actor::named("anonymous")), change).await?;
        let detail = "user or password is wrong";
        return Err(Refusal::new(StatusCode::UNAUTHORIZED, "login-failed", detail));
    }
    let (cookie, guard) = open(&app, &user, "password", &from).await?;
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(whoami(&app, &guard))))
}

/// Is it the password? A guess that was wrong stays one; one that nobody had the time to look at is none.
pub(super) async fn is_right(password: String, kept: Option<String>, guess: Guess<'_>) -> Result<bool, Error> {
    if password.len() > PASSWORD_BYTES_MAX {
        return Ok(false);
    }
    let fits = password::verify(password, kept).await;
    match fits {
        Ok(true) => guess.right(),
        Ok(false) => {}
        Err(_) => guess.not_looked_at(),
    }
    fits
}

/// Opens a session for somebody who has shown who they are: always a new one, so that nobody gets into one that they made
/// the browser keep before.
pub(super) async fn open(app: &App, user: &str, method: &str, from: &From) -> Result<(String, Guard), Refusal> {
    let (engine, now) = (app.engine(), app.engine().now());
    let fresh = Fresh::new(SESSION);
    let session = Session {
        id: fresh.id.clone(),
        user: user.to_owned(),
        secret_sha256: fresh.sha256,
        opened: now,
        seen: now,
        method: method.to_owned(),
        agent: from.agent.clone(),
    };
    // Those that have ended are swept out by whoever comes next.
    let limits = app.sessions();
    let ended = engine.access(|access| {
        let over = |s: &&Arc<Session>| now.0 - s.seen.0 >= limits.idle_ms || now.0 - s.opened.0 >= limits.longest_ms;
        access.sessions_of(user).filter(over).map(|s| s.id.clone()).collect::<Vec<_>>()
    });
    let mut changes: Vec<Change> = ended.into_iter().map(Change::EndSession).collect();
    changes.push(Change::OpenSession(session.clone()));
    let line = NewLine {
        detail: Some(method.to_owned()),
        address: Some(from.address.clone()),
        ..NewLine::of(Happened::LoggedIn, &fresh.id)
    };
    let change = ChangeAccess { changes, lines: vec![line], ..ChangeAccess::default() };
    engine.change_access(Context::of(Actor::named(user)), change).await?;
    let caller = engine.caller(user).ok_or_else(super::access::unauthorized)?;
    let secret = parse(SESSION, &fresh.shown).map(|(_, secret)| secret.to_owned()).unwrap_or_default();
    let identity = Identity::Session(Arc::new(session), secret);
    let guard = Guard::new(app, caller, identity, from.address.parse().ok());
    Ok((session_cookie(&fresh.shown, app.over_tls()), guard))
}

/// Who asks, and what they may do.
#[utoipa::path(get, path = "/session", tag = "access",
    responses((status = 200, description = "the caller", body = Whoami)))]
async fn who(State(app): State<App>, _query: Query<Nothing>, guard: Guard) -> Json<Whoami> {
    Json(whoami(&app, &guard))
}

/// Logs out: the session ends and its cookie is taken away. An API token is not changed by it.
#[utoipa::path(delete, path = "/session", tag = "access", request_body = Option<Nothing>,
    responses((status = 204, description = "logged out")))]
async fn log_out(State(app): State<App>, guard: Guard, _none: Ask<Nothing>) -> Result<impl IntoResponse, Refusal> {
    if let Identity::Session(session, _) = &*guard.identity {
        let change = ChangeAccess {
            changes: vec![Change::EndSession(session.id.clone())],
            lines: vec![NewLine::of(Happened::LoggedOut, &session.id)],
            session: Some(session.id.clone()),
            ..ChangeAccess::default()
        };
        match app.engine().change_access(Context::of(Actor::named(&session.user)), change).await {
            // Two at once: it has ended all the same.
            Ok(_) | Err(Error::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, session_cookie("", app.over_tls()))])))
}

fn whoami(app: &App, guard: &Guard) -> Whoami {
    let caller = &guard.caller;
    let name = app.engine().access(|access| access.accounts.get(&caller.user).map(|a| a.user.name.clone()));
    let tenant_name =
        |id: &String| app.engine().access(|access| access.tenants.get(id).map(|tenant| tenant.name.clone()));
    let mut roles: Vec<String> = caller.grants.iter().map(|grant| grant.role.name().to_owned()).collect();
    roles.sort_unstable();
    roles.dedup();
    let reached = |action: &&Action| caller.reach(**action) > Reach::Nothing;
    let actions = Action::ALL.iter().filter(reached).map(|action| action.name().to_owned());
    let (csrf, ends) = match &*guard.identity {
        Identity::Token(token) => (None, token.expires),
        Identity::Session(session, secret) => {
            (Some(csrf(secret)), Some(Timestamp(session.opened.0 + app.sessions().longest_ms)))
        }
    };
    Whoami {
        user: caller.user.clone(),
        name: name.unwrap_or_default(),
        person: caller.person.clone(),
        tenant: caller.tenant.clone(),
        roles,
        actions: actions.collect(),
        csrf,
        ends,
        tenant_name: caller.tenant.as_ref().and_then(tenant_name),
    }
}

fn tried(happened: Happened, user: &str, from: &From) -> NewLine {
    let user: String = user.chars().filter(|c| !c.is_control()).take(NAME_CHARACTERS_MAX).collect();
    NewLine { user: Some(user), object: None, address: Some(from.address.clone()), ..NewLine::of(happened, "") }
}
