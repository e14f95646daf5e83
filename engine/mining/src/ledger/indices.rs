//! The indices of execution efficiency, management quality and tiered management: from what the ledger knows, and from the
//! [facts](IndexFacts) that only its owner knows. A component that cannot be known is said to be unavailable, with the reason;
//! nothing stands in for it.
use super::Ledger;
use super::ask::{Ask, AskError};
use super::finding::{ComponentAnswer, IndexAnswer};
use super::index_parts::{Days, Found};
use super::measured::{Measure, Standing, Unit};
use crate::watch::index::{Definition, Index, Measured};
use crate::watch::index_settings::{ComponentLine, IndexSettings};
use crate::watch::interval::{Bounded, Component, Sample, bounded};
use std::collections::BTreeMap;
use std::sync::Arc;
use weir_core::calendar::WorkCalendar;

/// On how many cases each side rests where two are compared.
pub const COMPONENT_MIN: u64 = 20;
/// How long a new version is watched: 30 days.
pub const VERSION_WATCH_MS: i64 = 30 * crate::aggregate::DAY_MS;

/// What stands beside the history and indices need. What nobody can know is an error with a stable code.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexFacts {
    /// Planned leaf processes around the process: those that are deployed, and all.
    pub planned: Result<(u64, u64), &'static str>,
    /// Nodes of the landscape around it: those with an owner and an indicator, and all.
    pub owned: Result<(u64, u64), &'static str>,
    /// The median that somebody aims at, ms.
    pub cycle_target: Result<f64, &'static str>,
    /// For each release in the window how long it took from the first change of its draft, ms.
    pub lead_times: Result<Vec<i64>, &'static str>,
    /// At which level of the organisation each person works.
    pub levels: BTreeMap<String, u32>,
    /// All releases, the oldest first.
    pub releases: Vec<Release>,
    /// Alerts of the process that opened in the window: when, ms, and were they taken on and well again in time? One of which
    /// that is not known yet is not among them.
    pub alerts: Vec<(i64, bool)>,
    /// The activities of the process that rules of duties keep apart, pair by pair.
    pub pairs: Vec<(String, String)>,
    /// When people work, where there is one calendar for all: efficiency is of working time then.
    pub calendar: Option<Arc<WorkCalendar>>,
    /// What it is scored by.
    pub settings: IndexSettings,
    /// Now, ms: what has still time is judged by nobody.
    pub now: i64,
}

/// A version that was put to work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// Which.
    pub version: u32,
    /// When, ms.
    pub at: i64,
    /// Is it the model of an earlier version again, other than the one before it?
    pub back: bool,
}

impl Default for IndexFacts {
    fn default() -> Self {
        IndexFacts {
            planned: Err("needs-landscape"),
            owned: Err("needs-landscape"),
            cycle_target: Err("needs-cycle-target"),
            lead_times: Err("needs-drafts"),
            levels: BTreeMap::new(),
            releases: vec![],
            alerts: vec![],
            pairs: vec![],
            calendar: None,
            settings: IndexSettings::default(),
            now: i64::MAX,
        }
    }
}

impl Ledger {
    /// The three indices of the cases of a question.
    pub fn indices(&self, ask: &Ask, facts: &IndexFacts) -> Result<Vec<IndexAnswer>, AskError> {
        let days = Days::of(self, ask)?;
        let one = |index: Index| {
            let found: Vec<Result<Found, &'static str>> = index
                .components()
                .iter()
                .map(|definition| self.component(definition.code, ask, &days, facts))
                .collect();
            let settings = &facts.settings;
            let scored = index.components().iter().zip(&found);
            let parts: Vec<Component> = scored.map(|(of, found)| part(of, found.as_ref().ok(), settings)).collect();
            // The same question gives the same bounds.
            let key = [index as u64, ask.from as u64, ask.until as u64];
            let (parts, count) = within_history(parts, days.count);
            answer(index, found, &bounded(&parts, settings.least, count, &key), settings)
        };
        Ok([Index::TieredManagement, Index::Execution, Index::Quality].into_iter().map(one).collect())
    }

    fn component(&self, code: &str, ask: &Ask, days: &Days<'_>, facts: &IndexFacts) -> Result<Found, &'static str> {
        match code {
            "planned-to-executable" => facts.planned.map(|(part, all)| Found::census(part, all)),
            "ownership-and-indicators" => facts.owned.map(|(part, all)| Found::census(part, all)),
            "level-fit-of-approvals" => days.level_fit(self, ask, facts),
            "cross-level-handover" => days.across_levels(self, &facts.levels),
            "escalation-closure" => Ok(days.of_moments(&self.escalated(ask, facts))),
            "change-lead-time" => facts.lead_times.clone().map(Found::lead_time),
            "on-time-rate" => {
                days.share(|case| (u64::from(case.due.1 == 0 && case.due.0 > 0), u64::from(case.due.0 > 0)))
            }
            "flow-time-efficiency" => days.efficiency(self, facts.calendar.as_deref()),
            "normalised-cycle-time" => days.cycle_time(facts.cycle_target?, facts.settings.least),
            "throughput-balance" => days.balance(self, ask),
            "automation-rate" => {
                days.share(|case| (u64::from(case.work.1), u64::from(case.work.0) + u64::from(case.work.1)))
            }
            "first-pass-yield" => days.share(|case| (u64::from(case.excess == 0 && case.incidents == 0), 1)),
            "rule-conformance" => days.conforming(self, ask, &facts.settings.rules),
            "return-and-reject-rate" => days.share(|case| (u64::from(case.decided.1), u64::from(case.decided.0))),
            "incident-and-intervention-rate" => {
                days.share(|case| (u64::from(case.incidents + case.interventions > 0), 1))
            }
            "segregation-of-duties" => days.kept_apart(self, ask, &facts.pairs),
            "data-completeness" => days.share(|case| (u64::from(case.fields.1), u64::from(case.fields.0))),
            "version-quality" => self.version_quality(ask, &facts.releases),
            "alert-handling" => Ok(days.of_moments(&facts.alerts)),
            _ => Err("unknown-component"),
        }
    }
}

/// A component as it is scored; one that is not known rests on nothing.
fn part(of: &Definition, found: Option<&Found>, settings: &IndexSettings) -> Component {
    let ComponentLine { weight, floor, target } = settings.line(of.code);
    let measured = |value: f64, n: u64| Measured { value, floor, target, weight, n };
    match found {
        Some(Found { measure, sample, census }) if measure.state == Standing::Measured => {
            // A census is not a sample: it is sure however few there are.
            let n = if *census && measure.n > 0 { settings.least } else { measure.n };
            Component { measured: measured(measure.value.unwrap_or(f64::NAN), n), sample: sample.clone() }
        }
        _ => Component { measured: measured(f64::NAN, 0), sample: Sample::Fixed },
    }
}

/// The days from the first on which anything happened until the last: before a process was there it had no days, and drawing them
/// by the thousand, where somebody asks for years, says nothing of those that it had.
fn within_history(mut parts: Vec<Component>, count: usize) -> (Vec<Component>, usize) {
    let happened = |day: &usize| {
        parts.iter().any(|part| match &part.sample {
            Sample::Share(days) => days.get(*day).is_some_and(|of| of.1 > 0),
            Sample::Ratio(days) => days.get(*day).is_some_and(|of| of.0 != 0.0 || of.1 != 0.0),
            Sample::Fixed => false,
        })
    };
    let (Some(first), Some(last)) = ((0..count).find(happened), (0..count).rfind(happened)) else {
        return (parts, count);
    };
    for part in &mut parts {
        match &mut part.sample {
            Sample::Share(days) => *days = days[first..=last].to_vec(),
            Sample::Ratio(days) => *days = days[first..=last].to_vec(),
            Sample::Fixed => {}
        }
    }
    (parts, last - first + 1)
}

fn answer(
    index: Index,
    found: Vec<Result<Found, &'static str>>,
    bounded: &Bounded,
    settings: &IndexSettings,
) -> IndexAnswer {
    let definitions = index.components();
    let told = definitions.iter().zip(found).enumerate().map(|(at, (definition, found))| {
        let ComponentLine { weight, floor, target } = settings.line(definition.code);
        let why = found.as_ref().err().copied();
        // What rests on too few is said to: it is shown with its n, and not as a number that counts.
        let told = |found: Found| if found.census { found.measure } else { found.measure.at_least(settings.least) };
        let mut value = found.map_or_else(|_| Measure::unavailable(Unit::Share), told);
        if let Some(bounds) = bounded.components[at].filter(|_| value.low.is_none() && value.value.is_some()) {
            (value.low, value.high) = (Some(bounds.low), Some(bounds.high));
        }
        ComponentAnswer {
            code: definition.code,
            weight,
            value,
            floor: why.is_none().then_some(floor),
            target: why.is_none().then_some(target),
            score: bounded.scored.scores[at],
            why,
        }
    });
    IndexAnswer {
        index: name(index),
        value: bounded.scored.index,
        least: settings.least,
        weakest: bounded.scored.weakest.map(|at| definitions[at].code),
        components: told.collect(),
        low: bounded.index.map(|index| index.low),
        high: bounded.index.map(|index| index.high),
    }
}

fn name(index: Index) -> &'static str {
    match index {
        Index::TieredManagement => "tieredManagement",
        Index::Execution => "execution",
        Index::Quality => "quality",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_before_anything_happened_and_after_it_are_none() {
        let measured = Measured { value: 0.5, floor: 0.0, target: 1.0, weight: 1.0, n: 30 };
        let part = |sample| Component { measured, sample };
        let shares = vec![(0, 0), (0, 0), (1, 2), (0, 0), (0, 0)];
        let ratios = vec![(0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (2.0, 4.0), (0.0, 0.0)];
        let all = vec![part(Sample::Share(shares)), part(Sample::Fixed), part(Sample::Ratio(ratios))];
        let (told, days) = within_history(all, 5);
        assert_eq!(days, 2);
        assert_eq!(told[0].sample, Sample::Share(vec![(1, 2), (0, 0)]));
        assert_eq!(told[2].sample, Sample::Ratio(vec![(0.0, 0.0), (2.0, 4.0)]));
        let nothing = vec![part(Sample::Share(vec![(0, 0); 3]))];
        assert_eq!(within_history(nothing.clone(), 3), (nothing, 3));
    }
}
