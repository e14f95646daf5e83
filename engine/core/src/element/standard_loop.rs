//! Standard loops: the scope around the iterations of one activity.
use super::value::{holds, needed_text};
use super::{Child, Next, View};
use crate::failure::{Failure, Stop};
use crate::id::Key;
use crate::instance::{ElementInstance, Loop, Variables};
use crate::process::{Kind, StandardLoop, Value};
use serde_json::json;

/// BPMN 13.3.6: the activity is done again as long as its condition holds, and at most so often as its maximum says.
/// The maximum is found once, when the activity is entered.
pub fn activate(view: View, e: &ElementInstance, looped: &StandardLoop) -> Result<Next, Stop> {
    match (&e.looped, &looped.maximum) {
        (Some(_), _) => child_gone(view, e, looped),
        (None, None) => Ok(Next::Loop(0, None)),
        (None, Some(maximum)) => match number(view, e.key, maximum)? {
            // Written down, none would mean no bound.
            0 => Ok(Next::Complete),
            maximum => Ok(Next::Loop(maximum, None)),
        },
    }
}

/// After each iteration: one more, or all done.
pub fn child_gone(view: View, e: &ElementInstance, looped: &StandardLoop) -> Result<Next, Stop> {
    let Some(progress) = &e.looped else { return activate(view, e, looped) };
    if !e.children.is_empty() {
        return Ok(Next::Rest);
    }
    if !goes_on(view, e.key, looped, progress)? {
        return Ok(Next::Complete);
    }
    let entries = view.process.entries(view.process.node(&e.element));
    let activity = entries.first().ok_or_else(|| Stop::Failed(Failure::NoStart { element: e.element.clone() }))?;
    let variables = Variables::from([("loopCounter".into(), json!(progress.started + 1))]);
    Ok(Next::Children(vec![Child { element: view.process.graph[*activity].id.clone(), variables }]))
}

/// With the test after it, the first iteration is made whatever the condition says.
fn goes_on(view: View, key: Key, looped: &StandardLoop, progress: &Loop) -> Result<bool, Stop> {
    if looped.maximum.is_some() && progress.started >= progress.total {
        return Ok(false);
    }
    match &looped.condition {
        Some(condition) if looped.test_before || progress.started > 0 => holds(view, key, condition),
        _ => Ok(true),
    }
}

/// How many iterations have begun, for the condition of the loop itself. An iteration has its own number as a variable.
pub fn counter(view: View, from: Key, name: &str) -> Option<serde_json::Value> {
    let e = view.instance.elements.get(&from).filter(|_| name == "loopCounter")?;
    let Kind::StandardLoop(_) = view.element(e).kind else { return None };
    Some(json!(e.looped.as_ref().map_or(0, |progress| progress.started)))
}

fn number(view: View, key: Key, maximum: &Value) -> Result<u32, Stop> {
    let what = "the maximum of iterations";
    let text = needed_text(view, key, what, maximum)?;
    text.parse().map_err(|_| Stop::Failed(Failure::NotNumber { what: what.into(), text }))
}
