//! Which element instance an event is about.
use super::Event;
use crate::id::Key;

impl Event {
    /// The element instance it is about; none for the process instance as a whole.
    pub fn key(&self) -> Option<Key> {
        Some(match self {
            Event::ProcessStarted { .. } | Event::Intervened { .. } | Event::ConversationJoined { .. } => return None,
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
            | Event::LoopStarted { key, .. }
            | Event::LoopCollected { key, .. }
            | Event::JobLocked { key, .. }
            | Event::JobExtended { key, .. }
            | Event::JobFailed { key, .. }
            | Event::JobRetriesSet { key, .. }
            | Event::UserTaskAssigned { key, .. }
            | Event::UserTaskStarted { key, .. }
            | Event::UserTaskOverdue { key, .. }
            | Event::UserTaskCompleted { key, .. }
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
            | Event::EventGathered { key, .. }
            | Event::GatewayAwaitsReset { key, .. }
            | Event::GatewayReset { key }
            | Event::ListenerDone { key, .. }
            | Event::UserTaskShaped { key, .. }
            | Event::CompensationKept { key, .. }
            | Event::CompensationThrown { key, .. }
            | Event::TransactionCancelled { key, .. }
            | Event::LoopReported { key, .. }
            | Event::EntryHeld { key, .. }
            | Event::WorkDone { key }
            | Event::BallotOpened { key, .. }
            | Event::SeatChanged { key, .. }
            | Event::BallotDecided { key, .. }
            | Event::UserTaskDelegated { key, .. }
            | Event::Reminded { key, .. }
            | Event::Copied { key, .. }
            | Event::Returned { key, .. }
            | Event::TokenWithdrawn { key, .. } => *key,
        })
    }
}
