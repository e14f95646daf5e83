//! Where workers of a type wait for jobs.
//!
//! One job wakes one worker. Whoever is woken and may not have what came wakes the next, so that it reaches the one who
//! may; and whoever goes hands over what they watched, because they alone may know when a lease ends.
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Notify;
use tokio::sync::futures::OwnedNotified;

/// The bell of one type.
#[derive(Debug, Default)]
pub struct Bell {
    told: Arc<Notify>,
    /// Workers that listen.
    waiting: AtomicUsize,
    /// How often what has come may still be passed on: once for everybody who listened when it came.
    passes: AtomicUsize,
}

/// A worker that listens. When it goes while it knows of jobs that are there or will be, it wakes another.
#[derive(Debug)]
pub struct Listener {
    bell: Arc<Bell>,
    /// It knows of such jobs.
    pub knows: bool,
}

impl Bell {
    /// Jobs may have come: one worker looks.
    pub fn ring(&self) {
        self.passes.store(self.waiting.load(Ordering::SeqCst), Ordering::SeqCst);
        self.told.notify_one();
    }

    /// Somebody comes to listen.
    pub fn listener(self: &Arc<Self>) -> Listener {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        Listener { bell: self.clone(), knows: false }
    }
}

impl Listener {
    /// Hears what comes from now on.
    pub fn hear(&self) -> OwnedNotified {
        self.bell.told.clone().notified_owned()
    }

    /// What it was told of is not for it: the next one looks, until everybody who waited has.
    pub fn pass_on(&self) {
        let left = self.bell.passes.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        if left.is_ok() {
            self.bell.told.notify_one();
        }
    }

    /// It has seen by itself that there is something, and it is not for it.
    pub fn ring(&self) {
        self.bell.ring();
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let others = self.bell.waiting.fetch_sub(1, Ordering::SeqCst) > 1;
        if self.knows && others {
            self.bell.told.notify_one();
        }
    }
}
