//! What is stuck.
use super::access::Guard;
use super::ask::{Ask, Id, Query};
use super::instances::process_of;
use super::page::{Limit, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use weir_core::InstanceId;
use weir_core::access::Action;
use weir_engine::api::{self, ElementAddress, Page};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(resolve))
}

/// Which incidents. All that is given must fit.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Of this instance.
    instance: Option<Uuid>,
    /// Of this process, any version.
    process: Option<String>,
    /// Of this definition.
    definition: Option<String>,
    /// Of this element.
    element: Option<String>,
    /// With this code.
    code: Option<String>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The open incidents.
#[utoipa::path(get, path = "/incidents", tag = "incidents", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<schema::Incident>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Filter>,
) -> Result<Json<Page<api::Incident>>, Refusal> {
    let Filter { instance, process, definition, element, code, limit, cursor } = q;
    let filter = api::IncidentFilter { instance: instance.map(InstanceId), process, definition, element, code };
    let mut found = app.engine().incidents(&filter, &page(limit, cursor)).await?;
    let of = |incident: &api::Incident| (process_of(&incident.definition).to_owned(), Some(incident.instance));
    guard.keep(Action::SeeOperations, &mut found.items, of)?;
    Ok(Json(found))
}

/// How to go on.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ResolveIncident {
    /// For a job: how often it may be tried from now on.
    retries: Option<u32>,
}

/// Tries again what was stuck.
#[utoipa::path(post, path = "/incidents/{id}/resolve", tag = "incidents", params(("id" = String, Path)),
    request_body = Option<ResolveIncident>, responses((status = 204, description = "tried again")))]
async fn resolve(
    State(app): State<App>,
    Id(id): Id<ElementAddress>,
    Ask { by, input }: Ask<ResolveIncident>,
) -> Result<StatusCode, Refusal> {
    app.engine().resolve_incident(by, id, input.retries).await?;
    Ok(StatusCode::NO_CONTENT)
}
