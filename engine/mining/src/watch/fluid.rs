//! Where a number of open instances is going, as a fluid: open(t) + λt − μt. What comes and what leaves is counted over a window,
//! and nothing is foretold where chance may have made the difference, or further ahead than it was looked back.
use super::alert::{Rule, Side};
use crate::aggregate::HOUR_MS;
use crate::ledger::Samples;
use serde::{Deserialize, Serialize};

/// How many must have come and left together.
pub const MOVED_MIN: u64 = 20;
/// How many standard deviations a change must be to be more than chance: 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// What came and left in a window, and what is open at its end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// How many are open.
    pub open: f64,
    /// How many came.
    pub arrived: u64,
    /// How many left.
    pub left: u64,
    /// How long the window is, ms.
    pub span: i64,
    /// The standard deviation of the change over the whole window, as its hours differ.
    pub spread: f64,
}

/// Why nothing is foretold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Unforeseen {
    /// It is past the line already.
    Past,
    /// Too few came and left to tell rates.
    TooFew,
    /// As many come as leave, as far as chance lets one say.
    Steady,
    /// It moves away from the line.
    Away,
    /// The line is further ahead than it was looked back.
    TooFar,
}

impl Flow {
    /// Of comings (one more) and goings (one less) in a window that ends at a moment.
    pub fn of(samples: &Samples, from: i64, until: i64) -> Flow {
        let values = samples.values();
        // Each is one more or one less: their squares count them.
        let [net, _, moved] = values.sums(from, until);
        let mut hours = vec![];
        let mut hour = until - HOUR_MS;
        while hour >= from {
            hours.push(values.sums(hour, hour + HOUR_MS)[0]);
            hour -= HOUR_MS;
        }
        let n = hours.len() as f64;
        let mean = hours.iter().sum::<f64>() / n.max(1.0);
        let squares: f64 = hours.iter().map(|hour| (hour - mean).powi(2)).sum();
        let spread = if n > 1.0 { (squares / (n - 1.0) * n).sqrt() } else { 0.0 };
        Flow {
            open: values.sums(i64::MIN, until)[0].max(0.0),
            arrived: f64::midpoint(moved, net) as u64,
            left: f64::midpoint(moved, -net) as u64,
            span: until - from,
            spread,
        }
    }

    /// In how many ms the line of a warning is reached.
    pub fn breach(&self, rule: &Rule) -> Result<i64, Unforeseen> {
        let ahead = rule.warn - self.open;
        let is_past = if rule.side == Side::Above { ahead < 0.0 } else { ahead > 0.0 };
        if is_past {
            return Err(Unforeseen::Past);
        }
        let moved = self.arrived + self.left;
        if moved < MOVED_MIN || self.span <= 0 {
            return Err(Unforeseen::TooFew);
        }
        let net = self.arrived as f64 - self.left as f64;
        // Of two counts that are as they come the variance is their sum; hours that differ more than that say so.
        if net.abs() <= Z * (moved as f64).sqrt().max(self.spread) {
            return Err(Unforeseen::Steady);
        }
        if (net > 0.0) != (rule.side == Side::Above) {
            return Err(Unforeseen::Away);
        }
        let ms = ahead / net * self.span as f64;
        if ms <= self.span as f64 { Ok(ms.round() as i64) } else { Err(Unforeseen::TooFar) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Metric, Sample};

    fn rule(side: Side, warn: f64) -> Rule {
        Rule { side, warn, critical: None, clear: None, beyond: 1, of: 1, keep: 1, n_min: 1 }
    }

    /// So many come and so many leave in each of so many hours, evenly, on top of what is open at first.
    fn steady(first: usize, hours: i64, (come, leave): (i64, i64)) -> Samples {
        let mut all = vec![Sample { at: -1, part: 1.0, whole: 0.0 }; first];
        for hour in 0..hours {
            for (count, part) in [(come, 1.0), (leave, -1.0)] {
                all.extend((0..count).map(|n| Sample { at: hour * HOUR_MS + n * HOUR_MS / count, part, whole: 0.0 }));
            }
        }
        Samples::new(Metric::Running, all)
    }

    #[test]
    fn a_queue_that_grows_reaches_its_line_when_the_fluid_does() {
        // 100 at first, ten more in each hour of a day: 340. At 400 in six hours, by open + (λ − μ)t.
        let flow = Flow::of(&steady(100, 24, (30, 20)), 0, 24 * HOUR_MS);
        assert_eq!((flow.open, flow.arrived, flow.left, flow.spread), (340.0, 720, 480, 0.0));
        assert_eq!(flow.breach(&rule(Side::Above, 400.0)), Ok(6 * HOUR_MS));
        // The same goes on, and is counted there.
        let later = Flow::of(&steady(100, 30, (30, 20)), 6 * HOUR_MS, 30 * HOUR_MS);
        assert_eq!((later.open, later.breach(&rule(Side::Above, 400.0))), (400.0, Ok(0)));
        // And one that is emptied, to a line below.
        let flow = Flow::of(&steady(1_000, 24, (20, 30)), 0, 24 * HOUR_MS);
        assert_eq!(flow.breach(&rule(Side::Below, 700.0)), Ok(6 * HOUR_MS));
    }

    #[test]
    fn what_cannot_be_known_is_not_foretold() {
        let day =
            |first, rates, warn| Flow::of(&steady(first, 24, rates), 0, 24 * HOUR_MS).breach(&rule(Side::Above, warn));
        assert_eq!(day(100, (30, 20), 300.0), Err(Unforeseen::Past));
        assert_eq!(day(100, (30, 20), 581.0), Err(Unforeseen::TooFar), "more than a day ahead");
        assert_eq!(day(100, (20, 20), 101.0), Err(Unforeseen::Steady));
        // 24 more of 984: less than 1.96 standard deviations of two such counts.
        assert_eq!(day(100, (21, 20), 130.0), Err(Unforeseen::Steady));
        assert_eq!(day(1_000, (20, 30), 1_001.0), Err(Unforeseen::Away));
        let few = Flow::of(&steady(0, 4, (4, 0)), 0, 4 * HOUR_MS);
        assert_eq!(few.breach(&rule(Side::Above, 20.0)), Err(Unforeseen::TooFew));
    }

    #[test]
    fn one_wild_hour_is_no_rate() {
        let mut all: Vec<Sample> = vec![];
        for hour in 0..24 {
            for n in 0..20 {
                let at = hour * HOUR_MS + n;
                all.push(Sample { at, part: 1.0, whole: 0.0 });
                all.push(Sample { at: at + 100, part: -1.0, whole: 0.0 });
            }
        }
        // A campaign of 200 at once: as a rate it would be eight an hour for ever.
        all.extend((0..200).map(|n| Sample { at: 12 * HOUR_MS + n, part: 1.0, whole: 0.0 }));
        let flow = Flow::of(&Samples::new(Metric::Running, all), 0, 24 * HOUR_MS);
        assert_eq!((flow.arrived, flow.left), (680, 480));
        assert!((flow.spread - 200.0).abs() < 1e-9, "{}", flow.spread);
        assert_eq!(flow.breach(&rule(Side::Above, 250.0)), Err(Unforeseen::Steady));
    }
}
