//! Values with their ranks, worked out once for the tests of very many parts of them.
use super::interval::normal_cdf;

/// See the [module](self).
#[derive(Debug, Clone, Default)]
pub struct Ranked {
    /// By number; none where a number has no value.
    ranks: Vec<Option<f64>>,
    /// So many have a value.
    known: usize,
    /// Σ (t³ − t) over ties.
    ties: f64,
}

impl Ranked {
    /// From values by number; equal values share their rank.
    pub fn of(values: impl Iterator<Item = (u32, f64)>) -> Self {
        let mut all: Vec<(u32, f64)> = values.filter(|(_, value)| value.is_finite()).collect();
        all.sort_by(|a, b| a.1.total_cmp(&b.1));
        let places = all.iter().map(|(number, _)| *number as usize + 1).max().unwrap_or(0);
        let (mut out, mut at) = (Ranked { ranks: vec![None; places], known: all.len(), ties: 0.0 }, 0);
        while at < all.len() {
            let end = at + all[at..].iter().take_while(|one| one.1.total_cmp(&all[at].1).is_eq()).count();
            let (rank, tied) = ((at + 1 + end) as f64 / 2.0, (end - at) as f64);
            out.ties += tied.powi(3) - tied;
            for (number, _) in &all[at..end] {
                out.ranks[*number as usize] = Some(rank);
            }
            at = end;
        }
        out
    }

    /// Does a part tend to be other than the rest (Mann and Whitney, Annals of Mathematical Statistics 18, 1947)? The two-sided p by
    /// the normal approximation with correction for ties, and whether it tends to be greater. None where there is no part, or no
    /// rest. Numbers that have no value do not count.
    pub fn is_greater(&self, part: impl Iterator<Item = u32>) -> Option<(f64, bool)> {
        let (mut sum, mut with) = (0.0, 0_u64);
        for rank in part.filter_map(|number| *self.ranks.get(number as usize)?) {
            (sum, with) = (sum + rank, with + 1);
        }
        let (m, n) = (with as f64, self.known as f64 - with as f64);
        if m < 1.0 || n < 1.0 {
            return None;
        }
        let u = sum - m * (m + 1.0) / 2.0;
        let above = u > m * n / 2.0;
        let variance = m * n / 12.0 * (m + n + 1.0 - self.ties / ((m + n) * (m + n - 1.0)));
        if variance <= 0.0 {
            return Some((1.0, above));
        }
        let z = ((u - m * n / 2.0).abs() - 0.5).max(0.0) / variance.sqrt();
        Some((2.0 * normal_cdf(-z), above))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::test::mann_whitney;

    #[test]
    fn parts_are_tested_as_two_samples_are() {
        let values: Vec<f64> = (0..60).map(|n| f64::from(n * 37 % 23)).collect();
        let ranked = Ranked::of((0..).zip(values.iter().copied()));
        for part in [vec![0, 1, 2, 3, 40], (0..30).collect(), vec![59], vec![5, 7, 11, 13, 17, 19, 23]] {
            let is_in = |at: usize| part.contains(&(at as u32));
            let of = |wanted: bool| -> Vec<f64> {
                values.iter().enumerate().filter(|(at, _)| is_in(*at) == wanted).map(|(_, value)| *value).collect()
            };
            let (p, delta) = mann_whitney(&of(true), &of(false)).unwrap();
            let (told, above) = ranked.is_greater(part.iter().copied()).unwrap();
            assert!((p - told).abs() < 1e-12, "{part:?}: {p} {told}");
            assert_eq!(above, delta > 0.0);
        }
        assert_eq!(ranked.is_greater([].into_iter()), None);
        assert_eq!(ranked.is_greater(0..60), None, "all of it has no rest");
        assert_eq!(ranked.is_greater([99].into_iter()), None, "what has no value is no part");
    }
}
