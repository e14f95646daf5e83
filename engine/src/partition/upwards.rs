//! 驳回 out of a called instance: whoever decides whether there is a way back sees what has called it.
use super::cache::Hot;
use super::turn::{Halt, Turn, caught};
use crate::callers::{Calls, callers_of};
use crate::options::Mutant;
use std::convert::Infallible;
use std::sync::Arc;
use weir_core::step::{Caller, rejects_upwards, step_below};
use weir_core::{Actor, Command, Key, Process};

/// One that has called, taken out of the cache for a step of what it has called.
struct Taken {
    hot: Box<Hot>,
    process: Arc<Process>,
    key: Key,
}

impl Calls for Taken {
    fn caller(&self) -> Caller<'_> {
        Caller { process: &self.process, instance: &self.hot.instance, key: self.key }
    }
}

/// May a matter leave a called instance by this command, for what has called it?
pub(super) fn may_go_up(hot: &Hot, command: &Command) -> bool {
    hot.instance.header.parent.is_some()
        && (matches!(command, Command::ReturnUserTask { .. })
            || hot.process.as_ref().is_some_and(|process| rejects_upwards(process)))
}

impl Turn<'_> {
    /// A step of a called instance that may send the matter back to what has called it. All of them are written by this
    /// partition, so that they stand as they are seen until what follows from the step is carried out or sent.
    pub(super) fn step_below(&mut self, hot: Box<Hot>, actor: &Actor, command: Command) -> Result<(), Halt> {
        let taken = self.take_callers(&hot);
        let callers: Vec<Caller<'_>> = taken.iter().map(Calls::caller).collect();
        let made = self
            .made_of(hot, |process, instance, moment| step_below(process, instance, moment, &callers, actor, command));
        drop(callers);
        // Before the step is kept: a signal that it throws is for them too.
        for Taken { hot, .. } in taken {
            self.put_back(hot);
        }
        let (rest, made) = made?;
        self.settle(rest, made)
    }

    /// What has called an instance and waits for it, nearest first, as far up as it can be read.
    fn take_callers(&mut self, hot: &Hot) -> Vec<Taken> {
        let catches = self.shell.mutant != Mutant::NoCatchUnwind;
        let found = callers_of(&hot.instance.header, |parent| {
            let Ok(Ok(hot)) = caught(catches, parent.instance, || self.take(parent.instance)) else { return Ok(None) };
            let waits = hot.instance.wait(parent.key, parent.wait).is_some();
            let Some(process) = hot.process.clone().filter(|_| waits) else {
                self.put_back(hot);
                return Ok(None);
            };
            Ok(Some(Taken { hot, process, key: parent.key }))
        });
        let Ok(taken): Result<_, Infallible> = found;
        taken
    }
}
