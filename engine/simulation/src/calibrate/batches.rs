//! Work that is collected: it lies until as many are there as always, or until the oldest has lain as long as always, and then
//! somebody does it in one go. Where no such rule is seen it is known at least how much of the waiting is for that.
use super::durations::within;
use super::names::{Elements, Work as Kind};
use crate::scenario::{Batch, BatchMode, Scenario, Span};
use std::collections::BTreeMap;
use weir_mining::log::{Log, NO_TIME};
use weir_mining::measure::batch::collected;
use weir_mining::measure::calendar::WorkingTime;
use weir_mining::measure::waiting::{Work, Worked, causes};

/// Between the work of a batch there are gaps of at most this, ms.
const GAP_MS: i64 = 900_000;
/// Whoever begins a batch does so within this after it is complete and they are there with nothing in hand, ms.
const AT_ONCE_MS: i64 = 60_000;
/// Or within this share of the time that the oldest lies.
const AT_ONCE_SHARE: f64 = 0.02;
/// Fewer batches are no habit.
const BATCHES_MIN: usize = 30;
/// A rule is what holds for so much of the work.
const RULE_SHARE: f64 = 0.8;
/// A batch that is never complete by its size.
const NEVER_FULL: u32 = 1_000_000;

/// How a step is collected.
#[derive(Debug, Default)]
pub(super) struct Collecting {
    /// For each row of a batch, until when it lay for that.
    pub until: BTreeMap<usize, i64>,
    /// By what rule, where one is seen.
    pub rule: Option<Batch>,
    /// Who collects, and how much: everybody what is theirs. Empty where all collect together.
    pub own: BTreeMap<u32, f64>,
}

/// What was done in one go, if it was only one piece.
struct Go {
    actor: u32,
    rows: Vec<usize>,
    oldest: i64,
    latest: i64,
    begun: i64,
}

/// How each step is collected of which the scenario says nothing; a step is not here where nothing shows that it is.
pub(super) fn seen<'a>(
    log: &Log,
    elements: &'a Elements,
    hours: &BTreeMap<u32, WorkingTime>,
    busy: &Worked,
    given: &Scenario,
) -> BTreeMap<&'a str, Collecting> {
    let mut by_step: BTreeMap<&str, Vec<Go>> = BTreeMap::new();
    for batch in collected(log, GAP_MS, 1) {
        let rows: Vec<usize> = batch.rows.iter().map(|row| *row as usize).collect();
        let Some(id) = rows.first().and_then(|row| elements.work_of(log, *row)) else { continue };
        if rows.iter().any(|row| log.started[*row] == NO_TIME) {
            continue;
        }
        let enabled = || rows.iter().map(|row| log.enabled[*row]);
        let (oldest, latest) = (enabled().min().unwrap_or(0), enabled().max().unwrap_or(0));
        let begun = rows.iter().map(|row| log.started[*row]).min().unwrap_or(0);
        by_step.entry(id).or_default().push(Go { actor: batch.actor, rows, oldest, latest, begun });
    }
    let by_people = |id: &str| elements.work[id] == Kind::Person && !elements.assigned.contains(id);
    let said = |id: &str| given.elements.get(id).is_some_and(|of| of.resource.automated || of.resource.batch.is_some());
    let steps = by_step.into_iter().filter(|(id, _)| by_people(id) && !said(id));
    steps.filter_map(|(id, goes)| Some((id, of_step(log, &goes, hours, busy)?))).collect()
}

fn of_step(log: &Log, goes: &[Go], hours: &BTreeMap<u32, WorkingTime>, busy: &Worked) -> Option<Collecting> {
    let idle = |actor: u32, from: i64, until: i64| {
        let item = Work { enabled: from, started: until, ended: until };
        let always = [(from, until)];
        let pieces = hours.get(&actor).map_or(&always[..], |hours| within(hours, item));
        causes(item, &[actor], busy, pieces, None).extraneous
    };
    // Whoever had no time while it became more has a queue and collects nothing.
    let lay = |go: &&Go| go.rows.len() > 1 && idle(go.actor, go.oldest, go.latest) > 0;
    let batches: Vec<&Go> = goes.iter().filter(lay).collect();
    if batches.len() < BATCHES_MIN {
        return None;
    }
    let mut collecting = Collecting { own: own(log, goes, &batches), ..Collecting::default() };
    collecting.rule = if one_after_the_other(log, &batches) {
        of_size(goes, &|go| idle(go.actor, go.latest, go.begun) <= AT_ONCE_MS).or_else(|| of_age(log, goes))
    } else {
        None
    };
    let by_age = collecting.rule.as_ref().is_some_and(|rule| rule.after.is_some());
    for go in goes.iter().filter(|go| by_age || go.rows.len() > 1) {
        let until = if by_age { go.begun } else { go.latest };
        collecting.until.extend(go.rows.iter().map(|row| (*row, until)));
    }
    Some(collecting)
}

/// Who collects how much, where pieces of several people come in between each other's: none where what is done in one go came
/// one after the other, whoever did it.
fn own(log: &Log, goes: &[Go], batches: &[&Go]) -> BTreeMap<u32, f64> {
    let mut all: Vec<i64> = goes.iter().flat_map(|go| &go.rows).map(|row| log.enabled[*row]).collect();
    all.sort_unstable();
    let came = |go: &&&Go| {
        let came = all.partition_point(|at| *at <= go.latest) - all.partition_point(|at| *at < go.oldest);
        came == go.rows.len()
    };
    let together = batches.iter().filter(came).count() as f64 >= RULE_SHARE * batches.len() as f64;
    let mut own: BTreeMap<u32, f64> = BTreeMap::new();
    for go in goes.iter().filter(|_| !together) {
        *own.entry(go.actor).or_default() += go.rows.len() as f64;
    }
    if own.len() < 2 { BTreeMap::new() } else { own }
}

/// Is a piece begun only when the one before it is done?
fn one_after_the_other(log: &Log, batches: &[&Go]) -> bool {
    let one = |go: &&&Go| go.rows.windows(2).all(|pair| log.ended[pair[0]] <= log.started[pair[1]]);
    batches.iter().filter(one).count() as f64 >= RULE_SHARE * batches.len() as f64
}

/// It begins as soon as there are so many.
fn of_size(goes: &[Go], at_once: &dyn Fn(&Go) -> bool) -> Option<Batch> {
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    for go in goes {
        *rows.entry(go.rows.len()).or_default() += go.rows.len();
    }
    let all: usize = rows.values().sum();
    let size = *rows.iter().max_by_key(|(_, rows)| **rows)?.0;
    let ruled: usize = goes.iter().filter(|go| go.rows.len() == size && at_once(go)).map(|go| go.rows.len()).sum();
    let holds = size > 1 && ruled as f64 >= RULE_SHARE * all as f64;
    let size = u32::try_from(size).ok()?;
    holds.then(|| Batch { size, mode: BatchMode::Sequential, ..Batch::default() })
}

/// It begins when the oldest has lain so long, however many there are. Where each piece lies as long as the others nothing is
/// collected: what came after the oldest is begun with it, and has lain less long.
fn of_age(log: &Log, goes: &[Go]) -> Option<Batch> {
    let mut ages: Vec<i64> = goes.iter().map(|go| go.begun - go.oldest).collect();
    ages.sort_unstable();
    let usual = *ages.get(ages.len() / 2)?;
    let room = AT_ONCE_MS.max((usual as f64 * AT_ONCE_SHARE) as i64);
    let as_usual = |go: &&Go| (go.begun - go.oldest - usual).abs() <= room;
    let ruled: usize = goes.iter().filter(as_usual).map(|go| go.rows.len()).sum();
    let all: usize = goes.iter().map(|go| go.rows.len()).sum();
    let with = || goes.iter().flat_map(|go| go.rows.iter().map(|row| go.begun - log.enabled[*row]));
    let younger = with().filter(|lain| *lain < usual - room).count();
    let with_another = all - goes.len();
    let collected = with_another > 0 && younger as f64 >= RULE_SHARE * with_another as f64;
    let holds = usual > 2 * room && collected && ruled as f64 >= RULE_SHARE * all as f64;
    let after = Some(Span(usual as f64));
    holds.then(|| Batch { size: NEVER_FULL, after, mode: BatchMode::Sequential, ..Batch::default() })
}
