//! Guesses of passwords that failed: by the name that was tried, known or not, and by the address that tried.
//!
//! The failures of known users are also kept with them, so that a restart does not forget them. What is here bounds what
//! strangers may try at all, and makes names that exist and names that do not look the same.
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use weir_core::Timestamp;
use weir_core::access::locked_until;

/// How many names and addresses are remembered; those whose wait is over are forgotten first.
const REMEMBERED_MAX: usize = 50_000;
/// An address may fail so many times as often as a name before it has to wait: many people may share one.
const SHARED: u32 = 20;
/// After so long without a failure it is forgotten.
const FORGOTTEN_MS: i64 = 24 * 3_600_000;

/// Who has failed how often.
#[derive(Debug, Default)]
pub struct Guesses(Mutex<HashMap<Key, Failures>>);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Name(String),
    Address(String),
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Timestamp,
}

impl Guesses {
    /// Until when no guess of this name or from this address is looked at; none is that it may be tried.
    pub fn wait(&self, name: &str, address: &str, now: Timestamp) -> Option<Timestamp> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let until = |key: &Key, shared: u32| {
            let failures = all.get(key)?;
            locked_until(failures.count / shared, Some(failures.last)).filter(|until| *until > now)
        };
        let (name, address) = (Key::Name(short(name)), Key::Address(address.to_owned()));
        until(&name, 1).max(until(&address, SHARED))
    }

    /// A guess failed.
    pub fn failed(&self, name: &str, address: &str, now: Timestamp) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= REMEMBERED_MAX {
            all.retain(|_, failures| failures.last.0 + FORGOTTEN_MS > now.0 && failures.count > 1);
            if all.len() >= REMEMBERED_MAX {
                // Under attack by very many names: the oldest half goes.
                let mut times: Vec<i64> = all.values().map(|failures| failures.last.0).collect();
                let middle = times.len() / 2;
                let (_, median, _) = times.select_nth_unstable(middle);
                let median = *median;
                all.retain(|_, failures| failures.last.0 > median);
            }
        }
        for key in [Key::Name(short(name)), Key::Address(address.to_owned())] {
            let failures = all.entry(key).or_insert(Failures { count: 0, last: now });
            if failures.last.0 + FORGOTTEN_MS <= now.0 {
                failures.count = 0;
            }
            *failures = Failures { count: failures.count.saturating_add(1), last: now };
        }
    }

    /// A guess was right: the name begins anew. The address does not, or one good account would open the door to guesses.
    pub fn succeeded(&self, name: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&Key::Name(short(name)));
    }
}

/// What is remembered of a name: nobody makes us keep a long one.
fn short(name: &str) -> String {
    name.chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_waits_after_a_few_failures_and_an_address_after_many() {
        let guesses = Guesses::default();
        let now = Timestamp(1_000_000);
        for _ in 0..4 {
            guesses.failed("ann", "10.0.0.1", now);
        }
        assert_eq!(guesses.wait("ann", "10.0.0.2", now), None);
        guesses.failed("ann", "10.0.0.1", now);
        assert_eq!(guesses.wait("ann", "10.0.0.2", now), Some(Timestamp(now.0 + 3000)));
        assert_eq!(guesses.wait("bob", "10.0.0.1", now), None, "others at the same address go on");
        assert_eq!(guesses.wait("ann", "10.0.0.2", Timestamp(now.0 + 3000)), None);
        for n in 0..100 {
            guesses.failed(&format!("name {n}"), "10.0.0.1", now);
        }
        assert!(guesses.wait("bob", "10.0.0.1", now).is_some(), "one that tries many names waits too");
        guesses.succeeded("ann");
        assert_eq!(guesses.wait("ann", "10.0.0.2", now), None);
        assert!(guesses.wait("ann", "10.0.0.1", now).is_some());
    }

    #[test]
    fn memory_is_bounded() {
        let guesses = Guesses::default();
        for n in 0..(REMEMBERED_MAX as i64 + 10_000) {
            guesses.failed(&n.to_string(), "10.0.0.1", Timestamp(n));
        }
        assert!(guesses.0.lock().unwrap().len() <= REMEMBERED_MAX + 1);
    }
}
