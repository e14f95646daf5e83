//! One fault is told once: what the compiler cannot make anything of has often been told already, in other words, by the
//! rule that it breaks.
use crate::problem::{Problem, Severity};
use std::collections::BTreeSet;

/// What is left out of an element's problems, where this one tells the same fault, and the word by which that is seen.
const SAME: &[(&str, &str, &str)] = &[
    ("feel-empty", "expression-empty", ""),
    ("condition-missing", "expression-empty", ""),
    ("called-element-missing", "call-missing", ""),
    ("loop-count-missing", "loop-without-count", ""),
    ("link-target-missing", "link-name-missing", ""),
    ("message-missing", "dangling-reference", "`messageRef`"),
    ("signal-missing", "dangling-reference", "`signalRef`"),
    ("error-missing", "dangling-reference", "`errorRef`"),
    ("escalation-missing", "dangling-reference", "`escalationRef`"),
    ("default-not-outgoing", "dangling-reference", "`default`"),
    ("dangling-reference", "missing-attribute", "`attachedToRef`"),
];

/// Leaves out what is told twice. An error is left out for an error alone, so that what is refused stays refused.
pub(super) fn once(problems: &mut Vec<Problem>) {
    let mut twice = BTreeSet::new();
    for &(left_out, told, word) in SAME {
        let tells = |p: &&Problem| p.code == told && p.severity == Severity::Error && p.message.contains(word);
        let elements: BTreeSet<_> = problems.iter().filter(tells).filter_map(|p| p.element.clone()).collect();
        twice.extend(elements.into_iter().map(|element| (left_out, element)));
    }
    problems.retain(|p| !p.element.as_ref().is_some_and(|e| twice.contains(&(p.code.as_str(), e.clone()))));
}
