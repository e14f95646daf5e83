//! A plan made ready for asking.
use super::MigrationPlan;
use crate::id::ElementId;
use crate::process::Process;
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// Where the elements and flows of one process go in another.
pub(crate) struct Mapped<'a> {
    pub source: &'a Process,
    pub target: &'a Process,
    elements: BTreeMap<ElementId, (ElementId, bool)>,
    flows: BTreeMap<ElementId, ElementId>,
}

impl<'a> Mapped<'a> {
    pub fn new(source: &'a Process, target: &'a Process, plan: &MigrationPlan) -> Self {
        let mut elements: BTreeMap<ElementId, (ElementId, bool)> =
            plan.elements.iter().map(|m| (m.from.clone(), (m.to.clone(), m.renew))).collect();
        elements.insert(source.id().clone(), (target.id().clone(), false));
        for mapping in &plan.elements {
            if let (Some(from), Some(to)) = (body(source, &mapping.from), body(target, &mapping.to)) {
                elements.entry(from).or_insert((to, false));
            }
        }
        let flows = plan.flows.iter().map(|m| (m.from.clone(), m.to.clone())).collect();
        Mapped { source, target, elements, flows }
    }

    /// The element that this one goes on as.
    pub fn element(&self, from: &ElementId) -> Option<&ElementId> {
        self.elements.get(from).map(|(to, _)| to)
    }

    /// The same as a node of the target.
    pub fn node(&self, from: &ElementId) -> Option<NodeIndex> {
        self.target.find(self.element(from)?)
    }

    /// Is what it waits for made anew?
    pub fn renews(&self, from: &ElementId) -> bool {
        self.elements.get(from).is_some_and(|(_, renew)| *renew)
    }

    /// The flow that this one goes on as.
    pub fn flow(&self, from: &ElementId) -> Option<ElementId> {
        let to = self.flows.get(from).unwrap_or(from);
        self.target.has_flow(to).then(|| to.clone())
    }
}

/// The scope around the instances of a repeated activity.
fn body(process: &Process, activity: &ElementId) -> Option<ElementId> {
    let scope = process.graph[process.find(activity)?].scope?;
    crate::element::repeats(&process.graph[scope].kind).then(|| process.graph[scope].id.clone())
}
