//! Dead letters: what the engine could not carry out by itself.
use super::ask::{Ask, Id, Query};
use super::page::{Limit, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_engine::api::{self, DeadLetterId, Page};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(retry)).routes(routes!(discard))
}

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DeadLetterPage {
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// What could not be carried out after some tries: starts by message, signal or time, and commands between instances.
#[utoipa::path(get, path = "/dead-letters", tag = "incidents", params(DeadLetterPage),
    responses((status = 200, description = "a page", body = schema::Page<schema::DeadLetter>)))]
async fn list(State(app): State<App>, Query(q): Query<DeadLetterPage>) -> Result<Json<Page<api::DeadLetter>>, Refusal> {
    Ok(Json(app.engine().dead_letters(&page(q.limit, q.cursor)).await?))
}

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TakeDeadLetter {
    /// Kept in the log.
    reason: Option<String>,
}

/// Tries one again. It comes back if it fails once more.
#[utoipa::path(post, path = "/dead-letters/{id}/retry", tag = "incidents", params(("id" = String, Path)),
    request_body = Option<TakeDeadLetter>, responses((status = 204, description = "it is tried again")))]
async fn retry(
    State(app): State<App>,
    Id(id): Id<DeadLetterId>,
    Ask { by, input }: Ask<TakeDeadLetter>,
) -> Result<StatusCode, Refusal> {
    app.engine().retry_dead_letter(by, id, input.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives one up for good.
#[utoipa::path(post, path = "/dead-letters/{id}/discard", tag = "incidents", params(("id" = String, Path)),
    request_body = Option<TakeDeadLetter>, responses((status = 204, description = "it is gone")))]
async fn discard(
    State(app): State<App>,
    Id(id): Id<DeadLetterId>,
    Ask { by, input }: Ask<TakeDeadLetter>,
) -> Result<StatusCode, Refusal> {
    app.engine().discard_dead_letter(by, id, input.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
