//! Which elements and flows instances went through, read from their traces.
use super::run::{Runner, refusal};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::InstanceId;
use weir_core::process::{MULTI_INSTANCE_BODY, Process, Relation};
use weir_engine::api::TraceEvent;

/// By process: the ids of the elements that were entered and of the flows that were taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage(pub BTreeMap<String, BTreeSet<String>>);

impl Coverage {
    pub(super) async fn of(runner: &Runner<'_>) -> Result<Coverage, String> {
        let mut coverage = Coverage::default();
        for instance in runner.instances().await? {
            let passed = passed(runner, instance.id).await?;
            coverage.0.entry(instance.process).or_default().extend(passed);
        }
        Ok(coverage)
    }

    /// Adds what another scenario covered.
    pub fn extend(&mut self, other: Coverage) {
        for (process, passed) in other.0 {
            self.0.entry(process).or_default().extend(passed);
        }
    }

    /// The elements and flows of a process that nothing came through.
    pub fn missing(&self, process: &Process) -> Vec<String> {
        let passed = self.0.get(process.id().as_str()).cloned().unwrap_or_default();
        let nodes = || process.graph.node_indices().filter(|node| *node != process.root);
        // BPMN 10.5.1: no token comes to a compensation boundary event; its handler shows that it works.
        let marks = |node| process.graph.edges(node).any(|edge| matches!(edge.weight(), Relation::Compensates));
        let elements = nodes().filter(|node| !marks(*node)).map(|node| process.graph[node].id.to_string());
        let flows = nodes().flat_map(|node| process.outgoing(node).iter()).map(|flow| flow.id.to_string());
        let elements = elements.filter(|id| !id.ends_with(MULTI_INSTANCE_BODY));
        elements.chain(flows).filter(|id| !passed.contains(id)).collect()
    }
}

/// The elements of an instance that were entered and the flows that were taken, at least once.
pub(super) async fn passed(runner: &Runner<'_>, id: InstanceId) -> Result<BTreeSet<String>, String> {
    let mut passed = BTreeSet::new();
    let mut from = 0;
    loop {
        let events = runner.engine.trace(id, from, None).await.map_err(|error| refusal(&error))?.0;
        let Some(last) = events.last() else { return Ok(passed) };
        from = last.seq + 1;
        for event in &events {
            note(event, &mut passed);
        }
    }
}

fn note(event: &TraceEvent, passed: &mut BTreeSet<String>) {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match event.kind.as_str() {
        "elementActivating" => passed.extend(event.data.get("element").and_then(text)),
        "elementCompleted" => {
            let flows = event.data.get("flows").and_then(Value::as_array);
            passed.extend(flows.into_iter().flatten().filter_map(text));
        }
        _ => {}
    }
}
