//! Models as trees of approvals.
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A model as a tree, or why it is none.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShownTree {
    /// The tree; null where the model is none.
    tree: Option<ApprovalTree>,
    /// What stands against it.
    offenders: Vec<TreeOffender>,
    /// The changed text; null where nothing was changed.
    xml: Option<String>,
    /// What was made or changed.
    element: Option<String>,
}

/// A process as a tree.
#[derive(Serialize, ToSchema)]
struct ApprovalTree {
    /// The process.
    process: String,
    /// What people call it.
    name: Option<String>,
    /// Its steps, from the start to the end.
    nodes: Vec<TreeNode>,
}

/// One step.
#[derive(Serialize, ToSchema)]
struct TreeNode {
    /// The element; of what branches: the gateway at which it does.
    id: String,
    /// What it is.
    kind: TreeNodeKind,
    /// Its name in the language of BPMN.
    element: String,
    /// What people call it.
    name: Option<String>,
    /// What its card says: attributes by their names, `timer`, `calledElement`.
    says: BTreeMap<String, String>,
    /// The flow that leaves it; null where nothing comes behind it.
    next: Option<String>,
    /// Of what branches: where the branches come together; null where all of them end.
    join: Option<String>,
    /// Its ways.
    branches: Vec<TreeBranch>,
    /// What stands inside a sub-process.
    #[schema(no_recursion)]
    inside: Vec<TreeNode>,
}

/// What a step is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum TreeNodeKind {
    Start,
    Approver,
    Handler,
    Copy,
    Condition,
    Parallel,
    Inclusive,
    Subprocess,
    Delay,
    Trigger,
    End,
}

/// One of several ways.
#[derive(Serialize, ToSchema)]
struct TreeBranch {
    /// The flow with which it begins.
    flow: String,
    /// What people call it.
    name: Option<String>,
    /// When it is taken.
    condition: Option<String>,
    /// Is it taken when no other one is?
    default: bool,
    /// Its steps.
    #[schema(no_recursion)]
    nodes: Vec<TreeNode>,
    /// The flow with which it joins the others; null where it ends.
    last: Option<String>,
}

/// Why a model is no tree.
#[derive(Serialize, ToSchema)]
struct TreeOffender {
    /// The element; null where it is about the whole file.
    element: Option<String>,
    /// Stable, `tree-…`.
    code: String,
    /// What is said, and what to do.
    message: String,
}

/// A change of a tree. `at` is where a step shall stand: a flow, or the last element of a way that has no end.
#[derive(Serialize, ToSchema)]
#[serde(tag = "do", rename_all = "camelCase")]
pub enum TreeChange {
    /// A new step.
    Add {
        /// Where.
        at: String,
        /// What.
        kind: TreeNodeKind,
        /// What people call it.
        name: Option<String>,
    },
    /// A step goes with all that is in it.
    Remove {
        /// Which.
        node: String,
    },
    /// A step goes elsewhere.
    Move {
        /// Which.
        node: String,
        /// Where to.
        at: String,
    },
    /// One more way.
    AddBranch {
        /// At which step.
        node: String,
    },
    /// A way goes with all its steps.
    RemoveBranch {
        /// The flow with which it begins.
        flow: String,
    },
    /// A way is looked at before or after the one beside it.
    MoveBranch {
        /// The flow with which it begins.
        flow: String,
        /// Before, or else after.
        earlier: bool,
    },
    /// What is said of a step or of the flow of a branch.
    Set {
        /// Which.
        element: String,
        /// `name`, or an attribute of ours without prefix.
        attribute: String,
        /// What it says now; empty takes it out.
        value: String,
    },
}
