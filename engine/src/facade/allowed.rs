//! What somebody may do with a task: what its commands would take now, as far as the access of whoever asks goes.
use super::Engine;
use crate::Error;
use crate::api::{TaskAction, UserTask};
use crate::projection::header;
use weir_core::Actor;
use weir_core::act::{Act, Held};
use weir_core::step::{may_remind, may_return, returnable};

/// What the access of somebody lets them do with a task, whatever the task itself allows.
#[derive(Debug, Clone, Copy, Default)]
pub struct TaskRights {
    /// Work on it.
    pub works: bool,
    /// Take part in its instance: ask others, tell others, remind.
    pub recalls: bool,
    /// Step in, whoever has it.
    pub forces: bool,
}

impl Engine {
    /// Says what somebody may do with a task.
    pub fn allow(&self, person: &str, rights: TaskRights, task: &mut UserTask) -> Result<(), Error> {
        task.allowed_actions.clear();
        let header = || header(&self.shell().view(), task.instance);
        // What stands still takes nothing.
        let initiator = match task.stands_still {
            Some(true) => return Ok(()),
            Some(false) => task.initiator.clone(),
            None => match header()? {
                Some(header) if header.suspended.is_none() => header.initiator,
                _ => return Ok(()),
            },
        };
        let shell = self.shell();
        // Who has left does nothing in their own name.
        let left = shell.organisation.now().is_gone(person, task.seat.is_some(), shell.now());
        let rights = TaskRights { works: rights.works && !left, recalls: rights.recalls && !left, ..rights };
        let own_request =
            task.seat.is_some() && initiator.as_deref() == Some(person) && self.keeps_initiators_out(task)?;
        let held = Held {
            assignee: task.assignee.as_deref(),
            owner: task.owner.as_deref(),
            seat: task.seat.is_some(),
            candidates: !task.candidate_users.is_empty(),
        };
        let may = |act: Act| rights.works && held.permits(act, person).is_ok();
        let mine = held.assignee == Some(person);
        let mut allowed = vec![];
        if may(Act::Claim) && !mine && !own_request {
            allowed.push(TaskAction::Claim);
        }
        if may(Act::Complete) && !own_request {
            allowed.extend(match task.approval {
                Some(_) => vec![TaskAction::Approve, TaskAction::Reject, TaskAction::Abstain],
                None => vec![TaskAction::Complete],
            });
        }
        let offers = [
            (Act::Resolve, TaskAction::Resolve),
            (Act::Transfer, TaskAction::Transfer),
            (Act::Delegate, TaskAction::Delegate),
        ];
        allowed.extend(offers.into_iter().filter(|(act, _)| may(*act)).map(|(_, action)| action));
        // What is put back must be there for somebody.
        let for_others = held.candidates || !task.candidate_groups.is_empty();
        if for_others && may(Act::Unclaim) {
            allowed.push(TaskAction::Unclaim);
        }
        if may(Act::Return)
            && !own_request
            && let Some(header) = header()?
        {
            let process = self.shell().catalogue.process(&header.definition)?;
            let back = match may_return(&process, &task.element, &header.done) {
                Some(back) => back,
                None => !returnable(&process, &self.loaded(task.instance)?, task.id.key).is_empty(),
            };
            let back = back || (header.parent.is_some() && self.may_return_above(&header)?);
            allowed.extend(back.then_some(TaskAction::Return));
        }
        if mine && rights.works {
            allowed.push(TaskAction::Plan);
            allowed.extend(task.started.is_none().then_some(TaskAction::Start));
        }
        if rights.recalls {
            allowed.push(TaskAction::Copy);
            if held.permits(Act::AddSigner, person).is_ok() {
                allowed.push(TaskAction::AddSigner);
            }
        }
        if rights.forces {
            allowed.extend([TaskAction::Reassign, TaskAction::Reschedule]);
            allowed.extend(task.approval.map(|_| TaskAction::ChangeSigners));
        }
        allowed.sort_unstable();
        task.allowed_actions = allowed;
        Ok(())
    }

    /// Says of one task whether somebody may remind the others who have it: that needs a look at the whole of it.
    pub fn allow_reminder(&self, person: &str, rights: TaskRights, task: &mut UserTask) -> Result<(), Error> {
        let instance = self.loaded(task.instance)?;
        let (by, now) = (Actor::named(person), self.shell().now());
        let here = !self.shell().organisation.now().is_gone(person, false, now);
        let reminds = here && instance.elements.get(&task.id.key).is_some_and(|e| may_remind(e, &by, now).is_ok());
        if rights.recalls && instance.header.suspended.is_none() && reminds {
            task.allowed_actions.push(TaskAction::Remind);
            task.allowed_actions.sort_unstable();
        }
        Ok(())
    }

    /// Does the model keep initiators from deciding on their own request here?
    fn keeps_initiators_out(&self, task: &UserTask) -> Result<bool, Error> {
        let instance = self.loaded(task.instance)?;
        let ballot = instance.elements.get(&task.id.key).and_then(|e| e.ballot.as_ref());
        Ok(ballot.is_some_and(|ballot| !ballot.policy.own.lets_them_decide()))
    }
}
