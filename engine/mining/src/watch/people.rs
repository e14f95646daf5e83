//! What people did that is out of the ordinary: outside their hours, for the first time, both of what two should, sooner
//! than anybody reads. Reasons have stable codes; nothing of it says that anything is wrong.
use super::detect::STAMP_MS;
use crate::log::{Log, NO_NAME, NO_TIME};
use crate::measure::calendar::WorkingTime;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody is new at a step only where it was done so often by others.
pub const KNOWN_MIN: usize = 50;

/// What was found in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acted {
    /// Outside of the hours of whoever did it.
    OffCalendar {
        /// When, ms.
        at: i64,
    },
    /// By somebody who never did this before.
    FirstTime,
    /// By somebody who did the other step of a four-eyes pair in the same case.
    FourEyes {
        /// The row of the other step.
        other: usize,
    },
    /// Sooner after it was begun than anybody reads.
    RubberStamp {
        /// How soon, ms.
        time: i64,
    },
}

impl Acted {
    /// Stable: clients and translations depend on it.
    pub fn code(self) -> &'static str {
        match self {
            Acted::OffCalendar { .. } => "ACTOR_OFF_CALENDAR",
            Acted::FirstTime => "ACTOR_FIRST_TIME",
            Acted::FourEyes { .. } => "ACTOR_FOUR_EYES",
            Acted::RubberStamp { .. } => "ACTOR_RUBBER_STAMP",
        }
    }
}

/// What is expected of people.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    /// The hours of people, by their number in the log; who is not named may work at any time.
    pub hours: BTreeMap<u32, WorkingTime>,
    /// Steps, by their number, that two people should do.
    pub pairs: Vec<(u32, u32)>,
    /// Steps, by their number, that are approvals.
    pub approvals: BTreeSet<u32>,
    /// Approvals are read for so long at least, ms; none: five seconds.
    pub reads: Option<i64>,
}

/// Looks at the rows of a case. `usual` is who has done what, how often, before the case.
pub fn check(log: &Log, case: usize, expected: &Expected, usual: &Usual) -> Vec<(usize, Acted)> {
    let mut out = vec![];
    let reads = expected.reads.unwrap_or(STAMP_MS);
    for row in log.case(case).filter(|row| log.actor[*row] != NO_NAME) {
        let (actor, activity, at) = (log.actor[row], log.activity[row], log.ended[row]);
        if at != NO_TIME && expected.hours.get(&actor).is_some_and(|hours| !hours.covers(at)) {
            out.push((row, Acted::OffCalendar { at }));
        }
        if usual.is_new(actor, activity) {
            out.push((row, Acted::FirstTime));
        }
        let others = expected.pairs.iter().filter_map(|(a, b)| {
            // Said once for each pair of rows: at the one that came later.
            if *a == activity { Some(*b) } else { (*b == activity).then_some(*a) }
        });
        for other in others {
            let same = |before: &usize| log.activity[*before] == other && log.actor[*before] == actor;
            out.extend(
                log.case(case)
                    .take_while(|before| *before < row)
                    .find(same)
                    .map(|other| (row, Acted::FourEyes { other })),
            );
        }
        let time = at.saturating_sub(log.started[row]);
        let is_known = at != NO_TIME && log.started[row] != NO_TIME;
        if is_known && time < reads && expected.approvals.contains(&activity) {
            out.push((row, Acted::RubberStamp { time }));
        }
    }
    out
}

/// Who has done what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usual {
    done: BTreeSet<(u32, u32)>,
    often: BTreeMap<u32, usize>,
}

impl Usual {
    /// Learns from cases.
    pub fn of(log: &Log, cases: impl IntoIterator<Item = usize>) -> Self {
        let mut out = Usual::default();
        for row in cases.into_iter().flat_map(|case| log.case(case)).filter(|row| log.actor[*row] != NO_NAME) {
            out.done.insert((log.actor[row], log.activity[row]));
            *out.often.entry(log.activity[row]).or_default() += 1;
        }
        out
    }

    /// Is somebody new at a step that others know well?
    fn is_new(&self, actor: u32, activity: u32) -> bool {
        !self.done.contains(&(actor, activity)) && self.often.get(&activity).is_some_and(|often| *often >= KNOWN_MIN)
    }
}
