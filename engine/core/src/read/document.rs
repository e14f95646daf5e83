//! An opened file: the element tree, the ids of its BPMN elements, and how references find them.
use crate::catalogue::foreign::{SEVEN, ZEEBE};
use crate::catalogue::{BPMN, Entry, Family, find};
use crate::id::ElementId;
use crate::problem::{Place, Problem};
use crate::xml::{self, Element, Tree};
use std::collections::BTreeMap;

/// Where the modeler of Camunda says for which engine a file is.
const MODELER: &str = "http://camunda.org/schema/modeler/1.0";

/// An opened file.
pub struct Document {
    pub tree: Tree,
    /// For each element: its catalogue entry, if it is a BPMN element in its place and not inside an extension.
    entries: Vec<Option<&'static Entry>>,
    ids: BTreeMap<String, usize>,
    /// For each element that has them: its `extensionElements`. A process has thousands of children, and is asked by each.
    wrappers: BTreeMap<usize, Vec<usize>>,
    target_namespace: String,
    /// Is it a model for Camunda 7 or one of its kin: does it use one of their extensions?
    pub seven: bool,
    /// Does its modeler say that it is for Camunda 7?
    named_seven: bool,
    /// Is it one for Camunda 8?
    pub eight: bool,
}

/// What a reference names.
pub enum Target {
    /// An element of this file.
    Element(usize),
    /// Something in another file.
    Elsewhere,
    /// Nothing.
    Missing,
}

impl Document {
    /// Reads the tree and collects the ids.
    pub fn open(bytes: &[u8]) -> (Self, Vec<Problem>) {
        let xml::Parsed { tree, mut problems } = xml::parse(bytes);
        let target_namespace = tree.root().and_then(|root| root.get("targetNamespace")).unwrap_or_default().to_owned();
        let entries = Vec::with_capacity(tree.elements.len());
        let uses = |of: &dyn Fn(&str) -> bool| {
            tree.elements.iter().any(|element: &Element| {
                let attributes = element.attributes.iter().map(|attribute| &attribute.name);
                std::iter::once(&element.name).chain(attributes).any(|name| of(&name.namespace))
            })
        };
        let platform = tree.root().and_then(|root| root.attribute(MODELER, "executionPlatform"));
        let named_seven = platform.is_some_and(|platform| platform.value.trim() == "Camunda Platform");
        let (seven, eight) = (uses(&|namespace| SEVEN.contains(&namespace)), uses(&|namespace| namespace == ZEEBE));
        let (ids, wrappers) = (BTreeMap::new(), BTreeMap::new());
        let mut document = Document { tree, entries, ids, wrappers, target_namespace, seven, named_seven, eight };
        document.collect(&mut problems);
        (document, problems)
    }

    fn collect(&mut self, problems: &mut Vec<Problem>) {
        for number in 0..self.tree.elements.len() {
            let element = &self.tree.elements[number];
            let inside = element.parent.is_none_or(|p| self.entries[p].is_some_and(|e| e.family != Family::Extension));
            let entry = if inside && &*element.name.namespace == BPMN { find(&element.name.local) } else { None };
            self.entries.push(entry);
            if let (Some("extensionElements"), Some(parent)) = (entry.map(|entry| entry.tag), element.parent) {
                self.wrappers.entry(parent).or_default().push(number);
            }
            let Some(id) = element.get("id").filter(|_| entry.is_some()) else { continue };
            match self.ids.get(id) {
                None => {
                    self.ids.insert(id.to_owned(), number);
                }
                Some(first) => {
                    let first = self.tree.elements[*first].place;
                    let message = format!("id `{id}` is already taken at line {}, column {}", first.line, first.column);
                    problems.push(Problem::error("duplicate-id", Some(&id.into()), element.place, message));
                }
            }
        }
    }

    /// Does it mean what Camunda 7 and its kin mean by expressions, loops and calls? A plain model of the standard that was
    /// drawn for it says so by its modeler alone; which of its tokens start is what the standard says.
    pub fn speaks_seven(&self) -> bool {
        self.seven || self.named_seven
    }

    /// Whether the root is `definitions` of BPMN 2.0.
    pub fn is_bpmn(&self) -> bool {
        self.tree.root().is_some_and(|root| root.is(BPMN, "definitions"))
    }

    /// Why this is no BPMN file; none when not even the root could be read.
    pub fn not_bpmn(&self) -> Option<Problem> {
        let root = self.tree.root()?;
        let name = &root.name;
        let message =
            format!("the root is `{name}` of `{}`; BPMN 2.0 files have `definitions` of `{BPMN}`", name.namespace);
        Some(Problem::error("not-bpmn", None, root.place, message))
    }

    /// One element.
    pub fn element(&self, number: usize) -> &Element {
        &self.tree.elements[number]
    }

    /// The catalogue entry of a BPMN element; none for extensions and unknown elements.
    pub fn entry(&self, number: usize) -> Option<&'static Entry> {
        self.entries[number]
    }

    /// The BPMN name of an element; empty for anything else.
    pub fn tag(&self, number: usize) -> &'static str {
        self.entries[number].map_or("", |entry| entry.tag)
    }

    /// The BPMN name of an element, for event definitions that mean other things when they are thrown than when they are
    /// caught with the way before it. What stands beside the processes is caught as far as anybody knows.
    pub fn standing(&self, number: usize) -> &'static str {
        let around = self.element(number).parent.map_or("", |parent| self.tag(parent));
        let throws = matches!(around, "endEvent" | "intermediateThrowEvent");
        match (self.tag(number), throws) {
            ("messageEventDefinition", true) => "throwing messageEventDefinition",
            ("messageEventDefinition", false) => "catching messageEventDefinition",
            ("signalEventDefinition", true) => "throwing signalEventDefinition",
            ("signalEventDefinition", false) => "catching signalEventDefinition",
            ("errorEventDefinition", true) => "throwing errorEventDefinition",
            ("errorEventDefinition", false) => "catching errorEventDefinition",
            ("escalationEventDefinition", true) => "throwing escalationEventDefinition",
            ("escalationEventDefinition", false) => "catching escalationEventDefinition",
            (tag, _) => tag,
        }
    }

    /// All BPMN elements in document order.
    pub fn bpmn(&self) -> impl Iterator<Item = (usize, &'static Entry)> + '_ {
        self.entries.iter().enumerate().filter_map(|(number, entry)| entry.map(|entry| (number, entry)))
    }

    /// The BPMN children of an element, in order.
    pub fn children(&self, of: usize) -> impl Iterator<Item = usize> + '_ {
        self.tree.children(of).filter(|number| self.entries[*number].is_some())
    }

    /// What stands inside the `extensionElements` of an element, in order.
    pub fn extensions(&self, of: usize) -> impl Iterator<Item = usize> + '_ {
        self.wrappers.get(&of).into_iter().flatten().flat_map(|wrapper| self.tree.children(*wrapper))
    }

    /// The first child of that name.
    pub fn child(&self, of: usize, tag: &str) -> Option<usize> {
        self.children(of).find(|number| self.tag(*number) == tag)
    }

    /// The id of an element, made up from its place where the file has none.
    pub fn id(&self, number: usize) -> ElementId {
        let element = self.element(number);
        match element.get("id") {
            Some(id) if !id.is_empty() => id.into(),
            _ => format!("{}_{}_{}", element.name.local, element.place.line, element.place.column).into(),
        }
    }

    /// The id of an element or of the nearest one around it that has one: what a problem is about.
    pub fn owner(&self, number: usize) -> Option<ElementId> {
        let mut next = Some(number);
        while let Some(at) = next {
            let element = self.element(at);
            if let Some(id) = element.get("id").filter(|id| !id.is_empty() && self.entries[at].is_some()) {
                return Some(id.into());
            }
            next = element.parent;
        }
        None
    }

    /// Where an element stands.
    pub fn place(&self, number: usize) -> Place {
        self.element(number).place
    }

    /// What a reference names. It is an id, or a qualified name whose prefix stands for the target namespace.
    pub fn find(&self, at: usize, reference: &str) -> Target {
        let reference = reference.trim();
        if let Some(number) = self.ids.get(reference) {
            return Target::Element(*number);
        }
        match reference.split_once(':') {
            Some((prefix, local)) => match self.tree.namespace(at, prefix) {
                Some(uri) if uri == self.target_namespace => {
                    self.ids.get(local).map_or(Target::Missing, |number| Target::Element(*number))
                }
                Some(_) => Target::Elsewhere,
                None => Target::Missing,
            },
            None => Target::Missing,
        }
    }

    /// The element that a reference names, if it is in this file.
    pub fn resolve(&self, at: usize, reference: &str) -> Option<usize> {
        match self.find(at, reference) {
            Target::Element(number) => Some(number),
            Target::Elsewhere | Target::Missing => None,
        }
    }

    /// A reference as an id without its prefix, whether or not it can be found; none when it is empty.
    pub fn referred(&self, at: usize, reference: &str) -> Option<ElementId> {
        let reference = reference.trim();
        if reference.is_empty() {
            return None;
        }
        if self.ids.contains_key(reference) {
            return Some(reference.into());
        }
        let bound = reference.split_once(':').filter(|(prefix, _)| self.tree.namespace(at, prefix).is_some());
        Some(bound.map_or(reference, |(_, local)| local).into())
    }

    /// Camunda 7 and its kin take a reference itself where no element has that id: an error by its code, and the list
    /// that is repeated over by the name of its variable.
    pub fn by_itself(&self, number: usize, reference: &str, value: &str) -> bool {
        let error = reference == "errorRef" && self.element(number).name.local == "errorEventDefinition";
        self.seven
            && (error || reference == "loopDataInputRef")
            && !value.trim().is_empty()
            && matches!(self.find(number, value), Target::Missing)
    }

    /// The id that an attribute refers to.
    pub fn reference(&self, number: usize, attribute: &str) -> Option<ElementId> {
        self.referred(number, self.element(number).get(attribute)?)
    }
}
