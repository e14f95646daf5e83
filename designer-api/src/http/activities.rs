//! What happened to an instance, one row for each visit of an element: the input of monitoring and mining.
use super::ask::{Id, Nothing, Query};
use super::{App, Refusal};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::event::Intervention;
use weir_core::history::{ActivityInstance, Outcome};
use weir_core::{ElementId, InstanceId, Key, Timestamp};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Visits of elements in the order they were entered.
#[derive(Serialize, ToSchema)]
struct ActivityList {
    items: Vec<Activity>,
}

/// One visit of one element. A time that did not occur is null.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Activity {
    /// Its key in the instance.
    key: Key,
    /// The element.
    #[schema(value_type = String)]
    element: ElementId,
    /// The element instances around it, from the process inwards.
    scope_path: Vec<Key>,
    /// The number of the event that began it.
    seq: u64,
    /// When it was entered.
    #[serde(with = "weir_core::time::rfc3339")]
    #[schema(value_type = String, format = DateTime)]
    enabled: Timestamp,
    /// When somebody took it.
    #[serde(with = "weir_core::time::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    claimed: Option<Timestamp>,
    /// When work on it began.
    #[serde(with = "weir_core::time::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    started: Option<Timestamp>,
    /// When it stood still.
    suspended: Vec<Span>,
    /// When it was left.
    #[serde(with = "weir_core::time::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    ended: Option<Timestamp>,
    /// How it was left: `completed` or `terminated`.
    #[schema(value_type = Option<String>)]
    outcome: Option<Outcome>,
    /// What the person who did it decided.
    decision: Option<String>,
    /// Who did it.
    actor: Option<String>,
    /// In which role.
    role: Option<String>,
    /// Through which candidate group.
    group: Option<String>,
    /// The element instances whose completion led here.
    caused_by: Vec<Key>,
    /// The flows its token took.
    #[schema(value_type = Vec<String>)]
    flows: Vec<ElementId>,
    /// The variables it wrote.
    wrote: Vec<String>,
    /// The decisions it used, with their versions.
    decisions: Vec<String>,
    /// How somebody stepped in.
    #[schema(value_type = Option<String>)]
    intervention: Option<Intervention>,
    /// How often it was stuck.
    incidents: u32,
}

/// A span of time; the last one may still last.
#[derive(Serialize, ToSchema)]
struct Span {
    #[serde(with = "weir_core::time::rfc3339")]
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    #[serde(with = "weir_core::time::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    to: Option<Timestamp>,
}

impl From<ActivityInstance> for Activity {
    fn from(a: ActivityInstance) -> Self {
        Activity {
            key: a.key,
            element: a.element,
            scope_path: a.scope_path.to_vec(),
            seq: a.seq,
            enabled: a.enabled,
            claimed: a.claimed,
            started: a.started,
            suspended: a.suspended.into_iter().map(|(from, to)| Span { from, to }).collect(),
            ended: a.ended,
            outcome: a.outcome,
            decision: a.decision,
            actor: a.actor,
            role: a.role,
            group: a.group,
            caused_by: a.caused_by.into_vec(),
            flows: a.flows,
            wrote: a.wrote,
            decisions: a.decisions,
            intervention: a.intervention,
            incidents: a.incidents,
        }
    }
}

/// The visits of elements of an instance, with their times, people and causes.
#[utoipa::path(get, path = "/instances/{id}/activities", tag = "instances", params(("id" = Uuid, Path)),
    responses((status = 200, description = "all of them", body = ActivityList)))]
async fn list(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<InstanceId>,
) -> Result<Json<ActivityList>, Refusal> {
    let visits = app.engine().activities(id).await?;
    Ok(Json(ActivityList { items: visits.into_iter().map(Activity::from).collect() }))
}
