//! Is a variant better? The same random numbers, replication by replication, and the differences of pairs.
use crate::estimate::Estimate;
use crate::measure::Measured;
use crate::model::Model;
use crate::outcome::Outcome;
use crate::refusal::Refusal;
use crate::run::{Options, Progress, Simulation, all};
use crate::scenario::Scenario;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use weir_mining::statistics::quantile;

/// Fewer pairs are not enough for a verdict.
pub const PAIRS_MIN: u32 = 30;
/// By how much, in percent, a figure that is not the wanted one may get worse.
pub const GUARD_PERCENT: f64 = 2.0;

/// What scenarios are compared by. Of all of them less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Metric {
    /// The mean time of a case, ms.
    Time,
    /// The 90th percentile of the time, ms.
    TimeP90,
    /// The mean wait of a case for people, batches and without a cause, ms.
    Waiting,
    /// The mean work on a case, ms.
    Work,
    /// The mean cost of a case.
    Cost,
    /// The share of cases that do not end, in percent.
    Unfinished,
}

impl Metric {
    /// All of them.
    pub const ALL: [Metric; 6] =
        [Metric::Time, Metric::TimeP90, Metric::Waiting, Metric::Work, Metric::Cost, Metric::Unfinished];

    /// Its value in a replication; none where no counted case ended.
    pub fn of(self, measured: &Measured) -> Option<f64> {
        let counted = measured.sojourn.len();
        let over = |sum: f64| (counted > 0).then(|| sum / counted as f64);
        match self {
            Metric::Time => measured.mean_sojourn(),
            Metric::TimeP90 => quantile(&mut measured.sojourn.clone(), 0.9),
            Metric::Waiting => over(measured.steps.values().map(|s| s.queue + s.batching + s.extraneous).sum()),
            Metric::Work => over(measured.steps.values().map(|s| s.service).sum()),
            Metric::Cost => measured.mean_cost(),
            Metric::Unfinished => {
                let open = measured.started - measured.ended;
                (measured.started > 0).then(|| 100.0 * open as f64 / measured.started as f64)
            }
        }
    }
}

/// How a variant differs in one figure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// The mean of the baseline.
    pub baseline: f64,
    /// The mean of the variant.
    pub variant: f64,
    /// Variant − baseline, by pairs.
    pub difference: Estimate,
    /// The difference in percent of the baseline; none where that is 0.
    pub percent: Option<f64>,
}

impl Difference {
    /// Does the interval lie wholly below 0?
    pub fn is_gain(&self) -> bool {
        self.difference.high.is_some_and(|high| high < 0.0)
    }

    /// Is it worse by more than a guard allows? Where the baseline is 0 anything above it is.
    pub fn is_worse(&self) -> bool {
        self.percent.map_or(self.difference.mean > 0.0, |percent| percent > GUARD_PERCENT)
    }
}

/// What is to be said of a variant.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Judged {
    /// What came of it.
    pub outcome: Outcome,
    /// How it differs.
    pub differences: BTreeMap<Metric, Difference>,
    /// Is it better in what was wanted, and not worse in anything else?
    pub accept_ready: bool,
    /// Why not.
    pub reasons: Vec<String>,
}

/// A row of the table of time and cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ParetoRow {
    /// The scenario.
    pub scenario: String,
    /// The mean time of a case, ms.
    pub time: Option<f64>,
    /// The mean cost of a case.
    pub cost: Option<f64>,
    /// A scenario that is better in one of them and not worse in the other.
    pub dominated_by: Option<String>,
}

/// What is to be said of all.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// What was wanted to become less.
    pub wanted: Metric,
    /// What came of the baseline.
    pub baseline: Outcome,
    /// The variants.
    pub variants: Vec<Judged>,
    /// All by time and cost.
    pub pareto: Vec<ParetoRow>,
}

/// Compares variants with a baseline, each with its model: a variant may be another file. What is wanted is less
/// [`Metric::Time`].
pub fn compare(
    baseline: (&Model, &Scenario),
    variants: &[(&Model, &Scenario)],
    options: &Options,
) -> Result<Verdict, Vec<Refusal>> {
    compare_watched(baseline, variants, options, Metric::Time, &mut |_, _| true)
}

/// The same for any figure that is wanted to become less, with somebody who hears how far it is (which scenario, from 0
/// for the baseline) and may end it by answering false.
pub fn compare_watched(
    baseline: (&Model, &Scenario),
    variants: &[(&Model, &Scenario)],
    options: &Options,
    wanted: Metric,
    watcher: &mut dyn FnMut(usize, Progress) -> bool,
) -> Result<Verdict, Vec<Refusal>> {
    let mut measured = vec![];
    // All are looked at before the first is run: a scenario that is refused costs no time.
    let simulations: Vec<Simulation> = std::iter::once(&baseline)
        .chain(variants)
        .map(|(model, scenario)| Simulation::new(model, scenario, options))
        .collect::<Result<_, _>>()?;
    for (number, simulation) in simulations.iter().enumerate() {
        let all = all(simulation, &mut |progress| watcher(number, progress))?;
        measured.push((simulation.outcome(&all), all));
    }
    Ok(judge(wanted, measured))
}

/// The verdict on what was measured: the baseline first, each with its replications in the same order.
pub fn judge(wanted: Metric, measured: Vec<(Outcome, Vec<Measured>)>) -> Verdict {
    judge_each(wanted, measured, |_| true)
}

/// The same where not every variant is there to make something less: `gains` says it of each, from 0. What only lowers a
/// risk is ready when it makes nothing worse.
pub fn judge_each(wanted: Metric, measured: Vec<(Outcome, Vec<Measured>)>, gains: impl Fn(usize) -> bool) -> Verdict {
    let pareto = pareto(&measured);
    let mut all = measured.into_iter();
    let (baseline, pairs) = all.next().unwrap_or_else(|| (Outcome::of("", 0, &[]), vec![]));
    let one = |(number, (outcome, of)): (usize, (Outcome, Vec<Measured>))| {
        judged(Some(wanted).filter(|_| gains(number)), outcome, &pairs, &of)
    };
    let variants = all.enumerate().map(one).collect();
    Verdict { wanted, baseline, variants, pareto }
}

fn judged(wanted: Option<Metric>, outcome: Outcome, baseline: &[Measured], variant: &[Measured]) -> Judged {
    let mut differences = BTreeMap::new();
    for metric in Metric::ALL {
        let pairs = baseline.iter().zip(variant).filter_map(|(b, v)| Some((metric.of(b)?, metric.of(v)?)));
        let pairs: Vec<(f64, f64)> = pairs.collect();
        let Some(difference) = Estimate::of(&pairs.iter().map(|(b, v)| v - b).collect::<Vec<f64>>()) else { continue };
        let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / pairs.len() as f64;
        let (before, after) = (mean(|pair| pair.0), mean(|pair| pair.1));
        let percent = (before != 0.0).then(|| 100.0 * difference.mean / before);
        differences.insert(metric, Difference { baseline: before, variant: after, difference, percent });
    }
    let mut reasons = vec![];
    if baseline.len().min(variant.len()) < PAIRS_MIN as usize {
        reasons.push(format!("fewer than {PAIRS_MIN} pairs of replications"));
    }
    match wanted.and_then(|wanted| Some((wanted, differences.get(&wanted)?))) {
        None if wanted.is_some() || differences.is_empty() => reasons.push("no counted case ended".to_owned()),
        Some((wanted, found)) if !found.is_gain() => {
            reasons.push(format!("{wanted:?}: the interval does not lie below 0"));
        }
        _ => {}
    }
    for (metric, found) in differences.iter().filter(|(metric, found)| Some(**metric) != wanted && found.is_worse()) {
        let by = found.percent.map_or_else(|| format!("{:.3}", found.difference.mean), |p| format!("{p:.1} %"));
        reasons.push(format!("{metric:?}: worse by {by}, more than {GUARD_PERCENT} %"));
    }
    Judged { outcome, differences, accept_ready: reasons.is_empty(), reasons }
}

fn pareto(measured: &[(Outcome, Vec<Measured>)]) -> Vec<ParetoRow> {
    let figures: Vec<(String, Option<f64>, Option<f64>)> = measured
        .iter()
        .map(|(o, _)| (o.scenario.clone(), o.time.map(|time| time.mean), o.cost.map(|cost| cost.mean)))
        .collect();
    let dominates = |one: &(String, Option<f64>, Option<f64>), other: &(String, Option<f64>, Option<f64>)| {
        let (Some(time), Some(cost), Some(their_time), Some(their_cost)) = (one.1, one.2, other.1, other.2) else {
            return false;
        };
        time <= their_time && cost <= their_cost && (time < their_time || cost < their_cost)
    };
    let row = |own: &(String, Option<f64>, Option<f64>)| {
        let by = figures.iter().find(|other| dominates(other, own)).map(|other| other.0.clone());
        ParetoRow { scenario: own.0.clone(), time: own.1, cost: own.2, dominated_by: by }
    };
    figures.iter().map(row).collect()
}
