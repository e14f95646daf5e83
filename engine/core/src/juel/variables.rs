//! The variables that an expression reads.
use super::ast::{Form, Node};
use serde_json::Value;
use std::collections::BTreeSet;

/// What an expression reads.
#[derive(Debug, Default)]
pub struct Reads {
    /// Every variable it may read.
    pub all: BTreeSet<String>,
    /// Those without which it fails.
    pub required: BTreeSet<String>,
    /// Does it also read variables whose names are data?
    pub by_data: bool,
}

impl Reads {
    /// Adds what a part reads.
    pub fn add(&mut self, node: &Node) {
        match &node.form {
            Form::Name(name) => {
                self.all.insert(name.clone());
                self.required.insert(name.clone());
            }
            Form::Variable(_, name) => match &name.form {
                Form::Literal(Value::String(name)) => {
                    self.all.insert(name.clone());
                }
                _ => self.by_data = true,
            },
            _ => {}
        }
        for child in node.children() {
            self.add(child);
        }
    }
}
