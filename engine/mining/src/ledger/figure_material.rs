//! What a measure of the library is made of, read from the rows and cases that are held, each with its moment, or from the sums
//! of all.
use super::ask::Ask;
use super::figure::{FigureOf, Kind, Material};
use super::measured::Unit;
use super::row::{CaseRow, Row};
use super::timed::Sample;
use super::{Ledger, Nature};
use crate::aggregate::{Part, Place};
use crate::log::{NO_NAME, NO_TIME};
use std::collections::BTreeSet;
use weir_core::library::{Statistic, Yields};

/// A value of one.
fn one(at: i64, part: f64) -> Sample {
    Sample { at, part, whole: 1.0 }
}

/// A part of a whole.
fn part(at: i64, part: u64, whole: u64) -> Sample {
    Sample { at, part: part as f64, whole: whole as f64 }
}

impl Ledger {
    /// What the rows and cases of a question tell. All of them are held.
    pub(super) fn material(&self, ask: &Ask, of: FigureOf<'_>) -> Material {
        let whole = Ask { node: None, ..ask.clone() };
        let (kind, values) = match of.formula.measure.yields {
            Yields::Duration => (Kind::Value(Unit::Ms), self.durations(ask, &whole, of)),
            Yields::Count if of.formula.measure.name == "visits" => {
                (Kind::Value(Unit::Count), self.by_case(ask, &whole, |_| 1.0))
            }
            Yields::Count => {
                let cases = self.cases_asked(&whole).into_iter();
                (Kind::Value(Unit::Count), cases.map(|case| one(case.ended, self.handovers(case))).collect())
            }
            Yields::Share if ask.node.is_some() => (Kind::Part, self.share_of_rows(ask, &whole, of)),
            Yields::Share if of.formula.measure.name == "flow-time-efficiency" => {
                let ratio = |case: &CaseRow| {
                    Some(Sample { at: case.ended, part: case.busy as f64, whole: case.sojourn()? as f64 })
                };
                (Kind::Ratio, self.cases_asked(&whole).into_iter().filter_map(ratio).collect())
            }
            Yields::Share => (Kind::Part, self.share_of_cases(&whole, of)),
            Yields::Flow => {
                let moments = if of.formula.measure.name == "arrivals" {
                    self.beginnings(&whole)
                } else {
                    self.cases_asked(&whole).into_iter().map(|case| case.ended).collect()
                };
                (Kind::Flow(self.is_known(&whole)), moments.into_iter().map(|at| one(at, 1.0)).collect())
            }
        };
        Material::Held(kind, values)
    }

    fn rows_asked(&self, ask: &Ask) -> Vec<&Row> {
        self.rows(ask, self.extent()).into_iter().filter_map(|row| self.row(row)).collect()
    }

    fn cases_asked(&self, ask: &Ask) -> Vec<&CaseRow> {
        self.cases(ask, self.extent()).into_iter().filter_map(|case| self.case(case)).collect()
    }

    fn durations(&self, ask: &Ask, whole: &Ask, of: FigureOf<'_>) -> Vec<Sample> {
        let between = |from: i64, until: i64, at: i64| {
            let both = from != NO_TIME && until != NO_TIME;
            both.then(|| one(at, of.counts.map_or(until - from, |counts| counts(from, until)) as f64))
        };
        let rows = || self.rows_asked(ask).into_iter();
        let cases = || self.cases_asked(whole).into_iter();
        match of.formula.measure.name {
            "sojourn" if ask.node.is_some() => {
                rows().filter_map(|row| between(row.enabled, row.ended, row.ended)).collect()
            }
            "sojourn" => cases().filter_map(|case| between(case.began, case.ended, case.ended)).collect(),
            "wait" => rows().filter_map(|row| between(row.enabled, row.started, row.ended)).collect(),
            "queue" => {
                // What nobody claims is taken when it is begun.
                let taken = |row: &Row| if row.claimed == NO_TIME { row.started } else { row.claimed };
                rows().filter_map(|row| between(row.enabled, taken(row), row.ended)).collect()
            }
            "claim-to-start" => rows().filter_map(|row| between(row.claimed, row.started, row.ended)).collect(),
            "service" => rows().filter_map(|row| Some(one(row.ended, row.times().service? as f64))).collect(),
            "busy" => cases().map(|case| one(case.ended, case.busy as f64)).collect(),
            "idle" => cases().filter_map(|case| Some(one(case.ended, (case.sojourn()? - case.busy) as f64))).collect(),
            "contribution" => self.by_case(ask, whole, |row| row.critical.max(0) as f64),
            other => unreachable!("{other} is a duration of the library that nothing here computes"),
        }
    }

    fn share_of_cases(&self, whole: &Ask, of: FigureOf<'_>) -> Vec<Sample> {
        let of_case: fn(&CaseRow) -> (u64, u64) = match of.formula.measure.name {
            "on-time" => |case| (u64::from(case.due.0 > 0 && case.due.1 == 0), u64::from(case.due.0 > 0)),
            "first-pass-yield" => |case| (u64::from(case.excess == 0 && case.incidents == 0), 1),
            "rework" => |case| (u64::from(case.excess > 0), 1),
            "returned" => |case| (u64::from(case.decided.1), u64::from(case.decided.0)),
            "incident" => |case| (u64::from(case.incidents > 0), 1),
            "intervention" => |case| (u64::from(case.interventions > 0), 1),
            "automation" => |case| (u64::from(case.work.1), u64::from(case.work.0) + u64::from(case.work.1)),
            other => unreachable!("{other} is a share of the library that nothing here computes"),
        };
        let told = self.cases_asked(whole).into_iter().map(|case| (case.ended, of_case(case)));
        told.filter(|(_, (_, all))| *all > 0).map(|(at, (good, all))| part(at, good, all)).collect()
    }

    fn share_of_rows(&self, ask: &Ask, whole: &Ask, of: FigureOf<'_>) -> Vec<Sample> {
        let yes = |row: &Row, is: bool| part(row.ended, u64::from(is), 1);
        let rows = || self.rows_asked(ask).into_iter();
        match of.formula.measure.name {
            "reached" => {
                let there: BTreeSet<u32> = self.cases(ask, self.extent()).into_iter().collect();
                let all = self.cases(whole, self.extent());
                let reaches = |number: &u32| Some((self.case(*number)?.ended, there.contains(number)));
                all.iter().filter_map(reaches).map(|(at, is)| part(at, u64::from(is), 1)).collect()
            }
            "on-time" => rows().filter(|row| row.due != NO_TIME).map(|row| yes(row, row.ended <= row.due)).collect(),
            "returned" => {
                let back = |row: &Row| super::write::sends_back(self.decisions.name(row.decision));
                rows().filter(|row| row.decision != NO_NAME).map(|row| yes(row, back(row))).collect()
            }
            "incident" => rows().map(|row| yes(row, row.incidents > 0)).collect(),
            other => unreachable!("{other} is a share of an element that nothing here computes"),
        }
    }

    /// What the sums alone tell.
    pub(super) fn summed_material(&self, ask: &Ask, of: FigureOf<'_>) -> Material {
        let (place, part) = match (of.formula.measure.name, &ask.node) {
            ("throughput", _) => {
                let ended = self.aggregates.sum(&ask.window(Place::Process)).ended;
                return if self.is_known(ask) {
                    Material::Counted(ended)
                } else {
                    Material::Held(Kind::Flow(false), vec![])
                };
            }
            ("intervention", _) => {
                let sum = self.aggregates.sum(&ask.window(Place::Process));
                return Material::Shared(sum.interventions, sum.ended);
            }
            ("sojourn", None) => (Place::Process, Part::Sojourn),
            ("sojourn", Some(node)) => (Place::Node(node.clone()), Part::Sojourn),
            ("queue", Some(node)) => (Place::Node(node.clone()), Part::Queue),
            ("claim-to-start", Some(node)) => (Place::Node(node.clone()), Part::Claimed),
            ("service", Some(node)) => (Place::Node(node.clone()), Part::Service),
            _ => return Material::Unknown,
        };
        // Sums are of the time of the clock, and keep no greatest value that could be told exactly.
        if of.counts.is_some() || of.formula.statistic == Statistic::Max {
            return Material::Unknown;
        }
        let window = ask.window(place);
        Material::Summed(*self.aggregates.sum(&window).time(part), Box::new(self.aggregates.sketch(&window, part)))
    }

    /// Was the process ever seen?
    fn is_known(&self, ask: &Ask) -> bool {
        !self.places_of(ask, &Place::Process).is_empty()
    }

    /// A value for each ended case: the sum over its visits of the node that is asked about, 0 where it has none.
    fn by_case(&self, ask: &Ask, whole: &Ask, value: impl Fn(&Row) -> f64) -> Vec<Sample> {
        let node = ask.node.clone().unwrap_or_default();
        let places = self.places_of(ask, &Place::Node(node));
        let sum = |case: &CaseRow| {
            let rows = self.rows_of(case);
            let rows = rows.iter().filter_map(|row| self.row(*row)).filter(|row| places.contains(&row.place));
            one(case.ended, rows.map(&value).sum())
        };
        self.cases_asked(whole).into_iter().map(sum).collect()
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
