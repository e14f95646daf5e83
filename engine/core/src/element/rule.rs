//! Business rule tasks: a decision is asked, and its result takes the shape that the process wants.
use super::activity::bound;
use super::value::{kind_of, needed_text};
use super::{Next, View};
use crate::decision::Evaluated;
use crate::expression::{VALUE_BYTES_MAX, Weight};
use crate::failure::{Failure, Stop};
use crate::id::Key;
use crate::instance::{ElementInstance, Variables};
use crate::process::{ResultMapping, RuleTask};
use crate::sentence::{Sentence, forms};
use crate::wait::{Bound, Fires, WaitFor};
use serde_json::{Map, Value};

/// BPMN 10.3.3, business rule task: the shell evaluates the decision with what the task sees, and the task waits for it.
pub fn ask(view: View, e: &ElementInstance, task: &RuleTask) -> Result<Next, Stop> {
    let (decision, bound) = asked(view, e.key, task)?;
    super::activity::own_tenant(view, e.key, task.tenant.as_ref())?;
    Ok(Next::Wait(vec![(WaitFor::Decision { decision, bound }, Fires::Owner)]))
}

/// Which decision a task asks, and which version of it, with the data that an element instance sees.
pub fn asked(view: View, key: Key, task: &RuleTask) -> Result<(String, Bound), Stop> {
    Ok((needed_text(view, key, "the decision", &task.decision)?, bound(view, key, &task.binding)?))
}

/// The variables that an answer gives.
pub fn decided(task: &RuleTask, decision: &str, answer: Evaluated) -> Result<Variables, Failure> {
    let ResultMapping::Variables { .. } = task.mapping else {
        return Ok(Variables::from([(task.result.clone(), shaped(task, decision, answer)?)]));
    };
    let output = answer.output.clone();
    Ok(match shaped(task, decision, answer)? {
        Value::Null => Variables::new(),
        Value::Object(all) => all.into_iter().collect(),
        list @ Value::Array(_) => Variables::from([(decision.to_owned(), list)]),
        single => Variables::from([(output.unwrap_or_else(|| decision.to_owned()), single)]),
    })
}

/// What a process takes of an answer. Whatever went wrong on the way is a failure. A single result that no rule gives is
/// a failure that says what was asked; lists may be empty.
fn shaped(task: &RuleTask, decision: &str, answer: Evaluated) -> Result<Value, Failure> {
    let refused = |code: &str, message: String, sentence| Failure::Refused { code: code.to_owned(), message, sentence };
    let lists = matches!(task.mapping, ResultMapping::CollectEntries | ResultMapping::ResultList);
    // FEEL makes null of what fails, and the null may stand anywhere in the value, or have led to it.
    if let Some(fault) = answer.faults.first() {
        return Err(refused("decision-failed", fault.clone(), forms::decision(fault).map(Box::new)));
    }
    if !Weight::of(&answer.value).is_allowed() {
        let message = format!("decision `{decision}` gives more than {VALUE_BYTES_MAX} bytes");
        let told = Sentence::new("result-large").with("expression", decision).with("most", VALUE_BYTES_MAX);
        return Err(refused("value-too-large", message, told.kept()));
    }
    if answer.value.is_null() {
        return match answer.unmatched(decision) {
            Some(_) if lists => Ok(Value::Array(vec![])),
            Some(_) if task.mapping == (ResultMapping::Variables { strict: false }) => Ok(Value::Null),
            Some(unmatched) => Err(refused("decision-no-match", unmatched, answer.no_match(decision).kept())),
            None => Ok(if lists { Value::Array(vec![]) } else { Value::Null }),
        };
    }
    let wrong = |wanted: &str, value: &Value| {
        let told = Sentence::new("decision-result").with("expression", decision).with("wanted", wanted);
        let message = format!("decision `{decision}` gives {}, and {wanted} is wanted", kind_of(value));
        refused("decision-result", message, told.with("type", kind_of(value)).kept())
    };
    let single = |value: Value| match value {
        Value::Array(mut all) if all.len() == 1 => Ok(all.swap_remove(0)),
        Value::Array(_) => Err(wrong("the result of one rule", &value)),
        one => Ok(one),
    };
    let entry = |value: Value| match value {
        Value::Object(all) if all.len() == 1 => Ok(all.into_iter().next().map_or(Value::Null, |(_, value)| value)),
        Value::Object(_) => Err(wrong("a single value", &value)),
        value => Ok(value),
    };
    let Evaluated { value, output, .. } = answer;
    let name = output.unwrap_or_else(|| decision.to_owned());
    let named = |value: Value| match value {
        context @ Value::Object(_) => context,
        value => Value::Object(Map::from_iter([(name.clone(), value)])),
    };
    let all = |value: Value| match value {
        Value::Array(all) => all,
        one => vec![one],
    };
    match task.mapping {
        ResultMapping::Value | ResultMapping::Variables { .. } => Ok(value),
        ResultMapping::SingleEntry => entry(single(value)?),
        ResultMapping::SingleResult => Ok(named(single(value)?)),
        ResultMapping::CollectEntries => all(value).into_iter().map(entry).collect(),
        ResultMapping::ResultList => Ok(all(value).into_iter().map(named).collect()),
    }
}
