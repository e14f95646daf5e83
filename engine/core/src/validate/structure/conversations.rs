//! Conversations, their links and correlation.
use super::{all, children, referred, required::has, target, warning};
use crate::problem::Problem;
use crate::read::document::Document;
use std::collections::BTreeSet;

const NODES: [&str; 3] = ["conversation", "subConversation", "callConversation"];

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for conversation in all(document, "globalConversation") {
        problems.extend(only_flows(document, conversation));
    }
    for link in all(document, "conversationLink") {
        problems.extend(one_conversation(document, link));
    }
    for tag in NODES {
        problems.extend(all(document, tag).filter_map(|node| two_participants(document, node)));
    }
    for call in all(document, "callConversation") {
        problems.extend(associations_of_call(document, call));
    }
    for subscription in all(document, "correlationSubscription") {
        foreign_properties(document, subscription, problems);
    }
}

/// BPMN 9.4.7: a global conversation holds participants and message flows; conversations, their links and associations,
/// and artifacts belong to collaborations.
fn only_flows(document: &Document, conversation: usize) -> Option<Problem> {
    let allowed =
        ["documentation", "extensionElements", "participant", "messageFlow", "correlationKey", "conversationLink"];
    let other = document.children(conversation).find(|child| !allowed.contains(&document.tag(*child)))?;
    let message = format!("a global conversation has no {}; put it into a collaboration", document.tag(other));
    Some(warning(document, conversation, "global-conversation-content", message))
}

/// BPMN 9.4.6: a conversation link connects one conversation with a participant, activity or event.
fn one_conversation(document: &Document, link: usize) -> Option<Problem> {
    let (source, target) = (target(document, link, "sourceRef")?, target(document, link, "targetRef")?);
    let conversations = [source, target].into_iter().filter(|end| NODES.contains(&document.tag(*end))).count();
    let message = "a conversation link connects one conversation with one participant; correct its ends";
    (conversations != 1).then(|| warning(document, link, "conversation-link-ends", message))
}

/// BPMN 9.4.1: a conversation has two participants or more, named by it or linked to it.
fn two_participants(document: &Document, node: usize) -> Option<Problem> {
    let mut participants: BTreeSet<usize> = referred(document, node, "participantRef").collect();
    for link in all(document, "conversationLink") {
        let (source, target) = (target(document, link, "sourceRef"), target(document, link, "targetRef"));
        if source == Some(node) || target == Some(node) {
            participants.extend([source, target].into_iter().flatten().filter(|end| *end != node));
        }
    }
    let message = "a conversation has two participants or more; name them, or link them to it";
    (participants.len() == 1).then(|| warning(document, node, "conversation-participants", message))
}

/// BPMN 9.4.4: only a call conversation that calls something maps participants to those of what it calls.
fn associations_of_call(document: &Document, call: usize) -> Option<Problem> {
    let calls = document.element(call).get("calledCollaborationRef").is_some();
    let message = "participants are mapped to those of what is called; set calledCollaborationRef";
    (!calls && has(document, call, "participantAssociation"))
        .then(|| warning(document, call, "conversation-association", message))
}

/// BPMN 8.4.2: a correlation subscription binds properties of its own key.
fn foreign_properties(document: &Document, subscription: usize, problems: &mut Vec<Problem>) {
    let Some(key) = target(document, subscription, "correlationKeyRef") else { return };
    let own: BTreeSet<usize> = referred(document, key, "correlationPropertyRef").collect();
    for binding in children(document, subscription, "correlationPropertyBinding") {
        let Some(property) = target(document, binding, "correlationPropertyRef") else { continue };
        if !own.contains(&property) {
            let message = format!("`{}` is no property of key `{}`", document.id(property), document.id(key));
            problems.push(warning(document, binding, "correlation-property-foreign", message));
        }
    }
}
