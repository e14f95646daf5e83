//! What is done with hostile input: read it, and when it was read, use it within limits. Shared with the test that
//! replays the corpus.
#[path = "recipe.rs"]
mod recipe;

use serde_json::{Map, Value, json};
use weir_core::decision::{Decisions, File};
use weir_core::expression::{Bound, EvaluationError, Expression, Now};
use weir_core::juel::Juel;
use weir_core::{Severity, Timestamp, compile, exchange};

/// What is done with an input.
pub type Target = fn(&[u8]);

/// A target by its name, which is also that of its corpus.
pub const TARGETS: [(&str, Target); 5] =
    [("bpmn", bpmn), ("dmn", dmn), ("feel", feel), ("juel", juel), ("layout", layout)];

/// Reads, checks, compiles and repairs a BPMN file.
pub fn bpmn(input: &[u8]) {
    let prepared = compile::prepare(input);
    for problem in &prepared.problems {
        assert!(!problem.code.is_empty() && !problem.message.is_empty(), "{problem:?} says nothing");
    }
    let refused = prepared.problems.iter().any(|problem| problem.severity == Severity::Error);
    assert!(!refused || prepared.processes.is_empty(), "a file with an error runs");
    if let Some(repaired) = exchange::repair(input) {
        assert!(repaired.repairs.len() <= exchange::REPAIRS_MAX, "{} repairs", repaired.repairs.len());
        assert!(exchange::repair(repaired.text.as_bytes()).is_some(), "what is repaired is text");
    }
}

/// Draws what a BPMN file does not show: once, without changing what it says. What is no XML is a recipe for a model.
pub fn layout(input: &[u8]) {
    if !input.starts_with(b"<") {
        return lay_out(&recipe::model(input));
    }
    let Ok(text) = std::str::from_utf8(input) else { return };
    lay_out(text);
}

fn lay_out(text: &str) {
    let Some(drawn) = exchange::draw(text) else { return };
    assert!(exchange::draw(&drawn.text).is_none(), "something is left to draw");
    let errors = |text: &str| {
        let problems = compile::prepare(text.as_bytes()).problems;
        problems.into_iter().filter(|problem| problem.severity == Severity::Error).count()
    };
    assert_eq!(errors(text), errors(&drawn.text), "a diagram changes nothing");
}

/// Reads and compiles a DMN file, and asks each of its decisions within limits.
pub fn dmn(input: &[u8]) {
    let (decisions, problems) = Decisions::compile(&[File { name: "fuzz.dmn", bytes: input }]);
    for problem in &problems {
        assert!(!problem.code.is_empty() && !problem.message.is_empty(), "{problem:?} says nothing");
    }
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return;
    }
    let data = data();
    for subject in decisions.decisions().take(20) {
        let first = decisions.evaluate(&subject.id, &data, Timestamp(0));
        assert_eq!(first, decisions.evaluate(&subject.id, &data, Timestamp(0)), "`{}` is not pure", subject.id);
    }
}

/// Compiles and classifies FEEL, and evaluates what may run in process.
pub fn feel(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let data = data();
    for names in [&[][..], &["Credit Score", "base-rate"]] {
        if !names.is_empty() && !names.iter().any(|name| text.contains(name)) {
            continue;
        }
        let Ok(expression) = Expression::compile_with_names(text, names) else { continue };
        assert!(expression.required().is_subset(expression.variables()), "what is required may also be read");
        let condition = expression.condition(&data, Now::UNIX_EPOCH);
        let value = expression.evaluate(&data, Now::UNIX_EPOCH);
        let refused = matches!(value, Err(EvaluationError::Unbounded { .. }));
        assert_eq!(refused, expression.bound() != Bound::Bounded, "bounded is what may run");
        if let (Ok(true | false), Ok(value)) = (&condition, &value) {
            assert!(value.is_boolean(), "a condition holds that is {value}");
        }
        let request = expression.child_request(&data, Now::UNIX_EPOCH);
        assert_eq!(request.text, expression.text());
    }
}

/// Compiles and evaluates JUEL.
pub fn juel(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let data = data();
    for text in [text.to_owned(), format!("${{{text}}}")] {
        let _ = weir_core::juel::bean(&text);
        let Ok(juel) = Juel::compile(&text) else { continue };
        assert!(juel.required().is_subset(juel.variables()), "what is required may also be read");
        let now = || Now::from_second(1_700_000_000).expect("a time");
        assert_eq!(juel.evaluate(&data, now()), juel.evaluate(&data, now()), "evaluation is pure");
    }
}

/// Something of every kind, under short names.
fn data() -> Map<String, Value> {
    let data = json!({
        "a": 1, "b": "text", "c": null, "d": [1, "x", null, 2.5], "e": {"f": true, "g": {"h": [1, 2, 3]}},
        "n": -1e300, "t": "2026-03-01T10:00:00Z", "Credit Score": 700, "base-rate": 0.25, "amount": 1500,
        "items": [{"price": 2.5, "pieces": 4}, {"price": 1, "pieces": 3}],
    });
    data.as_object().expect("an object").clone()
}
