//! What leaves the engine: what could not be delivered, where webhooks go, and what people want to be told.
use super::ask::{Ask, Id, Nothing, Query};
use super::page::{Limit, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::{InstanceId, Timestamp};
use weir_engine::api::{
    self, Channel, DeliveryError, DeliveryState, NoticeKind, NoticePreferences, OutgoingDelivery, Page,
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(retry))
        .routes(routes!(discard))
        .routes(routes!(webhooks))
        .routes(routes!(set_webhook, remove_webhook))
        .routes(routes!(preferences, set_preferences, reset_preferences))
}

/// Which deliveries, and which page of them.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// `waiting`, which is what is to be tried, or `failed`, which is what was tried often enough.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    state: DeliveryState,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// A delivery as operators see it: of whom and what, but not what was said.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DeliveryView {
    id: String,
    channel: &'static str,
    webhook: Option<String>,
    person: String,
    kind: NoticeKind,
    instance: InstanceId,
    state: &'static str,
    tries: u32,
    #[serde(with = "weir_core::time::rfc3339")]
    queued: Timestamp,
    #[serde(with = "weir_core::time::rfc3339")]
    due: Timestamp,
    error: Option<DeliveryError>,
}

impl From<OutgoingDelivery> for DeliveryView {
    fn from(delivery: OutgoingDelivery) -> Self {
        let (channel, webhook) = match delivery.channel {
            Channel::Mail => ("mail", None),
            Channel::Webhook(id) => ("webhook", Some(id)),
        };
        DeliveryView {
            id: delivery.id,
            channel,
            webhook,
            person: delivery.notice.person,
            kind: delivery.notice.kind,
            instance: delivery.notice.instance,
            state: if delivery.failed { "failed" } else { "waiting" },
            tries: delivery.tries,
            queued: delivery.queued,
            due: delivery.due,
            error: delivery.error,
        }
    }
}

/// Mails and webhooks that wait to be delivered, or that were tried often enough and wait for an operator.
#[utoipa::path(get, path = "/deliveries", tag = "notifications", params(Which),
    responses((status = 200, description = "a page", body = schema::Page<schema::OutgoingDelivery>)))]
async fn list(State(app): State<App>, Query(q): Query<Which>) -> Result<Json<Page<DeliveryView>>, Refusal> {
    let Page { items, next } = app.engine().deliveries(q.state, &page(q.limit, q.cursor)).await?;
    Ok(Json(Page { items: items.into_iter().map(DeliveryView::from).collect(), next }))
}

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TakeDelivery {
    /// Kept in the log.
    reason: Option<String>,
}

/// Tries one again that was given up, from the first try on.
#[utoipa::path(post, path = "/deliveries/{id}/retry", tag = "notifications", params(("id" = String, Path)),
    request_body = Option<TakeDelivery>, responses((status = 204, description = "it is tried again")))]
async fn retry(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<TakeDelivery>,
) -> Result<StatusCode, Refusal> {
    app.engine().retry_delivery(by, &id, input.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives one up for good.
#[utoipa::path(post, path = "/deliveries/{id}/discard", tag = "notifications", params(("id" = String, Path)),
    request_body = Option<TakeDelivery>, responses((status = 204, description = "it is gone")))]
async fn discard(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<TakeDelivery>,
) -> Result<StatusCode, Refusal> {
    app.engine().discard_delivery(by, &id, input.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All webhooks, by id.
#[utoipa::path(get, path = "/webhooks", tag = "notifications",
    responses((status = 200, description = "all of them", body = schema::Page<schema::Webhook>)))]
async fn webhooks(State(app): State<App>, _query: Query<Nothing>) -> Result<Json<Page<WebhookView>>, Refusal> {
    Ok(Json(Page { items: app.engine().webhooks()?.into_iter().map(WebhookView::from).collect(), next: None }))
}

/// A webhook as it is set: what is shown can be sent back.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WebhookView {
    id: String,
    url: String,
    secret: String,
    /// None is all.
    kinds: Option<Vec<NoticeKind>>,
    processes: Vec<String>,
    tenant: Option<String>,
    heeds_preferences: bool,
    active: bool,
}

impl From<api::Webhook> for WebhookView {
    fn from(webhook: api::Webhook) -> Self {
        let api::Webhook { id, url, secret, kinds, processes, tenant, heeds_preferences, active } = webhook;
        let kinds = Some(kinds).filter(|kinds| !kinds.is_empty());
        WebhookView { id, url, secret, kinds, processes, tenant, heeds_preferences, active }
    }
}

/// Where notices go as signed requests.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewWebhook {
    /// Where they are posted to: https, to a host that `webhook_allow` names.
    url: String,
    /// The name of the secret that they are signed with: a file of `secrets_dir`.
    secret: String,
    /// `assigned`, `candidate`, `reminded`, `copied`, `mentioned`, `returned`, `overdue`, `decided`, `ended`, `alert`,
    /// `leftOut`. Null, or nothing said, is all; an empty list is refused, for it would say that nothing is sent.
    #[schema(value_type = Option<Vec<String>>)]
    kinds: Option<Vec<NoticeKind>>,
    /// Of these processes; none is all.
    #[serde(default)]
    processes: Vec<String>,
    /// Of this tenant; null is what belongs to no tenant.
    tenant: Option<String>,
    /// Does it heed what people want to be told, and when? Else it gets everything at once.
    #[serde(default)]
    heeds_preferences: bool,
    /// Is it at work? What waits for one that is not is dropped.
    #[serde(default = "yes")]
    active: bool,
}

fn yes() -> bool {
    true
}

/// Makes a webhook, or changes it.
#[utoipa::path(put, path = "/webhooks/{id}", tag = "notifications", params(("id" = String, Path)),
    request_body = NewWebhook, responses((status = 204, description = "it is so")))]
async fn set_webhook(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<NewWebhook>,
) -> Result<StatusCode, Refusal> {
    let NewWebhook { url, secret, kinds, processes, tenant, heeds_preferences, active } = input;
    if kinds.as_ref().is_some_and(Vec::is_empty) {
        let detail = "an empty list of kinds would send nothing: leave it out, or say null, for all of them";
        return Err(Refusal::bad("webhook-kinds", detail));
    }
    let kinds = kinds.unwrap_or_default();
    let webhook = api::Webhook { id, url, secret, kinds, processes, tenant, heeds_preferences, active };
    if let Some((code, wrong)) = app.postman().fault(&webhook) {
        return Err(Refusal::bad(code, wrong));
    }
    app.engine().set_webhook(by, webhook).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a webhook. What waits for it is dropped.
#[utoipa::path(delete, path = "/webhooks/{id}", tag = "notifications", params(("id" = String, Path)),
    responses((status = 204, description = "it is gone")))]
async fn remove_webhook(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    app.engine().remove_webhook(by, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What somebody wants to be told by mail and by webhook, and when not; what they have not said is as for everybody.
#[utoipa::path(get, path = "/people/{id}/notification-preferences", tag = "notifications",
    params(("id" = String, Path)),
    responses((status = 200, description = "what they want", body = schema::NoticePreferences)))]
async fn preferences(
    State(app): State<App>,
    Id(id): Id<String>,
    _query: Query<Nothing>,
) -> Result<Json<NoticePreferences>, Refusal> {
    Ok(Json(app.engine().preferences_of(&id)?))
}

/// Says what somebody wants to be told, and when not: what comes in a quiet time waits for its end.
#[utoipa::path(put, path = "/people/{id}/notification-preferences", tag = "notifications",
    params(("id" = String, Path)), request_body = schema::NoticePreferences,
    responses((status = 204, description = "it is so")))]
async fn set_preferences(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<NoticePreferences>,
) -> Result<StatusCode, Refusal> {
    app.engine().set_preferences(by, &id, Some(input)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// As for everybody again.
#[utoipa::path(delete, path = "/people/{id}/notification-preferences", tag = "notifications",
    params(("id" = String, Path)), responses((status = 204, description = "it is so")))]
async fn reset_preferences(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    app.engine().set_preferences(by, &id, None).await?;
    Ok(StatusCode::NO_CONTENT)
}
