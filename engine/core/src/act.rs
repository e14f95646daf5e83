//! What somebody may do with an open user task. Whoever does it asks here before anything happens, and whoever shows a task
//! asks here what to offer, so that nothing is offered that would be refused.
use crate::command::Command;
use crate::event::Actor;
use crate::id::{Key, WaitId};
use crate::rejection::Rejection;
use crate::wait::UserTask;

/// Something that is done with an open task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// Take it.
    Claim,
    /// Put it back for others.
    Unclaim,
    /// Say that it is done; of an approval, vote.
    Complete,
    /// 转办: give it to somebody else for good.
    Transfer,
    /// 委派: have somebody prepare it.
    Delegate,
    /// Give back what was prepared, or take it back.
    Resolve,
    /// 驳回: send the matter back.
    Return,
    /// 加签: ask somebody else too.
    AddSigner,
}

/// Who has a task, and what for: as much of it as decides what may be done.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    /// Who has it.
    pub assignee: Option<&'a str>,
    /// 委派: to whom it goes back.
    pub owner: Option<&'a str>,
    /// Is it a seat of an approval?
    pub seat: bool,
    /// Are there people by name who may claim it?
    pub candidates: bool,
}

impl<'a> From<&'a UserTask> for Held<'a> {
    fn from(task: &'a UserTask) -> Self {
        let (assignee, owner) = (task.assignee.as_deref(), task.owner.as_deref());
        Held { assignee, owner, seat: task.seat.is_some(), candidates: !task.candidate_users.is_empty() }
    }
}

impl Held<'_> {
    /// May it be done by somebody who may see the task?
    pub fn permits(self, act: Act, by: &str) -> Result<(), Rejection> {
        match act {
            // A task that somebody has is theirs alone; one that nobody has may be done by whoever may see it. Whoever prepares
            // a task decides nothing.
            Act::Complete | Act::Return => self.not_anothers(by).and_then(|()| self.not_delegated()),
            Act::Unclaim => {
                self.own(by)?;
                self.not_delegated()?;
                // An opinion that is asked of one person is theirs to give.
                if self.seat && !self.candidates { Err(Rejection::SeatIsYours) } else { Ok(()) }
            }
            // What is given away must be one's own.
            Act::Transfer => self.own(by),
            Act::Delegate => self.own(by).and_then(|()| self.not_delegated()),
            Act::Claim => self.not_anothers(by),
            // Whoever gave it to somebody to prepare takes it back when they wait in vain.
            Act::Resolve if self.owner == Some(by) => Ok(()),
            Act::Resolve => {
                self.own(by)?;
                self.owner.map(|_| ()).ok_or(Rejection::TaskNotDelegated)
            }
            Act::AddSigner => {
                self.own(by)?;
                self.not_delegated()?;
                if self.seat { Ok(()) } else { Err(Rejection::NotASigner { by: by.to_owned() }) }
            }
        }
    }

    fn own(self, by: &str) -> Result<(), Rejection> {
        if self.assignee.is_none() { Err(Rejection::TaskNotAssigned) } else { self.not_anothers(by) }
    }

    fn not_anothers(self, by: &str) -> Result<(), Rejection> {
        match self.assignee {
            Some(assignee) if assignee != by => Err(Rejection::TaskAssigned { assignee: assignee.to_owned() }),
            _ => Ok(()),
        }
    }

    fn not_delegated(self) -> Result<(), Rejection> {
        if self.owner.is_some() { Err(Rejection::TaskDelegated) } else { Ok(()) }
    }
}

impl Command {
    /// Who does it as somebody who is asked, or began the matter, and not as one who steps in for others.
    pub fn in_own_name(&self) -> Option<&Actor> {
        match self {
            Command::ClaimUserTask { by, .. }
            | Command::StartUserTask { by, .. }
            | Command::UnclaimUserTask { by, .. }
            | Command::CompleteUserTask { by, .. }
            | Command::TransferUserTask { by, force: false, .. }
            | Command::DelegateUserTask { by, .. }
            | Command::ResolveUserTask { by, .. }
            | Command::ChangeSigners { by, force: false, .. }
            | Command::WithdrawVote { by, .. }
            | Command::WithdrawTask { by, .. }
            | Command::ReturnUserTask { by, .. }
            | Command::Remind { by, .. }
            | Command::Revoke { by, .. } => Some(by),
            Command::PlanUserTask(plan) if !plan.force => Some(&plan.by),
            _ => None,
        }
    }

    /// The open task that it is about, where it is about one.
    pub fn user_task(&self) -> Option<(Key, WaitId)> {
        match self {
            Command::ClaimUserTask { key, wait, .. }
            | Command::StartUserTask { key, wait, .. }
            | Command::UnclaimUserTask { key, wait, .. }
            | Command::CompleteUserTask { key, wait, .. }
            | Command::TransferUserTask { key, wait, .. }
            | Command::DelegateUserTask { key, wait, .. }
            | Command::ResolveUserTask { key, wait, .. }
            | Command::ReturnUserTask { key, wait, .. } => Some((*key, *wait)),
            Command::PlanUserTask(plan) => Some((plan.key, plan.wait)),
            _ => None,
        }
    }
}
