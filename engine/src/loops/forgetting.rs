//! Forgets what is kept for a time only: messages and answers.
use super::PAGE;
use crate::clock::TICK;
use crate::idempotency::hold;
use crate::keys::{Bytes, Reader, space};
use crate::partition::{By, Task};
use crate::projection::{Message, unpack};
use crate::shell::{Shell, partition_of};
use crate::store::Table;
use std::sync::Arc;
use weir_core::Timestamp;

/// How often it looks.
const EVERY_TICKS: u32 = 10;

/// Looks now and then, for ever. Whoever reads looks at the time too, so it may be late.
pub async fn forgetting(shell: Arc<Shell>) {
    loop {
        tokio::time::sleep(TICK * EVERY_TICKS).await;
        shell.hub.tidy();
        if let Err(error) = round(&shell).await {
            tracing::warn!(%error, "what is past its time could not be forgotten; it will be tried again");
        }
    }
}

/// Pages of one round; more than this comes in no ten seconds.
const PAGES_MAX: usize = 256;

async fn round(shell: &Arc<Shell>) -> Result<(), crate::Error> {
    for _ in 0..PAGES_MAX {
        if !page(shell).await? {
            break;
        }
    }
    Ok(())
}

/// Forgets one page of each; says whether there may be more.
async fn page(shell: &Arc<Shell>) -> Result<bool, crate::Error> {
    let (start, _) = Bytes::new().byte(space::BY_END).prefix();
    let end = Bytes::new().byte(space::BY_END).time(Timestamp(shell.now().0.saturating_add(1))).done();
    let messages = shell.store.scan(Table::Message, &start, &end, PAGE)?;
    let mut more = messages.len() == PAGE;
    for (_, value) in messages {
        let message: Message = unpack(&value)?;
        shell.ask(partition_of(&message.name), By::engine(), Task::ForgetMessages(vec![message])).await?;
    }
    let mut answers = vec![];
    for (row, _) in shell.store.scan(Table::Idempotency, &start, &end, 4 * PAGE)? {
        let mut reader = Reader(&row[1..]);
        answers.extend(reader.time().zip(reader.text()));
    }
    more |= answers.len() == 4 * PAGE;
    // What is in use at this moment is left for the next round.
    let (answers, _held) = hold(shell, answers);
    if !answers.is_empty() {
        shell.ask(0, By::engine(), Task::ForgetAnswers(answers)).await?;
    }
    Ok(more)
}
