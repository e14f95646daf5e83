//! What the killable child is asked to evaluate.
use super::ambient::RunScript;
use super::compile::{Decisions, File};
use super::error::DecisionError;
use super::evaluate::{Evaluated, Run};
use crate::expression::zone_named;
use crate::parameter::{Moment, Parameters};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One evaluation for the killable child.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionRequest {
    /// The file of the decision, then those it imports.
    pub files: Vec<String>,
    /// The decision.
    pub decision: String,
    /// What it is asked with.
    pub inputs: Map<String, Value>,
    /// The step's time.
    pub now: Timestamp,
    /// The rule parameters it uses.
    pub parameters: Parameters,
    /// The zone of `now()` and `today()`: its IANA name; none is UTC.
    #[serde(default)]
    pub zone: Option<String>,
}

/// Evaluates whatever it costs, scripts by what runs them. Called in the child process only.
pub fn answer(request: &DecisionRequest, scripts: RunScript) -> Result<Evaluated, DecisionError> {
    let files: Vec<File> = request.files.iter().map(|text| File { name: "", bytes: text.as_bytes() }).collect();
    let zone = zone_named(request.zone.as_deref());
    let moment = Moment { parameters: &request.parameters, zone: &zone, ..Moment::from(request.now) };
    let decisions = Decisions::compile(&files).0;
    let number = decisions.number(&request.decision)?;
    decisions.run(number, &request.inputs, moment, Run::Whatever(Some(scripts)))
}
