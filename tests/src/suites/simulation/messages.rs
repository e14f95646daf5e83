//! The simulator sends messages along message flows only: each receiver gets a message of its own name.
use super::rewrite::{Plan, plain};
use crate::suites::dom::Element;
use std::collections::BTreeMap;

/// Who receives and who sends which message.
#[derive(Debug, Default)]
pub struct Messages {
    /// Receivers at the end of a message flow, and their message.
    pub received: BTreeMap<String, String>,
    /// Senders, and the message they send.
    pub sent: BTreeMap<String, String>,
}

/// A message that nobody waits for.
pub const NOBODY: &str = "to nobody";

impl Messages {
    /// Reads the message flows of a model.
    pub fn of(document: &Element, plan: &mut Plan) -> Result<Messages, String> {
        let mut messages = Messages::default();
        for flow in document.all().into_iter().filter(|e| e.local() == "messageFlow") {
            let (from, to) = (flow.get("sourceRef").unwrap_or_default(), flow.get("targetRef").unwrap_or_default());
            let node = |id: &str| document.find(id).filter(|e| e.local() != "participant").is_some();
            plan.message_flows.insert(flow.id().to_owned(), node(to).then(|| name(to)));
            if !node(to) {
                continue;
            }
            messages.received.insert(to.to_owned(), name(to));
            if node(from)
                && let Some(other) = messages.sent.insert(from.to_owned(), name(to))
            {
                return Err(format!("`{from}` sends {other} and {}", name(to)));
            }
        }
        let both = messages.sent.keys().find(|id| messages.received.contains_key(*id));
        both.map_or(Ok(()), |id| Err(format!("`{id}` sends and receives"))).map(|()| messages)
    }

    /// The message that an element waits for, made up when no message flow leads to it.
    pub fn received(&self, id: &str) -> String {
        self.received.get(id).cloned().unwrap_or_else(|| name(id))
    }

    /// The message that an element sends.
    pub fn sent(&self, id: &str) -> String {
        self.sent.get(id).cloned().unwrap_or_else(|| NOBODY.to_owned())
    }
}

/// The name of the message that an element waits for.
pub fn name(receiver: &str) -> String {
    format!("to {receiver}")
}

/// The id of a made-up root element.
pub fn id(name: &str) -> String {
    format!("made_up_{}", plain(name))
}
