//! Who hands over to whom, who works together, and who does how much. Figures of single people are shown only to those who
//! may see them: a role of fewer people than [`PEOPLE_MIN`] is shown as a whole.
use super::shown::actor_of;
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

/// The cases in which work goes from the one group to the other.
pub fn handover_cases(log: &Log, group: impl Fn(&str) -> Option<String>, from: &str, to: &str) -> Vec<u32> {
    let groups: Vec<Option<String>> = log.actors.iter().map(group).collect();
    let is = |row: usize, wanted: &str| {
        actor_of(log, row).and_then(|actor| groups[actor as usize].as_deref()).is_some_and(|group| group == wanted)
    };
    let goes = |case: &u32| {
        let rows = log.case(*case as usize);
        if log.causes.is_empty() {
            return rows.clone().zip(rows.skip(1)).any(|(one, next)| is(one, from) && is(next, to));
        }
        rows.filter(|row| is(*row, to)).any(|row| log.causes_of(row).iter().any(|cause| is(*cause as usize, from)))
    };
    (0..log.case_count() as u32).filter(goes).collect()
}

/// The cases on which two people, one of each group, have both worked.
pub fn together_cases(log: &Log, group: impl Fn(&str) -> Option<String>, one: &str, other: &str) -> Vec<u32> {
    let groups: Vec<Option<String>> = log.actors.iter().map(group).collect();
    let worked = |case: &u32| {
        let rows = log.case(*case as usize);
        let people: BTreeSet<u32> = rows.filter_map(|row| actor_of(log, row)).collect();
        let of =
            |wanted: &str| people.iter().filter(|person| groups[**person as usize].as_deref() == Some(wanted)).count();
        if one == other { of(one) > 1 } else { of(one) > 0 && of(other) > 0 }
    };
    (0..log.case_count() as u32).filter(worked).collect()
}

/// The cases on which somebody of the group has worked.
pub fn work_cases(log: &Log, group: impl Fn(&str) -> Option<String>, wanted: &str) -> Vec<u32> {
    let groups: Vec<Option<String>> = log.actors.iter().map(group).collect();
    let is = |row: usize| {
        let group = actor_of(log, row).filter(|_| log.ended[row] != NO_TIME).map(|actor| &groups[actor as usize]);
        group.is_some_and(|group| group.as_deref() == Some(wanted))
    };
    (0..log.case_count() as u32).filter(|case| log.case(*case as usize).any(is)).collect()
}

/// In which group each person of a log is told to those who may not see single people: groups of fewer than [`PEOPLE_MIN`]
/// who have worked are put together as `rest`, and where these are too few as well, nothing is told of them.
pub fn people_of(log: &Log, group: impl Fn(&str) -> Option<String>, rest: &str) -> BTreeMap<String, String> {
    let worked: BTreeSet<u32> = (0..log.row_count()).filter_map(|row| actor_of(log, row)).collect();
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for person in worked.into_iter().map(|actor| log.actors.name(actor)) {
        groups.entry(group(person).unwrap_or_else(|| rest.to_owned())).or_default().push(person);
    }
    let is_large = |people: &Vec<&str>| people.len() >= PEOPLE_MIN;
    let mut few: Vec<&str> = vec![];
    let mut out = BTreeMap::new();
    for (name, people) in groups {
        if name != rest && is_large(&people) {
            out.extend(people.into_iter().map(|person| (person.to_owned(), name.clone())));
        } else {
            few.extend(people);
        }
    }
    if is_large(&few) {
        out.extend(few.into_iter().map(|person| (person.to_owned(), rest.to_owned())));
    }
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
