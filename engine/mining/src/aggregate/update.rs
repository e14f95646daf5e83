//! What the aggregates take in.
use super::places::{Place, PlaceId, PlaceName};
use super::{Aggregates, Part};
use crate::log::{Log, NO_TIME, Outcome};
use crate::measure::service::row_times;

/// Something has ended: a row, a case; or a flow was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completion {
    /// What ended, by its number in the aggregates that take it.
    pub place: PlaceId,
    /// When, ms.
    pub at: i64,
    /// Its times, ms, by [`Part`].
    pub times: [Option<i64>; super::PARTS],
    /// Was it ended from outside?
    pub terminated: bool,
    /// Did somebody step in?
    pub intervention: bool,
    /// How often was it stuck?
    pub incidents: u32,
}

impl Completion {
    /// One without times.
    pub fn at(place: PlaceId, at: i64) -> Self {
        Completion { place, at, times: [None; super::PARTS], terminated: false, intervention: false, incidents: 0 }
    }

    /// What of a row, counted before, lay on the critical path of its case, which has ended now.
    pub fn critical(place: PlaceId, at: i64, time: i64) -> Self {
        let mut out = Completion::at(place, at);
        out.times[Part::Critical as usize] = Some(time);
        out
    }

    /// Does it add a time to what was counted already?
    pub(super) fn only_critical(&self) -> bool {
        self.times[Part::Critical as usize].is_some()
    }

    pub(super) fn times(&self) -> impl Iterator<Item = (Part, i64)> {
        Part::ALL.into_iter().zip(self.times).filter_map(|(part, time)| Some((part, time?)))
    }
}

/// What has ended in a log: every row, and every case whose rows have all ended, in the order of the log. The places are
/// named in the aggregates.
pub fn completions(log: &Log, aggregates: &mut Aggregates) -> Vec<Completion> {
    let mut out = vec![];
    for case in 0..log.case_count() {
        let (process, version) = &log.definitions[case];
        let mut place = |place| aggregates.place(PlaceName { process: process.clone(), version: *version, place });
        for row in log.case(case).filter(|row| log.ended[*row] != NO_TIME) {
            let node = Place::Node(log.activities.name(log.activity[row]).to_owned());
            out.push(of_row(log, row, place(node)));
        }
        out.extend(of_case(log, case, place(Place::Process)));
    }
    out
}

fn of_row(log: &Log, row: usize, place: PlaceId) -> Completion {
    let times = row_times(log, row);
    Completion {
        times: [times.queue, times.claimed, times.service, times.sojourn, None],
        terminated: log.outcome[row] == Outcome::Terminated,
        intervention: log.intervention[row],
        incidents: log.incidents[row],
        ..Completion::at(place, log.ended[row])
    }
}

fn of_case(log: &Log, case: usize, place: PlaceId) -> Option<Completion> {
    let (from, until) = log.span(case).filter(|_| log.is_finished(case))?;
    let rows = log.case(case);
    Some(Completion {
        times: [None, None, None, Some(until - from), None],
        terminated: rows.clone().any(|row| log.outcome[row] == Outcome::Terminated),
        intervention: rows.clone().any(|row| log.intervention[row]),
        incidents: rows.map(|row| log.incidents[row]).sum(),
        ..Completion::at(place, until)
    })
}
