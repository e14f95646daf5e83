//! What events are for: their definitions, as the file says them.
use super::Text;
use crate::id::ElementId;
use crate::problem::Place;

/// An event definition, written inside an event or referred to by `eventDefinitionRef`.
#[derive(Debug, Clone, PartialEq)]
pub struct EventDefinition {
    /// Its id.
    pub id: Option<ElementId>,
    /// Where it stands.
    pub place: Place,
    /// What it defines.
    pub kind: EventKind,
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
}

/// Which changes of variables have a condition looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// Changes of these variables; empty is all that the condition reads.
    pub variables: Vec<String>,
    /// Only when a variable is new, or only when it was there before; none is both.
    pub created: Option<bool>,
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
}
