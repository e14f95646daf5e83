//! Values as those of another type (DMN 10.3.2.9.4): a single value and a list of it, which the library knows, and a date
//! where a date and time is wanted, which it does not: that is the midnight of the day in UTC.
use dsntk_feel::closure::Closure;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{Evaluator, FeelScope, FeelType, FunctionBody, Name};
use dsntk_feel_temporal::{FeelDateTime, FeelTime};
use std::sync::Arc;

/// The value as one of the type; null where it is none.
pub(super) fn conform(value: &Feel, wanted: &FeelType) -> Feel {
    let single = match value {
        Feel::List(all) if all.len() == 1 => &all[0],
        single => single,
    };
    match (wanted, single) {
        (FeelType::DateTime, Feel::Date(date)) => {
            Feel::DateTime(FeelDateTime::new(date.clone(), FeelTime::utc(0, 0, 0, 0)))
        }
        _ => value.coerced(wanted),
    }
}

/// A function. The library converts the arguments, but for those that are to be dates and times.
pub(super) fn function(parameters: Vec<(Name, FeelType)>, body: Arc<Evaluator>, result: FeelType) -> Feel {
    let is_moment = |(_, feel): &&(Name, FeelType)| *feel == FeelType::DateTime;
    let moments: Vec<Name> = parameters.iter().filter(is_moment).map(|(name, _)| name.clone()).collect();
    if moments.is_empty() && result != FeelType::DateTime {
        return made(parameters, body, result);
    }
    let declared = |feel: FeelType| if feel == FeelType::DateTime { FeelType::Any } else { feel };
    let (inner, gives) = (Arc::clone(&body), result.clone());
    let converted: Evaluator = Box::new(move |scope: &FeelScope| {
        let mut arguments = scope.peek().unwrap_or_default();
        for name in &moments {
            let value = arguments.get_entry(name).map_or(Feel::Null(None), |value| conform(value, &FeelType::DateTime));
            if value.is_invalid_coercion() {
                return value;
            }
            arguments.set_entry(name, value);
        }
        scope.push(arguments);
        let value = inner(scope);
        scope.pop();
        conform(&value, &gives)
    });
    let parameters = parameters.into_iter().map(|(name, feel)| (name, declared(feel))).collect();
    made(parameters, Arc::new(converted), declared(result))
}

fn made(parameters: Vec<(Name, FeelType)>, body: Arc<Evaluator>, result: FeelType) -> Feel {
    let body = FunctionBody::LiteralExpression(body);
    Feel::FunctionDefinition(parameters, body, false, Closure::default(), FeelContext::default(), result)
}
