//! What pages choose from and what they call it: departments, other units, and who stands in for somebody. Whoever belongs
//! to another tenant is nobody to the reader.
use super::access::Guard;
use super::ask::{Id, Nothing, Query};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::organisation::{Department, UnitKind};

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

/// What is told of units.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Units {
    /// Also how many people belong to each now.
    #[serde(default)]
    count: bool,
}

/// What groups, roles, posts, departments and work calendars are called, also those whose time is over: models, tasks and
/// alert rules may name them.
#[utoipa::path(get, path = "/organisation/units", tag = "organisation", params(Units),
    responses((status = 200, description = "them, one kind after the other, by id", body = Vec<schema::OrganisationUnit>)))]
async fn units(
    State(app): State<App>,
    guard: Guard,
    Query(asked): Query<Units>,
) -> Result<Json<Vec<schema::OrganisationUnit>>, Refusal> {
    let (all, now) = (app.engine().organisation(), app.engine().now());
    let kinds = [
        ("group", UnitKind::Group, &all.groups),
        ("role", UnitKind::Role, &all.roles),
        ("post", UnitKind::Post, &all.posts),
    ];
    let plain = kinds
        .into_iter()
        .flat_map(|(name, kind, units)| units.iter().map(move |(id, unit)| (name, kind, id, unit.name.as_str())));
    let departments =
        all.departments.iter().map(|(id, one)| ("department", UnitKind::Department, id, one.name.as_str()));
    let named = plain.chain(departments).map(|(name, kind, id, called)| {
        let heard = || all.members(kind, id, now).filter(|person| guard.hears_of_person(&person.id)).count() as u64;
        schema::OrganisationUnit::new(name, id, called, asked.count.then(heard))
    });
    let calendars =
        all.calendars.iter().map(|(id, one)| schema::OrganisationUnit::new("calendar", id, &one.name, None));
    Ok(Json(named.chain(calendars).collect()))
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
