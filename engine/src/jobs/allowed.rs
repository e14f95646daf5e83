//! Jobs for a worker who may not have all of a type. They do not stand in the line: what one may not have is not taken out of
//! the hands of another.
use super::{Held, InHand, LINE_MAX, Levels, lock, read_row, rows_of};
use crate::api::FetchJobs;
use crate::keys::after;
use crate::projection::{WaitRow, unpack};
use crate::store::{Error, Store, Table};
use futures_util::future::BoxFuture;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;
use weir_core::{InstanceId, Timestamp};

/// May a worker have a job of this process and instance?
pub type Allowed = Arc<dyn Fn(&str, InstanceId) -> bool + Send + Sync>;

/// What a worker may have, at the moment at which it is asked.
#[derive(Clone)]
pub enum MayHave {
    /// Every job.
    All,
    /// Some.
    Those(Allowed),
    /// None any more: it is sent away, and whoever asked for it knows why.
    Nothing,
}

/// Says what a worker may have now. It is asked before every look for jobs, and whenever anything of access has changed: who
/// waits for a minute keeps no right that was taken away meanwhile.
pub type Rights = Arc<dyn Fn() -> BoxFuture<'static, MayHave> + Send + Sync>;

/// How many jobs one look reads from the most urgent on, and as many from where the look before stopped: however many jobs
/// of others stand before those that one may have, look by look they are reached.
const READ_MAX: usize = 10_000;
/// For how many workers it is kept where they stopped.
const WORKERS_MAX: usize = 1000;

/// Where workers stopped, each by its name and the types that it asked for.
pub type Stopped = HashMap<(String, Vec<String>), Place>;

/// A place among jobs of several types: before the row, in the level of its priority and type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    level: Level,
    row: Vec<u8>,
}

/// A priority, the highest first, and the number of a type among those that were asked for.
type Level = (Reverse<i32>, usize);

/// One look.
struct Look<'a> {
    hand: &'a Arc<InHand>,
    store: &'a dyn Store,
    asked: &'a FetchJobs,
    allowed: &'a Allowed,
    now: Timestamp,
    most: usize,
    levels: Vec<Level>,
    taken: Vec<Held>,
}

impl InHand {
    /// The same as taking, for a worker who may not have every job of the types.
    pub async fn take_allowed(
        self: &Arc<Self>,
        store: &dyn Store,
        asked: &FetchJobs,
        now: Timestamp,
        most: usize,
        allowed: &Allowed,
    ) -> Result<Vec<Held>, Error> {
        let mut levels = vec![];
        for (place, job_type) in asked.types.iter().enumerate() {
            let mut of_type = Levels::of(job_type);
            while let Some((priority, _)) = of_type.next(store)? {
                levels.push((Reverse(priority), place));
            }
        }
        levels.sort_unstable();
        let mut look = Look { hand: self, store, asked, allowed, now, most, levels, taken: vec![] };
        if let Some(stopped) = look.read_from(None).await?
            && look.taken.len() < most
        {
            let name = (asked.worker.clone(), asked.types.clone());
            let before = lock(&self.stopped).remove(&name);
            let from = before.map_or(stopped.clone(), |before| before.max(stopped));
            if let Some(stopped) = look.read_from(Some(from)).await? {
                let mut all = lock(&self.stopped);
                if all.len() >= WORKERS_MAX {
                    all.clear();
                }
                all.insert(name, stopped);
            }
        }
        Ok(look.taken)
    }
}

impl Look<'_> {
    /// Takes what the worker may have, from a place on. Says where it stopped, if that is not at the end.
    async fn read_from(&mut self, from: Option<Place>) -> Result<Option<Place>, Error> {
        let mut left = READ_MAX;
        for level @ (Reverse(priority), place) in self.levels.clone() {
            let rows_of_level = || rows_of(&self.asked.types[place]).urgency(priority);
            let mut row = rows_of_level().done();
            let end = rows_of_level().time(Timestamp(self.now.0.saturating_add(1))).done();
            match &from {
                Some(from) if level < from.level => continue,
                Some(from) if level == from.level => row.clone_from(&from.row),
                _ => {}
            }
            loop {
                if left == 0 {
                    return Ok(Some(Place { level, row }));
                }
                let rows = self.store.scan(Table::Job, &row, &end, LINE_MAX.min(left))?;
                let Some((last, _)) = rows.last() else { break };
                row = after(last);
                left -= rows.len();
                if let Some(behind) = self.take_of(&rows)? {
                    return Ok(Some(Place { level, row: behind }));
                }
                // Others are to have their turn: there may be very many jobs of no use.
                tokio::task::yield_now().await;
            }
        }
        Ok(None)
    }

    /// Takes those of these rows that the worker may have. Where it has as many as it wants, says where the next one stands.
    fn take_of(&mut self, rows: &[(Vec<u8>, Vec<u8>)]) -> Result<Option<Vec<u8>>, Error> {
        for (key, value) in rows {
            let Some((_, job)) = read_row(key) else { continue };
            let WaitRow { definition, .. } = unpack(value)?;
            let process = definition.rsplit_once(':').map_or("", |(process, _)| process);
            if (self.allowed)(process, job.instance) && lock(&self.hand.held).insert(job) {
                self.taken.push(Held { of: self.hand.clone(), job });
                if self.taken.len() >= self.most {
                    return Ok(Some(after(key)));
                }
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::WaitAddress;
    use crate::projection::pack;
    use crate::store::sim::Simulation;
    use crate::store::{Change, Commit};
    use weir_core::wait::{Fires, Wait, WaitFor};

    /// The row of a job in its table.
    fn row(number: u128, process: &str, priority: i32) -> Change {
        let instance = InstanceId(uuid::Uuid::from_u128(number));
        let key = rows_of("mail").urgency(priority).time(Timestamp(1)).place(instance, 1, 1).done();
        let on = WaitFor::Signal { name: "any".into() };
        let wait = Wait { id: 1, opened: Timestamp(1), on, fires: Fires::Owner, part: 0 };
        let definition = format!("{process}:1");
        let element = "e".to_owned().into();
        let row = WaitRow { definition, business_key: None, element, wait, initiator: None, stands_still: None };
        Change::put(Table::Job, key, pack(&row))
    }

    fn asked() -> FetchJobs {
        let types = vec!["mail".to_owned()];
        FetchJobs { worker: "w".into(), types, max: 1, lease_ms: 1, wait_ms: 0, variables: None }
    }

    #[tokio::test]
    async fn what_stands_behind_very_many_jobs_of_others_is_reached_look_by_look() {
        let store = Simulation::new(7).open(&|_, _| Ok(vec![])).unwrap();
        let last = 3 * READ_MAX as u128;
        let mut changes: Vec<Change> = (0..last).map(|number| row(number, "others", 0)).collect();
        changes.push(row(last, "own", 0));
        store.commit(vec![Commit { partition: 0, payload: vec![1], changes }]).unwrap();
        let hand = Arc::new(InHand::default());
        let own: Allowed = Arc::new(|process, _| process == "own");
        let look = async || hand.take_allowed(&store, &asked(), Timestamp(2), 1, &own).await.unwrap();
        assert!(look().await.is_empty() && look().await.is_empty());
        let found = look().await;
        let instance = InstanceId(uuid::Uuid::from_u128(last));
        assert_eq!(found.iter().map(|held| held.job).collect::<Vec<_>>(), [WaitAddress { instance, key: 1, wait: 1 }]);
        drop(found);
        // From there it goes round; and what is urgent is found at once, wherever it stopped.
        let urgent = Commit { partition: 0, payload: vec![2], changes: vec![row(last + 1, "own", 9)] };
        store.commit(vec![urgent]).unwrap();
        let found = look().await;
        assert_eq!(found[0].job.instance, InstanceId(uuid::Uuid::from_u128(last + 1)));
        // What is in hand is not given twice, and round it goes.
        let mut again = vec![];
        for _ in 0..4 {
            again.extend(look().await.iter().map(|held| held.job.instance));
        }
        assert_eq!(again, [instance]);
    }

    #[tokio::test]
    async fn a_look_that_has_enough_leaves_out_nothing() {
        let store = Simulation::new(7).open(&|_, _| Ok(vec![])).unwrap();
        let changes = (0..10).map(|number| row(number, "own", 0)).collect();
        store.commit(vec![Commit { partition: 0, payload: vec![1], changes }]).unwrap();
        let hand = Arc::new(InHand::default());
        let own: Allowed = Arc::new(|_, _| true);
        let mut held = vec![];
        for _ in 0..4 {
            held.extend(hand.take_allowed(&store, &asked(), Timestamp(2), 3, &own).await.unwrap());
        }
        assert_eq!(held.len(), 10);
    }
}
