//! What goes in: cases with their activity instances, in plain words, as the engine or a file tells them.
//!
//! These are the fields that every analysis may rely on: four times, who, why, and how it ended. What a source does not
//! know stays none; nothing is guessed from another field.

use weir_core::id::Keys;

/// A value of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// A point in time, ms.
    Time(i64),
    /// True or false.
    Flag(bool),
}

/// How an activity instance was left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It has done what it was there for; or the source says nothing else.
    #[default]
    Completed,
    /// It was ended from outside.
    Terminated,
    /// It has not been left yet.
    Open,
}

/// One visit of one activity.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ActivityInstance {
    /// Its number among those of its case, which causes name.
    pub key: u64,
    /// The activity: the element's id, or the event's name.
    pub activity: String,
    /// When it could begin, ms.
    pub enabled: Option<i64>,
    /// When somebody took it, ms.
    pub claimed: Option<i64>,
    /// When work on it began, ms.
    pub started: Option<i64>,
    /// When it was left, ms.
    pub ended: Option<i64>,
    /// How long it stood still while it was worked on, ms.
    pub suspended: i64,
    /// How it was left.
    pub outcome: Outcome,
    /// Who did it.
    pub actor: Option<String>,
    /// The keys of those whose end led here.
    pub causes: Keys,
    /// Did somebody step in: skip, jump, migrate, force, reassign, edit?
    pub intervention: bool,
    /// How often it was stuck.
    pub incidents: u32,
    /// Is it one of several that a multi-instance activity has? Beside or behind the first of them it is no work done again.
    pub beside: bool,
    /// What else is known.
    pub attributes: Vec<(String, Value)>,
}

impl ActivityInstance {
    /// An instant: an event that a log knows by its name and one time.
    pub fn at(activity: &str, ended: i64) -> Self {
        ActivityInstance { activity: activity.to_owned(), ended: Some(ended), ..Self::default() }
    }

    /// An interval of work.
    pub fn of(activity: &str, started: i64, ended: i64) -> Self {
        ActivityInstance { started: Some(started), ..Self::at(activity, ended) }
    }

    /// The same, by somebody.
    #[must_use]
    pub fn by(mut self, actor: &str) -> Self {
        self.actor = Some(actor.to_owned());
        self
    }
}

/// One case: a process instance, or a trace of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Case {
    /// Its id.
    pub id: String,
    /// The process it followed; empty where a file does not say.
    pub process: String,
    /// Its version; 0 where a file does not say.
    pub version: u32,
    /// What is known of it.
    pub attributes: Vec<(String, Value)>,
    /// What happened in it, in the order of the source.
    pub rows: Vec<ActivityInstance>,
}
