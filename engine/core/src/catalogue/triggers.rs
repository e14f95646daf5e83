//! Which trigger may stand on which event, and which of them run.
use super::entry::Status::{self, Executed};
use Position::{Boundary, BoundaryBeside, Catch, End, EventSubProcess, EventSubProcessBeside, Start, Throw};

/// Where an event stands; "beside" is non-interrupting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// At the start of a process.
    Start,
    /// At the start of an event sub-process that interrupts.
    EventSubProcess,
    /// At the start of one that does not.
    EventSubProcessBeside,
    /// Between, waiting.
    Catch,
    /// Between, throwing.
    Throw,
    /// At an end.
    End,
    /// At the boundary of an activity, interrupting it.
    Boundary,
    /// At the boundary, beside the activity.
    BoundaryBeside,
}

/// What the standard allows on an event and what we make of it; none: the standard forbids it.
///
/// `none` is an event without trigger. The two tables of the standard (10.5, types of events) say the same: errors and
/// compensation always interrupt, links only connect intermediate events, cancel belongs to transactions.
///
/// ```
/// use weir_core::catalogue::triggers::{Position, allowed};
/// assert!(allowed(Position::Boundary, "errorEventDefinition").is_some());
/// assert!(allowed(Position::BoundaryBeside, "errorEventDefinition").is_none());
/// ```
pub fn allowed(position: Position, definition: &str) -> Option<Status> {
    Some(match (definition, position) {
        ("none", Start | Throw | End)
        | ("messageEventDefinition" | "signalEventDefinition", _)
        | (
            "timerEventDefinition" | "conditionalEventDefinition",
            Start | EventSubProcess | EventSubProcessBeside | Catch | Boundary | BoundaryBeside,
        )
        | ("errorEventDefinition", EventSubProcess | End | Boundary)
        | (
            "escalationEventDefinition",
            EventSubProcess | EventSubProcessBeside | Throw | End | Boundary | BoundaryBeside,
        )
        | ("linkEventDefinition", Catch | Throw)
        | ("compensateEventDefinition", EventSubProcess | Throw | End | Boundary)
        | ("cancelEventDefinition", End | Boundary)
        | ("terminateEventDefinition", End) => Executed,
        _ => return None,
    })
}

impl Position {
    /// In words.
    pub fn english(self) -> &'static str {
        match self {
            Start => "the start event of a process or sub-process",
            EventSubProcess => "the start event of an event sub-process",
            EventSubProcessBeside => "the non-interrupting start event of an event sub-process",
            Catch => "an intermediate catch event",
            Throw => "an intermediate throw event",
            End => "an end event",
            Boundary => "an interrupting boundary event",
            BoundaryBeside => "a non-interrupting boundary event",
        }
    }
}
