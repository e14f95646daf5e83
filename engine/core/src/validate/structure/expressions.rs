//! Expressions as the file has them: formal or natural language, and with something in them.
use super::{is_executable, process_of, warning};
use crate::catalogue::{BPMN, Family, XSI};
use crate::problem::Problem;
use crate::read::document::Document;

/// Expressions that are formal by their element alone.
const FORMAL: &[&str] = &["formalExpression", "transformation", "messagePath", "dataPath"];
/// Expressions that are executed; the rules of the model say when these are empty.
const EXECUTED: &[&str] =
    &["conditionExpression", "loopCardinality", "completionCondition", "timeDate", "timeDuration", "timeCycle"];

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for (number, entry) in document.bpmn().filter(|(_, entry)| entry.family == Family::Expression) {
        if entry.tag != "script" {
            problems.extend(informal(document, number));
            problems.extend(empty(document, number));
        }
    }
}

/// BPMN: a process is only executable with formal expressions; `tExpression`, the default, is natural language.
fn informal(document: &Document, number: usize) -> Option<Problem> {
    let executable = process_of(document, number).is_some_and(|process| is_executable(document, process));
    if !executable || is_formal(document, number) {
        return None;
    }
    let tag = document.tag(number);
    let message = format!(
        "`{tag}` is natural language to the standard, and is read as formal; \
         add xsi:type=\"tFormalExpression\""
    );
    // A marker is one element to whoever draws it; its expressions are found by it.
    let marker = document.element(number).parent.filter(|parent| is_marker(document, *parent));
    let problem = warning(document, number, "expression-informal", message);
    Some(Problem { place: document.place(marker.unwrap_or(number)), ..problem })
}

fn is_marker(document: &Document, number: usize) -> bool {
    document.entry(number).is_some_and(|entry| entry.family == crate::catalogue::Family::Loop)
}

/// BPMN: a formal expression has a body.
fn empty(document: &Document, number: usize) -> Option<Problem> {
    let parent = document.element(number).parent.map_or("", |parent| document.tag(parent));
    let executed = EXECUTED.contains(&document.tag(number)) || parent == "conditionalEventDefinition";
    if executed || !is_formal(document, number) || !document.tree.text(number).is_empty() {
        return None;
    }
    let message = format!("`{}` is empty; write an expression or remove it", document.tag(number));
    Some(warning(document, number, "expression-empty", message))
}

/// Whether the element, or `xsi:type`, says `tFormalExpression` of BPMN.
fn is_formal(document: &Document, number: usize) -> bool {
    let element = document.element(number);
    let parent = element.parent.map_or("", |parent| document.tag(parent));
    if FORMAL.contains(&document.tag(number)) || parent == "complexBehaviorDefinition" {
        return true;
    }
    let Some(kind) = element.attribute(XSI, "type") else { return false };
    let (prefix, local) = kind.value.trim().split_once(':').unwrap_or(("", kind.value.trim()));
    local == "tFormalExpression" && (prefix.is_empty() || document.tree.namespace(number, prefix) == Some(BPMN))
}
