//! Conditional start events.
use super::access::Guard;
use super::ask::Ask;
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::Action;
use weir_engine::api;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(evaluate))
}

/// What to ask the conditional start events with.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StartConditions {
    /// Only of this process; of all without it.
    process: Option<String>,
    /// What people will know the instances by.
    business_key: Option<String>,
    /// What the conditions see, and the instances begin with.
    #[serde(default)]
    variables: BTreeMap<String, Value>,
}

/// Starts every process whose start condition holds for these variables. Nothing is remembered between two requests: a
/// condition that holds starts an instance each time.
#[utoipa::path(post, path = "/start-conditions/evaluate", tag = "instances", request_body = StartConditions,
    responses((status = 200, description = "what was started", body = Vec<schema::StartedByCondition>)))]
async fn evaluate(
    State(app): State<App>,
    guard: Guard,
    Ask { by, input }: Ask<StartConditions>,
) -> Result<Json<Vec<api::StartedByCondition>>, Refusal> {
    let StartConditions { process, business_key, variables } = input;
    match &process {
        Some(process) => guard.process(Action::StartInstances, process).await?,
        None => guard.at_large(Action::StartInstances).await?,
    }
    let given = api::StartConditions { process, business_key, variables };
    Ok(Json(app.engine().evaluate_start_conditions(by, given).await?))
}
