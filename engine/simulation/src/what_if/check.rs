//! What contradicts itself in changes, whatever they are made to.
use super::{Changes, FACTOR_MAX, PEOPLE_MAX, StepChange, TeamChange, TeamHours};
use crate::refusal::Refusal;
use std::collections::BTreeSet;

/// Everything that contradicts itself, without a look at what it is made to.
pub fn contradictions(changes: &Changes) -> Vec<Refusal> {
    let mut found = vec![];
    if let Some(factor) = changes.arrivals {
        factor_of("arrivals", factor, false, &mut found);
    }
    once(changes.teams.iter().map(|change| change.team.as_str()), "team", &mut found);
    once(changes.steps.iter().map(|change| change.step.as_str()), "step", &mut found);
    once(changes.branches.iter().map(|change| change.gateway.as_str()), "gateway", &mut found);
    changes.teams.iter().for_each(|change| team(change, &mut found));
    changes.steps.iter().for_each(|change| step(change, changes, &mut found));
    if let Some(kinds) = &changes.kinds {
        let rising = kinds.by.limits.windows(2).all(|pair| pair[0] < pair[1]);
        let numbers = kinds.by.limits.iter().all(|limit| limit.is_finite()) && rising;
        if kinds.by.variable.is_empty() || !numbers || kinds.by.limits.is_empty() == kinds.by.value.is_none() {
            let message = "kinds are told apart by a variable, and by either one value or limits that rise";
            contradiction(kinds.step.as_deref().unwrap_or("kinds"), message, &mut found);
        }
    }
    for change in &changes.branches {
        let all: Vec<f64> = change.probabilities.values().copied().collect();
        if all.iter().any(|p| !(0.0..=1.0).contains(p)) || (all.iter().sum::<f64>() - 1.0).abs() > 1e-6 {
            let message = "probabilities lie between 0 and 1 and add up to 1";
            found.push(Refusal::at("simulation-probabilities", &change.gateway, message));
        }
    }
    found
}

fn once<'a>(names: impl Iterator<Item = &'a str>, what: &str, found: &mut Vec<Refusal>) {
    let mut seen = BTreeSet::new();
    for name in names.filter(|name| !seen.insert(*name)) {
        let message = format!("this {what} is changed twice: say everything about it in one place");
        found.push(Refusal::at("simulation-duplicate", name, message));
    }
}

fn factor_of(at: &str, factor: f64, or_none: bool, found: &mut Vec<Refusal>) {
    let least = if or_none { factor >= 0.0 } else { factor > 0.0 };
    if !factor.is_finite() || !least || factor > FACTOR_MAX {
        let from = if or_none { "at least 0" } else { "above 0" };
        let message = format!("{factor} times as much cannot be: a factor is {from} and at most {FACTOR_MAX}");
        found.push(Refusal::at("simulation-contradiction", at, message));
    }
}

fn contradiction(at: &str, message: &str, found: &mut Vec<Refusal>) {
    found.push(Refusal::at("simulation-contradiction", at, message));
}

fn team(change: &TeamChange, found: &mut Vec<Refusal>) {
    let at = change.team.as_str();
    if !(-PEOPLE_MAX..=PEOPLE_MAX).contains(&change.people) {
        let message = format!("at most {PEOPLE_MAX} people come or go");
        found.push(Refusal::at("simulation-limit", at, message));
    }
    if change.cost_per_hour.is_some_and(|cost| !cost.is_finite() || cost < 0.0) || change.at_once == Some(0) {
        contradiction(at, "costs are at least 0, and one works on at least one thing at once", found);
    }
    if let Some(TeamHours::Weekly { days, from, until }) = &change.hours {
        let valid = days.iter().all(|day| (1..=7).contains(day));
        if days.is_empty() || !valid || from >= until {
            contradiction(at, "weekly hours have days from 1 (Monday) to 7, and end after they begin", found);
        }
    }
    let same = TeamChange { team: change.team.clone(), ..TeamChange::default() };
    if *change == same {
        contradiction(at, "nothing of this team is different: say what, or leave it out", found);
    }
}

fn step(change: &StepChange, changes: &Changes, found: &mut Vec<Refusal>) {
    let at = change.step.as_str();
    if let Some(factor) = change.factor {
        factor_of(at, factor, false, found);
    }
    if let Some(factor) = change.wait {
        factor_of(at, factor, true, found);
    }
    if change.factor.is_some() && change.duration.is_some() {
        contradiction(at, "it is said how long it takes, and by how much that changes: say one of the two", found);
    }
    if change.automated {
        if change.duration.is_none() {
            contradiction(at, "it is automated: say with `duration` how long the system takes", found);
        }
        let by_whom = change.team.is_some() || change.without.is_some() || change.apart.is_some();
        let collected = change.batch.is_some() || change.batch_size.is_some();
        if by_whom || collected || change.priority.is_some() || change.shared {
            contradiction(at, "it is automated, so no team does it, collects it or puts it first", found);
        }
        if change.wait.is_some() {
            contradiction(at, "it is automated, so it begins at once: say nothing of its wait", found);
        }
    }
    if change.batch_size == Some(0) {
        contradiction(at, "a batch has at least 1, and 1 is none", found);
    }
    if change.batch.is_some() && change.batch_size.is_some() {
        contradiction(at, "it is said how it is collected, and by how much that changes: say one of the two", found);
    }
    if change.cost.is_some_and(|cost| !cost.is_finite() || cost < 0.0) {
        contradiction(at, "a cost is at least 0", found);
    }
    if change.priority.is_some() && changes.discipline.is_some_and(|d| d != crate::scenario::Discipline::Priority) {
        contradiction(at, "it has a priority, and the discipline does not look at priorities", found);
    }
    let same = StepChange { step: change.step.clone(), ..StepChange::default() };
    if *change == same {
        contradiction(at, "nothing of this step is different: say what, or leave it out", found);
    }
}
