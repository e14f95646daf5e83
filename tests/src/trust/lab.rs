//! An engine on a simulated machine whose power can go at any moment, with a clock that stands still.
use super::binary::weir;
use super::mortal::Mortal;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use weir_core::instance::Variables;
use weir_core::{Actor, InstanceId, Timestamp};
use weir_engine::api::{InstanceFilter, InstanceSummary, Paging, Resource, StartInstance};
use weir_engine::evaluation::{ChildPool, SUBCOMMAND};
use weir_engine::store::sim::Simulation;
use weir_engine::store::{Frame, Store, Table};
use weir_engine::{Context, Engine, Error, IdempotencyKey, ManualClock, Options, Projector};

/// Monday, 5 January 2026, 08:00 UTC.
pub const MONDAY: Timestamp = Timestamp(1_767_600_000_000);
/// Everything of a short list.
pub const ALL: Paging = Paging { limit: Some(1000), cursor: None };

/// A machine on which an engine runs.
pub struct Lab {
    /// Its disk and its view, for faults.
    pub simulation: Simulation,
    /// Its time.
    pub clock: Arc<ManualClock>,
    /// How the engine is started again.
    pub options: Options,
    /// A fault of the recovery: the frame with this number, counted from the first that is replayed, is passed over.
    pub passes_over: Option<usize>,
    /// The engine of this life.
    pub engine: Engine,
    store: Arc<Mortal>,
}

impl Lab {
    /// A new machine; its faults follow from the seed.
    pub fn new(seed: u64) -> Lab {
        Lab::with(seed, |_| {})
    }

    /// The same with other options.
    pub fn with(seed: u64, change: impl FnOnce(&mut Options)) -> Lab {
        let clock = Arc::new(ManualClock::new(MONDAY));
        // The children are the server's: the program of the tests would be asked otherwise.
        let evaluation = Arc::new(ChildPool::new(weir(), vec![SUBCOMMAND.to_owned()]));
        let mut options = Options { clock: clock.clone(), evaluation, ..Options::default() };
        change(&mut options);
        let mut simulation = Simulation::new(seed);
        simulation.options.mutant = options.store.mutant;
        // Small, so that little data goes through every layer.
        simulation.options.overlay_write_bytes = 4 << 10;
        simulation.options.view_sync_bytes = 16 << 10;
        simulation.options.segment_bytes = 64 << 10;
        let (engine, store) = start(&simulation, &options, None).expect("an empty machine starts");
        Lab { simulation, clock, options, passes_over: None, engine, store }
    }

    /// The power goes, and comes back.
    pub async fn power_cut(&mut self) -> Result<(), String> {
        self.store.die();
        self.simulation.crash();
        self.restart().await
    }

    /// The power goes, the view is lost, the log makes a new one.
    pub async fn rebuild(&mut self) -> Result<(), String> {
        self.store.die();
        self.simulation.crash();
        self.simulation.lose_view();
        self.restart().await
    }

    async fn restart(&mut self) -> Result<(), String> {
        // What the old engine still tries fails on the dead machine.
        let _ = self.engine.shutdown().await;
        let started = start(&self.simulation, &self.options, self.passes_over);
        (self.engine, self.store) = started.map_err(|error| format!("the engine does not start: {error}"))?;
        Ok(())
    }

    /// Everything that the engine knows: all rows of all tables.
    pub fn rows(&self) -> Vec<(Table, Vec<u8>, Vec<u8>)> {
        let rows = |table| {
            let found = self.store.scan(table, &[], &[0xff; 64], usize::MAX).expect("a readable view");
            found.into_iter().map(move |(key, value)| (table, key, value))
        };
        Table::ALL.into_iter().flat_map(rows).collect()
    }

    /// Everything that the log holds.
    pub fn frames(&self) -> Result<Vec<Frame>, String> {
        self.store.log(None).collect::<Result<_, _>>().map_err(|error| format!("the log does not read: {error}"))
    }

    /// From now on, and until the next crash, what is stored of this instance cannot be read; of nobody: all can.
    pub fn spoil(&self, instance: Option<InstanceId>) {
        self.store.spoil(instance);
    }

    /// Waits until nothing moves by itself; false when that takes longer than anybody would wait.
    pub async fn idle(&self, patience: Duration) -> bool {
        tokio::time::timeout(patience, self.engine.idle()).await.is_ok()
    }

    /// Deploys one file.
    pub async fn deploy(&self, file: &str) {
        let resource = Resource { name: "model.bpmn".into(), bytes: file.as_bytes().to_vec() };
        let report = self.engine.deploy(by("ada"), vec![resource], false).await;
        report.unwrap_or_else(|error| panic!("{error}: {error:?}\n{file}"));
    }

    /// Starts a process.
    pub async fn start(&self, process: &str, variables: Variables) -> Result<InstanceId, Error> {
        let start = StartInstance { process: Some(process.into()), variables, ..StartInstance::default() };
        self.engine.start_instance(by("ada"), start).await.map(|started| started.id)
    }

    /// All instances that fit, whatever their number.
    pub async fn instances(&self, filter: &InstanceFilter) -> Vec<InstanceSummary> {
        let (mut found, mut page) = (vec![], ALL);
        loop {
            let next = self.engine.instances(filter, &page).await.expect("a list");
            found.extend(next.items);
            if next.next.is_none() {
                return found;
            }
            page.cursor = next.next;
        }
    }
}

fn start(
    simulation: &Simulation,
    options: &Options,
    passes_over: Option<usize>,
) -> Result<(Engine, Arc<Mortal>), Error> {
    let projector = Projector::with(options.mutant);
    let seen = AtomicUsize::new(0);
    let store = simulation.open(&|frame, view| {
        if passes_over == Some(seen.fetch_add(1, Ordering::Relaxed)) {
            return Ok(vec![]);
        }
        projector.project(frame, view)
    })?;
    let store = Arc::new(Mortal::new(store));
    Ok((Engine::start(store.clone(), options.clone())?, store))
}

/// Somebody asks.
pub fn by(name: &str) -> Context {
    Context::of(Actor::named(name))
}

/// Somebody asks, and may ask again.
pub fn once(name: &str, key: &str, request: u8) -> Context {
    let idempotency = Some(IdempotencyKey { key: key.into(), request_hash: [request; 32] });
    Context { actor: Actor::named(name), idempotency, tenant: None }
}

/// Variables.
pub fn vars(json: serde_json::Value) -> Variables {
    serde_json::from_value(json).expect("an object")
}
