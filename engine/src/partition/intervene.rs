//! Stepping in by hand: modification, migration, suspension and restart, each answered by what has changed.
use super::cache::Hot;
use super::request::{Migration, Reply};
use super::turn::{Halt, Turn};
use crate::api::RestartReport;
use crate::projection::{Loaded, Record};
use std::sync::Arc;
use weir_core::changes::{changes, changes_by_hand};
use weir_core::command::Restart;
use weir_core::{Command, Instance, InstanceId, Process, Step};

/// An intervention that is answered when everything that follows from it in its turn is done.
pub(super) struct Told {
    id: InstanceId,
    /// As the instance was.
    before: Instance,
    /// The process that somebody changed by hand.
    by_hand: Option<Arc<Process>>,
}

impl Turn<'_> {
    /// Carries something out and tells what has changed.
    pub(super) fn changed(
        &mut self,
        id: InstanceId,
        act: impl FnOnce(&mut Self, Box<Hot>) -> Result<(), Halt>,
    ) -> Result<Reply, Halt> {
        let hot = self.take(id)?;
        self.intervened = Some(Told { id, before: hot.instance.clone(), by_hand: None });
        act(self, hot)?;
        Ok(Reply::Done)
    }

    /// The same for what somebody changes by hand in the process that it runs.
    pub(super) fn changed_by_hand(&mut self, id: InstanceId, command: Command) -> Result<Reply, Halt> {
        let hot = self.take(id)?;
        let (before, by_hand) = (hot.instance.clone(), hot.process.clone());
        self.intervened = Some(Told { id, before, by_hand });
        self.step_hot(hot, command)?;
        Ok(Reply::Done)
    }

    pub(super) fn migrate(&mut self, id: InstanceId, migration: &Migration) -> Result<Reply, Halt> {
        let Migration { source, target, plan, reason } = migration;
        let actor = self.actor;
        let reply = self.changed(id, |turn, hot| {
            turn.attempt(hot, |running, instance, moment| {
                // What it runs on and the plan's source are one, or the migration is refused.
                let from = if instance.header.definition == plan.source { source } else { running };
                weir_core::migrate((from, target), instance, moment, actor, plan, reason.clone())
            })
        })?;
        let mut hot = self.take(id)?;
        hot.process = hot.process.is_some().then(|| target.clone());
        self.put_back(hot);
        Ok(reply)
    }

    pub(super) fn restart(&mut self, id: InstanceId, process: Arc<Process>, restart: Restart) -> Result<Reply, Halt> {
        self.intervened = Some(Told { id, before: Instance::new(id), by_hand: None });
        self.step_hot(Hot::new(Loaded::fresh(id), Some(process)), Command::Restart(Box::new(restart)))?;
        self.started(id, None)
    }

    /// What is answered at the end of a turn. Of an intervention that is all that has changed in its instance, also by the
    /// steps that followed in the same commit: a decision that was made, a called process that ended at once.
    pub(super) fn whole(&mut self, reply: Reply) -> Result<Reply, Halt> {
        let Some(Told { id, before, by_hand }) = self.intervened.take() else { return Ok(reply) };
        let step = self.steps_of(id, &before);
        let changes = match by_hand {
            Some(process) => changes_by_hand(&process, &before, &step),
            None => changes(&before, &step),
        };
        Ok(match reply {
            Reply::Started(_) => {
                let Reply::Started(instance) = self.started(id, None)? else { return Ok(reply) };
                Reply::Restarted(Box::new(RestartReport { instance: Some(instance), changes }))
            }
            _ => Reply::Changed(Box::new(changes)),
        })
    }

    /// The steps of an instance in this turn, as one; without events when nothing had to be done.
    fn steps_of(&self, id: InstanceId, before: &Instance) -> Step {
        let events = self.records.iter().filter_map(|record| match record {
            Record::Step(step) if step.instance == id => Some(step.events.iter().cloned()),
            _ => None,
        });
        Step {
            instance: id,
            seq: before.header.seq,
            at: self.now,
            actor: self.actor.clone(),
            command: String::new(),
            events: events.flatten().collect(),
            parameters: vec![],
            behind: 0,
        }
    }
}
