//! Who is still to get what is for many: a turn serves a page of them, and sends the rest to its own inbox.
use super::pointed::Target;
use super::record::Message;
use crate::keys::{Bytes, Reader};
use serde::{Deserialize, Serialize};
use weir_core::instance::Variables;
use weir_core::{ElementId, InstanceId};

/// Who is still to get a signal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignalRest {
    /// The signal.
    pub name: String,
    /// What it carries.
    pub variables: Variables,
    /// Subscriptions, packed, the next one last: there may be very many.
    to: serde_bytes::ByteBuf,
    /// Definitions and their start events, after those.
    pub starts: Vec<(String, ElementId)>,
    /// How many were served before.
    pub served: u32,
    /// How many instances have started each other up to this signal, without a pause.
    #[serde(default)]
    pub hops: u32,
    /// How many messages and signals have answered each other up to this one.
    #[serde(default)]
    pub answers: u32,
}

/// A packed subscription, in bytes.
const TARGET_BYTES: usize = 16 + 8 + 4;

impl SignalRest {
    /// Nobody was served yet.
    pub fn new(name: &str, variables: &Variables, to: &[Target], starts: Vec<(String, ElementId)>) -> Self {
        let mut packed = Vec::with_capacity(to.len() * TARGET_BYTES);
        for Target { instance, key, wait } in to.iter().rev() {
            packed.extend(Bytes::new().place(*instance, *key, *wait).done());
        }
        SignalRest {
            name: name.to_owned(),
            variables: variables.clone(),
            to: packed.into(),
            starts,
            served: 0,
            hops: 0,
            answers: 0,
        }
    }

    /// Takes the next subscription.
    pub fn next_target(&mut self) -> Option<Target> {
        let from = self.to.len().checked_sub(TARGET_BYTES)?;
        let (instance, key, wait) = Reader(&self.to[from..]).place()?;
        self.to.truncate(from);
        Some(Target { instance, key, wait })
    }

    /// Is nobody left?
    pub fn is_empty(&self) -> bool {
        self.to.is_empty() && self.starts.is_empty()
    }
}

/// Who is still to get what came for many, where all of them are named when it comes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ManyRest {
    /// What came.
    pub came: ForMany,
    /// For whom, the next one last.
    pub to: Vec<OneOfMany>,
    /// How many were served before.
    pub served: u32,
}

/// What came for many.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ForMany {
    /// A message that is for all.
    Message(Message),
    /// Data with which start conditions hold.
    Condition {
        /// They.
        variables: Variables,
        /// What people know the instances by.
        business_key: Option<String>,
    },
}

/// Somebody who gets it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum OneOfMany {
    /// A subscription.
    Waiting(Target),
    /// An instance that it starts.
    Start {
        /// Its id.
        instance: InstanceId,
        /// Of this definition.
        definition: String,
        /// At this event.
        at: ElementId,
    },
}
