//! The DMN files of a deployment, checked: each with those that it imports.
use super::check_scripts::scripts;
use crate::Error;
use crate::api::{DecisionDefinition, Resource, ResourceProblem};
use crate::paging::to_hex;
use crate::partition::NewDecision;
use crate::shell::Shell;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use weir_core::decision::{Decisions, File};
use weir_core::{ElementId, Problem, Timestamp};

/// The decisions of these files, and what is doubtful about them. `declared` are the rule parameters there are.
pub fn decisions(
    shell: &Shell,
    files: &[&Resource],
    declared: &dyn Fn(&str) -> bool,
    problems: &mut Vec<ResourceProblem>,
) -> Result<Vec<NewDecision>, Error> {
    let namespaces: Vec<String> = files.iter().map(|file| Decisions::namespace(&file.bytes)).collect();
    let sums: Vec<String> = files.iter().map(|file| to_hex(&Sha256::digest(&file.bytes))).collect();
    let (mut decisions, mut owners) = (vec![], BTreeMap::<String, String>::new());
    for (number, file) in files.iter().enumerate() {
        let needed = needed(number, files, &namespaces);
        let compiled: Vec<File> =
            needed.iter().map(|n| File { name: &files[*n].name, bytes: &files[*n].bytes }).collect();
        let (compiled, mut found) = Decisions::compile(&compiled);
        found.extend(scripts(shell, &file.bytes, &compiled.scripts())?);
        for subject in compiled.decisions() {
            let id = ElementId::from(subject.id.as_str());
            if let Some(other) = owners.insert(subject.id.clone(), file.name.clone()) {
                let message = format!("decision `{}` is also in `{other}`", subject.id);
                found.push(Problem::error("decision-twice", Some(&id), subject.place, message));
            }
            for name in subject.parameters.iter().filter(|name| !declared(name)) {
                found.push(unknown_parameter(&id, subject.place, name));
            }
            decisions.push(NewDecision {
                files: needed.iter().map(|n| sums[*n].clone()).collect(),
                definition: DecisionDefinition {
                    id: String::new(),
                    decision: subject.id,
                    version: 0,
                    name: Some(subject.name).filter(|name| !name.is_empty()),
                    version_tag: subject.version_tag,
                    resource: file.name.clone(),
                    checksum: sums[number].clone(),
                    deployment: String::new(),
                    deployed: Timestamp(0),
                    deployed_by: String::new(),
                    latest: true,
                    inputs: subject.inputs,
                    requires: subject.requires,
                    parameters: subject.parameters,
                    tenant: None,
                },
            });
        }
        problems.extend(found.into_iter().map(|problem| ResourceProblem { resource: file.name.clone(), problem }));
    }
    Ok(decisions)
}

/// A model uses a rule parameter that is not declared.
pub fn unknown_parameter(element: &ElementId, place: weir_core::Place, name: &str) -> Problem {
    let message = format!("there is no rule parameter `{name}`: declare it with its first value, then deploy");
    Problem::error("parameter-unknown", Some(element), place, message)
}

/// A file, then all that it imports, directly or not.
fn needed(number: usize, files: &[&Resource], namespaces: &[String]) -> Vec<usize> {
    let mut all = vec![number];
    let mut at = 0;
    while at < all.len() {
        for import in Decisions::imports(&files[all[at]].bytes) {
            let found = namespaces.iter().position(|namespace| *namespace == import);
            all.extend(found.filter(|found| !all.contains(found)));
        }
        at += 1;
    }
    all
}
