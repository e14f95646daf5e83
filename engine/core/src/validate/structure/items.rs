//! What kind of item data is: its item definition and whether it is a collection.
use super::{all, children, referred, target, warning};
use crate::problem::Problem;
use crate::read::document::Document;

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for tag in ["dataInputAssociation", "dataOutputAssociation"] {
        for association in all(document, tag) {
            problems.extend(transformed(document, association));
        }
    }
    for marker in all(document, "multiInstanceLoopCharacteristics") {
        for (list, item) in [("loopDataInputRef", "inputDataItem"), ("loopDataOutputRef", "outputDataItem")] {
            problems.extend(scalar(document, marker, list, item));
        }
    }
    for data in all(document, "dataObject").chain(all(document, "dataInput")).chain(all(document, "dataOutput")) {
        problems.extend(collection(document, data));
    }
}

/// BPMN: a data association connects data of the same item definition, or transforms it.
fn transformed(document: &Document, association: usize) -> Option<Problem> {
    if children(document, association, "transformation").next().is_some() {
        return None;
    }
    let definition = |tag| referred(document, association, tag).next().and_then(|data| definition(document, data));
    let (source, target) = (definition("sourceRef")?, definition("targetRef")?);
    let message = "the two ends are items of different kinds; add a transformation";
    (!same(document, source, target)).then(|| warning(document, association, "items-differ", message))
}

/// BPMN: the item of a multi-instance marker is one of the collection's: the same structure, and no collection itself.
fn scalar(document: &Document, marker: usize, list: &str, item: &str) -> Option<Problem> {
    let list = definition(document, referred(document, marker, list).next()?)?;
    let item = definition(document, children(document, marker, item).next()?)?;
    let fits = same_structure(document, list, item) && is_collection(document, list) && !is_collection(document, item);
    let message = "the item must have the structure of the collection without being a collection itself";
    (!fits).then(|| warning(document, marker, "item-not-scalar", message))
}

/// BPMN: data and its item definition say the same of whether it is a collection; whoever says nothing says that it is none.
fn collection(document: &Document, data: usize) -> Option<Problem> {
    let definition = target(document, data, "itemSubjectRef")?;
    let (own, defined) = (is_collection(document, data), is_collection(document, definition));
    let message = format!("isCollection is {own} here and {defined} in the item definition");
    (own != defined).then(|| warning(document, data, "collection-differs", message))
}

fn is_collection(document: &Document, number: usize) -> bool {
    matches!(document.element(number).get("isCollection"), Some("true" | "1"))
}

/// The item definition of data; a reference has that of its data object.
pub fn definition(document: &Document, data: usize) -> Option<usize> {
    let own = |number| target(document, number, "itemSubjectRef");
    own(data).or_else(|| own(target(document, data, "dataObjectRef")?))
}

/// The same item definition, or one of the same structure.
pub fn same(document: &Document, a: usize, b: usize) -> bool {
    a == b || (same_structure(document, a, b) && document.element(a).get("structureRef").is_some())
}

fn same_structure(document: &Document, a: usize, b: usize) -> bool {
    document.element(a).get("structureRef") == document.element(b).get("structureRef")
}
