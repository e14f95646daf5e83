//! Jobs at hand: what workers see of them, which stand in line for a worker, and which are being locked right now.
use crate::api::{Job, WaitAddress};
use crate::keys::{Bytes, Reader};
use crate::store::{Error, Store, Table};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use weir_core::instance::Variables;
use weir_core::wait::WaitFor;
use weir_core::{Instance, Timestamp};

/// How many jobs are read at once for the line of their type.
const LINE_MAX: usize = 256;

/// Jobs that wait in line for whoever fetches, and those that some fetch is about to lock. Many workers fetch at the same
/// time: each is given the next job of the line, so that no two try the same one and the rows are read once for all.
///
/// A line only says where to try: whether a job may be locked is decided by its instance.
#[derive(Debug, Default)]
pub struct InHand {
    held: Mutex<HashSet<WaitAddress>>,
    lines: Mutex<HashMap<String, Arc<Line>>>,
}

type Line = Mutex<VecDeque<WaitAddress>>;

/// A job in hand; let go when dropped.
#[derive(Debug)]
pub struct Held {
    of: Arc<InHand>,
    /// The job.
    pub job: WaitAddress,
}

impl InHand {
    /// Takes up to so many jobs of a type in hand that nobody has there. Fewer: there are no more at this time.
    pub fn take(
        self: &Arc<Self>,
        store: &dyn Store,
        job_type: &str,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<Held>, Error> {
        let line = lock(&self.lines).entry(job_type.to_owned()).or_default().clone();
        let mut waiting = lock(&line);
        let mut taken = vec![];
        while taken.len() < most {
            if waiting.is_empty() {
                waiting.extend(self.ready(store, job_type, now)?);
            }
            let Some(job) = waiting.pop_front() else { break };
            if lock(&self.held).insert(job) {
                taken.push(Held { of: self.clone(), job });
            }
        }
        if waiting.is_empty() {
            lock(&self.lines).remove(job_type);
        }
        Ok(taken)
    }

    /// The next jobs that may be taken now and that nobody has in hand.
    fn ready(&self, store: &dyn Store, job_type: &str, now: Timestamp) -> Result<Vec<WaitAddress>, Error> {
        let (start, end) =
            (rows_of(job_type).done(), rows_of(job_type).time(Timestamp(now.0.saturating_add(1))).done());
        // Those in hand are still in the rows.
        let most = LINE_MAX + lock(&self.held).len();
        let rows = store.scan(Table::Job, &start, &end, most)?;
        let held = lock(&self.held);
        Ok(rows.iter().filter_map(|(key, _)| Some(read_row(key)?.1)).filter(|job| !held.contains(job)).collect())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        lock(&self.of.held).remove(&self.job);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// When the first job of a type may be taken, be it now or later.
pub fn first_available(store: &dyn Store, job_type: &str) -> Result<Option<Timestamp>, Error> {
    let (start, end) = rows_of(job_type).prefix();
    let rows = store.scan(Table::Job, &start, &end, 1)?;
    Ok(rows.first().and_then(|(key, _)| read_row(key)).map(|(available, _)| available))
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
        headers: job.headers.clone(),
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
