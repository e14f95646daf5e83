//! Versions of a process that have the same steps and flows: their histories are one.
use crate::error::Error;
use crate::projection::Release;
use crate::shell::Shell;
use std::collections::{BTreeMap, BTreeSet};
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;
use weir_core::process::{Kind, Relation};
use weir_core::{ElementId, Process};

/// How many versions are looked back at most.
const VERSIONS_MAX: usize = 100;

/// The latest version of a process, with those before it that have the same steps and flows.
pub struct Family {
    /// The releases, the latest first.
    pub releases: Vec<Arc<Release>>,
    /// The latest of them, compiled.
    pub process: Arc<Process>,
}

impl Family {
    /// The latest.
    pub fn latest(&self) -> &Release {
        &self.releases[0]
    }

    /// Their numbers, the oldest first.
    pub fn versions(&self) -> Vec<u32> {
        self.releases.iter().rev().map(|release| release.definition.version).collect()
    }
}

/// What two versions must have in common: elements with what they are, and which flows join what. Names, conditions, forms and
/// people may change without making another process of it.
#[derive(PartialEq)]
struct Shape {
    elements: BTreeMap<ElementId, Discriminant<Kind>>,
    flows: BTreeSet<(ElementId, ElementId, ElementId)>,
}

impl Shape {
    fn of(process: &Process) -> Shape {
        let graph = &process.graph;
        let flows = graph.edge_indices().filter_map(|edge| {
            let Relation::Flow(flow) = &graph[edge] else { return None };
            let (from, to) = graph.edge_endpoints(edge)?;
            Some((flow.id.clone(), graph[from].id.clone(), graph[to].id.clone()))
        });
        let elements = graph.node_weights().map(|element| (element.id.clone(), discriminant(&element.kind)));
        Shape { elements: elements.collect(), flows: flows.collect() }
    }
}

/// The family of the latest version of a process.
pub fn family(shell: &Shell, process: &str) -> Result<Family, Error> {
    let latest = shell.catalogue.latest(process).ok_or_else(|| Error::not_found("process", process))?;
    let compiled = shell.catalogue.process(&latest.definition.id)?;
    let earlier = (1..latest.definition.version).rev().take(VERSIONS_MAX);
    let earlier = earlier.map_while(|version| shell.catalogue.find(&format!("{process}:{version}")));
    let alike = alike(shell, &compiled, earlier);
    Ok(Family { releases: std::iter::once(latest).chain(alike).collect(), process: compiled })
}

/// Those of the releases that have the same steps and flows as a process, until one has others. One that a later release
/// refuses cannot be compared and has others.
pub fn alike(
    shell: &Shell,
    process: &Process,
    others: impl Iterator<Item = Arc<Release>>,
) -> impl Iterator<Item = Arc<Release>> {
    let shape = Shape::of(process);
    others.take_while(move |release| {
        let compiled = shell.catalogue.process(&release.definition.id);
        compiled.is_ok_and(|process| Shape::of(&process) == shape)
    })
}
