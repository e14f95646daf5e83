//! Ids: instances, diagrams and flows find elements by them, so each that needs one has one, and no two the same.
use super::File;
use super::wellformed::Fix;
use crate::catalogue::parts::NODES;
use crate::id::ElementId;
use std::collections::BTreeSet;

/// What else must be found by its id.
const NAMED: &[&str] = &["process", "sequenceFlow", "message", "signal", "error", "escalation", "participant", "lane"];

/// Missing and double ids.
pub fn look(file: &File<'_>) -> Vec<Fix> {
    let document = file.document;
    let all: BTreeSet<&str> = document.tree.elements.iter().filter_map(|e| e.get("id")).collect();
    let (mut taken, mut seen): (BTreeSet<String>, BTreeSet<&str>) =
        (all.into_iter().map(String::from).collect(), BTreeSet::new());
    let mut fixes = vec![];
    for (number, entry) in document.bpmn() {
        match document.element(number).get("id").filter(|id| !id.is_empty()) {
            Some(id) if seen.insert(id) => {}
            Some(id) => {
                let new = free(&mut taken, id);
                let message = format!(
                    "another element has the id `{id}` too: this {} is called `{new}`; whatever refers to `{id}` means the other",
                    entry.tag
                );
                fixes.push(named(file, number, "repair-duplicate-id", &new, message));
            }
            None if NODES.contains(&entry.tag) || NAMED.contains(&entry.tag) => {
                let new = free(&mut taken, entry.tag);
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

/// An id that nobody has: the wanted one with the first number that is free.
fn free(taken: &mut BTreeSet<String>, wanted: &str) -> String {
    let mut numbers = (1..=taken.len() + 1).map(|n| format!("{wanted}_{n}"));
    let id = numbers.find(|id| !taken.contains(id)).expect("of one more number than there are ids one is free");
    taken.insert(id.clone());
    id
}
