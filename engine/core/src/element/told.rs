//! What an incident says of expressions: which part is to blame and where it stands, and what the data were.
use super::View;
use super::value::Seen;
use crate::expression::{EvaluationError, Expression, Variables, place_of, shown};
use crate::failure::Failure;
use crate::id::ElementId;
use crate::instance::ElementInstance;
use crate::process::Flows;
use crate::script::JavaScript;
use crate::sentence::{Named, Sentence};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;

/// An incident shows at most so many variables.
const VALUES_MAX: usize = 8;

/// Of a value at most so many characters are shown.
const VALUE_CHARS_MAX: usize = 60;

/// An incident shows at most so many conditions.
const CONDITIONS_MAX: usize = 8;

/// Why an expression has no value: the part that is to blame, where it stands, and the values that it read.
pub fn fault(expression: &Expression, variables: &dyn Variables, error: &EvaluationError) -> Failure {
    let mut message = error.to_string();
    if let Some(at) = error.part().and_then(|part| place_of(expression.text(), part)) {
        write!(message, ", {at}").expect("a string takes all");
    }
    message.push_str(&values(variables, expression.variables()));
    let sentence = error.sentence().map(|told| {
        let at = error.part().and_then(|part| place_of(expression.text(), part));
        let told = at.map_or(told.clone(), |at| told.with("line", at.line).with("column", at.column));
        Box::new(reading(told, variables, expression.variables()))
    });
    Failure::Expression { code: error.code().into(), expression: expression.text().into(), message, sentence }
}

/// Why the killable process gave no value: what it was asked, where its words do not say it, and the values that it read.
pub fn unanswered(
    asked: &str,
    variables: &dyn Variables,
    names: &BTreeSet<String>,
    (code, message, sentence): (String, &str, Option<Box<Sentence>>),
) -> Failure {
    let text = JavaScript::read(asked).map_or_else(|| asked.to_owned(), |script| script.text().trim().to_owned());
    let text = shown(&text);
    let of = if message.contains(&*text) { String::new() } else { format!(" for `{text}`") };
    let message = format!("{message}{of}{}", values(variables, names));
    let sentence = sentence.map(|mut told| {
        told.parts.entry("expression".to_owned()).or_insert(text);
        Box::new(reading(*told, variables, names))
    });
    Failure::Expression { code, expression: asked.to_owned(), message, sentence }
}

/// The words of a script, some of which may be variables.
pub fn words(script: &str) -> BTreeSet<String> {
    let words = script.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$')));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// BPMN 13.4: no condition holds. Says what each flow needs, and what the data are.
pub fn no_flow(view: View, e: &ElementInstance, flows: Flows) -> Failure {
    let conditions: Vec<(&ElementId, &Expression)> =
        flows.iter().filter_map(|flow| Some((&flow.id, flow.condition.as_ref()?))).collect();
    let mut needs = String::new();
    for (flow, condition) in conditions.iter().take(CONDITIONS_MAX) {
        let before = if needs.is_empty() { ": " } else { ", " };
        write!(needs, "{before}`{flow}` needs `{}`", shown(condition.text())).expect("a string takes all");
    }
    if let Some(more) = conditions.len().checked_sub(CONDITIONS_MAX).filter(|more| *more > 0) {
        write!(needs, " and {more} more").expect("a string takes all");
    }
    let names = conditions.iter().flat_map(|(_, condition)| condition.variables()).cloned().collect();
    needs.push_str(&values(&Seen(view, e.key), &names));
    let each = conditions.iter().take(CONDITIONS_MAX);
    let each = each.map(|(flow, condition)| Named { name: flow.to_string(), value: shown(condition.text()) });
    let more_needs = conditions.len().saturating_sub(CONDITIONS_MAX) as u32;
    let told = Sentence { needs: each.collect(), more_needs, ..Sentence::new("no-flow") };
    let sentence = Box::new(reading(told, &Seen(view, e.key), &names));
    Failure::NoFlow { element: e.element.clone(), needs, sentence }
}

/// The variables as they are, with a word before them; nothing where there are none.
pub fn values(variables: &dyn Variables, names: &BTreeSet<String>) -> String {
    let mut text = String::new();
    let mut more = 0;
    for (count, name) in names.iter().filter(|name| variables.get(name).is_some()).enumerate() {
        if count >= VALUES_MAX {
            more += 1;
            continue;
        }
        let value = variables.get(name).map(|value| short(&value)).unwrap_or_default();
        write!(text, "{} {name} = {value}", if count == 0 { "; with" } else { "," }).expect("a string takes all");
    }
    if more > 0 {
        write!(text, " and {more} more").expect("a string takes all");
    }
    text
}

/// The sentence with the variables as they are.
pub fn reading(told: Sentence, variables: &dyn Variables, names: &BTreeSet<String>) -> Sentence {
    let there = || names.iter().filter_map(|name| Some((name, variables.get(name)?)));
    let values = there().take(VALUES_MAX).map(|(name, value)| Named { name: name.clone(), value: short(&value) });
    let more_values = there().count().saturating_sub(VALUES_MAX) as u32;
    Sentence { values: values.collect(), more_values, ..told }
}

/// A value as JSON, cut to a readable length; a large one is not written out before it is cut.
pub fn short(value: &Value) -> String {
    let mut cut = Cut { text: String::new(), left: VALUE_CHARS_MAX };
    if serde_json::to_writer(&mut cut, value).is_err() {
        cut.text.push('…');
    }
    cut.text
}

/// Takes so many characters and no more.
struct Cut {
    text: String,
    left: usize,
}

impl std::io::Write for Cut {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        // The writer hands over whole characters.
        for character in String::from_utf8_lossy(bytes).chars() {
            self.left = self.left.checked_sub(1).ok_or(std::io::ErrorKind::WriteZero)?;
            self.text.push(character);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn large_values_are_cut() {
        assert_eq!(short(&json!({"a": [1, "ü"]})), r#"{"a":[1,"ü"]}"#);
        let long = short(&json!("堰".repeat(1_000)));
        assert_eq!(long.chars().count(), VALUE_CHARS_MAX + 1);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn many_variables_are_counted() {
        let all: crate::instance::Variables = (0..12).map(|n| (format!("v{n:02}"), json!(n))).collect();
        let names = all.keys().cloned().chain(["missing".to_owned()]).collect();
        let told = "; with v00 = 0, v01 = 1, v02 = 2, v03 = 3, v04 = 4, v05 = 5, v06 = 6, v07 = 7 and 4 more";
        assert_eq!(values(&all, &names), told);
        assert_eq!(values(&all, &BTreeSet::new()), "");
    }
}
