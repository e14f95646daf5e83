//! The auditor's trace, case files and duties. Whoever reads them is noted in the audit before the answer is given.
use super::access::Guard;
use super::ask::{Id, Nothing, Query};
use super::page::{Limit, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use weir_core::access::Happened;
use weir_core::{InstanceId, Timestamp};
use weir_engine::Context;
use weir_engine::api::{self, AuditQuery, ChangeAccess, DutyRule, NewLine};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(events))
        .routes(routes!(case))
        .routes(routes!(violations))
        .routes(routes!(breadth))
}

/// Which entries. All that is given must fit.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct TraceFilter {
    /// By this person, or in their name.
    actor: Option<String>,
    /// About one of these, separated by commas: `flow`, `instance`, `work`, `approval`, `data`, `decision`, `incident`,
    /// `message`, `note`, `notice`, `deployment`, `model`, `parameter`, `organisation`, `access`, `reading`, `operation`.
    areas: Option<String>,
    /// One of these actions, separated by commas: `userTaskCompleted`, `variableSet`, `parameterSet`, `denied`, …
    actions: Option<String>,
    /// Of this process, any version.
    process: Option<String>,
    /// Of this instance: its events. Comments, files and notices of it are in its case file.
    instance: Option<Uuid>,
    /// Done to an object of this kind: `instance`, `task`, `definition`, `parameter`, …
    object_kind: Option<String>,
    /// Done to the object of this id.
    object: Option<String>,
    /// This variable or parameter was changed.
    variable: Option<String>,
    /// To this value, as JSON or as text.
    value: Option<String>,
    /// Only where somebody stepped in, or only where nobody did.
    intervention: Option<bool>,
    /// Not before this RFC 3339 time.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Before this RFC 3339 time.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
    /// The oldest first, in place of the newest.
    #[serde(default)]
    oldest_first: bool,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

impl TraceFilter {
    fn read(self) -> Result<(AuditQuery, api::Paging), Refusal> {
        let query = AuditQuery {
            actor: self.actor,
            areas: words(self.areas.as_deref(), "areas")?,
            actions: words(self.actions.as_deref(), "actions")?,
            process: self.process,
            instance: self.instance.map(InstanceId),
            object_kind: self.object_kind,
            object: self.object,
            variable: self.variable,
            value: self.value,
            intervention: self.intervention,
            from: self.from,
            until: self.until,
            oldest_first: self.oldest_first,
        };
        Ok((query, page(self.limit, self.cursor)))
    }
}

/// Words separated by commas.
pub(super) fn words<T: DeserializeOwned>(text: Option<&str>, field: &str) -> Result<Vec<T>, Refusal> {
    let words = text.into_iter().flat_map(|text| text.split(',')).map(str::trim).filter(|word| !word.is_empty());
    words
        .map(|word| {
            serde_json::from_value(word.into())
                .map_err(|error| Refusal::bad("invalid-query", format!("`{field}`: {error}")))
        })
        .collect()
}

/// Everything that happened, in the order of the log: events of instances, deployments, rule parameters, the organisation,
/// access, notes, notices. A page says when it ended because so much of the log had been looked at.
#[utoipa::path(get, path = "/audit/events", tag = "audit", params(TraceFilter),
    responses((status = 200, description = "a page", body = schema::AuditPage)))]
async fn events(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<TraceFilter>,
) -> Result<Json<api::AuditPage>, Refusal> {
    // What is asked about a person or an instance is noted; further pages are the same question.
    let about = q.actor.as_ref().map(|actor| format!("person {actor}"));
    let about = about.or_else(|| q.instance.map(|instance| format!("instance {instance}")));
    let first = q.cursor.is_none();
    let (query, page) = q.read()?;
    if let Some(about) = about.filter(|_| first) {
        noted(&app, &guard, Happened::DataRead, &about, "trace".to_owned()).await?;
    }
    Ok(Json(app.engine().trace_page(query, page).await?))
}

/// Everything of one instance: events, variables before and after, tasks, votes, opinions, files with their hashes, decisions,
/// interventions, incidents, notices, callers and what it called.
#[utoipa::path(get, path = "/audit/cases/{id}", tag = "audit", params(("id" = Uuid, Path)),
    responses((status = 200, description = "the case file", body = schema::CaseFile)))]
async fn case(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id(id): Id<Uuid>,
) -> Result<Json<api::CaseFile>, Refusal> {
    let file = app.engine().case_file(InstanceId(id)).await?;
    noted(&app, &guard, Happened::DataRead, &format!("instance {id}"), "case file".to_owned()).await?;
    Ok(Json(file))
}

/// What must not be one person's: two activities of a process, or two roles.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Duties {
    /// Two activities of this process; without it `first` and `second` are roles.
    process: Option<String>,
    /// One activity, `$initiator` for whoever started the instance; or one role.
    first: Option<String>,
    /// The other.
    second: Option<String>,
    /// A rule that is kept, by its id, in place of the others.
    rule: Option<String>,
    /// Instances of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// Four eyes and segregation of duties: who did both of two activities in one instance, with the entries that show it; or who
/// holds both of two roles.
#[utoipa::path(get, path = "/audit/violations", tag = "audit", params(Duties),
    responses((status = 200, description = "a page of instances", body = schema::Violations)))]
async fn violations(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Duties>,
) -> Result<Json<api::Violations>, Refusal> {
    let Duties { process, first, second, rule, limit, cursor } = q;
    let is_first = cursor.is_none();
    let rule = match (rule, process, first, second) {
        (Some(id), None, None, None) => app.engine().duty_rule(&id)?.spec.rule(),
        (None, Some(process), Some(first), Some(second)) => DutyRule::Activities { process, first, second },
        (None, None, Some(first), Some(second)) => DutyRule::Roles { first, second },
        _ => {
            let message = "say a rule that is kept, or the `first` and the `second` of two activities or roles";
            return Err(Refusal::bad("invalid-query", message));
        }
    };
    let about = match &rule {
        DutyRule::Activities { process, first, second } => format!("{process} {first} {second}"),
        DutyRule::Roles { first, second } => format!("roles {first} {second}"),
    };
    let found = app.engine().violations(rule, &page(limit, cursor)).await?;
    if is_first {
        noted(&app, &guard, Happened::DataRead, &about, "violations".to_owned()).await?;
    }
    Ok(Json(found))
}

/// How much of what each role and each person may do in processes was not done in the last 180 days, those of most first. What
/// they may do only since less long is told, and not held against them.
#[utoipa::path(get, path = "/audit/role-breadth", tag = "audit",
    responses((status = 200, description = "all of it", body = schema::Analysed<schema::RoleBreadth>)))]
async fn breadth(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
) -> Result<Json<api::Analysed<api::RoleBreadth>>, Refusal> {
    let found = app.engine().role_breadth().await?;
    noted(&app, &guard, Happened::DataRead, "roles", "role-breadth".to_owned()).await?;
    Ok(Json(found))
}

/// A line of the audit about what is read or taken away; what cannot be noted is not given.
pub(super) async fn noted(
    app: &App,
    guard: &Guard,
    happened: Happened,
    object: &str,
    detail: String,
) -> Result<(), Refusal> {
    let line = NewLine {
        detail: Some(detail),
        address: Some(guard.address()).filter(|address| !address.is_empty()),
        ..NewLine::of(happened, object)
    };
    let change = ChangeAccess { lines: vec![line], ..ChangeAccess::default() };
    app.engine().change_access(Context::of(guard.actor(None, None)), change).await?;
    Ok(())
}
