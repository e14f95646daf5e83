//! Hands over commands between instances, in the order of their causes.
use super::{PAGE, REST};
use crate::keys::{Bytes, after};
use crate::partition::{By, Task};
use crate::projection::{Sent, unpack};
use crate::shell::Shell;
use crate::store::{Error, Table};
use std::sync::Arc;
use tokio::task::JoinSet;

/// Hands over what is in the inbox, for ever.
pub async fn parcels(shell: Arc<Shell>) {
    loop {
        match round(&shell).await {
            Ok(false) => {}
            Ok(true) => continue,
            Err(error) => tracing::error!(%error, "the inbox could not be read"),
        }
        shell.hub.parcels.notified().await;
    }
}

/// All that is there, once. True when something is left.
async fn round(shell: &Arc<Shell>) -> Result<bool, Error> {
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
            let Sent { id, parcel } = unpack(&value)?;
            let shell = shell.clone();
            handed.spawn(async move { shell.ask(id.to, By::engine(), Task::Receive(id, parcel)).await });
        }
        while let Some(done) = handed.join_next().await {
            failed |= !matches!(done, Ok(Ok(_)));
        }
    }
    if failed {
        tokio::time::sleep(REST).await;
    }
    Ok(any)
}
