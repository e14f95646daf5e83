//! The indices of execution efficiency, management quality and tiered management: from what the ledger knows, and from the
//! [facts](IndexFacts) that only its owner knows. A component that cannot be known is said to be unavailable, with the reason;
//! nothing stands in for it.
use super::Ledger;
use super::ask::{Ask, AskError};
use super::finding::{ComponentAnswer, IndexAnswer};
use super::index_parts::{Days, Found};
use super::measured::{Measure, Standing, Unit};
use crate::watch::index::{Definition, Index, Measured};
use crate::watch::interval::{Bounded, Component, Sample, bounded};
use std::collections::BTreeMap;

/// On how many cases a component rests at least.
pub const COMPONENT_MIN: u64 = 20;
/// How long a new version is watched: 30 days.
pub const VERSION_WATCH_MS: i64 = 30 * crate::aggregate::DAY_MS;

/// Floor, at which the score is 0, and target, at which it is 1. Durations are in ms.
const LINES: [(&str, f64, f64); 14] = [
    ("planned-to-executable", 0.0, 1.0),
    ("ownership-and-indicators", 0.0, 1.0),
    ("cross-level-handover", 0.5, 0.05),
    ("change-lead-time", 60.0 * 86_400_000.0, 5.0 * 86_400_000.0),
    ("on-time-rate", 0.5, 0.95),
    ("flow-time-efficiency", 0.0, 0.5),
    ("normalised-cycle-time", 0.5, 1.0),
    ("throughput-balance", 0.5, 1.0),
    ("automation-rate", 0.0, 0.8),
    ("first-pass-yield", 0.5, 0.95),
    ("rule-conformance", 0.8, 1.0),
    ("return-and-reject-rate", 0.3, 0.02),
    ("incident-and-intervention-rate", 0.2, 0.0),
    ("segregation-of-duties", 0.9, 1.0),
];

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
    /// Escalations that were closed in time at the level that they were addressed to, and all.
    pub escalations: Result<(u64, u64), &'static str>,
    /// Alerts that were acknowledged and closed in time, and all.
    pub alerts: Result<(u64, u64), &'static str>,
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
            escalations: Err("needs-escalations"),
            alerts: Err("needs-alerts"),
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
            let parts: Vec<Component> =
                index.components().iter().zip(&found).map(|(of, found)| part(of, found.as_ref().ok())).collect();
            // The same question gives the same bounds.
            let key = [index as u64, ask.from as u64, ask.until as u64];
            answer(index, found, &bounded(&parts, COMPONENT_MIN, days.count, &key))
        };
        Ok([Index::TieredManagement, Index::Execution, Index::Quality].into_iter().map(one).collect())
    }

    fn component(&self, code: &str, ask: &Ask, days: &Days<'_>, facts: &IndexFacts) -> Result<Found, &'static str> {
        match code {
            "planned-to-executable" => facts.planned.map(|(part, all)| Found::census(part, all)),
            "ownership-and-indicators" => facts.owned.map(|(part, all)| Found::census(part, all)),
            "level-fit-of-approvals" => Err("needs-approval-levels"),
            "cross-level-handover" => days.across_levels(self, &facts.levels),
            "escalation-closure" => facts.escalations.map(|(part, all)| Found::census(part, all)),
            "change-lead-time" => facts.lead_times.clone().map(Found::lead_time),
            "on-time-rate" => {
                days.share(|case| (u64::from(case.due.1 == 0 && case.due.0 > 0), u64::from(case.due.0 > 0)))
            }
            "flow-time-efficiency" => days.ratio(|case| (case.busy as f64, case.sojourn().unwrap_or(0) as f64)),
            "normalised-cycle-time" => days.cycle_time(facts.cycle_target?),
            "throughput-balance" => days.balance(self, ask),
            "automation-rate" => {
                days.share(|case| (u64::from(case.work.1), u64::from(case.work.0) + u64::from(case.work.1)))
            }
            "first-pass-yield" => days.share(|case| (u64::from(case.excess == 0 && case.incidents == 0), 1)),
            "rule-conformance" => days.share(|case| (u64::from(case.interventions == 0), 1)),
            "return-and-reject-rate" => days.share(|case| (u64::from(case.decided.1), u64::from(case.decided.0))),
            "incident-and-intervention-rate" => {
                days.share(|case| (u64::from(case.incidents + case.interventions > 0), 1))
            }
            "segregation-of-duties" => days.own_decisions(self),
            "data-completeness" => Err("needs-required-fields"),
            "version-quality" => self.version_quality(ask, &facts.releases),
            "alert-handling" => facts.alerts.map(|(part, all)| Found::census(part, all)),
            _ => Err("unknown-component"),
        }
    }
}

fn lines(code: &str) -> (f64, f64) {
    LINES.into_iter().find(|(known, ..)| *known == code).map_or((0.0, 1.0), |(_, floor, target)| (floor, target))
}

/// A component as it is scored; one that is not known rests on nothing.
fn part(of: &Definition, found: Option<&Found>) -> Component {
    let (floor, target) = lines(of.code);
    let measured = |value: f64, n: u64| Measured { value, floor, target, weight: of.weight, n };
    match found {
        Some(Found { measure, sample, census }) if measure.state == Standing::Measured => {
            // A census is not a sample: it is sure however few there are.
            let n = if *census && measure.n > 0 { COMPONENT_MIN } else { measure.n };
            Component { measured: measured(measure.value.unwrap_or(f64::NAN), n), sample: sample.clone() }
        }
        _ => Component { measured: measured(f64::NAN, 0), sample: Sample::Fixed },
    }
}

fn answer(index: Index, found: Vec<Result<Found, &'static str>>, bounded: &Bounded) -> IndexAnswer {
    let definitions = index.components();
    let told = definitions.iter().zip(found).enumerate().map(|(at, (definition, found))| {
        let (floor, target) = lines(definition.code);
        let why = found.as_ref().err().copied();
        let mut value = found.map_or_else(|_| Measure::unavailable(Unit::Share), |found| found.measure);
        if let Some(bounds) = bounded.components[at].filter(|_| value.low.is_none() && value.value.is_some()) {
            (value.low, value.high) = (Some(bounds.low), Some(bounds.high));
        }
        ComponentAnswer {
            code: definition.code,
            weight: definition.weight,
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
        least: COMPONENT_MIN,
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
