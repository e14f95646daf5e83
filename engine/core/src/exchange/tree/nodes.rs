//! Which word of the tree an element is, and what its card says.
use super::NodeKind;
use crate::catalogue::WEIR;
use crate::read::document::Document;
use std::collections::BTreeMap;

/// What cards say of our attributes.
const SAID: &[&str] = &[
    "approvers",
    "approvalMode",
    "assignee",
    "candidateUsers",
    "candidateGroups",
    "copyTo",
    "onReject",
    "timeout",
    "dueDate",
    "formId",
    "type",
    "decision",
];
/// A card says so many characters of each.
const SAID_CHARS_MAX: usize = 200;

/// The word for an element; none where the tree has none.
pub fn kind(document: &Document, node: usize) -> Option<NodeKind> {
    let definitions: Vec<&str> = definitions(document, node);
    let plain = definitions.is_empty();
    Some(match document.tag(node) {
        "startEvent" if plain => NodeKind::Start,
        "endEvent" if plain || definitions == ["terminateEventDefinition"] => NodeKind::End,
        "userTask" => person(document, node),
        "exclusiveGateway" => NodeKind::Condition,
        "parallelGateway" => NodeKind::Parallel,
        "inclusiveGateway" => NodeKind::Inclusive,
        "callActivity" => NodeKind::Subprocess,
        "subProcess" if document.element(node).get("triggeredByEvent") != Some("true") => NodeKind::Subprocess,
        "intermediateCatchEvent" if definitions == ["timerEventDefinition"] => NodeKind::Delay,
        "serviceTask" | "sendTask" | "scriptTask" | "businessRuleTask" => NodeKind::Trigger,
        "intermediateThrowEvent"
            if plain || matches!(*definitions, ["messageEventDefinition" | "signalEventDefinition"]) =>
        {
            NodeKind::Trigger
        }
        _ => return None,
    })
}

/// Does one of several ways begin or end here?
pub fn branches(document: &Document, node: usize) -> bool {
    matches!(document.tag(node), "exclusiveGateway" | "parallelGateway" | "inclusiveGateway")
}

fn person(document: &Document, node: usize) -> NodeKind {
    let get = |name| ours(document, node, name).map(str::trim).filter(|text| !text.is_empty());
    match get("approvers") {
        None => NodeKind::Handler,
        Some(rule) if get("copyTo").is_some() && asks_nobody(rule) => NodeKind::Copy,
        Some(_) => NodeKind::Approver,
    }
}

fn ours<'a>(document: &'a Document, node: usize, name: &str) -> Option<&'a str> {
    document.element(node).attribute(WEIR, name).map(|attribute| attribute.value.as_str())
}

fn asks_nobody(rule: &str) -> bool {
    rule.chars().filter(|letter| !letter.is_whitespace()).eq("=[]".chars())
}

fn definitions(document: &Document, node: usize) -> Vec<&'static str> {
    document.children(node).map(|child| document.tag(child)).filter(|tag| tag.ends_with("EventDefinition")).collect()
}

/// What the card of an element says.
pub fn says(document: &Document, node: usize) -> BTreeMap<String, String> {
    let element = document.element(node);
    let short = |text: &str| text.trim().chars().take(SAID_CHARS_MAX).collect::<String>();
    let told = SAID.iter().filter_map(|name| Some(((*name).to_owned(), short(ours(document, node, name)?))));
    let mut says: BTreeMap<String, String> = told.collect();
    says.extend(element.get("calledElement").map(|called| ("calledElement".to_owned(), short(called))));
    for definition in document.children(node).filter(|child| document.tag(*child) == "timerEventDefinition") {
        let text = document.children(definition).map(|time| document.tree.text(time)).collect::<String>();
        says.insert("timer".into(), short(&text));
    }
    says.retain(|_, text| !text.is_empty());
    says
}
