//! What indices are scored by, over HTTP: read, set with a reason on top of what was seen, set aside, looked back upon.
use super::super::access::Guard;
use super::super::ask::{Ask, Query};
use super::super::landscape::tagged;
use super::super::models::seen;
use super::super::page::{Limit, page};
use super::super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, header};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::Action;
use weir_engine::Error;
use weir_engine::api::{IndexSettingsVersion, Page};
use weir_mining::watch::index_settings::{ComponentLine, IndexSettings};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(one, set, remove)).routes(routes!(versions))
}

/// Of which process.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Whose {
    /// The process; none: of all that have nothing of their own.
    process: Option<String>,
}

/// What holds, and what all components are scored by then.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct IndexSettingsHeld {
    own: Option<IndexSettingsVersion>,
    holds: Option<IndexSettingsVersion>,
    last: u64,
    lines: BTreeMap<String, ComponentLine>,
}

/// An answer with its tag.
type Tagged<T> = ([(HeaderName, String); 1], Json<T>);

/// What is not of a process is of the installation: everybody who sees some index may see by what it is scored.
fn expect_seen(guard: &Guard, process: Option<&str>) -> Result<(), Refusal> {
    let Some(process) = process else { return Ok(()) };
    if guard.sees(Action::SeeInstances, process, None)? {
        Ok(())
    } else {
        Err(Error::NotFound { what: "process", id: process.to_owned() }.into())
    }
}

async fn may_set(guard: &Guard, process: Option<&str>) -> Result<(), Refusal> {
    match process {
        Some(process) => guard.process(Action::SetIndicators, process).await,
        None => guard.installation(Action::SetIndicators).await,
    }
}

/// What the indices of a process are scored by: its own, else those of all, else what is built in. The `ETag` is the last version
/// of its own, 0 where there never was one.
#[utoipa::path(get, path = "/analytics/index-settings", tag = "analytics", params(Whose),
    responses((status = 200, description = "them", body = schema::IndexSettingsHeld)))]
async fn one(
    State(app): State<App>,
    guard: Guard,
    Query(whose): Query<Whose>,
) -> Result<Tagged<IndexSettingsHeld>, Refusal> {
    let process = whose.process.as_deref();
    expect_seen(&guard, process)?;
    let last = app.engine().last_index_settings(process)?;
    let version = last.as_ref().map_or(0, |last| last.version);
    let holds = match process {
        Some(process) => app.engine().index_settings_of(process)?,
        None => app.engine().index_settings(None)?,
    };
    let lines = holds.as_ref().map_or_else(IndexSettings::default, |holds| holds.settings.clone()).lines();
    let own = last.filter(|last| !last.removed);
    Ok(tagged(version, IndexSettingsHeld { own, holds, last: version, lines }))
}

/// What indices are to be scored by.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewIndexSettings {
    /// Of which process; none: of all that have nothing of their own.
    process: Option<String>,
    /// It.
    #[schema(value_type = schema::IndexSettings)]
    settings: IndexSettings,
    /// Why; it is kept with the version.
    reason: String,
}

/// The version that was seen; 0 where nobody says, because there must be none yet.
fn seen_or_none(headers: &HeaderMap) -> Result<u64, Refusal> {
    if headers.contains_key(header::IF_MATCH) { seen(headers) } else { Ok(0) }
}

/// Sets what indices are scored by from now on. `If-Match` says which version was seen; without it there must be none yet.
#[utoipa::path(put, path = "/analytics/index-settings", tag = "analytics",
    params(("if-match" = Option<String>, Header, description = "the `ETag` that was seen")),
    request_body = NewIndexSettings, responses((status = 200, description = "set", body = schema::IndexSettingsVersion)))]
async fn set(
    State(app): State<App>,
    guard: Guard,
    headers: HeaderMap,
    Ask { by, input }: Ask<NewIndexSettings>,
) -> Result<Tagged<IndexSettingsVersion>, Refusal> {
    may_set(&guard, input.process.as_deref()).await?;
    let seen = seen_or_none(&headers)?;
    let made = app.engine().set_index_settings(by, input.process, Some(input.settings), seen, &input.reason).await?;
    Ok(tagged(made.version, made))
}

/// Why they are set aside.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct IndexSettingsReason {
    /// Of which process; none: of all that have nothing of their own.
    process: Option<String>,
    /// It is kept with the version.
    reason: String,
}

/// Sets aside what was set: of a process what holds for all holds again, of all what is built in. The versions stay readable.
#[utoipa::path(delete, path = "/analytics/index-settings", tag = "analytics",
    params(("if-match" = String, Header, description = "the `ETag` that was seen")),
    request_body = IndexSettingsReason,
    responses((status = 200, description = "set aside", body = schema::IndexSettingsVersion)))]
async fn remove(
    State(app): State<App>,
    guard: Guard,
    headers: HeaderMap,
    Ask { by, input }: Ask<IndexSettingsReason>,
) -> Result<Tagged<IndexSettingsVersion>, Refusal> {
    may_set(&guard, input.process.as_deref()).await?;
    let seen = seen(&headers)?;
    let made = app.engine().set_index_settings(by, input.process, None, seen, &input.reason).await?;
    Ok(tagged(made.version, made))
}

/// Which versions.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// The process; none: of all that have nothing of their own.
    process: Option<String>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The versions of what indices are scored by, the latest first: what it was, who set it, when and why.
#[utoipa::path(get, path = "/analytics/index-settings/versions", tag = "analytics", params(Which),
    responses((status = 200, description = "a page", body = schema::Page<schema::IndexSettingsVersion>)))]
async fn versions(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Which>,
) -> Result<Json<Page<IndexSettingsVersion>>, Refusal> {
    expect_seen(&guard, q.process.as_deref())?;
    Ok(Json(app.engine().index_settings_versions(q.process.as_deref(), &page(q.limit, q.cursor)).await?))
}
