//! What activities repeat over, call and hand on.
use super::items::{definition, same};
use super::{all, children, referred, target, warning};
use crate::problem::Problem;
use crate::read::document::Document;

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for marker in all(document, "multiInstanceLoopCharacteristics") {
        for (list, data) in [("loopDataInputRef", "dataInput"), ("loopDataOutputRef", "dataOutput")] {
            problems.extend(elsewhere(document, marker, list, data));
        }
    }
    for ad_hoc in all(document, "adHocSubProcess") {
        problems.extend(never_ends_others(document, ad_hoc));
    }
    for call in all(document, "callActivity") {
        problems.extend(called(document, call));
        problems.extend(passed(document, call));
    }
    for script in all(document, "globalScriptTask") {
        problems.extend(format_of(document, script));
    }
}

/// BPMN 10.3.8: a task repeats over an input of its own and collects in an output of its own.
fn elsewhere(document: &Document, marker: usize, list: &str, data: &str) -> Option<Problem> {
    let activity = document.element(marker).parent?;
    if matches!(document.tag(activity), "subProcess" | "transaction" | "adHocSubProcess") {
        return None;
    }
    let collection = referred(document, marker, list).next()?;
    let mut specifications = children(document, activity, "ioSpecification");
    let own = specifications.any(|s| children(document, s, data).any(|own| own == collection));
    let message = format!("{list} of a task names a {data} of its own; `{}` is none", document.id(collection));
    (!own).then(|| warning(document, marker, "loop-data-elsewhere", message))
}

/// BPMN 10.3.5.2: one after the other, there is nothing left to end when the condition holds.
fn never_ends_others(document: &Document, ad_hoc: usize) -> Option<Problem> {
    let element = document.element(ad_hoc);
    let sequential = element.get("ordering").map(str::trim) == Some("Sequential");
    let message = "cancelRemainingInstances counts where several run at once; remove it, or set ordering to Parallel";
    (sequential && element.get("cancelRemainingInstances").is_some())
        .then(|| warning(document, ad_hoc, "ad-hoc-cancel-unused", message))
}

/// BPMN 10.3.6: what is called is a process or a global task.
fn called(document: &Document, call: usize) -> Option<Problem> {
    let called = target(document, call, "calledElement")?;
    let tag = document.tag(called);
    let message = format!("`{}` is a {tag} in this file; a call activity calls a process", document.id(called));
    (tag != "process" && !GLOBAL_TASKS.contains(&tag)).then(|| warning(document, call, "called-element-kind", message))
}

/// What can be called beside processes. Global conversations and choreography tasks are no activities.
const GLOBAL_TASKS: [&str; 5] =
    ["globalTask", "globalManualTask", "globalUserTask", "globalScriptTask", "globalBusinessRuleTask"];

/// BPMN 10.3.6: a call activity has the inputs and outputs of what it calls, in the same order and of the same items.
fn passed(document: &Document, call: usize) -> Option<Problem> {
    let called = target(document, call, "calledElement")?;
    let (own, theirs) = (document.child(call, "ioSpecification"), document.child(called, "ioSpecification")?);
    // What a call passes on may be said by extensions.
    if own.is_none() && document.child(call, "extensionElements").is_some() {
        return None;
    }
    let differs = ["dataInput", "dataOutput"].iter().any(|tag| {
        let items = |specification| children(document, specification, tag).map(|data| definition(document, data));
        let Some(own) = own else { return children(document, theirs, tag).next().is_some() };
        let (own, theirs): (Vec<_>, Vec<_>) = (items(own).collect(), items(theirs).collect());
        let other = |(a, b): (&Option<usize>, &Option<usize>)| a.zip(*b).is_some_and(|(a, b)| !same(document, a, b));
        own.len() != theirs.len() || own.iter().zip(&theirs).any(other)
    });
    let message = format!("its inputs and outputs are not those of `{}`", document.id(called));
    differs.then(|| warning(document, call, "call-data-differs", message))
}

/// BPMN 10.3.4: a script comes with its language.
fn format_of(document: &Document, task: usize) -> Option<Problem> {
    let has_script = children(document, task, "script").next().is_some();
    let message = "the script has no scriptLanguage; name it";
    (has_script && document.element(task).get("scriptLanguage").is_none())
        .then(|| warning(document, task, "script-format-missing", message))
}
