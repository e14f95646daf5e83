//! Why an element cannot go on: a fault of model or data. It becomes an incident, and the token keeps its place.
use crate::id::ElementId;
use crate::sentence::{Sentence, forms};

/// An element stops here.
#[derive(Debug, Clone, PartialEq)]
pub enum Stop {
    /// It cannot go on.
    Failed(Failure),
    /// It needs the value of an expression that only a killable process may evaluate.
    Ask(String),
}

/// A run-time fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// BPMN 13.4: an exception when no condition holds and there is no default flow.
    #[error("no outgoing flow of `{element}` holds, and it has no default flow{needs}")]
    NoFlow {
        /// The element.
        element: ElementId,
        /// What each flow needs, and what the data are.
        needs: String,
        /// The same in parts.
        sentence: Box<Sentence>,
    },
    /// A scope that nothing begins.
    #[error("`{element}` has nothing to start with")]
    NoStart {
        /// The scope.
        element: ElementId,
    },
    /// A link without its other half.
    #[error("`{element}` has no link catch event of its name")]
    NoLinkTarget {
        /// The link throw event.
        element: ElementId,
    },
    /// Nobody catches it.
    #[error("error `{error}` was not caught{}", if message.is_empty() { String::new() } else { format!(": {message}") })]
    Uncaught {
        /// The error code.
        error: String,
        /// The thrower's words.
        message: String,
    },
    /// An expression could not be evaluated, or gave what cannot be used.
    #[error("{message}")]
    Expression {
        /// Stable code.
        code: String,
        /// The expression as written.
        expression: String,
        /// What was wrong, with the part that failed.
        message: String,
        /// The same in parts.
        sentence: Option<Box<Sentence>>,
    },
    /// A value is needed.
    #[error("{what} is empty: `{expression}` gives no text")]
    Missing {
        /// What for.
        what: String,
        /// Where it should come from.
        expression: String,
    },
    /// A number is needed.
    #[error("{what} is not a number: `{text}`")]
    NotNumber {
        /// What for.
        what: String,
        /// What was there.
        text: String,
    },
    /// A whole number within limits is needed.
    #[error("{what} is to be a whole number from {least} to {most}, and is `{text}`")]
    OutOfRange {
        /// What for.
        what: String,
        /// What was there.
        text: String,
        /// The least that is taken.
        least: i64,
        /// The most that is taken.
        most: i64,
    },
    /// A time is needed.
    #[error("{}", crate::timer::no_time(text))]
    NotTime {
        /// What was there.
        text: String,
    },
    /// Only activities that nothing leads to are chosen.
    #[error(
        "`{wanted}` is no activity of `{element}` that could be chosen: it needs to stand there without incoming flow"
    )]
    NotEnabled {
        /// The ad-hoc sub-process.
        element: ElementId,
        /// What was asked for.
        wanted: String,
    },
    /// Too many instances of one activity.
    #[error("{total} instances of one activity are more than {max}")]
    LoopTooLarge {
        /// How many there would be.
        total: usize,
        /// How many there may be.
        max: usize,
    },
    /// More are asked to approve than an approval has seats.
    #[error("{total} people would be asked to approve, and {max} at most can be: name fewer in `weir:approvers`")]
    TooManySigners {
        /// How many would be asked.
        total: usize,
        /// How many may be.
        max: usize,
    },
    /// Too many completed activities that could be compensated.
    #[error("more than {max} completed activities of one scope could still be compensated")]
    TooManyCompensable {
        /// How many there may be.
        max: usize,
    },
    /// Too many changes of variables that compensation may ask for.
    #[error("variables of one scope changed more than {max} times between activities that could still be compensated")]
    TooMuchPast {
        /// How many there may be.
        max: usize,
    },
    /// A cycle without a wait state.
    #[error(
        "more than {max} moves without a wait: is there a cycle in which nothing waits? Resolved, it goes on from here"
    )]
    TooManyMoves {
        /// How many there may be.
        max: usize,
    },
    /// A multi-instance activity does more than fits into one step.
    #[error(
        "this step has made {max} moves, as many as it may, and {started} of {total} instances have begun: resolve this incident, and it goes on with the others"
    )]
    LoopTooLong {
        /// How many moves there may be.
        max: usize,
        /// How many instances have begun.
        started: u32,
        /// How many there are to be.
        total: u32,
    },
    /// An instance has as many element instances as it may have.
    #[error(
        "this instance has {max} element instances, as many as it may have: let some of them end, then resolve this incident"
    )]
    InstanceTooLarge {
        /// How many there may be.
        max: usize,
    },
    /// Expressions take too long for one step.
    #[error(
        "the expressions of one step take more than {max} elementary steps, and `{at}` would be next: is there a cycle in which nothing waits? Resolved, it goes on from here"
    )]
    StepTooCostly {
        /// How many there may be.
        max: u64,
        /// The expression or element that would be next.
        at: String,
    },
    /// What a step sets is too much for one commit.
    #[error(
        "what one step sets takes more than {max} bytes: do many instances copy large data? Resolved, it goes on from here"
    )]
    StepTooLarge {
        /// How many there may be.
        max: usize,
    },
    /// A worker gave up.
    #[error("{message}")]
    JobFailed {
        /// The worker's words.
        message: String,
    },
    /// What is called belongs to somebody else.
    #[error("tenant `{tenant}` is another one: a process calls processes and decisions of its own tenant alone")]
    OtherTenant {
        /// Whom it names.
        tenant: String,
    },
    /// The shell could not do what was asked.
    #[error("{message}")]
    Refused {
        /// Stable code.
        code: String,
        /// For people.
        message: String,
        /// The same in parts, where it is known.
        sentence: Option<Box<Sentence>>,
    },
}

/// The code of what is parked because its step went on and on.
pub const TOO_MANY_MOVES: &str = "too-many-moves";

/// The code of what is parked because the expressions of its step take too long.
pub const STEP_TOO_COSTLY: &str = "step-too-costly";

/// The code of what is parked because its step sets too much.
pub const STEP_TOO_LARGE: &str = "step-too-large";

/// The code of what waits because its instance has as many element instances as it may have.
pub const INSTANCE_TOO_LARGE: &str = "instance-too-large";

impl Failure {
    /// The shell says no, and its words are all that is known of it.
    pub(crate) fn refused(code: impl Into<String>, message: impl Into<String>) -> Self {
        let message = message.into();
        let sentence = forms::refusal(&message).map(Box::new);
        Failure::Refused { code: code.into(), message, sentence }
    }

    /// What it says in parts, for whoever tells it in another language; nothing for the words of others.
    pub fn sentence(&self) -> Option<Box<Sentence>> {
        let of = Sentence::new;
        match self {
            Failure::NoFlow { sentence, .. } => Some(sentence.clone()),
            Failure::Expression { sentence, .. } | Failure::Refused { sentence, .. } => sentence.clone(),
            Failure::NoStart { .. } => of("no-start").kept(),
            Failure::NoLinkTarget { .. } => of("no-link").kept(),
            Failure::Uncaught { error, message } => {
                let told = of("uncaught").with("name", error);
                if message.is_empty() { told.kept() } else { told.with("note", message).kept() }
            }
            Failure::Missing { what, expression } => of("empty").with("of", what).with("part", expression).kept(),
            Failure::NotNumber { what, text } => of("no-number").with("of", what).with("part", text).kept(),
            Failure::OutOfRange { what, text, least, most } => {
                let told = of("range").with("of", what).with("part", text);
                told.with("least", least).with("most", most).kept()
            }
            Failure::NotTime { text } => of("no-time").with("part", text).kept(),
            Failure::NotEnabled { wanted, .. } => of("not-enabled").with("part", wanted).kept(),
            Failure::LoopTooLarge { total, max } => of("loop").with("total", total).with("most", max).kept(),
            Failure::TooManySigners { total, max } => of("signers").with("total", total).with("most", max).kept(),
            Failure::TooManyCompensable { max } => of("compensable").with("most", max).kept(),
            Failure::TooMuchPast { max } => of("past").with("most", max).kept(),
            Failure::TooManyMoves { max } => of("moves").with("most", max).kept(),
            Failure::LoopTooLong { max, started, total } => {
                of("loop-long").with("most", max).with("started", started).with("total", total).kept()
            }
            Failure::InstanceTooLarge { max } => of("full").with("most", max).kept(),
            Failure::StepTooCostly { max, at } => of("costly").with("most", max).with("part", at).kept(),
            Failure::StepTooLarge { max } => of("step-large").with("most", max).kept(),
            Failure::OtherTenant { tenant } => of("tenant").with("name", tenant).kept(),
            Failure::JobFailed { .. } => None,
        }
    }

    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &str {
        match self {
            Failure::NoFlow { .. } => "no-flow",
            Failure::NoStart { .. } => "no-start",
            Failure::NoLinkTarget { .. } => "no-link-target",
            Failure::Uncaught { .. } => "uncaught-error",
            Failure::Expression { code, .. } | Failure::Refused { code, .. } => code,
            Failure::Missing { .. } => "value-missing",
            Failure::NotNumber { .. } => "not-a-number",
            Failure::OutOfRange { .. } => "number-out-of-range",
            Failure::NotTime { .. } => "not-a-time",
            Failure::OtherTenant { .. } => "tenant-other",
            Failure::NotEnabled { .. } => "activity-not-enabled",
            Failure::LoopTooLarge { .. } => "loop-too-large",
            Failure::TooManySigners { .. } => "too-many-signers",
            Failure::TooManyCompensable { .. } => "too-many-compensable",
            Failure::TooMuchPast { .. } => "too-many-changes",
            Failure::TooManyMoves { .. } | Failure::LoopTooLong { .. } => TOO_MANY_MOVES,
            Failure::InstanceTooLarge { .. } => INSTANCE_TOO_LARGE,
            Failure::StepTooCostly { .. } => STEP_TOO_COSTLY,
            Failure::StepTooLarge { .. } => STEP_TOO_LARGE,
            Failure::JobFailed { .. } => "job-failed",
        }
    }
}
