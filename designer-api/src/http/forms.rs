//! Forms: what is deployed, and the form of a task with what is in it.
use super::access::{Facts, Guard};
use super::ask::{Id, Nothing, Query};
use super::page::{Limit, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::Action;
use weir_engine::api::{self, Page, WaitAddress};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(one)).routes(routes!(file)).routes(routes!(of_task))
}

/// Which forms.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Only versions of this form.
    form: Option<String>,
    /// Only the latest version of each.
    #[serde(default)]
    latest: bool,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The forms.
#[utoipa::path(get, path = "/forms", tag = "forms", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<schema::FormDefinition>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Filter>,
) -> Result<Json<Page<api::FormDefinition>>, Refusal> {
    let filter = api::FormFilter { form: q.form, latest: q.latest };
    let mut found = app.engine().forms(&filter, &page(q.limit, q.cursor)).await?;
    found.items.retain(|form| {
        let facts = Facts { tenant: form.tenant.clone(), ..Facts::default() };
        guard.allows(Action::SeeDefinitions, &facts).is_ok()
    });
    Ok(Json(found))
}

/// One form.
#[utoipa::path(get, path = "/forms/{id}", tag = "forms",
    params(("id" = String, Path, description = "`form:version`, or `form` for the latest version")),
    responses((status = 200, description = "it", body = schema::FormDefinition)))]
async fn one(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<api::FormDefinition>, Refusal> {
    Ok(Json(app.engine().form(&id).await?))
}

/// The file that a form came in, byte for byte: a schema in the manner of form-js.
#[utoipa::path(get, path = "/forms/{id}/schema", tag = "forms",
    params(("id" = String, Path, description = "`form:version`, or `form` for the latest version")),
    responses((status = 200, description = "the file", body = Object, content_type = "application/json")))]
async fn file(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<impl IntoResponse, Refusal> {
    let file = app.engine().form_file(&id).await?;
    Ok(([(header::CONTENT_TYPE, "application/json"), (header::CONTENT_DISPOSITION, "attachment")], file))
}

/// The form of an open task as whoever does it may see it, with the values that it has now. Hidden fields are not in it.
#[utoipa::path(get, path = "/user-tasks/{id}/form", tag = "user tasks", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = schema::TaskForm)))]
async fn of_task(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<WaitAddress>,
) -> Result<Json<api::TaskForm>, Refusal> {
    Ok(Json(app.engine().task_form(id).await?))
}
