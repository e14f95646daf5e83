//! What events are for: their definitions, as the file says them.
use super::Text;
use crate::id::ElementId;
use crate::problem::Place;
use crate::watch::Watch;

/// An event definition, written inside an event or referred to by `eventDefinitionRef`.
#[derive(Debug, Clone, PartialEq)]
pub struct EventDefinition {
    /// Its id.
    pub id: Option<ElementId>,
    /// Where it stands.
    pub place: Place,
    /// What it defines.
    pub kind: EventKind,
    /// For a condition: which changes of variables it is looked at for; none is all.
    pub watch: Option<Watch>,
    /// Of a signal: does it carry everything that its event sees?
    pub carries_all: bool,
}

/// The event definitions of BPMN.
#[derive(Debug, Clone, PartialEq)]
pub enum EventKind {
    /// `timerEventDefinition`.
    Timer(Option<TimerText>),
    /// `messageEventDefinition`, with `messageRef`.
    Message(Option<ElementId>),
    /// `signalEventDefinition`, with `signalRef`.
    Signal(Option<ElementId>),
    /// `errorEventDefinition`, with `errorRef`.
    Error(Option<ElementId>),
    /// `escalationEventDefinition`, with `escalationRef`.
    Escalation(Option<ElementId>),
    /// `conditionalEventDefinition`.
    Conditional(Option<Text>),
    /// `linkEventDefinition`, with its name.
    Link(Option<String>),
    /// `compensateEventDefinition`.
    Compensate {
        /// `activityRef`.
        activity: Option<ElementId>,
        /// `waitForCompletion`.
        wait: bool,
    },
    /// `cancelEventDefinition`.
    Cancel,
    /// `terminateEventDefinition`.
    Terminate,
    /// `terminateEventDefinition` with `flowable:terminateAll`: of the instance, and of those that have called it.
    TerminateAll,
}

/// When a timer is due.
#[derive(Debug, Clone, PartialEq)]
pub enum TimerText {
    /// `timeDate`.
    Date(Text),
    /// `timeDuration`.
    Duration(Text),
    /// `timeCycle`.
    Cycle(Text),
    /// `timeCycle`, and the time after which it does not repeat any more.
    Until(Text, Text),
}
