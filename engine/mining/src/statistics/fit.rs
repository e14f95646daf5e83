//! Which distribution durations follow: maximum likelihood with the location held at 0, of positive values alone.
use super::interval::normal_cdf;
use super::summary::Summary;
use statrs::function::gamma::{digamma, gamma_lr, ln_gamma};

/// A family of distributions of positive values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distribution {
    /// Exponential, by its mean.
    Exponential {
        /// Its mean.
        mean: f64,
    },
    /// Log-normal, by mean and deviation of the logarithm.
    LogNormal {
        /// The mean of the logarithm.
        mu: f64,
        /// The deviation of the logarithm.
        sigma: f64,
    },
    /// Gamma.
    Gamma {
        /// Its shape.
        shape: f64,
        /// Its scale.
        scale: f64,
    },
    /// Weibull.
    Weibull {
        /// Its shape.
        shape: f64,
        /// Its scale.
        scale: f64,
    },
}

/// A distribution as it fits best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The distribution.
    pub distribution: Distribution,
    /// The logarithm of the likelihood.
    pub log_likelihood: f64,
    /// Akaike's criterion, 2k − 2·ln L: the least is best.
    pub aic: f64,
}

/// All families, fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Fits {
    /// How many values were positive, and used.
    pub n: usize,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation (the population's) over their mean.
    pub variation: f64,
    /// One of each family, in the order of [`Distribution`].
    pub fits: Vec<Fit>,
    /// The one with the least AIC.
    pub best: Fit,
    /// The greatest distance between what was seen and the best one (Kolmogorov and Smirnov).
    pub distance: f64,
}

impl Distribution {
    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            Distribution::Exponential { .. } => "exponential",
            Distribution::LogNormal { .. } => "lognormal",
            Distribution::Gamma { .. } => "gamma",
            Distribution::Weibull { .. } => "weibull",
        }
    }

    /// The probability of a value up to x.
    pub fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        match *self {
            Distribution::Exponential { mean } => 1.0 - (-x / mean).exp(),
            Distribution::LogNormal { mu, sigma } => normal_cdf((x.ln() - mu) / sigma),
            Distribution::Gamma { shape, scale } => gamma_lr(shape, x / scale),
            Distribution::Weibull { shape, scale } => 1.0 - (-(x / scale).powf(shape)).exp(),
        }
    }

    fn log_density(&self, x: f64) -> f64 {
        match *self {
            Distribution::Exponential { mean } => -mean.ln() - x / mean,
            Distribution::LogNormal { mu, sigma } => {
                let z = (x.ln() - mu) / sigma;
                -x.ln() - sigma.ln() - 0.5 * (2.0 * std::f64::consts::PI).ln() - 0.5 * z * z
            }
            Distribution::Gamma { shape, scale } => {
                (shape - 1.0) * x.ln() - x / scale - ln_gamma(shape) - shape * scale.ln()
            }
            Distribution::Weibull { shape, scale } => {
                shape.ln() - scale.ln() + (shape - 1.0) * (x / scale).ln() - (x / scale).powf(shape)
            }
        }
    }

    fn parameters(&self) -> f64 {
        if matches!(self, Distribution::Exponential { .. }) { 1.0 } else { 2.0 }
    }
}

/// Fits all families. None for fewer than two positive values, or where all are the same: nothing can be told then.
pub fn fit(values: impl IntoIterator<Item = f64>) -> Option<Fits> {
    let summary = Summary::of(values.into_iter().filter(|x| *x > 0.0))?;
    if summary.n < 2 || summary.min >= summary.max {
        return None;
    }
    let (x, n) = (summary.sorted(), summary.n as f64);
    let mu = x.iter().map(|x| x.ln()).sum::<f64>() / n;
    let sigma = (x.iter().map(|x| (x.ln() - mu).powi(2)).sum::<f64>() / n).sqrt();
    let shape = gamma_shape(summary.mean.ln() - mu);
    let families = [
        Distribution::Exponential { mean: summary.mean },
        Distribution::LogNormal { mu, sigma },
        Distribution::Gamma { shape, scale: summary.mean / shape },
        weibull(x),
    ];
    let fits: Vec<Fit> = families
        .into_iter()
        .map(|distribution| {
            let log_likelihood = x.iter().map(|x| distribution.log_density(*x)).sum();
            Fit { distribution, log_likelihood, aic: 2.0 * distribution.parameters() - 2.0 * log_likelihood }
        })
        .collect();
    let best = *fits.iter().min_by(|a, b| a.aic.total_cmp(&b.aic))?;
    let distance = distance(x, &best.distribution);
    Some(Fits { n: summary.n, mean: summary.mean, variation: summary.deviation / summary.mean, fits, best, distance })
}

/// Solves ln k − ψ(k) = s, which falls in k, by bisection on a logarithmic scale.
fn gamma_shape(s: f64) -> f64 {
    root(|k| k.ln() - digamma(k) - s)
}

/// Solves Σ xᵏ·ln x / Σ xᵏ − 1/k = mean of ln x, of which the left side grows in k.
fn weibull(x: &[f64]) -> Distribution {
    let n = x.len() as f64;
    // Relative to the greatest value nothing overflows.
    let top = x[x.len() - 1];
    let logs: Vec<f64> = x.iter().map(|x| (x / top).ln()).collect();
    let mean = logs.iter().sum::<f64>() / n;
    let shape = root(|k| {
        let (mut above, mut below) = (0.0, 0.0);
        for log in &logs {
            let power = (k * log).exp();
            above += power * log;
            below += power;
        }
        1.0 / k + mean - above / below
    });
    let scale = top * (logs.iter().map(|log| (shape * log).exp()).sum::<f64>() / n).powf(1.0 / shape);
    Distribution::Weibull { shape, scale }
}

/// Where a falling function is 0, between e⁻²⁰ and e²⁰.
fn root(f: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (-20.0_f64, 20.0_f64);
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if f(middle.exp()) > 0.0 { low = middle } else { high = middle }
    }
    f64::midpoint(low, high).exp()
}

fn distance(sorted: &[f64], distribution: &Distribution) -> f64 {
    let n = sorted.len() as f64;
    sorted
        .iter()
        .enumerate()
        .map(|(i, x)| {
            let p = distribution.cdf(*x);
            (p - i as f64 / n).max((i + 1) as f64 / n - p)
        })
        .fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_say_nothing_of_a_distribution() {
        assert!(fit([5.0, 5.0, 5.0]).is_none());
        assert!(fit([0.0, -1.0, 3.0]).is_none());
    }

    #[test]
    fn the_quantiles_of_a_distribution_fit_it() {
        let exponential = (0..1000).map(|i| -(1.0 - (f64::from(i) + 0.5) / 1000.0).ln() * 40.0);
        let fits = fit(exponential).unwrap();
        assert!((fits.mean - 40.0).abs() < 0.1 && fits.distance < 0.001);
        let Distribution::Weibull { shape, .. } = fits.fits[3].distribution else { panic!("in the order of the enum") };
        assert!((shape - 1.0).abs() < 0.01, "{shape}");
    }
}
