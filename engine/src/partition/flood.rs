//! Processes that call or start each other may branch as they do, and then their number doubles with every level, long before
//! they are too deep. So their number is bounded beside their depth. What is counted is counted since the engine began: it is
//! a dam, and no book.
use crate::error::Error;
use crate::{CALLS_MAX, STARTS_FREE_DEPTH, STARTS_MAX, STARTS_WINDOW_MS};
use std::collections::HashMap;
use weir_core::{InstanceId, Timestamp};

/// The code of a start that comes after too many others.
pub const STARTS_TOO_MANY: &str = "starts-too-many";

/// How many definitions are watched before those that have been quiet are forgotten.
const WATCHED_MAX: usize = 1000;

/// The called instances that run, by the instance at the top of their calls. Kept by the partition that all of them live in.
#[derive(Debug, Default)]
pub struct Calls {
    running: HashMap<InstanceId, usize>,
    /// What the turn at work has counted: true is one more.
    of_turn: Vec<(InstanceId, bool)>,
}

impl Calls {
    /// May one more be called?
    pub fn expect_room(&self, root: InstanceId) -> Result<(), Error> {
        if self.running.get(&root).is_none_or(|running| *running < CALLS_MAX) {
            return Ok(());
        }
        let message = format!(
            "{CALLS_MAX} called instances run below `{root}`: does the process call itself more than once? Try again when \
             some of them have ended"
        );
        Err(Error::invalid("too-many-calls", message))
    }

    /// One was called.
    pub fn began(&mut self, root: InstanceId) {
        self.of_turn.push((root, true));
        self.add(root);
    }

    /// One has ended.
    pub fn ended(&mut self, root: InstanceId) {
        if self.take(root) {
            self.of_turn.push((root, false));
        }
    }

    /// The turn is kept.
    pub fn keep(&mut self) {
        self.of_turn.clear();
    }

    /// The turn is not kept: what it has counted is taken back.
    pub fn take_back(&mut self) {
        for (root, more) in std::mem::take(&mut self.of_turn).into_iter().rev() {
            if more {
                self.take(root);
            } else {
                self.add(root);
            }
        }
    }

    /// How many run altogether.
    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.running.values().sum()
    }

    fn add(&mut self, root: InstanceId) {
        *self.running.entry(root).or_default() += 1;
    }

    fn take(&mut self, root: InstanceId) -> bool {
        let Some(running) = self.running.get_mut(&root) else { return false };
        *running -= 1;
        if *running == 0 {
            self.running.remove(&root);
        }
        true
    }
}

/// The instances that others have started by messages and signals: how many of each definition in the current window.
#[derive(Debug, Default)]
pub struct Starts(HashMap<String, (Timestamp, usize)>);

impl Starts {
    /// One more is started, after so many others that started each other without a pause.
    pub fn add(&mut self, definition: &str, hops: u32, now: Timestamp) -> Result<(), Error> {
        if hops <= STARTS_FREE_DEPTH {
            return Ok(());
        }
        // A clock that was put back begins a new window too.
        let fresh = |since: Timestamp| (0..STARTS_WINDOW_MS).contains(&now.0.saturating_sub(since.0));
        if self.0.len() > WATCHED_MAX {
            self.0.retain(|_, (since, _)| fresh(*since));
        }
        let (since, count) = self.0.entry(definition.to_owned()).or_insert((now, 0));
        if !fresh(*since) {
            (*since, *count) = (now, 0);
        }
        if *count >= STARTS_MAX {
            let seconds = STARTS_WINDOW_MS / 1000;
            let message = format!(
                "instances that start each other without a pause have started `{definition}` {STARTS_MAX} times within \
                 {seconds} s: does it start more than one of its own kind?"
            );
            return Err(Error::invalid(STARTS_TOO_MANY, message));
        }
        *count += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_ended_make_room_for_others() {
        let (mut calls, root) = (Calls::default(), InstanceId(uuid::Uuid::from_u128(7)));
        (0..CALLS_MAX).for_each(|_| calls.began(root));
        assert_eq!(calls.expect_room(root).unwrap_err().code(), "too-many-calls");
        assert!(calls.expect_room(InstanceId(uuid::Uuid::from_u128(8))).is_ok(), "each root has its own");
        calls.ended(root);
        assert!(calls.expect_room(root).is_ok());
        (0..CALLS_MAX).for_each(|_| calls.ended(root));
        assert!(calls.running.is_empty(), "nothing is left of it");
    }

    #[test]
    fn what_a_turn_counted_that_is_not_kept_is_taken_back() {
        let (mut calls, root) = (Calls::default(), InstanceId(uuid::Uuid::from_u128(7)));
        calls.began(root);
        calls.keep();
        calls.ended(root);
        calls.began(root);
        calls.began(root);
        calls.take_back();
        assert_eq!(calls.running.get(&root), Some(&1));
        calls.ended(root);
        calls.keep();
        calls.take_back();
        assert!(calls.running.is_empty(), "and what is kept is not");
    }

    #[test]
    fn starts_are_bounded_within_a_window_and_only_deep_ones() {
        let mut starts = Starts::default();
        let (deep, at) = (STARTS_FREE_DEPTH + 1, |ms| Timestamp(1_000_000 + ms));
        for _ in 0..STARTS_MAX {
            starts.add("p:1", deep, at(0)).unwrap();
        }
        assert_eq!(starts.add("p:1", deep, at(STARTS_WINDOW_MS - 1)).unwrap_err().code(), STARTS_TOO_MANY);
        assert!(starts.add("p:1", STARTS_FREE_DEPTH, at(0)).is_ok() && starts.add("q:1", deep, at(0)).is_ok());
        assert!(starts.add("p:1", deep, at(STARTS_WINDOW_MS)).is_ok(), "a window later");
        assert!(starts.add("p:1", deep, at(-5)).is_ok(), "a clock that was put back does not close it for ever");
    }
}
