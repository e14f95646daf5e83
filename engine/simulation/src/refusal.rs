//! Why a simulation is refused: what is missing or contradicts itself, where, and what to do.
use serde::Serialize;
use std::fmt;

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Stable, one of [`CODES`]: clients and translations depend on it.
    pub code: &'static str,
    /// The element, resource or calendar it is about, where there is one.
    pub at: Option<String>,
    /// For people, with what to do about it.
    pub message: String,
}

/// Every code with what it means.
pub const CODES: &[(&str, &str)] = &[
    ("simulation-arrivals-missing", "nothing says when cases begin"),
    ("simulation-branch-undecided", "a gateway looks at data that nobody gives, and has no probabilities"),
    ("simulation-call-missing", "a called process is not among the models"),
    ("simulation-cancelled", "somebody ended the simulation"),
    ("simulation-contradiction", "two things that are said cannot both be so"),
    ("simulation-decision-missing", "a decision that is asked is not among the files"),
    ("simulation-distribution", "the numbers of a distribution make none"),
    ("simulation-duplicate", "an id is there twice"),
    ("simulation-endless", "the simulation does not come to an end within its limits"),
    ("simulation-limit", "something is larger than it may be"),
    ("simulation-message-unanswered", "a step waits for a message or signal that nobody sends"),
    ("simulation-model-refused", "the model cannot be deployed"),
    ("simulation-model-unsound", "a process can get stuck, or ends without being over"),
    ("simulation-no-process", "there is no process to simulate, or several and none is named"),
    ("simulation-outcome-missing", "an approval has no outcomes"),
    ("simulation-probabilities", "probabilities do not add up to 1"),
    ("simulation-resource-without-calendar", "somebody works, and nothing says when"),
    ("simulation-scenario-syntax", "the scenario cannot be read"),
    ("simulation-script", "a script or unbounded expression runs outside of the engine's process only"),
    ("simulation-step-refused", "the engine does not take what the scenario has a step give"),
    ("simulation-step-without-duration", "nothing says how long a step takes"),
    ("simulation-step-without-resource", "nobody there can do a step"),
    ("simulation-too-little-history", "there is too little history to learn from"),
    ("simulation-too-few", "there are too few cases or replications"),
    ("simulation-unknown-calendar", "a calendar is named that is not there, or is none"),
    ("simulation-unknown-element", "an element or flow is named that the model does not have"),
    ("simulation-unknown-team", "a team is named that the scenario does not have"),
    ("simulation-unknown-variable", "a variable is named by which no case of the history can be told from another"),
];

impl Refusal {
    pub(crate) fn new(code: &'static str, at: impl Into<Option<String>>, message: impl Into<String>) -> Self {
        debug_assert!(CODES.iter().any(|(known, _)| *known == code), "{code} is listed");
        Refusal { code, at: at.into(), message: message.into() }
    }

    pub(crate) fn at(code: &'static str, at: &str, message: impl Into<String>) -> Self {
        Refusal::new(code, at.to_owned(), message)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            Some(at) => write!(f, "{}: `{at}`: {}", self.code, self.message),
            None => write!(f, "{}: {}", self.code, self.message),
        }
    }
}

impl std::error::Error for Refusal {}
