//! The evaluation of a text pays for what it takes before it begins: for the sizes of what it reads, in loops as often as
//! they turn. What the functions give that it calls is known only when they have given it: then it is paid for.
use super::ambient;
use crate::expression::{Meter, Piece, Size, prepare};
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{Evaluator, FeelScope};
use dsntk_feel_parser::AstNode;
use std::sync::Arc;

/// Evaluates a text, unless the evaluation has spent all that it may. A null that is a fault says which part is to
/// blame; one that is data says nothing.
pub(super) fn evaluator(part: Arc<Piece>) -> Evaluator {
    let run = prepare(&part.tree);
    Box::new(move |scope: &FeelScope| match paid(&part.meter, part.trees(), scope, || run(scope)) {
        None => spent(),
        Some(null @ Feel::Null(Some(_))) => {
            let told = |text: String| Feel::Null(Some(text));
            let search = |parts| Some(part.explain(scope, &null, parts).map_or(Feel::Null(None), told));
            to_blame(&part, scope, search).unwrap_or(null)
        }
        Some(value) => value,
    })
}

/// What there is instead of a value when all is spent.
pub(super) fn spent() -> Feel {
    Feel::Null(Some("too costly".to_owned()))
}

/// Does the work of trees and pays for it; none when all is spent.
pub(super) fn paid<T>(meter: &Meter, trees: &[AstNode], scope: &FeelScope, work: impl FnOnce() -> T) -> Option<T> {
    // When all is spent nothing is measured any more.
    if !ambient::spend(0) {
        return None;
    }
    let sizes = meter.sizes(scope);
    let least = meter.steps(trees, &sizes, Size::NONE);
    if !ambient::spend(least) {
        return None;
    }
    if !meter.calls() {
        return Some(work());
    }
    let most = meter.most(trees, &sizes, least.saturating_add(ambient::room()));
    let (value, given) = ambient::expecting(most, work);
    ambient::spend(meter.steps(trees, &sizes, given).saturating_sub(least)).then_some(value)
}

/// Looks for the part of a text that is to blame for its value.
pub(super) fn to_blame<T>(part: &Piece, scope: &FeelScope, search: impl FnOnce(u64) -> Option<T>) -> Option<T> {
    let sizes = part.meter.sizes(scope);
    let steps = part.meter.steps(part.trees(), &sizes, Size::NONE);
    ambient::explain(steps, |parts| {
        let most = part.meter.most(part.trees(), &sizes, steps.saturating_add(ambient::room() / parts));
        ambient::expecting(most, || search(parts)).0
    })
}
