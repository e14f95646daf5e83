//! What stands against a migration: of the plan as such, and of an instance with this plan. Everything at once.
use super::starved::starved;
use super::undoing::{kept, role_changed, thrown};
use super::{Mapped, MigrationPlan};
use crate::compensation::Compensating;
use crate::element::joins;
use crate::id::ElementId;
use crate::instance::{ElementInstance, Instance, Phase};
use crate::obstacle::Obstacle;
use crate::process::{Kind, Process, Trigger};
use crate::wait::{Fires, Wait, WaitFor};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;
use std::mem::discriminant;

/// What is wrong with a plan, whatever the instance.
pub fn validate_plan(source: &Process, target: &Process, plan: &MigrationPlan) -> Vec<Obstacle> {
    let mapped = Mapped::new(source, target, plan);
    let (mut obstacles, mut from_seen, mut to_seen) = (vec![], BTreeSet::new(), BTreeSet::new());
    for (index, mapping) in plan.elements.iter().enumerate() {
        let mut say = |code: &str, element: &ElementId, message: String| {
            obstacles.push(Obstacle { instruction: Some(index), ..Obstacle::new(code, message).of(element) });
        };
        if !from_seen.insert(&mapping.from) {
            say("mapped-twice", &mapping.from, format!("`{}` is mapped twice: leave one out", mapping.from));
        }
        if !to_seen.insert(&mapping.to) {
            say("mapped-twice", &mapping.to, format!("two elements are mapped to `{}`: leave one out", mapping.to));
        }
        match (source.find(&mapping.from), target.find(&mapping.to)) {
            (None, _) => {
                say("element-missing", &mapping.from, format!("`{}` has no element `{}`", plan.source, mapping.from));
            }
            (_, None) => {
                say("element-missing", &mapping.to, format!("`{}` has no element `{}`", plan.target, mapping.to));
            }
            (Some(from), Some(to)) => {
                if let Some((code, message)) = kind_changed(&source.graph[from].kind, &target.graph[to].kind) {
                    say(code, &mapping.from, format!("`{}` cannot go on as `{}`: {message}", mapping.from, mapping.to));
                }
                if let Some(message) = role_changed(source, from, target, to) {
                    say("compensation-changed", &mapping.from, message);
                }
                if let Some((code, message)) = bodies_changed((source, from), (target, to)) {
                    say(code, &mapping.from, format!("`{}` cannot go on as `{}`: {message}", mapping.from, mapping.to));
                }
                if let Some((code, message)) = scope_changed(&mapped, from, to) {
                    say(code, &mapping.from, message);
                }
            }
        }
    }
    for join in plan.incomplete_joins.iter().filter(|join| target.find(join).is_none()) {
        let message = format!("`{}` has no element `{join}`", plan.target);
        obstacles.push(Obstacle::new("element-missing", message).of(join));
    }
    for flow in &plan.flows {
        for (process, id, definition) in [(source, &flow.from, &plan.source), (target, &flow.to, &plan.target)] {
            if !process.has_flow(id) {
                let message = format!("`{definition}` has no sequence flow `{id}`");
                obstacles.push(Obstacle::new("flow-missing", message).of(id));
            }
        }
    }
    obstacles
}

/// All that stands against migrating this instance with this plan; nothing when it can be done.
pub fn validate(source: &Process, target: &Process, plan: &MigrationPlan, instance: &Instance) -> Vec<Obstacle> {
    let mut obstacles = validate_plan(source, target, plan);
    if instance.header.definition != plan.source {
        let message = format!("it runs on `{}`, and the plan is for `{}`", instance.header.definition, plan.source);
        obstacles.push(Obstacle::new("other-definition", message));
        return obstacles;
    }
    let mapped = Mapped::new(source, target, plan);
    let told: BTreeSet<ElementId> = obstacles.iter().filter_map(|o| o.element.clone()).collect();
    for e in instance.elements.values().filter(|e| !told.contains(&e.element)) {
        live(&mapped, instance, e, &mut obstacles);
    }
    starved(&mapped, plan, instance, &mut obstacles);
    obstacles
}

/// One element instance.
fn live(mapped: &Mapped, instance: &Instance, e: &ElementInstance, obstacles: &mut Vec<Obstacle>) {
    let mut say = |code: &str, message: String| {
        obstacles.push(Obstacle::new(code, message).of(&e.element).at(e.key));
    };
    let Some(to) = mapped.node(&e.element) else {
        let (code, message) = not_mapped(mapped, &e.element);
        return say(code, message);
    };
    let around = e.scope.map(|s| &instance.elements[&s].element);
    // A handler lives in the event that throws, wherever that stands.
    let elsewhere = e.compensating.and_then(Compensating::kept).is_some();
    if !elsewhere
        && around.is_some_and(|around| mapped.node(around).is_some_and(|n| mapped.target.graph[to].scope != Some(n)))
    {
        let message = format!("`{}` lives in another scope in the target: move its tokens instead", e.element);
        say("scope-changed", message);
    }
    for record in e.compensable.values() {
        kept(mapped, record, &mut say);
    }
    thrown(mapped, instance, e, to, &mut say);
    if e.phase == Phase::Joining {
        join(mapped, e, to, &mut say);
    }
    if let Some(start) = e.held.as_ref().and_then(|held| held.start.as_ref())
        && mapped.node(start).is_none_or(|start| mapped.target.graph[start].scope != Some(to))
    {
        let message = format!("`{start}` has happened and `{}` begins with it: map it to an event there", e.element);
        say("start-not-mapped", message);
    }
    for half in &e.gathered {
        if !matches!(fate(mapped, e, &half.wait), Ok(Fate::Keep(kept)) if *kept == half.wait) {
            let message = format!("part of an event of `{}` has come already: it goes on only unchanged", e.element);
            say("event-gathered", message);
        }
    }
    for wait in &e.waits {
        match fate(mapped, e, wait) {
            // What is waited for when it is undone was opened when it was at work, and cannot be made anew.
            Ok(Fate::Close) if e.undoes() => {
                say("being-undone", format!("`{}` is being undone: map its events, or wait for its end", e.element));
            }
            Ok(_) => {}
            Err(obstacle) => say(&obstacle.code, obstacle.message),
        }
    }
}

/// Why an element at work has no counterpart: what would stand against the one of its id says more than that.
fn not_mapped(mapped: &Mapped, id: &ElementId) -> (&'static str, String) {
    let from = mapped.source.node(id);
    let Some(to) = mapped.target.find(id) else {
        let message = format!("`{id}` is at work and not in the target: map it to another, or move its tokens first");
        return ("element-missing", message);
    };
    let kinds = (&mapped.source.graph[from].kind, &mapped.target.graph[to].kind);
    match (kind_changed(kinds.0, kinds.1), scope_changed(mapped, from, to)) {
        (Some((code, why)), _) => (code, format!("`{id}` is at work and cannot go on as that of the target: {why}")),
        (None, Some(changed)) => changed,
        (None, None) => {
            let around = mapped.source.graph[from].scope.filter(|around| stuck(mapped, *around));
            let message = match around.map(|around| &mapped.source.graph[around].id) {
                Some(around) => {
                    format!("`{id}` is at work in `{around}`, which cannot go on: see what is said of that")
                }
                None => format!("`{id}` is at work and the plan does not map it: add a mapping"),
            };
            ("element-not-mapped", message)
        }
    }
}

/// Can it, or a scope around it, not go on as its namesake either, so that a mapping for what is in it does not help yet?
fn stuck(mapped: &Mapped, node: NodeIndex) -> bool {
    let (source, target) = (mapped.source, mapped.target);
    source.scopes(node).take_while(|at| mapped.node(&source.graph[*at].id).is_none()).any(|at| {
        target.find(&source.graph[at].id).is_none_or(|to| {
            let changed = kind_changed(&source.graph[at].kind, &target.graph[to].kind);
            changed.is_some() || scope_changed(mapped, at, to).is_some()
        })
    })
}

/// Tokens that wait at a join: each must have come by a flow that leads to the join in the target too.
fn join(mapped: &Mapped, e: &ElementInstance, to: NodeIndex, say: &mut impl FnMut(&str, String)) {
    let gateway = &mapped.target.graph[to].id;
    if !joins(mapped.target, to) {
        return say("join-changed", format!("tokens wait at `{}`, and `{gateway}` does not join", e.element));
    }
    for came_by in e.arrived.iter().map(|token| &token.flow).chain(e.reset.iter().flatten()) {
        match mapped.flow(came_by) {
            Some(flow) if mapped.target.target(&flow) == to => {}
            Some(flow) => {
                let message = format!("a token came by `{came_by}`, and `{flow}` does not lead to `{gateway}`");
                say("flow-changed", message);
            }
            None => {
                let flow = came_by;
                let message =
                    format!("a token waits that came by `{flow}`, which the target does not have: map the flow");
                say("flow-missing", message);
            }
        }
    }
}

/// What becomes of a wait.
#[derive(Debug, PartialEq)]
pub(crate) enum Fate {
    /// It stays, as this.
    Keep(Box<Wait>),
    /// What it is for is not there any more, or it is made anew.
    Close,
}

/// What becomes of a wait, or what stands against it.
pub(crate) fn fate(mapped: &Mapped, e: &ElementInstance, wait: &Wait) -> Result<Fate, Obstacle> {
    let target = mapped.target;
    let keep = |fires: Fires, event: Option<ElementId>| {
        let on = match (&wait.on, event) {
            (WaitFor::Condition { held, parameters, .. }, Some(event)) => {
                let parameters = read_there(target, &event, wait.part, parameters);
                WaitFor::Condition { event, held: *held, parameters }
            }
            (on, _) => on.clone(),
        };
        Ok(Fate::Keep(Box::new(Wait { on, fires, ..wait.clone() })))
    };
    let node = mapped.node(&e.element);
    match &wait.fires {
        Fires::Owner if mapped.renews(&e.element) => match wait.on {
            WaitFor::Child { .. } => {
                let message = format!("`{}` has called a process that runs: it cannot be made anew", e.element);
                Err(Obstacle::new("child-running", message))
            }
            _ => Ok(Fate::Close),
        },
        Fires::Owner => keep(Fires::Owner, mapped.element(&e.element).cloned()),
        // What was asked is asked anew.
        Fires::Again | Fires::Look { .. } => Ok(Fate::Close),
        Fires::Activation => match offered(mapped, node, wait) {
            Fate::Close if matches!(wait.on, WaitFor::Activation { chosen: true, .. }) => {
                let message = format!(
                    "an activity of `{}` is chosen and waits for its turn, and the target does not have it",
                    e.element
                );
                Err(Obstacle::new("chosen-activity-missing", message))
            }
            fate => Ok(fate),
        },
        // A task that is made anew reminds anew; an approval goes on as it is.
        Fires::Overdue if mapped.renews(&e.element) && e.ballot.is_none() => Ok(Fate::Close),
        fires @ (Fires::Aside | Fires::Seat | Fires::Overdue) => keep(fires.clone(), None),
        // The times of the source's listeners run on where the target has the same listeners.
        fires @ Fires::Told { .. } => match node {
            Some(to) if target.graph[to].listeners.timeout == mapped.source.element(&e.element).listeners.timeout => {
                keep(fires.clone(), None)
            }
            _ => Ok(Fate::Close),
        },
        // Which listeners have had their turn is counted: they must be the same in both.
        Fires::Listener => match node {
            Some(to) if target.graph[to].listeners == mapped.source.element(&e.element).listeners => {
                keep(Fires::Listener, None)
            }
            _ => {
                let message =
                    format!("a listener of `{}` is at work, and the target has other listeners there", e.element);
                Err(Obstacle::new("listeners-changed", message))
            }
        },
        Fires::Branch { flow } => {
            let to = mapped.flow(flow).filter(|f| Some(target.source(f)) == node);
            let Some(to) = to.filter(|_| !mapped.renews(&e.element)) else { return Ok(Fate::Close) };
            let (before, after) = (mapped.source.target(flow), target.target(&to));
            same(&mapped.source.graph[before].kind, &target.graph[after].kind, flow)?;
            keep(Fires::Branch { flow: to }, Some(target.graph[after].id.clone()))
        }
        Fires::Boundary { event, .. } => {
            let Some(to) = mapped.node(event).filter(|_| !mapped.renews(event)) else { return Ok(Fate::Close) };
            let element = &target.graph[to];
            if node.is_none_or(|n| !target.boundaries(n).contains(&to)) {
                let message = format!("`{event}` goes on as `{}`, which is not attached to the activity", element.id);
                return Err(Obstacle::new("boundary-moved", message));
            }
            same(&mapped.source.element(event).kind, &element.kind, event)?;
            let interrupting = matches!(element.kind, Kind::Boundary { interrupting: true, .. });
            keep(Fires::Boundary { event: element.id.clone(), interrupting }, Some(element.id.clone()))
        }
        Fires::EventSubProcess { sub_process, .. } => {
            let to = mapped.node(sub_process).filter(|_| !mapped.renews(sub_process));
            let Some(to) = to else { return Ok(Fate::Close) };
            let before = mapped.source.start_of(mapped.source.node(sub_process));
            let (Some(before), Some(after)) = (before, target.start_of(to)) else { return Ok(Fate::Close) };
            same(&mapped.source.graph[before].kind, &target.graph[after].kind, sub_process)?;
            let interrupting = matches!(target.graph[after].kind, Kind::Start { interrupting: true, .. });
            let sub_process = target.graph[to].id.clone();
            keep(Fires::EventSubProcess { sub_process, interrupting }, Some(target.graph[after].id.clone()))
        }
    }
}

/// The rule parameters that the condition of an event reads in the target. It has yet to be looked at with those that the
/// one of the source did not read.
fn read_there(target: &Process, event: &ElementId, part: u32, here: &[(String, u64)]) -> Vec<(String, u64)> {
    let part = trigger(&target.element(event).kind).and_then(|trigger| trigger.parts().get(part as usize));
    let Some(Trigger::Condition(condition)) = part else { return vec![] };
    let seen = |name: &String| here.iter().find(|(of, _)| of == name).map_or(0, |(_, version)| *version);
    condition.parameters().iter().map(|name| (name.clone(), seen(name))).collect()
}

/// An activity of an ad-hoc sub-process that may be chosen: as that of the target, when it is there.
fn offered(mapped: &Mapped, node: Option<NodeIndex>, wait: &Wait) -> Fate {
    let WaitFor::Activation { activity, chosen } = &wait.on else { return Fate::Close };
    let there = mapped
        .node(activity)
        .filter(|to| node.is_some() && mapped.target.graph[mapped.target.outermost(*to)].scope == node);
    let Some(to) = there else { return Fate::Close };
    let on = WaitFor::Activation { activity: mapped.target.graph[to].id.clone(), chosen: *chosen };
    Fate::Keep(Box::new(Wait { on, ..wait.clone() }))
}

fn same(before: &Kind, after: &Kind, id: &ElementId) -> Result<(), Obstacle> {
    if same_trigger(before, after) {
        return Ok(());
    }
    let message =
        format!("what triggers `{id}` is of another kind in the target: leave it unmapped to have it made anew");
    Err(Obstacle::new("trigger-changed", message))
}

/// Do two events wait for the same kind of thing?
fn same_trigger(before: &Kind, after: &Kind) -> bool {
    match (trigger(before), trigger(after)) {
        (Some(before), Some(after)) => {
            let (before, after) =
                (std::iter::once(before).chain(before.parts()), std::iter::once(after).chain(after.parts()));
            before.map(discriminant).eq(after.map(discriminant))
        }
        (before, after) => before.is_none() && after.is_none(),
    }
}

fn trigger(kind: &Kind) -> Option<&Trigger> {
    match kind {
        Kind::Start { trigger, .. } | Kind::Boundary { trigger, .. } | Kind::Catch(trigger) => Some(trigger),
        _ => None,
    }
}

/// Why an element cannot go on as one of another kind.
pub(crate) fn kind_changed(from: &Kind, to: &Kind) -> Option<(&'static str, &'static str)> {
    const KIND: (&str, &str) = ("kind-changed", "they are of different kinds");
    match (from, to) {
        (Kind::MultiInstance(from), Kind::MultiInstance(to)) if from.sequential != to.sequential => {
            Some(("multi-instance-changed", "one is sequential and the other parallel"))
        }
        (Kind::MultiInstance(from), Kind::MultiInstance(to))
            if discriminant(&from.count) != discriminant(&to.count) =>
        {
            Some(("multi-instance-changed", "one has an instance for each item and the other a number of them"))
        }
        (Kind::AdHoc(from), Kind::AdHoc(to)) if from.sequential != to.sequential => {
            Some(("ad-hoc-changed", "one is sequential and the other parallel"))
        }
        (Kind::UserTask(from), Kind::UserTask(to)) if from.approval.is_some() != to.approval.is_some() => {
            Some(("approval-changed", "one is an approval and the other is not"))
        }
        (Kind::Gateway(from), Kind::Gateway(to)) => (from != to).then_some(KIND),
        (Kind::Throw(from), Kind::Throw(to)) | (Kind::End(from), Kind::End(to)) => {
            (discriminant(from) != discriminant(to)).then_some(KIND)
        }
        _ if discriminant(from) != discriminant(to) => Some(KIND),
        _ if !same_trigger(from, to) => Some(("trigger-changed", "what triggers them is of different kinds")),
        _ => None,
    }
}

/// Why the scope around the instances of a repeated activity cannot go on as the other: that of a loop is no
/// multi-instance.
fn bodies_changed(
    (source, from): (&Process, NodeIndex),
    (target, to): (&Process, NodeIndex),
) -> Option<(&'static str, &'static str)> {
    let (before, after) = (source.outer(from), target.outer(to));
    match (&source.graph[before].kind, &target.graph[after].kind) {
        _ if before == from || after == to => None,
        (Kind::MultiInstance(_), Kind::StandardLoop(_)) | (Kind::StandardLoop(_), Kind::MultiInstance(_)) => {
            Some(("multi-instance-changed", "one is a multi-instance activity and the other a loop"))
        }
        (before, after) => kind_changed(before, after),
    }
}

/// Why an element cannot go on where the target has it.
fn scope_changed(mapped: &Mapped, from: NodeIndex, to: NodeIndex) -> Option<(&'static str, String)> {
    let (source, target) = (mapped.source, mapped.target);
    let id = &source.graph[from].id;
    let many = |process: &Process, node: Option<NodeIndex>| {
        node.is_some_and(|n| crate::element::repeats(&process.graph[n].kind))
    };
    let (before, after) = (source.graph[from].scope, target.graph[to].scope);
    if many(source, before) != many(target, after) {
        let message = format!("`{id}` is repeated in one of the two and not in the other");
        return Some(("multi-instance-changed", message));
    }
    let there = mapped.node(&source.graph[before?].id)?;
    (Some(there) != after).then(|| {
        let message = format!("`{id}` lives in another scope in the target");
        ("scope-changed", message)
    })
}
