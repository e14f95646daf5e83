//! Conversations as they begin and are heard of, see [`crate::conversation`].
use super::Driver;
use crate::conversation::{Conversation, Talk, behind};
use crate::event::Event;
use crate::id::{ElementId, Key};
use crate::process::{Kind, Trigger};
use crate::wait::{Wait, WaitFor};

impl Driver<'_> {
    /// Somebody is spoken to: from then on the answer is awaited in this conversation.
    pub(super) fn speak(&mut self, talk: &Talk) -> String {
        let id = self.instance.header.speaks_in(talk);
        if let Talk::With(process) = talk {
            self.converse(process, Conversation { id: id.clone(), heard_at: None });
        }
        id
    }

    /// A message was heard in a conversation.
    pub(super) fn hear(&mut self, key: Key, wait: &Wait, conversation: Option<String>) {
        let Some(id) = conversation else { return };
        let Some((event, source)) = behind(self.view(), key, &wait.fires, wait.part) else { return };
        let Some(Talk::With(process)) = source.talk.clone() else { return };
        self.converse(&process, Conversation { id, heard_at: Some(event) });
    }

    /// The instance began with a message in a conversation.
    pub(super) fn begun_in(&mut self, event: &ElementId, conversation: Option<String>) {
        let Some(id) = conversation else { return };
        let Some(node) = self.process.find(event) else { return };
        let begun = self.process.message_starts.iter().filter(|(start, _)| *start == node).map(|(_, trigger)| trigger);
        let own = match &self.process.graph[node].kind {
            Kind::Start { trigger, .. } | Kind::Catch(trigger) => Some(trigger),
            _ => None,
        };
        let others: Vec<ElementId> = own
            .into_iter()
            .chain(begun)
            .flat_map(Trigger::parts)
            .filter_map(|part| match part {
                Trigger::Message(source) => match source.talk.as_ref()? {
                    Talk::With(process) => Some(process.clone()),
                    Talk::Shared => None,
                },
                _ => None,
            })
            .collect();
        for process in others {
            self.converse(&process, Conversation { id: id.clone(), heard_at: None });
        }
    }

    /// What has waited for a message of any conversation waits in this one from now on.
    fn converse(&mut self, process: &ElementId, conversation: Conversation) {
        let known = self.instance.header.conversations.get(process);
        if known.is_some_and(|known| known.id == conversation.id) {
            return;
        }
        let (with, id) = (process.clone(), conversation.id.clone());
        self.emit(Event::ConversationJoined { with, conversation });
        let open: Vec<(Key, Wait)> = self
            .instance
            .waits()
            .filter(|(_, wait)| matches!(wait.on, WaitFor::Message { conversation: None, .. }))
            .filter(|(key, wait)| {
                let Some((event, source)) = behind(self.view(), *key, &wait.fires, wait.part) else { return false };
                let heard_here = self.instance.header.conversations[process].heard_at.as_ref() == Some(&event);
                source.talk.as_ref() == Some(&Talk::With(process.clone())) && !heard_here
            })
            .map(|(key, wait)| (key, wait.clone()))
            .collect();
        for (key, mut wait) in open {
            if let WaitFor::Message { conversation, .. } = &mut wait.on {
                *conversation = Some(id.clone());
            }
            self.emit(Event::WaitMoved { key, wait: Box::new(wait) });
        }
    }
}
