//! What time it is. The shell asks only here, so that tests and the sandbox move time by hand.
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::watch;
use weir_core::Timestamp;

/// The longest real sleep: whoever waits looks at the time again after it, so a clock that jumps is noticed.
pub const TICK: Duration = Duration::from_secs(1);

/// A clock that can be waited for.
pub trait Clock: Send + Sync + fmt::Debug + 'static {
    /// The time.
    fn now(&self) -> Timestamp;

    /// Returns at that time, or earlier: whoever waits asks again. It never sleeps longer than [`TICK`] of real time
    /// after the clock has been set to that time.
    fn wait_until(&self, time: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// A clock that stands still until somebody moves it.
#[derive(Debug)]
pub struct ManualClock(watch::Sender<Timestamp>);

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn wait_until(&self, time: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let left = u64::try_from(time.0.saturating_sub(self.now().0)).unwrap_or(0);
        Box::pin(tokio::time::sleep(Duration::from_millis(left).min(TICK)))
    }
}

impl ManualClock {
    /// Stands at this time.
    pub fn new(now: Timestamp) -> Self {
        ManualClock(watch::Sender::new(now))
    }

    /// Moves on by so many milliseconds, and wakes whoever waits.
    pub fn advance(&self, ms: i64) {
        self.0.send_modify(|now| now.0 += ms);
    }

    /// Jumps, forwards or backwards.
    pub fn set(&self, now: Timestamp) {
        self.0.send_replace(now);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.borrow()
    }

    fn wait_until(&self, time: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let mut moved = self.0.subscribe();
        let began = self.now();
        Box::pin(async move {
            // Whoever waits has to notice that it was put back. The sender lives as long as `self`, so waiting cannot fail.
            let _ = moved.wait_for(|now| *now >= time || *now < began).await;
        })
    }
}
