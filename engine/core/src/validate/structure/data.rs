//! Inputs, outputs and their sets.
use super::{all, children, referred, warning};
use crate::problem::Problem;
use crate::read::document::Document;
use std::collections::BTreeSet;

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for specification in all(document, "ioSpecification") {
        problems.extend(in_subprocess(document, specification));
        unused(document, specification, problems);
        answered(document, specification, problems);
    }
    for (tag, kind) in [("inputSet", "Input"), ("outputSet", "Output")] {
        for set in all(document, tag) {
            listed(document, set, kind, problems);
        }
    }
}

/// BPMN: sub-processes take no input/output specification; they see the data around them.
fn in_subprocess(document: &Document, specification: usize) -> Option<Problem> {
    let parent = document.element(specification).parent?;
    let inside = matches!(document.tag(parent), "subProcess" | "transaction" | "adHocSubProcess");
    let message = "a sub-process has no ioSpecification; it sees the data around it";
    inside.then(|| warning(document, parent, "io-in-subprocess", message))
}

/// BPMN: every data input is in at least one input set, every data output in at least one output set.
fn unused(document: &Document, specification: usize, problems: &mut Vec<Problem>) {
    for (data, set, list) in [("dataInput", "inputSet", "dataInputRefs"), ("dataOutput", "outputSet", "dataOutputRefs")]
    {
        let used: BTreeSet<usize> =
            children(document, specification, set).flat_map(|set| referred(document, set, list)).collect();
        for data in children(document, specification, data).filter(|data| !used.contains(data)) {
            let message = format!("`{}` is in no {set}; list it in {list}", document.id(data));
            problems.push(warning(document, data, "data-in-no-set", message));
        }
    }
}

/// BPMN: what a set calls optional, or needed while executing, is one of its own inputs or outputs.
fn listed(document: &Document, set: usize, kind: &str, problems: &mut Vec<Problem>) {
    let list = format!("data{kind}Refs");
    let own: BTreeSet<usize> = referred(document, set, &list).collect();
    for part in [format!("optional{kind}Refs"), format!("whileExecuting{kind}Refs")] {
        for data in referred(document, set, &part).filter(|data| !own.contains(data)) {
            let message = format!("`{}` stands in {part} but not in {list}", document.id(data));
            problems.push(warning(document, set, "data-not-listed", message));
        }
    }
}

/// BPMN: where an input set names an output set, that output set names the input set, and the other way round.
fn answered(document: &Document, specification: usize, problems: &mut Vec<Problem>) {
    for (from, there, to, back) in [
        ("inputSet", "outputSetRefs", "outputSet", "inputSetRefs"),
        ("outputSet", "inputSetRefs", "inputSet", "outputSetRefs"),
    ] {
        for set in children(document, specification, from) {
            for other in referred(document, set, there).filter(|other| document.tag(*other) == to) {
                if !referred(document, other, back).any(|answer| answer == set) {
                    let message = format!("this {from} names {to} `{}`, which does not name it", document.id(other));
                    problems.push(warning(document, set, "sets-one-sided", message));
                    let message = format!("{from} `{}` names this {to}, which does not name it", document.id(set));
                    problems.push(warning(document, other, "sets-one-sided", message));
                }
            }
        }
    }
}
