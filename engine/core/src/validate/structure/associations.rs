//! Data associations: where they may begin and end.
use super::{all, referred, warning};
use crate::problem::Problem;
use crate::read::document::Document;

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for (tag, own, far) in
        [("dataInputAssociation", "targetRef", "sourceRef"), ("dataOutputAssociation", "sourceRef", "targetRef")]
    {
        for association in all(document, tag) {
            own_end(document, association, own, problems);
            far_end(document, association, far, problems);
            wrong_way(document, association, far, problems);
        }
    }
}

/// BPMN 10.4.2: an input association ends at data of its own activity or event, an output association begins at such.
fn own_end(document: &Document, association: usize, end: &str, problems: &mut Vec<Problem>) {
    let Some(holder) = document.element(association).parent else { return };
    let input = document.tag(association) == "dataInputAssociation";
    for data in referred(document, association, end) {
        let wrong = if input { "dataOutput" } else { "dataInput" };
        let owned = owner(document, data).is_none_or(|owner| owner == holder);
        if owned && document.tag(data) != wrong {
            continue;
        }
        let what = if input { "an input of" } else { "an output of" };
        let message = format!("`{}` is not {what} `{}`", document.id(data), document.id(holder));
        problems.push(warning(document, association, "data-association-end", message));
    }
}

/// BPMN 10.4.1: what goes into an activity does not come from outputs, and what comes out does not go to inputs. Those of a
/// process are filled by whoever calls it.
fn wrong_way(document: &Document, association: usize, end: &str, problems: &mut Vec<Problem>) {
    let input = document.tag(association) == "dataInputAssociation";
    let wrong = if input { "dataOutput" } else { "dataInput" };
    for data in referred(document, association, end).filter(|data| document.tag(*data) == wrong) {
        let id = document.id(data);
        let message = if input {
            format!("`{id}` is an output: nothing can come from there; begin at a data object or an input around it")
        } else {
            format!("`{id}` is an input: nothing can be put there; end at a data object or an output around it")
        };
        problems.push(warning(document, association, "data-association-end", message));
    }
}

/// BPMN 10.4.1, visibility of data: an association reaches data of the scopes around it, and not what is inside others.
fn far_end(document: &Document, association: usize, end: &str, problems: &mut Vec<Problem>) {
    for data in referred(document, association, end) {
        let seen = match scope(document, data) {
            Some(scope) => around(document, association).any(|around| around == scope),
            None => true,
        };
        if !seen {
            let message = format!("`{}` is not visible from here; put it into a scope around both", document.id(data));
            problems.push(warning(document, association, "data-out-of-sight", message));
        }
    }
}

/// The activity or event whose input, output, property or loop item some data is; none for data that is nobody's.
fn owner(document: &Document, data: usize) -> Option<usize> {
    if !matches!(document.tag(data), "dataInput" | "dataOutput" | "property" | "inputDataItem" | "outputDataItem") {
        return None;
    }
    let parent = document.element(data).parent?;
    match document.tag(parent) {
        "ioSpecification" | "multiInstanceLoopCharacteristics" => document.element(parent).parent,
        _ => Some(parent),
    }
}

/// What data is visible in: the element that owns it, or the process or sub-process it stands in.
fn scope(document: &Document, data: usize) -> Option<usize> {
    match document.tag(data) {
        "dataObject" | "dataObjectReference" | "dataStoreReference" => document.element(data).parent,
        _ => owner(document, data),
    }
}

/// The elements around an element, from the inside out.
fn around(document: &Document, number: usize) -> impl Iterator<Item = usize> + '_ {
    std::iter::successors(document.element(number).parent, |inner| document.element(*inner).parent)
}
