//! How a value stands to its target.
use crate::library::Direction;
use serde::{Deserialize, Serialize};

/// What a value is judged by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aim {
    /// Which way it is better.
    pub direction: Direction,
    /// The value to reach.
    pub target: f64,
    /// Up to here it is only doubtful.
    pub warn: Option<f64>,
}

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Stand {
    /// The target is reached.
    Good,
    /// It is not, but the bound of doubt is.
    Warn,
    /// Neither is.
    Bad,
    /// Nothing of the kind happened in the window.
    NoData,
    /// Too little happened to say anything.
    TooFew,
    /// It cannot be told; why is said beside it.
    Unavailable,
}

/// How a value stands to a target. At the target it is good, at the bound doubtful.
///
/// ```
/// use weir_core::indicator::{Aim, Stand, stands};
/// use weir_core::library::Direction;
/// let aim = Aim { direction: Direction::Lower, target: 2.0, warn: Some(3.0) };
/// assert_eq!([2.0, 3.0, 3.1].map(|value| stands(&aim, value)), [Stand::Good, Stand::Warn, Stand::Bad]);
/// ```
pub fn stands(aim: &Aim, value: f64) -> Stand {
    let reaches = |bound: f64| match aim.direction {
        Direction::Higher => value >= bound,
        Direction::Lower => value <= bound,
    };
    if reaches(aim.target) {
        Stand::Good
    } else if aim.warn.is_some_and(reaches) {
        Stand::Warn
    } else {
        Stand::Bad
    }
}

impl Stand {
    /// Was something measured?
    pub fn is_measured(self) -> bool {
        matches!(self, Stand::Good | Stand::Warn | Stand::Bad)
    }
}
