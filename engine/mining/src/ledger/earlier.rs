//! What variables of a case were before they became what they are: somebody decided what the variable was when they were done,
//! and not what it was in the end.
use super::row::{CaseRow, Jump};
use super::values::Valued;

/// So many earlier values of a case are kept; of older ones nothing is known.
pub const EARLIER_MAX: usize = 32;

/// What a variable once was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Earlier {
    /// The variable.
    pub variable: u16,
    /// What it was,
    pub value: Valued,
    /// since then, ms,
    pub from: i64,
    /// until then, ms.
    pub until: i64,
}

impl CaseRow {
    /// A variable is so from this moment on; nothing: it is no value that is followed. What is only said again is as old as
    /// it was.
    pub(super) fn becomes(&mut self, variable: u16, value: Option<Valued>, at: i64) {
        let Some(place) = self.values.iter().position(|(known, _)| *known == variable) else {
            if let Some(value) = value {
                self.values.push((variable, value));
                self.since.push(at);
            }
            return;
        };
        let (old, from) = (self.values[place].1, self.since[place]);
        if value == Some(old) {
            return;
        }
        if self.earlier.len() == EARLIER_MAX {
            self.earlier.remove(0);
        }
        self.earlier.push(Earlier { variable, value: old, from, until: at });
        let Some(value) = value else {
            self.values.remove(place);
            self.since.remove(place);
            return;
        };
        (self.values[place].1, self.since[place]) = (value, at);
        if let (Valued::Number(from), Valued::Number(to)) = (old, value) {
            self.jumped(Jump { variable, from, to, at });
        }
    }

    /// What a variable was at a moment.
    pub(super) fn value_at(&self, variable: u16, at: i64) -> Option<Valued> {
        let now = self.values.iter().zip(&self.since).find(|((known, _), _)| *known == variable);
        if let Some(((_, value), since)) = now
            && *since <= at
        {
            return Some(*value);
        }
        let then = |of: &&Earlier| of.variable == variable && of.from <= at && at < of.until;
        self.earlier.iter().find(then).map(|of| of.value)
    }

    /// Of each variable the greatest change is kept.
    fn jumped(&mut self, jump: Jump) {
        match self.jumps.iter_mut().find(|known| known.variable == jump.variable) {
            Some(known) if known.by() < jump.by() => *known = jump,
            Some(_) => {}
            None => self.jumps.push(jump),
        }
    }
}
