//! Silences: nobody is told of some alerts for a while. Each has an owner, a reason and an end.
use super::super::access::Guard;
use super::super::analytics::moment;
use super::super::ask::{Ask, Id, Query};
use super::super::page::{Limit, page};
use super::super::{App, Refusal, schema};
use super::{expect_handles, expect_seen, sees};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::Timestamp;
use weir_engine::Error;
use weir_engine::api::{AlertAct, AlertSilence, Page};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, make)).routes(routes!(end))
}

/// Which silences.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Those that are over as well.
    #[serde(default)]
    all: bool,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// Silences that are not over, the latest first.
#[utoipa::path(get, path = "/alert-silences", tag = "alerts", params(Which),
    responses((status = 200, description = "a page", body = schema::Page<schema::AlertSilence>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Which>,
) -> Result<Json<Page<AlertSilence>>, Refusal> {
    let keep = |silence: &AlertSilence| sees(&guard, &silence.processes);
    Ok(Json(app.engine().alert_silences(q.all, &page(q.limit, q.cursor), keep).await?))
}

/// For which alerts, until when, and why.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewAlertSilence {
    /// Of this rule; without it of every rule.
    rule: Option<String>,
    /// At this process; without it everywhere.
    process: Option<String>,
    /// At this activity of it.
    node: Option<String>,
    /// Who answers for it; whoever asks where it is not said.
    owner: Option<String>,
    /// Why; it is kept.
    reason: String,
    /// From when on; now where it is not said.
    #[schema(format = DateTime)]
    from: Option<String>,
    /// Until when: at most 90 days later.
    #[schema(format = DateTime)]
    until: String,
}

/// Asks for quiet. Alerts open and end as before; nobody is told meanwhile.
#[utoipa::path(post, path = "/alert-silences", tag = "alerts", request_body = NewAlertSilence,
    responses((status = 201, description = "made", body = schema::AlertSilence)))]
async fn make(
    State(app): State<App>,
    guard: Guard,
    Ask { by, input }: Ask<NewAlertSilence>,
) -> Result<(StatusCode, Json<AlertSilence>), Refusal> {
    let now = app.engine().now();
    let NewAlertSilence { rule, process, node, owner, reason, from, until } = input;
    if node.is_some() && process.is_none() {
        return Err(Refusal::bad("alert-scope", "an activity is that of a process: say which"));
    }
    let mut tenant = guard.caller.tenant.clone();
    let mut processes: Vec<String> = process.iter().cloned().collect();
    if let Some(process) = &process {
        expect_seen(&guard, &processes, "process", process)?;
        if !app.engine().has_process(process) {
            return Err(Error::NotFound { what: "process", id: process.clone() }.into());
        }
        tenant = app.engine().tenant_of(process);
    }
    if let Some(id) = &rule {
        let found = app.engine().alert_rule(id).await?.rule;
        let theirs = app.engine().processes_of_scope(&found.spec.scope);
        expect_seen(&guard, &theirs, "alert-rule", id)?;
        if processes.is_empty() {
            (processes, tenant) = (theirs, found.tenant);
        }
    }
    expect_handles(&guard, &processes).await?;
    let from = from.as_deref().map(moment).transpose()?.unwrap_or(now);
    let owner = owner.unwrap_or_else(|| guard.caller.person.clone());
    let made = AlertAct { by: guard.caller.person.clone(), at: now };
    let until: Timestamp = moment(&until)?;
    let (id, ended) = (String::new(), None);
    let silence = AlertSilence { id, rule, process, node, tenant, owner, reason, from, until, made, ended, processes };
    Ok((StatusCode::CREATED, Json(app.engine().silence_alerts(by, silence).await?)))
}

/// Nothing more is said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EndAlertSilence {}

/// Ends a silence before its time. It stays in the list of all.
#[utoipa::path(delete, path = "/alert-silences/{id}", tag = "alerts", params(("id" = String, Path)),
    responses((status = 204, description = "ended")))]
async fn end(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Ask { by, .. }: Ask<EndAlertSilence>,
) -> Result<StatusCode, Refusal> {
    let found = app.engine().alert_silence(&id)?;
    expect_seen(&guard, &found.processes, "alert-silence", &id)?;
    expect_handles(&guard, &found.processes).await?;
    app.engine().end_alert_silence(by, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
