//! What goes to the killable child process and comes back. The process itself, its limits of time and memory, and
//! what happens when it dies, belong to the shell.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::error::EvaluationError;
use super::language::Expression;
use super::scope::{Now, Variables};
use crate::parameter::Parameters;
use crate::sentence::Sentence;
use jiff::tz::TimeZone;
use std::borrow::Cow;

/// One evaluation for the child, made by [`Expression::child_request`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChildRequest {
    /// The expression.
    pub text: String,
    /// Names with blanks or signs that it was compiled with.
    #[serde(default)]
    pub names: Vec<String>,
    /// The variables it reads.
    pub variables: Map<String, Value>,
    /// The step's time.
    pub now: Now,
    /// The rule parameters it uses.
    #[serde(default)]
    pub parameters: Parameters,
    /// The zone of `now()` and `today()`: its IANA name; none is UTC.
    #[serde(default)]
    pub zone: Option<String>,
}

/// The variables and parameters of a request.
struct Given<'a>(&'a ChildRequest, TimeZone);

impl Variables for Given<'_> {
    fn get(&self, name: &str) -> Option<Cow<'_, Value>> {
        self.0.variables.get(name).map(Cow::Borrowed)
    }

    fn parameters(&self) -> &Parameters {
        &self.0.parameters
    }

    fn zone(&self) -> &TimeZone {
        &self.1
    }
}

/// What the child found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChildResponse {
    /// The value of the expression.
    Value(Value),
    /// Why there is none.
    Failed {
        /// Stable code, as of [`EvaluationError::code`].
        code: String,
        /// Text for people.
        message: String,
        /// The same in parts.
        #[serde(default)]
        sentence: Option<Box<Sentence>>,
    },
}

/// Evaluates whatever it costs. Called in the child process only: it may loop, or overflow the stack.
///
/// ```
/// use serde_json::json;
/// use weir_core::expression::{ChildResponse, Expression, Now, answer};
/// let squares = Expression::compile("for i in 1..n return i * i").unwrap();
/// let data = json!({"n": 3, "unused": true});
/// let request = squares.child_request(data.as_object().unwrap(), Now::UNIX_EPOCH);
/// assert_eq!(answer(&request), ChildResponse::Value(json!([1, 4, 9])));
/// ```
pub fn answer(request: &ChildRequest) -> ChildResponse {
    let names: Vec<&str> = request.names.iter().map(String::as_str).collect();
    let expression = match Expression::compile_with_names(&request.text, &names) {
        Ok(expression) => expression,
        Err(error) => return ChildResponse::failed(error.code(), error.to_string()),
    };
    match expression.evaluate_unbounded(&Given(request, zone_named(request.zone.as_deref())), request.now) {
        Ok(value) => ChildResponse::Value(value),
        Err(error) => {
            let sentence = error.sentence().map(Box::new);
            ChildResponse::Failed { code: error.code().to_owned(), message: error.to_string(), sentence }
        }
    }
}

/// The zone of that name; one that is not known here was known to whoever asks, and nothing better than UTC can be done.
pub(crate) fn zone_named(name: Option<&str>) -> TimeZone {
    name.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC)
}

/// The name by which a zone is handed on.
pub(crate) fn zone_name(zone: &TimeZone) -> Option<String> {
    zone.iana_name().filter(|_| *zone != TimeZone::UTC).map(str::to_owned)
}

impl ChildResponse {
    /// There is no value; the words are all that is known of it.
    pub fn failed(code: &str, message: String) -> Self {
        ChildResponse::Failed { code: code.to_owned(), message, sentence: None }
    }

    /// The same as the evaluation in process would have given.
    pub fn into_result(self) -> Result<Value, EvaluationError> {
        match self {
            ChildResponse::Value(value) => Ok(value),
            ChildResponse::Failed { code, message, sentence } => {
                Err(EvaluationError::Child { code, message, sentence })
            }
        }
    }
}
