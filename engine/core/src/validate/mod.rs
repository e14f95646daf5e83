//! The rules of the standard about a model as a whole, and those of this engine.
//!
//! Each rule is one small function with one code; the standard's words stand above it in ours. Rules about what is
//! executed look at the [`Model`]; rules about what only documents look at the file itself ([`structure`]).
mod caught_twice;
mod compensation;
mod conversations;
mod correlations;
mod cycles;
mod ends;
mod errors;
mod events;
mod expressions;
mod flows;
mod gateways;
mod links;
mod loops;
mod messages;
mod reach;
mod rounds;
pub mod rules;
mod starts;
mod structure;
mod tasks;
pub(crate) use tasks::is_expression;
mod timers;
pub(crate) use expressions::names_a_worker;
pub(crate) use timers::{is_duration, is_literal};
mod view;
use crate::id::ElementId;
use crate::model::Model;
use crate::problem::Problem;
use crate::read::{self, Reading};
pub(crate) use expressions::definitions;
use std::collections::BTreeSet;
use view::{Index, View};

/// Everything about a file: read, audited and validated. What deployment and the designer's problem list ask.
///
/// ```
/// let reading = weir_core::validate::check(br#"
///     <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
///       <process id="p" isExecutable="true"><startEvent id="s"/><endEvent id="e"/>
///         <sequenceFlow id="f" sourceRef="e" targetRef="s"/></process>
///     </definitions>"#);
/// let codes: Vec<&str> = reading.problems.iter().map(|problem| problem.code.as_str()).collect();
/// assert_eq!(codes, ["start-incoming", "start-no-outgoing", "end-outgoing", "unreachable"]);
/// ```
pub fn check(bytes: &[u8]) -> Reading {
    let (document, opened) = read::document::Document::open(bytes);
    let mut reading = read::convert(&document);
    reading.problems.extend(opened);
    if document.is_bpmn() {
        reading.problems.extend(structure::check(&document));
        reading.problems.extend(validate(&reading.model));
        soundness(&mut reading);
    }
    reading.problems.sort_by(|a, b| (a.place, a.severity, &a.code).cmp(&(b.place, b.severity, &b.code)));
    reading.problems.dedup();
    limit(&mut reading.problems);
    reading
}

/// Whether what begins can end. What another rule has said already is not said again: that nothing leads to an activity,
/// and that a cycle never ends.
fn soundness(reading: &mut Reading) {
    let of = |code: &'static str| reading.problems.iter().filter(move |problem| problem.code == code);
    let unreachable: BTreeSet<ElementId> = of("unreachable").filter_map(|problem| problem.element.clone()).collect();
    let endless = of("endless-cycle").next().is_some();
    let told = |problem: &Problem| match problem.code.as_str() {
        "dead-activity" => problem.element.iter().any(|id| unreachable.contains(id)),
        "no-option-to-complete" => endless,
        _ => false,
    };
    let found = crate::soundness::check(&reading.model);
    reading.problems.extend(found.into_iter().filter(|problem| !told(problem)));
}

/// Findings about one file: 2 000. Whoever has more begins with these.
pub const PROBLEMS_MAX: usize = 2_000;

/// What is cut off is never silent: the last finding says so, and refuses deployment.
fn limit(problems: &mut Vec<Problem>) {
    if problems.len() > PROBLEMS_MAX {
        let message =
            format!("{} more findings are not shown; solve the ones above first", problems.len() - PROBLEMS_MAX);
        problems.truncate(PROBLEMS_MAX);
        let place = problems.last().map(|problem| problem.place).unwrap_or_default();
        problems.push(Problem::error("too-many-problems", None, place, message));
    }
}

/// What is doubtful about a model, process by process.
pub fn validate(model: &Model) -> Vec<Problem> {
    const RULES: &[fn(&View<'_>, &mut Vec<Problem>)] = &[
        flows::check,
        ends::check,
        starts::check,
        gateways::check,
        events::check,
        errors::check,
        caught_twice::check,
        timers::check,
        links::check,
        messages::check,
        conversations::check,
        tasks::check,
        loops::check,
        expressions::check,
        compensation::check,
        reach::check,
        cycles::check,
        rounds::check,
    ];
    let mut problems = Vec::new();
    let index = Index::new(model);
    for process in model.callable() {
        let view = View::new(model, &index, process);
        for rule in RULES {
            rule(&view, &mut problems);
        }
    }
    correlations::check(model, &mut problems);
    problems
}
