//! Processes that are called, whether there are such: whoever deploys the caller first is told, and not refused.
use crate::api::ResourceProblem;
use crate::partition::NewDefinition;
use crate::shell::Shell;
use weir_core::Problem;
use weir_core::process::{Call, Element, Kind, Value};

/// A note for each call of a process that is neither deployed nor among these.
pub fn not_deployed(definitions: &[NewDefinition], shell: &Shell) -> Vec<ResourceProblem> {
    let is_there = |called: &str| {
        definitions.iter().any(|new| new.process.id().as_str() == called) || shell.catalogue.latest(called).is_some()
    };
    let told = |element: &Element| {
        let Kind::CallActivity(Call { process: Value::Fixed(called), .. }) = &element.kind else { return None };
        let message = format!("process `{called}` is not deployed yet: until it is, the call stops with an incident");
        let note = || Problem::note("called-process-not-deployed", Some(&element.id), element.place, message);
        (!is_there(called)).then(note)
    };
    let of = |new: &NewDefinition| -> Vec<ResourceProblem> {
        let told = new.process.graph.node_weights().filter_map(told);
        told.map(|problem| ResourceProblem { resource: new.resource.clone(), problem }).collect()
    };
    definitions.iter().flat_map(of).collect()
}
