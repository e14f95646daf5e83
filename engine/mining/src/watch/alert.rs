//! The states of an alert rule in one scope.
//!
//! OK → pending (the value is beyond a line) → warning or critical (k of the last m windows) → recovering (beyond neither
//! line of return) → OK (after j windows). Between the line and the line of return nothing changes, so a value that stands
//! there cannot make an alarm flap. With too few cases the state is held: it is never said that all is well.
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// Which side of a line is bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Side {
    /// Above it.
    Above,
    /// Below it.
    Below,
}

/// A rule's numbers. All are live: a new version takes effect at the next window.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// Which side is bad.
    pub side: Side,
    /// The line of a warning.
    pub warn: f64,
    /// The line of what is critical, further out; none: there is none.
    pub critical: Option<f64>,
    /// The line of return; none: 10 % of the warning line, or one standard error if that is more, on the good side.
    pub clear: Option<f64>,
    /// In how many of the last windows the value must be beyond.
    pub beyond: usize,
    /// How many windows are looked at.
    pub of: usize,
    /// For how many windows the value must be well before it is said to be.
    pub keep: usize,
    /// The least number of cases on which a value rests.
    pub n_min: u64,
}

/// Why a rule is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// A line is no number.
    #[error("the lines of a rule are numbers")]
    NotANumber,
    /// Critical is not further out than the warning, or the line of return not on the good side.
    #[error("on the bad side first the warning, then what is critical; the line of return is on the good side")]
    Order,
    /// k of m makes no sense.
    #[error("`beyond` is at least 1 and at most `of`, which is at most {WINDOWS_MAX}")]
    Windows,
}

/// How many windows a rule can look back.
pub const WINDOWS_MAX: usize = 1_000;

impl RuleError {
    /// Stable: clients and translations depend on it.
    pub fn code(self) -> &'static str {
        match self {
            RuleError::NotANumber => "alert-line-number",
            RuleError::Order => "alert-line-order",
            RuleError::Windows => "alert-windows",
        }
    }
}

/// What one window says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// The value; none: there is none.
    pub value: Option<f64>,
    /// On how many cases it rests.
    pub n: u64,
    /// Its standard error, 0 where it has none.
    pub error: f64,
}

/// Where an alarm stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// Nothing is wrong.
    #[default]
    Ok,
    /// Beyond the line, not often enough yet.
    Pending,
    /// Beyond the warning line.
    Warning,
    /// Beyond the critical line.
    Critical,
    /// Well again, not for long enough yet.
    Recovering,
}

/// An alarm: its state and what it remembers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// Where it stands.
    pub state: State,
    /// Was the last window held for want of cases?
    pub held: bool,
    /// How far the last windows were beyond: 0 not, 1 warning, 2 critical.
    recent: VecDeque<u8>,
    /// For how many windows it has been well.
    well: usize,
    /// The worse state that a recovery came from.
    from: State,
}

impl Rule {
    /// Is it one?
    pub fn check(&self) -> Result<(), RuleError> {
        let lines = [Some(self.warn), self.critical, self.clear];
        if lines.iter().flatten().any(|line| !line.is_finite()) {
            return Err(RuleError::NotANumber);
        }
        let further = |a: f64, b: f64| if self.side == Side::Above { a > b } else { a < b };
        if self.critical.is_some_and(|critical| further(self.warn, critical))
            || self.clear.is_some_and(|clear| further(clear, self.warn))
        {
            return Err(RuleError::Order);
        }
        if self.beyond == 0 || self.beyond > self.of || self.of > WINDOWS_MAX {
            return Err(RuleError::Windows);
        }
        Ok(())
    }

    /// The line of return for a value with this standard error.
    pub fn line_of_return(&self, error: f64) -> f64 {
        let margin = (0.1 * self.warn.abs()).max(error);
        self.clear.unwrap_or(if self.side == Side::Above { self.warn - margin } else { self.warn + margin })
    }

    fn level(&self, value: f64) -> u8 {
        let beyond = |line: f64| if self.side == Side::Above { value > line } else { value < line };
        match self.critical {
            Some(critical) if beyond(critical) => 2,
            _ => u8::from(beyond(self.warn)),
        }
    }

    fn is_well(&self, reading: &Reading, value: f64) -> bool {
        let line = self.line_of_return(reading.error);
        if self.side == Side::Above { value < line } else { value > line }
    }

    /// The rule while its alarm flaps: it asks for twice as many windows.
    #[must_use]
    pub fn damped(self) -> Self {
        let of = (self.of * 2).min(WINDOWS_MAX);
        Rule { beyond: (self.beyond * 2).min(of), of, ..self }
    }

    /// The one of two values that is further on the bad side.
    pub fn further(&self, a: f64, b: f64) -> f64 {
        if self.side == Side::Above { a.max(b) } else { a.min(b) }
    }

    /// Is the second of two values further on the bad side?
    pub fn is_further(&self, a: f64, b: f64) -> bool {
        if self.side == Side::Above { b > a } else { b < a }
    }

    /// How far a value is past the warning line: absolute, and as a share of the line.
    pub fn exceedance(&self, value: f64) -> (f64, f64) {
        let past = if self.side == Side::Above { value - self.warn } else { self.warn - value };
        (past, if self.warn == 0.0 { 0.0 } else { past / self.warn.abs() })
    }
}

impl Alarm {
    /// Goes on by one window; gives the new state.
    pub fn step(&mut self, rule: &Rule, reading: &Reading) -> State {
        let Some(value) = reading.value.filter(|value| reading.n >= rule.n_min && value.is_finite()) else {
            self.held = true;
            return self.state;
        };
        self.held = false;
        let level = rule.level(value);
        self.recent.push_back(level);
        while self.recent.len() > rule.of {
            self.recent.pop_front();
        }
        let count = |least: u8| self.recent.iter().filter(|level| **level >= least).count();
        let reached = if rule.critical.is_some() && count(2) >= rule.beyond {
            State::Critical
        } else if count(1) >= rule.beyond {
            State::Warning
        } else {
            State::Pending
        };
        let well = rule.is_well(reading, value);
        self.state = match self.state {
            // Even where one window is enough the alarm passes through pending: nobody is called by a single step.
            State::Ok if level > 0 => State::Pending,
            State::Ok => State::Ok,
            State::Pending if level > 0 => reached,
            State::Pending if well => State::Ok,
            State::Pending => State::Pending,
            alarm @ (State::Warning | State::Critical) if well => {
                (self.from, self.well) = (alarm, 1);
                if rule.keep <= 1 { State::Ok } else { State::Recovering }
            }
            alarm @ (State::Warning | State::Critical) if level > 0 => alarm.max(reached),
            alarm @ (State::Warning | State::Critical) => alarm,
            State::Recovering if level > 0 => self.from,
            State::Recovering if well => {
                self.well += 1;
                if self.well >= rule.keep { State::Ok } else { State::Recovering }
            }
            // Between the lines the time of being well neither goes on nor is lost.
            State::Recovering => State::Recovering,
        };
        if self.state == State::Ok {
            self.recent.clear();
        }
        self.state
    }

    /// Is somebody to be told?
    pub fn is_firing(&self) -> bool {
        matches!(self.state, State::Warning | State::Critical | State::Recovering)
    }
}

/// More changes in a day than this is flapping: the rule then asks for twice as many windows.
pub const FLAPS_MAX: usize = 4;

/// Does an alarm flap? The times of its changes, ms, and now.
pub fn flaps(changes: &[i64], now: i64) -> bool {
    changes.iter().filter(|at| now - **at <= crate::aggregate::DAY_MS).count() > FLAPS_MAX
}
