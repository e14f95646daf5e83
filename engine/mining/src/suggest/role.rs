//! R12: roles that may much more than they do, and people who may do, or did, both of what two should.
use super::history::History;
use super::{Confidence, Edit, Found, Gain, Guard, Missing, Rule, Suggestion, Unit};
use crate::aggregate::DAY_MS;
use crate::log::NO_TIME;
use crate::measure::resource::{breadth, four_eyes};
use crate::statistics::bootstrap::Estimate;
use crate::statistics::interval::wilson;
use roaring::RoaringBitmap;
use std::collections::BTreeSet;

/// A role that did not use more than this share of what it may is too broad.
const BREADTH_MAX: f64 = 0.5;

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    pairs(history, found);
    if history.facts.roles.is_empty() {
        found.lacks(Rule::R12, &[], Missing::Roles);
        return;
    }
    let (from, until) = history.window();
    let days = if from < until { (until - from) / DAY_MS } else { 0 };
    if (days as u64) < Rule::R12.n_min() {
        found.lacks(Rule::R12, &[], Missing::Days { needed: Rule::R12.n_min(), found: days as u64 });
        return;
    }
    let since = until - Rule::R12.n_min() as i64 * DAY_MS;
    let mut did: BTreeSet<(&str, &str)> = BTreeSet::new();
    let log = history.log;
    for row in (0..log.row_count()).filter(|row| log.ended[*row] != NO_TIME && log.ended[*row] >= since) {
        let step = log.activities.name(log.activity[row]);
        did.extend(log.doers(row).map(|person| (log.actors.name(person), step)));
    }
    for role in history.facts.roles.iter().filter(|role| !role.members.is_empty()) {
        let is_used =
            |step: &&String| role.members.iter().any(|person| did.contains(&(person.as_str(), step.as_str())));
        let used: BTreeSet<String> = role.granted.iter().filter(is_used).cloned().collect();
        let Some(breadth) = breadth(&role.granted, &used) else { continue };
        let revoke: Vec<String> = role.granted.difference(&used).cloned().collect();
        // A role that did nothing at all may be one that only stands by: that is a question for people, not a finding.
        if breadth > BREADTH_MAX && revoke.len() < role.granted.len() {
            let evidence: RoaringBitmap = role
                .granted
                .iter()
                .filter_map(|step| log.activities.find(step))
                .flat_map(|step| history.cases_of(&history.rows[step as usize]))
                .collect();
            found.suggestions.push(Suggestion {
                rule: Rule::R12,
                places: vec![role.name.clone()],
                n: days as u64,
                gain: Gain { unit: Unit::Risk, per_case: Estimate::exact(breadth), cases: 0 },
                confidence: Confidence::Firm,
                effects: Rule::R12.effects(),
                edit: Edit::NarrowRole { role: role.name.clone(), revoke },
                guards: vec![],
                missing: vec![],
                evidence,
            });
        }
    }
}

/// Pairs of steps that two people should do.
fn pairs(history: &History<'_>, found: &mut Found) {
    let facts = history.facts;
    for pair in facts.pairs.iter().filter(|pair| !pair.same) {
        let of = |step: &str| history.log.activities.find(step);
        let (both, violating) = match (of(&pair.a), of(&pair.b)) {
            (Some(a), Some(b)) => four_eyes(history.log, a, b),
            _ => (vec![], vec![]),
        };
        let may = |step: &str| -> BTreeSet<&String> {
            facts.roles.iter().filter(|role| role.granted.contains(step)).flat_map(|role| &role.members).collect()
        };
        let potential = may(&pair.a).intersection(&may(&pair.b)).count();
        if violating.is_empty() && potential == 0 {
            continue;
        }
        let (n, bad) = (both.len() as u64, violating.len() as u64);
        let (low, high) = wilson(bad, n, 1.959_963_984_540_054);
        found.suggestions.push(Suggestion {
            rule: Rule::R12,
            places: vec![pair.a.clone(), pair.b.clone()],
            n,
            gain: Gain {
                unit: Unit::Risk,
                per_case: Estimate { value: if n == 0 { 0.0 } else { bad as f64 / n as f64 }, low, high },
                cases: n,
            },
            confidence: Confidence::Firm,
            effects: Rule::R12.effects(),
            edit: Edit::FourEyes { first: pair.a.clone(), then: pair.b.clone() },
            guards: if bad == 0 { vec![Guard::AtMost(high)] } else { vec![] },
            missing: vec![],
            evidence: violating.into_iter().collect(),
        });
    }
}
