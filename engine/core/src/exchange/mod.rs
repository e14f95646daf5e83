//! Files of others: what is broken in them is named and mended, and a diagram is drawn where there is none.
//!
//! A repair is a change of the text, so whatever is not repaired stays as it was: unknown extensions, the diagram, the
//! order, comments, white space. A repair is a guess, however good; what was guessed is never executed unless whoever
//! deploys has seen the list and accepted it, which [`Repaired::token`] proves.
mod difference;
mod edit;
mod geometry;
mod identity;
mod layout;
mod marked;
mod namespaces;
mod origin;
mod outline;
mod picture;
mod redesign;
mod references;
mod spans;
mod titles;
mod tree;
mod unknown;
mod wellformed;

pub use difference::{Changed, ChangedAttribute, DIFFERENCES_MAX, Difference, Named, difference};
pub use layout::{Drawn, draw};
pub use origin::{Origin, with_origin};
pub use outline::{Outline, outline};
pub use picture::{Marks, PAINTED_MAX, compared, picture};
pub use redesign::{NoRedesign, Redesign, redesign};
pub use titles::{Titles, titles};
pub use tree::{
    Change, ChangedTree, NoChange, NodeKind, OFFENDERS_MAX, Offender, TREE_DEPTH_MAX, Tree, TreeBranch, TreeNode,
    change_tree, tree,
};

use crate::catalogue::BPMNDI;
use crate::id::ElementId;
use crate::problem::Place;
use crate::read::document::Document;
use crate::xml;
use edit::{Edit, Shifts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use wellformed::Fix;

/// One repair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// Stable, kebab-case, `repair-…`.
    pub code: String,
    /// The element it is about.
    pub element: Option<ElementId>,
    /// Where in the file as it was given.
    pub place: Place,
    /// What was wrong and what was made of it.
    pub message: String,
}

/// A file that was looked through for what can be repaired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The file with all repairs; the same text when there was nothing to repair.
    pub text: String,
    /// What was repaired, in the order of the file.
    pub repairs: Vec<Repair>,
    /// Names exactly this file with exactly these repairs: who shows it has seen them.
    pub token: String,
}

/// One kind of repair may make another visible; each round looks anew, and so many rounds are enough for all kinds.
const ROUNDS_MAX: usize = 24;
/// Repairs of one file; what needs more is no model any more.
pub const REPAIRS_MAX: usize = 2_000;

/// Looks a file through and repairs what can be repaired. None: its bytes are no text, or too many.
///
/// ```
/// let file = br#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL/" targetNamespace="t">
///   <process id="p" isExecutable="true"><startEvent id="s"/><task/>
///     <sequenceFlow id="f" sourceRef="s" targetRef="nowhere"/></process>
/// </definitions>"#;
/// let repaired = weir_core::exchange::repair(file).unwrap();
/// let codes: Vec<&str> = repaired.repairs.iter().map(|r| r.code.as_str()).collect();
/// assert_eq!(codes, ["repair-namespace", "repair-missing-id", "repair-flow-removed"]);
/// ```
pub fn repair(bytes: &[u8]) -> Option<Repaired> {
    if bytes.len() > xml::limits::BYTES_MAX {
        return None;
    }
    let (mut text, encoding) = wellformed::decode(bytes)?;
    let given = text.clone();
    let (mut rounds, mut found): (Vec<Shifts>, Vec<(usize, Repair)>) = (vec![], vec![]);
    let mut named = BTreeSet::new();
    while rounds.len() < ROUNDS_MAX && found.len() < REPAIRS_MAX {
        let fixes = look(&text);
        if fixes.is_empty() {
            break;
        }
        let mut edits = vec![];
        for Fix { edit, code, message, element } in fixes {
            // A fix may need several changes of the text; it is named once. What cannot be named is not changed.
            let name = (message, element);
            if !named.contains(&name) {
                if found.len() >= REPAIRS_MAX {
                    continue;
                }
                // What is taken out takes the white space before it along: it is told where it stands itself.
                let taken = &text[edit.range.clone()];
                let start = edit.range.start + (taken.len() - taken.trim_start().len());
                let at = rounds.iter().rev().fold(start, |at, shifts| shifts.before(at));
                let (message, element) = name.clone();
                found.push((at, Repair { code: code.into(), element, place: Place::default(), message }));
                named.insert(name);
            }
            edits.push(edit);
        }
        text = edit::apply(&text, &mut edits);
        rounds.push(Shifts::of(&edits));
    }
    found.sort_by_key(|(at, _)| *at);
    let mut cursor = xml::Cursor::new(&given);
    let placed = found.into_iter().map(|(at, repair)| Repair { place: cursor.place(at), ..repair });
    let repairs: Vec<Repair> = encoding.into_iter().chain(placed).collect();
    let token = token(bytes, &text);
    Some(Repaired { text, repairs, token })
}

/// The first kind of repair that a text needs.
fn look(text: &str) -> Vec<Fix> {
    let fixes = wellformed::fixes(text);
    if !fixes.is_empty() {
        return fixes;
    }
    // What is wrong beyond names cannot be said otherwise; nothing behind it can be trusted.
    let problems = xml::parse(text.as_bytes()).problems;
    if problems.iter().any(|p| p.code != "xml-namespace") {
        return vec![];
    }
    let spans = spans::spans(text);
    for look in [namespaces::prefixes, namespaces::addresses] {
        let fixes = look(text, &spans);
        if !fixes.is_empty() {
            return fixes;
        }
    }
    let (document, _) = Document::open(text.as_bytes());
    if !document.is_bpmn() || document.tree.elements.len() != spans.len() {
        return vec![];
    }
    let file = File { text, document: &document, spans: &spans };
    for look in [unknown::look, identity::look, references::look] {
        let fixes = look(&file);
        if !fixes.is_empty() {
            return fixes;
        }
    }
    vec![]
}

/// A well-formed file: its elements, and where they stand.
struct File<'a> {
    text: &'a str,
    document: &'a Document,
    spans: &'a [spans::Span],
}

impl File<'_> {
    /// A change at an element.
    fn fix(&self, number: usize, code: &'static str, edit: Edit, message: String) -> Fix {
        Fix { edit, code, message, element: self.document.owner(number) }
    }

    /// The prefix with which the file writes BPMN elements, with its colon.
    fn prefix(&self) -> String {
        let root = &self.text[self.spans[0].name.clone()];
        root.split_once(':').map_or(String::new(), |(prefix, _)| format!("{prefix}:"))
    }

    /// Takes an element out.
    fn remove(&self, number: usize) -> Edit {
        Edit::remove(self.spans[number].with_indent(self.text))
    }

    /// Takes an element out, and what the diagram shows of it.
    fn drop(&self, number: usize, code: &'static str, message: &str) -> Vec<Fix> {
        let shows = |n: &usize| {
            let element = self.document.element(*n);
            let of = element.get("bpmnElement").filter(|_| &*element.name.namespace == BPMNDI);
            of.and_then(|of| self.document.resolve(*n, of)) == Some(number)
        };
        let picture = (0..self.spans.len()).filter(shows);
        let gone = std::iter::once(number).chain(picture).map(|n| self.remove(n));
        gone.map(|edit| self.fix(number, code, edit, message.to_owned())).collect()
    }

    /// Gives an element an attribute, or another value of it.
    fn set(&self, number: usize, name: &str, value: &str) -> Edit {
        let span = &self.spans[number];
        match span.attribute(name) {
            Some(written) => Edit::replace(written.value.clone(), escaped(value)),
            None => Edit::insert(span.attribute_end(self.text), format!(" {name}=\"{}\"", escaped(value))),
        }
    }

    /// Takes an attribute out, with the space before it.
    fn unset(&self, number: usize, name: &str) -> Option<Edit> {
        let range = self.spans[number].attribute(name)?.range.clone();
        let start = self.text[..range.start].trim_end().len();
        Some(Edit::remove(start..range.end))
    }
}

/// Text as it stands in an attribute or between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl Repair {
    fn new(code: &str, element: Option<ElementId>, place: Place, message: String) -> Self {
        Repair { code: code.into(), element, place, message }
    }
}

/// FNV-1a of the file and of what became of it. It only tells files apart; nobody is kept out by it.
fn token(given: &[u8], made: &str) -> String {
    let bytes = given.iter().chain(&[0xff]).chain(made.as_bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
