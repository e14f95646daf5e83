//! Why the work of one case waited: what whoever did it did meanwhile, in which batch it was done, and when nobody works.
use super::instance::WaitCauses;
use super::{Ledger, Row};
use crate::aggregate::{Place, PlaceId};
use crate::log::{Log, NO_NAME, NO_TIME};
use crate::measure::calendar::WorkingTime;
use crate::measure::waiting::{Work, Worked, causes};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use weir_core::Timestamp;
use weir_core::calendar::WorkCalendar;

/// Work that one person does in one go has gaps of at most so long, ms.
const BATCH_GAP_MS: i64 = 15 * 60_000;

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
        // One walk over what is held, however often this case waited.
        let others: Vec<&Row> = self
            .rows
            .iter()
            .filter(|other| {
                other.started != NO_TIME
                    && other.started <= until
                    && other.ended > from
                    && actors.contains(&other.actor)
            })
            .collect();
        let of = |o: &&Row| (o.actor, Work { enabled: o.enabled, started: o.started, ended: o.ended });
        let worked = Worked::new(others.iter().map(of));
        let asked = items.iter().map(|item| (log.activities.name(log.activity[item.row]), item.actor)).collect();
        let batches = self.batches(process, &asked);
        let office = calendar.filter(|_| from < until).map(|calendar| WorkingTime::of(calendar, from, until));
        items
            .into_iter()
            .map(|Waited { row, actor, work }| {
                let node = log.activities.name(log.activity[row]);
                let whole = [(work.enabled, work.started)];
                let hours = office.as_ref().map_or(&whole[..], WorkingTime::pieces);
                let batch = batches.get(&(node.to_owned(), actor)).and_then(|batches| batches.batch(work));
                let found = causes(work, &[actor], &worked, hours, batch.map(|(until, _)| until));
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

    /// The batches of everything that each of these people did at each of these nodes of a process. Of another process a node is
    /// another one, whatever it is called.
    fn batches(&self, process: &str, asked: &BTreeSet<(&str, u32)>) -> BTreeMap<(String, u32), Batches> {
        let mut pieces: BTreeMap<(String, u32), Vec<Piece>> = BTreeMap::new();
        let mut nodes: BTreeMap<PlaceId, Option<&str>> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.started != NO_TIME) {
            let name = || {
                let of = self.aggregates.places().name(row.place);
                if let Place::Node(node) = &of.place {
                    Some(node.as_str()).filter(|_| of.process == process)
                } else {
                    None
                }
            };
            let Some(node) = *nodes.entry(row.place).or_insert_with(name) else { continue };
            if asked.contains(&(node, row.actor)) {
                let piece = (row.started, row.ended.max(row.started), row.enabled, row.case);
                pieces.entry((node.to_owned(), row.actor)).or_default().push(piece);
            }
        }
        pieces.into_iter().map(|(of, pieces)| (of, Batches::of(pieces))).collect()
    }
}

/// Work that one person did at one node: when it began, ended and was enabled, ms, and in which case.
pub(super) type Piece = (i64, i64, i64, u32);

/// What one person did at one node, batch by batch: as [`collected`](crate::measure::batch::collected) tells them.
#[derive(Debug, Default)]
pub(super) struct Batches {
    pieces: Vec<Piece>,
    /// Of each piece until when the last of its batch was enabled, and how many pieces that has; none where it was done by itself.
    of: Vec<Option<(i64, usize)>>,
}

impl Batches {
    pub(super) fn of(mut pieces: Vec<Piece>) -> Self {
        pieces.sort_unstable();
        pieces.dedup_by_key(|piece| (piece.0, piece.1, piece.3));
        let mut of = vec![None; pieces.len()];
        let mut close = |range: Range<usize>| {
            let until = pieces[range.clone()].iter().map(|piece| piece.2).max();
            let size = range.len();
            of[range].fill(until.filter(|_| size > 1).map(|until| (until, size)));
        };
        let (mut first, mut end) = (0, i64::MAX);
        for (at, (started, ended, enabled, _)) in pieces.iter().enumerate() {
            let is_apart = *started > end.saturating_add(BATCH_GAP_MS);
            if is_apart || *enabled > pieces[first].0 {
                close(first..at);
                first = at;
            }
            end = if is_apart || at == 0 { *ended } else { end.max(*ended) };
        }
        close(first..pieces.len());
        Batches { pieces, of }
    }

    /// Until when the last of the batch was enabled that a piece of work was done in, and how many pieces it has; none where it was
    /// done by itself.
    pub(super) fn batch(&self, item: Work) -> Option<(i64, usize)> {
        let wanted = (item.started, item.ended, item.enabled);
        let at = self.pieces.partition_point(|piece| (piece.0, piece.1, piece.2) < wanted);
        self.pieces
            .get(at)
            .filter(|piece| (piece.0, piece.1, piece.2) == wanted)
            .and(self.of.get(at).copied().flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{ActivityInstance, Case, LogBuilder};
    use crate::measure::batch::collected;
    use crate::statistics::chance::Stream;

    /// The causes of waits and the view of batches speak of the same batches.
    #[test]
    fn batches_are_those_that_are_told_elsewhere() {
        for seed in 0..200 {
            let mut chance = Stream::keyed(&[seed]);
            let (mut at, mut log, mut pieces) = (0, LogBuilder::default(), vec![]);
            for case in 0..40_u32 {
                let gap = [0, 0, 5, 14, 16, 40][chance.below(6)] * 60_000;
                let started = at + gap;
                let ended = started + 60_000 * (1 + chance.below(20) as i64);
                let enabled = started - 60_000 * chance.below(90) as i64;
                let row = ActivityInstance {
                    enabled: Some(enabled),
                    ..ActivityInstance::of("check", started, ended).by("ann")
                };
                log.case(Case { id: format!("{case:02}"), rows: vec![row], ..Case::default() }).expect("it is small");
                pieces.push((started, ended, enabled, case));
                at = if chance.below(4) == 0 { started } else { ended };
            }
            let log = log.build();
            let told = Batches::of(pieces.clone());
            let mut found = vec![None; pieces.len()];
            for batch in collected(&log, BATCH_GAP_MS, 2) {
                let until = batch.rows.iter().map(|row| log.enabled[*row as usize]).max();
                batch.rows.iter().for_each(|row| found[*row as usize] = until.map(|until| (until, batch.rows.len())));
            }
            for ((started, ended, enabled, case), wanted) in pieces.into_iter().zip(found) {
                assert_eq!(told.batch(Work { enabled, started, ended }), wanted, "seed {seed}, case {case}");
            }
        }
    }
}
