//! What the ended cases of a question come to, counted case by case.
use super::durations::Durations;
use super::row::CaseRow;
use crate::aggregate::DAY_MS;
use crate::log::Outcome;
use std::collections::BTreeMap;

/// What ended on one day.
#[derive(Debug, Clone, Default)]
pub(super) struct Day {
    /// How many.
    pub n: u64,
    /// How long together, ms.
    pub time: i64,
    /// How often they were stuck.
    pub incidents: u64,
}

/// See the [module](self).
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// How many ended.
    pub n: u64,
    /// How many began, as far as that can be told.
    pub started: u64,
    /// Rows of work: human, system.
    pub work: (u64, u64),
    /// Cases with due dates, and those of them that kept all.
    pub due: (u64, u64),
    /// Cases in which work was done again.
    pub rework: u64,
    /// Cases in which nothing was done again and nothing was stuck.
    pub first_pass: u64,
    /// Cases that were stuck.
    pub stuck: u64,
    /// Cases in which somebody stepped in.
    pub interventions: u64,
    /// Cases that were ended from outside.
    pub terminated: u64,
    /// Decisions, and those that sent back or refused.
    pub decided: (u64, u64),
    /// Σ time in which work was done, ms.
    pub busy: i64,
    /// From their beginning to their end.
    pub sojourn: Durations,
    /// Day by day, since 1970.
    pub days: BTreeMap<i64, Day>,
}

impl Day {
    fn add(&mut self, more: &Day) {
        self.n += more.n;
        self.time += more.time;
        self.incidents += more.incidents;
    }
}

impl Tally {
    /// One more that ended.
    pub(super) fn add(&mut self, case: &CaseRow) {
        let sojourn = case.sojourn().unwrap_or(0);
        self.n += 1;
        self.work = (self.work.0 + u64::from(case.work.0), self.work.1 + u64::from(case.work.1));
        self.due.0 += u64::from(case.due.0 > 0);
        self.due.1 += u64::from(case.due.0 > 0 && case.due.1 == 0);
        self.rework += u64::from(case.excess > 0);
        self.first_pass += u64::from(case.excess == 0 && case.incidents == 0);
        self.stuck += u64::from(case.incidents > 0);
        self.interventions += u64::from(case.interventions > 0);
        self.terminated += u64::from(case.outcome == Outcome::Terminated);
        self.decided = (self.decided.0 + u64::from(case.decided.0), self.decided.1 + u64::from(case.decided.1));
        self.busy += case.busy;
        self.sojourn.add(sojourn);
        let day = self.days.entry(case.ended.div_euclid(DAY_MS)).or_default();
        day.add(&Day { n: 1, time: sojourn, incidents: u64::from(case.incidents) });
    }

    /// All of others.
    pub(super) fn merge(&mut self, other: &Tally) {
        let both = |a: (u64, u64), b: (u64, u64)| (a.0 + b.0, a.1 + b.1);
        self.n += other.n;
        self.started += other.started;
        self.work = both(self.work, other.work);
        self.due = both(self.due, other.due);
        self.rework += other.rework;
        self.first_pass += other.first_pass;
        self.stuck += other.stuck;
        self.interventions += other.interventions;
        self.terminated += other.terminated;
        self.decided = both(self.decided, other.decided);
        self.busy += other.busy;
        self.sojourn.merge(&other.sojourn);
        for (day, more) in &other.days {
            self.days.entry(*day).or_default().add(more);
        }
    }
}
