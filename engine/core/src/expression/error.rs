//! What can be wrong with an expression: at deployment, and at run time.

use std::fmt;

use super::{Detail, Reason};
use crate::juel::{Fault, Refusal};
use crate::sentence::Sentence;

/// A place in the text of an expression, counted from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Offset in bytes from the beginning of the text.
    pub offset: usize,
}

impl Position {
    pub(crate) fn of(text: &str, offset: usize) -> Position {
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1, offset }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Why a text is not an expression that Weir runs. Found at deployment.
///
/// ```
/// use weir_core::expression::Expression;
/// let error = Expression::compile("amount > ").unwrap_err();
/// assert_eq!(error.code(), "feel-syntax");
/// assert_eq!(error.to_string(), "not a FEEL expression, look at line 1, column 9: amount >");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxError {
    /// Nothing but blanks.
    #[error("the expression is empty")]
    Empty,
    /// The text does not follow the grammar. The position is a best guess: the library gives none.
    #[error("not a FEEL expression, look at {at}: {near}")]
    Syntax {
        /// Where the order of tokens first looks wrong.
        at: Position,
        /// The line it stands in, cut to a readable length.
        near: String,
    },
    /// A string has no closing quote.
    #[error("the string beginning at {at} has no closing quote")]
    UnclosedString {
        /// Where the string begins.
        at: Position,
    },
    /// More text, names or items than the limit.
    #[error("too long: {found} {what}, at most {max}")]
    TooLong {
        /// What there is too much of.
        what: &'static str,
        /// How much of it.
        found: usize,
        /// The limit.
        max: usize,
    },
    /// Nested deeper than the limit.
    #[error("nested too deeply{}, at most {max} levels", .at.map(|at| format!(" at {at}")).unwrap_or_default())]
    TooDeep {
        /// The limit.
        max: usize,
        /// Where the limit was passed, if known.
        at: Option<Position>,
    },
    /// `function(…) external …`: code outside the engine is a job, never an expression.
    #[error(
        "of external functions only those of `java.lang` that need nothing but their arguments are evaluated here, by their \
         class and their whole signature: use a service task"
    )]
    ExternalFunction,
    /// A call of a name that is neither a built-in nor a function of the expression itself.
    #[error("unknown function `{name}`")]
    UnknownFunction {
        /// The called name.
        name: String,
    },
    /// A literal such as `@"2024-13-01"` that names no value.
    #[error("`{literal}` is not a date, time, duration or number")]
    Literal {
        /// The literal as written.
        literal: String,
    },
    /// A FEEL construct that would give a wrong result, so it is refused.
    #[error("{what}")]
    Unsupported {
        /// What it is, and what to write instead.
        what: String,
    },
    /// It is JUEL, and there is something wrong with it.
    #[error(transparent)]
    Juel(#[from] Refusal),
}

impl SyntaxError {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            SyntaxError::Empty => "feel-empty",
            SyntaxError::Syntax { .. } | SyntaxError::UnclosedString { .. } => "feel-syntax",
            SyntaxError::TooLong { .. } => "feel-too-long",
            SyntaxError::TooDeep { .. } => "feel-too-deep",
            SyntaxError::ExternalFunction => "feel-external-function",
            SyntaxError::UnknownFunction { .. } => "feel-unknown-function",
            SyntaxError::Literal { .. } => "feel-literal",
            SyntaxError::Unsupported { .. } => "feel-unsupported",
            SyntaxError::Juel(refusal) => refusal.code(),
        }
    }

    /// Where to look, if that is known.
    pub fn position(&self) -> Option<Position> {
        match self {
            SyntaxError::Syntax { at, .. } | SyntaxError::UnclosedString { at } => Some(*at),
            SyntaxError::TooDeep { at, .. } => *at,
            SyntaxError::Juel(refusal) => refusal.position(),
            _ => None,
        }
    }
}

/// Why an expression gave no value at run time. `part` is the smallest failing sub-expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// A variable the expression needs does not exist.
    #[error("variable `{variable}` is missing, in `{expression}`")]
    Missing {
        /// The name.
        variable: String,
        /// The whole expression.
        expression: String,
    },
    /// A part is null where a value is needed.
    #[error("`{part}` is null, in `{expression}`")]
    Null {
        /// The smallest part that is null.
        part: String,
        /// The whole expression.
        expression: String,
    },
    /// A part got values of types it cannot work with.
    #[error("`{part}`: {detail}, in `{expression}`")]
    Type {
        /// The smallest failing part.
        part: String,
        /// What was expected and found.
        detail: Detail,
        /// The whole expression.
        expression: String,
    },
    /// Any other fault: division by zero, an index out of range, an invalid date.
    #[error("`{part}`: {detail}, in `{expression}`")]
    Fault {
        /// The smallest failing part.
        part: String,
        /// What went wrong.
        detail: Detail,
        /// The whole expression.
        expression: String,
    },
    /// A condition gave something else than true or false.
    #[error("the condition `{expression}` gives {found}, not true or false")]
    NotBoolean {
        /// The type it gave.
        found: &'static str,
        /// The whole expression.
        expression: String,
    },
    /// The result cannot be a variable: a function, a range, a unary test.
    #[error("`{expression}` gives {found}, which cannot be a variable")]
    NotData {
        /// What it gave.
        found: &'static str,
        /// The whole expression.
        expression: String,
    },
    /// A number beyond what JSON carries.
    #[error("`{expression}` gives {number}, which JSON cannot carry")]
    Number {
        /// The number.
        number: String,
        /// The whole expression.
        expression: String,
    },
    /// A number beyond what FEEL can hold, 34 digits and an exponent of 6144.
    #[error("`{part}` is larger than a number can be, in `{expression}`")]
    TooLarge {
        /// The smallest part that gives it.
        part: String,
        /// The whole expression.
        expression: String,
    },
    /// A number that would be stored as another one: JSON carries some 17 digits.
    #[error(
        "`{expression}` gives {number}, which would be stored as {stored}: round it, for instance with \
         `round half up(…, 2)`, or keep it as text with `string(…)`"
    )]
    Inexact {
        /// The number.
        number: String,
        /// What it would be as JSON.
        stored: String,
        /// The whole expression.
        expression: String,
    },
    /// A value nested deeper than [`VALUE_DEPTH_MAX`](super::VALUE_DEPTH_MAX) goes in or comes out.
    #[error("a value of `{expression}` is nested more than {max} levels deep")]
    TooDeep {
        /// The limit.
        max: usize,
        /// The whole expression.
        expression: String,
    },
    /// The expression may run without end: evaluate it in the killable child.
    #[error("`{expression}` must run in a child process: {reason}")]
    Unbounded {
        /// Why it is not provably bounded.
        reason: Reason,
        /// The whole expression.
        expression: String,
    },
    /// Bounded, but with these data above [`STEPS_MAX`](super::STEPS_MAX): evaluate it in the killable child.
    #[error("`{expression}` needs about {steps} steps with these data, at most {max} in process")]
    TooCostly {
        /// Estimated steps.
        steps: u64,
        /// The limit.
        max: u64,
        /// The whole expression.
        expression: String,
    },
    /// The library broke down on this input.
    #[error("the evaluation of `{expression}` broke down")]
    Panic {
        /// The whole expression.
        expression: String,
    },
    /// A rule parameter that is not declared, or has no value at the time of the step.
    #[error("rule parameter `{name}` has no value now, in `{expression}`")]
    Parameter {
        /// The name.
        name: String,
        /// The whole expression.
        expression: String,
    },
    /// What the child process said, or what happened to it.
    #[error("{message}")]
    Child {
        /// Stable code.
        code: String,
        /// Text for people.
        message: String,
        /// The same in parts.
        sentence: Option<Box<Sentence>>,
    },
    /// A fault of a JUEL expression.
    #[error(transparent)]
    Juel(#[from] Fault),
}

impl EvaluationError {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &str {
        match self {
            EvaluationError::Missing { .. } => "feel-missing-variable",
            EvaluationError::Null { .. } => "feel-null",
            EvaluationError::Type { .. } => "feel-type",
            EvaluationError::Fault { .. } => "feel-fault",
            EvaluationError::NotBoolean { .. } => "feel-not-boolean",
            EvaluationError::NotData { .. } => "feel-not-data",
            EvaluationError::Number { .. } | EvaluationError::TooLarge { .. } => "feel-number",
            EvaluationError::Inexact { .. } => "number-not-exact",
            EvaluationError::TooDeep { .. } => "feel-value-too-deep",
            EvaluationError::Unbounded { .. } => "feel-unbounded",
            EvaluationError::TooCostly { .. } => "feel-too-costly",
            EvaluationError::Panic { .. } => "feel-panic",
            EvaluationError::Parameter { .. } => "parameter-without-value",
            EvaluationError::Child { code, .. } => code,
            EvaluationError::Juel(fault) => fault.code(),
        }
    }

    /// The smallest part that is to blame, where one is.
    pub fn part(&self) -> Option<&str> {
        match self {
            EvaluationError::Missing { variable: part, .. }
            | EvaluationError::Null { part, .. }
            | EvaluationError::Type { part, .. }
            | EvaluationError::TooLarge { part, .. }
            | EvaluationError::Fault { part, .. } => Some(part),
            EvaluationError::Juel(fault) => Some(fault.part()),
            _ => None,
        }
    }

    /// The expression is fine, but only the killable child may evaluate it.
    pub fn needs_child(&self) -> bool {
        matches!(self, EvaluationError::Unbounded { .. } | EvaluationError::TooCostly { .. })
    }
}
