//! Expressions.
use super::document::Document;
use crate::catalogue::{BPMN, XSI};
use crate::model::Text;
use crate::problem::Problem;

/// The expression in a child element of that name. An empty one is kept: the validator says that it is empty.
pub fn expression(document: &Document, number: usize, tag: &str, problems: &mut Vec<Problem>) -> Option<Text> {
    let child = document.child(number, tag)?;
    let element = document.element(child);
    informal(document, child, problems);
    let language = element.get("language").map(str::trim).filter(|language| !language.is_empty()).map(str::to_owned);
    Some(Text { text: document.tree.text(child), language, place: element.place })
}

/// BPMN: a process is only executable with formal expressions; `tExpression`, the default, is natural language.
fn informal(document: &Document, number: usize, problems: &mut Vec<Problem>) {
    if is_formal(document, number) || !in_executable(document, number) {
        return;
    }
    let tag = document.tag(number);
    let message = format!(
        "`{tag}` is natural language to the standard; add xsi:type=\"tFormalExpression\". It is read as formal"
    );
    let owner = document.owner(number);
    problems.push(Problem::warning("expression-informal", owner.as_ref(), document.place(number), message));
}

/// Whether `xsi:type` names `tFormalExpression` of BPMN.
fn is_formal(document: &Document, number: usize) -> bool {
    let Some(kind) = document.element(number).attribute(XSI, "type") else { return false };
    let (prefix, local) = kind.value.trim().split_once(':').unwrap_or(("", kind.value.trim()));
    let namespace = document.tree.namespace(number, prefix);
    local == "tFormalExpression" && (namespace == Some(BPMN) || prefix.is_empty())
}

fn in_executable(document: &Document, number: usize) -> bool {
    let mut next = Some(number);
    while let Some(at) = next {
        if document.tag(at) == "process" {
            return document.element(at).get("isExecutable").is_some_and(is_true);
        }
        next = document.element(at).parent;
    }
    false
}

/// `xsd:boolean`.
pub fn is_true(value: &str) -> bool {
    matches!(value.trim(), "true" | "1")
}
