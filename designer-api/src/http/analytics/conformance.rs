//! Histories held against rules and norms. A run goes on beside everything else and is looked at by its id.
use super::super::access::{About, Guard};
use super::super::ask::{Ask as Body, Id, Nothing, Query};
use super::super::page::Limit;
use super::super::{App, Refusal, schema};
use super::asked::{Asked, Question};
use super::{of_persons, process_of};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::Action;
use weir_engine::api::{Analysed, ConformanceRun, Deviation, MinedCases, NormOf};
use weir_mining::ledger::KeptRules;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(rules))
        .routes(routes!(begin))
        .routes(routes!(run))
        .routes(routes!(cancel))
        .routes(routes!(cases))
}

/// Ended instances held against the rules that the owner of the process has declared (`PUT /analytics/index-settings`): whom each
/// concerned, and who broke it.
#[utoipa::path(get, path = "/analytics/processes/{id}/rules", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), Asked),
    responses((status = 200, description = "them", body = schema::Analysed<schema::KeptRules>)))]
async fn rules(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Analysed<KeptRules>>, Refusal> {
    let (ask, _) = asked.ask(&app, &id)?;
    of_persons(&app, &guard, &ask).await?;
    Ok(Json(app.engine().analytics_rules(ask).await?))
}

/// What is held against what.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewConformanceRun {
    /// Which instances.
    #[serde(default)]
    question: Question,
    /// The norm.
    norm: schema::NormOf,
    /// The process of the norm, where its file has several; the one of the same id, or the first, when it is not said.
    norm_process: Option<String>,
}

/// May they read the norm?
async fn readable(guard: &Guard, norm: &NormOf) -> Result<(), Refusal> {
    match norm {
        NormOf::Definition(id) => guard.path(Action::SeeDefinitions, About::Definition, id).await,
        NormOf::Model(id) => guard.path(Action::SeeModels, About::Model, id).await,
    }
}

/// A run whose norm they may read as well.
async fn seen(app: &App, guard: &Guard, id: &str, run: &str) -> Result<ConformanceRun, Refusal> {
    let found = app.engine().conformance_run(process_of(id), run)?;
    readable(guard, &found.norm).await?;
    Ok(found)
}

/// Begins to hold instances against a norm, by an exact alignment on the token game. The same question of the same history is
/// the run that there is; runs are carried out one after the other.
#[utoipa::path(post, path = "/analytics/processes/{id}/conformance", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`")), request_body = NewConformanceRun,
    responses((status = 202, description = "begun", body = schema::ConformanceRun)))]
async fn begin(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Body { by, input }: Body<NewConformanceRun>,
) -> Result<(StatusCode, Json<ConformanceRun>), Refusal> {
    let norm = NormOf::from(input.norm);
    readable(&guard, &norm).await?;
    let ask = input.question.ask(&app, &id)?;
    of_persons(&app, &guard, &ask).await?;
    let run = app.engine().check_conformance(&by, ask, norm, input.norm_process.as_deref()).await?;
    Ok((StatusCode::ACCEPTED, Json(run)))
}

/// A run: how far it is, and what was found.
#[utoipa::path(get, path = "/analytics/processes/{id}/conformance/{run}", tag = "analytics",
    params(("id" = String, Path, description = "the process"), ("run" = String, Path)),
    responses((status = 200, description = "it", body = schema::ConformanceRun)))]
async fn run(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id((id, run)): Id<(String, String)>,
) -> Result<Json<ConformanceRun>, Refusal> {
    Ok(Json(seen(&app, &guard, &id, &run).await?))
}

/// Lets a run stop.
#[utoipa::path(post, path = "/analytics/processes/{id}/conformance/{run}/cancel", tag = "analytics",
    params(("id" = String, Path, description = "the process"), ("run" = String, Path)),
    responses((status = 200, description = "as it stands", body = schema::ConformanceRun)))]
async fn cancel(
    State(app): State<App>,
    guard: Guard,
    Id((id, run)): Id<(String, String)>,
    _ask: Body<Nothing>,
) -> Result<Json<ConformanceRun>, Refusal> {
    seen(&app, &guard, &id, &run).await?;
    Ok(Json(app.engine().cancel_conformance_run(process_of(&id), &run)?))
}

/// What was found.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum DeviationKind {
    /// Instances without a deviation.
    Fitting,
    /// Instances with one or more.
    Deviating,
    /// Instances that were too hard to align.
    GivenUp,
    /// Instances in which the task `element` of the norm was passed over.
    Skipped,
    /// Instances in which the activity `element` was done besides, behind the task `after` of the norm.
    Inserted,
}

/// Which of them.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OfDeviation {
    /// What was found.
    #[param(inline)]
    found: DeviationKind,
    /// The task of the norm that was passed over, or the activity that was done besides.
    element: Option<String>,
    /// The task of the norm that was done last before; none is the beginning.
    after: Option<String>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    skip: Option<usize>,
}

impl OfDeviation {
    fn deviation(&self) -> Result<Deviation, Refusal> {
        let wrong =
            || Refusal::bad("mined-item", "say the `element` where one is meant, and `after` which it was done");
        let plain = |of: Deviation| if self.element.is_none() && self.after.is_none() { Ok(of) } else { Err(wrong()) };
        match self.found {
            DeviationKind::Fitting => plain(Deviation::Fitting),
            DeviationKind::Deviating => plain(Deviation::Deviating),
            DeviationKind::GivenUp => plain(Deviation::GivenUp),
            DeviationKind::Skipped => {
                self.element.clone().filter(|_| self.after.is_none()).map(Deviation::Skipped).ok_or_else(wrong)
            }
            DeviationKind::Inserted => {
                let element = self.element.clone().ok_or_else(wrong)?;
                Ok(Deviation::Inserted(element, self.after.clone()))
            }
        }
    }
}

/// The instances behind something that a run found, those with most deviations first.
#[utoipa::path(get, path = "/analytics/processes/{id}/conformance/{run}/cases", tag = "analytics",
    params(("id" = String, Path, description = "the process"), ("run" = String, Path), OfDeviation),
    responses((status = 200, description = "a page", body = schema::MinedCases)))]
async fn cases(
    State(app): State<App>,
    guard: Guard,
    Id((id, run)): Id<(String, String)>,
    Query(q): Query<OfDeviation>,
) -> Result<Json<MinedCases>, Refusal> {
    seen(&app, &guard, &id, &run).await?;
    let page = (q.skip.unwrap_or(0), Limit::entries(q.limit).unwrap_or(weir_engine::PAGE_LIMIT));
    Ok(Json(app.engine().conformance_cases(process_of(&id), &run, &q.deviation()?, page)?))
}
