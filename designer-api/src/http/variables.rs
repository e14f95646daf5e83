//! Variables of an instance.
use super::access::Guard;
use super::ask::{Ask, Id, Query};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::InstanceId;
use weir_core::access::Action;
use weir_engine::api;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, change))
}

/// Which variables.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Seen {
    /// Only what this element instance sees; without it those of all scopes.
    seen_from: Option<u64>,
}

/// Variables, each with the scope that holds it.
#[derive(Serialize, ToSchema)]
struct VariableList {
    #[schema(value_type = Vec<schema::VariableEntry>)]
    items: Vec<api::VariableEntry>,
}

/// The variables of an instance. Whoever only takes part in it does not see what a form of one of its tasks hides.
#[utoipa::path(get, path = "/instances/{id}/variables", tag = "instances", params(("id" = Uuid, Path), Seen),
    responses((status = 200, description = "all of them", body = VariableList)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<InstanceId>,
    Query(q): Query<Seen>,
) -> Result<Json<VariableList>, Refusal> {
    let items = if guard.sees_as_a_stranger(Action::SeeInstances, id)? {
        app.engine().variables(id, q.seen_from).await?
    } else {
        app.engine().variables_for(&guard.caller.person, id, q.seen_from).await?
    };
    Ok(Json(VariableList { items }))
}

/// Variables to change by hand.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SetVariables {
    /// Seen from this element instance; the process is 0.
    #[serde(default)]
    scope: u64,
    /// The new values. Others stay as they are.
    variables: BTreeMap<String, Value>,
    /// Only in that scope, or in the nearest scopes outwards that have them?
    #[serde(default)]
    local: bool,
    /// Why; it stays in the trace.
    reason: Option<String>,
}

/// Changes variables by hand; the trace names who did.
#[utoipa::path(patch, path = "/instances/{id}/variables", tag = "instances", params(("id" = Uuid, Path)),
    request_body = SetVariables, responses((status = 204, description = "changed")))]
async fn change(
    State(app): State<App>,
    Id(id): Id<InstanceId>,
    Ask { by, input }: Ask<SetVariables>,
) -> Result<StatusCode, Refusal> {
    let SetVariables { scope, variables, local, reason } = input;
    app.engine().set_variables(by, id, api::SetVariables { scope, variables, local, reason }).await?;
    Ok(StatusCode::NO_CONTENT)
}
