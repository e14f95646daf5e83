//! References to what is not there. Flows are connected again where the lists of their nodes or the diagram say how, and
//! taken out where nothing does.
use super::edit::Edit;
use super::geometry::{Diagram, Point};
use super::wellformed::Fix;
use super::{File, REPAIRS_MAX, escaped};
use crate::catalogue::parts::NODES;
use crate::catalogue::{Content, Entry};
use crate::read::document::{Document, Target};
use std::collections::{BTreeMap, BTreeSet};

/// Dangling references of every kind that the catalogue knows.
pub fn look(file: &File<'_>) -> Vec<Fix> {
    let (diagram, lists) = (Diagram::of(file.document), Lists::of(file.document));
    let (mut fixes, mut made) = (vec![], BTreeSet::new());
    for (number, entry) in file.document.bpmn() {
        if fixes.len() > REPAIRS_MAX {
            break; // each of them looks at the whole file
        }
        match entry.tag {
            "sequenceFlow" => fixes.extend(flow(file, &diagram, &lists, number)),
            "boundaryEvent" => fixes.extend(attached(file, &diagram, number)),
            _ => fixes.extend(attributes(file, number, entry, &mut made)),
        }
        if let Content::Reference(kinds) = entry.content
            && !kinds.is_empty()
            && dangles(file, number, &file.document.tree.text(number))
            && !file.document.by_itself(number, entry.tag, &file.document.tree.text(number))
        {
            let what = file.document.tree.text(number);
            let message = format!("`{}` refers to `{what}`, which is not there; it is taken out", entry.tag);
            fixes.push(file.fix(number, "repair-dangling-reference", file.remove(number), message));
        }
    }
    fixes
}

fn dangles(file: &File<'_>, at: usize, reference: &str) -> bool {
    matches!(file.document.find(at, reference), Target::Missing)
}

/// A sequence flow needs both ends.
fn flow(file: &File<'_>, diagram: &Diagram, lists: &Lists, number: usize) -> Vec<Fix> {
    let mut fixes = vec![];
    for (end, list) in [("sourceRef", "outgoing"), ("targetRef", "incoming")] {
        let said = file.document.element(number).get(end).unwrap_or_default();
        if !dangles(file, number, said) {
            continue;
        }
        let found = lists.only(number, list).or_else(|| drawn(file, diagram, number, end));
        let Some((node, how)) = found else {
            let id = file.document.id(number);
            let message = format!(
                "sequence flow `{id}` has no {end} (`{said}` is not there), and nothing says which is meant; it is taken out"
            );
            return file.drop(number, "repair-flow-removed", &message);
        };
        let id = file.document.id(node);
        let message = format!("sequence flow has no {end} (`{said}` is not there); {how} `{id}`");
        fixes.push(file.fix(number, "repair-flow-connected", file.set(number, end, id.as_str()), message));
    }
    fixes
}

/// Which nodes list a flow, by the number of the flow, under `incoming` and `outgoing`.
struct Lists(BTreeMap<(usize, &'static str), BTreeSet<usize>>);

impl Lists {
    fn of(document: &Document) -> Lists {
        let mut lists = Lists(BTreeMap::new());
        for (number, entry) in document.bpmn().filter(|(_, e)| matches!(e.tag, "incoming" | "outgoing")) {
            let flow = document.resolve(number, &document.tree.text(number));
            if let (Some(flow), Some(node)) = (flow, document.element(number).parent) {
                lists.0.entry((flow, entry.tag)).or_default().insert(node);
            }
        }
        lists
    }

    /// The one node that lists the flow.
    fn only(&self, flow: usize, list: &'static str) -> Option<(usize, &'static str)> {
        let node = only(self.0.get(&(flow, list))?.clone());
        node.map(|node| (node, "it is connected to the node that lists it:"))
    }
}

/// The one node of the same scope whose border the edge touches.
fn drawn(file: &File<'_>, diagram: &Diagram, flow: usize, end: &str) -> Option<(usize, &'static str)> {
    let points = diagram.edges.get(&flow)?;
    let point = *if end == "sourceRef" { points.first() } else { points.last() }?;
    let nodes = touched(file, diagram, flow, point, NODES);
    only(nodes).map(|node| (node, "it is connected to the node where the diagram draws its end:"))
}

/// A boundary event needs its activity: the one on whose border the diagram draws it.
fn attached(file: &File<'_>, diagram: &Diagram, number: usize) -> Option<Fix> {
    let said = file.document.element(number).get("attachedToRef").unwrap_or_default();
    if !dangles(file, number, said) {
        return None;
    }
    let middle = diagram.shapes.get(&number)?.middle();
    let activities: Vec<&str> =
        NODES.iter().copied().filter(|t| !t.ends_with("Event") && !t.ends_with("Gateway")).collect();
    let node = only(touched(file, diagram, number, middle, &activities))?;
    let id = file.document.id(node);
    let message =
        format!("boundary event is attached to nothing (`{said}` is not there); the diagram draws it on `{id}`");
    Some(file.fix(number, "repair-attached", file.set(number, "attachedToRef", id.as_str()), message))
}

fn touched(file: &File<'_>, diagram: &Diagram, of: usize, point: Point, tags: &[&str]) -> BTreeSet<usize> {
    let scope = file.document.element(of).parent;
    let here =
        |number: &usize| file.document.element(*number).parent == scope && tags.contains(&file.document.tag(*number));
    diagram.shapes.iter().filter(|(number, rect)| here(number) && rect.touches(point)).map(|(n, _)| *n).collect()
}

fn only(nodes: BTreeSet<usize>) -> Option<usize> {
    if nodes.len() == 1 { nodes.into_iter().next() } else { None }
}

/// What is thrown or awaited is added when it is missing; other references are taken out, and what is nothing without
/// them goes as a whole.
fn attributes(file: &File<'_>, number: usize, entry: &Entry, made: &mut BTreeSet<String>) -> Vec<Fix> {
    let mut fixes = vec![];
    for attribute in &file.document.element(number).attributes {
        let known = entry.attribute(&attribute.name.local).filter(|_| attribute.name.namespace.is_empty());
        let Some(known) = known.filter(|known| !known.refers.is_empty()) else { continue };
        if !dangles(file, number, &attribute.value) || file.document.by_itself(number, known.name, &attribute.value) {
            continue;
        }
        let (what, tag) = (attribute.value.trim(), entry.tag);
        let root =
            known.name.strip_suffix("Ref").filter(|r| matches!(*r, "message" | "signal" | "error" | "escalation"));
        fixes.extend(match root {
            Some(root) if !what.is_empty() && !what.contains(':') => {
                if !made.insert(what.to_owned()) {
                    continue;
                }
                let message = format!(
                    "`{}` refers to {root} `{what}`, which is not there; it is added under that name",
                    known.name
                );
                vec![file.fix(number, "repair-root-added", added(file, root, what), message)]
            }
            _ if matches!(tag, "messageFlow" | "association" | "conversationLink") => {
                let message =
                    format!("`{}` refers to `{what}`, which is not there; the {tag} is taken out", known.name);
                file.drop(number, "repair-dangling-reference", &message)
            }
            _ => {
                let message = format!("`{}` refers to `{what}`, which is not there; it is taken out", known.name);
                let Some(edit) = file.unset(number, known.name) else { continue };
                vec![file.fix(number, "repair-dangling-reference", edit, message)]
            }
        });
    }
    fixes
}

/// A root element before the first process.
fn added(file: &File<'_>, root: &str, id: &str) -> Edit {
    let process = file.document.bpmn().find(|(_, e)| matches!(e.tag, "process" | "collaboration")).map(|(n, _)| n);
    let at = process.map_or(file.spans[0].open.end, |n| file.spans[n].open.start);
    let (prefix, id) = (file.prefix(), escaped(id));
    let code = match root {
        "error" | "escalation" => format!(" {root}Code=\"{id}\""),
        _ => String::new(),
    };
    Edit::insert(at, format!("<{prefix}{root} id=\"{id}\" name=\"{id}\"{code}/>\n  "))
}
