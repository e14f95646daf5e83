//! Decisions that are worked on: what their tables leave out, and what they would answer. Nothing is kept.
use super::ask::Ask;
use super::page::{Limit, page};
use super::{App, Refusal, drawing, schema};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::decision::{Coverage, coverage};
use weir_engine::api::{self, Page};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(cover)).routes(routes!(attempt)).routes(routes!(impact))
}

/// A DMN file.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AskCoverage {
    /// Its text, of up to 3 MiB.
    xml: String,
}

/// What was found in each table.
#[derive(Serialize)]
struct Covered {
    tables: Vec<Coverage>,
}

/// Looks for inputs that no rule of a table matches, and for rules that match together or are never reached. Rule
/// parameters stand for the values that are in force. What could not be looked at is named.
#[utoipa::path(post, path = "/decision-coverage", tag = "decisions", request_body = AskCoverage,
    responses((status = 200, description = "what was found", body = schema::Covered)))]
async fn cover(State(app): State<App>, Ask { input, .. }: Ask<AskCoverage>) -> Result<Json<Covered>, Refusal> {
    let parameters = app.engine().parameters_in_force();
    let tables = drawing::apart(move || coverage(input.xml.as_bytes(), &parameters)).await?;
    Ok(Json(Covered { tables }))
}

/// A decision of a DMN file that is asked.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TryDecision {
    /// The text of the file, of up to 3 MiB.
    xml: String,
    /// The id of the decision.
    decision: String,
    /// What it is asked with.
    #[serde(default)]
    variables: Map<String, Value>,
}

/// Asks a decision as a file has it. The answer tells which rules matched; nothing is deployed.
#[utoipa::path(post, path = "/decision-trials", tag = "decisions", request_body = TryDecision,
    responses((status = 200, description = "the answer", body = schema::DecisionAnswer)))]
async fn attempt(
    State(app): State<App>,
    Ask { input, .. }: Ask<TryDecision>,
) -> Result<Json<api::DecisionAnswer>, Refusal> {
    let TryDecision { xml, decision, variables } = input;
    Ok(Json(app.engine().try_decision(xml, decision, variables).await?))
}

/// A DMN file that may be deployed.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WouldDecide {
    /// Its text, of up to 3 MiB.
    xml: String,
    /// How many instances a page looks at, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// Which running instances would decide differently if the file were deployed. Nothing is changed. A page may be empty and
/// have a `next`: it looks at so many instances and tells those that differ.
#[utoipa::path(post, path = "/decision-impact", tag = "decisions", request_body = WouldDecide,
    responses((status = 200, description = "a page", body = schema::Page<schema::Impact>)))]
async fn impact(
    State(app): State<App>,
    Ask { input, .. }: Ask<WouldDecide>,
) -> Result<Json<Page<api::Impact>>, Refusal> {
    let WouldDecide { xml, limit, cursor } = input;
    Ok(Json(app.engine().decision_impact(xml, &page(limit, cursor)).await?))
}
