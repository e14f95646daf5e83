//! The same for many instances, in the background.
use super::ask::{Ask, Id, Nothing, Query};
use super::interventions::Modify;
use super::page::{Limit, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use weir_core::InstanceId;
use weir_core::migration::MigrationPlan;
use weir_engine::api::{self, BatchOf, BatchOperation, BatchState, Page};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(begin, list))
        .routes(routes!(one))
        .routes(routes!(failures))
        .routes(routes!(pause))
        .routes(routes!(resume))
        .routes(routes!(cancel))
}

/// What to do, and to which instances.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct BeginBatch {
    /// These instances,
    instances: Option<Vec<Uuid>>,
    /// or all running ones that fit at this moment.
    filter: Option<BatchFilter>,
    /// What to do.
    operation: BatchAction,
    /// Only tell what would change, page by page.
    #[serde(default)]
    dry_run: bool,
    /// For a dry run: how many instances a page tries, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// A batch that has begun, or what it would do.
#[derive(Serialize)]
#[serde(untagged)]
enum Begun {
    Batch(api::BatchSummary),
    Tried(Box<api::BatchTrial>),
}

/// Which running instances. All that is given must fit; to end instances something must be given.
#[derive(Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct BatchFilter {
    /// Of this process, any version.
    process: Option<String>,
    /// Of this definition.
    definition: Option<String>,
    /// Known by this key.
    business_key: Option<String>,
    /// Only with open incidents, or only without.
    incidents: Option<bool>,
    /// Only those that stand still, or only those that do not.
    suspended: Option<bool>,
}

/// What is done to each.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
enum BatchAction {
    /// Move them to another definition.
    Migrate {
        /// How.
        #[schema(value_type = schema::MigrationPlan)]
        plan: MigrationPlan,
        /// Why.
        reason: Option<String>,
    },
    /// Put their tokens elsewhere; `dryRun` stands beside the operation.
    Modify(Modify),
    /// Let them stand still.
    Suspend {
        /// Why.
        reason: Option<String>,
    },
    /// Let them go on.
    Resume {
        /// Why.
        reason: Option<String>,
    },
    /// End them: what is open of them is void, what they have called ends with them.
    Cancel {
        /// Why.
        reason: Option<String>,
    },
}

/// Begins a batch. It goes on whatever happens; look at it by its id. A dry run tells what it would do to each instance.
#[utoipa::path(post, path = "/batches", tag = "interventions", request_body = BeginBatch,
    responses((status = 202, description = "begun", body = schema::BatchSummary),
        (status = 200, description = "what it would do", body = schema::BatchTrial)))]
async fn begin(
    State(app): State<App>,
    Ask { by, input }: Ask<BeginBatch>,
) -> Result<(StatusCode, Json<Begun>), Refusal> {
    if input.filter == Some(BatchFilter::default()) && matches!(input.operation, BatchAction::Cancel { .. }) {
        let detail = "this would end all instances that there are: say which, by process, definition or key";
        return Err(Refusal::bad("which-instances", detail));
    }
    let of = match (input.instances, input.filter) {
        (Some(instances), None) => BatchOf::Instances(instances.into_iter().map(InstanceId).collect()),
        (None, Some(f)) => BatchOf::Fitting(api::InstanceFilter {
            process: f.process,
            definition: f.definition,
            business_key: f.business_key,
            incidents: f.incidents,
            suspended: f.suspended,
            ..api::InstanceFilter::default()
        }),
        _ => return Err(Refusal::bad("which-instances", "either `instances` or `filter` says which instances")),
    };
    let operation = match input.operation {
        BatchAction::Migrate { plan, reason } => BatchOperation::Migrate { plan, reason },
        BatchAction::Modify(change) if change.dry_run => {
            return Err(Refusal::bad("no-dry-run", "a batch is tried as a whole: put `dryRun` beside `operation`"));
        }
        BatchAction::Modify(change) => BatchOperation::Modify(change.read()?),
        BatchAction::Suspend { reason } => BatchOperation::Suspend { reason },
        BatchAction::Resume { reason } => BatchOperation::Resume { reason },
        BatchAction::Cancel { reason } => BatchOperation::Cancel { reason },
    };
    if input.dry_run {
        let page = page(input.limit, input.cursor);
        let trial = app.engine().try_batch(by, of, operation, &page).await?;
        return Ok((StatusCode::OK, Json(Begun::Tried(Box::new(trial)))));
    }
    Ok((StatusCode::ACCEPTED, Json(Begun::Batch(app.engine().begin_batch(by, of, operation).await?))))
}

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct BatchPage {
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// All batches.
#[utoipa::path(get, path = "/batches", tag = "interventions", params(BatchPage),
    responses((status = 200, description = "a page", body = schema::Page<schema::BatchSummary>)))]
async fn list(State(app): State<App>, Query(q): Query<BatchPage>) -> Result<Json<Page<api::BatchSummary>>, Refusal> {
    Ok(Json(app.engine().batches(&page(q.limit, q.cursor)).await?))
}

/// A batch and how far it is.
#[utoipa::path(get, path = "/batches/{id}", tag = "interventions", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = schema::BatchSummary)))]
async fn one(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<api::BatchSummary>, Refusal> {
    Ok(Json(app.engine().batch(&id).await?))
}

/// Its instances that could not be done, and why.
#[utoipa::path(get, path = "/batches/{id}/failures", tag = "interventions", params(("id" = String, Path), BatchPage),
    responses((status = 200, description = "a page", body = schema::Page<schema::BatchFailure>)))]
async fn failures(
    State(app): State<App>,
    Id(id): Id<String>,
    Query(q): Query<BatchPage>,
) -> Result<Json<Page<api::BatchFailure>>, Refusal> {
    Ok(Json(app.engine().batch_failures(&id, &page(q.limit, q.cursor)).await?))
}

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SteerBatch {
    /// Kept with the batch.
    reason: Option<String>,
}

/// Lets a batch stand still. What is being done to an instance at this moment is done.
#[utoipa::path(post, path = "/batches/{id}/pause", tag = "interventions", params(("id" = String, Path)),
    request_body = SteerBatch, responses((status = 200, description = "it", body = schema::BatchSummary)))]
async fn pause(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<SteerBatch>,
) -> Result<Json<api::BatchSummary>, Refusal> {
    Ok(Json(app.engine().steer_batch(by, &id, BatchState::Paused, input.reason).await?))
}

/// Lets a batch go on that was paused.
#[utoipa::path(post, path = "/batches/{id}/resume", tag = "interventions", params(("id" = String, Path)),
    request_body = SteerBatch, responses((status = 200, description = "it", body = schema::BatchSummary)))]
async fn resume(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<SteerBatch>,
) -> Result<Json<api::BatchSummary>, Refusal> {
    Ok(Json(app.engine().steer_batch(by, &id, BatchState::Running, input.reason).await?))
}

/// Gives a batch up: what is left of it is not done, and is listed among what could not be done as `batch-cancelled`.
#[utoipa::path(post, path = "/batches/{id}/cancel", tag = "interventions", params(("id" = String, Path)),
    request_body = SteerBatch, responses((status = 200, description = "it", body = schema::BatchSummary)))]
async fn cancel(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<SteerBatch>,
) -> Result<Json<api::BatchSummary>, Refusal> {
    Ok(Json(app.engine().steer_batch(by, &id, BatchState::Cancelled, input.reason).await?))
}
