//! What is doubtful about a model. Problems are collected, never thrown: one upload shows them all.
use crate::id::ElementId;
use serde::{Deserialize, Serialize};

/// A place in a file; lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The line, from 1; 0 where the file has no place to name.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Deployment is refused.
    Error,
    /// The model runs, but probably not as its author thinks.
    Warning,
    /// What became of something, for the deployment report.
    Note,
}

/// One finding about a model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// Stable, kebab-case: clients and translations depend on it.
    pub code: String,
    /// The element it is about.
    pub element: Option<ElementId>,
    /// Where in the file.
    pub place: Place,
    /// For people, in English, with what to do about it.
    pub message: String,
    /// The way to it, where it is something that can happen: elements and flows in the order that tokens pass them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<ElementId>,
    /// Where in the expression that stands at `place`, when it is one that cannot be read: from the first character of its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Place>,
    /// The variable that it is about, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variable: Option<Box<VariableName>>,
}

/// The name of a variable, by itself so that a finding stays small.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VariableName(pub String);

impl Problem {
    /// A finding that refuses deployment.
    pub fn error(code: &str, element: Option<&ElementId>, place: Place, message: impl Into<String>) -> Self {
        Problem {
            severity: Severity::Error,
            code: code.into(),
            element: element.cloned(),
            place,
            message: message.into(),
            path: vec![],
            within: None,
            variable: None,
        }
    }

    /// What to do about findings of its code; none where nothing is to be done. The message may say it more exactly.
    pub fn hint(&self) -> Option<&'static str> {
        if let Some(rule) = crate::validate::rules::find(&self.code) {
            return (rule.hint != "nothing").then_some(rule.hint);
        }
        // Faults in expressions have codes of their own.
        match self.code.as_str() {
            "feel-unknown-function" => Some("write a function of FEEL, or let a job give the value"),
            "feel-unsupported"
            | "juel-unsupported"
            | "juel-unknown-call"
            | "juel-unknown-object"
            | "juel-unknown-function" => Some("say it otherwise, or let a job give the value"),
            code if code.starts_with("feel-") || code.starts_with("juel-") => {
                Some("correct the expression where it says")
            }
            "not-dmn" => Some("give a file of DMN 1.1 or later"),
            "dmn-hit-policy" | "dmn-aggregation" => Some("choose a hit policy of the standard"),
            "dmn-rule-cells" => Some("give the rule one cell for each column"),
            "dmn-cycle" | "dmn-type-cycle" => Some("take one of the references out of the circle"),
            "dmn-reference" | "dmn-import" => Some("correct it, or deploy what it names in the same deployment"),
            code if code.starts_with("dmn-too-") || code.ends_with("-too-large") => {
                Some("make it smaller, or split it")
            }
            code if code.starts_with("dmn-") => Some("correct the decision where it says"),
            _ => None,
        }
    }

    /// The same in Chinese.
    ///
    /// ```
    /// use weir_core::{Place, Problem};
    /// let problem = Problem::error("start-incoming", None, Place::default(), "a flow leads to `start`");
    /// assert_eq!(problem.hint_zh(), Some("删除该流"));
    /// ```
    pub fn hint_zh(&self) -> Option<&'static str> {
        self.hint().and_then(crate::validate::rules::hints::chinese)
    }

    /// A finding that lets the model run.
    pub fn warning(code: &str, element: Option<&ElementId>, place: Place, message: impl Into<String>) -> Self {
        Problem { severity: Severity::Warning, ..Problem::error(code, element, place, message) }
    }

    /// What became of something.
    pub fn note(code: &str, element: Option<&ElementId>, place: Place, message: impl Into<String>) -> Self {
        Problem { severity: Severity::Note, ..Problem::error(code, element, place, message) }
    }
}
