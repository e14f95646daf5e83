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
            match &net.transitions[transition].label {
                Some(label) => drop(labels.insert(label.as_str())),
                None => {
                    let next = net.fire(transition, &marking);
                    if seen.len() < MARKINGS_MAX && seen.insert(next.clone()) {
                        open.push(next);
                    }
                }
            }
        }
    }
    labels
}
