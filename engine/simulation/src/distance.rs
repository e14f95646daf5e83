//! How far two logs lie apart: in what follows what, and in when things happen.
use crate::calibrate::Elements;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use weir_mining::log::{Log, NO_TIME};
use weir_mining::measure::seen::hour_of_week;

/// What of a log is held against another: the work of some cases.
pub(crate) struct View<'a> {
    pub log: &'a Log,
    pub elements: &'a Elements,
    pub cases: Vec<usize>,
}

/// What follows what in some cases, and when things happen in them. Several are one when they are added.
pub(crate) struct Shape {
    /// Sequences of three pieces of work, with the begin and end of a case as pieces of their own.
    grams: BTreeMap<[Option<String>; 3], f64>,
    /// Pieces of work that ended in each hour of the week.
    hours: [f64; 168],
}

impl Shape {
    /// That of nothing.
    pub fn empty() -> Shape {
        Shape { grams: BTreeMap::new(), hours: [0.0; 168] }
    }

    /// Takes in the work of a view.
    pub fn add(&mut self, view: &View, zone: &TimeZone) {
        let log = view.log;
        for case in &view.cases {
            let work = log.case(*case).filter_map(|row| view.elements.work_of(log, row));
            let padded = [None, None].into_iter().chain(work.map(|id| Some(id.to_owned()))).chain([None, None]);
            let padded: Vec<Option<String>> = padded.collect();
            for three in padded.windows(3) {
                *self.grams.entry([three[0].clone(), three[1].clone(), three[2].clone()]).or_insert(0.0) += 1.0;
            }
            let ended = log.case(*case).filter(|row| log.ended[*row] != NO_TIME);
            for row in ended.filter(|row| view.elements.work_of(log, *row).is_some()) {
                self.hours[hour_of_week(log.ended[row], zone)] += 1.0;
            }
        }
    }

    /// That of one view.
    pub fn of(view: &View, zone: &TimeZone) -> Shape {
        let mut shape = Shape::empty();
        shape.add(view, zone);
        shape
    }

    fn sequences(&self) -> f64 {
        self.grams.values().sum::<f64>().max(1.0)
    }

    fn hours(&self) -> [f64; 168] {
        let sum: f64 = self.hours.iter().sum();
        self.hours.map(|count| count / sum.max(1.0))
    }
}

/// Half of the sum of the differences of shares: 0 for the same sequences, 1 for none in common.
pub(crate) fn of_sequences(one: &Shape, other: &Shape) -> f64 {
    let (n, m) = (one.sequences(), other.sequences());
    let both = one.grams.iter().map(|(gram, count)| (count / n - other.grams.get(gram).unwrap_or(&0.0) / m).abs());
    let rest = other.grams.iter().filter(|(gram, _)| !one.grams.contains_key(*gram)).map(|(_, count)| count / m);
    f64::midpoint(both.sum(), rest.sum())
}

/// By how many hours work must be moved, on average, around the circle of the week (earth mover's distance): the sum of
/// |F − G − m| with m the median of F − G.
pub(crate) fn of_hours(one: &Shape, other: &Shape) -> f64 {
    circular(&one.hours(), &other.hours())
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
