//! One question for everything that has a name.
use super::access::{Facts, Guard};
use super::ask::Query;
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::Action;
use weir_engine::{SearchSight, api};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(search))
}

/// What is looked for.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Some letters of a name, the beginning of a business key, or the id of an instance.
    text: String,
}

/// How many of each kind are told.
const TOLD_MAX: usize = 8;

/// Finds definitions, drafts, instances by business key, their tasks, and people: what the reader may see of them, a few of
/// each kind.
#[utoipa::path(get, path = "/search", tag = "search", params(Asked),
    responses((status = 200, description = "what was found", body = schema::Found)))]
async fn search(State(app): State<App>, guard: Guard, Query(q): Query<Asked>) -> Result<Json<api::Found>, Refusal> {
    let named = |process: &str| guard.sees(Action::SeeDefinitions, process, None).unwrap_or(false);
    let sight = SearchSight {
        process: &named,
        person: &|person| guard.sees_person(person),
        model: &|model| guard.allows(Action::SeeModels, &Facts::of_model(model, &guard.caller)).is_ok(),
        instance: &|process, id| guard.sees(Action::SeeInstances, process, Some(id)).unwrap_or(false),
    };
    let mut found = app.engine().search(&q.text, sight).await?;
    guard.keep_tasks(Action::SeeTasks, &mut found.tasks)?;
    found.definitions.truncate(TOLD_MAX);
    found.models.truncate(TOLD_MAX);
    found.instances.truncate(TOLD_MAX);
    found.tasks.truncate(TOLD_MAX);
    found.people.truncate(TOLD_MAX);
    Ok(Json(found))
}
