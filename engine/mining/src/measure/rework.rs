//! Work that is done again.
//!
//! Words as in the vocabulary of bupaR's edeaR: a *self-loop* repeats at once, a *repetition* later; a *repeat* is by the
//! person of the first time, a *redo* by another.
use super::counts::cases_with;
use crate::log::{Log, NO_NAME};
use std::collections::BTreeMap;

/// How much is done again.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rework {
    /// Cases in which something is.
    pub cases: usize,
    /// Rows beyond the first of their activity in their case: Σ (rows − distinct activities).
    pub excess: usize,
    /// Pairs of neighbours with the same activity.
    pub self_loops: usize,
    /// The rest of the excess.
    pub repetitions: usize,
    /// Excess over all rows.
    pub ratio: f64,
}

/// How much is done again.
pub fn summary(log: &Log) -> Rework {
    let mut out = Rework::default();
    for case in 0..log.case_count() {
        let excess = excess(log, case);
        out.cases += usize::from(excess > 0);
        out.excess += excess;
        let rows = log.case(case);
        let at_once = |row: &usize| {
            let twice = *row > rows.start && log.activity[*row] == log.activity[*row - 1];
            twice && !log.beside[*row] && !log.beside[*row - 1]
        };
        out.self_loops += rows.clone().filter(at_once).count();
    }
    out.repetitions = out.excess - out.self_loops;
    out.ratio = if log.row_count() == 0 { 0.0 } else { out.excess as f64 / log.row_count() as f64 };
    out
}

/// Rows beyond the first of their activity; those of other instances of a multi-instance activity are done for the first time.
pub(crate) fn excess(log: &Log, case: usize) -> usize {
    let mut seen: Vec<u32> = log.trace(case).to_vec();
    let rows = seen.len() - log.case(case).filter(|row| log.beside[*row]).count();
    seen.sort_unstable();
    seen.dedup();
    rows.saturating_sub(seen.len())
}

/// In how many cases each activity is done more than once, by its number.
pub fn cases_by_activity(log: &Log) -> Vec<usize> {
    cases_with(log, 2)
}

/// Executions after the first of their activity in their case: by the person of the first one, and by others. Nobody is a
/// person of its own.
pub fn repeat_and_redo(log: &Log) -> (usize, usize) {
    let (mut repeat, mut redo) = (0, 0);
    let mut first: BTreeMap<u32, u32> = BTreeMap::new();
    for rows in log.all_cases() {
        first.clear();
        for row in rows.filter(|row| !log.beside[*row]) {
            match first.get(&log.activity[row]) {
                None => {
                    first.insert(log.activity[row], log.actor[row]);
                }
                Some(actor) if *actor == log.actor[row] => repeat += 1,
                Some(_) => redo += 1,
            }
        }
    }
    (repeat, redo)
}

/// The share of finished cases in which nothing is done again and nothing was stuck. None without finished cases.
pub fn first_pass_yield(log: &Log) -> Option<f64> {
    let finished: Vec<usize> = (0..log.case_count()).filter(|case| log.is_finished(*case)).collect();
    let good = finished.iter().filter(|case| is_clean(log, **case)).count();
    (!finished.is_empty()).then(|| good as f64 / finished.len() as f64)
}

/// Is nothing of a case done again, and was nothing stuck?
pub(crate) fn is_clean(log: &Log, case: usize) -> bool {
    excess(log, case) == 0 && log.case(case).all(|row| log.incidents[row] == 0)
}

/// What goes to and fro.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PingPong {
    /// The case.
    pub case: u32,
    /// The two: numbers of activities or of actors.
    pub between: (u32, u32),
    /// How often it changed over; A B A B has three changes.
    pub changes: usize,
}

/// Stretches A B A B … of activities with at least so many changes; two alternations are three changes.
pub fn ping_pong_of_activities(log: &Log, changes_min: usize) -> Vec<PingPong> {
    ping_pong(log, &log.activity, changes_min)
}

/// The same of those who worked; rows of nobody end a stretch.
pub fn ping_pong_of_actors(log: &Log, changes_min: usize) -> Vec<PingPong> {
    ping_pong(log, &log.actor, changes_min)
}

fn ping_pong(log: &Log, column: &[u32], changes_min: usize) -> Vec<PingPong> {
    let mut out = vec![];
    for (case, rows) in (0..).zip(log.all_cases()) {
        let values = &column[rows];
        let mut at = 0;
        while at + 1 < values.len() {
            let between = (values[at], values[at + 1]);
            if between.0 == between.1 || between.0 == NO_NAME || between.1 == NO_NAME {
                // What repeats at once is not walked along: it would be again at each of its rows.
                at += 1;
                continue;
            }
            let same = values[at..].iter().enumerate();
            let length = same.take_while(|(i, v)| **v == if i % 2 == 0 { between.0 } else { between.1 }).count();
            if length > changes_min {
                out.push(PingPong { case, between, changes: length - 1 });
            }
            at += length.max(2) - 1;
        }
    }
    out
}
