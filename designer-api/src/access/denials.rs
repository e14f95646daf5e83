//! Refusals are noted in the audit, the first of its kind at once; what comes again and again is counted and noted with
//! its number, so that nobody fills the log by asking for what they may not have.
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use weir_core::Timestamp;

/// How long the same is only counted after it was noted.
const AGAIN_MS: i64 = 60_000;
/// How many kinds are told apart at a time; beyond that nothing new is noted until some are over.
const KINDS_MAX: usize = 10_000;

/// What was refused lately.
#[derive(Debug, Default)]
pub struct Denials(Mutex<HashMap<String, Noted>>);

#[derive(Debug, Clone, Copy)]
struct Noted {
    at: Timestamp,
    since: u32,
}

impl Denials {
    /// It was refused once more: how often since it was noted, when it is to be noted now.
    pub fn note(&self, kind: String, now: Timestamp) -> Option<u32> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(noted) = all.get_mut(&kind) {
            noted.since = noted.since.saturating_add(1);
            if now.0 - noted.at.0 < AGAIN_MS {
                return None;
            }
            let times = noted.since;
            *noted = Noted { at: now, since: 0 };
            return Some(times);
        }
        if all.len() >= KINDS_MAX {
            all.retain(|_, noted| now.0 - noted.at.0 < AGAIN_MS);
            if all.len() >= KINDS_MAX {
                return None;
            }
        }
        all.insert(kind, Noted { at: now, since: 0 });
        Some(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_noted_once_a_minute_with_its_number() {
        let denials = Denials::default();
        let note = |kind: &str, at| denials.note(kind.to_owned(), Timestamp(at));
        assert_eq!(note("ann deploy", 0), Some(1));
        assert_eq!(note("ann operate", 0), Some(1));
        assert!((1..1000).all(|ms| note("ann deploy", ms).is_none()));
        assert_eq!(note("ann deploy", AGAIN_MS), Some(1000));
        assert_eq!(note("ann deploy", AGAIN_MS + 1), None);
    }
}
