//! Carries out batches, instance by instance.
use super::{PAGE, REST};
use crate::api::BatchOperation;
use crate::keys::{Bytes, Reader, after, space};
use crate::partition::{BatchItem, By, Task};
use crate::projection::{Batch, batch_key, unpack};
use crate::shell::Shell;
use crate::store::{Error, Table};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::task::JoinSet;
use weir_core::Actor;

/// Does what is left of all batches, for ever.
pub async fn batches(shell: Arc<Shell>) {
    loop {
        match round(&shell).await {
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
async fn round(shell: &Arc<Shell>) -> Result<bool, Error> {
    let (mut start, end) = Bytes::new().byte(space::PENDING).prefix();
    let mut known: HashMap<String, (Actor, Arc<BatchOperation>)> = HashMap::new();
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
                known.insert(batch.clone(), (actor, Arc::new(operation)));
            }
            let (actor, operation) = known[&batch].clone();
            let (shell, by) = (shell.clone(), By { actor, names: vec![] });
            let item = BatchItem { batch, instance, operation };
            asked.spawn(async move { shell.ask(instance.partition(), by, Task::BatchItem(item)).await });
        }
        while let Some(done) = asked.join_next().await {
            all &= matches!(done, Ok(Ok(_)));
        }
    }
}
