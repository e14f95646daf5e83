//! What is in sight of an element of a decision model: the names of what it requires, and of what values made by that have.
use super::{Builder, Role};
use crate::decision::compile::{Element, Number};
use crate::decision::model::{Body, Boxed, Node};
use crate::decision::types::{Typed, Types};
use crate::id::ElementId;
use dsntk_feel::Name;
use std::collections::BTreeSet;

/// What is found out about the sight of one element.
#[derive(Default)]
pub(super) struct Scratch {
    pub known: Vec<String>,
    pub components: BTreeSet<String>,
    pub functions: BTreeSet<String>,
    /// Data of the file that are not required: they are not seen.
    pub unseen: BTreeSet<String>,
    all_types: Option<Vec<(String, Typed)>>,
}

impl Scratch {
    pub fn of(types: &Types) -> Scratch {
        let all = types.iter().map(|(name, typed)| (name.clone(), typed.clone())).collect();
        Scratch { all_types: Some(all), ..Scratch::default() }
    }
}

impl Builder<'_> {
    /// What is in sight of an element: the names of what it requires, and of the functions these need.
    pub(super) fn sight(&self, element: &Element, scratch: &mut Scratch) {
        let mut stack: Vec<(Option<Name>, Number, bool)> =
            element.requires.iter().map(|(import, n)| (import.clone(), *n, true)).collect();
        let mut seen = BTreeSet::new();
        for (_, typed) in scratch.all_types.clone().unwrap_or_default() {
            typed.names(&mut scratch.components);
        }
        while let Some((import, number, direct)) = stack.pop() {
            if !seen.insert(number) {
                continue;
            }
            let (file, role, _) = self.nodes[number];
            let definitions = &self.files[file];
            let (variable, function, requires) = match role {
                Role::Input(i) => (&definitions.inputs[i].variable, false, &[][..]),
                Role::Decision(i) => (&definitions.decisions[i].variable, false, &[][..]),
                Role::Knowledge(i) => {
                    (&definitions.knowledge[i].variable, true, &definitions.knowledge[i].requires[..])
                }
                Role::Service(i) => (&definitions.services[i].variable, true, &[][..]),
            };
            if let Role::Decision(i) = role {
                let node = &definitions.decisions[i];
                scratch.known.extend(aliases(node).iter().map(ToString::to_string));
                if let Some(Boxed { body: Body::Table(table), .. }) = &node.logic {
                    scratch.components.extend(table.outputs.iter().filter_map(|o| o.name.clone()));
                }
                if let Some(logic) = &node.logic {
                    entries(logic, &mut scratch.components);
                }
            }
            if !direct && !function {
                continue;
            }
            if let Some(import) = &import {
                scratch.known.push(import.to_string());
                scratch.components.insert(variable.name.clone());
            } else {
                scratch.known.push(variable.name.clone());
                if function {
                    scratch.functions.insert(variable.name.clone());
                }
            }
            for (href, place) in requires {
                let owner = ElementId::from("");
                let found = self.find(file, href, *place, &owner, &mut vec![]);
                stack.extend(found.map(|(import, n)| (import, n, false)));
            }
        }
    }

    /// DMN 7.3.2: logic sees what it requires. Other data of its file it does not, even where they are given.
    pub(super) fn unseen(&self, element: &Element, known: &[String]) -> BTreeSet<String> {
        let file = &self.files[element.file];
        let nodes = file.inputs.iter().chain(&file.decisions).filter(|_| !file.sees_all);
        nodes.map(|node| node.variable.name.clone()).filter(|name| !known.contains(name)).collect()
    }

    /// The names that it may read.
    pub(super) fn known(&self, element: &Element) -> Vec<String> {
        let mut scratch = Scratch::default();
        self.sight(element, &mut scratch);
        scratch.known
    }
}

/// Older files name no variables: there the id stands for the value as well, and the names of the outputs.
pub(super) fn aliases(node: &Node) -> Vec<Name> {
    if node.named {
        return vec![];
    }
    let mut names = vec![Name::from(node.id.as_str())];
    if let Some(Boxed { body: Body::Table(table), .. }) = &node.logic {
        names.extend(table.outputs.iter().filter_map(|output| output.name.as_deref().map(Name::from)));
    }
    names
}

/// The names of entries that a value made by this has.
fn entries(boxed: &Boxed, names: &mut BTreeSet<String>) {
    match &boxed.body {
        Body::Context(all) => {
            for (variable, value) in all {
                names.extend(variable.iter().map(|v| v.name.clone()));
                entries(value, names);
            }
        }
        Body::Relation(columns, _) => names.extend(columns.iter().cloned()),
        Body::List(all) => all.iter().for_each(|item| entries(item, names)),
        _ => {}
    }
}
