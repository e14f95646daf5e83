//! Input and output mappings, and what of them only a worker can evaluate.
use super::Compiler;
use crate::expression::{Expression, Part};
use crate::id::ElementId;
use crate::juel::is_juel;
use crate::model::{self, Form, Source};
use crate::problem::Problem;
use crate::process::{Mapping, Value};
use crate::script::is_javascript;

impl Compiler<'_> {
    /// Mappings of which every source can be evaluated; the others are problems.
    pub(super) fn mappings(&mut self, mappings: &[model::Mapping], element: &ElementId) -> Vec<Mapping> {
        let mut compiled = vec![];
        for mapping in mappings {
            if let Some(source) = self.source(&mapping.source, element) {
                compiled.push(Mapping { source, target: mapping.target.clone(), copy: false });
            }
        }
        compiled
    }

    /// Mappings of a task that a worker does. A source that only code of the other engine could evaluate goes to the
    /// worker in a header; what comes out by such a source is what the worker gives under the name of the variable.
    pub(super) fn worker_mappings(
        &mut self,
        mappings: &[model::Mapping],
        element: &ElementId,
        way: &str,
    ) -> (Vec<Mapping>, Vec<(String, Value)>) {
        let (mut compiled, mut headers) = (vec![], vec![]);
        for mapping in mappings {
            let before = self.problems.len();
            if let Some(source) = self.source(&mapping.source, element) {
                compiled.push(Mapping { source, target: mapping.target.clone(), copy: false });
                continue;
            }
            let refused = self.problems.split_off(before);
            if !refused.iter().all(|problem| FOR_A_WORKER.contains(&problem.code.as_str())) {
                self.problems.extend(refused);
                continue;
            }
            let name = format!("{way}.{}", mapping.target);
            let message = format!("its worker evaluates `{}`, which it gets in the header `{name}`", mapping.target);
            let place = mapping.source.text.place;
            self.problems.push(Problem::note("evaluated-by-worker", Some(element), place, message));
            headers.push((name, Value::Fixed(raw(&mapping.source))));
            // Beside the mappings all that the worker gives comes out, this too.
            if way == "output" && !mapping.beside {
                let given = format!("${{execution.getVariableLocal('{}')}}", mapping.target);
                if let Ok(source) = Expression::juel(&given) {
                    compiled.push(Mapping { source, target: mapping.target.clone(), copy: false });
                }
            }
        }
        (compiled, headers)
    }

    fn source(&mut self, source: &Source, element: &ElementId) -> Option<Expression> {
        match &source.form {
            Form::Expression => self.expression(&source.text, element),
            Form::Literal if is_juel(&source.text.text) => self.expression(&source.text, element),
            Form::Literal => Some(Expression::built(Part::Text(source.text.text.clone()))),
            Form::List(items) => {
                let items: Vec<Option<Expression>> = items.iter().map(|item| self.source(item, element)).collect();
                Some(Expression::built(Part::List(items.into_iter().collect::<Option<_>>()?)))
            }
            Form::Map(entries) => {
                let entries: Vec<Option<(Expression, Expression)>> =
                    entries.iter().map(|entry| self.entry(entry, element)).collect();
                Some(Expression::built(Part::Map(entries.into_iter().collect::<Option<_>>()?)))
            }
            Form::Script(language) if is_javascript(language) => {
                let text = model::Text { language: Some(language.clone()), ..source.text.clone() };
                self.expression(&text, element)
            }
            Form::Script(language) => {
                let message =
                    format!("a script in `{language}` does not run here; use an expression, or let a task do it");
                self.problems.push(Problem::error("script-not-run", Some(element), source.text.place, message));
                None
            }
        }
    }

    /// An entry of an object. Its name is an expression too where it is written as one.
    fn entry(&mut self, (key, value): &(String, Source), element: &ElementId) -> Option<(Expression, Expression)> {
        let name = if is_juel(key) {
            let text = model::Text { text: key.clone(), language: None, place: value.text.place };
            self.expression(&text, element)
        } else {
            Some(Expression::built(Part::Text(key.clone())))
        };
        Some((name?, self.source(value, element)?))
    }
}

/// What a worker can be asked to do instead.
pub(super) const FOR_A_WORKER: [&str; 4] =
    ["juel-unknown-call", "juel-unknown-function", "juel-unknown-object", "script-not-run"];

/// A source as written; lists and objects as JSON.
fn raw(source: &Source) -> String {
    fn json(source: &Source) -> serde_json::Value {
        match &source.form {
            Form::List(items) => items.iter().map(json).collect(),
            Form::Map(entries) => entries.iter().map(|(key, value)| (key.clone(), json(value))).collect(),
            _ => source.text.text.clone().into(),
        }
    }
    match &source.form {
        Form::List(_) | Form::Map(_) => json(source).to_string(),
        _ => source.text.text.clone(),
    }
}
