//! Simulations: asked for, looked at, ended, accepted, removed.
use super::Engine;
use super::suggested::{AsItWouldBe, Suggested};
use crate::api::{
    Acceptance, AskedSimulation, NewSimulation, Page, Paging, Reason, Simulation, SimulationResult, SimulationState,
    SimulationView,
};
use crate::idempotency::once;
use crate::loops::START_TIMERS;
use crate::paging::{Rows, to_hex};
use crate::partition::{By, Reply, SimulationTask, Task};
use crate::projection::{gate_key, result_key, simulation_asked_key, simulation_key, simulations};
use crate::shell::random_bytes;
use crate::simulation::{DECISION, look, read, work};
use crate::store::Table;
use crate::{
    COMMENT_BYTES_MAX, Context, Error, SCENARIOS_MAX, SIMULATION_CASES_MAX, SIMULATION_REPLICATIONS_MAX, checks,
};
use serde_json::Value;
use std::collections::BTreeSet;
use weir_core::Timestamp;
use weir_simulation::REPLICATIONS_MIN;
use weir_simulation::what_if::contradictions;

/// Replications when nobody says: enough for a verdict.
const REPLICATIONS: u32 = 30;
/// Cases of a replication when nobody says.
const CASES: u64 = 10_000;

impl Engine {
    /// Has a process simulated. It is kept before this answers, and carried out when it has its turn.
    pub async fn simulate(&self, by: Context, new: NewSimulation) -> Result<Simulation, Error> {
        let asked = self.shell().now();
        let mut simulation = self.asked_simulation(&by, &new, asked)?;
        let mut reasons = self.against(&new, asked);
        let mut kept = AskedSimulation { new, ..AskedSimulation::default() };
        for what in &kept.new.scenarios {
            if let (Some(id), Some(name)) = (&what.suggestion, what.kept_as()) {
                match self.suggested(&kept.new.process, id).await {
                    Ok(Suggested { as_it_would_be: AsItWouldBe::Model { model, decision }, risk }) => {
                        kept.risks.extend(Some(id.clone()).filter(|_| risk));
                        kept.drafts.extend(decision.map(|text| (format!("{name}{DECISION}"), (0, text))));
                        kept.drafts.insert(name, (0, model));
                    }
                    Ok(Suggested { as_it_would_be: AsItWouldBe::Changes(changes), risk }) => {
                        kept.risks.extend(Some(id.clone()).filter(|_| risk));
                        // Each by itself was looked at: this finds what both of them change.
                        let both = contradictions(&changes.and(&what.changes)).into_iter();
                        let name = Some(what.name.as_str());
                        let new = both.map(|refusal| crate::simulation::reason(name, refusal));
                        let new: Vec<Reason> = new.filter(|reason| !reasons.contains(reason)).collect();
                        reasons.extend(new);
                        kept.suggested.insert(id.clone(), changes);
                    }
                    Ok(Suggested { as_it_would_be: AsItWouldBe::ByHand(why), .. }) => {
                        let message = format!(
                            "its edit is left to people ({why}): make a draft of it, draw it there, and simulate the draft"
                        );
                        reasons.push(said("simulation-contradiction", &what.name, Some(id), &message));
                    }
                    Err(Error::NotFound { .. }) => {
                        reasons.push(said("no-such-suggestion", &what.name, Some(id), "there is no such suggestion"));
                    }
                    Err(error) => return Err(error),
                }
            }
            let Some(id) = &what.draft else { continue };
            match self.model_text(id, None).await {
                Ok((model, text)) if model.tenant == by.tenant => {
                    kept.drafts.insert(id.clone(), (model.revision, text));
                }
                Ok(_) | Err(Error::NotFound { .. }) => {
                    reasons.push(said("no-such-model", &what.name, Some(id), "there is no such draft"));
                }
                Err(error) => return Err(error),
            }
        }
        if !reasons.is_empty() {
            return Err(Error::InvalidSimulation { reasons });
        }
        simulation.scenarios = kept.new.scenarios.iter().map(|what| what.name.clone()).collect();
        self.begin_simulation(by, simulation, &kept).await
    }

    /// The same once more: the same question about the same log, so that it comes to the same.
    pub async fn repeat_simulation(&self, by: Context, id: &str) -> Result<Simulation, Error> {
        let before = self.simulation(id)?.simulation;
        let kept: AskedSimulation =
            self.part(&simulation_asked_key(id))?.ok_or_else(|| Error::not_found("simulation", id))?;
        let again = Simulation {
            id: self.simulation_id(),
            name: before.name,
            process: before.process,
            definition: before.definition,
            by: by.actor.id.clone(),
            asked: before.asked,
            seed: before.seed,
            replications: before.replications,
            scenarios: before.scenarios,
            live_until: before.live_until,
            repeats: Some(id.to_owned()),
            ..Simulation::default()
        };
        self.begin_simulation(by, again, &kept).await
    }

    /// What a simulation would learn, from fewer cases: what there is to change, and what is missing.
    pub async fn look_at_simulation(&self, by: Context, new: NewSimulation) -> Result<Value, Error> {
        let asked = self.shell().now();
        let simulation = self.asked_simulation(&by, &new, asked)?;
        let reasons = contradictions(&new.assumed);
        if !reasons.is_empty() {
            let reasons = reasons.into_iter().map(|refusal| crate::simulation::reason(None, refusal)).collect();
            return Err(Error::InvalidSimulation { reasons });
        }
        let shell = self.shell().clone();
        let _turn = self.shell().simulations.looking.lock().await;
        let looked = tokio::task::spawn_blocking(move || look(&shell, &simulation, &new)).await;
        let looked = looked.map_err(|panic| Error::Stopped { reason: panic.to_string() })?;
        let learned = looked.map_err(|reasons| Error::InvalidSimulation { reasons })?;
        Ok(crate::simulation::learned(&learned))
    }

    /// Simulations, the newest first; `keep` says which processes.
    pub async fn simulations(
        &self,
        page: &Paging,
        process: Option<&str>,
        mut keep: impl FnMut(&str) -> bool,
    ) -> Result<Page<SimulationView>, Error> {
        let range = simulations().prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::Simulation, range, descending: true };
        rows.page(page, |_, value| {
            let simulation: Simulation = read(value)?;
            let fits = process.is_none_or(|process| process == simulation.process) && keep(&simulation.process);
            Ok(fits.then(|| self.viewed(simulation)))
        })
    }

    /// One of them.
    pub fn simulation(&self, id: &str) -> Result<SimulationView, Error> {
        let found = self.shell().store.get(Table::Simulation, &simulation_key(id))?;
        Ok(self.viewed(read(&found.ok_or_else(|| Error::not_found("simulation", id))?)?))
    }

    /// One of them, with what was asked and what came of it.
    pub fn simulation_result(&self, id: &str) -> Result<SimulationResult, Error> {
        let view = self.simulation(id)?;
        let kept: AskedSimulation =
            self.part(&simulation_asked_key(id))?.ok_or_else(|| Error::not_found("simulation", id))?;
        Ok(SimulationResult { view, question: kept.new, result: self.part(&result_key(id))? })
    }

    /// It is to stop, or not to begin.
    pub async fn cancel_simulation(&self, by: Context, id: &str) -> Result<SimulationView, Error> {
        let SimulationView { mut simulation, .. } = self.simulation(id)?;
        if simulation.state != SimulationState::Open {
            return Err(Error::invalid("simulation-over", "the simulation is over already: look at it again"));
        }
        self.shell().simulations.cancel(id);
        (simulation.state, simulation.over) = (SimulationState::Cancelled, Some(self.shell().now()));
        let over = work(&simulation, SimulationState::Cancelled);
        self.ask_simulation(by, SimulationTask::End(Box::new(simulation), None, None)).await?;
        self.shell().works.tell(over);
        // It may have got its turn meanwhile.
        self.shell().simulations.cancel(id);
        self.simulation(id)
    }

    /// Accepts a scenario. Where the as-is gate did not pass, or the scenario is not better beyond doubt, a reason is kept.
    pub async fn accept_scenario(
        &self,
        by: Context,
        id: &str,
        scenario: &str,
        reason: Option<String>,
    ) -> Result<SimulationView, Error> {
        let SimulationResult { view, question, .. } = self.simulation_result(id)?;
        let known = view.simulation;
        if known.state != SimulationState::Done {
            return Err(Error::invalid(
                "simulation-not-done",
                "only a scenario of a simulation that is done is accepted",
            ));
        }
        let Some(what) = question.scenarios.iter().find(|what| what.name == scenario) else {
            return Err(Error::not_found("scenario", scenario));
        };
        let reason = reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
        if reason.as_ref().is_some_and(|reason| reason.len() > COMMENT_BYTES_MAX) {
            return Err(Error::invalid("comment-too-long", format!("a reason has at most {COMMENT_BYTES_MAX} bytes")));
        }
        let (verified, ready) = (known.verified == Some(true), known.ready.iter().any(|name| name == scenario));
        if reason.is_none() && !verified {
            let message = "the as-is gate did not pass, so this proves nothing: say why it is accepted all the same";
            return Err(Error::invalid("simulation-unverified", message));
        }
        if reason.is_none() && !ready {
            let message = "the scenario is not better beyond doubt, or worse in something else: say why it is accepted";
            return Err(Error::invalid("simulation-not-ready", message));
        }
        let draft = what.draft.clone();
        let acceptance =
            Acceptance { scenario: scenario.to_owned(), reason, verified, ready, draft, ..Acceptance::default() };
        self.ask_simulation(by, SimulationTask::Accept(id.to_owned(), acceptance)).await?;
        self.simulation(id)
    }

    /// Removes it; one that runs is ended.
    pub async fn remove_simulation(&self, by: Context, id: &str) -> Result<(), Error> {
        let SimulationView { simulation, .. } = self.simulation(id)?;
        self.shell().simulations.cancel(id);
        self.ask_simulation(by, SimulationTask::Remove(id.to_owned())).await?;
        if simulation.state == SimulationState::Open {
            self.shell().works.tell(work(&simulation, SimulationState::Cancelled));
        }
        self.shell().simulations.cancel(id);
        Ok(())
    }

    /// The as-is gate of a process, as it was judged last; none where nobody has asked.
    pub fn simulation_gate(&self, process: &str) -> Result<Option<Value>, Error> {
        self.part(&gate_key(process))
    }

    fn viewed(&self, simulation: Simulation) -> SimulationView {
        let open = simulation.state == SimulationState::Open;
        let progress = open.then(|| self.shell().simulations.progress(&simulation.id).unwrap_or_default());
        SimulationView { simulation, progress }
    }

    fn part<T: serde::de::DeserializeOwned>(&self, key: &[u8]) -> Result<Option<T>, Error> {
        self.shell().store.get(Table::SimulationPart, key)?.map(|bytes| read(&bytes)).transpose()
    }

    /// In the order of time, so that the newest is the last.
    fn simulation_id(&self) -> String {
        format!("{:012x}-{}", self.shell().now().0.max(0), to_hex(&random_bytes::<4>()))
    }

    fn asked_simulation(&self, by: &Context, new: &NewSimulation, asked: Timestamp) -> Result<Simulation, Error> {
        let id = new.version.map_or_else(|| new.process.clone(), |version| format!("{}:{version}", new.process));
        let release = self.release(&id)?;
        Ok(Simulation {
            id: self.simulation_id(),
            name: new.name.trim().to_owned(),
            process: new.process.clone(),
            definition: release.definition.id.clone(),
            by: by.actor.id.clone(),
            asked,
            seed: new.seed.unwrap_or(1),
            replications: new.replications.unwrap_or(REPLICATIONS),
            live_until: new.live_until,
            ..Simulation::default()
        })
    }

    /// Everything that can be said against a question before history is looked at.
    fn against(&self, new: &NewSimulation, now: Timestamp) -> Vec<Reason> {
        let mut found = bounds(new, now);
        let of = |name: Option<&str>, changes| {
            let all = contradictions(changes).into_iter();
            all.map(|refusal| crate::simulation::reason(name, refusal)).collect::<Vec<_>>()
        };
        found.extend(of(None, &new.assumed));
        let mut names = BTreeSet::new();
        for what in &new.scenarios {
            let name = what.name.as_str();
            if checks::name("a scenario", name).is_err() || !names.insert(name) {
                found.push(said("simulation-duplicate", name, None, "every scenario has a name of its own"));
            }
            let models = [what.draft.is_some(), what.version.is_some(), what.suggestion.is_some()];
            if models.into_iter().filter(|is| *is).count() > 1 {
                let message = "it is a draft, another version or a suggestion at once: say one of them";
                found.push(said("simulation-contradiction", name, None, message));
            }
            if models == [false; 3] && what.changes.is_empty() {
                let message = "nothing is different in it: say what, or leave it out";
                found.push(said("simulation-contradiction", name, None, message));
            }
            let version = what.version.map(|version| format!("{}:{version}", new.process));
            if let Some(id) = version.filter(|id| self.shell().catalogue.find(id).is_none()) {
                found.push(said("no-such-definition", name, Some(&id), "there is no such version"));
            }
            found.extend(of(Some(name), &what.changes));
        }
        let calendars = &self.shell().organisation.now().calendars;
        if let Some(id) = new.calendar.as_ref().filter(|id| !calendars.contains_key(*id)) {
            let message = "the organisation has no such calendar".to_owned();
            found.push(Reason {
                code: "simulation-unknown-calendar".to_owned(),
                at: Some(id.clone()),
                message,
                scenario: None,
            });
        }
        found
    }

    async fn begin_simulation(
        &self,
        by: Context,
        simulation: Simulation,
        kept: &AskedSimulation,
    ) -> Result<Simulation, Error> {
        let asked =
            serde_json::to_string(kept).map_err(|error| Error::invalid("simulation-limit", error.to_string()))?;
        let begun = self.ask_simulation(by, SimulationTask::Begin(Box::new(simulation), asked)).await?;
        self.shell().simulations.wake.notify_one();
        match begun {
            Reply::Simulation(simulation) => {
                // Whoever asks again under the same key may ask about one that is over, or gone.
                if self.simulation(&simulation.id).is_ok_and(|now| now.simulation.state == SimulationState::Open) {
                    self.shell().works.begin(work(&simulation, SimulationState::Open));
                }
                Ok(*simulation)
            }
            other => unreachable!("a simulation is answered by itself, not {other:?}"),
        }
    }

    async fn ask_simulation(&self, by: Context, task: SimulationTask) -> Result<Reply, Error> {
        let shell = self.shell().clone();
        let run = move |by| async move { shell.ask(START_TIMERS, by, Task::Simulation(Box::new(task))).await };
        once(self.shell(), By::from(by), run).await
    }
}

fn said(code: &str, scenario: &str, at: Option<&str>, message: &str) -> Reason {
    Reason {
        code: code.to_owned(),
        scenario: Some(scenario.to_owned()),
        at: at.map(str::to_owned),
        message: message.to_owned(),
    }
}

/// What is larger, smaller or earlier than it may be.
fn bounds(new: &NewSimulation, now: Timestamp) -> Vec<Reason> {
    let mut found = vec![];
    let mut against = |code: &str, at: &str, message: String| {
        found.push(Reason { code: code.to_owned(), scenario: None, at: Some(at.to_owned()), message });
    };
    if let Err(error) = checks::name("a simulation", new.name.trim()) {
        against("simulation-limit", "name", error.to_string());
    }
    if new.scenarios.len() > SCENARIOS_MAX {
        against("simulation-limit", "scenarios", format!("at most {SCENARIOS_MAX} scenarios are compared at once"));
    }
    let replications = new.replications.unwrap_or(REPLICATIONS);
    if !(REPLICATIONS_MIN..=SIMULATION_REPLICATIONS_MAX).contains(&replications) {
        let message = format!("{REPLICATIONS_MIN} to {SIMULATION_REPLICATIONS_MAX} replications; 30 are usual");
        against("simulation-too-few", "replications", message);
    }
    let cases = new.cases.unwrap_or(CASES);
    let all = cases.saturating_mul(u64::from(replications)).saturating_mul(new.scenarios.len() as u64 + 1);
    if cases == 0 || all > SIMULATION_CASES_MAX {
        let message = format!("{all} cases in all; 1 to {SIMULATION_CASES_MAX} are simulated");
        against("simulation-limit", "cases", message);
    }
    let until = new.until.unwrap_or(now);
    if new.from.is_some_and(|from| from >= until) {
        against("simulation-contradiction", "from", "the history ends before it begins".to_owned());
    }
    if new.live_until.is_some_and(|until| until <= now) {
        against("simulation-contradiction", "liveUntil", "what runs now cannot be over before now".to_owned());
    }
    found
}
