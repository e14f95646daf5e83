//! Faults as problems: what it means, and what to do about it.
use super::{Fault, FaultKind, STATES_MAX, TOKENS_MAX, Undecided, Verdict, WORK_MAX, Why};
use crate::id::ElementId;
use crate::model::{Model, NodeKind};
use crate::problem::{Problem, Severity};
use std::collections::BTreeSet;

/// The codes of what the analysis reports.
pub const CODES: [&str; 6] = [
    "deadlock",
    "lack-of-synchronisation",
    "dead-activity",
    "improper-completion",
    "no-option-to-complete",
    "soundness-not-decided",
];

/// The stable code of a fault.
impl FaultKind {
    /// Stable: clients and translations depend on it.
    pub fn code(self) -> &'static str {
        match self {
            FaultKind::Deadlock => CODES[0],
            FaultKind::LackOfSynchronisation => CODES[1],
            FaultKind::DeadActivity => CODES[2],
            FaultKind::ImproperCompletion => CODES[3],
            FaultKind::NoOptionToComplete => CODES[4],
        }
    }
}

/// All warnings: whether it happens is decided by data, and an operator can move a token that is stuck. So is
/// that the analysis could not look at everything.
///
/// What begins beside an activity without interrupting it is meant to run several times at once, so tokens that meet there
/// are a note too.
pub fn problems(model: &Model, verdict: &Verdict) -> Vec<Problem> {
    let beside = beside(model);
    let mut problems: Vec<Problem> = verdict.faults.iter().map(|fault| problem(fault, &beside)).collect();
    problems.extend(verdict.undecided.iter().map(undecided));
    problems
}

fn undecided(undecided: &Undecided) -> Problem {
    let Undecided { process, place, states, at, why } = undecided;
    let ended = match why {
        Why::Element(element) => format!("`{element}` is not analysed exactly"),
        Why::States => {
            format!("it is not decided within {STATES_MAX} markings, or {WORK_MAX} steps of work")
        }
        Why::Tokens => format!("more tokens than the bound of {TOKENS_MAX} may gather in one place"),
    };
    let open = match &at[..] {
        [] => String::new(),
        at => format!(
            ". The search ended with tokens at {}",
            at.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
        ),
    };
    let message = format!(
        "undecided: whether it always ends well is not known. {states} markings were looked at, and {ended}{open}. What is \
         reported is true, what is not reported may still be wrong; split the process into smaller ones to have it decided"
    );
    Problem { path: at.clone(), ..Problem::warning(CODES[5], Some(process), *place, message) }
}

/// The boundary events and event sub-processes that do not interrupt.
fn beside(model: &Model) -> BTreeSet<&ElementId> {
    let nodes = model.processes.iter().flat_map(|process| &process.nodes);
    let beside = nodes.filter_map(|node| match &node.kind {
        NodeKind::BoundaryEvent { interrupting: false, .. } => Some(&node.id),
        NodeKind::StartEvent { interrupting: false, .. } => node.scope.as_ref(),
        _ => None,
    });
    beside.collect()
}

fn problem(fault: &Fault, beside: &BTreeSet<&ElementId>) -> Problem {
    let what = match fault.kind {
        FaultKind::Deadlock => {
            "a token can come here and wait for ever; join with the gateway that fits the split before it, or see that \
             what it waits for is always sent"
        }
        FaultKind::LackOfSynchronisation => {
            "two tokens can be here at once, and what follows happens twice; join what was split in parallel with a \
             parallel or inclusive gateway"
        }
        FaultKind::DeadActivity => "no token ever comes here, although flows lead to it; correct the gateway before it",
        FaultKind::ImproperCompletion => {
            "this end event can be reached twice in one run; join the flows before it, or give each its own end event"
        }
        FaultKind::NoOptionToComplete => {
            "from here tokens go round and the process can never end; lead a flow out of the loop"
        }
    };
    let way = match &fault.path[..] {
        [] => String::new(),
        path => format!(". How it happens: {}", path.iter().map(ElementId::as_str).collect::<Vec<_>>().join(" → ")),
    };
    let problem = Problem::warning(fault.kind.code(), Some(&fault.element), fault.place, format!("{what}{way}"));
    let several = matches!(fault.kind, FaultKind::LackOfSynchronisation | FaultKind::ImproperCompletion);
    let meant = several && fault.path.iter().any(|id| beside.contains(id));
    let severity = if meant { Severity::Note } else { Severity::Warning };
    Problem { severity, path: fault.path.clone(), ..problem }
}
