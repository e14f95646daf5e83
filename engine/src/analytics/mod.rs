//! Analytics follow the log: a thread behind the committer folds what is confirmed into the
//! [ledger](weir_mining::ledger), and never holds anybody up.
//!
//! The committer hands over what it has confirmed, group by group; where that is more than fits, and at a start, the thread
//! reads the log instead. Everything else happens here. The ledger is not persisted: a start folds the log from its beginning, beside the work, and until it has
//! caught up answers say so. It is a function of the log alone, so what is folded at a start is bit by bit what was folded
//! while it ran.
mod beats;
mod escalations;
mod feed;
mod fold;
mod handed;
mod noting;

pub use beats::Since;
pub use feed::run;
pub use handed::Handed;

use crate::counters::{Counter, Ranges};
use beats::Beats;
use handed::Queue;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, RwLock};
use std::thread::Thread;
use std::time::Instant;
use tokio::sync::watch;
use weir_core::Timestamp;
use weir_mining::ledger::{Ledger, Limits};

/// What those who commit, those who fold and those who ask share.
#[derive(Debug)]
pub struct Analytics {
    ledger: RwLock<Ledger>,
    handed: Mutex<Queue>,
    /// The last confirmed frame, plus one; 0 where nothing is known of it.
    tail: AtomicU64,
    /// Since when it is behind, ms since `began`, at least 1; 0 where it is not.
    behind_since: AtomicI64,
    began: Instant,
    /// The last frame that was folded, plus one.
    applied: watch::Sender<u64>,
    /// The time of the last step that was folded.
    applied_at: AtomicI64,
    /// Has it read the whole log once?
    caught_up: AtomicBool,
    ended: AtomicBool,
    thread: OnceLock<Thread>,
    /// Why it goes on no more.
    broken: OnceLock<String>,
    pub(crate) events: Counter,
    /// What those who commit have spent on saying so, ns.
    pub(crate) told_ns: Counter,
    /// How long what was committed waited until it was folded, ms.
    pub(crate) lag_ms: Ranges,
    beats: Mutex<Beats>,
    /// Changes when there is something to tell those who watch.
    beat: watch::Sender<()>,
}

/// Why nothing is folded where nobody wants it.
const NOT_FOLLOWED: &str = "the history is not followed: the engine was opened so";

/// How far it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// The position of the last frame that was folded.
    pub position: Option<u64>,
    /// The time of the last step that was folded.
    pub at: Option<Timestamp>,
    /// For how long something has waited to be folded, ms; 0 where nothing does.
    pub lag_ms: u64,
    /// Has it read the whole log since the start?
    pub caught_up: bool,
    /// Why it goes on no more.
    pub broken: Option<String>,
}

impl Analytics {
    /// Nothing is folded yet. `any`: is there a log to begin with? `followed`: will anything ever be?
    pub fn new(limits: Limits, any: bool, followed: bool) -> Self {
        let broken = OnceLock::new();
        if !followed {
            let _ = broken.set(NOT_FOLLOWED.to_owned());
        }
        Analytics {
            ledger: RwLock::new(Ledger::new(limits)),
            handed: Mutex::default(),
            tail: AtomicU64::new(0),
            behind_since: AtomicI64::new(i64::from(any && followed)),
            began: Instant::now(),
            applied: watch::Sender::new(0),
            applied_at: AtomicI64::new(i64::MIN),
            caught_up: AtomicBool::new(false),
            ended: AtomicBool::new(false),
            thread: OnceLock::new(),
            broken,
            events: Counter::default(),
            told_ns: Counter::default(),
            lag_ms: Ranges::default(),
            beats: Mutex::new(Beats::new()),
            beat: watch::Sender::default(),
        }
    }

    /// This was confirmed. Called by the committer, once for a group; it never waits for what is done with it.
    pub fn committed(&self, group: Vec<Handed>) {
        // What goes on no more needs nothing.
        if self.broken.get().is_some() {
            return;
        }
        let began = Instant::now();
        let Some(last) = group.last().map(|commit| commit.position) else { return };
        self.handed().add(group.into_iter());
        let _ = self.behind_since.compare_exchange(0, self.ticks(), Ordering::AcqRel, Ordering::Acquire);
        self.tail.store(last.0 + 1, Ordering::Release);
        if let Some(thread) = self.thread.get() {
            thread.unpark();
        }
        self.told_ns.add(u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX));
    }

    /// Nothing more will be asked.
    pub fn end(&self) {
        self.ended.store(true, Ordering::Release);
        if let Some(thread) = self.thread.get() {
            thread.unpark();
        }
    }

    /// Reads the ledger; what is folded meanwhile waits.
    pub fn look<T>(&self, at: impl FnOnce(&Ledger) -> T) -> T {
        at(&self.ledger.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let applied = *self.applied.borrow();
        let at = self.applied_at.load(Ordering::Acquire);
        let behind = self.behind_since.load(Ordering::Acquire);
        let caught_up = self.caught_up.load(Ordering::Acquire);
        // What was folded last is told before it is noted that nothing waits any more.
        let waits = behind > 0 && !(caught_up && applied >= self.tail());
        let lag = if waits { (self.ticks() - behind).max(0) } else { 0 };
        Progress {
            position: applied.checked_sub(1),
            at: (at != i64::MIN).then_some(Timestamp(at)),
            lag_ms: u64::try_from(lag).unwrap_or(0),
            caught_up,
            broken: self.broken.get().cloned(),
        }
    }

    /// Returns when everything is folded that is confirmed now.
    pub async fn caught_up(&self) {
        let tail = self.tail.load(Ordering::Acquire);
        let mut applied = self.applied.subscribe();
        // The sender lives as long as `self`, so waiting cannot fail.
        let there = |applied: &u64| *applied >= tail && self.caught_up.load(Ordering::Acquire);
        let _ = applied.wait_for(|applied| there(applied) || self.broken.get().is_some()).await;
    }

    /// Up to where the log is confirmed, as far as that is known.
    pub fn tail(&self) -> u64 {
        self.tail.load(Ordering::Acquire)
    }

    /// The beats of the last minutes.
    pub fn beats(&self) -> MutexGuard<'_, Beats> {
        self.beats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes when there is something to tell those who watch.
    pub fn beating(&self) -> watch::Receiver<()> {
        self.beat.subscribe()
    }

    fn handed(&self) -> MutexGuard<'_, Queue> {
        self.handed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ticks(&self) -> i64 {
        i64::try_from(self.began.elapsed().as_millis()).unwrap_or(i64::MAX).max(1)
    }
}
