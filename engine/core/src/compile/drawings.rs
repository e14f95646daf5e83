//! Processes that are only drawn: what they would need to run is told, and they are left out.
use super::{Prepared, starts};
use crate::catalogue::REFUSALS;
use crate::id::ElementId;
use crate::model::{self, Model};
use crate::problem::{Problem, Severity};
use std::collections::BTreeSet;

/// What only execution asks for, beside what is not executed.
const INCOMPLETE: [&str; 8] = [
    "timer-missing",
    "timer-invalid",
    "loop-count-missing",
    "called-element-missing",
    "error-missing",
    "escalation-missing",
    "expression-empty",
    starts::CODE,
];

/// BPMN 8.4.6: only what is executed needs formal expressions. What people write for each other is no fault in a drawing.
const LANGUAGES: [&str; 2] = ["feel-", "juel-"];

/// What a drawing is only warned of, and where a token that comes there stands for ever.
const NOTHING_BEGINS: [&str; 2] = ["no-start", "ad-hoc-empty"];

/// BPMN 10.1, `isExecutable`: a process that says it is not executable is a drawing, and so is one without a flow node.
/// What it would need to run is told as a warning, and the process is left out; it never runs in part. Where it lacks
/// nothing, it runs, as files of many tools say `false` by default, and that is told.
pub(super) fn leave_out(model: &Model, prepared: &mut Prepared) {
    let is_drawing = |process: &&model::Process| process.executable == Some(false) || process.nodes.is_empty();
    for process in model.callable().filter(is_drawing) {
        let nodes = process.nodes.iter().map(|node| &node.id);
        let ids: BTreeSet<&ElementId> = nodes.chain(process.flows.iter().map(|flow| &flow.id)).collect();
        let lacks = |problem: &Problem| {
            let inside = problem.element.as_ref().is_some_and(|id| *id == process.id || ids.contains(id));
            let code = problem.code.as_str();
            inside
                && match problem.severity {
                    Severity::Error => {
                        let written = LANGUAGES.iter().any(|language| code.starts_with(language));
                        written || REFUSALS.contains(&code) || INCOMPLETE.contains(&code)
                    }
                    Severity::Warning => NOTHING_BEGINS.contains(&code),
                    Severity::Note => false,
                }
        };
        let mut drawn = process.nodes.is_empty();
        for problem in prepared.problems.iter_mut().filter(|problem| lacks(problem)) {
            problem.severity = Severity::Warning;
            drawn = true;
        }
        if drawn {
            prepared.processes.retain(|compiled| *compiled.id() != process.id);
            let message = "the process cannot run as drawn and is left out; draw what it does, or set isExecutable to \
                           true to see what refuses it";
            prepared.problems.push(Problem::warning("process-drawn-only", Some(&process.id), process.place, message));
        } else {
            let message = "the process says isExecutable=\"false\" and lacks nothing that it needs to run: it runs";
            prepared.problems.push(Problem::note("drawing-runs", Some(&process.id), process.place, message));
        }
    }
}

/// Nothing of the file could run, though nothing in it is wrong: told of its first process, or of the file where it has
/// none.
pub(super) fn nothing_runs(model: &Model) -> Problem {
    let file = model.id.as_deref().map(ElementId::from);
    let (element, place, message) = match model.callable().next() {
        Some(process) => (
            Some(&process.id),
            process.place,
            "the file has no process that could run: what is missing is told above; draw it, and deploy then",
        ),
        None => (file.as_ref(), model.place, "the file has no process that could run: draw one, and deploy then"),
    };
    Problem::error("no-process", element, place, message)
}
