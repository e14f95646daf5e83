//! What is wrong with a part of an expression: as a fact, with its words.
use super::reason;
use crate::sentence::Sentence;
use std::fmt;

/// What was expected and found, or why there is no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// A value of another type than is wanted.
    Is {
        /// `is`, or `gives` of a function.
        how: &'static str,
        /// The type it has.
        found: &'static str,
        /// The type it should have.
        wanted: String,
    },
    /// Values that do not go together.
    Cannot {
        /// What cannot be done: `compare`, `add` and others.
        what: &'static str,
        /// Their types.
        types: Vec<&'static str>,
    },
    /// It has no such entry.
    Without {
        /// What has none, as it is written.
        of: String,
        /// The entry.
        entry: String,
        /// The type of what has none, where it is no context.
        found: Option<&'static str>,
    },
    /// An item of an empty list.
    EmptyList,
    /// A context that names one entry twice.
    TwoEntries(String),
    /// What the library says, without the names of its modules.
    Reason(String),
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Detail::Is { how, found, wanted } => write!(f, "{how} {found}, not {wanted}"),
            Detail::Cannot { what, types } => write!(f, "cannot {what} {}", types.join(" and ")),
            Detail::Without { of, entry, found: None } => write!(f, "`{of}` has no entry `{entry}`"),
            Detail::Without { of, entry, found: Some(found) } => write!(f, "`{of}` is {found} and has no `{entry}`"),
            Detail::EmptyList => f.write_str("the list is empty"),
            Detail::TwoEntries(name) => write!(f, "it has two entries `{name}`"),
            Detail::Reason(text) => f.write_str(text),
        }
    }
}

impl Detail {
    /// The same in parts.
    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Detail::Is { found, wanted, .. } => Sentence::new("is").with("type", found).with("wanted", wanted),
            Detail::Cannot { what, types } => {
                let types = types.iter().copied().map(str::to_owned).collect();
                Sentence { types, ..Sentence::new("cannot").with("what", what) }
            }
            Detail::Without { of, entry, .. } => Sentence::new("no-entry").with("of", of).with("entry", entry),
            Detail::EmptyList => Sentence::new("empty-list"),
            Detail::TwoEntries(entry) => Sentence::new("two-entries").with("entry", entry),
            Detail::Reason(text) => reason::sentence(text),
        }
    }
}
