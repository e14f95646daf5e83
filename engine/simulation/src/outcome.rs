//! What replications say together: means with intervals.
use crate::estimate::Estimate;
use crate::measure::{Measured, StepMeasure};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use weir_mining::statistics::quantile;

/// What came of a scenario. Times are ms.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// The name of the scenario.
    pub scenario: String,
    /// Its seed.
    pub seed: u64,
    /// How many replications.
    pub replications: usize,
    /// How many cases began in all of them.
    pub cases: u64,
    /// How many ended.
    pub ended: u64,
    /// From begin to end of a case: mean, median, 90th and 95th percentile. None where no counted case ended.
    pub time: Option<Estimate>,
    /// The median.
    pub time_p50: Option<Estimate>,
    /// The 90th percentile.
    pub time_p90: Option<Estimate>,
    /// The 95th percentile.
    pub time_p95: Option<Estimate>,
    /// What a case costs.
    pub cost: Option<Estimate>,
    /// How many cases end in an hour.
    pub throughput: Option<Estimate>,
    /// How many cases are open on average.
    pub open_cases: Option<Estimate>,
    /// Work, by element.
    pub steps: BTreeMap<String, StepOutcome>,
    /// The share of their time in which people work.
    pub people: BTreeMap<String, Estimate>,
    /// What cases that did not end wait for.
    pub open: BTreeMap<String, u64>,
    /// Incidents.
    pub stuck: BTreeMap<String, u64>,
    /// How many of the cases that were open before it began have ended; none where it began with nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub live_ended: Option<Estimate>,
    /// Events of the core.
    pub events: u64,
    /// Visits of elements.
    pub visits: u64,
}

/// What came of an element, each time it was done; ms.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StepOutcome {
    /// How often in a case.
    pub per_case: Option<Estimate>,
    /// The wait that has no cause in the model.
    pub extraneous: Option<Estimate>,
    /// The wait for a batch.
    pub batching: Option<Estimate>,
    /// The wait for somebody.
    pub queue: Option<Estimate>,
    /// Work.
    pub service: Option<Estimate>,
    /// Cost.
    pub cost: Option<Estimate>,
    /// The share that was done after its due date.
    pub late: Option<Estimate>,
}

impl Outcome {
    /// Of these replications.
    pub fn of(scenario: &str, seed: u64, measured: &[Measured]) -> Outcome {
        let estimate =
            |of: &dyn Fn(&Measured) -> Option<f64>| Estimate::of(&measured.iter().filter_map(of).collect::<Vec<f64>>());
        let sum = |of: fn(&Measured) -> u64| measured.iter().map(of).sum();
        let steps: BTreeSet<&String> = measured.iter().flat_map(|m| m.steps.keys()).collect();
        let people: BTreeSet<&String> = measured.iter().flat_map(|m| m.people.keys()).collect();
        Outcome {
            scenario: scenario.to_owned(),
            seed,
            replications: measured.len(),
            cases: sum(|m| m.started),
            ended: sum(|m| m.ended),
            time: estimate(&Measured::mean_sojourn),
            time_p50: estimate(&|m| quantile(&mut m.sojourn.clone(), 0.5)),
            time_p90: estimate(&|m| quantile(&mut m.sojourn.clone(), 0.9)),
            time_p95: estimate(&|m| quantile(&mut m.sojourn.clone(), 0.95)),
            cost: estimate(&Measured::mean_cost),
            throughput: estimate(&|m| (m.span > 0.0).then(|| m.ended as f64 / m.span * 3_600_000.0)),
            open_cases: estimate(&|m| (m.span > 0.0).then(|| m.presence / m.span)),
            steps: steps.into_iter().map(|id| (id.clone(), StepOutcome::of(id, measured))).collect(),
            people: people.into_iter().filter_map(|id| Some((id.clone(), estimate(&|m| m.utilisation(id))?))).collect(),
            open: added(measured, |m| &m.open),
            stuck: added(measured, |m| &m.stuck),
            live_ended: estimate(&|m| {
                (!m.live.is_empty()).then(|| m.live.iter().filter(|end| end.is_some()).count() as f64)
            }),
            events: sum(|m| m.events),
            visits: sum(|m| m.visits),
        }
    }
}

impl StepOutcome {
    fn of(id: &str, measured: &[Measured]) -> StepOutcome {
        let of = |part: fn(&StepMeasure) -> f64| {
            Estimate::of(&measured.iter().filter_map(|m| m.of_step(id, part)).collect::<Vec<f64>>())
        };
        let per_case = measured
            .iter()
            .filter(|m| !m.sojourn.is_empty())
            .map(|m| m.steps.get(id).map_or(0.0, |step| step.count as f64) / m.sojourn.len() as f64);
        StepOutcome {
            per_case: Estimate::of(&per_case.collect::<Vec<f64>>()),
            extraneous: of(|step| step.extraneous),
            batching: of(|step| step.batching),
            queue: of(|step| step.queue),
            service: of(|step| step.service),
            cost: of(|step| step.cost),
            late: of(|step| step.late as f64),
        }
    }
}

fn added(measured: &[Measured], of: impl Fn(&Measured) -> &BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    let mut all = BTreeMap::new();
    for (name, count) in measured.iter().flat_map(of) {
        *all.entry(name.clone()).or_insert(0) += count;
    }
    all
}
