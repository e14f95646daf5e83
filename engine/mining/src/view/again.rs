//! What is done more than once, activity by activity, and what goes to and fro.
use super::shown::actor_of;
use crate::log::Log;
use crate::measure::rework::{PingPong, excess, ping_pong_of_activities, ping_pong_of_actors};
use std::collections::BTreeMap;

/// Two alternations, A B A B, are three changes: less is no ping-pong.
pub const CHANGES_MIN: usize = 3;

/// An activity that is done again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Again {
    /// The activity.
    pub activity: u32,
    /// Rows beyond the first of their case.
    pub times: u64,
    /// Those right behind a row of the same activity.
    pub self_loops: u64,
    /// Those by the person of the first time.
    pub repeats: u64,
    /// Those by somebody else; where one of the two is not known it is neither.
    pub redos: u64,
    /// The cases.
    pub cases: Vec<u32>,
}

/// The activities that are done again, the one that is most often first.
pub fn again(log: &Log) -> Vec<Again> {
    let mut out: BTreeMap<u32, Again> = BTreeMap::new();
    for (case, rows) in (0..).zip(log.all_cases()) {
        let mut first: BTreeMap<u32, Option<u32>> = BTreeMap::new();
        let mut before = None;
        for row in rows {
            let (activity, actor) = (log.activity[row], actor_of(log, row));
            if log.beside[row] {
                before = None;
                continue;
            }
            let at_once = before.replace(activity) == Some(activity);
            let Some(once) = first.get(&activity) else {
                first.insert(activity, actor);
                continue;
            };
            let of = out.entry(activity).or_insert_with(|| Again { activity, ..Again::default() });
            of.times += 1;
            of.self_loops += u64::from(at_once);
            of.repeats += u64::from(actor.is_some() && actor == *once);
            of.redos += u64::from(actor.is_some() && once.is_some() && actor != *once);
            if of.cases.last() != Some(&case) {
                of.cases.push(case);
            }
        }
    }
    let mut all: Vec<Again> = out.into_values().collect();
    all.sort_by_key(|of| (std::cmp::Reverse(of.times), of.activity));
    all
}

/// Two that go to and fro.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToAndFro {
    /// The two, the lesser number first.
    pub between: (u32, u32),
    /// Stretches of it.
    pub stretches: u64,
    /// How often it changed over in all of them.
    pub changes: u64,
    /// The cases.
    pub cases: Vec<u32>,
}

/// Pairs of activities between which cases go to and fro, the one with most changes first.
pub fn ping_pongs(log: &Log) -> Vec<ToAndFro> {
    gathered(ping_pong_of_activities(log, CHANGES_MIN))
}

/// The same of those who worked.
pub fn ping_pongs_of_people(log: &Log) -> Vec<ToAndFro> {
    gathered(ping_pong_of_actors(log, CHANGES_MIN))
}

fn gathered(all: Vec<PingPong>) -> Vec<ToAndFro> {
    let mut out: BTreeMap<(u32, u32), ToAndFro> = BTreeMap::new();
    for one in all {
        let (a, b) = one.between;
        let between = (a.min(b), a.max(b));
        let of = out.entry(between).or_insert_with(|| ToAndFro { between, ..ToAndFro::default() });
        of.stretches += 1;
        of.changes += one.changes as u64;
        if of.cases.last() != Some(&one.case) {
            of.cases.push(one.case);
        }
    }
    let mut all: Vec<ToAndFro> = out.into_values().collect();
    all.sort_by_key(|of| (std::cmp::Reverse(of.changes), of.between));
    all
}

/// Cases in which anything is done again.
pub fn cases_again(log: &Log) -> Vec<u32> {
    let is_again = |case: &u32| excess(log, *case as usize) > 0;
    (0..log.case_count() as u32).filter(is_again).collect()
}
