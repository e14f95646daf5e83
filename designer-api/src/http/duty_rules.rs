//! Rules of duties that are kept: read by auditors, set with a reason by those who set rule parameters.
use super::access::Guard;
use super::alerts::expect_sets;
use super::ask::{Ask, Id, Nothing, Query};
use super::landscape::tagged;
use super::models::seen;
use super::page::{Paged, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_engine::api::{DutyRuleSpec, DutyRuleVersion, Page};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(one, set, remove)).routes(routes!(versions))
}

/// A rule with its tag.
type Tagged = ([(HeaderName, String); 1], Json<DutyRuleVersion>);

/// Rules, by id.
#[derive(Serialize, ToSchema)]
struct DutyRules {
    /// They.
    #[schema(value_type = Vec<schema::DutyRuleVersion>)]
    items: Vec<DutyRuleVersion>,
}

/// The rules of duties that are kept. `GET /audit/violations?rule=…` says who broke one; an alert rule with the source
/// `{"duty": id}` rings when one of activities is broken.
#[utoipa::path(get, path = "/audit/duty-rules", tag = "audit",
    responses((status = 200, description = "all of them", body = DutyRules)))]
async fn list(State(app): State<App>, _query: Query<Nothing>) -> Result<Json<DutyRules>, Refusal> {
    Ok(Json(DutyRules { items: app.engine().duty_rules()? }))
}

/// One rule. Its `ETag` is its version.
#[utoipa::path(get, path = "/audit/duty-rules/{id}", tag = "audit", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = schema::DutyRuleVersion)))]
async fn one(State(app): State<App>, _query: Query<Nothing>, Id(id): Id<String>) -> Result<Tagged, Refusal> {
    let found = app.engine().duty_rule(&id)?;
    Ok(tagged(found.version, found))
}

/// All versions of a rule, the latest first: who, when, why, and what it said. Those of a removed rule are kept.
#[utoipa::path(get, path = "/audit/duty-rules/{id}/versions", tag = "audit", params(("id" = String, Path), Paged),
    responses((status = 200, description = "a page", body = schema::Page<schema::DutyRuleVersion>)))]
async fn versions(
    State(app): State<App>,
    Id(id): Id<String>,
    Query(q): Query<Paged>,
) -> Result<Json<Page<DutyRuleVersion>>, Refusal> {
    Ok(Json(app.engine().duty_rule_versions(&id, &page(q.limit, q.cursor)).await?))
}

/// A rule as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SetDutyRule {
    /// What it says.
    #[schema(value_type = schema::DutyRuleSpec)]
    spec: DutyRuleSpec,
    /// Why; it is kept with the version.
    reason: String,
}

/// Makes a rule, or gives it a new version. A rule that is there is changed with `If-Match`; without it the rule must not be
/// there yet.
#[utoipa::path(put, path = "/audit/duty-rules/{id}", tag = "audit",
    params(("id" = String, Path), ("if-match" = Option<String>, Header, description = "the `ETag` that was seen")),
    request_body = SetDutyRule,
    responses((status = 200, description = "changed", body = schema::DutyRuleVersion),
        (status = 201, description = "made", body = schema::DutyRuleVersion)))]
async fn set(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    headers: HeaderMap,
    Ask { by, input }: Ask<SetDutyRule>,
) -> Result<(StatusCode, Tagged), Refusal> {
    let seen = if headers.contains_key(header::IF_MATCH) { Some(seen(&headers)?) } else { None };
    expect_sets(&guard, input.spec.process.as_slice()).await?;
    if seen.is_some() {
        expect_sets(&guard, app.engine().duty_rule(&id)?.spec.process.as_slice()).await?;
    }
    let made = app.engine().set_duty_rule(by, &id, input.spec, seen, &input.reason).await?;
    let status = if seen.is_none() { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, tagged(made.version, made)))
}

/// Why a rule goes.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DutyReason {
    /// Why; it is kept.
    reason: String,
}

/// Removes a rule. Its versions stay; an alert rule that watches it reads nothing any more, and says so.
#[utoipa::path(delete, path = "/audit/duty-rules/{id}", tag = "audit",
    params(("id" = String, Path), ("if-match" = String, Header, description = "the `ETag` that was seen")),
    request_body = DutyReason, responses((status = 200, description = "removed", body = schema::DutyRuleVersion)))]
async fn remove(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    headers: HeaderMap,
    Ask { by, input }: Ask<DutyReason>,
) -> Result<Json<DutyRuleVersion>, Refusal> {
    let seen = seen(&headers)?;
    expect_sets(&guard, app.engine().duty_rule(&id)?.spec.process.as_slice()).await?;
    Ok(Json(app.engine().remove_duty_rule(by, &id, seen, &input.reason).await?))
}
