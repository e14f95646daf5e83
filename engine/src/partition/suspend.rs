//! What stands still: instances with all that they have called, and definitions.
use super::child::outcome;
use super::request::{DefinitionChange, Reply};
use super::turn::{Halt, Turn};
use crate::error::Error;
use crate::projection::{Parcel, ParcelId, Record};
use weir_core::event::Event;
use weir_core::wait::WaitFor;
use weir_core::{Command, Instance, InstanceId, Rejection};

impl Turn<'_> {
    /// An instance stands still, or goes on: so does what it has called; and what it waits for is looked for again.
    pub(super) fn stood_still(&mut self, instance: &Instance, event: &Event, cause: ParcelId) {
        let suspended = matches!(event, Event::Suspended { .. });
        if !suspended {
            self.looks_again(instance);
        }
        for (index, (_, wait)) in (0..).zip(instance.waits()) {
            if let WaitFor::Child { instance: child, .. } = &wait.on {
                let parcel = Parcel::ChildStands { child: *child, suspended, reason: None };
                self.later(ParcelId { index, ..cause }, parcel);
            }
        }
    }

    /// What an instance waits for is looked for again.
    pub(super) fn looks_again(&mut self, instance: &Instance) {
        for (_, wait) in instance.waits() {
            self.effects.opened(&wait.on);
            // A decision that was asked for meanwhile has had no answer.
            self.effects.evaluations |= matches!(wait.on, WaitFor::Decision { .. });
        }
    }

    /// An instance is out of quarantine: what it waits for finds it again, and what it has called and has ended
    /// meanwhile is asked for its result. Those that were never told to stand still are left as they are.
    pub(super) fn released(&mut self, instance: &Instance, cause: ParcelId) {
        self.looks_again(instance);
        for (index, (_, wait)) in (0..).zip(instance.waits()) {
            if let WaitFor::Child { instance: child, .. } = &wait.on {
                self.later(ParcelId { index, ..cause }, Parcel::AskChild { child: *child });
            }
        }
    }

    /// A called instance follows its caller. One that has ended while its caller stood still gives back now what its
    /// caller could not take then.
    pub(super) fn child_stands(
        &mut self,
        child: InstanceId,
        suspended: bool,
        reason: Option<String>,
    ) -> Result<(), Halt> {
        if !self.look(child)?.is_ended() {
            let command = if suspended { Command::Suspend { reason } } else { Command::Resume { reason } };
            return self.step(child, command);
        }
        if suspended { Ok(()) } else { self.ask_child(child) }
    }

    /// A called instance that has ended gives its caller what it ended with.
    pub(super) fn ask_child(&mut self, child: InstanceId) -> Result<(), Halt> {
        let called = self.look(child)?;
        if !called.is_ended() {
            return Ok(());
        }
        match called.header.parent.clone() {
            Some(parent) => {
                let outcome = outcome(&called.header);
                self.give_back(&parent, outcome)
            }
            None => Ok(()),
        }
    }

    /// A child that was called by an instance that stands still stands still too, once its first step is taken.
    pub(super) fn stands_with(&mut self, caller: InstanceId, child: InstanceId) -> Result<(), Halt> {
        if self.look(caller)?.header.suspended.is_none() {
            return Ok(());
        }
        match self.step(child, Command::Suspend { reason: None }) {
            // It has ended already.
            Err(Halt::Refused(Error::Rejected(Rejection::Ended))) => Ok(()),
            done => done,
        }
    }

    /// A definition starts no more instances, or does so again. Once is enough.
    pub(super) fn suspend_definition(&mut self, change: DefinitionChange) -> Result<Reply, Halt> {
        let DefinitionChange { definition, suspended, reason } = change;
        let found = self.shell.catalogue.find(&definition);
        let mut release = (*found.ok_or_else(|| Error::not_found("definition", &definition))?).clone();
        if release.definition.suspended == suspended {
            return Ok(Reply::Done);
        }
        release.definition.suspended = suspended;
        if !suspended {
            // Messages that were kept meanwhile may start it now.
            self.effects.messages.extend(release.messages.iter().map(|(_, name)| (name.clone(), None)));
        }
        self.effects.releases = vec![release.clone()];
        self.records.push(Record::ReleaseChanged { release, at: self.now, actor: self.actor.clone(), reason });
        Ok(Reply::Done)
    }
}
