//! Plans for moving instances to another definition.
use super::access::Guard;
use super::ask::{Ask, Id, Query};
use super::instances::process_of;
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use weir_core::InstanceId;
use weir_core::access::Action;
use weir_core::migration::MigrationPlan;
use weir_core::obstacle::Obstacle;
use weir_engine::api;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(propose)).routes(routes!(check))
}

/// How many instances are looked at in one request.
const INSTANCES_MAX: usize = 1000;

/// Where to.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct To {
    /// The definition, `process:version`, or a process for its latest version.
    target: String,
}

/// The plan that suggests itself: elements with the same id, of the same kind, in the same scope.
#[utoipa::path(get, path = "/definitions/{id}/migration-plan", tag = "interventions",
    params(("id" = String, Path, description = "`process:version`"), To),
    responses((status = 200, description = "the plan", body = schema::ProposedMigration)))]
async fn propose(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(to): Query<To>,
) -> Result<Json<api::ProposedMigration>, Refusal> {
    guard.process(Action::SeeDefinitions, process_of(&to.target)).await?;
    Ok(Json(app.engine().propose_migration(&id, &to.target).await?))
}

/// A plan, and the instances to look at.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CheckMigration {
    /// The plan.
    #[schema(value_type = schema::MigrationPlan)]
    plan: MigrationPlan,
    /// Instances, at most 1000.
    #[serde(default)]
    instances: Vec<Uuid>,
}

/// What stands against a plan, and against each of the instances.
#[derive(Serialize)]
struct Report {
    obstacles: Vec<Obstacle>,
    instances: Vec<api::MigrationCheck>,
}

/// Tells all that stands against a plan; changes nothing.
#[utoipa::path(post, path = "/migration-plans/validate", tag = "interventions", request_body = CheckMigration,
    responses((status = 200, description = "all obstacles", body = schema::MigrationReport)))]
async fn check(
    State(app): State<App>,
    guard: Guard,
    Ask { input, .. }: Ask<CheckMigration>,
) -> Result<Json<Report>, Refusal> {
    if input.instances.len() > INSTANCES_MAX {
        return Err(Refusal::bad("too-many-instances", format!("at most {INSTANCES_MAX} instances are looked at")));
    }
    let instances: Vec<InstanceId> = input.instances.into_iter().map(InstanceId).collect();
    for definition in [&input.plan.source, &input.plan.target] {
        guard.process(Action::SeeOperations, process_of(definition)).await?;
    }
    for id in &instances {
        guard.instance(Action::SeeOperations, *id).await?;
    }
    let (obstacles, instances) = app.engine().check_migration(&input.plan, &instances).await?;
    Ok(Json(Report { obstacles, instances }))
}
