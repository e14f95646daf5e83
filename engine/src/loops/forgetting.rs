//! Forgets what is kept for a time only: messages and answers.
use super::PAGE;
use crate::api::{Notice, StartFile, WaitAddress};
use crate::clock::TICK;
use crate::idempotency::hold;
use crate::keys::{Bytes, Reader, after, space};
use crate::partition::{By, Note, Task};
use crate::projection::{Message, unpack};
use crate::shell::{Shell, partition_of};
use crate::store::Table;
use std::sync::Arc;
use weir_core::Timestamp;

/// How often it looks.
const EVERY_TICKS: u32 = 10;

/// Looks now and then, for ever. Whoever reads looks at the time too, so it may be late.
pub async fn forgetting(shell: Arc<Shell>) {
    let (mut rounds, mut place) = (0_u32, vec![]);
    loop {
        tokio::time::sleep(TICK * EVERY_TICKS).await;
        shell.hub.tidy();
        rounds = rounds.wrapping_add(1);
        if rounds.is_multiple_of(DRAFT_ROUNDS)
            && let Err(error) = drafts(&shell).await
        {
            tracing::warn!(%error, "drafts of tasks that are over could not be removed; it will be tried again");
        }
        if rounds.is_multiple_of(DRAFT_ROUNDS)
            && let Err(error) = start_files(&shell).await
        {
            tracing::warn!(%error, "files that nothing was started with could not be removed; it will be tried again");
        }
        match notices(&shell, &place).await {
            Ok(next) => place = next,
            Err(error) => tracing::warn!(%error, "old notices could not be removed; it will be tried again"),
        }
        if let Err(error) = round(&shell).await {
            tracing::warn!(%error, "what is past its time could not be forgotten; it will be tried again");
        }
    }
}

/// After so many rounds it looks at drafts: whoever asks for one looks at its task too, so they may stay a while.
const DRAFT_ROUNDS: u32 = 30;

/// Removes the drafts of tasks that are over.
pub async fn drafts(shell: &Arc<Shell>) -> Result<(), crate::Error> {
    let (mut start, end) = Bytes::new().byte(space::MAIN).prefix();
    loop {
        let rows = shell.store.scan(Table::Draft, &start, &end, PAGE)?;
        let Some((last, _)) = rows.last() else { return Ok(()) };
        start = after(last);
        for (key, _) in rows {
            let mut reader = Reader(&key[1..]);
            let Some((instance, key, wait)) = reader.place() else { continue };
            let task = Bytes::new().byte(space::MAIN).place(instance, key, wait).done();
            if shell.store.get(Table::UserTask, &task)?.is_none()
                && let Some(person) = reader.text()
            {
                let gone = Note::SweepDrafts(vec![(WaitAddress { instance, key, wait }, person)]);
                shell.ask(instance.partition(), By::engine(), Task::Note(Box::new(gone))).await?;
            }
        }
    }
}

/// So long after its time a file for a start form is removed: whoever starts with it at the last moment has committed.
const START_FILES_GRACE_MS: i64 = 3_600_000;

/// Removes files for start forms that nothing was started with in time, and their contents.
pub async fn start_files(shell: &Arc<Shell>) -> Result<(), crate::Error> {
    let (mut start, end) = Bytes::new().byte(space::FOR_START).prefix();
    let before = shell.now().0.saturating_sub(crate::START_FILES_MS + START_FILES_GRACE_MS);
    loop {
        let rows = shell.store.scan(Table::Attachment, &start, &end, PAGE)?;
        let Some((last, _)) = rows.last() else { return Ok(()) };
        start = after(last);
        for (_, value) in rows {
            let file: StartFile = unpack(&value)?;
            if file.at.0 >= before {
                continue;
            }
            let (partition, sha256) = (partition_of(&file.by), file.sha256);
            let note = Note::ForgetStartFile(file.by, file.id);
            shell.ask(partition, By::engine(), Task::Note(Box::new(note))).await?;
            let Some(blobs) = shell.blobs.clone() else { continue };
            let shell = shell.clone();
            let tidied = tokio::task::spawn_blocking(move || blobs.tidy(&sha256, &*shell.store));
            if let Ok(Err(error)) = tidied.await {
                tracing::warn!(%error, "the content of a file could not be removed; the next start tries again");
            }
        }
    }
}

/// Removes old notices among the next page of all of them; says where the page after that begins.
pub async fn notices(shell: &Arc<Shell>, from: &[u8]) -> Result<Vec<u8>, crate::Error> {
    let (first, end) = Bytes::new().byte(space::MAIN).prefix();
    let start = if from.is_empty() { &first } else { from };
    let rows = shell.store.scan(Table::Notice, start, &end, 4 * PAGE)?;
    let next = rows.last().filter(|_| rows.len() == 4 * PAGE).map(|(key, _)| after(key)).unwrap_or_default();
    let before = shell.now().0.saturating_sub(crate::NOTICES_MS);
    let old = rows.iter().filter_map(|(_, value)| unpack::<Notice>(value).ok()).filter(|notice| notice.at.0 < before);
    let old: Vec<(String, String)> = old.map(|notice| (notice.person, notice.id)).collect();
    if !old.is_empty() {
        shell.ask(0, By::engine(), Task::Note(Box::new(Note::ForgetNotices(old)))).await?;
    }
    Ok(next)
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
