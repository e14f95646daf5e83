//! What leaves the engine.
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A mail or webhook that waits to be delivered, or for an operator.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutgoingDelivery {
    /// Its id: that of the mail and of the webhook too, the same at each try.
    id: String,
    /// `mail` or `webhook`.
    channel: String,
    /// Which webhook.
    webhook: Option<String>,
    /// Who is told.
    person: String,
    /// Of what kind.
    kind: String,
    /// In this instance.
    instance: Uuid,
    /// `waiting` or `failed`.
    state: String,
    /// How often it was tried in vain.
    tries: u32,
    /// When it came.
    #[schema(format = DateTime)]
    queued: String,
    /// When it is tried next.
    #[schema(format = DateTime)]
    due: String,
    /// Why it could not be delivered the last time.
    error: Option<OutgoingError>,
}

/// Why something could not be delivered.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OutgoingError {
    /// `mail-unreachable`, `mail-too-slow`, `mail-tls`, `mail-unsuited`, `mail-refused`, `mail-refused-us`, `mail-address`, `mail-password`,
    /// `mail-message`, `mail-off`, `webhook-unreachable`, `webhook-status`, `webhook-redirect`, `webhook-gone`,
    /// `webhook-url`, `webhook-secret`, `webhook-too-large`, `webhooks-off`.
    code: String,
    /// For people.
    message: String,
}

/// Where notices go as signed requests.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Webhook {
    /// Its id.
    id: String,
    /// Where they are posted to.
    url: String,
    /// The name of the secret that they are signed with; never the secret.
    secret: String,
    /// Which kinds; null is all.
    kinds: Option<Vec<String>>,
    /// Of which processes; none is all.
    processes: Vec<String>,
    /// Of which tenant; null is what belongs to no tenant.
    tenant: Option<String>,
    /// Does it heed what people want to be told, and when? Else it gets everything at once.
    heeds_preferences: bool,
    /// Is it at work?
    active: bool,
}

/// What somebody wants to be told, which way, and when not.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NoticePreferences {
    /// Kinds by mail: `assigned`, `candidate`, `reminded`, `copied`, `mentioned`, `returned`, `overdue`, `decided`, `ended`.
    mail: Vec<String>,
    /// Kinds by webhooks that heed it.
    webhook: Vec<String>,
    /// When they are not to be disturbed: what comes then waits.
    #[serde(default)]
    quiet: Vec<QuietTime>,
}

/// From a time of day until another one, on some days of the week.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuietTime {
    /// The days on which it begins, `monday` to `sunday`; none is every day.
    #[serde(default)]
    days: Vec<String>,
    /// Its beginning, like `22:00:00`.
    from: String,
    /// Its end: on the next day where it is not later than the beginning.
    until: String,
    /// The IANA time zone of both.
    time_zone: String,
}
