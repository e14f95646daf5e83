//! 撤回: what somebody may take back of what they did in an instance, as the engine would take it now.
use super::Engine;
use crate::Error;
use crate::api::InstanceAction;
use weir_core::step::may_withdraw;
use weir_core::wait::Fires;
use weir_core::{Actor, Instance};

impl Engine {
    /// Their last vote in an open approval, and the task that they did last.
    pub(super) fn takes_back(&self, instance: &Instance, person: &str) -> Result<Vec<InstanceAction>, Error> {
        if instance.is_ended() || instance.header.suspended.is_some() {
            return Ok(vec![]);
        }
        let process = self.shell().catalogue.process(&instance.header.definition)?;
        let task = may_withdraw(&process, instance, self.shell().now(), &Actor::named(person));
        let vote = instance.elements.values().any(|element| {
            let open = element.waits.iter().any(|wait| wait.fires == Fires::Seat);
            let ballot = element.ballot.as_ref().filter(|_| open);
            ballot.is_some_and(|ballot| ballot.last_of(person).is_some_and(|seat| ballot.may_withdraw(seat.id)))
        });
        let task = task.then_some(InstanceAction::Withdraw);
        Ok(task.into_iter().chain(vote.then_some(InstanceAction::WithdrawVote)).collect())
    }
}
