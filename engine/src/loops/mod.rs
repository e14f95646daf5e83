//! The loops that do what follows from commits: each looks at rows, asks partitions, and looks again.
//!
//! None of them keeps state that could be lost: what is to be done are the rows, and they are gone once it is done.
mod alerting;
mod batches;
mod checkpoints;
mod conditions;
mod evaluating;
mod forgetting;
mod matching;
mod parcels;
mod timers;
mod tries;

pub use alerting::alerting;
pub use batches::batches;
pub use checkpoints::checkpoints;
pub use conditions::conditions;
pub use evaluating::{decide, decide_of, evaluating};
pub use forgetting::forgetting;
#[cfg(test)]
pub use forgetting::{drafts, notices, start_files};
pub use matching::{kept_names, matching};
pub use parcels::parcels;
pub(crate) use timers::START_TIMERS;
pub use timers::{next_due, timers};

use crate::keys::{Bytes, space};
use crate::shell::{Running, Shell};
use crate::store::{Error, Table};
use std::future::Future;
use std::time::Duration;
use tokio::sync::watch;

/// How many rows a loop works on at the same time.
pub(crate) const PAGE: usize = 256;
/// How long a loop rests when the engine cannot take its work.
const REST: Duration = Duration::from_millis(100);

/// Runs a loop until the engine stops.
pub async fn until_stopped(mut running: watch::Receiver<Running>, work: impl Future<Output = ()>) {
    let stopped = running.wait_for(|c| matches!(c, Running::Closing | Running::Stopped(_)));
    tokio::select! {
        () = work => {}
        _ = stopped => {}
    }
}

/// Is there nothing that a loop would work on?
pub fn is_done(shell: &Shell) -> Result<bool, Error> {
    let empty = |table, (start, end): (Vec<u8>, Vec<u8>)| -> Result<bool, Error> {
        Ok(shell.store.scan(table, &start, &end, 1)?.is_empty())
    };
    Ok(shell.hub.matching.all().is_empty()
        && empty(Table::Inbox, Bytes::new().prefix())?
        && !batches::is_any_left(shell)?
        && shell.parameters.unlooked(shell.now()).is_empty()
        && empty(Table::Subscription, Bytes::new().byte(space::EVALUATION).prefix())?
        && next_due(shell)?.is_none_or(|due| due > shell.now()))
}
