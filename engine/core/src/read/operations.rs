//! Operations of interfaces: what a message is called where a task or event names the operation alone.
use super::document::Document;
use crate::id::ElementId;

/// The message that is sent or awaited: `messageRef`, else the `inMessageRef` of the operation (BPMN 10.3.3, send and
/// receive task; 10.5.5, message event definition).
pub fn message(document: &Document, number: usize) -> Option<ElementId> {
    document.reference(number, "messageRef").or_else(|| {
        let reference = document.child(operation(document, number)?, "inMessageRef")?;
        document.referred(reference, &document.tree.text(reference))
    })
}

/// The operation that a task names with an attribute, an event definition with a child.
pub fn operation(document: &Document, number: usize) -> Option<usize> {
    let written = document.element(number).get("operationRef").map(str::to_owned);
    let child = || document.child(number, "operationRef").map(|child| document.tree.text(child));
    let found = document.resolve(number, &written.or_else(child)?)?;
    (document.tag(found) == "operation").then_some(found)
}
