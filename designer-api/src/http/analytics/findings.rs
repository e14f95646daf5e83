//! Questions that look for something: groups, what goes with an anomaly, what is abnormal, who will be late, the indices.
use super::super::access::Guard;
use super::super::ask::{Ask as Body, Id, Query};
use super::super::{App, Refusal, schema};
use super::asked::{Asked, Question};
use super::{note_evidence, of_persons, sees_persons};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_engine::api::{Analysed, Indices};
use weir_mining::ledger::{Abnormal, Anomaly, Explained, Flag, GroupBy, Grouped, Moved, Warned};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(query))
        .routes(routes!(rca))
        .routes(routes!(anomalies))
        .routes(routes!(shifts))
        .routes(routes!(warnings))
        .routes(routes!(indices))
}

/// By what groups are made.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum By {
    /// The version.
    Version,
    /// How instances were left.
    Outcome,
    /// The day of the end.
    Day,
    /// The value of a variable.
    Variable(String),
    /// Who did it, or started it; for auditors.
    Actor,
    /// The department to which whoever did it, or started it, belonged then, the main one; of fewer than five people together as
    /// `…other`, but for auditors.
    Department,
    /// The day of the week on which instances began; Monday is 1.
    Weekday,
    /// The quarter of the day in which instances began, 1 to 4.
    QuarterOfDay,
    /// How many other instances of the process ran when they began, in ranges.
    RunningInstances,
    /// How many visits of the node waited when theirs came, in ranges.
    QueueLength,
}

/// A question and how it is cut.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Cut {
    /// What is asked.
    #[serde(default)]
    question: Question,
    /// By what.
    group_by: By,
}

/// What a question is about in groups: visits where it names a node, else instances.
#[utoipa::path(post, path = "/analytics/processes/{id}/query", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`")), request_body = Cut,
    responses((status = 200, description = "the groups", body = schema::Analysed<schema::Grouped>)))]
async fn query(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Body { input, .. }: Body<Cut>,
) -> Result<Json<Analysed<Grouped>>, Refusal> {
    let ask = input.question.ask(&app, &id)?;
    of_persons(&app, &guard, &ask).await?;
    let by = match input.group_by {
        By::Version => GroupBy::Version,
        By::Outcome => GroupBy::Outcome,
        By::Day => GroupBy::Day,
        By::Variable(name) => GroupBy::Variable(name),
        By::Weekday => GroupBy::Weekday,
        By::QuarterOfDay => GroupBy::QuarterOfDay,
        By::RunningInstances => GroupBy::RunningInstances,
        By::QueueLength => GroupBy::QueueLength,
        By::Department => {
            let few = sees_persons(&guard);
            if few {
                note_evidence(&app, &guard, &ask.process).await?;
            }
            GroupBy::Department { few }
        }
        By::Actor if sees_persons(&guard) => {
            note_evidence(&app, &guard, &ask.process).await?;
            GroupBy::Actor
        }
        By::Actor => {
            let detail = "figures of single people are for auditors; group by something else";
            return Err(Refusal::new(StatusCode::FORBIDDEN, "analytics-person", detail));
        }
    };
    Ok(Json(app.engine().analytics_groups(ask, by).await?))
}

/// What is remarkable about an instance.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Remarkable {
    /// It took longer than so many ms; at the node, where the question names one.
    LongerThan(i64),
    /// It is among the slowest tenth; at the node, where the question names one.
    SlowestTenth,
    /// Work was done again.
    Rework,
    /// It was stuck.
    Incidents,
    /// It was ended from outside.
    Terminated,
    /// A due date was missed.
    Late,
}

/// Which instances, and what is remarkable about some of them.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Why {
    /// What is asked.
    #[serde(default)]
    question: Question,
    /// What is remarkable.
    flag: Remarkable,
}

/// What goes together with something remarkable: found on the older instances, verified on the newer ones, at a false
/// discovery rate of at most 5 %. An association, never a cause; with too few instances nothing is said.
#[utoipa::path(post, path = "/analytics/processes/{id}/rca", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`")), request_body = Why,
    responses((status = 200, description = "what was found", body = schema::Analysed<schema::Explained>)))]
async fn rca(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Body { input, .. }: Body<Why>,
) -> Result<Json<Analysed<Explained>>, Refusal> {
    let ask = input.question.ask(&app, &id)?;
    of_persons(&app, &guard, &ask).await?;
    let flag = match input.flag {
        Remarkable::LongerThan(ms) => Flag::LongerThan(ms),
        Remarkable::SlowestTenth => Flag::SlowestTenth,
        Remarkable::Rework => Flag::Rework,
        Remarkable::Incidents => Flag::Incidents,
        Remarkable::Terminated => Flag::Terminated,
        Remarkable::Late => Flag::Late,
    };
    Ok(Json(app.engine().analytics_explain(ask, flag).await?))
}

/// What is abnormal in a window, held against the 90 days before it, with reason codes. What people did that is out of the
/// ordinary is told to auditors.
#[utoipa::path(get, path = "/analytics/processes/{id}/anomalies", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), Asked),
    responses((status = 200, description = "what was found", body = schema::Analysed<schema::Abnormal>)))]
async fn anomalies(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Analysed<Abnormal>>, Refusal> {
    let (ask, _) = asked.ask(&app, &id)?;
    of_persons(&app, &guard, &ask).await?;
    let process = ask.process.clone();
    let found = app.engine().analytics_anomalies(ask, sees_persons(&guard)).await?;
    if found.answer.found.iter().any(Anomaly::is_of_a_person) {
        note_evidence(&app, &guard, &process).await?;
    }
    Ok(Json(found))
}

/// What has moved until the end of the window: series that have left the level of the same days of 8 weeks before, ways and times
/// that are other than in the 4 weeks before or in the version before, and what is wrong with the data themselves.
#[utoipa::path(get, path = "/analytics/processes/{id}/shifts", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), Asked),
    responses((status = 200, description = "what has moved", body = schema::Analysed<schema::Moved>)))]
async fn shifts(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Analysed<Moved>>, Refusal> {
    let (ask, _) = asked.ask(&app, &id)?;
    of_persons(&app, &guard, &ask).await?;
    Ok(Json(app.engine().analytics_moved(ask).await?))
}

/// Running instances that are late, or will probably be. They are due `target` ms after they began; without a target when
/// 95 % of those that ended in the window had ended.
#[utoipa::path(get, path = "/analytics/processes/{id}/early-warnings", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), Asked),
    responses((status = 200, description = "them", body = schema::Analysed<schema::Warned>)))]
async fn warnings(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Analysed<Warned>>, Refusal> {
    let target = asked.target();
    if target.is_some_and(|target| target <= 0) {
        return Err(Refusal::bad("analytics-target", "a target is a time after the beginning, in ms, above 0"));
    }
    let (ask, _) = asked.ask(&app, &id)?;
    of_persons(&app, &guard, &ask).await?;
    Ok(Json(app.engine().analytics_warnings(ask, target).await?))
}

/// The three indices with their components; what cannot be known is said so, with why.
#[utoipa::path(get, path = "/analytics/processes/{id}/indices", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), Asked),
    responses((status = 200, description = "they", body = schema::Analysed<schema::Indices>)))]
async fn indices(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Analysed<Indices>>, Refusal> {
    let (ask, _) = asked.ask(&app, &id)?;
    of_persons(&app, &guard, &ask).await?;
    Ok(Json(app.engine().analytics_indices(ask).await?))
}
