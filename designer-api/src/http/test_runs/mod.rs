//! Test runs: a draft is tried out before it is deployed, in an engine of its own whose clock is moved by hand. Nothing
//! leaves it: its jobs wait for whoever tries, its mails and webhooks are shut, and it is gone after a while.
mod checks;
mod format;
mod house;
mod office;
mod seen;

use super::ask::{Ask, Id, Nothing, Query};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use format::Step;
pub use house::Houses;
use house::{House, Start};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Steps of one run.
pub const STEPS_MAX: usize = 500;
/// Files of one run, beside what it takes from what is deployed.
pub const FILES_MAX: usize = 20;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(begin)).routes(routes!(look, end)).routes(routes!(step)).routes(routes!(replay))
}

/// A file that is tried out.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TriedFile {
    /// Its name: `model.bpmn`, `rules.dmn`, `claim.form`.
    name: String,
    /// Its text.
    text: String,
}

/// What is tried out.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewTestRun {
    /// The model first, then what it needs and is not deployed. All of them have up to 3 MiB.
    files: Vec<TriedFile>,
    /// The process that is started; the first of the model where none is said.
    process: Option<String>,
    /// What it begins with.
    #[serde(default)]
    variables: Map<String, Value>,
    /// What people know the instance by.
    business_key: Option<String>,
    /// Who starts it; whoever asks where nobody is said.
    starter: Option<String>,
    /// At which RFC 3339 time the clock stands; now where none is said.
    now: Option<String>,
}

/// What is done next: one of the actions of a scenario.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NextStep {
    /// As a scenario has it: `{"complete": {"task": …, "by": …}}`, `job`, `advance`, `message`, `signal`, `set`, `resolve`.
    /// `{"advance": "next"}` goes to the next timer.
    #[schema(value_type = Object)]
    step: Step,
}

/// Begins a test run. What the model refers to and the files do not have is taken from what is deployed in the tenant of
/// whoever tries; so are the people. Calendars and rule parameters are those of this installation.
#[utoipa::path(post, path = "/test-runs", tag = "test runs", request_body = NewTestRun,
    responses((status = 201, description = "it is under way", body = schema::TestRun)))]
async fn begin(
    State(app): State<App>,
    guard: super::access::Guard,
    Ask { by, input }: Ask<NewTestRun>,
) -> Result<(StatusCode, Json<seen::Seen>), Refusal> {
    let owner = by.actor.id.clone();
    let start = Start {
        process: input.process,
        business_key: input.business_key,
        variables: input.variables.into_iter().collect(),
        by: input.starter.unwrap_or_else(|| owner.clone()),
    };
    let house =
        House::open(app.engine(), (owner, guard.caller.tenant.as_deref()), files(input.files)?, input.now.as_deref())
            .await?;
    house.start(start).await?;
    let seen = seen::look(&house).await?;
    app.houses().keep(house);
    Ok((StatusCode::CREATED, Json(seen)))
}

fn files(files: Vec<TriedFile>) -> Result<Vec<(String, String)>, Refusal> {
    if files.is_empty() || files.len() > FILES_MAX {
        return Err(Refusal::bad("test-run-files", format!("a test run has 1 to {FILES_MAX} files")));
    }
    Ok(files.into_iter().map(|file| (file.name, file.text)).collect())
}

fn mine(app: &App, by: &weir_engine::Context, id: &str) -> Result<Arc<House>, Refusal> {
    app.houses().find(id, &by.actor.id).ok_or_else(|| {
        let detail = "there is no such test run of yours: it ended, or nobody has done anything in it for a while";
        Refusal::new(StatusCode::NOT_FOUND, "no-such-test-run", detail)
    })
}

/// How a test run stands.
#[utoipa::path(get, path = "/test-runs/{id}", tag = "test runs", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = schema::TestRun)))]
async fn look(
    State(app): State<App>,
    _query: Query<Nothing>,
    guard: super::access::Guard,
    Id(id): Id<String>,
) -> Result<Json<seen::Seen>, Refusal> {
    let by = weir_engine::Context::of(weir_core::Actor::named(guard.caller.person.as_str()));
    Ok(Json(seen::look(&*mine(&app, &by, &id)?).await?))
}

/// Does something in a test run.
#[utoipa::path(post, path = "/test-runs/{id}/steps", tag = "test runs", params(("id" = String, Path)),
    request_body = NextStep, responses((status = 200, description = "how it stands then", body = schema::TestRun)))]
async fn step(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<NextStep>,
) -> Result<Json<seen::Seen>, Refusal> {
    let house = mine(&app, &by, &id)?;
    house.step(input.step).await?;
    Ok(Json(seen::look(&house).await?))
}

/// Ends a test run.
#[utoipa::path(delete, path = "/test-runs/{id}", tag = "test runs", params(("id" = String, Path)),
    responses((status = 204, description = "it is gone")))]
async fn end(State(app): State<App>, Id(id): Id<String>, Ask { by, .. }: Ask<Nothing>) -> Result<StatusCode, Refusal> {
    mine(&app, &by, &id)?;
    app.houses().end(&id);
    Ok(StatusCode::NO_CONTENT)
}

/// A scenario, and the files it is about.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Replay {
    /// The model first, then what it needs and is not deployed.
    files: Vec<TriedFile>,
    /// As in `process-models/*/scenarios`: `title`, `now`, `steps` with what is expected after each.
    #[schema(value_type = Object)]
    scenario: format::Scenario,
}

/// How a scenario went.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replayed {
    passed: bool,
    /// The number of the step that did not go as the scenario says, from 1.
    step: Option<usize>,
    difference: Option<String>,
    covered: std::collections::BTreeSet<String>,
}

/// Runs a scenario from its beginning and says whether everything went as it says. Nothing is kept.
#[utoipa::path(post, path = "/test-runs/replay", tag = "test runs", request_body = Replay,
    responses((status = 200, description = "how it went", body = schema::Replayed)))]
async fn replay(
    State(app): State<App>,
    guard: super::access::Guard,
    Ask { by, input }: Ask<Replay>,
) -> Result<Json<Replayed>, Refusal> {
    let Replay { files: given, scenario } = input;
    let owner = by.actor.id.clone();
    if scenario.steps.is_empty() || scenario.steps.len() > STEPS_MAX {
        return Err(Refusal::bad("test-run-steps", format!("a scenario has 1 to {STEPS_MAX} steps")));
    }
    let house =
        House::open(app.engine(), (owner, guard.caller.tenant.as_deref()), files(given)?, scenario.now.as_deref())
            .await?;
    let mut went = Replayed { passed: true, step: None, difference: None, covered: BTreeSet::default() };
    for (number, one) in scenario.steps.into_iter().enumerate() {
        if let Err(difference) = checks::play(&house, one).await {
            (went.passed, went.step, went.difference) = (false, Some(number + 1), Some(difference));
            break;
        }
    }
    went.covered = seen::covered(&house).await?;
    Ok(Json(went))
}
