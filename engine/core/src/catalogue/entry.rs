//! What an entry of the catalogue says.
use crate::problem::Severity;

/// One BPMN element.
#[derive(Debug)]
pub struct Entry {
    /// Its name in the file.
    pub tag: &'static str,
    /// Its name for people, Chinese.
    pub zh: &'static str,
    /// Its name for people, English.
    pub en: &'static str,
    /// Where it belongs.
    pub family: Family,
    /// What the engine makes of it.
    pub status: Status,
    /// Its attributes, in groups that elements share.
    pub attributes: &'static [&'static [Attribute]],
    /// The elements that may stand in it, in groups that elements share.
    pub children: &'static [&'static [Child]],
    /// The text that may stand in it.
    pub content: Content,
}

/// Kinds that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// What stands at the top of a file: definitions, messages, errors.
    Root,
    /// Tasks, sub-processes and calls.
    Activity,
    /// Start, intermediate, boundary and end events.
    Event,
    /// What an event waits for or throws.
    EventDefinition,
    /// Where ways part and meet.
    Gateway,
    /// Sequence flows and message flows.
    Flow,
    /// How an activity is repeated.
    Loop,
    /// Data objects, stores, inputs, outputs and their associations.
    Data,
    /// Annotations, groups and associations.
    Artifact,
    /// Lanes and their sets.
    Lane,
    /// Who does something: resource roles.
    People,
    /// Conditions and other expressions.
    Expression,
    /// Pools, conversations and correlation.
    Collaboration,
    /// Choreographies, which are drawn and not executed.
    Choreography,
    /// What is not of the standard: ours and that of other engines.
    Extension,
}

/// What the engine makes of an element or attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It does what the standard says.
    Executed,
    /// It is for people and tools; execution would not differ without it.
    Documentation,
    /// It is not executed, and whoever deploys should know.
    Remarked(&'static Remark),
    /// Deployment is refused; the text says what to do.
    NotYet(&'static str),
}

/// What is said about something that is not executed.
#[derive(Debug, PartialEq, Eq)]
pub struct Remark {
    /// A warning or a note.
    pub severity: Severity,
    /// The code of the finding.
    pub code: &'static str,
    /// What is not done, and what to do instead.
    pub text: &'static str,
}

/// An attribute without namespace.
#[derive(Debug)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// What the engine makes of it.
    pub status: Status,
    /// Values that ask for nothing: with one of them any status counts as executed.
    pub harmless: &'static [&'static str],
    /// The elements it may refer to; empty: it is no reference, or one that may leave the file.
    pub refers: &'static [&'static str],
}

/// An element that may stand in another.
#[derive(Debug)]
pub struct Child {
    /// Its name in the file.
    pub tag: &'static str,
    /// What the engine makes of it here, where that differs from its own entry.
    pub status: Option<Status>,
}

/// Text inside an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// None but white space.
    Empty,
    /// Any text.
    Text,
    /// The id of one of these elements; an empty list: of anything, even outside the file.
    Reference(&'static [&'static str]),
}

impl Entry {
    /// An entry that takes no text.
    pub const fn new(
        tag: &'static str,
        names: (&'static str, &'static str),
        family: Family,
        status: Status,
        attributes: &'static [&'static [Attribute]],
        children: &'static [&'static [Child]],
    ) -> Self {
        Entry { tag, zh: names.0, en: names.1, family, status, attributes, children, content: Content::Empty }
    }

    /// An element that holds text.
    #[must_use]
    pub const fn text(mut self) -> Self {
        self.content = Content::Text;
        self
    }

    /// An element that holds the id of another.
    pub const fn reference(
        tag: &'static str,
        names: (&'static str, &'static str),
        family: Family,
        status: Status,
        to: &'static [&'static str],
    ) -> Self {
        let mut entry = Entry::new(tag, names, family, status, &[], &[]);
        entry.content = Content::Reference(to);
        entry
    }

    /// One of its attributes.
    pub fn attribute(&self, name: &str) -> Option<&'static Attribute> {
        self.attributes.iter().copied().flatten().find(|attribute| attribute.name == name)
    }

    /// One of the elements that may stand in it.
    pub fn child(&self, tag: &str) -> Option<&'static Child> {
        self.children.iter().copied().flatten().find(|child| child.tag == tag)
    }
}

impl Attribute {
    /// An attribute that is executed.
    pub const fn run(name: &'static str) -> Self {
        Attribute { name, status: Status::Executed, harmless: &[], refers: &[] }
    }

    /// An attribute for people and tools.
    pub const fn doc(name: &'static str) -> Self {
        Attribute { name, status: Status::Documentation, harmless: &[], refers: &[] }
    }

    /// An attribute with another status, and the values that ask for nothing.
    pub const fn other(name: &'static str, status: Status, harmless: &'static [&'static str]) -> Self {
        Attribute { name, status, harmless, refers: &[] }
    }

    /// The same attribute, referring to elements of the file.
    #[must_use]
    pub const fn to(mut self, tags: &'static [&'static str]) -> Self {
        self.refers = tags;
        self
    }

    /// What the engine makes of it when it has this value.
    pub fn status(&self, value: &str) -> Status {
        let value = if value.trim() == "0" && self.harmless == ["false"] { "false" } else { value.trim() };
        if self.harmless.contains(&value) { Status::Executed } else { self.status }
    }
}

impl Child {
    /// An element that is here what its entry says.
    pub const fn of(tag: &'static str) -> Self {
        Child { tag, status: None }
    }

    /// An element that is here something else than its entry says.
    pub const fn here(tag: &'static str, status: Status) -> Self {
        Child { tag, status: Some(status) }
    }
}
