//! Running a scenario: so many replications, each with random numbers of its own.
use crate::measure::Measured;
use crate::model::Model;
use crate::outcome::Outcome;
use crate::ready::Ready;
use crate::refusal::Refusal;
use crate::scenario::{CASES_MAX, Scenario};
use crate::world::{Live, World};
use serde::{Deserialize, Serialize};
use weir_core::Timestamp;

/// Fewer replications say too little of how far a figure may be off.
pub const REPLICATIONS_MIN: u32 = 2;
/// More would not be looked at.
pub const REPLICATIONS_MAX: u32 = 10_000;

/// How much is run.
#[derive(Debug, Clone)]
pub struct Options {
    /// The seed: the same gives the same result.
    pub seed: u64,
    /// How many replications.
    pub replications: u32,
    /// How many cases each has, where the scenario does not say it.
    pub cases: u64,
    /// Is every visit of every case kept? It takes memory, and time.
    pub keep_log: bool,
    /// What is open when it begins; then nothing is left out as warm-up.
    pub live: Vec<Live>,
    /// When the clock stops, whatever is open then; none is when everything is over.
    pub until: Option<Timestamp>,
}

impl Default for Options {
    fn default() -> Self {
        Options { seed: 1, replications: 30, cases: 10_000, keep_log: false, live: vec![], until: None }
    }
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Replications that are done.
    pub replications: u32,
    /// How many there are to be.
    pub of: u32,
    /// Cases that have ended in the replication that runs.
    pub cases: u64,
}

/// A scenario that was put to a model, ready to run. Replications are independent of each other: whoever has several
/// processors may run them side by side, and the result is the same.
#[derive(Debug)]
pub struct Simulation {
    ready: Ready,
    options: Options,
    cases: u64,
    warm_up: u64,
    dealt: bool,
}

impl Simulation {
    /// Puts a scenario to a model; all that is missing or contradicts itself is told at once.
    pub fn new(model: &Model, scenario: &Scenario, options: &Options) -> Result<Simulation, Vec<Refusal>> {
        let mut refusals = vec![];
        let cases = scenario.cases.unwrap_or(options.cases);
        if !(REPLICATIONS_MIN..=REPLICATIONS_MAX).contains(&options.replications) {
            let message =
                format!("{REPLICATIONS_MIN} to {REPLICATIONS_MAX} replications give an interval; 30 are usual");
            refusals.push(Refusal::new("simulation-too-few", None, message));
        }
        if scenario.cases.is_none() && !(1..=CASES_MAX).contains(&cases) {
            refusals.push(Refusal::new("simulation-limit", None, format!("a replication has 1 to {CASES_MAX} cases")));
        }
        if options.until.is_some_and(|until| until <= scenario.start) {
            let message = "it ends before it begins: let it go on beyond its start";
            refusals.push(Refusal::new("simulation-contradiction", None, message));
        }
        if scenario.arrivals.is_none() && options.live.is_empty() {
            let message = "say with `arrivals` when cases begin";
            refusals.push(Refusal::new("simulation-arrivals-missing", None, message));
        }
        let warm_up = if options.live.is_empty() { scenario.warm_up.unwrap_or(cases / 10) } else { 0 };
        match Ready::new(model, scenario) {
            Ok(ready) if refusals.is_empty() => {
                let warm_up = warm_up.min(cases.saturating_sub(1));
                Ok(Simulation { ready, options: options.clone(), cases, warm_up, dealt: false })
            }
            Ok(_) => Err(refusals),
            Err(mut others) => {
                refusals.append(&mut others);
                Err(refusals)
            }
        }
    }

    /// Each of the cases of the past is taken once before any is taken again, in place of drawing each anew: what all of
    /// them come to is known sooner.
    #[must_use]
    pub(crate) fn dealt(mut self) -> Simulation {
        self.dealt = true;
        self
    }

    /// How many replications there are to be.
    pub fn replications(&self) -> u32 {
        self.options.replications
    }

    /// One replication, by its number from 0. The watcher hears from time to time how many cases have ended; when it
    /// answers false the replication ends.
    pub fn replication(&self, number: u32, watcher: &mut dyn FnMut(u64) -> bool) -> Result<Measured, Refusal> {
        // Far from each other, and from the seeds that people choose.
        let seed = self.options.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(u64::from(number));
        let mut world = World::new(&self.ready, seed, self.cases, self.warm_up);
        if self.options.keep_log {
            world.keep_log();
        }
        if self.dealt {
            world.deal();
        }
        world.take_in(&self.options.live)?;
        world.run(self.options.until, watcher)
    }

    /// What several replications say together.
    pub fn outcome(&self, measured: &[Measured]) -> Outcome {
        Outcome::of(&self.ready.scenario.name, self.options.seed, measured)
    }
}

/// Runs a scenario.
///
/// ```
/// use weir_simulation::{Model, Options, Scenario, simulate};
/// let file = br#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
///   <process id="p" isExecutable="true"><startEvent id="s"/><userTask id="check"/><endEvent id="e"/>
///   <sequenceFlow id="f" sourceRef="s" targetRef="check"/><sequenceFlow id="g" sourceRef="check" targetRef="e"/>
///   </process></definitions>"#;
/// let model = Model::read(&[("p.bpmn", file)]).unwrap();
/// let scenario = Scenario::read(br#"{"arrivals": {"kind": "poisson", "mean": "PT1H"},
///   "resources": [{"id": "ann", "groups": ["clerks"], "calendar": "always"}],
///   "elements": {"check": {"time": {"processing": {"kind": "exponential", "mean": "PT30M"}},
///     "resource": {"groups": ["clerks"]}}}}"#).unwrap();
/// let outcome = simulate(&model, &scenario, &Options { cases: 500, ..Options::default() }).unwrap();
/// // Half of the time is work; by theory a case takes an hour.
/// assert!((outcome.people["ann"].mean - 0.5).abs() < 0.05);
/// ```
pub fn simulate(model: &Model, scenario: &Scenario, options: &Options) -> Result<Outcome, Vec<Refusal>> {
    simulate_watched(model, scenario, options, &mut |_| true)
}

/// The same with somebody who hears how far it is, and may end it by answering false.
pub fn simulate_watched(
    model: &Model,
    scenario: &Scenario,
    options: &Options,
    watcher: &mut dyn FnMut(Progress) -> bool,
) -> Result<Outcome, Vec<Refusal>> {
    let simulation = Simulation::new(model, scenario, options)?;
    let measured = all(&simulation, watcher)?;
    Ok(simulation.outcome(&measured))
}

/// Why it ended before its end.
pub(crate) fn cancelled() -> Refusal {
    Refusal::new("simulation-cancelled", None, "somebody ended it")
}

/// Every replication, one after the other.
pub(crate) fn all(
    simulation: &Simulation,
    watcher: &mut dyn FnMut(Progress) -> bool,
) -> Result<Vec<Measured>, Vec<Refusal>> {
    let of = simulation.replications();
    let mut measured = vec![];
    for replications in 0..of {
        let mut tell = |cases| watcher(Progress { replications, of, cases });
        if !tell(0) {
            return Err(vec![cancelled()]);
        }
        measured.push(simulation.replication(replications, &mut tell).map_err(|refusal| vec![refusal])?);
    }
    Ok(measured)
}
