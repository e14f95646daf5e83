//! Correlation keys, their properties, and subscriptions to them.
use super::document::Document;
use super::texts::expression;
use crate::id::ElementId;
use crate::model::{CorrelationKey, CorrelationProperty, CorrelationSubscription, Text};

/// A `correlationKey`, wherever it stands: which messages carry it is said by its properties.
pub fn key(document: &Document, number: usize) -> CorrelationKey {
    let refers = document.children(number).filter(|child| document.tag(*child) == "correlationPropertyRef");
    let properties = refers.filter_map(|child| document.resolve(child, document.tree.text(child).trim()));
    let properties = properties.map(|property| self::property(document, property)).collect();
    CorrelationKey { id: document.id(number), properties, place: document.place(number) }
}

/// The `correlationSubscription`s of a process.
pub fn subscriptions(document: &Document, process: usize) -> Vec<CorrelationSubscription> {
    let found = document.children(process).filter(|child| document.tag(*child) == "correlationSubscription");
    let subscription = |number: usize| {
        let key = document.reference(number, "correlationKeyRef")?;
        let bindings = parts(document, number, ("correlationPropertyBinding", "correlationPropertyRef", "dataPath"));
        Some(CorrelationSubscription { key, bindings, place: document.place(number) })
    };
    found.filter_map(subscription).collect()
}

fn property(document: &Document, number: usize) -> CorrelationProperty {
    let paths = parts(document, number, ("correlationPropertyRetrievalExpression", "messageRef", "messagePath"));
    CorrelationProperty { id: document.id(number), paths }
}

/// What each child of this name refers to, and the expression in it.
fn parts(document: &Document, number: usize, (tag, refers, text): (&str, &str, &str)) -> Vec<(ElementId, Text)> {
    let children = document.children(number).filter(|child| document.tag(*child) == tag);
    children
        .filter_map(|child| Some((document.reference(child, refers)?, expression(document, child, text)?)))
        .collect()
}
