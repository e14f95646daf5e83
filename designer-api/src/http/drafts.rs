//! Drafts of tasks, and filters that people keep.
use super::access::Guard;
use super::ask::{Ask, Id, Nothing, Query};
use super::page::{Paged, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use weir_core::{InstanceId, Timestamp};
use weir_engine::Error;
use weir_engine::api::{self, Page, WaitAddress};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(save, discard))
        .routes(routes!(list))
        .routes(routes!(one))
        .routes(routes!(filters))
        .routes(routes!(keep, forget))
}

/// A draft with its tag.
type Tagged = ([(HeaderName, String); 1], Json<api::Draft>);

/// What was entered so far.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DraftData {
    /// By field; it is checked when the task is done.
    data: Map<String, Value>,
}

/// Keeps what the actor has entered for an open task, for them alone. With `If-Match` only when it is still that draft, with
/// `If-None-Match: *` only when there is none yet.
#[utoipa::path(put, path = "/user-tasks/{id}/draft", tag = "user tasks",
    params(("id" = String, Path), ("if-match" = Option<String>, Header, description = "the `ETag` of the draft before"),
        ("if-none-match" = Option<String>, Header, description = "`*`: there was no draft before")),
    request_body = DraftData, responses((status = 200, description = "kept", body = schema::Draft)))]
async fn save(
    State(app): State<App>,
    Id(id): Id<WaitAddress>,
    headers: HeaderMap,
    Ask { by, input }: Ask<DraftData>,
) -> Result<Tagged, Refusal> {
    Ok(tagged(app.engine().save_draft(by, id, input.data, seen(&headers)?).await?))
}

/// What the actor says to have seen.
fn seen(headers: &HeaderMap) -> Result<api::SeenDraft, Refusal> {
    let said = |name| headers.get(name).map(|tag| tag.to_str().unwrap_or_default().trim());
    match (said(header::IF_MATCH), said(header::IF_NONE_MATCH)) {
        (Some(tags), _) => Ok(api::SeenDraft::Tagged(tags.trim_matches('"').to_owned())),
        (None, None) => Ok(api::SeenDraft::Unsaid),
        (None, Some("*")) => Ok(api::SeenDraft::Nothing),
        (None, Some(_)) => Err(Refusal::bad("invalid-if-none-match", "If-None-Match is `*`: there was no draft")),
    }
}

/// The actor's draft is not wanted any more.
#[utoipa::path(delete, path = "/user-tasks/{id}/draft", tag = "user tasks", params(("id" = String, Path)),
    responses((status = 204, description = "gone")))]
async fn discard(
    State(app): State<App>,
    Id(id): Id<WaitAddress>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    app.engine().drop_draft(by, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The drafts that a person has for open tasks.
#[utoipa::path(get, path = "/people/{id}/drafts", tag = "people", params(("id" = String, Path), Paged),
    responses((status = 200, description = "a page", body = schema::Page<schema::Draft>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(q): Query<Paged>,
) -> Result<Json<Page<api::Draft>>, Refusal> {
    let mut found = app.engine().drafts_of(&id, &page(q.limit, q.cursor)).await?;
    guard.keep_through(&mut found.items, |draft| draft.task.instance)?;
    Ok(Json(found))
}

/// The draft that a person has for a task; it is gone when the task is done.
#[utoipa::path(get, path = "/people/{id}/drafts/{task}", tag = "people",
    params(("id" = String, Path), ("task" = String, Path)),
    responses((status = 200, description = "it", body = schema::Draft)))]
async fn one(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id((id, task)): Id<(String, WaitAddress)>,
) -> Result<Tagged, Refusal> {
    if !guard.is_through_for_instance(task.instance)? {
        return Err(Error::NotFound { what: "draft", id: task.to_string() }.into());
    }
    Ok(tagged(app.engine().draft(&id, task).await?))
}

fn tagged(draft: api::Draft) -> Tagged {
    ([(header::ETAG, format!("\"{}\"", draft.etag))], Json(draft))
}

/// Which tasks. All that is given must fit.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Kept {
    /// Those that this user has.
    assignee: Option<String>,
    /// Those that this user may claim.
    candidate_user: Option<String>,
    /// Those that members of one of these groups may claim.
    #[serde(default)]
    candidate_groups: Vec<String>,
    /// Only those that somebody has, or only those that nobody has.
    assigned: Option<bool>,
    /// Of this instance.
    instance: Option<Uuid>,
    /// Of this process, any version.
    process: Option<String>,
    /// Of this element.
    element: Option<String>,
    /// Due before this RFC 3339 time.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    due_before: Option<Timestamp>,
    /// To be looked at again before this RFC 3339 time.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    follow_up_before: Option<Timestamp>,
    /// In place of all these: what another page asks, as its address has it.
    query: Option<String>,
}

/// The filters that a person keeps, by name.
#[utoipa::path(get, path = "/people/{id}/filters", tag = "people", params(("id" = String, Path)),
    responses((status = 200, description = "them", body = Vec<schema::SavedFilter>)))]
async fn filters(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<Vec<api::SavedFilter>>, Refusal> {
    Ok(Json(app.engine().filters_of(&id).await?))
}

/// Keeps a filter of task lists under a name, or what a page asks; what had that name there is replaced.
#[utoipa::path(put, path = "/people/{id}/filters/{name}", tag = "people",
    params(("id" = String, Path), ("name" = String, Path)), request_body = Kept,
    responses((status = 204, description = "kept")))]
async fn keep(
    State(app): State<App>,
    Id((id, name)): Id<(String, String)>,
    Ask { by, input }: Ask<Kept>,
) -> Result<StatusCode, Refusal> {
    if let Some(query) = input.query {
        app.engine().save_query(by, &id, &name, query).await?;
        return Ok(StatusCode::NO_CONTENT);
    }
    let filter = api::UserTaskFilter {
        assignee: input.assignee,
        candidate_user: input.candidate_user,
        candidate_groups: input.candidate_groups,
        assigned: input.assigned,
        instance: input.instance.map(InstanceId),
        process: input.process,
        element: input.element,
        due_before: input.due_before,
        follow_up_before: input.follow_up_before,
        unreachable: false,
    };
    app.engine().save_filter(by, &id, &name, filter).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which of those that have the name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OfPage {
    /// What this page asks, by the beginning of its `query` up to the `?`; without it the filter of task lists.
    page: Option<String>,
}

/// A filter is not kept any more, or what a page asks: each page has names of its own.
#[utoipa::path(delete, path = "/people/{id}/filters/{name}", tag = "people",
    params(("id" = String, Path), ("name" = String, Path)), request_body = Option<OfPage>,
    responses((status = 204, description = "gone")))]
async fn forget(
    State(app): State<App>,
    Id((id, name)): Id<(String, String)>,
    Ask { by, input }: Ask<OfPage>,
) -> Result<StatusCode, Refusal> {
    app.engine().drop_filter(by, &id, &name, input.page).await?;
    Ok(StatusCode::NO_CONTENT)
}
