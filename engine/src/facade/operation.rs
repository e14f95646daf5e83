//! Running the engine: health, figures, shutdown.
use super::Engine;
use crate::Error;
use crate::api::{Health, Metrics};

impl Engine {
    /// Whether the engine takes work.
    pub fn health(&self) -> Health {
        todo!()
    }

    /// Figures for operators.
    pub fn metrics(&self) -> Metrics {
        todo!()
    }

    /// Returns when nothing moves by itself any more: no due timer, no command under way between instances, no
    /// expression under evaluation. For tests and the sandbox.
    pub async fn idle(&self) {
        todo!()
    }

    /// Returns when the engine has stopped, with the reason; the process should then exit with a failure.
    pub async fn stopped(&self) -> String {
        todo!()
    }

    /// Writes everything to the view, so that the next start is quick.
    pub async fn checkpoint(&self) -> Result<(), Error> {
        todo!()
    }

    /// Takes no more requests, finishes what was begun, flushes. At most ten seconds.
    pub async fn shutdown(&self) -> Result<(), Error> {
        todo!()
    }
}
