//! `camunda:errorEventDefinition`: what a worker reports becomes a BPMN error when an expression says so.
use super::Driver;
use crate::command::LeasedJob;
use crate::element::{self, Seen, View};
use crate::event::Event;
use crate::event::JobFailed;
use crate::expression::Variables as Sees;
use crate::failure::{Failure, Stop};
use crate::instance::Variables;
use crate::juel::Fact;
use crate::parameter::Parameters;
use crate::process::Kind;
use crate::time::TimeZone;
use crate::wait::{Fires, Job, Wait};
use serde_json::{Value, json};
use std::borrow::Cow;

/// The name under which expressions see the report.
const TASK: &str = "externalTask";

/// What an expression sees: what the worker gave, its report, and the variables of the element.
struct Report<'a> {
    seen: Seen<'a>,
    given: &'a Variables,
    task: Value,
}

impl Sees for Report<'_> {
    fn get(&self, name: &str) -> Option<Cow<'_, Value>> {
        if name == TASK {
            return Some(Cow::Borrowed(&self.task));
        }
        self.given.get(name).map(Cow::Borrowed).or_else(|| self.seen.get(name))
    }

    fn parameters(&self) -> &Parameters {
        self.seen.parameters()
    }

    fn zone(&self) -> &TimeZone {
        self.seen.zone()
    }

    fn local(&self, name: &str) -> Option<Value> {
        self.given.get(name).cloned().or_else(|| self.seen.local(name))
    }

    fn fact(&self, fact: Fact) -> Option<Value> {
        self.seen.fact(fact)
    }
}

impl Driver<'_> {
    /// The first expression that holds has its error thrown, with what the worker gave. False when none does.
    ///
    /// As in Camunda 7 they are looked at when the worker completes the job, and when it fails it; the words of the worker
    /// are the message of the error and its details.
    pub(super) fn reported(
        &mut self,
        job: &LeasedJob,
        wait: &Wait,
        (leased, message): (&Job, &str),
        given: &Variables,
    ) -> Result<bool, Stop> {
        let process = self.process;
        let Kind::JobTask(work) = &process.element(&self.live(job.key).element).kind else { return Ok(false) };
        if wait.fires != Fires::Owner || work.errors.is_empty() {
            return Ok(false);
        }
        let said = (!message.is_empty()).then_some(message);
        let task = json!({
            "errorMessage": said, "errorDetails": said, "retries": leased.retries, "topicName": leased.job_type,
            "workerId": leased.lease.as_ref().map(|lease| &lease.worker), "activityId": self.live(job.key).element,
            "priority": leased.priority,
        });
        let mut thrown = None;
        for error in &work.errors {
            let report = Report { seen: Seen(self.view(), job.key), given, task: task.clone() };
            let found = error.when.evaluate(&report, self.now.to_jiff()).map_err(|fault| {
                let (code, expression) = (fault.code().to_owned(), error.when.text().to_owned());
                let sentence = fault.sentence().map(Box::new);
                Stop::Failed(Failure::Expression { code, expression, message: fault.to_string(), sentence })
            });
            if element::truth(&error.when, found).map_err(Stop::Failed)? {
                thrown = Some((error.code.clone(), words(self.view(), job, error.message.as_ref(), said)?));
                break;
            }
        }
        let Some((code, message)) = thrown else { return Ok(false) };
        let LeasedJob { key, wait, .. } = *job;
        // As with an error that a worker reports: until it is caught the job is back with nobody, and out of tries.
        let available = self.now;
        self.emit(Event::JobFailed(JobFailed { key, wait, retries: 0, available, message: message.clone() }));
        self.throw_error(key, &code, &message, given.clone());
        Ok(true)
    }
}

/// What is said of the error: by its model, else by the worker.
fn words(view: View, job: &LeasedJob, own: Option<&crate::process::Value>, said: Option<&str>) -> Result<String, Stop> {
    let own = own.map_or(Ok(None), |own| element::text(view, job.key, own))?;
    Ok(own.or(said.map(str::to_owned)).unwrap_or_default())
}
