//! Fetch and lock: how a worker gets its jobs.
//!
//! Each job is locked by its own instance, in a commit of its own. A fetch that may be repeated keeps its answer there,
//! job by job: so a repetition gets what was locked, also when the first attempt was cut off half-way.
use super::Engine;
use crate::api::{FetchJobs, Job};
use crate::bell::Listener;
use crate::idempotency::{is_part_number, once, part, parts};
use crate::jobs::{self, Allowed, Held, MayHave, Rights};
use crate::partition::{By, Keeps, Once, Reply, Task, Want};
use crate::projection::{Answered, answers_range, unpack, weight};
use crate::shell::Running;
use crate::store::Table;
use crate::{Context, Error, JOB_TYPES_MAX, JOB_WAIT_MS_MAX, JOBS_FETCH_MAX, checks};
use futures_util::future::join_all;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use tokio::sync::futures::OwnedNotified;
use tokio::sync::oneshot;
use weir_core::{Actor, Command, Timestamp};

/// How long a worker waits before it looks again at a job that somebody else has in hand.
const LOOK_AGAIN_MS: i64 = 250;
/// The same for one who may not have all jobs of the type.
const LOOK_AGAIN_ALLOWED_MS: i64 = 2000;

/// How many jobs are locked at first, when nobody knows yet how large they are.
const LOCKED_FIRST: usize = 16;
/// About so many bytes the variables of the jobs of one fetch have in memory: it may lock fewer jobs than were asked for, and
/// never fewer than one that is there.
const JOBS_BYTES_MAX: usize = 16 << 20;

/// One fetch at work.
struct Fetch {
    actor: Actor,
    asked: FetchJobs,
    /// Under which name the answer is kept.
    once: Option<Once>,
    /// What the worker may have; none is everything.
    rights: Option<Rights>,
}

impl Fetch {
    /// What the worker may have now.
    async fn may_have(&self) -> MayHave {
        match &self.rights {
            Some(rights) => rights().await,
            None => MayHave::All,
        }
    }
}

/// What one look at the jobs came to.
#[derive(Debug, Default)]
struct Look {
    jobs: Vec<Job>,
    /// There are jobs, but not for this worker: somebody has them in hand, or they may not have them.
    others: bool,
    /// When there will be more, by itself.
    next: Option<Timestamp>,
    /// Why the engine could not lock one that was there.
    trouble: Option<Error>,
    /// It was asked before, and this is what it got.
    repeated: bool,
}

/// What made a worker look again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Woken {
    /// It has just come.
    No,
    /// The bell of this type of what it asks for.
    Told(usize),
    /// A time has come.
    Time,
}

/// A job that was not locked.
#[derive(Debug)]
struct Missed {
    /// Held until the look is over, so that it is not tried twice.
    _held: Held,
    /// None: somebody else was quicker.
    trouble: Option<Error>,
}

impl Engine {
    /// Locks available jobs for a worker. When there are none it waits, at most as long as asked for. Jobs that are there
    /// and cannot be locked because of the engine's own state are an error, never an empty answer.
    ///
    /// Repeated under its idempotency key it gives the jobs that it locked before. One that locked none has changed
    /// nothing, and its repetition looks again.
    pub async fn fetch_jobs(&self, by: Context, asked: FetchJobs) -> Result<Vec<Job>, Error> {
        self.fetch_allowed_jobs(by, asked, None).await
    }

    /// The same for a worker who may have only some jobs, or soon none any more.
    pub async fn fetch_allowed_jobs(
        &self,
        by: Context,
        mut asked: FetchJobs,
        rights: Option<Rights>,
    ) -> Result<Vec<Job>, Error> {
        checks::name("a worker", &asked.worker)?;
        if asked.types.is_empty() || asked.types.len() > JOB_TYPES_MAX {
            return Err(Error::invalid("bad-job-types", format!("a fetch names 1 to {JOB_TYPES_MAX} job types")));
        }
        for job_type in &asked.types {
            checks::name("a job type", job_type)?;
        }
        checks::lease(asked.lease_ms)?;
        if !(1..=JOBS_FETCH_MAX).contains(&asked.max) {
            return Err(Error::invalid("bad-max", format!("a fetch locks 1 to {JOBS_FETCH_MAX} jobs")));
        }
        if !(0..=JOB_WAIT_MS_MAX).contains(&asked.wait_ms) {
            return Err(Error::invalid("bad-wait", format!("a fetch waits 0 to {JOB_WAIT_MS_MAX} milliseconds")));
        }
        let mut named = BTreeSet::new();
        asked.types.retain(|job_type| named.insert(job_type.clone()));
        let By { actor, mut names } = By::from(by);
        let fetch = Fetch { actor, asked, once: names.pop(), rights };
        self.lock_when_there(&Arc::new(fetch)).await
    }

    async fn lock_when_there(&self, fetch: &Arc<Fetch>) -> Result<Vec<Job>, Error> {
        let shell = self.shell();
        let asked = &fetch.asked;
        let deadline = Timestamp(shell.now().0 + asked.wait_ms);
        let (mut conditions, mut access) = (shell.conditions(), shell.access.changed());
        let mut listeners: Vec<_> = asked.types.iter().map(|t| shell.hub.jobs_of(t).listener()).collect();
        let (mut woken, mut knew_of) = (Woken::No, None);
        loop {
            shell.open()?;
            // Listen first, then look: what comes in between is heard.
            let mut opened: Vec<_> = listeners.iter().map(|listener| Box::pin(listener.hear())).collect();
            for hearing in &mut opened {
                hearing.as_mut().enable();
            }
            access.borrow_and_update();
            let allowed = match fetch.may_have().await {
                MayHave::All => None,
                MayHave::Those(allowed) => Some(allowed),
                MayHave::Nothing => return Ok(vec![]),
            };
            let is_restricted = allowed.is_some();
            let Look { jobs, others, next, trouble, repeated } = self.look(fetch, allowed).await?;
            if let (true, Some(error)) = (jobs.is_empty(), trouble) {
                return Err(error);
            }
            for listener in &mut listeners {
                listener.knows = !jobs.is_empty() || next.is_some();
            }
            if !jobs.is_empty() || repeated || shell.now() >= deadline {
                return Ok(jobs);
            }
            if others && is_restricted {
                match woken {
                    Woken::Told(of) => listeners[of].pass_on(),
                    // A lease has ended that only those know of who looked when it was taken.
                    Woken::Time if knew_of.is_some_and(|at| at <= shell.now()) => {
                        listeners.iter().for_each(Listener::ring);
                    }
                    Woken::Time | Woken::No => {}
                }
            }
            knew_of = next.filter(|_| !others);
            let until = next.map_or(deadline, |next| next.min(deadline));
            let listening = any(&mut opened);
            tokio::pin!(listening);
            woken = Woken::Time;
            // The clock may wake us early; then there is nothing new to look at.
            while shell.now() < until {
                let mut asks_again = false;
                tokio::select! {
                    of = &mut listening => {
                        woken = Woken::Told(of);
                        // Whatever becomes of this worker, somebody has to look.
                        listeners[of].knows = true;
                        break;
                    }
                    () = shell.clock.wait_until(until) => {}
                    Ok(()) = access.changed() => asks_again = true,
                    ended = conditions.wait_for(|c| matches!(c, Running::Closing | Running::Stopped(_))) => {
                        // Who shuts down sends workers away empty-handed; they come back to another process.
                        return if matches!(ended.as_deref(), Ok(Running::Stopped(_))) { shell.open().map(|()| vec![]) } else { Ok(vec![]) };
                    }
                }
                if asks_again && matches!(fetch.may_have().await, MayHave::Nothing) {
                    return Ok(vec![]);
                }
            }
        }
    }

    /// Looks once. Only this, and no waiting, is what a name stands for: it goes on when nobody listens any more.
    async fn look(&self, fetch: &Arc<Fetch>, allowed: Option<Allowed>) -> Result<Look, Error> {
        let Some(name) = fetch.once.clone() else { return self.lock_jobs(fetch, allowed.as_ref()).await };
        let (engine, asked) = (self.clone(), fetch.clone());
        let (tell, told) = oneshot::channel();
        let run = move |_: By| async move {
            let mut look = engine.lock_jobs(&asked, allowed.as_ref()).await?;
            let jobs = std::mem::take(&mut look.jobs);
            // Who asked may be gone; the jobs are kept under the name.
            drop(tell.send(look));
            Ok(Reply::Fetched(jobs))
        };
        match once(self.shell(), By { actor: fetch.actor.clone(), names: vec![name.clone()] }, run).await? {
            Reply::Fetched(jobs) => Ok(Look { jobs, ..told.await.unwrap_or_default() }),
            // It was asked before.
            _ => Ok(Look { jobs: self.locked_before(&name)?, repeated: true, ..Look::default() }),
        }
    }

    /// Locks what is available.
    async fn lock_jobs(&self, fetch: &Fetch, allowed: Option<&Allowed>) -> Result<Look, Error> {
        let shell = self.shell();
        let most = fetch.asked.max;
        let (mut look, mut missed) = (Look::default(), vec![]);
        let mut bytes = 0;
        while look.jobs.len() < most && bytes < JOBS_BYTES_MAX {
            let wanted = room(look.jobs.len(), bytes).min(most - look.jobs.len());
            let (hand, store, now) = (&shell.jobs_in_hand, &*shell.store, shell.now());
            let held = match allowed {
                None => hand.take(store, &fetch.asked.types, now, wanted)?,
                Some(allowed) => hand.take_allowed(store, &fetch.asked, now, wanted, allowed).await?,
            };
            let all = held.len() < wanted;
            let first = look.jobs.len() + missed.len();
            let locking = (first..).zip(held).map(|(number, job)| self.lock_job(fetch, number, job));
            for locked in join_all(locking).await {
                match locked {
                    Ok(job) => {
                        bytes += job.variables.values().map(weight::of).sum::<usize>();
                        look.jobs.push(job);
                    }
                    Err(job) => missed.push(job),
                }
            }
            if all {
                break;
            }
        }
        for job_type in fetch.asked.types.iter().filter(|_| look.jobs.is_empty()) {
            if let Some(available) = jobs::first_available(&*shell.store, job_type)? {
                // One that may be taken already is in somebody's hand, who may have to put it back.
                // And what one may not have stands there for long.
                let pause = if allowed.is_some() { LOOK_AGAIN_ALLOWED_MS } else { LOOK_AGAIN_MS };
                let now = shell.now();
                look.others |= available <= now;
                let again = if available > now { available } else { Timestamp(now.0 + pause) };
                look.next = Some(look.next.map_or(again, |next| next.min(again)));
            }
        }
        look.trouble = missed.into_iter().find_map(|missed| missed.trouble);
        look.jobs.sort_by_key(|job| Reverse(job.priority));
        Ok(look)
    }

    /// What a fetch of this name has locked.
    fn locked_before(&self, name: &Once) -> Result<Vec<Job>, Error> {
        let (shell, parts) = (self.shell(), parts(name));
        let (start, end) = answers_range(&parts);
        let mut jobs = vec![];
        for (_, value) in shell.store.scan(Table::Idempotency, &start, &end, JOBS_FETCH_MAX)? {
            let answered: Answered = unpack(&value)?;
            let ours = answered.until > shell.now() && answered.key.strip_prefix(&parts).is_some_and(is_part_number);
            if ours && let Ok(Reply::Job(job)) = serde_json::from_slice(&answered.answer) {
                jobs.push(*job);
            }
        }
        jobs.sort_by_key(|job| Reverse(job.priority));
        Ok(jobs)
    }

    /// One job; given back when somebody else was quicker, or when nothing can be locked at present.
    async fn lock_job(&self, fetch: &Fetch, number: usize, held: Held) -> Result<Job, Missed> {
        let (id, shell) = (held.job, self.shell());
        let until = Timestamp(shell.now().0 + fetch.asked.lease_ms);
        let command = Command::LockJob { key: id.key, wait: id.wait, worker: fetch.asked.worker.clone(), until };
        let task = Task::Command { instance: id.instance, command, want: Want::Job(fetch.asked.variables.clone()) };
        let mut names = vec![];
        if let Some(once) = &fetch.once {
            names.push(Once { keeps: Keeps::ThatItWasAsked, ..once.clone() });
            names.push(Once { name: part(once, number), ..once.clone() });
        }
        match shell.ask(id.instance.partition(), By { actor: fetch.actor.clone(), names }, task).await {
            Ok(Reply::Job(job)) => Ok(*job),
            Err(Error::Rejected(_) | Error::NotFound { .. } | Error::Broken { .. }) | Ok(_) => {
                Err(Missed { _held: held, trouble: None })
            }
            Err(error) => Err(Missed { _held: held, trouble: Some(error) }),
        }
    }
}

/// How many more jobs there is room for, if they are as large as these were.
fn room(jobs: usize, bytes: usize) -> usize {
    if jobs == 0 {
        return LOCKED_FIRST;
    }
    (JOBS_BYTES_MAX.saturating_sub(bytes) / (bytes / jobs).max(1)).max(1)
}

/// The first of them that is told.
async fn any(hearing: &mut [Pin<Box<OwnedNotified>>]) -> usize {
    poll_fn(|context| match hearing.iter_mut().position(|one| one.as_mut().poll(context).is_ready()) {
        Some(told) => Poll::Ready(told),
        None => Poll::Pending,
    })
    .await
}
