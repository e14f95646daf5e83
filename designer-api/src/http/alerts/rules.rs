//! Alert rules: set with a reason and `If-Match`, looked back upon, tried out over the history before they are saved.
use super::super::access::Guard;
use super::super::ask::{Ask, Id, Nothing, Query};
use super::super::landscape::tagged;
use super::super::models::seen;
use super::super::page::{Limit, Paged, page};
use super::super::{App, Refusal, schema};
use super::{expect_seen, expect_sets, sees};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_engine::api::{AlertBackTest, AlertRule, AlertRuleSpec, Page, WatchedRule};

/// A back-test looks back so many days when nobody says.
const DAYS: u32 = 90;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(back_test))
        .routes(routes!(one, set, remove))
        .routes(routes!(versions))
}

/// A rule with its tag.
type Tagged<T> = ([(HeaderName, String); 1], Json<T>);

/// Which rules.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Only rules about this process.
    process: Option<String>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The alert rules, each with how it stands: its value, how far it is from its line, when it would reach it.
#[utoipa::path(get, path = "/analytics/alert-rules", tag = "alerts", params(Which),
    responses((status = 200, description = "a page", body = schema::Page<schema::WatchedRule>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Which>,
) -> Result<Json<Page<WatchedRule>>, Refusal> {
    let keep = |rule: &AlertRule| {
        let processes = app.engine().processes_of_scope(&rule.spec.scope);
        q.process.as_ref().is_none_or(|process| processes.contains(process)) && sees(&guard, &processes)
    };
    Ok(Json(app.engine().alert_rules(&page(q.limit, q.cursor), keep).await?))
}

/// One rule, and how it stands. Its `ETag` is its version.
#[utoipa::path(get, path = "/analytics/alert-rules/{id}", tag = "alerts", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = schema::WatchedRule)))]
async fn one(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Tagged<WatchedRule>, Refusal> {
    let found = app.engine().alert_rule(&id).await?;
    expect_seen(&guard, &app.engine().processes_of_scope(&found.rule.spec.scope), "alert-rule", &id)?;
    Ok(tagged(found.rule.version, found))
}

/// All versions of a rule, the latest first: who, when, why, and what it said. Those of a removed rule are kept.
#[utoipa::path(get, path = "/analytics/alert-rules/{id}/versions", tag = "alerts", params(("id" = String, Path), Paged),
    responses((status = 200, description = "a page", body = schema::Page<schema::AlertRule>)))]
async fn versions(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(q): Query<Paged>,
) -> Result<Json<Page<AlertRule>>, Refusal> {
    let mut found = app.engine().alert_rule_versions(&id, &page(q.limit, q.cursor)).await?;
    found.items.retain(|rule| sees(&guard, &app.engine().processes_of_scope(&rule.spec.scope)));
    if found.items.is_empty() && found.next.is_none() {
        expect_seen(&guard, &[], "alert-rule", &id)?;
    }
    Ok(Json(found))
}

/// A rule as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SetAlertRule {
    /// What it says.
    #[schema(value_type = schema::AlertRuleSpec)]
    spec: AlertRuleSpec,
    /// Why; it is kept with the version.
    reason: String,
}

/// Makes a rule, or gives it a new version, which takes effect at the next look. A rule that is there is changed with
/// `If-Match`; without it the rule must not be there yet.
#[utoipa::path(put, path = "/analytics/alert-rules/{id}", tag = "alerts",
    params(("id" = String, Path), ("if-match" = Option<String>, Header, description = "the `ETag` that was seen")),
    request_body = SetAlertRule,
    responses((status = 200, description = "changed", body = schema::AlertRule),
        (status = 201, description = "made", body = schema::AlertRule)))]
async fn set(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    headers: HeaderMap,
    Ask { by, input }: Ask<SetAlertRule>,
) -> Result<(StatusCode, Tagged<AlertRule>), Refusal> {
    let seen = if headers.contains_key(header::IF_MATCH) { Some(seen(&headers)?) } else { None };
    expect_sets(&guard, &app.engine().processes_of_scope(&input.spec.scope)).await?;
    if seen.is_some() {
        let before = app.engine().alert_rule(&id).await?;
        expect_sets(&guard, &app.engine().processes_of_scope(&before.rule.spec.scope)).await?;
    }
    let made = app.engine().set_alert_rule(by, &id, input.spec, seen, &input.reason).await?;
    let status = if seen.is_none() { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, tagged(made.version, made)))
}

/// Why a rule goes.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AlertReason {
    /// Why; it is kept.
    reason: String,
}

/// Removes a rule. Its versions stay, and an alert that rings by it is over.
#[utoipa::path(delete, path = "/analytics/alert-rules/{id}", tag = "alerts",
    params(("id" = String, Path), ("if-match" = String, Header, description = "the `ETag` that was seen")),
    request_body = AlertReason, responses((status = 200, description = "removed", body = schema::AlertRule)))]
async fn remove(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    headers: HeaderMap,
    Ask { by, input }: Ask<AlertReason>,
) -> Result<Json<AlertRule>, Refusal> {
    let seen = seen(&headers)?;
    let before = app.engine().alert_rule(&id).await?;
    expect_sets(&guard, &app.engine().processes_of_scope(&before.rule.spec.scope)).await?;
    Ok(Json(app.engine().remove_alert_rule(by, &id, seen, &input.reason).await?))
}

/// A rule to try out.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TryAlertRule {
    /// What it would say.
    #[schema(value_type = schema::AlertRuleSpec)]
    spec: AlertRuleSpec,
    /// Its id, where it has one: a rule cannot be kept back by itself.
    id: Option<String>,
    /// How many days to look back, 1 to 90; 90 where it is not said.
    days: Option<u32>,
}

/// What a rule would have done over the kept history: how often it would have fired, when, for how long; the same with lines
/// 10 % in and out; and whether it would fire constantly. It takes the steps that the engine takes. Nothing is changed.
#[utoipa::path(post, path = "/analytics/alert-rules/back-test", tag = "alerts", request_body = TryAlertRule,
    responses((status = 200, description = "what it would have done", body = schema::AlertBackTest)))]
async fn back_test(
    State(app): State<App>,
    guard: Guard,
    Ask { input, .. }: Ask<TryAlertRule>,
) -> Result<Json<AlertBackTest>, Refusal> {
    let processes = app.engine().processes_of_scope(&input.spec.scope);
    if !processes.is_empty() {
        expect_seen(&guard, &processes, "process", &processes.join(", "))?;
    }
    let id = input.id.unwrap_or_default();
    Ok(Json(app.engine().back_test_alert_rule(&id, input.spec, input.days.unwrap_or(DAYS)).await?))
}
