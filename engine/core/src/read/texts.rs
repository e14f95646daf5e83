//! Expressions.
use super::document::Document;
use crate::model::Text;

/// The expression in a child element of that name. An empty one is kept: the validator says that it is empty.
pub fn expression(document: &Document, number: usize, tag: &str) -> Option<Text> {
    let child = document.child(number, tag)?;
    let element = document.element(child);
    let language = element.get("language").map(str::trim).filter(|language| !language.is_empty()).map(str::to_owned);
    Some(Text { text: document.tree.text(child), language, place: element.place })
}

/// `xsd:boolean`.
pub fn is_true(value: &str) -> bool {
    matches!(value.trim(), "true" | "1")
}
