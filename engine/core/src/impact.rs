//! What a new value of a rule parameter would change: the conditions and decisions ahead of the tokens that wait now,
//! evaluated with the data as they are, once with the old and once with the new value.
use crate::element::{View, asked, evaluate};
use crate::expression::Expression;
use crate::id::{ElementId, Key};
use crate::instance::{ElementInstance, Instance};
use crate::organisation::Organisation;
use crate::parameter::{Parameters, Reading};
use crate::process::{Kind, Process, Trigger};
use crate::timer::At;
use crate::wait::{Bound, WaitFor};
use serde_json::Value;
use std::collections::{BTreeSet, VecDeque};

/// How many elements ahead of a token are looked at.
pub const AHEAD_MAX: usize = 200;

/// A token before which another way would be taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Where it waits.
    pub at: ElementId,
    /// The condition, or the business rule task.
    pub element: ElementId,
    /// What it gives with the old value.
    pub before: Value,
    /// What it gives with the new one.
    pub after: Value,
}

/// What a decision, in the version that its task asks, gives for an element instance with these parameters; none when it
/// does not use the parameter, or gives no answer.
pub type Decide<'a> = &'a dyn Fn(&str, &Bound, Key, &Parameters) -> Option<Value>;

/// The differences for one instance.
pub fn differences(
    process: &Process,
    instance: &Instance,
    at: At,
    name: &str,
    [before, after]: [&Parameters; 2],
    decide: Decide,
) -> Vec<Difference> {
    let both = |expression: &Expression, key: Key| {
        let value = |parameters: &Parameters| {
            let reading = Reading::of(parameters);
            let view = view(process, instance, at, &reading);
            evaluate(view, key, expression).ok()
        };
        Some((value(before)?, value(after)?))
    };
    let mut found = vec![];
    let mut differs = |at: &ElementInstance, element: &ElementId, values: Option<(Value, Value)>| {
        if let Some((before, after)) = values.filter(|(before, after)| before != after) {
            found.push(Difference { at: at.element.clone(), element: element.clone(), before, after });
        }
    };
    for waiting in instance.elements.values().filter(|e| !e.waits.is_empty() && e.children.is_empty()) {
        for wait in &waiting.waits {
            if let WaitFor::Condition { event, .. } = &wait.on
                && let Kind::Catch(Trigger::Condition(c))
                | Kind::Boundary { trigger: Trigger::Condition(c), .. }
                | Kind::Start { trigger: Trigger::Condition(c), .. } = &process.element(event).kind
                && c.parameters().contains(name)
            {
                differs(waiting, event, both(c, waiting.key));
            }
        }
        let (mut seen, mut ahead) = (BTreeSet::new(), VecDeque::from([process.node(&waiting.element)]));
        while let Some(node) = ahead.pop_front() {
            if !seen.insert(node) || seen.len() > AHEAD_MAX {
                continue;
            }
            if let Kind::RuleTask(task) = &process.graph[node].kind {
                let value = |parameters: &Parameters| {
                    let reading = Reading::of(parameters);
                    let view = view(process, instance, at, &reading);
                    let (decision, bound) = asked(view, waiting.key, task).ok()?;
                    decide(&decision, &bound, waiting.key, parameters)
                };
                let values = || Some((value(before)?, value(after)?));
                differs(waiting, &process.graph[node].id, values());
            }
            for flow in process.outgoing(node).iter() {
                if let Some(condition) = flow.condition.as_ref().filter(|c| c.parameters().contains(name)) {
                    differs(waiting, &flow.id, both(condition, waiting.key));
                }
                ahead.push_back(process.target(&flow.id));
            }
        }
    }
    found
}

fn view<'a>(process: &'a Process, instance: &'a Instance, at: At<'a>, parameters: &'a Reading<'a>) -> View<'a> {
    let organisation = Organisation::NOBODY;
    View { process, instance, now: at.now, parameters, organisation, zone: at.zone, actor: None }
}
