//! What components of indices are measured at, day by day, so that it can be said between what bounds an index lies.
use super::ask::{Ask, AskError};
use super::indices::{COMPONENT_MIN, IndexFacts, Release, VERSION_WATCH_MS};
use super::measured::{Measure, Standing, Unit};
use super::row::CaseRow;
use super::{Ledger, Nature, Valued};
use crate::aggregate::{DAY_MS, Place};
use crate::log::NO_NAME;
use crate::measure::calendar::WorkingTime;
use crate::measure::intervals::union;
use crate::statistics::test::Table;
use crate::statistics::{QUANTILE_MIN, quantile};
use crate::watch::index_settings::ApprovalLevels;
use crate::watch::interval::Sample;
use std::collections::BTreeMap;
use weir_core::calendar::WorkCalendar;

/// From this probability on that it is chance, a rise of incidents is none.
const RISE_P: f64 = 0.05;

/// A component that is known.
pub(super) struct Found {
    pub measure: Measure,
    pub sample: Sample,
    /// Are all counted that there are, rather than some of them?
    pub census: bool,
}

/// The ended cases of a question, by day.
pub(super) struct Days<'a> {
    cases: Vec<&'a CaseRow>,
    first: i64,
    /// How many days there are.
    pub count: usize,
    /// Is everything of the window held case by case?
    held: bool,
}

impl Found {
    /// A part of all that there are.
    pub fn census(part: u64, all: u64) -> Self {
        let measure = Measure { low: None, high: None, ..Measure::share(part, all) };
        Found { measure, sample: Sample::Fixed, census: true }
    }

    /// The median of how long changes took until they were at work.
    pub fn lead_time(times: Vec<i64>) -> Self {
        let mut values: Vec<f64> = times.into_iter().map(|time| time as f64).collect();
        let measure = Measure::told(Unit::Ms, values.len() as u64, 1, quantile(&mut values, 0.5));
        Found { measure, sample: Sample::Fixed, census: true }
    }
}

impl<'a> Days<'a> {
    /// Of the cases of a question.
    pub fn of(ledger: &'a Ledger, ask: &Ask) -> Result<Self, AskError> {
        let held = ledger.holds(ask);
        if !held && ask.is_filtered() {
            ledger.expect_held(ask)?;
        }
        let cases = if held { ledger.cases(ask, ledger.extent()) } else { vec![] };
        let cases = cases.into_iter().filter_map(|number| ledger.case(number)).collect();
        let first = ask.from.div_euclid(DAY_MS);
        let count = ((ask.until - 1).div_euclid(DAY_MS) - first + 1).max(0) as usize;
        Ok(Days { cases, first, count, held })
    }

    fn day(&self, at: i64) -> Option<usize> {
        usize::try_from(at.div_euclid(DAY_MS) - self.first).ok().filter(|day| *day < self.count)
    }

    /// Is it so of all of them?
    pub fn all(&self, is: impl Fn(&CaseRow) -> bool) -> bool {
        self.cases.iter().all(|case| is(case))
    }

    fn known(&self) -> Result<(), &'static str> {
        if self.held { Ok(()) } else { Err("held-as-sums") }
    }

    /// A share: of each case how many are good, of how many.
    pub fn share(&self, of: impl Fn(&CaseRow) -> (u64, u64)) -> Result<Found, &'static str> {
        self.known()?;
        let mut days = vec![(0, 0); self.count];
        for case in &self.cases {
            let (good, all) = of(case);
            if let Some(day) = self.day(case.ended) {
                days[day] = (days[day].0 + good, days[day].1 + all);
            }
        }
        let (good, all) = days.iter().fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
        Ok(Found { measure: Measure::share(good, all), sample: Sample::Share(days), census: false })
    }

    /// A share of what happened at these moments, each good or not.
    pub fn of_moments(&self, moments: &[(i64, bool)]) -> Found {
        let mut days = vec![(0, 0); self.count];
        for (at, good) in moments {
            if let Some(day) = self.day(*at) {
                days[day] = (days[day].0 + u64::from(*good), days[day].1 + 1);
            }
        }
        let (good, all) = days.iter().fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
        Found { measure: Measure::share(good, all), sample: Sample::Share(days), census: false }
    }

    /// Decisions by the lowest level of the organisation that may take them, of those that a rule of levels is about and of
    /// which the amount and the level of whoever decided are known. The amount is that which the case ended with.
    pub fn level_fit(&self, ledger: &Ledger, ask: &Ask, facts: &IndexFacts) -> Result<Found, &'static str> {
        if facts.settings.approval_levels.is_empty() {
            return Err("needs-approval-levels");
        }
        if facts.levels.is_empty() {
            return Err("needs-departments");
        }
        let rule = |rule: &'_ ApprovalLevels| {
            let places = ledger.places_of(ask, &Place::Node(rule.node.clone()));
            (places, ledger.variables.find(&ask.process, &rule.variable))
        };
        let rules: Vec<_> = facts.settings.approval_levels.iter().map(|of| (of, rule(of))).collect();
        self.share(|case| {
            let (mut fit, mut all) = (0, 0);
            let rows = ledger.rows_of(case);
            for row in rows.iter().filter_map(|row| ledger.row(*row)).filter(|row| row.decision != NO_NAME) {
                let Some((rule, (_, variable))) = rules.iter().find(|(_, (places, _))| places.contains(&row.place))
                else {
                    continue;
                };
                let value = variable.and_then(|number| case.values.iter().find(|(known, _)| *known == number));
                let Some((_, Valued::Number(amount))) = value else { continue };
                let decided = ledger.actor(row.actor).and_then(|actor| facts.levels.get(actor));
                if let Some((wanted, level)) = rule.level(*amount).zip(decided) {
                    (fit, all) = (fit + u64::from(*level == wanted), all + 1);
                }
            }
            (fit, all)
        })
    }

    /// A ratio of sums: of each case what is above and what is below the line.
    pub fn ratio(&self, of: impl Fn(&CaseRow) -> (f64, f64)) -> Result<Found, &'static str> {
        self.known()?;
        let mut days = vec![(0.0, 0.0); self.count];
        for case in &self.cases {
            let (above, below) = of(case);
            if let Some(day) = self.day(case.ended) {
                days[day] = (days[day].0 + above, days[day].1 + below);
            }
        }
        Ok(ratio_of(days, self.cases.len() as u64))
    }

    /// Work by the time of cases: both counted in working time where there is a calendar, else as the clock goes. What lies
    /// outside of the hours of work is in neither.
    pub fn efficiency(&self, ledger: &Ledger, calendar: Option<&WorkCalendar>) -> Result<Found, &'static str> {
        let Some(calendar) = calendar else {
            return self.ratio(|case| (case.busy as f64, case.sojourn().unwrap_or(0) as f64));
        };
        self.known()?;
        let from = self.cases.iter().map(|case| case.began).min().unwrap_or(0);
        let until = self.cases.iter().map(|case| case.ended).max().unwrap_or(from);
        let office = WorkingTime::of(calendar, from, until);
        // A case began long before the window, and its first work is held no more.
        if !self.cases.iter().all(|case| ledger.is_whole(case)) {
            return Err("held-as-sums");
        }
        self.ratio(|case| {
            let rows = ledger.rows_of(case);
            let rows = rows.iter().filter_map(|number| Some((*number, ledger.row(*number)?)));
            let work = union(rows.flat_map(|(number, row)| ledger.worked(number, row)).collect());
            let busy: i64 = work.iter().map(|(from, until)| office.between(*from, *until)).sum();
            (busy as f64, office.between(case.began, case.ended) as f64)
        })
    }

    /// Cases that ended by those that began, at most 1.
    pub fn balance(&self, ledger: &Ledger, ask: &Ask) -> Result<Found, &'static str> {
        self.known()?;
        let mut days = vec![(0.0, 0.0); self.count];
        for case in &self.cases {
            if let Some(day) = self.day(case.ended) {
                days[day].0 += 1.0;
            }
        }
        let mut started = 0;
        for at in ledger.beginnings(ask) {
            if let Some(day) = self.day(at) {
                days[day].1 += 1.0;
                started += 1;
            }
        }
        let mut found = ratio_of(days, started);
        found.measure.value = found.measure.value.map(|value| value.min(1.0));
        Ok(found)
    }

    /// The median that is aimed at by the median that it is, at most 1.
    pub fn cycle_time(&self, target: f64, least: u64) -> Result<Found, &'static str> {
        self.known()?;
        let mut times: Vec<f64> = self.cases.iter().filter_map(|case| case.sojourn()).map(|time| time as f64).collect();
        let n = times.len() as u64;
        let value = quantile(&mut times, 0.5).map(|actual| if actual > target { target / actual } else { 1.0 });
        let measure = Measure::told(Unit::Share, n, QUANTILE_MIN.max(least), value);
        Ok(Found { measure, sample: Sample::Fixed, census: false })
    }

    /// How much of the time of cases work waited on the critical path after it went from somebody to somebody else who works at
    /// another level of the organisation.
    pub fn across_levels(&self, ledger: &Ledger, levels: &BTreeMap<String, u32>) -> Result<Found, &'static str> {
        if levels.is_empty() {
            return Err("needs-departments");
        }
        let level = |actor: u32| levels.get(ledger.actor(actor)?);
        self.ratio(|case| {
            let rows = ledger.rows_of(case);
            let rows = rows.iter().filter_map(|row| ledger.row(*row));
            let mut people: Vec<_> = rows
                .filter(|row| row.critical > 0 && ledger.nature(row.place) == Nature::Human && row.actor != NO_NAME)
                .collect();
            people.sort_by_key(|row| row.enabled);
            let crosses = |pair: &&[&super::Row]| {
                pair[0].actor != pair[1].actor
                    && level(pair[0].actor).zip(level(pair[1].actor)).is_some_and(|(from, to)| from != to)
            };
            let waited = |pair: &[&super::Row]| pair[1].times().wait.unwrap_or(0).min(pair[1].critical) as f64;
            let waits = people.windows(2).filter(crosses).map(waited).sum();
            (waits, case.sojourn().unwrap_or(0) as f64)
        })
    }
}

fn ratio_of(days: Vec<(f64, f64)>, n: u64) -> Found {
    let (above, below) = days.iter().fold((0.0, 0.0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
    let value = (below > 0.0).then(|| above / below);
    Found { measure: Measure::told(Unit::Share, n, 1, value), sample: Sample::Ratio(days), census: false }
}

impl Ledger {
    /// New versions whose first 30 days ended in the window, without having been taken back, and without more instances with
    /// incidents than in the 30 days before (Fisher's test, 5 %; at least 20 instances on both sides, else there is no rise to
    /// be seen). The first version of a process is new to nobody.
    pub(super) fn version_quality(&self, ask: &Ask, releases: &[Release]) -> Result<Found, &'static str> {
        let watched = |release: &&Release| (ask.from..ask.until).contains(&(release.at + VERSION_WATCH_MS));
        let mut counted = (0, 0);
        for (index, release) in releases.iter().enumerate().skip(1).filter(|(_, release)| watched(release)) {
            let until = release.at + VERSION_WATCH_MS;
            let taken_back = releases[index + 1..].iter().any(|later| later.back && later.at < until);
            let stuck = |version: Option<u32>, from: i64, until: i64| {
                let asked = Ask { process: ask.process.clone(), version, from, until, ..Ask::default() };
                if !self.holds(&asked) {
                    return Err("held-as-sums");
                }
                let cases = self.cases(&asked, self.extent());
                let cases: Vec<_> = cases.into_iter().filter_map(|case| self.case(case)).collect();
                Ok((cases.iter().filter(|case| case.incidents > 0).count() as u64, cases.len() as u64))
            };
            let new = stuck(Some(release.version), release.at, until)?;
            let old = stuck(None, release.at - VERSION_WATCH_MS, release.at)?;
            let rose = new.1 >= COMPONENT_MIN && old.1 >= COMPONENT_MIN && {
                let table = Table { a: new.0, b: new.1 - new.0, c: old.0, d: old.1 - old.0 };
                new.0 * old.1 > old.0 * new.1 && table.fisher() < RISE_P
            };
            counted = (counted.0 + u64::from(!taken_back && !rose), counted.1 + 1);
        }
        if counted.1 == 0 {
            return Err("needs-releases");
        }
        let found = Found::census(counted.0, counted.1);
        debug_assert!(found.measure.state == Standing::Measured);
        Ok(found)
    }
}
