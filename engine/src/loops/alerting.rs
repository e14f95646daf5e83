//! Watches alert rules: each is looked at in its own time, and what comes of it is told.
//!
//! What a rule has seen is written down when something changes, and once a day; between that it is remembered, and read off
//! the history again after a start. A look lasts one rule: while it reads, nothing is folded for no longer than that takes.
use super::REST;
use crate::alerting::look::{Look, Memory};
use crate::alerting::tell::{Telling, tell};
use crate::alerting::{ALERTS, rules_in_force};
use crate::api::{AlertRule, AlertRuleState};
use crate::error::Error;
use crate::partition::{AlertTask, By, Task};
use crate::shell::Shell;
use std::collections::BTreeMap;
use std::sync::Arc;
use weir_core::Timestamp;

/// The latest time there is.
const NEVER: i64 = i64::MAX;
/// How many things may come of one rule in a round; what is left is for the next.
const CHANGES_MAX: usize = 20;
/// How often what everybody was told is looked at where nothing has happened, ms: for what is told again, and for quiet times.
const TELL_MS: i64 = 60_000;

/// Watches, for ever.
pub async fn alerting(shell: Arc<Shell>) {
    let mut wanted = shell.hub.alerts.subscribe();
    let mut memories: BTreeMap<String, Memory> = BTreeMap::new();
    loop {
        // Until the history is read as a whole, numbers would be too small.
        shell.analytics.caught_up().await;
        let seen = *wanted.borrow_and_update();
        let began = shell.now().0;
        let next = match round(&shell, &mut memories, began).await {
            Ok(next) => next,
            Err(error) => {
                if !matches!(error, Error::Stopped { .. }) {
                    tracing::warn!(%error, "alert rules could not be watched; it will be tried again");
                }
                tokio::time::sleep(REST).await;
                continue;
            }
        };
        shell.watching.done.send_replace((seen, next, began));
        // A clock that was put back: what waits does not wait until it shows again what it did.
        while (began..next).contains(&shell.now().0) {
            tokio::select! {
                changed = wanted.changed() => {
                    if changed.is_err() {
                        return;
                    }
                    break;
                }
                () = shell.clock.wait_until(Timestamp(next)) => {}
            }
        }
    }
}

/// All rules once, at one moment for everything in it; says when the next look is due.
async fn round(shell: &Arc<Shell>, memories: &mut BTreeMap<String, Memory>, now: i64) -> Result<i64, Error> {
    let (rules, taking_effect) = rules_in_force(shell, Timestamp(now))?;
    let is_watched = |id: &str| rules.iter().any(|rule| rule.id == id && rule.spec.enabled);
    memories.retain(|id, _| is_watched(id));
    shell.watching.keep(is_watched);
    let mut next = taking_effect.unwrap_or(NEVER);
    for rule in rules.into_iter().filter(|rule| rule.spec.enabled) {
        let memory = memories.entry(rule.id.clone()).or_default();
        let rule = Arc::new(rule);
        if let Some(reason) = shell.analytics.progress().broken {
            let stopped = AlertRuleState { stopped: Some(reason), ..shell.watching.of(&rule.id) };
            shell.watching.set(&rule.id, stopped);
            continue;
        }
        let whole = watch(shell, memory, &rule, now).await?;
        next = next.min(if whole { memory.next(&rule, now) } else { now });
    }
    told(shell, now).await?;
    // Something that rings, or a silence that ends, is looked at now and then though no rule is due.
    Ok(next.min(now + TELL_MS))
}

/// One rule, until now. False: there is more.
async fn watch(shell: &Arc<Shell>, memory: &mut Memory, rule: &Arc<AlertRule>, now: i64) -> Result<bool, Error> {
    for _ in 0..CHANGES_MAX {
        let (theirs, of, mut taken) = (shell.clone(), rule.clone(), std::mem::take(memory));
        let looked = tokio::task::spawn_blocking(move || {
            let look = taken.look(&theirs, &of, now);
            (taken, look)
        });
        let (taken, look) = looked.await.map_err(|panic| Error::Stopped { reason: panic.to_string() })?;
        *memory = taken;
        match look? {
            Look::Done => return Ok(true),
            Look::Keep(seen) => {
                let task = Task::Alerting(Box::new(AlertTask::Seen(seen)));
                if let Err(error) = shell.ask(ALERTS, By::engine(), task).await {
                    memory.forget();
                    // Somebody has changed the rule meanwhile: the next round looks with that one.
                    return if error.code() == "alert-look-late" { Ok(false) } else { Err(error) };
                }
            }
        }
    }
    Ok(false)
}

/// Tells what is to be told at the moment until which the rules were looked at: later than that nobody knows what rings.
async fn told(shell: &Arc<Shell>, now: i64) -> Result<(), Error> {
    let theirs = shell.clone();
    let telling = tokio::task::spawn_blocking(move || tell(&theirs, Timestamp(now)));
    let telling: Option<Telling> = telling.await.map_err(|panic| Error::Stopped { reason: panic.to_string() })??;
    if let Some(telling) = telling {
        let task = Task::Alerting(Box::new(AlertTask::Tell(Box::new(telling))));
        shell.ask(ALERTS, By::engine(), task).await?;
    }
    Ok(())
}
