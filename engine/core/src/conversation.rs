//! Conversations: which instances of the pools of one file talk with each other.
//!
//! BPMN 8.3.2 and 8.4: messages that belong together are correlated by a key that the model names. Where it names none,
//! the instances themselves are the key: whoever speaks first gives the conversation its name, its own id, and each
//! message over a message flow carries it. So an answer reaches the instance that asked, however many others wait for
//! the same message. Messages from outside carry no conversation and fit all.
use crate::element::View;
use crate::id::{ElementId, Key};
use crate::instance::Header;
use crate::process::{Kind, MessageSource, Process, Trigger};
use crate::wait::Fires;
use serde::{Deserialize, Serialize};

/// With whom a message is exchanged, where conversations correlate it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Talk {
    /// With a pool whose instances begin, directly or over others, because of the same instance as ours: all have one
    /// conversation.
    Shared,
    /// With this process, whose instances begin by themselves: the conversation is known once somebody has spoken.
    With(ElementId),
}

/// A conversation with instances of another process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Its name.
    pub id: String,
    /// The element that heard of it first. Where that waits again, it waits for the next one.
    pub heard_at: Option<ElementId>,
}

impl Header {
    /// The conversation that it was started in, else its own.
    pub fn own_conversation(&self) -> String {
        self.conversation.clone().unwrap_or_else(|| self.id.to_string())
    }

    /// The conversation that an event waits for; none takes a message of any.
    pub fn awaits(&self, event: &ElementId, talk: &Talk) -> Option<String> {
        match talk {
            Talk::Shared => Some(self.own_conversation()),
            Talk::With(process) => {
                let known = self.conversations.get(process)?;
                (known.heard_at.as_ref() != Some(event)).then(|| known.id.clone())
            }
        }
    }

    /// The conversation that a message is thrown in.
    pub fn speaks_in(&self, talk: &Talk) -> String {
        match talk {
            Talk::Shared => self.own_conversation(),
            Talk::With(process) => {
                self.conversations.get(process).map_or_else(|| self.own_conversation(), |known| known.id.clone())
            }
        }
    }
}

/// The event that a wait is for, and with whom its message is exchanged.
pub(crate) fn behind<'a>(view: View<'a>, key: Key, fires: &Fires, part: u32) -> Option<(ElementId, &'a MessageSource)> {
    let process: &'a Process = view.process;
    let event = match fires {
        Fires::Owner => view.instance.elements.get(&key)?.element.clone(),
        Fires::Boundary { event, .. } => event.clone(),
        Fires::EventSubProcess { sub_process, .. } => {
            process.graph[process.start_of(process.node(sub_process))?].id.clone()
        }
        Fires::Branch { flow } => process.graph[process.target(flow)].id.clone(),
        _ => return None,
    };
    let (Kind::Catch(trigger) | Kind::Boundary { trigger, .. } | Kind::Start { trigger, .. }) =
        &process.element(&event).kind
    else {
        return None;
    };
    match trigger.parts().get(part as usize) {
        Some(Trigger::Message(source)) => Some((event, source)),
        _ => None,
    }
}
