//! Ids: instances, diagrams and flows find elements by them, so each that needs one has one, and no two the same.
use super::File;
use super::wellformed::Fix;
use crate::catalogue::parts::NODES;
use crate::id::ElementId;
use std::collections::{BTreeMap, BTreeSet};

/// What else must be found by its id.
const NAMED: &[&str] = &["process", "sequenceFlow", "message", "signal", "error", "escalation", "participant", "lane"];

/// Missing and double ids.
pub fn look(file: &File<'_>) -> Vec<Fix> {
    let document = file.document;
    let ids = document.tree.elements.iter().filter_map(|e| e.get("id")).map(String::from).collect();
    let (mut taken, mut seen) = (Taken { ids, next: BTreeMap::new() }, BTreeSet::new());
    let mut fixes = vec![];
    for (number, entry) in document.bpmn() {
        match document.element(number).get("id").filter(|id| !id.is_empty()) {
            Some(id) if seen.insert(id) => {}
            Some(id) => {
                let new = taken.free(id);
                let message = format!(
                    "another element has the id `{id}` too: this {} is called `{new}`; whatever refers to `{id}` means the other",
                    entry.tag
                );
                fixes.push(named(file, number, "repair-duplicate-id", &new, message));
            }
            None if NODES.contains(&entry.tag) || NAMED.contains(&entry.tag) => {
                let new = taken.free(entry.tag);
                let message = format!("this {} has no id; it is called `{new}`", entry.tag);
                fixes.push(named(file, number, "repair-missing-id", &new, message));
            }
            None => {}
        }
    }
    fixes
}

fn named(file: &File<'_>, number: usize, code: &'static str, id: &str, message: String) -> Fix {
    Fix { element: Some(ElementId::from(id.to_owned())), ..file.fix(number, code, file.set(number, "id", id), message) }
}

/// The ids that are taken, and for each wanted id the first number that may still be free.
struct Taken {
    ids: BTreeSet<String>,
    next: BTreeMap<String, usize>,
}

impl Taken {
    /// An id that nobody has: the wanted one with the first number that is free.
    fn free(&mut self, wanted: &str) -> String {
        let next = self.next.entry(wanted.to_owned()).or_insert(1);
        loop {
            let id = format!("{wanted}_{next}");
            *next += 1;
            if self.ids.insert(id.clone()) {
                return id;
            }
        }
    }
}
