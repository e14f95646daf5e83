//! Suspension: an instance stands still. Nothing is given to it and nothing is taken from it until it is resumed.
//!
//! What stands still is everything that moves tokens: jobs, tasks, timers, messages, signals, ended calls, values of
//! expressions and conditions. Looking, changing variables, extending a lease and stepping in by hand remain possible;
//! a token put somewhere by hand goes as far as the model goes by itself. Leases, claims, due times and subscriptions
//! are kept as they are: a worker whose report was refused may send it again after the instance was resumed, as long as
//! nobody else has taken the job.
use super::Driver;
use crate::command::{Command, Rejection};
use crate::event::{Event, Intervention};

impl Driver<'_> {
    /// Once is enough: suspended again it stays as it is.
    pub(super) fn suspend(&mut self, reason: Option<String>) {
        if self.instance.header.suspended.is_none() {
            self.emit(Event::Intervened { intervention: Intervention::Force, reason });
            self.emit(Event::Suspended { key: 0 });
        }
    }

    /// Timers that came due meanwhile fire after this, each once however often it would have fired
    /// ([`Cycle::go_on`](crate::timer::Cycle::go_on)); conditions that turned true meanwhile fire now.
    pub(super) fn resume(&mut self, reason: Option<String>) {
        if self.instance.header.suspended.is_none() {
            return;
        }
        self.emit(Event::Intervened { intervention: Intervention::Force, reason });
        self.emit(Event::Resumed { key: 0 });
        self.look_at_all = true;
    }

    /// Is the command for an instance that goes on?
    pub(super) fn stands_still(&self, command: &Command) -> Result<(), Rejection> {
        let allowed = matches!(
            command,
            Command::Suspend { .. }
                | Command::Resume { .. }
                | Command::Modify(_)
                | Command::Cancel { .. }
                | Command::Quarantine { .. }
                | Command::SetVariables { .. }
                | Command::ExtendJob { .. }
                | Command::RefuseChild { .. }
        );
        match self.instance.header.suspended {
            Some(since) if !allowed => Err(Rejection::Suspended { since }),
            _ => Ok(()),
        }
    }
}
