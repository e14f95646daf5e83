//! The log skeleton: what always comes with what (Verbeek, STTT 24, 2022), at the level of cases.
use crate::log::Log;
use std::collections::BTreeSet;

/// Relations between different activities that hold in every case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skeleton {
    /// (a, b): in every case with a, some b comes after the last a.
    pub always_after: BTreeSet<(u32, u32)>,
    /// (a, b): in every case with a, some b comes before the first a.
    pub always_before: BTreeSet<(u32, u32)>,
    /// (a, b): no case has both; each pair in both orders.
    pub never_together: BTreeSet<(u32, u32)>,
    /// (a, b): every case has both equally often; each pair in both orders.
    pub equivalent: BTreeSet<(u32, u32)>,
}

/// The skeleton. O(cases × distinct activities of a case²).
pub fn skeleton(log: &Log) -> Skeleton {
    let size = log.activities.len();
    let mut table = Table { size, cases: vec![0; size], pairs: vec![Pair::default(); size * size] };
    for case in 0..log.case_count() {
        table.add(log.trace(case));
    }
    let mut out = Skeleton::default();
    for a in 0..size {
        for b in (0..size).filter(|b| *b != a && table.cases[a] > 0 && table.cases[*b] > 0) {
            let (pair, back) = (&table.pairs[a * size + b], &table.pairs[b * size + a]);
            let names = (a as u32, b as u32);
            if pair.after == table.cases[a] {
                out.always_after.insert(names);
            }
            if pair.before == table.cases[a] {
                out.always_before.insert(names);
            }
            if pair.together == 0 {
                out.never_together.insert(names);
            }
            if pair.equal == table.cases[a] && back.equal == table.cases[b] {
                out.equivalent.insert(names);
            }
        }
    }
    out
}

#[derive(Clone, Default)]
struct Pair {
    after: usize,
    before: usize,
    together: usize,
    equal: usize,
}

struct Table {
    size: usize,
    /// Cases with the activity.
    cases: Vec<usize>,
    pairs: Vec<Pair>,
}

impl Table {
    fn add(&mut self, trace: &[u32]) {
        // For each activity of the case: its first and last place, and how often it occurs.
        let mut places: Vec<(u32, usize, usize, usize)> = vec![];
        for (at, activity) in trace.iter().enumerate() {
            match places.iter_mut().find(|place| place.0 == *activity) {
                Some(place) => (place.2, place.3) = (at, place.3 + 1),
                None => places.push((*activity, at, at, 1)),
            }
        }
        for (a, first_a, last_a, count_a) in &places {
            self.cases[*a as usize] += 1;
            for (b, first_b, last_b, count_b) in places.iter().filter(|place| place.0 != *a) {
                let pair = &mut self.pairs[*a as usize * self.size + *b as usize];
                pair.together += 1;
                pair.after += usize::from(last_b > last_a);
                pair.before += usize::from(first_b < first_a);
                pair.equal += usize::from(count_a == count_b);
            }
        }
    }
}
