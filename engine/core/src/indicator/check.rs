//! What an indicator must be, to be kept.
use super::{Indicator, KEY_BYTES_MAX, LEAST_MAX, NAME_BYTES_MAX, WEIGHT_MAX, WINDOW_DAYS_MAX};
use crate::library::{Direction, Formula, Yields};

/// Why an indicator is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IndicatorError {
    /// Its key is none.
    #[error("a key has 1 to {KEY_BYTES_MAX} letters of ASCII, digits, `.`, `_` and `-`")]
    Key,
    /// It has no name, or one that is too long.
    #[error("a name is said in one language at least, in up to {NAME_BYTES_MAX} bytes each")]
    Name,
    /// What it measures cannot be measured.
    #[error("{message}")]
    Formula {
        /// What is wrong with it, and what is taken.
        message: String,
    },
    /// Its unit does not fit what its formula yields.
    #[error("{message}")]
    Unit {
        /// What fits.
        message: String,
    },
    /// It is of nothing, or of two things.
    #[error("an indicator is of a process, with or without a version, or of a node of the landscape: name one of them")]
    Scope,
    /// Its window is none.
    #[error("a window has 1 to {WINDOW_DAYS_MAX} days")]
    Window,
    /// Its target cannot be reached, or its bound lies on the wrong side of it.
    #[error("{message}")]
    Target {
        /// What is wrong.
        message: String,
    },
    /// Its weight is none.
    #[error("a weight is above 0 and at most {WEIGHT_MAX}")]
    Weight,
    /// It would rest on nothing, or on more than ever happens.
    #[error("an indicator rests on 1 to {LEAST_MAX} values at least")]
    Least,
}

impl IndicatorError {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            IndicatorError::Key => "indicator-key",
            IndicatorError::Name => "indicator-name",
            IndicatorError::Formula { .. } => "indicator-formula",
            IndicatorError::Unit { .. } => "indicator-unit",
            IndicatorError::Scope => "indicator-scope",
            IndicatorError::Window => "indicator-window",
            IndicatorError::Target { .. } => "indicator-target",
            IndicatorError::Weight => "indicator-weight",
            IndicatorError::Least => "indicator-least",
        }
    }
}

/// Durations of which it is known from when until when they went, so that they can be told in working time too.
const BETWEEN_TWO_MOMENTS: [&str; 4] = ["sojourn", "wait", "queue", "claim-to-start"];

impl Indicator {
    /// Can it be kept? The first thing that speaks against it is told.
    pub fn check(&self) -> Result<(), IndicatorError> {
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        if !(1..=KEY_BYTES_MAX).contains(&self.key.len()) || !self.key.bytes().all(letter) {
            return Err(IndicatorError::Key);
        }
        let names = [&self.name.zh, &self.name.en];
        if names.iter().all(|name| name.trim().is_empty()) || names.iter().any(|name| name.len() > NAME_BYTES_MAX) {
            return Err(IndicatorError::Name);
        }
        if self.process.is_some() == self.node.is_some() || (self.node.is_some() && self.version.is_some()) {
            return Err(IndicatorError::Scope);
        }
        self.unit_fits(&self.measured()?)?;
        if !(1..=WINDOW_DAYS_MAX).contains(&self.window_days) {
            return Err(IndicatorError::Window);
        }
        self.target_fits()?;
        if !(self.weight > 0.0 && self.weight <= WEIGHT_MAX) {
            return Err(IndicatorError::Weight);
        }
        if (1..=LEAST_MAX).contains(&self.least) { Ok(()) } else { Err(IndicatorError::Least) }
    }

    fn unit_fits(&self, formula: &Formula) -> Result<(), IndicatorError> {
        let unit = |message: String| Err(IndicatorError::Unit { message });
        if !formula.takes(&self.unit) {
            let units = formula.measure.yields.units().join(", ");
            return unit(format!("`{}` is no unit of `{}`; use {units}", self.unit, self.formula));
        }
        let working = self.unit.starts_with("working-");
        if working && !BETWEEN_TWO_MOMENTS.contains(&formula.measure.name) {
            let name = formula.measure.name;
            return unit(format!("`{name}` is no time between two moments: it is told in minutes, hours or days"));
        }
        if self.calendar.is_some() && !working {
            return unit("a work calendar goes with working hours and working days".to_owned());
        }
        Ok(())
    }

    fn target_fits(&self) -> Result<(), IndicatorError> {
        let target = |message: String| Err(IndicatorError::Target { message });
        let share = self.measured().is_ok_and(|formula| formula.measure.yields == Yields::Share);
        let range = if share { 0.0..=100.0 } else { 0.0..=f64::MAX };
        let numbers = [Some(self.target), self.warn].into_iter().flatten();
        if let Some(number) = numbers.into_iter().find(|number| !range.contains(number)) {
            return target(format!("{number} cannot be reached"));
        }
        let Some(warn) = self.warn else { return Ok(()) };
        let beyond = match self.direction {
            Direction::Higher => warn <= self.target,
            Direction::Lower => warn >= self.target,
        };
        if beyond { Ok(()) } else { target(format!("the bound {warn} is better than the target {}", self.target)) }
    }
}
