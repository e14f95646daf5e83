//! Work that is collected: it lies until as many are there as always, until the oldest has lain as long as always, or until a turn
//! of the clock, and then somebody does it in one go. Where no such rule is seen it is known at least how much of the waiting is for that.
use super::durations::within;
use super::names::{Elements, Work as Kind};
use crate::scenario::{Batch, BatchMode, Scenario, Span, Turn, check};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use weir_core::Timestamp;
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
/// Whoever begins by the clock does so within this of its turn, ms.
const TURN_ROOM_MS: i64 = 600_000;
/// More turns of a day are no habit.
const TURNS_MAX: usize = 4;
/// A turn has at least this share of what is done.
const TURN_SHARE: f64 = 0.1;
/// A turn is one of every day on which it is at least this share as frequent as on the busiest.
const DAY_SHARE: f64 = 0.2;
const DAY_MS: i64 = 86_400_000;

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
    let zone = check::zone(given);
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
    steps.filter_map(|(id, goes)| Some((id, of_step(log, &goes, (hours, &zone), busy)?))).collect()
}

fn of_step(
    log: &Log,
    goes: &[Go],
    (hours, zone): (&BTreeMap<u32, WorkingTime>, &TimeZone),
    busy: &Worked,
) -> Option<Collecting> {
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
        of_size(goes, &|go| idle(go.actor, go.latest, go.begun) <= AT_ONCE_MS)
            .or_else(|| of_age(log, goes))
            .or_else(|| of_clock(goes, zone))
    } else {
        None
    };
    let by_time = collecting.rule.as_ref().is_some_and(|rule| rule.after.is_some() || !rule.at.is_empty());
    for go in goes.iter().filter(|go| by_time || go.rows.len() > 1) {
        let until = if by_time { go.begun } else { go.latest };
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
    holds.then(|| Batch { size: Batch::NEVER_FULL, after, mode: BatchMode::Sequential, ..Batch::default() })
}

/// It begins at turns of the clock, with whatever came since the last one.
fn of_clock(goes: &[Go], zone: &TimeZone) -> Option<Batch> {
    let at = turns(goes, zone);
    let in_turn = |go: &&Go| {
        let next = at.iter().filter_map(|turn| turn.next(go.oldest, zone)).min();
        next.is_some_and(|next| (go.begun - next).abs() <= TURN_ROOM_MS)
    };
    let ruled: usize = goes.iter().filter(in_turn).map(|go| go.rows.len()).sum();
    let all: usize = goes.iter().map(|go| go.rows.len()).sum();
    let holds = ruled as f64 >= RULE_SHARE * all as f64;
    holds.then(|| Batch { size: Batch::NEVER_FULL, at, mode: BatchMode::Sequential, ..Batch::default() })
}

/// The moments of the day around which most is begun, each on the days of the week on which it is.
fn turns(goes: &[Go], zone: &TimeZone) -> Vec<Turn> {
    // When each was begun: since midnight, ms; on which day of the week; how much.
    let mut begun: Vec<(i64, i8, usize)> = goes
        .iter()
        .map(|go| {
            let local = Timestamp(go.begun).to_jiff().to_zoned(zone.clone());
            let time = local.time().duration_since(jiff::civil::Time::midnight()).as_millis();
            let time = i64::try_from(time).unwrap_or_default().clamp(0, DAY_MS - 1);
            (time, local.weekday().to_monday_zero_offset(), go.rows.len())
        })
        .collect();
    begun.sort_unstable();
    let all: usize = begun.iter().map(|(.., n)| n).sum();
    let mut turns = vec![];
    for _ in 0..TURNS_MAX {
        let around = |from: usize| -> usize {
            let near = begun[from..].iter().take_while(|(time, ..)| time - begun[from].0 <= TURN_ROOM_MS);
            near.map(|(.., n)| n).sum()
        };
        let Some(first) = (0..begun.len()).max_by_key(|from| (around(*from), std::cmp::Reverse(*from))) else { break };
        if (around(first) as f64) < TURN_SHARE * all as f64 {
            break;
        }
        let until = first + begun[first..].partition_point(|(time, ..)| time - begun[first].0 <= TURN_ROOM_MS);
        let near: Vec<(i64, i8, usize)> = begun.drain(first..until).collect();
        let minutes = near[near.len() / 2].0 / 60_000;
        let mut days = [0_usize; 7];
        for (_, day, n) in &near {
            days[usize::from(day.unsigned_abs())] += n;
        }
        let most = days.iter().copied().max().unwrap_or(0);
        let usual = |day: &i8| days[usize::from(day.unsigned_abs())] as f64 >= DAY_SHARE * most as f64;
        let usual: Vec<i8> = (0..7).filter(usual).collect();
        if usual.len() == days.len() {
            turns.extend(Turn::at(None, minutes));
        } else {
            turns.extend(usual.into_iter().filter_map(|day| Turn::at(Some(day), minutes)));
        }
    }
    turns.sort_unstable();
    turns
}
