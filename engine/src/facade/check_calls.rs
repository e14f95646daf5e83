//! Processes that are called: whether there are such, and whether the calls ever end. Whoever deploys is told, and not
//! refused.
use crate::api::ResourceProblem;
use crate::partition::NewDefinition;
use crate::projection::Release;
use crate::shell::Shell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use weir_core::compile::{called_by_id, calls_itself, surely_calls};
use weir_core::process::{Call, Element, Kind, Value};
use weir_core::{Problem, Process};

/// Processes that are followed from call to call: 200.
const FOLLOWED_MAX: usize = 200;

/// A note for each call of a process that is neither deployed nor among these.
pub fn not_deployed(definitions: &[NewDefinition], shell: &Shell, tenant: Option<&str>) -> Vec<ResourceProblem> {
    let is_there = |called: &str| {
        definitions.iter().any(|new| new.process.id().as_str() == called) || latest(shell, called, tenant).is_some()
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

/// A warning for each process among these whose calls surely lead back to it: of all that are called those are left whose
/// every instance calls another one that is left.
pub fn without_end(definitions: &[NewDefinition], shell: &Shell, tenant: Option<&str>) -> Vec<ResourceProblem> {
    if definitions.iter().all(|new| surely_calls(&new.process, |_| true).is_none()) {
        return vec![];
    }
    let followed = followed(definitions, shell, tenant);
    let mut left: BTreeSet<&str> = followed.keys().map(String::as_str).collect();
    loop {
        let ends = |id: &&str| surely_calls(&followed[*id], |called| left.contains(called)).is_none();
        let ends: Vec<&str> = left.iter().copied().filter(ends).collect();
        if ends.is_empty() {
            break;
        }
        left.retain(|id| !ends.contains(id));
    }
    let told = |new: &NewDefinition| {
        let (call, called) = surely_calls(&new.process, |called| left.contains(called))?;
        Some(ResourceProblem { resource: new.resource.clone(), problem: calls_itself(call, called) })
    };
    definitions.iter().filter(|new| left.contains(new.process.id().as_str())).filter_map(told).collect()
}

/// The latest version of a process of this tenant: what belongs to another one is not there.
fn latest(shell: &Shell, process: &str, tenant: Option<&str>) -> Option<Arc<Release>> {
    shell.catalogue.latest(process).filter(|release| release.definition.tenant.as_deref() == tenant)
}

/// These processes and those that they call, as they are after the deployment.
fn followed(definitions: &[NewDefinition], shell: &Shell, tenant: Option<&str>) -> BTreeMap<String, Arc<Process>> {
    let mut followed = BTreeMap::new();
    let mut open: Vec<String> = definitions.iter().map(|new| new.process.id().to_string()).collect();
    while let Some(id) = open.pop().filter(|_| followed.len() < FOLLOWED_MAX) {
        if followed.contains_key(&id) {
            continue;
        }
        let new = definitions.iter().find(|new| new.process.id().as_str() == id).map(|new| new.process.clone());
        let deployed = || shell.catalogue.process(&latest(shell, &id, tenant)?.definition.id).ok();
        if let Some(process) = new.or_else(deployed) {
            open.extend(called_by_id(&process).map(str::to_owned));
            followed.insert(id, process);
        }
    }
    followed
}
