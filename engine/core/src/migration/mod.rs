//! Migration: which element of another definition stands for which of this one, and what stands against it.
//!
//! A plan is proposed by [`propose`], may be changed by whoever knows better, and is judged by [`validate`]; the driver
//! carries out only what has no obstacle.
mod mapped;
mod starved;
mod undoing;
mod validate;

pub(crate) use mapped::Mapped;
pub(crate) use validate::{Fate, fate};
pub use validate::{validate, validate_plan};

use crate::id::ElementId;
use crate::process::Process;
use serde::{Deserialize, Serialize};

/// How instances of one definition go on in another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MigrationPlan {
    /// The definition they run on, `process:version`.
    pub source: String,
    /// The definition they go to.
    pub target: String,
    /// The elements that go on as others. The process itself needs no entry, nor does the scope around the instances of
    /// a multi-instance activity that has one.
    pub elements: Vec<ElementMapping>,
    /// The flows that go on as others; those without an entry keep their id.
    #[serde(default)]
    pub flows: Vec<FlowMapping>,
    /// Parallel joins of the target that may be left waiting for a flow by which no token can come any more: somebody
    /// starts that way by hand afterwards.
    #[serde(default)]
    pub incomplete_joins: Vec<ElementId>,
}

/// An element of the target for one of the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ElementMapping {
    /// In the source.
    pub from: ElementId,
    /// In the target.
    pub to: ElementId,
    /// Is what it waits for made anew, as the target says? Else it is kept as it is: a timer its due time, a task who
    /// has it, a job its lease and retries.
    #[serde(default)]
    pub renew: bool,
}

/// A flow of the target for one of the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FlowMapping {
    /// In the source.
    pub from: ElementId,
    /// In the target.
    pub to: ElementId,
}

/// The plan that suggests itself: elements with the same id, of the same kind, in the same scope.
pub fn propose(source: &Process, source_id: &str, target: &Process, target_id: &str) -> MigrationPlan {
    let mut plan = MigrationPlan { source: source_id.into(), target: target_id.into(), ..MigrationPlan::default() };
    // Scopes come before what lives in them, so that one pass is enough.
    for node in source.graph.node_indices().filter(|n| *n != source.root) {
        let element = &source.graph[node];
        let mapped = Mapped::new(source, target, &plan);
        let fits = target.find(&element.id).is_some_and(|to| {
            let around = element.scope.and_then(|s| mapped.node(&source.graph[s].id));
            around.is_some()
                && target.graph[to].scope == around
                && validate::kind_changed(&element.kind, &target.graph[to].kind).is_none()
                && undoing::role_changed(source, node, target, to).is_none()
        });
        if fits {
            plan.elements.push(ElementMapping { from: element.id.clone(), to: element.id.clone(), renew: false });
        }
    }
    plan
}
