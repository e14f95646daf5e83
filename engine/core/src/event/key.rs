//! Which element instance an event is about, and what it may change.
use super::Event;
use super::{
    ApproversChosen, EventGathered, GatewayAwaitsReset, GatewayReset, JobExtended, JobFailed, JobLocked, JobRetriesSet,
    LoopCollected, LoopGrown, LoopReported, LoopStarted, TokenWithdrawn, UserTaskAssigned, UserTaskCompleted,
    UserTaskDelegated, UserTaskPlanned, UserTaskStarted,
};
use crate::compensation::Kept;
use crate::id::Key;

impl Event {
    /// The element instance it is about; none for the process instance as a whole.
    pub fn key(&self) -> Option<Key> {
        Some(match self {
            Event::ProcessStarted(_)
            | Event::Intervened { .. }
            | Event::ConversationJoined { .. }
            | Event::CorrelationKeyFilled(_) => return None,
            Event::VariableSet { scope, .. } => *scope,
            Event::TokenArrived { key, .. }
            | Event::ElementActivating { key, .. }
            | Event::ElementActivated { key }
            | Event::ElementCompleting { key }
            | Event::ElementCompleted { key, .. }
            | Event::ElementTerminated { key, .. }
            | Event::WaitOpened { key, .. }
            | Event::WaitFired { key, .. }
            | Event::WaitCancelled { key, .. }
            | Event::LoopStarted(LoopStarted { key, .. })
            | Event::LoopGrown(LoopGrown { key, .. })
            | Event::LoopCollected(LoopCollected { key, .. })
            | Event::JobLocked(JobLocked { key, .. })
            | Event::JobExtended(JobExtended { key, .. })
            | Event::JobFailed(JobFailed { key, .. })
            | Event::JobRetriesSet(JobRetriesSet { key, .. })
            | Event::UserTaskAssigned(UserTaskAssigned { key, .. })
            | Event::UserTaskStarted(UserTaskStarted { key, .. })
            | Event::UserTaskOverdue { key, .. }
            | Event::UserTaskPlanned(UserTaskPlanned { key, .. })
            | Event::ApproversChosen(ApproversChosen { key, .. })
            | Event::UserTaskCompleted(UserTaskCompleted { key, .. })
            | Event::MessageReceived { key, .. }
            | Event::MessageThrown { key, .. }
            | Event::SignalThrown { key, .. }
            | Event::ErrorThrown { key, .. }
            | Event::EscalationThrown { key, .. }
            | Event::WaitMoved { key, .. }
            | Event::EvaluationAnswered { key, .. }
            | Event::DecisionEvaluated { key, .. }
            | Event::IncidentRaised { key, .. }
            | Event::IncidentResolved { key }
            | Event::Suspended { key }
            | Event::Resumed { key }
            | Event::ElementMigrated { key, .. }
            | Event::EventGathered(EventGathered { key, .. })
            | Event::GatewayAwaitsReset(GatewayAwaitsReset { key, .. })
            | Event::GatewayReset(GatewayReset { key })
            | Event::ListenerDone { key, .. }
            | Event::UserTaskShaped { key, .. }
            | Event::CompensationKept { key, .. }
            | Event::CompensationForgotten(Kept { scope: key, .. })
            | Event::CompensationThrown { key, .. }
            | Event::TransactionCancelled { key, .. }
            | Event::LoopReported(LoopReported { key, .. })
            | Event::EntryHeld { key, .. }
            | Event::WorkDone { key }
            | Event::BallotOpened { key, .. }
            | Event::SeatChanged { key, .. }
            | Event::BallotDecided { key, .. }
            | Event::UserTaskDelegated(UserTaskDelegated { key, .. })
            | Event::Reminded { key, .. }
            | Event::Copied { key, .. }
            | Event::Returned { key, .. }
            | Event::TokenWithdrawn(TokenWithdrawn { key, .. })
            | Event::ListenerFailed { key, .. }
            | Event::ElementEnding { key, .. } => *key,
        })
    }

    /// Whether what is kept beside the tree, for quick finding, may differ after it.
    pub(crate) fn may_change_what_is_derived(&self) -> bool {
        !matches!(
            self,
            Event::ProcessStarted(_)
                | Event::ElementActivated { .. }
                | Event::ElementCompleting { .. }
                | Event::VariableSet { .. }
                | Event::JobLocked(_)
                | Event::UserTaskAssigned(_)
                | Event::UserTaskStarted(_)
                | Event::UserTaskOverdue { .. }
                | Event::UserTaskPlanned(_)
                | Event::ApproversChosen(_)
                | Event::UserTaskDelegated(_)
                | Event::UserTaskCompleted(_)
                | Event::SeatChanged { .. }
                | Event::BallotOpened { .. }
                | Event::ConversationJoined { .. }
                | Event::CorrelationKeyFilled(_)
        )
    }
}
