//! Data: objects, stores, properties, inputs and outputs are variables; associations move values between them.
use super::document::Document;
use super::loops::loop_data;
use super::settings::extensions;
use super::texts::expression;
use crate::catalogue::foreign::SEVEN;
use crate::id::ElementId;
use crate::model::{DataMapping, NodeData, Text};
use crate::problem::Problem;
use serde_json::Value;
use std::collections::BTreeSet;

/// What a modelling tool draws where an association has no end in the file.
const PLACEHOLDER: &str = "__targetRef_placeholder";

/// BPMN 10.4: what data a flow node declares, and what its associations move in and out.
pub fn of(document: &Document, node: usize, problems: &mut Vec<Problem>) -> NodeData {
    let looped = loop_data(document, node);
    let own: Vec<usize> = declared(document, node).filter(|data| !looped.contains(data)).collect();
    // What stands among flow elements is told of with them.
    let apart = |data: &&usize| document.tag(**data) != "dataObject";
    problems.extend(own.iter().filter(apart).filter_map(|data| renamed(document, *data)));
    let marker = document.child(node, "multiInstanceLoopCharacteristics");
    let result = marker.and_then(|marker| document.child(marker, "outputDataItem"));
    let locals = own.into_iter().chain(result).map(|data| variable(document, data)).collect();
    let mut data = NodeData { locals, ..NodeData::default() };
    for association in document.children(node).filter(|child| !looped.contains(child)) {
        match document.tag(association) {
            "dataInputAssociation" => data.inputs.extend(moved(document, association, problems)),
            "dataOutputAssociation" => data.outputs.extend(moved(document, association, problems)),
            _ => {}
        }
    }
    data
}

/// The variable that data stands for: its name as one word. A reference is another view of its data object or store, so
/// both are one variable.
pub fn variable(document: &Document, data: usize) -> String {
    let refers = match document.tag(data) {
        "dataObjectReference" => document.element(data).get("dataObjectRef"),
        "dataStoreReference" => document.element(data).get("dataStoreRef"),
        _ => None,
    };
    let object = refers.and_then(|id| document.resolve(data, id)).unwrap_or(data);
    let name = |number: usize| document.element(number).get("name").map(str::trim).filter(|name| !name.is_empty());
    let viewed = || {
        let views = document.bpmn().filter(|(_, entry)| entry.tag == "dataObjectReference").map(|(number, _)| number);
        views.filter(|view| refers_to(document, *view) == Some(object)).find_map(name)
    };
    let found = name(object).or_else(|| name(data)).or_else(viewed).map(str::to_owned);
    one_word(&found.unwrap_or_else(|| document.id(object).as_str().to_owned()))
}

/// `flowable:value` of a data object: what its variable begins with, of the type that its item says.
pub fn default(document: &Document, object: usize) -> Option<(String, Value)> {
    let value = extensions(document, object).find(|extension| {
        let name = &document.element(*extension).name;
        name.local == "value" && SEVEN.contains(&&*name.namespace)
    })?;
    let text = document.tree.text(value).trim().to_owned();
    let item = document.element(object).get("itemSubjectRef").unwrap_or_default();
    // The item is a type of XML Schema, or a definition in the file that names one.
    let structure = document.resolve(object, item).and_then(|item| document.element(item).get("structureRef"));
    let kind = structure.unwrap_or(item).rsplit(':').next().unwrap_or_default();
    let typed = match kind {
        "int" | "integer" | "long" | "double" | "float" | "decimal" | "boolean" => serde_json::from_str(&text).ok(),
        _ => None,
    };
    Some((variable(document, object), typed.unwrap_or(Value::String(text))))
}

/// A note where a name had to be changed to be the name of a variable.
pub fn renamed(document: &Document, data: usize) -> Option<Problem> {
    let declares = matches!(
        document.tag(data),
        "dataObject" | "dataObjectReference" | "dataStoreReference" | "property" | "dataInput" | "dataOutput"
    );
    let name = document.element(data).get("name").filter(|name| declares && *name != PLACEHOLDER)?;
    let variable = variable(document, data);
    let message = format!("the data `{name}` is the variable `{variable}`");
    (one_word(name) == variable && name != variable)
        .then(|| Problem::note("data-renamed", Some(&document.id(data)), document.place(data), message))
}

fn refers_to(document: &Document, reference: usize) -> Option<usize> {
    document.resolve(reference, document.element(reference).get("dataObjectRef")?)
}

/// Data that lives and dies with the node: its properties, its inputs and outputs, and the data objects inside it.
fn declared(document: &Document, node: usize) -> impl Iterator<Item = usize> + '_ {
    let inside = move |holder: usize| {
        document.children(holder).filter(move |child| {
            let placeholder = document.element(*child).get("name") == Some(PLACEHOLDER);
            matches!(document.tag(*child), "property" | "dataInput" | "dataOutput" | "dataObject") && !placeholder
        })
    };
    let specifications = document.children(node).filter(move |child| document.tag(*child) == "ioSpecification");
    inside(node).chain(specifications.flat_map(inside))
}

/// BPMN 10.4.2: an association copies its source into its target, or gives what its transformation makes of its sources;
/// assignments each set one thing.
fn moved(document: &Document, association: usize, problems: &mut Vec<Problem>) -> Vec<DataMapping> {
    let place = document.place(association);
    let end = |tag: &'static str| {
        let ends = document.children(association).filter(move |child| document.tag(*child) == tag);
        ends.filter_map(|child| document.resolve(child, &document.tree.text(child)))
    };
    let real = |data: &usize| document.element(*data).get("name") != Some(PLACEHOLDER);
    let sources: Vec<usize> = end("sourceRef").filter(real).collect();
    let target = end("targetRef").find(real).map(|target| variable(document, target));
    let mut list: Vec<DataMapping> = assigned(document, association, problems);
    let assigns = document.child(association, "assignment").is_some();
    let owner = document.owner(association);
    match (expression(document, association, "transformation"), target, sources.as_slice()) {
        (Some(source), Some(target), _) => list.push(DataMapping { source, target, copy: false }),
        (None, Some(target), [source]) if !assigns => {
            let source = Text { text: variable(document, *source), language: None, place };
            list.push(DataMapping { source, target, copy: true });
        }
        (None, Some(_), [_, _, ..]) if !assigns => {
            let message = "an association with several sources says with a transformation what it makes of them";
            problems.push(Problem::error("data-association-sources", owner.as_ref(), place, message));
        }
        _ if assigns => {}
        _ => {
            let message = "the association is only drawn: it has no source or no target, and moves nothing; \
                           weir:input and weir:output, or both ends, would";
            problems.push(Problem::note("data-association-drawn", owner.as_ref(), place, message));
        }
    }
    list
}

fn assigned(document: &Document, association: usize, problems: &mut Vec<Problem>) -> Vec<DataMapping> {
    let assignments: Vec<usize> =
        document.children(association).filter(|child| document.tag(*child) == "assignment").collect();
    let mut list = vec![];
    for assignment in assignments {
        let (owner, place) = (document.owner(association), document.place(assignment));
        let mut refuse = |message: &str| {
            problems.push(Problem::error("data-assignment-invalid", owner.as_ref(), place, message));
        };
        let (Some(source), Some(to)) = (expression(document, assignment, "from"), document.child(assignment, "to"))
        else {
            refuse("an assignment needs `from`, which says the value, and `to`, which says where it goes");
            continue;
        };
        match assigned_to(document, to) {
            Some(target) => list.push(DataMapping { source, target, copy: false }),
            None => refuse("`to` names a variable or data as a whole; build what is inside it in `from`"),
        }
    }
    list
}

/// Data by its id, or a variable by its name.
fn assigned_to(document: &Document, to: usize) -> Option<String> {
    let text = document.tree.text(to);
    let name = text.trim().trim_start_matches('=').trim();
    match document.resolve(to, name) {
        Some(data) if crate::catalogue::parts::ITEMS.contains(&document.tag(data)) => Some(variable(document, data)),
        _ => (!name.is_empty() && one_word(name) == name).then(|| name.to_owned()),
    }
}

/// A name as FEEL can say it in one word: letters, digits and `_`.
fn one_word(name: &str) -> String {
    let words: Vec<&str> =
        name.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    let word = words.join("_");
    if word.chars().next().is_none_or(char::is_numeric) { format!("_{word}") } else { word }
}

/// Everything of a kind that has one name twice in one scope would be one variable.
pub fn twice(document: &Document) -> Vec<Problem> {
    let mut seen: BTreeSet<(Option<usize>, String)> = BTreeSet::new();
    let objects = document.bpmn().filter(|(_, entry)| entry.tag == "dataObject").map(|(number, _)| number);
    let mut problems = vec![];
    for object in objects {
        let name = variable(document, object);
        if !seen.insert((document.element(object).parent, name.clone())) {
            let id: ElementId = document.id(object);
            let message = format!("another data object here is the variable `{name}` too; give them different names");
            problems.push(Problem::warning("data-name-twice", Some(&id), document.place(object), message));
        }
    }
    problems
}
