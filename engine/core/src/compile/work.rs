//! Work for workers: its type, retries and headers.
use super::Compiler;
use crate::model::{self, Node};
use crate::problem::{Place, Problem};
use crate::process::{Kind, ReportedError, Value, Work};
use crate::script::{is_javascript, needs_java};
use crate::validate::is_duration;

/// Most bytes of the headers of one job: they are persisted with it.
pub const HEADERS_BYTES_MAX: usize = 64 * 1024;

impl Compiler<'_> {
    /// Work without a type is known by the id of its element.
    pub(super) fn work(&mut self, node: &Node, work: &model::Work) -> Option<Work> {
        let job_type = if let Some(text) = &work.job_type {
            self.value(text, &node.id)?
        } else {
            let message = format!("it names no worker: workers fetch it as type `{}`", node.id);
            self.problems.push(Problem::note("job-type-from-id", Some(&node.id), node.place, message));
            Value::Fixed(node.id.to_string())
        };
        let backoff = self.backoff(node, work)?;
        let mut headers = vec![];
        for header in &work.headers {
            headers.push((header.name.clone(), self.header(node, header)?));
        }
        self.header_size(node, &headers, node.place)?;
        let retries = self.optional(work.retries.as_ref(), &node.id);
        let priority = self.optional(work.priority.as_ref(), &node.id);
        let errors = work.errors.iter().filter_map(|(when, error)| self.reported(node, when, error.as_ref())).collect();
        Some(Work { job_type, retries, backoff, headers, priority, errors })
    }

    /// An error that a worker's report becomes. Its expression is looked at inside the step of the report.
    fn reported(
        &mut self,
        node: &Node,
        when: &model::Text,
        error: Option<&crate::id::ElementId>,
    ) -> Option<ReportedError> {
        let when = self.condition(node, when)?;
        let Some(code) = self.code(crate::model::RootKind::Error, error) else {
            return self.missing("error-missing", node, node.place, "the error of its worker is none: set `errorRef`");
        };
        let message = self.error_message(error).cloned();
        let message = message.and_then(|message| self.value(&message, &node.id));
        Some(ReportedError { when, code, message })
    }

    /// A script in another language: a job named after the language, with the script in a header.
    pub(super) fn script_job(
        &mut self,
        node: &Node,
        language: Option<&str>,
        script: Option<&model::Text>,
        result: Option<&str>,
        work: &model::Work,
    ) -> Option<Kind> {
        let mut work = work.clone();
        let place = script.map_or(node.place, |script| script.place);
        let text = |text: &str| model::Text { text: text.to_owned(), language: None, place };
        if let Some(language) = language {
            let named = crate::script::word(language);
            work.job_type.get_or_insert_with(|| text(&named));
            let java = script.filter(|_| is_javascript(language)).and_then(|script| needs_java(&script.text));
            let why = match java {
                Some(used) => format!("the script uses `{used}` of an engine in Java"),
                None if is_javascript(language) => "the text of the script is not in the model".to_owned(),
                None => format!("a script in `{language}` does not run in the engine"),
            };
            let message = format!("{why}: a worker of type `{named}` gets it");
            self.problems.push(Problem::warning("script-as-job", Some(&node.id), place, message));
        }
        let own = [("scriptFormat", language), ("script", script.map(|s| s.text.as_str())), ("resultVariable", result)];
        let own = own.into_iter().filter_map(|(name, value)| Some((name, value?)));
        work.headers.extend(own.map(|(name, value)| model::Header {
            name: name.to_owned(),
            value: text(value),
            evaluated: false,
        }));
        Some(Kind::JobTask(self.work(node, &work)?))
    }

    /// Headers in an expression are evaluated when the job is made, unless only the worker can.
    fn header(&mut self, node: &Node, header: &model::Header) -> Option<Value> {
        let fixed = || Some(Value::Fixed(header.value.text.clone()));
        if !header.evaluated {
            return fixed();
        }
        let before = self.problems.len();
        let value = self.value(&header.value, &node.id);
        if value.is_none() {
            self.problems.truncate(before);
            return fixed();
        }
        value
    }

    fn backoff(&mut self, node: &Node, work: &model::Work) -> Option<Vec<String>> {
        let Some(text) = &work.backoff else { return Some(vec![]) };
        let list = crate::retries::durations(&text.text);
        if list.iter().all(|part| is_duration(part)) {
            return Some(list);
        }
        let message = format!("`{}` is no list of durations; write one like PT5M,PT30M or R3/PT10M", text.text);
        self.problems.push(Problem::error("retry-cycle-invalid", Some(&node.id), text.place, message));
        None
    }

    pub(super) fn header_size(&mut self, node: &Node, headers: &[(String, Value)], place: Place) -> Option<()> {
        let size = |(name, value): &(String, Value)| match value {
            Value::Fixed(text) => name.len() + text.len(),
            Value::Feel(expression) => name.len() + expression.text().len(),
        };
        let total: usize = headers.iter().map(size).sum();
        if total <= HEADERS_BYTES_MAX {
            return Some(());
        }
        let message =
            format!("its job headers take {total} bytes, at most {HEADERS_BYTES_MAX}: move the script to its worker");
        self.problems.push(Problem::error("headers-too-large", Some(&node.id), place, message));
        None
    }
}
