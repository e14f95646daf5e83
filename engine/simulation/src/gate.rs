//! The as-is gate: would the simulation have told the last weeks right, had it known only what came before?
//!
//! What is learned from the older part of a history is run at the real arrivals of the rest, and held against it. What
//! fails is no proof of anything: a suggestion that rests on it stays unverified.
use crate::calibrate::{Elements, Learn, WEEK, calibrate, replay};
use crate::distance::{View, of_hours, of_sequences};
use crate::model::Model;
use crate::refusal::Refusal;
use crate::run::{Options, Progress, Simulation, all};
use crate::scenario::{Scenario, check};
use serde::Serialize;
use weir_core::Timestamp;
use weir_mining::log::{ActivityInstance, Case, Log, LogBuilder, NO_NAME, NO_TIME};
use weir_mining::statistics::quantile;

/// By how much the mean time may be off, in percent.
pub const MEAN_PERCENT: f64 = 10.0;
/// The same for the 90th percentile.
pub const P90_PERCENT: f64 = 15.0;
/// The last weeks are held out.
const HELD_OUT: i64 = 2 * WEEK;
/// Before them so much is run to fill the queues.
const WARM_UP: i64 = 2 * WEEK;
/// A history must reach back so far: to learn from, and to see how weeks differ.
pub const WEEKS_MIN: i64 = 5;

/// One figure that was held against the real one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GateFigure {
    /// Which: `timeMean`, `timeP90`, `sequences`, `hourOfWeek`.
    pub figure: &'static str,
    /// What really was; of a distance nothing.
    pub real: Option<f64>,
    /// What the simulation says; of a distance nothing.
    pub simulated: Option<f64>,
    /// How far it is off: percent, a share, or hours.
    pub off: f64,
    /// How far it may be off.
    pub limit: f64,
    /// Is it near enough?
    pub passes: bool,
}

/// What the gate says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Gate {
    /// Are all figures near enough? Otherwise what rests on it is unverified.
    pub verified: bool,
    /// Each with its line.
    pub figures: Vec<GateFigure>,
    /// How many cases it was learned from, and how many it was held against.
    pub learned_from: usize,
    /// Held out.
    pub held_against: usize,
}

/// Judges a model with its history. What the given scenario says is used as it is.
pub fn gate(
    model: &Model,
    log: &Log,
    given: &Scenario,
    learn: &Learn,
    options: &Options,
    watcher: &mut dyn FnMut(Progress) -> bool,
) -> Result<Gate, Vec<Refusal>> {
    let starts: Vec<Option<i64>> = (0..log.case_count()).map(|case| log.span(case).map(|span| span.0)).collect();
    let (first, last) = starts.iter().flatten().fold((i64::MAX, i64::MIN), |(f, l), at| (f.min(*at), l.max(*at)));
    if last.saturating_sub(first) < WEEKS_MIN * WEEK {
        let message = format!("the gate needs {WEEKS_MIN} weeks of history: two to hold out, the rest to learn from");
        return Err(vec![Refusal::new("simulation-too-little-history", None, message)]);
    }
    let cut = last - HELD_OUT;
    let before = part(log, |case| starts[case].is_some_and(|at| at < cut) && log.is_finished(case));
    let mut base = given.clone();
    base.arrivals = None;
    let mut scenario = calibrate(model, &before, &base, learn)?;
    let mut times: Vec<i64> = starts.iter().flatten().copied().filter(|at| *at >= cut - WARM_UP).collect();
    times.sort_unstable();
    let warm_up = times.partition_point(|at| *at < cut);
    scenario.start = Timestamp(times[0]);
    scenario.arrivals = Some(replay(&times));
    (scenario.cases, scenario.warm_up) = (Some(times.len() as u64), Some(warm_up as u64));
    let simulation = Simulation::new(model, &scenario, &Options { keep_log: true, ..options.clone() })?;
    let measured = all(&simulation, watcher)?;

    let processes = model.compiled();
    let elements = Elements::new(&processes, log);
    let in_weeks = |from: i64, until: i64| View {
        log,
        elements: &elements,
        cases: (0..log.case_count())
            .filter(|case| starts[*case].is_some_and(|at| (from..until).contains(&at)) && log.is_finished(*case))
            .collect(),
    };
    let real = in_weeks(cut, i64::MAX);
    let mut sojourn: Vec<f64> =
        real.cases.iter().filter_map(|case| log.span(*case)).map(|(from, until)| (until - from) as f64).collect();
    let mean = sojourn.iter().sum::<f64>() / sojourn.len().max(1) as f64;
    let p90 = quantile(&mut sojourn, 0.9).unwrap_or(0.0);
    let outcome = simulation.outcome(&measured);
    let mut figures = vec![
        share("timeMean", mean, outcome.time.map(|time| time.mean), MEAN_PERCENT),
        share("timeP90", p90, outcome.time_p90.map(|time| time.mean), P90_PERCENT),
    ];
    let zone = check::zone(&scenario);
    let whole_weeks = (cut - first) / WEEK;
    let weeks: Vec<View> = (0..whole_weeks).map(|n| in_weeks(first + n * WEEK, first + (n + 1) * WEEK)).collect();
    let mut off = (0.0, 0.0);
    for one in &measured {
        let Some(log) = &one.log else { continue };
        let elements = Elements::new(&processes, log);
        let counts = |case: &usize| log.cases[*case].parse::<usize>().is_ok_and(|number| number >= warm_up);
        let view = View { log, elements: &elements, cases: (0..log.case_count()).filter(counts).collect() };
        off.0 += of_sequences(&view, &real) / measured.len() as f64;
        off.1 += of_hours(&view, &real, &zone) / measured.len() as f64;
    }
    let most = |distance: &dyn Fn(&View, &View) -> f64| {
        weeks.windows(2).map(|pair| distance(&pair[0], &pair[1])).fold(0.0, f64::max)
    };
    figures.push(distance("sequences", off.0, most(&of_sequences)));
    figures.push(distance("hourOfWeek", off.1, most(&|one, other| of_hours(one, other, &zone))));
    Ok(Gate {
        verified: figures.iter().all(|figure| figure.passes),
        figures,
        learned_from: before.case_count(),
        held_against: real.cases.len(),
    })
}

fn share(figure: &'static str, real: f64, simulated: Option<f64>, limit: f64) -> GateFigure {
    let off =
        simulated.filter(|_| real > 0.0).map_or(f64::INFINITY, |simulated| 100.0 * (simulated / real - 1.0).abs());
    GateFigure { figure, real: Some(real), simulated, off, limit, passes: off <= limit }
}

fn distance(figure: &'static str, off: f64, limit: f64) -> GateFigure {
    GateFigure { figure, real: None, simulated: None, off, limit, passes: off <= limit }
}

/// A log of some of its cases.
fn part(log: &Log, wanted: impl Fn(usize) -> bool) -> Log {
    let mut part = LogBuilder::default();
    for case in (0..log.case_count()).filter(|case| wanted(*case)) {
        let time = |at: i64| (at != NO_TIME).then_some(at);
        let attributes = |of: &weir_mining::log::Attributes, row: usize| {
            of.names().filter_map(|name| Some((name.to_owned(), of.value(name, row)?))).collect()
        };
        let rows = log.case(case).map(|row| ActivityInstance {
            key: row as u64,
            activity: log.activities.name(log.activity[row]).to_owned(),
            enabled: time(log.enabled[row]),
            claimed: time(log.claimed[row]),
            started: time(log.started[row]),
            ended: time(log.ended[row]),
            suspended: log.suspended[row],
            outcome: log.outcome[row],
            actor: (log.actor[row] != NO_NAME).then(|| log.actors.name(log.actor[row]).to_owned()),
            causes: log.causes_of(row).iter().map(|cause| u64::from(*cause)).collect(),
            intervention: log.intervention[row],
            incidents: log.incidents[row],
            attributes: attributes(&log.attributes, row),
        });
        let (process, version) = log.definitions[case].clone();
        let of = attributes(&log.case_attributes, case);
        let case = Case { id: log.cases[case].clone(), process, version, attributes: of, rows: rows.collect() };
        // It is a part of what was within the limits.
        let _ = part.case(case);
    }
    part.build()
}
