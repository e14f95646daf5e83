//! Indicators: a figure of a process, or of a node of the landscape, with a target that somebody answers for.
//!
//! What is measured is a [`Formula`] of the library, so that a card of the library, a node of the landscape and an indicator
//! speak of the same thing. [`Indicator::check`] refuses what can not be measured or can not be reached; [`stands`] judges a
//! value. Nothing here measures: that is done by whoever knows the history.
mod check;
mod stand;

pub use check::IndicatorError;
pub use stand::{Aim, Stand, stands};

use crate::landscape::Party;
use crate::library::{Direction, Formula, Words};
use serde::{Deserialize, Serialize};

/// The key of an indicator, in bytes.
pub const KEY_BYTES_MAX: usize = 120;
/// A name, in bytes.
pub const NAME_BYTES_MAX: usize = 300;
/// The longest window, in days.
pub const WINDOW_DAYS_MAX: u32 = 3_650;
/// The greatest weight.
pub const WEIGHT_MAX: f64 = 1_000.0;
/// On how many values an indicator rests at most before it says anything.
pub const LEAST_MAX: u64 = 100_000;
/// On how many values it rests where nobody says.
pub const LEAST: u64 = 20;

/// What is measured, against what, and who answers for it. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Indicator {
    /// Letters of ASCII, digits, `.`, `_` and `-`. Rules name it by this.
    pub key: String,
    /// Its name, in one language at least.
    pub name: Words,
    /// What is measured, a [`Formula`]: `p90(sojourn of answer)`.
    pub formula: String,
    /// The process that it is of; or it names a node.
    #[serde(default)]
    pub process: Option<String>,
    /// Only this version of the process.
    #[serde(default)]
    pub version: Option<u32>,
    /// The node of the landscape that it is of: all processes that the node or a node below it is linked to.
    #[serde(default)]
    pub node: Option<String>,
    /// So many days until now count.
    pub window_days: u32,
    /// What its values are counted in; one of those that its formula yields.
    pub unit: String,
    /// Which way it is better.
    pub direction: Direction,
    /// The value to reach.
    pub target: f64,
    /// Up to here it is only doubtful; none: the target itself parts good from bad.
    #[serde(default)]
    pub warn: Option<f64>,
    /// How much it counts beside others, where several are made one.
    #[serde(default = "one")]
    pub weight: f64,
    /// Who answers for it.
    pub owner: Party,
    /// The work calendar in which working hours and days are counted; none: the only one there is.
    #[serde(default)]
    pub calendar: Option<String>,
    /// On how many values it must rest before it says anything.
    #[serde(default = "least")]
    pub least: u64,
}

const fn one() -> f64 {
    1.0
}

const fn least() -> u64 {
    LEAST
}

impl Indicator {
    /// Its formula, read.
    pub fn measured(&self) -> Result<Formula, IndicatorError> {
        self.formula.parse::<Formula>().map_err(|error| IndicatorError::Formula { message: error.to_string() })
    }

    /// What a value is judged by.
    pub fn aim(&self) -> Aim {
        Aim { direction: self.direction, target: self.target, warn: self.warn }
    }
}
