//! The visits of one case side by side on one line of time: when each could begin, was taken, was begun and was left.
use crate::log::{Log, NO_TIME};
use crate::measure::path::Path;
use serde::Serialize;
use std::collections::BTreeMap;
use weir_core::Timestamp;

/// So many visits of a case are told; of more those that took longest.
pub const VISITS_MAX: usize = 500;

/// A visit of a node that took time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VisitAnswer {
    /// The node.
    pub node: String,
    /// When it could begin.
    #[serde(with = "weir_core::time::rfc3339")]
    pub enabled: Timestamp,
    /// When somebody took it.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub claimed: Option<Timestamp>,
    /// When work on it began.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub started: Option<Timestamp>,
    /// When it was left; none while it goes on.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub ended: Option<Timestamp>,
    /// How long it stood still while it was worked on, ms.
    pub suspended: i64,
    /// What of it lies on the critical path, ms; none where there is no path yet.
    pub critical: Option<i64>,
}

/// The visits of the only case of a log, by when they could begin, and how many are left out because there are too many. What
/// is passed in an instant is no visit here.
pub(super) fn visits(log: &Log, way: Option<&Path>, now: i64) -> (Vec<VisitAnswer>, u64) {
    let mut critical: BTreeMap<usize, i64> = BTreeMap::new();
    for segment in way.iter().flat_map(|way| &way.segments) {
        *critical.entry(segment.row).or_default() += segment.until - segment.from;
    }
    let began = |row: usize| {
        [log.enabled[row], log.claimed[row], log.started[row], log.ended[row]].into_iter().find(|at| *at != NO_TIME)
    };
    let until = |row: usize| if log.ended[row] == NO_TIME { now } else { log.ended[row] };
    let mut rows: Vec<(usize, i64)> = (0..log.row_count())
        .filter_map(|row| Some((row, began(row)?)))
        .filter(|(row, began)| log.ended[*row] == NO_TIME || log.ended[*row] > *began)
        .collect();
    let left_out = rows.len().saturating_sub(VISITS_MAX);
    if left_out > 0 {
        rows.sort_by_key(|(row, began)| (std::cmp::Reverse(until(*row) - began), *row));
        rows.truncate(VISITS_MAX);
    }
    rows.sort_by_key(|(row, began)| (*began, until(*row), *row));
    let at = |time: i64| (time != NO_TIME).then_some(Timestamp(time));
    let told = |(row, began): (usize, i64)| VisitAnswer {
        node: log.activities.name(log.activity[row]).to_owned(),
        enabled: Timestamp(began),
        claimed: at(log.claimed[row]),
        started: at(log.started[row]),
        ended: at(log.ended[row]),
        suspended: log.suspended[row],
        critical: way.map(|_| critical.get(&row).copied().unwrap_or(0)),
    };
    (rows.into_iter().map(told).collect(), left_out as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{ActivityInstance, Case, LogBuilder};
    use crate::measure::path::path;

    fn row(key: u64, name: &str, times: [i64; 4], causes: &[u64]) -> ActivityInstance {
        let [enabled, claimed, started, ended] = times;
        ActivityInstance {
            key,
            enabled: Some(enabled),
            claimed: (claimed > 0).then_some(claimed),
            causes: causes.into(),
            ..ActivityInstance::of(name, started, ended)
        }
    }

    fn log(rows: Vec<ActivityInstance>) -> Log {
        let mut log = LogBuilder::default();
        log.case(Case { id: "1".to_owned(), rows, ..Case::default() }).unwrap();
        log.build()
    }

    #[test]
    fn what_lies_on_the_path_adds_up_and_instants_are_no_bars() {
        let log = log(vec![
            row(0, "split", [10, 0, 10, 10], &[]),
            row(1, "a", [10, 15, 20, 40], &[0]),
            row(2, "b", [10, 0, 30, 90], &[0]),
            row(3, "c", [90, 0, 95, 100], &[1, 2]),
        ]);
        let way = path(&log, 0).unwrap();
        let (told, left_out) = visits(&log, Some(&way), 1_000);
        assert_eq!(left_out, 0);
        let shown: Vec<_> = told.iter().map(|one| (one.node.as_str(), one.critical)).collect();
        assert_eq!(shown, [("a", Some(0)), ("b", Some(80)), ("c", Some(10))]);
        let a = &told[0];
        assert_eq!((a.enabled.0, a.claimed, a.started), (10, Some(Timestamp(15)), Some(Timestamp(20))));
        assert_eq!(told[1].claimed, None, "a time that did not occur is not made up");
        let sum: i64 = told.iter().filter_map(|one| one.critical).sum();
        assert_eq!(sum, 90, "the whole of the case");
    }

    #[test]
    fn of_very_many_those_that_took_longest_are_told_in_order() {
        let rows = (0..600).map(|n| row(n, "a", [n as i64, 0, n as i64, n as i64 + 1 + n as i64 % 600], &[])).collect();
        let (told, left_out) = visits(&log(rows), None, 10_000);
        assert_eq!((told.len(), left_out), (VISITS_MAX, 100));
        assert_eq!(told[0].enabled.0, 100, "the first hundred were the shortest");
        assert!(told.windows(2).all(|two| two[0].enabled <= two[1].enabled));
        assert!(told.iter().all(|one| one.critical.is_none()));
    }
}
