//! What people call what a model has and what it asks: forms and decisions have no names of their own, or none that says where
//! they are asked.
use super::picture::name;
use crate::catalogue::{BPMN, WEIR};
use crate::read::document::Document;

/// How models name a form and a decision.
const NAMED_BY: [&str; 2] = ["formId", "decision"];

/// By their ids, the processes of a file with their names, and the forms and decisions that it names with what the first element
/// that does is called; in English where the file has it and that is wanted. What has no name is passed over, and so is an id
/// that is computed.
///
/// ```
/// let file = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:w="urn:weir:bpmn:1">
///   <process id="p"><userTask id="a" w:formId="f"/><userTask id="b" name="审批" w:formId="f"/></process></definitions>"#;
/// assert_eq!(weir_core::exchange::titles(file, false), [("f".to_owned(), "审批".to_owned())]);
/// assert!(weir_core::exchange::titles("<a", false).is_empty());
/// ```
pub fn titles(text: &str, english: bool) -> Vec<(String, String)> {
    let (document, _) = Document::open(text.as_bytes());
    let mut all: Vec<(String, String)> = vec![];
    if !document.is_bpmn() {
        return all;
    }
    for (number, element) in document.tree.elements.iter().enumerate() {
        let own = element.get("id").filter(|_| element.is(BPMN, "process"));
        let asked = NAMED_BY.iter().filter_map(|by| Some(element.attribute(WEIR, by)?.value.trim()));
        for id in own.into_iter().chain(asked) {
            let called = name(&document, number, english);
            let computed = id.is_empty() || id.starts_with('=') || id.contains("${");
            if !computed && !called.trim().is_empty() && all.iter().all(|(known, _)| known != id) {
                all.push((id.to_owned(), called));
            }
        }
    }
    all
}
