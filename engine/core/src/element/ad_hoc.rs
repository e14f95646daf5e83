//! Ad-hoc sub-processes: which of their activities are done, how often and in what order is chosen while they run.
//!
//! What is not said by the standard is this. Nothing runs by itself: whoever works on the case chooses. Without a
//! completion condition the sub-process stays open until somebody says that it is done, or, where the model itself has
//! chosen what to begin with, until all of that is done.
use super::multi_instance::{INSTANCES_MAX, wrong};
use super::value::{evaluate, holds};
use super::{Next, View};
use crate::failure::{Failure, Stop};
use crate::id::ElementId;
use crate::instance::ElementInstance;
use crate::process::{AdHoc, Kind, Process};
use crate::wait::WaitFor;
use petgraph::graph::NodeIndex;
use serde_json::Value;

/// BPMN 13.3.5: activities that nothing leads to are enabled when the sub-process is entered.
pub fn activate(view: View, e: &ElementInstance, ad_hoc: &AdHoc) -> Result<Next, Stop> {
    let chosen = match &ad_hoc.active_elements {
        None => return Ok(Next::Offer),
        Some(expression) => match evaluate(view, e.key, expression)? {
            Value::Array(items) if items.len() > INSTANCES_MAX => {
                return Err(Stop::Failed(Failure::LoopTooLarge { total: items.len(), max: INSTANCES_MAX }));
            }
            Value::Array(items) => items,
            other => return Err(wrong(expression.text(), "a list of ids", &other)),
        },
    };
    if chosen.is_empty() && ad_hoc.completion_condition.is_none() {
        return Ok(Next::Complete);
    }
    let known: Vec<ElementId> = enabled(view.process, view.process.node(&e.element)).collect();
    let one = |item: Value| {
        let found = item.as_str().and_then(|id| known.iter().find(|k| k.as_str() == id));
        let wanted = || item.as_str().map_or_else(|| item.to_string(), str::to_owned);
        found.cloned().ok_or_else(|| Stop::Failed(Failure::NotEnabled { element: e.element.clone(), wanted: wanted() }))
    };
    Ok(Next::Begin(chosen.into_iter().map(one).collect::<Result<_, _>>()?))
}

/// The activities of an ad-hoc sub-process that may be chosen, by the ids they have in the model.
pub fn enabled(process: &Process, ad_hoc: NodeIndex) -> impl Iterator<Item = ElementId> + '_ {
    process.entries(ad_hoc).iter().map(|node| {
        let within = super::repeats(&process.graph[*node].kind).then(|| process.entries(*node)[0]);
        process.graph[within.unwrap_or(*node)].id.clone()
    })
}

/// BPMN 13.3.5: after each activity the completion condition says whether the sub-process is done. Then nothing more is
/// chosen; what still runs is ended, or, with `cancelRemainingInstances="false"`, waited for. One at a time there is
/// nothing else that could run.
pub fn enough(view: View, e: &ElementInstance, ad_hoc: &AdHoc) -> Result<Option<Next>, Stop> {
    match &ad_hoc.completion_condition {
        Some(condition) if !closed(e, ad_hoc) && holds(view, e.key, condition)? => Ok(Some(closing(ad_hoc))),
        _ => Ok(None),
    }
}

/// How an ad-hoc sub-process ends.
pub fn closing(ad_hoc: &AdHoc) -> Next {
    if ad_hoc.cancel_remaining || ad_hoc.sequential { Next::Enough } else { Next::Close }
}

/// Nothing is on its way in it: done, or the next choice.
pub fn child_gone(view: View, e: &ElementInstance, ad_hoc: &AdHoc) -> Result<Next, Stop> {
    let idle = e.children.is_empty();
    if closed(e, ad_hoc) {
        return Ok(if idle { Next::Complete } else { Next::Rest });
    }
    if let Some(next) = enough(view, e, ad_hoc)? {
        return Ok(if idle { Next::Enough } else { next });
    }
    let turn =
        |chosen: bool| e.waits.iter().any(|w| matches!(&w.on, WaitFor::Activation { chosen: c, .. } if *c == chosen));
    Ok(match ad_hoc {
        _ if !idle => Next::Rest,
        AdHoc { sequential: true, .. } if turn(true) => Next::Choose,
        AdHoc { completion_condition: None, active_elements: Some(_), .. } => Next::Complete,
        AdHoc { sequential: true, .. } => Next::Offer,
        _ => Next::Rest,
    })
}

/// Is nothing more chosen, and only waited for what runs? One at a time, nothing is offered while something runs.
fn closed(e: &ElementInstance, ad_hoc: &AdHoc) -> bool {
    !ad_hoc.sequential && !e.waits.iter().any(|w| matches!(w.on, WaitFor::Activation { .. }))
}

/// What an activity gives to the list of its ad-hoc sub-process, when a path that somebody has chosen ends with it.
pub fn collected(view: View, e: &ElementInstance, scope: &ElementInstance) -> Result<Option<(String, Value)>, Stop> {
    let Kind::AdHoc(AdHoc { collects: Some((list, element)), .. }) = &view.element(scope).kind else { return Ok(None) };
    let node = view.process.node(&e.element);
    if !is_work(&view.element(e).kind) || !view.process.outgoing(node).is_empty() || e.undoes() {
        return Ok(None);
    }
    let mut all = match scope.variables.get(list) {
        Some(Value::Array(items)) => items.clone(),
        _ => vec![],
    };
    all.push(evaluate(view, e.key, element)?);
    Ok(Some((list.clone(), Value::Array(all))))
}

/// Is it work, whose end is a reason to look whether the sub-process is done?
pub fn is_work(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::Gateway(_) | Kind::Start { .. } | Kind::Boundary { .. } | Kind::End(_) | Kind::EventSubProcess
    )
}
