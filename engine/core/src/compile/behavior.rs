//! The events that a multi-instance activity throws when its instances complete.
use super::Compiler;
use crate::model::{self, EventKind, Node};
use crate::process::{Behavior, Throw, Value};

impl Compiler<'_> {
    /// BPMN table 10.30: where no event is named, a signal is thrown. It is known by the id of the activity.
    pub(super) fn behavior(&mut self, node: &Node, behavior: &model::Behavior) -> Option<Behavior> {
        let mut event = |event: &Option<model::EventDefinition>| match event {
            Some(event) => self.implicit(node, event),
            None => Some(Throw::Signal { name: Value::Fixed(node.id.to_string()), all: false }),
        };
        Some(match behavior {
            model::Behavior::All => Behavior::All,
            model::Behavior::None(thrown) => Behavior::Each(event(thrown)?),
            model::Behavior::One(thrown) => Behavior::First(event(thrown)?),
            model::Behavior::Complex(cases) => {
                let mut found = vec![];
                for (condition, thrown) in cases {
                    let Some(condition) = condition else {
                        let message = "a complex behaviour needs a condition in each definition";
                        return self.missing("loop-behavior-incomplete", node, node.place, message);
                    };
                    let thrown = match thrown {
                        Some(event) => self.implicit(node, event)?,
                        None => Throw::None,
                    };
                    found.push((self.expression(condition, &node.id)?, thrown));
                }
                Behavior::Complex(found)
            }
        })
    }

    /// BPMN 10.5.1, implicit throw event: what is thrown about instances is for somebody who catches it.
    fn implicit(&mut self, node: &Node, event: &model::EventDefinition) -> Option<Throw> {
        match event.kind {
            EventKind::Message(_)
            | EventKind::Signal(_)
            | EventKind::Error(_)
            | EventKind::Escalation(_)
            | EventKind::Compensate { .. } => self.one_throw(node, event),
            _ => {
                let message = "a multi-instance activity throws a message, signal, error, escalation or compensation";
                self.missing("loop-behavior-event", node, event.place, message)
            }
        }
    }
}
