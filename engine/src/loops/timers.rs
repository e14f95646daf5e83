//! Fires timers when they are due.
//!
//! The loop knows only when the next one is due; which one that is stands in the view. So a restart misses none, and a
//! clock that jumps changes nothing but the time of the next look.
use super::REST;
use super::tries::Tries;
use crate::error::Error;
use crate::keys::{Bytes, Reader, after, space};
use crate::options::Mutant;
use crate::partition::{By, Task, Want, is_apart};
use crate::projection::{StartTimer, unpack};
use crate::shell::Shell;
use crate::store::{self, Table};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tokio::task::JoinSet;
use weir_core::{Command, InstanceId, Key, Timestamp, WaitId};

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
    let (mut tries, mut apart) = (Tries::default(), Apart::new());
    loop {
        // From here on every new timer is told of, until it is known how long to sleep.
        shell.hub.timers.sleeping_until(NEVER);
        let next = if std::mem::take(&mut forgetful) { Ok(None) } else { round(&shell, &mut tries, &mut apart).await };
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
async fn round(shell: &Arc<Shell>, tries: &mut Tries, apart: &mut Apart) -> Result<Option<Timestamp>, Error> {
    let mut kept = Apart::new();
    for (row, instance) in apart.drain() {
        if is_apart(shell, instance)? {
            kept.insert(row, instance);
        }
    }
    *apart = kept;
    let mut refused: HashSet<Vec<u8>> = HashSet::new();
    let mut last = vec![];
    loop {
        let due = due(shell, |row| refused.contains(row) || apart.contains_key(row), &last)?;
        match due.last() {
            Some(row) => last.clone_from(&row.key),
            None if last.is_empty() => break,
            // What has come before the last page meanwhile is looked for from the beginning.
            None => last.clear(),
        }
        let mut fired = JoinSet::new();
        for row in due {
            let shell = shell.clone();
            fired.spawn(async move { fire(&shell, &row).await.err().map(|error| (row, error)) });
        }
        while let Some(done) = fired.join_next().await {
            match done {
                Ok(None) => {}
                Ok(Some((row, error))) => {
                    if let Some(instance) = row.of_an_instance_apart(shell)? {
                        apart.insert(row.key, instance);
                    } else if !set_aside(shell, tries, &row, &error).await {
                        refused.insert(row.key);
                    }
                }
                Err(panic) => tracing::error!(%panic, "firing a timer panicked"),
            }
        }
    }
    if !refused.is_empty() {
        tokio::time::sleep(REST).await;
        return Ok(Some(shell.now()));
    }
    Ok(next_due(shell)?)
}

struct Due {
    key: Vec<u8>,
    timer: Timer,
}

/// Timers of instances that are set apart, by row: left alone for as long as those are.
type Apart = HashMap<Vec<u8>, InstanceId>;

impl Due {
    fn of_an_instance_apart(&self, shell: &Shell) -> Result<Option<InstanceId>, store::Error> {
        let Timer::OfInstance { instance, .. } = self.timer else { return Ok(None) };
        Ok(is_apart(shell, instance)?.then_some(instance))
    }
}

/// What a row of the table of timers says.
enum Timer {
    OfDefinition(StartTimer),
    OfInstance { due: Timestamp, instance: InstanceId, key: Key, wait: WaitId },
}

impl Timer {
    fn read(row: &[u8], value: &[u8]) -> Result<Timer, Error> {
        let mut reader = Reader(row);
        if reader.byte() == Some(space::OF_DEFINITION) {
            return Ok(Timer::OfDefinition(unpack(value)?));
        }
        let read = reader.time().zip(reader.place());
        let (due, (instance, key, wait)) =
            read.ok_or_else(|| store::Error::View { reason: "a timer has a strange row".to_owned() })?;
        Ok(Timer::OfInstance { due, instance, key, wait })
    }

    fn due(&self) -> Timestamp {
        match self {
            Timer::OfDefinition(timer) => timer.due,
            Timer::OfInstance { due, .. } => *due,
        }
    }
}

/// The next page of timers that are due and are not to be left alone. What was fired before lies before `last`
/// and is not looked at again: as long as the view has it still, that would take longer from page to page.
fn due(shell: &Shell, left_alone: impl Fn(&[u8]) -> bool, last: &[u8]) -> Result<Vec<Due>, Error> {
    let mut found = vec![];
    for kind in [space::OF_INSTANCE, space::OF_DEFINITION] {
        let (start, _) = Bytes::new().byte(kind).prefix();
        let mut start = start.max(after(last));
        let end = Bytes::new().byte(kind).time(Timestamp(shell.now().0.saturating_add(1))).done();
        while found.len() < PAGE {
            let page = shell.store.scan(Table::Timer, &start, &end, PAGE)?;
            let Some((last, _)) = page.last() else { break };
            start = after(last);
            for (key, value) in page.into_iter().filter(|(key, _)| !left_alone(key)) {
                found.push(Due { timer: Timer::read(&key, &value)?, key });
            }
        }
    }
    Ok(found)
}

async fn fire(shell: &Arc<Shell>, row: &Due) -> Result<(), Error> {
    let late = shell.now().0 - row.timer.due().0;
    shell.counters.timer_late_ms.add(u64::try_from(late).unwrap_or(0));
    let (partition, task) = match &row.timer {
        Timer::OfDefinition(timer) => (START_TIMERS, Task::FireStart(Box::new(timer.clone()))),
        Timer::OfInstance { instance, key, wait, .. } => {
            let command = Command::FireTimer { key: *key, wait: *wait };
            (instance.partition(), Task::Command { instance: *instance, command, want: Want::Nothing })
        }
    };
    match shell.ask(partition, By::engine(), task).await {
        // Another look will not find it: it was cancelled in between.
        Ok(_) | Err(Error::Rejected(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// A timer that was tried often enough: the start is set aside, or the instance put in quarantine, where an operator
/// sees it. False: it stays.
async fn set_aside(shell: &Arc<Shell>, tries: &mut Tries, row: &Due, error: &Error) -> bool {
    tracing::warn!(%error, "a timer could not be fired");
    let Some(trouble) = tries.failed(&row.key, error) else { return false };
    let (partition, task) = match &row.timer {
        Timer::OfDefinition(timer) => (START_TIMERS, Task::SetStartAside(Box::new(timer.clone()), trouble)),
        Timer::OfInstance { instance, .. } => {
            let message = format!("a timer cannot be fired: {}", trouble.message);
            let task =
                Task::Command { instance: *instance, command: Command::Quarantine { message }, want: Want::Nothing };
            (instance.partition(), task)
        }
    };
    shell.ask(partition, By::engine(), task).await.is_ok()
}

/// When the next timer is due, without those that are left alone.
pub fn next_due(shell: &Shell) -> Result<Option<Timestamp>, store::Error> {
    let of_instance = next_of(shell, space::OF_INSTANCE)?;
    let of_definition = next_of(shell, space::OF_DEFINITION)?;
    Ok(of_instance.into_iter().chain(of_definition).min())
}

fn next_of(shell: &Shell, kind: u8) -> Result<Option<Timestamp>, store::Error> {
    let (mut start, end) = Bytes::new().byte(kind).prefix();
    loop {
        // Nearly always the first one is it.
        let Some((row, _)) = shell.store.scan(Table::Timer, &start, &end, 1)?.pop() else { return Ok(None) };
        let mut reader = Reader(&row[1..]);
        let due = reader.time();
        let overdue = due.is_some_and(|due| due <= shell.now());
        match reader.place() {
            Some((instance, ..)) if overdue && is_apart(shell, instance)? => start = after(&row),
            _ => return Ok(due),
        }
    }
}
