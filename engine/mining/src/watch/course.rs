//! The course of a rule: its alarm, and whether it flaps. The engine that watches and the back-test take the same steps here,
//! so that what a back-test says is what will happen.
use super::alert::{Alarm, Reading, Rule, State, flaps};
use crate::aggregate::DAY_MS;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// See the [module](self). It is kept with the engine's data: it only grows at its end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// Where the alarm stands.
    pub alarm: Alarm,
    /// When it began or ceased to ring within the last day, ms.
    changes: VecDeque<i64>,
}

/// One step of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turned {
    /// Where it stood.
    pub before: State,
    /// Where it stands.
    pub after: State,
    /// Did it flap, so that twice as many windows were asked for?
    pub flapping: bool,
}

impl Course {
    /// Goes on by one window, that of this moment.
    pub fn step(&mut self, rule: &Rule, reading: &Reading, at: i64) -> Turned {
        while self.changes.front().is_some_and(|change| at - change > DAY_MS) {
            self.changes.pop_front();
        }
        let flapping = flaps(self.changes.make_contiguous(), at);
        let asked = if flapping { rule.damped() } else { *rule };
        let (before, rang) = (self.alarm.state, self.alarm.is_firing());
        let after = self.alarm.step(&asked, reading);
        if rang != self.alarm.is_firing() {
            self.changes.push_back(at);
        }
        Turned { before, after, flapping }
    }
}
