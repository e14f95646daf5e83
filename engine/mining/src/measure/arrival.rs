//! How cases come, and how many there are at once.
use super::duration::finished;
use crate::log::Log;
use crate::statistics::Summary;

/// The times between the starts of cases, one after another, ms. None for fewer than two cases.
pub fn between_starts(log: &Log) -> Option<Summary> {
    let mut starts: Vec<i64> = (0..log.case_count()).filter_map(|case| Some(log.span(case)?.0)).collect();
    starts.sort_unstable();
    Summary::of(starts.windows(2).map(|pair| (pair[1] - pair[0]) as f64))
}

/// The greatest number of cases open at one time. Cases are closed intervals: one that ends when another begins overlaps it.
pub fn most_open(log: &Log) -> usize {
    let mut starts: Vec<i64> = finished(log).map(|(from, _)| from).collect();
    let mut ends: Vec<i64> = finished(log).map(|(_, until)| until).collect();
    starts.sort_unstable();
    ends.sort_unstable();
    let mut closed = 0;
    let mut most = 0;
    for (index, start) in starts.iter().enumerate() {
        while ends[closed] < *start {
            closed += 1;
        }
        most = most.max(index + 1 - closed);
    }
    most
}

/// For each case how many cases, itself included, are open at some time of it. O(n log n).
pub fn overlaps(log: &Log) -> Vec<usize> {
    let spans: Vec<(i64, i64)> = finished(log).collect();
    let mut starts: Vec<i64> = spans.iter().map(|span| span.0).collect();
    let mut ends: Vec<i64> = spans.iter().map(|span| span.1).collect();
    starts.sort_unstable();
    ends.sort_unstable();
    // Those that have begun until its end, but for those that were over before its start.
    let begun = |at: i64| starts.partition_point(|start| *start <= at);
    let over = |at: i64| ends.partition_point(|end| *end < at);
    spans.iter().map(|(from, until)| begun(*until) - over(*from)).collect()
}

/// A steady window holds Little's law L = λ·W; what does not is a fault of the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Little {
    /// The mean number of open cases, from their times in the window.
    pub inside: f64,
    /// Arrivals for each ms.
    pub rate: f64,
    /// The mean sojourn of the cases that ended in the window, ms.
    pub time: f64,
}

impl Little {
    /// How far the two sides are apart, as a share of the greater.
    pub fn deviation(&self) -> f64 {
        let right = self.rate * self.time;
        let top = self.inside.max(right);
        if top == 0.0 { 0.0 } else { (self.inside - right).abs() / top }
    }
}

/// Both sides of Little's law in a window of [from, until) ms. None where no case ended in it.
pub fn little(log: &Log, from: i64, until: i64) -> Option<Little> {
    little_of(&finished(log).collect::<Vec<(i64, i64)>>(), from, until)
}

/// The same of beginnings and ends; what has not ended ends at the end of all times.
pub fn little_of(spans: &[(i64, i64)], from: i64, until: i64) -> Option<Little> {
    let window = (until - from) as f64;
    let inside: i64 = spans.iter().map(|(a, b)| (b.min(&until) - a.max(&from)).max(0)).sum();
    let arrived = spans.iter().filter(|(a, _)| (from..until).contains(a)).count();
    let ended: Vec<i64> = spans.iter().filter(|(_, b)| (from..until).contains(b)).map(|(a, b)| b - a).collect();
    let time = ended.iter().sum::<i64>() as f64 / ended.len() as f64;
    (!ended.is_empty() && window > 0.0).then(|| Little {
        inside: inside as f64 / window,
        rate: arrived as f64 / window,
        time,
    })
}

/// A steady window has as many cases open at its end as at its beginning, and these are so young that they make up less than this
/// share of the time of all: then the law holds by itself, and what breaks it is wrong with the data.
const EDGES_MAX: f64 = 0.01;

/// The longest steady window of whole `step`s within [from, until), at least so long; none where there is none.
pub fn steady(spans: &[(i64, i64)], (from, until): (i64, i64), step: i64, least: i64) -> Option<(i64, i64)> {
    let mut begins: Vec<i64> = spans.iter().map(|(began, _)| *began).collect();
    let mut ends: Vec<(i64, i64)> = spans.iter().map(|(began, ended)| (*ended, *began)).collect();
    begins.sort_unstable();
    ends.sort_unstable();
    let (mut started, mut over) = (0, 0);
    // Of all that has begun and of all that is over: how many, and the sums of beginnings; and how long what is over took.
    let (mut began, mut gone, mut done) = (0_i128, 0_i128, 0_i128);
    let mut marks: Vec<Mark> = vec![];
    let mut at = from;
    while at <= until {
        while begins.get(started).is_some_and(|start| *start <= at) {
            began += i128::from(begins[started]);
            started += 1;
        }
        while ends.get(over).is_some_and(|(end, _)| *end <= at) {
            let (end, start) = ends[over];
            gone += i128::from(start);
            done += i128::from((end - start).max(0));
            over += 1;
        }
        let open = started as i64 - over as i64;
        let age = i128::from(at) * i128::from(open) - (began - gone);
        marks.push(Mark { at, open, age, inside: done + age });
        at += step;
    }
    let shortest = usize::try_from(least / step).ok().filter(|shortest| *shortest > 0)?;
    let fits = |a: &Mark, b: &Mark| {
        let edges = (a.age.abs() + b.age.abs()) as f64;
        let inside = (b.inside - a.inside) as f64;
        a.open == b.open && a.open >= 0 && inside > 0.0 && edges <= EDGES_MAX * inside
    };
    let pairs = (shortest..marks.len()).rev().flat_map(|long| marks.iter().zip(&marks[long..]));
    pairs.into_iter().find(|(a, b)| fits(a, b)).map(|(a, b)| (a.at, b.at))
}

/// A moment: how many are open, how old they are together, and how long all until then took.
struct Mark {
    at: i64,
    open: i64,
    age: i128,
    inside: i128,
}
