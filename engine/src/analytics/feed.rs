//! The thread that follows the log.
use super::fold::Fold;
use super::handed::Handed;
use crate::api::BatchBeat;
use crate::projection::{Record, decode};
use crate::shell::Shell;
use crate::store::{Error, Position};
use crate::urgency::give_way;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// How many frames are folded before readers get a turn.
const FRAMES: usize = 128;
/// How long commits may gather after the first that wakes the thread: each time it wakes up costs those who commit.
const PAUSE: Duration = Duration::from_millis(10);
/// How much less urgent this thread is than those that decide and commit, where they compete for a processor: it gets about a
/// third of what each of them gets, and has it all to itself as soon as they rest.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 5;

/// Follows the log until the engine ends. What breaks here breaks nothing else: the engine goes on, and answers say why there
/// is nothing new in them.
pub fn run(shell: &Shell) {
    if shell.analytics.broken.get().is_some() {
        return;
    }
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| follow(shell))) {
        let reason = crate::shell::said(&*panic);
        tracing::error!(reason, "analytics have died; the next start begins anew");
        let _ = shell.analytics.broken.set(reason);
        // Nobody waits for what will not come.
        shell.analytics.applied.send_modify(|_| {});
    }
}

fn follow(shell: &Shell) {
    let analytics = &shell.analytics;
    give_way(NICENESS);
    // Only this thread sets it.
    let _ = analytics.thread.set(std::thread::current());
    let (mut fold, mut after) = (Fold::new(analytics.look(|ledger| ledger.limits().visits)), None);
    while !analytics.ended.load(Ordering::Acquire) {
        let behind = analytics.behind_since.load(Ordering::Acquire);
        let tail = analytics.tail.load(Ordering::Acquire);
        match catch_up(shell, &mut fold, after) {
            Ok(last) => {
                after = last.or(after);
                if analytics.ended.load(Ordering::Acquire) {
                    return;
                }
                if behind > 0 {
                    analytics.lag_ms.add(u64::try_from(analytics.ticks() - behind).unwrap_or(0));
                }
                // Whatever was confirmed since has set the tail, and stays behind.
                if analytics.tail.load(Ordering::Acquire) == tail {
                    let _ = analytics.behind_since.compare_exchange(behind, 0, Ordering::AcqRel, Ordering::Acquire);
                    if analytics.tail.load(Ordering::Acquire) != tail {
                        let now = analytics.ticks();
                        let _ = analytics.behind_since.compare_exchange(0, now, Ordering::AcqRel, Ordering::Acquire);
                    }
                }
                if !analytics.caught_up.swap(true, Ordering::AcqRel) {
                    let at = after.map_or(0, |after| after.0 + 1);
                    analytics.tail.fetch_max(at, Ordering::AcqRel);
                    analytics.beats().begin(at);
                    analytics.beat.send_replace(());
                }
                analytics.applied.send_modify(|_| {});
                if analytics.tail.load(Ordering::Acquire) == tail {
                    std::thread::park();
                }
                // Groups follow each other faster under load than it is worth to wake up for.
                std::thread::sleep(PAUSE);
            }
            Err(error) => {
                tracing::error!(%error, "analytics go on no more: the log cannot be read; the next start begins anew");
                let _ = analytics.broken.set(error.to_string());
                return;
            }
        }
    }
}

/// Folds what is confirmed now, from the frame after this one; gives the last.
fn catch_up(shell: &Shell, fold: &mut Fold, after: Option<Position>) -> Result<Option<Position>, Error> {
    let handed = shell.analytics.handed().take();
    if let Some(handed) = handed {
        return take_over(shell, fold, after, handed);
    }
    // What is committed from here on is handed over; some of it is read as well, and known by its position.
    shell.analytics.handed().open();
    read(shell, fold, after)
}

/// Folds what was handed over.
fn take_over(
    shell: &Shell,
    fold: &mut Fold,
    after: Option<Position>,
    handed: Vec<Handed>,
) -> Result<Option<Position>, Error> {
    let mut last = None;
    let mut fresh = handed.into_iter().filter(|commit| after.is_none_or(|after| commit.position > after));
    loop {
        let some: Vec<_> = fresh.by_ref().take(FRAMES).map(|commit| (commit.position, commit.records)).collect();
        let Some((position, _)) = some.last() else { return Ok(last) };
        last = Some(*position);
        apply(shell, fold, &some)?;
    }
}

/// Folds what stands in the log.
fn read(shell: &Shell, fold: &mut Fold, after: Option<Position>) -> Result<Option<Position>, Error> {
    let mut last = None;
    let mut frames = shell.store.log(after);
    let mut records: Vec<(Position, Vec<Record>)> = Vec::with_capacity(FRAMES);
    loop {
        records.clear();
        for frame in frames.by_ref().take(FRAMES) {
            let frame = frame?;
            let unreadable = |error: rmp_serde::decode::Error| Error::Projection {
                position: frame.position.0,
                reason: error.to_string(),
            };
            records.push((frame.position, decode(&frame.payload).map_err(unreadable)?));
        }
        let Some((position, _)) = records.last() else { return Ok(last) };
        last = Some(*position);
        apply(shell, fold, &records)?;
        if shell.analytics.ended.load(Ordering::Acquire) {
            return Ok(last);
        }
    }
}

fn apply(shell: &Shell, fold: &mut Fold, records: &[(Position, Vec<Record>)]) -> Result<(), Error> {
    let analytics = &shell.analytics;
    fold.noting.note(analytics.beats().are_wanted(Instant::now()));
    let mut ledger = analytics.ledger.write().unwrap_or_else(PoisonError::into_inner);
    for (_, records) in records {
        for record in records {
            match record {
                Record::Step(step) => {
                    fold.step(shell, &mut ledger, step)?;
                    analytics.events.add(step.events.len() as u64);
                    analytics.applied_at.store(step.at.0, Ordering::Release);
                }
                Record::OrganisationChanged { change, changes } => ledger.organised(change.at.0, changes),
                Record::FormFilled(filled) => fold.filled(&mut ledger, filled),
                Record::BatchBegun(batch) => fold.noting.batch(&batch.id, BatchBeat::default()),
                Record::BatchSteered(steered) => fold.noting.batch(&steered.batch, BatchBeat::default()),
                Record::BatchItemDone { batch, failure, .. } => {
                    let failed = u64::from(failure.is_some());
                    fold.noting.batch(batch, BatchBeat { done: 1 - failed, failed });
                }
                _ => {}
            }
        }
    }
    if let Some((position, _)) = records.last() {
        if analytics.beats().fill(fold.noting.take(), position.0 + 1, Instant::now()) {
            analytics.beat.send_replace(());
        }
        analytics.applied.send_replace(position.0 + 1);
    }
    Ok(())
}
