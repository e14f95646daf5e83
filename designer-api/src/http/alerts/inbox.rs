//! Alerts: what rings and what rang, its history, and what people do with it.
use super::super::access::Guard;
use super::super::ask::{Ask, Id, Nothing, Query};
use super::super::page::{Limit, Paged, page};
use super::super::{App, Refusal, schema};
use super::{expect_handles, expect_seen, sees};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_engine::api::{
    Alert, AlertCounts, AlertFilter, AlertGroups, AlertLine, AlertStatus, AlertView, Page, Severity,
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(counts))
        .routes(routes!(groups))
        .routes(routes!(one))
        .routes(routes!(lines))
        .routes(routes!(acknowledge))
        .routes(routes!(comment))
        .routes(routes!(judge))
}

/// Where an alert is in its life; `ringing` are those that are open or acknowledged.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum AlertIn {
    Ringing,
    Open,
    Acknowledged,
    Resolved,
}

/// How bad it is at least.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum AlertAtLeast {
    Warning,
    Critical,
}

/// Which alerts. All that is given must fit.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Fitting {
    /// In this part of their life: `open`, `acknowledged`, `resolved`, or `ringing` for the first two.
    #[param(value_type = Option<String>)]
    status: Option<AlertIn>,
    /// At least so bad: `warning` or `critical`.
    #[param(value_type = Option<String>)]
    severity: Option<AlertAtLeast>,
    /// Of this process.
    process: Option<String>,
    /// Of this rule.
    rule: Option<String>,
    /// Only those that somebody has silenced, or has not.
    silenced: Option<bool>,
    /// Of this group: `process:order`, `node:order/check`, `landscape:sales`, `rule:slow`.
    group: Option<String>,
}

/// Which alerts, page by page.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// In this part of their life: `open`, `acknowledged`, `resolved`, or `ringing` for the first two.
    #[param(value_type = Option<String>)]
    status: Option<AlertIn>,
    /// At least so bad: `warning` or `critical`.
    #[param(value_type = Option<String>)]
    severity: Option<AlertAtLeast>,
    /// Of this process.
    process: Option<String>,
    /// Of this rule.
    rule: Option<String>,
    /// Only those that somebody has silenced, or has not.
    silenced: Option<bool>,
    /// Of this group: `process:order`, `node:order/check`, `landscape:sales`, `rule:slow`.
    group: Option<String>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

impl Which {
    fn split(self) -> (Fitting, Option<Limit>, Option<String>) {
        let Which { status, severity, process, rule, silenced, group, limit, cursor } = self;
        (Fitting { status, severity, process, rule, silenced, group }, limit, cursor)
    }
}

/// The alerts of processes that the reader may see as a whole, the latest first.
#[utoipa::path(get, path = "/alerts", tag = "alerts", params(Which),
    responses((status = 200, description = "a page", body = schema::Page<schema::AlertView>)))]
async fn list(State(app): State<App>, guard: Guard, Query(q): Query<Which>) -> Result<Json<Page<AlertView>>, Refusal> {
    let keep = |alert: &Alert| sees(&guard, &alert.processes);
    let (which, limit, cursor) = q.split();
    Ok(Json(app.engine().alerts(&filter(which), &page(limit, cursor), keep).await?))
}

/// The same alerts, those of one place as one: how many, which is the worst, and each of them. What rings comes first; of what is
/// well again only the latest are looked at.
#[utoipa::path(get, path = "/alerts/groups", tag = "alerts", params(Fitting),
    responses((status = 200, description = "the groups", body = schema::AlertGroups)))]
async fn groups(
    State(app): State<App>,
    guard: Guard,
    Query(which): Query<Fitting>,
) -> Result<Json<AlertGroups>, Refusal> {
    Ok(Json(app.engine().alert_groups(&filter(which), |alert| sees(&guard, &alert.processes)).await?))
}

fn filter(which: Fitting) -> AlertFilter {
    AlertFilter {
        status: which.status.and_then(|status| match status {
            AlertIn::Ringing => None,
            AlertIn::Open => Some(AlertStatus::Open),
            AlertIn::Acknowledged => Some(AlertStatus::Acknowledged),
            AlertIn::Resolved => Some(AlertStatus::Resolved),
        }),
        ringing: matches!(which.status, Some(AlertIn::Ringing)),
        severity: which.severity.map(|severity| match severity {
            AlertAtLeast::Warning => Severity::Warning,
            AlertAtLeast::Critical => Severity::Critical,
        }),
        process: which.process,
        rule: which.rule,
        silenced: which.silenced,
        group: which.group,
    }
}

/// How many alerts ring, of those that the reader may see.
#[utoipa::path(get, path = "/alerts/counts", tag = "alerts",
    responses((status = 200, description = "how many", body = schema::AlertCounts)))]
async fn counts(State(app): State<App>, guard: Guard, _query: Query<Nothing>) -> Result<Json<AlertCounts>, Refusal> {
    Ok(Json(app.engine().alert_counts(|alert| sees(&guard, &alert.processes)).await?))
}

/// One alert: how far past its line, since when, how many are concerned, what it goes together with, what is recommended, and
/// the evidence of its value.
#[utoipa::path(get, path = "/alerts/{id}", tag = "alerts", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = schema::AlertView)))]
async fn one(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<AlertView>, Refusal> {
    Ok(Json(found(&app, &guard, &id).await?))
}

/// What happened to an alert, the latest first: what was read, who was told, who did what.
#[utoipa::path(get, path = "/alerts/{id}/lines", tag = "alerts", params(("id" = String, Path), Paged),
    responses((status = 200, description = "a page", body = schema::Page<schema::AlertLine>)))]
async fn lines(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(q): Query<Paged>,
) -> Result<Json<Page<AlertLine>>, Refusal> {
    found(&app, &guard, &id).await?;
    Ok(Json(app.engine().alert_lines(&id, &page(q.limit, q.cursor)).await?))
}

/// Some words.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AlertWords {
    /// They.
    text: Option<String>,
}

/// Takes an alert on: others see by whom. It rings on until it is well.
#[utoipa::path(post, path = "/alerts/{id}/acknowledge", tag = "alerts", params(("id" = String, Path)),
    request_body = AlertWords, responses((status = 200, description = "taken on", body = schema::AlertView)))]
async fn acknowledge(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Ask { by, input }: Ask<AlertWords>,
) -> Result<Json<AlertView>, Refusal> {
    let about = found(&app, &guard, &id).await?;
    expect_handles(&guard, &about.alert.processes).await?;
    Ok(Json(app.engine().acknowledge_alert(by, &id, input.text).await?))
}

/// A comment.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AlertComment {
    /// In whose own words.
    text: String,
}

/// Says something about an alert; it is kept in its history.
#[utoipa::path(post, path = "/alerts/{id}/comments", tag = "alerts", params(("id" = String, Path)),
    request_body = AlertComment, responses((status = 200, description = "kept", body = schema::AlertView)))]
async fn comment(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Ask { by, input }: Ask<AlertComment>,
) -> Result<Json<AlertView>, Refusal> {
    let about = found(&app, &guard, &id).await?;
    expect_handles(&guard, &about.alert.processes).await?;
    Ok(Json(app.engine().comment_alert(by, &id, &input.text).await?))
}

/// Whether an alert was real.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct JudgeAlert {
    /// There was something; else it was a false alarm.
    real: bool,
    /// Some words.
    text: Option<String>,
}

/// Says whether an alert was real or a false alarm, also of one that is well again. What is said last counts; all of it stays
/// in its history, and back-tests count it.
#[utoipa::path(post, path = "/alerts/{id}/verdict", tag = "alerts", params(("id" = String, Path)),
    request_body = JudgeAlert, responses((status = 200, description = "kept", body = schema::AlertView)))]
async fn judge(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Ask { by, input }: Ask<JudgeAlert>,
) -> Result<Json<AlertView>, Refusal> {
    let about = found(&app, &guard, &id).await?;
    expect_handles(&guard, &about.alert.processes).await?;
    Ok(Json(app.engine().judge_alert(by, &id, input.real, input.text).await?))
}

async fn found(app: &App, guard: &Guard, id: &str) -> Result<AlertView, Refusal> {
    let found = app.engine().alert(id).await?;
    expect_seen(guard, &found.alert.processes, "alert", id)?;
    Ok(found)
}
