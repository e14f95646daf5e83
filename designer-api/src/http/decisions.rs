//! Decisions: what is deployed, and asking it.
use super::access::{Facts, Guard};
use super::ask::{Ask, Id, Nothing, Query};
use super::page::{Limit, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::Action;
use weir_engine::api::{self, Page};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(one)).routes(routes!(xml)).routes(routes!(evaluate))
}

/// Which decisions.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Only versions of this decision.
    decision: Option<String>,
    /// Only the latest version of each.
    #[serde(default)]
    latest: bool,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The decisions.
#[utoipa::path(get, path = "/decisions", tag = "decisions", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<schema::DecisionDefinition>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Filter>,
) -> Result<Json<Page<api::DecisionDefinition>>, Refusal> {
    let filter = api::DecisionFilter { decision: q.decision, latest: q.latest };
    let mut found = app.engine().decisions(&filter, &page(q.limit, q.cursor)).await?;
    found.items.retain(|decision| {
        let facts = Facts { tenant: decision.tenant.clone(), ..Facts::default() };
        guard.allows(Action::SeeDefinitions, &facts).is_ok()
    });
    Ok(Json(found))
}

/// One decision.
#[utoipa::path(get, path = "/decisions/{id}", tag = "decisions",
    params(("id" = String, Path, description = "`decision:version`, or `decision` for the latest version")),
    responses((status = 200, description = "it", body = schema::DecisionDefinition)))]
async fn one(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<api::DecisionDefinition>, Refusal> {
    Ok(Json(app.engine().decision(&id).await?))
}

/// The file that a decision came in, byte for byte.
#[utoipa::path(get, path = "/decisions/{id}/xml", tag = "decisions",
    params(("id" = String, Path, description = "`decision:version`")),
    responses((status = 200, description = "the file", body = String, content_type = "application/xml")))]
async fn xml(State(app): State<App>, _query: Query<Nothing>, Id(id): Id<String>) -> Result<impl IntoResponse, Refusal> {
    let file = app.engine().decision_xml(&id).await?;
    let headers = [(header::CONTENT_TYPE, "application/xml"), (header::CONTENT_DISPOSITION, "attachment")];
    Ok((headers, file))
}

/// What a decision is asked with.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AskDecision {
    /// The version; without it and a tag, the latest.
    version: Option<u32>,
    /// The newest version that carries this tag.
    version_tag: Option<String>,
    /// The input data, by name.
    #[serde(default)]
    variables: Map<String, Value>,
}

/// Asks a decision. Nothing is changed. The answer tells which rules matched, the required decisions, and the rule
/// parameters with their versions; where there is no result it says what was asked.
#[utoipa::path(post, path = "/decisions/{id}/evaluate", tag = "decisions",
    params(("id" = String, Path, description = "`decision`, or `decision:version`")),
    request_body = AskDecision, responses((status = 200, description = "the answer", body = schema::DecisionAnswer)))]
async fn evaluate(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { input, .. }: Ask<AskDecision>,
) -> Result<Json<api::DecisionAnswer>, Refusal> {
    let AskDecision { version, version_tag, variables } = input;
    Ok(Json(app.engine().ask_decision(api::AskDecision { decision: id, version, version_tag, variables }).await?))
}
