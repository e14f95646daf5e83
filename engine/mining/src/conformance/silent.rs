//! Ways through silent transitions: how tokens can move without anything being seen.
use super::net::{Marking, Net};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// For each place, which others can be reached by silent transitions alone, and the shortest row of them.
#[derive(Debug, Clone)]
pub(super) struct SilentPaths {
    paths: Vec<BTreeMap<usize, Vec<usize>>>,
}

impl SilentPaths {
    pub(super) fn of(net: &Net) -> Self {
        let mut by_place: Vec<Vec<usize>> = vec![vec![]; net.places.len()];
        for (number, transition) in net.transitions.iter().enumerate().filter(|(_, t)| t.label.is_none()) {
            transition.takes.iter().for_each(|(place, _)| by_place[*place].push(number));
        }
        let paths = (0..net.places.len()).map(|from| breadth_first(net, &by_place, from)).collect();
        SilentPaths { paths }
    }

    pub(super) fn between(&self, from: usize, to: usize) -> Option<&[usize]> {
        self.paths[from].get(&to).map(Vec::as_slice)
    }
}

fn breadth_first(net: &Net, by_place: &[Vec<usize>], from: usize) -> BTreeMap<usize, Vec<usize>> {
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut queue = VecDeque::from([(from, vec![])]);
    while let Some((place, path)) = queue.pop_front() {
        for transition in &by_place[place] {
            for (next, _) in &net.transitions[*transition].gives {
                if !found.contains_key(next) {
                    let longer = [path.as_slice(), &[*transition]].concat();
                    found.insert(*next, longer.clone());
                    queue.push_back((*next, longer));
                }
            }
        }
    }
    found
}

/// The labels that can be next in a marking, after any number of silent transitions. Bounded: a net that makes tokens
/// silently is left after so many markings.
pub(super) fn labels_to_come<'a>(net: &'a Net, marking: &Marking) -> BTreeSet<&'a str> {
    const MARKINGS_MAX: usize = 10_000;
    let mut seen = BTreeSet::from([marking.clone()]);
    let mut open = vec![marking.clone()];
    let mut labels = BTreeSet::new();
    while let Some(marking) = open.pop() {
        for transition in net.enabled(&marking) {
            if let Some(label) = &net.transitions[transition].label {
                labels.insert(label.as_str());
                continue;
            }
            let after = net.fire(transition, &marking);
            if seen.len() < MARKINGS_MAX && seen.insert(after.clone()) {
                open.push(after);
            }
        }
    }
    labels
}

/// The same where each transition is looked at only from the marking in which it was last found enabled, transitions in
/// the order of their ids. It may miss labels behind several silent branches.
pub(super) fn labels_from_last_marking<'a>(net: &'a Net, marking: &Marking) -> BTreeSet<&'a str> {
    const STEPS_MAX: usize = 100_000;
    let mut order: Vec<usize> = (0..net.transitions.len()).collect();
    order.sort_by(|a, b| net.transitions[*a].id.cmp(&net.transitions[*b].id));
    let enabled = |marking: &Marking| order.iter().copied().filter(|t| net.is_enabled(*t, marking)).collect::<Vec<_>>();
    let mut queue = enabled(marking);
    let mut last: BTreeMap<usize, Marking> = queue.iter().map(|t| (*t, marking.clone())).collect();
    let mut seen = BTreeSet::new();
    let mut labels = BTreeSet::new();
    let mut at = 0;
    while at < queue.len().min(STEPS_MAX) {
        let transition = queue[at];
        at += 1;
        let from = last[&transition].clone();
        if !seen.insert((transition, from.clone())) {
            continue;
        }
        if let Some(label) = &net.transitions[transition].label {
            labels.insert(label.as_str());
            continue;
        }
        let after = net.fire(transition, &from);
        for found in enabled(&after) {
            queue.push(found);
            last.insert(found, after.clone());
        }
    }
    labels
}
