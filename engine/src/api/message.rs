//! Messages and signals.
use super::WaitAddress;
use serde::{Deserialize, Serialize};
use weir_core::instance::Variables;
use weir_core::{ElementId, InstanceId, Timestamp};

/// A message to whoever waits for it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PublishMessage {
    /// Its name.
    pub name: String,
    /// The key by which one of many waiting instances is found.
    pub correlation_key: Option<String>,
    /// What it carries.
    pub variables: Variables,
    /// How long to keep it when nobody waits; [`crate::MESSAGE_TTL_MS`] when not given, 0 not at all.
    pub ttl_ms: Option<i64>,
    /// Published again under the same id, it gives the same answer and changes nothing.
    pub message_id: Option<String>,
    /// Only to this instance. Never kept.
    pub instance: Option<InstanceId>,
    /// Only to this subscription. Never kept.
    pub subscription: Option<WaitAddress>,
    /// Only to instances whose variables have these values. Never kept.
    pub match_variables: Variables,
    /// To all that fit, not to exactly one. Never kept.
    pub all: bool,
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Publication {
    /// The id of the message.
    pub message_id: String,
    /// Who got it; nobody when it was buffered.
    pub delivered: Vec<Delivery>,
    /// Until when it is buffered; none when it was delivered.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub buffered_until: Option<Timestamp>,
}

/// Somebody who got a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// The instance.
    pub instance: InstanceId,
    /// The subscription; none when the message started the instance.
    pub subscription: Option<WaitAddress>,
}

/// Somebody who could get a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// A subscription of a running instance.
    pub subscription: Option<WaitAddress>,
    /// Or a definition that the message starts.
    pub definition: Option<String>,
    /// The element that waits.
    pub element: ElementId,
}

/// A message that nobody has taken yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BufferedMessage {
    /// Its id.
    pub message_id: String,
    /// Its name.
    pub name: String,
    /// Its correlation key.
    pub correlation_key: Option<String>,
    /// What it carries.
    pub variables: Variables,
    /// When it was published.
    #[serde(with = "weir_core::time::rfc3339")]
    pub published: Timestamp,
    /// When it will be forgotten.
    #[serde(with = "weir_core::time::rfc3339")]
    pub until: Timestamp,
    /// The tenant that it stays in; none is the installation itself.
    pub tenant: Option<String>,
}

/// A signal to all who wait for it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SignalBroadcast {
    /// Its name.
    pub name: String,
    /// What it carries.
    pub variables: Variables,
}

/// Who a signal goes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignalReport {
    /// How many subscriptions.
    pub subscriptions: usize,
    /// How many definitions it starts.
    pub definitions: usize,
}

/// Variables to ask the conditional start events with.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StartConditions {
    /// Only of this process; of all without it.
    pub process: Option<String>,
    /// What people will know the instances by.
    pub business_key: Option<String>,
    /// What the conditions see, and the instances begin with.
    pub variables: Variables,
}

/// An instance that a condition has started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StartedByCondition {
    /// Of this definition.
    pub definition: String,
    /// At this start event.
    pub event: ElementId,
    /// It.
    pub instance: InstanceId,
}
