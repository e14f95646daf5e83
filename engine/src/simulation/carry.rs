//! A simulation is carried out: history is read, a scenario learned and judged, variants made of it, and all are run.
use super::history::{self, Read};
use super::materials::{Materials, failed};
use super::regime::Within;
use super::{Current, reason, told};
use crate::api::{
    AskedSimulation, GateOf, GateTold, NewSimulation, Reason, Simulation, SimulationProgress, SimulationStage, WhatIf,
};
use crate::shell::{Running, Shell};
use crate::{SIMULATION_EVENTS_MAX, SIMULATION_HISTORY_CASES_MAX, SIMULATION_LOOK_CASES_MAX, SIMULATION_MS_MAX};
use std::collections::BTreeSet;
use std::time::Instant;
use weir_mining::log::NO_NAME;
use weir_simulation::compare::{Metric, judge_each};
use weir_simulation::scenario::{ALWAYS, Resource};
use weir_simulation::what_if::apply;
use weir_simulation::{
    GATE_REPLICATIONS_MAX, Learn, Learned, Measured, Model, Options, Refusal, Scenario, calibrate, gate, learned,
};

/// Cases of a replication when nobody says.
const CASES: u64 = 10_000;

/// What came of it.
pub struct Carried {
    /// The verdict and everything with it, as JSON.
    pub result: String,
    /// SHA-256 of that.
    pub digest: String,
    /// The gate of the process, as JSON.
    pub gate: Option<String>,
    /// Did it pass?
    pub verified: bool,
    /// The scenarios that may be accepted without a word.
    pub ready: Vec<String>,
}

/// Somebody who hears how far it is, and ends it when it is cancelled, takes too long, or the engine ends.
struct Watch<'a> {
    shell: &'a Shell,
    current: &'a Current,
    began: Instant,
    stage: SimulationStage,
    of: u64,
}

impl Watch<'_> {
    fn tell(&self, done: u64) -> bool {
        self.current.tell(SimulationProgress { stage: self.stage, done, of: self.of });
        let closing = matches!(self.shell.condition(), Running::Closing | Running::Stopped(_));
        !closing && !self.current.is_cancelled() && !self.is_too_long()
    }

    fn is_too_long(&self) -> bool {
        self.began.elapsed().as_millis() > u128::from(SIMULATION_MS_MAX)
    }

    /// Why it ended before its end.
    fn why(&self, reasons: Vec<Reason>) -> Vec<Reason> {
        if self.is_too_long() {
            let message = format!(
                "it took longer than {} minutes: ask for fewer cases, replications or scenarios",
                SIMULATION_MS_MAX / 60_000
            );
            return vec![Reason { code: "simulation-time".to_owned(), scenario: None, at: None, message }];
        }
        reasons
    }
}

/// Things as they are, and what was seen of them.
struct AsIs {
    model: Model,
    scenario: Scenario,
    given: Scenario,
    learn: Learn,
    read: Read,
    within: Within,
    people: BTreeSet<String>,
}

impl AsIs {
    /// What was learned, with what was assumed of when work began.
    fn learned(&self) -> Learned {
        let mut found = learned(&self.model, self.within.learned(&self.read), &self.scenario);
        found.notes.extend(self.within.note());
        if self.read.starts_assumed > 0 {
            let message = format!(
                "of {} pieces of work nobody said when they were begun: they are taken to have been when somebody took them",
                self.read.starts_assumed
            );
            found.notes.push(Refusal { code: "simulation-start-assumed", at: None, message });
        }
        if self.read.starts_unknown > 0 {
            let message = format!(
                "of {} pieces of work only the end is known: work and waiting cannot be told apart, and who does them changes nothing; have tasks claimed or started",
                self.read.starts_unknown
            );
            found.notes.push(Refusal { code: "simulation-start-unknown", at: None, message });
        }
        found
    }
}

/// Carries one out. Everything that is missing or contradicts itself is told at once.
pub fn carry_out(
    shell: &Shell,
    simulation: &Simulation,
    asked: &AskedSimulation,
    current: &Current,
) -> Result<Carried, Vec<Reason>> {
    let mut watch = Watch { shell, current, began: Instant::now(), stage: SimulationStage::Reading, of: 0 };
    let mut materials = Materials::new(shell, &simulation.definition, asked, simulation.asked);
    let as_is = as_is(&mut materials, simulation, &asked.new, SIMULATION_HISTORY_CASES_MAX, &mut |n| watch.tell(n))
        .map_err(|reasons| watch.why(reasons))?;
    let options = options(&asked.new, simulation, &as_is);
    let variants = variants(&mut materials, &as_is, &asked.new.scenarios)?;
    let all: Vec<(&str, &Model, &Scenario)> = std::iter::once(("", &as_is.model, &as_is.scenario))
        .chain(
            variants
                .iter()
                .map(|(name, model, scenario)| (name.as_str(), model.as_ref().unwrap_or(&as_is.model), scenario)),
        )
        .collect();
    let simulations = prepared(&all, &options)?;

    let judged = judged(&mut watch, &as_is, &options)?;
    let measured = run(&mut watch, &simulations, &all, &options)?;
    let outcomes =
        simulations.iter().zip(&measured).map(|(simulation, own)| simulation.outcome(own)).collect::<Vec<_>>();
    let gains = |number: usize| !asked.only_lowers_risk(&asked.new.scenarios[number]);
    let all_measured = outcomes.into_iter().zip(measured.iter().cloned()).collect();
    let verdict = judge_each(asked.new.wanted.unwrap_or(Metric::Time), all_measured, gains);
    let ready =
        verdict.variants.iter().filter(|one| one.accept_ready).map(|one| one.outcome.scenario.clone()).collect();
    let learned = as_is.learned();
    let told = told::Told {
        learned: &learned,
        gate: &judged,
        versions: &materials.versions,
        scenarios: &all.iter().map(|(_, _, scenario)| *scenario).collect::<Vec<_>>(),
        measured: &measured,
        live: &as_is.read.live,
        left_out: as_is.read.left_out,
    };
    let (result, digest) = told.json(verdict);
    let gate = GateOf {
        process: simulation.process.clone(),
        definition: simulation.definition.clone(),
        simulation: simulation.id.clone(),
        at: simulation.asked,
        gate: judged,
    };
    let verified = gate.gate.verified;
    Ok(Carried { result, digest, gate: serde_json::to_string(&gate).ok(), verified, ready })
}

/// Things as they are, held against the last weeks.
fn judged(watch: &mut Watch, as_is: &AsIs, options: &Options) -> Result<GateTold, Vec<Reason>> {
    (watch.stage, watch.of) = (SimulationStage::Judging, u64::from(GATE_REPLICATIONS_MAX));
    let log = as_is.within.judged(&as_is.read);
    let judged = gate(&as_is.model, log, &as_is.given, &as_is.learn, options, &mut |now| {
        watch.tell(u64::from(now.replications))
    });
    if !watch.tell(watch.of) {
        return Err(watch.why(vec![reason(None, cancelled())]));
    }
    Ok(match judged {
        Ok(gate) => GateTold { verified: gate.verified, gate: Some(gate), reasons: vec![] },
        Err(refusals) => {
            let told = |refusal| reason(None, as_is.within.explained(refusal));
            let reasons = refusals.into_iter().map(told).collect();
            GateTold { verified: false, gate: None, reasons }
        }
    })
}

/// All replications of all scenarios, one after the other.
fn run(
    watch: &mut Watch,
    simulations: &[weir_simulation::Simulation],
    all: &[(&str, &Model, &Scenario)],
    options: &Options,
) -> Result<Vec<Vec<Measured>>, Vec<Reason>> {
    (watch.stage, watch.of) = (SimulationStage::Running, u64::from(options.replications) * simulations.len() as u64);
    let mut measured: Vec<Vec<Measured>> = vec![];
    let (mut events, mut done) = (0, 0);
    for (simulation, (name, ..)) in simulations.iter().zip(all) {
        let mut own = vec![];
        for number in 0..options.replications {
            let one = simulation.replication(number, &mut |_| watch.tell(done));
            let named = Some(*name).filter(|name| !name.is_empty());
            let one = one.map_err(|refusal| watch.why(vec![reason(named, refusal)]))?;
            events += one.events;
            done += 1;
            if events > SIMULATION_EVENTS_MAX {
                let message = format!("more than {SIMULATION_EVENTS_MAX} events: ask for fewer cases or replications");
                return Err(vec![Reason { code: "simulation-limit".to_owned(), scenario: None, at: None, message }]);
            }
            own.push(one);
        }
        measured.push(own);
    }
    Ok(measured)
}

fn cancelled() -> Refusal {
    Refusal { code: "simulation-cancelled", at: None, message: "somebody ended it".to_owned() }
}

/// What is learned of a process, from fewer cases: for whoever is about to ask.
pub fn look(shell: &Shell, simulation: &Simulation, new: &NewSimulation) -> Result<Learned, Vec<Reason>> {
    let asked = AskedSimulation { new: new.clone(), ..AskedSimulation::default() };
    let mut materials = Materials::new(shell, &simulation.definition, &asked, simulation.asked);
    let as_is = as_is(&mut materials, simulation, new, SIMULATION_LOOK_CASES_MAX, &mut |_| true)?;
    Ok(as_is.learned())
}

fn as_is(
    materials: &mut Materials,
    simulation: &Simulation,
    new: &NewSimulation,
    most: usize,
    tell: &mut dyn FnMut(u64) -> bool,
) -> Result<AsIs, Vec<Reason>> {
    let model = materials.deployed(&simulation.definition)?;
    let read = history::read(materials.shell(), new, simulation.asked, most, tell).map_err(|error| failed(&error))?;
    let read = read.ok_or_else(|| vec![reason(None, cancelled())])?;
    let (definition, decisions) = (&simulation.definition, &materials.versions.decisions);
    let within = Within::of(materials.shell(), definition, decisions, &read, simulation.asked);
    let people = people(&read);
    let mut given = materials.given();
    if new.live_until.is_some() {
        given.start = simulation.asked;
    }
    let learn = materials.learn(&model, read.vectors.clone(), &people);
    let scenario = calibrate(&model, within.learned(&read), &given, &learn);
    let mut scenario =
        scenario.map_err(|refusals| refusals.into_iter().map(|refusal| reason(None, refusal)).collect::<Vec<_>>())?;
    at_hand(&mut scenario, &read);
    Ok(AsIs { model, scenario, given, learn, read, within, people })
}

/// Who worked.
fn people(read: &Read) -> BTreeSet<String> {
    let log = &read.log;
    let actors: BTreeSet<u32> = log.actor.iter().copied().filter(|actor| *actor != NO_NAME).collect();
    actors.into_iter().map(|actor| log.actors.name(actor).to_owned()).collect()
}

/// Who holds a task now and was not seen at work before works like the others.
fn at_hand(scenario: &mut Scenario, read: &Read) {
    let like =
        scenario.resources.first().and_then(|person| person.calendar.clone()).unwrap_or_else(|| ALWAYS.to_owned());
    for live in &read.live {
        for (_, wait) in live.instance.waits() {
            let weir_core::wait::WaitFor::UserTask(task) = &wait.on else { continue };
            let Some(holder) = &task.assignee else { continue };
            if !scenario.resources.iter().any(|person| person.id == *holder) {
                let calendar = Some(like.clone());
                scenario.resources.push(Resource { id: holder.clone(), calendar, ..Resource::default() });
            }
        }
    }
}

fn options(new: &NewSimulation, simulation: &Simulation, as_is: &AsIs) -> Options {
    Options {
        seed: simulation.seed,
        replications: simulation.replications,
        cases: new.cases.unwrap_or(CASES),
        keep_log: false,
        live: as_is.read.live.clone(),
        until: new.live_until,
    }
}

/// A variant, with its model where that is another one.
type Variant = (String, Option<Model>, Scenario);

fn variants(materials: &mut Materials, as_is: &AsIs, asked: &[WhatIf]) -> Result<Vec<Variant>, Vec<Reason>> {
    let (mut made, mut reasons) = (vec![], vec![]);
    for what in asked {
        match variant(materials, as_is, what) {
            Ok(variant) => made.push(variant),
            Err(found) => reasons.extend(found.into_iter().map(|r| Reason { scenario: Some(what.name.clone()), ..r })),
        }
    }
    if reasons.is_empty() { Ok(made) } else { Err(reasons) }
}

fn variant(materials: &mut Materials, as_is: &AsIs, what: &WhatIf) -> Result<Variant, Vec<Reason>> {
    let told = |refusals: Vec<Refusal>| refusals.into_iter().map(|refusal| reason(None, refusal)).collect::<Vec<_>>();
    let model = match (materials.asked().kept_as(what), what.version) {
        (Some(id), _) => Some(materials.draft(&id)?),
        (None, Some(version)) => Some(materials.deployed(&format!("{}:{version}", materials.process()))?),
        (None, None) => None,
    };
    let mut base = match &model {
        None => as_is.scenario.clone(),
        Some(model) => {
            let learn = materials.learn(model, as_is.read.vectors.clone(), &as_is.people);
            let mut scenario =
                calibrate(model, as_is.within.learned(&as_is.read), &as_is.given, &learn).map_err(told)?;
            at_hand(&mut scenario, &as_is.read);
            scenario.asks_for_new_steps(&as_is.model.elements());
            scenario
        }
    };
    base.name.clone_from(&what.name);
    let changes = materials.asked().changes(what);
    let scenario = apply(model.as_ref().unwrap_or(&as_is.model), &base, &changes).map_err(told)?;
    Ok((what.name.clone(), model, scenario))
}

/// All are looked at before the first is run.
fn prepared(
    all: &[(&str, &Model, &Scenario)],
    options: &Options,
) -> Result<Vec<weir_simulation::Simulation>, Vec<Reason>> {
    let (mut ready, mut reasons) = (vec![], vec![]);
    for (name, model, scenario) in all {
        match weir_simulation::Simulation::new(model, scenario, options) {
            Ok(simulation) => ready.push(simulation),
            Err(refusals) => {
                let name = Some(*name).filter(|name| !name.is_empty());
                // What is wrong with things as they are is told once, not for each variant again.
                let of = refusals.into_iter().map(|refusal| reason(name, refusal));
                let known = |r: &Reason| {
                    reasons.iter().any(|k: &Reason| k.scenario.is_none() && (&k.code, &k.at) == (&r.code, &r.at))
                };
                let new: Vec<Reason> = of.filter(|r| !known(r)).collect();
                reasons.extend(new);
            }
        }
    }
    if reasons.is_empty() { Ok(ready) } else { Err(reasons) }
}
