//! Jobs at hand: what workers see of them, and which are being locked right now.
use crate::api::{Job, WaitAddress};
use crate::keys::{Bytes, Reader};
use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use weir_core::Instance;
use weir_core::instance::Variables;
use weir_core::wait::WaitFor;

/// Jobs that some fetch is about to lock, so that two workers do not both try.
#[derive(Debug, Default)]
pub struct InHand(Mutex<HashSet<WaitAddress>>);

/// A job in hand; let go when dropped.
#[derive(Debug)]
pub struct Held<'a> {
    of: &'a InHand,
    /// The job.
    pub job: WaitAddress,
}

impl InHand {
    /// Takes a job in hand, unless somebody has it there.
    pub fn take(&self, job: WaitAddress) -> Option<Held<'_>> {
        let new = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(job);
        new.then_some(Held { of: self, job })
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.of.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.job);
    }
}

/// A job as its worker gets it.
pub fn job(instance: &Instance, id: WaitAddress, names: Option<&[String]>) -> Option<Job> {
    let wait = instance.wait(id.key, id.wait)?;
    let WaitFor::Job(job) = &wait.on else { return None };
    let variables: Variables = match names {
        None => instance.visible(id.key),
        Some(names) => {
            let seen = names.iter().filter_map(|name| Some((name.clone(), instance.variable(id.key, name)?.clone())));
            seen.collect()
        }
    };
    Some(Job {
        id,
        job_type: job.job_type.clone(),
        instance: id.instance,
        definition: instance.header.definition.clone(),
        element: instance.elements.get(&id.key)?.element.clone(),
        business_key: instance.header.business_key.clone(),
        retries: job.retries,
        worker: job.lease.as_ref().map(|l| l.worker.clone()),
        token: job.lease.as_ref().map(|l| l.token),
        lease_until: job.lease.as_ref().map(|l| l.until),
        available: job.available,
        variables,
    })
}

/// The rows of jobs of a type.
pub fn rows_of(job_type: &str) -> Bytes {
    Bytes::new().text(job_type)
}

/// The job that a row names, and from when it may be taken.
pub fn read_row(row: &[u8]) -> Option<(weir_core::Timestamp, WaitAddress)> {
    let mut reader = Reader(row);
    reader.text()?;
    let available = reader.time()?;
    let (instance, key, wait) = reader.place()?;
    Some((available, WaitAddress { instance, key, wait }))
}
