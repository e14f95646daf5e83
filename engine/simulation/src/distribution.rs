//! How long things take: the distributions a scenario may name.
use crate::random::Stream;
use crate::span::Span;
use rand_distr::{Distribution as _, Exp, Gamma, LogNormal, Normal, Triangular, Weibull};
use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, Gamma as GammaLaw, Normal as NormalLaw};
use weir_mining::statistics::fit::Distribution as Fitted;

/// How many observed values an empirical distribution may have.
pub const VALUES_MAX: usize = 100_000;
/// The longest time, ms: a thousand years.
pub const TIME_MAX: f64 = 3.156e13;

/// A distribution of times. Nothing takes less than no time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum Distribution {
    /// Always the same.
    Constant {
        /// This.
        value: Span,
    },
    /// Everything between two times alike.
    Uniform {
        /// The least.
        min: Span,
        /// The greatest.
        max: Span,
    },
    /// Exponential.
    Exponential {
        /// Its mean.
        mean: Span,
    },
    /// Normal, without its part below 0.
    Normal {
        /// The mean of the whole.
        mean: Span,
        /// The standard deviation of the whole.
        deviation: Span,
    },
    /// Log-normal.
    LogNormal {
        /// Its mean.
        mean: Span,
        /// Its standard deviation.
        deviation: Span,
    },
    /// Gamma.
    Gamma {
        /// Its mean.
        mean: Span,
        /// Its shape; 1 is exponential.
        shape: f64,
    },
    /// Weibull.
    Weibull {
        /// Its scale.
        scale: Span,
        /// Its shape; 1 is exponential.
        shape: f64,
    },
    /// Triangular.
    Triangular {
        /// The least.
        min: Span,
        /// The most frequent.
        mode: Span,
        /// The greatest.
        max: Span,
    },
    /// What was seen, each time alike.
    Empirical {
        /// The times.
        values: Vec<Span>,
    },
}

impl Distribution {
    /// What is wrong with its numbers.
    pub fn fault(&self) -> Option<String> {
        let time = |name: &str, Span(ms): Span| {
            (!ms.is_finite() || !(0.0..=TIME_MAX).contains(&ms)).then(|| format!("{name} is {ms} ms"))
        };
        let above = |name: &str, x: f64| (!x.is_finite() || x <= 0.0).then(|| format!("{name} is {x}, not above 0"));
        let order = |least: Span, greatest: Span| {
            (least > greatest).then(|| format!("{} ms is the least and {} ms the greatest", least.0, greatest.0))
        };
        match self {
            Distribution::Constant { value } => time("value", *value),
            Distribution::Uniform { min, max } => time("min", *min).or(time("max", *max)).or_else(|| order(*min, *max)),
            Distribution::Exponential { mean } => time("mean", *mean),
            Distribution::Normal { mean, deviation } => time("mean", *mean).or(time("deviation", *deviation)),
            Distribution::LogNormal { mean, deviation } => {
                time("mean", *mean).or(time("deviation", *deviation)).or_else(|| above("mean", mean.0))
            }
            Distribution::Gamma { mean, shape } => time("mean", *mean).or_else(|| above("shape", *shape)),
            Distribution::Weibull { scale, shape } => time("scale", *scale).or_else(|| above("shape", *shape)),
            Distribution::Triangular { min, mode, max } => {
                let times = time("min", *min).or(time("mode", *mode)).or(time("max", *max));
                times.or_else(|| order(*min, *mode)).or_else(|| order(*mode, *max))
            }
            Distribution::Empirical { values } if values.is_empty() => Some("it has no values".to_owned()),
            Distribution::Empirical { values } if values.len() > VALUES_MAX => {
                Some(format!("it has more than {VALUES_MAX} values"))
            }
            Distribution::Empirical { values } => values.iter().find_map(|value| time("a value", *value)),
        }
    }

    /// Its mean, ms; of the normal one that of the whole, as it is written.
    pub fn mean(&self) -> f64 {
        match self {
            Distribution::Constant { value: mean }
            | Distribution::Exponential { mean }
            | Distribution::Normal { mean, .. }
            | Distribution::LogNormal { mean, .. }
            | Distribution::Gamma { mean, .. } => mean.0,
            Distribution::Uniform { min, max } => f64::midpoint(min.0, max.0),
            Distribution::Weibull { scale, shape } => scale.0 * statrs::function::gamma::gamma(1.0 + 1.0 / shape),
            Distribution::Triangular { min, mode, max } => (min.0 + mode.0 + max.0) / 3.0,
            Distribution::Empirical { values } => values.iter().map(|v| v.0).sum::<f64>() / values.len().max(1) as f64,
        }
    }

    /// The same shape, so many times as long.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Distribution {
        let times = |Span(ms): Span| Span(ms * factor);
        match self {
            Distribution::Constant { value } => Distribution::Constant { value: times(*value) },
            Distribution::Uniform { min, max } => Distribution::Uniform { min: times(*min), max: times(*max) },
            Distribution::Exponential { mean } => Distribution::Exponential { mean: times(*mean) },
            Distribution::Normal { mean, deviation } => {
                Distribution::Normal { mean: times(*mean), deviation: times(*deviation) }
            }
            Distribution::LogNormal { mean, deviation } => {
                Distribution::LogNormal { mean: times(*mean), deviation: times(*deviation) }
            }
            Distribution::Gamma { mean, shape } => Distribution::Gamma { mean: times(*mean), shape: *shape },
            Distribution::Weibull { scale, shape } => Distribution::Weibull { scale: times(*scale), shape: *shape },
            Distribution::Triangular { min, mode, max } => {
                Distribution::Triangular { min: times(*min), mode: times(*mode), max: times(*max) }
            }
            Distribution::Empirical { values } => {
                Distribution::Empirical { values: values.iter().map(|value| times(*value)).collect() }
            }
        }
    }

    /// One time, ms. Of a distribution with [faults](Distribution::fault) it is 0.
    pub fn sample(&self, stream: &mut Stream) -> f64 {
        let drawn = match self {
            Distribution::Constant { value } => value.0,
            Distribution::Uniform { min, max } => min.0 + (max.0 - min.0) * stream.uniform(),
            Distribution::Exponential { mean } if mean.0 > 0.0 => {
                Exp::new(1.0 / mean.0).map_or(0.0, |d| d.sample(stream))
            }
            Distribution::Exponential { .. } => 0.0,
            Distribution::Normal { mean, deviation } => truncated(mean.0, deviation.0, stream),
            Distribution::LogNormal { mean, deviation } => {
                let variance = (1.0 + (deviation.0 / mean.0).powi(2)).ln();
                let mu = mean.0.ln() - variance / 2.0;
                LogNormal::new(mu, variance.sqrt()).map_or(0.0, |d| d.sample(stream))
            }
            Distribution::Gamma { mean, shape } => Gamma::new(*shape, mean.0 / shape).map_or(0.0, |d| d.sample(stream)),
            Distribution::Weibull { scale, shape } => Weibull::new(scale.0, *shape).map_or(0.0, |d| d.sample(stream)),
            Distribution::Triangular { min, max, .. } if min >= max => min.0,
            Distribution::Triangular { min, mode, max } => {
                Triangular::new(min.0, max.0, mode.0).map_or(0.0, |d| d.sample(stream))
            }
            Distribution::Empirical { values } if values.is_empty() => 0.0,
            Distribution::Empirical { values } => values[stream.below(values.len())].0,
        };
        drawn.clamp(0.0, TIME_MAX)
    }
}

impl Distribution {
    /// One time that is longer than what has passed already, ms. Where none is, or hardly any, nothing is known of what is left:
    /// then it is drawn as if it began now.
    pub fn sample_beyond(&self, passed: f64, stream: &mut Stream) -> f64 {
        if passed <= 0.0 {
            return self.sample(stream);
        }
        let longer = match self {
            // It has no memory.
            Distribution::Exponential { .. } => None,
            Distribution::Empirical { values } => {
                let longer: Vec<f64> = values.iter().map(|value| value.0).filter(|value| *value > passed).collect();
                (!longer.is_empty()).then(|| longer[stream.below(longer.len())])
            }
            _ => (0..TRIES_MAX).map(|_| self.sample(stream)).find(|time| *time > passed),
        };
        longer.unwrap_or_else(|| passed + self.sample(stream))
    }

    /// The time that so large a share, from 0 to below 1, is shorter than: what is drawn by one number for several things
    /// is long or short for all of them.
    pub fn at(&self, share: f64) -> f64 {
        let normal = |share: f64| NormalLaw::standard().inverse_cdf(share);
        let found = match self {
            Distribution::Constant { value } => value.0,
            Distribution::Uniform { min, max } => min.0 + (max.0 - min.0) * share,
            Distribution::Exponential { mean } => -mean.0 * (1.0 - share).ln(),
            Distribution::Normal { mean, deviation } if deviation.0 > 0.0 => {
                // Nothing lies below 0.
                let below = NormalLaw::standard().cdf(-mean.0 / deviation.0);
                mean.0 + deviation.0 * normal(below + (1.0 - below) * share)
            }
            Distribution::Normal { mean, .. } => mean.0,
            Distribution::LogNormal { mean, deviation } => {
                let variance = (1.0 + (deviation.0 / mean.0).powi(2)).ln();
                (mean.0.ln() - variance / 2.0 + variance.sqrt() * normal(share)).exp()
            }
            Distribution::Gamma { mean, shape } => {
                GammaLaw::new(*shape, shape / mean.0).map_or(0.0, |law| law.inverse_cdf(share))
            }
            Distribution::Weibull { scale, shape } => scale.0 * (-(1.0 - share).ln()).powf(1.0 / shape),
            Distribution::Triangular { min, max, .. } if min >= max => min.0,
            Distribution::Triangular { min, mode, max } => {
                let (whole, rise) = (max.0 - min.0, mode.0 - min.0);
                if share * whole < rise {
                    min.0 + (share * whole * rise).sqrt()
                } else {
                    max.0 - ((1.0 - share) * whole * (max.0 - mode.0)).sqrt()
                }
            }
            Distribution::Empirical { values } if values.is_empty() => 0.0,
            Distribution::Empirical { values } => {
                let mut values: Vec<f64> = values.iter().map(|value| value.0).collect();
                let place = ((share * values.len() as f64) as usize).min(values.len() - 1);
                *values.select_nth_unstable_by(place, f64::total_cmp).1
            }
        };
        if found.is_nan() { 0.0 } else { found.clamp(0.0, TIME_MAX) }
    }
}

/// How often a distribution is asked again for a value that is not too small.
pub(crate) const TRIES_MAX: usize = 1_000;

fn truncated(mean: f64, deviation: f64, stream: &mut Stream) -> f64 {
    let Ok(normal) = Normal::new(mean, deviation) else { return 0.0 };
    (0..TRIES_MAX).map(|_| normal.sample(stream)).find(|x| *x >= 0.0).unwrap_or(0.0)
}

impl From<Fitted> for Distribution {
    fn from(fitted: Fitted) -> Self {
        match fitted {
            Fitted::Exponential { mean } => Distribution::Exponential { mean: Span(mean) },
            Fitted::LogNormal { mu, sigma } => {
                let mean = (mu + sigma * sigma / 2.0).exp();
                let deviation = mean * ((sigma * sigma).exp_m1()).sqrt();
                Distribution::LogNormal { mean: Span(mean), deviation: Span(deviation) }
            }
            Fitted::Gamma { shape, scale } => Distribution::Gamma { mean: Span(shape * scale), shape },
            Fitted::Weibull { shape, scale } => Distribution::Weibull { scale: Span(scale), shape },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;

    fn mean(distribution: &Distribution) -> f64 {
        let draw = |case| distribution.sample(&mut Stream::of(5, case, 0, 0, Purpose::Duration));
        (0..40_000).map(draw).sum::<f64>() / 40_000.0
    }

    #[test]
    fn samples_have_the_mean_they_should() {
        let ms = Span;
        for distribution in [
            Distribution::Constant { value: ms(700.0) },
            Distribution::Uniform { min: ms(200.0), max: ms(1000.0) },
            Distribution::Exponential { mean: ms(700.0) },
            Distribution::Normal { mean: ms(700.0), deviation: ms(100.0) },
            Distribution::LogNormal { mean: ms(700.0), deviation: ms(500.0) },
            Distribution::Gamma { mean: ms(700.0), shape: 2.5 },
            Distribution::Weibull { scale: ms(700.0), shape: 1.5 },
            Distribution::Triangular { min: ms(100.0), mode: ms(300.0), max: ms(900.0) },
            Distribution::Empirical { values: vec![ms(100.0), ms(200.0), ms(900.0)] },
        ] {
            assert_eq!(distribution.fault(), None);
            let (found, wanted) = (mean(&distribution), distribution.mean());
            assert!((found / wanted - 1.0).abs() < 0.02, "{distribution:?}: {found} and not {wanted}");
            // One number in place of a stream: the same distribution, the greater the number the longer.
            let at: Vec<f64> = (0..10_000).map(|n| distribution.at((f64::from(n) + 0.5) / 10_000.0)).collect();
            assert!(at.is_sorted(), "{distribution:?}");
            let middle = at.iter().sum::<f64>() / 10_000.0;
            assert!((middle / wanted - 1.0).abs() < 0.01, "{distribution:?}: {middle} and not {wanted}");
            let (twice, wanted) = (distribution.scaled(2.0), 2.0 * found);
            assert!((mean(&twice) / wanted - 1.0).abs() < 1e-3, "{twice:?} is twice as long");
        }
    }

    #[test]
    fn what_is_left_is_what_takes_longer_than_what_has_passed() {
        let ms = Span;
        let left = |distribution: &Distribution, passed: f64| {
            let draw = |case| distribution.sample_beyond(passed, &mut Stream::of(5, case, 0, 0, Purpose::Duration));
            (0..20_000).map(draw).inspect(|time| assert!(*time > passed)).sum::<f64>() / 20_000.0 - passed
        };
        let of = |values: &[f64]| Distribution::Empirical { values: values.iter().map(|v| ms(*v)).collect() };
        for (distribution, passed, wanted) in [
            (Distribution::Uniform { min: ms(0.0), max: ms(1000.0) }, 600.0, 200.0),
            (Distribution::Exponential { mean: ms(700.0) }, 5_000.0, 700.0),
            (of(&[100.0, 400.0, 900.0]), 200.0, 450.0),
            // Weibull of shape 1 is exponential.
            (Distribution::Weibull { scale: ms(300.0), shape: 1.0 }, 600.0, 300.0),
            // It never took so long: nothing is known.
            (of(&[100.0, 300.0]), 500.0, 200.0),
            (Distribution::Constant { value: ms(100.0) }, 40.0, 60.0),
            (Distribution::Constant { value: ms(100.0) }, 140.0, 100.0),
        ] {
            let found = left(&distribution, passed);
            assert!((found / wanted - 1.0).abs() < 0.03, "{distribution:?} after {passed}: {found} and not {wanted}");
        }
    }

    #[test]
    fn numbers_that_are_no_distribution_are_named() {
        let faulty = [
            Distribution::Constant { value: Span(-1.0) },
            Distribution::Uniform { min: Span(2.0), max: Span(1.0) },
            Distribution::Gamma { mean: Span(1.0), shape: 0.0 },
            Distribution::LogNormal { mean: Span(0.0), deviation: Span(1.0) },
            Distribution::Triangular { min: Span(1.0), mode: Span(5.0), max: Span(2.0) },
            Distribution::Empirical { values: vec![] },
            Distribution::Exponential { mean: Span(f64::NAN) },
        ];
        for distribution in faulty {
            assert!(distribution.fault().is_some(), "{distribution:?}");
        }
    }
}
