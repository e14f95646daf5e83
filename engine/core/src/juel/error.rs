//! What can be wrong with JUEL: at deployment, and at run time.
use crate::expression::Position;

/// Why a text is no JUEL that Weir evaluates. Found at deployment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The text does not follow the grammar.
    #[error("not a JUEL expression, look at {at}: {detail}")]
    Syntax {
        /// Where.
        at: Position,
        /// What is wrong there.
        detail: String,
    },
    /// More text than the limit.
    #[error("the expression is longer than {max} bytes")]
    TooLong {
        /// The limit.
        max: usize,
    },
    /// Nested deeper than the limit.
    #[error("the expression is nested more than {max} levels deep")]
    TooDeep {
        /// The limit.
        max: usize,
    },
    /// Both forms in one text, which JUEL does not allow.
    #[error("`${{…}}` and `#{{…}}` cannot stand in one text; use one of them")]
    Mixed,
    /// A method that only the Java object behind it knows.
    #[error(
        "`{call}` calls Java code, which does not run here; let a service task do it before and use its result, or write FEEL after `=`"
    )]
    Call {
        /// The call as written.
        call: String,
        /// Where.
        at: Position,
    },
    /// A function that is not known here.
    #[error("there is no function `{name}` here; let a service task do it before and use its result")]
    Function {
        /// Its name, with its prefix.
        name: String,
        /// Where.
        at: Position,
    },
    /// A word that stands for an object of the other engine.
    #[error("`{name}` stands for an object of the other engine, of which only {known} is known here")]
    Object {
        /// The word.
        name: String,
        /// What may be asked of it.
        known: &'static str,
        /// Where.
        at: Position,
    },
}

/// Why JUEL gave no value at run time. The part is the smallest failing sub-expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A variable the expression needs does not exist.
    #[error("variable `{variable}` is missing, in `{expression}`")]
    Missing {
        /// The name.
        variable: String,
        /// The whole expression.
        expression: String,
    },
    /// A method of null.
    #[error("`{part}` is a call on null, in `{expression}`")]
    Null {
        /// The call.
        part: String,
        /// The whole expression.
        expression: String,
    },
    /// Values that do not go together.
    #[error("`{part}`: {detail}, in `{expression}`")]
    Type {
        /// The smallest failing part.
        part: String,
        /// What was expected and found.
        detail: String,
        /// The whole expression.
        expression: String,
    },
    /// It would build or compute too much.
    #[error("`{part}`: {detail}, in `{expression}`")]
    TooLarge {
        /// The smallest failing part.
        part: String,
        /// What is too large.
        detail: String,
        /// The whole expression.
        expression: String,
    },
}

impl Refusal {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Syntax { .. } => "juel-syntax",
            Refusal::TooLong { .. } => "juel-too-long",
            Refusal::TooDeep { .. } => "juel-too-deep",
            Refusal::Mixed => "juel-mixed",
            Refusal::Call { .. } => "juel-unknown-call",
            Refusal::Function { .. } => "juel-unknown-function",
            Refusal::Object { .. } => "juel-unknown-object",
        }
    }

    /// Where to look, if that is known.
    pub fn position(&self) -> Option<Position> {
        match self {
            Refusal::Syntax { at, .. }
            | Refusal::Call { at, .. }
            | Refusal::Function { at, .. }
            | Refusal::Object { at, .. } => Some(*at),
            Refusal::TooLong { .. } | Refusal::TooDeep { .. } | Refusal::Mixed => None,
        }
    }
}

impl Fault {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Missing { .. } => "juel-missing-variable",
            Fault::Null { .. } => "juel-null",
            Fault::Type { .. } => "juel-type",
            Fault::TooLarge { .. } => "juel-too-large",
        }
    }

    /// The smallest part that is to blame.
    pub fn part(&self) -> &str {
        match self {
            Fault::Missing { variable: part, .. }
            | Fault::Null { part, .. }
            | Fault::Type { part, .. }
            | Fault::TooLarge { part, .. } => part,
        }
    }
}
