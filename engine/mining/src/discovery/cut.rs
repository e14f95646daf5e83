//! Cuts: ways to divide the activities of a graph so that each part is a model of its own.
use super::graph::{Graph, Group, components};
use super::tree::Operator;
use std::collections::{BTreeMap, BTreeSet};

/// The first cut that holds: exclusive choice, sequence, parallel, loop.
pub(super) fn find(graph: &Graph) -> Option<(Operator, Vec<Group>)> {
    let activities = graph.activities();
    if activities.is_empty() {
        return None;
    }
    exclusive(graph, &activities)
        .map(|groups| (Operator::Exclusive, groups))
        .or_else(|| sequence(graph, &activities).map(|groups| (Operator::Sequence, groups)))
        .or_else(|| parallel(graph, &activities).map(|groups| (Operator::Parallel, groups)))
        .or_else(|| looped(graph, &activities).map(|groups| (Operator::Loop, groups)))
}

fn several(groups: Vec<Group>) -> Option<Vec<Group>> {
    (groups.len() > 1).then_some(groups)
}

/// Parts that never follow one another.
fn exclusive(graph: &Graph, activities: &Group) -> Option<Vec<Group>> {
    several(components(activities, |a, b| graph.has(a, b) || graph.has(b, a)))
}

/// Parts of which each reaches all later ones and no earlier one (Leemans 2017, definition 6.7 and page 233): activities
/// that reach each other both ways or not at all are one part; then parts around one that can be left out are joined with
/// it as far as nothing else needs them apart.
fn sequence(graph: &Graph, activities: &Group) -> Option<Vec<Group>> {
    let reach = graph.reachable();
    let reaches = |a: u32, b: u32| reach[&a].contains(&b);
    let mut groups = components(activities, |a, b| reaches(a, b) == reaches(b, a));
    // Joining two parts may make a third reach the joined one both ways.
    loop {
        let any = |a: &Group, b: &Group| a.iter().any(|x| b.iter().any(|y| reaches(*x, *y)));
        let pair = (0..groups.len())
            .flat_map(|i| (i + 1..groups.len()).map(move |j| (i, j)))
            .find(|(i, j)| any(&groups[*i], &groups[*j]) == any(&groups[*j], &groups[*i]));
        let Some((i, j)) = pair else { break };
        let taken = groups.remove(j);
        groups[i].extend(taken);
    }
    let before = |group: &Group| -> usize {
        let inside = |activity: u32| reach.values().filter(|reached| reached.contains(&activity)).count();
        let activity = *group.first().expect("no group is empty");
        inside(activity) + activities.len() - reach[&activity].len()
    };
    groups.sort_by_key(|group| before(group));
    several(strict(graph, several(groups)?))
}

fn strict(graph: &Graph, mut groups: Vec<Group>) -> Vec<Group> {
    let place: BTreeMap<u32, i64> =
        (0_i64..).zip(&groups).flat_map(|(at, group)| group.iter().map(move |a| (*a, at))).collect();
    let begins = |group: &Group| group.iter().any(|a| graph.start.contains_key(a));
    let ends = |group: &Group| group.iter().any(|a| graph.end.contains_key(a));
    // From how far before each part is entered, and to how far behind it is left; a case's start and end are furthest.
    let mut from: Vec<i64> = groups.iter().map(|g| if begins(g) { i64::MIN } else { i64::MAX }).collect();
    let mut to: Vec<i64> = groups.iter().map(|g| if ends(g) { i64::MAX } else { i64::MIN }).collect();
    for (a, b) in graph.edges.keys() {
        let (at, next) = (place[a], place[b]);
        from[next as usize] = from[next as usize].min(at);
        to[at as usize] = to[at as usize].max(next);
    }
    for p in 0..groups.len() {
        if !can_be_skipped(graph, &groups, p) {
            continue;
        }
        let join = |groups: &mut Vec<Group>, q: usize| {
            let taken = std::mem::take(&mut groups[q]);
            groups[p].extend(taken);
        };
        for q in (0..p).rev().take_while(|q| to[*q] <= p as i64) {
            join(&mut groups, q);
        }
        for q in (p + 1..from.len()).take_while(|q| from[*q] >= p as i64) {
            join(&mut groups, q);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn can_be_skipped(graph: &Graph, groups: &[Group], p: usize) -> bool {
    let (before, after) = (groups[..p].iter().flatten(), groups[p + 1..].iter().flatten());
    let over = before.clone().any(|a| after.clone().any(|b| graph.has(*a, *b)));
    over || after.clone().any(|b| graph.start.contains_key(b)) || before.clone().any(|a| graph.end.contains_key(a))
}

/// Parts that follow each other both ways, each with a start and an end.
fn parallel(graph: &Graph, activities: &Group) -> Option<Vec<Group>> {
    let mut groups = components(activities, |a, b| !(graph.has(a, b) && graph.has(b, a)));
    groups.sort_by_key(Group::len);
    let complete = |group: &Group| {
        group.iter().any(|a| graph.start.contains_key(a)) && group.iter().any(|a| graph.end.contains_key(a))
    };
    let mut at = 0;
    while at < groups.len() && groups.len() > 1 {
        if complete(&groups[at]) {
            at += 1;
            continue;
        }
        let incomplete = groups.remove(at);
        groups[at.saturating_sub(1)].extend(incomplete);
    }
    several(groups)
}

/// A body with all starts and ends, and parts that lead from its ends back to its starts.
fn looped(graph: &Graph, activities: &Group) -> Option<Vec<Group>> {
    if graph.edges.is_empty() {
        return None;
    }
    let (starts, ends): (Group, Group) = (graph.start.keys().copied().collect(), graph.end.keys().copied().collect());
    let mut body: Group = starts.union(&ends).copied().collect();
    let rest: BTreeSet<u32> = activities.difference(&body).copied().collect();
    let mut redo = components(&rest, |a, b| graph.has(a, b) || graph.has(b, a));
    let returns = |group: &Group| {
        group.iter().all(|a| {
            // Nothing comes from a start that is no end, or leads to an end that is no start.
            let from_inside = starts.difference(&ends).any(|s| graph.has(*s, *a));
            let to_inside = ends.difference(&starts).any(|e| graph.has(*a, *e));
            // What leads to one start leads to all, and what comes from one end comes from all.
            let to = starts.iter().filter(|s| graph.has(*a, **s)).count();
            let from = ends.iter().filter(|e| graph.has(**e, *a)).count();
            !from_inside && !to_inside && (to == 0 || to == starts.len()) && (from == 0 || from == ends.len())
        })
    };
    redo.retain(|group| {
        let good = returns(group);
        if !good {
            body.extend(group);
        }
        good
    });
    several([vec![body], redo].concat())
}
