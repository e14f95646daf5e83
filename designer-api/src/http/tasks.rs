//! User tasks. Who claims, begins and completes is the caller, or whom they speak for by `X-Weir-Actor`; in which role and
//! through which candidate group is said by `X-Weir-Role` and `X-Weir-Group`.
use super::access::{About, Guard};
use super::ask::{Ask, Id, Nothing, Query};
use super::instances::process_of;
use super::page::{Limit, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use weir_core::access::Action;
use weir_core::task_plan::PlannedTime;
use weir_core::{InstanceId, Timestamp};
use weir_engine::api::{self, Page, Paging, WaitAddress};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(one, plan))
        .routes(routes!(claim))
        .routes(routes!(unclaim))
        .routes(routes!(start))
        .routes(routes!(complete))
}

/// Which open tasks. All that is given must fit.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Those that this user has.
    assignee: Option<String>,
    /// Those that this user may claim.
    candidate_user: Option<String>,
    /// Those that members of one of these groups may claim; separated by commas.
    candidate_groups: Option<String>,
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
    #[param(value_type = Option<String>, format = DateTime)]
    due_before: Option<Timestamp>,
    /// To be looked at again before this RFC 3339 time.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    #[param(value_type = Option<String>, format = DateTime)]
    follow_up_before: Option<Timestamp>,
    /// Only those that nobody who works here could do: whoever has them, or might claim them, is not there or has left.
    #[serde(default)]
    unreachable: bool,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

impl From<Filter> for (api::UserTaskFilter, Paging) {
    fn from(q: Filter) -> Self {
        let groups = q.candidate_groups.unwrap_or_default();
        let filter = api::UserTaskFilter {
            assignee: q.assignee,
            candidate_user: q.candidate_user,
            candidate_groups: groups.split(',').filter(|g| !g.is_empty()).map(str::to_owned).collect(),
            assigned: q.assigned,
            instance: q.instance.map(InstanceId),
            process: q.process,
            element: q.element,
            due_before: q.due_before,
            follow_up_before: q.follow_up_before,
            unreachable: q.unreachable,
        };
        (filter, page(q.limit, q.cursor))
    }
}

/// The open tasks.
#[utoipa::path(get, path = "/user-tasks", tag = "user tasks", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<schema::UserTask>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Filter>,
) -> Result<Json<Page<api::UserTask>>, Refusal> {
    let (filter, page) = q.into();
    // Whoever sees only their own finds it by its indexes, however many others have.
    let mut found = if guard.has_only_their_own(Action::SeeTasks) {
        let found = app.engine().tasks_concerning(&guard.caller.person, &filter, &page).await?;
        let theirs =
            |task: &api::UserTask| guard.concerns(Action::SeeTasks, process_of(&task.definition), task.instance);
        Page { items: found.items.into_iter().filter(theirs).collect(), next: found.next }
    } else {
        let mut found = app.engine().user_tasks(&filter, &page).await?;
        guard.keep_tasks(Action::SeeTasks, &mut found.items)?;
        found
    };
    found.items.iter_mut().try_for_each(|task| guard.offer(task).map(drop))?;
    Ok(Json(found))
}

/// One open task.
#[utoipa::path(get, path = "/user-tasks/{id}", tag = "user tasks", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = schema::UserTask)))]
async fn one(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id(id): Id<WaitAddress>,
) -> Result<Json<api::UserTask>, Refusal> {
    let mut task = app.engine().user_task(id).await?;
    let rights = guard.offer(&mut task)?;
    // Whoever takes part urges the others.
    app.engine().allow_reminder(&guard.caller.person, rights, &mut task)?;
    Ok(Json(task))
}

/// What is changed of an open task. What is not named stays as it is; null takes a time away.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Plan {
    /// When it should be done.
    #[serde(default, deserialize_with = "planned")]
    #[schema(value_type = Option<String>, format = DateTime)]
    due: PlannedTime,
    /// When to look at it again.
    #[serde(default, deserialize_with = "planned")]
    #[schema(value_type = Option<String>, format = DateTime)]
    follow_up: PlannedTime,
    /// 0 to 100.
    #[schema(minimum = 0, maximum = 100)]
    priority: Option<u8>,
    /// Also when it is not the actor's own.
    #[serde(default)]
    force: bool,
    /// Why; it stays in the trace.
    reason: Option<String>,
}

fn planned<'de, D: serde::Deserializer<'de>>(from: D) -> Result<PlannedTime, D::Error> {
    let time = weir_core::time::rfc3339::option::deserialize(from)?;
    Ok(time.map_or(PlannedTime::Never, PlannedTime::At))
}

/// Plans an open task. Whoever has it says when to look at it again; when it is due and how urgent it is moves for others
/// too, and needs the right to that.
#[utoipa::path(patch, path = "/user-tasks/{id}", tag = "user tasks", params(("id" = String, Path)), request_body = Plan,
    responses((status = 204, description = "changed")))]
async fn plan(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<WaitAddress>,
    Ask { by, input }: Ask<Plan>,
) -> Result<StatusCode, Refusal> {
    let Plan { due, follow_up, priority, force, reason } = input;
    let force = force || due != PlannedTime::Unchanged || priority.is_some();
    let action = if force { Action::ForceTasks } else { Action::WorkOnTasks };
    guard.path(action, About::Task, &id.to_string()).await?;
    let plan = api::PlanUserTask { due, follow_up, priority, reason };
    app.engine().plan_user_task(by, id, plan, force).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a task for the actor.
#[utoipa::path(post, path = "/user-tasks/{id}/claim", tag = "user tasks", params(("id" = String, Path)),
    request_body = Option<Nothing>, responses((status = 204, description = "claimed")))]
async fn claim(
    State(app): State<App>,
    Id(id): Id<WaitAddress>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    app.engine().claim_user_task(by, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts a task back.
#[utoipa::path(post, path = "/user-tasks/{id}/unclaim", tag = "user tasks", params(("id" = String, Path)),
    request_body = Option<Nothing>, responses((status = 204, description = "put back")))]
async fn unclaim(
    State(app): State<App>,
    Id(id): Id<WaitAddress>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    app.engine().unclaim_user_task(by, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The actor begins to work on a task, and takes it if nobody has it: what lies between claiming and this is waiting.
#[utoipa::path(post, path = "/user-tasks/{id}/start", tag = "user tasks", params(("id" = String, Path)),
    request_body = Option<Nothing>, responses((status = 204, description = "begun")))]
async fn start(
    State(app): State<App>,
    Id(id): Id<WaitAddress>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    app.engine().start_user_task(by, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What somebody who has done a task says.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CompleteUserTask {
    /// What they entered.
    #[serde(default)]
    variables: BTreeMap<String, Value>,
    /// With what outcome; of an approval: `approve`, `reject` or `abstain`.
    outcome: Option<String>,
    /// In which words.
    comment: Option<String>,
}

/// The actor has done a task.
#[utoipa::path(post, path = "/user-tasks/{id}/complete", tag = "user tasks", params(("id" = String, Path)),
    request_body = Option<CompleteUserTask>, responses((status = 204, description = "done")))]
async fn complete(
    State(app): State<App>,
    Id(id): Id<WaitAddress>,
    Ask { by, input }: Ask<CompleteUserTask>,
) -> Result<StatusCode, Refusal> {
    let CompleteUserTask { variables, outcome, comment } = input;
    app.engine().complete_user_task(by, id, api::CompleteUserTask { variables, outcome, comment }).await?;
    Ok(StatusCode::NO_CONTENT)
}
