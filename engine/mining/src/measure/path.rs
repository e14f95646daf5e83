//! The critical path of a case: the chain of causes that decided when it ended. Its segments add up to the sojourn exactly,
//! also with parallel branches and loops, so it answers where the time went.
use crate::log::{Log, NO_TIME};
use std::collections::BTreeMap;

/// What a segment of the path was spent with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Between the end of a cause and the moment the row was enabled.
    Before,
    /// Enabled, not taken.
    Queue,
    /// Taken, not begun.
    Claimed,
    /// Worked on.
    Service,
}

/// A piece of the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// The row.
    pub row: usize,
    /// What it was.
    pub part: Part,
    /// Its beginning, ms.
    pub from: i64,
    /// Its end, ms.
    pub until: i64,
}

/// A branch that a join did not wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slack {
    /// The row that joins.
    pub row: usize,
    /// The last row of the branch.
    pub cause: usize,
    /// How much longer it could have taken, ms.
    pub slack: i64,
}

/// The path of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Path {
    /// From its beginning to its end, without empty pieces.
    pub segments: Vec<Segment>,
    /// The branches beside it.
    pub slacks: Vec<Slack>,
}

/// The path of a finished case. None where it is open or has no times.
///
/// It is walked back from the row that ended last: the predecessor is the cause with the latest end (of equal ones, the
/// later row). A time that did not occur gives its segment to the next part. Logs of others know no causes; there the
/// predecessor is the row that ended last before this one began.
pub fn path(log: &Log, case: usize) -> Option<Path> {
    if !log.is_finished(case) {
        return None;
    }
    let (from, until) = log.span(case)?;
    let rows = log.case(case);
    let knows_causes = rows.clone().any(|row| !log.causes_of(row).is_empty());
    let mut row = rows.clone().max_by_key(|row| (log.ended[*row], *row))?;
    let mut seen = vec![false; rows.len()];
    let mut cursor = until;
    let mut path = Path::default();
    loop {
        seen[row - rows.start] = true;
        let causes: Vec<usize> = if knows_causes {
            log.causes_of(row).iter().map(|cause| *cause as usize).collect()
        } else {
            rows.clone().filter(|other| *other != row && log.ended[*other] <= log.start(row)).collect()
        };
        let next = causes.iter().copied().filter(|c| !seen[c - rows.start]).max_by_key(|c| (log.ended[*c], *c));
        if knows_causes && let Some(latest) = next {
            let others = causes.iter().filter(|cause| **cause != latest);
            path.slacks.extend(others.map(|cause| Slack {
                row,
                cause: *cause,
                slack: log.ended[latest] - log.ended[*cause],
            }));
        }
        let arrived = next.map_or(from, |cause| log.ended[cause]);
        for (part, begin) in [
            (Part::Service, log.started[row]),
            (Part::Claimed, log.claimed[row]),
            (Part::Queue, log.enabled[row]),
            (Part::Before, arrived),
        ] {
            if begin == NO_TIME {
                continue;
            }
            let begin = begin.clamp(from, cursor);
            if begin < cursor {
                path.segments.push(Segment { row, part, from: begin, until: cursor });
            }
            cursor = begin;
        }
        match next {
            Some(earlier) if cursor > from => row = earlier,
            _ => break,
        }
    }
    if cursor > from {
        path.segments.push(Segment { row, part: Part::Before, from, until: cursor });
    }
    path.segments.reverse();
    Some(path)
}

/// How much of the sojourn each activity decided, in all finished cases: Σ of its segments by part, ms. Over the number of
/// cases it is the contribution C_v, and Σ C_v is the mean sojourn.
pub fn contributions(log: &Log) -> (usize, BTreeMap<(u32, Part), i64>) {
    let (mut cases, mut out) = (0, BTreeMap::new());
    for path in (0..log.case_count()).filter_map(|case| path(log, case)) {
        cases += 1;
        for segment in path.segments {
            *out.entry((log.activity[segment.row], segment.part)).or_default() += segment.until - segment.from;
        }
    }
    (cases, out)
}
