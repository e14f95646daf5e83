//! Conditions of flows that only code of another engine can evaluate: a worker does it before the token goes on.
use super::Compiler;
use super::mappings::FOR_A_WORKER;
use crate::expression::Expression;
use crate::juel::bean;
use crate::model::{self, Flow, Header, Text, Work};
use crate::problem::Problem;
use crate::process::{Gateway, Kind, Listener};
use crate::validate::names_a_worker;
use petgraph::graph::NodeIndex;

impl Compiler<'_> {
    /// The condition of a flow. One in a language that does not run here, or that calls code of the other engine, is a
    /// job at the end of what it leaves: its worker gives true or false under the name that stands in the header
    /// `resultVariable`, and nobody else sees that variable.
    pub(super) fn flow_condition(&mut self, flow: &Flow, text: &Text, from: NodeIndex) -> Option<Expression> {
        let before = self.problems.len();
        let file = flow.condition_file.as_ref();
        if file.is_none()
            && let Some(condition) = self.expression(text, &flow.id)
        {
            return Some(condition);
        }
        let refused = self.problems.split_off(before);
        let for_a_worker =
            |problem: &Problem| FOR_A_WORKER.contains(&problem.code.as_str()) || problem.code == "expression-language";
        if text.text.is_empty() && file.is_none() {
            // The rule about empty expressions says so.
            return None;
        }
        let can_wait = self.process.graph[from].kind != Kind::Gateway(Gateway::EventBased)
            && text.language.as_deref().is_none_or(names_a_worker);
        if !can_wait || !refused.iter().all(for_a_worker) {
            self.problems.extend(refused);
            return None;
        }
        let variable = format!("condition.{}", flow.id);
        let work = asked(text, file, &flow.id.to_string(), &variable);
        let named = work.job_type.as_ref().map_or_else(String::new, |text| text.text.clone());
        let header = if file.is_some() { "resource" } else { "condition" };
        let message = format!(
            "a worker of type `{named}` evaluates the condition: it gets it as the header `{header}` and gives true or \
             false as `{variable}`"
        );
        self.problems.push(Problem::warning("condition-as-job", Some(&flow.id), text.place, message));
        let stand_in = model::Node { id: flow.id.clone(), place: flow.place, ..super::listeners::blank() };
        let listener = Listener::Job(self.work(&stand_in, &work)?);
        let source = &mut self.process.graph[from];
        source.listeners.end.push(listener);
        source.locals.push(variable.clone());
        let name = variable.replace('\\', "\\\\").replace('\'', "\\'");
        Expression::juel(&format!("${{execution.getVariableLocal('{name}')}}")).ok()
    }
}

/// The job: named after the language, or after the bean and method that are called. Of a script in a file the worker gets
/// the name of the file.
fn asked(text: &Text, file: Option<&Text>, flow: &str, variable: &str) -> Work {
    let language = text.language.as_deref().map(crate::script::word);
    let called = || bean(&text.text).map(|bean| bean.name);
    let named = language.clone().or_else(called).unwrap_or_else(|| "juel".to_owned());
    let plain = |value: &str| Text { text: value.to_owned(), language: None, place: text.place };
    let header = |name: &str, value: &str| Header { name: name.to_owned(), value: plain(value), evaluated: false };
    let said = file.map_or_else(|| header("condition", &text.text), |file| header("resource", &file.text));
    let mut headers = vec![said, header("flow", flow), header("resultVariable", variable)];
    headers.extend(language.map(|language| header("language", &language)));
    Work { job_type: Some(plain(&named)), headers, ..Work::default() }
}
