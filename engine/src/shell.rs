//! What all parts of a running engine share.
//!
//! This file is long because it names each of them once.
use crate::RETRY_AFTER_MS;
use crate::access::AccessBook;
use crate::alerting::Watching;
use crate::analytics::Analytics;
use crate::api::{AuditExport, SuggestionRun, Verification};
use crate::audit::{CheckpointBook, Jobs, TraceIndex};
use crate::blobs::Blobs;
use crate::busy::Busy;
use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::committer::Pending;
use crate::counters::Counters;
use crate::decisions::DecisionCatalogue;
use crate::effects::Hub;
use crate::error::Error;
use crate::evaluation::EvaluationHost;
use crate::forms::FormCatalogue;
use crate::idempotency::Desk;
use crate::indicators::IndicatorBook;
use crate::jobs::InHand;
use crate::landscape::LandscapeBook;
use crate::mining::Norms;
use crate::options::{Mutant, Options, Stage};
use crate::organisation::OrganisationBook;
use crate::parameters::ParameterBook;
use crate::partition::{By, Heavy, Reply, Request, Starts, Task};
use crate::projection::{Loaded, StoreView, header, load};
use crate::simulation::Simulations;
use crate::store::{self, Store};
use crate::works::Works;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, mpsc, oneshot, watch};
use weir_core::calendar::WorkCalendar;
use weir_core::compile::Prepared;
use weir_core::time::TimeZone;
use weir_core::timer::At;
use weir_core::{InstanceId, Timestamp};

/// What all parts of a running engine share.
pub struct Shell {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    /// The zone of times that name none.
    pub(crate) zone: TimeZone,
    pub(crate) catalogue: Catalogue,
    pub(crate) decisions: DecisionCatalogue,
    pub(crate) forms: FormCatalogue,
    pub(crate) parameters: ParameterBook,
    pub(crate) organisation: OrganisationBook,
    pub(crate) landscape: LandscapeBook,
    pub(crate) indicators: IndicatorBook,
    pub(crate) access: AccessBook,
    pub(crate) evaluation: Arc<dyn EvaluationHost>,
    /// The contents of attachments, where they are kept.
    pub(crate) blobs: Option<Arc<Blobs>>,
    /// Signed checkpoints of the log, where they are kept.
    pub(crate) checkpoints: Option<CheckpointBook>,
    pub(crate) trace_index: TraceIndex,
    /// What was hidden once of instances whose files are looked at.
    pub(crate) hidden_once: crate::facade::HiddenOnce,
    /// How far work is that takes a while.
    pub(crate) works: Arc<Works>,
    pub(crate) verifications: Jobs<Verification>,
    pub(crate) exports: Jobs<AuditExport>,
    /// Searches for suggestions.
    pub(crate) searches: Jobs<SuggestionRun>,
    /// Histories that are held against norms.
    pub(crate) norms: Norms,
    /// Logs are read one at a time.
    pub(crate) discovering: tokio::sync::Mutex<()>,
    /// Which ways out are open.
    pub(crate) outgoing: crate::options::Outgoing,
    pub(crate) hub: Hub,
    pub(crate) counters: Counters,
    /// What the history comes to.
    pub(crate) analytics: Analytics,
    /// What is simulated at the moment.
    pub(crate) simulations: Simulations,
    /// How alert rules stand.
    pub(crate) watching: Watching,
    pub(crate) busy: Busy,
    pub(crate) desk: Desk,
    pub(crate) jobs_in_hand: Arc<InHand>,
    /// Turns that are much work.
    pub(crate) heavy: Heavy,
    starts: Mutex<Starts>,
    /// To the committer; nothing means that nothing more will come.
    pub(crate) commits: mpsc::Sender<Option<Box<Pending>>>,
    /// How much each partition keeps of its instances in memory.
    pub(crate) cache_bytes: usize,
    /// How often something goes round by itself.
    pub(crate) rounds_max: u32,
    pub(crate) mutant: Mutant,
    pub(crate) prepare: fn(&[u8]) -> Prepared,
    pub(crate) sabotage: fn(Stage, InstanceId),
    lanes: Vec<Lane>,
    next: AtomicU8,
    chance: Chance,
    condition: watch::Sender<Running>,
}

/// Where the answer of a partition comes.
type Answered = oneshot::Receiver<Result<Reply, Error>>;

/// One partition, seen from outside.
pub struct Lane {
    requests: mpsc::Sender<Box<Request>>,
    /// Grows when decisions were lost, so that what was decided on top of them is not kept.
    pub(crate) generation: AtomicU64,
    /// Decisions up to this number are on disk, or lost.
    pub(crate) settled: AtomicU64,
    /// Something has been settled.
    pub(crate) moved: Notify,
    /// Why the decisions of the generation before were lost.
    lost: Mutex<Option<Error>>,
}

/// Whether the engine takes work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Running {
    /// It does.
    Yes,
    /// It takes no new requests; what was begun goes on.
    Closing,
    /// It only reads until there is space again.
    Full(String),
    /// It only reads until the disk takes writes again.
    Unwritable(String),
    /// It only reads for good.
    Stopped(String),
}

/// What a shell is made with, and what its parts listen to.
pub(crate) struct Parts {
    pub shell: Arc<Shell>,
    pub requests: Vec<mpsc::Receiver<Box<Request>>>,
    pub pending: mpsc::Receiver<Option<Box<Pending>>>,
}

impl Shell {
    /// The starts that are counted.
    pub(crate) fn starts(&self) -> MutexGuard<'_, Starts> {
        self.starts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn parts(store: Arc<dyn Store>, options: &Options) -> Result<Parts, Error> {
        let (commits, pending) = mpsc::channel(options.commits_ahead);
        let catalogue = Catalogue::open(store.clone(), options.prepare)?;
        let (store_again, book) = (store.clone(), store.clone());
        let forms = FormCatalogue::open(store.clone())?;
        let unreadable = |error: std::io::Error| crate::store::Error::io("opening the attachments", &error);
        let blobs = options.attachments.as_deref().map(Blobs::open).transpose().map_err(unreadable)?.map(Arc::new);
        let operation = "opening the checkpoints of the log".to_owned();
        let unusable = |reason: String| crate::store::Error::Io { operation, reason };
        let checkpoints = options.audit.as_deref().map(CheckpointBook::open).transpose().map_err(unusable)?;
        let (lanes, requests) = (0..crate::store::PARTITIONS).map(|_| Lane::new(options.queued_requests)).unzip();
        let any = store.health().log_bytes > 0;
        let works = Arc::new(Works::default());
        let shell = Shell {
            store,
            clock: options.clock.clone(),
            zone: options.time_zone.clone(),
            decisions: DecisionCatalogue::open(store_again)?,
            forms,
            parameters: ParameterBook::open(&*book)?,
            organisation: OrganisationBook::open(&*book)?,
            landscape: LandscapeBook::open(&*book)?,
            indicators: IndicatorBook::open(&*book)?,
            access: AccessBook::open(&*book)?,
            evaluation: options.evaluation.clone(),
            blobs,
            checkpoints,
            trace_index: TraceIndex::default(),
            hidden_once: crate::facade::HiddenOnce::default(),
            verifications: Jobs::new(works.clone()),
            exports: Jobs::new(works.clone()),
            searches: Jobs::new(works.clone()),
            norms: Norms::new(works.clone()),
            works,
            discovering: tokio::sync::Mutex::default(),
            outgoing: options.outgoing,
            catalogue,
            hub: Hub::default(),
            counters: Counters::default(),
            analytics: Analytics::new(options.analytics, any, options.followed),
            simulations: Simulations::default(),
            watching: Watching::default(),
            busy: Busy::default(),
            desk: Desk::default(),
            jobs_in_hand: Arc::default(),
            heavy: Heavy::new(options.heavy_turns),
            starts: Mutex::default(),
            commits,
            rounds_max: options.rounds_max,
            cache_bytes: options.cache_bytes / usize::from(crate::store::PARTITIONS),
            mutant: options.mutant,
            prepare: options.prepare,
            sabotage: options.sabotage,
            lanes,
            next: AtomicU8::new(random_bytes::<1>()[0]),
            chance: Chance::default(),
            condition: watch::Sender::new(Running::Yes),
        };
        Ok(Parts { shell: Arc::new(shell), requests, pending })
    }

    /// The time.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The work calendar, where there is one and no other: whose hours another one is for is nowhere said.
    pub(crate) fn only_calendar(&self) -> Option<Arc<WorkCalendar>> {
        let organisation = self.organisation.now();
        organisation.calendars.values().next().filter(|_| organisation.calendars.len() == 1).cloned()
    }

    /// A time with the zone in which days are counted.
    pub(crate) fn at(&self, now: Timestamp) -> At<'_> {
        At { now, zone: &self.zone }
    }

    /// The store, read like a view.
    pub(crate) fn view(&self) -> StoreView<'_> {
        StoreView(&*self.store)
    }

    /// An instance as the view shows it, for those who look through many: one that cannot be read is passed over, for its
    /// incident says so and the others are not to suffer.
    pub(crate) fn readable(&self, id: InstanceId) -> Result<Option<Loaded>, store::Error> {
        match catch_unwind(AssertUnwindSafe(|| load(&self.view(), id))) {
            Ok(Err(store::Error::View { .. })) if self.store.health().condition.is_writable() => Ok(None),
            Ok(loaded) => loaded,
            Err(_) => Ok(None),
        }
    }

    pub(crate) fn lane(&self, partition: u8) -> &Lane {
        &self.lanes[usize::from(partition)]
    }

    /// An id for a new instance; instances that nobody called are spread over the partitions.
    pub(crate) fn new_instance(&self) -> InstanceId {
        self.new_instance_in(self.next.fetch_add(1, Ordering::Relaxed))
    }

    /// An id for a new instance in this partition.
    pub(crate) fn new_instance_in(&self, partition: u8) -> InstanceId {
        InstanceId::compose(self.now().0.max(0) as u64, partition, u128::from_ne_bytes(self.chance.sixteen()))
    }

    /// Is an instance of this tenant? Where there are no tenants, all are of the installation itself.
    pub(crate) fn is_of_tenant(&self, id: InstanceId, tenant: Option<&str>) -> Result<bool, Error> {
        if self.access.look(|access| access.tenants.is_empty()) {
            return Ok(tenant.is_none());
        }
        let Some(header) = header(&self.view(), id)? else { return Ok(false) };
        Ok(self.belongs_to(&header.definition, tenant))
    }

    /// Is a definition of this tenant?
    pub(crate) fn belongs_to(&self, definition: &str, tenant: Option<&str>) -> bool {
        if self.access.look(|access| access.tenants.is_empty()) {
            return tenant.is_none();
        }
        let process = definition.rsplit_once(':').map_or("", |(process, _)| process);
        let release = self.catalogue.latest(process);
        release.is_some_and(|release| release.definition.tenant.as_deref() == tenant)
    }

    /// Asks a partition and waits until the answer is on disk. Work that must not be lost waits for its turn in a full
    /// queue; other requests are refused there.
    ///
    /// What is asked is boxed at once: each future around this one would hold it, and move it, once more.
    pub(crate) fn ask(&self, partition: u8, by: By, task: Task) -> impl Future<Output = Result<Reply, Error>> + Send {
        let (to, answer) = oneshot::channel();
        let request = Box::new(Request { task, by, answer: Some(to), work: self.busy.begin() });
        async move {
            let result = self.answered(partition, request, answer).await;
            if let Err(error) = &result {
                self.counters.reject(error);
            }
            result
        }
    }

    async fn answered(&self, partition: u8, request: Box<Request>, answer: Answered) -> Result<Reply, Error> {
        self.open()?;
        let requests = &self.lane(partition).requests;
        if request.task.is_patient() {
            requests.send(request).await.map_err(|_| stopped())?;
        } else {
            requests.try_send(request).map_err(|error| match error {
                mpsc::error::TrySendError::Full(_) => Error::Overloaded { retry_after_ms: RETRY_AFTER_MS },
                mpsc::error::TrySendError::Closed(_) => stopped(),
            })?;
        }
        answer.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// How many requests wait for their partition.
    pub(crate) fn queued(&self) -> u64 {
        let queued = |lane: &Lane| (lane.requests.max_capacity() - lane.requests.capacity()) as u64;
        self.lanes.iter().map(queued).sum::<u64>() + self.heavy.waiting()
    }

    /// Whether the engine takes work.
    pub(crate) fn condition(&self) -> Running {
        self.condition.borrow().clone()
    }

    pub(crate) fn conditions(&self) -> watch::Receiver<Running> {
        self.condition.subscribe()
    }

    /// The store has failed for good.
    pub(crate) fn stop(&self, reason: String) {
        tracing::error!(reason, "the engine has stopped");
        self.condition.send_replace(Running::Stopped(reason));
    }

    /// No more requests from outside.
    pub(crate) fn close(&self) {
        self.condition.send_if_modified(|c| {
            let open = !matches!(c, Running::Stopped(_));
            if open {
                *c = Running::Closing;
            }
            open
        });
    }

    /// The disk takes no writes for now: it is full, or refuses them for another reason.
    pub(crate) fn reads_only(&self, now: Running) {
        self.condition.send_if_modified(|c| {
            let news = *c != now && matches!(c, Running::Yes | Running::Full(_) | Running::Unwritable(_));
            if news {
                *c = now;
            }
            news
        });
    }

    /// A commit succeeded.
    pub(crate) fn recovered(&self) {
        self.condition.send_if_modified(|c| {
            let news = matches!(c, Running::Full(_) | Running::Unwritable(_));
            if news {
                *c = Running::Yes;
            }
            news
        });
    }

    /// Refuses when no work is taken. On a disk that takes no writes work is taken: it is the attempt that finds out
    /// whether it does again.
    pub(crate) fn open(&self) -> Result<(), Error> {
        match &*self.condition.borrow() {
            Running::Yes | Running::Full(_) | Running::Unwritable(_) => Ok(()),
            Running::Closing => Err(Error::Stopped { reason: "it is shutting down".to_owned() }),
            Running::Stopped(reason) => Err(Error::Stopped { reason: reason.clone() }),
        }
    }
}

impl Lane {
    fn new(queued_requests: usize) -> (Lane, mpsc::Receiver<Box<Request>>) {
        let (requests, queue) = mpsc::channel(queued_requests);
        let (generation, settled) = (AtomicU64::new(0), AtomicU64::new(0));
        (Lane { requests, generation, settled, moved: Notify::new(), lost: Mutex::default() }, queue)
    }

    /// The decisions of this generation are lost, those that are still on their way too.
    pub(crate) fn lose(&self, generation: u64, why: &Error) {
        *self.lost.lock().unwrap_or_else(PoisonError::into_inner) = Some(why.clone());
        // Once: its generation is that of its pending decisions until then.
        let next = generation + 1;
        let _ = self.generation.compare_exchange(generation, next, Ordering::AcqRel, Ordering::Acquire);
    }

    /// Why the generation before was lost.
    pub(crate) fn lost(&self) -> Option<Error> {
        self.lost.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Bytes that nobody can guess, asked of the system many at a time.
#[derive(Default)]
struct Chance(Mutex<Vec<u8>>);

impl Chance {
    fn sixteen(&self) -> [u8; 16] {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if left.is_empty() {
            left.extend(random_bytes::<2048>());
        }
        let from = left.len() - 16;
        let bytes = left[from..].try_into().expect("sixteen at a time");
        left.truncate(from);
        bytes
    }
}

/// Bytes that nobody can guess.
pub(crate) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

/// The partition that names of messages are kept in.
pub(crate) fn partition_of(name: &str) -> u8 {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    (hash ^ (hash >> 32)) as u8
}

fn stopped() -> Error {
    Error::Stopped { reason: "it has shut down".to_owned() }
}

/// The text of a panic.
pub(crate) fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no reason given".to_owned())
}
