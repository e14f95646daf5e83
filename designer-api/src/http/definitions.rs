//! Deployed processes.
use super::access::Guard;
use super::ask::{Id, Nothing, Query};
use super::page::{Limit, page};
use super::{App, Refusal, drawing, schema};
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::Action;
use weir_core::exchange::draw;
use weir_engine::api::{self, Page};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(one)).routes(routes!(xml))
}

/// Which definitions.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Only versions of this process.
    process: Option<String>,
    /// Only the latest version of each.
    #[serde(default)]
    latest: bool,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The definitions.
#[utoipa::path(get, path = "/definitions", tag = "definitions", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<schema::Definition>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Filter>,
) -> Result<Json<Page<api::Definition>>, Refusal> {
    let filter = api::DefinitionFilter { process: q.process, latest: q.latest };
    let page = page(q.limit, q.cursor);
    let mut found = app.engine().definitions(&filter, &page).await?;
    guard.keep(Action::SeeDefinitions, &mut found.items, |found| (found.process.clone(), None))?;
    Ok(Json(found))
}

/// One definition.
#[utoipa::path(get, path = "/definitions/{id}", tag = "definitions",
    params(("id" = String, Path, description = "`process:version`")),
    responses((status = 200, description = "it", body = schema::Definition)))]
async fn one(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<api::Definition>, Refusal> {
    Ok(Json(app.engine().definition(&id).await?))
}

/// How the file is wanted.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Rendering {
    /// With a diagram of what the file itself does not show.
    #[serde(default)]
    layout: bool,
}

fn drawn(file: Vec<u8>) -> Vec<u8> {
    let drawn = std::str::from_utf8(&file).ok().and_then(draw);
    drawn.map_or(file, |drawn| drawn.text.into_bytes())
}

/// The file that a definition came in, byte for byte unless a layout is asked for.
#[utoipa::path(get, path = "/definitions/{id}/xml", tag = "definitions",
    params(("id" = String, Path, description = "`process:version`"), Rendering),
    responses((status = 200, description = "the file", body = String, content_type = "application/xml")))]
async fn xml(
    State(app): State<App>,
    Query(rendering): Query<Rendering>,
    Id(id): Id<String>,
) -> Result<impl IntoResponse, Refusal> {
    let file = app.engine().definition_xml(&id).await?;
    let file = if rendering.layout { drawing::apart(move || drawn(file)).await? } else { file };
    // A download: nothing in it is ever shown as a page of this server.
    let headers = [(header::CONTENT_TYPE, "application/xml"), (header::CONTENT_DISPOSITION, "attachment")];
    Ok((headers, file))
}
