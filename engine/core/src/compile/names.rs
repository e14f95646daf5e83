//! Variables that expressions use and nothing in the model sets. They may come from outside, so it is a note; one that
//! is nearly the name of a known variable is a warning.
use crate::approval::Approvers;
use crate::expression::Expression;
use crate::form::{FormReference, fields};
use crate::id::ElementId;
use crate::model;
use crate::problem::{Place, Problem, VariableName};
use crate::process::{Binding, Count, Element, Kind, Listener, Mapping, Process, Relation, Trigger, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Names that the engine itself gives.
const GIVEN: [&str; 17] = [
    "loopCounter",
    "numberOfInstances",
    "nrOfInstances",
    "numberOfActiveInstances",
    "nrOfActiveInstances",
    "numberOfCompletedInstances",
    "nrOfCompletedInstances",
    "numberOfTerminatedInstances",
    "nrOfTerminatedInstances",
    "nrOfEndingInstances",
    "errorCode",
    "errorMessage",
    "escalationCode",
    "params",
    "activationCount",
    "waitingForStart",
    "externalTask",
];

/// One finding for each such variable, at its first use.
pub(super) fn unset(model: &model::Process, process: &Process) -> Vec<Problem> {
    let known = known(model, process);
    let mut used: BTreeMap<String, (ElementId, Place)> = BTreeMap::new();
    for (element, place, expression) in expressions(process) {
        for name in expression.variables() {
            if !known.contains(name.as_str()) && !GIVEN.contains(&name.as_str()) {
                used.entry(name.clone()).or_insert((element.clone(), place));
            }
        }
    }
    let finding = |(name, (element, place)): (String, (ElementId, Place))| {
        let problem = if let Some(near) = known.iter().find(|k| near(k, &name)) {
            let message = format!("nothing in the model sets `{name}`; did you mean `{near}`?");
            Problem::warning("variable-unknown", Some(&element), place, message)
        } else {
            let message =
                format!("nothing in the model sets `{name}`: it must come with the start, a task, a job or a message");
            Problem::note("variable-from-outside", Some(&element), place, message)
        };
        Problem { variable: Some(Box::new(VariableName(name))), ..problem }
    };
    used.into_iter().map(finding).collect()
}

/// Whether a finding says that nobody sets a variable which one of these does set: the fields of forms that the model
/// names and that lie beside it.
pub fn is_set_by(problem: &Problem, sets: impl Fn(&str) -> bool) -> bool {
    let about_a_variable = matches!(problem.code.as_str(), "variable-unknown" | "variable-from-outside");
    about_a_variable && problem.variable.as_ref().is_some_and(|variable| sets(&variable.0))
}

/// The rule parameters that the expressions of a process use, each at its first use in an element.
pub fn parameters_used(process: &Process) -> Vec<(ElementId, Place, String)> {
    let mut used = BTreeSet::new();
    for (element, place, expression) in expressions(process) {
        used.extend(expression.parameters().iter().map(|name| (element.clone(), place, name.clone())));
    }
    used.into_iter().collect()
}

fn known<'a>(model: &'a model::Process, process: &'a Process) -> BTreeSet<&'a str> {
    let mut known: BTreeSet<&str> = model.data.iter().filter_map(|d| d.name.as_deref()).collect();
    known.extend(model.defaults.iter().map(|(_, variable, _)| variable.as_str()));
    for element in process.graph.node_weights() {
        let moved = element.inputs.iter().chain(&element.outputs).chain(&element.data_outputs).chain(&element.sets);
        known.extend(moved.map(|m| m.target.as_str()).chain(element.locals.iter().map(String::as_str)));
        let listeners = &element.listeners;
        let gone = listeners.delete.iter().chain(&listeners.cancel);
        let beside = listeners.update.iter().chain(gone).chain(listeners.timeout.iter().map(|(_, l)| l));
        for listener in listeners.start.iter().chain(&listeners.assignment).chain(&listeners.end).chain(beside) {
            if let Listener::Script(script) = listener {
                known.extend(script.sets());
            }
        }
        match &element.kind {
            Kind::RuleTask(task) => known.extend([task.result.as_str()]),
            Kind::ScriptTask { script, result } => known.extend(script.sets().into_iter().chain(result.as_deref())),
            Kind::Start { initiator, .. } => known.extend(initiator.as_deref()),
            Kind::UserTask(task) => {
                known.extend([&task.completer, &task.id_variable].into_iter().filter_map(|name| name.as_deref()));
                known.extend(filled_in(task.form.as_ref().map(|(schema, _)| schema), task.form_reference.as_deref()));
            }
            Kind::CallActivity(call) => known.extend(call.instance_variable.as_deref()),
            Kind::JobTask(work) => {
                let result = work.headers.iter().filter(|(name, _)| name == "resultVariable");
                known.extend(result.filter_map(|(_, value)| match value {
                    Value::Fixed(name) => Some(name.as_str()),
                    Value::Feel(_) => None,
                }));
            }
            Kind::MultiInstance(looped) => {
                known.extend(looped.index_variable.as_deref());
                known.extend(looped.element_variable.as_deref());
                known.extend(looped.output_collection.as_deref());
                known.extend(looped.lists.iter().map(String::as_str));
            }
            _ => {}
        }
    }
    if let Some(form) = &process.start_form {
        known.extend(filled_in(form.form.as_ref(), form.reference.as_ref()));
    }
    known
}

/// The fields of a form as far as the model tells: those it describes, and those whose permissions it sets.
fn filled_in<'a>(
    schema: Option<&'a serde_json::Value>,
    reference: Option<&'a FormReference>,
) -> impl Iterator<Item = &'a str> {
    let described = fields(schema).filter_map(|field| field["key"].as_str());
    let permitted = reference.into_iter().flat_map(|form| form.permissions.fields());
    described.chain(permitted).map(|path| path.split_once('.').map_or(path, |(variable, _)| variable))
}

fn expressions(process: &Process) -> Vec<(&ElementId, Place, &Expression)> {
    let mut found = vec![];
    for element in process.graph.node_weights() {
        found.extend(expressions_of(element).into_iter().map(|e| (&element.id, element.place, e)));
    }
    for edge in process.graph.edge_indices() {
        if let Relation::Flow(flow) = &process.graph[edge]
            && let Some(condition) = &flow.condition
        {
            let source = process.graph.edge_endpoints(edge).expect("an edge of this graph").0;
            found.push((&flow.id, process.graph[source].place, condition));
        }
    }
    found
}

/// All expressions of an element; those of its flows are not among them.
pub(crate) fn expressions_of(element: &Element) -> Vec<&Expression> {
    let mut found = vec![];
    let mut add = |e| found.push(e);
    mapped(&element.inputs, &mut add);
    mapped(&element.outputs, &mut add);
    mapped(&element.data_outputs, &mut add);
    mapped(&element.sets, &mut add);
    of_kind(element, &mut add);
    found
}

fn mapped<'a>(mappings: &'a [Mapping], add: &mut impl FnMut(&'a Expression)) {
    for mapping in mappings {
        add(&mapping.source);
    }
}

fn of_value<'a>(value: &'a Value, add: &mut impl FnMut(&'a Expression)) {
    if let Value::Feel(expression) = value {
        add(expression);
    }
}

fn of_kind<'a>(element: &'a Element, add: &mut impl FnMut(&'a Expression)) {
    let mut value = |v: &'a Value| of_value(v, add);
    match &element.kind {
        Kind::JobTask(work) => {
            value(&work.job_type);
            work.retries.iter().chain(work.headers.iter().map(|(_, header)| header)).for_each(&mut value);
            work.errors.iter().for_each(|error| add(&error.when));
        }
        Kind::UserTask(task) => {
            let values = [&task.assignee, &task.candidate_users, &task.candidate_groups, &task.due_date];
            let more = [&task.follow_up_date, &task.priority, &task.name, &task.description, &task.form_key];
            values.into_iter().chain(more).flatten().for_each(&mut value);
            task.reminder.iter().for_each(|reminder| value(&reminder.after));
            if let Some(plan) = &task.approval {
                if let Approvers::Expression(people) = &plan.approvers {
                    value(people);
                }
                plan.timeout.iter().for_each(|timeout| value(&timeout.after));
                plan.weights.iter().for_each(add);
            }
        }
        Kind::RuleTask(task) => {
            value(&task.decision);
            task.tenant.iter().for_each(&mut value);
            if let Binding::Version(bound) | Binding::VersionTag(bound) = &task.binding {
                value(bound);
            }
        }
        Kind::CallActivity(call) => {
            value(&call.process);
            call.business_key.iter().chain(&call.tenant).for_each(&mut value);
            if let Binding::Version(bound) | Binding::VersionTag(bound) = &call.binding {
                value(bound);
            }
        }
        Kind::Start { trigger, .. } | Kind::Catch(trigger) | Kind::Boundary { trigger, .. } => {
            for part in trigger.parts() {
                match part {
                    Trigger::Timer(timer) => {
                        of_value(&timer.value, add);
                        timer.until.iter().for_each(|until| of_value(until, add));
                    }
                    Trigger::Message(message) => {
                        let context = message.correlation.iter().filter_map(|of| of.context.as_ref()).flatten();
                        message.correlation_key.iter().chain(context).for_each(&mut *add);
                    }
                    Trigger::Condition(condition) => add(condition),
                    _ => {}
                }
            }
        }
        Kind::ScriptTask { script, .. } => add(script),
        Kind::ComplexGateway { activation } => activation.iter().for_each(add),
        Kind::MultiInstance(looped) => {
            let (Count::Cardinality(count) | Count::Collection(count)) = &looped.count;
            add(count);
            let own = looped.output_element.iter().chain(&looped.completion_condition);
            own.chain(looped.behavior.conditions()).for_each(add);
        }
        Kind::AdHoc(ad_hoc) => {
            let own = ad_hoc.completion_condition.iter().chain(&ad_hoc.active_elements);
            own.chain(ad_hoc.collects.iter().map(|(_, element)| element)).for_each(add);
        }
        Kind::StandardLoop(looped) => {
            looped.maximum.iter().for_each(&mut value);
            looped.condition.iter().for_each(add);
        }
        _ => {}
    }
}

/// One letter changed, missing, added, or only the case differs: most likely a slip.
fn near(a: &str, b: &str) -> bool {
    if a.eq_ignore_ascii_case(b) {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 4 || long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let rest_short = if short.len() == long.len() { &short[(same + 1).min(short.len())..] } else { &short[same..] };
    rest_short == &long[(same + 1).min(long.len())..]
}
