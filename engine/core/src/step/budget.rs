//! How many moves one step may make. Instances of a multi-instance activity have a bound of their own, so what each of
//! them may do on its way to a wait does not count; only a cycle goes beyond that. What it sets has a bound too.
use super::{Driver, MOVES_MAX};
use crate::element;
use crate::event::Event;
use crate::failure::{Failure, Stop};
use crate::id::Key;
use crate::process::{Kind, Process};
use petgraph::graph::NodeIndex;
use serde_json::Value;
use std::collections::BTreeSet;

/// Most moves of a step that do not count, of all its multi-instance activities together. It bounds the time of a step,
/// and what follows from it fits into one commit: 10 000 instances of a start event, a script and an end event do.
pub const FREE_MOVES_MAX: usize = 150_000;

/// About how many bytes the data may have that one step sets or sends, before what would come next waits. It is what one
/// command may bring a few times over; only many copies of large data go beyond that.
pub const STEP_BYTES_MAX: usize = 8 << 20;

/// The moves of a step: how many there were, and how many there may be; and the bytes of what it set.
pub(super) struct Budget {
    made: usize,
    most: usize,
    bytes: usize,
}

impl Budget {
    pub(super) fn new() -> Self {
        Budget { made: 0, most: MOVES_MAX, bytes: 0 }
    }

    /// All moves were made before.
    pub(super) fn used_up() -> Self {
        Budget { made: MOVES_MAX, ..Budget::new() }
    }

    /// This happened.
    pub(super) fn set(&mut self, event: &Event) {
        self.bytes += match event {
            Event::VariableSet { value, .. } => bytes_of(value),
            Event::LoopCollected(collected) => bytes_of(&collected.value),
            Event::ElementActivating { variables, .. } => variables.values().map(bytes_of).sum(),
            Event::MessageThrown { variables, .. }
            | Event::SignalThrown { variables, .. }
            | Event::EscalationThrown { variables, .. } => variables.values().map(bytes_of).sum(),
            Event::LoopStarted(started) => started.items.iter().flatten().map(bytes_of).sum(),
            _ => 0,
        };
    }

    /// Is it as much as one step may set?
    pub(super) fn is_full(&self) -> bool {
        self.bytes >= STEP_BYTES_MAX
    }

    /// One more move, if there may be one.
    pub(super) fn take(&mut self) -> bool {
        let may = self.made < self.most;
        self.made += usize::from(may);
        may
    }

    /// How many there may be.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// So many more, because what makes them has a bound of its own.
    pub(super) fn grant(&mut self, moves: usize) {
        self.most = (self.most + moves).max(self.made);
    }

    /// How often so many more moves may still be granted.
    fn fits(&self, moves: usize) -> usize {
        (MOVES_MAX + FREE_MOVES_MAX).saturating_sub(self.most) / moves
    }

    /// Nothing is on its way: what was granted and not needed is there for others.
    fn reclaim(&mut self) {
        self.most = self.most.min(self.made + MOVES_MAX);
    }
}

impl Driver<'_> {
    /// How many of these instances of a multi-instance activity are entered now, each with the moves that it may make.
    /// The others begin when nothing is on its way any more.
    pub(super) fn begins_now(&mut self, scope: Key, children: usize) -> usize {
        let node = self.process.node(&self.live(scope).element);
        let each = self.process.entries(node).first().map_or(1, |activity| moves_of(self.process, *activity));
        let now = children.min(self.budget.fits(each));
        self.budget.grant(now * each);
        if now < children {
            self.unbegun.insert(scope);
        }
        now
    }

    /// Begins what has not begun because too much was on its way. Where the step has made all the moves that it may, one
    /// incident at the activity says so, and resolved it goes on with those that are left.
    pub(super) fn begin_more(&mut self, scope: Key) {
        self.budget.reclaim();
        let Some(looped) = self.instance.elements.get(&scope).and_then(|e| e.looped.as_ref()) else { return };
        let (started, total) = (looped.started, looped.total);
        self.child_gone(scope);
        if self.moves.is_empty() && self.unbegun.remove(&scope) {
            let max = self.budget.most();
            self.stop(scope, Stop::Failed(Failure::LoopTooLong { max, started, total }));
        }
    }
}

/// The moves that one pass through an activity may take: over each flow once, into and out of each element once. What
/// is repeated in it has its own.
fn moves_of(process: &Process, activity: NodeIndex) -> usize {
    let (mut stack, mut seen, mut moves) = (vec![activity], BTreeSet::new(), 0);
    while let Some(node) = stack.pop() {
        if !seen.insert(node) {
            continue;
        }
        let kind = &process.graph[node].kind;
        moves += 2 + usize::from(element::is_scope(kind)) + process.outgoing(node).len();
        if element::is_scope(kind) && !matches!(kind, Kind::MultiInstance(_)) {
            stack.extend(process.entries(node));
            stack.extend(process.event_sub_processes(node).iter().flat_map(|(sub, start)| [*sub, *start]));
        }
        // Nothing goes on from there within the step.
        if !waits(kind) {
            stack.extend(process.outgoing(node).iter().map(|flow| process.target(&flow.id)));
            stack.extend(process.link_target(node));
        }
        stack.extend(process.boundaries(node));
    }
    moves
}

/// Does it wait for something outside, whatever the data are?
fn waits(kind: &Kind) -> bool {
    matches!(kind, Kind::JobTask(_) | Kind::UserTask(_) | Kind::CallActivity(_))
}

/// About how many bytes a value takes where it is written down.
fn bytes_of(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) => 1,
        Value::Number(number) if number.as_u64().is_some_and(|number| number < 128) => 1,
        Value::Number(_) => 9,
        Value::String(text) => 5 + text.len(),
        Value::Array(items) => 5 + items.iter().map(bytes_of).sum::<usize>(),
        Value::Object(entries) => {
            5 + entries.iter().map(|(name, value)| 5 + name.len() + bytes_of(value)).sum::<usize>()
        }
    }
}
