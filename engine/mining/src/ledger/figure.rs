//! What a formula comes to: a statistic of a measure, of one process or of several as if they were one.
//!
//! Each question gives a [`Sample`]; samples are put together before anything is made of them, so that a quantile over the
//! processes of a node is that of all their instances, and no mean of means.
use super::Ledger;
use super::ask::{Ask, AskError};
use super::evidence::EvidenceKind;
use super::measured::{Measure, Unit};
use crate::statistics::{Sketch, Totals};
use weir_core::library::{Formula, Statistic};

/// A time from one moment to another, as a work calendar counts it, ms.
pub type Counts<'a> = &'a (dyn Fn(i64, i64) -> i64 + Sync);

/// What a figure is made by.
#[derive(Clone, Copy)]
pub struct FigureOf<'a> {
    /// What is measured.
    pub formula: &'a Formula,
    /// On how many values it must rest.
    pub least: u64,
    /// How the time between two moments is counted; none: as the clock goes.
    pub counts: Option<Counts<'a>>,
}

/// A figure and the rows behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// It, in ms, as a share, a count for each instance, or so many for each day.
    pub measure: Measure,
    /// For each process the handle of what was counted.
    pub evidence: Vec<(String, String)>,
}

/// What a figure is made of.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sample {
    /// A value each.
    Values(Unit, Vec<f64>),
    /// A part of a whole.
    Part(u64, u64),
    /// A sum by a sum, of so many cases.
    Ratio(i64, i64, u64),
    /// So many; none where the process was never seen.
    Flow(Option<u64>),
    /// Times that are held as sums alone.
    Summed(Totals, Box<Sketch>),
    /// What is held no more cannot be asked this.
    Unknown,
}

impl Ledger {
    /// What a formula comes to for these questions together. What it cannot know it does not say.
    pub fn figure(&self, asks: &[Ask], of: FigureOf<'_>) -> Result<Figure, AskError> {
        let mut whole: Option<Sample> = None;
        let mut evidence = vec![];
        for ask in asks {
            let ask = match &of.formula.of {
                Some(node) => Ask { node: Some(node.clone()), ..ask.clone() },
                None => ask.clone(),
            };
            let sample = if self.holds(&ask) {
                self.sample(&ask, of)
            } else {
                if ask.asks_of_cases() {
                    self.expect_held(&ask)?;
                }
                self.summed_sample(&ask, of)
            };
            let kind = if is_of_rows(of.formula) { EvidenceKind::Rows } else { EvidenceKind::Cases };
            evidence.push((ask.process.clone(), self.handle(kind, &ask)));
            whole = Some(match whole {
                Some(before) => before.with(sample),
                None => sample,
            });
        }
        let length = asks.first().map_or(1, |ask| ask.until - ask.from);
        let measure = whole.unwrap_or(Sample::Flow(None)).measure(of, length);
        Ok(Figure { measure, evidence })
    }
}

/// Is what is counted visits of a node, rather than whole instances?
fn is_of_rows(formula: &Formula) -> bool {
    formula.of.is_some() && formula.measure.name != "reached"
}

impl Sample {
    /// Both together. Two of different kinds are of which one is held no more: then nothing is told.
    fn with(self, other: Sample) -> Sample {
        match (self, other) {
            (Sample::Values(unit, mut values), Sample::Values(_, more)) => {
                values.extend(more);
                Sample::Values(unit, values)
            }
            (Sample::Part(part, whole), Sample::Part(more, all)) => Sample::Part(part + more, whole + all),
            (Sample::Ratio(above, below, n), Sample::Ratio(a, b, m)) => Sample::Ratio(above + a, below + b, n + m),
            (Sample::Flow(None), Sample::Flow(other)) | (Sample::Flow(other), Sample::Flow(None)) => {
                Sample::Flow(other)
            }
            (Sample::Flow(Some(n)), Sample::Flow(Some(m))) => Sample::Flow(Some(n + m)),
            (Sample::Summed(mut totals, mut sketch), Sample::Summed(more, other)) => {
                totals.merge(&more);
                sketch.merge(&other);
                Sample::Summed(totals, sketch)
            }
            _ => Sample::Unknown,
        }
    }

    fn measure(self, of: FigureOf<'_>, length: i64) -> Measure {
        let unit = |unit| Measure::unavailable(unit);
        let measure = match (self, of.formula.statistic) {
            (Sample::Values(unit, mut values), Statistic::Percentile(percent)) => {
                Measure { unit, ..Measure::quantile(&mut values, f64::from(percent) / 100.0) }
            }
            (Sample::Values(unit, values), Statistic::Max) => {
                Measure::told(unit, values.len() as u64, 1, values.into_iter().reduce(f64::max))
            }
            (Sample::Values(unit, values), _) => {
                let n = values.len() as u64;
                Measure::told(unit, n, 1, (n > 0).then(|| values.iter().sum::<f64>() / n as f64))
            }
            (Sample::Part(part, whole), _) => Measure::share(part, whole),
            (Sample::Ratio(above, below, n), _) => Measure::ratio(above, below, n),
            // How many there were is the figure itself: it rests on the time that is looked at, not on a number of cases.
            (Sample::Flow(Some(n)), _) => return Measure::rate(n, length),
            (Sample::Flow(None), _) => return Measure::told(Unit::PerDay, 0, 1, None),
            (Sample::Summed(_, sketch), Statistic::Percentile(percent)) => {
                Measure::about(&sketch, f64::from(percent) / 100.0)
            }
            (Sample::Summed(totals, _), _) => Measure::mean(totals.sum, totals.n),
            (Sample::Unknown, _) => return unit(Unit::Ms),
        };
        measure.at_least(of.least)
    }
}
