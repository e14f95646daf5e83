//! What people call what a model has and what it asks: forms and decisions have no names of their own, or none that says where
//! they are asked.
use super::picture::name;
use crate::catalogue::{BPMN, WEIR};
use crate::read::document::Document;

/// How models name a form and a decision.
const NAMED_BY: [&str; 2] = ["formId", "decision"];

/// Names by ids. A process and a form may have one id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Titles {
    /// The processes.
    pub processes: Vec<(String, String)>,
    /// The forms and decisions that are named, with what the first element that does is called.
    pub asked: Vec<(String, String)>,
}

/// The processes of a file, and the forms and decisions that it names; in English where the file has it and that is wanted. What has
/// no name is passed over, and so is an id that is computed.
///
/// ```
/// let file = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:w="urn:weir:bpmn:1"><process id="f"
///   name="请假"><userTask id="a" w:formId="f"/><userTask id="b" name="审批" w:formId="f"/></process></definitions>"#;
/// let titles = weir_core::exchange::titles(file, false);
/// let named = |name: &str| [("f".to_owned(), name.to_owned())];
/// assert_eq!((titles.processes, titles.asked), (named("请假").into(), named("审批").into()));
/// assert_eq!(weir_core::exchange::titles("<a", false), Default::default());
/// ```
pub fn titles(text: &str, english: bool) -> Titles {
    let (document, _) = Document::open(text.as_bytes());
    let mut all = Titles::default();
    if !document.is_bpmn() {
        return all;
    }
    for (number, element) in document.tree.elements.iter().enumerate() {
        let called = name(&document, number, english);
        if called.trim().is_empty() {
            continue;
        }
        let own = element.get("id").filter(|_| element.is(BPMN, "process"));
        note(&mut all.processes, own, &called);
        let asked = NAMED_BY.iter().filter_map(|by| Some(element.attribute(WEIR, by)?.value.trim()));
        note(&mut all.asked, asked.filter(|id| !id.starts_with('=') && !id.contains("${")), &called);
    }
    all
}

/// The first that is said of an id counts.
fn note<'a>(all: &mut Vec<(String, String)>, ids: impl IntoIterator<Item = &'a str>, called: &str) {
    for id in ids.into_iter().filter(|id| !id.is_empty()) {
        if all.iter().all(|(known, _)| known != id) {
            all.push((id.to_owned(), called.to_owned()));
        }
    }
}
