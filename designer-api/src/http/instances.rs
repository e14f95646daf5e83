//! Process instances: start, find, look, cancel.
use super::access::Guard;
use super::ask::{Ask, Because, Id, Nothing, Query};
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
use weir_core::instance::State as Life;
use weir_core::{InstanceId, Timestamp};
use weir_engine::api::{self, Page};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(start, list))
        .routes(routes!(one))
        .routes(routes!(cancel))
        .routes(routes!(revoke))
        .routes(routes!(events))
        .routes(routes!(waits))
}

/// What to start: either `process` or `definition`.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StartInstance {
    /// The id of a process: its latest version runs.
    process: Option<String>,
    /// Or the id of a definition, `process:version`.
    definition: Option<String>,
    /// What people know the instance by.
    business_key: Option<String>,
    /// What it begins with.
    #[serde(default)]
    variables: BTreeMap<String, Value>,
    /// The start event; without it the none start event.
    start_event: Option<String>,
}

/// Starts an instance.
#[utoipa::path(post, path = "/instances", tag = "instances", request_body = StartInstance,
    responses((status = 201, description = "started", body = schema::StartedInstance)))]
async fn start(
    State(app): State<App>,
    guard: Guard,
    Ask { by, input }: Ask<StartInstance>,
) -> Result<(StatusCode, Json<api::StartedInstance>), Refusal> {
    let StartInstance { process, definition, business_key, variables, start_event } = input;
    for named in process.iter().chain(&definition) {
        guard.process(Action::StartInstances, process_of(named)).await?;
    }
    let start = api::StartInstance { process, definition, business_key, variables, start_event };
    Ok((StatusCode::CREATED, Json(app.engine().start_instance(by, start).await?)))
}

/// Which instances. All that is given must fit.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Of these, by their ids, separated by commas; at most 200. They are one page, in this order.
    ids: Option<String>,
    /// Of this process, any version.
    process: Option<String>,
    /// Of this definition.
    definition: Option<String>,
    /// Known by this key.
    business_key: Option<String>,
    /// In this state.
    #[param(value_type = Option<schema::InstanceState>)]
    state: Option<Life>,
    /// Called by this instance.
    parent: Option<Uuid>,
    /// Only with open incidents, or only without.
    incidents: Option<bool>,
    /// Only those that stand still, or only those that do not.
    suspended: Option<bool>,
    /// With a live element instance of this element of `definition`.
    element: Option<String>,
    /// Running ones whose variables of the process answer all of these with yes: at most 8, as JSON, each like
    /// `{"name": "amount", "is": "atLeast", "value": 1000}`; `is` is `equal`, `unequal`, `less`, `atMost`, `greater`,
    /// `atLeast`, `contains`, `present` or `absent`. Whoever sees instances only because they take part finds none by them.
    variables: Option<String>,
    /// In which something happened at this moment or after it.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    #[param(value_type = Option<String>, format = DateTime)]
    active_since: Option<Timestamp>,
    /// In which nothing has happened from this moment on.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    #[param(value_type = Option<String>, format = DateTime)]
    quiet_since: Option<Timestamp>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// So many instances are named in one question.
const IDS_MAX: usize = 200;

/// Ids, separated by commas.
fn named(ids: &str) -> Result<Vec<InstanceId>, Refusal> {
    let ids: Vec<&str> = ids.split(',').filter(|id| !id.is_empty()).collect();
    if ids.len() > IDS_MAX {
        return Err(Refusal::bad("invalid-query", format!("`ids`: {} are named, and {IDS_MAX} may be", ids.len())));
    }
    let no = |id: &str, error: uuid::Error| Refusal::bad("invalid-query", format!("`ids`: {id}: {error}"));
    ids.into_iter().map(|id| Uuid::parse_str(id).map(InstanceId).map_err(|error| no(id, error))).collect()
}

/// So many variables are compared in one question.
const VARIABLES_MAX: usize = 8;

fn asked_of_variables(text: &str) -> Result<Vec<api::VariableTest>, Refusal> {
    let read: Result<Vec<api::VariableTest>, _> = weir_core::objects::read(text.as_bytes());
    let all = read.map_err(|error| Refusal::bad("invalid-query", format!("`variables`: {error}")))?;
    if all.len() > VARIABLES_MAX {
        let message = format!("`variables`: {} are compared, and {VARIABLES_MAX} may be", all.len());
        return Err(Refusal::bad("invalid-query", message));
    }
    Ok(all)
}

/// Leaves what somebody may see. What a form hides from those who take part is not found out by comparing it either.
fn keep_seen(
    guard: &Guard,
    filter: &api::InstanceFilter,
    items: &mut Vec<api::InstanceSummary>,
) -> Result<(), Refusal> {
    guard.keep(Action::SeeInstances, items, |found| (found.process.clone(), Some(found.id)))?;
    if filter.variables.is_empty() {
        return Ok(());
    }
    let mut kept = vec![];
    for found in items.drain(..) {
        if guard.sees_as_a_stranger(Action::SeeInstances, found.id)? {
            kept.push(found);
        }
    }
    *items = kept;
    Ok(())
}

/// The instances, newest first.
#[utoipa::path(get, path = "/instances", tag = "instances", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<schema::InstanceSummary>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Filter>,
) -> Result<Json<Page<api::InstanceSummary>>, Refusal> {
    let filter = api::InstanceFilter {
        process: q.process,
        definition: q.definition,
        business_key: q.business_key,
        state: q.state,
        parent: q.parent.map(InstanceId),
        incidents: q.incidents,
        suspended: q.suspended,
        element: q.element,
        variables: q.variables.as_deref().map_or(Ok(vec![]), asked_of_variables)?,
        active_since: q.active_since,
        quiet_since: q.quiet_since,
    };
    if let Some(ids) = q.ids {
        let mut items = app.engine().instances_named(&named(&ids)?, &filter).await?;
        keep_seen(&guard, &filter, &mut items)?;
        return Ok(Json(Page { items, next: None }));
    }
    let page = page(q.limit, q.cursor);
    if guard.has_only_their_own(Action::SeeInstances) {
        let mut found = app.engine().instances_concerning(&guard.caller.person, &filter, &page).await?;
        keep_seen(&guard, &filter, &mut found.items)?;
        return Ok(Json(found));
    }
    let mut found = app.engine().instances(&filter, &page).await?;
    keep_seen(&guard, &filter, &mut found.items)?;
    Ok(Json(found))
}

/// One instance with its live element instances.
#[utoipa::path(get, path = "/instances/{id}", tag = "instances", params(("id" = Uuid, Path)),
    responses((status = 200, description = "it", body = schema::InstanceDetail)))]
async fn one(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id(id): Id<InstanceId>,
) -> Result<Json<api::InstanceDetail>, Refusal> {
    let mut found = app.engine().instance_seen_by(id, Some(&guard.caller.person)).await?;
    let takes_part =
        !found.allowed_actions.is_empty() && guard.sees(Action::Recall, &found.summary.process, Some(id))?;
    if !takes_part {
        found.allowed_actions.clear();
    }
    Ok(Json(found))
}

/// Ends an instance and everything it has called. The reason stays in the trace.
#[utoipa::path(post, path = "/instances/{id}/cancel", tag = "instances", params(("id" = Uuid, Path)),
    request_body = Option<Because>, responses((status = 204, description = "cancelled")))]
async fn cancel(
    State(app): State<App>,
    Id(id): Id<InstanceId>,
    Ask { by, input }: Ask<Because>,
) -> Result<StatusCode, Refusal> {
    app.engine().cancel_instance(by, id, input.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes back an instance that the actor has started (撤销), as long as an approval of it is open or it has come back to
/// them.
#[utoipa::path(post, path = "/instances/{id}/revoke", tag = "approvals", params(("id" = Uuid, Path)),
    request_body = Option<Because>, responses((status = 204, description = "revoked")))]
async fn revoke(
    State(app): State<App>,
    Id(id): Id<InstanceId>,
    Ask { by, input }: Ask<Because>,
) -> Result<StatusCode, Refusal> {
    app.engine().revoke_instance(by, id, input.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which part of the trace.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Part {
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The number of the first event wanted.
    #[serde(default)]
    from: u64,
}

/// The events of an instance, in the words of the engine.
#[derive(serde::Serialize, ToSchema)]
struct Trace {
    /// The events.
    #[schema(value_type = Vec<schema::TraceEvent>)]
    items: Vec<api::TraceEvent>,
    /// Where to ask on: `from` of the next page; null when there are no more.
    next: Option<u64>,
}

/// What really happened to an instance. Events are numbered from 0 without a gap. A page with
/// large events is shorter than was asked for: ask on with `from` as long as there is a `next`.
#[utoipa::path(get, path = "/instances/{id}/events", tag = "instances", params(("id" = Uuid, Path), Part),
    responses((status = 200, description = "the events", body = Trace)))]
async fn events(
    State(app): State<App>,
    Id(id): Id<InstanceId>,
    Query(part): Query<Part>,
) -> Result<Json<Trace>, Refusal> {
    let (items, next) = app.engine().trace(id, part.from, Limit::entries(part.limit)).await?;
    Ok(Json(Trace { items, next }))
}

/// Which open waits. All that is given must fit.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WaitFilter {
    /// Of this instance.
    instance: Option<Uuid>,
    /// Of this process, any version.
    process: Option<String>,
    /// Of this element.
    element: Option<String>,
    /// Of this kind: `job`, `userTask`, `timer`, `message`, …
    kind: Option<String>,
    /// For this job type, message, signal, code or process.
    name: Option<String>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// What instances wait for.
#[utoipa::path(get, path = "/waits", tag = "instances", params(WaitFilter),
    responses((status = 200, description = "a page", body = schema::Page<schema::Wait>)))]
async fn waits(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<WaitFilter>,
) -> Result<Json<Page<api::Wait>>, Refusal> {
    let WaitFilter { instance, process, element, kind, name, limit, cursor } = q;
    let filter = api::WaitFilter { instance: instance.map(InstanceId), process, element, kind, name };
    let mut found = app.engine().waits(&filter, &page(limit, cursor)).await?;
    guard.keep_of_instances(Action::SeeOperations, &mut found.items, |wait| wait.id.instance)?;
    Ok(Json(found))
}

/// The process of a definition's id, or of its own.
pub(super) fn process_of(definition: &str) -> &str {
    let versioned = definition.rsplit_once(':').filter(|(_, version)| version.parse::<u32>().is_ok());
    versioned.map_or(definition, |(process, _)| process)
}
