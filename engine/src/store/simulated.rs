//! The same store on a simulated disk: every crash, torn write and full disk follows from a seed.

use std::sync::Arc;

use super::memory_view::MemoryHome;
use super::sim_disk::SimDisk;
use super::view::ViewHome;
use super::{Error, LogStore, Options, Project, ViewWriter};

/// A machine with a simulated disk on which a store can be opened, cut off and opened again.
///
/// ```
/// use weir_engine::store::sim::Simulation;
/// use weir_engine::store::{Commit, Store};
/// let simulation = Simulation::new(42);
/// let store = simulation.open(&|_, _| Ok(vec![]))?;
/// store.commit(vec![Commit { partition: 0, payload: b"acknowledged".to_vec(), changes: vec![] }])?;
/// simulation.crash();
/// let store = simulation.open(&|_, _| Ok(vec![]))?;
/// assert_eq!(store.log(None).count(), 1);
/// # Ok::<(), weir_engine::store::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Simulation {
    /// The disk, for faults and damage.
    pub disk: SimDisk,
    /// How the next store is opened.
    pub options: Options,
    home: MemoryHome,
}

impl Simulation {
    /// An empty machine. Everything that happens on it follows from the seed.
    pub fn new(seed: u64) -> Simulation {
        let options = Options { view_writer: ViewWriter::Inline, ballast_bytes: 0, ..Options::default() };
        Simulation { disk: SimDisk::new(seed), options, home: MemoryHome::new(seed ^ 0x5eed) }
    }

    /// Opens the store. One that was opened before must not be used any more.
    pub fn open(&self, project: &Project) -> Result<LogStore, Error> {
        let home: Arc<dyn ViewHome> = Arc::new(self.home.of_this_life());
        LogStore::open(Arc::new(self.disk.clone()), &home, self.options.clone(), project)
    }

    /// The power goes. An open store fails from here on; what survives shows at the next [`Simulation::open`].
    pub fn crash(&self) {
        self.disk.crash();
        self.home.crash();
    }

    /// The view is deleted; the next [`Simulation::open`] rebuilds it.
    pub fn lose_view(&self) {
        self.home.lose();
    }
}
