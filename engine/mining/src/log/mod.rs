//! Columns: what happened, one entry for each activity instance, grouped by case and in canonical order.
//!
//! Everything that is counted often is an integer: activities, actors and case ids are numbers of a list of names, times
//! are milliseconds of Unix time in UTC. The rows of a case lie together, so a measure is a walk over slices.
mod attribute;
mod build;
pub mod history;
mod late;
mod lifecycle;
mod names;
mod row;

pub use attribute::{Attributes, Cell, TEXT_BYTES_MAX};
pub use build::{ATTRIBUTES_MAX, EVENTS_MAX, LogBuilder, TooLarge};
pub use late::Late;
pub(crate) use late::Lateness;
pub use lifecycle::{TRANSITION, completions, ended, of_cases, only, paired};
pub use names::Names;
pub use row::{ActivityInstance, Case, Outcome, Value};

use std::collections::BTreeMap;
use std::ops::Range;

/// What a column of times holds where the time did not occur. It is never copied from another time.
pub const NO_TIME: i64 = i64::MIN;
/// What a column of names holds where there is none.
pub const NO_NAME: u32 = u32::MAX;
/// The attribute of rows that says by when they were due, where they were.
pub const DUE: &str = "due";

/// A log in columns.
///
/// ```
/// use weir_mining::log::{ActivityInstance, Case, LogBuilder};
/// let mut log = LogBuilder::default();
/// log.case(Case {
///     id: "1".to_owned(),
///     rows: vec![ActivityInstance::at("ship", 2_000), ActivityInstance::at("order", 1_000)],
///     ..Case::default()
/// })
/// .unwrap();
/// let log = log.build();
/// assert_eq!(log.names_of(log.case(0)), ["order", "ship"]);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Log {
    /// The names of activities.
    pub activities: Names,
    /// Who worked.
    pub actors: Names,
    /// The ids of cases, by their number.
    pub cases: Vec<String>,
    /// For each case the definition it followed: process and version; empty for imported logs.
    pub definitions: Vec<(String, u32)>,
    /// Where the rows of each case begin; one more entry than there are cases.
    pub offsets: Vec<u32>,
    /// For each row the activity.
    pub activity: Vec<u32>,
    /// For each row who did it, or [`NO_NAME`].
    pub actor: Vec<u32>,
    /// When the row could begin, ms.
    pub enabled: Vec<i64>,
    /// When somebody took it, ms.
    pub claimed: Vec<i64>,
    /// When work on it began, ms.
    pub started: Vec<i64>,
    /// When it was left, ms.
    pub ended: Vec<i64>,
    /// How long it stood still between its start and its end, ms.
    pub suspended: Vec<i64>,
    /// How it was left.
    pub outcome: Vec<Outcome>,
    /// Did somebody step in?
    pub intervention: Vec<bool>,
    /// How often it was stuck.
    pub incidents: Vec<u32>,
    /// Is it the work of a multi-instance activity for another of its instances, and so not done again?
    pub beside: Vec<bool>,
    /// Where the causes of each row begin; one more entry than there are rows.
    pub cause_offsets: Vec<u32>,
    /// Rows, by their number, whose end led to a row.
    pub causes: Vec<u32>,
    /// Who gave an opinion where a row is an approval by several; then whoever did the row is one of them.
    pub voters: BTreeMap<u32, Vec<u32>>,
    /// What is known of single rows besides.
    pub attributes: Attributes,
    /// What is known of cases.
    pub case_attributes: Attributes,
    /// What of that was not known from the beginning.
    pub late: Late,
}

impl Log {
    /// How many cases.
    pub fn case_count(&self) -> usize {
        self.cases.len()
    }

    /// How many rows.
    pub fn row_count(&self) -> usize {
        self.activity.len()
    }

    /// The rows of a case.
    pub fn case(&self, case: usize) -> Range<usize> {
        self.offsets[case] as usize..self.offsets[case + 1] as usize
    }

    /// The rows of every case.
    pub fn all_cases(&self) -> impl ExactSizeIterator<Item = Range<usize>> + '_ {
        (0..self.case_count()).map(|case| self.case(case))
    }

    /// The activities of a case in order.
    pub fn trace(&self, case: usize) -> &[u32] {
        &self.activity[self.case(case)]
    }

    /// The names of activities of some rows.
    pub fn names_of(&self, rows: Range<usize>) -> Vec<&str> {
        rows.map(|row| self.activities.name(self.activity[row])).collect()
    }

    /// When a row's work began; logs without starts have instants, which begin when they end.
    pub fn start(&self, row: usize) -> i64 {
        if self.started[row] == NO_TIME { self.ended[row] } else { self.started[row] }
    }

    /// The causes of a row.
    pub fn causes_of(&self, row: usize) -> &[u32] {
        &self.causes[self.cause_offsets[row] as usize..self.cause_offsets[row + 1] as usize]
    }

    /// Was a row done, and not only ended from outside?
    pub fn is_done(&self, row: usize) -> bool {
        self.outcome[row] != Outcome::Terminated || self.attributes.text("decision", row).is_some()
    }

    /// Who did a row: whoever had it, where it was done, and all who gave an opinion.
    pub fn doers(&self, row: usize) -> impl Iterator<Item = u32> + '_ {
        let actor = Some(self.actor[row]).filter(|actor| *actor != NO_NAME && self.is_done(row));
        self.voters.get(&(row as u32)).into_iter().flatten().copied().chain(actor)
    }

    /// The first and the last time of a case, ms: from the earliest start to the latest end. None without times.
    ///
    /// Where rows say when they were enabled, the case begins with the first of these.
    pub fn span(&self, case: usize) -> Option<(i64, i64)> {
        let (mut from, mut until) = (i64::MAX, NO_TIME);
        for row in self.case(case) {
            for time in [self.enabled[row], self.started[row], self.ended[row]] {
                if time != NO_TIME {
                    from = from.min(time);
                    until = until.max(time);
                }
            }
        }
        (until != NO_TIME).then_some((from, until))
    }

    /// Has the case an end? A row that has not ended keeps it open, and it is left out of means of finished cases.
    pub fn is_finished(&self, case: usize) -> bool {
        self.case(case).all(|row| self.ended[row] != NO_TIME)
    }
}
