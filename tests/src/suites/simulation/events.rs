//! Events without a reference get made-up ones, so that exactly what is triggered happens. Timers become messages:
//! only the one that is triggered may fire, whatever the time.
use super::messages::{self, Messages};
use super::rewrite::{Plan, Trigger, plain};
use crate::suites::dom::{Element, Node};
use std::collections::BTreeSet;

const EVENTS: [&str; 5] =
    ["startEvent", "intermediateCatchEvent", "boundaryEvent", "intermediateThrowEvent", "endEvent"];

/// What events without a reference of their own refer to.
const UNNAMED: &str = "unnamed";

/// Rewrites all events.
pub fn rewrite(document: &mut Element, messages: &Messages, plan: &mut Plan) {
    let references = references(document);
    let mut made_up: BTreeSet<(&'static str, String)> = BTreeSet::new();
    document.each(&mut |e| {
        if let Some(message) = e.get("messageRef").filter(|_| e.local() != "messageEventDefinition") {
            made_up.insert(("message", message.to_owned()));
        }
        if !EVENTS.contains(&e.local()) {
            return;
        }
        let (id, throws) = (e.id().to_owned(), matches!(e.local(), "intermediateThrowEvent" | "endEvent"));
        if throws {
            plan.ends.push(id.clone());
        }
        // A none start event at the end of a message flow is started by the message.
        if e.local() == "startEvent" && messages.received.contains_key(&id) && definition(e).is_none() {
            let definition = e.sibling("messageEventDefinition");
            e.children.push(Node::Element(definition));
        }
        if e.local() == "boundaryEvent" && e.child("compensateEventDefinition").is_some() {
            plan.uncounted.push(id.clone());
        }
        let Some(definition) = definition(e) else { return };
        match definition.local() {
            "timerEventDefinition" | "messageEventDefinition" => {
                let name = if throws { messages.sent(&id) } else { messages.received(&id) };
                let reference = messages::id(&name);
                *definition = definition.sibling("messageEventDefinition").with("messageRef", &reference);
                made_up.insert(("message", reference));
                if !throws {
                    plan.triggers.insert(id, Trigger::Message(messages::id(&name)));
                }
            }
            "conditionalEventDefinition" => {
                let variable = format!("trigger_{}", plain(&id));
                let condition = definition.sibling("condition").saying(&variable);
                *definition = definition.sibling("conditionalEventDefinition").holding(condition);
                plan.triggers.insert(id, Trigger::Condition(variable));
            }
            "signalEventDefinition" => {
                let name = refer(definition, "signalRef", true, &references);
                made_up.insert(("signal", name.clone().unwrap_or_default()));
                plan.triggers.insert(id, Trigger::Signal(name.unwrap_or_default()));
            }
            "errorEventDefinition" => {
                made_up.extend(refer(definition, "errorRef", throws, &references).map(|name| ("error", name)));
            }
            "escalationEventDefinition" => {
                made_up.extend(refer(definition, "escalationRef", throws, &references).map(|n| ("escalation", n)));
            }
            "linkEventDefinition" if definition.get("name").is_none_or(str::is_empty) => {
                definition.set("name", UNNAMED);
            }
            _ => {}
        }
    });
    replace_roots(document, made_up);
}

/// The ids of messages, signals, errors and escalations.
fn references(document: &Element) -> BTreeSet<String> {
    let roots = document.elements().filter(|e| is_root(e));
    roots.map(|e| e.id().to_owned()).collect()
}

fn is_root(element: &Element) -> bool {
    matches!(element.local(), "message" | "signal" | "error" | "escalation")
}

fn definition(event: &mut Element) -> Option<&mut Element> {
    event.elements_mut().find(|e| e.local().ends_with("EventDefinition"))
}

/// The reference of a definition; one that is needed and missing is made up.
fn refer(definition: &mut Element, attribute: &str, needed: bool, known: &BTreeSet<String>) -> Option<String> {
    match definition.get(attribute).filter(|id| known.contains(*id)).map(str::to_owned) {
        Some(id) => Some(id),
        None if needed => {
            definition.set(attribute, UNNAMED);
            Some(UNNAMED.to_owned())
        }
        None => {
            definition.remove(attribute);
            None
        }
    }
}

/// The simulator compares references, not names: every root is known by its id.
fn replace_roots(document: &mut Element, made_up: BTreeSet<(&'static str, String)>) {
    document.retain(|e| !is_root(e));
    for (n, (kind, id)) in made_up.into_iter().enumerate() {
        let root = document.sibling(kind).with("id", &id).with("name", &id);
        let root = match kind {
            "error" => root.with("errorCode", &id),
            "escalation" => root.with("escalationCode", &id),
            _ => root,
        };
        document.children.insert(n, Node::Element(root));
    }
}
