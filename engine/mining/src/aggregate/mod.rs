//! Aggregates that follow the engine: small numbers for each hour and day, kept up with every row that ends.
//!
//! Everything in them is a sum of whole numbers, so adding rows one by one, in any order, gives bit by bit what a rebuild
//! gives, and a row that is corrected is taken away again ([`Aggregates::remove`]).
mod cells;
mod evidence;
mod flows;
mod places;
mod update;
mod window;

pub use evidence::{Evidence, Question, Recount, recount};
pub use flows::{FlowNames, Taken, taken};
pub use places::{Place, PlaceId, PlaceName, Places};
pub use update::{Completion, completions};
pub use window::{Aggregates, Window};

use crate::statistics::Totals;
use serde::{Deserialize, Serialize};

/// One hour, ms.
pub const HOUR_MS: i64 = 3_600_000;
/// One day, ms.
pub const DAY_MS: i64 = 24 * HOUR_MS;

/// Which of the times of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Part {
    /// Enabled until taken.
    Queue,
    /// Taken until begun.
    Claimed,
    /// Begun until ended, without suspensions.
    Service,
    /// Enabled until ended.
    Sojourn,
    /// What of it lay on the critical path of its case; counted in the hour in which the case ended.
    Critical,
}

/// How many parts there are.
pub const PARTS: usize = 5;

impl Part {
    /// All, in their order.
    pub const ALL: [Part; PARTS] = [Part::Queue, Part::Claimed, Part::Service, Part::Sojourn, Part::Critical];

    /// Has it a sketch? What lies on the critical path is only added up.
    pub(crate) fn is_sketched(self) -> bool {
        self != Part::Critical
    }
}

/// Scalars of an hour, or of several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hour {
    /// How many ended in it (flows: were taken).
    pub ended: u64,
    /// How many of these did not end well: terminated from outside.
    pub terminated: u64,
    /// How many had somebody step in.
    pub interventions: u64,
    /// How often they were stuck.
    pub incidents: u64,
    times: [Totals; PARTS],
}

impl Hour {
    /// One of their times.
    pub fn time(&self, part: Part) -> &Totals {
        &self.times[part as usize]
    }

    /// All of another one.
    pub fn merge(&mut self, other: &Hour) {
        self.ended += other.ended;
        self.terminated += other.terminated;
        self.interventions += other.interventions;
        self.incidents += other.incidents;
        for (to, more) in self.times.iter_mut().zip(&other.times) {
            to.merge(more);
        }
    }
}
