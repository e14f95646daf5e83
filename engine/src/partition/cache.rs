//! The hot instances of a partition. Those with decisions that are not on disk yet stay, however many they are.
use crate::projection::{Loaded, RowKeys};
use std::collections::{BTreeMap, HashMap};
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
    clock: u64,
    capacity: usize,
}

impl Hot {
    /// From the view.
    pub fn new(loaded: Loaded, process: Option<Arc<Process>>) -> Box<Self> {
        Box::new(Hot { instance: loaded.instance, rows: loaded.rows, process, decided: 0, used: 0 })
    }
}

impl Cache {
    /// Keeps about so many.
    pub fn new(capacity: usize) -> Self {
        Cache { instances: HashMap::new(), order: BTreeMap::new(), clock: 0, capacity }
    }

    /// Takes an instance out.
    pub fn take(&mut self, id: InstanceId) -> Option<Box<Hot>> {
        let hot = self.instances.remove(&id)?;
        self.order.remove(&hot.used);
        Some(hot)
    }

    /// Looks at an instance.
    pub fn get(&self, id: InstanceId) -> Option<&Hot> {
        self.instances.get(&id).map(|hot| &**hot)
    }

    /// Puts an instance in.
    pub fn put(&mut self, mut hot: Box<Hot>) {
        self.clock += 1;
        hot.used = self.clock;
        self.order.insert(self.clock, hot.instance.header.id);
        self.instances.insert(hot.instance.header.id, hot);
    }

    /// A decision was made about these.
    pub fn decided(&mut self, ids: &[InstanceId], number: u64) {
        for id in ids {
            if let Some(hot) = self.instances.get_mut(id) {
                hot.decided = number;
            }
        }
    }

    /// Lets go what is on disk: ended instances, and the least recently used of too many.
    pub fn tidy(&mut self, settled: u64) {
        while self.instances.len() > self.capacity {
            let oldest = self.order.iter().find(|(_, id)| self.instances[*id].decided <= settled);
            let Some((used, id)) = oldest.map(|(used, id)| (*used, *id)) else { return };
            self.order.remove(&used);
            self.instances.remove(&id);
        }
    }

    /// Lets go everything.
    pub fn clear(&mut self) {
        self.instances.clear();
        self.order.clear();
    }
}
