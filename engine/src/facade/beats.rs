//! Watching processes while they run.
use super::Engine;
use crate::analytics::Since;
use crate::api::Beat;
use crate::shell::Shell;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::watch;

/// Somebody who watches.
pub struct Watching {
    shell: Arc<Shell>,
    beating: watch::Receiver<()>,
    /// Up to where in the log they know everything.
    known: u64,
}

/// What they are told.
#[derive(Debug, PartialEq)]
pub enum Watched {
    /// This happened since.
    Beat(Beat),
    /// More happened than is kept: they have to look anew.
    Lost,
}

impl Engine {
    /// Up to where in the log everything is in what is read from now on.
    pub fn position(&self) -> u64 {
        self.shell().analytics.tail()
    }

    /// Watches all processes from a position of the log on; else what happens from now on.
    pub fn watch(&self, from: Option<u64>) -> Watching {
        let shell = Arc::clone(self.shell());
        let beating = shell.analytics.beating();
        let now = shell.analytics.beats().enter(Instant::now());
        Watching { shell, beating, known: from.unwrap_or(now) }
    }
}

impl Watching {
    /// Up to where in the log they know everything.
    pub fn known(&self) -> u64 {
        self.known
    }

    /// What happened since, once something has; however much happens, a few times a second. Whoever drops this future
    /// misses nothing. None when nothing is told any more.
    pub async fn next(&mut self) -> Option<Watched> {
        loop {
            // Marked as seen before it looks, so that what comes meanwhile is looked for again.
            self.beating.borrow_and_update();
            let tail = self.shell.analytics.tail();
            let since = self.shell.analytics.beats().since(self.known, tail, Instant::now());
            match since {
                Since::Nothing => self.beating.changed().await.ok()?,
                Since::Soon(then) => tokio::time::sleep_until(then.into()).await,
                Since::Lost(now) => {
                    self.known = now;
                    return Some(Watched::Lost);
                }
                Since::Beat(beat) => {
                    self.known = beat.to;
                    return Some(Watched::Beat(beat));
                }
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.shell.analytics.beats().leave(Instant::now());
    }
}
