//! What a node takes over from a template: its model, its roles, its steps with who has which part, its indicators.
use super::{Change, Expected, Landscape, Link, LinkKind, Node, NodeIndicator, Part, Party, Role, bare};
use crate::library::{Card, Duty, Words};
use std::collections::BTreeMap;

/// A template that is used for a node.
#[derive(Debug)]
pub struct Adoption<'a> {
    /// What it says.
    pub card: &'a Card,
    /// The drafts that were made of it.
    pub drafts: &'a [String],
    /// What its activities are called, by process and element.
    pub names: &'a BTreeMap<(String, String), Words>,
}

/// The changes by which a node takes a template over. What somebody has decided stays: an owner, duties that are there, and
/// indicators of the same id. None: there is no such node, or it is no process or sub-process.
pub fn adopt(all: &Landscape, node: &str, adoption: &Adoption<'_>) -> Option<Vec<Change>> {
    let Adoption { card, drafts, names } = adoption;
    let old = all.nodes.get(node).filter(|node| matches!(node.level, 3 | 4))?;
    let mut new = Node::clone(old);
    let models = card.models.iter().map(|link| (LinkKind::Process, &link.process));
    let decisions = card.decisions.iter().map(|link| (LinkKind::Decision, &link.decision));
    let forms = card.forms.iter().map(|link| (LinkKind::Form, &link.form));
    let drafts = drafts.iter().map(|id| (LinkKind::Draft, id));
    for (kind, id) in drafts.chain(models).chain(decisions).chain(forms) {
        if !new.has_link(kind, id) {
            new.links.push(Link { kind, id: id.clone() });
        }
    }
    new.owner.get_or_insert_with(|| Party::Role(card.owner.clone()));
    for indicator in &card.indicators {
        if new.indicators.iter().all(|known| known.id != indicator.id) {
            new.indicators.push(NodeIndicator {
                id: indicator.id.clone(),
                name: indicator.name.clone(),
                formula: Some(indicator.formula.clone()),
                unit: indicator.unit.clone(),
                target: indicator.target,
                warn: None,
                direction: indicator.direction,
                proposed: true,
            });
        }
    }
    let mut changes: Vec<Change> = vec![];
    for role in card.roles.iter().filter(|role| !all.roles.contains_key(&role.id)) {
        let (id, name, duties) = (role.id.clone(), role.name.clone(), role.duties.clone());
        changes.push(Change::PutRole(Role { id, name, duties }));
    }
    changes.push(Change::PutNode(Box::new(new), Expected::Anything));
    for (order, duty) in card.activities.iter().enumerate() {
        let id = format!("{node}.{}", duty.activity);
        let key = (duty.process.clone(), duty.activity.clone());
        let named = || Words { zh: duty.activity.clone(), en: duty.activity.clone() };
        let mut step = match all.nodes.get(&id) {
            Some(known) => Node::clone(known),
            None => bare(&id, Some(node), 5, names.get(&key).cloned().unwrap_or_else(named)),
        };
        if step.duties.is_empty() {
            step.order = u32::try_from(order).unwrap_or(u32::MAX);
            step.duties = parts(duty);
            changes.push(Change::PutNode(Box::new(step), Expected::Anything));
        }
    }
    Some(changes)
}

/// A line of a card by who has the parts.
fn parts(duty: &Duty) -> Vec<super::Duty> {
    let lists = [
        (Part::R, &duty.responsible),
        (Part::A, &duty.accountable),
        (Part::C, &duty.consulted),
        (Part::I, &duty.informed),
    ];
    let mut found: Vec<super::Duty> = vec![];
    for (part, roles) in lists {
        for role in roles {
            let who = Party::Role(role.clone());
            match found.iter_mut().find(|duty| duty.who == who) {
                Some(duty) => duty.parts.push(part),
                None => found.push(super::Duty { who, parts: vec![part] }),
            }
        }
    }
    found
}
