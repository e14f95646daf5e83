//! The facts of a process: its model, the data of its steps, its people, and what its owner has said.
use super::apart;
use super::data::access;
use super::family::Family;
use super::people::{group, hours, roles};
use crate::api::SuggestionSettings;
use crate::error::Error;
use crate::projection::Release;
use crate::shell::Shell;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::expression::Expression;
use weir_core::model::Model;
use weir_core::process::{Element, Kind, NodeIndex, Relation, Throw, Trigger, Value, Way};
use weir_core::{ElementId, Process, Timestamp};
use weir_mining::log::Log;
use weir_mining::suggest::{Costs, Facts, Flow, Kind as Nature, Outcomes, PairRule, Step, Tag, Threshold};

/// Words for decisions that stop a case, where nobody names others.
const REJECTING: [&str; 5] = ["reject", "rejected", "refuse", "refused", "不同意"];
/// Words for decisions that send a case back.
const RETURNING: [&str; 4] = ["return", "returned", "退回", "驳回"];
/// How many gateways are looked through from a step to the conditions that read its decision.
const THROUGH_MAX: usize = 10;

/// Everything that is known beside the log. `model` is the file of the latest version as it is read.
pub fn facts(
    shell: &Shell,
    family: &Family,
    model: &Model,
    settings: &SuggestionSettings,
    log: &Log,
    window: (Timestamp, Timestamp),
) -> Result<Facts, Error> {
    let (process, organisation) = (&*family.process, shell.organisation.now());
    let staff = shell.staff(family.latest().definition.tenant.as_deref());
    let now = shell.now();
    let oldest = family.releases.last().map(|release| release.definition.deployed.0);
    let words = |said: &[String], ours: &[&str]| -> BTreeSet<String> {
        if said.is_empty() {
            ours.iter().map(|word| (*word).to_owned()).collect()
        } else {
            said.iter().cloned().collect()
        }
    };
    let pair = |same: bool| move |(a, b): &(String, String)| PairRule { a: a.clone(), b: b.clone(), same };
    let costs = match (settings.work_hour, settings.waiting_hour, settings.batch) {
        (Some(work_hour), Some(waiting_hour), Some(batch)) => Some(Costs { work_hour, waiting_hour, batch }),
        _ => None,
    };
    let apart = apart::pairs(shell, process.id().as_str(), settings)?;
    Ok(Facts {
        steps: steps(shell, family.latest(), process, model, settings),
        flows: flows(process, settings),
        outcomes: Some(Outcomes {
            attribute: "decision".to_owned(),
            rejecting: words(&settings.rejecting, &REJECTING),
            returning: words(&settings.returning, &RETURNING),
            variables: decided_by(shell, family.latest(), process).into_values().collect(),
        }),
        roles: roles(process, staff.workplace(), now),
        hours: hours(log, &organisation, settings, window),
        pairs: apart.iter().map(pair(false)).chain(settings.same_person.iter().map(pair(true))).collect(),
        costs,
        decisions: thresholds(process),
        wait_targets: settings.wait_targets.clone(),
        value: settings.value.clone(),
        deployed: oldest,
        now: now.0,
        roles_apart: apart::roles(shell, process)?,
    })
}

fn steps(
    shell: &Shell,
    release: &Release,
    process: &Process,
    model: &Model,
    settings: &SuggestionSettings,
) -> BTreeMap<String, Step> {
    let partners = partners(process, model);
    let mut out = BTreeMap::new();
    for node in process.graph.node_indices() {
        let element = &process.graph[node];
        let mut tags = BTreeSet::new();
        if settings.statutory.iter().any(|id| *id == element.id.as_str()) {
            tags.insert(Tag::Statutory);
        }
        if element.for_compensation {
            tags.insert(Tag::Compensation);
        }
        if is_exceptional(process, node) {
            tags.insert(Tag::Exception);
        }
        let (mut group_of, mut due) = (None, None);
        let mut timer = process.boundaries(process.outermost(node)).iter().any(|event| is_timed(process, *event));
        if let Kind::UserTask(task) = &element.kind {
            group_of = group(task);
            timer |= task.reminder.is_some();
            timer |= task.approval.as_ref().is_some_and(|plan| plan.timeout.is_some());
            due = match &task.due_date {
                Some(Value::Fixed(text)) if task.due_calendar.is_none() => weir_core::time::duration_ms(text),
                _ => None,
            };
        }
        let step = Step {
            kind: nature(element),
            access: access(shell, release, element),
            group: group_of,
            tags,
            timer,
            due,
            partner: partners.get(&element.id).cloned(),
        };
        out.insert(element.id.to_string(), step);
    }
    out
}

fn is_timed(process: &Process, event: NodeIndex) -> bool {
    let Kind::Boundary { trigger, .. } = &process.graph[event].kind else { return false };
    trigger.parts().iter().any(|part| matches!(part, Trigger::Timer(_)))
}

fn nature(element: &Element) -> Nature {
    match &element.kind {
        Kind::UserTask(_) => Nature::User,
        Kind::JobTask(_) | Kind::ScriptTask { .. } | Kind::RuleTask(_) | Kind::CallActivity(_) => Nature::Automatic,
        Kind::Throw(throw) if throw.parts().iter().any(|part| matches!(part, Throw::Message(_))) => Nature::Send,
        Kind::Catch(trigger) if trigger.parts().iter().any(|part| matches!(part, Trigger::Message(_))) => {
            Nature::Receive
        }
        Kind::Gateway(_) | Kind::ComplexGateway { .. } => Nature::Gateway,
        _ => Nature::Event,
    }
}

/// Is it only done where something went wrong: reached from a boundary event for errors, and from no start without it?
fn is_exceptional(process: &Process, node: NodeIndex) -> bool {
    let scope = process.graph[node].scope.unwrap_or(process.root);
    if process.graph[scope].kind == Kind::EventSubProcess {
        return true;
    }
    // Nothing stands in the way of the search: the process itself is no node of a way.
    let reaches = |from, to| process.reaches(from, to, process.root, Way::Forward);
    let begun = process.entries(scope).iter().any(|start| reaches(*start, node));
    let fails = |boundary: &NodeIndex| {
        matches!(&process.graph[*boundary].kind, Kind::Boundary { trigger, .. }
            if trigger.parts().iter().any(|part| matches!(part, Trigger::Error(_) | Trigger::Escalation(_))))
    };
    !begun && process.children(scope).filter(fails).any(|boundary| reaches(boundary, node))
}

fn flows(process: &Process, settings: &SuggestionSettings) -> Vec<Flow> {
    let graph = &process.graph;
    let all = graph.edge_indices().filter_map(|edge| {
        let Relation::Flow(flow) = &graph[edge] else { return None };
        let (from, to) = graph.edge_endpoints(edge)?;
        let failing =
            |node| if is_exceptional(process, node) { BTreeSet::from([Tag::Exception]) } else { BTreeSet::new() };
        Some(Flow {
            id: flow.id.to_string(),
            from: graph[from].id.to_string(),
            to: graph[to].id.to_string(),
            reads: flow.condition.iter().flat_map(Expression::variables).cloned().collect(),
            pinned: settings.pinned.iter().any(|id| *id == flow.id.as_str()),
            tags: &failing(from) | &failing(to),
            taken: false,
        })
    });
    all.collect()
}

/// For each step of people the variable that holds what was decided in it: the result of an approval, or the one variable
/// that it writes and the gateway behind it reads.
pub fn decided_by(shell: &Shell, release: &Release, process: &Process) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for node in process.graph.node_indices() {
        let element = &process.graph[node];
        let Kind::UserTask(task) = &element.kind else { continue };
        if let Some(plan) = &task.approval {
            out.insert(element.id.to_string(), plan.result.clone());
            continue;
        }
        let Some(writes) = access(shell, release, element).map(|access| access.writes) else { continue };
        let read = read_behind(process, process.outermost(node));
        let mut both = writes.intersection(&read);
        if let (Some(variable), None) = (both.next(), both.next()) {
            out.insert(element.id.to_string(), variable.clone());
        }
    }
    out
}

/// What the conditions read that a token meets next: those of the first exclusive or inclusive gateway with more than one way.
fn read_behind(process: &Process, from: NodeIndex) -> BTreeSet<String> {
    let mut at = from;
    for _ in 0..THROUGH_MAX {
        let flows = process.outgoing(at).iter();
        let conditions: BTreeSet<String> = flows
            .filter_map(|flow| flow.condition.as_ref())
            .flat_map(|condition| condition.variables().iter().cloned())
            .collect();
        let mut ways = process.outgoing(at).iter().map(|flow| process.target(&flow.id));
        let (Some(next), None, true) = (ways.next(), ways.next(), conditions.is_empty()) else { return conditions };
        if !matches!(process.graph[next].kind, Kind::Gateway(_)) {
            return BTreeSet::new();
        }
        at = next;
    }
    BTreeSet::new()
}

/// Conditions of flows that compare one number with a bound, and the step that each leads to: `amount > 1000`.
fn thresholds(process: &Process) -> Vec<Threshold> {
    let graph = &process.graph;
    let all = graph.edge_indices().filter_map(|edge| {
        let Relation::Flow(flow) = &graph[edge] else { return None };
        let (_, to) = graph.edge_endpoints(edge)?;
        let (input, above) = above(flow.condition.as_ref()?.text())?;
        Some(Threshold { decision: flow.id.to_string(), input, above, step: graph[to].id.to_string() })
    });
    all.collect()
}

/// `name > number` as its parts.
pub fn above(condition: &str) -> Option<(String, f64)> {
    let text = condition.trim().trim_start_matches('=').trim();
    let text = text.strip_prefix("${").and_then(|inner| inner.strip_suffix('}')).unwrap_or(text);
    let (name, bound) = text.split_once('>')?;
    let name = name.trim();
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let bound: f64 = bound.trim().parse().ok().filter(|bound: &f64| bound.is_finite())?;
    (plain && !name.starts_with(|c: char| c.is_ascii_digit())).then(|| (name.to_owned(), bound))
}

/// With whom each node of the process exchanges messages over message flows.
fn partners(process: &Process, model: &Model) -> BTreeMap<ElementId, String> {
    let mut out = BTreeMap::new();
    let inside = |id: &ElementId| process.find(id).is_some();
    let named = |id: &ElementId| {
        let holds = |of: &ElementId| {
            let of = model.processes.iter().find(|process| process.id == *of);
            of.is_some_and(|process| process.nodes.iter().any(|node| node.id == *id))
        };
        let pool = model.participants.iter().find(|pool| pool.id == *id || pool.process.as_ref().is_some_and(holds));
        pool.map(|pool| pool.name.clone().unwrap_or_else(|| pool.id.to_string()))
    };
    for flow in &model.message_flows {
        for (here, there) in [(&flow.source, &flow.target), (&flow.target, &flow.source)] {
            if inside(here)
                && !inside(there)
                && let Some(partner) = named(there)
            {
                out.insert(here.clone(), partner);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::above;

    #[test]
    fn only_one_number_above_a_bound_is_a_threshold() {
        assert_eq!(above("= amount > 1000"), Some(("amount".to_owned(), 1000.0)));
        assert_eq!(above("${amount > 10.5}"), Some(("amount".to_owned(), 10.5)));
        for other in ["amount >= 1000", "amount > limit", "a + b > 3", "amount > 3 and b", "3 > 2", "amount < 3"] {
            assert_eq!(above(other), None, "{other}");
        }
    }
}
