//! Why the work of one case waited: what whoever did it did meanwhile, in which batch it was done, and when nobody works.
use super::instance::WaitCauses;
use super::{Ledger, Row};
use crate::aggregate::{DAY_MS, Place};
use crate::log::{Log, NO_NAME, NO_TIME};
use crate::measure::calendar::WorkingTime;
use crate::measure::waiting::{Work, Worked, causes};
use std::collections::BTreeSet;
use weir_core::Timestamp;
use weir_core::calendar::WorkCalendar;

/// Work that one person does in one go has gaps of at most so long, ms.
const BATCH_GAP_MS: i64 = 15 * 60_000;
/// How far a batch reaches to either side at most: more is a day of work, and no batch.
const BATCH_MAX: usize = 200;

/// Work that waited.
struct Waited {
    row: usize,
    actor: u32,
    work: Work,
}

impl Ledger {
    /// Why the work of a case waited; `log` is that case, which is one of `process`.
    pub(super) fn waits(&self, process: &str, log: &Log, calendar: Option<&WorkCalendar>) -> Vec<WaitCauses> {
        let known = (0..log.row_count()).filter(|row| {
            log.actor[*row] != NO_NAME && log.started[*row] != NO_TIME && log.started[*row] > log.enabled[*row]
        });
        let items: Vec<Waited> = known
            .filter_map(|row| {
                let actor = self.actors.find(log.actors.name(log.actor[row]))?;
                let (enabled, started) = (log.enabled[row], log.started[row]);
                Some(Waited { row, actor, work: Work { enabled, started, ended: log.ended[row].max(started) } })
            })
            .collect();
        let actors: BTreeSet<u32> = items.iter().map(|item| item.actor).collect();
        let from = items.iter().map(|item| item.work.enabled).min().unwrap_or(i64::MAX);
        let until = items.iter().map(|item| item.work.ended).max().unwrap_or(i64::MIN);
        // One walk over what is held, however often this case waited; a batch may reach a day to either side.
        let others: Vec<&Row> = self
            .rows
            .iter()
            .filter(|other| {
                other.started != NO_TIME
                    && other.started <= until.saturating_add(DAY_MS)
                    && other.ended > from.saturating_sub(DAY_MS)
                    && actors.contains(&other.actor)
            })
            .collect();
        let of = |o: &&Row| (o.actor, Work { enabled: o.enabled, started: o.started, ended: o.ended });
        let worked = Worked::new(others.iter().map(of));
        let office = calendar.filter(|_| from < until).map(|calendar| WorkingTime::of(calendar, from, until));
        items
            .into_iter()
            .map(|Waited { row, actor, work }| {
                let node = log.activities.name(log.activity[row]);
                let whole = [(work.enabled, work.started)];
                let hours = office.as_ref().map_or(&whole[..], WorkingTime::pieces);
                let batch = self.batch_until((process, node), actor, work, &others);
                let found = causes(work, &[actor], &worked, hours, batch);
                WaitCauses {
                    node: node.to_owned(),
                    enabled: Timestamp(work.enabled),
                    wait: work.started - work.enabled,
                    batching: found.batching,
                    contention: found.contention,
                    prioritisation: found.prioritisation,
                    unavailable: office.as_ref().map(|_| found.unavailability),
                    extraneous: found.extraneous,
                }
            })
            .collect()
    }

    /// Until when the last of the batch that a piece of work was done in was enabled; none where it was done by itself. Of
    /// another process a node is another one, whatever it is called.
    fn batch_until(&self, (process, node): (&str, &str), actor: u32, item: Work, others: &[&Row]) -> Option<i64> {
        let is_it = |row: &Row| {
            let of = self.aggregates.places().name(row.place);
            of.process == process && matches!(&of.place, Place::Node(other) if other == node)
        };
        let same = others.iter().filter(|row| row.actor == actor && is_it(row));
        let mut all: Vec<Piece> = same.map(|row| (row.started, row.ended, row.enabled)).collect();
        all.sort_unstable();
        batch_of(&all, item).map(|(until, _)| until)
    }
}

/// Work that one person did at one node: when it began, ended and was enabled, ms.
pub(super) type Piece = (i64, i64, i64);

/// The batch that a piece of work was done in: until when the last of it was enabled, and how many pieces it has; none where it
/// was done by itself. All of a batch was enabled before the first of it began. The pieces are in order.
pub(super) fn batch_of(all: &[Piece], item: Work) -> Option<(i64, usize)> {
    let from = all.partition_point(|piece| piece.0 < item.started);
    let same = all[from..].iter().take_while(|piece| piece.0 == item.started);
    let at = from + same.into_iter().position(|piece| piece.2 == item.enabled)?;
    let near = |a: &Piece, b: &Piece| b.0 - a.1 <= BATCH_GAP_MS;
    // It began with a piece before which there is a gap, or which was begun before this one could be.
    let mut first = at;
    while first > 0 && at - first < BATCH_MAX && near(&all[first - 1], &all[first]) && item.enabled <= all[first - 1].0
    {
        first -= 1;
    }
    let begun = all[first].0;
    let mut last = at;
    while last + 1 < all.len() && last - at < BATCH_MAX && near(&all[last], &all[last + 1]) && all[last + 1].2 <= begun
    {
        last += 1;
    }
    let batch = &all[first..=last];
    // What stands between and was enabled later is of another one.
    let members = batch.iter().filter(|piece| piece.2 <= begun);
    let until = members.clone().map(|piece| piece.2).max()?;
    let count = members.count();
    (count > 1).then_some((until, count))
}
