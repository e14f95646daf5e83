//! How far two logs lie apart: in what follows what, and in when things happen.
use crate::calibrate::{Elements, hour_of_week};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use weir_mining::log::{Log, NO_TIME};

/// What of a log is held against another: the work of some cases.
pub(crate) struct View<'a> {
    pub log: &'a Log,
    pub elements: &'a Elements,
    pub cases: Vec<usize>,
}

/// Shares of sequences of three pieces of work.
type Grams = BTreeMap<[Option<String>; 3], f64>;

impl View<'_> {
    /// Sequences of three, with the begin and end of a case as pieces of their own.
    fn grams(&self) -> Grams {
        let mut counts = Grams::new();
        let mut sum = 0.0;
        for case in &self.cases {
            let work = self.log.case(*case).filter_map(|row| self.elements.work_of(self.log, row));
            let padded = [None, None].into_iter().chain(work.map(|id| Some(id.to_owned()))).chain([None, None]);
            let padded: Vec<Option<String>> = padded.collect();
            for three in padded.windows(3) {
                *counts.entry([three[0].clone(), three[1].clone(), three[2].clone()]).or_insert(0.0) += 1.0;
                sum += 1.0;
            }
        }
        for count in counts.values_mut() {
            *count /= f64::max(sum, 1.0);
        }
        counts
    }

    /// The share of work that ends in each hour of the week.
    fn hours(&self, zone: &TimeZone) -> [f64; 168] {
        let mut hours = [0.0; 168];
        let rows = self.cases.iter().flat_map(|case| self.log.case(*case));
        for row in rows.filter(|row| self.log.ended[*row] != NO_TIME && self.elements.work_of(self.log, *row).is_some())
        {
            hours[hour_of_week(self.log.ended[row], zone)] += 1.0;
        }
        let sum: f64 = hours.iter().sum();
        hours.map(|count| count / sum.max(1.0))
    }
}

/// Half of the sum of the differences of shares: 0 for the same sequences, 1 for none in common.
pub(crate) fn of_sequences(one: &View, other: &View) -> f64 {
    let (one, other) = (one.grams(), other.grams());
    let both = one.iter().map(|(gram, share)| (share - other.get(gram).unwrap_or(&0.0)).abs());
    let rest = other.iter().filter(|(gram, _)| !one.contains_key(*gram)).map(|(_, share)| *share);
    f64::midpoint(both.sum(), rest.sum())
}

/// By how many hours work must be moved, on average, around the circle of the week (earth mover's distance): the sum of
/// |F − G − m| with m the median of F − G.
pub(crate) fn of_hours(one: &View, other: &View, zone: &TimeZone) -> f64 {
    circular(&one.hours(zone), &other.hours(zone))
}

fn circular(one: &[f64; 168], other: &[f64; 168]) -> f64 {
    let mut sum = 0.0;
    let mut differences: Vec<f64> = one
        .iter()
        .zip(other)
        .map(|(a, b)| {
            sum += a - b;
            sum
        })
        .collect();
    differences.sort_by(f64::total_cmp);
    let median = f64::midpoint(differences[83], differences[84]);
    differences.iter().map(|difference| (difference - median).abs()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_week_is_a_circle() {
        let at = |hour: usize| {
            let mut hours = [0.0; 168];
            hours[hour] = 1.0;
            hours
        };
        assert!((circular(&at(10), &at(13)) - 3.0).abs() < 1e-9);
        assert!((circular(&at(1), &at(167)) - 2.0).abs() < 1e-9);
        assert!(circular(&at(5), &at(5)).abs() < 1e-9);
    }
}
