//! Jobs for external workers: fetch and lock, report.
use super::Engine;
use crate::api::{FailJob, FetchJobs, Job, JobError, Page, Paging, WaitAddress};
use crate::{Context, Error};
use weir_core::Timestamp;
use weir_core::instance::Variables;

impl Engine {
    /// Locks available jobs for a worker. When there are none it waits, at most as long as asked for.
    pub async fn fetch_jobs(&self, by: Context, fetch: FetchJobs) -> Result<Vec<Job>, Error> {
        todo!()
    }

    /// Jobs that wait for a worker or are with one, without their variables; of one type or of all.
    pub async fn jobs(&self, job_type: Option<&str>, page: &Paging) -> Result<Page<Job>, Error> {
        todo!()
    }

    /// The worker needs longer: so many milliseconds from now. Answers with the new end of the lease.
    pub async fn extend_job(&self, by: Context, id: WaitAddress, token: u64, ms: i64) -> Result<Timestamp, Error> {
        todo!()
    }

    /// The worker has done it. Safe to repeat with the same token and variables.
    pub async fn complete_job(
        &self,
        by: Context,
        id: WaitAddress,
        token: u64,
        variables: Variables,
    ) -> Result<(), Error> {
        todo!()
    }

    /// The worker could not do it. Safe to repeat.
    pub async fn fail_job(&self, by: Context, id: WaitAddress, token: u64, failure: FailJob) -> Result<(), Error> {
        todo!()
    }

    /// The worker reports a BPMN error. Safe to repeat.
    pub async fn throw_job_error(
        &self,
        by: Context,
        id: WaitAddress,
        token: u64,
        error: JobError,
    ) -> Result<(), Error> {
        todo!()
    }
}
