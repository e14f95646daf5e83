//! Simulations, as their partition takes them: all in one, so that what waits can be counted.
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::api::{Acceptance, Simulation, SimulationState};
use crate::error::Error;
use crate::projection::{Record, SimulationChange, simulation_key, simulations};
use crate::store::Table;
use crate::{SIMULATIONS_MAX, SIMULATIONS_WAITING_MAX};

/// What is asked of a simulation.
#[derive(Debug)]
pub enum SimulationTask {
    /// It is to be carried out: with what was asked, as JSON.
    Begin(Box<Simulation>, String),
    /// It is over: as it is now, what came of it, and the gate of its process.
    End(Box<Simulation>, Option<String>, Option<String>),
    /// A scenario is accepted.
    Accept(String, Acceptance),
    /// It is not wanted any more.
    Remove(String),
}

impl Turn<'_> {
    pub(super) fn simulation(&mut self, task: SimulationTask) -> Result<Reply, Halt> {
        match task {
            SimulationTask::Begin(simulation, asked) => {
                let (kept, open) = self.kept_simulations()?;
                if kept >= SIMULATIONS_MAX {
                    let message = format!("at most {SIMULATIONS_MAX} simulations are kept: remove some");
                    return Err(Error::invalid("too-many-simulations", message).into());
                }
                if open >= SIMULATIONS_WAITING_MAX {
                    let message = format!("{open} simulations wait for their turn: wait, or cancel one");
                    return Err(Error::invalid("too-many-simulations-wait", message).into());
                }
                Ok(self.keep_simulation(*simulation, Some(asked), None, None))
            }
            SimulationTask::End(simulation, result, gate) => {
                // Whoever was quicker has ended or removed it.
                if self.known_simulation(&simulation.id)?.state != SimulationState::Open {
                    let message = "the simulation is over already: look at it again";
                    return Err(Error::invalid("simulation-over", message).into());
                }
                let gate = gate.map(|gate| (simulation.process.clone(), gate));
                Ok(self.keep_simulation(*simulation, None, result, gate))
            }
            SimulationTask::Accept(id, acceptance) => {
                let mut simulation = self.known_simulation(&id)?;
                if let Some(known) = &simulation.accepted {
                    let message = format!("`{}` was accepted already, by {}", known.scenario, known.by);
                    return Err(Error::invalid("simulation-accepted", message).into());
                }
                simulation.accepted = Some(Acceptance { at: self.now, by: self.actor.id.clone(), ..acceptance });
                Ok(self.keep_simulation(simulation, None, None, None))
            }
            SimulationTask::Remove(id) => {
                self.known_simulation(&id)?;
                let gone = SimulationChange { id, told: None, asked: None, result: None, gate: None };
                self.records.push(Record::SimulationChanged(Box::new(gone)));
                Ok(Reply::Done)
            }
        }
    }

    fn keep_simulation(
        &mut self,
        simulation: Simulation,
        asked: Option<String>,
        result: Option<String>,
        gate: Option<(String, String)>,
    ) -> Reply {
        let told = serde_json::to_string(&simulation).ok();
        let change = SimulationChange { id: simulation.id.clone(), told, asked, result, gate };
        self.records.push(Record::SimulationChanged(Box::new(change)));
        Reply::Simulation(Box::new(simulation))
    }

    fn known_simulation(&self, id: &str) -> Result<Simulation, Halt> {
        let found = self.shell.store.get(Table::Simulation, &simulation_key(id)).map_err(Error::from)?;
        Ok(crate::simulation::read(&found.ok_or_else(|| Error::not_found("simulation", id))?)?)
    }

    fn kept_simulations(&self) -> Result<(usize, usize), Halt> {
        let (start, end) = simulations().prefix();
        let rows = self.shell.store.scan(Table::Simulation, &start, &end, SIMULATIONS_MAX).map_err(Error::from)?;
        let mut open = 0;
        for (_, value) in &rows {
            let simulation: Simulation = crate::simulation::read(value)?;
            open += usize::from(simulation.state == SimulationState::Open);
        }
        Ok((rows.len(), open))
    }
}
