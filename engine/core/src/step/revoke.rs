//! 撤销: whoever started an instance takes the whole of it back.
use super::Driver;
use crate::command::Rejection;
use crate::event::{Actor, Event, Intervention};
use crate::instance::Instance;
use crate::wait::{Fires, WaitFor};

impl Driver<'_> {
    /// Somebody ends the instance that they started, as long as they may.
    pub(super) fn revoke(&mut self, by: &Actor, reason: Option<String>, below: bool) -> Result<(), Rejection> {
        revocable(&self.instance, &by.id, below)?;
        self.emit(Event::Intervened { intervention: Intervention::Withdraw, reason });
        self.cancel(Intervention::Withdraw);
        Ok(())
    }

    /// Somebody steps in; where they say why, that stands before what they do.
    pub(super) fn because(&mut self, intervention: Intervention, reason: Option<String>) {
        if reason.is_some() {
            self.emit(Event::Intervened { intervention, reason });
        }
    }
}

/// May somebody end an instance that they started? Only while it is in the hands of people, or what it has called is
/// (`below`). What was decided is not theirs to undo, and what has been called answers to its caller.
pub fn revocable(instance: &Instance, by: &str, below: bool) -> Result<(), Rejection> {
    let header = &instance.header;
    if header.initiator.as_deref() != Some(by) {
        return Err(Rejection::NotTheInitiator { by: by.to_owned() });
    }
    if header.parent.is_some() || !(below || with_people(instance, by)) {
        return Err(Rejection::NotRevocable);
    }
    Ok(())
}

/// Is an approval of it open, or has it come back to whoever started it?
pub fn with_people(instance: &Instance, initiator: &str) -> bool {
    instance.waits().any(|(_, wait)| match &wait.on {
        WaitFor::UserTask(task) => wait.fires == Fires::Seat || task.assignee.as_deref() == Some(initiator),
        _ => false,
    })
}
