//! What a scenario contradicts in the model it is put to, and what the model needs that it does not say.
use super::{ElementParameters, Scenario};
use crate::ready::is_work;
use crate::refusal::Refusal;
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;
use weir_core::Process;
use weir_core::decision::Decisions;
use weir_core::expression::Expression;
use weir_core::process::{Count, Element, Gateway, Kind, MessageSource, Throw, Trigger, Value};

/// What is wrong for this model.
pub(crate) fn against(processes: &[Process], scenario: &Scenario, decisions: &[Decisions]) -> Vec<Refusal> {
    let mut found = vec![];
    for id in scenario.elements.keys() {
        if !processes.iter().any(|process| process.find(&id.as_str().into()).is_some()) {
            let message = "the scenario says something of it, and the model has no such element";
            found.push(Refusal::at("simulation-unknown-element", id, message));
        }
    }
    let of_people = |id: &str| {
        let mut all = processes.iter().flat_map(|process| process.graph.node_weights());
        all.any(|element| element.id.as_str() == id && matches!(element.kind, Kind::UserTask(_)))
    };
    for (id, given) in &scenario.elements {
        if let Some(other) = given.resource.apart.as_ref().filter(|other| !of_people(other)) {
            let message = format!("somebody else is to do it than did `{other}`, which is no task of people here");
            found.push(Refusal::at("simulation-unknown-element", id, message));
        }
        let back = given.property.outcomes.iter().filter_map(|outcome| outcome.to.as_ref());
        for to in back.filter(|to| !of_people(to) || !of_people(id)) {
            let message =
                format!("only people send something back, and to what people do: `{id}` does not go back to `{to}`");
            found.push(Refusal::at("simulation-unknown-element", id, message));
        }
    }
    let sent = sent(processes);
    let known = known(processes, scenario);
    for process in processes {
        for node in process.graph.node_indices() {
            let element = &process.graph[node];
            let given = scenario.elements.get(element.id.as_str());
            work(element, given, scenario, &mut found);
            heard(process, node, given, &sent, &mut found);
            ways(process, node, given, &known, &mut found);
            asked(element, processes, decisions, given, &mut found);
        }
    }
    found
}

/// Work has a duration, and somebody who does it.
fn work(element: &Element, given: Option<&ElementParameters>, scenario: &Scenario, found: &mut Vec<Refusal>) {
    if !is_work(&element.kind) {
        return;
    }
    // Where no case of the past came there is nothing to ask for, until a simulated one comes.
    if given.is_some_and(|given| given.time.is_unknown()) {
        return;
    }
    let id = element.id.as_str();
    if given.is_none_or(|given| given.time.processing.is_none() && given.time.classes.is_empty()) {
        let message = "say with `time.processing` how long it takes";
        found.push(Refusal::at("simulation-step-without-duration", id, message));
    }
    let Kind::UserTask(task) = &element.kind else { return };
    if task.approval.is_some() && given.is_none_or(|given| given.property.outcomes.is_empty()) {
        let message = "it is an approval: say with `property.outcomes` how often people approve and reject";
        found.push(Refusal::at("simulation-outcome-missing", id, message));
    }
    if let Some(given) = given {
        let resource = &given.resource;
        if resource.automated
            || !(resource.people.is_empty() && resource.groups.is_empty() && resource.skills.is_empty())
        {
            return;
        }
    }
    let nobody = task.assignee.is_none() && task.candidate_users.is_none() && task.candidate_groups.is_none();
    if nobody && task.approval.is_none() {
        let message = "neither the model nor the scenario says who does it: name people or groups with `resource`, or say that it is automated";
        found.push(Refusal::at("simulation-step-without-resource", id, message));
    }
    if let Some(Value::Fixed(groups)) = &task.candidate_groups
        && task.assignee.is_none()
        && task.candidate_users.is_none()
    {
        let mut groups = groups.split(',').map(str::trim);
        let there = |group: &str| scenario.resources.iter().any(|who| who.groups.iter().any(|g| g == group));
        if !groups.clone().any(there) {
            let named = groups.next().unwrap_or_default();
            let message = format!("nobody among `resources` belongs to its candidate group `{named}`");
            found.push(Refusal::at("simulation-step-without-resource", id, message));
        }
    }
}

/// A step that waits for a message or signal gets one.
fn heard(
    process: &Process,
    node: NodeIndex,
    given: Option<&ElementParameters>,
    sent: &BTreeSet<String>,
    found: &mut Vec<Refusal>,
) {
    let element = &process.graph[node];
    let Kind::Catch(trigger) = &element.kind else { return };
    let raced = process.incoming(node).iter().any(|flow| {
        matches!(
            process.graph[process.source(&flow.id)].kind,
            Kind::Gateway(Gateway::EventBased | Gateway::ParallelEventBased)
        )
    });
    if raced || element.instantiate || given.is_some_and(|given| given.control.inter_trigger_timer.is_some()) {
        return;
    }
    for part in trigger.parts() {
        let name = match part {
            Trigger::Message(source) => &source.name,
            Trigger::Signal(name) => name,
            _ => continue,
        };
        if let Value::Fixed(name) = name
            && !sent.contains(name)
        {
            let message = format!(
                "it waits for `{name}`, which nothing in the model sends: say with `control.interTriggerTimer` how long that takes to come"
            );
            found.push(Refusal::at("simulation-message-unanswered", element.id.as_str(), message));
        }
    }
}

fn sent(processes: &[Process]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for element in processes.iter().flat_map(|process| process.graph.node_weights()) {
        let (Kind::Throw(throw) | Kind::End(throw)) = &element.kind else { continue };
        for part in throw.parts() {
            if let Throw::Message(MessageSource { name: Value::Fixed(name), .. })
            | Throw::Signal { name: Value::Fixed(name), .. } = part
            {
                names.insert(name.clone());
            }
        }
    }
    names
}

/// A gateway knows its data, or has probabilities.
fn ways(
    process: &Process,
    node: NodeIndex,
    given: Option<&ElementParameters>,
    known: &BTreeSet<&str>,
    found: &mut Vec<Refusal>,
) {
    let id = process.graph[node].id.as_str();
    if let Some(given) = given.filter(|given| !given.control.probabilities.is_empty()) {
        let flows: Vec<&str> = process.outgoing(node).iter().map(|flow| flow.id.as_str()).collect();
        if process.graph[node].kind != Kind::Gateway(Gateway::Exclusive) {
            let message = "only an exclusive gateway takes one of its flows by probability";
            found.push(Refusal::at("simulation-contradiction", id, message));
        }
        for flow in given.control.probabilities.keys().filter(|flow| !flows.contains(&flow.as_str())) {
            let message = format!("it has no outgoing flow `{flow}`; it has {}", flows.join(", "));
            found.push(Refusal::at("simulation-unknown-element", id, message));
        }
        for flow in flows.iter().filter(|flow| !given.control.probabilities.contains_key(**flow)) {
            let message = format!("its flow `{flow}` has no probability; write 0 if it is never taken");
            found.push(Refusal::at("simulation-probabilities", id, message));
        }
        return;
    }
    let missing = missing(process, node, known);
    if !missing.is_empty() {
        let names: Vec<String> = missing.into_iter().collect();
        let message = format!(
            "it looks at {}, which nobody gives: add it to `property` or to the outcomes of a step, or give `control.probabilities` of its flows",
            names.join(", ")
        );
        found.push(Refusal::at("simulation-branch-undecided", id, message));
    }
}

/// The variables that the conditions of a gateway need and nobody gives.
pub(crate) fn missing_inputs(process: &Process, node: NodeIndex, scenario: &Scenario) -> BTreeSet<String> {
    missing(process, node, &known(std::slice::from_ref(process), scenario))
}

fn missing(process: &Process, node: NodeIndex, known: &BTreeSet<&str>) -> BTreeSet<String> {
    let mut missing = BTreeSet::new();
    for flow in process.outgoing(node).iter() {
        let required = flow.condition.iter().flat_map(Expression::required);
        missing.extend(required.filter(|name| !known.contains(name.as_str())).cloned());
    }
    missing
}

/// What is called and decided is there.
fn asked(
    element: &Element,
    processes: &[Process],
    decisions: &[Decisions],
    given: Option<&ElementParameters>,
    found: &mut Vec<Refusal>,
) {
    match &element.kind {
        Kind::CallActivity(call) => {
            let stands_for = given.is_some_and(|given| given.time.processing.is_some());
            if let Value::Fixed(id) = &call.process
                && !stands_for
                && !processes.iter().any(|process| process.id().as_str() == id)
            {
                let message =
                    format!("it calls `{id}`: give its file too, or say with `time.processing` how long it takes");
                found.push(Refusal::at("simulation-call-missing", element.id.as_str(), message));
            }
        }
        Kind::RuleTask(task) => {
            if let Value::Fixed(id) = &task.decision
                && !decisions.iter().any(|file| file.decisions().any(|known| known.id == *id))
            {
                let message = format!("it asks decision `{id}`: give its DMN file too");
                found.push(Refusal::at("simulation-decision-missing", element.id.as_str(), message));
            }
        }
        _ => {}
    }
}

/// The variables that somebody gives: the scenario, or the model itself.
fn known<'a>(processes: &'a [Process], scenario: &'a Scenario) -> BTreeSet<&'a str> {
    let mut known: BTreeSet<&str> = scenario.property.values.keys().map(String::as_str).collect();
    for vector in &scenario.property.vectors {
        let given = vector.given.values().flatten().flat_map(|given| given.keys());
        known.extend(vector.start.keys().chain(given).map(String::as_str));
    }
    let outcomes = scenario.elements.values().flat_map(|given| &given.property.outcomes);
    known.extend(outcomes.flat_map(|outcome| outcome.variables.keys()).map(String::as_str));
    known.extend(["loopCounter", "errorCode", "errorMessage", "escalationCode", "params", weir_core::approval::RESULT]);
    known.extend([weir_core::approval::APPROVED, weir_core::approval::REJECTED]);
    for element in processes.iter().flat_map(|process| process.graph.node_weights()) {
        let moved = element.inputs.iter().chain(&element.outputs).chain(&element.data_outputs).chain(&element.sets);
        known.extend(moved.map(|mapping| mapping.target.as_str()));
        known.extend(element.locals.iter().map(String::as_str));
        match &element.kind {
            Kind::RuleTask(task) => known.extend([task.result.as_str()]),
            Kind::ScriptTask { result, script } => known.extend(script.sets().into_iter().chain(result.as_deref())),
            Kind::Start { initiator, .. } => known.extend(initiator.as_deref()),
            Kind::UserTask(task) => {
                known.extend([&task.completer, &task.id_variable].into_iter().filter_map(|name| name.as_deref()));
            }
            Kind::MultiInstance(looped) => {
                known.extend(looped.index_variable.as_deref());
                known.extend(looped.element_variable.as_deref());
                known.extend(looped.output_collection.as_deref());
                known.extend(looped.lists.iter().map(String::as_str));
                if let Count::Collection(items) = &looped.count {
                    known.extend(items.sets());
                }
            }
            _ => {}
        }
    }
    known.extend(processes.iter().flat_map(|p| p.defaults.values().flatten()).map(|(name, _)| name.as_str()));
    known
}
