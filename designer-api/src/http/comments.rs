//! Comments on instances and tasks, and who is mentioned in them.
use super::access::Guard;
use super::ask::{Ask, Id, Nothing, Query};
use super::page::{Limit, Paged, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use weir_core::InstanceId;
use weir_engine::api::{self, Page, WaitAddress};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, say)).routes(routes!(retract)).routes(routes!(mentions))
}

/// Which comments, and which page of them.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Only those that were said at this task.
    #[param(value_type = Option<String>)]
    task: Option<WaitAddress>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// What was said about an instance, oldest first.
#[utoipa::path(get, path = "/instances/{id}/comments", tag = "comments", params(("id" = Uuid, Path), Which),
    responses((status = 200, description = "a page", body = schema::Page<schema::Comment>)))]
async fn list(
    State(app): State<App>,
    Id(id): Id<Uuid>,
    Query(q): Query<Which>,
) -> Result<Json<Page<api::Comment>>, Refusal> {
    Ok(Json(app.engine().comments(InstanceId(id), q.task, &page(q.limit, q.cursor)).await?))
}

/// Something to say.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Say {
    /// In which words.
    text: String,
    /// At which open task; without it about the instance.
    #[schema(value_type = Option<String>)]
    task: Option<WaitAddress>,
    /// Who is meant.
    #[serde(default)]
    mentions: Vec<String>,
}

/// Says something about an instance or one of its open tasks. A comment is never changed.
#[utoipa::path(post, path = "/instances/{id}/comments", tag = "comments", params(("id" = Uuid, Path)),
    request_body = Say, responses((status = 201, description = "said", body = schema::Comment)))]
async fn say(
    State(app): State<App>,
    Id(id): Id<Uuid>,
    Ask { by, input }: Ask<Say>,
) -> Result<(StatusCode, Json<api::Comment>), Refusal> {
    let Say { text, task, mentions } = input;
    let comment = app.engine().comment(by, InstanceId(id), api::NewComment { task, text, mentions }).await?;
    Ok((StatusCode::CREATED, Json(comment)))
}

/// Takes back the words of a comment of the actor's; that there was one stays.
#[utoipa::path(delete, path = "/instances/{id}/comments/{comment}", tag = "comments",
    params(("id" = Uuid, Path), ("comment" = String, Path)),
    responses((status = 204, description = "taken back")))]
async fn retract(
    State(app): State<App>,
    Id((id, comment)): Id<(Uuid, String)>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    app.engine().retract_comment(by, InstanceId(id), &comment).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The comments in which a person is mentioned, the latest first.
#[utoipa::path(get, path = "/people/{id}/mentions", tag = "people", params(("id" = String, Path), Paged),
    responses((status = 200, description = "a page", body = schema::Page<schema::Comment>)))]
async fn mentions(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(q): Query<Paged>,
) -> Result<Json<Page<api::Comment>>, Refusal> {
    let mut found = app.engine().mentions_of(&id, &page(q.limit, q.cursor)).await?;
    guard.keep_through(&mut found.items, |comment| comment.instance)?;
    Ok(Json(found))
}
