//! What people do with tasks beside doing them, and approvals.
use super::access::{About, Guard};
use super::ask::{Ask, Id, Nothing, Query};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use weir_core::InstanceId;
use weir_core::access::Action;
use weir_core::approval::{Beside, Forecast};
use weir_core::organisation::Organisation;
use weir_engine::api::{self, ElementAddress, WaitAddress};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(transfer))
        .routes(routes!(delegate))
        .routes(routes!(resolve))
        .routes(routes!(send_back))
        .routes(routes!(targets))
        .routes(routes!(approval))
        .routes(routes!(signers))
        .routes(routes!(withdraw_vote))
        .routes(routes!(remind))
        .routes(routes!(copy))
        .routes(routes!(remind_all))
        .routes(routes!(withdraw))
        .routes(routes!(timeline))
        .routes(routes!(coming))
}

/// To whom a task goes.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Transfer {
    /// The person.
    to: String,
    /// Also when it is not the actor's own.
    #[serde(default)]
    force: bool,
    /// In which words.
    comment: Option<String>,
}

/// Gives a task to somebody else for good (转办).
#[utoipa::path(post, path = "/user-tasks/{id}/transfer", tag = "user tasks", params(("id" = String, Path)),
    request_body = Transfer, responses((status = 204, description = "it is theirs")))]
async fn transfer(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<WaitAddress>,
    Ask { by, input }: Ask<Transfer>,
) -> Result<StatusCode, Refusal> {
    let action = if input.force { Action::ForceTasks } else { Action::WorkOnTasks };
    guard.path(action, About::Task, &id.to_string()).await?;
    app.engine().transfer_user_task(by, id, (input.to, input.comment), input.force).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// To whom a task is delegated.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Delegate {
    /// The person.
    to: String,
    /// In which words.
    comment: Option<String>,
}

/// Lets somebody else prepare a task; it comes back (委派).
#[utoipa::path(post, path = "/user-tasks/{id}/delegate", tag = "user tasks", params(("id" = String, Path)),
    request_body = Delegate, responses((status = 204, description = "they have it")))]
async fn delegate(
    State(app): State<App>,
    Id(id): Id<WaitAddress>,
    Ask { by, input }: Ask<Delegate>,
) -> Result<StatusCode, Refusal> {
    app.engine().delegate_user_task(by, id, input.to, input.comment).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was prepared.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Resolve {
    /// In which words.
    comment: Option<String>,
    /// What was entered.
    #[serde(default)]
    variables: BTreeMap<String, Value>,
}

/// Gives a prepared task back to whom it belongs.
#[utoipa::path(post, path = "/user-tasks/{id}/resolve", tag = "user tasks", params(("id" = String, Path)),
    request_body = Option<Resolve>, responses((status = 204, description = "it is theirs again")))]
async fn resolve(
    State(app): State<App>,
    Id(id): Id<WaitAddress>,
    Ask { by, input }: Ask<Resolve>,
) -> Result<StatusCode, Refusal> {
    app.engine().resolve_user_task(by, id, input.comment, input.variables).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Where a matter goes back to.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SendBack {
    /// `previous`, `initiator`, or the id of a task that was done.
    to: String,
    /// Does it come back here when that is done, instead of going the whole way again?
    #[serde(default)]
    come_back: bool,
    /// In which words.
    comment: Option<String>,
    /// Where the task is one of an instance that has called this one: its id, as the targets say it.
    instance: Option<Uuid>,
}

/// Sends the matter back to an earlier task (驳回). What runs beside the region between the two goes on. To a task of what has
/// called the instance of this one, that instance ends, and the call is returned from.
#[utoipa::path(post, path = "/user-tasks/{id}/return", tag = "user tasks", params(("id" = String, Path)),
    request_body = SendBack, responses((status = 204, description = "it is back there")))]
async fn send_back(
    State(app): State<App>,
    Id(id): Id<WaitAddress>,
    Ask { by, input }: Ask<SendBack>,
) -> Result<StatusCode, Refusal> {
    let SendBack { to, come_back, comment, instance } = input;
    let back = api::ReturnTask { to, come_back, comment, instance: instance.map(InstanceId) };
    app.engine().return_user_task(by, id, back).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The tasks to which the matter may go back from this one, the latest first; then those of what has called its instance.
#[utoipa::path(get, path = "/user-tasks/{id}/return-targets", tag = "user tasks", params(("id" = String, Path)),
    responses((status = 200, description = "them", body = Vec<schema::Involved>)))]
async fn targets(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<WaitAddress>,
) -> Result<Json<Vec<api::Involved>>, Refusal> {
    Ok(Json(app.engine().return_targets(id).await?))
}

/// An open approval: who is asked, and what they said.
#[utoipa::path(get, path = "/approvals/{id}", tag = "approvals", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = schema::Approval)))]
async fn approval(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<ElementAddress>,
) -> Result<Json<api::ApprovalView>, Refusal> {
    Ok(Json(app.engine().approval(id).await?))
}

/// Where an added signer stands.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum SignerPlace {
    Before,
    After,
    Beside,
}

/// Who is asked too, or no more.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Signers {
    /// 加签: these people are asked too.
    #[serde(default)]
    add: Vec<String>,
    /// Before or after the actor, or beside all others with a vote of their own.
    place: Option<SignerPlace>,
    /// 减签: this seat is asked no more.
    remove: Option<u32>,
    /// Also when the actor is not asked, or has not added them.
    #[serde(default)]
    force: bool,
    /// In which words those who are added are asked.
    comment: Option<String>,
}

/// Asks other people in an open approval, or somebody no more.
#[utoipa::path(post, path = "/approvals/{id}/signers", tag = "approvals", params(("id" = String, Path)),
    request_body = Signers, responses((status = 204, description = "changed")))]
async fn signers(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<ElementAddress>,
    Ask { by, input }: Ask<Signers>,
) -> Result<StatusCode, Refusal> {
    let action = if input.force { Action::ForceTasks } else { Action::Recall };
    guard.path(action, About::Element, &id.to_string()).await?;
    let beside = match input.place {
        Some(SignerPlace::Before) => Some(Beside::Before),
        Some(SignerPlace::After) => Some(Beside::After),
        Some(SignerPlace::Beside) | None => None,
    };
    let change = api::SignersChange { add: input.add, beside, remove: input.remove, comment: input.comment };
    app.engine().change_signers(by, id, change, input.force).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes back the actor's vote in an open approval, while nobody was asked because of it and answered (撤回).
#[utoipa::path(post, path = "/approvals/{id}/withdraw", tag = "approvals", params(("id" = String, Path)),
    request_body = Option<Nothing>, responses((status = 204, description = "they are asked again")))]
async fn withdraw_vote(
    State(app): State<App>,
    Id(id): Id<ElementAddress>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    app.engine().withdraw_vote(by, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reminds those who have the task, at most every ten minutes (催办).
#[utoipa::path(post, path = "/approvals/{id}/remind", tag = "approvals", params(("id" = String, Path)),
    request_body = Option<Nothing>, responses((status = 204, description = "reminded")))]
async fn remind(
    State(app): State<App>,
    Id(id): Id<ElementAddress>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    app.engine().remind(by, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reminds all who have an open task of an instance, each at most every ten minutes (催办).
#[utoipa::path(post, path = "/instances/{id}/remind", tag = "approvals", params(("id" = Uuid, Path)),
    request_body = Option<Nothing>, responses((status = 204, description = "reminded")))]
async fn remind_all(
    State(app): State<App>,
    Id(id): Id<Uuid>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    app.engine().remind_all(by, InstanceId(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who is told.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CopyTo {
    /// The people.
    people: Vec<String>,
}

/// Tells people of a task (抄送).
#[utoipa::path(post, path = "/approvals/{id}/copies", tag = "approvals", params(("id" = String, Path)),
    request_body = CopyTo, responses((status = 204, description = "told")))]
async fn copy(
    State(app): State<App>,
    Id(id): Id<ElementAddress>,
    Ask { by, input }: Ask<CopyTo>,
) -> Result<StatusCode, Refusal> {
    app.engine().copy_to(by, id, input.people).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is taken back.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Withdraw {
    /// The task, by its element.
    element: String,
}

/// Takes back the task that the actor did last, while nobody has acted upon it (撤回).
#[utoipa::path(post, path = "/instances/{id}/withdraw", tag = "approvals", params(("id" = Uuid, Path)),
    request_body = Withdraw, responses((status = 204, description = "it is to be done again")))]
async fn withdraw(
    State(app): State<App>,
    Id(id): Id<Uuid>,
    Ask { by, input }: Ask<Withdraw>,
) -> Result<StatusCode, Refusal> {
    app.engine().withdraw_task(by, InstanceId(id), &input.element).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who did what in an instance, when, in which words, and how long it took.
#[utoipa::path(get, path = "/instances/{id}/timeline", tag = "approvals", params(("id" = Uuid, Path)),
    responses((status = 200, description = "the lines, in their order", body = Vec<schema::TimelineEntry>)))]
async fn timeline(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<Uuid>,
) -> Result<Json<Vec<api::TimelineEntry>>, Refusal> {
    Ok(Json(app.engine().timeline(InstanceId(id)).await?))
}

/// The tasks to come and who would be asked: the model played through with the data as they are, everybody agreeing.
#[utoipa::path(get, path = "/instances/{id}/forecast", tag = "approvals", params(("id" = Uuid, Path)),
    responses((status = 200, description = "the tasks, in their order", body = schema::Forecast)))]
async fn coming(State(app): State<App>, _query: Query<Nothing>, Id(id): Id<Uuid>) -> Result<Json<Value>, Refusal> {
    let forecast = app.engine().forecast(InstanceId(id)).await?;
    Ok(Json(with_names(&app, &forecast)))
}

/// A forecast, and what those are called whose members could claim its tasks.
pub(super) fn with_names(app: &App, forecast: &Forecast) -> Value {
    let organisation = app.engine().organisation();
    let mut told = serde_json::to_value(forecast).expect("it is plain data");
    for (task, coming) in told["tasks"].as_array_mut().into_iter().flatten().zip(&forecast.tasks) {
        let names: Vec<Option<String>> = coming.groups.iter().map(|id| unit_name(&organisation, id)).collect();
        task["groupNames"] = json!(names);
    }
    told
}

/// What a group, role, post or department is called.
fn unit_name(all: &Organisation, id: &str) -> Option<String> {
    let unit = [&all.groups, &all.roles, &all.posts].into_iter().find_map(|units| units.get(id));
    unit.map(|unit| unit.name.clone()).or_else(|| Some(all.departments.get(id)?.name.clone()))
}
