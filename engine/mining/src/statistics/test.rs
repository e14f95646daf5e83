//! Tests: may a difference be chance?
use super::interval::normal_cdf;
use statrs::function::gamma::ln_gamma;

/// A 2×2 table: with and without an item, flagged and not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Table {
    /// Item and flag.
    pub a: u64,
    /// Item, no flag.
    pub b: u64,
    /// No item, flag.
    pub c: u64,
    /// Neither.
    pub d: u64,
}

impl Table {
    /// All of it.
    pub fn n(&self) -> u64 {
        self.a + self.b + self.c + self.d
    }

    fn cells(&self) -> [f64; 4] {
        [self.a, self.b, self.c, self.d].map(|count| count as f64)
    }

    /// Pearson's χ² without correction; 0 where a margin is empty.
    pub fn chi_square(&self) -> f64 {
        let [a, b, c, d] = [self.a, self.b, self.c, self.d].map(|x| x as f64);
        let below = (a + b) * (c + d) * (a + c) * (b + d);
        if below == 0.0 { 0.0 } else { (a + b + c + d) * (a * d - b * c).powi(2) / below }
    }

    /// φ: √(χ²/n) with the sign of the association.
    pub fn phi(&self) -> f64 {
        let size = (self.chi_square() / self.n().max(1) as f64).sqrt();
        if self.a * self.d < self.b * self.c { -size } else { size }
    }

    /// The odds ratio with a half added to each cell (Haldane).
    pub fn odds_ratio(&self) -> f64 {
        let [a, b, c, d] = [self.a, self.b, self.c, self.d].map(|x| x as f64 + 0.5);
        a * d / (b * c)
    }

    /// The share of flagged among those with the item, over the share among all.
    pub fn lift(&self) -> f64 {
        let with = self.a as f64 / (self.a + self.b).max(1) as f64;
        let all = (self.a + self.c) as f64 / self.n().max(1) as f64;
        if all == 0.0 { 0.0 } else { with / all }
    }

    /// How many flagged cases there are beyond those that there would be, were the item like the rest:
    /// a − (a + b)·c/(c + d).
    pub fn excess(&self) -> f64 {
        let rest = (self.c + self.d) as f64;
        let expected = if rest == 0.0 { 0.0 } else { (self.a + self.b) as f64 * self.c as f64 / rest };
        self.a as f64 - expected
    }

    /// Fisher's exact test, two-sided: the probability of all tables with these margins that are not more probable than
    /// this one.
    pub fn fisher(&self) -> f64 {
        let (row, column, n) = (self.a + self.b, self.a + self.c, self.n());
        let (least, most) = ((row + column).saturating_sub(n), row.min(column));
        let constant = choose(n, column);
        let probability = |a: u64| choose(row, a) + choose(n - row, column - a) - constant;
        let here = probability(self.a);
        // Tables that are as probable as this one count, though their logarithms may differ in the last digits.
        let sum: f64 = (least..=most).map(probability).filter(|p| *p <= here + 1e-7).map(f64::exp).sum();
        sum.min(1.0)
    }
}

fn choose(n: u64, k: u64) -> f64 {
    ln_gamma(n as f64 + 1.0) - ln_gamma(k as f64 + 1.0) - ln_gamma((n - k) as f64 + 1.0)
}

/// Benjamini and Hochberg's q-values (JRSS B 57, 1995): the false discovery rate at which each test would just be kept.
pub fn false_discovery(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]));
    let mut q = vec![1.0; p.len()];
    let mut least = 1.0_f64;
    for (from_end, index) in order.into_iter().enumerate() {
        let rank = (p.len() - from_end) as f64;
        least = least.min(p[index] * p.len() as f64 / rank);
        q[index] = least;
    }
    q
}

/// The common odds ratio of strata, with its 95 % interval (Mantel and Haenszel 1959; variance by Robins, Breslow and
/// Greenland, Biometrics 42, 1986). None where no stratum tells anything.
pub fn mantel_haenszel(strata: &[Table]) -> Option<(f64, f64, f64)> {
    common_odds(strata.iter().filter(|t| t.n() > 0).map(Table::cells))
}

/// The same with a half added to each cell (Haldane), of the strata that tell something: where nothing speaks against an association
/// there is no ratio, but there is a bound below which it does not lie.
pub fn mantel_haenszel_corrected(strata: &[Table]) -> Option<(f64, f64, f64)> {
    let telling = strata.iter().filter(|t| t.a + t.b > 0 && t.c + t.d > 0 && t.a + t.c > 0 && t.b + t.d > 0);
    common_odds(telling.map(|table| table.cells().map(|count| count + 0.5)))
}

fn common_odds(strata: impl Iterator<Item = [f64; 4]>) -> Option<(f64, f64, f64)> {
    let (mut above, mut below) = (0.0, 0.0);
    let mut spread = [0.0; 3];
    for [a, b, c, d] in strata {
        let all = a + b + c + d;
        let (for_it, against) = (a * d / all, b * c / all);
        let (same, other) = ((a + d) / all, (b + c) / all);
        above += for_it;
        below += against;
        spread[0] += same * for_it;
        spread[1] += same * against + other * for_it;
        spread[2] += other * against;
    }
    if above <= 0.0 || below <= 0.0 {
        return None;
    }
    let ratio = above / below;
    let variance =
        spread[0] / (2.0 * above * above) + spread[1] / (2.0 * above * below) + spread[2] / (2.0 * below * below);
    let half = 1.959_963_984_540_054 * variance.sqrt();
    Some((ratio, (ratio.ln() - half).exp(), (ratio.ln() + half).exp()))
}

/// Mann and Whitney's test whether one sample tends to be greater (Annals of Mathematical Statistics 18, 1947): two-sided p
/// by the normal approximation with correction for ties, and Cliff's δ = P(left > right) − P(left < right). None for empty samples.
pub fn mann_whitney(left: &[f64], right: &[f64]) -> Option<(f64, f64)> {
    if left.is_empty() || right.is_empty() {
        return None;
    }
    let mut all: Vec<(f64, bool)> = left.iter().map(|v| (*v, true)).chain(right.iter().map(|v| (*v, false))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut rank_sum, mut correction, mut at) = (0.0, 0.0, 0);
    while at < all.len() {
        let end = at + all[at..].iter().take_while(|v| v.0.total_cmp(&all[at].0).is_eq()).count();
        let rank = (at + 1 + end) as f64 / 2.0;
        rank_sum += rank * all[at..end].iter().filter(|v| v.1).count() as f64;
        let tied = (end - at) as f64;
        correction += tied.powi(3) - tied;
        at = end;
    }
    let (m, n) = (left.len() as f64, right.len() as f64);
    let u = rank_sum - m * (m + 1.0) / 2.0;
    let delta = 2.0 * u / (m * n) - 1.0;
    let variance = m * n / 12.0 * (m + n + 1.0 - correction / ((m + n) * (m + n - 1.0)));
    if variance <= 0.0 {
        return Some((1.0, delta));
    }
    let z = ((u - m * n / 2.0).abs() - 0.5).max(0.0) / variance.sqrt();
    Some((2.0 * normal_cdf(-z), delta))
}

/// The G-test whether two sets of counts have the same shares: p by χ² with k − 1 degrees of freedom. None where there is
/// nothing to compare.
pub fn g_test(left: &[u64], right: &[u64]) -> Option<f64> {
    use statrs::distribution::{ChiSquared, ContinuousCDF};
    let (sum_left, sum_right) = (left.iter().sum::<u64>() as f64, right.iter().sum::<u64>() as f64);
    let all = sum_left + sum_right;
    let used: Vec<(f64, f64)> =
        left.iter().zip(right).filter(|(a, b)| **a + **b > 0).map(|(a, b)| (*a as f64, *b as f64)).collect();
    if sum_left == 0.0 || sum_right == 0.0 || used.len() < 2 {
        return None;
    }
    let part = |seen: f64, expected: f64| if seen > 0.0 { seen * (seen / expected).ln() } else { 0.0 };
    let g: f64 =
        used.iter().map(|(a, b)| part(*a, (a + b) * sum_left / all) + part(*b, (a + b) * sum_right / all)).sum::<f64>()
            * 2.0;
    let chi = ChiSquared::new((used.len() - 1) as f64).ok()?;
    Some(chi.sf(g.max(0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fisher_tastes_tea() {
        // The lady and her eight cups: all four right has a probability of 1/70, both tails 2/70.
        let p = Table { a: 4, b: 0, c: 0, d: 4 }.fisher();
        assert!((p - 2.0 / 70.0).abs() < 1e-12, "{p}");
        assert!((Table { a: 2, b: 2, c: 2, d: 2 }.fisher() - 1.0).abs() < 1e-12);
        assert!((Table::default().fisher() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn false_discovery_never_falls_with_p() {
        let q = false_discovery(&[0.01, 0.04, 0.03, 0.5]);
        let expected = [0.04, 0.16 / 3.0, 0.16 / 3.0, 0.5];
        assert!(q.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{q:?}");
    }

    #[test]
    fn strata_take_away_what_was_only_mixed() {
        // In both strata the item does nothing; together it seems to.
        let strata = [Table { a: 80, b: 20, c: 8, d: 2 }, Table { a: 1, b: 9, c: 10, d: 90 }];
        let (ratio, low, high) = mantel_haenszel(&strata).unwrap();
        assert!((ratio - 1.0).abs() < 1e-9 && low < 1.0 && high > 1.0);
        let together = Table { a: 81, b: 29, c: 18, d: 92 };
        assert!(together.fisher() < 1e-9);
        assert!(mantel_haenszel(&[]).is_none());
        // Nothing against it: there is no ratio, and much or little for it.
        let low = |strata: &[Table]| mantel_haenszel_corrected(strata).map(|(_, low, _)| low);
        let (much, little) = (Table { a: 40, b: 0, c: 0, d: 60 }, Table { a: 40, b: 0, c: 30, d: 1 });
        assert!(mantel_haenszel(&[much]).is_none() && low(&[much]).unwrap() > 1.0 && low(&[little]).unwrap() < 1.0);
        // Where all or nothing is flagged, nothing is told.
        assert_eq!(low(&[Table { a: 40, b: 0, c: 30, d: 0 }, Table { a: 0, b: 9, c: 0, d: 9 }]), None);
    }

    #[test]
    fn one_sample_is_greater() {
        let (p, delta) = mann_whitney(&[5.0, 6.0, 7.0, 8.0, 9.0, 9.5], &[1.0, 2.0, 3.0, 4.0, 4.5, 4.7]).unwrap();
        assert!(p < 0.01 && (delta - 1.0).abs() < 1e-12);
        let (p, delta) = mann_whitney(&[1.0, 1.0], &[1.0, 1.0]).unwrap();
        assert!((p - 1.0).abs() < 1e-12 && delta.abs() < 1e-12);
        assert!(mann_whitney(&[], &[1.0]).is_none());
    }

    #[test]
    fn branch_shares_that_moved() {
        assert!(g_test(&[50, 50], &[90, 10]).unwrap() < 1e-6);
        assert!((g_test(&[50, 50], &[500, 500]).unwrap() - 1.0).abs() < 1e-9);
        assert!(g_test(&[0, 0], &[1, 2]).is_none());
    }
}
