//! What a step changes, in words that can be shown: the answer of an intervention, and of its dry run. What was there
//! before, and what is told, make what is there afterwards: nothing that an operator could look at is left out.
mod note;

use crate::event::Step;
use crate::id::{ElementId, InstanceId, Key, WaitId};
use crate::instance::{Instance, State};
use crate::migration::FlowMapping;
use crate::process::Process;
use crate::sentence::Sentence;
use crate::starved::starved;
use crate::time::Timestamp;
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
    /// Variables that were set to another value.
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
    /// Are there more of them than are named, or of those that end?
    #[serde(default)]
    pub more_called: bool,
    /// Tokens that came to a join and wait there; one without a flow is a complex gateway that waits for its reset.
    #[serde(default)]
    pub tokens_arrived: Vec<Token>,
    /// Tokens that wait at a join no longer: it went on with them, or they were taken away.
    #[serde(default)]
    pub tokens_gone: Vec<Token>,
    /// Waits that are other than they were, as they were after it: a timer that was set again, work in other hands.
    #[serde(default)]
    pub waits_changed: Vec<Waiting>,
    /// Variables that are gone: taken away, or with the element instance that had them. Those of the process itself are not
    /// named when it ends.
    #[serde(default)]
    pub variables_gone: Vec<Forgotten>,
    /// Incidents that are there no more: resolved, or gone with their element instance.
    #[serde(default)]
    pub incidents_gone: Vec<Stuck>,
    /// Activities that can be compensated from now on.
    #[serde(default)]
    pub compensation_kept: Vec<Undoable>,
    /// Activities that cannot be compensated any more: that begins now, or what knew of it is gone.
    #[serde(default)]
    pub compensation_gone: Vec<Undoable>,
    /// How many instances multi-instance activities are to have from now on.
    #[serde(default)]
    pub loops: Vec<Several>,
    /// Called instances that end with what has called them. A dry run names them at any depth; once it is done only those
    /// that the instance has called itself, and the others follow.
    #[serde(default)]
    pub called_ended: Vec<InstanceId>,
    /// The instance that has called this one and hears that it has ended.
    #[serde(default)]
    pub caller: Option<InstanceId>,
    /// The definition that it goes on in, where that is another one.
    #[serde(default)]
    pub definition: Option<String>,
}

/// A token that waits at a join, or does so no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Token {
    /// The joining element instance.
    pub key: Key,
    /// The gateway.
    pub element: ElementId,
    /// The flow that it came by; none for a gateway that waits for its reset.
    pub flow: Option<ElementId>,
}

/// A variable that is gone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Forgotten {
    /// The element instance that had it.
    pub scope: Key,
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Value,
}

/// An activity that can be compensated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Undoable {
    /// The key it had.
    pub key: Key,
    /// Its element.
    pub element: ElementId,
}

/// How many instances a multi-instance activity is to have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Several {
    /// The scope of its instances.
    pub key: Key,
    /// The activity.
    pub element: ElementId,
    /// How many; of a loop at most so many, or 0 for any number.
    pub total: u32,
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
    /// The flows of tokens that wait there, where they have another name now.
    #[serde(default)]
    pub flows: Vec<FlowMapping>,
}

/// A wait that was opened, changed or closed.
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
    /// Type, name, code, process, decision, activity or expression, where it has one.
    pub name: Option<String>,
    /// When it is due.
    #[serde(with = "crate::time::rfc3339::option")]
    pub due: Option<Timestamp>,
    /// Who had the work in hand: the worker with the lease, or the assignee.
    pub holder: Option<String>,
    /// The boundary event or event sub-process that begins when it comes.
    #[serde(default)]
    pub event: Option<ElementId>,
    /// For a message: its correlation key.
    #[serde(default)]
    pub correlation_key: Option<String>,
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
    /// Its value before.
    #[serde(default)]
    pub old: Option<Value>,
    /// Is it new? Else it had the value before, which may be null.
    #[serde(default)]
    pub added: bool,
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
    let mut changes = Changes::none(instance.header.state);
    for event in &step.events {
        changes.note(&instance, event);
        let touched = note::touched(event);
        let was = touched.and_then(|(key, wait)| instance.wait(key, wait)).cloned();
        instance.apply(step.at, event);
        if let (Some((key, wait)), Some(was)) = (touched, was) {
            changes.note_wait(&instance, key, wait, &was);
        }
    }
    let (header, earlier) = (&instance.header, &before.header);
    (changes.state, changes.suspended) = (header.state, header.suspended.is_some());
    changes.definition = (header.definition != earlier.definition).then(|| header.definition.clone());
    let ends = instance.is_ended() && !before.is_ended();
    changes.caller = header.parent.as_ref().filter(|_| ends).map(|parent| parent.instance);
    (changes, instance)
}
