//! Throwing: errors and escalations look outwards for a catcher, signals reach all, messages leave the instance.
use super::{Driver, Move};
use crate::element::Thrown;
use crate::event::Event;
use crate::failure::{Failure, Stop};
use crate::id::Key;
use crate::instance::Variables;
use crate::wait::{Fires, Wait, WaitFor};
use serde_json::json;

impl Driver<'_> {
    /// An error ends what it leaves, also tokens that were on their way before it was thrown: those go first.
    pub(super) fn throw(&mut self, key: Key, thrown: Thrown) {
        if let Thrown::Error { code, message } = thrown {
            return self.moves.push_back(Move::Throw { key, code, message });
        }
        self.throw_one(key, thrown, &Variables::new());
        if self.instance.elements.contains_key(&key) {
            self.moves.push_back(Move::Complete(key));
        }
    }

    /// Throws without going on from there; `locals` are told to those inside the instance. False when the thrower is
    /// gone: somebody has caught it and ended it.
    pub(super) fn throw_one(&mut self, key: Key, thrown: Thrown, locals: &Variables) -> bool {
        match thrown {
            Thrown::Error { code, message } => {
                let variables = self.live(key).variables.clone();
                self.throw_error(key, &code, &message, variables);
            }
            Thrown::Escalation { code } => {
                let variables = self.live(key).variables.clone();
                self.throw_escalation(key, &code, variables);
            }
            Thrown::Signal { name, all } => {
                let variables = if all { self.instance.visible(key) } else { self.live(key).variables.clone() };
                self.emit(Event::SignalThrown { key, name: name.clone(), variables: variables.clone() });
                self.deliver_signal(&name, &variables, locals);
            }
            Thrown::Message { name, correlation_key, talk, carried } => {
                let variables = self.live(key).variables.clone();
                let conversation = talk.map(|talk| self.speak(&talk));
                self.key_spoken(key, carried);
                self.emit(Event::MessageThrown { key, name, correlation_key, variables, conversation });
            }
        }
        self.instance.elements.contains_key(&key)
    }

    /// BPMN 10.5.1, error: the nearest catcher outwards gets it, and what lies between ends. One that nobody catches
    /// ends a called instance and goes on in its caller, with all it carries; elsewhere it is an incident, and the token
    /// keeps its place. What it carries are the data of the event that throws (BPMN 10.5.1, data input of a throw event).
    pub(super) fn throw_error(&mut self, key: Key, code: &str, message: &str, variables: Variables) {
        let caught = self.catcher(key, |on| catches_error(on, code));
        let caught_by = caught.as_ref().map(|(k, _)| *k);
        let carried = self.carried_out(caught_by, &variables);
        self.emit(Event::ErrorThrown {
            key,
            code: code.into(),
            message: message.into(),
            caught_by,
            variables: carried,
        });
        match caught {
            Some((catcher, wait)) => {
                let locals =
                    Variables::from([("errorCode".into(), json!(code)), ("errorMessage".into(), json!(message))]);
                self.fire(catcher, &wait, variables, locals);
            }
            None if self.instance.header.parent.is_some() => self.terminate(0, None),
            None => self.stop(key, Stop::Failed(Failure::Uncaught { error: code.into(), message: message.into() })),
        }
    }

    /// Would somebody here catch an error of this code?
    pub(super) fn catches(&self, key: Key, code: &str) -> bool {
        self.catcher(key, |on| catches_error(on, code)).is_some()
    }

    /// BPMN 10.5.1, escalation: the nearest catcher gets it; without one nothing happens.
    pub(super) fn throw_escalation(&mut self, key: Key, code: &str, variables: Variables) {
        let caught = self.catcher(key, |on| match on {
            WaitFor::Escalation { code: None } => Some(false),
            WaitFor::Escalation { code: Some(c) } => (c == code).then_some(true),
            _ => None,
        });
        let caught_by = caught.as_ref().map(|(k, _)| *k);
        let carried = self.carried_out(caught_by, &variables);
        self.emit(Event::EscalationThrown { key, code: code.into(), caught_by, variables: carried });
        if let Some((catcher, wait)) = caught {
            let locals = Variables::from([("escalationCode".into(), json!(code))]);
            self.fire(catcher, &wait, variables, locals);
        }
    }

    /// What is caught inside is set there; what leaves a called instance is told to its caller.
    fn carried_out(&self, caught_by: Option<Key>, variables: &Variables) -> Variables {
        let leaves = caught_by.is_none() && self.instance.header.parent.is_some();
        if leaves { variables.clone() } else { Variables::new() }
    }

    /// The nearest wait outwards that catches. In one place an exact code goes before any code, and an event sub-process
    /// inside a scope before a boundary event at its rim. What is thrown inside an event sub-process is not for the
    /// event sub-processes beside it: it leaves their scope.
    fn catcher(&self, from: Key, catches: impl Fn(&WaitFor) -> Option<bool>) -> Option<(Key, Wait)> {
        let mut from_event_sub_process = false;
        for e in self.instance.upwards(from) {
            let mut best: Option<(bool, bool, &Wait)> = None;
            for wait in &e.waits {
                let inside = matches!(wait.fires, Fires::EventSubProcess { .. });
                if inside && from_event_sub_process {
                    continue;
                }
                if let Some(exact) = catches(&wait.on)
                    && best.is_none_or(|(i, x, _)| (inside, exact) > (i, x))
                {
                    best = Some((inside, exact, wait));
                }
            }
            if let Some((_, _, wait)) = best {
                return Some((e.key, wait.clone()));
            }
            from_event_sub_process = self.kind(e.key) == &crate::process::Kind::EventSubProcess;
        }
        None
    }

    /// All that wait in this instance at this moment get the signal; those that begin to wait because of it do not, nor
    /// does a boundary event whose activity reacts to the signal itself.
    fn deliver_signal(&mut self, name: &str, variables: &Variables, locals: &Variables) {
        let waiting: Vec<(Key, Wait)> = self
            .instance
            .waits()
            .filter(|(_, w)| matches!(&w.on, WaitFor::Signal { name: n } if n == name))
            .filter(|(key, w)| !self.live(*key).is_shadowed(w))
            .map(|(key, wait)| (key, wait.clone()))
            .collect();
        for (key, wait) in waiting {
            if self.instance.wait(key, wait.id).is_some() {
                self.fire(key, &wait, variables.clone(), locals.clone());
            }
        }
    }
}

/// Does it catch an error of this code; and if so, by name?
fn catches_error(on: &WaitFor, code: &str) -> Option<bool> {
    match on {
        WaitFor::Error { code: None } => Some(false),
        WaitFor::Error { code: Some(wanted) } => (wanted == code).then_some(true),
        _ => None,
    }
}
