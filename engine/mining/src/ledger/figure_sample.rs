//! What a measure of the library is made of, read from the rows and cases that are held, or from the sums of all.
use super::ask::Ask;
use super::figure::{FigureOf, Sample};
use super::measured::Unit;
use super::row::{CaseRow, Row};
use super::{Ledger, Nature};
use crate::aggregate::{Part, Place};
use crate::log::{NO_NAME, NO_TIME};
use std::collections::BTreeMap;
use weir_core::library::{Statistic, Yields};

impl Ledger {
    /// What the rows and cases of a question tell. All of them are held.
    pub(super) fn sample(&self, ask: &Ask, of: FigureOf<'_>) -> Sample {
        let whole = Ask { node: None, ..ask.clone() };
        match of.formula.measure.yields {
            Yields::Duration => Sample::Values(Unit::Ms, self.durations(ask, &whole, of)),
            Yields::Count if of.formula.measure.name == "visits" => {
                let values = self.by_case(&self.cases_asked(&whole), &self.rows_asked(ask), |_| 1.0);
                Sample::Values(Unit::Count, values)
            }
            Yields::Count => {
                let cases = self.cases_asked(&whole);
                Sample::Values(Unit::Count, cases.into_iter().map(|case| self.handovers(case)).collect())
            }
            Yields::Share if ask.node.is_some() => self.share_of_rows(ask, &whole, of),
            Yields::Share => self.share_of_cases(&whole, of),
            Yields::Flow if !self.is_known(&whole) => Sample::Flow(None),
            Yields::Flow if of.formula.measure.name == "arrivals" => Sample::Flow(Some(self.started(&whole))),
            Yields::Flow => Sample::Flow(Some(self.cases_asked(&whole).len() as u64)),
        }
    }

    fn rows_asked(&self, ask: &Ask) -> Vec<&Row> {
        self.rows(ask, self.extent()).into_iter().filter_map(|row| self.row(row)).collect()
    }

    fn cases_asked(&self, ask: &Ask) -> Vec<&CaseRow> {
        self.cases(ask, self.extent()).into_iter().filter_map(|case| self.case(case)).collect()
    }

    fn durations(&self, ask: &Ask, whole: &Ask, of: FigureOf<'_>) -> Vec<f64> {
        let between = |from: i64, until: i64| {
            let both = from != NO_TIME && until != NO_TIME;
            both.then(|| of.counts.map_or(until - from, |counts| counts(from, until)) as f64)
        };
        let rows = || self.rows_asked(ask).into_iter();
        let cases = || self.cases_asked(whole).into_iter();
        match of.formula.measure.name {
            "sojourn" if ask.node.is_some() => rows().filter_map(|row| between(row.enabled, row.ended)).collect(),
            "sojourn" => cases().filter_map(|case| between(case.began, case.ended)).collect(),
            "wait" => rows().filter_map(|row| between(row.enabled, row.started)).collect(),
            "queue" => {
                // What nobody claims is taken when it is begun.
                let taken = |row: &Row| if row.claimed == NO_TIME { row.started } else { row.claimed };
                rows().filter_map(|row| between(row.enabled, taken(row))).collect()
            }
            "claim-to-start" => rows().filter_map(|row| between(row.claimed, row.started)).collect(),
            "service" => rows().filter_map(|row| Some(row.times().service? as f64)).collect(),
            "busy" => cases().map(|case| case.busy as f64).collect(),
            "idle" => cases().filter_map(|case| Some((case.sojourn()? - case.busy) as f64)).collect(),
            "contribution" => {
                self.by_case(&self.cases_asked(whole), &self.rows_asked(ask), |row| row.critical.max(0) as f64)
            }
            other => unreachable!("{other} is a duration of the library that nothing here computes"),
        }
    }

    fn share_of_cases(&self, whole: &Ask, of: FigureOf<'_>) -> Sample {
        let cases = self.cases_asked(whole);
        let part = |test: &dyn Fn(&CaseRow) -> bool| {
            Sample::Part(cases.iter().filter(|case| test(case)).count() as u64, cases.len() as u64)
        };
        let sum = |of: &dyn Fn(&CaseRow) -> u32| cases.iter().map(|case| u64::from(of(case))).sum::<u64>();
        match of.formula.measure.name {
            "flow-time-efficiency" => {
                let sojourn = cases.iter().filter_map(|case| case.sojourn()).sum();
                Sample::Ratio(cases.iter().map(|case| case.busy).sum(), sojourn, cases.len() as u64)
            }
            "on-time" => {
                let due = cases.iter().filter(|case| case.due.0 > 0);
                Sample::Part(due.clone().filter(|case| case.due.1 == 0).count() as u64, due.count() as u64)
            }
            "first-pass-yield" => part(&|case| case.excess == 0 && case.incidents == 0),
            "rework" => part(&|case| case.excess > 0),
            "returned" => Sample::Part(sum(&|case| case.decided.1), sum(&|case| case.decided.0)),
            "incident" => part(&|case| case.incidents > 0),
            "intervention" => part(&|case| case.interventions > 0),
            "automation" => {
                let (human, system) = (sum(&|case| case.work.0), sum(&|case| case.work.1));
                Sample::Part(system, human + system)
            }
            other => unreachable!("{other} is a share of the library that nothing here computes"),
        }
    }

    fn share_of_rows(&self, ask: &Ask, whole: &Ask, of: FigureOf<'_>) -> Sample {
        let count = |some: usize| some as u64;
        match of.formula.measure.name {
            "reached" => Sample::Part(count(self.cases_asked(ask).len()), count(self.cases_asked(whole).len())),
            "on-time" => {
                let rows = self.rows_asked(ask);
                let due = rows.iter().filter(|row| row.due != NO_TIME);
                Sample::Part(count(due.clone().filter(|row| row.ended <= row.due).count()), count(due.count()))
            }
            "returned" => {
                let rows = self.rows_asked(ask);
                let decided = rows.iter().filter(|row| row.decision != NO_NAME);
                let back = decided.clone().filter(|row| super::write::sends_back(self.decisions.name(row.decision)));
                Sample::Part(count(back.count()), count(decided.count()))
            }
            "incident" => {
                let rows = self.rows_asked(ask);
                Sample::Part(count(rows.iter().filter(|row| row.incidents > 0).count()), count(rows.len()))
            }
            other => unreachable!("{other} is a share of an element that nothing here computes"),
        }
    }

    /// What the sums alone tell.
    pub(super) fn summed_sample(&self, ask: &Ask, of: FigureOf<'_>) -> Sample {
        let (place, part) = match (of.formula.measure.name, &ask.node) {
            ("throughput", _) => {
                let ended = self.aggregates.sum(&ask.window(Place::Process)).ended;
                return Sample::Flow(self.is_known(ask).then_some(ended));
            }
            ("intervention", _) => {
                let sum = self.aggregates.sum(&ask.window(Place::Process));
                return Sample::Part(sum.interventions, sum.ended);
            }
            ("sojourn", None) => (Place::Process, Part::Sojourn),
            ("sojourn", Some(node)) => (Place::Node(node.clone()), Part::Sojourn),
            ("queue", Some(node)) => (Place::Node(node.clone()), Part::Queue),
            ("claim-to-start", Some(node)) => (Place::Node(node.clone()), Part::Claimed),
            ("service", Some(node)) => (Place::Node(node.clone()), Part::Service),
            _ => return Sample::Unknown,
        };
        // Sums are of the time of the clock, and keep no greatest value that could be told exactly.
        if of.counts.is_some() || of.formula.statistic == Statistic::Max {
            return Sample::Unknown;
        }
        let window = ask.window(place);
        Sample::Summed(*self.aggregates.sum(&window).time(part), Box::new(self.aggregates.sketch(&window, part)))
    }

    /// Was the process ever seen?
    fn is_known(&self, ask: &Ask) -> bool {
        !self.places_of(ask, &Place::Process).is_empty()
    }

    /// A value for each ended case: the sum over its rows, 0 where it has none.
    fn by_case(&self, cases: &[&CaseRow], rows: &[&Row], value: impl Fn(&Row) -> f64) -> Vec<f64> {
        let mut sums: BTreeMap<u128, f64> = cases.iter().map(|case| (case.id, 0.0)).collect();
        for row in rows {
            if let Some(sum) = self.case(row.case).and_then(|case| sums.get_mut(&case.id)) {
                *sum += value(row);
            }
        }
        sums.into_values().collect()
    }

    /// How often work of a case went from one person to another.
    fn handovers(&self, case: &CaseRow) -> f64 {
        let rows = self.rows_of(case);
        let rows = rows.iter().filter_map(|row| self.row(*row));
        let people = rows.filter(|row| self.nature(row.place) == Nature::Human && row.actor != NO_NAME);
        let people: Vec<u32> = people.map(|row| row.actor).collect();
        people.windows(2).filter(|pair| pair[0] != pair[1]).count() as f64
    }
}
