//! Multi-instance markers, and the data they name.
use super::data::variable;
use super::document::Document;
use super::events;
use super::settings::{extensions, plain, setting};
use super::texts::{expression, is_true};
use super::work::seven;
use crate::juel::is_juel;
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
    let by_name = |tag| {
        let written = document.child(number, tag).map(|child| document.tree.text(child))?;
        document.by_itself(number, tag, &written).then(|| named(written.trim()))
    };
    let item = |tag| document.child(number, tag).map(|child| variable(document, child));
    let text = |tag, name: Option<String>| {
        let place = document.place(document.child(number, tag).unwrap_or(number));
        name.map(|text| Text { text, language: None, place })
    };
    problems.extend(same_list_twice(document, number));
    Some(Loop::MultiInstance(MultiInstance {
        sequential: element.get("isSequential").is_some_and(is_true),
        cardinality: expression(document, number, "loopCardinality"),
        collection: setting(document, number, "collection")
            .or_else(|| text("loopDataInputRef", data("loopDataInputRef").or_else(|| by_name("loopDataInputRef")))),
        element_variable: plain(document, number, "elementVariable").or_else(|| item("inputDataItem")),
        output_collection: plain(document, number, "outputCollection")
            .or_else(|| data("loopDataOutputRef"))
            .or_else(|| aggregation(document, number).and_then(|found| attribute(document, found, "target"))),
        output_element: setting(document, number, "outputElement")
            .or_else(|| aggregated_element(document, number))
            .or_else(|| text("outputDataItem", item("outputDataItem"))),
        lists: lists(document, number),
        completion_condition: expression(document, number, "completionCondition"),
        first: u32::from(!document.speaks_seven()),
        index_variable: seven(document, number, "elementIndexVariable").map(|a| a.value.trim().to_owned()),
        behavior: behavior(document, number, problems),
        place: element.place,
    }))
}

/// The name of a variable as an expression; what FEEL would take apart, as in `my-list`, is asked for as a whole.
fn named(name: &str) -> String {
    let word = |c: char| c == '_' || c.is_alphanumeric();
    if is_juel(name) || (name.chars().all(word) && !name.starts_with(|c: char| c.is_numeric())) {
        return name.to_owned();
    }
    format!("${{execution.getVariable('{}')}}", name.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// `variableAggregation` of Flowable: a list that takes variables of each instance.
fn aggregation(document: &Document, marker: usize) -> Option<usize> {
    aggregations(document, marker).next()
}

fn aggregations(document: &Document, marker: usize) -> impl Iterator<Item = usize> + '_ {
    extensions(document, marker).filter(|extension| {
        let name = &document.element(*extension).name;
        name.local == "variableAggregation" && super::work::seven_of(name)
    })
}

/// Two that name the same list would each write over the other's.
fn same_list_twice(document: &Document, marker: usize) -> Option<Problem> {
    let mut seen = BTreeSet::new();
    let again = aggregations(document, marker).find(|found| !seen.insert(attribute(document, *found, "target")))?;
    let message = "another `variableAggregation` has the same `target`; take all variables into one list, or name \
                   another one";
    let owner = document.owner(marker);
    Some(Problem::error("foreign-extension", owner.as_ref(), document.place(again), message))
}

/// The lists of several aggregations; of one its own name is enough.
fn lists(document: &Document, marker: usize) -> Vec<String> {
    let all: Vec<String> =
        aggregations(document, marker).filter_map(|found| attribute(document, found, "target")).collect();
    if all.len() > 1 { all } else { vec![] }
}

fn attribute(document: &Document, number: usize, name: &str) -> Option<String> {
    let value = document.element(number).attribute("", name)?.value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// The variables that an aggregation takes of each instance: where from, and under which name.
fn taken(document: &Document, aggregation: usize) -> Vec<(String, String)> {
    let variables = document.tree.children(aggregation);
    let variables = variables.filter(|child| document.element(*child).name.local == "variable");
    let taken = |number: usize| {
        let source = attribute(document, number, "source")?;
        let target = attribute(document, number, "target").unwrap_or_else(|| source.clone());
        Some((source, target))
    };
    variables.filter_map(taken).collect()
}

/// What each instance gives: one entry of the list; of several lists the entries by their numbers.
fn aggregated_element(document: &Document, marker: usize) -> Option<Text> {
    let named = |found: &usize| attribute(document, *found, "target").is_some();
    let all: Vec<usize> = aggregations(document, marker).filter(named).collect();
    let first = *all.first()?;
    let entries: Vec<String> = all.iter().map(|found| entry(document, *found)).collect();
    let text = if let [only] = &entries[..] {
        only.clone()
    } else {
        let numbered = entries.iter().enumerate().map(|(number, entry)| format!("\"{number}\": {entry}"));
        format!("{{ {} }}", numbered.collect::<Vec<_>>().join(", "))
    };
    Some(Text { text: format!("= {text}"), language: None, place: document.place(first) })
}

/// One entry of a list; what an instance has not set is null there.
fn entry(document: &Document, aggregation: usize) -> String {
    let entry = |(source, target): (String, String)| {
        let name = serde_json::Value::String(target);
        format!("{name}: get or else({source}, null)")
    };
    let entries: Vec<String> = taken(document, aggregation).into_iter().map(entry).collect();
    format!("{{ {} }}", entries.join(", "))
}

/// What is gathered in a list belongs to the instance that sets it.
pub fn aggregated(document: &Document, activity: usize) -> Vec<String> {
    let marker = document.child(activity, "multiInstanceLoopCharacteristics");
    let all = marker.into_iter().flat_map(|marker| aggregations(document, marker));
    all.flat_map(|found| taken(document, found)).map(|(source, _)| source).collect()
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
