//! Changes of the landscape: all of what was asked, or nothing, with what each entry was before.
use super::check::{Finding, is_id, role_findings, structure};
use super::{Code, Duty, Landscape, Node, Part, Party, Role};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The node is so from now on.
    PutNode(Box<Node>, Expected),
    /// The node is gone, with all that lies below it.
    RemoveNode(String, Expected),
    /// Somebody has these parts in a node; none takes them out of it.
    SetParts(String, Party, Vec<Part>),
    /// The role is so from now on.
    PutRole(Role),
    /// The role is gone.
    RemoveRole(String),
}

/// What whoever changes a node believes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// That there is none of its id.
    Nothing,
    /// That it is still as in this version.
    Revision(u64),
    /// They replace it whatever it is.
    Anything,
}

/// A node or a role. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Item {
    /// A node.
    Node(Box<Node>),
    /// A role.
    Role(Role),
}

/// What an item was, and what it is. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Before; nothing: it is new.
    pub before: Option<Item>,
    /// After; nothing: it is gone.
    pub after: Option<Item>,
}

/// A landscape that has changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// As it is from now on.
    pub landscape: Landscape,
    /// What is other than before; nothing where it was so already.
    pub entries: Vec<Entry>,
}

/// The landscape after these changes, which make up its version of this number.
///
/// # Errors
/// Every rule that the result would break; nothing is changed then.
pub fn changed(old: &Landscape, changes: &[Change], version: u64) -> Result<Changed, Vec<Finding>> {
    let mut new = old.clone();
    let mut findings = vec![];
    let mut touched = BTreeSet::new();
    for change in changes {
        if let Err(finding) = make(&mut new, change, version, &mut touched) {
            findings.push(finding);
        }
    }
    findings.extend(structure(&new, &touched));
    if !findings.is_empty() {
        return Err(findings);
    }
    let entries = entries(old, &mut new, &touched);
    Ok(Changed { landscape: new, entries })
}

/// Kind and id of what was touched: nodes are `true`.
type Touched = BTreeSet<(bool, String)>;

/// Duties in the order of who has them, each with its parts in order; what stands twice does so here too.
fn by_party(duties: &[Duty]) -> Vec<(&Party, Vec<Part>)> {
    let sorted = |duty: &Duty| {
        let mut parts = duty.parts.clone();
        parts.sort_unstable();
        parts
    };
    let mut all: Vec<(&Party, Vec<Part>)> = duties.iter().map(|duty| (&duty.who, sorted(duty))).collect();
    all.sort_unstable();
    all
}

fn make(all: &mut Landscape, change: &Change, version: u64, touched: &mut Touched) -> Result<(), Finding> {
    match change {
        Change::PutNode(node, expected) => {
            as_expected(all, &node.id, *expected)?;
            touched.insert((true, node.id.clone()));
            let mut node = Node { revision: version, ..(**node).clone() };
            // Who has which duties is no list: said in another order, it is as it was.
            let before = all.nodes.get(&node.id).map(|before| &before.duties);
            if let Some(before) = before.filter(|before| by_party(before) == by_party(&node.duties)) {
                node.duties.clone_from(before);
            }
            all.nodes.insert(node.id.clone(), Arc::new(node));
        }
        Change::RemoveNode(id, expected) => {
            as_expected(all, id, *expected)?;
            let gone: Vec<String> = all.below(id).into_iter().map(|node| node.id.clone()).collect();
            if gone.is_empty() {
                return Err(missing(id));
            }
            for id in gone {
                all.nodes.remove(&id);
                touched.insert((true, id));
            }
        }
        Change::SetParts(id, who, parts) => {
            let node = all.nodes.get_mut(id).ok_or_else(|| missing(id))?;
            touched.insert((true, id.clone()));
            let node = Arc::make_mut(node);
            node.revision = version;
            match (node.duties.iter_mut().find(|duty| duty.who == *who), parts.is_empty()) {
                (_, true) => node.duties.retain(|duty| duty.who != *who),
                (Some(duty), false) => duty.parts.clone_from(parts),
                (None, false) => node.duties.push(Duty { who: who.clone(), parts: parts.clone() }),
            }
        }
        Change::PutRole(role) => {
            touched.insert((false, role.id.clone()));
            if let Some(finding) = role_findings(role) {
                return Err(finding);
            }
            all.roles.insert(role.id.clone(), Arc::new(role.clone()));
        }
        Change::RemoveRole(id) => {
            touched.insert((false, id.clone()));
            if all.roles.remove(id).is_none() {
                let message = format!("there is no role `{id}` in the landscape");
                return Err(Finding::new(Code::RoleUnknown, id, message));
            }
        }
    }
    Ok(())
}

fn as_expected(all: &Landscape, id: &str, expected: Expected) -> Result<(), Finding> {
    match (expected, all.nodes.get(id)) {
        (Expected::Anything, _) | (Expected::Nothing, None) => Ok(()),
        (Expected::Nothing, Some(_)) => {
            Err(Finding::new(Code::Duplicate, id, "there is a node of this id already; choose another one"))
        }
        (Expected::Revision(_), None) => Err(missing(id)),
        (Expected::Revision(seen), Some(node)) if node.revision == seen => Ok(()),
        (Expected::Revision(seen), Some(node)) => {
            let message = format!("it was changed in version {}, and {seen} was seen: look at it again", node.revision);
            Err(Finding::new(Code::ChangedMeanwhile, id, message))
        }
    }
}

fn missing(id: &str) -> Finding {
    let shown = if is_id(id) { id } else { "" };
    Finding::new(Code::NodeUnknown, shown, "there is no such node in the landscape")
}

/// What is other than before. What is the same but for its revision keeps the revision that it had.
fn entries(old: &Landscape, new: &mut Landscape, touched: &Touched) -> Vec<Entry> {
    let mut entries = vec![];
    for (is_node, id) in touched {
        let (before, after) = if *is_node {
            let before = old.nodes.get(id);
            if let (Some(before), Some(after)) = (before, new.nodes.get(id)) {
                let same = Node { revision: before.revision, ..(**after).clone() } == **before;
                if same {
                    let before = before.clone();
                    new.nodes.insert(id.clone(), before);
                    continue;
                }
            }
            let item = |node: &Arc<Node>| Item::Node(Box::new((**node).clone()));
            (before.map(item), new.nodes.get(id).map(item))
        } else {
            let item = |role: &Arc<Role>| Item::Role((**role).clone());
            (old.roles.get(id).map(item), new.roles.get(id).map(item))
        };
        if before != after {
            entries.push(Entry { before, after });
        }
    }
    entries
}

impl Item {
    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Item::Node(node) => &node.id,
            Item::Role(role) => &role.id,
        }
    }
}

impl Landscape {
    /// The changes by which everything goes that is not kept. A node takes its parts along, so only what lies in nothing that
    /// goes is named.
    pub fn without(&self, node: impl Fn(&str) -> bool, role: impl Fn(&str) -> bool) -> Vec<Change> {
        let is_topmost = |id: &&String| {
            let way = self.way(id);
            way.split_last().is_some_and(|(own, above)| !node(&own.id) && above.iter().all(|one| node(&one.id)))
        };
        let nodes = self.nodes.keys().filter(is_topmost).map(|id| Change::RemoveNode(id.clone(), Expected::Anything));
        nodes.chain(self.roles.keys().filter(|id| !role(id)).cloned().map(Change::RemoveRole)).collect()
    }

    /// Takes an item in, whatever was there.
    pub fn put(&mut self, item: Item) {
        match item {
            Item::Node(node) => drop(self.nodes.insert(node.id.clone(), Arc::new(*node))),
            Item::Role(role) => drop(self.roles.insert(role.id.clone(), Arc::new(role))),
        }
    }

    /// Takes an item out.
    pub fn take(&mut self, item: &Item) {
        match item {
            Item::Node(node) => drop(self.nodes.remove(&node.id)),
            Item::Role(role) => drop(self.roles.remove(&role.id)),
        }
    }
}
