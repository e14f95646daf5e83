//! Has conditions looked at again that read a rule parameter of which another value is in force: it was given one, or the
//! time of one has come.
//!
//! The row of each such wait says with which version its condition was looked at last. What is to be done are the rows that
//! say another one than is in force, so that a crash loses nobody and asks nobody twice. Each instance is asked in a step
//! of its own, a page at a time.
use super::tries::Tries;
use super::{PAGE, REST};
use crate::error::Error;
use crate::keys::{Bytes, Reader, after, space};
use crate::partition::{By, Task, Want, is_apart};
use crate::projection::unpack;
use crate::shell::Shell;
use crate::store::{self, Table};
use std::sync::Arc;
use tokio::task::JoinSet;
use weir_core::{Command, InstanceId, Key, Timestamp, WaitId};

/// The latest time there is.
const NEVER: Timestamp = Timestamp(i64::MAX);

/// Looks again, for ever.
pub async fn conditions(shell: Arc<Shell>) {
    let mut tries = Tries::default();
    loop {
        let done = match round(&shell, &mut tries).await {
            Ok(done) => done,
            Err(error) => {
                tracing::error!(%error, "the conditions that read rule parameters could not be looked at");
                false
            }
        };
        if !done {
            tokio::time::sleep(REST).await;
            continue;
        }
        let next = shell.parameters.next_change(shell.now()).unwrap_or(NEVER);
        tokio::select! {
            () = shell.parameters.changed() => {}
            () = shell.clock.wait_until(next) => {}
        }
    }
}

/// All parameters of which another value is in force than when their conditions were looked at. False: not all could be.
async fn round(shell: &Arc<Shell>, tries: &mut Tries) -> Result<bool, Error> {
    let mut done = true;
    for (name, version) in shell.parameters.unlooked(shell.now()) {
        if look(shell, tries, &name, version).await? {
            shell.parameters.looked(name, version);
        } else {
            done = false;
        }
    }
    Ok(done)
}

async fn look(shell: &Arc<Shell>, tries: &mut Tries, name: &str, version: u64) -> Result<bool, Error> {
    let (mut start, end) = Bytes::new().byte(space::CONDITION).text(name).prefix();
    let (prefix, mut done) = (start.len(), true);
    loop {
        let page = shell.store.scan(Table::Subscription, &start, &end, PAGE)?;
        let Some((last, _)) = page.last() else { return Ok(done) };
        start = after(last);
        let mut asked = JoinSet::new();
        for (row, value) in page {
            if unpack::<u64>(&value)? == version {
                continue;
            }
            let place = Reader(&row[prefix..]).place();
            let place =
                place.ok_or_else(|| store::Error::View { reason: "a condition has a strange row".to_owned() })?;
            if is_apart(shell, place.0)? {
                continue;
            }
            let shell = shell.clone();
            asked.spawn(async move { ask(&shell, place).await.err().map(|error| (row, place.0, error)) });
        }
        while let Some(one) = asked.join_next().await {
            match one {
                Ok(None) => {}
                Ok(Some((row, instance, error))) => {
                    done &= is_apart(shell, instance)? || set_aside(shell, tries, &row, instance, &error).await;
                }
                Err(panic) => tracing::error!(%panic, "looking at a condition panicked"),
            }
        }
    }
}

async fn ask(shell: &Arc<Shell>, (instance, key, wait): (InstanceId, Key, WaitId)) -> Result<(), Error> {
    let task = Task::Command { instance, command: Command::LookAgain { key, wait }, want: Want::Nothing };
    match shell.ask(instance.partition(), By::engine(), task).await {
        // It waits no longer, or has looked by itself.
        Ok(_) | Err(Error::Rejected(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// An instance that was tried often enough goes into quarantine, where an operator sees it. False: it is tried again.
async fn set_aside(shell: &Arc<Shell>, tries: &mut Tries, row: &[u8], instance: InstanceId, error: &Error) -> bool {
    tracing::warn!(%error, "a condition could not be looked at");
    let Some(trouble) = tries.failed(row, error) else { return false };
    let message = format!("a condition cannot be looked at: {}", trouble.message);
    let task = Task::Command { instance, command: Command::Quarantine { message }, want: Want::Nothing };
    shell.ask(instance.partition(), By::engine(), task).await.is_ok()
}
