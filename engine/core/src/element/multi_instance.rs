//! Multi-instance activities: the scope around the instances of one activity.
use super::value::{evaluate, gives, holds, told};
use super::{Child, Next, View};
use crate::expression::shown;
use crate::failure::{Failure, Stop};
use crate::id::Key;
use crate::instance::{ElementInstance, Loop, Phase, Variables};
use crate::process::{Behavior, Count, Kind, MultiInstance, Throw};
use serde_json::{Value, json};

/// One activity has at most this many instances.
pub const INSTANCES_MAX: usize = 10_000;

/// BPMN 13.3.7: the number of instances is fixed when the activity is entered; the collection is read once.
pub fn activate(view: View, e: &ElementInstance, looped: &MultiInstance) -> Result<Next, Stop> {
    if let Some(progress) = &e.looped {
        return next(view, e, looped, progress);
    }
    let (total, items) = match &looped.count {
        Count::Cardinality(expression) => match evaluate(view, e.key, expression)? {
            Value::Number(n) if n.as_f64().is_some_and(|n| n >= 0.0 && n.fract() == 0.0) => {
                (n.as_f64().unwrap_or(0.0) as usize, None)
            }
            other => return Err(wrong(expression.text(), "a whole number of instances", &other)),
        },
        Count::Collection(expression) => match evaluate(view, e.key, expression)? {
            Value::Array(items) => (items.len(), Some(items)),
            other => return Err(wrong(expression.text(), "a list", &other)),
        },
    };
    if total > INSTANCES_MAX {
        return Err(Stop::Failed(Failure::LoopTooLarge { total, max: INSTANCES_MAX }));
    }
    Ok(Next::Loop(total as u32, items))
}

/// After each instance: enough, one more, or all done.
pub fn child_gone(view: View, e: &ElementInstance, looped: &MultiInstance) -> Result<Next, Stop> {
    let Some(progress) = &e.looped else { return activate(view, e, looped) };
    if let Some(condition) = &looped.completion_condition
        && progress.completed > 0
        && holds(view, e.key, condition)?
    {
        return Ok(Next::Enough);
    }
    next(view, e, looped, progress)
}

/// BPMN 10.3.8, `behavior`: which events are to be thrown now that instances have completed, and is that the end?
pub fn reports<'a>(view: View, e: &ElementInstance, looped: &'a MultiInstance) -> Result<(Vec<&'a Throw>, bool), Stop> {
    let Some(progress) = &e.looped else { return Ok((vec![], false)) };
    let new = progress.completed.saturating_sub(progress.reported);
    if new == 0 {
        return Ok((vec![], false));
    }
    Ok(match &looped.behavior {
        Behavior::All => (vec![], false),
        Behavior::Each(throw) => (vec![throw; new as usize], false),
        Behavior::First(throw) => (vec![throw; usize::from(progress.reported == 0)], false),
        Behavior::Complex(cases) => {
            let mut thrown = vec![];
            for (condition, throw) in cases {
                if holds(view, e.key, condition)? {
                    thrown.push(throw);
                }
            }
            let enough = !thrown.is_empty();
            (thrown, enough)
        }
    })
}

/// What an event about the activity carries: its numbers at this moment.
pub fn numbers(view: View, scope: Key) -> Variables {
    let names =
        ["numberOfInstances", "numberOfActiveInstances", "numberOfCompletedInstances", "numberOfTerminatedInstances"];
    names.into_iter().filter_map(|name| Some((name.to_owned(), derived(view, scope, name)?))).collect()
}

fn next(view: View, e: &ElementInstance, looped: &MultiInstance, progress: &Loop) -> Result<Next, Stop> {
    if looped.sequential && !e.children.is_empty() {
        return Ok(Next::Rest);
    }
    let entries = view.process.entries(view.process.node(&e.element));
    let activity = entries.first().ok_or_else(|| Stop::Failed(Failure::NoStart { element: e.element.clone() }))?;
    let last = if looped.sequential { progress.total.min(progress.started + 1) } else { progress.total };
    let children: Vec<Child> = (progress.started..last)
        .map(|i| Child { element: view.process.graph[*activity].id.clone(), variables: locals(looped, progress, i) })
        .collect();
    Ok(match (children.is_empty(), e.children.is_empty()) {
        (true, true) => Next::Complete,
        (true, false) => Next::Rest,
        (false, _) => Next::Children(children),
    })
}

/// What an instance knows of itself: `loopCounter` from 1, or from 0 in Camunda 7 and its kin; and its item.
pub fn locals(looped: &MultiInstance, progress: &Loop, index: u32) -> Variables {
    let mut variables = Variables::from([("loopCounter".into(), json!(index + looped.first))]);
    variables.extend(looped.index_variable.iter().map(|name| (name.clone(), json!(index))));
    if let (Some(name), Some(items)) = (&looped.element_variable, &progress.items) {
        variables.insert(name.clone(), items[index as usize].clone());
    }
    variables
}

/// What an instance gives when it completes.
pub fn collected(view: View, looped: &MultiInstance, child: Key) -> Result<Option<Value>, Stop> {
    match (&looped.output_collection, &looped.output_element) {
        (Some(_), Some(element)) => evaluate(view, child, element).map(Some),
        _ => Ok(None),
    }
}

/// How many instances have done their work and are told of it: they count as completed for whoever is asked after them.
const ENDING: &str = "nrOfEndingInstances";

/// The numbers of BPMN 13.3.7 and Camunda's names for them, derived from the nearest multi-instance scope.
pub fn derived(view: View, from: Key, name: &str) -> Option<Value> {
    if name == ENDING {
        let body = view.instance.upwards(from).find(|e| matches!(view.element(e).kind, Kind::MultiInstance(_)))?;
        let ending = |child: &&Key| view.instance.live(**child).is_some_and(|e| e.phase == Phase::Completing);
        return Some(json!(body.children.iter().filter(ending).count()));
    }
    let number: fn(&Loop, usize) -> u32 = match name {
        "numberOfInstances" | "nrOfInstances" => |l, _| l.total,
        "numberOfActiveInstances" | "nrOfActiveInstances" => |_, active| active as u32,
        "numberOfCompletedInstances" | "nrOfCompletedInstances" => |l, _| l.completed,
        "numberOfTerminatedInstances" | "nrOfTerminatedInstances" => |l, _| l.terminated,
        _ => return None,
    };
    let scope = view.instance.upwards(from).find(|e| matches!(view.element(e).kind, Kind::MultiInstance(_)))?;
    scope.looped.as_ref().map(|looped| json!(number(looped, scope.children.len())))
}

/// A value of another kind than is needed.
pub fn wrong(expression: &str, wanted: &str, got: &Value) -> Stop {
    Stop::Failed(Failure::Expression {
        code: "feel-type".into(),
        expression: expression.into(),
        message: format!("`{}` gives {}, and {wanted} is needed here", shown(expression), told(got)),
        sentence: gives(expression, wanted, got).kept(),
    })
}
