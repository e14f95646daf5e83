//! What is too much for one commit.
//!
//! A turn sends what follows from it in pieces, and a step has a bound on what it sets; so it takes very many small things, or
//! one expression after the other that gives all that it may, to come to this.
use super::Partition;
use super::request::Task;
use crate::error::Error;
use crate::store::PAYLOAD_BYTES_MAX;
use weir_core::{Command, InstanceId};

impl Partition {
    /// Nothing of it is kept. An instance that was about to go on would lead to the same however often it is tried: it goes
    /// into quarantine, where an operator sees it.
    pub(super) async fn too_large(&mut self, bytes: usize, goes_on: Option<InstanceId>) -> Error {
        let message = format!("what follows from this takes {bytes} bytes, and one commit {PAYLOAD_BYTES_MAX} at most");
        self.barrier().await;
        self.cache.clear();
        if let Some(instance) = goes_on {
            self.isolate(instance, message.clone()).await;
        }
        Error::invalid("commit-too-large", message)
    }
}

impl Task {
    /// The instance that goes on when what it waited for has come. Whoever intervenes in one is told, and can ask for less; an
    /// evaluation whose answer leads to too much has failed, which is an incident of its element.
    pub(super) fn goes_on(&self) -> Option<InstanceId> {
        let Task::Command { instance, command, .. } = self else { return None };
        match command {
            Command::FireTimer { .. }
            | Command::CorrelateMessage { .. }
            | Command::DeliverSignal { .. }
            | Command::LookAgain { .. }
            | Command::CompleteJob { .. }
            | Command::FailJob { .. }
            | Command::ThrowJobError { .. }
            | Command::CompleteUserTask { .. }
            | Command::ResolveUserTask { .. } => Some(*instance),
            _ => None,
        }
    }
}
