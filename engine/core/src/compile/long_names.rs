//! Names that are too long to be asked for, as far as the model says them.
use crate::name::{NAME_BYTES_MAX, shortened};
use crate::problem::Problem;
use crate::process::{Element, Kind, Listener, Process, Throw, Trigger, Value};

/// Names of a model that nobody could ask for.
pub(super) fn too_long(process: &Process) -> Vec<Problem> {
    let mut problems = vec![];
    for element in process.graph.node_weights() {
        for (what, name) in names(element).into_iter().filter(|(_, name)| name.len() > NAME_BYTES_MAX) {
            let message = format!(
                "{what} `{}` has {} bytes, and {NAME_BYTES_MAX} at most can be asked for: shorten it",
                shortened(name),
                name.len()
            );
            problems.push(Problem::error("name-too-long", Some(&element.id), element.place, message));
        }
    }
    // The instances of a repeated activity are what it is.
    problems.dedup_by(|a, b| a.place == b.place && a.message == b.message);
    problems
}

/// The names that stand in an element as they are.
fn names(element: &Element) -> Vec<(&'static str, &str)> {
    let mappings = element.inputs.iter().chain(&element.outputs).chain(&element.data_outputs).chain(&element.sets);
    let mut all: Vec<(&'static str, &str)> =
        mappings.map(|mapping| ("the variable", mapping.target.as_str())).collect();
    all.extend(element.locals.iter().map(|name| ("the variable", name.as_str())));
    let told = &element.listeners;
    let beside = told.update.iter().chain(&told.delete).chain(told.timeout.iter().map(|(_, listener)| listener));
    for listener in told.start.iter().chain(&told.assignment).chain(&told.end).chain(beside) {
        if let Listener::Job(work) = listener {
            all.extend(fixed("the job type", &work.job_type));
        }
    }
    match &element.kind {
        Kind::ScriptTask { result, .. } => all.extend(variable(result.as_deref())),
        Kind::RuleTask(task) => all.extend(variable(Some(&task.result))),
        Kind::CallActivity(call) => all.extend(variable(call.instance_variable.as_deref())),
        Kind::UserTask(task) => {
            all.extend([&task.completer, &task.id_variable].into_iter().filter_map(|name| variable(name.as_deref())));
        }
        Kind::MultiInstance(looped) => {
            for name in [&looped.element_variable, &looped.index_variable, &looped.output_collection] {
                all.extend(variable(name.as_deref()));
            }
            all.extend(looped.lists.iter().filter_map(|name| variable(Some(name))));
            all.extend(looped.behavior.throws().into_iter().filter_map(thrown));
        }
        Kind::JobTask(work) => all.extend(fixed("the job type", &work.job_type)),
        Kind::Start { trigger, initiator, .. } => {
            all.extend(variable(initiator.as_deref()));
            all.extend(trigger.parts().iter().filter_map(awaited));
        }
        Kind::Catch(trigger) | Kind::Boundary { trigger, .. } => all.extend(trigger.parts().iter().filter_map(awaited)),
        Kind::Throw(throw) | Kind::End(throw) => all.extend(throw.parts().iter().filter_map(thrown)),
        _ => {}
    }
    all
}

fn variable(name: Option<&str>) -> Option<(&'static str, &str)> {
    name.map(|name| ("the variable", name))
}

fn awaited(trigger: &Trigger) -> Option<(&'static str, &str)> {
    match trigger {
        Trigger::Message(message) => fixed("the message name", &message.name),
        Trigger::Signal(name) => fixed("the signal name", name),
        Trigger::Error(code) => code.as_ref().map(|code| ("the error code", code.as_str())),
        Trigger::Escalation(code) => code.as_ref().map(|code| ("the escalation code", code.as_str())),
        _ => None,
    }
}

fn thrown(throw: &Throw) -> Option<(&'static str, &str)> {
    match throw {
        Throw::Message(message) => fixed("the message name", &message.name),
        Throw::Signal { name, .. } => fixed("the signal name", name),
        Throw::Error { code, .. } => fixed("the error code", code),
        Throw::Escalation(code) => fixed("the escalation code", code),
        _ => None,
    }
}

fn fixed<'a>(what: &'static str, value: &'a Value) -> Option<(&'static str, &'a str)> {
    match value {
        Value::Fixed(name) => Some((what, name)),
        Value::Feel(_) => None,
    }
}
