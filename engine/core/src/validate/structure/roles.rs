//! Resources: how a role says what it wants of them.
use super::{all, children, referred, required::has, target, warning};
use crate::problem::Problem;
use crate::read::document::Document;
use std::collections::BTreeSet;

const ROLES: [&str; 4] = ["resourceRole", "performer", "humanPerformer", "potentialOwner"];

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for tag in ROLES {
        for role in all(document, tag) {
            problems.extend(by_name_or_expression(document, role));
            parameters(document, role, problems);
        }
    }
}

/// BPMN 10.3.1, resource role: it names a resource or finds people with an expression, not both.
fn by_name_or_expression(document: &Document, role: usize) -> Option<Problem> {
    let message = "a role names a resource or has an expression that finds people; remove one of them";
    (has(document, role, "resourceRef") && has(document, role, "resourceAssignmentExpression"))
        .then(|| warning(document, role, "role-ambiguous", message))
}

/// BPMN 10.3.1, resource parameter binding: only a role that names a resource binds parameters, those of the resource;
/// and it binds every one that the resource requires.
fn parameters(document: &Document, role: usize, problems: &mut Vec<Problem>) {
    let Some(resource) = referred(document, role, "resourceRef").next() else {
        let message = "parameters are those of a resource; name it with resourceRef, or remove them";
        let loose = has(document, role, "resourceParameterBinding") && !has(document, role, "resourceRef");
        problems.extend(loose.then(|| warning(document, role, "role-parameter", message)));
        return;
    };
    let mut bound: BTreeSet<usize> = BTreeSet::new();
    for binding in children(document, role, "resourceParameterBinding") {
        let Some(parameter) = target(document, binding, "parameterRef") else { continue };
        bound.insert(parameter);
        if document.element(parameter).parent != Some(resource) {
            let message = format!("`{}` is no parameter of this resource", document.id(parameter));
            problems.push(warning(document, binding, "role-parameter", message));
        }
    }
    let required = |parameter: &usize| matches!(document.element(*parameter).get("isRequired"), Some("true" | "1"));
    for parameter in children(document, resource, "resourceParameter").filter(required) {
        if !bound.contains(&parameter) {
            let message = format!("the resource requires parameter `{}`; bind it", document.id(parameter));
            problems.push(warning(document, role, "role-parameter", message));
        }
    }
}
