//! What people have done in an instance, and where tokens go on that a return took away.
use crate::id::ElementId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

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
}

impl Place {
    /// How many returns that come back stand one in another in it.
    pub fn depth(&self) -> usize {
        match self {
            Place::Element(_) | Place::Flow(_) => 0,
            Place::Resuming(_, then) => 1 + then.iter().map(Place::depth).max().unwrap_or(0),
        }
    }
}
