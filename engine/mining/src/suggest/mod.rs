//! What could be better, and by how much: sixteen rules that look for known practices of redesign in the history.
//!
//! A rule says something only where its least number of cases is there and all its conditions hold; where it cannot judge, it
//! says what it would have needed. Each suggestion has its gain with a 95 % interval, the cases it rests on, what must be
//! kept in mind, and the edit of the model it comes to. What is chosen among many by looking at older cases is measured on
//! newer ones, so that the best of chance is not taken for a finding. See `docs/suggestions.md`.
mod automate;
mod batch;
mod contacts;
mod control;
mod copies;
mod edit;
mod eliminate;
mod exception;
mod facts;
mod history;
mod knockout;
mod merge;
mod parallel;
mod realised;
mod record;
mod relocate;
mod resources;
mod role;
mod rule;
mod same_person;
mod segment;
mod suggestion;
mod timer;
mod triage;
mod unused;

pub use edit::{Copied, DecisionRow, Edit};
pub use eliminate::AUDIT_SHARE;
pub use facts::{Access, Costs, Facts, Flow, Kind, Outcomes, PairRule, Role, Source, Step, Tag, Threshold};
pub use history::WORTH_MIN;
pub use realised::{
    ARM_MIN, Beside, Control, DECIDED_AFTER_MS, OPEN_MAX, Realised, Verdict, decided_at, realised, realised_beside,
    settled_after,
};
pub use record::{Record, believed, record};
pub use rule::{CHECKLIST, Practice, RULES, Rule};
pub use segment::{Condition, DEPTH_MAX, Test, VALUES_MAX};
pub use suggestion::{Confidence, Effects, Gain, Guard, Missing, NotJudged, Sign, Suggestion, Unit};

use crate::log::Log;
use history::History;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// The suggestions: rule by rule, within a rule the one that brings most first.
    pub suggestions: Vec<Suggestion>,
    /// What could not be judged, and why.
    pub not_judged: Vec<NotJudged>,
    /// On how many finished cases all of it rests.
    pub cases: u64,
}

/// How far a search has come: so many of so many parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Parts that are done.
    pub done: usize,
    /// All parts.
    pub of: usize,
}

/// What rules write their findings into.
#[derive(Default)]
struct Found {
    suggestions: Vec<Suggestion>,
    not_judged: BTreeSet<NotJudged>,
}

impl Found {
    fn lacks(&mut self, rule: Rule, places: &[String], missing: Missing) {
        self.not_judged.insert(NotJudged { rule, places: places.to_vec(), missing });
    }

    /// Is there enough of what a rule counts? Says so where not.
    fn enough(&mut self, rule: Rule, places: &[String], found: u64) -> bool {
        self.at_least(rule, places, rule.n_min(), found)
    }

    fn at_least(&mut self, rule: Rule, places: &[String], needed: u64, found: u64) -> bool {
        if found < needed {
            self.lacks(rule, places, Missing::Cases { needed, found });
        }
        found >= needed
    }
}

/// Looks for everything in the history of one version family of a process. `progress` is called after each part and may end
/// the search; then there is no report.
pub fn suggest(log: &Log, facts: &Facts, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Option<Report> {
    let finders: [fn(&History<'_>, &mut Found); 16] = [
        parallel::find,
        eliminate::find,
        knockout::find,
        relocate::find,
        resources::find,
        batch::find,
        timer::find,
        merge::find,
        same_person::find,
        triage::find,
        unused::find,
        role::find,
        automate::find,
        control::find,
        contacts::find,
        exception::find,
    ];
    let of = finders.len() + 1;
    let history = History::of(log, facts);
    let mut found = Found::default();
    for (done, find) in (1..).zip(finders) {
        if progress(Progress { done, of }).is_break() {
            return None;
        }
        find(&history, &mut found);
    }
    found.suggestions.sort_by(|a, b| {
        a.rule.cmp(&b.rule).then(b.gain.total().total_cmp(&a.gain.total())).then(a.places.cmp(&b.places))
    });
    let whole = progress(Progress { done: of, of }).is_continue();
    whole.then(|| Report {
        suggestions: found.suggestions,
        not_judged: found.not_judged.into_iter().collect(),
        cases: history.cases.len() as u64,
    })
}
