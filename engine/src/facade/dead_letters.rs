//! Dead letters: what the engine could not carry out by itself, for an operator to look at.
use super::Engine;
use crate::api::{DeadLetter, DeadLetterId, Page, Paging};
use crate::idempotency::once;
use crate::keys::Bytes;
use crate::paging::Rows;
use crate::partition::{TakeDeadLetter, Task};
use crate::projection::{self, unpack};
use crate::store::Table;
use crate::{Context, Error, checks};

impl Engine {
    /// What could not be carried out, and why.
    pub async fn dead_letters(&self, page: &Paging) -> Result<Page<DeadLetter>, Error> {
        let range = Bytes::new().prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::DeadLetter, range, descending: false };
        rows.page(page, |_, value| {
            let letter: projection::DeadLetter = unpack(value)?;
            Ok(Some(DeadLetter::of(letter)))
        })
    }

    /// Tries one again. If it fails once more it comes back.
    pub async fn retry_dead_letter(&self, by: Context, id: DeadLetterId, reason: Option<String>) -> Result<(), Error> {
        self.take_dead_letter(by, TakeDeadLetter { id: id.0, again: true, reason: checks::reason(reason)? }).await
    }

    /// Gives one up for good. What it was and who discarded it stays in the log.
    pub async fn discard_dead_letter(
        &self,
        by: Context,
        id: DeadLetterId,
        reason: Option<String>,
    ) -> Result<(), Error> {
        self.take_dead_letter(by, TakeDeadLetter { id: id.0, again: false, reason: checks::reason(reason)? }).await
    }

    async fn take_dead_letter(&self, by: Context, take: TakeDeadLetter) -> Result<(), Error> {
        let shell = self.shell().clone();
        let run = move |by| async move { shell.ask(take.id.to, by, Task::TakeDeadLetter(take)).await };
        once(self.shell(), by.into(), run).await.map(drop)
    }
}
