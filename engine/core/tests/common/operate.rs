//! Random interventions: whatever an operator may try, sensible or not.
use serde_json::json;
use weir_core::instance::Variables;
use weir_core::migration::{MigrationPlan, propose};
use weir_core::modification::{EmptyScopes, Entering, Instruction, Modification, Target, Which};
use weir_core::process::Kind;
use weir_core::task_plan::{PlannedTime, TaskPlan};
use weir_core::{Actor, Command, ElementId, Instance, Key, Process, Timestamp, WaitId};

/// An open task is to be done soon, or is urgent.
pub fn plan_task((key, wait): (Key, WaitId), by: Actor, now: Timestamp, choice: usize) -> Command {
    let due = if choice.is_multiple_of(2) { PlannedTime::At(Timestamp(now.0 + 60_000)) } else { PlannedTime::Never };
    let (follow_up, priority) = (PlannedTime::Unchanged, Some((choice % 100) as u8));
    let reason = Some("urgent".into());
    Command::PlanUserTask(Box::new(TaskPlan { key, wait, by, force: true, due, follow_up, priority, reason }))
}

/// A modification with one or two instructions.
pub fn modify(process: &Process, instance: &Instance, choice: usize) -> Command {
    let instructions = (0..=choice % 2).map(|i| instruction(process, instance, choice / 2 + i * 7)).collect();
    let empty_scopes = if choice.is_multiple_of(3) { EmptyScopes::Continue } else { EmptyScopes::Cancel };
    Command::Modify(Box::new(Modification { instructions, empty_scopes, reason: None }))
}

fn instruction(process: &Process, instance: &Instance, choice: usize) -> Instruction {
    let keys: Vec<Key> = instance.elements.keys().copied().filter(|k| *k > 0).collect();
    let which = match keys.get(choice / 5 % keys.len().max(1)) {
        Some(key) if choice.is_multiple_of(2) => Which::Instance(*key),
        Some(key) => Which::All(instance.elements[key].element.clone()),
        None => Which::Instance(1),
    };
    match choice % 5 {
        0 | 1 => Instruction::Start(entering(process, instance, choice / 5)),
        2 => Instruction::Cancel(which),
        _ => Instruction::Move { from: which, to: entering(process, instance, choice / 5) },
    }
}

fn entering(process: &Process, instance: &Instance, choice: usize) -> Entering {
    let nodes: Vec<&ElementId> = process.graph.node_weights().map(|e| &e.id).collect();
    let node = nodes[choice / 4 % nodes.len()];
    let flow = process.outgoing(process.node(node)).iter().next().map(|f| f.id.clone());
    let target = match (choice % 4, flow) {
        (0, _) => Target::After(node.clone()),
        (1, Some(flow)) => Target::Flow(flow),
        _ => Target::Before(node.clone()),
    };
    // Where several scopes are at work, the last of them.
    let around = process.graph[process.node(node)].scope.map(|s| &process.graph[s].id);
    let scope = instance.elements.values().rev().find(|e| Some(&e.element) == around).map(|e| e.key);
    Entering { target, scope: scope.filter(|_| choice.is_multiple_of(3)), variables: Variables::new(), global: false }
}

/// A migration to the same model or a changed one, with some waits made anew and some events left out, so that they are
/// opened again.
pub fn plan(process: &Process, other: &Process, instance: &Instance, choice: usize) -> MigrationPlan {
    let source = instance.header.definition.clone();
    let target = if source == "p:1" { "p:2" } else { "p:1" };
    let mut plan = propose(process, &source, other, target);
    for (index, mapping) in plan.elements.iter_mut().enumerate() {
        mapping.renew = (choice >> (index % 8)) & 1 == 1;
    }
    plan.elements.retain(|m| {
        let event = matches!(process.element(&m.from).kind, Kind::Boundary { .. } | Kind::EventSubProcess);
        !event || choice.is_multiple_of(2) || instance.elements.values().any(|e| e.element == m.from)
    });
    plan
}

/// What a script may have done.
pub fn outcome(n: usize, choice: usize) -> serde_json::Value {
    match n {
        1 => json!({"value": choice, "set": {"seen": true}, "local": {"own": choice}}),
        2 => json!({"task": {"assignee": "ann", "priority": 70}}),
        3 => json!({"task": {"assignee": "", "due": "P1D"}, "set": {"seen": 1}}),
        _ if choice.is_multiple_of(2) => json!({"thrown": {"code": "E", "message": "no"}}),
        _ => json!({"task": {"due": "never"}}),
    }
}
