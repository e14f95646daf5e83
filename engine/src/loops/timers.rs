//! Fires timers when they are due.
//!
//! The loop knows only when the next one is due; which one that is stands in the view. So a restart misses none, and a
//! clock that jumps changes nothing but the time of the next look.
use super::REST;
use crate::keys::{Bytes, Reader, after, space};
use crate::options::Mutant;
use crate::partition::{By, Task, Want};
use crate::projection::{StartTimer, unpack};
use crate::shell::Shell;
use crate::store::{Error, Table};
use std::collections::HashSet;
use std::sync::Arc;
use tokio::task::JoinSet;
use weir_core::{Command, Timestamp};

/// How many timers are fired at the same time.
const PAGE: usize = 1024;
/// The latest time there is.
const NEVER: Timestamp = Timestamp(i64::MAX);
/// The partition that start timers belong to.
pub(crate) const START_TIMERS: u8 = 0;

/// Fires timers, for ever.
pub async fn timers(shell: Arc<Shell>) {
    // The mutant does not look for what was armed before.
    let mut forgetful = shell.mutant == Mutant::ForgetTimers;
    loop {
        // From here on every new timer is told of, until it is known how long to sleep.
        shell.hub.timers.sleeping_until(NEVER);
        let next = if std::mem::take(&mut forgetful) { Ok(None) } else { round(&shell).await };
        let next = match next {
            Ok(next) => next.unwrap_or(NEVER),
            Err(error) => {
                tracing::error!(%error, "the timers could not be read");
                tokio::time::sleep(REST).await;
                continue;
            }
        };
        shell.hub.timers.sleeping_until(next);
        loop {
            tokio::select! {
                () = shell.hub.timers.earlier() => break,
                () = shell.clock.wait_until(next) => {}
            }
            if shell.now() >= next {
                break;
            }
        }
    }
}

/// Fires all that are due; says when the next one is.
async fn round(shell: &Arc<Shell>) -> Result<Option<Timestamp>, Error> {
    let mut refused: HashSet<Vec<u8>> = HashSet::new();
    let mut last = vec![];
    loop {
        let due = due(shell, &refused, &last)?;
        match due.last() {
            Some(row) => last.clone_from(&row.key),
            None if last.is_empty() => break,
            // What has come before the last page meanwhile is looked for from the beginning.
            None => last.clear(),
        }
        let mut fired = JoinSet::new();
        for row in due {
            let shell = shell.clone();
            fired.spawn(async move { if fire(&shell, &row).await { None } else { Some(row.key) } });
        }
        while let Some(done) = fired.join_next().await {
            refused.extend(done.ok().flatten());
        }
    }
    if !refused.is_empty() {
        tokio::time::sleep(REST).await;
        return Ok(Some(shell.now()));
    }
    next_due(shell)
}

struct Due {
    key: Vec<u8>,
    value: Vec<u8>,
}

/// The next page of timers that are due and were not refused in this round. What was fired before lies before `last`
/// and is not looked at again: as long as the view has it still, that would take longer from page to page.
fn due(shell: &Shell, refused: &HashSet<Vec<u8>>, last: &[u8]) -> Result<Vec<Due>, Error> {
    let mut found = vec![];
    for kind in [space::OF_INSTANCE, space::OF_DEFINITION] {
        let (start, _) = Bytes::new().byte(kind).prefix();
        let mut start = start.max(after(last));
        let end = Bytes::new().byte(kind).time(Timestamp(shell.now().0.saturating_add(1))).done();
        while found.len() < PAGE {
            let page = shell.store.scan(Table::Timer, &start, &end, PAGE)?;
            let Some((last, _)) = page.last() else { break };
            start = after(last);
            let new = page.into_iter().filter(|(key, _)| !refused.contains(key));
            found.extend(new.map(|(key, value)| Due { key, value }));
        }
    }
    Ok(found)
}

async fn fire(shell: &Arc<Shell>, row: &Due) -> bool {
    let mut reader = Reader(&row.key);
    let (kind, Some(due)) = (reader.byte(), reader.time()) else { return false };
    let (partition, task) = if kind == Some(space::OF_DEFINITION) {
        let Ok(timer) = unpack::<StartTimer>(&row.value) else { return false };
        (START_TIMERS, Task::FireStart(Box::new(timer)))
    } else {
        let Some((instance, key, wait)) = reader.place() else { return false };
        let command = Command::FireTimer { key, wait };
        (instance.partition(), Task::Command { instance, command, want: Want::Nothing })
    };
    shell.counters.timer_late_ms.add(u64::try_from(shell.now().0 - due.0).unwrap_or(0));
    match shell.ask(partition, By::engine(), task).await {
        // Another look will not find it: it was cancelled in between.
        Ok(_) | Err(crate::Error::Rejected(_)) => true,
        Err(error) => {
            tracing::warn!(%error, "a timer could not be fired; it will be tried again");
            false
        }
    }
}

/// When the next timer is due.
pub fn next_due(shell: &Shell) -> Result<Option<Timestamp>, Error> {
    let mut next = None;
    for kind in [space::OF_INSTANCE, space::OF_DEFINITION] {
        let (start, end) = Bytes::new().byte(kind).prefix();
        let first = shell.store.scan(Table::Timer, &start, &end, 1)?;
        let due = first.first().and_then(|(key, _)| Reader(&key[1..]).time());
        next = match (next, due) {
            (Some(a), Some(b)) => Some(std::cmp::min::<Timestamp>(a, b)),
            (a, b) => a.or(b),
        };
    }
    Ok(next)
}
