//! What a step changes, in words that can be shown: the answer of an intervention, and of its dry run.
use crate::event::{Event, Step};
use crate::id::{ElementId, InstanceId, Key, WaitId};
use crate::instance::{Instance, State, Variables};
use crate::process::Process;
use crate::sentence::Sentence;
use crate::starved::starved;
use crate::time::Timestamp;
use crate::wait::{Wait, WaitFor};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is different after a step, in the order in which it happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// Element instances that began.
    pub entered: Vec<Entered>,
    /// Element instances that ended.
    pub ended: Vec<Left>,
    /// Element instances that go on as others.
    pub migrated: Vec<Migrated>,
    /// Waits that were opened.
    pub waits_opened: Vec<Waiting>,
    /// Waits that were closed; with the work that somebody had in hand.
    pub waits_closed: Vec<Waiting>,
    /// Variables that were set.
    pub variables: Vec<Assigned>,
    /// Where it is stuck: incidents, and after a modification joins that would wait for ever.
    pub incidents: Vec<Stuck>,
    /// What left the instance.
    pub thrown: Vec<Thrown>,
    /// Where the instance is in its life afterwards.
    pub state: State,
    /// Does it stand still afterwards?
    pub suspended: bool,
    /// Called instances, at any depth, that would stand still or go on with it. A dry run names them; once it is done they
    /// follow by themselves.
    #[serde(default)]
    pub called: Vec<InstanceId>,
    /// Are there more of them than are named?
    #[serde(default)]
    pub more_called: bool,
}

/// An element instance that began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entered {
    /// Its key.
    pub key: Key,
    /// Its element.
    pub element: ElementId,
    /// The element instance around it; none around the process.
    pub scope: Option<Key>,
}

/// An element instance that ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Left {
    /// Its key.
    pub key: Key,
    /// Its element.
    pub element: ElementId,
    /// By itself, or from outside?
    pub completed: bool,
}

/// An element instance that goes on as another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Migrated {
    /// Its key.
    pub key: Key,
    /// The element that it was of.
    pub from: ElementId,
    /// The element that it is of now.
    pub to: ElementId,
}

/// A wait that was opened or closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Waiting {
    /// Who waits.
    pub key: Key,
    /// Its element.
    pub element: ElementId,
    /// The number of the wait.
    pub wait: WaitId,
    /// What for, see [`WaitFor::kind`].
    pub kind: String,
    /// Type, name, code or process, where it has one.
    pub name: Option<String>,
    /// When it is due.
    #[serde(with = "crate::time::rfc3339::option")]
    pub due: Option<Timestamp>,
    /// Who had the work in hand: the worker with the lease, or the assignee.
    pub holder: Option<String>,
}

/// A variable that was set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assigned {
    /// The element instance that holds it.
    pub scope: Key,
    /// Its name.
    pub name: String,
    /// Its new value.
    pub value: Value,
}

/// Where it is stuck.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stuck {
    /// The element instance.
    pub key: Key,
    /// Its element.
    pub element: ElementId,
    /// Stable code.
    pub code: String,
    /// For people.
    pub message: String,
    /// What the message says, in parts.
    #[serde(default)]
    pub sentence: Option<Box<Sentence>>,
}

/// A message, signal, error or escalation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Thrown {
    /// Who threw it.
    pub key: Key,
    /// `message`, `signal`, `error` or `escalation`.
    pub kind: String,
    /// Its name or code.
    pub name: String,
}

/// What a step changes; `before` is the instance as it was.
pub fn changes(before: &Instance, step: &Step) -> Changes {
    followed(before, step).0
}

/// What somebody has changed by hand. Among that where it is stuck are the joins that wait for ever from now on.
pub fn changes_by_hand(process: &Process, before: &Instance, step: &Step) -> Changes {
    let (mut changes, after) = followed(before, step);
    let known = starved(process, before);
    let new = starved(process, &after).into_iter().filter(|(dry, _)| !known.contains_key(dry));
    changes.incidents.extend(new.map(|((_, join, flow), key)| {
        let message = format!(
            "`{join}` would wait for ever for a token over `{flow}`, by which none can come any more: start that way too, or \
             end what comes here"
        );
        let sentence = Sentence::new("starved").with("part", &join).with("flow", &flow).kept();
        Stuck { key, element: join, code: "join-starved".to_owned(), message, sentence }
    }));
    changes
}

fn followed(before: &Instance, step: &Step) -> (Changes, Instance) {
    let mut instance = before.clone();
    let mut changes = Changes {
        entered: vec![],
        ended: vec![],
        migrated: vec![],
        waits_opened: vec![],
        waits_closed: vec![],
        variables: vec![],
        incidents: vec![],
        thrown: vec![],
        state: instance.header.state,
        suspended: false,
        called: vec![],
        more_called: false,
    };
    for event in &step.events {
        changes.note(&instance, event);
        instance.apply(step.at, event);
    }
    (changes.state, changes.suspended) = (instance.header.state, instance.header.suspended.is_some());
    (changes, instance)
}

impl Changes {
    /// Adds an event; `instance` is as it was before.
    fn note(&mut self, instance: &Instance, event: &Event) {
        let element = |key: &Key| instance.elements.get(key).map_or_else(|| ElementId::from(""), |e| e.element.clone());
        match event {
            Event::ElementActivating { key, element, scope, variables, .. } => {
                self.entered.push(Entered { key: *key, element: element.clone(), scope: *scope });
                self.begin_with(*key, variables);
            }
            Event::ElementCompleted { key, .. } | Event::ElementTerminated { key, .. } => {
                let completed = matches!(event, Event::ElementCompleted { .. });
                self.ended.push(Left { key: *key, element: element(key), completed });
            }
            Event::ElementMigrated { key, element: to, .. } => {
                self.migrated.push(Migrated { key: *key, from: element(key), to: to.clone() });
            }
            Event::WaitOpened { key, wait } => self.waits_opened.push(waiting(*key, element(key), wait)),
            Event::WaitFired { key, wait } | Event::WaitCancelled { key, wait, .. } => {
                self.waits_closed.extend(instance.wait(*key, *wait).map(|w| waiting(*key, element(key), w)));
            }
            Event::VariableSet { scope, name, value, .. } => {
                self.variables.push(Assigned { scope: *scope, name: name.clone(), value: value.clone() });
            }
            Event::IncidentRaised { key, code, message, sentence } => {
                let (code, message, sentence) = (code.clone(), message.clone(), sentence.clone());
                self.incidents.push(Stuck { key: *key, element: element(key), code, message, sentence });
            }
            Event::MessageThrown { key, name, .. } => self.throw(*key, "message", name),
            Event::SignalThrown { key, name, .. } => self.throw(*key, "signal", name),
            Event::ErrorThrown { key, code, .. } => self.throw(*key, "error", code),
            Event::EscalationThrown { key, code, .. } => self.throw(*key, "escalation", code),
            _ => {}
        }
    }

    /// What it has from its beginning, as what is set in it later.
    fn begin_with(&mut self, scope: Key, variables: &Variables) {
        let set = |(name, value): (&_, &_)| Assigned { scope, name: String::clone(name), value: Value::clone(value) };
        self.variables.extend(variables.iter().map(set));
    }

    fn throw(&mut self, key: Key, kind: &str, name: &str) {
        self.thrown.push(Thrown { key, kind: kind.into(), name: name.into() });
    }
}

fn waiting(key: Key, element: ElementId, wait: &Wait) -> Waiting {
    let (name, due, holder) = match &wait.on {
        WaitFor::Job(job) => (Some(job.job_type.clone()), None, job.lease.as_ref().map(|l| l.worker.clone())),
        WaitFor::UserTask(task) => (None, task.due, task.assignee.clone()),
        WaitFor::Timer { due, .. } => (None, Some(*due), None),
        WaitFor::Message { name, .. } | WaitFor::Signal { name } => (Some(name.clone()), None, None),
        WaitFor::Error { code } | WaitFor::Escalation { code } => (code.clone(), None, None),
        WaitFor::Child { process, .. } => (Some(process.clone()), None, None),
        _ => (None, None, None),
    };
    Waiting { key, element, wait: wait.id, kind: wait.on.kind().into(), name, due, holder }
}
