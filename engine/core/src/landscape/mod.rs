//! The process landscape: what an organisation does, from its domains down to the steps, and who answers for what.
//!
//! A [`Landscape`] is a forest of [`Node`]s on five levels: L1 domain, L2 group, L3 process, L4 sub-process, L5 step. A
//! node has an owner, duties (RACI), indicators with targets, a maturity, and links to what runs it. [`changed`] takes
//! changes or refuses them by the rules of [`Code`]; [`advice`] says what is still missing; [`coverage`] says how much of
//! it is modelled, automated and monitored; [`collaborations`] reads from message flows who works with whom. [`seed`] is
//! a landscape to begin with.
mod adopt;
mod change;
mod check;
mod collaboration;
mod coverage;
mod difference;
mod raci;
mod seed;

pub use adopt::{Adoption, adopt};
pub use change::{Change, Changed, Entry, Expected, Item, changed};
pub use check::{Code, Finding, Known, advice};
pub use collaboration::{Collaboration, Collaborations, Crossing, Owned, Side, SideKind, collaborations};
pub use coverage::{Coverage, LevelCoverage, Share, Steps, coverage, steps};
pub use difference::{ChangedField, Difference, FIELDS_MAX, difference, undone};
pub use raci::{Assigned, Matrix, Row, duties_of, matrix};
pub use seed::seed;

use crate::library::{Area, Direction, LEVELS_MAX, Words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many nodes a landscape may have.
pub const NODES_MAX: usize = 5_000;
/// How many roles it may name.
pub const ROLES_MAX: usize = 1_000;
/// How many duties, links or indicators one node may have.
pub const ENTRIES_MAX: usize = 100;
/// The id of a node, a role or an indicator, in bytes.
pub const ID_BYTES_MAX: usize = 120;
/// A name, in bytes.
pub const NAME_BYTES_MAX: usize = 300;
/// A description, in bytes.
pub const DESCRIPTION_BYTES_MAX: usize = 8 << 10;
/// The highest maturity; 0 stands for one that was not judged yet.
pub const MATURITY_MAX: u8 = 5;

/// All that an organisation does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Landscape {
    /// By id. Shared, because most of a landscape stays as it was when it changes.
    pub nodes: BTreeMap<String, Arc<Node>>,
    /// The roles that duties name beside those of the organisation, by id.
    pub roles: BTreeMap<String, Arc<Role>>,
}

/// Something that is done. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Node {
    /// Letters of ASCII, digits, `.`, `_` and `-`.
    pub id: String,
    /// What it is a part of; a domain is a part of nothing.
    #[serde(default)]
    pub parent: Option<String>,
    /// 1 to 5.
    pub level: u8,
    /// Its place among the parts of its parent; the smallest first, then by id.
    #[serde(default)]
    pub order: u32,
    /// Its name, in one language at least.
    pub name: Words,
    /// What it is for and how far it goes.
    #[serde(default = "nothing_said")]
    pub description: Words,
    /// The management area, of a domain.
    #[serde(default)]
    pub area: Option<Area>,
    /// Does it steer, earn or support? Said of a domain or a group.
    #[serde(default)]
    pub band: Option<Band>,
    /// Who answers for it as a whole.
    #[serde(default)]
    pub owner: Option<Party>,
    /// Who has which part in it.
    #[serde(default)]
    pub duties: Vec<Duty>,
    /// How well it goes.
    #[serde(default)]
    pub indicators: Vec<NodeIndicator>,
    /// How well it is mastered, 0 to 5.
    #[serde(default)]
    pub maturity: u8,
    /// How well it is to be mastered.
    #[serde(default)]
    pub maturity_target: u8,
    /// What runs it, decides in it, and is filled in.
    #[serde(default)]
    pub links: Vec<Link>,
    /// The version of the landscape in which it was changed last; whoever changes it says which one they have seen.
    #[serde(default)]
    pub revision: u64,
}

/// What a domain is in the value chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Band {
    /// It steers.
    Management,
    /// It earns.
    Core,
    /// It supports.
    Support,
}

/// Somebody: a person of the organisation, or a role. Written `person:ann` or `role:buyer`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Party {
    /// A person.
    Person(String),
    /// A role.
    Role(String),
}

/// What somebody has to do with a node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Duty {
    /// Who; once in a node.
    pub who: Party,
    /// Which parts, each once.
    pub parts: Vec<Part>,
}

/// A part in a RACI matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    /// Responsible: does it.
    R,
    /// Accountable: answers for it.
    A,
    /// Consulted: is asked before.
    C,
    /// Informed: is told afterwards.
    I,
}

/// A figure that tells how well something goes. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NodeIndicator {
    /// Once in a node.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// How it is computed, a [`Formula`](crate::library::Formula); none: somebody measures it elsewhere.
    #[serde(default)]
    pub formula: Option<String>,
    /// What it is counted in.
    pub unit: String,
    /// The value to reach.
    pub target: f64,
    /// From here on it is doubtful; none: the target itself parts good from bad.
    #[serde(default)]
    pub warn: Option<f64>,
    /// Which way it is better.
    pub direction: Direction,
    /// Proposed by a template, and not taken over by anybody yet.
    #[serde(default)]
    pub proposed: bool,
}

/// Something of a node that is kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Link {
    /// What it is.
    pub kind: LinkKind,
    /// Its id.
    pub id: String,
}

/// What a node may be linked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LinkKind {
    /// A draft of a model.
    Draft,
    /// A process, by its id in the model; its latest deployed version counts.
    Process,
    /// A decision.
    Decision,
    /// A form.
    Form,
}

/// A role that duties name. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Role {
    /// What duties name it by.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// What it does.
    #[serde(default = "nothing_said")]
    pub duties: Words,
}

impl Landscape {
    /// The parts of a node in their order; of nothing: the domains.
    pub fn children(&self, parent: Option<&str>) -> Vec<&Arc<Node>> {
        let mut found: Vec<_> = self.nodes.values().filter(|node| node.parent.as_deref() == parent).collect();
        found.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
        found
    }

    /// Every node, each behind what it is a part of, siblings in their order.
    pub fn walk(&self) -> Vec<&Arc<Node>> {
        let mut parts: BTreeMap<Option<&str>, Vec<&Arc<Node>>> = BTreeMap::new();
        for node in self.nodes.values() {
            parts.entry(node.parent.as_deref()).or_default().push(node);
        }
        for siblings in parts.values_mut() {
            siblings.sort_by(|a, b| (b.order, &b.id).cmp(&(a.order, &a.id)));
        }
        let (mut walked, mut ahead) = (vec![], parts.remove(&None).unwrap_or_default());
        while let Some(node) = ahead.pop() {
            walked.push(node);
            ahead.extend(parts.remove(&Some(node.id.as_str())).unwrap_or_default());
        }
        walked
    }

    /// The way from a domain to a node, with the node itself at its end.
    pub fn way(&self, id: &str) -> Vec<&Arc<Node>> {
        let (mut way, mut next) = (vec![], self.nodes.get(id));
        while let Some(node) = next {
            way.push(node);
            let deeper_than_any = way.len() > usize::from(LEVELS_MAX);
            next = node.parent.as_ref().filter(|_| !deeper_than_any).and_then(|parent| self.nodes.get(parent));
        }
        way.reverse();
        way
    }

    /// The node and all that lies below it.
    pub fn below(&self, id: &str) -> Vec<&Arc<Node>> {
        let mut found: Vec<&Arc<Node>> = self.nodes.get(id).into_iter().collect();
        let mut at = 0;
        while let Some(node) = found.get(at) {
            let inside = self.children(Some(&node.id));
            found.extend(inside);
            at += 1;
        }
        found
    }

    /// Who answers for a node: its owner, or that of the nearest node above it that has one.
    pub fn answers_for(&self, id: &str) -> Option<&Party> {
        self.way(id).into_iter().rev().find_map(|node| node.owner.as_ref())
    }
}

impl Node {
    /// Is it linked to something of this kind and id?
    pub fn has_link(&self, kind: LinkKind, id: &str) -> bool {
        self.links.iter().any(|link| link.kind == kind && link.id == id)
    }

    /// What somebody has to do with it.
    pub fn parts_of(&self, who: &Party) -> &[Part] {
        self.duties.iter().find(|duty| duty.who == *who).map_or(&[], |duty| &duty.parts)
    }
}

impl Party {
    /// Its id without its kind.
    pub fn id(&self) -> &str {
        match self {
            Party::Person(id) | Party::Role(id) => id,
        }
    }
}

impl std::fmt::Display for Party {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Party::Person(id) => write!(f, "person:{id}"),
            Party::Role(id) => write!(f, "role:{id}"),
        }
    }
}

impl From<Party> for String {
    fn from(party: Party) -> String {
        party.to_string()
    }
}

impl TryFrom<String> for Party {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.split_once(':') {
            Some(("person", id)) if !id.is_empty() => Ok(Party::Person(id.to_owned())),
            Some(("role", id)) if !id.is_empty() => Ok(Party::Role(id.to_owned())),
            _ => Err(format!("`{text}` names nobody: write `person:` or `role:` and an id")),
        }
    }
}

/// A text that says nothing in either language.
fn nothing_said() -> Words {
    Words { zh: String::new(), en: String::new() }
}

/// A node with nothing but its place and its name.
pub fn bare(id: &str, parent: Option<&str>, level: u8, name: Words) -> Node {
    Node {
        id: id.to_owned(),
        parent: parent.map(str::to_owned),
        level,
        order: 0,
        name,
        description: nothing_said(),
        area: None,
        band: None,
        owner: None,
        duties: vec![],
        indicators: vec![],
        maturity: 0,
        maturity_target: 0,
        links: vec![],
        revision: 0,
    }
}
