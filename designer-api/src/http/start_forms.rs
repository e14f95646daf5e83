//! Start forms: what whoever starts a process fills in.
use super::access::Guard;
use super::ask::{Ask, Id, Nothing, Query};
use super::people::with_names;
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_engine::api;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(one, submit)).routes(routes!(coming))
}

/// The start form of a definition; without one all of it is null.
#[utoipa::path(get, path = "/definitions/{id}/start-form", tag = "definitions",
    params(("id" = String, Path, description = "`process:version`")),
    responses((status = 200, description = "it", body = schema::StartForm)))]
async fn one(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<api::StartForm>, Refusal> {
    Ok(Json(app.engine().start_form(&id).await?))
}

/// A start form as it was filled in.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SubmitStartForm {
    /// What people know the instance by; without it what the form itself says.
    business_key: Option<String>,
    /// The values of its fields, by their keys. Others become variables too.
    #[serde(default)]
    variables: BTreeMap<String, Value>,
}

/// Starts an instance by the form: defaults are filled in; types, required fields and constraints are checked.
#[utoipa::path(post, path = "/definitions/{id}/start-form", tag = "definitions", request_body = SubmitStartForm,
    params(("id" = String, Path, description = "`process:version`")),
    responses((status = 201, description = "started", body = schema::StartedInstance)))]
async fn submit(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<SubmitStartForm>,
) -> Result<(StatusCode, Json<api::StartedInstance>), Refusal> {
    let SubmitStartForm { business_key, variables } = input;
    Ok((StatusCode::CREATED, Json(app.engine().submit_start_form(by, &id, business_key, variables).await?)))
}

/// What somebody would start with.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WouldStart {
    /// What was entered so far.
    #[serde(default)]
    variables: BTreeMap<String, Value>,
}

/// The tasks that would come and who would be asked, if the actor started it with these data. Nothing is started, and
/// nothing is kept.
#[utoipa::path(post, path = "/definitions/{id}/forecast", tag = "definitions", request_body = WouldStart,
    params(("id" = String, Path, description = "`process:version`")),
    responses((status = 200, description = "the tasks, in their order", body = schema::Forecast)))]
async fn coming(
    State(app): State<App>,
    _guard: Guard,
    Id(id): Id<String>,
    Ask { by, input }: Ask<WouldStart>,
) -> Result<Json<Value>, Refusal> {
    let forecast = app.engine().forecast_start(by, &id, input.variables).await?;
    Ok(Json(with_names(&app, &forecast)))
}
