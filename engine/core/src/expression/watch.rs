//! The faults that an evaluation met, wherever in the expression: FEEL makes a null of each, and a null is easily
//! swallowed by what stands around it.
//!
//! An evaluation runs in one thread from its beginning to its end, and what it met is put down beside it.

use std::cell::RefCell;

use dsntk_feel::FeelScope;
use dsntk_feel::values::Value;
use dsntk_feel_parser::AstNode;

use super::explain::{Cause, explain};

/// What one evaluation met.
#[derive(Debug, Default)]
pub(super) struct Met {
    /// The first fault.
    pub(super) cause: Option<Cause>,
    /// A quotient, root or power that no decimal number can hold was rounded.
    pub(super) rounded: bool,
    /// How many parts may be evaluated again to explain a fault.
    parts: u64,
    /// Is somebody interested?
    listening: bool,
}

thread_local! {
    static MET: RefCell<Met> = RefCell::default();
}

/// Puts back what was there before, also when the library breaks down.
struct Before(Option<Met>);

impl Drop for Before {
    fn drop(&mut self) {
        MET.set(self.0.take().unwrap_or_default());
    }
}

/// Does `work` and tells what it met; a fault is explained with at most `parts` parts evaluated again.
pub(super) fn watched(parts: u64, work: impl FnOnce() -> Value) -> (Value, Met) {
    let _before = Before(Some(MET.replace(Met { parts, listening: true, ..Met::default() })));
    let value = work();
    (value, MET.take())
}

/// Does `work`, of which nobody wants to know what it met.
pub(super) fn unwatched<T>(work: impl FnOnce() -> T) -> T {
    let _before = Before(Some(MET.take()));
    work()
}

/// Has there been a fault already? Then whatever else is found does not count.
pub(super) fn is_lost() -> bool {
    MET.with_borrow(|met| met.cause.is_some())
}

/// `node` is null where a value is needed, or has failed.
pub(super) fn note(scope: &FeelScope, node: &AstNode, value: &Value) {
    let parts = MET.with_borrow(|met| met.parts);
    note_cause(|| unwatched(|| explain(node, scope, value, parts)));
}

/// A fault whose cause is known.
pub(super) fn note_cause(cause: impl FnOnce() -> Cause) {
    if MET.with_borrow(|met| met.listening && met.cause.is_none()) {
        let cause = cause();
        MET.with_borrow_mut(|met| met.cause = Some(cause));
    }
}

/// A number came out of something that need not have an end: if it uses all digits, it was rounded.
pub(super) fn note_rounding(is_rounded: impl FnOnce() -> bool) {
    if MET.with_borrow(|met| met.listening && !met.rounded) && is_rounded() {
        MET.with_borrow_mut(|met| met.rounded = true);
    }
}
