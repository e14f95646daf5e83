//! Multi-instance markers, and the data they name.
use super::data::variable;
use super::document::Document;
use super::events;
use super::settings::{plain, setting};
use super::texts::{expression, is_true};
use super::work::seven;
use crate::model::{Behavior, EventDefinition, Loop, MultiInstance, StandardLoop, Text};
use crate::problem::Problem;
use std::collections::BTreeSet;

/// The loop marker of an activity.
pub fn marker(document: &Document, activity: usize, problems: &mut Vec<Problem>) -> Option<Loop> {
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
    let item = |tag| document.child(number, tag).map(|child| variable(document, child));
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
        first: u32::from(!document.seven),
        index_variable: seven(document, number, "elementIndexVariable").map(|a| a.value.trim().to_owned()),
        behavior: behavior(document, number, problems),
        place: element.place,
    }))
}

/// BPMN table 10.30: `behavior` says when events are thrown, its references and definitions which.
fn behavior(document: &Document, marker: usize, problems: &mut Vec<Problem>) -> Behavior {
    unused(document, marker, problems);
    match document.element(marker).get("behavior").map(str::trim) {
        Some("None") => Behavior::None(events::referred(document, marker, "noneBehaviorEventRef", problems)),
        Some("One") => Behavior::One(events::referred(document, marker, "oneBehaviorEventRef", problems)),
        Some("Complex") => {
            let cases = document.children(marker).filter(|child| document.tag(*child) == "complexBehaviorDefinition");
            let mut case = |number| -> (Option<Text>, Option<EventDefinition>) {
                let event = document.child(number, "event");
                let thrown = event.and_then(|event| events::definitions(document, event, problems).into_iter().next());
                (expression(document, number, "condition"), thrown)
            };
            Behavior::Complex(cases.collect::<Vec<_>>().into_iter().map(&mut case).collect())
        }
        _ => Behavior::All,
    }
}

/// An event that belongs to another `behavior` than the marker's is never thrown.
fn unused(document: &Document, marker: usize, problems: &mut Vec<Problem>) {
    let element = document.element(marker);
    let behavior = element.get("behavior").map_or("All", str::trim);
    let attributes = [("noneBehaviorEventRef", "None"), ("oneBehaviorEventRef", "One")];
    let attributes = attributes.into_iter().filter(|(attribute, _)| element.get(attribute).is_some());
    let complex = document.child(marker, "complexBehaviorDefinition").map(|_| ("complexBehaviorDefinition", "Complex"));
    for (part, wanted) in attributes.chain(complex).filter(|(_, wanted)| *wanted != behavior) {
        let message = format!("`{part}` is not for behavior `{behavior}`; set behavior to `{wanted}`, or remove it");
        let place = if part == "complexBehaviorDefinition" {
            document.child(marker, part).map_or(element.place, |child| document.place(child))
        } else {
            element.place
        };
        problems.push(Problem::error("loop-behavior-unused", document.owner(marker).as_ref(), place, message));
    }
}

/// The data that the loop marker of an activity names, and the associations that move it: they belong to the activity
/// as a whole, not to each of its instances.
pub fn loop_data(document: &Document, activity: usize) -> BTreeSet<usize> {
    let Some(marker) = document.child(activity, "multiInstanceLoopCharacteristics") else { return BTreeSet::new() };
    let references = document
        .children(marker)
        .filter(|child| matches!(document.tag(*child), "loopDataInputRef" | "loopDataOutputRef"));
    let mut used = BTreeSet::new();
    for reference in references {
        let Some(named) = document.resolve(reference, &document.tree.text(reference)) else { continue };
        used.insert(named);
        used.extend(association(document, activity, named).map(|(association, _)| association));
    }
    used
}

/// The variable behind a data reference: the data itself, or what a data association puts into it.
fn data_name(document: &Document, activity: usize, reference: usize) -> Option<String> {
    let named = document.resolve(reference, &document.tree.text(reference))?;
    let source = association(document, activity, named).map_or(named, |(_, source)| source);
    Some(variable(document, source))
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
