//! Monitoring: how processes do, from the portfolio down to one instance, and the rows behind each number.
//!
//! One question ([`asked`]) serves all levels; each level adds a filter, and every level has an address.
mod asked;
mod conformance;
mod findings;
mod index_settings;
mod indicators;
mod mining;

use super::access::{Guard, note_evidence};
use super::ask::{Id, Query};
use super::page::Limit;
use super::{App, Refusal, schema};
pub(super) use asked::moment;
use asked::{Asked, Window};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::InstanceId;
use weir_core::access::{Action, Reach};
use weir_engine::api::{Analysed, InstanceAnalysis, Portfolio};
use weir_mining::ledger::{Ask, Cohort, EvidenceAnswer, Handle, NodeDetail, NodeWaits, ProcessAnswer};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(portfolio))
        .routes(routes!(process))
        .routes(routes!(node))
        .routes(routes!(node_waits))
        .routes(routes!(cases))
        .routes(routes!(instance))
        .routes(routes!(evidence))
        .merge(findings::routes())
        .merge(indicators::routes())
        .merge(index_settings::routes())
        .merge(mining::routes())
        .merge(conformance::routes())
}

/// All processes that the reader may see as a whole, side by side, each with the window of the same length before.
#[utoipa::path(get, path = "/analytics/processes", tag = "analytics", params(Window),
    responses((status = 200, description = "the processes", body = schema::Analysed<schema::Portfolio>)))]
async fn portfolio(
    State(app): State<App>,
    guard: Guard,
    Query(window): Query<Window>,
) -> Result<Json<Analysed<Portfolio>>, Refusal> {
    let (from, until) = window.span(&app)?;
    let mut failed = None;
    let keep = |process: &str| match guard.sees(Action::SeeInstances, process, None) {
        Ok(sees) => sees,
        Err(error) => {
            failed = Some(error);
            false
        }
    };
    let found = app.engine().analytics_portfolio(from, until, keep).await?;
    failed.map_or(Ok(Json(found)), |error| Err(error.into()))
}

/// One process: its versions, nodes and flows in a window, and against another window what has changed and why.
#[utoipa::path(get, path = "/analytics/processes/{id}", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), Asked),
    responses((status = 200, description = "it", body = schema::Analysed<schema::ProcessAnswer>)))]
async fn process(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Analysed<ProcessAnswer>>, Refusal> {
    let (ask, compare) = asked.ask(&app, &id)?;
    of_persons(&app, &guard, &ask).await?;
    Ok(Json(app.engine().analytics_process(ask, compare).await?))
}

/// One node of a process: how its times lie, and how they went.
#[utoipa::path(get, path = "/analytics/processes/{id}/nodes/{node}", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), ("node" = String, Path), Asked),
    responses((status = 200, description = "it", body = schema::Analysed<schema::NodeDetail>)))]
async fn node(
    State(app): State<App>,
    guard: Guard,
    Id((id, node)): Id<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<Analysed<NodeDetail>>, Refusal> {
    let (mut ask, compare) = asked.ask(&app, &id)?;
    ask.node = Some(node);
    of_persons(&app, &guard, &ask).await?;
    Ok(Json(app.engine().analytics_node(ask, compare).await?))
}

/// Why the visits of a node waited, by cause, and at which hours of the week they could begin. The causes are of the newest
/// 5 000 visits of which it is known who did them.
#[utoipa::path(get, path = "/analytics/processes/{id}/nodes/{node}/waits", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), ("node" = String, Path), Asked),
    responses((status = 200, description = "they", body = schema::Analysed<schema::NodeWaits>)))]
async fn node_waits(
    State(app): State<App>,
    guard: Guard,
    Id((id, node)): Id<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<Analysed<NodeWaits>>, Refusal> {
    let (mut ask, _) = asked.ask(&app, &id)?;
    ask.node = Some(node);
    of_persons(&app, &guard, &ask).await?;
    Ok(Json(app.engine().analytics_node_waits(ask).await?))
}

/// Which page of cases or evidence.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Part {
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    skip: Option<usize>,
}

impl Part {
    fn entries(self) -> (usize, usize) {
        (self.skip.unwrap_or(0), Limit::entries(self.limit).unwrap_or(weir_engine::PAGE_LIMIT))
    }
}

/// The ended instances that a question is about, or those that run now, the longest first, each with what is remarkable about it.
#[utoipa::path(get, path = "/analytics/processes/{id}/cases", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), Asked),
    responses((status = 200, description = "a page", body = schema::Analysed<schema::Cohort>)))]
async fn cases(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Analysed<Cohort>>, Refusal> {
    let (skip, limit) = asked.page();
    let running = asked.running == Some(true);
    let (ask, _) = asked.ask(&app, &id)?;
    of_persons(&app, &guard, &ask).await?;
    Ok(Json(app.engine().analytics_cases(ask, running, skip, limit).await?))
}

/// What is asked of an instance.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Ahead {
    /// How probable is it that it ends after this moment?
    #[param(value_type = Option<String>, format = DateTime)]
    due: Option<String>,
}

/// One instance: its critical path, whose pieces add up to its duration; why its work waited; what lies ahead of it.
#[utoipa::path(get, path = "/analytics/instances/{id}", tag = "analytics", params(("id" = Uuid, Path), Ahead),
    responses((status = 200, description = "it", body = schema::InstanceAnalysis)))]
async fn instance(
    State(app): State<App>,
    Id(id): Id<InstanceId>,
    Query(ahead): Query<Ahead>,
) -> Result<Json<InstanceAnalysis>, Refusal> {
    let due = ahead.due.as_deref().map(moment).transpose()?;
    Ok(Json(app.engine().analytics_instance(id, due).await?))
}

/// The rows behind a number, counted again: `n` and `sum` are those that were told, however much has happened since.
#[utoipa::path(get, path = "/analytics/evidence/{handle}", tag = "analytics", params(("handle" = String, Path), Part),
    responses((status = 200, description = "a page", body = schema::Analysed<schema::EvidenceAnswer>)))]
async fn evidence(
    State(app): State<App>,
    guard: Guard,
    Id(handle): Id<String>,
    Query(part): Query<Part>,
) -> Result<Json<Analysed<EvidenceAnswer>>, Refusal> {
    let handle =
        Handle::read(&handle).ok_or_else(|| Refusal::bad("evidence-handle", "this is no handle of evidence"))?;
    guard.process(Action::SeeInstances, &handle.ask.process).await?;
    if !app.engine().has_process(&handle.ask.process) {
        return Err(weir_engine::Error::NotFound { what: "process", id: handle.ask.process }.into());
    }
    of_persons(&app, &guard, &handle.ask).await?;
    let (skip, limit) = part.entries();
    let process = handle.ask.process.clone();
    let found = app.engine().analytics_evidence(handle, skip, limit, sees_persons(&guard)).await?;
    if found.answer.members.iter().any(|member| member.actor.is_some()) {
        note_evidence(&app, &guard, &process).await?;
    }
    Ok(Json(found))
}

/// The process of an id in a path, which may name a version too.
fn process_of(id: &str) -> &str {
    match id.rsplit_once(':') {
        Some((process, version)) if version.parse::<u32>().is_ok() => process,
        _ => id,
    }
}

/// May they see what single people did, as figures?
fn sees_persons(guard: &Guard) -> bool {
    guard.caller.reach(Action::SeeAudit) == Reach::Everything
}

/// Figures of one person are for auditors, and whoever asks for them is noted.
async fn of_persons(app: &App, guard: &Guard, ask: &Ask) -> Result<(), Refusal> {
    if !app.engine().analytics_are_of_persons(ask).await {
        return Ok(());
    }
    if sees_persons(guard) {
        return note_evidence(app, guard, &ask.process).await;
    }
    let detail = "figures of a single person are for auditors; ask for all, or for groups of at least five people";
    Err(Refusal::new(StatusCode::FORBIDDEN, "analytics-person", detail))
}
