//! What a case does.
use super::Situation;
use crate::suites::backend::{Message, Refusal, WaitView};
use serde_json::{Map, Value};
use weir_core::Timestamp;
use weir_core::instance::Variables;

/// Completions of one drain; handlers that open each other for ever end here.
const DRAIN_MAX: usize = 100;

impl Situation<'_> {
    /// Carries out one step. A refusal is kept for the next look; only what the harness cannot do is an error.
    pub fn act(&mut self, step: &Map<String, Value>) -> Result<(), String> {
        let text = |name: &str| step.get(name).and_then(Value::as_str);
        let needed = |name: &str| text(name).ok_or_else(|| format!("the step has no `{name}`"));
        let action = needed("do")?;
        if let Some(refusal) = self.refused.as_ref().filter(|_| action != "deploy") {
            return Err(format!("the step before was refused: {refusal}"));
        }
        let done = match action {
            "deploy" => return Ok(()),
            "start" => {
                let started = self.backend.start(needed("process")?, None, variables(step));
                started.map(|id| {
                    self.named.extend(text("as").map(|name| (name.to_owned(), id)));
                })
            }
            "complete" => {
                let instance = step.get("instance").and_then(Value::as_u64);
                for _ in 0..step.get("times").and_then(Value::as_u64).unwrap_or(1) {
                    self.complete(needed("task")?, instance, variables(step))?;
                }
                return Ok(());
            }
            "drain" => {
                let task = needed("task")?;
                for _ in 0..DRAIN_MAX {
                    if self.open(task).is_empty() {
                        break;
                    }
                    self.complete(task, None, variables(step))?;
                }
                return Ok(());
            }
            "message" => {
                let name = needed("message")?;
                let nth = step.get("subscription").and_then(Value::as_u64);
                let message = Message {
                    name: name.to_owned(),
                    matching: variables(step),
                    instance: text("to").and_then(|n| self.named.get(n).cloned()),
                    subscription: nth.map(|n| self.subscription(name, n)).transpose()?,
                    ..Message::default()
                };
                self.backend.publish(message)
            }
            "signal" => self.backend.broadcast(needed("signal")?),
            "set" => {
                let running = self.backend.instances().into_iter().find(|i| i.running && i.parent.is_none());
                let running = running.ok_or("no instance is running")?;
                self.backend.set_variables(&running.id, variables(step))
            }
            "advance" => {
                let now = self.backend.now();
                let due = weir_core::timer::duration(needed("duration")?, Timestamp(now)).ok_or("not a duration")?;
                self.backend.advance(due.due.0 - now);
                Ok(())
            }
            other => return Err(format!("the harness does not know the step `{other}`")),
        };
        self.keep(done);
        Ok(())
    }

    fn keep(&mut self, done: Result<(), Refusal>) {
        self.refused = done.err();
    }

    /// Open user tasks of an element, oldest first.
    fn open(&mut self, task: &str) -> Vec<WaitView> {
        self.backend.waits().into_iter().filter(|w| w.kind == "userTask" && w.element == task).collect()
    }

    fn complete(&mut self, task: &str, instance: Option<u64>, variables: Variables) -> Result<(), String> {
        for wait in self.open(task) {
            let seen = self.backend.variables(&wait.instance, wait.key);
            if instance.is_some() && seen.get("loopCounter").and_then(Value::as_u64) != instance {
                continue;
            }
            let done = self.backend.complete_task(&wait.id, variables);
            if done.is_ok() {
                self.completed.push((task.to_owned(), seen));
            }
            self.keep(done);
            return Ok(());
        }
        let open: Vec<String> =
            self.backend.waits().into_iter().filter(|w| w.kind == "userTask").map(|w| w.element).collect();
        Err(format!("no task `{task}` is open, but {open:?}"))
    }

    /// The id of the nth open subscription of a name, from 1.
    fn subscription(&mut self, name: &str, nth: u64) -> Result<String, String> {
        let mut open = self.backend.waits().into_iter();
        let mut found = open.by_ref().filter(|w| w.kind == "message" && w.name.as_deref() == Some(name));
        found.nth(nth.saturating_sub(1) as usize).map(|w| w.id).ok_or(format!("no subscription {nth} of `{name}`"))
    }
}

fn variables(step: &Map<String, Value>) -> Variables {
    let given = step.get("variables").and_then(Value::as_object);
    given.into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())).collect()
}
