//! What a modification of a running instance says: tokens put elsewhere, added or taken away by hand.
use crate::id::{ElementId, Key};
use crate::instance::Variables;
use serde::{Deserialize, Serialize};

/// Instructions for one instance, carried out in their order, all or none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Modification {
    /// What is to be done.
    pub instructions: Vec<Instruction>,
    /// What becomes of scopes that a cancellation has left without a token.
    pub empty_scopes: EmptyScopes,
    /// Why, for those who read the trace later.
    pub reason: Option<String>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Instruction {
    /// A new token.
    Start(Entering),
    /// End element instances, with all that lives in them.
    Cancel(Which),
    /// End element instances and begin elsewhere, once for each: the new token is caused by the one that was ended.
    Move {
        /// What is ended.
        from: Which,
        /// What begins.
        to: Entering,
    },
}

/// Where a token begins, and with what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entering {
    /// The place.
    pub target: Target,
    /// The element instance around it, when there are several. The scopes between the two are made new.
    pub scope: Option<Key>,
    /// Variables that are set.
    pub variables: Variables,
    /// Are they the process's, or local to what begins?
    pub global: bool,
}

/// A place where a token can begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// The element is entered. A gateway that joins is passed; to add one token to it, start its flow.
    Before(ElementId),
    /// The element is left undone, and its outgoing flows are taken as it would take them.
    After(ElementId),
    /// The sequence flow is taken.
    Flow(ElementId),
}

/// Which element instances.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Which {
    /// This one.
    Instance(Key),
    /// All of an element; of a multi-instance activity the whole of it.
    All(ElementId),
}

/// What becomes of a scope whose last token was cancelled. Nothing completes by accident: going on has to be asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EmptyScopes {
    /// It ends too, and so on outwards; an instance without any token is terminated.
    #[default]
    Cancel,
    /// It goes on as if its last token had ended: a sub-process completes, a multi-instance activity takes its next item.
    Continue,
}

impl Entering {
    /// A token at a place, with nothing.
    pub fn at(target: Target) -> Self {
        Entering { target, scope: None, variables: Variables::new(), global: false }
    }
}

impl Target {
    /// The element or flow that it names.
    pub fn id(&self) -> &ElementId {
        match self {
            Target::Before(id) | Target::After(id) | Target::Flow(id) => id,
        }
    }
}
