//! Jobs for external workers: fetch and lock, then report with the token of the lease.
use super::access::{About, Guard, authenticate, speaker, unauthorized};
use super::ask::{Ask, Id, Query};
use super::instances::process_of;
use super::page::{Limit, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::Timestamp;
use weir_core::access::Action;
use weir_engine::api::{self, Page, WaitAddress};
use weir_engine::{MayHave, Rights};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(fetch))
        .routes(routes!(complete))
        .routes(routes!(fail))
        .routes(routes!(error))
        .routes(routes!(extend))
}

/// Which jobs.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Of this type.
    #[serde(rename = "type")]
    job_type: Option<String>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The open jobs, for operators; workers fetch.
#[utoipa::path(get, path = "/jobs", tag = "jobs", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<schema::Job>)))]
async fn list(State(app): State<App>, guard: Guard, Query(q): Query<Filter>) -> Result<Json<Page<api::Job>>, Refusal> {
    let page = page(q.limit, q.cursor);
    let mut found = app.engine().jobs(q.job_type.as_deref(), &page).await?;
    let of = |job: &api::Job| (process_of(&job.definition).to_owned(), Some(job.instance));
    guard.keep(Action::SeeOperations, &mut found.items, of)?;
    Ok(Json(found))
}

/// What a worker asks for.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FetchJobs {
    /// Who.
    worker: String,
    /// The types it can do.
    types: Vec<String>,
    /// How many at most, 1 to 1000.
    max: usize,
    /// For how long it wants them alone, in milliseconds.
    lease_ms: i64,
    /// How long to wait when there are none, in milliseconds up to 60 000.
    #[serde(default)]
    wait_ms: i64,
    /// Only these variables; without it all that the job sees.
    variables: Option<Vec<String>>,
}

/// Jobs that the worker has now.
#[derive(Serialize, ToSchema)]
struct FetchedJobs {
    #[schema(value_type = Vec<schema::Job>)]
    items: Vec<api::Job>,
}

/// Fetches and locks jobs; waits for some when there are none. Whoever loses the right to them while it waits is refused then.
///
/// A worker that was cut off before it heard the answer asks again under the same `Idempotency-Key` and gets the same jobs,
/// with the same tokens. Without a key, jobs that were being locked at that moment are with nobody until their leases end.
#[utoipa::path(post, path = "/jobs/fetch", tag = "jobs", request_body = FetchJobs,
    responses((status = 200, description = "the jobs; none when the wait was in vain", body = FetchedJobs)))]
async fn fetch(
    State(app): State<App>,
    guard: Guard,
    headers: HeaderMap,
    Ask { by, input }: Ask<FetchJobs>,
) -> Result<Json<FetchedJobs>, Refusal> {
    let FetchJobs { worker, types, max, lease_ms, wait_ms, variables } = input;
    let fetch = api::FetchJobs { worker, types, max, lease_ms, wait_ms, variables };
    let waiting = Arc::new(Waiting {
        app: app.clone(),
        headers,
        guard,
        looked: AtomicBool::new(false),
        refused: Mutex::default(),
    });
    let asks = waiting.clone();
    let rights: Rights = Arc::new(move || {
        let asks = asks.clone();
        Box::pin(async move { asks.may_have().await })
    });
    let items = app.engine().fetch_allowed_jobs(by, fetch, Some(rights)).await?;
    match waiting.refused() {
        Some(refusal) if items.is_empty() => Err(refusal),
        _ => Ok(Json(FetchedJobs { items })),
    }
}

/// A worker that waits: whether it would be let in, and to what, is found out anew whenever it looks.
struct Waiting {
    app: App,
    /// With what it has shown who it is.
    headers: HeaderMap,
    /// As it was let in.
    guard: Guard,
    /// Has it looked? What it may at first was just found out.
    looked: AtomicBool,
    /// Why it is let in no more.
    refused: Mutex<Option<Refusal>>,
}

impl Waiting {
    async fn may_have(&self) -> MayHave {
        let first = !self.looked.swap(true, Ordering::Relaxed);
        let guard = if first { Ok(self.guard.clone()) } else { self.let_in().await };
        match guard {
            Ok(guard) if guard.has_everything(Action::WorkOnJobs) => MayHave::All,
            Ok(guard) => MayHave::Those(Arc::new(move |process: &str, id| {
                guard.sees(Action::WorkOnJobs, process, Some(id)).unwrap_or(false)
            })),
            Err(refusal) => {
                *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(refusal);
                MayHave::Nothing
            }
        }
    }

    async fn let_in(&self) -> Result<Guard, Refusal> {
        let identity = authenticate(&self.app, &Method::POST, &self.headers)?.ok_or_else(unauthorized)?;
        let guard = speaker(&self.app, identity, &self.headers, self.guard.place()).await?;
        guard.path(Action::WorkOnJobs, About::Each, "").await?;
        Ok(guard)
    }

    fn refused(&self) -> Option<Refusal> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// A job that is done.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CompleteJob {
    /// The token of the lease.
    token: u64,
    /// What it gives.
    #[serde(default)]
    variables: BTreeMap<String, Value>,
}

/// Reports a job as done.
#[utoipa::path(post, path = "/jobs/{id}/complete", tag = "jobs", params(("id" = String, Path)),
    request_body = CompleteJob, responses((status = 204, description = "done")))]
async fn complete(
    State(app): State<App>,
    Id(id): Id<WaitAddress>,
    Ask { by, input }: Ask<CompleteJob>,
) -> Result<StatusCode, Refusal> {
    app.engine().complete_job(by, id, input.token, input.variables).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A job that could not be done.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FailJob {
    /// The token of the lease.
    token: u64,
    /// How often it may still be tried; without it one less than before. 0 raises an incident.
    retries: Option<u32>,
    /// Not before so many milliseconds from now.
    #[serde(default)]
    backoff_ms: i64,
    /// The worker's words.
    #[serde(default)]
    message: String,
}

/// Reports that a job could not be done.
#[utoipa::path(post, path = "/jobs/{id}/fail", tag = "jobs", params(("id" = String, Path)),
    request_body = FailJob, responses((status = 204, description = "noted")))]
async fn fail(
    State(app): State<App>,
    Id(id): Id<WaitAddress>,
    Ask { by, input }: Ask<FailJob>,
) -> Result<StatusCode, Refusal> {
    let FailJob { token, retries, backoff_ms, message } = input;
    app.engine().fail_job(by, id, token, api::FailJob { retries, backoff_ms, message }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A BPMN error that a worker reports.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct JobError {
    /// The token of the lease.
    token: u64,
    /// The error code that a boundary event catches.
    code: String,
    /// The worker's words.
    #[serde(default)]
    message: String,
    /// What it gives to the catcher.
    #[serde(default)]
    variables: BTreeMap<String, Value>,
}

/// Reports a BPMN error.
#[utoipa::path(post, path = "/jobs/{id}/error", tag = "jobs", params(("id" = String, Path)),
    request_body = JobError, responses((status = 204, description = "thrown")))]
async fn error(
    State(app): State<App>,
    Id(id): Id<WaitAddress>,
    Ask { by, input }: Ask<JobError>,
) -> Result<StatusCode, Refusal> {
    let JobError { token, code, message, variables } = input;
    app.engine().throw_job_error(by, id, token, api::JobError { code, message, variables }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A longer lease.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ExtendJob {
    /// The token of the lease.
    token: u64,
    /// For how long from now, in milliseconds.
    lease_ms: i64,
}

/// A lease.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Lease {
    /// When another worker may take the job.
    #[serde(with = "weir_core::time::rfc3339")]
    #[schema(value_type = String, format = DateTime)]
    lease_until: Timestamp,
}

/// Asks for more time.
#[utoipa::path(post, path = "/jobs/{id}/extend", tag = "jobs", params(("id" = String, Path)),
    request_body = ExtendJob, responses((status = 200, description = "the new lease", body = Lease)))]
async fn extend(
    State(app): State<App>,
    Id(id): Id<WaitAddress>,
    Ask { by, input }: Ask<ExtendJob>,
) -> Result<Json<Lease>, Refusal> {
    Ok(Json(Lease { lease_until: app.engine().extend_job(by, id, input.token, input.lease_ms).await? }))
}
