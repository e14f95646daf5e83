//! Compensation: which completed activities a throw event is for, and who undoes them in which order.
use super::{Next, View};
use crate::compensation::{Compensable, Compensating, Kept};
use crate::id::{ElementId, Key};
use crate::instance::{ElementInstance, Variables};
use crate::process::{Kind, Throw};
use petgraph::graph::NodeIndex;

/// What undoes a completed activity, ready to be entered.
#[derive(Debug, Clone, PartialEq)]
pub struct Undoing {
    /// What is entered.
    pub element: ElementId,
    /// As what.
    pub compensating: Compensating,
    /// With what: the activity's own variables as they were.
    pub variables: Variables,
}

/// BPMN 10.5.1 and 13.5.5: a throw event is for the activity it names, else for all that have completed where it can see
/// them: in its own scope, and from within an event sub-process in the scopes around it. What is not complete at this
/// moment, or is already being compensated, is not meant; with nothing to do the flow goes on at once.
pub fn throw(view: View, e: &ElementInstance, activity: Option<&ElementId>, wait: bool) -> Next {
    let named = activity.and_then(|id| view.process.find(id)).map(|node| view.process.outer(node));
    let meant = |record: &Compensable| named.is_none_or(|node| node == view.process.node(&record.element));
    let free = |record: &Compensable| record.claimed.is_none_or(|by| !view.instance.elements.contains_key(&by));
    let found: Vec<Kept> = visible(view, e)
        .flat_map(|scope| scope.compensable.values().map(move |record| (scope.key, record)))
        .filter(|(_, record)| free(record) && meant(record))
        .map(|(scope, record)| Kept { scope, activity: record.activity })
        .collect();
    if found.is_empty() { Next::Complete } else { Next::Compensate { activities: found, wait } }
}

/// The scopes that an element instance can compensate from.
fn visible<'a>(view: View<'a>, e: &ElementInstance) -> impl Iterator<Item = &'a ElementInstance> + use<'a> {
    let scope = |key: Option<Key>| view.instance.live(key?);
    std::iter::successors(scope(e.scope), move |s| {
        let event = view.element(s).kind == Kind::EventSubProcess;
        scope(s.scope.filter(|_| event))
    })
}

/// A completed scope begins to be compensated. BPMN 13.5.5: by its compensation event sub-process, which sees its data as
/// they were; without one, by compensating what completed in it.
pub fn activate(view: View, e: &ElementInstance) -> Next {
    match own_handler(view, e) {
        Some(handler) => Next::Handle(view.process.graph[handler].id.clone()),
        None => next(view, e),
    }
}

/// BPMN 13.5.5: one after another, in reverse order of completion. An activity with a handler is undone by it; a scope
/// without one by undoing what completed in it.
pub fn next(view: View, e: &ElementInstance) -> Next {
    if view.instance.children(e.key).any(|child| child.compensating.is_some()) {
        return Next::Rest;
    }
    let newest = |records: &mut dyn Iterator<Item = (Key, &Compensable)>| {
        let found = records.max_by_key(|(_, record)| record.seq);
        found.map(|(scope, record)| undoing(view, scope, record))
    };
    let found = if !e.undoes() || e.compensating == Some(Compensating::Beside) {
        let kept = visible(view, e).flat_map(|s| s.compensable.values().map(move |r| (s.key, r)));
        newest(&mut kept.filter(|(_, record)| record.claimed == Some(e.key)))
    } else if own_handler(view, e).is_some() {
        None
    } else {
        newest(&mut e.compensable.values().map(|record| (e.key, record)))
    };
    match found {
        Some(undoing) => Next::Undo(undoing),
        None if e.children.is_empty() => Next::Undone,
        None => Next::Rest,
    }
}

fn undoing(view: View, scope: Key, record: &Compensable) -> Undoing {
    let kept = Kept { scope, activity: record.activity };
    let node = view.process.node(&record.element);
    let variables = record.variables.clone();
    let (element, compensating) = match handler(view, node) {
        _ if !record.complete => (node, Compensating::Interrupted(kept)),
        Some(handler) => (handler, Compensating::Handler(kept)),
        None => (node, Compensating::Scope(kept)),
    };
    Undoing { element: view.process.graph[element].id.clone(), compensating, variables }
}

/// BPMN 13.5.5: the handler of a repeated activity undoes each of its instances.
fn handler(view: View, node: NodeIndex) -> Option<NodeIndex> {
    match view.process.graph[node].kind {
        Kind::MultiInstance(_) | Kind::StandardLoop(_) => None,
        _ => view.process.handler(view.process.outer(node)),
    }
}

/// A cancelled transaction and a scope that was interrupted with it have not completed: their event sub-process is not
/// for that.
fn own_handler(view: View, e: &ElementInstance) -> Option<NodeIndex> {
    let completed = matches!(e.compensating, Some(Compensating::Scope(_)));
    view.process.compensation_sub_process(view.process.node(&e.element)).filter(|_| completed)
}

/// Is there anything to undo when this activity completes, so that it is to be kept?
pub fn is_kept(view: View, e: &ElementInstance) -> bool {
    let node = view.process.node(&e.element);
    let Some(scope) = e.scope.and_then(|s| view.instance.elements.get(&s)) else { return false };
    // What runs inside a scope that is being undone is part of the undoing.
    if !view.process.keeps(node) || e.undoes() || scope.undoes() {
        return false;
    }
    let undone_as_a_whole = handler(view, node).is_some() || view.process.compensation_sub_process(node).is_some();
    undone_as_a_whole || !e.compensable.is_empty()
}

/// Does this element, once entered, wait for the compensation it has thrown?
pub fn throws(kind: &Kind) -> bool {
    let (Kind::Throw(throw) | Kind::End(throw)) = kind else { return false };
    throw.parts().iter().any(|part| matches!(part, Throw::Compensation { .. }))
}
