//! A step that goes on and on, or whose expressions take too long: its tokens are parked where they stand, each with an incident. Nothing is lost, and
//! resolving an incident lets that token move on.
use super::budget::STEP_BYTES_MAX;
use super::{Driver, ELEMENT_INSTANCES_MAX, Move};
use crate::element;
use crate::expression::STEP_COST_MAX;
use crate::failure::{Failure, INSTANCE_TOO_LARGE, STEP_TOO_COSTLY, STEP_TOO_LARGE, Stop, TOO_MANY_MOVES};
use crate::id::Key;
use crate::instance::{ElementInstance, Phase};
use crate::process::Kind;

/// Is it parked, so that it stands still until somebody lets it go on?
pub(super) fn is_parked(e: &ElementInstance) -> bool {
    let codes = [TOO_MANY_MOVES, STEP_TOO_COSTLY, STEP_TOO_LARGE, INSTANCE_TOO_LARGE];
    e.incident.as_ref().is_some_and(|incident| codes.contains(&incident.code.as_str()))
}

impl Driver<'_> {
    pub(super) fn park(&mut self) {
        if self.budget.is_full() {
            self.hold_back();
        }
        self.park_moves();
        self.end_instances();
        self.park_moves();
        for scope in std::mem::take(&mut self.orphaned) {
            if self.instance.elements.get(&scope).is_some_and(|e| self.would_go_on(e)) {
                self.stand_still(scope);
            }
        }
        for scope in std::mem::take(&mut self.unbegun) {
            if self.instance.elements.contains_key(&scope) {
                self.stand_still(scope);
            }
        }
        self.park_joins();
        // What was not looked at any more may have turned true.
        let unseen =
            self.parameters.is_exhausted() && (self.look_at_all || !self.changed.is_empty() || !self.fresh.is_empty());
        if (unseen && !self.instance.conditional.is_empty()) || self.condition_turns_true() {
            self.stand_still(0);
        }
    }

    /// Instances of a multi-instance activity that have not begun are not made: one incident at the activity stands for all,
    /// and resolved it goes on with them.
    fn hold_back(&mut self) {
        let moves = std::mem::take(&mut self.moves);
        for next in moves {
            let of = match &next {
                Move::Enter { scope: Some(scope), caused_by, .. } if caused_by[..] == [*scope] => Some(*scope),
                _ => None,
            };
            let around = of.and_then(|scope| self.instance.elements.get(&scope));
            let repeats = |e: &ElementInstance| matches!(self.kind(e.key), Kind::MultiInstance(_)) && !e.undoes();
            let held = around.filter(|e| repeats(e)).map(|e| e.key);
            match held {
                Some(scope) => {
                    self.unbegun.insert(scope);
                }
                None => self.moves.push_back(next),
            }
        }
    }

    fn park_moves(&mut self) {
        while let Some(next) = self.moves.pop_front() {
            self.park_one(next);
        }
    }

    /// Instances of a multi-instance activity that have nothing left to do end, so that one that goes on and on does not
    /// hold them all.
    fn end_instances(&mut self) {
        let around = |scope: &Key| self.instance.elements.get(scope).and_then(|e| e.scope);
        let of_a_loop = |scope: &Key| around(scope).is_some_and(|key| matches!(self.kind(key), Kind::MultiInstance(_)));
        let over: Vec<Key> = self.orphaned.iter().copied().filter(of_a_loop).collect();
        for scope in over {
            if self.parameters.is_exhausted() {
                return;
            }
            self.orphaned.remove(&scope);
            self.child_gone(scope);
            if matches!(self.moves.back(), Some(Move::Complete(key)) if *key == scope) {
                self.moves.pop_back();
                self.advance(Move::Complete(scope));
            }
        }
    }

    /// A token rests where it would have gone next.
    pub(super) fn park_one(&mut self, next: Move) {
        match next {
            Move::Arrive { scope: key, .. }
            | Move::Enter { scope: Some(key), .. }
            | Move::Complete(key)
            | Move::Throw { key, .. }
                if !self.instance.elements.contains_key(&key) => {}
            // It is thrown again when it may go on.
            Move::Throw { key, .. } => self.stand_still(key),
            Move::Complete(key) => {
                self.work_done(key);
                self.stand_still(key);
            }
            Move::Enter { element, scope, caused_by, entry } => {
                let key = self.create(element, scope, caused_by, &entry);
                self.hold_all(key, entry);
                self.stand_still(key);
            }
            Move::Arrive { flow, scope, from, entry } => {
                let key = self.stop_at(&flow, scope, from, &entry);
                if self.live(key).phase == Phase::Activating {
                    self.hold_all(key, entry);
                }
                self.stand_still(key);
            }
        }
    }

    /// Is there no room in the instance for what this move would make? What only waits at a join needs none of its own.
    pub(super) fn has_no_room_for(&self, next: &Move) -> bool {
        let makes = match next {
            Move::Arrive { flow, .. } => !element::joins(self.process, self.process.target(flow)),
            Move::Enter { scope, .. } => scope.is_some(),
            Move::Complete(_) | Move::Throw { .. } => false,
        };
        makes && self.instance.elements.len() >= ELEMENT_INSTANCES_MAX
    }

    /// Would the instance have more element instances than it may, with these, and with all tokens that are on their way?
    pub(super) fn has_no_room_for_all(&self, children: usize) -> bool {
        self.instance.elements.len() + self.moves.len() + children > ELEMENT_INSTANCES_MAX
    }

    fn stand_still(&mut self, key: Key) {
        if !is_parked(self.live(key)) {
            let at = self.instance.elements[&key].element.to_string();
            let failure = if self.parameters.is_exhausted() {
                Failure::StepTooCostly { max: STEP_COST_MAX, at }
            } else if self.budget.is_full() {
                Failure::StepTooLarge { max: STEP_BYTES_MAX }
            } else if self.instance.elements.len() >= ELEMENT_INSTANCES_MAX {
                Failure::InstanceTooLarge { max: ELEMENT_INSTANCES_MAX }
            } else {
                Failure::TooManyMoves { max: self.budget.most() }
            };
            self.stop(key, Stop::Failed(failure));
        }
    }

    /// Would this scope do something, now that it has lost a child?
    fn would_go_on(&self, e: &ElementInstance) -> bool {
        let kind = self.kind(e.key);
        let asks = matches!(kind, Kind::AdHoc(_)) || e.undoes() || element::compensation::throws(kind);
        e.phase == Phase::Activated && (e.children.is_empty() || asks)
    }

    /// Joins that have all they need, and were not asked any more.
    fn park_joins(&mut self) {
        let waiting: Vec<Key> = self.instance.joining.iter().copied().collect();
        for key in waiting {
            match element::ready(self.view(), self.live(key)) {
                Ok(Some(_)) => self.stand_still(key),
                // It could not be asked any more.
                Err(_) if self.parameters.is_exhausted() && self.live(key).incident.is_none() => self.stand_still(key),
                Ok(None) | Err(_) => {}
            }
        }
    }
}
