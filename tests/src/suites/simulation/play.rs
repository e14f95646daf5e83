//! Plays the steps of a run.
use super::compare::differences;
use super::rewrite::{Plan, Trigger, choice};
use super::{Outcome, Step, Test};
use crate::suites::backend::{Backend, Ledger, Message, Refusal};
use crate::suites::dom::Element;
use crate::suites::drive::Chooser;
use serde_json::json;
use weir_core::instance::Variables;

/// A run under way.
struct Player<'a> {
    plan: &'a Plan,
    document: &'a Element,
    backend: &'a mut dyn Backend,
    variables: Variables,
    chooser: Chooser,
}

/// Plays all steps; the first look that differs ends the run.
pub fn play(test: &Test, plan: &Plan, document: &Element, backend: &mut dyn Backend) -> Outcome {
    let mut variables = Variables::new();
    for (gateway, flows) in &plan.choices {
        variables.insert(choice(gateway), json!(flows));
    }
    for trigger in plan.triggers.values() {
        if let Trigger::Condition(variable) = trigger {
            variables.insert(variable.clone(), json!(false));
        }
    }
    let mut ledger = Ledger::default();
    let mut player = Player { plan, document, backend, variables, chooser: Chooser::default() };
    for (n, step) in test.steps.iter().enumerate() {
        let wrong = match step {
            Step::Expect(expected) => {
                differences(expected, plan, &test.scheduling_sensitive, player.backend, &mut ledger)
            }
            step => player.act(step).err().into_iter().collect(),
        };
        if !wrong.is_empty() {
            let incidents = player.backend.incidents();
            let stuck = incidents.iter().map(|i| format!("; incident {} at {}: {}", i.code, i.element, i.message));
            return Outcome::Failed(format!("step {}: {}{}", n + 1, wrong.join("; "), stuck.collect::<String>()));
        }
    }
    Outcome::Passed
}

impl Player<'_> {
    fn act(&mut self, step: &Step) -> Result<(), String> {
        let done = match step {
            Step::Hold { .. } | Step::Expect(_) => Ok(()),
            Step::Choose { gateway, flows } => self.set(Variables::from([(choice(gateway), json!(flows))])),
            Step::Start { element } => self.start(element),
            Step::Trigger { element } => self.trigger(element),
            Step::MessageFlow { element } => match self.plan.message_flows.get(element) {
                Some(Some(name)) => self.publish(&super::messages::id(name)),
                _ => Ok(()),
            },
        };
        // What may be chosen begins by itself in the simulator, and ends when nothing waits in it.
        while self.chooser.choose(self.backend) {}
        self.finish();
        done.map_err(|refusal| format!("refused: {refusal}"))
    }

    fn finish(&mut self) {
        let choices = self.backend.waits().into_iter().filter(|w| w.kind == "activation");
        let scopes: std::collections::BTreeSet<_> = choices.map(|w| (w.instance, w.key)).collect();
        for (instance, key) in scopes {
            if !self.backend.elements(&instance).iter().any(|e| e.scope == Some(key))
                && self.backend.complete_ad_hoc(&instance, key).is_ok()
            {
                while self.chooser.choose(self.backend) {}
            }
        }
    }

    /// Sets variables of what runs, and of what starts later.
    fn set(&mut self, changed: Variables) -> Result<(), Refusal> {
        for instance in self.backend.instances().into_iter().filter(|i| i.running) {
            self.backend.set_variables(&instance.id, changed.clone())?;
        }
        self.variables.extend(changed);
        Ok(())
    }

    /// The only none start event of a process starts it the ordinary way.
    fn start(&mut self, element: &str) -> Result<(), Refusal> {
        let process = self.process_of(element)?;
        let starts: Vec<&Element> = self
            .document
            .find(&process)
            .into_iter()
            .flat_map(Element::elements)
            .filter(|e| e.local() == "startEvent" && !e.elements().any(|d| d.local().ends_with("EventDefinition")))
            .collect();
        let ordinary = matches!(starts.as_slice(), [only] if only.id() == element);
        let at = (!ordinary).then_some(element);
        self.backend.start(&process, at, self.variables.clone()).map(|_| ())
    }

    fn process_of(&self, element: &str) -> Result<String, Refusal> {
        let mut processes = self.plan.processes.iter();
        let found = processes.find(|(_, ids)| ids.iter().any(|id| id == element)).map(|(process, _)| process.clone());
        found.ok_or_else(|| Refusal::new("no-such-element", &element))
    }

    fn trigger(&mut self, element: &str) -> Result<(), Refusal> {
        match self.plan.triggers.get(element) {
            Some(Trigger::Message(name)) => self.publish(name),
            Some(Trigger::Signal(name)) => self.backend.broadcast(name),
            Some(Trigger::Condition(variable)) => {
                self.set(Variables::from([(variable.clone(), json!(true))]))?;
                self.set(Variables::from([(variable.clone(), json!(false))]))
            }
            Some(Trigger::Task) => {
                let open = self.backend.waits().into_iter().find(|w| w.kind == "userTask" && w.element == element);
                let task = open.ok_or_else(|| Refusal::new("no-such-wait", &element))?;
                self.backend.complete_task(&task.id, Variables::new())
            }
            // Nothing waits there: it begins a process that has no start event.
            None => {
                let process = self.process_of(element)?;
                self.backend.start(&process, None, self.variables.clone()).map(|_| ())
            }
        }
    }

    /// To the oldest subscription; nobody waiting is a fault of the run, unless the message starts a process.
    fn publish(&mut self, name: &str) -> Result<(), Refusal> {
        let open = self.backend.waits().into_iter();
        let mut fits = open.filter(|w| w.kind == "message" && w.name.as_deref() == Some(name));
        let subscription = fits.next().map(|w| w.id);
        let variables = if subscription.is_none() { self.variables.clone() } else { Variables::new() };
        self.backend.publish(Message { name: name.to_owned(), subscription, variables, ..Message::default() })
    }
}
