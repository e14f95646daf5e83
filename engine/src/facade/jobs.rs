//! Jobs for external workers: the list of them, and what workers report.
use super::Engine;
use crate::api::{FailJob, Job, JobError, Page, Paging, WaitAddress};
use crate::jobs::{read_row, rows_of};
use crate::keys::Bytes;
use crate::options::Mutant;
use crate::paging::Rows;
use crate::partition::{By, Once, Reply, Task, Want};
use crate::projection::{WaitRow, unpack};
use crate::store::Table;
use crate::{Context, Error, checks};
use weir_core::command::LeasedJob;
use weir_core::instance::Variables;
use weir_core::wait::WaitFor;
use weir_core::{Command, Timestamp};

impl Engine {
    /// Jobs that wait for a worker or are with one, without their variables; of one type or of all.
    pub async fn jobs(&self, job_type: Option<&str>, page: &Paging) -> Result<Page<Job>, Error> {
        let range = job_type.map_or(Bytes::new(), rows_of).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::Job, range, descending: false };
        rows.page(page, |key, value| {
            let Some((_, id)) = read_row(key) else { return Ok(None) };
            let WaitRow { definition, business_key, element, wait, .. } = unpack(value)?;
            let WaitFor::Job(job) = wait.on else { return Ok(None) };
            Ok(Some(Job {
                id,
                job_type: job.job_type,
                instance: id.instance,
                definition,
                element,
                business_key,
                retries: job.retries,
                worker: job.lease.as_ref().map(|l| l.worker.clone()),
                token: None,
                lease_until: job.lease.map(|l| l.until),
                available: job.available,
                variables: Variables::new(),
                headers: job.headers,
                priority: job.priority,
            }))
        })
    }

    /// The worker needs longer: so many milliseconds from now. Answers with the new end of the lease.
    pub async fn extend_job(&self, by: Context, id: WaitAddress, token: u64, ms: i64) -> Result<Timestamp, Error> {
        let until = Timestamp(self.shell().now().0 + checks::lease(ms)?);
        let task = Task::Command {
            instance: id.instance,
            command: Command::ExtendJob { job: leased(id, token), until },
            want: Want::Time(until),
        };
        match self.ask_once(by.into(), id.instance, task).await? {
            Reply::Time(until) => Ok(until),
            other => unreachable!("a lease is answered by its end, not {other:?}"),
        }
    }

    /// The worker has done it. Safe to repeat with the same token and variables.
    pub async fn complete_job(
        &self,
        by: Context,
        id: WaitAddress,
        token: u64,
        variables: Variables,
    ) -> Result<(), Error> {
        checks::variables(&variables)?;
        let once = Once::report(id, token, &("complete", &variables));
        self.report(by, id, once, Command::CompleteJob { job: leased(id, token), variables }).await
    }

    /// The worker could not do it. Safe to repeat.
    pub async fn fail_job(&self, by: Context, id: WaitAddress, token: u64, failure: FailJob) -> Result<(), Error> {
        checks::failure(&failure)?;
        let once = Once::report(id, token, &("fail", failure.retries, failure.backoff_ms, &failure.message));
        let available = Timestamp(self.shell().now().0 + failure.backoff_ms);
        let (retries, message) = (failure.retries, checks::cut(failure.message));
        self.report(by, id, once, Command::FailJob { job: leased(id, token), retries, available, message }).await
    }

    /// The worker reports a BPMN error. Safe to repeat.
    pub async fn throw_job_error(
        &self,
        by: Context,
        id: WaitAddress,
        token: u64,
        error: JobError,
    ) -> Result<(), Error> {
        checks::variables(&error.variables)?;
        checks::name("an error", &error.code)?;
        let once = Once::report(id, token, &("error", &error.code, &error.message, &error.variables));
        let JobError { code, message, variables } = error;
        let message = checks::cut(message);
        self.report(by, id, once, Command::ThrowJobError { job: leased(id, token), code, message, variables }).await
    }

    async fn report(&self, by: Context, id: WaitAddress, once: Once, command: Command) -> Result<(), Error> {
        let mut by = By::from(by);
        if self.shell().mutant != Mutant::ForgetReports {
            by.names.push(once);
        }
        self.command(by, id.instance, command).await
    }
}

fn leased(id: WaitAddress, token: u64) -> LeasedJob {
    LeasedJob { key: id.key, wait: id.wait, token }
}
