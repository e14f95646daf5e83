//! Messages and signals.
use super::Engine;
use crate::api::{BufferedMessage, Page, Paging, Publication, PublishMessage, SignalBroadcast, SignalReport};
use crate::{Context, Error};

impl Engine {
    /// Gives a message to the one that waits for it, or keeps it until somebody does.
    pub async fn publish_message(&self, by: Context, message: PublishMessage) -> Result<Publication, Error> {
        todo!()
    }

    /// Messages that nobody has taken yet; of one name or all.
    pub async fn messages(&self, name: Option<&str>, page: &Paging) -> Result<Page<BufferedMessage>, Error> {
        todo!()
    }

    /// Sends a signal to all that wait for it at this moment, exactly once to each.
    pub async fn broadcast_signal(&self, by: Context, signal: SignalBroadcast) -> Result<SignalReport, Error> {
        todo!()
    }
}
