//! What is held of a row and of a case.
use super::earlier::Earlier;
use super::values::Valued;
use crate::aggregate::PlaceId;
use crate::log::{NO_TIME, Outcome};
use crate::measure::service::RowTimes;
use serde::Serialize;
use uuid::Uuid;
use weir_core::InstanceId;

/// Where there is no row.
pub const NO_ROW: u32 = u32::MAX;

/// Who or what does something at a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Nature {
    /// A person.
    Human,
    /// A program, or the engine.
    System,
    /// Nobody: events and gateways only route and wait.
    #[default]
    Routing,
}

impl Nature {
    /// Is it work, rather than the way to it?
    pub fn is_work(self) -> bool {
        self != Nature::Routing
    }
}

/// A visit of a node that has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Its case.
    pub case: u32,
    /// Where.
    pub place: PlaceId,
    /// The row of its case before it.
    pub previous: u32,
    /// Who.
    pub actor: u32,
    /// What they decided.
    pub decision: u32,
    /// How often it was stuck.
    pub incidents: u32,
    /// When it could begin, ms.
    pub enabled: i64,
    /// When somebody took it, or none, ms.
    pub claimed: i64,
    /// When work on it began, or none, ms.
    pub started: i64,
    /// When it was left, ms.
    pub ended: i64,
    /// How long it stood still while it was worked on, ms.
    pub suspended: i64,
    /// When it was due, or none, ms.
    pub due: i64,
    /// What of it lay on the critical path, once its case has ended, ms.
    pub critical: i64,
    /// How it was left.
    pub outcome: Outcome,
    /// Did somebody step in?
    pub intervention: bool,
    /// Is it the work of a multi-instance activity for another of its instances, and so not done again? Known once its case has
    /// ended.
    pub beside: bool,
    /// The row whose end led to it, once its case has ended; where several did, the first of them.
    pub cause: u32,
}

impl Row {
    /// Its times; one that rests on a time that did not occur is none.
    pub fn times(&self) -> RowTimes {
        let between = |from: i64, until: i64| (from != NO_TIME && until != NO_TIME).then(|| until - from);
        let wait = between(self.enabled, self.started);
        RowTimes {
            wait,
            queue: between(self.enabled, self.claimed).or(wait),
            claimed: between(self.claimed, self.started),
            service: between(self.started, self.ended).map(|time| time - self.suspended),
            sojourn: between(self.enabled, self.ended),
        }
    }
}

/// A case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseRow {
    /// Its id.
    pub id: u128,
    /// Process and version, as the place of the whole.
    pub place: PlaceId,
    /// When it began, ms.
    pub began: i64,
    /// When it ended, or none, ms.
    pub ended: i64,
    /// How many had ended before it.
    pub order: u32,
    /// Its row that ended last.
    pub last_row: u32,
    /// How many rows of work it has: human, system.
    pub work: (u32, u32),
    /// How much work was done again: rows of work beyond the first of their node.
    pub excess: u32,
    /// How often it was stuck.
    pub incidents: u32,
    /// In how many rows somebody stepped in.
    pub interventions: u32,
    /// How many decisions there were, and how many of them sent it back or refused it.
    pub decided: (u32, u32),
    /// How many rows had a due date, and how many of them ended after it.
    pub due: (u32, u32),
    /// The length of the union of all work, ms, once it has ended.
    pub busy: i64,
    /// Who started it.
    pub initiator: u32,
    /// How it was left.
    pub outcome: Outcome,
    /// How many fields had to be filled in where something was decided, and how many were.
    pub fields: (u32, u32),
    /// Its variables as they are now, by number.
    pub values: Vec<(u16, Valued)>,
    /// Since when each of [`values`](Self::values) is so, ms.
    pub since: Vec<i64>,
    /// What they were before, the oldest first.
    pub earlier: Vec<Earlier>,
    /// Of each number that changed, its greatest change.
    pub jumps: Vec<Jump>,
    /// The flows that were taken in it, and when, ms.
    pub flows: Vec<Taken>,
}

/// A flow that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Taken {
    /// Which.
    pub flow: PlaceId,
    /// How many had been taken in all cases before it.
    pub number: u32,
    /// When, ms.
    pub at: i64,
}

/// A number of a case that changed from one moment to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jump {
    /// The variable.
    pub variable: u16,
    /// What it was,
    pub from: f64,
    /// and became,
    pub to: f64,
    /// at this moment, ms.
    pub at: i64,
}

impl Jump {
    /// By how much, without sign.
    pub fn by(&self) -> f64 {
        (self.to - self.from).abs()
    }
}

impl CaseRow {
    /// Its id.
    pub fn instance(&self) -> InstanceId {
        InstanceId(Uuid::from_u128(self.id))
    }

    /// From its beginning to its end, ms; none while it runs.
    pub fn sojourn(&self) -> Option<i64> {
        (self.ended != NO_TIME).then(|| self.ended - self.began)
    }
}
