//! Who works, on what, and in which order.
use super::turn::Turn;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The calendar of whoever works round the clock.
pub const ALWAYS: &str = "always";

/// Somebody who works, or several who are alike.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Resource {
    /// What models and logs call them.
    pub id: String,
    /// How many are alike; more than one are called `id#1`, `id#2` and so on. None is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// The candidate groups and roles they belong to.
    pub groups: Vec<String>,
    /// What they can do.
    pub skills: Vec<String>,
    /// When they work: the id of a calendar, or `always`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// How much they work on at once; none is one thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_once: Option<u32>,
    /// By how much each further thing in hand lengthens what is begun beside it: 0.2 is a fifth.
    pub slow_down: f64,
    /// What an hour of their work costs.
    pub cost_per_hour: f64,
}

/// Who does the work of an element. Nothing said is whom the model names.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ResourceParameters {
    /// These resources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// And those of these groups.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// Only those who can do all of this.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// Somebody else than who did this element in the same case: four eyes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apart: Option<String>,
    /// Nobody: it is done by itself and waits for no one.
    pub automated: bool,
    /// It is collected and done in one go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<Batch>,
    /// How urgent it is; the greatest goes first. None is what the model says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<i32>,
    /// Everybody has a queue of their own: each piece is for one of these as soon as it is there, in these proportions, and
    /// waits for them alone. None: whoever is free takes what comes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub shares: BTreeMap<String, f64>,
    /// Cases of each class have people and a queue of their own: who does those of class i of `time.size`. None: everybody does
    /// all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<Vec<String>>,
}

/// How work is collected.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Batch {
    /// It begins when there are so many; not said is never by how many there are.
    #[serde(default = "Batch::never_full", skip_serializing_if = "Batch::is_never_full")]
    pub size: u32,
    /// Or when the oldest has waited so long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Span>,
    /// Or at a turn of the clock, with whatever is there, by the clocks of the zone of the scenario.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<Turn>,
    /// How it is done.
    #[serde(default)]
    pub mode: BatchMode,
    /// By how much each further one lengthens a batch that is done all at once: 0 is not at all.
    #[serde(default)]
    pub per_further: f64,
}

impl Batch {
    /// The size of what begins by no number.
    pub(crate) const NEVER_FULL: u32 = 1_000_000;

    fn never_full() -> u32 {
        Self::NEVER_FULL
    }

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
    fn is_never_full(size: &u32) -> bool {
        *size == Self::NEVER_FULL
    }
}

/// How a batch is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BatchMode {
    /// All at once.
    #[default]
    Parallel,
    /// One after the other, by the same person without a pause.
    Sequential,
}

/// Which work of several goes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Discipline {
    /// What came first.
    #[default]
    Fifo,
    /// The most urgent, then what came first.
    Priority,
    /// What is due first, then what came first.
    EarliestDueDate,
}
