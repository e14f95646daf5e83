//! Drives real models to their end: starts them, does every task and job, answers messages, moves the clock.
mod chooser;
mod guess;
pub mod real;

use super::backend::{Backend, Message, WaitView};
use super::dom::Element;
pub use chooser::Chooser;
use guess::Guesses;
use serde_json::Value;
use std::collections::BTreeMap;
use weir_core::instance::Variables;

/// Things done for one instance; a model that loops for ever ends here.
pub const STEPS_MAX: usize = 300;
/// How often one wait of one element is served when only events that need not come are left.
const EVENTS_MAX: usize = 2;
/// How often incidents are answered with other values.
const RESOLVES_MAX: usize = 12;

/// Where an instance came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// To its end.
    Ended,
    /// It waits for something that has a name.
    Waits(Vec<String>),
    /// It is stuck: the codes of its incidents.
    Stuck(Vec<String>),
    /// It went on and on.
    Endless,
    /// It could not be started.
    NotStarted(String),
    /// Nothing is left to wait for, and it has not ended.
    Lost,
}

/// An instance that was driven as far as it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Driven {
    /// Where it came to.
    pub fate: Fate,
    /// How many of its incidents were resolved on the way, with other values for variables.
    pub resolved: usize,
}

impl From<Fate> for Driven {
    fn from(fate: Fate) -> Self {
        Driven { fate, resolved: 0 }
    }
}

/// A drive of one instance and what it called.
struct Drive<'a> {
    backend: &'a mut dyn Backend,
    guesses: Guesses,
    chooser: Chooser,
    served: BTreeMap<String, usize>,
    resolved: usize,
}

/// Starts a process of a model and drives it as far as it goes. The model comes first, then those that it calls; `given`
/// are values that somebody who has looked at it gives for its variables.
pub fn drive(
    backend: &mut dyn Backend,
    documents: &[Element],
    process: &str,
    given: BTreeMap<String, Vec<Value>>,
) -> Driven {
    let mut drive = Drive {
        backend,
        guesses: Guesses::of(documents, given),
        chooser: Chooser::default(),
        served: BTreeMap::new(),
        resolved: 0,
    };
    let start = documents.first().and_then(|document| start_event(document, process));
    let variables = drive.guesses.next();
    let root = match drive.backend.start(process, start.as_deref(), variables) {
        Ok(root) => root,
        Err(refusal) => return Fate::NotStarted(refusal.to_string()).into(),
    };
    let fate = drive.drive_to_end(&root);
    Driven { fate, resolved: drive.resolved }
}

/// None when the process has a none start event, or none at all; else its first one.
fn start_event(document: &Element, process: &str) -> Option<String> {
    let starts = document.find(process)?.elements().filter(|e| e.local() == "startEvent");
    let starts: Vec<&Element> = starts.collect();
    let plain = |e: &&Element| !e.elements().any(|d| d.local().to_lowercase().contains("eventdefinition"));
    if starts.iter().any(plain) { None } else { starts.first().map(|e| e.id().to_owned()) }
}

impl Drive<'_> {
    fn drive_to_end(&mut self, root: &str) -> Fate {
        for _ in 0..STEPS_MAX {
            if self.backend.instances().iter().all(|i| i.id != root || !i.running) {
                return Fate::Ended;
            }
            if !self.on() {
                return self.fate();
            }
        }
        Fate::Endless
    }

    /// Does one thing; false when nothing can be done.
    fn on(&mut self) -> bool {
        let waits = self.backend.waits();
        let work = waits.iter().find(|w| matches!(w.kind.as_str(), "userTask" | "job"));
        if let Some(wait) = work {
            return self.complete(wait);
        }
        if self.resolve() || self.chooser.choose(self.backend) || self.chooser.finish(self.backend) {
            return true;
        }
        let mut events: Vec<&WaitView> =
            waits.iter().filter(|w| matches!(w.kind.as_str(), "message" | "signal" | "timer" | "condition")).collect();
        // What is waited for comes before its deadline.
        events.sort_by_key(|w| (self.served.get(&turn(w)).copied().unwrap_or(0), w.kind == "timer"));
        let events: Vec<WaitView> = events.into_iter().cloned().collect();
        // One that does not take what is given stands in nobody's way.
        events.iter().any(|wait| {
            let served = self.served.entry(turn(wait)).or_default();
            *served += 1;
            *served <= EVENTS_MAX && self.serve(wait)
        })
    }

    fn complete(&mut self, wait: &WaitView) -> bool {
        let variables = self.guesses.next();
        let done = match wait.kind.as_str() {
            "job" => self.backend.complete_job(&wait.id, variables),
            _ => self.backend.complete_task(&wait.id, variables),
        };
        done.is_ok()
    }

    fn serve(&mut self, wait: &WaitView) -> bool {
        let name = wait.name.clone().unwrap_or_default();
        match wait.kind.as_str() {
            "message" => {
                let variables = self.guesses.next();
                let subscription = Some(wait.id.clone());
                self.backend.publish(Message { name, variables, subscription, ..Message::default() }).is_ok()
            }
            "signal" => self.backend.broadcast(&name).is_ok(),
            "timer" => {
                let ms = (wait.due.unwrap_or(0) - self.backend.now()).max(0);
                self.backend.advance(ms);
                true
            }
            _ => {
                let variables = self.guesses.next();
                self.backend.set_variables(&wait.instance, variables).is_ok()
            }
        }
    }

    /// Tries an incident again with other values.
    fn resolve(&mut self) -> bool {
        let incidents = self.backend.incidents();
        let Some(incident) = incidents.first().filter(|_| self.resolved < RESOLVES_MAX) else { return false };
        self.resolved += 1;
        self.guesses.learn_missing(&incident.message);
        let variables: Variables = self.guesses.next();
        let set = self.backend.set_variables(&incident.instance, variables);
        set.and_then(|()| self.backend.resolve(&incident.id)).is_ok()
    }

    fn fate(&mut self) -> Fate {
        let incidents = self.backend.incidents();
        if !incidents.is_empty() {
            return Fate::Stuck(
                incidents.into_iter().map(|i| format!("{} at {}: {}", i.code, i.element, i.message)).collect(),
            );
        }
        let waits: Vec<String> = self.backend.waits().iter().map(signature).collect();
        let joins = self.joins();
        if waits.is_empty() && joins.is_empty() { Fate::Lost } else { Fate::Waits([waits, joins].concat()) }
    }

    fn joins(&mut self) -> Vec<String> {
        let mut names = vec![];
        for instance in self.backend.instances().into_iter().filter(|i| i.running) {
            let joining = self.backend.elements(&instance.id).into_iter().filter(|e| e.joining);
            names.extend(joining.map(|e| format!("tokens at {}", e.element)));
        }
        names
    }
}

/// What is counted as the same wait: of two timers of one element each has its own turn.
fn turn(wait: &WaitView) -> String {
    let own = if wait.kind == "timer" { wait.id.as_str() } else { "" };
    format!("{} {own}", signature(wait))
}

fn signature(wait: &WaitView) -> String {
    format!("{} {} at {}", wait.kind, wait.name.as_deref().unwrap_or_default(), wait.element)
}
