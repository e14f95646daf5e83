//! What the aggregates take in.
use super::cells::{Part, Place};
use crate::log::{Log, NO_TIME, Outcome};
use crate::measure::service::row_times;

/// Something has ended: a row, a case; or a flow was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The process.
    pub process: String,
    /// Its version.
    pub version: u32,
    /// What ended.
    pub place: Place,
    /// When, ms.
    pub at: i64,
    /// Enabled until taken, ms.
    pub queue: Option<i64>,
    /// Taken until begun, ms.
    pub claimed: Option<i64>,
    /// Begun until ended, ms.
    pub service: Option<i64>,
    /// Enabled until ended, ms.
    pub sojourn: Option<i64>,
    /// Was it ended from outside?
    pub terminated: bool,
    /// Did somebody step in?
    pub intervention: bool,
    /// How often was it stuck?
    pub incidents: u32,
}

impl Completion {
    pub(super) fn times(&self) -> impl Iterator<Item = (Part, i64)> {
        let parts = [
            (Part::Queue, self.queue),
            (Part::Claimed, self.claimed),
            (Part::Service, self.service),
            (Part::Sojourn, self.sojourn),
        ];
        parts.into_iter().filter_map(|(part, time)| Some((part, time?)))
    }
}

/// What has ended in a log: every row, and every case whose rows have all ended, in the order of the log.
pub fn completions(log: &Log) -> impl Iterator<Item = Completion> + '_ {
    (0..log.case_count()).flat_map(move |case| {
        let rows = log.case(case).filter(|row| log.ended[*row] != NO_TIME).map(move |row| of_row(log, case, row));
        rows.chain(of_case(log, case))
    })
}

fn of_row(log: &Log, case: usize, row: usize) -> Completion {
    let times = row_times(log, row);
    let (process, version) = log.definitions[case].clone();
    Completion {
        process,
        version,
        place: Place::Node(log.activities.name(log.activity[row]).to_owned()),
        at: log.ended[row],
        queue: times.queue,
        claimed: times.claimed,
        service: times.service,
        sojourn: times.sojourn,
        terminated: log.outcome[row] == Outcome::Terminated,
        intervention: log.intervention[row],
        incidents: log.incidents[row],
    }
}

fn of_case(log: &Log, case: usize) -> Option<Completion> {
    let (from, until) = log.span(case).filter(|_| log.is_finished(case))?;
    let (process, version) = log.definitions[case].clone();
    let rows = log.case(case);
    Some(Completion {
        process,
        version,
        place: Place::Process,
        at: until,
        queue: None,
        claimed: None,
        service: None,
        sojourn: Some(until - from),
        terminated: rows.clone().any(|row| log.outcome[row] == Outcome::Terminated),
        intervention: rows.clone().any(|row| log.intervention[row]),
        incidents: rows.map(|row| log.incidents[row]).sum(),
    })
}
