//! Between what bounds an index lies: Wilson's interval for what is a share, a bootstrap over days for all else.
use super::index::{Measured, Scored, index};
use crate::statistics::bootstrap::{Estimate, estimate};
use crate::statistics::interval::wilson;

/// The 97.5 % quantile of the normal distribution.
const Z95: f64 = 1.959_963_984_540_054;

/// On what a component rests.
#[derive(Debug, Clone, PartialEq)]
pub enum Sample {
    /// A share: for each day, how many were good, of how many.
    Share(Vec<(u64, u64)>),
    /// A ratio of sums: for each day, what is above and what is below the line.
    Ratio(Vec<(f64, f64)>),
    /// A figure that is counted once and has no days: a coverage of the landscape.
    Fixed,
}

/// A component with its days. All components have the same days.
#[derive(Debug, Clone, PartialEq)]
pub struct Component {
    /// What was measured over all days.
    pub measured: Measured,
    /// On what it rests.
    pub sample: Sample,
}

/// An index with its interval, and those of its components.
#[derive(Debug, Clone, PartialEq)]
pub struct Bounded {
    /// The index and its scores.
    pub scored: Scored,
    /// The index with its 95 % interval; none where there is no index, or too few days to say.
    pub index: Option<Estimate>,
    /// For each component its value with its interval; none where it has none.
    pub components: Vec<Option<Estimate>>,
}

/// Scores components over `days` days. `key` names the draw: the index and its window, so that the same question gives the
/// same bounds.
pub fn bounded(components: &[Component], n_min: u64, days: usize, key: &[u64]) -> Bounded {
    let measured: Vec<Measured> = components.iter().map(|component| component.measured).collect();
    let scored = index(&measured, n_min);
    let draw = |drawn: &[u32]| {
        let again: Vec<Measured> = components.iter().map(|component| component.of(drawn)).collect();
        // What counts was settled on all days: a component does not come and go with the draw.
        let used = again.iter().zip(&scored.scores).filter(|(_, score)| score.is_some());
        index(&used.map(|(measured, _)| *measured).collect::<Vec<_>>(), 0).index
    };
    let bounds = if scored.index.is_some() && days > 1 { estimate(days, key, draw) } else { None };
    // The number shown is the one that was measured, also where days do not add up to it exactly.
    let index = bounds.zip(scored.index).map(|(bounds, value)| Estimate {
        value,
        low: bounds.low.min(value),
        high: bounds.high.max(value),
    });
    let components = components.iter().map(|component| component.interval(days, key)).collect();
    Bounded { scored, index, components }
}

impl Component {
    /// The same over some days, each as often as it is named.
    fn of(&self, drawn: &[u32]) -> Measured {
        let value = match &self.sample {
            Sample::Fixed => return self.measured,
            Sample::Share(days) => {
                let (good, all) = drawn.iter().fold((0, 0), |sum, day| {
                    let (good, all) = days.get(*day as usize).copied().unwrap_or_default();
                    (sum.0 + good, sum.1 + all)
                });
                good as f64 / all as f64
            }
            Sample::Ratio(days) => {
                let (above, below) = drawn.iter().fold((0.0, 0.0), |sum, day| {
                    let (above, below) = days.get(*day as usize).copied().unwrap_or_default();
                    (sum.0 + above, sum.1 + below)
                });
                above / below
            }
        };
        Measured { value, ..self.measured }
    }

    fn interval(&self, days: usize, key: &[u64]) -> Option<Estimate> {
        match &self.sample {
            Sample::Fixed => None,
            Sample::Share(of) => {
                let (good, all) = of.iter().fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
                let (low, high) = wilson(good, all, Z95);
                (all > 0).then(|| Estimate { value: good as f64 / all as f64, low, high })
            }
            Sample::Ratio(_) => {
                estimate(days, key, |drawn| Some(self.of(drawn).value).filter(|value| value.is_finite()))
            }
        }
    }
}
