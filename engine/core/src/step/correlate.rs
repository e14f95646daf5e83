//! Correlation keys as they are filled and followed, see [`crate::correlation`].
use super::Driver;
use crate::command::Came;
use crate::conversation::behind;
use crate::correlation::{self, Filled, awaited, brought, scope_of};
use crate::event::Event;
use crate::id::{ElementId, Key};
use crate::instance::Variables;
use crate::process::{Kind, Trigger, Value};
use crate::wait::{Wait, WaitFor};

impl Driver<'_> {
    /// A message is thrown: what it carries fills its keys.
    pub(super) fn key_spoken(&mut self, key: Key, carried: Vec<(ElementId, String)>) {
        for (number, (of, value)) in carried.into_iter().enumerate() {
            self.fill(key, of, value, None, number == 0);
        }
    }

    /// A message has come: what it carries fills its keys.
    pub(super) fn key_heard(&mut self, key: Key, wait: &Wait, payload: &Variables) {
        let Some((event, source)) = behind(self.view(), key, &wait.fires, wait.part) else { return };
        let Some(of) = correlation::of(source).filter(|of| of.context.is_none()) else { return };
        for (number, (of, value)) in brought(self.view(), key, payload, of).into_iter().enumerate() {
            self.fill(key, of, value, Some(event.clone()), number == 0);
        }
    }

    /// The instance began with a message: what it carried fills its keys.
    pub(super) fn key_begun(&mut self, event: &ElementId, came: Option<&Came>, payload: &Variables) {
        let Some(Came::Message(name)) = came else { return };
        let process = self.process;
        let Some(node) = process.find(event) else { return };
        let begun = process.message_starts.iter().filter(|(start, _)| *start == node).map(|(_, trigger)| trigger);
        let own = match &process.graph[node].kind {
            Kind::Start { trigger, .. } | Kind::Catch(trigger) => Some(trigger),
            _ => None,
        };
        let mut parts = own.into_iter().chain(begun).flat_map(Trigger::parts).filter_map(|part| match part {
            Trigger::Message(source) => Some(source),
            _ => None,
        });
        let source = parts.find(|source| matches!(&source.name, Value::Fixed(own) if own == name));
        let Some(of) = source.and_then(correlation::of).filter(|of| of.context.is_none()) else { return };
        for (of, value) in brought(self.view(), 0, payload, of) {
            self.fill(0, of, value, Some(event.clone()), true);
        }
    }

    /// BPMN 8.4.2: a key that is not filled yet is filled by the first message that carries it; what waits for a message of
    /// any conversation waits for those of this one from now on. A message that goes by the key and carries another value
    /// begins another conversation, if it got as far.
    fn fill(&mut self, from: Key, key: ElementId, value: String, heard_at: Option<ElementId>, first: bool) {
        let known = self.instance.filled(from, &key);
        if known.is_some_and(|known| known.value == value || !first) {
            return;
        }
        let scope = scope_of(self.process, &self.instance, from);
        self.emit(Event::CorrelationKeyFilled(Box::new(Filled { scope, key, value, heard_at })));
        self.move_waits(|wait| matches!(wait.on, WaitFor::Message { key: None, .. }), false);
    }

    /// BPMN 8.4.2, context-based correlation: when data change, the messages that are awaited are those of the new data.
    pub(super) fn follow_contexts(&mut self) {
        let subscribes = || self.process.correlations.values().flatten().any(|of| of.context.is_some());
        if !self.changed.is_empty() && subscribes() {
            self.move_waits(|wait| matches!(wait.on, WaitFor::Message { .. }), true);
        }
    }

    fn move_waits(&mut self, some: impl Fn(&Wait) -> bool, by_context: bool) {
        let mut moved: Vec<(Key, Wait)> = vec![];
        for (at, wait) in self.instance.waits().filter(|(_, wait)| some(wait)) {
            let Some((event, source)) = behind(self.view(), at, &wait.fires, wait.part) else { continue };
            let Some(of) = correlation::of(source).filter(|of| of.context.is_some() == by_context) else { continue };
            let WaitFor::Message { name, key, conversation } = &wait.on else { continue };
            // Data that cannot be evaluated any more keep what was awaited.
            let Ok(now) = awaited(self.view(), at, &event, of) else { continue };
            if now != *key {
                let on = WaitFor::Message { name: name.clone(), key: now, conversation: conversation.clone() };
                moved.push((at, Wait { on, ..wait.clone() }));
            }
        }
        for (key, wait) in moved {
            self.emit(Event::WaitMoved { key, wait: Box::new(wait) });
        }
    }
}
