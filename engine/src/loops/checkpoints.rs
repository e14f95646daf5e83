//! Signs how far the log has come, now and then.
use crate::shell::Shell;
use std::sync::Arc;
use std::time::Duration;

/// At the start and then every so often, for ever; nothing is signed when the log has not grown.
pub async fn checkpoints(shell: Arc<Shell>, every: Duration) {
    loop {
        let theirs = shell.clone();
        let made = tokio::task::spawn_blocking(move || theirs.checkpoints.as_ref().map(|book| book.make(&theirs)));
        if let Ok(Some(Err(reason))) = made.await {
            tracing::error!(reason, "no checkpoint of the log could be signed");
        }
        tokio::time::sleep(every).await;
    }
}
