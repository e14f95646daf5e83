//! What is under way, so that "until idle" and an orderly shutdown can be waited for.
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Notify;

/// Counts what is under way.
#[derive(Debug, Clone, Default)]
pub struct Busy(Arc<State>);

#[derive(Debug, Default)]
struct State {
    count: AtomicUsize,
    quiet: Notify,
}

/// Something is under way as long as this lives.
#[derive(Debug)]
pub struct Work(Arc<State>);

impl Busy {
    /// Something begins.
    pub fn begin(&self) -> Work {
        self.0.count.fetch_add(1, Ordering::AcqRel);
        Work(self.0.clone())
    }

    /// How much is under way.
    pub fn count(&self) -> usize {
        self.0.count.load(Ordering::Acquire)
    }

    /// Returns when nothing was under way for a moment.
    pub async fn quiet(&self) {
        loop {
            let quiet = self.0.quiet.notified();
            if self.count() == 0 {
                return;
            }
            quiet.await;
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if self.0.count.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.0.quiet.notify_waiters();
        }
    }
}
