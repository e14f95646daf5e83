//! What is other in one version of the landscape than in another, and what a landscape was before.
use super::{Entry, Item, Landscape, Node, Role};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// How many fields a difference names; what goes beyond is counted.
pub const FIELDS_MAX: usize = 2_000;

/// What is other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// Nodes that only the later one has.
    pub added: Vec<String>,
    /// Nodes that only the earlier one has.
    pub removed: Vec<String>,
    /// What is other in those that both have.
    pub changed: Vec<ChangedField>,
    /// The same of roles: those that are new, gone or other.
    pub roles: Vec<String>,
    /// Changed fields beyond those that are named.
    pub more: u64,
}

/// A field of a node that is other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangedField {
    /// The node.
    pub node: String,
    /// The field, as in JSON.
    pub field: String,
    /// What it was.
    pub before: Value,
    /// What it is.
    pub after: Value,
}

/// What is other in the later one. Revisions do not count: they follow from the rest.
pub fn difference(earlier: &Landscape, later: &Landscape) -> Difference {
    let mut found = Difference::default();
    let ids: BTreeSet<&String> = earlier.nodes.keys().chain(later.nodes.keys()).collect();
    for id in ids {
        match (earlier.nodes.get(id), later.nodes.get(id)) {
            (None, _) => found.added.push(id.clone()),
            (_, None) => found.removed.push(id.clone()),
            (Some(before), Some(after)) => fields(before, after, &mut found),
        }
    }
    let roles: BTreeSet<&String> = earlier.roles.keys().chain(later.roles.keys()).collect();
    let other = |id: &&String| earlier.roles.get(*id) != later.roles.get(*id);
    found.roles = roles.into_iter().filter(other).cloned().collect();
    found
}

fn fields(before: &Node, after: &Node, found: &mut Difference) {
    let (Value::Object(before), Value::Object(after)) = (json(before), json(after)) else { return };
    let node = after.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    for (field, after) in after.into_iter().filter(|(field, _)| field != "revision") {
        let before = before.get(&field).cloned().unwrap_or_default();
        if before == after {
            continue;
        }
        if found.changed.len() < FIELDS_MAX {
            found.changed.push(ChangedField { node: node.clone(), field, before, after });
        } else {
            found.more += 1;
        }
    }
}

fn json(node: &Node) -> Value {
    serde_json::to_value(node).expect("a node is plain data")
}

/// The landscape as it was before the entries of a version.
pub fn undone(mut later: Landscape, entries: &[Entry]) -> Landscape {
    for Entry { before, after } in entries {
        match (before, after) {
            (Some(before), _) => later.put(before.clone()),
            (None, Some(after)) => later.take(after),
            (None, None) => {}
        }
    }
    later
}

impl Landscape {
    /// Everything in it, nodes behind what they are parts of.
    pub fn items(&self) -> Vec<Item> {
        let roles = self.roles.values().map(|role| Item::Role(Role::clone(role)));
        let nodes = self.walk().into_iter().map(|node| Item::Node(Box::new(Node::clone(node))));
        roles.chain(nodes).collect()
    }
}
