//! The element tree: one list, elements point at each other by number.
use crate::problem::Place;
use std::sync::Arc;

/// A whole document. Element 0 is the root.
#[derive(Debug, Default)]
pub struct Tree {
    /// All elements in document order.
    pub elements: Vec<Element>,
    pub(super) scopes: super::scope::Scopes,
}

/// One element.
#[derive(Debug)]
pub struct Element {
    /// Its name.
    pub name: Name,
    /// The element around it; the root has none.
    pub parent: Option<usize>,
    /// Its attributes in order, namespace declarations left out.
    pub attributes: Vec<Attribute>,
    /// What stands inside, in order.
    pub children: Vec<Child>,
    /// Where its `<` stands.
    pub place: Place,
    pub(super) scope: usize,
}

/// A name: its namespace, the prefix it was written with, and the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The namespace, empty where there is none.
    pub namespace: Arc<str>,
    /// The prefix as written, empty where there is none.
    pub prefix: Arc<str>,
    /// The name without prefix.
    pub local: String,
}

/// One attribute.
#[derive(Debug)]
pub struct Attribute {
    /// Its name; without a prefix it has no namespace.
    pub name: Name,
    /// Its value with entities resolved.
    pub value: String,
    /// Where its name stands.
    pub place: Place,
}

/// What stands inside an element.
#[derive(Debug)]
pub enum Child {
    /// An element, by number.
    Element(usize),
    /// Text, entities resolved, CDATA included.
    Text(String),
}

impl Tree {
    /// The root element, unless not even that could be read.
    pub fn root(&self) -> Option<&Element> {
        self.elements.first()
    }

    /// The child elements of an element, in order.
    pub fn children(&self, of: usize) -> impl Iterator<Item = usize> + '_ {
        self.elements[of].children.iter().filter_map(|child| match child {
            Child::Element(number) => Some(*number),
            Child::Text(_) => None,
        })
    }

    /// All text directly inside an element, white space trimmed at both ends.
    pub fn text(&self, of: usize) -> String {
        let mut all = String::new();
        for child in &self.elements[of].children {
            if let Child::Text(text) = child {
                all.push_str(text);
            }
        }
        all.trim().to_owned()
    }

    /// What a prefix stands for at an element; the empty prefix is the default namespace.
    pub fn namespace(&self, at: usize, prefix: &str) -> Option<&str> {
        self.scopes.find(self.elements[at].scope, prefix).map(|uri| &**uri)
    }
}

impl Element {
    /// The value of an attribute without namespace.
    pub fn get(&self, local: &str) -> Option<&str> {
        self.attribute("", local).map(|attribute| attribute.value.as_str())
    }

    /// An attribute by namespace and name.
    pub fn attribute(&self, namespace: &str, local: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|a| a.name.local == local && &*a.name.namespace == namespace)
    }

    /// Whether this is the named element of a namespace.
    pub fn is(&self, namespace: &str, local: &str) -> bool {
        self.name.local == local && &*self.name.namespace == namespace
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.prefix.is_empty() { f.write_str(&self.local) } else { write!(f, "{}:{}", self.prefix, self.local) }
    }
}
