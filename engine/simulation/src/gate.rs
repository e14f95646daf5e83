//! The as-is gate: would the simulation have told the last weeks right, had it known only what came before?
//!
//! What is learned from the older part of a history is run at the real arrivals of the rest, and held against it. What
//! fails is no proof of anything: a suggestion that rests on it stays unverified. Like is held against like: the history is
//! of one regime ([`mod@crate::regime`]), and of the simulation too only those cases count that ended before the log does,
//! because the last to begin are in a log only where they were quick. And it is the simulation that is judged, not the luck of
//! its numbers: it is run until its mean is known, each case of the past is dealt once before any comes again (the balanced
//! bootstrap of Davison, Hinkley and Schechtman, Biometrika 73, 1986), and distances are those of all replications together.
use crate::calibrate::{Elements, Learn, WEEK, calibrate, replay};
use crate::distance::{Shape, View, of_hours, of_sequences};
use crate::estimate::Estimate;
use crate::model::Model;
use crate::refusal::Refusal;
use crate::run::{Options, Progress, Simulation, cancelled};
use crate::scenario::{Scenario, check};
use serde::Serialize;
use weir_core::Timestamp;
use weir_mining::log::{Log, NO_TIME, of_cases};
use weir_mining::statistics::quantile;

/// By how much the mean time may be off, in percent.
pub const MEAN_PERCENT: f64 = 10.0;
/// The same for the 90th percentile.
pub const P90_PERCENT: f64 = 15.0;
/// The last weeks are held out.
const HELD_OUT: i64 = 2 * WEEK;
/// Before them so much is run to fill the queues.
const WARM_UP: i64 = 2 * WEEK;
/// By how much the share of cases that ended before the log does may be off, in percent.
pub const ENDED_PERCENT: f64 = 10.0;
/// At least so many replications.
const REPLICATIONS_LEAST: u32 = 10;
/// At most.
pub const GATE_REPLICATIONS_MAX: u32 = 100;
/// It is run until the 95 % interval of its mean reaches no further to either side, in percent: a fifth of what that may be off.
const ERROR_PERCENT: f64 = MEAN_PERCENT / 5.0;
/// A history must reach back so far: two weeks to learn from, two to hold out. It may begin and end with days on which
/// nobody works.
pub const DAYS_MIN: i64 = 24;

/// One figure that was held against the real one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GateFigure {
    /// Which: `timeMean`, `timeP90`, `ended`, `sequences`, `hourOfWeek`.
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
    /// It was learned from cases that began from here on.
    #[serde(with = "weir_core::time::rfc3339")]
    pub from: Timestamp,
    /// And before here; from here on they are held out.
    #[serde(with = "weir_core::time::rfc3339")]
    pub cut: Timestamp,
}

/// Judges a model with its history. What the given scenario says is used as it is; of the options the seed is.
pub fn gate(
    model: &Model,
    log: &Log,
    given: &Scenario,
    learn: &Learn,
    options: &Options,
    watcher: &mut dyn FnMut(Progress) -> bool,
) -> Result<Gate, Vec<Refusal>> {
    let history = History::of(log)?;
    let (starts, cut) = (&history.starts, history.cut);
    let before = of_cases(log, |case| starts[case].is_some_and(|at| at < cut) && log.is_finished(case));
    let mut base = given.clone();
    base.arrivals = None;
    let mut scenario = calibrate(model, &before, &base, learn)?;
    let mut times: Vec<i64> = starts.iter().flatten().copied().filter(|at| *at >= cut - WARM_UP).collect();
    times.sort_unstable();
    let warm_up = times.partition_point(|at| *at < cut);
    scenario.start = Timestamp(times[0]);
    scenario.arrivals = Some(replay(&times));
    (scenario.cases, scenario.warm_up) = (Some(times.len() as u64), Some(warm_up as u64));
    let options =
        Options { replications: GATE_REPLICATIONS_MAX, keep_log: true, live: vec![], until: None, ..*options };
    let simulation = Simulation::new(model, &scenario, &options)?.dealt();

    let processes = model.compiled();
    let elements = Elements::new(&processes, log);
    let real = history.view(&elements, cut, i64::MAX);
    let held = starts.iter().flatten().filter(|at| **at >= cut).count();
    let zone = check::zone(&scenario);
    let of_real = Figures::of(&real, held);
    let (mut simulated, mut all) = (vec![], Shape::empty());
    for replications in 0..GATE_REPLICATIONS_MAX {
        let mut tell = |cases| watcher(Progress { replications, of: GATE_REPLICATIONS_MAX, cases });
        if !tell(0) {
            return Err(vec![cancelled()]);
        }
        let one = simulation.replication(replications, &mut tell).map_err(|refusal| vec![refusal])?;
        let Some(log) = &one.log else { continue };
        let elements = Elements::new(&processes, log);
        let counts = |case: &usize| log.cases[*case].parse::<usize>().is_ok_and(|number| number >= warm_up);
        let in_time =
            |case: &usize| log.is_finished(*case) && log.span(*case).is_some_and(|(_, until)| until <= history.end);
        let cases = (0..log.case_count()).filter(counts).filter(in_time).collect();
        let view = View { log, elements: &elements, cases };
        simulated.push(Figures::of(&view, held));
        all.add(&view, &zone);
        if replications + 1 >= REPLICATIONS_LEAST && is_known(&simulated) {
            break;
        }
    }
    let mean = |of: fn(&Figures) -> Option<f64>| {
        let known: Vec<f64> = simulated.iter().filter_map(of).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    };
    let weeks: Vec<Shape> = history.weeks(&elements).iter().map(|week| Shape::of(week, &zone)).collect();
    let most = |distance: fn(&Shape, &Shape) -> f64| {
        weeks.windows(2).map(|pair| distance(&pair[0], &pair[1])).fold(0.0, f64::max)
    };
    let shape = Shape::of(&real, &zone);
    let figures = vec![
        share("timeMean", of_real.mean.unwrap_or(0.0), mean(|of| of.mean), MEAN_PERCENT),
        share("timeP90", of_real.p90.unwrap_or(0.0), mean(|of| of.p90), P90_PERCENT),
        ended(of_real.ended, mean(|of| Some(of.ended))),
        distance("sequences", of_sequences(&all, &shape), most(of_sequences)),
        distance("hourOfWeek", of_hours(&all, &shape), most(of_hours)),
    ];
    Ok(Gate {
        verified: figures.iter().all(|figure| figure.passes),
        figures,
        learned_from: before.case_count(),
        held_against: real.cases.len(),
        from: Timestamp(history.first),
        cut: Timestamp(cut),
    })
}

/// A history with what of it is learned from, and what is held out.
struct History<'a> {
    log: &'a Log,
    /// When each case began.
    starts: Vec<Option<i64>>,
    /// When the first did.
    first: i64,
    /// From here on cases are held out.
    cut: i64,
    /// When the last began.
    last: i64,
    /// What happened later is not in the log.
    end: i64,
}

impl<'a> History<'a> {
    fn of(log: &'a Log) -> Result<History<'a>, Vec<Refusal>> {
        let starts: Vec<Option<i64>> = (0..log.case_count()).map(|case| log.span(case).map(|span| span.0)).collect();
        let (first, last) = starts.iter().flatten().fold((i64::MAX, i64::MIN), |(f, l), at| (f.min(*at), l.max(*at)));
        if last.saturating_sub(first) < DAYS_MIN * (WEEK / 7) {
            let message = "the gate needs four weeks of history: two to learn from, and two to hold out".to_owned();
            return Err(vec![Refusal::new("simulation-too-little-history", None, message)]);
        }
        let times = [&log.enabled, &log.claimed, &log.started, &log.ended].into_iter().flatten().copied();
        let end = times.filter(|at| *at != NO_TIME).max().unwrap_or(last);
        Ok(History { log, starts, first, cut: last - HELD_OUT, last, end })
    }

    /// The finished cases that began in a window.
    fn view(&self, elements: &'a Elements, from: i64, until: i64) -> View<'a> {
        let within = |case: &usize| self.starts[*case].is_some_and(|at| (from..until).contains(&at));
        let cases = (0..self.log.case_count()).filter(|case| self.log.is_finished(*case)).filter(within).collect();
        View { log: self.log, elements, cases }
    }

    /// The weeks that are learned from, by whose differences the simulation is judged: as many stretches of the same length
    /// as they come to. Of one alone nobody knows how weeks differ, so that the two that are held out tell it.
    fn weeks(&self, elements: &'a Elements) -> Vec<View<'a>> {
        let whole = self.cut - self.first;
        let n = (whole as f64 / WEEK as f64).round() as i64;
        let stretches = |from: i64, length: i64, n: i64| {
            (0..n).map(move |at| (from + length * at / n, from + length * (at + 1) / n))
        };
        let all: Vec<(i64, i64)> = if n > 1 {
            stretches(self.first, whole, n).collect()
        } else {
            stretches(self.cut, self.last + 1 - self.cut, HELD_OUT / WEEK).collect()
        };
        all.into_iter().map(|(from, until)| self.view(elements, from, until)).collect()
    }
}

/// How long the cases of a view took, and the share of those that were begun.
struct Figures {
    mean: Option<f64>,
    p90: Option<f64>,
    ended: f64,
}

impl Figures {
    fn of(view: &View, begun: usize) -> Figures {
        let spans = view.cases.iter().filter_map(|case| view.log.span(*case));
        let mut sojourn: Vec<f64> = spans.map(|(from, until)| (until - from) as f64).collect();
        let mean = (!sojourn.is_empty()).then(|| sojourn.iter().sum::<f64>() / sojourn.len() as f64);
        Figures { mean, p90: quantile(&mut sojourn, 0.9), ended: 100.0 * view.cases.len() as f64 / begun.max(1) as f64 }
    }
}

/// Is the mean that the simulation tells known well enough?
fn is_known(simulated: &[Figures]) -> bool {
    let means: Vec<f64> = simulated.iter().filter_map(|of| of.mean).collect();
    Estimate::of(&means)
        .is_none_or(|mean| mean.high.is_some_and(|high| high - mean.mean <= mean.mean * ERROR_PERCENT / 100.0))
}

fn share(figure: &'static str, real: f64, simulated: Option<f64>, limit: f64) -> GateFigure {
    let off =
        simulated.filter(|_| real > 0.0).map_or(f64::INFINITY, |simulated| 100.0 * (simulated / real - 1.0).abs());
    GateFigure { figure, real: Some(real), simulated, off, limit, passes: off <= limit }
}

/// Of cases that were begun in the weeks that are held out, how many have ended.
fn ended(real: f64, simulated: Option<f64>) -> GateFigure {
    let off = simulated.map_or(f64::INFINITY, |simulated| (simulated - real).abs());
    GateFigure { figure: "ended", real: Some(real), simulated, off, limit: ENDED_PERCENT, passes: off <= ENDED_PERCENT }
}

fn distance(figure: &'static str, off: f64, limit: f64) -> GateFigure {
    GateFigure { figure, real: None, simulated: None, off, limit, passes: off <= limit }
}
