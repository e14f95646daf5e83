//! What is to be different: the changes that people make to a scenario that was learned, in the words of their work.
//!
//! A scenario knows single people and distributions; whoever asks "and with two more clerks?" knows teams and steps.
//! [`apply`] makes one of the other, and tells everything that contradicts itself at once. The same changes say what history
//! does not know: what an hour of work costs, or how long a step takes that nobody has done yet.
mod apply;
mod check;
mod kinds;
mod team;

pub use apply::apply;
pub use check::contradictions;
pub use team::{Team, teams};

use crate::scenario::{Batch, Discipline, Size, Span};
use jiff::civil::Time;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use weir_core::calendar::{Hours, WorkCalendar};

/// Nothing becomes so many times as much.
pub const FACTOR_MAX: f64 = 100.0;
/// So many people may come to a team.
pub const PEOPLE_MAX: i32 = 1_000;

/// Reads what may be left out: `null` is nothing, as if it were not there.
pub fn null_is_nothing<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(reader: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(reader)?.unwrap_or_default())
}

/// What is different.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Changes {
    /// So many times as many cases begin; none is as many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrivals: Option<f64>,
    /// Teams with other people, hours or costs.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_nothing")]
    pub teams: Vec<TeamChange>,
    /// Steps that take another time, or are done by others, or by nobody.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_nothing")]
    pub steps: Vec<StepChange>,
    /// Gateways whose ways are taken more or less often.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_nothing")]
    pub branches: Vec<BranchChange>,
    /// Which work goes first; none is as it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discipline: Option<Discipline>,
    /// Cases of several kinds have people and queues of their own; none is as it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kinds: Option<Kinds>,
}

/// Kinds of cases that go separate ways: those who did both are shared out by how much work each kind is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Kinds {
    /// At this step; none is wherever several people do the work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// What tells one from the other.
    pub by: Size,
}

/// A team that is other.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct TeamChange {
    /// Its id, see [`teams`].
    pub team: String,
    /// So many people more, or fewer.
    #[serde(skip_serializing_if = "is_zero", deserialize_with = "null_is_nothing")]
    pub people: i32,
    /// When they work; none is as they did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<TeamHours>,
    /// What an hour of one of them costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_per_hour: Option<f64>,
    /// How much each of them works on at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_once: Option<u32>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(number: &i32) -> bool {
    *number == 0
}

/// When a team works.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum TeamHours {
    /// By a calendar.
    Calendar {
        /// Its id.
        id: String,
    },
    /// Round the clock.
    Always,
    /// On these days of the week, from one time of day to another.
    Weekly {
        /// 1 is Monday, 7 is Sunday.
        days: Vec<u8>,
        /// From.
        from: Time,
        /// Until.
        until: Time,
    },
}

impl TeamHours {
    /// The calendar that weekly hours are, in a zone.
    fn calendar(&self, id: &str, zone: &str) -> Option<WorkCalendar> {
        let TeamHours::Weekly { days, from, until } = self else { return None };
        let hours = |day: usize| {
            if days.contains(&(day as u8 + 1)) { vec![Hours { from: *from, until: *until }] } else { vec![] }
        };
        let week = std::array::from_fn(hours);
        Some(WorkCalendar {
            id: id.to_owned(),
            name: id.to_owned(),
            time_zone: zone.to_owned(),
            week,
            days: BTreeMap::new(),
        })
    }
}

/// A step that is other.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct StepChange {
    /// The id of the element.
    pub step: String,
    /// It takes so many times as long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factor: Option<f64>,
    /// It takes this long on average: work in the shape that was learned, and where nothing was, an exponential time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<Span>,
    /// The wait that has no cause in the model becomes so many times as long; 0 takes it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<f64>,
    /// A system does it, in exactly [`Self::duration`], and nobody waits for people.
    #[serde(skip_serializing_if = "is_false", deserialize_with = "null_is_nothing")]
    pub automated: bool,
    /// This team does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// Nobody of this team or group does it any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without: Option<String>,
    /// Somebody else does it than who did this step in the same case: four eyes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apart: Option<String>,
    /// What it costs each time, beside people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
    /// How urgent it is, where the discipline looks at that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<i32>,
    /// It is collected and done in one go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<Batch>,
    /// Batches of it have this size; 1 is no batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_size: Option<u32>,
    /// Nobody has a queue of their own for it: whoever is free takes what comes.
    #[serde(skip_serializing_if = "is_false", deserialize_with = "null_is_nothing")]
    pub shared: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

/// A gateway whose ways are taken more or less often. What the data say there does not count any more.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct BranchChange {
    /// The id of the exclusive gateway.
    pub gateway: String,
    /// How probable each of its flows is.
    pub probabilities: BTreeMap<String, f64>,
}

impl Changes {
    /// These, and others beside them.
    #[must_use]
    pub fn and(&self, others: &Changes) -> Changes {
        let (mut all, others) = (self.clone(), others.clone());
        all.arrivals = others.arrivals.or(all.arrivals);
        all.discipline = others.discipline.or(all.discipline);
        all.kinds = others.kinds.or(all.kinds);
        all.teams.extend(others.teams);
        all.steps.extend(others.steps);
        all.branches.extend(others.branches);
        all
    }

    /// Is nothing different?
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }
}
