//! The worker behind the script tasks: what a script does is decided by its id.
use crate::suites::backend::{Backend, WaitView};
use crate::suites::drive::Chooser;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use weir_core::instance::Variables;

/// Jobs of one case; a model that goes round for ever ends here.
const JOBS_MAX: usize = 200;
/// Timers of one case that are waited for.
const TIMERS_MAX: usize = 100;

/// Works on all jobs, oldest first, and writes down what the scripts log.
pub struct Worker<'a> {
    log_points: &'a BTreeMap<String, String>,
    actions: &'a BTreeMap<String, String>,
    /// What was logged.
    pub log: Vec<String>,
    /// Were two jobs that write time stamps open at the same time?
    pub overlap: bool,
    done: usize,
    chooser: Chooser,
}

impl<'a> Worker<'a> {
    /// A worker that knows what the scripts do.
    pub fn new(log_points: &'a BTreeMap<String, String>, actions: &'a BTreeMap<String, String>) -> Self {
        Worker { log_points, actions, log: vec![], overlap: false, done: 0, chooser: Chooser::default() }
    }

    /// Completes jobs until there are none.
    pub fn work(&mut self, backend: &mut dyn Backend) {
        while self.done < JOBS_MAX {
            let jobs: Vec<WaitView> = backend.waits().into_iter().filter(|w| w.kind == "job").collect();
            let stamps = |w: &&WaitView| self.action(&w.element).starts_with("CREATE_TIMESTAMP_LOG");
            self.overlap |= jobs.iter().filter(stamps).count() > 1;
            self.done += 1;
            match jobs.into_iter().next() {
                Some(job) => self.perform(backend, &job),
                None if self.chooser.choose(backend) || self.chooser.finish(backend) => {}
                None => return,
            }
        }
        self.log.push(format!("more than {JOBS_MAX} jobs"));
    }

    /// Lets time pass, from one timer to the next.
    pub fn wait(&mut self, backend: &mut dyn Backend, ms: i64) {
        let end = backend.now() + ms;
        for _ in 0..TIMERS_MAX {
            let due = backend.waits().into_iter().filter_map(|w| w.due.filter(|_| w.kind == "timer"));
            let Some(next) = due.filter(|due| *due <= end).min() else { break };
            let step = (next - backend.now()).max(0);
            backend.advance(step);
            self.work(backend);
        }
        let rest = (end - backend.now()).max(0);
        backend.advance(rest);
        self.work(backend);
    }

    fn perform(&mut self, backend: &mut dyn Backend, job: &WaitView) {
        let action = self.action(&job.element).to_owned();
        if action == "THROW_ERROR" {
            // The error code of the one model family that throws from a script.
            let thrown = backend.throw_job_error(&job.id, "ERR_CODE");
            return thrown.unwrap_or_else(|refusal| self.log.push(refusal.to_string()));
        }
        let seen = backend.variables(&job.instance, job.key);
        let mut result = Variables::new();
        match action.as_str() {
            "INCREMENT_INTEGER_VARIABLE_AND_LOG" | "INCREMENT_INTEGER_VARIABLE" => {
                let number = seen.get("integerVariable").and_then(Value::as_i64).unwrap_or(0);
                result.insert("integerVariable".into(), json!(number + 1));
            }
            // A data object is read and written as the variable of its name.
            "SET_STRING_DATA" => {
                result.insert("data".into(), json!("String"));
            }
            _ => {}
        }
        match self.log_points.get(&job.element).map(String::as_str) {
            Some("DATA") => self.log.push(format!("DATA={}", plain(seen.get("data")))),
            Some(token) => self.log.push(token.to_owned()),
            None => {}
        }
        if let Err(refusal) = backend.complete_job(&job.id, result) {
            self.log.push(refusal.to_string());
        }
    }

    fn action(&self, element: &str) -> &str {
        self.actions.get(element).map_or("", String::as_str)
    }
}

fn plain(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
