//! How long cases take.
use super::calendar::WorkingTime;
use crate::log::Log;

/// The sojourn of each finished case, ms: latest end − earliest time. Cases that are still open are left out, because
/// their time is not over; cases without times too.
pub fn sojourn(log: &Log) -> Vec<i64> {
    finished(log).map(|(from, until)| until - from).collect()
}

/// The same in working time, ms.
pub fn working_sojourn(log: &Log, calendar: &WorkingTime) -> Vec<i64> {
    finished(log).map(|(from, until)| calendar.between(from, until)).collect()
}

/// For each case that is still open its age at a point in time, ms: a lower bound of what it will take.
pub fn ages(log: &Log, now: i64) -> Vec<(u32, i64)> {
    (0..log.case_count())
        .filter(|case| !log.is_finished(*case))
        .filter_map(|case| Some((case as u32, now - log.span(case)?.0)))
        .collect()
}

/// The first and last time of every finished case.
pub(super) fn finished(log: &Log) -> impl Iterator<Item = (i64, i64)> + '_ {
    (0..log.case_count()).filter(|case| log.is_finished(*case)).filter_map(|case| log.span(case))
}
