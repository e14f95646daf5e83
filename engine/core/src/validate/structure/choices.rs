//! Where the standard lets one thing or another stand, and where two elements must name each other.
use super::{all, children, error, referred, warning};
use crate::problem::Problem;
use crate::read::document::Document;

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for marker in all(document, "standardLoopCharacteristics") {
        problems.extend(one_marker(document, marker));
    }
    for link in all(document, "linkEventDefinition") {
        link_ends(document, link, problems);
    }
}

/// BPMN: an activity has one loop marker: a standard loop or multiple instances.
fn one_marker(document: &Document, marker: usize) -> Option<Problem> {
    let activity = document.element(marker).parent?;
    children(document, activity, "multiInstanceLoopCharacteristics").next()?;
    Some(error(document, activity, "loop-ambiguous", "an activity has one loop marker; remove the other"))
}

/// BPMN: a source link names its target and the target its sources; the two agree. Only links that name both ends are held
/// to it, since most models meet by name alone.
fn link_ends(document: &Document, link: usize, problems: &mut Vec<Problem>) {
    let event = document.element(link).parent.map_or("", |event| document.tag(event));
    for (list, wrong) in [("source", "intermediateThrowEvent"), ("target", "intermediateCatchEvent")] {
        if event == wrong && children(document, link, list).next().is_some() {
            let message = format!("this end of a link names no {list}; it is one itself");
            problems.push(warning(document, link, "link-one-sided", message));
        }
    }
    for (list, back) in [("target", "source"), ("source", "target")] {
        for other in referred(document, link, list).filter(|other| document.tag(*other) == "linkEventDefinition") {
            let mut answers = referred(document, other, back).peekable();
            let name = |link: usize| document.element(link).get("name").map(str::trim);
            if list == "target" && name(link).is_some() && name(link) != name(other) {
                let message = format!("the link `{}` that it names has another name", document.id(other));
                problems.push(warning(document, link, "link-one-sided", message));
            }
            if answers.peek().is_some() && !answers.any(|answer| answer == link) {
                let message = format!("this link names `{}` as {list}, which names another {back}", document.id(other));
                problems.push(warning(document, link, "link-one-sided", message));
            }
        }
    }
}
