//! Work of the audit that takes a while: it runs beside everything else, says how far it is, and can be stopped.
use crate::api::{AuditExport, AuditJobState, ConformanceRun, SuggestionRun, Verification, Work, WorkKind, WorkState};
use crate::works::Works;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is told of a piece of work says how it stands.
pub trait Told: Clone {
    /// How it stands, for those who follow it.
    fn work(&self) -> Work;
}

/// A piece of work, seen from both sides.
#[derive(Debug)]
pub struct Job<T> {
    /// Its id.
    pub id: String,
    told: Mutex<T>,
    cancelled: AtomicBool,
    works: Arc<Works>,
}

/// The last pieces of work of a kind, newest first.
#[derive(Debug)]
pub struct Jobs<T> {
    all: Mutex<VecDeque<Arc<Job<T>>>>,
    works: Arc<Works>,
}

impl<T: Told> Job<T> {
    /// How far it is.
    pub fn told(&self) -> T {
        self.lock().clone()
    }

    /// It has come further.
    pub fn tell(&self, change: impl FnOnce(&mut T)) {
        let mut told = self.lock();
        change(&mut told);
        // One after the other: who follows it must not hear of how it was last.
        self.works.tell(told.work());
    }

    /// It is to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Release);
    }

    /// Was it told to stop?
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Acquire)
    }

    fn lock(&self) -> MutexGuard<'_, T> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Told> Jobs<T> {
    /// None yet; those who follow work hear of each.
    pub fn new(works: Arc<Works>) -> Self {
        Jobs { all: Mutex::default(), works }
    }

    /// Takes work in. One at a time: refused while `is_running` says so of another. The oldest is forgotten.
    pub fn begin(&self, id: &str, told: T, is_running: impl Fn(&T) -> bool) -> Option<Arc<Job<T>>> {
        let mut all = self.lock();
        if all.iter().any(|job| is_running(&job.lock())) {
            return None;
        }
        self.works.tell(told.work());
        let job = Arc::new(Job {
            id: id.to_owned(),
            told: Mutex::new(told),
            cancelled: AtomicBool::new(false),
            works: self.works.clone(),
        });
        all.push_front(job.clone());
        all.truncate(super::AUDIT_JOBS_MAX);
        Some(job)
    }

    /// One of them.
    pub fn find(&self, id: &str) -> Option<Arc<Job<T>>> {
        self.lock().iter().find(|job| job.id == id).cloned()
    }

    /// All of them, newest first.
    pub fn all(&self) -> Vec<T> {
        self.lock().iter().map(|job| job.told()).collect()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Job<T>>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn work(kind: WorkKind, id: &str, process: Option<&str>, state: AuditJobState, (done, of): (u64, u64)) -> Work {
    let state = match state {
        AuditJobState::Running => WorkState::Running,
        AuditJobState::Done => WorkState::Done,
        AuditJobState::Cancelled => WorkState::Cancelled,
        AuditJobState::Failed => WorkState::Failed,
    };
    Work { kind, id: id.to_owned(), process: process.map(str::to_owned), state, done, of }
}

impl Told for Verification {
    fn work(&self) -> Work {
        work(WorkKind::Verification, &self.id, None, self.state, (self.bytes, self.bytes_total))
    }
}

impl Told for AuditExport {
    fn work(&self) -> Work {
        work(WorkKind::Export, &self.id, None, self.state, (self.counts.cases, 0))
    }
}

impl Told for SuggestionRun {
    fn work(&self) -> Work {
        work(WorkKind::Search, &self.id, Some(&self.process), self.state, (self.done, self.of))
    }
}

impl Told for ConformanceRun {
    fn work(&self) -> Work {
        work(WorkKind::Conformance, &self.id, Some(&self.process), self.state, (self.done, self.of))
    }
}
