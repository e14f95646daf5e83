//! Following work that takes a while.
use super::Engine;
use crate::api::Work;
use crate::works::Works;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// However fast work goes on, it is told no more often than this.
const APART: Duration = Duration::from_millis(250);

/// Somebody who follows.
pub struct Following {
    works: Arc<Works>,
    changed: watch::Receiver<u64>,
    /// The change up to which they were told.
    told: u64,
    /// Nothing is told before.
    rests: Instant,
}

impl Engine {
    /// Follows all work that takes a while: at first comes what runs now and what was over last.
    pub fn follow_works(&self) -> Following {
        let works = self.shell().works.clone();
        Following { changed: works.changed(), works, told: 0, rests: Instant::now() }
    }
}

impl Following {
    /// What is other than before, once something is. Whoever drops this future misses nothing.
    pub async fn next(&mut self) -> Vec<Work> {
        let told = self.told;
        // Those who tell live as long as this does, so waiting cannot fail.
        let _ = self.changed.wait_for(|now| *now > told).await;
        tokio::time::sleep_until(self.rests).await;
        let (told, all) = self.works.since(self.told);
        (self.told, self.rests) = (told, Instant::now() + APART);
        all
    }
}
