//! Ad-hoc sub-processes: what may be chosen in them, choosing it, and saying that it is enough.
use super::access::Guard;
use super::ask::{Ask, Id, Nothing, Query};
use super::instances::process_of;
use super::page::{Limit, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use weir_core::InstanceId;
use weir_core::access::Action;
use weir_engine::api::{self, ElementAddress, Page, WaitAddress};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(activate)).routes(routes!(complete))
}

/// Which enabled activities. All that is given must fit.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Of this instance.
    instance: Option<Uuid>,
    /// Of this process, any version.
    process: Option<String>,
    /// Of this ad-hoc sub-process.
    sub_process: Option<String>,
    /// This activity.
    activity: Option<String>,
    /// Instances of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The activities of ad-hoc sub-processes that may be chosen now.
#[utoipa::path(get, path = "/enabled-activities", tag = "ad-hoc sub-processes", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<schema::EnabledActivity>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Filter>,
) -> Result<Json<Page<api::EnabledActivity>>, Refusal> {
    let Filter { instance, process, sub_process, activity, limit, cursor } = q;
    let filter = api::EnabledActivityFilter { instance: instance.map(InstanceId), process, sub_process, activity };
    let mut found = app.engine().enabled_activities(&filter, &page(limit, cursor)).await?;
    let of = |choice: &api::EnabledActivity| (process_of(&choice.definition).to_owned(), Some(choice.instance));
    guard.keep(Action::SeeInstances, &mut found.items, of)?;
    Ok(Json(found))
}

/// With what the activity begins.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ActivateActivity {
    /// Local variables of the activity, beside those of the instance.
    #[serde(default)]
    variables: BTreeMap<String, Value>,
}

/// Chooses an activity: it begins.
#[utoipa::path(post, path = "/enabled-activities/{id}/activate", tag = "ad-hoc sub-processes",
    params(("id" = String, Path)), request_body = Option<ActivateActivity>,
    responses((status = 204, description = "it began")))]
async fn activate(
    State(app): State<App>,
    Id(id): Id<WaitAddress>,
    guard: Guard,
    Ask { by, input }: Ask<ActivateActivity>,
) -> Result<StatusCode, Refusal> {
    guard.steers(Action::Recall, id.instance).await?;
    app.engine().activate_activity(by, id, input.variables).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says that an ad-hoc sub-process without completion condition is done.
#[utoipa::path(post, path = "/ad-hoc-sub-processes/{id}/complete", tag = "ad-hoc sub-processes",
    params(("id" = String, Path)), request_body = Option<Nothing>,
    responses((status = 204, description = "done, or done when what runs in it is")))]
async fn complete(
    State(app): State<App>,
    Id(id): Id<ElementAddress>,
    guard: Guard,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    guard.steers(Action::Recall, id.instance).await?;
    app.engine().complete_ad_hoc(by, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
