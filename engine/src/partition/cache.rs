//! The hot instances of a partition. Those with decisions that are not on disk yet stay, however many they are.
use super::flood::Calls;
use super::rounds::Rounds;
use crate::projection::{Completed, Loaded, RowKeys, kept_tally};
use crate::store::{Error, ViewRead};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;
use weir_core::{Instance, InstanceId, Process};

/// An instance at hand.
#[derive(Debug)]
pub struct Hot {
    /// As the last decision left it.
    pub instance: Instance,
    /// What the view has of it, once everything decided is there.
    pub rows: RowKeys,
    /// What it runs on; none for an ended one.
    pub process: Option<Arc<Process>>,
    /// How often it has gone round by itself.
    pub(super) rounds: Rounds,
    /// The number of the last decision about it.
    decided: u64,
    /// When it was last used.
    used: u64,
}

/// The hot instances of a partition.
#[derive(Debug)]
pub struct Cache {
    instances: HashMap<InstanceId, Box<Hot>>,
    /// The least recently used first.
    order: BTreeMap<u64, InstanceId>,
    /// Those that have ended, by the number of the decision: let go once it is on disk.
    ended: VecDeque<(u64, InstanceId)>,
    /// Those that have taken a step, by the number of the decision: until it is on disk.
    stepped: VecDeque<(u64, InstanceId)>,
    clock: u64,
    /// How large they are together.
    bytes: usize,
    capacity_bytes: usize,
    /// Those that cannot be read or written down, and are left alone.
    apart: BTreeSet<InstanceId>,
    /// How often elements were completed, by definition, with what is not on disk yet.
    tallies: HashMap<String, Tally>,
    /// How many called instances run.
    pub calls: Calls,
    /// What stands in for an instance while the core has it: made once, for it is large.
    spare: Option<Instance>,
}

/// The counts of a definition.
#[derive(Debug)]
struct Tally {
    counts: Completed,
    /// The number of the last decision that added to them; none as long as that is not made.
    decided: Option<u64>,
}

/// How many counts are kept once they are on disk.
const TALLIES_MAX: usize = 100;

impl Hot {
    /// From the view.
    pub fn new(loaded: Loaded, process: Option<Arc<Process>>) -> Box<Self> {
        let Loaded { instance, rows } = loaded;
        Box::new(Hot { instance, rows, process, rounds: Rounds::default(), decided: 0, used: 0 })
    }
}

impl Cache {
    /// Keeps about so much, and in any case the one that was used last.
    pub fn new(capacity_bytes: usize) -> Self {
        Cache {
            instances: HashMap::new(),
            order: BTreeMap::new(),
            ended: VecDeque::new(),
            stepped: VecDeque::new(),
            clock: 0,
            bytes: 0,
            capacity_bytes,
            apart: BTreeSet::new(),
            tallies: HashMap::new(),
            calls: Calls::default(),
            spare: None,
        }
    }

    /// Takes an instance out.
    pub fn take(&mut self, id: InstanceId) -> Option<Box<Hot>> {
        let hot = self.instances.remove(&id)?;
        self.order.remove(&hot.used);
        self.bytes -= hot.rows.bytes();
        Some(hot)
    }

    /// Lends an instance out of what is at hand of it.
    pub fn lend(&mut self, hot: &mut Hot) -> Instance {
        let spare = self.spare.take().unwrap_or_else(|| Instance::new(hot.instance.header.id));
        std::mem::replace(&mut hot.instance, spare)
    }

    /// Gives it back as it is now.
    pub fn give_back(&mut self, hot: &mut Hot, instance: Instance) {
        self.spare = Some(std::mem::replace(&mut hot.instance, instance));
    }

    /// Looks at an instance.
    pub fn get(&self, id: InstanceId) -> Option<&Hot> {
        self.instances.get(&id).map(|hot| &**hot)
    }

    /// Those whose last step may not be on disk yet: what the store shows of them is how they were before.
    pub fn ahead_of_store(&self) -> impl Iterator<Item = &Hot> {
        self.stepped.iter().filter_map(|(_, id)| self.get(*id))
    }

    /// Puts an instance in.
    pub fn put(&mut self, mut hot: Box<Hot>) {
        self.clock += 1;
        hot.used = self.clock;
        self.bytes += hot.rows.bytes();
        self.order.insert(self.clock, hot.instance.header.id);
        self.instances.insert(hot.instance.header.id, hot);
    }

    /// A decision was made about these.
    pub fn decided(&mut self, ids: &[InstanceId], number: u64) {
        self.calls.keep();
        for tally in self.tallies.values_mut().filter(|tally| tally.decided.is_none()) {
            tally.decided = Some(number);
        }
        for id in ids {
            self.stepped.push_back((number, *id));
            if let Some(hot) = self.instances.get_mut(id) {
                hot.decided = number;
                if hot.instance.is_ended() {
                    self.ended.push_back((number, *id));
                }
            }
        }
    }

    /// Lets go what is on disk: what has ended, and while there is too much the least recently used.
    pub fn tidy(&mut self, settled: u64) {
        while let Some((_, id)) = self.ended.pop_front_if(|(number, _)| *number <= settled) {
            self.take(id);
        }
        while self.stepped.pop_front_if(|(number, _)| *number <= settled).is_some() {}
        if self.tallies.len() > TALLIES_MAX {
            self.tallies.retain(|_, tally| tally.decided.is_none_or(|number| number > settled));
        }
        while self.bytes > self.capacity_bytes {
            let old = self.order.iter().filter(|(used, _)| **used != self.clock);
            let oldest = old.map(|(_, id)| *id).find(|id| self.instances[id].decided <= settled);
            let Some(id) = oldest else { return };
            self.take(id);
        }
    }

    /// The counts of a definition, to be added to in this turn.
    pub fn tally(&mut self, view: &dyn ViewRead, definition: &str, partition: u8) -> Result<&mut Completed, Error> {
        if !self.tallies.contains_key(definition) {
            // Nothing was added to it that is not on disk: else it would be here.
            let counts = kept_tally(view, definition, partition)?;
            self.tallies.insert(definition.to_owned(), Tally { counts, decided: None });
        }
        let tally = self.tallies.get_mut(definition).expect("it was just put there");
        tally.decided = None;
        Ok(&mut tally.counts)
    }

    /// From now on nobody tries to read it.
    pub fn set_apart(&mut self, id: InstanceId) {
        self.apart.insert(id);
    }

    /// Somebody wants it to be read again.
    pub fn take_back(&mut self, id: InstanceId) {
        self.apart.remove(&id);
    }

    /// Is it left alone?
    pub fn is_apart(&self, id: InstanceId) -> bool {
        self.apart.contains(&id)
    }

    /// Forgets who is left alone: whether they are is tried once more.
    pub fn forget_apart(&mut self) {
        self.apart.clear();
    }

    /// Lets go everything, and what the turn at work has counted.
    pub fn clear(&mut self) {
        self.calls.take_back();
        self.instances.clear();
        self.order.clear();
        self.ended.clear();
        self.stepped.clear();
        self.tallies.clear();
        self.bytes = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An instance that counts as so many times a small one.
    fn hot(id: u128, times: usize) -> Box<Hot> {
        let mut loaded = Loaded::fresh(InstanceId(uuid::Uuid::from_u128(id)));
        loaded.rows.weigh_more((times - 1) * small());
        Hot::new(loaded, None)
    }

    fn small() -> usize {
        RowKeys::default().bytes()
    }

    fn ids(cache: &Cache) -> Vec<u128> {
        cache.order.values().map(|id| id.0.as_u128()).collect()
    }

    #[test]
    fn a_few_large_instances_push_out_many_small_ones_the_oldest_first() {
        let mut cache = Cache::new(10 * small());
        (1..=10).for_each(|id| cache.put(hot(id, 1)));
        cache.tidy(0);
        assert_eq!(ids(&cache).len(), 10);
        cache.put(hot(11, 8));
        cache.tidy(0);
        assert_eq!(ids(&cache), [9, 10, 11]);
        // One that grows beyond all bounds is at hand as long as it is the one at work.
        cache.put(hot(12, 50));
        cache.tidy(0);
        assert_eq!(ids(&cache), [12]);
        cache.put(hot(13, 1));
        cache.tidy(0);
        assert_eq!(ids(&cache), [13]);
        assert_eq!(cache.bytes, small());
    }

    #[test]
    fn what_is_not_on_disk_stays() {
        let mut cache = Cache::new(10 * small());
        cache.put(hot(1, 9));
        cache.decided(&[InstanceId(uuid::Uuid::from_u128(1))], 7);
        cache.put(hot(2, 9));
        cache.put(hot(3, 1));
        cache.tidy(6);
        assert_eq!(ids(&cache), [1, 3]);
        cache.put(hot(4, 3));
        cache.tidy(7);
        assert_eq!(ids(&cache), [3, 4]);
    }

    #[test]
    fn what_has_ended_goes_once_it_is_on_disk() {
        let mut cache = Cache::new(100 * small());
        let mut ended = hot(1, 1);
        ended.instance.header.ended = Some(weir_core::Timestamp(0));
        ended.instance.header.state = weir_core::instance::State::Completed;
        cache.put(ended);
        cache.put(hot(2, 1));
        cache.decided(&[1, 2].map(|id| InstanceId(uuid::Uuid::from_u128(id))), 5);
        cache.tidy(4);
        assert_eq!(ids(&cache), [1, 2]);
        cache.tidy(5);
        assert_eq!(ids(&cache), [2]);
    }
}
