//! R11: a flow that no case has taken, though many could have.
use super::facts::Tag;
use super::history::History;
use super::{Confidence, Edit, Found, Gain, Guard, Missing, Rule, Suggestion, Unit};
use crate::aggregate::DAY_MS;
use crate::statistics::bootstrap::Estimate;
use std::collections::BTreeSet;

/// A branch that is younger, days, may only not have been needed yet.
const AGE_MIN: i64 = 90;

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    let facts = history.facts;
    let Some(deployed) = facts.deployed.filter(|_| !facts.flows.is_empty()) else {
        found.lacks(Rule::R11, &[], Missing::Model);
        return;
    };
    if !history.knows_causes {
        found.lacks(Rule::R11, &[], Missing::Causes);
        return;
    }
    let age = (facts.now - deployed).max(0) / DAY_MS;
    if age < AGE_MIN {
        found.lacks(Rule::R11, &[], Missing::Days { needed: AGE_MIN as u64, found: age as u64 });
        return;
    }
    let exempt = |tags: &BTreeSet<Tag>| !tags.is_empty();
    for flow in &facts.flows {
        // Two flows between the same nodes cannot be told apart by what followed what.
        let twins = facts.flows.iter().filter(|other| other.from == flow.from && other.to == flow.to).count();
        let is_exempt = exempt(&flow.tags) || facts.steps.get(&flow.to).is_some_and(|step| exempt(&step.tags));
        let Some(from) = history.log.activities.find(&flow.from) else { continue };
        let to = history.log.activities.find(&flow.to);
        let taken = flow.taken || to.is_some_and(|to| history.flows.contains_key(&(from, to)));
        if taken || twins > 1 || is_exempt {
            continue;
        }
        let reached = &history.rows[from as usize];
        let places = vec![flow.id.clone()];
        let n = history.cases_in(reached);
        if !reached.is_empty() && found.enough(Rule::R11, &places, n) {
            found.suggestions.push(Suggestion {
                rule: Rule::R11,
                n,
                gain: Gain { unit: Unit::Risk, per_case: Estimate::exact(0.0), cases: 0 },
                confidence: Confidence::Firm,
                effects: Rule::R11.effects(),
                edit: Edit::ReviewFlow { flow: flow.id.clone() },
                // Nothing in n: with 95 % confidence at most 3/n.
                guards: vec![Guard::AtMost(3.0 / n as f64)],
                missing: vec![],
                evidence: history.cases_of(reached),
                places,
            });
        }
    }
}
