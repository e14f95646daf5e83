//! What leaves the engine for people and other programs: deliveries, who wants which, and where webhooks go.
use super::{Notice, NoticeKind};
use serde::{Deserialize, Serialize};
use weir_core::Timestamp;
use weir_core::quiet::QuietTime;

/// A way out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Channel {
    /// E-mail to the person.
    Mail,
    /// A webhook, by its id.
    Webhook(String),
}

/// Something that is to leave: it stays until it is delivered, dropped or discarded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutgoingDelivery {
    /// Its id: the same however often it is tried, so that a receiver knows what it has seen.
    pub id: String,
    /// What it tells.
    pub notice: Notice,
    /// Which way.
    pub channel: Channel,
    /// How often it was tried in vain.
    pub tries: u32,
    /// When it came.
    #[serde(with = "weir_core::time::rfc3339")]
    pub queued: Timestamp,
    /// When it is tried next.
    #[serde(with = "weir_core::time::rfc3339")]
    pub due: Timestamp,
    /// It was tried often enough, and waits for an operator.
    pub failed: bool,
    /// Why it could not be delivered the last time.
    pub error: Option<DeliveryError>,
}

/// Why something could not be delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryError {
    /// Stable code.
    pub code: String,
    /// For people.
    pub message: String,
}

/// What became of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// It was delivered.
    Delivered,
    /// It is not wanted any more, for this reason.
    Dropped(&'static str),
    /// It is to be tried again then. It counts as a try when there was an error.
    Later(Timestamp, Option<DeliveryError>),
    /// An operator has to look at it.
    Failed(DeliveryError),
}

/// Where notices are sent as signed requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Webhook {
    /// Its id.
    pub id: String,
    /// Where they are posted to.
    pub url: String,
    /// The name of the secret that they are signed with; never the secret.
    pub secret: String,
    /// Which kinds; none is all.
    pub kinds: Vec<NoticeKind>,
    /// Of which processes; none is all.
    pub processes: Vec<String>,
    /// Of which tenant; none is the installation itself, and what belongs to no tenant.
    pub tenant: Option<String>,
    /// Does it heed what people want to be told, and when? Else it gets everything at once.
    pub heeds_preferences: bool,
    /// Is it at work?
    pub active: bool,
}

/// What somebody wants to be told, which way, and when not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NoticePreferences {
    /// By e-mail.
    pub mail: Vec<NoticeKind>,
    /// By webhooks that heed it.
    pub webhook: Vec<NoticeKind>,
    /// When they are not to be disturbed: what comes then waits.
    #[serde(default)]
    pub quiet: Vec<QuietTime>,
}

impl Default for NoticePreferences {
    /// Everything that is theirs to do or to know; tasks that others may take as well are in the lists.
    fn default() -> Self {
        let kinds: Vec<NoticeKind> = NoticeKind::ALL
            .into_iter()
            .filter(|kind| !matches!(kind, NoticeKind::Candidate | NoticeKind::FollowUp))
            .collect();
        NoticePreferences { mail: kinds.clone(), webhook: kinds, quiet: vec![] }
    }
}

/// Which deliveries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeliveryState {
    /// Those that wait.
    #[default]
    Waiting,
    /// Those that wait for an operator.
    Failed,
}

/// The words around a notice, as they are when it is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticeWords {
    /// The name of the process, else its id.
    pub process: String,
    /// The name of the element, else its id.
    pub element: Option<String>,
    /// The name of who did it, else their id.
    pub by: String,
    /// The name of who is told, else their id.
    pub person: String,
    /// Where they get mail.
    pub email: Option<String>,
    /// The language in which they are written to.
    pub locale: Option<String>,
    /// Does it still matter? Not when the task is done or somebody else's.
    pub is_open: bool,
    /// May they still be told? Not when they work here no more.
    pub is_here: bool,
}
