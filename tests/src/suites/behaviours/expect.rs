//! What a case expects to see.
use super::Situation;
use crate::suites::backend::WaitView;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

impl Situation<'_> {
    /// Everything that is not as expected.
    pub fn differences(&mut self, expected: &Map<String, Value>) -> Vec<String> {
        let fresh = self.ledger.since(self.backend);
        for (element, count) in fresh.activated {
            *self.total.activated.entry(element).or_default() += count;
        }
        self.total.order.extend(fresh.order);
        let mut wrong = vec![];
        for (what, expected) in expected {
            if let Err(difference) = self.look(what, expected) {
                wrong.push(difference);
            }
        }
        self.completed.clear();
        if expected.get("refused") != Some(&json!(true))
            && let Some(refusal) = &self.refused
        {
            wrong.push(format!("refused: {refusal}"));
        }
        self.refused = None;
        wrong
    }

    fn look(&mut self, what: &str, expected: &Value) -> Result<(), String> {
        let found = match what {
            "tasks" => self.names(|w| (w.kind == "userTask").then(|| w.element.clone())),
            "messages" => self.names(|w| w.name.clone().filter(|_| w.kind == "message")),
            "signals" => self.signals(expected),
            "timers" => json!(self.waiting("timer")),
            "conditions" => json!(self.waiting("condition")),
            "running" => json!(self.count(|running, called| running && !called)),
            "called" => json!(self.count(|running, called| running && called)),
            "finished" => json!(self.count(|running, called| !running && !called)),
            "tokens" => self.tokens(expected),
            "visited" => self.visited(expected),
            "completed" => {
                let mut counts = BTreeMap::<&str, usize>::new();
                self.completed.iter().for_each(|(task, _)| *counts.entry(task).or_default() += 1);
                json!(counts)
            }
            "seen" => return self.seen(expected),
            "order" => return self.order(expected),
            "refused" => json!(self.refused.is_some()),
            "names" => return self.refusal_names(expected),
            "failure-visible" => json!(!self.backend.incidents().is_empty()),
            other => return Err(format!("the harness does not know the expectation `{other}`")),
        };
        if found == *expected { Ok(()) } else { Err(format!("{what}: {found}, expected {expected}")) }
    }

    /// Open waits counted by name.
    fn names(&mut self, name: impl Fn(&WaitView) -> Option<String>) -> Value {
        let mut counts = BTreeMap::<String, usize>::new();
        for name in self.backend.waits().iter().filter_map(name) {
            *counts.entry(name).or_default() += 1;
        }
        json!(counts)
    }

    /// Signal start events of processes count where the case names them.
    fn signals(&mut self, expected: &Value) -> Value {
        let mut counts = self.names(|w| w.name.clone().filter(|_| w.kind == "signal"));
        for process in self.model.elements().filter(|e| e.local() == "process") {
            for start in process.elements().filter(|e| e.local() == "startEvent") {
                let reference = start.child("signalEventDefinition").and_then(|d| d.get("signalRef"));
                let name = reference.and_then(|r| self.model.find(r)?.get("name"));
                if let Some(name) = name.filter(|name| expected.get(*name).is_some()) {
                    let open = counts.get(name).and_then(Value::as_u64).unwrap_or(0);
                    counts[name] = json!(open + 1);
                }
            }
        }
        counts
    }

    fn waiting(&mut self, kind: &str) -> usize {
        self.backend.waits().iter().filter(|w| w.kind == kind).count()
    }

    fn count(&mut self, which: impl Fn(bool, bool) -> bool) -> usize {
        self.backend.instances().iter().filter(|i| which(i.running, i.parent.is_some())).count()
    }

    /// Tokens that wait at the named nodes: for a join those that have arrived, else its live instances.
    fn tokens(&mut self, expected: &Value) -> Value {
        let mut counts = named_zeros(expected);
        for instance in self.backend.instances() {
            for element in self.backend.elements(&instance.id) {
                let tokens = if element.joining { self.arrived(&instance.id, element.key) } else { 1 };
                if let Some(count) = counts.get_mut(&element.element) {
                    *count += tokens;
                }
            }
        }
        json!(counts)
    }

    fn arrived(&mut self, instance: &str, key: u64) -> usize {
        let trace = self.backend.trace(instance);
        trace.iter().filter(|e| e.kind == "tokenArrived" && e.key == Some(key)).count()
    }

    fn visited(&self, expected: &Value) -> Value {
        let mut counts = named_zeros(expected);
        for (element, count) in &mut counts {
            *count = self.total.activated.get(element).copied().unwrap_or(0);
        }
        json!(counts)
    }

    /// `task.variable`: the values that completed tasks saw, in any order.
    fn seen(&self, expected: &Value) -> Result<(), String> {
        for (what, values) in expected.as_object().into_iter().flatten() {
            let (task, variable) = what.split_once('.').ok_or("`seen` needs task.variable")?;
            let mine = self.completed.iter().filter(|(t, _)| t == task);
            let mut found: Vec<String> =
                mine.map(|(_, v)| v.get(variable).unwrap_or(&Value::Null).to_string()).collect();
            let mut wanted: Vec<String> = values.as_array().into_iter().flatten().map(ToString::to_string).collect();
            found.sort();
            wanted.sort();
            if found != wanted {
                return Err(format!("seen {what}: {found:?}, expected {wanted:?}"));
            }
        }
        Ok(())
    }

    /// The named elements were entered in this order, others between them.
    fn order(&self, expected: &Value) -> Result<(), String> {
        let mut entered = self.total.order.iter();
        for element in expected.as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !entered.any(|e| e == element) {
                return Err(format!("order: {:?}, expected {expected}", self.total.order));
            }
        }
        Ok(())
    }

    fn refusal_names(&self, expected: &Value) -> Result<(), String> {
        let text = self.refused.as_ref().map(ToString::to_string).unwrap_or_default();
        let named = |name: &str| {
            let problems = self.refused.iter().flat_map(|r| &r.problems);
            text.contains(name) || problems.into_iter().any(|p| p.message.contains(name))
        };
        let missing: Vec<&str> =
            expected.as_array().into_iter().flatten().filter_map(Value::as_str).filter(|n| !named(n)).collect();
        if missing.is_empty() { Ok(()) } else { Err(format!("the refusal does not name {missing:?}: {text}")) }
    }
}

fn named_zeros(expected: &Value) -> BTreeMap<String, usize> {
    expected.as_object().into_iter().flatten().map(|(name, _)| (name.clone(), 0)).collect()
}
