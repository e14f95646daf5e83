//! Expressions: FEEL, and said so, or JUEL, which shows by its braces.
use super::timers::is_literal;
use super::view::View;
use crate::expression::xpath::reads_as_feel;
use crate::id::ElementId;
use crate::juel::is_juel;
use crate::model::{Behavior, EventDefinition, EventKind, Loop, Node, NodeKind, Text, TimerText};
use crate::problem::Problem;
use crate::script::{by_address, is_javascript};

pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    for flow in &view.process.flows {
        if let Some(condition) = &flow.condition {
            // In a language of its own that does not run here, a worker evaluates it.
            let written = !condition.text.is_empty() || flow.condition_file.is_some();
            let told = written && condition.language.as_deref().is_some_and(names_a_worker);
            problems.extend(expression(view, &flow.id, condition).filter(|_| !told));
            problems.extend(truth(&flow.id, condition));
        }
    }
    for node in &view.process.nodes {
        for event in definitions(node) {
            match &event.kind {
                EventKind::Timer(Some(
                    TimerText::Date(text)
                    | TimerText::Duration(text)
                    | TimerText::Cycle(text)
                    | TimerText::Until(text, _),
                )) => {
                    problems.extend(expression(view, &node.id, text).filter(|_| !is_literal(&text.text)));
                }
                EventKind::Conditional(Some(text)) => {
                    problems.extend(expression(view, &node.id, text));
                    problems.extend(truth(&node.id, text));
                }
                EventKind::Conditional(None) => {
                    let message = "a conditional event needs a condition";
                    problems.push(view.incomplete("expression-empty", &node.id, event.place, message));
                }
                _ => {}
            }
        }
        if let NodeKind::ComplexGateway { activation: Some(text) } = &node.kind {
            problems.extend(expression(view, &node.id, text));
            problems.extend(truth(&node.id, text));
        }
        if let Some(Loop::MultiInstance(marker)) = &node.looped {
            problems.extend(marker.cardinality.as_ref().and_then(|text| count(&node.id, text)));
            // A number is the same in every language.
            let number = |text: &Text| text.text.parse::<u32>().is_ok();
            let texts =
                [marker.cardinality.as_ref().filter(|text| !number(text)), marker.completion_condition.as_ref()];
            problems.extend(texts.into_iter().flatten().filter_map(|text| expression(view, &node.id, text)));
            problems.extend(marker.completion_condition.as_ref().and_then(|text| truth(&node.id, text)));
            if let Behavior::Complex(cases) = &marker.behavior {
                for condition in cases.iter().filter_map(|(condition, _)| condition.as_ref()) {
                    problems.extend(expression(view, &node.id, condition));
                    problems.extend(truth(&node.id, condition));
                }
            }
        }
        if let NodeKind::AdHocSubProcess(ad_hoc) = &node.kind {
            problems.extend(ad_hoc.completion_condition.as_ref().and_then(|text| expression(view, &node.id, text)));
            problems.extend(ad_hoc.completion_condition.as_ref().and_then(|text| truth(&node.id, text)));
        }
        if let Some(Loop::Standard(marker)) = &node.looped {
            problems.extend(marker.condition.as_ref().and_then(|text| expression(view, &node.id, text)));
            problems.extend(marker.condition.as_ref().and_then(|text| truth(&node.id, text)));
        }
    }
}

/// The event definitions of an event.
pub fn definitions(node: &Node) -> &[EventDefinition] {
    match &node.kind {
        NodeKind::StartEvent { events, .. }
        | NodeKind::CatchEvent { events, .. }
        | NodeKind::BoundaryEvent { events, .. }
        | NodeKind::ThrowEvent { events }
        | NodeKind::EndEvent { events } => events,
        _ => &[],
    }
}

/// An expression in a language that is read: FEEL, by its own word, by the file's, or by a leading `=`; JUEL by its braces;
/// XPath where it means the same in FEEL.
fn expression(view: &View<'_>, id: &ElementId, text: &Text) -> Option<Problem> {
    if text.text.is_empty() {
        return Some(view.incomplete(
            "expression-empty",
            id,
            text.place,
            "the expression is empty; write one or remove it",
        ));
    }
    let language = text.language.as_ref().or(view.model.expression_language.as_ref());
    let feel = language.is_none_or(|language| is_feel(language)) || text.text.starts_with('=');
    if is_juel(&text.text) || text.language.as_deref().is_some_and(is_javascript) {
        return None;
    }
    if language.is_some_and(|language| reads_as_feel(language, &text.text)) {
        let message = format!("`{}` means the same in XPath and FEEL, and is read as FEEL", text.text);
        return Some(Problem::note("xpath-as-feel", Some(id), text.place, message));
    }
    let message = format!(
        "the language `{}` is not run here; write the expression in FEEL and begin it with `=`, name JavaScript at the expression itself, or let a task before it set a variable and ask for that",
        language.map_or("", String::as_str)
    );
    (!feel).then(|| Problem::error("expression-language", Some(id), text.place, message))
}

/// Workers are named after languages of scripts, by a word or a media type; of addresses only those of known languages name one.
pub fn names_a_worker(language: &str) -> bool {
    let language = language.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '#' | '/');
    by_address(language).is_some() || (!language.is_empty() && language.chars().all(plain) && !language.contains("//"))
}

/// BPMN 10.3.8: a multi-instance activity has a whole number of instances; nothing else that is written out is one.
fn count(id: &ElementId, text: &Text) -> Option<Problem> {
    let written = text.text.trim_start_matches('=').trim();
    let quoted = written.strip_prefix('"').is_some_and(|rest| rest.find('"') == Some(rest.len().wrapping_sub(1)));
    let number = written.parse::<f64>().is_ok_and(|number| number < 0.0 || number.fract() > 0.0);
    let message = format!("`{}` is no number of instances; write a whole number from 0", text.text);
    (quoted || number).then(|| Problem::error("invalid-value", Some(id), text.place, message))
}

/// A condition is true or false; a number never is.
fn truth(id: &ElementId, text: &Text) -> Option<Problem> {
    let number = text.text.trim_start_matches('=').trim().parse::<f64>().is_ok();
    let message = format!("`{}` is a number; a condition is true or false", text.text);
    number.then(|| Problem::error("condition-not-boolean", Some(id), text.place, message))
}

/// FEEL has many names: `feel`, the URIs of each version of DMN, and those of FEEL alone.
pub fn is_feel(language: &str) -> bool {
    let language = language.trim().trim_end_matches('/').to_ascii_lowercase();
    language == "feel" || language.ends_with("/feel") || language.contains("/spec/feel/")
}
