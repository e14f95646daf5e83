//! API tokens: made, looked at, revoked. The token itself is shown once, in the answer that makes it.
use super::access::{Facts, Guard};
use super::ask::{Ask, Because, Id, Nothing, Query};
use super::page::{ById, Limit};
use super::users::change;
use super::{App, Refusal, schema};
use crate::access::secret::Fresh;
use crate::access::setup::{TOKEN, token_of};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::Timestamp;
use weir_core::access::{Action, ApiToken, Change, Happened};
use weir_engine::api::{NewLine, Page};
use weir_engine::{Context, Error};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(all)).routes(routes!(revoke))
}

/// An API token, without its secret.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TokenState {
    /// Its id, the part of the token before the secret.
    id: String,
    /// Whose it is.
    owner: String,
    /// What it is for.
    name: String,
    /// For these actions alone; none is all that its owner may do.
    #[schema(value_type = Vec<String>)]
    scopes: Vec<Action>,
    /// For these processes alone; none is all.
    processes: Vec<String>,
    /// When it was made.
    #[serde(with = "weir_core::time::rfc3339")]
    #[schema(value_type = String, format = DateTime)]
    created: Timestamp,
    /// By whom.
    created_by: String,
    /// From when on it opens nothing.
    #[serde(with = "weir_core::time::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires: Option<Timestamp>,
    /// When it was revoked.
    #[serde(with = "weir_core::time::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    revoked: Option<Timestamp>,
    /// When it was used last; not to the minute.
    #[serde(with = "weir_core::time::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    used: Option<Timestamp>,
}

/// The API tokens of a user, also those that open nothing any more.
#[utoipa::path(get, path = "/users/{id}/tokens", tag = "access", params(("id" = String, Path)),
    responses((status = 200, description = "them", body = Vec<TokenState>)))]
async fn list(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<Vec<TokenState>>, Refusal> {
    known(&app, &id)?;
    let mut tokens: Vec<_> = app.engine().access(|access| access.tokens_of(&id).map(|token| told(token)).collect());
    tokens.sort_by_key(|token| token.created);
    Ok(Json(tokens))
}

/// Which tokens.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Whose id, owner or name has this in it.
    text: Option<String>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The API tokens of everybody, by id, also those that open nothing any more.
#[utoipa::path(get, path = "/tokens", tag = "access", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<TokenState>)))]
async fn all(State(app): State<App>, guard: Guard, Query(q): Query<Filter>) -> Result<Json<Page<TokenState>>, Refusal> {
    let page = ById::of("tokens", q.limit, q.cursor.as_deref())?;
    let text = q.text.map(|text| text.to_lowercase());
    let items = app.engine().access(|access| {
        let fits = access.tokens.range::<str, _>(page.ids()).filter(|(_, token)| {
            let has =
                |text: &String| [&token.id, &token.owner, &token.name].iter().any(|t| t.to_lowercase().contains(text));
            let tenant = access.accounts.get(&token.owner).and_then(|account| account.user.tenant.clone());
            let facts = Facts { tenant, ..Facts::default() };
            text.as_ref().is_none_or(has) && guard.allows(Action::ManageAccess, &facts).is_ok()
        });
        fits.take(page.wanted()).map(|(_, token)| told(token)).collect::<Vec<_>>()
    });
    Ok(Json(page.page(items, |token| &token.id)))
}

/// What the token is for.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CreateToken {
    /// What it is for, in people's words.
    name: String,
    /// For these actions alone; none is all that its owner may do.
    #[serde(default)]
    #[schema(value_type = Vec<schema::ActionName>)]
    scopes: Vec<Action>,
    /// For these processes alone; none is all.
    #[serde(default)]
    processes: Vec<String>,
    /// From when on it opens nothing, RFC 3339; without it never.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires: Option<Timestamp>,
}

/// A token that was just made.
#[derive(Serialize, ToSchema)]
struct FreshToken {
    /// What it is.
    #[serde(flatten)]
    state: TokenState,
    /// The token itself. It is shown only here.
    token: String,
}

/// Makes an API token. It opens no more than its owner may do, and no more than the token or session that makes it.
#[utoipa::path(post, path = "/users/{id}/tokens", tag = "access", params(("id" = String, Path)),
    request_body = CreateToken, responses((status = 201, description = "made", body = FreshToken)))]
async fn create(
    State(app): State<App>,
    guard: Guard,
    Id(owner): Id<String>,
    Ask { by, input }: Ask<CreateToken>,
) -> Result<(StatusCode, Json<FreshToken>), Refusal> {
    known(&app, &owner)?;
    within(&guard, &input)?;
    if guard.caller.user != owner {
        // Whoever makes a token of somebody else could then do whatever they may.
        let tenant = app.engine().access(|access| access.accounts.get(&owner)?.user.tenant.clone());
        let facts = super::access::Facts { tenant, name: owner.clone(), ..Default::default() };
        guard.decide(Action::ManageAccess, None, &facts, || unreachable!("the user was seen")).await?;
    }
    let (fresh, now) = (Fresh::new(TOKEN), app.engine().now());
    let CreateToken { name, scopes, processes, expires } = input;
    let token = ApiToken {
        scopes,
        processes,
        expires,
        created_by: guard.caller.user.clone(),
        ..token_of(&fresh, &owner, &name, now)
    };
    let line =
        NewLine { detail: Some(format!("of {owner}: {name}")), ..NewLine::of(Happened::TokenCreated, &fresh.id) };
    change(&app, by, vec![Change::CreateToken(token)], line).await?;
    // A repetition under an idempotency key has made nothing, and what was shown once is known to nobody.
    let made = app.engine().access(|access| access.tokens.get(&fresh.id).map(|token| told(token)));
    let state = made.ok_or_else(|| {
        let detail = "this token was made and shown already: look for it in the list, or make another one";
        Refusal::new(StatusCode::CONFLICT, "token-shown-once", detail)
    })?;
    Ok((StatusCode::CREATED, Json(FreshToken { state, token: fresh.shown })))
}

/// A token makes none that is for more than itself.
fn within(guard: &Guard, wanted: &CreateToken) -> Result<(), Refusal> {
    let caller = &guard.caller;
    let fewer = |all: bool, some: bool| all || some;
    let scopes = !wanted.scopes.is_empty() && wanted.scopes.iter().all(|scope| caller.scopes.contains(scope));
    let processes = !wanted.processes.is_empty() && wanted.processes.iter().all(|p| caller.processes.contains(p));
    if fewer(caller.scopes.is_empty(), scopes) && fewer(caller.processes.is_empty(), processes) {
        return Ok(());
    }
    let detail = "a token makes no token that is for more than itself: name some of its own scopes and processes";
    Err(Refusal::new(StatusCode::FORBIDDEN, "token-too-wide", detail))
}

/// Revokes an API token: it opens nothing from this answer on. The reason stays in the audit.
#[utoipa::path(delete, path = "/tokens/{id}", tag = "access", params(("id" = String, Path)),
    request_body = Option<Because>, responses((status = 204, description = "revoked")))]
async fn revoke(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<Because>,
) -> Result<StatusCode, Refusal> {
    let now = app.engine().now();
    let by = Context { idempotency: None, ..by }; // to revoke twice is to revoke once
    if !app.engine().access(|access| access.tokens.contains_key(&id)) {
        return Err(Error::NotFound { what: "token", id }.into());
    }
    let line = input.on(NewLine::of(Happened::TokenRevoked, &id))?;
    change(&app, by, vec![Change::RevokeToken(id, now)], line).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn known(app: &App, user: &str) -> Result<(), Refusal> {
    if app.engine().access(|access| access.accounts.contains_key(user)) {
        Ok(())
    } else {
        Err(Error::NotFound { what: "user", id: user.to_owned() }.into())
    }
}

fn told(token: &ApiToken) -> TokenState {
    let ApiToken { id, owner, name, scopes, processes, created, created_by, expires, revoked, used, .. } =
        token.clone();
    TokenState { id, owner, name, scopes, processes, created, created_by, expires, revoked, used }
}
