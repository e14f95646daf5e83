//! Boxed `for`, `some` and `every`: what each turn gives is held against what may be spent.
use super::ambient;
use super::paid::spent;
use crate::expression::{as_list, begin, elements, joined, noted};
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{Evaluator, FeelNumber, FeelScope, IntervalType, Name};
use dsntk_feel_evaluator::{EveryExpressionEvaluator, ForExpressionEvaluator, SomeExpressionEvaluator};

/// A boxed `for` goes in process through at most so many numbers of a range.
const RANGE_MAX: u64 = 10_000;

/// `for` over a list or a range. Where its turns do not read what those before them gave, they are not given it.
pub(super) fn repeat(variable: &str, domain: Evaluator, turn: Evaluator, looks_back: bool) -> Evaluator {
    let (variable, partial) = (Name::from(variable), Name::from("partial"));
    Box::new(move |scope: &FeelScope| {
        let items = match as_list(domain(scope)) {
            Feel::List(all) => all,
            Feel::Range(start, IntervalType::Closed, end, IntervalType::Closed) => match (*start, *end) {
                (Feel::Number(start), Feel::Number(end)) => match numbers(start, end) {
                    Some(all) => all,
                    None => return spent(),
                },
                (start, end) => return days(&variable, (start, end), scope, &turn),
            },
            _ => return Feel::Null(Some("a `for` goes through a list or a range".to_owned())),
        };
        let (mut results, mut total) = (Vec::with_capacity(items.len()), 1_u64);
        for item in items {
            let mut own = FeelContext::default();
            own.set_entry(&variable, item);
            if looks_back {
                if !ambient::spend(total) {
                    return spent();
                }
                own.set_entry(&partial, Feel::List(results.clone()));
            }
            scope.push(own);
            let value = turn(scope);
            scope.pop();
            let given = elements(&value);
            if !ambient::spend(given) {
                return spent();
            }
            total = total.saturating_add(given);
            results.push(value);
        }
        Feel::List(results)
    })
}

/// From one number to the other, up or down; none if they are too many.
fn numbers(start: FeelNumber, end: FeelNumber) -> Option<Vec<Feel>> {
    let turns = u64::try_from((end - start).abs().trunc()).ok().filter(|turns| *turns < u64::from(u32::MAX));
    if turns.is_none_or(|turns| turns > RANGE_MAX) && !ambient::spend(u64::MAX) || !ambient::spend(turns.unwrap_or(0)) {
        return None;
    }
    let number = |turn: u64| Feel::Number(if start <= end { start + turn.into() } else { start - turn.into() });
    Some((0..=turns?).map(number).collect())
}

/// From one day to the other: only a process that can be killed does that.
fn days(variable: &Name, (start, end): (Feel, Feel), scope: &FeelScope, turn: &Evaluator) -> Feel {
    if matches!((&start, &end), (Feel::Date(_), Feel::Date(_))) && !ambient::spend(u64::MAX) {
        return spent();
    }
    let mut each = ForExpressionEvaluator::default();
    match each.add_interval(variable.clone(), start, end) {
        Ok(()) => Feel::List(each.evaluate(scope, turn)),
        Err(error) => Feel::Null(Some(error.to_string())),
    }
}

/// `some`, or `every`, over a list.
pub(super) fn quantify(every: bool, variable: &str, domain: Evaluator, test: Evaluator) -> Evaluator {
    let (some, variable) = (!every, Name::from(variable));
    // Null ends the turns when all is spent.
    let test: Evaluator = Box::new(move |scope: &FeelScope| {
        let value = test(scope);
        if ambient::spend(1) { noted(value, some) } else { spent() }
    });
    Box::new(move |scope: &FeelScope| {
        let list = domain(scope);
        let through_null = list.is_null();
        begin();
        let met = if some {
            let mut turns = SomeExpressionEvaluator::default();
            turns.add_list(variable.clone(), list);
            turns.evaluate(scope, &test)
        } else {
            let mut turns = EveryExpressionEvaluator::default();
            turns.add_list(variable.clone(), list);
            turns.evaluate(scope, &test)
        };
        joined(through_null, met, some)
    })
}
