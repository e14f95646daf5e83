//! In which capacity somebody works on a task: through which of its candidate groups, and in which role. Whoever asks may
//! say so; else the organisation does, as it is when the turn is decided, so that what is mined later has it.
use super::turn::{Halt, Turn};
use weir_core::organisation::UnitKind;
use weir_core::wait::WaitFor;
use weir_core::{Actor, Command, InstanceId};

/// What a person may belong to, as candidate groups name it.
const KINDS: [UnitKind; 4] = [UnitKind::Group, UnitKind::Role, UnitKind::Post, UnitKind::Department];

impl Turn<'_> {
    /// The actor of a command on a task, with what they did not say. None: there is nothing to add.
    pub(super) fn in_capacity(&mut self, id: InstanceId, command: &Command) -> Result<Option<Actor>, Halt> {
        let (Command::ClaimUserTask { key, wait, by }
        | Command::StartUserTask { key, wait, by }
        | Command::CompleteUserTask { key, wait, by, .. }) = command
        else {
            return Ok(None);
        };
        if self.actor.id != by.id || (self.actor.role.is_some() && self.actor.group.is_some()) {
            return Ok(None);
        }
        let (organisation, now) = (self.shell.organisation.now(), self.now);
        let Some(person) = organisation.person(&by.id, now) else { return Ok(None) };
        let Some(WaitFor::UserTask(task)) = self.look(id)?.wait(*key, *wait).map(|open| &open.on) else {
            return Ok(None);
        };
        let belongs =
            |group: &&String| KINDS.iter().any(|kind| organisation.units(person, *kind, now).any(|u| u == *group));
        let group = task.candidate_groups.iter().find(belongs).cloned();
        let roles: Vec<&str> = organisation.units(person, UnitKind::Role, now).collect();
        // Of several roles the one that the task is for; which other one it would be, nobody can say.
        let role = match roles.as_slice() {
            [only] => Some((*only).to_owned()),
            several => several.iter().find(|r| task.candidate_groups.iter().any(|g| g == *r)).map(|r| (*r).to_owned()),
        };
        let mut actor = self.actor.clone();
        actor.group = actor.group.or(group);
        actor.role = actor.role.or(role);
        Ok(Some(actor))
    }
}
