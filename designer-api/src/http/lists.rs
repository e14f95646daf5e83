//! The lists of a person: what they have to do, what they started, did and were told of.
use super::access::Guard;
use super::ask::{Ask, Id, Nothing, Query};
use super::instances::process_of;
use super::page::{Limit, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::instance::State as Life;
use weir_core::{InstanceId, Timestamp};
use weir_engine::PAGE_LIMIT_MAX;
use weir_engine::api::{self, InstanceOrder, Page, Paging, TaskOrder};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(tasks))
        .routes(routes!(instances))
        .routes(routes!(counts))
        .routes(routes!(copies))
        .routes(routes!(read_copy))
}

/// Which tasks of a person.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum TaskList {
    /// 待办: what they have.
    Todo,
    /// 待认领: what they may claim, themselves or by what they belong to.
    Claimable,
}

/// Which list, and which page of it.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Tasks {
    /// Which list.
    #[param(inline)]
    list: TaskList,
    /// `due`: those that are due first; `priority`: the most urgent; `newest`: those that were opened last; `followUp`: those
    /// that are to be looked at again first. Without it the oldest instance comes first.
    #[param(value_type = Option<String>)]
    sort: Option<TaskOrder>,
    /// Only those of this process.
    process: Option<String>,
    /// 逾期: only those whose due date is past.
    #[serde(default)]
    overdue: bool,
    /// 待跟进: only those whose follow-up date has come.
    #[serde(default)]
    follow_up: bool,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The open tasks of a person.
#[utoipa::path(get, path = "/people/{id}/tasks", tag = "people", params(("id" = String, Path), Tasks),
    responses((status = 200, description = "a page", body = schema::Page<schema::UserTask>)))]
async fn tasks(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(q): Query<Tasks>,
) -> Result<Json<Page<api::UserTask>>, Refusal> {
    let page = page(q.limit, q.cursor);
    let engine = app.engine();
    let due_before = q.overdue.then(|| engine.now());
    // What is to be looked at now is to be looked at before the next moment.
    let follow_up_before = q.follow_up.then(|| Timestamp(engine.now().0.saturating_add(1)));
    let process = q.process;
    let filter = api::UserTaskFilter { process, due_before, follow_up_before, ..api::UserTaskFilter::default() };
    let mut found = match (q.list, q.sort) {
        (TaskList::Todo, None) => engine.tasks_of_that(&id, filter, &page).await?,
        (TaskList::Claimable, None) => engine.claimable_by_that(&id, &filter, &page).await?,
        (TaskList::Todo, Some(order)) => engine.tasks_of_sorted(&id, &filter, order, &page).await?,
        (TaskList::Claimable, Some(order)) => engine.claimable_by_sorted(&id, &filter, order, &page).await?,
    };
    guard.keep_listed(&id, &mut found.items, |task| (process_of(&task.definition).to_owned(), task.instance))?;
    found.items.iter_mut().try_for_each(|task| guard.offer(task).map(drop))?;
    Ok(Json(found))
}

/// Which instances of a person.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum InstanceList {
    /// 我发起的: what they started.
    Started,
    /// 已办: where they did something.
    Handled,
    /// 抄送我的: what they were told of.
    Copied,
}

/// Which list, and which page of it.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Instances {
    /// Which list.
    #[param(inline)]
    list: InstanceList,
    /// `newest`: those that were started last; `oldest`: those that were started first; `activity`: those in which something
    /// happened last. Without it, by when they came to the list, the latest first.
    #[param(value_type = Option<String>)]
    sort: Option<InstanceOrder>,
    /// Of copies only those that they have read, or only those that they have not.
    read: Option<bool>,
    /// Only those of this process, any version.
    process: Option<String>,
    /// Only those in this state.
    #[param(value_type = Option<schema::InstanceState>)]
    state: Option<Life>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The instances of a person, the latest first or in the order that `sort` says.
#[utoipa::path(get, path = "/people/{id}/instances", tag = "people", params(("id" = String, Path), Instances),
    responses((status = 200, description = "a page", body = schema::Page<schema::InstanceSummary>)))]
async fn instances(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(q): Query<Instances>,
) -> Result<Json<Page<api::InstanceSummary>>, Refusal> {
    let page = page(q.limit, q.cursor);
    if q.read.is_some() && !matches!(q.list, InstanceList::Copied) {
        return Err(Refusal::bad("invalid-query", "only copies are read: `read` goes with list=copied"));
    }
    let filter = api::InstanceFilter { process: q.process, state: q.state, ..api::InstanceFilter::default() };
    let mut found = match q.list {
        InstanceList::Started => app.engine().started_by_that(&id, &filter, q.sort, &page).await?,
        InstanceList::Handled => app.engine().handled_by_that(&id, &filter, q.sort, &page).await?,
        InstanceList::Copied => app.engine().copied_to_that(&id, q.read, &filter, q.sort, &page).await?,
    };
    guard.keep_listed(&id, &mut found.items, |found| (found.process.clone(), found.id))?;
    Ok(Json(found))
}

/// Who was told of an instance (抄送), and who of them has read it, and when.
#[utoipa::path(get, path = "/instances/{id}/copies", tag = "people", params(("id" = Uuid, Path)),
    responses((status = 200, description = "all of them", body = schema::Page<schema::Copy>)))]
async fn copies(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id(id): Id<InstanceId>,
) -> Result<Json<Page<api::Copy>>, Refusal> {
    let mut items = app.engine().copies_of(id).await?;
    items.retain(|copy| guard.sees_person(&copy.person));
    Ok(Json(Page { items, next: None }))
}

/// Says that somebody has read the copy that they got of an instance (已阅). It stays so until they get another one.
#[utoipa::path(post, path = "/people/{id}/copies/{instance}/read", tag = "people",
    params(("id" = String, Path), ("instance" = Uuid, Path)), responses((status = 204, description = "read")))]
async fn read_copy(
    State(app): State<App>,
    Id((id, instance)): Id<(String, InstanceId)>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    app.engine().read_copy(by, &id, instance).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How much there is in each list of a person; 1000 stands for as many or more.
#[utoipa::path(get, path = "/people/{id}/counts", tag = "people", params(("id" = String, Path)),
    responses((status = 200, description = "them", body = schema::PersonCounts)))]
async fn counts(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<api::PersonCounts>, Refusal> {
    if guard.sees_whole_lists() {
        return Ok(Json(app.engine().counts_of(&id).await?));
    }
    // Of what they may not see the number is not told either.
    let (engine, page) = (app.engine(), Paging { limit: Some(PAGE_LIMIT_MAX), cursor: None });
    let tasks = |mut found: Page<api::UserTask>| {
        guard.keep_listed(&id, &mut found.items, |task| (process_of(&task.definition).to_owned(), task.instance))?;
        Ok::<_, Refusal>(found.items)
    };
    let instances = |mut found: Page<api::InstanceSummary>| {
        guard.keep_listed(&id, &mut found.items, |found| (found.process.clone(), found.id))?;
        Ok::<_, Refusal>(found.items.len() as u64)
    };
    let todo = tasks(engine.tasks_of(&id, &page).await?)?;
    Ok(Json(api::PersonCounts {
        overdue: engine.overdue_among(&todo),
        todo: todo.len() as u64,
        claimable: tasks(engine.claimable_by(&id, &page).await?)?.len() as u64,
        started: instances(engine.started_by(&id, &page).await?)?,
        handled: instances(engine.handled_by(&id, &page).await?)?,
        copied: instances(engine.copied_to(&id, None, &page).await?)?,
    }))
}
