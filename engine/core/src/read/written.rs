//! What a file says about work, wherever it stands: a job takes all of it up. Where none arises, because the engine
//! evaluates a script or a decision or sends a message itself, the compiler tells of each that it is without effect.
use super::document::Document;
use super::settings::extensions;
use super::work::{holders, seven_of};
use crate::catalogue::WEIR;
use crate::catalogue::foreign::ZEEBE;
use crate::model::Written;
use crate::xml::{Attribute, Name};

/// The elements that a job may do.
const DONE: [&str; 8] = [
    "serviceTask",
    "sendTask",
    "businessRuleTask",
    "scriptTask",
    "globalBusinessRuleTask",
    "globalScriptTask",
    "endEvent",
    "intermediateThrowEvent",
];
const OURS: [&str; 3] = ["type", "retries", "priority"];
const SEVEN_ATTRIBUTES: [&str; 15] = [
    "class",
    "delegateExpression",
    "expression",
    "topic",
    "type",
    "triggerable",
    "resultVariable",
    "resultVariableName",
    "ruleVariablesInput",
    "rules",
    "exclude",
    "jobPriority",
    "taskPriority",
    "resource",
    "autoStoreVariables",
];
const SEVEN_ELEMENTS: [&str; 5] =
    ["field", "failedJobRetryTimeCycle", "mapException", "connector", "errorEventDefinition"];
const EIGHT_ELEMENTS: [&str; 4] = ["taskDefinition", "taskHeaders", "linkedResources", "jobPriorityDefinition"];

/// What an element says about its work, in the order of the file.
pub fn written(document: &Document, number: usize) -> Vec<Written> {
    if !DONE.contains(&document.tag(number)) {
        return vec![];
    }
    let mut found = vec![];
    for holder in holders(document, number) {
        for attribute in &document.element(holder).attributes {
            if asks(attribute) {
                let own_type = &*attribute.name.namespace == WEIR && attribute.name.local == "type";
                found.push(Written { name: attribute.name.to_string(), own_type, place: attribute.place });
            }
        }
        for extension in extensions(document, holder) {
            let element = document.element(extension);
            if asks_inside(&element.name) {
                found.push(Written { name: element.name.to_string(), own_type: false, place: element.place });
            }
        }
    }
    found
}

/// `false` asks for nothing.
fn asks(attribute: &Attribute) -> bool {
    let local = attribute.name.local.as_str();
    let ours = &*attribute.name.namespace == WEIR && OURS.contains(&local);
    ours || (seven_of(&attribute.name) && SEVEN_ATTRIBUTES.contains(&local) && attribute.value.trim() != "false")
}

fn asks_inside(name: &Name) -> bool {
    let local = name.local.as_str();
    (seven_of(name) && SEVEN_ELEMENTS.contains(&local))
        || (&*name.namespace == ZEEBE && EIGHT_ELEMENTS.contains(&local))
}
