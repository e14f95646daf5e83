//! Instances that go round and round by themselves.
//!
//! A cycle in which nothing waits ends within its step, by the moves that a step may make. One in which something is asked
//! that answers at once (a called process that has nothing to do, a decision, a value that a child process finds, a timer
//! that is due already) takes a step for each round, and would go on for ever: it would fill the disk. It ends here, in the
//! same way: with an incident where it stands, and resolved it goes on from there.
//!
//! What one instance, or branch, throws and another answers is no cycle of any of them: there the answers are counted along
//! the chain in which each caused the next.
use super::cache::Hot;
use crate::projection::Parcel;
use std::collections::HashMap;
use weir_core::process::Kind;
use weir_core::wait::WaitFor;
use weir_core::{Command, ElementId, Key, Timestamp, WaitId};

/// What comes later than this after the round before has made a pause.
const PAUSE_MS: i64 = 1000;
/// Of so many elements of an instance the rounds are counted.
const COUNTED_MAX: usize = 20_000;

/// The rounds of an instance since its last pause. It is kept in memory only: whoever goes round is at hand.
#[derive(Debug, Default)]
pub struct Rounds {
    last: Timestamp,
    /// By scope and element.
    counts: HashMap<(Key, ElementId), u32>,
}

impl Rounds {
    /// One more. Has it been round too often?
    fn again(&mut self, place: (Key, ElementId), now: Timestamp, most: u32) -> bool {
        // A clock that was put back is a pause too.
        if !(0..=PAUSE_MS).contains(&now.0.saturating_sub(self.last.0)) || self.counts.len() >= COUNTED_MAX {
            self.counts.clear();
        }
        self.last = now;
        let count = self.counts.entry(place).or_default();
        *count += 1;
        if *count <= most {
            return false;
        }
        // Resolved, it may go round as often again.
        self.counts.clear();
        true
    }
}

impl Hot {
    /// Is this one round too many? Instances of a multi-instance activity are no rounds: there is a bound on their number.
    pub(super) fn goes_round(&mut self, command: &Command, now: Timestamp, most: u32) -> bool {
        let Some((key, wait)) = answered_at_once(command) else { return false };
        let Some(element) = self.instance.elements.get(&key) else { return false };
        if matches!(command, Command::FireTimer { .. }) && !self.is_due_at_once(key, wait) {
            return false;
        }
        let scope = element.scope.unwrap_or_default();
        if self.is_multi_instance(scope) {
            return false;
        }
        let place = (scope, element.element.clone());
        self.rounds.again(place, now, most)
    }

    /// A timer that waits no longer than a pause. Those that repeat have bounds in themselves, or are meant to go on.
    fn is_due_at_once(&self, key: Key, wait: WaitId) -> bool {
        match self.instance.wait(key, wait).map(|wait| (&wait.on, wait.opened)) {
            Some((WaitFor::Timer { due, cycle: None }, opened)) => due.0.saturating_sub(opened.0) <= PAUSE_MS,
            _ => false,
        }
    }

    /// Is one of the scopes around it a multi-instance activity?
    fn is_within_multi_instance(&self, key: Key) -> bool {
        let around = |key: Key| self.instance.elements.get(&key).and_then(|element| element.scope);
        std::iter::successors(around(key), |scope| around(*scope)).any(|scope| self.is_multi_instance(scope))
    }

    fn is_multi_instance(&self, scope: Key) -> bool {
        let Some(process) = &self.process else { return false };
        let node = self.instance.elements.get(&scope).and_then(|element| process.find(&element.element));
        node.is_some_and(|node| matches!(process.graph[node].kind, Kind::MultiInstance(_)))
    }
}

/// How long the chain is of messages and signals that have answered each other, up to what a step is caused by. A step that
/// was caused by anything else begins anew, as does a message that came before it was waited for: there was a pause.
#[derive(Debug, Clone, Copy, Default)]
pub struct Answering {
    count: u32,
    /// When it was thrown.
    since: Timestamp,
}

impl Answering {
    /// What a command between instances answers; none for those that follow from something else.
    pub fn of(parcel: &Parcel) -> Option<Answering> {
        match parcel {
            Parcel::Message { message, .. } => Some(Answering { count: message.answers, since: message.published }),
            // They have their receivers from those who wait when it is thrown.
            Parcel::Signal { answers, .. } | Parcel::Start { answers, .. } => {
                Some(Answering { count: *answers, since: Timestamp(i64::MAX) })
            }
            _ => None,
        }
    }

    /// The number of what the step throws.
    pub fn next(self) -> u32 {
        self.count + 1
    }

    /// Is this one too many? In the instances of a multi-instance activity, whose number has a bound, nothing is counted.
    pub(super) fn goes_round(&mut self, hot: &Hot, command: &Command, most: u32) -> bool {
        let (Command::CorrelateMessage { key, wait, .. } | Command::DeliverSignal { key, wait, .. }) = command else {
            return false;
        };
        let waited = hot.instance.wait(*key, *wait).is_some_and(|wait| wait.opened <= self.since);
        if !waited || hot.is_within_multi_instance(*key) {
            *self = Answering::default();
        }
        let is_too_long = self.count > most;
        if is_too_long {
            // Resolved, it may go on as long again.
            *self = Answering::default();
        }
        is_too_long
    }
}

/// Who has asked, where a command is an answer of the engine itself.
fn answered_at_once(command: &Command) -> Option<(Key, WaitId)> {
    match command {
        Command::CompleteChild { key, wait, .. }
        | Command::ChildSentBack { key, wait, .. }
        | Command::RefuseChild { key, wait, .. }
        | Command::AnswerEvaluation { key, wait, .. }
        | Command::AnswerDecision { key, wait, .. }
        | Command::RefuseDecision { key, wait, .. }
        | Command::FireTimer { key, wait } => Some((*key, *wait)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ROUNDS_MAX;

    #[test]
    fn rounds_are_counted_place_by_place_until_there_is_a_pause() {
        let mut rounds = Rounds::default();
        let place = |scope| (scope, ElementId::from("call".to_owned()));
        let mut go = |times, scope, at| (0..times).any(|_| rounds.again(place(scope), Timestamp(at), ROUNDS_MAX));
        assert!(!go(ROUNDS_MAX, 0, 5_000));
        assert!(!go(ROUNDS_MAX, 1, 5_000), "another scope is another place");
        assert!(!go(ROUNDS_MAX, 0, 5_000 + PAUSE_MS + 1), "after a pause it begins anew");
        assert!(go(1, 0, 5_000 + 2 * PAUSE_MS), "without one it does not");
        assert!(!go(ROUNDS_MAX, 0, 5_000 + 2 * PAUSE_MS), "resolved, it may go round as often again");
        assert!(!go(ROUNDS_MAX, 0, 0), "a clock that was put back is a pause");
    }
}
