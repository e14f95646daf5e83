//! Values that only code of another engine could find: a worker is asked before the element begins.
use super::Compiler;
use super::mappings::FOR_A_WORKER;
use crate::commas::split;
use crate::expression::{Expression, Part};
use crate::juel::{bean, is_juel};
use crate::model::{self, Form, Header, Node, NodeKind, Source, Text, Work};
use crate::problem::{Problem, Severity};
use crate::process::{Element, Listener, Mapping, Value};
use crate::script::{is_javascript, word};

/// Into an activity, or out of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    In,
    Out,
}

impl Compiler<'_> {
    /// An expression; one that calls Java code is a job when the element is entered, after its listeners. The worker gives
    /// the value under the name that stands in the header `resultVariable`, and nobody but the element sees that variable.
    pub(super) fn expression_or_asked(&mut self, node: &Node, text: &Text, what: &str) -> Option<Expression> {
        let named = match self.own_or_bean(node, text)? {
            Ok(expression) => return Some(expression),
            Err(named) => named,
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

    /// The expression, or the bean that it calls; none where it is neither, which is a problem.
    fn own_or_bean(&mut self, node: &Node, text: &Text) -> Option<Result<Expression, String>> {
        let before = self.problems.len();
        if let Some(expression) = self.expression(text, &node.id) {
            return Some(Ok(expression));
        }
        let refused = self.problems.split_off(before);
        let called = bean(&text.text).map(|bean| bean.name);
        let for_a_worker = |problem: &Problem| FOR_A_WORKER.contains(&problem.code.as_str());
        let named = called.filter(|_| refused.iter().all(for_a_worker));
        if named.is_none() {
            self.problems.extend(refused);
        }
        named.map(Err)
    }

    /// When the instances of a repeated activity are enough. Where only Java code could say so, a worker is asked when an
    /// instance is done, and is told the numbers of instances as they are then; what it gives is the body's own.
    pub(super) fn enough_or_asked(&mut self, node: &Node, text: &Text) -> Option<Expression> {
        let named = match self.own_or_bean(node, text)? {
            Ok(expression) => return Some(expression),
            Err(named) => named,
        };
        let variable = crate::process::ENOUGH;
        let plain = |value: &str| Text { text: value.to_owned(), language: None, place: text.place };
        let header =
            |name: &str, value: &str, evaluated: bool| Header { name: name.to_owned(), value: plain(value), evaluated };
        let headers = vec![
            header("expression", &text.text, false),
            header("resultVariable", variable, false),
            header("nrOfInstances", "${nrOfInstances}", true),
            header("nrOfActiveInstances", "${nrOfActiveInstances - nrOfEndingInstances}", true),
            header("nrOfCompletedInstances", "${nrOfCompletedInstances + nrOfEndingInstances}", true),
        ];
        let work = Work { job_type: Some(plain(&named)), headers, ..Work::default() };
        let message = format!(
            "a worker of type `{named}` says whenever an instance is done whether they are enough: it gets the header \
             `expression` and gives true or false as `{variable}`"
        );
        self.problems.push(Problem::warning("value-as-job", Some(&node.id), text.place, message));
        let listener = Listener::Job(self.work(node, &work)?);
        self.asked_of_each = Some((variable.to_owned(), listener));
        Expression::juel(&format!("${{execution.getVariable('{variable}')}}")).ok()
    }

    /// The same for a value that may be fixed.
    pub(super) fn value_or_asked(&mut self, node: &Node, text: &Text, what: &str) -> Option<Value> {
        if text.text.starts_with('=') || is_juel(&text.text) {
            return self.expression_or_asked(node, text, what).map(Value::Feel);
        }
        self.value(text, &node.id)
    }

    /// The same for a value that need not be there.
    pub(super) fn optional_or_asked(&mut self, node: &Node, text: Option<&Text>, what: &str) -> Option<Value> {
        self.value_or_asked(node, text?, what)
    }

    /// Names between commas, each of which may be an expression: as in Camunda 7 that gives a name, several of them between
    /// commas, or a list.
    pub(super) fn names_or_asked(&mut self, node: &Node, text: Option<&Text>, what: &str) -> Option<Value> {
        let text = text?;
        let parts = if text.text.starts_with('=') || !is_juel(&text.text) { vec![] } else { split(&text.text) };
        if parts.len() < 2 {
            return self.value_or_asked(node, text, what);
        }
        let mut names = vec![];
        for (at, part) in parts.iter().enumerate() {
            let part = Text { text: (*part).to_owned(), ..text.clone() };
            names.push(if is_juel(&part.text) {
                self.expression_or_asked(node, &part, &format!("{what}.{at}"))
            } else {
                Some(Expression::built(Part::Text(part.text)))
            });
        }
        let names: Option<Vec<Expression>> = names.into_iter().collect();
        Some(Value::Feel(Expression::built(Part::List(names?))))
    }

    /// The mappings of an activity that no worker does. A source that only code of another engine could evaluate, or a
    /// script in a language that does not run here, is a job when the activity is entered, or when its work is done.
    pub(super) fn mappings_or_asked(&mut self, node: &Node, mappings: &[model::Mapping], way: Way) -> Vec<Mapping> {
        let mut compiled = vec![];
        for mapping in mappings {
            let before = self.problems.len();
            let found = self.mappings(std::slice::from_ref(mapping), &node.id);
            let refused = self.problems.split_off(before);
            if !refused.iter().any(|problem| problem.severity == Severity::Error) {
                self.problems.extend(refused);
                compiled.extend(found);
                continue;
            }
            let named = worker_of(&mapping.source);
            let for_a_worker = |problem: &Problem| FOR_A_WORKER.contains(&problem.code.as_str());
            let Some(named) = named.filter(|_| asks(node) && refused.iter().all(for_a_worker)) else {
                self.problems.extend(refused);
                continue;
            };
            compiled.extend(self.asked_of_worker(node, mapping, &named, way));
        }
        compiled
    }

    fn asked_of_worker(&mut self, node: &Node, mapping: &model::Mapping, named: &str, way: Way) -> Option<Mapping> {
        let (text, target) = (&mapping.source.text, &mapping.target);
        let plain = |value: &str| Text { text: value.to_owned(), language: None, place: text.place };
        let header = |name: &str, value: &str| Header { name: name.to_owned(), value: plain(value), evaluated: false };
        // What goes in is the activity's own; what comes out goes on by its mapping.
        let variable = if way == Way::In { target.clone() } else { format!("output.{target}") };
        let mut headers = match &mapping.source.form {
            Form::Script(language) => vec![header("scriptFormat", language), header("script", &text.text)],
            _ => vec![header("expression", &text.text)],
        };
        headers.push(header("resultVariable", &variable));
        let when = if way == Way::In { "before the activity begins" } else { "when the activity is done" };
        let message = format!(
            "a worker of type `{named}` finds `{target}` {when}: it gets what to evaluate in its headers, and gives the value \
             as `{variable}`"
        );
        self.problems.push(Problem::warning("value-as-job", Some(&node.id), text.place, message));
        let work = Work { job_type: Some(plain(named)), headers, ..Work::default() };
        let listener = Listener::Job(self.work(node, &work)?);
        if way == Way::In {
            self.asked.push((variable, listener));
            return None;
        }
        let name = variable.replace('\\', "\\\\").replace('\'', "\\'");
        self.asked_after.push((variable, listener));
        let source = Expression::juel(&format!("${{execution.getVariableLocal('{name}')}}")).ok()?;
        Some(Mapping { source, target: target.clone(), copy: false })
    }

    /// Gives an element what it has to ask for.
    pub(super) fn ask(&mut self, element: &mut Element) {
        for (variable, listener) in self.asked_after.drain(..) {
            element.locals.push(variable);
            element.listeners.end.push(listener);
        }
        for (variable, listener) in self.asked.drain(..) {
            element.locals.push(variable);
            element.listeners.start.push(listener);
        }
    }
}

/// Who evaluates a source: the bean that it calls, or the language of its script.
fn worker_of(source: &Source) -> Option<String> {
    match &source.form {
        Form::Script(language) if is_javascript(language) => Some("javascript".to_owned()),
        // Where a script is, and not what it says.
        Form::Script(language) if language == "resource" => None,
        Form::Script(language) => {
            let named = word(language);
            Some(named).filter(|named| !named.is_empty())
        }
        Form::Expression | Form::Literal => bean(&source.text.text).map(|bean| bean.name),
        Form::List(_) | Form::Map(_) => None,
    }
}

/// Whether a worker can be waited for around it. What waits for an event begins to wait at once.
fn asks(node: &Node) -> bool {
    matches!(
        node.kind,
        NodeKind::Task
            | NodeKind::ManualTask
            | NodeKind::UserTask(_)
            | NodeKind::ScriptTask { .. }
            | NodeKind::ReceiveTask { .. }
            | NodeKind::BusinessRuleTask(_)
            | NodeKind::SubProcess { triggered_by_event: false }
            | NodeKind::Transaction
            | NodeKind::AdHocSubProcess(_)
            | NodeKind::CallActivity(_)
            | NodeKind::ThrowEvent { .. }
            | NodeKind::EndEvent { .. }
    )
}
