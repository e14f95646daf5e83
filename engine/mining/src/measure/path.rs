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
    let mut by_end = (!knows_causes).then(|| ByEnd::of(log, rows.clone()));
    loop {
        seen[row - rows.start] = true;
        let next = if let Some(by_end) = &mut by_end {
            by_end.next(log, row)
        } else {
            let causes = || log.causes_of(row).iter().map(|cause| *cause as usize);
            let next = causes().filter(|c| !seen[c - rows.start]).max_by_key(|c| (log.ended[*c], *c));
            if let Some(latest) = next {
                let others = causes().filter(|cause| *cause != latest);
                let slack = |cause| Slack { row, cause, slack: log.ended[latest] - log.ended[cause] };
                path.slacks.extend(others.map(slack));
            }
            next
        };
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

/// The rows of a case by when they ended, so that the latest that a path has not come by yet is found at once, however many they are.
struct ByEnd {
    first: usize,
    /// The rows, by their end.
    order: Vec<usize>,
    /// The place in that of each row.
    place: Vec<usize>,
    /// For each number of places how many of the first ones are left when those at their end that were come by are taken away.
    left: Vec<usize>,
}

impl ByEnd {
    fn of(log: &Log, rows: std::ops::Range<usize>) -> Self {
        let mut order: Vec<usize> = rows.clone().collect();
        order.sort_unstable_by_key(|row| (log.ended[*row], *row));
        let mut place = vec![0; order.len()];
        for (at, row) in order.iter().enumerate() {
            place[row - rows.start] = at;
        }
        ByEnd { first: rows.start, left: (0..=order.len()).collect(), order, place }
    }

    /// The row that ended last before this one began, of those that were not come by; this one is from now on.
    fn next(&mut self, log: &Log, row: usize) -> Option<usize> {
        let at = self.place[row - self.first];
        self.left[at + 1] = at;
        let mut until = self.order.partition_point(|other| log.ended[*other] <= log.start(row));
        // What was found out on the way is kept, so the next one has half of it.
        while self.left[until] != until {
            self.left[until] = self.left[self.left[until]];
            until = self.left[until];
        }
        until.checked_sub(1).map(|at| self.order[at])
    }
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
