//! What is used in the version of its own deployment: processes, decisions and forms.
use super::request::NewDefinition;
use crate::api::{DeployedDecision, DeployedForm, ResourceProblem};
use weir_core::form::FormReference;
use weir_core::process::{Binding, Call, Kind, Value};
use weir_core::wait::Bound;
use weir_core::{Problem, Process};

/// Does it use anything in the version of its own deployment?
pub(super) fn to_its_deployment(process: &Process) -> bool {
    let start = process.start_form.as_ref().and_then(|form| form.reference.as_ref());
    start.is_some_and(with_it) || process.graph.node_weights().any(|element| used(&element.kind).is_some())
}

/// A warning for each that is not in the deployment: what was deployed before is used then.
pub(super) fn before(
    new: &NewDefinition,
    processes: &[NewDefinition],
    decisions: &[DeployedDecision],
    forms: &[DeployedForm],
) -> Vec<ResourceProblem> {
    let is_there = |used: &Used| match used {
        Used::Process(id) => processes.iter().any(|other| other.process.id().as_str() == *id),
        Used::Decision(id) => decisions.iter().any(|other| other.definition.decision == *id),
        Used::Form(id) => forms.iter().any(|other| other.definition.form == *id),
        Used::Told => true,
    };
    let process = &new.process;
    let start = process.start_form.as_ref().and_then(|form| Some((&form.event, form.reference.as_ref()?)));
    let start =
        start.filter(|(_, form)| with_it(form)).map(|(event, form)| (process.element(event), Used::Form(&form.id)));
    let inside = process.graph.node_weights().filter_map(|element| Some((element, used(&element.kind)?)));
    let missing = inside.chain(start).filter(|(_, used)| !is_there(used));
    let told = missing.filter_map(|(element, used)| {
        let (what, name) = match used {
            Used::Process(id) => ("the process", id),
            Used::Decision(id) => ("the decision", id),
            Used::Form(id) => ("the form", id),
            Used::Told => return None,
        };
        let message = format!(
            "{what} `{name}` of the same deployment is used, and it is not in it: the newest of before is taken; deploy \
             both together, or bind to `latest`"
        );
        let problem = Problem::warning("bound-to-earlier-deployment", Some(&element.id), element.place, message);
        Some(ResourceProblem { resource: new.resource.clone(), problem })
    });
    told.collect()
}

enum Used<'a> {
    Process(&'a str),
    Decision(&'a str),
    Form(&'a str),
    /// What is known when it runs.
    Told,
}

fn used(kind: &Kind) -> Option<Used<'_>> {
    match kind {
        Kind::CallActivity(Call { binding: Binding::Deployment, process, .. }) => Some(match process {
            Value::Fixed(id) => Used::Process(id),
            Value::Feel(_) => Used::Told,
        }),
        Kind::RuleTask(task) if task.binding == Binding::Deployment => Some(match &task.decision {
            Value::Fixed(id) => Used::Decision(id),
            Value::Feel(_) => Used::Told,
        }),
        Kind::UserTask(task) => {
            task.form_reference.as_ref().filter(|form| with_it(form)).map(|form| Used::Form(&form.id))
        }
        _ => None,
    }
}

fn with_it(form: &FormReference) -> bool {
    form.bound == Bound::Deployment
}
