//! Are the data themselves right? What is found here keeps back the alarms that rest on them.
use crate::log::{Log, NO_TIME, Outcome};
use crate::measure::arrival::{Little, little};

/// Little's law may be off by this share in a steady window.
pub const LITTLE_MAX: f64 = 0.02;
/// Rows between which a gap is looked for.
pub const GAP_ROWS_MIN: usize = 200;
/// So many rows that begin and end in the same moment in one case are copies of one.
const COPIES_MIN: usize = 2;

/// What is wrong with the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fault {
    /// Times of a case go back: a row ends before it begins, or begins before what led to it has ended.
    ClockJump {
        /// How many rows.
        rows: usize,
        /// The largest step back, ms.
        by: i64,
    },
    /// Nothing happened for much longer than ever happens.
    LogGap {
        /// From when on, ms.
        from: i64,
        /// Until when, ms.
        until: i64,
        /// The longest time without anything that would be usual, ms.
        usual: i64,
    },
    /// Rows that are done have no time at which they were.
    MissingStamps {
        /// How many.
        rows: usize,
    },
    /// Rows of one case, of one activity, with the same times.
    DuplicateStamps {
        /// How many too many.
        rows: usize,
    },
    /// What is inside, comes in, and how long it takes do not fit together.
    Little {
        /// By what share.
        deviation: f64,
        /// From when on, ms.
        from: i64,
        /// Until when, ms.
        until: i64,
    },
}

impl Fault {
    /// Stable: clients and translations depend on it.
    pub fn code(self) -> &'static str {
        match self {
            Fault::ClockJump { .. } => "DQ_CLOCK_JUMP",
            Fault::LogGap { .. } => "DQ_LOG_GAP",
            Fault::MissingStamps { .. } => "DQ_MISSING_STAMPS",
            Fault::DuplicateStamps { .. } => "DQ_DUPLICATE_STAMPS",
            Fault::Little { .. } => "DQ_LITTLE",
        }
    }
}

/// Looks for everything. `steady` is a window of [from, until) ms in which Little's law should hold: as many cases open at
/// its end as at its beginning; none: it is not looked at.
pub fn check(log: &Log, steady: Option<(i64, i64)>) -> Vec<Fault> {
    let mut out: Vec<Fault> = [clock(log), gap(log), missing(log), duplicates(log)].into_iter().flatten().collect();
    out.extend(steady.and_then(|(from, until)| broken(&little(log, from, until)?, (from, until))));
    out
}

/// A law that does not hold.
pub fn broken(little: &Little, (from, until): (i64, i64)) -> Option<Fault> {
    let deviation = little.deviation();
    (deviation > LITTLE_MAX).then_some(Fault::Little { deviation, from, until })
}

fn clock(log: &Log) -> Option<Fault> {
    let (mut rows, mut by) = (0, 0);
    for row in 0..log.row_count() {
        let times = [log.enabled[row], log.claimed[row], log.started[row], log.ended[row]];
        let known: Vec<i64> = times.into_iter().filter(|time| *time != NO_TIME).collect();
        let within = known.windows(2).map(|pair| pair[0] - pair[1]).max().unwrap_or(0);
        let causes = log.causes_of(row).iter().map(|cause| log.ended[*cause as usize]).filter(|time| *time != NO_TIME);
        let before = causes.max().zip(known.first()).map_or(0, |(cause, first)| cause - first);
        let back = within.max(before);
        rows += usize::from(back > 0);
        by = by.max(back);
    }
    (rows > 0).then_some(Fault::ClockJump { rows, by })
}

/// The longest time between two ends, against what would be usual: gaps at the same hour of other weeks are usual, so a
/// night or a weekend is none. It must be thrice the longest of all others, and a day.
fn gap(log: &Log) -> Option<Fault> {
    let mut ends: Vec<i64> = log.ended.iter().copied().filter(|time| *time != NO_TIME).collect();
    if ends.len() < GAP_ROWS_MIN {
        return None;
    }
    ends.sort_unstable();
    let mut gaps: Vec<(i64, usize)> = ends.windows(2).enumerate().map(|(at, pair)| (pair[1] - pair[0], at)).collect();
    gaps.sort_unstable_by(|a, b| b.cmp(a));
    let [(longest, at), (second, _), ..] = gaps.as_slice() else { return None };
    let is_gap = *longest >= crate::aggregate::DAY_MS && *longest > 3 * second;
    is_gap.then(|| Fault::LogGap { from: ends[*at], until: ends[at + 1], usual: *second })
}

fn missing(log: &Log) -> Option<Fault> {
    let is_done = |row: &usize| log.outcome[*row] != Outcome::Open && log.ended[*row] == NO_TIME;
    let rows = (0..log.row_count()).filter(is_done).count();
    (rows > 0).then_some(Fault::MissingStamps { rows })
}

fn duplicates(log: &Log) -> Option<Fault> {
    let mut copies = 0;
    for rows in log.all_cases() {
        let mut seen: Vec<(u32, u32, i64, i64)> = rows
            .filter(|row| log.ended[*row] != NO_TIME && log.started[*row] != NO_TIME)
            .map(|row| (log.activity[row], log.actor[row], log.started[row], log.ended[row]))
            .collect();
        seen.sort_unstable();
        // A row that takes no time may well be twice in one moment: a system does that.
        copies += seen
            .chunk_by(|a, b| a == b)
            .filter(|same| same.len() >= COPIES_MIN && same[0].2 < same[0].3)
            .map(|same| same.len() - 1)
            .sum::<usize>();
    }
    (copies > 0).then_some(Fault::DuplicateStamps { rows: copies })
}
