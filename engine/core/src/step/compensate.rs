//! Compensation at work: who is undone next, and what a cancelled transaction does.
use super::{Driver, Entered, Entry, Move};
use crate::compensation::{COMPENSABLE_MAX, Compensating, Kept};
use crate::element::{self, Undoing, compensation};
use crate::event::Event;
use crate::failure::{Failure, Stop};
use crate::id::{FlowIds, Key};
use crate::instance::{ElementInstance, Phase, Variables};
use crate::past::{CHANGES_MAX, Changes};
use crate::process::Kind;
use crate::wait::{Fires, Wait, WaitFor};
use smallvec::smallvec;

/// An activity that is undone is entered and left: moves that its first run has paid for already.
const MOVES_OF_UNDOING: usize = 2;

impl Driver<'_> {
    /// What completes is kept in its scope if somebody may ask for its compensation.
    pub(super) fn keep(&mut self, key: Key) -> Result<(), Stop> {
        let e = self.live(key);
        let Some(scope) = e.scope.filter(|_| compensation::is_kept(self.view(), e)) else { return Ok(()) };
        if self.live(scope).compensable.len() >= COMPENSABLE_MAX {
            return Err(Stop::Failed(Failure::TooManyCompensable { max: COMPENSABLE_MAX }));
        }
        let changed = |e: &ElementInstance| e.changed().map_or(0, Changes::len);
        if self.instance.upwards(scope).any(|e| changed(e) >= CHANGES_MAX) {
            return Err(Stop::Failed(Failure::TooMuchPast { max: CHANGES_MAX }));
        }
        self.emit(Event::CompensationKept { key, scope, complete: true });
        Ok(())
    }

    /// BPMN 10.5.1, `waitForCompletion`: the throw event is done when all is compensated; or at once, and the
    /// compensation goes on beside the flow. Its scope waits for it in any case.
    pub(super) fn compensate(&mut self, key: Key, activities: Vec<Kept>, wait: bool) {
        if wait {
            self.emit(Event::CompensationThrown { key, activities });
            return self.child_gone(key);
        }
        let thrower = self.live(key);
        let (element, scope) = (thrower.element.clone(), thrower.scope);
        let entry = Entry::from(Entered { compensating: Some(Compensating::Beside), ..Entered::default() });
        let beside = self.create(element, scope, smallvec![key], &entry);
        self.emit(Event::ElementActivated { key: beside });
        self.emit(Event::CompensationThrown { key: beside, activities });
        self.child_gone(beside);
        if self.live(key).phase == Phase::Activated && self.live(key).looped.is_none() {
            self.moves.push_back(Move::Complete(key));
        }
    }

    /// The handler, or the completed scope once more, is entered at once: until it is gone nothing else is undone.
    pub(super) fn undo(&mut self, key: Key, undoing: Undoing) {
        let Undoing { element, compensating, variables } = undoing;
        self.budget.grant(MOVES_OF_UNDOING);
        let entry = Entry::from(Entered { locals: variables, compensating: Some(compensating), ..Entered::default() });
        let entered = self.create(element, Some(key), smallvec![key], &entry);
        self.enter(entered, Entry::default());
    }

    /// Nothing is left to be undone: the throw event goes on, the scope is over, the transaction is left by its cancel event.
    pub(super) fn undone(&mut self, key: Key) {
        if self.live(key).cancelled {
            return self.left_by_cancel(key);
        }
        if !self.live(key).undoes() {
            return self.moves.push_back(Move::Complete(key));
        }
        self.emit(Event::ElementCompleting { key });
        self.left(key, FlowIds::new(), &Entry::default());
    }

    /// BPMN 10.3.5 and 13.5.6, cancel end event: everything that runs in the transaction ends; what completed in it is
    /// compensated in reverse order, and also what completed in something that did not; only then it is left. Of a
    /// multi-instance transaction this is true for the activity as a whole.
    pub(super) fn cancel_transaction(&mut self, by: Key) {
        let nearest = self.instance.upwards(by).find(|e| self.kind(e.key) == &Kind::Transaction);
        let Some((transaction, scope)) = nearest.filter(|e| !e.undoes()).map(|e| (e.key, e.scope)) else {
            // A handler of a transaction that is being cancelled cancels nothing more.
            return self.moves.push_back(Move::Complete(by));
        };
        let looped = scope.filter(|s| element::repeats(self.kind(*s)));
        let key = looped.unwrap_or(transaction);
        self.emit(Event::TransactionCancelled { key, by });
        self.drop_tokens(key);
        let children: Vec<Key> = self.instance.children(key).map(|e| e.key).collect();
        for child in children.into_iter().rev() {
            self.interrupt(child, key);
        }
        // What goes wrong while it is undone is a hazard, and may still be caught.
        let stays = |w: &Wait| matches!(w.on, WaitFor::Cancel | WaitFor::Error { .. } | WaitFor::Escalation { .. });
        self.close(key, |w| !(stays(w) && matches!(w.fires, Fires::Boundary { .. })));
        self.child_gone(key);
    }

    /// Ends what runs, and leaves to the scope around what completed in it.
    fn interrupt(&mut self, key: Key, scope: Key) {
        self.drop_tokens(key);
        let children: Vec<Key> = self.instance.children(key).map(|e| e.key).collect();
        for child in children.into_iter().rev() {
            self.interrupt(child, key);
        }
        if !self.live(key).compensable.is_empty() {
            self.emit(Event::CompensationKept { key, scope, complete: false });
        }
        self.terminate(key, None);
    }

    fn left_by_cancel(&mut self, key: Key) {
        if let Some(wait) = self.live(key).waits.iter().find(|w| w.on == WaitFor::Cancel).cloned() {
            return self.fire(key, &wait, Variables::new(), Variables::new());
        }
        let scope = self.live(key).scope.expect("a transaction lives in a scope");
        self.terminate(key, None);
        self.lost_child(scope);
    }
}
