//! A process instance: a tree of element instances. Every token rests in one; there is no state beside the tree.
//!
//! This file is long because everything that an instance holds is described in one place.
use crate::approval::Ballot;
use crate::command::Came;
use crate::compensation::{Compensable, Compensating};
use crate::conversation::Conversation;
use crate::correlation::Filled;
use crate::id::{ElementId, InstanceId, Key, WaitId};
use crate::past::{Before, Past};
use crate::script::TaskChange;
use crate::sent_back::SentBack;
use crate::time::Timestamp;
use crate::wait::{Fires, Wait, WaitFor};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

pub use crate::done::{Done, Place};
pub use crate::escaped::Escaped;
pub use crate::incident::{Answer, Incident};

/// Variables by name.
pub type Variables = BTreeMap<String, Value>;

/// A running or ended process instance. Only [`Instance::apply`](crate::event) changes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Instance {
    /// What stays small: identity, state, counters. Boxed, because an instance is handed on by each step.
    pub header: Box<Header>,
    /// The tree, by key; the process itself is key 0. Boxed, because a node of the map has room for eleven.
    pub elements: BTreeMap<Key, Box<ElementInstance>>,
    /// The element instances whose phase is `Joining`. Derived.
    pub(crate) joining: BTreeSet<Key>,
    /// The element instances that wait for a condition. Derived.
    pub(crate) conditional: BTreeSet<Key>,
}

/// Identity, state and counters of an instance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Its id.
    pub id: InstanceId,
    /// The definition it runs on: `process:version`.
    pub definition: String,
    /// What people know it by.
    pub business_key: Option<String>,
    /// The call activity that waits for it.
    pub parent: Option<Parent>,
    /// The instance at the top of its calls; itself when nobody called it.
    pub root: InstanceId,
    /// How many calls lie above it.
    pub depth: u32,
    /// Where it is in its life.
    pub state: State,
    /// When it was started.
    pub started: Timestamp,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// The number of its next event; gapless from 0.
    pub seq: u64,
    /// The next key to give.
    pub next_key: Key,
    /// The next wait number to give.
    pub next_wait: WaitId,
    /// The latest time of any step: time does not go back within an instance.
    pub clock: Timestamp,
    /// How many of its element instances have an incident.
    pub incidents: u32,
    /// For a called instance that has ended: what it gives its caller.
    #[serde(default)]
    pub result: Option<Variables>,
    /// For a called instance that ended by an error nobody caught: its code.
    #[serde(default)]
    pub escaped: Option<String>,
    /// Since when it stands still.
    #[serde(default)]
    pub suspended: Option<Timestamp>,
    /// The ended instance that it begins again.
    #[serde(default)]
    pub restart_of: Option<InstanceId>,
    /// The person who started it, or the one at the top of its calls.
    #[serde(default)]
    pub initiator: Option<String>,
    /// The user tasks that were done and not taken back, each at its last time, in the order in which they were done.
    #[serde(default)]
    pub done: Vec<Done>,
    /// Who has done something in it, and what last.
    #[serde(default)]
    pub handled: BTreeMap<String, Handled>,
    /// 抄送: who was told of it, and of what last.
    #[serde(default)]
    pub copied: BTreeMap<String, Handled>,
    /// For a called instance that ended by an error nobody caught: the thrower's words. What the error carries is `result`.
    #[serde(default)]
    pub escaped_message: Option<String>,
    /// The conversation of the message that started it.
    #[serde(default)]
    pub conversation: Option<String>,
    /// Its conversations with instances of other pools, by their process.
    #[serde(default)]
    pub conversations: BTreeMap<ElementId, Conversation>,
    /// How many instances before it have started each other by messages and signals, without a pause.
    #[serde(default)]
    pub hops: u32,
    /// Who was asked for something in it: had a task or a seat of an approval, whatever came of it.
    #[serde(default)]
    pub asked: BTreeSet<String>,
    /// Whom people chose for later tasks, as it was kept before each task did: by the task in which they did.
    #[serde(default)]
    pub choices: BTreeMap<ElementId, BTreeMap<ElementId, Vec<String>>>,
    /// Correlation keys that messages have filled.
    #[serde(default)]
    pub filled: Vec<Filled>,
    /// By element the number of the last event there by which somebody or something acted upon what was done before: it
    /// cannot be taken back any more. Kept while there is something that was done.
    #[serde(default)]
    pub acted_upon: BTreeMap<ElementId, u64>,
    /// By join the flows by which tokens came to it last. Kept while there is something that was done.
    #[serde(default)]
    pub joined: BTreeMap<ElementId, Vec<ElementId>>,
    /// By scope the variables that somebody set there by hand, as they are: the scope has them again when it is taken back.
    #[serde(default)]
    pub by_hand: BTreeMap<ElementId, Variables>,
    /// Like `acted_upon`, for each of several instances of an activity that are at work.
    #[serde(default)]
    pub acted_within: BTreeMap<Key, BTreeMap<ElementId, u64>>,
    /// By task who did it, or had it, before the matter went back: it is theirs again where several might claim it. Kept until it
    /// is done again.
    #[serde(default)]
    pub had: BTreeMap<ElementId, String>,
    /// For a called instance that ended by sending the matter back to what has called it: where to.
    #[serde(default)]
    pub sent_back: Option<Box<SentBack>>,
}

/// What somebody did, or was told of, last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handled {
    /// When.
    pub at: Timestamp,
    /// Which task.
    pub element: ElementId,
}

/// The call activity that waits for a called instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parent {
    /// The calling instance.
    pub instance: InstanceId,
    /// Its call activity.
    pub key: Key,
    /// The wait there.
    pub wait: WaitId,
}

/// Where an instance is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// Not started.
    Created,
    /// Running, perhaps waiting.
    Running,
    /// Ended by itself.
    Completed,
    /// Ended from outside.
    Terminated,
}

/// Where an element instance is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    /// A gateway that waits for more tokens.
    Joining,
    /// Entered; inputs are being evaluated.
    Activating,
    /// At work.
    Activated,
    /// Done; deciding where to go.
    Completing,
}

/// One visit of an element.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ElementInstance {
    /// Its key.
    pub key: Key,
    /// The element.
    pub element: ElementId,
    /// The element instance it lives in; only the process has none.
    pub scope: Option<Key>,
    /// Where it is in its life.
    pub phase: Phase,
    /// Has what it waits for already happened? True for an event that was entered by it, and once its own wait fired.
    pub triggered: bool,
    /// Tokens that have arrived at a join, by flow.
    pub arrived: Vec<Arrival>,
    /// What it waits for.
    pub waits: Vec<Wait>,
    /// Is it stuck?
    pub incident: Option<Box<Incident>>,
    /// For a multi-instance scope: how far it is.
    pub looped: Option<Box<Loop>>,
    /// Values that a killable process has found for it, by expression text; forgotten when it moves on.
    pub answers: BTreeMap<String, Answer>,
    /// Its own variables. Stored apart.
    #[serde(skip)]
    pub variables: Variables,
    /// The keys of what lives in it. Derived from `scope`.
    #[serde(skip)]
    pub children: BTreeSet<Key>,
    /// What has come already of events that need all of several (parallel multiple).
    #[serde(default)]
    pub gathered: Vec<Gathered>,
    /// For a complex gateway that waits for its reset: the flows whose tokens it took when it started.
    #[serde(default)]
    pub reset: Option<Vec<ElementId>>,
    /// How many listeners of its phase have had their turn.
    #[serde(default)]
    pub listened: u32,
    /// Is it here to compensate?
    #[serde(default)]
    pub compensating: Option<Compensating>,
    /// For a transaction: was it cancelled? What completed in it is being compensated.
    #[serde(default)]
    pub cancelled: bool,
    /// For a user task: what its listeners changed of it before it is made; how it was, once it is done.
    #[serde(default)]
    pub task: Option<Box<TaskChange>>,
    /// What completed in it and can still be compensated, by the key it had. Stored apart.
    #[serde(skip)]
    pub compensable: BTreeMap<Key, Compensable>,
    /// What it was entered with, kept until it can begin.
    #[serde(default)]
    pub held: Option<Box<HeldEntry>>,
    /// For an approval: who is asked, and what they said.
    #[serde(default)]
    pub ballot: Option<Box<Ballot>>,
    /// For a task that a matter went back to: where its tokens go on when it is done, instead of over its flows.
    #[serde(default)]
    pub resume: Vec<Place>,
    /// When those who have its tasks were last reminded.
    #[serde(default)]
    pub reminded: Option<Timestamp>,
    /// How variables were, where compensation may ask for it or sees it.
    #[serde(default)]
    pub past: Option<Box<Past>>,
    /// Is it ended, but for listeners that have yet to hear of the tasks that went with it?
    #[serde(default)]
    pub ending: bool,
    /// For a user task: whom people chose in it for later tasks, until it is done.
    #[serde(default)]
    pub chosen: BTreeMap<ElementId, Vec<String>>,
}

/// What came with an event and is kept until the element that it is for can begin.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HeldEntry {
    /// For the process: the start event that has happened.
    pub start: Option<ElementId>,
    /// What came with it.
    pub payload: Variables,
    /// Which of several triggers came.
    pub came: Option<Came>,
}

/// One of several events that must all come, and has come. It is kept until the others have come too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gathered {
    /// The wait as it was.
    pub wait: Wait,
    /// What came with it.
    pub variables: Variables,
    /// What whoever goes on from there shall know: `escalationCode`.
    pub locals: Variables,
}

/// A token that waits at a join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// The flow it came by.
    pub flow: ElementId,
    /// The element instance it came from.
    pub from: Key,
}

/// How far a multi-instance activity is. Its numbers are derived from these.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Loop {
    /// How many instances there are to be.
    pub total: u32,
    /// The items, when there is a collection.
    pub items: Option<Vec<Value>>,
    /// How many have been started.
    pub started: u32,
    /// How many have completed.
    pub completed: u32,
    /// How many were terminated.
    pub terminated: u32,
    /// What each instance gave, by position.
    pub collected: Vec<Value>,
    /// Of how many completed instances the events have been thrown, where the activity throws any.
    #[serde(default)]
    pub reported: u32,
}

impl Loop {
    /// None of so many has begun.
    pub(crate) fn of(total: u32, items: Option<Vec<Value>>) -> Self {
        Loop { total, items, started: 0, completed: 0, terminated: 0, collected: vec![], reported: 0 }
    }
}

impl ElementInstance {
    /// Does the activity react to this signal itself, so that its boundary event does not? An interrupting event
    /// sub-process is how the activity goes on when the signal comes; its boundary would end that at once.
    pub fn is_shadowed(&self, wait: &Wait) -> bool {
        matches!((&wait.on, &wait.fires), (WaitFor::Signal { .. }, Fires::Boundary { .. }))
            && self
                .waits
                .iter()
                .any(|w| w.on == wait.on && matches!(w.fires, Fires::EventSubProcess { interrupting: true, .. }))
    }

    /// The scope whose variables it sees and in which it throws. A compensation handler lives in the throw event that
    /// asked for it and sees what its activity saw.
    pub fn around(&self) -> Option<Key> {
        self.compensating.and_then(Compensating::kept).map_or(self.scope, |kept| Some(kept.scope))
    }

    /// Does it compensate what it keeps, instead of doing what its element does?
    pub fn undoes(&self) -> bool {
        self.cancelled || self.compensating.is_some_and(|c| !matches!(c, Compensating::Handler(_)))
    }
}

impl Instance {
    /// An instance that has not started yet.
    pub fn new(id: InstanceId) -> Self {
        let header = Header {
            id,
            definition: String::new(),
            business_key: None,
            parent: None,
            root: id,
            depth: 0,
            state: State::Created,
            started: Timestamp(0),
            ended: None,
            seq: 0,
            next_key: 0,
            next_wait: 0,
            clock: Timestamp(i64::MIN),
            incidents: 0,
            result: None,
            escaped: None,
            suspended: None,
            restart_of: None,
            initiator: None,
            done: vec![],
            handled: BTreeMap::new(),
            copied: BTreeMap::new(),
            escaped_message: None,
            conversation: None,
            conversations: BTreeMap::new(),
            hops: 0,
            asked: BTreeSet::new(),
            choices: BTreeMap::new(),
            filled: vec![],
            acted_upon: BTreeMap::new(),
            joined: BTreeMap::new(),
            by_hand: BTreeMap::new(),
            had: BTreeMap::new(),
            sent_back: None,
            acted_within: BTreeMap::new(),
        };
        Instance {
            header: Box::new(header),
            elements: BTreeMap::new(),
            joining: BTreeSet::new(),
            conditional: BTreeSet::new(),
        }
    }

    /// Puts a stored instance together again.
    pub fn assemble(
        header: Header,
        elements: Vec<ElementInstance>,
        variables: Vec<(Key, String, Value)>,
        compensable: Vec<(Key, Compensable)>,
        past: Vec<(Key, u64, Before)>,
    ) -> Self {
        let mut instance = Instance::new(header.id);
        *instance.header = header;
        instance.elements = elements.into_iter().map(|e| (e.key, Box::new(e))).collect();
        for (key, name, value) in variables {
            if let Some(element) = instance.elements.get_mut(&key) {
                element.variables.insert(name, value);
            }
        }
        for (scope, kept) in compensable {
            if let Some(element) = instance.elements.get_mut(&scope) {
                element.compensable.insert(kept.activity, kept);
            }
        }
        for (scope, seq, before) in past {
            if let Some(element) = instance.elements.get_mut(&scope) {
                element.past.get_or_insert_default().changed.insert(seq, before);
            }
        }
        let links: Vec<(Key, Key)> = instance.elements.values().filter_map(|e| Some((e.scope?, e.key))).collect();
        for (scope, key) in links {
            if let Some(parent) = instance.elements.get_mut(&scope) {
                parent.children.insert(key);
            }
        }
        let keys: Vec<Key> = instance.elements.keys().copied().collect();
        for key in keys {
            instance.index(key);
        }
        instance
    }

    /// A live element instance.
    pub fn live(&self, key: Key) -> Option<&ElementInstance> {
        self.elements.get(&key).map(|element| &**element)
    }

    /// The live element instances in a scope, oldest first.
    pub fn children(&self, scope: Key) -> impl Iterator<Item = &ElementInstance> + '_ {
        self.elements.get(&scope).into_iter().flat_map(|e| &e.children).map(|k| &*self.elements[k])
    }

    /// A variable as seen from an element instance: its own, else its scope's, and so on outwards.
    pub fn variable(&self, from: Key, name: &str) -> Option<&Value> {
        self.upwards(from).find_map(|e| e.has(name))
    }

    /// The nearest element instance, looking outwards, that has this variable, so that it is set there.
    pub fn holder(&self, from: Key, name: &str) -> Option<Key> {
        self.upwards(from).find(|e| e.variables.contains_key(name)).map(|e| e.key)
    }

    /// Where a variable is that is seen from an element instance: what compensates sees some as they were.
    pub fn seen_at(&self, from: Key, name: &str) -> Option<Key> {
        self.upwards(from).find(|e| e.has(name).is_some()).map(|e| e.key)
    }

    /// An element instance and the scopes around it, inside out.
    pub fn upwards(&self, from: Key) -> impl Iterator<Item = &ElementInstance> + '_ {
        std::iter::successors(self.live(from), |e| self.live(e.around()?))
    }

    /// All variables seen from an element instance; inner ones hide outer ones.
    pub fn visible(&self, from: Key) -> Variables {
        let mut all = Variables::new();
        for element in self.upwards(from) {
            for (name, value) in element.variables.iter().chain(element.then()) {
                all.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
        all
    }

    /// Is it one of several instances of its activity?
    pub fn is_one_of_several(&self, key: Key) -> bool {
        self.live(key).and_then(|e| self.live(e.scope?)).is_some_and(|around| around.looped.is_some())
    }

    /// An open wait.
    pub fn wait(&self, key: Key, wait: WaitId) -> Option<&Wait> {
        self.elements.get(&key)?.waits.iter().find(|w| w.id == wait)
    }

    /// Every open wait with the key of its element instance, in the order they were opened within each element.
    pub fn waits(&self) -> impl Iterator<Item = (Key, &Wait)> + '_ {
        self.elements.values().flat_map(|e| e.waits.iter().map(move |w| (e.key, w)))
    }

    /// Is nothing left to do?
    pub fn is_ended(&self) -> bool {
        matches!(self.header.state, State::Completed | State::Terminated)
    }
}
