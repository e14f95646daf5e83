//! What pages choose from: departments, and who stands in for somebody. Whoever belongs to another tenant is nobody to the
//! reader.
use super::access::Guard;
use super::ask::{Id, Nothing, Query};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::organisation::Department;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(departments)).routes(routes!(proxies))
}

/// The departments there are now, by id.
#[utoipa::path(get, path = "/organisation/departments", tag = "organisation",
    responses((status = 200, description = "them", body = Vec<schema::Department>)))]
async fn departments(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
) -> Result<Json<Vec<Value>>, Refusal> {
    let (organisation, now) = (app.engine().organisation(), app.engine().now());
    let there = organisation.departments.values().filter(|department| department.valid.holds(now));
    let seen = there.map(|department| {
        let head = department.head.clone().filter(|head| guard.hears_of_person(head));
        Department { head, ..(**department).clone() }
    });
    Ok(Json(seen.map(|department| serde_json::to_value(department).unwrap_or_default()).collect()))
}

/// Who stands in for a person (代理), now or later, by id.
#[utoipa::path(get, path = "/people/{id}/proxies", tag = "people", params(("id" = String, Path)),
    responses((status = 200, description = "them", body = Vec<schema::Proxy>)))]
async fn proxies(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<Vec<Value>>, Refusal> {
    let (organisation, now) = (app.engine().organisation(), app.engine().now());
    let theirs = organisation.proxies.values().filter(|proxy| proxy.principal == id);
    let good = theirs.filter(|proxy| proxy.valid.until.is_none_or(|until| now < until));
    let good =
        good.filter(|proxy| guard.is_through_for_all(&proxy.processes) && guard.hears_of_person(&proxy.substitute));
    Ok(Json(good.map(|proxy| serde_json::to_value(&**proxy).unwrap_or_default()).collect()))
}
