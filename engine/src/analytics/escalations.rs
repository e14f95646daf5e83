//! What becomes of escalations in an instance: who is addressed is whoever catches one, and what they are asked to do is the first
//! work on the way that it begins. When that is done it is closed; so it is when the way comes to its end without any work.
use std::collections::BTreeSet;
use weir_core::{Event, Key};
use weir_mining::aggregate::PlaceId;
use weir_mining::ledger::Ledger;

/// So many are followed at a time in one instance; a loop may throw any number of them.
const FOLLOWED_MAX: usize = 1_000;

/// Those of one instance that are not closed.
#[derive(Debug, Default)]
pub struct Escalations(Vec<Way>);

/// The way that an escalation began.
#[derive(Debug)]
struct Way {
    number: u32,
    /// Who caught it: what it began is told to have been caused by this.
    caught_by: Key,
    /// All visits on it.
    visits: BTreeSet<Key>,
    /// Those of them that have not ended.
    open: BTreeSet<Key>,
    closed: bool,
}

impl Escalations {
    /// Something happened in the instance, in this process and version; `called` says whether another instance called it.
    pub fn note(&mut self, ledger: &mut Ledger, (place, called): (PlaceId, bool), at: i64, event: &Event) {
        match event {
            Event::EscalationThrown { key, caught_by, .. } => {
                for way in self.0.iter().filter(|way| way.visits.contains(key)) {
                    ledger.escalated_again(way.number);
                }
                // What leaves a called instance is thrown again in its caller, and counts there.
                if (caught_by.is_none() && called) || self.0.len() >= FOLLOWED_MAX {
                    return;
                }
                let number = ledger.escalate(place, at, caught_by.is_some());
                if let Some(caught_by) = *caught_by {
                    let (visits, open) = (BTreeSet::new(), BTreeSet::new());
                    self.0.push(Way { number, caught_by, visits, open, closed: false });
                }
            }
            Event::ElementActivating { key, scope, caused_by, triggered, .. } => {
                for way in &mut self.0 {
                    let begins = way.visits.is_empty() && *triggered && caused_by.contains(&way.caught_by);
                    let goes_on = caused_by.iter().chain(scope).any(|before| way.visits.contains(before));
                    if begins || goes_on {
                        way.visits.insert(*key);
                        way.open.insert(*key);
                    }
                }
            }
            _ => {}
        }
    }

    /// A visit has ended; `done`: it was work, and somebody or something has done it.
    pub fn left(&mut self, ledger: &mut Ledger, key: Key, at: i64, done: bool) {
        for way in &mut self.0 {
            if way.open.remove(&key) && done {
                ledger.escalation_closed(way.number, at);
                way.closed = true;
            }
        }
    }

    /// A step is over: a way on which nothing goes on has come to its end.
    pub fn settle(&mut self, ledger: &mut Ledger, at: i64) {
        self.0.retain(|way| {
            let ended = !way.visits.is_empty() && way.open.is_empty();
            if ended && !way.closed {
                ledger.escalation_closed(way.number, at);
            }
            !way.closed && !ended
        });
    }
}
