//! What can be compensated, and who compensates: part of the tree of element instances.
//!
//! An activity that completes leaves a [`Compensable`] in its scope when somebody may ask for it later (see
//! [`crate::process::Process::keeps`]). It is taken out when its handler begins, so that nothing is compensated twice,
//! and goes with its scope: into the scope's own record when that can be compensated in turn, else away.
use crate::id::{ElementId, Key};
use crate::instance::Variables;
use crate::past::Changes;
use serde::{Deserialize, Serialize};

/// One scope remembers at most this many completed activities.
pub const COMPENSABLE_MAX: usize = 10_000;

/// A completed activity, as it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Compensable {
    /// The key it had.
    pub activity: Key,
    /// Its element; for a multi-instance activity the scope around its instances.
    pub element: ElementId,
    /// The number of the event that kept it, for what did not complete the greatest of those inside: compensation goes
    /// from the greatest to the least.
    pub seq: u64,
    /// Its own variables when it completed.
    pub variables: Variables,
    /// For a scope: what completed in it and was not compensated yet.
    pub inside: Vec<Compensable>,
    /// The throw event that will compensate it. When that is gone, another may.
    pub claimed: Option<Key>,
    /// Did it complete? What a cancelled transaction interrupts has not: only what completed in it is compensated.
    pub complete: bool,
    /// For a scope: what its variables were when something in it completed.
    #[serde(default)]
    pub past: Changes,
}

/// A completed activity and the element instance that keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Where it lived.
    pub scope: Key,
    /// The key it had.
    pub activity: Key,
}

/// What an element instance has to do with compensation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Compensating {
    /// It is the handler of a completed activity.
    Handler(Kept),
    /// It is a completed scope once more, with its variables as they were: what completed in it is compensated.
    Scope(Kept),
    /// The same for a scope that did not complete, because a cancelled transaction interrupted it.
    Interrupted(Kept),
    /// It is a throw event that does not wait: the flow has gone on, and it compensates beside it.
    Beside,
}

impl Compensating {
    /// What is compensated.
    pub fn kept(self) -> Option<Kept> {
        match self {
            Compensating::Handler(kept) | Compensating::Scope(kept) | Compensating::Interrupted(kept) => Some(kept),
            Compensating::Beside => None,
        }
    }
}
