//! A look at very many series at once: which of them have left their level, at a false discovery rate that holds for all of
//! them together. Rules that people wrote are exempt from it: who asks for one series gets its answer.
use crate::statistics::chart::ewma;
use crate::statistics::interval::normal_cdf;
use crate::statistics::quantile;
use crate::statistics::test::false_discovery;
use statrs::distribution::{Binomial, DiscreteCDF, NegativeBinomial, Poisson};

/// The false discovery rate that is allowed in one scan.
pub const Q_MAX: f64 = 0.05;
/// A baseline needs so many values of the same hour of the week.
pub const WEEKS_MIN: usize = 4;
/// The weight of the newest value in the moving mean.
const LAMBDA: f64 = 0.2;

/// A series that is looked at.
#[derive(Debug, Clone, PartialEq)]
pub enum Series {
    /// A level: its latest values, and for each of them those of the same hour in the weeks before.
    Level {
        /// The latest values, in order of time.
        values: Vec<f64>,
        /// The weeks before, for each value.
        weeks: Vec<Vec<f64>>,
    },
    /// A share: how many of how many in the latest window, and before.
    Share {
        /// Now.
        now: (u64, u64),
        /// Before.
        before: (u64, u64),
    },
    /// A count: of the latest window, and of the same hour in the weeks before.
    Count {
        /// Now.
        now: u64,
        /// The weeks before.
        weeks: Vec<u64>,
    },
}

/// A series that has left its level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scanned {
    /// Which of the series.
    pub series: usize,
    /// Is it above what was usual?
    pub above: bool,
    /// The probability of it by chance, two-sided.
    pub p: f64,
    /// The false discovery rate at which it is just kept.
    pub q: f64,
    /// `SHIFT` for a level that moved, `SPIKE` for a window that stands out.
    pub code: &'static str,
}

/// Looks at all series; those that are found, the surest first.
pub fn scan(series: &[Series]) -> Vec<Scanned> {
    let tests: Vec<(usize, f64, bool)> =
        series.iter().enumerate().filter_map(|(at, of)| of.test().map(|(p, above)| (at, p, above))).collect();
    let q = false_discovery(&tests.iter().map(|(_, p, _)| *p).collect::<Vec<_>>());
    let mut found: Vec<Scanned> = tests
        .into_iter()
        .zip(q)
        .filter(|(_, q)| *q <= Q_MAX)
        .map(|((at, p, above), q)| Scanned { series: at, above, p, q, code: series[at].code() })
        .collect();
    found.sort_by(|a, b| a.q.total_cmp(&b.q).then(a.p.total_cmp(&b.p)).then(a.series.cmp(&b.series)));
    found
}

impl Series {
    fn code(&self) -> &'static str {
        if matches!(self, Series::Level { .. }) { "SHIFT" } else { "SPIKE" }
    }

    /// The probability of its newest value by chance, and on which side it is. None where the baseline is too short.
    fn test(&self) -> Option<(f64, bool)> {
        match self {
            Series::Level { values, weeks } => level(values, weeks),
            Series::Share { now, before } => share(*now, *before),
            Series::Count { now, weeks } => count(*now, weeks),
        }
    }
}

/// How many weeks of one hour the deviation of all hours together counts as, beside that hour's own weeks.
const COMMON: f64 = 8.0;

/// The moving mean of the distances from the median of each hour, in its deviations: those of the few weeks of one hour alone
/// would be too rough to be divided by, and hours are not all alike, so each is drawn towards that of all together.
fn level(values: &[f64], weeks: &[Vec<f64>]) -> Option<(f64, bool)> {
    let known: Vec<(f64, &Vec<f64>)> = values
        .iter()
        .copied()
        .zip(weeks)
        .filter(|(value, past)| value.is_finite() && past.len() >= WEEKS_MIN)
        .collect();
    let spread_of = |past: &[f64]| {
        let mean = past.iter().sum::<f64>() / past.len() as f64;
        (past.iter().map(|of| (of - mean).powi(2)).sum::<f64>(), past.len() as f64 - 1.0)
    };
    let (squares, free) = known.iter().fold((0.0, 0.0), |(squares, free), (_, past)| {
        let (more, by) = spread_of(past);
        (squares + more, free + by)
    });
    let common = squares / free;
    if known.is_empty() || common <= 0.0 {
        return None;
    }
    let mut distances = vec![];
    for (value, past) in &known {
        let (squares, free) = spread_of(past);
        let variance = (COMMON * common + squares) / (COMMON + free);
        // The median of k values has itself a variance of about π/2k.
        let own = (variance * (1.0 + std::f64::consts::FRAC_PI_2 / past.len() as f64)).sqrt();
        distances.push((value - quantile(&mut (*past).clone(), 0.5)?) / own);
    }
    let chart = ewma(&distances, 0.0, 1.0, LAMBDA, 3.0);
    let steps = distances.len() as f64;
    let spread = (LAMBDA / (2.0 - LAMBDA) * (1.0 - (1.0 - LAMBDA).powf(2.0 * steps))).sqrt();
    let z = chart.values.last()? / spread;
    Some((2.0 * normal_cdf(-z.abs()), z > 0.0))
}

/// The tail of the binomial distribution, with the share of before, half a case added to each side.
fn share(now: (u64, u64), before: (u64, u64)) -> Option<(f64, bool)> {
    if now.1 == 0 || before.1 == 0 {
        return None;
    }
    let usual = (before.0 as f64 + 0.5) / (before.1 as f64 + 1.0);
    let of = Binomial::new(usual, now.1).ok()?;
    let at_least = if now.0 == 0 { 1.0 } else { of.sf(now.0 - 1) };
    let at_most = of.cdf(now.0);
    Some(((2.0 * at_least.min(at_most)).min(1.0), at_least < at_most))
}

/// The tail of the negative binomial distribution with mean and variance of the weeks before; of Poisson's where they vary
/// no more than that one.
fn count(now: u64, weeks: &[u64]) -> Option<(f64, bool)> {
    if weeks.len() < WEEKS_MIN {
        return None;
    }
    let n = weeks.len() as f64;
    let mean = weeks.iter().sum::<u64>() as f64 / n;
    let variance = weeks.iter().map(|of| (*of as f64 - mean).powi(2)).sum::<f64>() / (n - 1.0);
    // The mean of a few weeks is itself uncertain: a new week varies by its own variance and by that of the mean.
    let variance = variance.max(mean) * (1.0 + 1.0 / n);
    if mean <= 0.0 {
        return None;
    }
    let tails =
        |sf: &dyn Fn(u64) -> f64, cdf: &dyn Fn(u64) -> f64| (if now == 0 { 1.0 } else { sf(now - 1) }, cdf(now));
    let (at_least, at_most) = if variance > mean {
        let size = mean * mean / (variance - mean);
        let of = NegativeBinomial::new(size, size / (size + mean)).ok()?;
        tails(&|x| of.sf(x), &|x| of.cdf(x))
    } else {
        let of = Poisson::new(mean).ok()?;
        tails(&|x| of.sf(x), &|x| of.cdf(x))
    };
    Some(((2.0 * at_least.min(at_most)).min(1.0), at_least < at_most))
}
