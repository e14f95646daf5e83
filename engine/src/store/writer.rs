//! The thread that moves changes from memory to the view, beside the commits.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a piece of work should take at most: whoever reads what is not at hand waits for it.
const PIECE: Duration = Duration::from_millis(8);
/// How many pieces are made of one at most.
const PIECES_MAX: u32 = 8;

/// Runs a piece of work every so often, or at once when it is woken; the more often the longer a piece takes.
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
    /// Starts the thread. The work says how long others may have waited for it.
    pub(super) fn start(every: Duration, work: impl Fn() -> Duration + Send + 'static) -> std::io::Result<Writer> {
        let shared = Arc::new(Shared::default());
        let theirs = shared.clone();
        let thread = std::thread::Builder::new().name("weir-view".to_owned()).spawn(move || {
            let mut pause = every;
            while theirs.wait(pause) {
                pause = next_pause(pause, work(), every);
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

/// How long to wait for the next piece of work: what gathers in half the time takes about half as long. As little as
/// possible is written twice, so the pauses are no shorter than that needs.
fn next_pause(pause: Duration, took: Duration, every: Duration) -> Duration {
    if took > PIECE {
        (pause / 2).max(every / PIECES_MAX)
    } else if took < PIECE / 4 {
        (pause * 2).min(every)
    } else {
        pause
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_pieces_come_more_often_and_short_ones_seldom_again() {
        let ms = Duration::from_millis;
        let pauses = |took: &[u64]| {
            let next = |pause: &mut Duration, took: &u64| {
                *pause = next_pause(*pause, ms(*took), ms(200));
                Some(*pause)
            };
            took.iter().scan(ms(200), next).collect::<Vec<_>>()
        };
        assert_eq!(pauses(&[20, 12, 9, 30, 30]), [ms(100), ms(50), ms(25), ms(25), ms(25)], "it has an end");
        assert_eq!(pauses(&[9, 5, 3, 1, 0, 0]), [ms(100), ms(100), ms(100), ms(200), ms(200), ms(200)]);
    }
}
