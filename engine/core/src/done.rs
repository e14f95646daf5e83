//! What people have done in an instance, and where tokens go on that a return took away.
use crate::approval::Seat;
use crate::id::{ElementId, Key};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A user task that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Which.
    pub element: ElementId,
    /// By whom; of an approval, by whoever gave the vote that decided it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Those who approved, when it is an approval that has passed.
    pub approved: Vec<String>,
    /// The number of the event by which it was done.
    #[serde(default)]
    pub seq: u64,
    /// Where its tokens went on instead of over its flows: taken back, it still goes on there.
    #[serde(default)]
    pub resume: Vec<Place>,
    /// The scopes that it was done in, inside out; before them itself, where it was one of several instances of its activity.
    #[serde(default)]
    pub within: Vec<Key>,
    /// Were other instances of the same activity done too, of which nothing else tells any more?
    #[serde(default)]
    pub several: bool,
    /// Who was chosen in it for later tasks: each visit has its own.
    #[serde(default)]
    pub chosen: BTreeMap<ElementId, Vec<String>>,
    /// Of an approval: did anybody but whoever decided it add a signer? One of several instances would begin anew
    /// without them.
    #[serde(default)]
    pub joined: bool,
    /// Of an approval in which people changed who is asked: whom it asks when it begins anew.
    #[serde(default)]
    pub asked: Vec<Seat>,
}

/// So many tasks in scopes are known as done; of more the oldest are forgotten, and nothing goes back to them.
const NESTED_MAX: usize = 1000;

impl Done {
    /// Was it done in this visit of a scope, and not in another one? What was written before this was known does not say.
    pub fn is_in(&self, scope: Key) -> bool {
        self.within.is_empty() || self.within.contains(&scope)
    }

    /// Was it done in a scope of its own inside the process?
    pub fn is_nested(&self) -> bool {
        self.within.len() > 1
    }

    /// Notes it among all that was done: each element once in each visit of its scope that is still at work. Is the
    /// innermost scope, or the activity itself, one of several instances?
    pub(crate) fn note(mut self, all: &mut Vec<Done>, is_one_of_several: bool, lives: impl Fn(Key) -> bool) {
        all.retain(|done| {
            let over = !done.within.iter().any(|visit| lives(*visit) && !self.within.contains(visit));
            if done.element != self.element || !over {
                return true;
            }
            // Instances of one activity are parts of the same work: whoever approved in one of them has approved.
            let beside = done.within != self.within && done.within.get(1..) == self.within.get(1..);
            if beside && is_one_of_several {
                self.several = true;
                let theirs: Vec<String> =
                    done.approved.iter().filter(|by| !self.approved.contains(by)).cloned().collect();
                self.approved.extend(theirs);
            }
            false
        });
        all.push(self);
        if all.iter().filter(|done| done.is_nested()).count() > NESTED_MAX
            && let Some(oldest) = all.iter().position(Done::is_nested)
        {
            all.remove(oldest);
        }
    }
}

/// Where a token can be put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// Before an element.
    Element(ElementId),
    /// On a flow.
    Flow(ElementId),
    /// Before an element whose tokens go on to these places when it is done: a matter had gone back to it as well.
    Resuming(ElementId, Vec<Place>),
    /// Before an approval in which people changed who is asked: it asks these. Where there are places it goes on there.
    Asking(ElementId, Vec<Seat>, Vec<Place>),
}

impl Place {
    /// How many returns that come back stand one in another in it.
    pub fn depth(&self) -> usize {
        match self {
            Place::Element(_) | Place::Flow(_) => 0,
            Place::Asking(_, _, then) if then.is_empty() => 0,
            Place::Resuming(_, then) | Place::Asking(_, _, then) => {
                1 + then.iter().map(Place::depth).max().unwrap_or(0)
            }
        }
    }
}
