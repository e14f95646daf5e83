//! What the miner looks at: cases with how often they occur, and what directly follows what in them.
use std::collections::{BTreeMap, BTreeSet};

/// Cases by their activities, with how many there are.
pub(super) type Traces = BTreeMap<Vec<u32>, u64>;
/// A set of activities.
pub(super) type Group = BTreeSet<u32>;

/// What directly follows what.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    pub(super) edges: BTreeMap<(u32, u32), u64>,
    pub(super) start: BTreeMap<u32, u64>,
    pub(super) end: BTreeMap<u32, u64>,
}

impl Graph {
    pub(super) fn of(traces: &Traces) -> Self {
        let mut graph = Graph::default();
        for (trace, count) in traces {
            let (Some(first), Some(last)) = (trace.first(), trace.last()) else { continue };
            *graph.start.entry(*first).or_default() += count;
            *graph.end.entry(*last).or_default() += count;
            for pair in trace.windows(2) {
                *graph.edges.entry((pair[0], pair[1])).or_default() += count;
            }
        }
        graph
    }

    /// Without edges that are at most `threshold` as frequent as the most frequent way out of their activity, to end being a way
    /// out too, and without starts that are less than that beside the most frequent one.
    pub(super) fn without_noise(&self, threshold: f64) -> Self {
        let mut most: BTreeMap<u32, u64> = self.end.clone();
        for ((from, _), count) in &self.edges {
            let most = most.entry(*from).or_default();
            *most = (*most).max(*count);
        }
        let mut graph = self.clone();
        graph.edges.retain(|(from, _), count| *count as f64 > threshold * most[from] as f64);
        let most = graph.start.values().copied().max().unwrap_or(0);
        graph.start.retain(|_, count| *count as f64 >= threshold * most as f64);
        graph
    }

    pub(super) fn activities(&self) -> Group {
        let ends = self.edges.keys().flat_map(|(from, to)| [*from, *to]);
        ends.chain(self.start.keys().copied()).chain(self.end.keys().copied()).collect()
    }

    pub(super) fn has(&self, from: u32, to: u32) -> bool {
        self.edges.contains_key(&(from, to))
    }

    /// For each activity what can come later.
    pub(super) fn reachable(&self) -> BTreeMap<u32, Group> {
        let mut next: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (from, to) in self.edges.keys() {
            next.entry(*from).or_default().push(*to);
        }
        let walk = |from: u32| {
            let (mut seen, mut open) = (Group::new(), vec![from]);
            while let Some(at) = open.pop() {
                for to in next.get(&at).map(Vec::as_slice).unwrap_or_default() {
                    if seen.insert(*to) {
                        open.push(*to);
                    }
                }
            }
            seen
        };
        self.activities().into_iter().map(|activity| (activity, walk(activity))).collect()
    }
}

/// Activities in groups that are joined wherever two of them belong together.
pub(super) fn components(activities: &Group, together: impl Fn(u32, u32) -> bool) -> Vec<Group> {
    let mut out: Vec<Group> = vec![];
    for activity in activities {
        let (touching, rest): (Vec<Group>, Vec<Group>) =
            out.into_iter().partition(|group| group.iter().any(|other| together(*activity, *other)));
        let mut joined = Group::from([*activity]);
        joined.extend(touching.into_iter().flatten());
        out = rest;
        out.push(joined);
    }
    out.sort();
    out
}
