//! Batches as the program finds them from which the values of `batch.pm4py_15min` are: instants of one person at one activity
//! are joined with whatever lies beside them in a binary heap, which is not what follows next in time. Our own measure is
//! [`weir_mining::measure::batch`]; this order is nobody's rule, and is here alone to hold the values against something.
use std::collections::{BTreeMap, BTreeSet};
use weir_mining::log::{Log, NO_NAME, NO_TIME};
use weir_mining::measure::batch::{Batch, Kind};

/// Begin, end, and what was done: at which time, in which case.
#[derive(Debug, Clone, PartialEq)]
struct Stretch {
    from: i64,
    until: i64,
    members: BTreeSet<(i64, u32)>,
}

impl Stretch {
    /// Where both times are the same, only a part of the other is less.
    fn is_less(&self, other: &Self) -> bool {
        let times = (self.from, self.until).cmp(&(other.from, other.until));
        let part = || self.members != other.members && self.members.is_subset(&other.members);
        times.is_lt() || (times.is_eq() && part())
    }

    fn joined(mut self, mut other: Self) -> Self {
        if self.members.len() < other.members.len() {
            std::mem::swap(&mut self.members, &mut other.members);
        }
        self.members.append(&mut other.members);
        Self { from: self.from.min(other.from), until: self.until.max(other.until), members: self.members }
    }
}

/// Batches of at least `size_min` with gaps of at most `gap` ms.
pub(super) fn batches(log: &Log, gap: i64, size_min: usize) -> Vec<Batch> {
    let mut groups: BTreeMap<(u32, u32), Vec<Stretch>> = BTreeMap::new();
    let mut row_of: BTreeMap<(u32, u32, i64, u32), u32> = BTreeMap::new();
    for (case, rows) in (0..).zip(log.all_cases()) {
        for row in rows.filter(|row| log.actor[*row] != NO_NAME && log.ended[*row] != NO_TIME) {
            let (activity, actor, at) = (log.activity[row], log.actor[row], log.ended[row]);
            let members = BTreeSet::from([(at, case)]);
            groups.entry((activity, actor)).or_default().push(Stretch { from: at, until: at, members });
            row_of.insert((activity, actor, at, case), row as u32);
        }
    }
    let mut out = vec![];
    for ((activity, actor), mut stretches) in groups {
        heapify(&mut stretches);
        join_overlapping(&mut stretches);
        join_near(&mut stretches, gap);
        for stretch in stretches.into_iter().filter(|stretch| stretch.members.len() >= size_min) {
            let rows = stretch.members.iter().map(|(at, case)| row_of[&(activity, actor, *at, *case)]).collect();
            // Instants that are not all the same have neither the same beginning nor the same end, and none begins where
            // another ends.
            let kind = if stretch.from == stretch.until { Kind::Simultaneous } else { Kind::Concurrent };
            out.push(Batch { activity, actor, rows, kind });
        }
    }
    out
}

/// The first two neighbours of which one ends behind the beginning of the next are joined; from then on all are in the order of
/// their times, and each is joined with the next as long as they overlap.
fn join_overlapping(stretches: &mut Vec<Stretch>) {
    let Some(first) = stretches.windows(2).position(|pair| pair[0].until > pair[1].from) else { return };
    let other = stretches.remove(first + 1);
    let joined = stretches.remove(first).joined(other);
    stretches.push(joined);
    stretches.sort_by_key(|stretch| (stretch.from, stretch.until));
    let mut out: Vec<Stretch> = vec![];
    for stretch in stretches.drain(..) {
        match out.pop() {
            Some(last) if last.until > stretch.from => out.push(last.joined(stretch)),
            last => out.extend(last.into_iter().chain([stretch])),
        }
    }
    *stretches = out;
}

/// Neighbours that are near are taken out and go back into the heap as one, until none are near.
fn join_near(stretches: &mut Vec<Stretch>, gap: i64) {
    loop {
        let (before, mut at) = (stretches.len(), 0);
        while at + 1 < stretches.len() {
            if stretches[at + 1].from - stretches[at].until <= gap {
                let other = stretches.remove(at + 1);
                let joined = stretches.remove(at).joined(other);
                stretches.push(joined);
                let last = stretches.len() - 1;
                rise(stretches, 0, last);
            } else {
                at += 1;
            }
        }
        if stretches.len() == before {
            return;
        }
    }
}

/// The entry at `at` goes towards the root until its parent is not greater, at most up to `root`.
fn rise(heap: &mut [Stretch], root: usize, mut at: usize) {
    while at > root {
        let parent = (at - 1) / 2;
        if !heap[at].is_less(&heap[parent]) {
            return;
        }
        heap.swap(at, parent);
        at = parent;
    }
}

/// A heap as the usual library makes it: from the last parent to the first each entry sinks to a leaf by way of the lesser
/// children, and rises from there.
fn heapify(heap: &mut [Stretch]) {
    for root in (0..heap.len() / 2).rev() {
        let mut at = root;
        while 2 * at + 1 < heap.len() {
            let (left, right) = (2 * at + 1, 2 * at + 2);
            let child = if right < heap.len() && !heap[left].is_less(&heap[right]) { right } else { left };
            heap.swap(at, child);
            at = child;
        }
        rise(heap, root, at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use weir_mining::log::{ActivityInstance, Case, LogBuilder};

    /// Values of the program for the same logs.
    #[test]
    fn the_order_of_the_heap_decides() {
        let cases: [(&[i64], &[usize]); 4] = [
            // Apart by more than the gap in time, and in order.
            (&[0, 100, 200], &[]),
            (&[0, 5, 100, 105], &[2, 2]),
            // 200 stands before 100 in the heap, so they are one though they are far apart.
            (&[0, 200, 100], &[2]),
            (&[50, 50, 50], &[3]),
        ];
        for (times, sizes) in cases {
            let mut log = LogBuilder::default();
            for (index, at) in times.iter().enumerate() {
                let mut row = ActivityInstance::at("a", *at);
                row.actor = Some("x".to_owned());
                log.case(Case { id: index.to_string(), rows: vec![row], ..Case::default() }).unwrap();
            }
            let found: Vec<usize> = batches(&log.build(), 10, 2).iter().map(|batch| batch.rows.len()).collect();
            assert_eq!(found, sizes, "{times:?}");
        }
    }
}
