//! Those who are on their way to the provider and back: whoever begins many ways loses their own, and nobody else's.
use std::collections::HashMap;
use weir_core::Timestamp;

/// How long somebody may take at the provider.
pub const WAY_MS: i64 = 10 * 60_000;
/// How many may be on their way at the same time.
const PENDING_MAX: usize = 10_000;

/// By the state that must come back.
#[derive(Debug)]
pub struct Ways<T>(HashMap<String, Way<T>>);

#[derive(Debug)]
struct Way<T> {
    kept: T,
    /// From where it began.
    address: String,
    since: Timestamp,
}

impl<T> Default for Ways<T> {
    fn default() -> Self {
        Ways(HashMap::new())
    }
}

impl<T> Ways<T> {
    /// Somebody goes. Where too many are on their way, room is made by the address from which most have begun: the oldest of
    /// its ways is over.
    pub fn begin(&mut self, state: String, kept: T, address: &str, now: Timestamp) {
        if self.0.len() >= PENDING_MAX {
            self.0.retain(|_, way| now.0 - way.since.0 < WAY_MS);
        }
        if self.0.len() >= PENDING_MAX
            && let Some(oldest) = self.of_the_busiest()
        {
            self.0.remove(&oldest);
        }
        self.0.insert(state, Way { kept, address: address.to_owned(), since: now });
    }

    /// What was kept; a state comes back once, and not too late.
    pub fn end(&mut self, state: &str, now: Timestamp) -> Option<T> {
        let way = self.0.remove(state)?;
        (now.0 - way.since.0 < WAY_MS).then_some(way.kept)
    }

    /// The oldest way of the address that has most of them.
    fn of_the_busiest(&self) -> Option<String> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for way in self.0.values() {
            *counts.entry(&way.address).or_default() += 1;
        }
        let (busiest, _) = counts.into_iter().max_by_key(|(address, count)| (*count, *address))?;
        let theirs = self.0.iter().filter(|(_, way)| way.address == busiest);
        theirs.min_by_key(|(state, way)| (way.since, *state)).map(|(state, _)| state.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_begins_very_many_keeps_nobody_else_out() {
        let mut ways = Ways::default();
        ways.begin("ann".to_owned(), "anns", "10.0.0.1", Timestamp(0));
        for n in 0..PENDING_MAX as i64 + 100 {
            ways.begin(format!("flood {n}"), "floods", "10.6.6.6", Timestamp(n));
        }
        ways.begin("bob".to_owned(), "bobs", "10.0.0.2", Timestamp(20_000));
        assert_eq!(ways.0.len(), PENDING_MAX);
        assert_eq!(ways.end("ann", Timestamp(20_000)), Some("anns"), "who was on the way before");
        assert_eq!(ways.end("bob", Timestamp(20_000)), Some("bobs"), "and whoever comes after");
        assert_eq!(ways.end("flood 0", Timestamp(20_000)), None, "the oldest of the many made room");
    }

    #[test]
    fn a_way_ends_once_and_in_time() {
        let mut ways = Ways::default();
        for state in ["a", "b"] {
            ways.begin(state.to_owned(), (), "10.0.0.1", Timestamp(0));
        }
        assert_eq!((ways.end("a", Timestamp(1)), ways.end("a", Timestamp(2))), (Some(()), None));
        assert_eq!(ways.end("b", Timestamp(WAY_MS)), None);
    }
}
