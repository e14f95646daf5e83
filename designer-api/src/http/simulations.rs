//! What would happen: simulations of a process, learned from its own history and run beside the work.
use super::access::Guard;
use super::ask::{Ask, Id, Nothing, Query};
use super::page::{Limit, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::Action;
use weir_engine::api::{self, NewSimulation, Page};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(learned))
        .routes(routes!(gate))
        .routes(routes!(one, remove))
        .routes(routes!(cancel))
        .routes(routes!(repeat))
        .routes(routes!(accept))
}

/// Which simulations. All that is given must fit.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Only those of this process.
    process: Option<String>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// Simulations, the newest first.
#[utoipa::path(get, path = "/simulations", tag = "simulations", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<schema::Simulation>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Filter>,
) -> Result<Json<Page<api::SimulationView>>, Refusal> {
    let mut failed = None;
    let keep = |process: &str| match guard.sees(Action::SeeInstances, process, None) {
        Ok(sees) => sees,
        Err(error) => {
            failed = Some(error);
            false
        }
    };
    let found = app.engine().simulations(&page(q.limit, q.cursor), q.process.as_deref(), keep).await?;
    failed.map_or(Ok(Json(found)), |error| Err(error.into()))
}

/// Has a process simulated: as it is, and in scenarios. It runs beside the work; look at it by its id.
#[utoipa::path(post, path = "/simulations", tag = "simulations", request_body = schema::NewSimulation,
    responses((status = 202, description = "it waits for its turn", body = schema::Simulation)))]
async fn create(
    State(app): State<App>,
    guard: Guard,
    Ask { by, input }: Ask<NewSimulation>,
) -> Result<(StatusCode, Json<api::SimulationView>), Refusal> {
    guard.process(Action::Simulate, &input.process).await?;
    for draft in input.scenarios.iter().filter_map(|what| what.draft.as_ref()) {
        guard.path(Action::SeeModels, super::access::About::Model, draft).await?;
    }
    let begun = app.engine().simulate(by, input).await?;
    Ok((StatusCode::ACCEPTED, Json(app.engine().simulation(&begun.id)?)))
}

/// What a simulation would learn from the newest instances: what there is to change, and what is missing.
#[utoipa::path(post, path = "/simulations/learned", tag = "simulations", request_body = schema::NewSimulation,
    responses((status = 200, description = "what was learned", body = schema::LearnedSimulation)))]
async fn learned(
    State(app): State<App>,
    guard: Guard,
    Ask { by, input }: Ask<NewSimulation>,
) -> Result<Json<Value>, Refusal> {
    guard.process(Action::Simulate, &input.process).await?;
    Ok(Json(app.engine().look_at_simulation(by, input).await?))
}

/// Of which process.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OfProcess {
    /// The process.
    process: String,
}

/// The gate of a process.
#[derive(Serialize, ToSchema)]
struct LastGate {
    /// None where nobody has asked.
    #[schema(value_type = Option<schema::ProcessGate>)]
    last: Option<Value>,
}

/// The as-is gate of a process, as the last simulation judged it.
#[utoipa::path(get, path = "/simulations/gate", tag = "simulations", params(OfProcess),
    responses((status = 200, description = "it", body = LastGate)))]
async fn gate(State(app): State<App>, guard: Guard, Query(q): Query<OfProcess>) -> Result<Json<LastGate>, Refusal> {
    guard.process(Action::SeeInstances, &q.process).await?;
    Ok(Json(LastGate { last: app.engine().simulation_gate(&q.process)? }))
}

/// What is there for somebody only where they may see its process.
async fn seen(app: &App, guard: &Guard, action: Action, id: &str) -> Result<api::SimulationView, Refusal> {
    let found = app.engine().simulation(id)?;
    let process = &found.simulation.process;
    if !guard.sees(Action::SeeInstances, process, None)? {
        return Err(weir_engine::Error::NotFound { what: "simulation", id: id.to_owned() }.into());
    }
    guard.process(action, process).await?;
    Ok(found)
}

/// One of them: how far it is, what was asked, and what came of it.
#[utoipa::path(get, path = "/simulations/{id}", tag = "simulations", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = schema::SimulationDetail)))]
async fn one(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<api::SimulationResult>, Refusal> {
    seen(&app, &guard, Action::SeeInstances, &id).await?;
    Ok(Json(app.engine().simulation_result(&id)?))
}

/// Removes it with what came of it; one that runs is ended.
#[utoipa::path(delete, path = "/simulations/{id}", tag = "simulations", params(("id" = String, Path)),
    responses((status = 204, description = "gone")))]
async fn remove(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    seen(&app, &guard, Action::Simulate, &id).await?;
    app.engine().remove_simulation(by, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets it stop.
#[utoipa::path(post, path = "/simulations/{id}/cancel", tag = "simulations", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = schema::Simulation)))]
async fn cancel(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<Json<api::SimulationView>, Refusal> {
    seen(&app, &guard, Action::Simulate, &id).await?;
    Ok(Json(app.engine().cancel_simulation(by, &id).await?))
}

/// Asks the same once more, of the same log: it comes to the same, digit by digit.
#[utoipa::path(post, path = "/simulations/{id}/repeat", tag = "simulations", params(("id" = String, Path)),
    responses((status = 202, description = "the new one", body = schema::Simulation)))]
async fn repeat(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<(StatusCode, Json<api::SimulationView>), Refusal> {
    seen(&app, &guard, Action::Simulate, &id).await?;
    let begun = app.engine().repeat_simulation(by, &id).await?;
    Ok((StatusCode::ACCEPTED, Json(app.engine().simulation(&begun.id)?)))
}

/// Which scenario is accepted.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Accept {
    /// Its name.
    scenario: String,
    /// Why: needed where the as-is gate did not pass, or the scenario is not better beyond doubt. It is kept.
    reason: Option<String>,
}

/// Accepts a scenario: what follows from it is the draft that it names, to be reviewed and deployed as always.
#[utoipa::path(post, path = "/simulations/{id}/accept", tag = "simulations", params(("id" = String, Path)),
    request_body = Accept, responses((status = 200, description = "it", body = schema::Simulation)))]
async fn accept(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Ask { by, input }: Ask<Accept>,
) -> Result<Json<api::SimulationView>, Refusal> {
    seen(&app, &guard, Action::Simulate, &id).await?;
    let Accept { scenario, reason } = input;
    Ok(Json(app.engine().accept_scenario(by, &id, &scenario, reason).await?))
}
