//! What a rule would have done: it is played over past windows by the machine that runs it, before it is saved.
use super::alert::{Alarm, Reading, Rule, State};

/// What a rule would have done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BackTest {
    /// The windows at which it would have begun to fire.
    pub firings: Vec<usize>,
    /// How many windows it would have fired.
    pub windows_in_alarm: usize,
    /// How many windows had too few cases.
    pub held: usize,
    /// Firings in which there was an incident, of those that were known.
    pub confirmed: usize,
    /// The states, window by window.
    pub states: Vec<State>,
}

impl BackTest {
    /// The share of firings that were confirmed; none without firings.
    pub fn precision(&self) -> Option<f64> {
        (!self.firings.is_empty()).then(|| self.confirmed as f64 / self.firings.len() as f64)
    }
}

/// The same rule with its lines as they are, and 10 % in and out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sensitivity {
    /// With lines that are 10 % less.
    pub less: BackTest,
    /// As it is.
    pub same: BackTest,
    /// With lines that are 10 % more.
    pub more: BackTest,
}

/// Plays a rule over past windows. `incident` says of a window whether there was one.
pub fn back_test(rule: &Rule, readings: &[Reading], incident: impl Fn(usize) -> bool + Copy) -> Sensitivity {
    let moved = |factor: f64| Rule {
        warn: rule.warn * factor,
        critical: rule.critical.map(|line| line * factor),
        clear: rule.clear.map(|line| line * factor),
        ..*rule
    };
    Sensitivity {
        less: play(&moved(0.9), readings, incident),
        same: play(rule, readings, incident),
        more: play(&moved(1.1), readings, incident),
    }
}

fn play(rule: &Rule, readings: &[Reading], incident: impl Fn(usize) -> bool) -> BackTest {
    let mut alarm = Alarm::default();
    let mut out = BackTest::default();
    let (mut firing, mut confirmed) = (false, false);
    for (window, reading) in readings.iter().enumerate() {
        out.states.push(alarm.step(rule, reading));
        out.held += usize::from(alarm.held);
        if alarm.is_firing() {
            if !firing {
                out.firings.push(window);
                confirmed = false;
            }
            out.windows_in_alarm += 1;
            if !confirmed && incident(window) {
                confirmed = true;
                out.confirmed += 1;
            }
        }
        firing = alarm.is_firing();
    }
    out
}
