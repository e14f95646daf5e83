//! Jobs for external workers: fetch and lock, report.
use super::Engine;
use crate::api::{FailJob, FetchJobs, Job, JobError, Page, Paging, WaitAddress};
use crate::jobs::{self, Held, read_row, rows_of};
use crate::keys::Bytes;
use crate::paging::Rows;
use crate::partition::{By, Once, Reply, Task, Want};
use crate::projection::{WaitRow, unpack};
use crate::shell::Running;
use crate::store::Table;
use crate::{Context, Error, JOB_LEASE_MS_MAX, JOB_WAIT_MS_MAX, JOBS_FETCH_MAX, checks};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use tokio::sync::futures::OwnedNotified;
use tokio::task::JoinSet;
use weir_core::command::LeasedJob;
use weir_core::instance::Variables;
use weir_core::wait::WaitFor;
use weir_core::{Actor, Command, Timestamp};

/// How long a worker waits before it looks again at a job that somebody else has in hand.
const LOOK_AGAIN_MS: i64 = 250;

impl Engine {
    /// Locks available jobs for a worker. When there are none it waits, at most as long as asked for.
    pub async fn fetch_jobs(&self, by: Context, mut fetch: FetchJobs) -> Result<Vec<Job>, Error> {
        checks::name("a worker", &fetch.worker)?;
        for job_type in &fetch.types {
            checks::name("a job type", job_type)?;
        }
        fetch.max = fetch.max.clamp(1, JOBS_FETCH_MAX);
        if !(1..=JOB_LEASE_MS_MAX).contains(&fetch.lease_ms) {
            return Err(Error::invalid("bad-lease", format!("a lease takes 1 to {JOB_LEASE_MS_MAX} milliseconds")));
        }
        let shell = self.shell();
        let deadline = Timestamp(shell.now().0 + fetch.wait_ms.clamp(0, JOB_WAIT_MS_MAX));
        let mut conditions = shell.conditions();
        loop {
            // Listen first, then look: what comes in between is heard.
            let mut opened: Vec<_> =
                fetch.types.iter().map(|t| Box::pin(shell.hub.jobs_of(t).notified_owned())).collect();
            for listener in &mut opened {
                listener.as_mut().enable();
            }
            let (jobs, next) = self.lock_jobs(&by.actor, &fetch).await?;
            if !jobs.is_empty() || shell.now() >= deadline {
                return Ok(jobs);
            }
            let until = next.map_or(deadline, |next| next.min(deadline));
            let listening = any(&mut opened);
            tokio::pin!(listening);
            // The clock may wake us early; then there is nothing new to look at.
            while shell.now() < until {
                tokio::select! {
                    () = &mut listening => break,
                    () = shell.clock.wait_until(until) => {}
                    _ = conditions.wait_for(|c| matches!(c, Running::Closing | Running::Stopped(_))) => return Ok(vec![]),
                }
            }
        }
    }

    /// Locks what is available; says when more will be, by itself.
    async fn lock_jobs(&self, by: &Actor, fetch: &FetchJobs) -> Result<(Vec<Job>, Option<Timestamp>), Error> {
        let shell = self.shell();
        let (mut jobs, mut next) = (vec![], None::<Timestamp>);
        // Those that could not be locked stay in hand until the end, so that none is tried twice.
        let mut refused = vec![];
        for job_type in &fetch.types {
            while jobs.len() < fetch.max {
                let wanted = fetch.max - jobs.len();
                let mut held = shell.jobs_in_hand.take(&*shell.store, job_type, shell.now(), wanted)?;
                let all = held.len() < wanted;
                match held.pop() {
                    Some(only) if held.is_empty() => match self.clone().lock_job(by, fetch, only).await {
                        Ok(job) => jobs.push(job),
                        Err(held) => refused.push(held),
                    },
                    last => {
                        let mut locking = JoinSet::new();
                        for job in held.into_iter().chain(last) {
                            let (engine, by, fetch) = (self.clone(), by.clone(), fetch.clone());
                            locking.spawn(async move { engine.lock_job(&by, &fetch, job).await });
                        }
                        while let Some(locked) = locking.join_next().await {
                            match locked {
                                Ok(Ok(job)) => jobs.push(job),
                                Ok(Err(held)) => refused.push(held),
                                Err(panic) => tracing::error!(%panic, "locking a job panicked"),
                            }
                        }
                    }
                }
                if all {
                    break;
                }
            }
            if jobs.is_empty()
                && let Some(available) = jobs::first_available(&*shell.store, job_type)?
            {
                // One that may be taken already is in somebody's hand, who may have to put it back.
                let look = if available > shell.now() { available } else { Timestamp(shell.now().0 + LOOK_AGAIN_MS) };
                next = Some(next.map_or(look, |next| next.min(look)));
            }
        }
        jobs.sort_by_key(|job| std::cmp::Reverse(job.priority));
        Ok((jobs, next))
    }

    /// One job; given back when somebody else was quicker, or when nothing can be locked at present.
    async fn lock_job(self, by: &Actor, fetch: &FetchJobs, held: Held) -> Result<Job, Held> {
        let id = held.job;
        let until = Timestamp(self.shell().now().0 + fetch.lease_ms);
        let command = Command::LockJob { key: id.key, wait: id.wait, worker: fetch.worker.clone(), until };
        let task = Task::Command { instance: id.instance, command, want: Want::Job(fetch.variables.clone()) };
        match self.shell().ask(id.instance.partition(), By { actor: by.clone(), names: vec![] }, task).await {
            Ok(Reply::Job(job)) => Ok(*job),
            _ => Err(held),
        }
    }

    /// Jobs that wait for a worker or are with one, without their variables; of one type or of all.
    pub async fn jobs(&self, job_type: Option<&str>, page: &Paging) -> Result<Page<Job>, Error> {
        let range = job_type.map_or(Bytes::new(), rows_of).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::Job, range, descending: false };
        rows.page(page, |key, value| {
            let Some((_, id)) = read_row(key) else { return Ok(None) };
            let WaitRow { definition, business_key, element, wait } = unpack(value)?;
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
        let until = Timestamp(self.shell().now().0 + ms.clamp(1, JOB_LEASE_MS_MAX));
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
        let once = Once::report(id, token, &("fail", failure.retries, failure.backoff_ms, &failure.message));
        let available = Timestamp(self.shell().now().0.saturating_add(failure.backoff_ms.max(0)));
        let (retries, message) = (failure.retries, checks::text(failure.message));
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
        checks::key("the error code", Some(&error.code))?;
        let once = Once::report(id, token, &("error", &error.code, &error.message, &error.variables));
        let JobError { code, message, variables } = error;
        let message = checks::text(message);
        self.report(by, id, once, Command::ThrowJobError { job: leased(id, token), code, message, variables }).await
    }

    async fn report(&self, by: Context, id: WaitAddress, once: Once, command: Command) -> Result<(), Error> {
        let mut by = By::from(by);
        by.names.push(once);
        self.command(by, id.instance, command).await
    }
}

fn leased(id: WaitAddress, token: u64) -> LeasedJob {
    LeasedJob { key: id.key, wait: id.wait, token }
}

/// Returns when one of them is told.
async fn any(listeners: &mut [Pin<Box<OwnedNotified>>]) {
    poll_fn(|context| {
        let told = listeners.iter_mut().any(|listener| listener.as_mut().poll(context).is_ready());
        if told { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}
