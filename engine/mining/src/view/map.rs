//! The process map: what follows what, thinned by two sliders, and never torn apart: whatever is shown can be reached from the
//! start, and the end can be reached from it.
use super::shown::led_to;
use crate::log::{Log, NO_TIME};
use crate::measure::service::row_times;
use crate::statistics::{Totals, quantile_of_enough};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};

/// The node before the first activity of every case.
pub const START: u32 = u32::MAX - 1;
/// The node behind the last one.
pub const END: u32 = u32::MAX;

/// How much is shown, each from 0 (the least that holds together) to 1 (all of it).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sliders {
    /// Which share of activities, the most frequent first.
    pub activities: f64,
    /// Which share of what follows what, the most frequent first.
    pub paths: f64,
}

/// An activity on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The activity, or [`START`] or [`END`].
    pub activity: u32,
    /// How often it was done.
    pub rows: u64,
    /// In how many cases.
    pub cases: u64,
    /// The median of its sojourn, ms; none of too few.
    pub median: Option<f64>,
    /// The cases, the evidence.
    pub evidence: Vec<u32>,
}

/// What follows what.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// From.
    pub from: u32,
    /// To.
    pub to: u32,
    /// How often.
    pub count: u64,
    /// How long from the end of the one to the beginning of the other, ms, at least 0.
    pub wait: Totals,
    /// The cases, the evidence.
    pub evidence: Vec<u32>,
}

/// The map.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Map {
    /// What is shown, start and end first.
    pub nodes: Vec<Node>,
    /// What is shown of what follows what.
    pub edges: Vec<Edge>,
    /// The share of all rows that is shown.
    pub rows_shown: f64,
    /// The share of all steps from one activity to the next that is shown.
    pub steps_shown: f64,
}

/// The map of finished cases. What follows is told by causes where the log knows them; an activity that is not shown is left
/// out of its cases first, so what came before it leads on to what came behind it.
pub fn map(log: &Log, sliders: Sliders) -> Map {
    let cases: Vec<usize> = (0..log.case_count()).filter(|case| log.is_finished(*case)).collect();
    let (mut rows, mut presence) = (vec![0_u64; log.activities.len()], vec![vec![]; log.activities.len()]);
    let mut times: Vec<Vec<f64>> = vec![vec![]; log.activities.len()];
    for case in &cases {
        for row in log.case(*case) {
            let activity = log.activity[row] as usize;
            rows[activity] += 1;
            if presence[activity].last() != Some(&(*case as u32)) {
                presence[activity].push(*case as u32);
            }
            let of = row_times(log, row);
            times[activity].extend(of.sojourn.or(of.service).map(|time| time as f64));
        }
    }
    let kept = frequent(&rows, sliders.activities);
    let edges = edges(log, &cases, &kept);
    let shown = thinned(&edges, &kept, sliders.paths);
    let node = |activity: u32| {
        let at = activity as usize;
        let is_end = activity >= START;
        let n = cases.len() as u64;
        let evidence = if is_end { cases.iter().map(|case| *case as u32).collect() } else { presence[at].clone() };
        Node {
            activity,
            rows: if is_end { n } else { rows[at] },
            cases: evidence.len() as u64,
            evidence,
            median: if is_end { None } else { quantile_of_enough(&mut times[at], 0.5) },
        }
    };
    let all: u64 = edges.values().map(|edge| edge.count).sum();
    let on_map: u64 = shown.iter().map(|edge| edge.count).sum();
    let share = |part: u64, whole: u64| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
    let kept_rows = kept.iter().map(|activity| rows[*activity as usize]).sum();
    Map {
        nodes: [START, END].into_iter().chain(kept.iter().copied()).map(node).collect(),
        edges: shown,
        rows_shown: share(kept_rows, rows.iter().sum()),
        steps_shown: share(on_map, all),
    }
}

/// This share of all activities, the most frequent first; of equal ones the one that was seen first. One at least.
fn frequent(rows: &[u64], share: f64) -> BTreeSet<u32> {
    let mut order: Vec<u32> = (0..rows.len() as u32).filter(|activity| rows[*activity as usize] > 0).collect();
    order.sort_by_key(|activity| (Reverse(rows[*activity as usize]), *activity));
    let count = (share.clamp(0.0, 1.0) * order.len() as f64).ceil().max(1.0) as usize;
    order.into_iter().take(count).collect()
}

fn edges(log: &Log, cases: &[usize], kept: &BTreeSet<u32>) -> BTreeMap<(u32, u32), Edge> {
    let mut out: BTreeMap<(u32, u32), Edge> = BTreeMap::new();
    let mut add = |case: usize, from: u32, to: u32, wait: Option<i64>| {
        let fresh = || Edge { from, to, count: 0, wait: Totals::default(), evidence: vec![] };
        let edge = out.entry((from, to)).or_insert_with(fresh);
        edge.count += 1;
        if edge.evidence.last() != Some(&(case as u32)) {
            edge.evidence.push(case as u32);
        }
        if let Some(wait) = wait {
            edge.wait.add(wait.max(0));
        }
    };
    for case in cases {
        let mut leads_on: BTreeSet<usize> = BTreeSet::new();
        let shown: Vec<usize> = log.case(*case).filter(|row| kept.contains(&log.activity[*row])).collect();
        for (place, row) in shown.iter().enumerate() {
            let before = shown_before(log, *row, kept, place.checked_sub(1).map(|place| shown[place]));
            if before.is_empty() {
                add(*case, START, log.activity[*row], None);
            }
            for earlier in before {
                let (from, until) = (log.ended[earlier], log.start(*row));
                let wait = (from != NO_TIME && until != NO_TIME).then(|| until - from);
                add(*case, log.activity[earlier], log.activity[*row], wait);
                leads_on.insert(earlier);
            }
        }
        for row in shown.iter().filter(|row| !leads_on.contains(row)) {
            add(*case, log.activity[*row], END, None);
        }
    }
    out
}

/// The shown rows that led to a row, through those that are not shown. Without causes it is the shown row before.
fn shown_before(log: &Log, row: usize, kept: &BTreeSet<u32>, previous: Option<usize>) -> Vec<usize> {
    if log.causes.is_empty() {
        return previous.into_iter().collect();
    }
    led_to(log, row, |cause| kept.contains(&log.activity[cause]))
}

/// What is shown of what follows what: for each activity the strongest way to it and the strongest way on, so that all hangs
/// together, then this share of the rest.
fn thinned(edges: &BTreeMap<(u32, u32), Edge>, kept: &BTreeSet<u32>, share: f64) -> Vec<Edge> {
    let mut order: Vec<&Edge> = edges.values().collect();
    order.sort_by_key(|edge| (Reverse(edge.count), edge.from, edge.to));
    let graph = Graph::of(&order);
    let (from_start, to_end) = (graph.needed(START, false), graph.needed(END, true));
    let mut chosen: BTreeSet<(u32, u32)> = BTreeSet::new();
    for activity in kept {
        for (from, to, needed) in [(START, *activity, &from_start), (*activity, END, &to_end)] {
            chosen.extend(needed.get(activity).and_then(|edges| graph.shortest(from, to, *edges)).unwrap_or_default());
        }
    }
    let rest = order.iter().filter(|edge| !chosen.contains(&(edge.from, edge.to)));
    let count = (share.clamp(0.0, 1.0) * rest.clone().count() as f64).ceil() as usize;
    let more: Vec<(u32, u32)> = rest.take(count).map(|edge| (edge.from, edge.to)).collect();
    chosen.extend(more);
    chosen.iter().filter_map(|pair| edges.get(pair)).cloned().collect()
}

/// Edges from the strongest on, so that a way is found over so many of the first.
struct Graph {
    /// From each node where edges lead, each with its place, in the order of places.
    next: BTreeMap<u32, Vec<(usize, u32)>>,
    /// The same the other way round.
    before: BTreeMap<u32, Vec<(usize, u32)>>,
}

impl Graph {
    fn of(order: &[&Edge]) -> Self {
        let mut graph = Graph { next: BTreeMap::new(), before: BTreeMap::new() };
        for (place, edge) in order.iter().enumerate() {
            graph.next.entry(edge.from).or_default().push((place, edge.to));
            graph.before.entry(edge.to).or_default().push((place, edge.from));
        }
        graph
    }

    /// How many of the strongest edges it takes until each node hangs together with this one: it is the weakest step of the way
    /// whose weakest step is the strongest.
    fn needed(&self, from: u32, backwards: bool) -> BTreeMap<u32, usize> {
        let next = if backwards { &self.before } else { &self.next };
        let mut out: BTreeMap<u32, usize> = BTreeMap::new();
        let mut open = BinaryHeap::from([Reverse((0, from))]);
        while let Some(Reverse((edges, at))) = open.pop() {
            if out.contains_key(&at) {
                continue;
            }
            out.insert(at, edges);
            let steps = next.get(&at).into_iter().flatten().filter(|(_, to)| !out.contains_key(to));
            open.extend(steps.map(|(place, to)| Reverse((edges.max(place + 1), *to))));
        }
        out
    }

    /// The shortest way over so many of the strongest edges.
    fn shortest(&self, from: u32, to: u32, edges: usize) -> Option<Vec<(u32, u32)>> {
        let mut came: BTreeMap<u32, u32> = BTreeMap::new();
        let mut open = VecDeque::from([from]);
        while let Some(at) = open.pop_front() {
            if at == to {
                let mut way = vec![];
                let mut at = to;
                while let Some(before) = came.get(&at) {
                    way.push((*before, at));
                    at = *before;
                    if at == from {
                        break;
                    }
                }
                return Some(way);
            }
            let steps = self.next.get(&at).into_iter().flatten();
            for (_, step) in steps.take_while(|(place, _)| *place < edges) {
                if *step != from && !came.contains_key(step) {
                    came.insert(*step, at);
                    open.push_back(*step);
                }
            }
        }
        None
    }
}
