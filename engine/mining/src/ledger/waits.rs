//! Why the work of one case waited: what whoever did it did meanwhile, in which batch it was done, and when nobody works.
use super::batches::Batches;
use super::instance::WaitCauses;
use super::{Ledger, Row};
use crate::aggregate::{Place, PlaceId, PlaceName};
use crate::log::{Log, NO_NAME, NO_TIME};
use crate::measure::calendar::WorkingTime;
use crate::measure::intervals::Interval;
use crate::measure::waiting::{Work, Worked, causes};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::Timestamp;
use weir_core::calendar::WorkCalendar;

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
        let nodes: BTreeMap<&str, u32> = log.activities.iter().zip(0..).collect();
        let batches = self.batches_of(process, &nodes, &actors, (from, until));
        let office = calendar.filter(|_| from < until).map(|calendar| WorkingTime::of(calendar, from, until));
        items
            .into_iter()
            .map(|Waited { row, actor, work }| {
                let node = log.activities.name(log.activity[row]);
                let whole = [(work.enabled, work.started)];
                let hours = office.as_ref().map_or(&whole[..], WorkingTime::pieces);
                let piece = (log.activity[row], actor, work.started, log.ended[row], work.enabled);
                let found = causes(work, &[actor], &worked, hours, batches.of(&piece).map(|(until, _)| until));
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

    /// The batches of what these people did at these nodes of a process. Of another process a node is another one, whatever it is
    /// called.
    fn batches_of(
        &self,
        process: &str,
        nodes: &BTreeMap<&str, u32>,
        people: &BTreeSet<u32>,
        window: Interval,
    ) -> Batches {
        let number = |(place, name): (PlaceId, &PlaceName)| match &name.place {
            Place::Node(node) if name.process == process => Some((place, *nodes.get(node.as_str())?)),
            _ => None,
        };
        self.batches(&self.aggregates.places().iter().filter_map(number).collect(), people, window, self.extent().0)
    }
}
