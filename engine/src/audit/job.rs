//! Work of the audit that takes a while: it runs beside everything else, says how far it is, and can be stopped.
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A piece of work, seen from both sides.
#[derive(Debug)]
pub struct Job<T> {
    /// Its id.
    pub id: String,
    told: Mutex<T>,
    cancelled: AtomicBool,
}

/// The last pieces of work of a kind, newest first.
#[derive(Debug)]
pub struct Jobs<T>(Mutex<VecDeque<Arc<Job<T>>>>);

impl<T> Default for Jobs<T> {
    fn default() -> Self {
        Jobs(Mutex::default())
    }
}

impl<T: Clone> Job<T> {
    /// How far it is.
    pub fn told(&self) -> T {
        self.lock().clone()
    }

    /// It has come further.
    pub fn tell(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.lock());
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

impl<T: Clone> Jobs<T> {
    /// Takes work in. One at a time: refused while `is_running` says so of another. The oldest is forgotten.
    pub fn begin(&self, id: &str, told: T, is_running: impl Fn(&T) -> bool) -> Option<Arc<Job<T>>> {
        let mut all = self.lock();
        if all.iter().any(|job| is_running(&job.lock())) {
            return None;
        }
        let job = Arc::new(Job { id: id.to_owned(), told: Mutex::new(told), cancelled: AtomicBool::new(false) });
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
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
