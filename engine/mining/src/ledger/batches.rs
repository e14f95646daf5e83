//! In which batches work was done: those that the view of batches tells. Whoever had no time while it became more has a queue,
//! and collects nothing.
use super::history::put_times;
use super::{Ledger, Row};
use crate::aggregate::{DAY_MS, PlaceId};
use crate::log::{Log, NO_TIME};
use crate::measure::batch::{collected, is_queue};
use crate::measure::intervals::{Interval, union};
use crate::view::ROWS_MIN;
use std::collections::{BTreeMap, BTreeSet};

/// Work that one person does in one go has gaps of at most so long, ms.
const BATCH_GAP_MS: i64 = 15 * 60_000;

/// A piece of work: at which of the nodes, by whom; when it was begun (or none), ended and enabled, ms.
pub(super) type Piece = (u32, u32, i64, i64, i64);

/// Of each piece of work that was done in a batch until when the last of that could begin, and how many pieces it has.
#[derive(Debug, Default)]
pub(super) struct Batches(BTreeMap<Piece, (i64, usize)>);

impl Batches {
    /// The batch of a piece; none where it was done by itself.
    pub(super) fn of(&self, piece: &Piece) -> Option<(i64, usize)> {
        self.0.get(piece).copied()
    }
}

/// A row as a piece of work at a node.
pub(super) fn piece(node: u32, row: &Row) -> Piece {
    (node, row.actor, row.started, row.ended, row.enabled)
}

impl Ledger {
    /// The batches of what these people did at some nodes, which `nodes` numbers place by place. A batch may reach a day beyond
    /// the window to either side. No row from `rows` on counts.
    pub(super) fn batches(
        &self,
        nodes: &BTreeMap<PlaceId, u32>,
        people: &BTreeSet<u32>,
        (from, until): Interval,
        rows: u32,
    ) -> Batches {
        let known = rows.saturating_sub(self.first_row) as usize;
        let (from, until) = (from.saturating_sub(DAY_MS), until.saturating_add(DAY_MS));
        let begun = |row: &Row| if row.started == NO_TIME { row.ended } else { row.started };
        let is_theirs = |row: &&Row| people.contains(&row.actor) && nodes.contains_key(&row.place);
        let near = self.rows.iter().take(known).filter(|row| row.ended > from && begun(row) <= until);
        let mut rows: Vec<&Row> = near.filter(is_theirs).collect();
        rows.sort_by_key(|row| row.case);
        let mut log = Log { offsets: vec![0], cause_offsets: vec![0], ..Log::default() };
        for (at, row) in rows.iter().enumerate() {
            put_times(&mut log, row, (nodes[&row.place], row.actor));
            log.cause_offsets.push(0);
            if rows.get(at + 1).is_none_or(|next| next.case != row.case) {
                log.offsets.push(log.activity.len() as u32);
                log.cases.push(String::new());
            }
        }
        let busy = self.busy(people, (from, until), known, |_| true);
        let busy: BTreeMap<u32, Vec<Interval>> = busy.into_iter().map(|(actor, work)| (actor, union(work))).collect();
        let mut out = Batches::default();
        for batch in collected(&log, BATCH_GAP_MS, ROWS_MIN) {
            if is_queue(&log, &batch, busy.get(&batch.actor).map_or(&[][..], Vec::as_slice)) {
                continue;
            }
            let members = || batch.rows.iter().map(|row| rows[*row as usize]);
            let last = members().map(|row| row.enabled).max().unwrap_or(NO_TIME);
            out.0.extend(members().map(|row| (piece(batch.activity, row), (last, batch.rows.len()))));
        }
        out
    }
}
