//! Why a decision gives no answer.
use crate::expression::Reason;

/// Why a decision gives no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// There is no such decision in the file.
    #[error("there is no decision `{decision}`")]
    Unknown {
        /// What was asked for.
        decision: String,
    },
    /// A rule parameter has no value at this time.
    #[error("rule parameter `{name}` has no value now, and decision `{decision}` uses it")]
    Parameter {
        /// The decision.
        decision: String,
        /// The parameter.
        name: String,
    },
    /// It may run without end: only the killable child may evaluate it.
    #[error("decision `{decision}` must run in a child process: {reason}")]
    Unbounded {
        /// The decision.
        decision: String,
        /// Why it is not provably bounded.
        reason: Reason,
    },
    /// With these data it needs more steps, or deeper calls, than it may in process.
    #[error("decision `{decision}` needs too many steps with these data to run in process")]
    TooCostly {
        /// The decision.
        decision: String,
    },
    /// What it is asked with is no value.
    #[error("input `{name}`: {detail}")]
    Input {
        /// The name.
        name: String,
        /// What is wrong.
        detail: String,
    },
    /// The result cannot be a variable: a function, a range, something nested too deeply.
    #[error("decision `{decision}` gives something that cannot be a variable: {found}")]
    NotData {
        /// The decision.
        decision: String,
        /// What it gives.
        found: String,
    },
    /// The library broke down.
    #[error("the evaluation of decision `{decision}` broke down")]
    Panic {
        /// The decision.
        decision: String,
    },
    /// What the child process said, or what happened to it.
    #[error("{message}")]
    Child {
        /// Stable code.
        code: String,
        /// For people.
        message: String,
    },
}

impl DecisionError {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &str {
        match self {
            DecisionError::Unknown { .. } => "decision-unknown",
            DecisionError::Parameter { .. } => "parameter-without-value",
            DecisionError::Unbounded { .. } => "decision-unbounded",
            DecisionError::TooCostly { .. } => "decision-too-costly",
            DecisionError::Input { .. } => "decision-input",
            DecisionError::NotData { .. } => "decision-not-data",
            DecisionError::Panic { .. } => "decision-panic",
            DecisionError::Child { code, .. } => code,
        }
    }

    /// The decision is fine, but only the killable child may evaluate it.
    pub fn needs_child(&self) -> bool {
        matches!(self, DecisionError::Unbounded { .. } | DecisionError::TooCostly { .. })
    }
}
