//! Guesses of passwords that failed: by the name that was tried, known or not, and by the address that tried.
//!
//! The failures of known users are also kept with them, so that a restart does not forget them. What is here bounds what
//! strangers may try at all, and makes names that exist and names that do not look the same.
use std::collections::HashMap;
use std::net::Ipv6Addr;
use std::sync::{Mutex, MutexGuard, PoisonError};
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

/// A guess that is being looked at. It counts as a wrong one until it is said what became of it, so that of many at once no
/// more are looked at than one after the other, and so that nobody takes one back by going away before the answer.
#[derive(Debug)]
#[must_use]
pub struct Guess<'a> {
    guesses: &'a Guesses,
    now: Timestamp,
    /// The name and the address, with when they had failed before.
    counted: [(Key, Option<Timestamp>); 2],
}

impl Guess<'_> {
    /// It was right: the name begins anew. The address has what it had before, or one good account would open the door to
    /// guesses; and no more than that, or whoever shares it would be kept out by those who get in.
    pub fn right(self) {
        let [(name, _), (address, before)] = self.counted;
        let mut all = self.guesses.all();
        all.remove(&name);
        take_back(&mut all, &address, before, self.now);
    }

    /// Nobody has looked at it: it is none.
    pub fn not_looked_at(self) {
        let mut all = self.guesses.all();
        for (key, before) in &self.counted {
            take_back(&mut all, key, *before, self.now);
        }
    }
}

/// One failure less; when the last was is as it was before, unless another one came since.
fn take_back(all: &mut HashMap<Key, Failures>, key: &Key, before: Option<Timestamp>, counted: Timestamp) {
    let Some(failures) = all.get_mut(key) else { return };
    failures.count = failures.count.saturating_sub(1);
    if failures.last == counted {
        failures.last = before.unwrap_or(counted);
    }
    if failures.count == 0 {
        all.remove(key);
    }
}

impl Guesses {
    /// Until when no guess of this name or from this address is looked at; none is that it may be tried.
    pub fn wait(&self, name: &str, address: &str, now: Timestamp) -> Option<Timestamp> {
        let all = self.all();
        let until = |key: &Key, shared: u32| {
            let failures = all.get(key)?;
            locked_until(failures.count / shared, Some(failures.last)).filter(|until| *until > now)
        };
        let (name, address) = (Key::Name(short(name)), Key::Address(network(address)));
        until(&name, 1).max(until(&address, SHARED))
    }

    /// Somebody guesses: a failure, until it is said to be none.
    pub fn begin(&self, name: &str, address: &str, now: Timestamp) -> Guess<'_> {
        let mut all = self.all();
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
        let counted = [Key::Name(short(name)), Key::Address(network(address))].map(|key| {
            let known = all.get(&key).copied().filter(|failures| failures.last.0 + FORGOTTEN_MS > now.0);
            let count = known.map_or(0, |failures| failures.count);
            all.insert(key.clone(), Failures { count: count.saturating_add(1), last: now });
            (key, known.map(|failures| failures.last))
        });
        Guess { guesses: self, now, counted }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Key, Failures>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is remembered of a name: nobody makes us keep a long one.
fn short(name: &str) -> String {
    name.chars().take(100).collect()
}

/// From where an address is: of IPv6 the network, for whoever has one address of it has all of them.
fn network(address: &str) -> String {
    match address.parse::<Ipv6Addr>() {
        Ok(six) if six.to_ipv4_mapped().is_none() => {
            let [a, b, c, d, ..] = six.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fail(guesses: &Guesses, name: &str, address: &str, now: Timestamp) {
        let _wrong = guesses.begin(name, address, now);
    }

    #[test]
    fn a_name_waits_after_a_few_failures_and_an_address_after_many() {
        let guesses = Guesses::default();
        let now = Timestamp(1_000_000);
        for _ in 0..4 {
            fail(&guesses, "ann", "10.0.0.1", now);
        }
        assert_eq!(guesses.wait("ann", "10.0.0.2", now), None);
        fail(&guesses, "ann", "10.0.0.1", now);
        assert_eq!(guesses.wait("ann", "10.0.0.2", now), Some(Timestamp(now.0 + 3000)));
        assert_eq!(guesses.wait("bob", "10.0.0.1", now), None, "others at the same address go on");
        assert_eq!(guesses.wait("ann", "10.0.0.2", Timestamp(now.0 + 3000)), None);
        for n in 0..100 {
            fail(&guesses, &format!("name {n}"), "10.0.0.1", now);
        }
        assert!(guesses.wait("bob", "10.0.0.1", now).is_some(), "one that tries many names waits too");
        guesses.begin("ann", "10.0.0.1", now).right();
        assert_eq!(guesses.wait("ann", "10.0.0.2", now), None);
        assert!(guesses.wait("ann", "10.0.0.1", now).is_some());
    }

    #[test]
    fn who_gets_in_and_what_nobody_looked_at_keep_nobody_out() {
        let guesses = Guesses::default();
        let now = Timestamp(1_000_000);
        for n in 0..1000 {
            guesses.begin(&format!("name {n}"), "10.0.0.1", now).right();
            guesses.begin("ann", "10.0.0.1", now).not_looked_at();
        }
        assert_eq!(guesses.wait("ann", "10.0.0.1", now), None);
        assert!(guesses.all().is_empty());
        // Whoever has waited long enough and then gets in does not wait again for it.
        for n in 0..100 {
            fail(&guesses, &format!("name {n}"), "10.0.0.1", now);
        }
        let until = guesses.wait("bob", "10.0.0.1", now).unwrap();
        guesses.begin("ann", "10.0.0.1", until).right();
        assert_eq!(guesses.wait("bob", "10.0.0.1", until), None);
        // And opens no door: the next wrong guess is one more than before.
        fail(&guesses, "eve", "10.0.0.1", until);
        assert!(guesses.wait("bob", "10.0.0.1", until).is_some());
    }

    #[test]
    fn whoever_has_one_address_of_a_network_has_all_of_them() {
        let guesses = Guesses::default();
        let now = Timestamp(1_000_000);
        for n in 0..105 {
            fail(&guesses, &format!("name {n}"), &format!("2001:db8:1:2:{n:x}::{n:x}"), now);
        }
        assert!(guesses.wait("bob", "2001:db8:1:2:ffff::1", now).is_some());
        assert_eq!(guesses.wait("bob", "2001:db8:1:3::1", now), None, "the next network is somebody else's");
        for n in 0..105 {
            fail(&guesses, &format!("other {n}"), &format!("::ffff:10.0.0.{n}"), now);
        }
        assert_eq!(
            guesses.wait("bob", "::ffff:10.0.0.200", now),
            None,
            "an address of IPv4 is one however it is written"
        );
    }

    #[test]
    fn memory_is_bounded() {
        let guesses = Guesses::default();
        for n in 0..(REMEMBERED_MAX as i64 + 10_000) {
            fail(&guesses, &n.to_string(), "10.0.0.1", Timestamp(n));
        }
        assert!(guesses.0.lock().unwrap().len() <= REMEMBERED_MAX + 1);
    }
}
