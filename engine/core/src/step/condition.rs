//! Conditional events. BPMN 10.5.1: such an event fires when its condition turns from false to true.
use super::Driver;
use crate::command::Rejection;
use crate::element::{self, evaluate, truth};
use crate::event::Event;
use crate::expression::{Expression, shown};
use crate::failure::{Failure, Stop};
use crate::id::{ElementId, Key, WaitId};
use crate::instance::{Answer, ElementInstance, Incident, Variables};
use crate::process::{Kind, Trigger};
use crate::wait::{Fires, Wait, WaitFor};
use serde_json::Value;

/// The code of the incident of an element that waits for a condition which cannot be evaluated.
const CONDITION_FAILED: &str = "condition-failed";

/// Does its incident say no more than that a condition could not be evaluated? Then the element itself goes on waiting.
pub(super) fn cannot_look(e: &ElementInstance) -> bool {
    e.incident.as_ref().is_some_and(|incident| incident.code == CONDITION_FAILED)
}

/// Does an incident keep it from going on?
pub(super) fn is_stopped(e: &ElementInstance) -> bool {
    e.incident.is_some() && !cannot_look(e)
}

impl Driver<'_> {
    /// Looks at conditions on entry and when one of their variables has changed; fires the first that turned true.
    pub(super) fn next_condition(&mut self) -> bool {
        if self.instance.header.suspended.is_some() {
            return false;
        }
        let changed = std::mem::take(&mut self.changed);
        let all = std::mem::take(&mut self.look_at_all);
        let opened = std::mem::take(&mut self.fresh);
        let fresh = |wait: &Wait| all || opened.contains(&wait.id);
        let waits: Vec<(Key, Wait)> = self
            .instance
            .conditional
            .iter()
            .flat_map(|key| self.live(*key).waits.iter().map(move |w| (*key, w)))
            .filter(|(_, w)| match &w.on {
                WaitFor::Condition { event, .. } => {
                    let condition = self.condition(event, w.part);
                    fresh(w) || self.process.watch(event, w.part).concerns(condition, &changed)
                }
                _ => false,
            })
            .map(|(key, w)| (key, w.clone()))
            .collect();
        let mut fired = false;
        for (key, wait) in waits {
            if self.parameters.is_exhausted() {
                self.look_at_all = true;
                return true;
            }
            fired |= self.look(key, &wait);
        }
        // A failure that is mended may have stood before another.
        fired || self.look_at_all
    }

    /// Would a condition turn true, if it were looked at?
    pub(super) fn condition_turns_true(&self) -> bool {
        let turns = |key: Key, wait: &Wait| {
            let WaitFor::Condition { event, held: false, .. } = &wait.on else { return false };
            let found = evaluate(self.view(), key, self.condition(event, wait.part));
            matches!(found, Ok(Value::Bool(true)) | Err(Stop::Ask(_)))
        };
        self.instance.conditional.iter().any(|key| self.live(*key).waits.iter().any(|wait| turns(*key, wait)))
    }

    /// Another version of a rule parameter that a condition reads has come into force: it is looked at again, once.
    pub(super) fn look_again(&mut self, key: Key, wait: WaitId) -> Result<(), Rejection> {
        let found = self.wait_that(key, wait, |on| matches!(on, WaitFor::Condition { .. }))?;
        if self.with_versions_in_force(&found).is_none() {
            return Err(Rejection::NoSuchWait { key, wait });
        }
        self.fresh.insert(wait);
        Ok(())
    }

    /// A wait for a condition with the versions that it is looked at with now, where it was looked at with others.
    fn with_versions_in_force(&self, wait: &Wait) -> Option<Wait> {
        let WaitFor::Condition { event, held, parameters } = &wait.on else { return None };
        let now = self.parameters.versions(self.condition(event, wait.part));
        let moved = |parameters| Wait {
            on: WaitFor::Condition { event: event.clone(), held: *held, parameters },
            ..wait.clone()
        };
        (now != *parameters).then(|| moved(now))
    }

    fn look(&mut self, key: Key, wait: &Wait) -> bool {
        if self.instance.wait(key, wait.id).is_none() {
            return false;
        }
        let moved = self.with_versions_in_force(wait);
        if let Some(wait) = moved.clone() {
            self.emit(Event::WaitMoved { key, wait: Box::new(wait) });
        }
        let wait = moved.as_ref().unwrap_or(wait);
        let WaitFor::Condition { event, .. } = &wait.on else { return false };
        let condition = self.condition(event, wait.part);
        match evaluate(self.view(), key, condition) {
            Err(Stop::Ask(text)) => {
                self.ask_condition(key, wait.id, text);
                false
            }
            found => self.judge(key, wait, found),
        }
    }

    /// What only a killable process may evaluate is answered later. Whatever has changed by then asks anew, so that an
    /// answer is never older than the data.
    fn ask_condition(&mut self, key: Key, wait: WaitId, expression: String) {
        self.close(key, |other| other.fires == Fires::Look { wait });
        self.open(key, WaitFor::Evaluation { expression }, Fires::Look { wait }, 0);
    }

    /// A killable process has answered.
    pub(super) fn condition_answered(&mut self, key: Key, evaluation: &Wait, wait: WaitId, answer: Answer) {
        self.emit(Event::WaitFired { key, wait: evaluation.id });
        let Some(wait) = self.instance.wait(key, wait).cloned() else { return };
        let WaitFor::Evaluation { expression } = &evaluation.on else { return };
        let found = match answer {
            Answer::Value(value) => Ok(value),
            Answer::Failed { code, message, sentence } => {
                let seen = element::Seen(self.view(), key);
                Err(Stop::Failed(element::unanswered(
                    expression,
                    &seen,
                    &element::words(expression),
                    (code, &message, sentence),
                )))
            }
        };
        self.judge(key, &wait, found);
    }

    /// Looks for answers that nobody waits for any more, because their condition is not waited for.
    pub(super) fn close_looks(&mut self, key: Key) {
        let Some(e) = self.instance.elements.get(&key) else { return };
        let there = |id: WaitId| e.waits.iter().any(|wait| wait.id == id);
        let gone = |wait: &&Wait| matches!(wait.fires, Fires::Look { wait } if !there(wait));
        let ids: Vec<WaitId> = e.waits.iter().filter(gone).map(|wait| wait.id).collect();
        for wait in ids {
            self.emit(Event::WaitCancelled { key, wait, child: None });
        }
    }

    fn judge(&mut self, key: Key, wait: &Wait, found: Result<Value, Stop>) -> bool {
        let WaitFor::Condition { event, held, parameters } = wait.on.clone() else { return false };
        let condition = self.condition(&event, wait.part);
        let place = format!("condition `{}` of `{event}`: ", shown(condition.text()));
        let holds = match truth(condition, found) {
            Ok(holds) => holds,
            // What cannot be evaluated is neither true nor false, so what it was before stays.
            Err(failure) => {
                self.condition_failed(key, &place, &failure);
                return false;
            }
        };
        let of_this = |incident: &Incident| incident.code == CONDITION_FAILED && incident.message.starts_with(&place);
        if self.live(key).incident.as_deref().is_some_and(of_this) {
            self.emit(Event::IncidentResolved { key });
            self.look_at_all = true;
        }
        if holds != held {
            let on = WaitFor::Condition { event, held: holds, parameters };
            self.emit(Event::WaitMoved { key, wait: Box::new(Wait { on, ..wait.clone() }) });
        }
        if holds && !held {
            self.fire(key, wait, Variables::new(), Variables::new());
        }
        holds && !held
    }

    /// One incident at a time: what else is wrong is told when that is mended.
    fn condition_failed(&mut self, key: Key, place: &str, failure: &Failure) {
        if self.live(key).incident.is_none() {
            let (code, message) = (CONDITION_FAILED.to_owned(), format!("{place}{failure}"));
            self.stop(key, Stop::Failed(Failure::Refused { code, message, sentence: failure.sentence() }));
        }
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
