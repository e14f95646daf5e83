//! Hands over commands between instances, in the order of their causes.
use super::tries::Tries;
use super::{PAGE, REST};
use crate::error::Error;
use crate::keys::{Bytes, after};
use crate::partition::{By, Task};
use crate::projection::{Sent, parcel_key, unpack};
use crate::shell::Shell;
use crate::store::Table;
use std::sync::Arc;
use tokio::task::JoinSet;

/// Hands over what is in the inbox, for ever.
pub async fn parcels(shell: Arc<Shell>) {
    let mut tries = Tries::default();
    loop {
        match round(&shell, &mut tries).await {
            Ok(false) => {}
            Ok(true) => continue,
            Err(error) => {
                tracing::error!(%error, "the inbox could not be read; it will be tried again");
                tokio::time::sleep(REST).await;
                continue;
            }
        }
        shell.hub.parcels.notified().await;
    }
}

/// All that is there, once. One that cannot be handed over keeps none of the others. True when something is left.
async fn round(shell: &Arc<Shell>, tries: &mut Tries) -> Result<bool, Error> {
    let (mut start, end) = Bytes::new().prefix();
    let mut failed = false;
    let mut any = false;
    loop {
        let page = shell.store.scan(Table::Inbox, &start, &end, PAGE)?;
        let Some((last, _)) = page.last() else { break };
        any = true;
        start = after(last);
        let mut handed = JoinSet::new();
        for (_, value) in page {
            let sent: Sent = unpack(&value)?;
            let shell = shell.clone();
            handed.spawn(async move {
                let task = Task::Receive(sent.id, sent.parcel.clone());
                shell.ask(sent.id.to, By::engine(), task).await.map_err(|error| (sent, error))
            });
        }
        while let Some(done) = handed.join_next().await {
            match done {
                Ok(Ok(_)) => {}
                Ok(Err((sent, error))) => failed |= !set_aside(shell, tries, sent, &error).await,
                Err(panic) => {
                    tracing::error!(%panic, "handing over a command between instances panicked");
                    failed = true;
                }
            }
        }
    }
    if failed {
        tokio::time::sleep(REST).await;
    }
    Ok(any)
}

/// Sets aside what was tried often enough. False: it stays.
async fn set_aside(shell: &Arc<Shell>, tries: &mut Tries, sent: Sent, error: &Error) -> bool {
    tracing::warn!(%error, id = ?sent.id, "a command between instances could not be carried out");
    let Some(trouble) = tries.failed(&parcel_key(&sent.id), error) else { return false };
    shell.ask(sent.id.to, By::engine(), Task::SetAside(Box::new(sent), trouble)).await.is_ok()
}
