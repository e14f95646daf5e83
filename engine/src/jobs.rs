//! Jobs at hand: what workers see of them, which stand in line for a worker, and which are being locked right now.
mod allowed;

pub use allowed::{Allowed, MayHave, Rights};

use crate::api::{Job, WaitAddress};
use crate::keys::{Bytes, Reader};
use crate::store::{Error, Store, Table};
use allowed::Stopped;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use weir_core::instance::Variables;
use weir_core::wait::WaitFor;
use weir_core::{Instance, Timestamp};

/// How many jobs are read at once for the line of their type.
const LINE_MAX: usize = 256;

/// How long a line is given out before somebody looks whether a more urgent job has had its time come.
const LOOK_AGAIN_MS: i64 = 10;
/// Jobs that wait in line for whoever fetches, and those that some fetch is about to lock. Many workers fetch at the same
/// time: each is given the next job of the line, so that no two try the same one and the rows are read once for all.
///
/// A line only says where to try: whether a job may be locked is decided by its instance.
#[derive(Debug, Default)]
pub struct InHand {
    held: Mutex<HashSet<WaitAddress>>,
    lines: Mutex<HashMap<String, Arc<Mutex<Line>>>>,
    /// Where those stopped who may not have every job.
    stopped: Mutex<Stopped>,
}

/// The jobs of a type in the order in which they are given out.
#[derive(Debug, Default)]
struct Line {
    /// With their priorities, the most urgent first.
    jobs: VecDeque<(i32, WaitAddress)>,
    /// The highest priority of those that have come since the line was made.
    came: Option<i32>,
    /// When somebody last looked for what is more urgent than the whole line.
    looked: Timestamp,
}

/// The line of one of the types that somebody asks for.
struct Waiting<'a> {
    /// Which of the types that were asked for.
    place: usize,
    job_type: &'a str,
    line: MutexGuard<'a, Line>,
    /// May there be more in the rows?
    more: bool,
}

/// A job in hand; let go when dropped.
#[derive(Debug)]
pub struct Held {
    of: Arc<InHand>,
    /// The job.
    pub job: WaitAddress,
}

impl InHand {
    /// Takes up to so many jobs of these types in hand that nobody has there, the most urgent first, whatever its type;
    /// of equally urgent ones that whose type is named first. Fewer: there are no more at this time.
    pub fn take(
        self: &Arc<Self>,
        store: &dyn Store,
        job_types: &[String],
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<Held>, Error> {
        // In one order whoever asks, or two would wait for each other.
        let mut named: Vec<(usize, &String)> = job_types.iter().enumerate().collect();
        named.sort_by_key(|(_, job_type)| *job_type);
        named.dedup_by_key(|(_, job_type)| *job_type);
        let lines: Vec<Arc<Mutex<Line>>> = named
            .iter()
            .map(|(_, job_type)| lock(&self.lines).entry((*job_type).clone()).or_default().clone())
            .collect();
        let mut heads = vec![];
        for ((place, job_type), line) in named.into_iter().zip(&lines) {
            let mut line = lock(line);
            self.refresh(store, job_type, now, &mut line)?;
            heads.push(Waiting { place, job_type, line, more: true });
        }
        let mut taken = vec![];
        while taken.len() < most {
            for head in &mut heads {
                if head.more && head.line.jobs.is_empty() {
                    (head.line.came, head.line.looked) = (None, now);
                    head.line.jobs.extend(self.ready(store, head.job_type, now, None)?);
                    head.more = !head.line.jobs.is_empty();
                }
            }
            let urgency = |head: &Waiting| head.line.jobs.front().map(|(priority, _)| (*priority, Reverse(head.place)));
            let next = heads.iter_mut().filter(|head| !head.line.jobs.is_empty()).max_by_key(|head| urgency(head));
            let Some((_, job)) = next.and_then(|head| head.line.jobs.pop_front()) else { break };
            if lock(&self.held).insert(job) {
                taken.push(Held { of: self.clone(), job });
            }
        }
        for head in heads.iter().filter(|head| head.line.jobs.is_empty()) {
            lock(&self.lines).remove(head.job_type);
        }
        Ok(taken)
    }

    /// What is more urgent than the whole line may have come since it was made.
    fn refresh(&self, store: &dyn Store, job_type: &str, now: Timestamp, line: &mut Line) -> Result<(), Error> {
        if let Some((priority, _)) = line.jobs.front().copied()
            && line.may_be_late(priority, now)
        {
            (line.came, line.looked) = (None, now);
            for job in self.ready(store, job_type, now, Some(priority))?.into_iter().rev() {
                line.jobs.push_front(job);
            }
        }
        Ok(())
    }

    /// Jobs have come, of these types and priorities.
    pub fn came(&self, jobs: &[(String, i32)]) {
        for (job_type, priority) in jobs {
            let line = lock(&self.lines).get(job_type).cloned();
            if let Some(line) = line {
                let mut line = lock(&line);
                line.came = line.came.max(Some(*priority));
            }
        }
    }

    /// The next jobs that may be taken now and that nobody has in hand, the most urgent first; only those that are more
    /// urgent than this.
    fn ready(
        &self,
        store: &dyn Store,
        job_type: &str,
        now: Timestamp,
        above: Option<i32>,
    ) -> Result<Vec<(i32, WaitAddress)>, Error> {
        // Those in hand are still in the rows.
        let most = LINE_MAX + lock(&self.held).len();
        let (mut found, mut levels) = (vec![], Levels::of(job_type));
        while let Some((priority, _)) = levels.next(store)?
            && above.is_none_or(|above| priority > above)
            && found.len() < most
        {
            let level = || rows_of(job_type).urgency(priority);
            let end = level().time(Timestamp(now.0.saturating_add(1))).done();
            let rows = store.scan(Table::Job, &level().done(), &end, most - found.len())?;
            found.extend(rows.iter().filter_map(|(key, _)| Some((priority, read_row(key)?.1))));
        }
        let held = lock(&self.held);
        Ok(found.into_iter().filter(|(_, job)| !held.contains(job)).collect())
    }
}

/// The priorities that jobs of a type have, the highest first: one look at the rows for each.
struct Levels {
    job_type: String,
    start: Vec<u8>,
    end: Vec<u8>,
}

impl Levels {
    fn of(job_type: &str) -> Levels {
        let (start, end) = rows_of(job_type).prefix();
        Levels { job_type: job_type.to_owned(), start, end }
    }

    /// The next priority, and when the first job of it may be taken.
    fn next(&mut self, store: &dyn Store) -> Result<Option<(i32, Timestamp)>, Error> {
        let rows = store.scan(Table::Job, &self.start, &self.end, 1)?;
        let first = rows.first().and_then(|(key, _)| {
            let mut reader = Reader(key);
            reader.text()?;
            Some((reader.urgency()?, reader.time()?))
        });
        if let Some((priority, _)) = first {
            self.start = rows_of(&self.job_type).urgency(priority).prefix().1;
        }
        Ok(first)
    }
}

impl Line {
    /// May there be something more urgent than this, the most urgent of the line? A job that has come says so; one whose
    /// time has come, after a back-off or somebody's lease, is looked for now and then.
    fn may_be_late(&self, first: i32, now: Timestamp) -> bool {
        self.came > Some(first) || now.0 - self.looked.0 >= LOOK_AGAIN_MS || now < self.looked
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
    let (mut first, mut levels) = (None::<Timestamp>, Levels::of(job_type));
    while let Some((_, available)) = levels.next(store)? {
        first = Some(first.map_or(available, |first| first.min(available)));
    }
    Ok(first)
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
        priority: job.priority,
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
    reader.urgency()?;
    let available = reader.time()?;
    let (instance, key, wait) = reader.place()?;
    Some((available, WaitAddress { instance, key, wait }))
}
