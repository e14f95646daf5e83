//! Inputs, outputs and their sets.
use super::{all, children, referred, warning};
use crate::problem::Problem;
use crate::read::document::Document;
use std::collections::BTreeSet;

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for specification in all(document, "ioSpecification") {
        problems.extend(in_subprocess(document, specification));
        unused(document, specification, problems);
        answered(document, specification, problems);
    }
    for tag in ["startEvent", "intermediateCatchEvent", "boundaryEvent", "intermediateThrowEvent", "endEvent"] {
        all(document, tag).for_each(|event| unused(document, event, problems));
    }
    for reference in all(document, "dataObjectReference") {
        problems.extend(item_of_reference(document, reference));
    }
    for object in all(document, "dataObject") {
        problems.extend(state_of_object(document, object));
    }
    for store in all(document, "dataStore") {
        problems.extend(capacity(document, store));
    }
    for (tag, kind) in [("inputSet", "Input"), ("outputSet", "Output")] {
        for set in all(document, tag) {
            listed(document, set, kind, problems);
        }
    }
}

/// BPMN: sub-processes take no input/output specification; they see the data around them.
fn in_subprocess(document: &Document, specification: usize) -> Option<Problem> {
    let parent = document.element(specification).parent?;
    let inside = matches!(document.tag(parent), "subProcess" | "transaction" | "adHocSubProcess");
    let message = "a sub-process has no ioSpecification; it sees the data around it";
    inside.then(|| warning(document, parent, "io-in-subprocess", message))
}

/// BPMN: every data input is in at least one input set, every data output in at least one output set.
fn unused(document: &Document, specification: usize, problems: &mut Vec<Problem>) {
    for (data, set, list) in [("dataInput", "inputSet", "dataInputRefs"), ("dataOutput", "outputSet", "dataOutputRefs")]
    {
        let used: BTreeSet<usize> =
            children(document, specification, set).flat_map(|set| referred(document, set, list)).collect();
        for data in children(document, specification, data).filter(|data| !used.contains(data)) {
            let message = format!("`{}` is in no {set}; list it in {list}", document.id(data));
            problems.push(warning(document, data, "data-in-no-set", message));
        }
    }
}

/// BPMN: what a set calls optional, or needed while executing, is one of its own inputs or outputs.
fn listed(document: &Document, set: usize, kind: &str, problems: &mut Vec<Problem>) {
    let list = format!("data{kind}Refs");
    let own: BTreeSet<usize> = referred(document, set, &list).collect();
    let holder = document.element(set).parent;
    for data in own.iter().filter(|data| document.element(**data).parent != holder) {
        let message = format!("`{}` belongs to another element; a set holds data beside it", document.id(*data));
        problems.push(warning(document, set, "set-foreign-data", message));
    }
    for part in [format!("optional{kind}Refs"), format!("whileExecuting{kind}Refs")] {
        for data in referred(document, set, &part).filter(|data| !own.contains(data)) {
            let message = format!("`{}` stands in {part} but not in {list}", document.id(data));
            problems.push(warning(document, set, "data-not-listed", message));
        }
    }
}

/// BPMN: where an input set names an output set, that output set names the input set, and the other way round.
fn answered(document: &Document, specification: usize, problems: &mut Vec<Problem>) {
    for (from, there, to, back) in [
        ("inputSet", "outputSetRefs", "outputSet", "inputSetRefs"),
        ("outputSet", "inputSetRefs", "inputSet", "outputSetRefs"),
    ] {
        for set in children(document, specification, from) {
            for other in referred(document, set, there).filter(|other| document.tag(*other) == to) {
                if !referred(document, other, back).any(|answer| answer == set) {
                    let message = format!("this {from} names {to} `{}`, which does not name it", document.id(other));
                    problems.push(warning(document, set, "sets-one-sided", message));
                    let message = format!("{from} `{}` names this {to}, which does not name it", document.id(set));
                    problems.push(warning(document, other, "sets-one-sided", message));
                }
            }
        }
    }
}

/// BPMN 10.4.1: what kind of item it is, is said by the data object; a reference to it adds a state.
fn item_of_reference(document: &Document, reference: usize) -> Option<Problem> {
    let message = "a reference has no item definition of its own; set it at the data object";
    let says = document.element(reference).get("itemSubjectRef").is_some();
    says.then(|| warning(document, reference, "data-reference-item", message))
}

/// BPMN 10.4.1: states are those of references; a data object has none.
fn state_of_object(document: &Document, object: usize) -> Option<Problem> {
    let message = "a data object has no state; give it to a reference to the object";
    children(document, object, "dataState").next()?;
    Some(warning(document, object, "data-object-state", message))
}

/// BPMN 10.4.1: a data store has a capacity or is unlimited; the capacity is a whole number.
fn capacity(document: &Document, store: usize) -> Option<Problem> {
    let element = document.element(store);
    let capacity = element.get("capacity")?;
    let unlimited = matches!(element.get("isUnlimited").map(str::trim), Some("true" | "1"));
    let message = if capacity.trim().parse::<u64>().is_err() {
        format!("`{capacity}` is no capacity; write a whole number from 0")
    } else if unlimited {
        "an unlimited data store has no capacity; remove one of the two".to_owned()
    } else {
        return None;
    };
    Some(warning(document, store, "data-store-capacity", message))
}
