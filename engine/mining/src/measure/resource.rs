//! Who works with whom, on what, and who does both of what two should do.
use super::dfg::neighbours;
use super::intervals::{Interval, intersection, length, union};
use crate::log::{Log, NO_NAME};
use std::collections::{BTreeMap, BTreeSet};

/// How often work goes from one to another: neighbouring rows of a case that both have an actor, (from, to). Somebody may
/// hand over to themselves; rows without an actor hand over nothing.
pub fn handovers(log: &Log) -> BTreeMap<(u32, u32), u64> {
    neighbours(log, &log.actor, log.actors.len())
}

/// The same along causes: whose end led to whose work.
pub fn handovers_by_cause(log: &Log) -> BTreeMap<(u32, u32), u64> {
    let mut out = BTreeMap::new();
    for row in (0..log.row_count()).filter(|row| log.actor[*row] != NO_NAME) {
        for cause in log.causes_of(row).iter().map(|cause| log.actor[*cause as usize]).filter(|c| *c != NO_NAME) {
            *out.entry((cause, log.actor[row])).or_default() += 1;
        }
    }
    out
}

/// The share of handovers that go to somebody else. None without any.
pub fn handover_rate(handovers: &BTreeMap<(u32, u32), u64>) -> Option<f64> {
    let all: u64 = handovers.values().sum();
    let cross: u64 = handovers.iter().filter(|((from, to), _)| from != to).map(|(_, n)| n).sum();
    (all > 0).then(|| cross as f64 / all as f64)
}

/// On how many cases two have both worked, lesser number first.
pub fn shared_cases(log: &Log) -> BTreeMap<(u32, u32), u64> {
    let mut out = BTreeMap::new();
    for rows in log.all_cases() {
        let actors = distinct(&log.actor[rows]);
        for (index, a) in actors.iter().enumerate() {
            for b in &actors[index + 1..] {
                *out.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    out
}

/// How often each actor did each activity, (actor, activity).
pub fn activity_matrix(log: &Log) -> BTreeMap<(u32, u32), u64> {
    let mut out = BTreeMap::new();
    for (actor, activity) in log.actor.iter().zip(&log.activity).filter(|(actor, _)| **actor != NO_NAME) {
        *out.entry((*actor, *activity)).or_default() += 1;
    }
    out
}

/// Cases in which two activities both occur, and those of them in which somebody did both, whenever: the set definition of
/// the four-eyes principle. Who only had what was ended from outside did nothing, unless they decided on it; and whoever gave one
/// of several opinions did it too.
pub fn four_eyes(log: &Log, a: u32, b: u32) -> (Vec<u32>, Vec<u32>) {
    let (mut both, mut violating) = (vec![], vec![]);
    for (case, rows) in (0..).zip(log.all_cases()) {
        let done = |activity: u32| {
            let of = rows.clone().filter(move |row| log.activity[*row] == activity && log.is_done(*row));
            of.collect::<Vec<usize>>()
        };
        let (of_a, of_b) = (done(a), done(b));
        if of_a.is_empty() || of_b.is_empty() {
            continue;
        }
        both.push(case);
        let people = |rows: Vec<usize>| rows.into_iter().flat_map(|row| log.doers(row)).collect::<Vec<u32>>();
        let (of_a, of_b) = (people(of_a), people(of_b));
        if of_a.iter().any(|person| of_b.contains(person)) {
            violating.push(case);
        }
    }
    (both, violating)
}

/// Who does an activity, and on how few of them it rests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Involvement {
    /// Rows of which it is known who did them.
    pub rows: u64,
    /// How many people did them.
    pub people: usize,
    /// The smallest number of people who did the share that was asked for. 1 means that one person is all that stands between
    /// it and a standstill.
    pub core: usize,
}

/// For each activity that somebody is known to have done, on how few people a share of its work rests.
pub fn involvement(log: &Log, share: f64) -> BTreeMap<u32, Involvement> {
    let mut counts: BTreeMap<u32, Vec<u64>> = BTreeMap::new();
    for ((_, activity), n) in activity_matrix(log) {
        counts.entry(activity).or_default().push(n);
    }
    let of = |mut counts: Vec<u64>| {
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let (rows, people) = (counts.iter().sum::<u64>(), counts.len());
        let mut sum = 0;
        let enough = counts.iter().position(|n| {
            sum += n;
            sum as f64 >= share * rows as f64
        });
        Involvement { rows, people, core: enough.map_or(people, |index| index + 1) }
    };
    counts.into_iter().map(|(activity, counts)| (activity, of(counts))).collect()
}

/// How busy somebody is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Utilisation {
    /// The length of the union of their work inside of their hours, ms.
    pub busy: i64,
    /// Their hours, ms.
    pub available: i64,
    /// Σ of their work over its union: above 1 they do several things at once. 1 where they did nothing.
    pub concurrency: f64,
}

/// How busy somebody is who worked at these times, in hours that are apart from one another.
pub fn utilisation(work: Vec<Interval>, hours: &[Interval]) -> Utilisation {
    let sum: i64 = work.iter().map(|(from, until)| (until - from).max(0)).sum();
    let union = union(work);
    let whole = length(&union);
    Utilisation {
        busy: length(&intersection(&union, hours)),
        available: length(hours),
        concurrency: if whole == 0 { 1.0 } else { sum as f64 / whole as f64 },
    }
}

/// How much of what somebody may do they do not do: 1 − what they did of it over all of it. None where they may do nothing.
///
/// ```
/// use weir_mining::measure::resource::breadth;
/// let granted = ["order", "pay", "file"].into();
/// assert_eq!(breadth(&granted, &["order", "elsewhere"].into()), Some(2.0 / 3.0));
/// assert_eq!(breadth(&[].into(), &["order"].into()), None);
/// ```
pub fn breadth<T: Ord>(granted: &BTreeSet<T>, used: &BTreeSet<T>) -> Option<f64> {
    let unused = granted.difference(used).count();
    (!granted.is_empty()).then(|| unused as f64 / granted.len() as f64)
}

fn distinct(actors: &[u32]) -> Vec<u32> {
    let mut out: Vec<u32> = actors.iter().copied().filter(|actor| *actor != NO_NAME).collect();
    out.sort_unstable();
    out.dedup();
    out
}
