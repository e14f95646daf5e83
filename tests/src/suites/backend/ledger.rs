//! How often what happened, counted from the traces of all instances.
use super::Backend;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::Key;
use weir_core::process::MULTI_INSTANCE_BODY;

/// How often, by element or flow id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Elements entered; a join when it fires.
    pub activated: BTreeMap<String, usize>,
    /// Elements left normally.
    pub completed: BTreeMap<String, usize>,
    /// Elements ended from outside.
    pub terminated: BTreeMap<String, usize>,
    /// Tokens that went over sequence flows.
    pub flows: BTreeMap<String, usize>,
    /// Elements in the order in which they were entered.
    pub order: Vec<String>,
}

/// Remembers how far the traces have been read.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    read: BTreeMap<String, usize>,
}

impl Ledger {
    /// What happened since the last time; the processes themselves and multi-instance scopes are left out.
    pub fn since(&mut self, backend: &mut dyn Backend) -> Counts {
        let mut counts = Counts::default();
        for instance in backend.instances() {
            let trace = backend.trace(&instance.id);
            let from = self.read.insert(instance.id.clone(), trace.len()).unwrap_or(0);
            let mut names: BTreeMap<Key, String> = BTreeMap::new();
            let mut undone: BTreeSet<Key> = BTreeSet::new();
            for (i, event) in trace.iter().enumerate() {
                let Some(key) = event.key else { continue };
                if let Some(element) = event.data.get("element").and_then(Value::as_str) {
                    names.insert(key, element.to_owned());
                }
                if event.kind == "elementActivating" && is_undone(&event.data) {
                    undone.insert(key);
                }
                if i < from || key == 0 {
                    continue;
                }
                let element = names.get(&key).cloned().unwrap_or_default();
                if undone.contains(&key) {
                    // A completed scope whose contents are compensated was entered and left before.
                    continue;
                }
                if element.ends_with(MULTI_INSTANCE_BODY) {
                    counts.add_flows(&event.data);
                    continue;
                }
                match event.kind.as_str() {
                    "elementActivating" => {
                        *counts.activated.entry(element.clone()).or_default() += 1;
                        counts.order.push(element);
                    }
                    "elementCompleted" => {
                        *counts.completed.entry(element).or_default() += 1;
                        counts.add_flows(&event.data);
                    }
                    "elementTerminated" => *counts.terminated.entry(element).or_default() += 1,
                    _ => {}
                }
            }
        }
        counts
    }
}

/// Is it entered only so that what it contains can be compensated?
fn is_undone(entered: &Value) -> bool {
    let compensating = entered.get("compensating");
    compensating.is_some_and(|c| c.get("scope").is_some() || c.get("interrupted").is_some() || c == "beside")
}

impl Counts {
    fn add_flows(&mut self, data: &Value) {
        for flow in data.get("flows").and_then(Value::as_array).into_iter().flatten() {
            if let Some(flow) = flow.as_str() {
                *self.flows.entry(flow.to_owned()).or_default() += 1;
            }
        }
    }
}
