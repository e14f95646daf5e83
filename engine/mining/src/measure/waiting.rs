//! Why work waited: each moment between *enabled* and *started* has one cause, so the causes add up to the wait.
//!
//! In this order (Lashkevich, Milani, Chapela-Campa, Suvorau and Dumas, 2023): batching, contention, prioritisation,
//! unavailability, extraneous. Each takes what the ones before it left. Enablement is known here, not estimated.
use super::intervals::{Interval, difference, intersection, length, union};
use crate::log::{Log, NO_NAME, NO_TIME};
use std::collections::BTreeMap;

/// Causes of waiting, ms of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Causes {
    /// The batch was not complete.
    pub batching: i64,
    /// Those who could do it did work that was enabled no later.
    pub contention: i64,
    /// They did work that was enabled later.
    pub prioritisation: i64,
    /// It was outside of their hours.
    pub unavailability: i64,
    /// Nothing of this.
    pub extraneous: i64,
}

impl Causes {
    /// All of the wait.
    pub fn total(&self) -> i64 {
        self.batching + self.contention + self.prioritisation + self.unavailability + self.extraneous
    }

    /// The flow-time efficiency that there would be without one of the causes: service/(service + wait − cause).
    pub fn efficiency_without(&self, cause: i64, service: i64) -> f64 {
        let whole = service + self.total() - cause;
        if whole == 0 { 1.0 } else { service as f64 / whole as f64 }
    }
}

/// Work of somebody: when it was enabled, begun, ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// When it could begin, ms.
    pub enabled: i64,
    /// When it began, ms.
    pub started: i64,
    /// When it ended, ms.
    pub ended: i64,
}

/// What everybody did, in order of start.
#[derive(Debug, Clone, Default)]
pub struct Worked {
    by_actor: BTreeMap<u32, Vec<Work>>,
    /// For each actor the latest end of everything that began until this place of the list.
    latest: BTreeMap<u32, Vec<i64>>,
}

impl Worked {
    /// From work with those who did it.
    pub fn new(work: impl IntoIterator<Item = (u32, Work)>) -> Self {
        let mut by_actor: BTreeMap<u32, Vec<Work>> = BTreeMap::new();
        for (actor, work) in work {
            by_actor.entry(actor).or_default().push(work);
        }
        let mut latest = BTreeMap::new();
        for (actor, list) in &mut by_actor {
            list.sort_unstable_by_key(|work| (work.started, work.ended, work.enabled));
            let mut end = i64::MIN;
            let ends = list.iter().map(|work| {
                end = end.max(work.ended);
                end
            });
            latest.insert(*actor, ends.collect());
        }
        Worked { by_actor, latest }
    }

    /// From a log: rows that say when they were enabled and begun, by somebody.
    pub fn of(log: &Log) -> Self {
        let known = (0..log.row_count()).filter(|row| {
            log.actor[*row] != NO_NAME
                && log.started[*row] != NO_TIME
                && log.enabled[*row] != NO_TIME
                && log.ended[*row] != NO_TIME
        });
        Worked::new(known.map(|row| {
            let work = Work { enabled: log.enabled[row], started: log.started[row], ended: log.ended[row] };
            (log.actor[row], work)
        }))
    }

    /// When somebody worked within a wait: on what was enabled no later, and on anything.
    fn busy(&self, actor: u32, item: Work) -> (Vec<Interval>, Vec<Interval>) {
        let (Some(work), Some(ends)) = (self.by_actor.get(&actor), self.latest.get(&actor)) else {
            return (vec![], vec![]);
        };
        // Everything before the first place whose latest end reaches into the wait is over.
        let first = ends.partition_point(|end| *end <= item.enabled);
        let behind = work.partition_point(|work| work.started < item.started);
        let within = |work: &Work| (work.started.max(item.enabled), work.ended.min(item.started));
        let other = || work[first.min(behind)..behind].iter().filter(move |work| **work != item);
        let earlier = other().filter(|work| work.enabled <= item.enabled).map(within).collect();
        (union(earlier), union(other().map(within).collect()))
    }
}

/// Why one piece of work waited. `eligible` are those who could have done it: the assigned person alone, or all of a pool,
/// of whom every one must be busy. `hours` are when any of them works. `batch_until` is when the last member of its batch
/// was enabled, where it was done in one.
pub fn causes(item: Work, eligible: &[u32], worked: &Worked, hours: &[Interval], batch_until: Option<i64>) -> Causes {
    let mut rest = union(vec![(item.enabled, item.started)]);
    let mut take = |part: &[Interval]| {
        let taken = intersection(&rest, part);
        rest = difference(&rest, &taken);
        length(&taken)
    };
    let mut out = Causes::default();
    if let Some(until) = batch_until {
        out.batching = take(&union(vec![(item.enabled, until)]));
    }
    let mut busy = eligible.iter().map(|actor| worked.busy(*actor, item));
    if let Some((mut earlier, mut any)) = busy.next() {
        for (other_earlier, other_any) in busy {
            earlier = intersection(&earlier, &other_earlier);
            any = intersection(&any, &other_any);
        }
        out.contention = take(&earlier);
        out.prioritisation = take(&any);
    }
    let on = intersection(&[(item.enabled, item.started.max(item.enabled))], hours);
    out.unavailability = take(&difference(&union(vec![(item.enabled, item.started)]), &on));
    out.extraneous = length(&rest);
    out
}
