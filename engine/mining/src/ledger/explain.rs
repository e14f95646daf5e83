//! With what an anomaly goes together: [`rank_by`] over what is known of cases, with its guards. It says "associated with".
use super::ask::{Ask, AskError};
use super::driver::{DriverEvidence, Side};
use super::finding::{DriverAnswer, DriverItem, Explained, Verdict};
use super::node::PERSONS_MIN;
use super::row::{CaseRow, Row};
use super::select::Extent;
use super::ways::Told;
use super::{Ledger, OTHER, Valued};
use crate::aggregate::{Place, PlaceId};
use crate::log::{NO_NAME, NO_TIME};
use crate::rootcause::{Asked, CASES_MIN, FLAGGED_MIN, Item, Label, Ranking, binned, rank_by, without_ids};
use crate::statistics::quantile;
use jiff::tz::TimeZone;
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many cases are compared; of more the newest are taken.
pub const COMPARED_MAX: usize = 200_000;
/// The share of cases, the older ones, on which drivers are looked for; the rest verifies them.
const OLDER: f64 = 0.7;

/// What the departments of those who began cases are called among the items.
pub const INITIATOR_DEPARTMENT: &str = "initiatorDepartment";

/// What is remarkable about a case.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Flag {
    /// It took longer than so many ms; at the node, where the question names one.
    LongerThan(i64),
    /// It is among the slowest tenth; at the node, where the question names one.
    SlowestTenth,
    /// Work was done again.
    Rework,
    /// It was stuck.
    Incidents,
    /// It was ended from outside.
    Terminated,
    /// A due date was missed.
    Late,
}

/// Cases that are compared; the flag and the items are of their places in it.
pub(super) struct Compared {
    /// The cases, in the order in which they ended.
    pub numbers: Vec<u32>,
    /// Those that are remarkable.
    pub flagged: RoaringBitmap,
    /// What may be said of them.
    pub items: Vec<Item>,
    /// How many older ones there are.
    left_out: usize,
}

impl Ledger {
    /// What goes together with a flag among the cases that a question is about.
    /// Days and hours are counted in `zone`.
    ///
    /// Only what was so before is looked at: what a case says after it became remarkable may well come of that.
    pub fn explain(&self, ask: &Ask, flag: Flag, zone: &TimeZone) -> Result<Explained, AskError> {
        self.expect_held(ask)?;
        let Compared { numbers: cases, flagged, items, left_out } = self.side_by_side(ask, flag, zone, self.extent());
        let all: RoaringBitmap = (0..cases.len() as u32).collect();
        let older: RoaringBitmap = (0..(cases.len() as f64 * OLDER) as u32).collect();
        let rows: Vec<&CaseRow> = cases.iter().filter_map(|number| self.case(*number)).collect();
        let (strata, times) = self.ways_and_times(ask, flag, &rows, &flagged);
        let behind = |side: Side| self.handle_of_side(ask, side);
        let zone = zone.iana_name();
        let asked = Asked { cases: &all, flagged: &flagged, items: &items, strata: &strata, older: &older };
        let mut out = Explained {
            verdict: Verdict::Drivers,
            n: cases.len() as u64,
            flagged: flagged.len(),
            cases_least: CASES_MIN,
            flagged_least: FLAGGED_MIN,
            left_out: left_out as u64,
            tests: 0,
            drivers: vec![],
            evidence: zone.map(|zone| behind(Side::of(flag, zone, &[], true, None))),
            flagged_evidence: zone.map(|zone| behind(Side::of(flag, zone, &[], true, Some(true)))),
        };
        match rank_by(&asked, &times) {
            Ranking::TooFew { .. } => out.verdict = Verdict::TooFew,
            Ranking::None { tests } => (out.verdict, out.tests) = (Verdict::Nothing, tests as u64),
            Ranking::Drivers { tests, drivers } => {
                out.tests = tests as u64;
                out.drivers = drivers
                    .into_iter()
                    .map(|driver| (items_of(&items, &driver.items), driver))
                    .map(|(found, driver)| DriverAnswer {
                        evidence: zone.map(|zone| {
                            let side = |with, flagged| behind(Side::of(flag, zone, &found, with, flagged));
                            DriverEvidence {
                                with: side(true, None),
                                flagged: side(true, Some(true)),
                                rest: side(false, None),
                                rest_flagged: side(false, Some(true)),
                            }
                        }),
                        items: found,
                        n: driver.table.a + driver.table.b,
                        flagged: driver.table.a,
                        rest: driver.table.c + driver.table.d,
                        rest_flagged: driver.table.c,
                        q: driver.q,
                        difference: driver.risk_difference.0,
                        low: driver.risk_difference.1,
                        high: driver.risk_difference.2,
                        excess: driver.excess,
                        strong: driver.label == Label::Strong,
                        impact: driver.impact.map(|impact| impact.loss),
                        impact_share: driver.impact.map(|impact| impact.share),
                    })
                    .collect();
            }
        }
        Ok(out)
    }

    /// The cases of a question up to where it was counted, what is remarkable, and all that may be said of them.
    pub(super) fn side_by_side(&self, ask: &Ask, flag: Flag, zone: &TimeZone, extent: Extent) -> Compared {
        let mut numbers = self.cases(ask, extent);
        let left_out = numbers.len().saturating_sub(COMPARED_MAX);
        numbers.drain(..left_out);
        numbers.retain(|number| self.case(*number).is_some());
        let cases: Vec<&CaseRow> = numbers.iter().filter_map(|number| self.case(*number)).collect();
        let line = self.slow_from(ask, flag, &cases);
        let flagged = self.flagged(ask, flag, &cases, line);
        let known: Vec<i64> = cases.iter().map(|case| self.remarkable(ask, flag, case, line)).collect();
        let mut items = self.items(&ask.process, &cases, &known, zone);
        items.extend(self.factors(ask, &cases, &known, extent.0));
        items.extend(self.marked((&numbers, &cases), &known));
        items.extend(self.batched(&ask.process, &cases, &known, extent));
        Compared { numbers, flagged, items, left_out }
    }

    /// How long a case took; at a node the longest of its visits in the case, and when that could begin.
    fn time(&self, ask: &Ask, case: &CaseRow) -> Option<(i64, i64)> {
        let Some(node) = &ask.node else { return Some((case.sojourn()?, case.began)) };
        self.longest_visit(&self.places_of(ask, &Place::Node(node.clone())), case)
    }

    /// The longest visit of a node in a case: how long it took, and when it could begin.
    pub(super) fn longest_visit(&self, places: &[PlaceId], case: &CaseRow) -> Option<(i64, i64)> {
        let rows = self.rows_of(case).into_iter().filter_map(|row| self.row(row));
        rows.filter(|row| places.contains(&row.place)).map(|row| (row.ended - row.enabled, row.enabled)).max()
    }

    /// From which time on a case is flagged, ms.
    fn slow_from(&self, ask: &Ask, flag: Flag, cases: &[&CaseRow]) -> Option<f64> {
        match flag {
            Flag::LongerThan(line) => Some(line as f64),
            Flag::SlowestTenth => {
                let times = cases.iter().filter_map(|case| self.time(ask, case));
                quantile(&mut times.map(|(time, _)| time as f64).collect::<Vec<f64>>(), 0.9)
            }
            _ => None,
        }
    }

    fn flagged(&self, ask: &Ask, flag: Flag, cases: &[&CaseRow], line: Option<f64>) -> RoaringBitmap {
        let is = |case: &CaseRow| match flag {
            Flag::LongerThan(_) | Flag::SlowestTenth => {
                self.time(ask, case).zip(line).is_some_and(|((time, _), line)| time as f64 > line)
            }
            Flag::Rework => case.excess > 0,
            Flag::Incidents => case.incidents > 0,
            Flag::Terminated => case.outcome == crate::log::Outcome::Terminated,
            Flag::Late => case.due.1 > 0,
        };
        (0_u32..).zip(cases).filter(|(_, case)| is(case)).map(|(index, _)| index).collect()
    }

    /// The moment from which on a case says nothing any more: at a node when its visit could begin; of a whole case when it had
    /// taken too long, was late, stuck, or did something again. One that never was is cut at the same age, or at its end.
    fn remarkable(&self, ask: &Ask, flag: Flag, case: &CaseRow, line: Option<f64>) -> i64 {
        let rows = || self.rows_of(case).into_iter().filter_map(|row| self.row(row));
        let at = match flag {
            Flag::LongerThan(_) | Flag::SlowestTenth if ask.node.is_some() => {
                self.time(ask, case).map(|(_, enabled)| enabled)
            }
            Flag::LongerThan(_) | Flag::SlowestTenth => {
                line.map(|line| case.began.saturating_add(line as i64).min(case.ended - 1))
            }
            Flag::Rework => {
                let mut seen = BTreeSet::new();
                // Another instance of a multi-instance activity is nothing that is done again.
                let is_again = |row: &&Row| self.nature(row.place).is_work() && !seen.insert(row.place) && !row.beside;
                rows().find(is_again).map(|row| row.enabled)
            }
            Flag::Incidents => rows().find(|row| row.incidents > 0).map(|row| row.enabled),
            Flag::Late => rows().find(|row| row.due != NO_TIME && row.ended > row.due).map(|row| row.due),
            Flag::Terminated => None,
        };
        at.unwrap_or(case.ended - 1)
    }

    /// The ways that cases went, as far as that is not what is remarkable about them; and how long each took, where that is it.
    fn ways_and_times(
        &self,
        ask: &Ask,
        flag: Flag,
        cases: &[&CaseRow],
        flagged: &RoaringBitmap,
    ) -> (Vec<RoaringBitmap>, Vec<f64>) {
        let line = self.slow_from(ask, flag, cases);
        let known: Vec<i64> = cases.iter().map(|case| self.remarkable(ask, flag, case, line)).collect();
        let time = |case: &&CaseRow| self.time(ask, case).map_or(f64::NAN, |(time, _)| time as f64);
        let times = match flag {
            Flag::LongerThan(_) | Flag::SlowestTenth => cases.iter().map(time).collect(),
            Flag::Rework | Flag::Incidents | Flag::Terminated | Flag::Late => vec![],
        };
        let told = match flag {
            Flag::LongerThan(_) | Flag::SlowestTenth if ask.node.is_some() => Told::Before,
            Flag::LongerThan(_) | Flag::SlowestTenth | Flag::Late => Told::Whole,
            Flag::Rework | Flag::Incidents | Flag::Terminated => Told::Shared,
        };
        let mut ways = self.ways(cases, &known, flagged, told);
        // What was ended from outside has gone less far by that: where it is never in a class with others, ways tell nothing.
        let has_both = |way: &RoaringBitmap| !way.is_subset(flagged) && !way.is_disjoint(flagged);
        if matches!(told, Told::Shared) && !ways.iter().any(has_both) {
            ways.clear();
        }
        (ways, times)
    }

    /// What may be said of cases: the values of their variables that were so by then, numbers in ranges; their version; the day
    /// of the week and the quarter of the day in which they began, and where whoever began them belonged. People are no items.
    fn items(&self, process: &str, cases: &[&CaseRow], until: &[i64], zone: &TimeZone) -> Vec<Item> {
        let mut out = vec![];
        for (number, name) in self.variables.of(process) {
            let mut values: BTreeMap<String, RoaringBitmap> = BTreeMap::new();
            let mut numbers = vec![];
            for (index, case) in (0_u32..).zip(cases) {
                // What was mended since is what led there all the same.
                match case.value_at(number, until[index as usize]) {
                    Some(Valued::Number(value)) => numbers.push((index, value)),
                    Some(value) => {
                        values.entry(self.variables.shown(number, value)).or_default().insert(index);
                    }
                    None => {}
                }
            }
            // Texts beyond the limit are all different for what is known, and no value that a case could have.
            let others = values.remove(OTHER).map_or(0, |cases| cases.len());
            out.extend(without_ids(items(name, values), others, cases.len() as u64));
            out.extend(binned(name, &numbers));
        }
        let mut of = |attribute: &str, value: &dyn Fn(&CaseRow) -> String| {
            let mut values: BTreeMap<String, RoaringBitmap> = BTreeMap::new();
            for (index, case) in (0_u32..).zip(cases) {
                values.entry(value(case)).or_default().insert(index);
            }
            out.extend(items(attribute, values));
        };
        of("version", &|case| self.aggregates.places().name(case.place).version.to_string());
        let local = |case: &CaseRow| jiff::Timestamp::from_millisecond(case.began).ok().map(|at| zone.to_datetime(at));
        let told = |part: Option<i8>| part.map(|part| part.to_string()).unwrap_or_default();
        of("weekday", &|case| told(local(case).map(|at| at.weekday().to_monday_one_offset())));
        of("quarterOfDay", &|case| told(local(case).map(|at| at.hour() / 6 + 1)));
        out.extend(self.departments(cases));
        out
    }

    /// The departments of those who began the cases, then, with all that are around them. Where these, or those who began the others,
    /// are too few people it would say what each of them did, and nothing is said.
    fn departments(&self, cases: &[&CaseRow]) -> Vec<Item> {
        let mut all: BTreeMap<&str, (RoaringBitmap, BTreeSet<u32>)> = BTreeMap::new();
        let mut everybody = BTreeSet::new();
        for (index, case) in (0_u32..).zip(cases).filter(|(_, case)| case.initiator != NO_NAME) {
            everybody.insert(case.initiator);
            for department in self.departments_around(case.initiator, case.began) {
                let (cases, people) = all.entry(department).or_default();
                cases.insert(index);
                people.insert(case.initiator);
            }
        }
        let is_told = |people: &BTreeSet<u32>| {
            let (inside, outside) = (people.len() as u64, (everybody.len() - people.len()) as u64);
            inside >= PERSONS_MIN && outside >= PERSONS_MIN
        };
        all.retain(|_, (_, people)| is_told(people));
        let told = all.into_iter().map(|(department, (cases, _))| (department.to_owned(), cases));
        items(INITIATOR_DEPARTMENT, told.collect())
    }
}

fn items_of(items: &[Item], numbers: &[usize]) -> Vec<DriverItem> {
    let item = |at: &usize| DriverItem { attribute: items[*at].attribute.clone(), value: items[*at].value.clone() };
    numbers.iter().map(item).collect()
}

fn items(attribute: &str, values: BTreeMap<String, RoaringBitmap>) -> Vec<Item> {
    values.into_iter().map(|(value, cases)| Item { attribute: attribute.to_owned(), value, cases }).collect()
}
