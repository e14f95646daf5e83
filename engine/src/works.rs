//! Work that takes a while and runs beside everything else: how far each piece is, for those who follow it.
//!
//! It is kept in memory alone: what is lost with the engine is told anew by what the next start begins anew.
use crate::api::{Work, WorkState};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use tokio::sync::watch;

/// So many pieces that are over are told to whoever comes later: what ended while they were away, and no history.
const OVER_MAX: usize = 32;

/// What runs, and what was over last.
#[derive(Debug, Default)]
pub struct Works {
    kept: Mutex<Kept>,
    changed: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Kept {
    /// The number of the last change.
    last: u64,
    /// By the number of their last change.
    all: BTreeMap<u64, Work>,
}

impl Works {
    /// A piece of work is asked for. What was told of it already is newer.
    pub fn begin(&self, work: Work) {
        self.note(work, false);
    }

    /// A piece of work has come further, or is over.
    pub fn tell(&self, work: Work) {
        self.note(work, true);
    }

    fn note(&self, work: Work, newer: bool) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let before = kept.all.iter().find(|(_, one)| one.kind == work.kind && one.id == work.id);
        if let Some((&number, before)) = before {
            if !newer || *before == work {
                return;
            }
            kept.all.remove(&number);
        }
        kept.last += 1;
        let last = kept.last;
        kept.all.insert(last, work);
        let over = kept.all.iter().filter(|(_, work)| work.state != WorkState::Running).map(|(number, _)| *number);
        let over: Vec<u64> = over.collect();
        for number in over.iter().take(over.len().saturating_sub(OVER_MAX)) {
            kept.all.remove(number);
        }
        drop(kept);
        self.changed.send_replace(last);
    }

    /// What is other than it was at a change, in the order of the changes; and the number of the last one.
    pub fn since(&self, told: u64) -> (u64, Vec<Work>) {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        (kept.last, kept.all.range(told + 1..).map(|(_, work)| work.clone()).collect())
    }

    /// Moves whenever there is something to tell.
    pub fn changed(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::WorkKind;

    fn work(id: usize, done: u64, state: WorkState) -> Work {
        Work { kind: WorkKind::Export, id: id.to_string(), process: None, state, done, of: 10 }
    }

    #[test]
    fn whoever_follows_hears_of_each_piece_how_it_stands_now() {
        let works = Works::default();
        works.tell(work(1, 0, WorkState::Running));
        works.tell(work(2, 0, WorkState::Running));
        works.tell(work(1, 5, WorkState::Running));
        let (told, all) = works.since(0);
        assert_eq!(all, [work(2, 0, WorkState::Running), work(1, 5, WorkState::Running)]);
        works.tell(work(1, 5, WorkState::Running));
        assert_eq!(works.since(told), (told, vec![]), "nothing is other than before");
        works.tell(work(1, 10, WorkState::Done));
        assert_eq!(works.since(told).1, [work(1, 10, WorkState::Done)]);
        works.begin(work(1, 0, WorkState::Running));
        assert_eq!(works.since(told).1, [work(1, 10, WorkState::Done)], "it was over before it was told that it began");
    }

    #[test]
    fn what_is_over_is_kept_for_a_while_and_what_runs_as_long_as_it_runs() {
        let works = Works::default();
        works.tell(work(0, 1, WorkState::Running));
        for id in 1..=2 * OVER_MAX {
            works.tell(work(id, 10, WorkState::Done));
        }
        let (_, all) = works.since(0);
        assert_eq!((all.len(), all[0].id.as_str(), all[1].id.as_str()), (OVER_MAX + 1, "0", "33"));
    }
}
