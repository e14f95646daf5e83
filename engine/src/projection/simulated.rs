//! Simulations: what the log says of them, and the rows that each is. What they say is kept as JSON: it may grow.
use crate::keys::{Bytes, space};
use crate::store::{Change, Table};
use serde::{Deserialize, Serialize};

/// A simulation was asked for, is over, accepted or removed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SimulationChange {
    /// Which.
    pub id: String,
    /// As it is from now on; none is gone.
    pub told: Option<String>,
    /// What was asked, where that is new.
    pub asked: Option<String>,
    /// What came of it, where that is new.
    pub result: Option<String>,
    /// The gate of a process, where that is new.
    pub gate: Option<(String, String)>,
}

/// The changes of a record.
pub fn changes_of_simulation(change: &SimulationChange, changes: &mut Vec<Change>) {
    let SimulationChange { id, told, asked, result, gate } = change;
    let text = |text: &String| text.as_bytes().to_vec();
    if let Some(told) = told {
        changes.push(Change::put(Table::Simulation, simulation_key(id), text(told)));
    } else {
        changes.push(Change::delete(Table::Simulation, simulation_key(id)));
        changes.push(Change::delete(Table::SimulationPart, simulation_asked_key(id)));
        changes.push(Change::delete(Table::SimulationPart, result_key(id)));
    }
    changes.extend(asked.iter().map(|t| Change::put(Table::SimulationPart, simulation_asked_key(id), text(t))));
    changes.extend(result.iter().map(|t| Change::put(Table::SimulationPart, result_key(id), text(t))));
    changes.extend(gate.iter().map(|(process, t)| Change::put(Table::SimulationPart, gate_key(process), text(t))));
}

/// The rows of all, in the order in which they were asked for.
pub fn simulations() -> Bytes {
    Bytes::new().byte(space::MAIN)
}

/// The row of one.
pub fn simulation_key(id: &str) -> Vec<u8> {
    simulations().text(id).done()
}

/// The row of what was asked.
pub fn simulation_asked_key(id: &str) -> Vec<u8> {
    Bytes::new().byte(space::MAIN).text(id).done()
}

/// The row of what came of it.
pub fn result_key(id: &str) -> Vec<u8> {
    Bytes::new().byte(space::PARTS).text(id).done()
}

/// The row of the gate of a process.
pub fn gate_key(process: &str) -> Vec<u8> {
    Bytes::new().byte(space::VERSIONS).text(process).done()
}
