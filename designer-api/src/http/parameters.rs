//! Rule parameters: thresholds that are changed without changing a model.
use super::ask::{Ask, Id, Nothing, Query};
use super::page::{Limit, Paged, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::Timestamp;
use weir_core::parameter::{Parameter, ParameterType};
use weir_engine::api::{self, Page};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(one))
        .routes(routes!(history, set))
        .routes(routes!(impact))
}

/// The rule parameters.
#[utoipa::path(get, path = "/parameters", tag = "parameters", params(Paged),
    responses((status = 200, description = "a page", body = schema::Page<schema::ParameterState>)))]
async fn list(State(app): State<App>, Query(q): Query<Paged>) -> Result<Json<Page<api::ParameterState>>, Refusal> {
    Ok(Json(app.engine().parameters(&page(q.limit, q.cursor)).await?))
}

/// One rule parameter, with the value in force.
#[utoipa::path(get, path = "/parameters/{name}", tag = "parameters", params(("name" = String, Path)),
    responses((status = 200, description = "it", body = schema::ParameterState)))]
async fn one(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(name): Id<String>,
) -> Result<Json<api::ParameterState>, Refusal> {
    Ok(Json(app.engine().parameter(&name).await?))
}

/// All values that a rule parameter ever had or is to have, newest first: who, when, why.
#[utoipa::path(get, path = "/parameters/{name}/values", tag = "parameters", params(("name" = String, Path), Paged),
    responses((status = 200, description = "a page", body = schema::Page<schema::ParameterEntry>)))]
async fn history(
    State(app): State<App>,
    Id(name): Id<String>,
    Query(q): Query<Paged>,
) -> Result<Json<Page<api::ParameterEntry>>, Refusal> {
    Ok(Json(app.engine().parameter_history(&name, &page(q.limit, q.cursor)).await?))
}

/// What the values of a rule parameter are. Dates, times and durations are ISO 8601 text.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum ParameterKind {
    Number,
    Text,
    Boolean,
    Date,
    Time,
    DateTime,
    Duration,
}

/// A new value. The first one declares the parameter and says its kind.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SetParameter {
    /// The value.
    value: Value,
    /// Why; it is kept.
    reason: String,
    /// In force from then on, not before now; without it at once.
    #[schema(value_type = Option<String>, format = DateTime)]
    from: Option<String>,
    /// What its values are: needed to declare it. With it the declaration is replaced as a whole; the kind stays.
    kind: Option<ParameterKind>,
    /// What its numbers count: `EUR`, `days`.
    unit: Option<String>,
    /// The least value.
    minimum: Option<Value>,
    /// The greatest value.
    maximum: Option<Value>,
    /// What it means.
    description: Option<String>,
}

/// Gives a rule parameter a new value, now or later. What it had stays in its history.
#[utoipa::path(post, path = "/parameters/{name}/values", tag = "parameters", params(("name" = String, Path)),
    request_body = SetParameter, responses((status = 200, description = "kept", body = schema::ParameterEntry)))]
async fn set(
    State(app): State<App>,
    Id(name): Id<String>,
    Ask { by, input }: Ask<SetParameter>,
) -> Result<Json<api::ParameterEntry>, Refusal> {
    let from = match &input.from {
        None => None,
        Some(text) => Some(
            Timestamp::parse(text)
                .ok_or_else(|| Refusal::bad("bad-time", format!("`{text}` is no RFC 3339 date and time")))?,
        ),
    };
    let declares =
        input.unit.is_some() || input.minimum.is_some() || input.maximum.is_some() || input.description.is_some();
    if input.kind.is_none() && declares {
        return Err(Refusal::bad("parameter-kind", "say the kind with unit, range and description"));
    }
    let declaration = input.kind.map(|kind| Parameter {
        name: name.clone(),
        kind: match kind {
            ParameterKind::Number => ParameterType::Number,
            ParameterKind::Text => ParameterType::Text,
            ParameterKind::Boolean => ParameterType::Boolean,
            ParameterKind::Date => ParameterType::Date,
            ParameterKind::Time => ParameterType::Time,
            ParameterKind::DateTime => ParameterType::DateTime,
            ParameterKind::Duration => ParameterType::Duration,
        },
        unit: input.unit,
        minimum: input.minimum,
        maximum: input.maximum,
        description: input.description,
    });
    let set = api::SetParameter { declaration, value: input.value, from, reason: input.reason };
    Ok(Json(app.engine().set_parameter(by, &name, set).await?))
}

/// A value to try out.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Preview {
    /// The value.
    value: Value,
    /// How many instances a page looks at, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// Which running instances would decide differently with another value. Nothing is changed. A page may be empty and
/// have a `next`: it looks at so many instances and tells those that differ.
#[utoipa::path(post, path = "/parameters/{name}/impact", tag = "parameters", params(("name" = String, Path)),
    request_body = Preview,
    responses((status = 200, description = "a page", body = schema::Page<schema::Impact>)))]
async fn impact(
    State(app): State<App>,
    Id(name): Id<String>,
    Ask { input, .. }: Ask<Preview>,
) -> Result<Json<Page<api::Impact>>, Refusal> {
    let Preview { value, limit, cursor } = input;
    Ok(Json(app.engine().parameter_impact(&name, value, &page(limit, cursor)).await?))
}
