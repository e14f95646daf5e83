//! Quantiles of values, exactly.

/// Quantiles of fewer values are not told.
pub const QUANTILE_MIN: u64 = 20;

/// The quantile of sorted values, linear between order statistics: type 7 of Hyndman and Fan (The American Statistician
/// 50(4), 1996), h = (n − 1)·q. None without values.
pub fn quantile_of_sorted(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let h = last as f64 * q.clamp(0.0, 1.0);
    let below = h.floor() as usize;
    let above = (below + 1).min(last);
    Some(sorted[below] + (h - below as f64) * (sorted[above] - sorted[below]))
}

/// The same of values in any order, by selection: they are reordered. O(n).
pub fn quantile(values: &mut [f64], q: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let h = last as f64 * q.clamp(0.0, 1.0);
    let below = h.floor() as usize;
    let (_, low, rest) = values.select_nth_unstable_by(below, f64::total_cmp);
    let low = *low;
    let high = rest.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    Some(low + (h - below as f64) * (high - low))
}

/// The same where it is told to people: none of fewer values than [`QUANTILE_MIN`].
pub fn quantile_of_enough(values: &mut [f64], q: f64) -> Option<f64> {
    if (values.len() as u64) < QUANTILE_MIN { None } else { quantile(values, q) }
}

/// The median of the distances from the median, unscaled.
pub fn median_absolute_deviation(values: &[f64]) -> Option<f64> {
    let middle = quantile(&mut values.to_vec(), 0.5)?;
    quantile(&mut values.iter().map(|value| (value - middle).abs()).collect::<Vec<_>>(), 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_their_neighbours() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        assert_eq!(quantile_of_sorted(&sorted, 0.5), Some(3.0));
        assert!((quantile_of_sorted(&sorted, 0.9).unwrap() - 6.8).abs() < 1e-12);
        assert_eq!(quantile_of_sorted(&sorted, 1.0), Some(8.0));
        assert_eq!(quantile_of_sorted(&[], 0.5), None);
        for q in [0.0, 0.1, 0.25, 0.5, 0.77, 1.0] {
            let selected = quantile(&mut [4.0, 1.0, 8.0, 2.0], q).unwrap();
            assert!((selected - quantile_of_sorted(&sorted, q).unwrap()).abs() < 1e-12, "{q}");
        }
        assert_eq!(median_absolute_deviation(&[1.0, 1.0, 2.0, 2.0, 4.0, 6.0, 9.0]), Some(1.0));
    }
}
