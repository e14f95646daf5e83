//! Multi-instance markers, and the data they name.
use super::document::Document;
use super::settings::{plain, setting};
use super::texts::{expression, is_true};
use crate::model::{Loop, MultiInstance, StandardLoop, Text};
use std::collections::BTreeSet;

/// The loop marker of an activity.
pub fn marker(document: &Document, activity: usize) -> Option<Loop> {
    if let Some(standard) = document.child(activity, "standardLoopCharacteristics") {
        let element = document.element(standard);
        let maximum = element.attributes.iter().find(|a| a.name.namespace.is_empty() && a.name.local == "loopMaximum");
        return Some(Loop::Standard(StandardLoop {
            test_before: element.get("testBefore").is_some_and(is_true),
            maximum: maximum.and_then(|attribute| super::settings::text(&attribute.value, attribute.place)),
            condition: expression(document, standard, "loopCondition"),
            place: element.place,
        }));
    }
    let number = document.child(activity, "multiInstanceLoopCharacteristics")?;
    let element = document.element(number);
    let data = |tag| document.child(number, tag).and_then(|child| data_name(document, activity, child));
    let item = |tag| document.child(number, tag).map(|child| own_name(document, child));
    let text = |tag, name: Option<String>| {
        let place = document.place(document.child(number, tag).unwrap_or(number));
        name.map(|text| Text { text, language: None, place })
    };
    Some(Loop::MultiInstance(MultiInstance {
        sequential: element.get("isSequential").is_some_and(is_true),
        cardinality: expression(document, number, "loopCardinality"),
        collection: setting(document, number, "collection")
            .or_else(|| text("loopDataInputRef", data("loopDataInputRef"))),
        element_variable: plain(document, number, "elementVariable").or_else(|| item("inputDataItem")),
        output_collection: plain(document, number, "outputCollection").or_else(|| data("loopDataOutputRef")),
        output_element: setting(document, number, "outputElement")
            .or_else(|| text("outputDataItem", item("outputDataItem"))),
        completion_condition: expression(document, number, "completionCondition"),
        behavior: element.get("behavior").filter(|behavior| *behavior != "All").map(str::to_owned),
        place: element.place,
    }))
}

/// Data that a multi-instance marker names, and what leads from there to the variable: executed, unlike other data.
pub fn data_in_use(document: &Document) -> BTreeSet<usize> {
    let mut used = BTreeSet::new();
    let refers = |tag: &str| matches!(tag, "loopDataInputRef" | "loopDataOutputRef");
    for (number, _) in document.bpmn().filter(|(_, entry)| refers(entry.tag)) {
        let activity = document.element(number).parent.and_then(|marker| document.element(marker).parent);
        let Some(named) = document.resolve(number, &document.tree.text(number)) else { continue };
        let link = activity.and_then(|activity| association(document, activity, named));
        used.extend(link.map(|(association, _)| association));
        for data in [Some(named), link.map(|(_, source)| source)].into_iter().flatten() {
            used.insert(data);
            used.extend(document.element(data).parent.filter(|parent| document.tag(*parent) == "ioSpecification"));
            used.extend(document.element(data).get("dataObjectRef").and_then(|id| document.resolve(data, id)));
        }
    }
    used
}

/// The variable behind a data reference: the data itself, or what a data association puts into it.
fn data_name(document: &Document, activity: usize, reference: usize) -> Option<String> {
    let named = document.resolve(reference, &document.tree.text(reference))?;
    let source = association(document, activity, named).map_or(named, |(_, source)| source);
    Some(own_name(document, source))
}

/// The data association of an activity at whose one end the data stands, and the data at its other end.
fn association(document: &Document, activity: usize, data: usize) -> Option<(usize, usize)> {
    let end = |association, tag| {
        let child = document.child(association, tag)?;
        document.resolve(child, &document.tree.text(child))
    };
    document.children(activity).find_map(|child| {
        let (near, far) = match document.tag(child) {
            "dataInputAssociation" => ("targetRef", "sourceRef"),
            "dataOutputAssociation" => ("sourceRef", "targetRef"),
            _ => return None,
        };
        (end(child, near) == Some(data)).then(|| end(child, far)).flatten().map(|far| (child, far))
    })
}

/// The name of data; of the data object it refers to; its id.
fn own_name(document: &Document, data: usize) -> String {
    let name = |number: usize| document.element(number).get("name").filter(|name| !name.is_empty()).map(str::to_owned);
    let object = || document.element(data).get("dataObjectRef").and_then(|id| document.resolve(data, id));
    name(data).or_else(|| object().and_then(name)).unwrap_or_else(|| document.id(data).as_str().to_owned())
}
