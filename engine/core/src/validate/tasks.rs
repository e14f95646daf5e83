//! Tasks and calls: what each needs to be done, and values that can be judged before anything runs.
use super::events::named_root;
use super::timers::{is_date, is_duration};
use super::view::{View, error, warning};
use crate::element::{JOB_PRIORITY_MAX, RETRIES_MAX};
use crate::model::{ListenerAction, Mapping, Node, NodeKind, RootKind, RuleTask, Text, UserTask, Work};
use crate::number;
use crate::problem::Problem;
use std::ops::RangeInclusive;

pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    for node in &view.process.nodes {
        match &node.kind {
            // Without a message a receive task waits for one of its own id.
            NodeKind::ReceiveTask { message, .. } => {
                problems.extend(message.as_ref().and_then(|id| named_root(view, node, Some(id), RootKind::Message)));
            }
            NodeKind::SendTask { message, work } => {
                problems.extend(message.as_ref().and_then(|id| named_root(view, node, Some(id), RootKind::Message)));
                problems.extend(numbers(node, work));
            }
            NodeKind::ServiceTask(work) => problems.extend(numbers(node, work)),
            NodeKind::BusinessRuleTask(task) => {
                business_rule(view, node, task, problems);
                problems.extend(numbers(node, &task.work));
            }
            NodeKind::ScriptTask { language, script, work, .. } => {
                problems.extend(script_format(node, language.as_deref(), script.as_ref()));
                problems.extend(numbers(node, work));
            }
            NodeKind::CallActivity(call) => problems.extend(called_process(view, node, call.called.as_deref())),
            NodeKind::UserTask(task) => user_task(node, task, problems),
            _ => {}
        }
        for listener in &node.listeners {
            if let ListenerAction::Job(work) | ListenerAction::Script(_, work) = &listener.action {
                problems.extend(numbers(node, work));
            }
        }
        for mapping in node.inputs.iter().chain(&node.outputs) {
            problems.extend(target(node, mapping));
        }
    }
}

/// BPMN 10.3.3, business rule task: its implementation is a decision, or a worker.
fn business_rule(view: &View<'_>, node: &Node, task: &RuleTask, problems: &mut Vec<Problem>) {
    if task.decision.is_none() && task.work.job_type.is_none() {
        let message = "it neither names a decision (weir:decision) nor a worker (weir:type)";
        problems.push(view.incomplete("business-rule-without-decision", &node.id, node.place, message));
    }
    if task.decision.is_some() && node.written.iter().any(|written| written.own_type) {
        let message = "it names a decision and a worker: take one away, weir:decision or weir:type";
        problems.push(error("business-rule-ambiguous", node, message));
    }
}

/// BPMN: a script comes with its format.
fn script_format(node: &Node, language: Option<&str>, script: Option<&Text>) -> Option<Problem> {
    let script = script.filter(|_| language.is_none())?;
    let message = if script.text.starts_with('=') {
        "the script has no scriptFormat; it is read as FEEL"
    } else {
        "the script has no scriptFormat: the engine does not run it, and a worker gets it; say its language, or begin it \
         with `=` if it is FEEL"
    };
    Some(warning("script-format-missing", node, message))
}

fn called_process(view: &View<'_>, node: &Node, called: Option<&str>) -> Option<Problem> {
    let message = "the call activity calls nothing; set calledElement to the id of a process";
    called.is_none().then(|| view.incomplete("call-missing", &node.id, node.place, message))
}

/// What a job is made with.
fn numbers(node: &Node, work: &Work) -> impl Iterator<Item = Problem> {
    retries(node, work).into_iter().chain(job_priority(node, work))
}

fn retries(node: &Node, work: &Work) -> Option<Problem> {
    let retries = work.retries.as_ref()?;
    let wrong = !is_expression(retries) && !is_whole(&retries.text, 1..=RETRIES_MAX);
    let message = format!("`{}` is no number of retries; write 1 to {RETRIES_MAX}", retries.text);
    wrong.then(|| Problem { place: retries.place, ..error("retries-invalid", node, message) })
}

fn job_priority(node: &Node, work: &Work) -> Option<Problem> {
    let priority = work.priority.as_ref()?;
    let wrong = !is_expression(priority) && !is_whole(&priority.text, -JOB_PRIORITY_MAX..=JOB_PRIORITY_MAX);
    let message =
        format!("`{}` is no priority of a job; write -{JOB_PRIORITY_MAX} to {JOB_PRIORITY_MAX}", priority.text);
    wrong.then(|| Problem { place: priority.place, ..error("priority-invalid", node, message) })
}

fn is_whole(text: &str, limits: RangeInclusive<i64>) -> bool {
    number::read(text).and_then(number::whole).is_some_and(|number| limits.contains(&number))
}

fn user_task(node: &Node, task: &UserTask, problems: &mut Vec<Problem>) {
    if let Some(priority) = task.priority.as_ref().filter(|priority| !is_expression(priority)) {
        let fits = priority.text.parse::<u8>().is_ok_and(|priority| priority <= 100);
        let message = format!("`{}` is no priority; write 0 to 100", priority.text);
        problems.extend((!fits).then(|| Problem { place: priority.place, ..error("priority-invalid", node, message) }));
    }
    for date in [&task.due_date, &task.follow_up_date].into_iter().flatten().filter(|date| !is_expression(date)) {
        let fits = is_date(&date.text) || is_duration(&date.text);
        let message = format!("`{}` is no date; write an ISO 8601 date-time or duration, or FEEL after `=`", date.text);
        problems.extend((!fits).then(|| Problem { place: date.place, ..error("date-invalid", node, message) }));
    }
}

/// A variable is set as a whole: its name is one word.
fn target(node: &Node, mapping: &Mapping) -> Option<Problem> {
    let mut letters = mapping.target.chars();
    let first = letters.next().is_some_and(|letter| letter.is_alphabetic() || letter == '_');
    let rest = letters.all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'));
    let message = format!("`{}` is no name of a variable; use letters, digits and `_`", mapping.target);
    (!first || !rest).then(|| Problem { place: mapping.source.text.place, ..error("variable-name", node, message) })
}

/// Text, or FEEL after `=`. Expressions of other engines are told where expressions are checked.
pub(crate) fn is_expression(text: &Text) -> bool {
    text.text.starts_with('=') || crate::juel::is_juel(&text.text)
}
