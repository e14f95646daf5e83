//! How long running cases will still take, in the time in which that is told best: as the clock goes, or as the calendar of the
//! office counts work. Which of them is tried on cases that came later: what people do rests at night and over holidays, what
//! runs by itself, or on shifts that no calendar knows, does not.
use super::choose::{Choice, Predictor, choose_of_latest};
use super::deadline::{Deadline, of_probability};
use super::predict::{Prediction, Survival};
use crate::aggregate::DAY_MS;
use crate::log::Log;
use crate::measure::calendar::WorkingTime;
use weir_core::calendar::WorkCalendar;

/// So far ahead is it known when people will work.
const AHEAD_MS: i64 = 400 * DAY_MS;

/// See the [module](self).
#[derive(Debug, Clone)]
pub struct Foresight {
    survival: Survival,
    choice: Option<Choice>,
    /// When people work, where time is counted so.
    working: Option<WorkingTime>,
}

impl Foresight {
    /// Learns from the finished cases of a log; how good it is is tried on so many of the latest.
    pub fn of(log: &Log, calendar: Option<&WorkCalendar>, now: i64, most: usize) -> Self {
        let began = (0..log.case_count()).filter_map(|case| log.span(case)).map(|(from, _)| from).min();
        let working = calendar
            .zip(began)
            .map(|(calendar, began)| WorkingTime::of(calendar, began.min(now) - DAY_MS, now.saturating_add(AHEAD_MS)));
        let clock = choose_of_latest(log, None, most);
        let by_work = working.as_ref().and_then(|working| choose_of_latest(log, Some(working), most));
        // Both errors are of the clock. Where a band was not honest, the other one is taken.
        let rank = |choice: &Choice| (!choice.is_shown(), choice.calibration.mean_error);
        let is_better = |work: &Choice, clock: &Choice| {
            let (work, clock) = (rank(work), rank(clock));
            work.0.cmp(&clock.0).then(work.1.total_cmp(&clock.1)).is_lt()
        };
        let work_is_better = by_work.as_ref().zip(clock.as_ref()).is_some_and(|(work, clock)| is_better(work, clock));
        let (choice, working) = if work_is_better { (by_work, working) } else { (clock, None) };
        Foresight { survival: Survival::of(log, working.as_ref()), choice, working }
    }

    /// What predictions were best, and how good; none where too few could be tried.
    pub fn choice(&self) -> Option<&Choice> {
        self.choice.as_ref()
    }

    /// Is working time counted?
    pub fn counts_work(&self) -> bool {
        self.working.is_some()
    }

    fn predictor(&self) -> Predictor {
        self.choice.as_ref().map_or(Predictor::Visited, |choice| choice.predictor)
    }

    fn between(&self, from: i64, until: i64) -> i64 {
        self.working.as_ref().map_or(until - from, |working| working.between(from, until))
    }

    /// How long after `now` a case will end, as the clock goes, that has done these steps, the last of them at `last`; in ms.
    pub fn predict(&self, trace: &[u32], last: i64, now: i64) -> Option<Prediction> {
        let said = self.predictor().predict(&self.survival, trace, self.between(last, now))?;
        let Some(working) = &self.working else { return Some(said) };
        let by_clock = |work: f64| working.after(now, work.round() as i64).map(|moment| (moment - now) as f64);
        let band = (by_clock(said.band.0)?, by_clock(said.band.1)?);
        Some(Prediction { median: by_clock(said.median)?, band, ..said })
    }

    /// The probability that such a case ends after `due`.
    pub fn breach(&self, trace: &[u32], last: i64, now: i64, due: i64) -> Option<f64> {
        let (elapsed, left) = (self.between(last, now), self.between(now, due.max(now)));
        self.survival.breach_from(self.predictor().passes(), trace, elapsed, left)
    }

    /// How such a case stands to what it is due at.
    pub fn deadline(&self, trace: &[u32], (last, due): (i64, i64), now: i64) -> Deadline {
        if now > due {
            return Deadline::Late { by: now - due };
        }
        of_probability(self.breach(trace, last, now, due))
    }
}
