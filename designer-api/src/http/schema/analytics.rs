//! What analytics answer. Durations are ms of calendar time.
use serde::Serialize;
use utoipa::ToSchema;

/// How far the log was read when something was answered.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AsOf {
    /// The position in the log of the last commit that counts; none where nothing does.
    position: Option<u64>,
    /// The time of the last step that counts.
    #[schema(format = DateTime)]
    at: Option<String>,
    /// For how long something had waited to be counted, ms; 0 where nothing had.
    lag_ms: u64,
    /// Has the log been read as a whole since the start? Until then numbers are too small.
    caught_up: bool,
    /// What ended until here is held as sums alone; none where everything is held.
    #[schema(format = DateTime)]
    held_after: Option<String>,
    /// Which limits of what is held one by one were reached: what is older is in the sums alone.
    reached: Vec<ReachedLimit>,
    /// Why analytics go on no more, where they do not: the numbers stand still until the next start.
    stopped: Option<String>,
    /// Where the times of what was asked about are not to be trusted: the clock was put back, or nothing was written for far longer
    /// than ever. The latest, the oldest of them first.
    faults: Vec<super::DataFault>,
}

/// A limit of what is held one by one that was reached.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ReachedLimit {
    /// The setting of the server that it is: `history_rows_max` or `history_instances_max`.
    setting: String,
    /// So many are held.
    most: u64,
}

/// An answer about a window.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Analysed<T> {
    /// How far the log was read.
    as_of: AsOf,
    /// The window, in whole hours: from here on.
    #[schema(format = DateTime)]
    from: String,
    /// Until before here.
    #[schema(format = DateTime)]
    until: String,
    /// What was asked.
    #[serde(flatten)]
    answer: T,
}

/// All processes side by side.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Portfolio {
    /// The processes, by id.
    items: Vec<PortfolioItem>,
}

/// One of them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PortfolioItem {
    /// The process.
    process: String,
    /// What people call it.
    name: Option<String>,
    /// Its latest version.
    version: Option<u32>,
    /// Its numbers in the window.
    summary: Summary,
    /// Its numbers in the window of the same length before.
    before: Summary,
}

/// A process, or a version of it, in a window.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Summary {
    /// Cases that run now.
    running: u64,
    /// Cases that began in the window.
    started: Measure,
    /// Cases that ended in it.
    ended: Measure,
    /// Ends for each day.
    throughput: Measure,
    /// From their beginning to their end.
    sojourn: Times,
    /// Of ended cases with due dates those that kept all of them.
    on_time: Measure,
    /// Rows of work that no person did, of all.
    automation: Measure,
    /// Cases in which work was done again.
    rework: Measure,
    /// Cases in which nothing was done again and nothing was stuck.
    first_pass: Measure,
    /// Cases that were stuck at least once.
    incidents: Measure,
    /// Cases in which somebody stepped in.
    interventions: Measure,
    /// Cases that were ended from outside.
    terminated: Measure,
    /// Decisions that sent a matter back or refused it, of all.
    sent_back: Measure,
    /// Σ time in which work was done / Σ sojourn.
    efficiency: Measure,
    /// Day by day, those that have something.
    series: Vec<Point>,
    /// The cases behind these numbers, but for those that have evidence of their own.
    evidence: String,
    /// Those that run now: a handle of evidence.
    running_evidence: String,
    /// What other numbers rest on.
    evidence_of: SummaryEvidence,
}

/// Handles of the evidence of the numbers that do not rest on all ended cases.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SummaryEvidence {
    /// The cases that began; none where it cannot be told how many did.
    started: Option<String>,
    /// The ended cases with due dates.
    on_time: String,
    /// Rows of work.
    automation: String,
    /// Decisions.
    sent_back: String,
}

/// A piece of a series.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Point {
    /// When it begins.
    #[schema(format = DateTime)]
    at: String,
    /// How many ended in it.
    n: u64,
    /// Their mean sojourn, ms.
    mean: Option<f64>,
    /// How often they were stuck.
    incidents: u64,
}

/// A process in a window.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProcessAnswer {
    /// All of it.
    summary: Summary,
    /// The same in the window that is compared with.
    compared: Option<Summary>,
    /// Version by version.
    versions: Vec<VersionAnswer>,
    /// Its nodes, by id.
    nodes: Vec<NodeAnswer>,
    /// Its flows that were taken, by id.
    flows: Vec<FlowAnswer>,
    /// Why the mean sojourn is another than in the window that is compared with.
    change: Option<Delta>,
    /// Variables that cases can be asked by.
    variables: Vec<String>,
}

/// One version.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct VersionAnswer {
    /// Which.
    version: u32,
    /// Its numbers.
    summary: Summary,
}

/// A node in a window.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NodeAnswer {
    /// Its id.
    node: String,
    /// What people call it; whoever knows the model says so.
    name: Option<String>,
    /// Who does it.
    nature: Nature,
    /// Visits that ended.
    visits: u64,
    /// Enabled until taken.
    queue: Times,
    /// Taken until begun.
    claimed: Times,
    /// Begun until ended, without suspensions.
    service: Times,
    /// Enabled until ended.
    sojourn: Times,
    /// Visits that were ended from outside.
    terminated: Measure,
    /// Visits that were stuck.
    incidents: Measure,
    /// What it adds to the mean sojourn of ended cases, by the critical path, ms. Over all nodes it is the mean sojourn.
    contribution: Measure,
    /// Visits in the window that is compared with.
    compared_visits: Option<u64>,
    /// Mean sojourn in the window that is compared with.
    compared_sojourn: Option<Measure>,
    /// The rows behind these numbers.
    evidence: String,
}

/// A flow in a window.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct FlowAnswer {
    /// Its id.
    flow: String,
    /// How often it was taken.
    taken: u64,
    /// In the window that is compared with.
    compared_taken: Option<u64>,
    /// The handle of each time that it was taken.
    evidence: String,
}

/// Why a mean has changed: exactly so much by each node. The parts add up to the difference.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Delta {
    /// The mean in the window that is compared with, ms.
    before: Measure,
    /// The mean now.
    after: Measure,
    /// What changed, ms; none where one of the windows has no case.
    difference: Option<f64>,
    /// The nodes, the greatest effect first.
    parts: Vec<DeltaPart>,
}

/// What one node did.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DeltaPart {
    /// Which.
    node: String,
    /// Because it was visited more or less often, ms.
    mix: f64,
    /// Because it took longer or shorter, ms.
    rate: f64,
}

/// One node, closer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NodeDetail {
    /// Its numbers.
    #[serde(flatten)]
    node: NodeAnswer,
    /// How its sojourns lie.
    distribution: Vec<Bucket>,
    /// Hour by hour where the window has at most a week, else day by day.
    series: Vec<Point>,
    /// How long each piece of the series is, ms.
    series_ms: i64,
    /// How many different people did it; none below the least number that is told.
    people: Option<u64>,
}

/// A range of durations.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Bucket {
    /// From here on, ms.
    from: i64,
    /// Until before here, ms.
    until: i64,
    /// How many lie in it.
    n: u64,
}

/// What was counted.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum EvidenceKind {
    /// Ended cases.
    Cases,
    /// Visits of a node.
    Rows,
    /// Cases that ran then; by which variables they are found is what these are now.
    Running,
    /// Each time that a flow was taken.
    Flows,
    /// Cases that began in the window, whether or not they have ended.
    Started,
    /// Ended cases with a due date.
    Due,
    /// Visits of ended cases in which somebody decided.
    Decisions,
    /// Visits of ended cases in which work was done, by somebody or by the system.
    Work,
}

/// A number, with its unit and on how many it rests; or why there is none.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Measure {
    /// Whether there is a number.
    state: Standing,
    /// It.
    value: Option<f64>,
    /// What it counts.
    unit: MeasureUnit,
    /// On how many it rests.
    n: u64,
    /// On how many it must rest.
    least: u64,
    /// The lower bound of its 95 % interval, where it has one.
    low: Option<f64>,
    /// The upper bound.
    high: Option<f64>,
    /// Is it off by up to 1/32, because it comes from sketches of whole days ("≈")?
    approximate: bool,
}

/// Times as they are told.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Times {
    /// Their mean.
    mean: Measure,
    /// Their median.
    p50: Measure,
    /// What 95 % of them do not exceed.
    p95: Measure,
}

/// Whether there is a number.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// There is.
    Measured,
    /// Nothing of the kind happened in the window.
    NoData,
    /// Too little happened to say anything.
    TooFew,
    /// It cannot be told for such a window, or nobody has said what it needs (a target, a due date).
    Unavailable,
}

/// What a number counts.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum MeasureUnit {
    /// Milliseconds of calendar time.
    Ms,
    /// A share, 0 to 1.
    Share,
    /// A count.
    Count,
    /// So many for each day.
    PerDay,
}

/// Who or what does something at a place.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Nature {
    /// A person.
    Human,
    /// A program, or the engine.
    System,
    /// Nobody: events and gateways only route and wait.
    Routing,
}
