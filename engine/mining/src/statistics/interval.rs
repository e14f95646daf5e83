//! Between what bounds a share lies, seen so few times.
use statrs::distribution::{Beta, Binomial, ContinuousCDF, DiscreteCDF, Normal};

/// The quantile of the standard normal distribution.
pub fn normal_quantile(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}

/// P(Z ≤ z) of the standard normal distribution.
pub fn normal_cdf(z: f64) -> f64 {
    Normal::standard().cdf(z)
}

/// Wilson's score interval of a share (JASA 22, 1927), for this quantile of the normal distribution. (0, 1) for none of none.
pub fn wilson(successes: u64, n: u64, z: f64) -> (f64, f64) {
    if n == 0 {
        return (0.0, 1.0);
    }
    let (n, p) = (n as f64, successes as f64 / n as f64);
    let middle = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let below = 1.0 + z * z / n;
    // Of none and of all the bound is exact, and not a rounding beside it.
    (((middle - half) / below).max(0.0), ((middle + half) / below).min(1.0))
}

/// The bound below which a share does not lie, with this confidence, one-sided (Clopper and Pearson, Biometrika 26, 1934).
/// It errs on the safe side.
pub fn clopper_pearson_lower(successes: u64, n: u64, confidence: f64) -> f64 {
    if successes == 0 || n == 0 {
        return 0.0;
    }
    let beta = Beta::new(successes as f64, (n - successes) as f64 + 1.0).expect("both are above 0");
    inverse_beta(&beta, 1.0 - confidence)
}

/// Does the lower bound of a share reach this? The same as asking for the bound, in one look instead of two hundred.
pub fn clopper_pearson_reaches(successes: u64, n: u64, share: f64, confidence: f64) -> bool {
    let beta = (successes > 0 && n > 0).then(|| Beta::new(successes as f64, (n - successes) as f64 + 1.0));
    beta.is_some_and(|beta| beta.is_ok_and(|beta| beta.cdf(share) <= 1.0 - confidence))
}

/// The bound above which a share does not lie, with this confidence, one-sided.
pub fn clopper_pearson_upper(successes: u64, n: u64, confidence: f64) -> f64 {
    if successes >= n {
        return 1.0;
    }
    1.0 - clopper_pearson_lower(n - successes, n, confidence)
}

/// Bisection: a library's inverse stops at fewer digits than our figures promise.
fn inverse_beta(beta: &Beta, p: f64) -> f64 {
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if beta.cdf(middle) < p { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The difference of two independent shares, each a part of a whole, with Newcombe's hybrid score interval (Statistics in Medicine 17,
/// 1998, method 10): difference, lower and upper bound.
pub fn newcombe(one: (u64, u64), other: (u64, u64), z: f64) -> (f64, f64, f64) {
    let share = |(part, whole): (u64, u64)| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    let (first, second) = (share(one), share(other));
    let ((low, high), (low_second, high_second)) = (wilson(one.0, one.1, z), wilson(other.0, other.1, z));
    let difference = first - second;
    let below = ((first - low).powi(2) + (high_second - second).powi(2)).sqrt();
    let above = ((high - first).powi(2) + (second - low_second).powi(2)).sqrt();
    (difference, difference - below, difference + above)
}

/// Between which two of sorted values a quantile lies with 95 %, whatever their distribution is: so many of them lie below it as
/// of draws with its chance (the interval of order statistics of Thompson, Annals of Mathematical Statistics 7, 1936). None where
/// there are too few of them.
pub fn quantile_interval(sorted: &[f64], q: f64) -> Option<(f64, f64)> {
    let n = sorted.len() as u64;
    let below = Binomial::new(q, n).ok()?;
    let first = |chance: f64| {
        // The least count that is not exceeded with so great a chance.
        let (mut low, mut high) = (0, n);
        while low < high {
            let middle = u64::midpoint(low, high);
            if below.cdf(middle) >= chance { high = middle } else { low = middle + 1 }
        }
        low
    };
    // So many lie below it at least, and at most.
    let (least, most) = (first(0.025) as usize, first(0.975) as usize);
    Some((*sorted.get(least.checked_sub(1)?)?, *sorted.get(most)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables of Conover (Practical Nonparametric Statistics): of twenty the median lies between the 6th and the 15th.
    #[test]
    fn bounds_of_quantiles() {
        let values: Vec<f64> = (1..=1_000).map(f64::from).collect();
        assert_eq!(quantile_interval(&values[..20], 0.5), Some((6.0, 15.0)));
        assert_eq!(quantile_interval(&values[..5], 0.5), None);
        assert_eq!(quantile_interval(&values[..20], 0.95), None, "the greatest may be too small");
        assert_eq!(quantile_interval(&values, 0.95), Some((936.0, 964.0)));
    }

    #[test]
    fn bounds_of_shares() {
        // All of 299 seen: the classical "rule of three" at 99 %.
        assert!((clopper_pearson_lower(299, 299, 0.95) - 0.05_f64.powf(1.0 / 299.0)).abs() < 1e-12);
        assert!(clopper_pearson_lower(299, 299, 0.95) >= 0.99 && clopper_pearson_lower(298, 298, 0.95) < 0.99);
        assert!(clopper_pearson_lower(0, 10, 0.95) <= 0.0);
        for (successes, n) in [(299, 299), (298, 298), (472, 473), (470, 473), (0, 10)] {
            let reaches = clopper_pearson_lower(successes, n, 0.95) >= 0.99;
            assert_eq!(clopper_pearson_reaches(successes, n, 0.99, 0.95), reaches, "{successes} of {n}");
        }
        assert!(clopper_pearson_upper(10, 10, 0.95) >= 1.0);
        for n in 1..2_000 {
            let (none, all) = (wilson(0, n, 1.959_963_985), wilson(n, n, 1.959_963_985));
            assert!(none.0 >= 0.0 && all.1 <= 1.0, "{n}: {none:?} {all:?}");
        }
        // Newcombe's own example: 56/70 against 48/80, 95 %: 0.0524 to 0.3339.
        let (difference, low, high) = newcombe((56, 70), (48, 80), 1.959_963_985);
        assert!((difference - 0.2).abs() < 1e-12 && (low - 0.0524).abs() < 5e-5 && (high - 0.3339).abs() < 5e-5);
    }
}
