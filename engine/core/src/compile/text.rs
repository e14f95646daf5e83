//! Texts of a model: FEEL expressions, or values that may be FEEL after `=`.
use super::Compiler;
use crate::expression::{Expression, SyntaxError};
use crate::id::ElementId;
use crate::model;
use crate::problem::{Place, Problem};
use crate::process::{Mapping, Value};

impl Compiler<'_> {
    /// An expression; with or without a leading `=`.
    pub(super) fn expression(&mut self, text: &model::Text, element: &ElementId) -> Option<Expression> {
        if text.text.contains("${") || text.text.contains("#{") {
            return self.juel(text, element);
        }
        if text.language.as_deref().is_some_and(|l| !l.to_lowercase().contains("feel")) {
            let message = "only FEEL is evaluated: write the expression in FEEL";
            self.problems.push(Problem::error("expression-language", Some(element), text.place, message));
            return None;
        }
        match Expression::compile(&text.text) {
            Ok(expression) => Some(expression),
            Err(error) => {
                self.problems.push(not_feel(&error, element, text.place));
                None
            }
        }
    }

    /// A value: FEEL after `=`, else as written.
    pub(super) fn value(&mut self, text: &model::Text, element: &ElementId) -> Option<Value> {
        if text.text.starts_with('=') {
            return self.expression(text, element).map(Value::Feel);
        }
        if text.text.contains("${") || text.text.contains("#{") {
            return self.juel(text, element);
        }
        Some(Value::Fixed(text.text.clone()))
    }

    fn juel<T>(&mut self, text: &model::Text, element: &ElementId) -> Option<T> {
        let message = "this is JUEL, which is not read yet: write FEEL after `=`, as in `= amount > 1000`";
        self.problems.push(Problem::error("expression-juel", Some(element), text.place, message));
        None
    }

    pub(super) fn optional(&mut self, text: Option<&model::Text>, element: &ElementId) -> Option<Value> {
        self.value(text?, element)
    }

    pub(super) fn mappings(&mut self, mappings: &[model::Mapping], element: &ElementId) -> Vec<Mapping> {
        let mut compiled = vec![];
        for mapping in mappings {
            if let Some(source) = self.expression(&mapping.source, element) {
                compiled.push(Mapping { source, target: mapping.target.clone() });
            }
        }
        compiled
    }
}

fn not_feel(error: &SyntaxError, element: &ElementId, place: Place) -> Problem {
    let at = error
        .position()
        .map_or(String::new(), |p| format!(" (line {}, column {} of the expression)", p.line, p.column));
    Problem::error(error.code(), Some(element), place, format!("{error}{at}"))
}
