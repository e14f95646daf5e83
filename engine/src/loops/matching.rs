//! Brings kept messages and new subscriptions together.
use super::REST;
use crate::effects::MessageName;
use crate::keys::{Bytes, Reader, after_all, space};
use crate::partition::{By, Reply, Task};
use crate::projection::kept_messages;
use crate::shell::{Shell, partition_of};
use crate::store::{Error, Table};
use std::sync::Arc;

/// Looks at every name that somebody has waited for or published since, for ever.
pub async fn matching(shell: Arc<Shell>) {
    loop {
        for name in shell.hub.matching.all() {
            // Held while the name is taken and not done, so that nobody takes this for idleness.
            let _work = shell.busy.begin();
            shell.hub.matching.take(&name);
            if let Err(error) = look(&shell, &name).await {
                tracing::warn!(%error, ?name, "messages could not be matched; it will be tried again");
                shell.hub.matching.add(name);
                tokio::time::sleep(REST).await;
            }
        }
        shell.hub.matching.more().await;
    }
}

async fn look(shell: &Arc<Shell>, name: &MessageName) -> Result<(), crate::Error> {
    let (start, end) = kept_messages(&name.0, name.1.as_deref()).prefix();
    if shell.store.scan(Table::Message, &start, &end, 1)?.is_empty() {
        return Ok(());
    }
    let mut behind = vec![];
    loop {
        let task = Task::Match(name.clone(), behind);
        match shell.ask(partition_of(&name.0), By::engine(), task).await? {
            Reply::Matched(Some(next)) => behind = next,
            _ => return Ok(()),
        }
    }
}

/// The names and keys of all kept messages, for a start.
pub fn kept_names(shell: &Shell) -> Result<Vec<MessageName>, Error> {
    let (mut start, end) = Bytes::new().byte(space::MAIN).prefix();
    let mut names = vec![];
    while let Some((row, _)) = shell.store.scan(Table::Message, &start, &end, 1)?.first() {
        let mut reader = Reader(&row[1..]);
        let (Some(name), key) = (reader.text(), reader.optional()) else { break };
        start = after_all(&Bytes::new().byte(space::MAIN).text(&name).optional(key.as_deref()).done());
        names.push((name, key));
    }
    Ok(names)
}
