//! Messages and signals.
use super::access::{Facts, Guard};
use super::ask::{Ask, Query};
use super::page::{Limit, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use weir_core::InstanceId;
use weir_core::access::Action;
use weir_engine::api::{self, Page, WaitAddress};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(publish, list)).routes(routes!(broadcast))
}

/// A message to whoever waits for it.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PublishMessage {
    /// Its name.
    name: String,
    /// The key by which one of many waiting instances is found.
    correlation_key: Option<String>,
    /// What it carries.
    #[serde(default)]
    variables: BTreeMap<String, Value>,
    /// How long to keep it when nobody waits, in milliseconds; without it an hour, 0 not at all.
    ttl_ms: Option<i64>,
    /// Published again under the same id, it gives the same answer and changes nothing.
    message_id: Option<String>,
    /// Only to this instance.
    instance: Option<Uuid>,
    /// Only to this subscription, the id of a wait.
    #[schema(value_type = Option<String>)]
    subscription: Option<WaitAddress>,
    /// Only to instances whose variables have these values.
    #[serde(default)]
    match_variables: BTreeMap<String, Value>,
    /// To all that fit, not to exactly one.
    #[serde(default)]
    all: bool,
}

impl From<PublishMessage> for api::PublishMessage {
    fn from(m: PublishMessage) -> Self {
        api::PublishMessage {
            name: m.name,
            correlation_key: m.correlation_key,
            variables: m.variables,
            ttl_ms: m.ttl_ms,
            message_id: m.message_id,
            instance: m.instance.map(InstanceId),
            subscription: m.subscription,
            match_variables: m.match_variables,
            all: m.all,
        }
    }
}

/// Publishes a message. When several could receive it and it is for one, it is refused with the list of them.
#[utoipa::path(post, path = "/messages", tag = "messages", request_body = PublishMessage,
    responses((status = 200, description = "who got it, or until when it is kept", body = schema::Publication)))]
async fn publish(
    State(app): State<App>,
    guard: Guard,
    Ask { by, input }: Ask<PublishMessage>,
) -> Result<Json<api::Publication>, Refusal> {
    let instance = input.instance.map(InstanceId).or(input.subscription.map(|subscription| subscription.instance));
    match instance {
        Some(id) => guard.instance(Action::PublishMessages, id).await?,
        None => guard.at_large(Action::PublishMessages).await?,
    }
    Ok(Json(app.engine().publish_message(by, input.into()).await?))
}

/// Which messages.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Of this name.
    name: Option<String>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// Messages that nobody has taken yet.
#[utoipa::path(get, path = "/messages", tag = "messages", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<schema::BufferedMessage>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Filter>,
) -> Result<Json<Page<api::BufferedMessage>>, Refusal> {
    let page = page(q.limit, q.cursor);
    let mut found = app.engine().messages(q.name.as_deref(), &page).await?;
    // They name no process: whoever sees all of a tenant sees them.
    found.items.retain(|message| {
        let facts = Facts { tenant: message.tenant.clone(), ..Facts::default() };
        guard.allows(Action::SeeOperations, &facts).is_ok()
    });
    Ok(Json(found))
}

/// A signal to all who wait for it.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct BroadcastSignal {
    /// Its name.
    name: String,
    /// What it carries.
    #[serde(default)]
    variables: BTreeMap<String, Value>,
}

/// Broadcasts a signal.
#[utoipa::path(post, path = "/signals", tag = "messages", request_body = BroadcastSignal,
    responses((status = 200, description = "how many it goes to", body = schema::SignalReport)))]
async fn broadcast(
    State(app): State<App>,
    guard: Guard,
    Ask { by, input }: Ask<BroadcastSignal>,
) -> Result<Json<api::SignalReport>, Refusal> {
    guard.at_large(Action::PublishMessages).await?;
    let signal = api::SignalBroadcast { name: input.name, variables: input.variables };
    Ok(Json(app.engine().broadcast_signal(by, signal).await?))
}
