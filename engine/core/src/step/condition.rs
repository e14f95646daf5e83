//! Conditional events. BPMN 10.5.1: such an event fires when its condition turns from false to true.
use super::Driver;
use crate::element::evaluate;
use crate::event::Event;
use crate::expression::Expression;
use crate::failure::Stop;
use crate::id::{ElementId, Key};
use crate::instance::Variables;
use crate::process::{Kind, Trigger};
use crate::wait::{Wait, WaitFor};
use serde_json::Value;

impl Driver<'_> {
    /// Looks at conditions on entry and when one of their variables has changed; fires the first that turned true.
    pub(super) fn next_condition(&mut self) -> bool {
        if self.instance.header.suspended.is_some() {
            return false;
        }
        let changed = std::mem::take(&mut self.changed);
        let all = std::mem::take(&mut self.look_at_all);
        let fresh = |wait: &Wait| all || wait.opened == self.now;
        let waits: Vec<(Key, Wait)> = self
            .instance
            .conditional
            .iter()
            .flat_map(|key| self.live(*key).waits.iter().map(move |w| (*key, w)))
            .filter(|(_, w)| match &w.on {
                WaitFor::Condition { event, .. } => {
                    let condition = self.condition(event, w.part);
                    let by_data = condition.reads_by_data() && !changed.is_empty();
                    fresh(w) || by_data || condition.variables().iter().any(|v| changed.contains(v))
                }
                _ => false,
            })
            .map(|(key, w)| (key, w.clone()))
            .collect();
        let mut fired = false;
        for (key, wait) in waits {
            fired |= self.look(key, &wait);
        }
        fired
    }

    /// Would a condition turn true, if it were looked at?
    pub(super) fn condition_turns_true(&self) -> bool {
        let turns = |key: Key, wait: &Wait| {
            let WaitFor::Condition { event, held: false } = &wait.on else { return false };
            matches!(evaluate(self.view(), key, self.condition(event, wait.part)), Ok(Value::Bool(true)))
        };
        self.instance.conditional.iter().any(|key| self.live(*key).waits.iter().any(|wait| turns(*key, wait)))
    }

    fn look(&mut self, key: Key, wait: &Wait) -> bool {
        if self.instance.wait(key, wait.id).is_none() {
            return false;
        }
        let WaitFor::Condition { event, held } = wait.on.clone() else { return false };
        let holds = match evaluate(self.view(), key, self.condition(&event, wait.part)) {
            Ok(value) => value == Value::Bool(true),
            // A condition over variables that are not there yet does not hold yet.
            Err(Stop::Failed(_) | Stop::Ask(_)) => false,
        };
        if holds != held {
            let on = WaitFor::Condition { event, held: holds };
            self.emit(Event::WaitMoved { key, wait: Wait { on, ..wait.clone() } });
        }
        if holds && !held {
            self.fire(key, wait, Variables::new(), Variables::new());
        }
        holds && !held
    }

    fn condition(&self, event: &ElementId, part: u32) -> &Expression {
        let kind = &self.process.element(event).kind;
        let part = match kind {
            Kind::Catch(trigger) | Kind::Boundary { trigger, .. } | Kind::Start { trigger, .. } => {
                trigger.parts().get(part as usize)
            }
            _ => None,
        };
        match part {
            Some(Trigger::Condition(condition)) => condition,
            _ => unreachable!("a condition belongs to a conditional event, not {kind:?}"),
        }
    }
}
