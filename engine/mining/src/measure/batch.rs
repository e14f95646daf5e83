//! Batches: one person does several of the same thing in one go.
use super::intervals::Interval;
use super::service::work;
use crate::log::{Log, NO_NAME, NO_TIME};
use std::collections::BTreeMap;

/// How the work of a batch lies in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// All begin and end at once.
    Simultaneous,
    /// All begin at once.
    Start,
    /// All end at once.
    End,
    /// Each begins when the one before ends.
    Sequential,
    /// Anything else.
    Concurrent,
}

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Of what.
    pub activity: u32,
    /// By whom.
    pub actor: u32,
    /// The rows in it, by start.
    pub rows: Vec<u32>,
    /// How they lie.
    pub kind: Kind,
}

/// Start, end, case and row of a piece of work.
type Piece = (i64, i64, u32, u32);

/// Work of one actor on one activity, in stretches with gaps of at most `gap` ms, of at least `size_min` rows. Rows of one
/// case with the same times count once. This is what a log without enablement shows; it takes a busy person for a batch.
pub fn stretches(log: &Log, gap: i64, size_min: usize) -> Vec<Batch> {
    let mut groups: BTreeMap<(u32, u32), Vec<Piece>> = BTreeMap::new();
    for (case, rows) in (0..).zip(log.all_cases()) {
        for row in rows.filter(|row| log.actor[*row] != NO_NAME && log.ended[*row] != NO_TIME) {
            let (from, until) =
                if log.start(row) < log.ended[row] { work(log, row) } else { (log.ended[row], log.ended[row]) };
            groups.entry((log.activity[row], log.actor[row])).or_default().push((from, until, case, row as u32));
        }
    }
    let mut out = vec![];
    for ((activity, actor), mut items) in groups {
        items.sort_unstable();
        items.dedup_by_key(|item| (item.0, item.1, item.2));
        let mut stretch: Vec<Piece> = vec![];
        let mut end = i64::MIN;
        for item in items {
            if !stretch.is_empty() && item.0 - end > gap {
                out.extend(batch(activity, actor, &stretch, size_min));
                stretch.clear();
            }
            end = if stretch.is_empty() { item.1 } else { end.max(item.1) };
            stretch.push(item);
        }
        out.extend(batch(activity, actor, &stretch, size_min));
    }
    out
}

/// Stretches of which all work was enabled before the first of it began: it was collected, then done. Rows that do not say
/// when they were enabled are in no batch.
pub fn collected(log: &Log, gap: i64, size_min: usize) -> Vec<Batch> {
    let mut out = vec![];
    for stretch in stretches(log, gap, size_min) {
        // A stretch may be several batches, one after the other: each ends where something was enabled too late.
        let mut rows: Vec<u32> = vec![];
        let mut parts: Vec<Vec<u32>> = vec![];
        for row in stretch.rows {
            let enabled = log.enabled[row as usize];
            let first = rows.first().map(|first| log.start(*first as usize));
            if enabled == NO_TIME || first.is_some_and(|first| enabled > first) {
                parts.push(std::mem::take(&mut rows));
            }
            if enabled != NO_TIME {
                rows.push(row);
            }
        }
        parts.push(rows);
        for rows in parts.into_iter().filter(|rows| rows.len() >= size_min) {
            let items: Vec<(i64, i64)> =
                rows.iter().map(|row| (log.start(*row as usize), log.ended[*row as usize])).collect();
            out.push(Batch { activity: stretch.activity, actor: stretch.actor, kind: kind(&items), rows });
        }
    }
    out
}

/// Is this a queue, of which nothing was collected? Whoever had no time from when the first of it could begin until the last could
/// was kept from it, and kept nothing back. `busy` is the union of when they worked, on whatever.
pub fn is_queue(log: &Log, batch: &Batch, busy: &[Interval]) -> bool {
    let enabled = || batch.rows.iter().map(|row| log.enabled[*row as usize]);
    let (Some(oldest), Some(latest)) = (enabled().min(), enabled().max()) else { return false };
    // What is apart leaves time between: one piece must hold it all.
    let around = busy.partition_point(|(from, _)| *from <= oldest).checked_sub(1);
    oldest < latest && around.is_some_and(|at| busy[at].1 >= latest)
}

/// Mean service of a row in a batch over that of a row outside of all, for one activity. Below 1, batches save work. None
/// where one of the two kinds is missing.
pub fn duration_factor(log: &Log, batches: &[Batch], activity: u32) -> Option<f64> {
    let inside: std::collections::BTreeSet<u32> =
        batches.iter().filter(|b| b.activity == activity).flat_map(|b| b.rows.iter().copied()).collect();
    let mean = |inner: bool| {
        let rows = (0..log.row_count() as u32).filter(|row| {
            log.activity[*row as usize] == activity
                && log.ended[*row as usize] != NO_TIME
                && inside.contains(row) == inner
        });
        let (mut n, mut sum) = (0_u64, 0);
        for (from, until) in rows.map(|row| work(log, row as usize)) {
            n += 1;
            sum += until - from;
        }
        (n > 0).then(|| sum as f64 / n as f64)
    };
    let (within, without) = (mean(true)?, mean(false)?);
    (without > 0.0).then(|| within / without)
}

fn batch(activity: u32, actor: u32, items: &[Piece], size_min: usize) -> Option<Batch> {
    let times: Vec<(i64, i64)> = items.iter().map(|item| (item.0, item.1)).collect();
    let rows = items.iter().map(|item| item.3).collect();
    (items.len() >= size_min.max(1)).then(|| Batch { activity, actor, rows, kind: kind(&times) })
}

fn kind(items: &[(i64, i64)]) -> Kind {
    let start = items.iter().all(|item| item.0 == items[0].0);
    let end = items.iter().all(|item| item.1 == items[0].1);
    match (start, end) {
        (true, true) => Kind::Simultaneous,
        (true, false) => Kind::Start,
        (false, true) => Kind::End,
        (false, false) if items.windows(2).all(|pair| pair[0].1 == pair[1].0) => Kind::Sequential,
        (false, false) => Kind::Concurrent,
    }
}
