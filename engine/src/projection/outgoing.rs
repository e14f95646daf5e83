//! What leaves the engine: the records, and the rows that each of them is.
//!
//! What is to be delivered is decided in the turn that gives the reason, with what people want and which ways are open at
//! that moment, and is in the same commit: so nothing is lost between the two, and a rebuild makes the same rows whatever
//! is set up then.
use super::notices::row;
use super::pack;
use crate::api::{Channel, Notice, NoticePreferences, OutgoingDelivery, Webhook};
use crate::keys::{Bytes, space};
use crate::store::{Change, Table};
use serde::{Deserialize, Serialize};
use weir_core::{Actor, Timestamp};

/// One thing that happened to what leaves the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Outgoing {
    /// Deliveries that are to be made.
    Queued(Vec<OutgoingDelivery>),
    /// One is other than before.
    Changed {
        /// As it was.
        before: OutgoingDelivery,
        /// As it is.
        now: Box<OutgoingDelivery>,
        /// By whom.
        actor: Actor,
        /// Why.
        reason: Option<String>,
    },
    /// One is over: delivered, dropped because it matters no more, or discarded.
    Over {
        /// As it was.
        before: OutgoingDelivery,
        /// `delivered`, `discarded`, or why it was dropped.
        outcome: String,
        /// When.
        at: Timestamp,
        /// By whom.
        actor: Actor,
        /// Why.
        reason: Option<String>,
    },
    /// A webhook is as it stands here from now on.
    WebhookSet {
        /// Which.
        webhook: Webhook,
        /// When.
        at: Timestamp,
        /// By whom.
        actor: Actor,
    },
    /// A webhook is gone.
    WebhookRemoved {
        /// Which.
        id: String,
        /// When.
        at: Timestamp,
        /// By whom.
        actor: Actor,
    },
    /// What somebody wants to be told.
    PreferencesSet {
        /// Who.
        person: String,
        /// What; none is what everybody gets who says nothing.
        preferences: Option<NoticePreferences>,
        /// When.
        at: Timestamp,
        /// By whom.
        actor: Actor,
    },
    /// Administrators are told that not all to whom a task is offered are told outside of the application.
    LeftOut(Vec<Notice>),
}

/// The changes of a record.
pub fn changes_of_outgoing(outgoing: &Outgoing, changes: &mut Vec<Change>) {
    match outgoing {
        Outgoing::Queued(deliveries) => deliveries.iter().for_each(|delivery| put(delivery, changes)),
        Outgoing::Changed { before, now, .. } => {
            changes.push(Change::delete(Table::Outgoing, index_key(before)));
            put(now, changes);
        }
        Outgoing::Over { before, .. } => {
            changes.push(Change::delete(Table::Outgoing, index_key(before)));
            changes.push(Change::delete(Table::Outgoing, delivery_key(&before.id)));
        }
        Outgoing::WebhookSet { webhook, .. } => {
            changes.push(Change::put(Table::Outgoing, webhook_key(&webhook.id), pack(webhook)));
        }
        Outgoing::WebhookRemoved { id, .. } => changes.push(Change::delete(Table::Outgoing, webhook_key(id))),
        Outgoing::PreferencesSet { person, preferences, .. } => {
            let key = preferences_key(person);
            changes.push(match preferences {
                Some(preferences) => Change::put(Table::Outgoing, key, pack(preferences)),
                None => Change::delete(Table::Outgoing, key),
            });
        }
        Outgoing::LeftOut(notices) => changes.extend(notices.iter().map(row)),
    }
}

fn put(delivery: &OutgoingDelivery, changes: &mut Vec<Change>) {
    changes.push(Change::put(Table::Outgoing, delivery_key(&delivery.id), pack(delivery)));
    changes.push(Change::put(Table::Outgoing, index_key(delivery), vec![]));
}

/// The row of a delivery.
pub fn delivery_key(id: &str) -> Vec<u8> {
    Bytes::new().byte(space::MAIN).text(id).done()
}

/// The row by which it is found: among those of its channel by time, or among those that were given up.
fn index_key(delivery: &OutgoingDelivery) -> Vec<u8> {
    if delivery.failed {
        Bytes::new().byte(space::GIVEN_UP).text(&delivery.id).done()
    } else {
        queue_rows(&delivery.channel).time(delivery.due).text(&delivery.id).done()
    }
}

/// The rows of what waits for a channel.
pub fn queue_rows(channel: &Channel) -> Bytes {
    let queues = Bytes::new().byte(space::QUEUE);
    match channel {
        Channel::Mail => queues.optional(None),
        Channel::Webhook(id) => queues.optional(Some(id)),
    }
}

/// The row of a webhook.
pub fn webhook_key(id: &str) -> Vec<u8> {
    Bytes::new().byte(space::WEBHOOK).text(id).done()
}

/// The row of what somebody wants to be told.
pub fn preferences_key(person: &str) -> Vec<u8> {
    Bytes::new().byte(space::PREFERENCES).text(person).done()
}
