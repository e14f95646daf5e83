//! Cases of two kinds go separate ways: those who do a step are shared out among the kinds, each kind has a queue of its own.
use super::Kinds;
use crate::refusal::Refusal;
use crate::scenario::{Resource, Scenario};
use std::collections::BTreeMap;
use weir_core::Timestamp;

/// Over so long it is counted how much people are there, ms.
const MONTH: i64 = 28 * 86_400_000;

/// Shares out the people of a step, or of all that several people do, by how much work each kind is.
pub(super) fn part(made: &mut Scenario, kinds: &Kinds, steps: &BTreeMap<String, bool>, found: &mut Vec<Refusal>) {
    let at = kinds.step.as_deref().unwrap_or("kinds");
    if kinds.step.as_ref().is_some_and(|step| steps.get(step) != Some(&true)) {
        found.push(Refusal::at("simulation-unknown-element", at, "the model has no task of this id"));
        return;
    }
    let known = |given: &crate::scenario::Vector| {
        let later = given.given.values().flatten().any(|variables| variables.contains_key(&kinds.by.variable));
        later || given.start.contains_key(&kinds.by.variable)
    };
    if !made.property.vectors.iter().any(known) && !made.property.values.contains_key(&kinds.by.variable) {
        let message = format!("no simulated case has `{}`, so none is told from the others by it", kinds.by.variable);
        found.push(Refusal::at("simulation-contradiction", at, message));
        return;
    }
    let of_kinds = |made: &Scenario, step: &str| {
        let by = made.elements.get(step)?.time.size.as_ref()?;
        (by.is_like(&kinds.by) && by.work.len() == by.classes()).then(|| by.work.clone())
    };
    let wanted = steps.iter().filter(|(step, is_work)| **is_work && kinds.step.as_ref().is_none_or(|one| one == *step));
    let (mut parted, mut alone) = (false, false);
    for step in wanted.map(|(step, _)| step) {
        let Some(work) = of_kinds(made, step) else { continue };
        match shared_out(who(made, step), &work) {
            Some(people) => {
                let resource = &mut made.element(step).resource;
                resource.shares.clear();
                resource.kinds = people;
                parted = true;
            }
            None => alone = true,
        }
    }
    if parted {
        return;
    }
    found.push(if alone {
        let message = "whoever does it is alone, and cannot be two queues: let more people do it";
        Refusal::at("simulation-step-without-resource", at, message)
    } else {
        let message = "history does not tell these kinds apart here, or another scenario does otherwise: take a longer history, and one way to tell cases apart in a simulation";
        Refusal::at("simulation-contradiction", at, message)
    });
}

/// Those who may do a step, by resource with how much it can do: so many people, for as long as each is there in a month, each on so
/// many things at once.
fn who(made: &Scenario, step: &str) -> Vec<(String, f64)> {
    let Some(given) = made.elements.get(step) else { return vec![] };
    let asked = &given.resource;
    let may = |who: &&Resource| asked.people.contains(&who.id) || asked.groups.iter().any(|of| who.groups.contains(of));
    let there = |who: &Resource| {
        let calendar = made.calendars.iter().find(|calendar| Some(&calendar.id) == who.calendar.as_ref());
        let until = Timestamp(made.start.0 + MONTH);
        // Who is never there does nothing, but has to be somewhere.
        let there = calendar.map_or(MONTH, |calendar| calendar.between(made.start, until)).max(1);
        there as f64 * f64::from(who.count.unwrap_or(1)) * f64::from(who.at_once.unwrap_or(1).max(1))
    };
    made.resources.iter().filter(may).map(|who| (who.id.clone(), there(who))).collect()
}

/// Everybody comes to the kind that has most work for what its people can do; each kind has somebody. None where they are too few.
fn shared_out(mut people: Vec<(String, f64)>, work: &[f64]) -> Option<Vec<Vec<String>>> {
    if people.len() < work.len() {
        return None;
    }
    // Those who can do much come first: what is left makes up for it.
    people.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut queues: Vec<(f64, Vec<String>)> = vec![(0.0, vec![]); work.len()];
    let left = |given: usize, queues: &[(f64, Vec<String>)]| {
        let empty = queues.iter().filter(|(_, who)| who.is_empty()).count();
        people.len() - given <= empty
    };
    let mut to = vec![];
    for (given, (_, more)) in people.iter().enumerate() {
        let must = left(given, &queues);
        let need = |at: &usize| work[*at] / (queues[*at].0 + more);
        let open = (0..work.len()).filter(|at| !must || queues[*at].1.is_empty());
        let next = open.max_by(|a, b| need(a).total_cmp(&need(b)).then(b.cmp(a)))?;
        queues[next].0 += more;
        queues[next].1.push(people[given].0.clone());
        to.push(next);
    }
    Some(queues.into_iter().map(|(_, who)| who).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_come_to_where_most_work_is_and_nobody_is_left_alone() {
        let people = |count: usize| (0..count).map(|n| (format!("p{n}"), 1.0)).collect::<Vec<_>>();
        let sizes = |count, work: &[f64]| {
            shared_out(people(count), work).map(|queues| queues.iter().map(Vec::len).collect::<Vec<_>>())
        };
        assert_eq!(sizes(4, &[3.0, 1.0]), Some(vec![3, 1]));
        assert_eq!(sizes(4, &[100.0, 1.0]), Some(vec![3, 1]), "each kind has somebody");
        assert_eq!(sizes(2, &[0.0, 5.0]), Some(vec![1, 1]));
        assert_eq!(sizes(1, &[1.0, 1.0]), None);
        let alike = shared_out(vec![("one".into(), 1.0), ("team".into(), 3.0)], &[1.0, 3.0]);
        assert_eq!(alike, Some(vec![vec!["one".to_owned()], vec!["team".to_owned()]]));
    }
}
