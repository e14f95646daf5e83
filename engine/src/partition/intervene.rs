//! Stepping in by hand: modification, migration, suspension and restart, each answered by what has changed.
use super::cache::Hot;
use super::request::{Migration, Reply};
use super::turn::{Halt, Turn};
use crate::api::{RestartReport, StartedInstance};
use crate::projection::{Loaded, Record};
use std::sync::Arc;
use weir_core::changes::{changes, changes_by_hand};
use weir_core::command::Restart;
use weir_core::{Command, Instance, InstanceId, Process, Step};

impl Turn<'_> {
    /// Carries something out and tells what has changed.
    pub(super) fn changed(
        &mut self,
        id: InstanceId,
        act: impl FnOnce(&mut Self, Box<Hot>) -> Result<(), Halt>,
    ) -> Result<Reply, Halt> {
        let (before, step) = self.carried_out(id, act)?;
        Ok(Reply::Changed(Box::new(changes(&before, &step))))
    }

    /// The same for what somebody changes by hand in the process that it runs.
    pub(super) fn changed_by_hand(&mut self, id: InstanceId, command: Command) -> Result<Reply, Halt> {
        let (before, step) = self.carried_out(id, |turn, hot| turn.step_hot(hot, command))?;
        let process = self.shell.catalogue.process(&before.header.definition)?;
        Ok(Reply::Changed(Box::new(changes_by_hand(&process, &before, &step))))
    }

    fn carried_out(
        &mut self,
        id: InstanceId,
        act: impl FnOnce(&mut Self, Box<Hot>) -> Result<(), Halt>,
    ) -> Result<(Instance, Step), Halt> {
        let hot = self.take(id)?;
        let (before, recorded) = (hot.instance.clone(), self.records.len());
        act(self, hot)?;
        let step = self.step_of(id, recorded, &before);
        Ok((before, step))
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
        let fresh = Loaded::fresh(id);
        let recorded = self.records.len();
        self.step_hot(Hot::new(fresh, Some(process)), Command::Restart(Box::new(restart)))?;
        let before = Instance::new(id);
        let step = self.step_of(id, recorded, &before);
        let header = &self.look(id)?.header;
        let instance = StartedInstance {
            id,
            definition: header.definition.clone(),
            business_key: header.business_key.clone(),
            state: header.state,
        };
        let report = RestartReport { instance: Some(instance), changes: changes(&before, &step) };
        Ok(Reply::Restarted(Box::new(report)))
    }

    /// The step of an instance among the records since then; one without events when nothing had to be done.
    fn step_of(&self, id: InstanceId, recorded: usize, before: &Instance) -> Step {
        let found = self.records[recorded..].iter().find_map(|record| match record {
            Record::Step(step) if step.instance == id => Some(step.clone()),
            _ => None,
        });
        found.unwrap_or_else(|| Step {
            instance: id,
            seq: before.header.seq,
            at: self.now,
            actor: self.actor.clone(),
            command: String::new(),
            events: vec![],
            parameters: vec![],
            behind: 0,
        })
    }
}
