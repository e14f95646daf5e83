//! What would happen: a process of this engine, learned from its own history, simulated beside the work.
//!
//! What is asked is in the log before it is answered; one simulation runs at a time, in the order in which they were asked
//! for, and what came of it is in the log too. One that is not over when the engine ends is run anew by the next start: it
//! looks at nothing that happened after it was asked for, so it comes to the same.
mod carry;
mod history;
mod materials;
mod regime;
mod told;

pub use carry::{carry_out, look};
pub use materials::DECISION;
pub use told::learned;

use crate::api::{Reason, Simulation, SimulationProgress, SimulationState, Work, WorkKind, WorkState};
use crate::error::Error;
use crate::partition::{By, SimulationTask, Task};
use crate::projection::{simulation_asked_key, simulation_key, simulations};
use crate::shell::{Running, Shell};
use crate::store::Table;
use crate::works::Works;
use serde::de::DeserializeOwned;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use weir_simulation::Refusal;

/// How long the loop rests when the engine cannot take what it has found.
const REST: Duration = Duration::from_millis(200);

/// The simulation that has its turn.
#[derive(Debug, Default)]
pub struct Simulations {
    current: Mutex<Option<Arc<Current>>>,
    /// There is something new to do.
    pub wake: Notify,
    /// First looks are taken one at a time.
    pub looking: tokio::sync::Mutex<()>,
}

/// One that runs.
#[derive(Debug)]
pub struct Current {
    id: String,
    process: String,
    progress: Mutex<SimulationProgress>,
    cancelled: AtomicBool,
    works: Arc<Works>,
}

impl Current {
    fn new(simulation: &Simulation, works: Arc<Works>) -> Self {
        Current {
            id: simulation.id.clone(),
            process: simulation.process.clone(),
            progress: Mutex::default(),
            cancelled: AtomicBool::new(false),
            works,
        }
    }

    /// It has come further.
    fn tell(&self, progress: SimulationProgress) {
        let mut known = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        if *known != progress {
            *known = progress;
            self.works.tell(standing(&self.id, &self.process, SimulationState::Open, progress));
        }
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Acquire)
    }
}

impl Simulations {
    /// How far one is, if it has its turn.
    pub fn progress(&self, id: &str) -> Option<SimulationProgress> {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let found = current.as_ref().filter(|current| current.id == id)?;
        Some(*found.progress.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// It is to stop, if it has its turn.
    pub fn cancel(&self, id: &str) {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = current.as_ref().filter(|current| current.id == id) {
            found.cancelled.store(true, Ordering::Release);
        }
    }

    fn take(&self, current: Option<Arc<Current>>) {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = current;
    }
}

/// What is kept as JSON.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let unreadable = |error: serde_json::Error| crate::store::Error::View { reason: format!("a simulation: {error}") };
    Ok(serde_json::from_slice(bytes).map_err(unreadable)?)
}

/// How one stands, for those who follow it.
pub fn work(simulation: &Simulation, state: SimulationState) -> Work {
    standing(&simulation.id, &simulation.process, state, SimulationProgress::default())
}

fn standing(id: &str, process: &str, state: SimulationState, progress: SimulationProgress) -> Work {
    let state = match state {
        SimulationState::Open => WorkState::Running,
        SimulationState::Done => WorkState::Done,
        SimulationState::Cancelled => WorkState::Cancelled,
        SimulationState::Refused => WorkState::Refused,
        SimulationState::Failed => WorkState::Failed,
    };
    let (id, process) = (id.to_owned(), Some(process.to_owned()));
    Work { kind: WorkKind::Simulation, id, process, state, done: progress.done, of: progress.of }
}

/// As it is told, of a scenario.
pub fn reason(scenario: Option<&str>, refusal: Refusal) -> Reason {
    let Refusal { code, at, message } = refusal;
    Reason { code: code.to_owned(), scenario: scenario.map(str::to_owned), at, message }
}

/// Carries simulations out, one after the other, for as long as the engine runs.
pub async fn simulating(shell: Arc<Shell>) {
    loop {
        match next(&shell) {
            Ok(Some(simulation)) => {
                if !one(&shell, simulation).await {
                    tokio::time::sleep(REST).await;
                }
            }
            Ok(None) => shell.simulations.wake.notified().await,
            Err(error) => {
                tracing::warn!(%error, "simulations cannot be read");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

/// The first that is open.
fn next(shell: &Shell) -> Result<Option<Simulation>, Error> {
    let (start, end) = simulations().prefix();
    for (_, value) in shell.store.scan(Table::Simulation, &start, &end, crate::SIMULATIONS_MAX)? {
        let simulation: Simulation = read(&value)?;
        if simulation.state == SimulationState::Open {
            return Ok(Some(simulation));
        }
    }
    Ok(None)
}

/// Is it still to be carried out? What cannot be read is told by whoever does.
fn is_open(shell: &Shell, id: &str) -> bool {
    match shell.store.get(Table::Simulation, &simulation_key(id)) {
        Ok(Some(kept)) => read::<Simulation>(&kept).is_ok_and(|simulation| simulation.state == SimulationState::Open),
        Ok(None) => false,
        Err(_) => true,
    }
}

/// One of them; false where it could not be told what came of it.
async fn one(shell: &Arc<Shell>, mut simulation: Simulation) -> bool {
    let current = Arc::new(Current::new(&simulation, shell.works.clone()));
    shell.simulations.take(Some(current.clone()));
    // Whoever ended it before it had its turn has not found it here.
    if !is_open(shell, &simulation.id) {
        shell.simulations.take(None);
        return true;
    }
    let (theirs, asked_of, at) = (shell.clone(), simulation.clone(), current.clone());
    let carried = tokio::task::spawn_blocking(move || {
        let asked = theirs.store.get(Table::SimulationPart, &simulation_asked_key(&asked_of.id))?;
        let asked = read(&asked.ok_or_else(|| Error::not_found("simulation", &asked_of.id))?)?;
        Ok::<_, Error>(carry_out(&theirs, &asked_of, &asked, &at))
    });
    let carried = carried.await;
    shell.simulations.take(None);
    if matches!(shell.condition(), Running::Closing | Running::Stopped(_)) {
        // It is open still, and the next start begins it anew.
        return false;
    }
    let failed =
        |code: &str, message: String| vec![Reason { code: code.to_owned(), scenario: None, at: None, message }];
    let (state, result, gate) = match carried {
        Ok(Ok(Ok(carried))) => {
            simulation.verified = Some(carried.verified);
            simulation.ready = carried.ready;
            simulation.digest = Some(carried.digest);
            (SimulationState::Done, Some(carried.result), carried.gate)
        }
        Ok(Ok(Err(reasons))) => {
            let cancelled = current.is_cancelled();
            simulation.reasons = if cancelled { vec![] } else { reasons };
            (if cancelled { SimulationState::Cancelled } else { SimulationState::Refused }, None, None)
        }
        Ok(Err(error)) => {
            simulation.reasons = failed("simulation-failed", error.to_string());
            (SimulationState::Failed, None, None)
        }
        Err(panic) => {
            tracing::error!(%panic, id = simulation.id, "a simulation has broken down");
            simulation.reasons = failed("simulation-failed", "it broke down; the server's log says where".to_owned());
            (SimulationState::Failed, None, None)
        }
    };
    (simulation.state, simulation.over) = (state, Some(shell.now()));
    let over = |state| standing(&current.id, &current.process, state, SimulationProgress::default());
    let task = Task::Simulation(Box::new(SimulationTask::End(Box::new(simulation), result, gate)));
    match shell.ask(crate::loops::START_TIMERS, By::engine(), task).await {
        Ok(_) => {
            shell.works.tell(over(state));
            true
        }
        // Removed or cancelled meanwhile: nobody wants to know.
        Err(Error::NotFound { .. } | Error::Invalid { .. }) => {
            shell.works.tell(over(SimulationState::Cancelled));
            true
        }
        Err(error) => {
            tracing::warn!(%error, "what came of a simulation could not be kept; it runs anew");
            false
        }
    }
}
