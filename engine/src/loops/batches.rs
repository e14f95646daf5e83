//! Carries out batches, instance by instance.
use super::tries::Tries;
use super::{PAGE, REST};
use crate::api::{BatchOperation, BatchState};
use crate::error::Error;
use crate::keys::{Bytes, Reader, after, space};
use crate::partition::{BatchItem, By, Task};
use crate::projection::{Batch, BatchSteered, batch_key, batch_rows, unpack};
use crate::shell::Shell;
use crate::store::{self, Table};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::task::JoinSet;
use weir_core::Actor;

/// Does what is left of all batches, for ever.
pub async fn batches(shell: Arc<Shell>) {
    let mut tries = Tries::default();
    loop {
        match round(&shell, &mut tries).await {
            Ok(true) => {}
            Ok(false) => {
                tokio::time::sleep(REST).await;
                continue;
            }
            Err(error) => {
                tracing::error!(%error, "the batches could not be read");
                tokio::time::sleep(REST).await;
                continue;
            }
        }
        shell.hub.batches.notified().await;
    }
}

/// All that is left, once. False when something could not be asked.
async fn round(shell: &Arc<Shell>, tries: &mut Tries) -> Result<bool, Error> {
    let (mut start, end) = Bytes::new().byte(space::PENDING).prefix();
    // What is paused is left where it is: nothing to do.
    let mut known: HashMap<String, Option<(Actor, Arc<BatchOperation>)>> = HashMap::new();
    let mut all = true;
    loop {
        let page = shell.store.scan(Table::Batch, &start, &end, PAGE)?;
        let Some((last, _)) = page.last() else { return Ok(all) };
        start = after(last);
        let mut asked = JoinSet::new();
        for (row, _) in page {
            let mut reader = Reader(&row[1..]);
            let (Some(batch), Some(instance)) = (reader.text(), reader.instance()) else { continue };
            if !known.contains_key(&batch) {
                let Some(bytes) = shell.store.get(Table::Batch, &batch_key(&batch))? else { continue };
                let Batch { actor, operation, .. } = unpack(&bytes)?;
                let goes_on = !is_paused(shell, &batch)?;
                known.insert(batch.clone(), goes_on.then(|| (actor, Arc::new(operation))));
            }
            let Some((actor, operation)) = known[&batch].clone() else { continue };
            let (shell, by) = (shell.clone(), By { actor, names: vec![] });
            let item = BatchItem { batch, instance, operation, trouble: None };
            asked.spawn(async move {
                let done = shell.ask(instance.partition(), by, Task::BatchItem(item.clone())).await;
                done.map_err(|error| (row, item, error))
            });
        }
        while let Some(done) = asked.join_next().await {
            match done {
                Ok(Ok(_)) => {}
                Ok(Err((row, item, error))) => all &= give_up(shell, tries, &row, item, &error).await,
                Err(panic) => {
                    tracing::error!(%panic, "an item of a batch panicked");
                    all = false;
                }
            }
        }
    }
}

/// Does it stand still until somebody lets it go on?
fn is_paused(shell: &Shell, batch: &str) -> Result<bool, store::Error> {
    let told = shell.store.get(Table::Batch, &batch_rows(space::STEERED, batch).done())?;
    let told: Option<BatchSteered> = told.map(|row| unpack(&row)).transpose()?;
    Ok(told.is_some_and(|told| told.to == BatchState::Paused))
}

/// Is there anything to be done for batches that go on?
pub fn is_any_left(shell: &Shell) -> Result<bool, store::Error> {
    let (mut start, end) = Bytes::new().byte(space::PENDING).prefix();
    while let Some((row, _)) = shell.store.scan(Table::Batch, &start, &end, 1)?.first() {
        let Some(batch) = Reader(&row[1..]).text() else { return Ok(true) };
        if !is_paused(shell, &batch)? {
            return Ok(true);
        }
        (_, start) = batch_rows(space::PENDING, &batch).prefix();
    }
    Ok(false)
}

/// Writes down what was tried often enough. False: it stays to be done.
async fn give_up(shell: &Arc<Shell>, tries: &mut Tries, row: &[u8], item: BatchItem, error: &Error) -> bool {
    let Some(trouble) = tries.failed(row, error) else { return false };
    let item = BatchItem { trouble: Some(trouble), ..item };
    shell.ask(item.instance.partition(), By::engine(), Task::BatchItem(item)).await.is_ok()
}
