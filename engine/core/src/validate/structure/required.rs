//! What an element must have, and what it may have once only: the cardinalities of the standard's metamodel.
use super::{all, children};
use crate::catalogue::{Entry, Status};
use crate::problem::{Problem, Severity};
use crate::read::document::Document;
use std::collections::BTreeMap;

/// Attributes without which an element says nothing. What is executed is told where it is read.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("definitions", &["targetNamespace"]),
    ("import", &["namespace", "location", "importType"]),
    ("relationship", &["type"]),
    ("extension", &["definition"]),
    ("interface", &["name"]),
    ("operation", &["name"]),
    ("resource", &["name"]),
    ("association", &["sourceRef", "targetRef"]),
    ("messageFlow", &["sourceRef", "targetRef"]),
    ("conversationLink", &["sourceRef", "targetRef"]),
    ("messageFlowAssociation", &["innerMessageFlowRef", "outerMessageFlowRef"]),
    ("conversationAssociation", &["innerConversationNodeRef", "outerConversationNodeRef"]),
    ("ioBinding", &["operationRef", "inputDataRef", "outputDataRef"]),
    ("resourceParameterBinding", &["parameterRef"]),
    ("correlationPropertyRetrievalExpression", &["messageRef"]),
    ("correlationSubscription", &["correlationKeyRef"]),
    ("correlationPropertyBinding", &["correlationPropertyRef"]),
    ("choreographyTask", &["initiatingParticipantRef"]),
    ("subChoreography", &["initiatingParticipantRef"]),
    ("callChoreography", &["initiatingParticipantRef"]),
    ("globalChoreographyTask", &["initiatingParticipantRef"]),
];

/// Children without which an element says nothing; of several words any one is enough.
const CHILDREN: &[(&str, &[&str])] = &[
    ("ioSpecification", &["inputSet"]),
    ("ioSpecification", &["outputSet"]),
    ("dataInputAssociation", &["targetRef"]),
    ("dataOutputAssociation", &["targetRef"]),
    ("interface", &["operation"]),
    ("operation", &["inMessageRef"]),
    ("relationship", &["source"]),
    ("relationship", &["target"]),
    ("participantAssociation", &["innerParticipantRef"]),
    ("participantAssociation", &["outerParticipantRef"]),
    ("correlationProperty", &["correlationPropertyRetrievalExpression"]),
    ("correlationPropertyRetrievalExpression", &["messagePath"]),
    ("correlationPropertyBinding", &["dataPath"]),
    ("resourceAssignmentExpression", &["expression", "formalExpression"]),
    ("resourceParameterBinding", &["expression", "formalExpression"]),
    ("choreographyTask", &["messageFlowRef"]),
];

/// Children of which an element has one at most.
const ONCE: &[&str] = &[
    "auditing",
    "monitoring",
    "extensionElements",
    "ioSpecification",
    "standardLoopCharacteristics",
    "multiInstanceLoopCharacteristics",
    "conditionExpression",
    "condition",
    "loopCondition",
    "loopCardinality",
    "loopDataInputRef",
    "loopDataOutputRef",
    "inputDataItem",
    "outputDataItem",
    "completionCondition",
    "activationCondition",
    "transformation",
    "from",
    "to",
    "event",
    "script",
    "text",
    "dataState",
    "resourceRef",
    "resourceAssignmentExpression",
    "inMessageRef",
    "outMessageRef",
    "operationRef",
    "childLaneSet",
    "partitionElement",
    "participantMultiplicity",
    "innerParticipantRef",
    "outerParticipantRef",
    "messagePath",
    "dataPath",
];

/// Children of which some elements have one at most, and others any number.
const ONCE_IN: &[(&str, &[&str])] = &[
    ("targetRef", &["dataInputAssociation", "dataOutputAssociation"]),
    ("target", &["linkEventDefinition"]),
    ("inputSet", &["intermediateThrowEvent", "endEvent"]),
    ("outputSet", &["startEvent", "intermediateCatchEvent", "boundaryEvent"]),
];

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for (tag, attributes) in ATTRIBUTES {
        for number in all(document, tag) {
            problems.extend(attributes.iter().filter_map(|attribute| attribute_missing(document, number, attribute)));
        }
    }
    for (tag, wanted) in CHILDREN {
        problems.extend(all(document, tag).filter_map(|number| child_missing(document, number, wanted)));
    }
    for (number, entry) in document.bpmn() {
        twice(document, number, entry, problems);
    }
}

fn attribute_missing(document: &Document, number: usize, attribute: &str) -> Option<Problem> {
    let element = document.element(number);
    let message = format!("`{}` needs `{attribute}`; add it", element.name.local);
    element
        .get(attribute)
        .is_none_or(|value| value.trim().is_empty())
        .then(|| super::warning(document, number, "missing-attribute", message))
}

fn child_missing(document: &Document, number: usize, wanted: &[&str]) -> Option<Problem> {
    let there = document.children(number).any(|child| wanted.contains(&document.tag(child)));
    let message = format!("`{}` needs {}; add it", document.tag(number), wanted.join(" or "));
    (!there).then(|| super::warning(document, number, "missing-element", message))
}

/// Of two the second would not be seen: where it is executed, the file is refused.
fn twice(document: &Document, number: usize, entry: &Entry, problems: &mut Vec<Problem>) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for child in document.children(number) {
        let tag = document.tag(child);
        let once =
            ONCE.contains(&tag) || ONCE_IN.iter().any(|(child, parents)| *child == tag && parents.contains(&entry.tag));
        if !once {
            continue;
        }
        let count = seen.entry(tag).or_default();
        *count += 1;
        if *count == 2 {
            let executed = document.entry(child).is_some_and(|entry| entry.status == Status::Executed);
            let message = format!("`{}` has one `{tag}` at most; remove the other", entry.tag);
            let problem = super::warning(document, child, "element-twice", message);
            let severity = if executed { Severity::Error } else { Severity::Warning };
            problems.push(Problem { severity, ..problem });
        }
    }
}

/// Whether an element has a child of that name.
pub fn has(document: &Document, number: usize, tag: &str) -> bool {
    children(document, number, tag).next().is_some()
}
