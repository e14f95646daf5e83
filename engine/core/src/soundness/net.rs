//! What the analysis plays its token game on: places that hold tokens, and transitions that move them.
use super::steps::Step;
use crate::id::ElementId;
use crate::problem::Place as Position;

/// A net: the flow nodes of processes that send each other messages, turned into places and transitions.
#[derive(Debug, Default)]
pub struct Net {
    pub places: Vec<Place>,
    pub transitions: Vec<Transition>,
    /// Processes, sub-processes and event sub-processes; a scope stands behind the one around it.
    pub scopes: Vec<Scope>,
    pub joins: Vec<Join>,
    /// Some element could not be said exactly; what is found is true, what is not found proves nothing.
    pub inexact: Vec<ElementId>,
    /// Some element does what is not analysed; nothing can be said.
    pub unknown: Vec<ElementId>,
}

/// Where tokens rest.
#[derive(Debug)]
pub struct Place {
    pub kind: PlaceKind,
    /// The element or flow it stands for.
    pub id: ElementId,
    pub position: Position,
    /// The scope whose end takes its tokens away; messages have none.
    pub scope: Option<usize>,
    pub initial: u8,
    /// Reductions keep away from it: an inclusive join looks at it.
    pub watched: bool,
}

/// What a place stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// A sequence flow.
    Flow,
    /// A flow, or the tokens before an activity, where several at once are meant.
    Many,
    /// A step inside an element.
    Inside,
    /// An activity that is running.
    Active,
    /// An end event that was reached.
    End,
    /// An event that may still happen once.
    Armed,
    /// A message on its way.
    Message,
    /// A process that has not begun.
    Initial,
}

impl PlaceKind {
    /// Whether a token there keeps its scope running.
    pub fn is_token(self) -> bool {
        matches!(self, PlaceKind::Flow | PlaceKind::Many | PlaceKind::Inside | PlaceKind::Active)
    }
}

/// A move of tokens. Takes first, then clears, then gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Transition {
    /// One token from each, in order; a place may stand there several times. For an inclusive join from each that has one.
    pub take: Vec<usize>,
    /// One token to each; a place may stand there twice.
    pub give: Vec<usize>,
    /// Places that lose what they hold.
    pub zero: Vec<usize>,
    /// A scope that loses whatever is in it, however deep.
    pub clear: Option<usize>,
    pub guard: Guard,
    pub join: Option<usize>,
    /// The elements passed on the way.
    pub steps: Option<Step>,
    /// Elements passed by moves that were found to be the same.
    pub twins: Option<Step>,
}

/// What must hold beside the tokens taken.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Guard {
    #[default]
    None,
    /// Nothing runs in the scope.
    Done(usize),
    /// Something runs in the scope.
    Busy(usize),
    /// The place is empty: a sub-process is entered by one token after the other.
    Idle(usize),
}

/// A process, sub-process or event sub-process.
#[derive(Debug)]
pub struct Scope {
    pub parent: Option<usize>,
    /// The element, for words.
    pub id: ElementId,
}

/// An inclusive join: which of its incoming flows can be reached from where.
#[derive(Debug)]
pub struct Join {
    pub incoming: Vec<usize>,
    /// For each place of the scope: the incoming flows (as bits) that a token there may come to, and those it may come to
    /// without an interruption.
    pub reach: Vec<(usize, u64, u64)>,
}

impl Net {
    /// Adds a place.
    pub fn place(&mut self, kind: PlaceKind, id: &ElementId, position: Position, scope: Option<usize>) -> usize {
        self.places.push(Place { kind, id: id.clone(), position, scope, initial: 0, watched: false });
        self.places.len() - 1
    }
}

impl Transition {
    /// Whether it only moves tokens.
    pub fn is_plain(&self) -> bool {
        self.guard == Guard::None && self.join.is_none() && self.clear.is_none() && self.zero.is_empty()
    }
}
