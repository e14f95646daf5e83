//! Turns that are much work, and what keeps them from everybody else.
//!
//! Partitions share their threads with whoever is answered over HTTP. A step is bounded, but some take a second: of as many
//! of these at once as there are threads nobody would be answered meanwhile. So a process whose turns were much work is
//! known for a while. Its turns are carried out beside the threads of all others, only so many at a time, and a partition
//! whose next turn has to wait for that goes on with the requests behind it.
use super::Partition;
use super::request::{BatchItem, Task};
use crate::catalogue::split;
use crate::options::Mutant;
use crate::projection::{Parcel, header};
use crate::urgency::give_way;
use std::collections::{BTreeSet, HashMap};
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};
use std::thread::Builder;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::block_in_place;
use weir_core::expression::STEPS_MAX;
use weir_core::{InstanceId, Timestamp};

/// What an event takes, in elementary steps of expressions: to decide, apply, project and write down, about a microsecond.
const EVENT_STEPS: u64 = 40;
/// A turn of so many elementary steps is much work: about ten milliseconds.
const MUCH: u64 = 400_000;
/// After so many a turn sends what else follows from it, to be carried out in turns of their own.
const ENOUGH: u64 = STEPS_MAX;
/// How long a process is known for such a turn.
const KNOWN_MS: i64 = 60_000;
/// How many processes are.
const KNOWN_MAX: usize = 1_000;
/// How much less urgent such turns are than what others wait for.
const NICENESS: i32 = 10;

/// How much work a turn was, in elementary steps.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weight(u64);

impl Weight {
    /// A step: so many events, and what its expressions took.
    pub fn add(&mut self, events: usize, cost: u64) {
        self.0 = self.0.saturating_add(cost).saturating_add(events as u64 * EVENT_STEPS);
    }

    /// Is what follows better sent than carried out in this turn?
    pub fn is_enough(self) -> bool {
        self.0 >= ENOUGH
    }

    /// Is it so much that others are to be kept from it?
    pub fn is_much(self) -> bool {
        self.0 >= MUCH
    }
}

/// Which processes are known for turns that are much work, and how many of these there are at a time.
#[derive(Debug)]
pub struct Heavy {
    /// Until when any is known, ms; none is known before the first.
    until: AtomicI64,
    known: RwLock<HashMap<String, Timestamp>>,
    room: Semaphore,
    /// Requests that were put off.
    waiting: AtomicU64,
}

/// One such turn may be carried out.
pub type Leave<'a> = SemaphorePermit<'a>;

impl Heavy {
    /// With room for so many turns at a time.
    pub fn new(turns: usize) -> Self {
        Heavy {
            until: AtomicI64::new(i64::MIN),
            known: RwLock::default(),
            room: Semaphore::new(turns.max(1)),
            waiting: AtomicU64::new(0),
        }
    }

    /// Leave for such a turn, when there is room for it.
    pub async fn leave(&self) -> Option<Leave<'_>> {
        self.room.acquire().await.ok()
    }

    /// Leave for it at once.
    pub fn leave_at_once(&self) -> Option<Leave<'_>> {
        self.room.try_acquire().ok()
    }

    /// One more request waits for it.
    pub fn put_off(&self) {
        self.waiting.fetch_add(1, Ordering::Relaxed);
    }

    /// One of them waits no longer.
    pub fn taken_up(&self) {
        self.waiting.fetch_sub(1, Ordering::Relaxed);
    }

    /// How many requests wait.
    pub fn waiting(&self) -> u64 {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Turns of these processes were much work.
    fn note(&self, processes: BTreeSet<String>, now: Timestamp) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() + processes.len() > KNOWN_MAX {
            known.retain(|_, since| is_known(*since, now));
        }
        for process in processes {
            if known.len() < KNOWN_MAX || known.contains_key(&process) {
                known.insert(process, now);
            }
        }
        self.until.store(now.0.saturating_add(KNOWN_MS), Ordering::Release);
    }

    /// Is any known? Most of the time none is, and that costs nothing.
    pub fn knows_any(&self, now: impl FnOnce() -> Timestamp) -> bool {
        let until = self.until.load(Ordering::Acquire);
        until != i64::MIN && now().0 < until
    }

    fn is_known(&self, process: &str, now: Timestamp) -> bool {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.get(process).is_some_and(|since| is_known(*since, now))
    }
}

fn is_known(since: Timestamp, now: Timestamp) -> bool {
    (0..KNOWN_MS).contains(&now.0.saturating_sub(since.0))
}

/// What a request is about, as far as it is about one process.
enum About<'a> {
    Instance(InstanceId),
    Process(&'a str),
    Nothing,
}

fn about(task: &Task) -> About<'_> {
    match task {
        Task::Command { instance, .. }
        | Task::Migrate { instance, .. }
        | Task::BatchItem(BatchItem { instance, .. }) => About::Instance(*instance),
        Task::Start { process, .. } | Task::Restart { process, .. } => About::Process(process.id().as_str()),
        Task::Receive(_, parcel) => match parcel {
            Parcel::StartChild { process, .. } => About::Process(process),
            Parcel::Start { definition, .. } => About::Process(process_of(definition)),
            Parcel::ChildEnded { parent, .. } | Parcel::ChildEscalated { parent, .. } => {
                About::Instance(parent.instance)
            }
            Parcel::CancelChild { child } | Parcel::AskChild { child } | Parcel::ChildStands { child, .. } => {
                About::Instance(*child)
            }
            Parcel::Signal { to, .. } | Parcel::Message { to, .. } | Parcel::Decide { to } => {
                About::Instance(to.instance)
            }
            Parcel::Signals(_) | Parcel::Many(_) | Parcel::Publish(_) => About::Nothing,
        },
        _ => About::Nothing,
    }
}

fn process_of(definition: &str) -> &str {
    split(definition).map_or(definition, |(process, _)| process)
}

impl Partition {
    /// Is it about a process whose turns are much work?
    pub(super) fn is_of_heavy(&self, task: &Task) -> bool {
        let (heavy, now) = (&self.shell.heavy, self.shell.now());
        match about(task) {
            About::Nothing => false,
            About::Process(process) => heavy.is_known(process, now),
            About::Instance(id) => match self.cache.get(id) {
                Some(hot) => heavy.is_known(process_of(&hot.instance.header.definition), now),
                // What cannot be read is said where it is carried out.
                None => match header(&self.shell.view(), id) {
                    Ok(Some(header)) => heavy.is_known(process_of(&header.definition), now),
                    Ok(None) | Err(_) => false,
                },
            },
        }
    }

    /// Notes whose turn was much work.
    pub(super) fn note_weight(&self, weight: Weight, touched: &[InstanceId]) {
        if !weight.is_much() || self.shell.mutant == Mutant::HeavyTurnsAmongOthers {
            return;
        }
        let hot = touched.iter().filter_map(|id| self.cache.get(*id));
        let processes = hot.map(|hot| process_of(&hot.instance.header.definition).to_owned()).collect();
        self.shell.heavy.note(processes, self.shell.now());
    }
}

/// Works beside the threads of all others and gives way to them, where this turn has leave for that.
pub(super) fn beside<T: Send>(leave: Option<&Leave<'_>>, work: impl FnOnce() -> T + Send) -> T {
    let shared = Handle::try_current().ok().filter(|handle| handle.runtime_flavor() == RuntimeFlavor::MultiThread);
    match shared.filter(|_| leave.is_some()) {
        Some(handle) => block_in_place(|| on_its_own_thread(&handle, work)),
        None => work(),
    }
}

/// Niceness is never taken back: so each of these turns has a thread that ends with it.
fn on_its_own_thread<T: Send>(runtime: &Handle, work: impl FnOnce() -> T + Send) -> T {
    let mut work = Some(work);
    let started = std::thread::scope(|scope| {
        let apart = || {
            give_way(NICENESS);
            let _entered = runtime.enter();
            work.take().map(|work| work())
        };
        let thread = Builder::new().name("weir-heavy".to_owned()).spawn_scoped(scope, apart).ok()?;
        thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    });
    // Where there is no thread to be had, this one does it.
    started.unwrap_or_else(|| work.take().expect("only a thread takes it")())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_known_for_a_while() {
        let heavy = Heavy::new(1);
        assert!(!heavy.knows_any(|| unreachable!("nobody asks for the time before there is one")));
        let (at, names) = (|ms| Timestamp(1_000_000 + ms), |name: &str| BTreeSet::from([name.to_owned()]));
        heavy.note(names("p"), at(0));
        assert!(heavy.is_known("p", at(KNOWN_MS - 1)) && !heavy.is_known("q", at(0)));
        assert!(!heavy.is_known("p", at(KNOWN_MS)) && !heavy.is_known("p", at(-1)));
        assert!(heavy.knows_any(|| at(KNOWN_MS - 1)) && !heavy.knows_any(|| at(KNOWN_MS)));
        for number in 0..2 * KNOWN_MAX {
            heavy.note(names(&number.to_string()), at(1));
        }
        assert_eq!(heavy.known.read().unwrap().len(), KNOWN_MAX, "there is a bound on them");
        heavy.note(names("later"), at(KNOWN_MS + 1));
        assert!(heavy.is_known("later", at(KNOWN_MS + 1)), "and those whose time is over make room");
    }

    #[test]
    fn what_is_much_is_sent_on_later() {
        let mut weight = Weight::default();
        weight.add(100, 1_000);
        assert!(!weight.is_much() && !weight.is_enough());
        weight.add(10_000, 0);
        assert!(weight.is_much() && !weight.is_enough());
        weight.add(0, STEPS_MAX);
        assert!(weight.is_enough());
    }
}
