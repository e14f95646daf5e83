//! Which prediction is shown for a process: the one that was best on cases that came later, tried again and again. The median
//! of the whole process always competes: on some processes nothing beats it. Where bands were not honest none is shown.
use super::predict::{Calibration, Prediction, Survival};
use crate::log::Log;
use crate::measure::calendar::WorkingTime;
use serde::{Deserialize, Serialize};

/// A way to predict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Predictor {
    /// The activities visited and the last one; less where too few were alike.
    Visited,
    /// How many steps and the last one; less where too few were alike.
    Depth,
    /// All cases of the process.
    Median,
}

/// All of them; of equally good ones the simpler one is chosen.
pub const PREDICTORS: [Predictor; 3] = [Predictor::Median, Predictor::Depth, Predictor::Visited];
/// Where in time the history is cut: learnt is what had ended before, tried is what began in the next part.
const CUTS: [f64; 4] = [0.55, 0.70, 0.85, 1.0];
/// So many predictions must have come true or not.
pub const TRIED_MIN: usize = 100;

/// What was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The best.
    pub predictor: Predictor,
    /// How good it was.
    pub calibration: Calibration,
    /// How good each was.
    pub all: Vec<(Predictor, Calibration)>,
}

impl Choice {
    /// Is it good enough to be shown? The share of truths in its bands must be about what they promise.
    pub fn is_shown(&self) -> bool {
        self.calibration.is_usable()
    }
}

impl Predictor {
    /// How many of the closer likenesses it passes by.
    pub fn passes(self) -> usize {
        match self {
            Predictor::Visited => 0,
            Predictor::Depth => 1,
            Predictor::Median => 3,
        }
    }

    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Predictor::Visited => "visited",
            Predictor::Depth => "depth",
            Predictor::Median => "median",
        }
    }

    /// Predicts for a running case.
    pub fn predict(self, survival: &Survival, trace: &[u32], elapsed: i64) -> Option<Prediction> {
        survival.predict_from(self.passes(), trace, elapsed)
    }

    /// How far off it is, as the clock goes, at a step that ended at a moment, of a case that ended at another one, ms; and how
    /// much of the truth lay in its band.
    fn try_out(
        self,
        survival: &Survival,
        trace: &[u32],
        (at, end): (i64, i64),
        calendar: Option<&WorkingTime>,
    ) -> Option<(f64, f64)> {
        let said = self.predict(survival, trace, 0)?;
        let (left, expected) = match calendar {
            None => (end - at, at as f64 + said.median),
            Some(calendar) => (calendar.between(at, end), calendar.after(at, said.median.round() as i64)? as f64),
        };
        Some(((expected - end as f64).abs(), survival.covers(self.passes(), trace, 0, left)?))
    }
}

/// Chooses for the finished cases of a log. None where fewer than [`TRIED_MIN`] predictions could be tried.
pub fn choose(log: &Log, calendar: Option<&WorkingTime>) -> Option<Choice> {
    choose_of_latest(log, calendar, usize::MAX)
}

/// The same for so many of the latest cases: whoever is waited for has no time for all of them.
pub fn choose_of_latest(log: &Log, calendar: Option<&WorkingTime>, most: usize) -> Option<Choice> {
    let mut spans: Vec<(i64, i64, usize)> = (0..log.case_count())
        .filter(|case| log.is_finished(*case))
        .filter_map(|case| log.span(case).map(|(from, until)| (from, until, case)))
        .collect();
    spans.sort_unstable();
    spans.drain(..spans.len().saturating_sub(most));
    let mut tried: Vec<Vec<(f64, f64)>> = vec![vec![]; PREDICTORS.len()];
    let at = |share: f64| (share * spans.len() as f64) as usize;
    for cut in CUTS.windows(2) {
        let Some((begin, ..)) = spans.get(at(cut[0])) else { continue };
        let known = spans.iter().filter(|(_, until, _)| until < begin).map(|(.., case)| *case);
        let survival = Survival::of_cases(log, known, calendar);
        for (_, end, case) in &spans[at(cut[0])..at(cut[1])] {
            for (step, row) in log.case(*case).enumerate() {
                let trace = &log.trace(*case)[..=step];
                let span = (log.ended[row], *end);
                let foretold = PREDICTORS.iter().map(|predictor| predictor.try_out(&survival, trace, span, calendar));
                let all: Vec<Option<(f64, f64)>> = foretold.collect();
                // Only where all say something are they compared.
                if all.iter().all(Option::is_some) {
                    tried.iter_mut().zip(all.into_iter().flatten()).for_each(|(tried, of)| tried.push(of));
                }
            }
        }
    }
    if tried[0].len() < TRIED_MIN {
        return None;
    }
    let calibrated = PREDICTORS.iter().zip(&tried);
    let all: Vec<(Predictor, Calibration)> =
        calibrated.filter_map(|(predictor, tried)| Some((*predictor, Calibration::of(tried)?))).collect();
    let (predictor, calibration) = *all.iter().min_by(|a, b| a.1.mean_error.total_cmp(&b.1.mean_error))?;
    Some(Choice { predictor, calibration, all })
}
