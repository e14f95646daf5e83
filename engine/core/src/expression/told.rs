//! Why an expression gave no value, in parts.
use super::error::EvaluationError;
use crate::juel::Fault;
use crate::sentence::Sentence;

impl EvaluationError {
    /// What it says, without words; nothing where it only asks for another process, or where that says nothing.
    pub fn sentence(&self) -> Option<Sentence> {
        let of = |name: &str, expression: &String| Sentence::new(name).with("expression", expression);
        Some(match self {
            EvaluationError::Missing { variable, expression } => of("missing", expression).with("name", variable),
            EvaluationError::Null { part, expression } => of("null", expression).with("part", part),
            EvaluationError::Type { part, detail, expression }
            | EvaluationError::Fault { part, detail, expression } => {
                detail.sentence().with("part", part).with("expression", expression)
            }
            EvaluationError::NotBoolean { found, expression } => of("condition", expression).with("type", found),
            EvaluationError::NotData { found, expression } => of("no-data", expression).with("type", found),
            EvaluationError::Number { number, expression } => of("no-json-number", expression).with("number", number),
            EvaluationError::TooLarge { part, expression } => of("too-large", expression).with("part", part),
            EvaluationError::Inexact { number, stored, expression } => {
                of("inexact", expression).with("number", number).with("stored", stored)
            }
            EvaluationError::TooDeep { max, expression } => of("too-deep", expression).with("most", max),
            EvaluationError::Panic { expression } => of("broke-down", expression),
            EvaluationError::Parameter { name, expression } => of("parameter", expression).with("name", name),
            EvaluationError::Child { sentence, .. } => return sentence.as_deref().cloned(),
            EvaluationError::Unbounded { .. } | EvaluationError::TooCostly { .. } => return None,
            EvaluationError::Juel(fault) => of_juel(fault),
        })
    }
}

fn of_juel(fault: &Fault) -> Sentence {
    let of = |name: &str, expression: &String| Sentence::new(name).with("expression", expression);
    match fault {
        Fault::Missing { variable, expression } => of("missing", expression).with("name", variable),
        Fault::Null { part, expression } => of("null-call", expression).with("part", part),
        Fault::Type { part, detail, expression } | Fault::TooLarge { part, detail, expression } => {
            crate::juel::told(detail).with("part", part).with("expression", expression)
        }
    }
}
