//! The commonest expression is a mere name or path: it is read without a detour through FEEL values.
//!
//! So `= order` hands the order on as it is: entries in their order, numbers with all their digits.

use dsntk_feel_parser::AstNode;
use serde_json::Value;

use super::names::HIDDEN;
use super::scope::Variables;

/// A name, and the entries to follow from there.
pub(super) struct Plain {
    root: String,
    entries: Vec<String>,
}

impl Plain {
    /// The plain form of `tree`, if it has one.
    pub(super) fn of(tree: &AstNode) -> Option<Plain> {
        match tree {
            AstNode::Name(name) if !name.as_str().starts_with(HIDDEN) => {
                Some(Plain { root: name.to_string(), entries: Vec::new() })
            }
            AstNode::Path(left, entry) => {
                let mut plain = Plain::of(left)?;
                let AstNode::Name(name) = entry.as_ref() else { return None };
                plain.entries.push(name.to_string());
                Some(plain)
            }
            _ => None,
        }
    }

    /// The value; `None` if FEEL has to look: something is missing, or not an object.
    pub(super) fn read(&self, variables: &dyn Variables) -> Option<Value> {
        let root = variables.get(&self.root)?;
        if self.entries.is_empty() {
            return Some(root.into_owned());
        }
        let mut value = root.as_ref();
        for entry in &self.entries {
            value = value.as_object()?.get(entry)?;
        }
        Some(value.clone())
    }
}
