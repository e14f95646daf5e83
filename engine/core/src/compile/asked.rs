//! Values that only code of another engine could find: a worker is asked before the element begins.
use super::Compiler;
use super::mappings::FOR_A_WORKER;
use crate::expression::Expression;
use crate::juel::bean;
use crate::model::{Header, Node, Text, Work};
use crate::problem::Problem;
use crate::process::{Element, Listener, Value};

impl Compiler<'_> {
    /// An expression; one that calls Java code is a job when the element is entered, after its listeners. The worker gives
    /// the value under the name that stands in the header `resultVariable`, and nobody but the element sees that variable.
    pub(super) fn expression_or_asked(&mut self, node: &Node, text: &Text, what: &str) -> Option<Expression> {
        let before = self.problems.len();
        if let Some(expression) = self.expression(text, &node.id) {
            return Some(expression);
        }
        let refused = self.problems.split_off(before);
        let called = bean(&text.text).map(|bean| bean.name);
        let for_a_worker = |problem: &Problem| FOR_A_WORKER.contains(&problem.code.as_str());
        let Some(named) = called.filter(|_| refused.iter().all(for_a_worker)) else {
            self.problems.extend(refused);
            return None;
        };
        let variable = format!("value.{what}");
        let plain = |value: &str| Text { text: value.to_owned(), language: None, place: text.place };
        let header = |name: &str, value: &str| Header { name: name.to_owned(), value: plain(value), evaluated: false };
        let headers = vec![header("expression", &text.text), header("resultVariable", &variable)];
        let work = Work { job_type: Some(plain(&named)), headers, ..Work::default() };
        let message = format!(
            "a worker of type `{named}` finds the value before the element begins: it gets the header `expression` and \
             gives the value as `{variable}`"
        );
        self.problems.push(Problem::warning("value-as-job", Some(&node.id), text.place, message));
        let listener = Listener::Job(self.work(node, &work)?);
        self.asked.push((variable.clone(), listener));
        Expression::juel(&format!("${{execution.getVariableLocal('{variable}')}}")).ok()
    }

    /// The same for a value that may be fixed.
    pub(super) fn value_or_asked(&mut self, node: &Node, text: &Text, what: &str) -> Option<Value> {
        if text.text.starts_with('=') || crate::juel::is_juel(&text.text) {
            return self.expression_or_asked(node, text, what).map(Value::Feel);
        }
        self.value(text, &node.id)
    }

    /// The same for a value that need not be there.
    pub(super) fn optional_or_asked(&mut self, node: &Node, text: Option<&Text>, what: &str) -> Option<Value> {
        self.value_or_asked(node, text?, what)
    }

    /// Gives an element what it has to ask for.
    pub(super) fn ask(&mut self, element: &mut Element) {
        for (variable, listener) in self.asked.drain(..) {
            element.locals.push(variable);
            element.listeners.start.push(listener);
        }
    }
}
