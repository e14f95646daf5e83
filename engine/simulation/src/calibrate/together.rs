//! Does long work come after long waits? What is hard lies long and then takes long; drawn apart, whole cases would differ
//! less than they do.
use super::FIT_MIN;
use std::collections::BTreeMap;

/// From this rank correlation on (Spearman, Am. J. Psychol. 15, 1904) it is nearer to always than to never.
const RANKS_MIN: f64 = 0.5;

/// Of who did it, how long it waited and how long it took: ranks are those among what the same person did, because people
/// who are slow to begin need not be slow at work.
pub(super) fn go(seen: &[(u32, f64, f64)]) -> bool {
    let mut by_actor: BTreeMap<u32, Vec<(f64, f64)>> = BTreeMap::new();
    for (actor, wait, work) in seen {
        by_actor.entry(*actor).or_default().push((*wait, *work));
    }
    let (mut both, mut waits, mut works, mut n) = (0.0, 0.0, 0.0, 0);
    for own in by_actor.values() {
        let ranks = [ranks(own.iter().map(|of| of.0)), ranks(own.iter().map(|of| of.1))];
        for (wait, work) in ranks[0].iter().zip(&ranks[1]) {
            (both, waits, works) = (both + wait * work, waits + wait * wait, works + work * work);
        }
        n += own.len();
    }
    n >= FIT_MIN && both > 0.0 && both / (waits * works).sqrt() >= RANKS_MIN
}

/// Ranks from −½ to ½; those of equal values are their mean.
fn ranks(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let values: Vec<f64> = values.collect();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let same = order[from..].iter().take_while(|at| values[**at] <= values[order[from]]).count();
        let middle = from as f64 + (same - 1) as f64 / 2.0;
        for at in &order[from..from + same] {
            ranks[*at] = (middle + 0.5) / values.len() as f64 - 0.5;
        }
        from += same;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_work_after_long_waits_is_told_from_work_that_is_as_it_is() {
        let mix = |n: u32, salt: u32| f64::from((n * 7919 + salt) % 101);
        let alike: Vec<(u32, f64, f64)> = (0..60).map(|n| (n % 3, mix(n, 5), 3.0 * mix(n, 5))).collect();
        assert!(go(&alike) && !go(&alike[..20]), "twenty tell nothing");
        let apart: Vec<(u32, f64, f64)> = (0..60).map(|n| (n % 3, mix(n, 5), mix(n * n, 71))).collect();
        assert!(!go(&apart));
        // One waits longer and works longer than the other, and that is all.
        let two: Vec<(u32, f64, f64)> = (0..60)
            .map(|n| (n % 2, f64::from(n % 2) * 1_000.0 + mix(n, 5), f64::from(n % 2) * 1_000.0 + mix(n * n, 71)))
            .collect();
        assert!(!go(&two));
        assert!(!go(&(0..60).map(|n| (0, 0.0, mix(n, 5))).collect::<Vec<_>>()), "nothing waited");
    }

    #[test]
    fn equal_values_share_their_ranks() {
        assert_eq!(ranks([3.0, 1.0, 1.0, 9.0].into_iter()), [0.125, -0.25, -0.25, 0.375]);
    }
}
