//! How well a whole log fits a net, by alignments; each variant is aligned once.
use super::align::{Aligner, Alignment, TooHard};
use super::net::Net;
use crate::log::Log;
use crate::measure::variants::{Variant, by_sequence};

/// The fitness of a log.
#[derive(Debug, Clone, PartialEq)]
pub struct LogFitness {
    /// The variants with their alignments.
    pub variants: Vec<(Variant, Alignment)>,
    /// The least cost of the net alone: what a case without any event would miss.
    pub least_model: u32,
    /// How many silent moves that takes.
    pub least_silent: u32,
}

/// Aligns every variant of a log.
pub fn log_fitness(log: &Log, net: &Net) -> Result<LogFitness, TooHard> {
    let mut aligner = Aligner::new(net);
    let empty = aligner.align::<&str>(&[])?;
    let variants = by_sequence(log)
        .into_iter()
        .map(|variant| {
            let names: Vec<&str> = variant.trace.iter().map(|a| log.activities.name(*a)).collect();
            let alignment = aligner.align(&names)?;
            Ok((variant, alignment))
        })
        .collect::<Result<_, TooHard>>()?;
    Ok(LogFitness { variants, least_model: empty.cost, least_silent: empty.silent })
}

impl LogFitness {
    /// All deviations of all cases.
    pub fn deviations(&self) -> u64 {
        self.variants.iter().map(|(variant, a)| variant.cases.len() as u64 * u64::from(a.cost)).sum()
    }

    /// How many cases fit without a deviation.
    pub fn fitting(&self) -> usize {
        self.variants.iter().filter(|(_, a)| a.cost == 0).map(|(variant, _)| variant.cases.len()).sum()
    }

    /// 1 − cost/(length + cost of the net alone), the fitness of a variant: 0 is the worst that can be.
    pub fn fitness(&self, (variant, alignment): &(Variant, Alignment)) -> f64 {
        let worst = variant.trace.len() as f64 + f64::from(self.least_model);
        if worst == 0.0 { 1.0 } else { 1.0 - f64::from(alignment.cost) / worst }
    }

    /// The mean fitness of all cases. None without cases.
    pub fn mean(&self) -> Option<f64> {
        let cases: usize = self.variants.iter().map(|(variant, _)| variant.cases.len()).sum();
        let sum: f64 = self.variants.iter().map(|v| self.fitness(v) * v.0.cases.len() as f64).sum();
        (cases > 0).then(|| sum / cases as f64)
    }

    /// 1 − Σ cost/Σ worst cost, where a silent move costs so much; with 0 it is 1 exactly for logs that fit.
    pub fn of_sums(&self, silent: f64) -> Option<f64> {
        let (mut cost, mut worst) = (0.0, 0.0);
        for (variant, alignment) in &self.variants {
            let cases = variant.cases.len() as f64;
            cost += cases * (f64::from(alignment.cost) + silent * f64::from(alignment.silent));
            let alone = f64::from(self.least_model) + silent * f64::from(self.least_silent);
            worst += cases * (variant.trace.len() as f64 + alone);
        }
        (worst > 0.0).then(|| 1.0 - cost / worst)
    }
}
