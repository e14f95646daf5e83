//! Texts of a model: expressions, or values that may be one.
use super::Compiler;
use crate::expression::xpath::reads_as_feel;
use crate::expression::{Expression, SyntaxError};
use crate::id::ElementId;
use crate::juel::is_juel;
use crate::model;
use crate::problem::{Place, Problem};
use crate::process::{Mapping, Value};
use crate::script::{Purpose, SCRIPT_BYTES_MAX, Written, is_javascript, needs_java};

/// Where a script in JavaScript runs.
pub(super) enum Runs {
    /// In the killable process.
    Here(Expression),
    /// Nowhere but at a worker: it uses this of an engine in Java.
    WithJava(&'static str),
}

impl Compiler<'_> {
    /// An expression: FEEL with or without a leading `=`, or JUEL, which shows by its braces.
    pub(super) fn expression(&mut self, text: &model::Text, element: &ElementId) -> Option<Expression> {
        if text.language.as_deref().is_some_and(is_javascript) && !text.text.starts_with('=') {
            return match self.javascript(Purpose::Value, text, element)? {
                Runs::Here(script) => Some(script),
                Runs::WithJava(word) => {
                    let message = format!(
                        "the script uses `{word}` of an engine in Java, which is not there: write the expression in FEEL, or let a service task before it set a variable and ask for that"
                    );
                    self.problems.push(Problem::error("script-not-run", Some(element), text.place, message));
                    None
                }
            };
        }
        let feel =
            text.text.starts_with('=') || text.language.as_deref().is_some_and(|l| l.to_lowercase().contains("feel"));
        let juel = text.language.as_deref().is_some_and(|l| l.eq_ignore_ascii_case("juel"));
        if !feel && (juel || is_juel(&text.text)) {
            return self.compiled(Expression::juel(&text.text), text, element);
        }
        let shared = text.language.as_deref().is_some_and(|language| reads_as_feel(language, &text.text));
        if !feel && !shared && text.language.is_some() {
            let message = "only FEEL, JUEL and JavaScript are evaluated: write the expression in FEEL, or let a task before it set a variable and ask for that";
            self.problems.push(Problem::error("expression-language", Some(element), text.place, message));
            return None;
        }
        self.compiled(Expression::compile(&text.text), text, element)
    }

    /// A script in JavaScript: here, or only with what an engine in Java has.
    pub(super) fn javascript(&mut self, purpose: Purpose, text: &model::Text, element: &ElementId) -> Option<Runs> {
        if text.text.len() > SCRIPT_BYTES_MAX {
            let found = text.text.len();
            let message = format!("the script has {found} bytes, at most {SCRIPT_BYTES_MAX}: let a worker run it");
            self.problems.push(Problem::error("script-too-long", Some(element), text.place, message));
            return None;
        }
        if let Some(word) = needs_java(&text.text) {
            return Some(Runs::WithJava(word));
        }
        self.scripts.push(Written { element: element.clone(), place: text.place, text: text.text.clone() });
        Some(Runs::Here(Expression::script(purpose, &text.text)))
    }

    /// A value: FEEL after `=`, JUEL with its braces, else as written.
    pub(super) fn value(&mut self, text: &model::Text, element: &ElementId) -> Option<Value> {
        if text.text.starts_with('=') || is_juel(&text.text) {
            return self.expression(text, element).map(Value::Feel);
        }
        Some(Value::Fixed(text.text.clone()))
    }

    fn compiled(
        &mut self,
        compiled: Result<Expression, SyntaxError>,
        text: &model::Text,
        element: &ElementId,
    ) -> Option<Expression> {
        let refused = |error| self.problems.push(not_compiled(&error, element, text.place));
        compiled.map_err(refused).ok()
    }

    pub(super) fn optional(&mut self, text: Option<&model::Text>, element: &ElementId) -> Option<Value> {
        self.value(text?, element)
    }

    pub(super) fn data(&mut self, moved: &[model::DataMapping], element: &ElementId) -> Vec<Mapping> {
        let mut compiled = vec![];
        for model::DataMapping { source, target, copy } in moved {
            if let Some(source) = self.expression(source, element) {
                compiled.push(Mapping { source, target: target.clone(), copy: *copy });
            }
        }
        compiled
    }
}

fn not_compiled(error: &SyntaxError, element: &ElementId, place: Place) -> Problem {
    let within = error.position().map(|p| Place { line: short(p.line), column: short(p.column) });
    let at = within.map_or(String::new(), |p| format!(" (line {}, column {} of the expression)", p.line, p.column));
    Problem { within, ..Problem::error(error.code(), Some(element), place, format!("{error}{at}")) }
}

fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
