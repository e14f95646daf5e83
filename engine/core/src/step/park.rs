//! A step that goes on and on: its tokens are parked where they stand, each with an incident. Nothing is lost, and
//! resolving an incident lets that token move on.
use super::{Driver, MOVES_MAX, Move};
use crate::failure::{Failure, Stop};
use crate::instance::{Phase, Variables};

impl Driver<'_> {
    pub(super) fn park(&mut self) {
        let stop = || Stop::Failed(Failure::TooManyMoves { max: MOVES_MAX });
        while let Some(next) = self.moves.pop_front() {
            let (key, payload) = match next {
                Move::Arrive { scope, .. } | Move::Enter { scope: Some(scope), .. } | Move::Complete(scope)
                    if !self.instance.elements.contains_key(&scope) =>
                {
                    continue;
                }
                Move::Complete(key) => (key, Variables::new()),
                Move::Enter { element, scope, caused_by, entry } => {
                    (self.create(element, scope, caused_by, &entry), entry.payload)
                }
                Move::Arrive { flow, scope, from, entry } => {
                    let element = self.process.graph[self.process.target(&flow)].id.clone();
                    (self.create(element, Some(scope), vec![from], &entry), entry.payload)
                }
            };
            if self.live(key).phase == Phase::Activating {
                self.hold(key, payload);
            }
            self.stop(key, stop());
        }
        for scope in std::mem::take(&mut self.orphaned) {
            let idle = self
                .instance
                .elements
                .get(&scope)
                .is_some_and(|e| e.phase == Phase::Activated && e.children.is_empty());
            if idle {
                self.stop(scope, stop());
            }
        }
    }
}
