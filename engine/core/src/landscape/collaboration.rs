//! Who works with whom: read from the message flows of the models that nodes are linked to.
//!
//! A pool with a process of ours is a side that stands for its node, and for whoever answers for that. A pool that is a
//! black box is a department when the organisation has one of its name, and else somebody outside. Messages between two
//! processes of ours cross from one department to another; with a side outside they cross from one enterprise to another.
use super::{Landscape, LinkKind, Party};
use crate::model::{Model, Participant};
use std::collections::{BTreeMap, BTreeSet};

/// A model that nodes are linked to, with the process that the link is about.
#[derive(Debug)]
pub struct Owned<'a> {
    /// Where it comes from: `process:version` or the id of a draft.
    pub source: String,
    /// What it says.
    pub model: &'a Model,
}

/// How far a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Crossing {
    /// Between two sides that the same owner answers for.
    Within,
    /// From one department to another.
    Departments,
    /// To or from another enterprise.
    Enterprises,
}

/// What a side is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SideKind {
    /// A node of the landscape.
    Node,
    /// A process that no node is linked to.
    Process,
    /// A department of the organisation.
    Department,
    /// Somebody outside.
    Outside,
}

/// One who sends or gets messages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Side {
    /// What it is.
    pub kind: SideKind,
    /// The node, the process or the department; of somebody outside their name.
    pub id: String,
    /// What it is called in the model.
    pub name: String,
    /// Who answers for it, where that is known.
    pub owner: Option<Party>,
}

/// Two sides and the messages that go from one to the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collaboration {
    /// The place of who sends, among the sides.
    pub from: usize,
    /// The place of who gets it.
    pub to: usize,
    /// How far it goes.
    pub crossing: Crossing,
    /// The messages: what the flows are called, or their ends.
    pub messages: Vec<String>,
    /// The models that say so.
    pub sources: Vec<String>,
}

/// Everybody who works with somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Collaborations {
    /// Who.
    pub sides: Vec<Side>,
    /// With whom.
    pub links: Vec<Collaboration>,
}

/// Reads the collaborations of the models. `departments` is by name.
pub fn collaborations(all: &Landscape, models: &[Owned<'_>], departments: &BTreeMap<String, String>) -> Collaborations {
    let mut nodes: BTreeMap<&str, &str> = BTreeMap::new();
    // The deepest node counts: it says most exactly what the process is.
    for node in all.walk() {
        for link in node.links.iter().filter(|link| link.kind == LinkKind::Process) {
            nodes.insert(&link.id, &node.id);
        }
    }
    let mut found: BTreeMap<(Side, Side), (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    for Owned { source, model } in models {
        let ends = ends(model);
        for flow in &model.message_flows {
            let (Some(from), Some(to)) = (ends.get(flow.source.as_str()), ends.get(flow.target.as_str())) else {
                continue;
            };
            let side = |participant: &Participant| side(all, &nodes, departments, participant);
            let (from, to) = (side(from), side(to));
            if from == to {
                continue;
            }
            let (messages, sources) = found.entry((from, to)).or_default();
            messages.insert(message(model, flow));
            sources.insert(source.clone());
        }
    }
    let sides: BTreeSet<&Side> = found.keys().flat_map(|(from, to)| [from, to]).collect();
    let sides: Vec<Side> = sides.into_iter().cloned().collect();
    let place = |side: &Side| sides.binary_search(side).unwrap_or_default();
    let links = found.iter().map(|((from, to), (messages, sources))| Collaboration {
        from: place(from),
        to: place(to),
        crossing: crossing(from, to),
        messages: messages.iter().cloned().collect(),
        sources: sources.iter().cloned().collect(),
    });
    let links = links.collect();
    Collaborations { sides, links }
}

/// The pool of every end that a message flow may have: of itself, and of each flow node of its process.
fn ends(model: &Model) -> BTreeMap<&str, &Participant> {
    let mut ends: BTreeMap<&str, &Participant> = BTreeMap::new();
    for participant in &model.participants {
        ends.insert(participant.id.as_str(), participant);
        let process = participant.process.as_ref().and_then(|id| model.processes.iter().find(|p| p.id == *id));
        for node in process.into_iter().flat_map(|process| &process.nodes) {
            ends.insert(node.id.as_str(), participant);
        }
    }
    ends
}

fn side(
    all: &Landscape,
    nodes: &BTreeMap<&str, &str>,
    departments: &BTreeMap<String, String>,
    pool: &Participant,
) -> Side {
    let name = pool.name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| pool.id.to_string());
    let Some(process) = &pool.process else {
        let department = departments.get(&name);
        let kind = if department.is_some() { SideKind::Department } else { SideKind::Outside };
        return Side { kind, id: department.cloned().unwrap_or_else(|| name.clone()), name, owner: None };
    };
    match nodes.get(process.as_str()) {
        Some(node) => {
            let owner = all.answers_for(node).cloned();
            // A node is one side, whatever the pools of its processes are called.
            let named = all.nodes.get(*node).map(|n| if n.name.zh.is_empty() { &n.name.en } else { &n.name.zh });
            let name = named.cloned().unwrap_or(name);
            Side { kind: SideKind::Node, id: (*node).to_owned(), name, owner }
        }
        None => Side { kind: SideKind::Process, id: process.to_string(), name, owner: None },
    }
}

fn crossing(from: &Side, to: &Side) -> Crossing {
    if from.kind == SideKind::Outside || to.kind == SideKind::Outside {
        Crossing::Enterprises
    } else if from.owner.is_some() && from.owner == to.owner {
        Crossing::Within
    } else {
        Crossing::Departments
    }
}

/// What a message is called: by itself, or by what sends or gets it.
fn message(model: &Model, flow: &crate::model::MessageFlow) -> String {
    let named = flow.message.as_ref().and_then(|id| model.roots.iter().find(|root| root.id == *id));
    let named = named.and_then(|root| root.name.clone());
    let end = |id: &crate::id::ElementId| {
        let mut nodes = model.processes.iter().flat_map(|process| &process.nodes);
        nodes.find(|node| node.id == *id).and_then(|node| node.name.clone())
    };
    let said = named.or_else(|| end(&flow.source)).or_else(|| end(&flow.target));
    said.unwrap_or_else(|| flow.id.to_string())
}
