//! What alert rules look at: the values of a measure one by one, each with its moment, so that any window can be read off
//! them without asking the ledger again. What is copied out here is read while nobody waits for the ledger.
use super::ask::{Ask, AskError};
use super::evidence::{EvidenceKind, Handle};
use super::measured::Unit;
use super::row::{CaseRow, Row};
use super::timed::{Sample, Timed};
use super::{Ledger, Nature};
use crate::aggregate::{HOUR_MS, Place, PlaceId};
use crate::log::{NO_NAME, NO_TIME, Outcome};
use crate::statistics::test::Table;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A version is worse than the others where chance makes it so more rarely than this.
const WORSE_P_MAX: f64 = 0.05;

/// What a rule measures, of a process or of one of its activities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Metric {
    /// From the beginning to the end, ms.
    Sojourn,
    /// Enabled until taken, ms; of an activity.
    Queue,
    /// Taken until begun, ms; of an activity.
    Claimed,
    /// Begun until ended, without suspensions, ms; of an activity.
    Service,
    /// Of what had a due date, the share that kept it.
    OnTime,
    /// The share in which work was done again; of a process.
    Rework,
    /// The share in which nothing was done again and nothing was stuck; of a process.
    FirstPass,
    /// Of decisions, the share that sent back or refused; of a process.
    SentBack,
    /// The share that was stuck.
    Incidents,
    /// The share in which somebody stepped in.
    Interventions,
    /// The share that was ended from outside.
    Terminated,
    /// How many ended.
    Ended,
    /// How many run; of a process.
    Running,
}

impl Metric {
    /// All of them.
    pub const ALL: [Metric; 13] = [
        Metric::Sojourn,
        Metric::Queue,
        Metric::Claimed,
        Metric::Service,
        Metric::OnTime,
        Metric::Rework,
        Metric::FirstPass,
        Metric::SentBack,
        Metric::Incidents,
        Metric::Interventions,
        Metric::Terminated,
        Metric::Ended,
        Metric::Running,
    ];

    /// Can it be told of an activity (true), of a process (false)?
    pub fn is_of(self, activity: bool) -> bool {
        match self {
            Metric::Queue | Metric::Claimed | Metric::Service => activity,
            Metric::Rework | Metric::FirstPass | Metric::SentBack | Metric::Running => !activity,
            _ => true,
        }
    }

    /// Is it told of some only, because others have nothing of the kind?
    pub fn is_of_some(self) -> bool {
        matches!(self, Metric::OnTime | Metric::SentBack | Metric::Queue | Metric::Claimed | Metric::Service)
    }

    /// Is it told of this case?
    pub(super) fn is_told_of_case(self, case: &CaseRow) -> bool {
        of_case(case, self).is_some()
    }

    /// Is it told of this visit?
    pub(super) fn is_told_of_visit(self, row: &Row) -> bool {
        match self {
            Metric::SentBack => row.decision != NO_NAME,
            metric => of_row(row, metric).is_some(),
        }
    }

    /// What its values count.
    pub fn unit(self) -> Unit {
        match self {
            Metric::Sojourn | Metric::Queue | Metric::Claimed | Metric::Service => Unit::Ms,
            Metric::Ended | Metric::Running => Unit::Count,
            _ => Unit::Share,
        }
    }
}

/// The values of a measure, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Samples {
    metric: Metric,
    values: Timed,
}

impl Samples {
    /// Of these, in any order.
    pub fn new(metric: Metric, all: Vec<Sample>) -> Self {
        Samples { metric, values: Timed::new(all) }
    }

    /// Of several processes together.
    pub fn joined(metric: Metric, parts: Vec<Samples>) -> Self {
        Samples::new(metric, parts.into_iter().flat_map(|part| part.values.into_all()).collect())
    }

    /// What is measured.
    pub fn metric(&self) -> Metric {
        self.metric
    }

    /// Them.
    pub fn values(&self) -> &Timed {
        &self.values
    }
}

impl Ledger {
    /// From when on everything is held one by one, in whole hours; `from` itself where that is later.
    pub fn held_from(&self, from: i64) -> i64 {
        let held = self.forgotten().map_or(i64::MIN, |until| (until.div_euclid(HOUR_MS) + 1) * HOUR_MS);
        from.max(held)
    }

    /// The values of a measure that ended in the window of a question. Of an activity where the question names a node.
    pub fn samples(&self, ask: &Ask, metric: Metric) -> Result<Samples, AskError> {
        if metric == Metric::Running {
            return Ok(Samples::new(metric, self.comings_and_goings(ask)));
        }
        self.expect_held(ask)?;
        let all = if ask.node.is_some() {
            let rows = self.rows(ask, self.extent());
            rows.into_iter().filter_map(|number| of_row(self.row(number)?, metric)).collect()
        } else {
            let cases = self.cases(ask, self.extent());
            cases.into_iter().filter_map(|number| of_case(self.case(number)?, metric)).collect()
        };
        Ok(Samples::new(metric, all))
    }

    /// The moments at which one person had done both of what a question names, each one more.
    pub fn breach_samples(&self, ask: &Ask) -> Result<Samples, AskError> {
        self.expect_held(ask)?;
        let rows = self.rows(ask, self.extent());
        let all = rows.into_iter().filter_map(|number| of_row(self.row(number)?, Metric::Ended)).collect();
        Ok(Samples::new(Metric::Ended, all))
    }

    /// The handle of what a question is about: cases, or the visits of its node.
    pub fn evidence_of(&self, ask: &Ask) -> String {
        self.handle(
            if ask.node.is_some() || ask.both.is_some() { EvidenceKind::Rows } else { EvidenceKind::Cases },
            ask,
        )
    }

    /// The handle of the cases of a question that ran at a moment; none where it cannot be told any more which these were.
    pub fn evidence_of_running(&self, ask: &Ask, at: i64) -> Option<String> {
        let is_later = |time: i64| time != NO_TIME && time >= at;
        let later = |time: fn(&CaseRow) -> i64| self.cases.iter().filter(|case| is_later(time(case))).count() as u32;
        let extent = (self.begun().0 - later(|case| case.began), self.ended - later(|case| case.ended), self.taken);
        let before = self.comings_and_goings(ask).into_iter().filter(|sample| sample.at < at);
        let ran = before.map(|sample| sample.part).sum::<f64>().round() as usize;
        let is_so = self.running_cases(ask, extent).len() == ran;
        let (rows, cases, taken) = extent;
        let kind = EvidenceKind::Running;
        is_so.then(|| Handle { kind, ask: ask.clone(), rows, cases, taken, flow: None, side: None }.write())
    }

    /// Each beginning is one more that runs, each end one less. What is held no more has ended, so it is missing on both sides.
    fn comings_and_goings(&self, ask: &Ask) -> Vec<Sample> {
        let places = self.places_of(ask, &Place::Process);
        let mut all = vec![];
        let people = ask.people.as_ref();
        let is_theirs = |case: &&CaseRow| people.is_none_or(|people| people.binary_search(&case.initiator).is_ok());
        for case in self.cases.iter().filter(|case| places.contains(&case.place)).filter(is_theirs) {
            all.push(Sample { at: case.began, part: 1.0, whole: 0.0 });
            if case.ended != NO_TIME {
                all.push(Sample { at: case.ended, part: -1.0, whole: 0.0 });
            }
        }
        all
    }

    /// Which of the nodes of a process costs it most time in a window, and which part of it that is: `queue`, `claimed`,
    /// `service`, or `waiting` where nobody takes it, with the mean of that part, ms. By what lay on critical paths, so it is where time is won.
    pub fn costliest(&self, ask: &Ask) -> Option<(String, Nature, &'static str, f64)> {
        let cost = |row: &Row| if row.critical == NO_TIME { 0 } else { row.critical };
        let mut nodes: BTreeMap<PlaceId, i64> = BTreeMap::new();
        let rows: Vec<&Row> = if ask.node.is_some() {
            self.rows(ask, self.extent()).into_iter().filter_map(|row| self.row(row)).collect()
        } else {
            let cases = self.cases(ask, self.extent());
            let rows = cases.iter().filter_map(|case| self.case(*case)).flat_map(|case| self.rows_of(case));
            rows.filter_map(|row| self.row(row)).collect()
        };
        for row in &rows {
            *nodes.entry(row.place).or_default() += cost(row);
        }
        let (place, cost) = nodes.into_iter().max_by_key(|(place, cost)| (*cost, Reverse(*place)))?;
        if cost <= 0 && ask.node.is_none() {
            return None;
        }
        let mut parts = [("queue", 0_i64, 0_i64), ("claimed", 0, 0), ("service", 0, 0)];
        for times in rows.iter().filter(|row| row.place == place).map(|row| row.times()) {
            for (part, time) in parts.iter_mut().zip([times.queue, times.claimed, times.service]) {
                (part.1, part.2) = (part.1 + time.unwrap_or(0), part.2 + i64::from(time.is_some()));
            }
        }
        let Some(most) = parts.into_iter().max_by_key(|part| part.1).filter(|part| part.1 > 0) else {
            // Nobody takes or begins what only waits for something: all of its time is that.
            let of_place = || rows.iter().filter(|row| row.place == place);
            let (sum, n) = (of_place().map(|row| row.ended - row.enabled).sum::<i64>(), of_place().count());
            let waits = (sum > 0).then(|| sum as f64 / n as f64)?;
            return Some((self.node_name(place).to_owned(), self.nature(place), "waiting", waits));
        };
        Some((self.node_name(place).to_owned(), self.nature(place), most.0, most.1 as f64 / most.2.max(1) as f64))
    }

    /// The version in which more cases of a window are not as they should be than in the others, so that chance hardly explains it
    /// (Fisher's test at 5 % over all versions); none where no version is. The measure is one that is bad where it is so.
    pub fn worse_version(&self, ask: &Ask, metric: Metric) -> Option<u32> {
        let mut versions: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
        let cases = self.cases(&Ask { node: None, through: ask.node.clone(), ..ask.clone() }, self.extent());
        for case in cases.into_iter().filter_map(|number| self.case(number)) {
            let Some(Sample { part, .. }) = of_case(case, metric) else { continue };
            let (bad, n) = versions.entry(self.aggregates.places().name(case.place).version).or_default();
            (*bad, *n) = (*bad + u64::from(part > 0.0), *n + 1);
        }
        let all = versions.values().fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
        let tested = versions.iter().filter_map(|(version, (bad, n))| {
            let (rest_bad, rest) = (all.0 - bad, all.1 - n);
            let table = Table { a: *bad, b: n - bad, c: rest_bad, d: rest - rest_bad };
            // By cross multiplication: a share of nothing is none.
            let is_worse = u128::from(*bad) * u128::from(rest) > u128::from(rest_bad) * u128::from(*n);
            (rest > 0 && is_worse).then(|| (table.fisher() * versions.len() as f64, *version))
        });
        tested.min_by(|a, b| a.0.total_cmp(&b.0)).filter(|(p, _)| *p <= WORSE_P_MAX).map(|(_, version)| version)
    }
}

fn of_row(row: &Row, metric: Metric) -> Option<Sample> {
    let times = row.times();
    let (part, whole) = match metric {
        Metric::Sojourn => (times.sojourn? as f64, 1.0),
        Metric::Queue => (times.queue? as f64, 1.0),
        Metric::Claimed => (times.claimed? as f64, 1.0),
        Metric::Service => (times.service? as f64, 1.0),
        Metric::OnTime if row.due == NO_TIME => return None,
        Metric::OnTime => (yes(row.ended <= row.due), 1.0),
        Metric::Incidents => (yes(row.incidents > 0), 1.0),
        Metric::Interventions => (yes(row.intervention), 1.0),
        Metric::Terminated => (yes(row.outcome == Outcome::Terminated), 1.0),
        Metric::Ended => (1.0, 1.0),
        Metric::Rework | Metric::FirstPass | Metric::SentBack | Metric::Running => return None,
    };
    Some(Sample { at: row.ended, part, whole })
}

fn of_case(case: &CaseRow, metric: Metric) -> Option<Sample> {
    let (part, whole) = match metric {
        Metric::Sojourn => (case.sojourn()? as f64, 1.0),
        Metric::OnTime if case.due.0 == 0 => return None,
        Metric::OnTime => (yes(case.due.1 == 0), 1.0),
        Metric::Rework => (yes(case.excess > 0), 1.0),
        Metric::FirstPass => (yes(case.excess == 0 && case.incidents == 0), 1.0),
        Metric::SentBack if case.decided.0 == 0 => return None,
        Metric::SentBack => (f64::from(case.decided.1), f64::from(case.decided.0)),
        Metric::Incidents => (yes(case.incidents > 0), 1.0),
        Metric::Interventions => (yes(case.interventions > 0), 1.0),
        Metric::Terminated => (yes(case.outcome == Outcome::Terminated), 1.0),
        Metric::Ended => (1.0, 1.0),
        Metric::Queue | Metric::Claimed | Metric::Service | Metric::Running => return None,
    };
    Some(Sample { at: case.ended, part, whole })
}

fn yes(is: bool) -> f64 {
    f64::from(u8::from(is))
}
