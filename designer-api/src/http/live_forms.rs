//! Forms while somebody fills them in: expressions are run here and nowhere else, so the page asks after each change.
use super::access::Guard;
use super::ask::{Ask, Id};
use super::{App, Refusal};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::form::Live;
use weir_engine::api::WaitAddress;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(of_task)).routes(routes!(of_start))
}

/// What was entered so far.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FilledIn {
    /// By field.
    #[serde(default)]
    variables: BTreeMap<String, Value>,
}

/// What holds for what was entered so far.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LiveForm {
    /// Conditions by their text: those of the form under an empty name, those of a row under its own, like `items[0]`.
    conditions: BTreeMap<String, BTreeMap<String, bool>>,
    /// Computed values and totals by the paths of their fields.
    values: BTreeMap<String, Value>,
    /// What may be chosen, by the paths of fields whose choices are computed.
    choices: BTreeMap<String, Vec<Value>>,
}

impl From<Live> for LiveForm {
    fn from(live: Live) -> Self {
        let Live { conditions, values, choices } = live;
        LiveForm { conditions, values, choices }
    }
}

/// What holds in the form of an open task for what was entered so far. Nothing is kept by it.
#[utoipa::path(post, path = "/user-tasks/{id}/form/live", tag = "user tasks", params(("id" = String, Path)),
    request_body = FilledIn, responses((status = 200, description = "it", body = LiveForm)))]
async fn of_task(
    State(app): State<App>,
    _guard: Guard,
    Id(id): Id<WaitAddress>,
    Ask { input, .. }: Ask<FilledIn>,
) -> Result<Json<LiveForm>, Refusal> {
    Ok(Json(app.engine().live_task_form(id, &input.variables).await?.into()))
}

/// What holds in a start form for what was entered so far. Nothing is kept by it.
#[utoipa::path(post, path = "/definitions/{id}/start-form/live", tag = "definitions", request_body = FilledIn,
    params(("id" = String, Path, description = "`process:version`")),
    responses((status = 200, description = "it", body = LiveForm)))]
async fn of_start(
    State(app): State<App>,
    _guard: Guard,
    Id(id): Id<String>,
    Ask { input, .. }: Ask<FilledIn>,
) -> Result<Json<LiveForm>, Refusal> {
    Ok(Json(app.engine().live_start_form(&id, &input.variables).await?.into()))
}
