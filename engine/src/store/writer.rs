//! The thread that moves changes from memory to the view, beside the commits.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Runs a piece of work every so often, or at once when it is woken.
pub(super) struct Writer {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    signal: Mutex<Signal>,
    wake: Condvar,
}

#[derive(Default)]
struct Signal {
    woken: bool,
    stopped: bool,
}

impl Writer {
    /// Starts the thread.
    pub(super) fn start(every: Duration, work: impl Fn() + Send + 'static) -> std::io::Result<Writer> {
        let shared = Arc::new(Shared::default());
        let theirs = shared.clone();
        let thread = std::thread::Builder::new().name("weir-view".to_owned()).spawn(move || {
            while theirs.wait(every) {
                work();
            }
        })?;
        Ok(Writer { shared, thread: Some(thread) })
    }

    /// Makes the thread work now.
    pub(super) fn wake(&self) {
        self.shared.signal.lock().unwrap_or_else(PoisonError::into_inner).woken = true;
        self.shared.wake.notify_one();
    }
}

impl Shared {
    /// Waits for the next piece of work; false when there is none any more.
    fn wait(&self, every: Duration) -> bool {
        let signal = self.signal.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = |signal: &mut Signal| !signal.woken && !signal.stopped;
        let (mut signal, _) = self.wake.wait_timeout_while(signal, every, idle).unwrap_or_else(PoisonError::into_inner);
        signal.woken = false;
        !signal.stopped
    }
}

impl Drop for Writer {
    /// Ends the thread after the piece of work at hand.
    fn drop(&mut self) {
        self.shared.signal.lock().unwrap_or_else(PoisonError::into_inner).stopped = true;
        self.shared.wake.notify_one();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that writes the view panicked");
        }
    }
}
