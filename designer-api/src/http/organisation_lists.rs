//! What pages choose from and what they call it: departments, other units, and who stands in for somebody. Whoever belongs
//! to another tenant is nobody to the reader.
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
    OpenApiRouter::new().routes(routes!(departments)).routes(routes!(units)).routes(routes!(proxies))
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

/// What groups, roles, posts and departments are called, also those whose time is over: models and tasks may name them.
#[utoipa::path(get, path = "/organisation/units", tag = "organisation",
    responses((status = 200, description = "them, one kind after the other, by id", body = Vec<schema::OrganisationUnit>)))]
async fn units(
    State(app): State<App>,
    _guard: Guard,
    _query: Query<Nothing>,
) -> Result<Json<Vec<schema::OrganisationUnit>>, Refusal> {
    let all = app.engine().organisation();
    let kinds = [("group", &all.groups), ("role", &all.roles), ("post", &all.posts)];
    let plain = kinds.into_iter().flat_map(|(kind, units)| units.iter().map(move |(id, unit)| (kind, id, &unit.name)));
    let departments = all.departments.iter().map(|(id, department)| ("department", id, &department.name));
    let named = plain.chain(departments).map(|(kind, id, name)| schema::OrganisationUnit::new(kind, id, name));
    Ok(Json(named.collect()))
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
