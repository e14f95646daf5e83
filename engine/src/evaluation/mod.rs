//! Expressions that are not provably bounded run in a process of their own, which is killed when it takes too long or
//! too much memory. One costs at most one incident, never the node.
mod child;
mod javascript;
mod parsing;
mod pool;

pub use child::serve_child;
pub use parsing::not_parsed;
pub use pool::{CHILDREN, ChildPool, DEADLINE};

use serde::{Deserialize, Serialize};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use weir_core::decision::DecisionRequest;
use weir_core::expression::ChildRequest;
use weir_core::instance::Answer;
use weir_core::script::ScriptRequest;

/// The argument that makes the binary evaluate expressions; see [`serve_child`].
pub const SUBCOMMAND: &str = "evaluate-expression";
/// The code of an evaluation that was killed.
pub const TOO_COSTLY: &str = "expression-too-costly";
/// The code of a host that cannot evaluate anything at present: the machine is at fault, not what was to be evaluated,
/// and it is tried again.
pub const UNAVAILABLE: &str = "evaluation-unavailable";

/// One evaluation that may cost anything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Work {
    /// An expression; its answer is its value.
    Expression(ChildRequest),
    /// A decision; its answer is an [`Evaluated`](weir_core::decision::Evaluated).
    Decision(Box<DecisionRequest>),
    /// A script; its answer is its value, or an [`Outcome`](weir_core::script::Outcome).
    Script(Box<ScriptRequest>),
    /// Scripts that are only parsed; its answer says of each why it cannot be, or null.
    Parse(Vec<String>),
}

/// Who evaluates what may cost anything.
pub trait EvaluationHost: Send + Sync + fmt::Debug + 'static {
    /// Evaluates one, within limits of its own.
    fn evaluate(&self, work: Work) -> Pin<Box<dyn Future<Output = Answer> + Send + '_>>;
}
