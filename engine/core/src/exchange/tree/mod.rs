//! A process as a tree of approvals: the same file, read as people of an office think of it, one step below the other.
//!
//! A file is a tree when every way that splits comes together again at a gateway of the same kind, or ends, and when it
//! speaks only of what the tree has words for. A file that is none is not touched: [`tree`] says which elements stand
//! against it. A [`Change`] is a change of the text, so whatever it does not touch stays byte for byte as it was.
mod branches;
mod change;
pub(super) mod graph;
mod nodes;
mod reader;
pub(super) mod text;

use crate::id::ElementId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use change::{Changed as ChangedTree, change as change_tree};
pub use reader::tree;

/// Branches inside branches, at most.
pub const TREE_DEPTH_MAX: usize = 40;
/// Elements that stand against a tree, as many as are told.
pub const OFFENDERS_MAX: usize = 200;

/// A process as a tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tree {
    /// The process.
    pub process: ElementId,
    /// What people call it.
    pub name: Option<String>,
    /// From its start to its end.
    pub nodes: Vec<TreeNode>,
}

/// One step of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TreeNode {
    /// The element; of what branches: the gateway at which it does.
    pub id: ElementId,
    /// What it is.
    pub kind: NodeKind,
    /// Its name in the language of BPMN.
    pub element: String,
    /// What people call it.
    pub name: Option<String>,
    /// What a card of it says: attributes of ours by their names without prefix, `timer`, `calledElement`.
    pub says: BTreeMap<String, String>,
    /// The flow that leaves it; none where nothing comes behind it.
    pub next: Option<ElementId>,
    /// Of what branches: the gateway at which the branches come together; none where all of them end.
    pub join: Option<ElementId>,
    /// Of what branches.
    pub branches: Vec<TreeBranch>,
    /// What stands inside a sub-process.
    pub inside: Vec<TreeNode>,
}

/// One of several ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TreeBranch {
    /// The flow with which it begins.
    pub flow: ElementId,
    /// What people call it.
    pub name: Option<String>,
    /// When it is taken.
    pub condition: Option<String>,
    /// Is it taken when no other one is?
    pub default: bool,
    /// Its steps.
    pub nodes: Vec<TreeNode>,
    /// The flow with which it comes to where the branches join; none where it ends.
    pub last: Option<ElementId>,
}

/// What the tree has words for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NodeKind {
    /// Who begins: a start event.
    Start,
    /// Whose consent is needed: a user task with a rule for approvers.
    Approver,
    /// Who has something to do: any other user task.
    Handler,
    /// Who is told: a user task that asks nobody and sends copies.
    Copy,
    /// One of several ways: an exclusive gateway.
    Condition,
    /// All ways: a parallel gateway.
    Parallel,
    /// Every way whose condition holds: an inclusive gateway.
    Inclusive,
    /// Another process, or a part of this one.
    Subprocess,
    /// Some time goes by: a timer.
    Delay,
    /// Something is done by a machine: a job, a script, a decision, a message or signal.
    Trigger,
    /// The end.
    End,
}

/// Why a file is no tree: one element, and what about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Offender {
    /// The element; none where it is about the whole file.
    pub element: Option<ElementId>,
    /// Stable, kebab-case, `tree-…`.
    pub code: String,
    /// What is said, where, and what to do.
    pub message: String,
}

/// What is changed in a tree. `at` is the place of a step: the flow on which it shall stand, or the last element of a way
/// that has no end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Change {
    /// A new step.
    Add {
        /// Where.
        at: ElementId,
        /// What.
        kind: NodeKind,
        /// What people call it; may be empty.
        #[serde(default)]
        name: String,
    },
    /// A step goes, with all that is in it.
    Remove {
        /// Which.
        node: ElementId,
    },
    /// A step goes elsewhere, with all that is in it.
    Move {
        /// Which.
        node: ElementId,
        /// Where to.
        at: ElementId,
    },
    /// One more way at a step that branches.
    AddBranch {
        /// Which step.
        node: ElementId,
    },
    /// A way goes with all its steps. Where only one is left, nothing branches any more.
    RemoveBranch {
        /// The flow with which it begins.
        flow: ElementId,
    },
    /// A way is looked at earlier or later than the one beside it.
    MoveBranch {
        /// The flow with which it begins.
        flow: ElementId,
        /// Earlier, or else later.
        earlier: bool,
    },
    /// What is said of a step or a way.
    Set {
        /// Which: a node or the flow of a branch.
        element: ElementId,
        /// `name`, or an attribute of ours without prefix.
        attribute: String,
        /// What it says now; empty takes it out.
        value: String,
    },
}

/// Why a tree is not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoChange {
    /// The file is no tree, before anything was changed.
    NoTree(Vec<Offender>),
    /// The change does not fit.
    Refused {
        /// Stable, kebab-case, `tree-…`.
        code: &'static str,
        /// What was wrong, and what to do.
        message: String,
    },
}

impl NoChange {
    fn refused(code: &'static str, message: impl Into<String>) -> Self {
        NoChange::Refused { code, message: message.into() }
    }
}
