//! What is other in one file than in another: elements by their ids, with all that stands in them.
//!
//! The order of elements, white space and comments are no difference; that a shape was moved is told apart from what the
//! model says.
use super::geometry::{Diagram, Rect};
use crate::catalogue::BPMN;
use crate::id::ElementId;
use crate::read::document::Document;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Elements that are told of one difference; what is beyond that is counted.
pub const DIFFERENCES_MAX: usize = 2_000;
/// A value is told up to so many characters.
const VALUE_CHARS_MAX: usize = 500;

/// What is other in the second file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// Only in the second.
    pub added: Vec<Named>,
    /// Only in the first.
    pub removed: Vec<Named>,
    /// In both, and not the same.
    pub changed: Vec<Changed>,
    /// Shown elsewhere, or in another size.
    pub moved: Vec<Named>,
    /// How many more there are than are told.
    pub untold: u64,
}

/// An element.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Named {
    /// Its id.
    pub element: ElementId,
    /// What it is: its name in the language of BPMN.
    pub kind: String,
    /// What people call it.
    pub name: Option<String>,
}

/// An element that is not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// Which, as it is in the second file.
    #[serde(flatten)]
    pub named: Named,
    /// What of it.
    pub attributes: Vec<ChangedAttribute>,
}

/// An attribute, or a text in an element, that is not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangedAttribute {
    /// Where: `name`, or the way through what stands in the element, like `conditionExpression` or
    /// `extensionElements/weir:approval/@mode`.
    pub path: String,
    /// In the first file; none is nowhere.
    pub before: Option<String>,
    /// In the second.
    pub after: Option<String>,
}

/// Compares two files. None: one of them is no BPMN file.
///
/// ```
/// use weir_core::exchange::difference;
/// let file = |name: &str| format!(r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
///   <process id="p"><userTask id="t" name="{name}"/></process></definitions>"#);
/// let found = difference(&file("Approve"), &file("Check")).unwrap();
/// assert_eq!(found.changed[0].attributes[0].after.as_deref(), Some("Check"));
/// ```
pub fn difference(before: &str, after: &str) -> Option<Difference> {
    let (before, after) = (File::open(before)?, File::open(after)?);
    let mut found = Difference::default();
    for (id, new) in &after.elements {
        let Some(old) = before.elements.get(id) else {
            found.added.push(after.named(id, *new));
            continue;
        };
        let attributes = changed(&before.says(*old), &after.says(*new));
        let named = after.named(id, *new);
        if !attributes.is_empty() {
            found.changed.push(Changed { named: named.clone(), attributes });
        }
        if before.place(*old) != after.place(*new) {
            found.moved.push(named);
        }
    }
    let gone = before.elements.iter().filter(|(id, _)| !after.elements.contains_key(*id));
    found.removed.extend(gone.map(|(id, number)| before.named(id, *number)));
    cut(&mut found);
    Some(found)
}

/// Tells no more than so many.
fn cut(found: &mut Difference) {
    let mut room = DIFFERENCES_MAX;
    let mut keep = |length: usize| {
        let kept = length.min(room);
        room -= kept;
        kept
    };
    let kept = [found.added.len(), found.removed.len(), found.changed.len(), found.moved.len()].map(&mut keep);
    let all = found.added.len() + found.removed.len() + found.changed.len() + found.moved.len();
    found.untold = (all - kept.iter().sum::<usize>()) as u64;
    found.added.truncate(kept[0]);
    found.removed.truncate(kept[1]);
    found.changed.truncate(kept[2]);
    found.moved.truncate(kept[3]);
}

/// A file and its elements by id.
struct File {
    document: Document,
    diagram: Diagram,
    elements: BTreeMap<String, usize>,
}

impl File {
    fn open(text: &str) -> Option<File> {
        let (document, problems) = Document::open(text.as_bytes());
        if !document.is_bpmn() || problems.iter().any(|p| p.code.starts_with("xml-")) {
            return None;
        }
        let diagram = Diagram::of(&document);
        let mut elements = BTreeMap::new();
        for (number, _) in document.bpmn() {
            if let Some(id) = document.element(number).get("id").filter(|id| !id.is_empty()) {
                elements.entry(id.to_owned()).or_insert(number);
            }
        }
        Some(File { document, diagram, elements })
    }

    fn named(&self, id: &str, number: usize) -> Named {
        let element = self.document.element(number);
        let name = element.get("name").filter(|name| !name.is_empty()).map(short);
        Named { element: id.into(), kind: element.name.local.clone(), name }
    }

    /// All that an element says itself: its attributes, and what stands in it and has no id of its own.
    fn says(&self, number: usize) -> BTreeMap<String, String> {
        let mut says = BTreeMap::new();
        let mut open = vec![(number, String::new())];
        while let Some((at, way)) = open.pop() {
            let element = self.document.element(at);
            for attribute in &element.attributes {
                let name = called(&attribute.name);
                if name != "id" {
                    says.insert(format!("{way}@{name}"), attribute.value.clone());
                }
            }
            let text = self.document.tree.text(at);
            if !text.is_empty() {
                says.insert(way.trim_end_matches('/').to_owned(), text);
            }
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for child in self.document.tree.children(at) {
                let inner = self.document.element(child);
                let own = inner.get("id").is_some_and(|id| self.elements.get(id) == Some(&child));
                let name = called(&inner.name);
                if own || matches!(name.as_str(), "incoming" | "outgoing") || inner.name.local.starts_with("BPMN") {
                    continue;
                }
                let count = counts.entry(name.clone()).or_default();
                *count += 1;
                let name = if *count > 1 { format!("{name}[{count}]") } else { name };
                if inner.attributes.is_empty() && inner.children.is_empty() {
                    says.insert(format!("{way}{name}"), String::new());
                }
                open.push((child, format!("{way}{name}/")));
            }
        }
        says
    }

    fn place(&self, number: usize) -> (Option<Rect>, Option<&Vec<super::geometry::Point>>) {
        (self.diagram.shapes.get(&number).copied(), self.diagram.edges.get(&number))
    }
}

/// A name as people know it: BPMN's own without a prefix, others with that of this project or their file.
fn called(name: &crate::xml::Name) -> String {
    match &*name.namespace {
        "" | BPMN => name.local.clone(),
        crate::catalogue::WEIR => format!("weir:{}", name.local),
        _ => name.to_string(),
    }
}

fn changed(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<ChangedAttribute> {
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let other = paths.into_iter().filter(|path| before.get(*path) != after.get(*path));
    let told = |path: &String| ChangedAttribute {
        path: path.strip_prefix('@').unwrap_or(path).to_owned(),
        before: before.get(path).map(|value| short(value)),
        after: after.get(path).map(|value| short(value)),
    };
    other.map(told).collect()
}

fn short(value: &str) -> String {
    match value.char_indices().nth(VALUE_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}
