//! How variables were: what a compensation handler sees of the scopes around the activity that it undoes.
//!
//! BPMN 10.7.2 and 13.5.5: compensation works on a snapshot of the data as they were when the activity completed. No
//! snapshot is copied then, most are never looked at. Instead a scope in which something is kept for compensation
//! remembers what a variable was before it changed, once for all changes between two completions. From that the values
//! at any completion that is still kept are put together when a handler begins.
//!
//! What a handler sets goes to the scopes around, as they are now, and the handler sees it; what others change meanwhile
//! it does not see. A variable that was not there at that time is seen as it is.
use crate::compensation::Compensating;
use crate::id::Key;
use crate::instance::{ElementInstance, Instance, Variables};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// One scope remembers at most this many changes of variables for compensation.
pub const CHANGES_MAX: usize = 100_000;

/// What an element instance knows of how variables were.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Past {
    /// The number of the event that last kept something here or further inside; 0 when nothing is kept.
    pub kept: u64,
    /// For what compensates: the variables around it as they were, without those that it has set since.
    pub then: Variables,
    /// What its variables were, by the number of the event that changed them. Stored apart.
    #[serde(skip)]
    pub changed: Changes,
}

/// What variables were before they changed, by the number of the event that changed them.
pub type Changes = BTreeMap<u64, Before>;

/// What a variable was before it changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Before {
    /// Its name.
    pub name: String,
    /// What it was.
    pub was: Was,
}

/// The value of a variable, which may be null: that is another thing than not to be there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Was {
    /// It was not there.
    Absent,
    /// It had this value.
    Value(Value),
}

impl Was {
    fn value(&self) -> Option<&Value> {
        match self {
            Was::Absent => None,
            Was::Value(value) => Some(value),
        }
    }
}

impl ElementInstance {
    /// What its variables were before they changed, as far as compensation may ask for it.
    pub fn changed(&self) -> Option<&Changes> {
        self.past.as_deref().map(|past| &past.changed).filter(|changed| !changed.is_empty())
    }

    /// A variable that it has itself, or sees as it was when what it compensates had completed.
    pub fn has(&self, name: &str) -> Option<&Value> {
        self.variables.get(name).or_else(|| self.past.as_deref()?.then.get(name))
    }

    /// The variables around it as they were, for what compensates.
    pub fn then(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.past.iter().flat_map(|past| &past.then)
    }
}

impl Instance {
    /// A variable of a scope is about to change, at the event whose number the header has.
    pub(crate) fn remember(&mut self, scope: Key, name: &str) {
        let seq = self.header.seq;
        let Some(e) = self.elements.get_mut(&scope) else { return };
        let Some(past) = e.past.as_deref_mut().filter(|past| past.kept > 0) else { return };
        if past.changed.range(past.kept + 1..).any(|(_, before)| before.name == name) {
            return;
        }
        let was = e.variables.get(name).cloned().map_or(Was::Absent, Was::Value);
        let before = Before { name: name.to_owned(), was };
        past.changed.insert(seq, before);
    }

    /// Something that lives in a scope is kept from now on: later changes of what it sees are remembered.
    pub(crate) fn keep_from_now(&mut self, scope: Key) {
        let seq = self.header.seq;
        let around: Vec<Key> = self.upwards(scope).map(|e| e.key).collect();
        for key in around {
            if let Some(e) = self.elements.get_mut(&key) {
                e.past.get_or_insert_default().kept = seq;
            }
        }
    }

    /// What compensates sees what it has set itself, and no longer what was there before.
    pub(crate) fn seen_since(&mut self, writer: Option<Key>, scope: Key, name: &str) {
        let Some(writer) = writer else { return };
        let between: Vec<Key> = self
            .upwards(writer)
            .take_while(|e| e.key != scope)
            .filter(|e| e.past.as_deref().is_some_and(|past| past.then.contains_key(name)))
            .map(|e| e.key)
            .collect();
        for key in between {
            if let Some(past) = self.elements.get_mut(&key).and_then(|e| e.past.as_deref_mut()) {
                past.then.remove(name);
            }
        }
    }

    /// All variables seen from a scope as they were right after the event with this number. Inner ones hide outer ones.
    pub(crate) fn as_it_was(&self, from: Key, at: u64) -> Variables {
        let mut all = Variables::new();
        for e in self.upwards(from) {
            let mut here: BTreeMap<&String, Option<&Value>> = BTreeMap::new();
            for (_, before) in e.changed().into_iter().flat_map(|changed| changed.range(at + 1..)) {
                here.entry(&before.name).or_insert(before.was.value());
            }
            for (name, value) in &e.variables {
                here.entry(name).or_insert(Some(value));
            }
            // What a completed scope sees once more is of a later time than what had completed in it.
            if !matches!(e.compensating, Some(Compensating::Scope(_))) {
                for (name, value) in e.then() {
                    here.entry(name).or_insert(Some(value));
                }
            }
            for (name, value) in here {
                if let Some(value) = value.filter(|_| !all.contains_key(name)) {
                    all.insert(name.clone(), value.clone());
                }
            }
        }
        all
    }

    /// Once nothing is kept any more nobody asks how things were.
    pub(crate) fn forget_the_past(&mut self) {
        if self.elements.values().any(|e| !e.compensable.is_empty()) {
            return;
        }
        for e in self.elements.values_mut() {
            if let Some(past) = e.past.as_deref_mut() {
                (past.kept, past.changed) = (0, Changes::new());
                if past.then.is_empty() {
                    e.past = None;
                }
            }
        }
    }
}
