//! Stepping in by hand: modify, suspend, resume, restart. A dry run carries the same out on a copy and tells what would
//! change; nothing of it is kept.
use super::Engine;
use crate::api::{RestartInstance, RestartReport};
use crate::catalogue::{split, startable};
use crate::history::{first_variables, last_variables};
use crate::idempotency::answer_of;
use crate::partition::{Reply, Task, Want, tried};
use crate::{CALLED_NAMED_MAX, Context, Error, INSTRUCTIONS_MAX, checks};
use weir_core::changes::Changes;
use weir_core::command::{Restart, Start};
use weir_core::instance::Variables;
use weir_core::modification::{Entering, Instruction, Modification};
use weir_core::wait::WaitFor;
use weir_core::{Command, Instance, InstanceId};

impl Engine {
    /// Puts tokens elsewhere, all instructions or none.
    pub async fn modify_instance(
        &self,
        by: Context,
        id: InstanceId,
        change: Modification,
        dry_run: bool,
    ) -> Result<Changes, Error> {
        check_modification(&change)?;
        self.intervene(by, id, Command::Modify(Box::new(change)), dry_run).await
    }

    /// Lets an instance and what it has called stand still. Once is enough.
    pub async fn suspend_instance(
        &self,
        by: Context,
        id: InstanceId,
        reason: Option<String>,
        dry_run: bool,
    ) -> Result<Changes, Error> {
        self.intervene(by, id, Command::Suspend { reason: checks::reason(reason)? }, dry_run).await
    }

    /// Lets it go on.
    pub async fn resume_instance(
        &self,
        by: Context,
        id: InstanceId,
        reason: Option<String>,
        dry_run: bool,
    ) -> Result<Changes, Error> {
        self.intervene(by, id, Command::Resume { reason: checks::reason(reason)? }, dry_run).await
    }

    /// Begins again, as a new instance, what has ended.
    pub async fn restart_instance(
        &self,
        by: Context,
        id: InstanceId,
        wanted: RestartInstance,
        dry_run: bool,
    ) -> Result<RestartReport, Error> {
        checks::variables(&wanted.variables)?;
        check_count(wanted.before.len())?;
        if !dry_run && let Some(Reply::Restarted(report)) = answer_of(self.shell(), &by)? {
            return Ok(*report);
        }
        let ended = self.loaded(id)?.header;
        if ended.ended.is_none() {
            let message = "the instance still runs: cancel it first, or modify it";
            return Err(Error::invalid("instance-running", message));
        }
        let process = split(&ended.definition).map_or("", |(process, _)| process);
        let release = self.release(if wanted.latest { process } else { &ended.definition })?;
        startable(&release)?;
        let mut variables = if wanted.last_variables {
            let held = last_variables(self.shell(), id)?;
            held.into_iter().filter(|v| v.scope == 0).map(|v| (v.name, v.value)).collect::<Variables>()
        } else {
            first_variables(self.shell(), id)?
        };
        variables.extend(wanted.variables);
        let definition = release.definition.id.clone();
        let process = self.shell().catalogue.process(&definition)?;
        let (business_key, initiator) = (ended.business_key, ended.initiator);
        let start = Start {
            definition,
            business_key,
            parent: None,
            root: None,
            depth: 0,
            at: None,
            came: None,
            variables,
            initiator,
            conversation: None,
            hops: 0,
        };
        let reason = checks::reason(wanted.reason)?;
        let restart = Box::new(Restart { of: id, start, before: wanted.before, reason });
        let instance = self.shell().new_instance();
        if dry_run {
            let changes = self.tried(&by, instance, Task::Restart { instance, process, restart })?;
            return Ok(RestartReport { instance: None, changes });
        }
        match self.ask_once(by.into(), instance, Task::Restart { instance, process, restart }).await? {
            Reply::Restarted(report) => Ok(*report),
            other => unreachable!("a restart is answered by what began, not {other:?}"),
        }
    }

    async fn intervene(
        &self,
        by: Context,
        instance: InstanceId,
        command: Command,
        dry_run: bool,
    ) -> Result<Changes, Error> {
        if dry_run {
            return self.tried_by_hand(&by, instance, command);
        }
        let task = Task::Command { instance, command, want: Want::Changes };
        match self.ask_once(by.into(), instance, task).await? {
            Reply::Changed(changes) => Ok(*changes),
            other => unreachable!("an intervention is answered by what has changed, not {other:?}"),
        }
    }

    /// An instance that has not ended.
    pub(super) fn running(&self, id: InstanceId) -> Result<Instance, Error> {
        let instance = self.loaded(id)?;
        if instance.is_ended() { Err(weir_core::Rejection::Ended.into()) } else { Ok(instance) }
    }

    /// What would change in an instance by the whole turn that this would be.
    pub(super) fn tried(&self, by: &Context, id: InstanceId, task: Task) -> Result<Changes, Error> {
        let mut changes = match tried(self.shell(), &by.actor, id, task)? {
            Reply::Changed(changes) => *changes,
            Reply::Restarted(report) => report.changes,
            other => unreachable!("an intervention is answered by what has changed, not {other:?}"),
        };
        self.end_with(&mut changes)?;
        Ok(changes)
    }

    /// What a command by hand would change in an instance of this process.
    pub(super) fn tried_by_hand(&self, by: &Context, id: InstanceId, command: Command) -> Result<Changes, Error> {
        let before = self.running(id)?;
        let stands = matches!(command, Command::Suspend { .. } | Command::Resume { .. });
        let mut changes = self.tried(by, id, Task::Command { instance: id, command, want: Want::Changes })?;
        if stands && changes.suspended != before.header.suspended.is_some() {
            self.follow(&before, &mut changes)?;
        }
        Ok(changes)
    }

    /// Names the called instances that would stand still, or go on, with their caller. One that does so already is told
    /// nothing, and hands nothing on to those that it has called.
    fn follow(&self, above: &Instance, changes: &mut Changes) -> Result<(), Error> {
        let suspended = changes.suspended;
        let already = |called: &Instance| called.header.suspended.is_some() == suspended;
        (changes.called, changes.more_called) = self.called_below(called_by(above), already)?;
        Ok(())
    }

    /// Names the called instances that would end, with those that they have called.
    fn end_with(&self, changes: &mut Changes) -> Result<(), Error> {
        if !changes.called_ended.is_empty() {
            let direct = std::mem::take(&mut changes.called_ended);
            (changes.called_ended, changes.more_called) = self.called_below(direct, |_| false)?;
        }
        Ok(())
    }

    /// These instances and what they have called, at any depth, as far as they run; and are there more than may be named?
    fn called_below(
        &self,
        mut next: Vec<InstanceId>,
        passed_by: impl Fn(&Instance) -> bool,
    ) -> Result<(Vec<InstanceId>, bool), Error> {
        let mut named = vec![];
        while let Some(id) = next.pop() {
            let called = match self.loaded(id) {
                Err(Error::NotFound { .. }) => continue,
                called => called?,
            };
            if called.is_ended() || passed_by(&called) {
                continue;
            }
            if named.len() == CALLED_NAMED_MAX {
                return Ok((named, true));
            }
            named.push(id);
            next.extend(called_by(&called));
        }
        named.sort();
        Ok((named, false))
    }
}

/// The instances that it has called and waits for.
fn called_by(instance: &Instance) -> Vec<InstanceId> {
    let called = instance.waits().filter_map(|(_, wait)| match &wait.on {
        WaitFor::Child { instance, .. } => Some(*instance),
        _ => None,
    });
    called.collect()
}

/// What may be said at once, and how large it may be.
pub(super) fn check_modification(change: &Modification) -> Result<(), Error> {
    if change.instructions.is_empty() {
        return Err(Error::invalid("no-instructions", "a modification has at least one instruction"));
    }
    check_count(change.instructions.len())?;
    checks::reason(change.reason.clone())?;
    let said = |e: &Entering| e.variables.clone();
    let variables = change.instructions.iter().filter_map(|instruction| match instruction {
        Instruction::Start(entering) | Instruction::Move { to: entering, .. } => Some(said(entering)),
        Instruction::Cancel(_) => None,
    });
    variables.into_iter().try_for_each(|v| checks::variables(&v))
}

pub(super) fn check_count(count: usize) -> Result<(), Error> {
    if count > INSTRUCTIONS_MAX {
        let message = format!("at most {INSTRUCTIONS_MAX} instructions or mappings at once");
        return Err(Error::invalid("too-many-instructions", message));
    }
    Ok(())
}
