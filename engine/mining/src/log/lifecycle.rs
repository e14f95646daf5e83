//! Lifecycle transitions of imported logs: events that say `start` or `complete` of the same work become one interval.
use super::row::{ActivityInstance, Case};
use super::{Log, LogBuilder, NO_NAME, NO_TIME, Value};
use std::collections::{BTreeMap, VecDeque};

/// The attribute in which a log says what an event means for its activity (IEEE 1849, lifecycle extension).
pub const TRANSITION: &str = "lifecycle:transition";

/// The log with the events of one transition alone; others are left out. Letters are compared without case.
///
/// A log that does not know transitions has events that all say that something is done: `complete` keeps them.
pub fn only(log: &Log, transition: &str) -> Log {
    rebuild(log, |log, rows| {
        let says = |row: usize| log.attributes.text(TRANSITION, row).unwrap_or("complete");
        rows.filter(|row| says(*row).eq_ignore_ascii_case(transition)).map(|row| copy(log, row)).collect()
    })
}

/// The log with the transitions of the same work joined: in each case, for each activity, the first start that is still open
/// belongs to the next completion. `schedule` says since when it could begin and `assign` who had it from when on; between
/// `suspend` and `resume` it stood still. A completion without a start is an instant; a start without a completion stays open.
/// Events of other transitions are left out, and so is what never began.
pub fn paired(log: &Log) -> Log {
    rebuild(log, |log, rows| {
        let mut begun: BTreeMap<u32, VecDeque<usize>> = BTreeMap::new();
        let mut awaited: BTreeMap<u32, Awaited> = BTreeMap::new();
        let mut out: Vec<ActivityInstance> = vec![];
        for row in rows {
            let transition = log.attributes.text(TRANSITION, row).unwrap_or("complete").to_ascii_lowercase();
            let (activity, at) = (log.activity[row], log.ended[row]);
            let time = (at != NO_TIME).then_some(at);
            match transition.as_str() {
                "schedule" => awaited.entry(activity).or_default().scheduled.push_back(time),
                "assign" | "reassign" => awaited.entry(activity).or_default().assigned = time,
                "start" => {
                    begun.entry(activity).or_default().push_back(out.len());
                    let mut instance = awaited.entry(activity).or_default().led_to(copy(log, row));
                    instance.started = instance.ended.take();
                    instance.outcome = super::Outcome::Open;
                    out.push(instance);
                }
                "suspend" => awaited.entry(activity).or_default().still = time,
                "resume" => {
                    let still = awaited.entry(activity).or_default().still.take();
                    let open = begun.get(&activity).and_then(|open| open.front());
                    if let (Some(from), Some(until), Some(index)) = (still, time, open) {
                        out[*index].suspended += (until - from).max(0);
                    }
                }
                "complete" => {
                    let of = awaited.entry(activity).or_default();
                    match begun.get_mut(&activity).and_then(VecDeque::pop_front) {
                        Some(index) => {
                            let begun = &out[index];
                            // What was never resumed stood still until its end.
                            let still = of.still.take().zip(time).map_or(0, |(from, until)| (until - from).max(0));
                            out[index] = ActivityInstance {
                                started: begun.started,
                                enabled: begun.enabled,
                                claimed: begun.claimed,
                                suspended: begun.suspended + still,
                                ..copy(log, row)
                            };
                        }
                        None => out.push(of.led_to(copy(log, row))),
                    }
                }
                _ => {}
            }
        }
        out
    })
}

/// What was said of an activity before it began.
#[derive(Debug, Default)]
struct Awaited {
    scheduled: VecDeque<Option<i64>>,
    assigned: Option<i64>,
    still: Option<i64>,
}

impl Awaited {
    /// The row that came of it. Times that lie behind its beginning are of another.
    fn led_to(&mut self, row: ActivityInstance) -> ActivityInstance {
        let begins = row.started.or(row.ended);
        let before = |time: &i64| begins.is_none_or(|begins| *time <= begins);
        let enabled = self.scheduled.pop_front().flatten().filter(before);
        let claimed = self.assigned.take().filter(before);
        ActivityInstance { enabled: enabled.or(row.enabled), claimed: claimed.or(row.claimed), ..row }
    }
}

/// The log without rows that have not ended, for figures of work that is done.
pub fn ended(log: &Log) -> Log {
    rebuild(log, |log, rows| rows.filter(|row| log.ended[*row] != NO_TIME).map(|row| copy(log, row)).collect())
}

/// The log as it was completed: when work began tells no order any more. Where one is done while another goes on, the one that is
/// done first comes first, as in a log that knows no beginnings.
pub fn completions(log: &Log) -> Log {
    let done = |row: usize| {
        let row = copy(log, row);
        ActivityInstance { started: row.started.filter(|_| row.ended.is_none()), ..row }
    };
    rebuild(log, |_, rows| rows.map(done).collect())
}

/// The log with some of its cases.
pub fn of_cases(log: &Log, wanted: impl Fn(usize) -> bool) -> Log {
    let mut builder = LogBuilder::default();
    for case in (0..log.case_count()).filter(|case| wanted(*case)) {
        let rows = log.case(case).map(|row| copy(log, row)).collect();
        builder.case(whole(log, case, rows)).expect("a part of a log fits where the log did");
    }
    builder.build()
}

/// A case with these rows.
fn whole(log: &Log, case: usize, rows: Vec<ActivityInstance>) -> Case {
    let (process, version) = log.definitions[case].clone();
    Case { id: log.cases[case].clone(), process, version, attributes: attributes(&log.case_attributes, case), rows }
}

fn rebuild(log: &Log, rows: impl Fn(&Log, std::ops::Range<usize>) -> Vec<ActivityInstance>) -> Log {
    let mut builder = LogBuilder::default();
    for case in 0..log.case_count() {
        let case = whole(log, case, rows(log, log.case(case)));
        builder.case(case).expect("a part of a log fits where the log did");
    }
    builder.build()
}

fn attributes(columns: &super::Attributes, row: usize) -> Vec<(String, Value)> {
    columns.names().filter_map(|name| Some((name.to_owned(), columns.value(name, row)?))).collect()
}

/// A row as it went in.
pub(crate) fn copy(log: &Log, row: usize) -> ActivityInstance {
    let time = |time: i64| (time != NO_TIME).then_some(time);
    ActivityInstance {
        key: row as u64,
        activity: log.activities.name(log.activity[row]).to_owned(),
        enabled: time(log.enabled[row]),
        claimed: time(log.claimed[row]),
        started: time(log.started[row]),
        ended: time(log.ended[row]),
        suspended: log.suspended[row],
        outcome: log.outcome[row],
        actor: (log.actor[row] != NO_NAME).then(|| log.actors.name(log.actor[row]).to_owned()),
        causes: log.causes_of(row).iter().map(|cause| u64::from(*cause)).collect(),
        intervention: log.intervention[row],
        incidents: log.incidents[row],
        beside: log.beside[row],
        attributes: attributes(&log.attributes, row),
    }
}
