//! Who hands over to whom, who works together, and who does how much. Figures of single people are shown only to those who
//! may see them: a role of fewer people than [`PEOPLE_MIN`] is shown as a whole.
use crate::log::{Log, NO_NAME, NO_TIME};
use crate::measure::resource::{handovers, handovers_by_cause, shared_cases};
use crate::measure::service::row_times;
use std::collections::{BTreeMap, BTreeSet};

/// People of a group are shown apart only from so many on.
pub const PEOPLE_MIN: usize = 5;

/// Something between two groups of people.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// From.
    pub from: String,
    /// To.
    pub to: String,
    /// How often.
    pub count: u64,
    /// The share of all.
    pub share: f64,
}

/// Who hands over to whom, along causes where the log knows them. `group` names the role of an actor, or the actor; none
/// leaves them out.
pub fn handover_network(log: &Log, group: impl Fn(&str) -> Option<String>) -> Vec<Link> {
    let counts = if log.causes.is_empty() { handovers(log) } else { handovers_by_cause(log) };
    links(log, counts, group, false)
}

/// Who works on the same cases; each pair once. Two people of one group are a link of the group with itself.
pub fn together_network(log: &Log, group: impl Fn(&str) -> Option<String>) -> Vec<Link> {
    links(log, shared_cases(log), group, true)
}

fn links(
    log: &Log,
    counts: BTreeMap<(u32, u32), u64>,
    group: impl Fn(&str) -> Option<String>,
    both_ways: bool,
) -> Vec<Link> {
    let groups: Vec<Option<String>> = log.actors.iter().map(group).collect();
    let mut sums: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for ((from, to), count) in counts {
        let (Some(from), Some(to)) = (&groups[from as usize], &groups[to as usize]) else { continue };
        let pair = if both_ways && to < from { (to, from) } else { (from, to) };
        *sums.entry((pair.0, pair.1)).or_default() += count;
    }
    let all: u64 = sums.values().sum();
    let mut out: Vec<Link> = sums
        .into_iter()
        .map(|((from, to), count)| Link {
            from: from.to_owned(),
            to: to.to_owned(),
            count,
            share: count as f64 / all as f64,
        })
        .collect();
    out.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to))));
    out
}

/// What a role does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Workload {
    /// The role.
    pub role: String,
    /// How many people worked in it.
    pub people: usize,
    /// How many rows they ended.
    pub rows: u64,
    /// How long they worked, ms.
    pub service: i64,
    /// How long work waited for them, ms.
    pub waited: i64,
    /// The share of its rows that its busiest person did: near 1 it stands and falls with one.
    pub concentration: f64,
}

/// The workload of each role, the one with most work first.
pub fn workloads(log: &Log, role: impl Fn(&str) -> Option<String>) -> Vec<Workload> {
    let roles: Vec<Option<String>> = log.actors.iter().map(role).collect();
    let mut sums: BTreeMap<&str, (Workload, BTreeMap<u32, u64>)> = BTreeMap::new();
    for row in (0..log.row_count()).filter(|row| log.actor[*row] != NO_NAME && log.ended[*row] != NO_TIME) {
        let Some(role) = &roles[log.actor[row] as usize] else { continue };
        let (of, people) = sums.entry(role).or_default();
        let times = row_times(log, row);
        of.rows += 1;
        of.service += times.service.unwrap_or(0).max(0);
        of.waited += times.wait.unwrap_or(0).max(0);
        *people.entry(log.actor[row]).or_default() += 1;
    }
    let mut out: Vec<Workload> = sums
        .into_iter()
        .map(|(role, (of, people))| Workload {
            role: role.to_owned(),
            people: people.keys().collect::<BTreeSet<_>>().len(),
            concentration: people.values().max().copied().unwrap_or(0) as f64 / of.rows.max(1) as f64,
            ..of
        })
        .collect();
    out.sort_by(|a, b| b.service.cmp(&a.service).then_with(|| a.role.cmp(&b.role)));
    out
}
