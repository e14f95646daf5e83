//! Simulations: what is asked, how far it is, what came of it. Durations are ms.
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What is to be simulated.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewSimulation {
    /// What people call it.
    name: String,
    /// The process.
    process: String,
    /// Its version; none is the latest one.
    version: Option<u32>,
    /// The history begins with instances that were started then or later; none is all of it.
    #[schema(format = DateTime)]
    from: Option<String>,
    /// And ends before; none is now.
    #[schema(format = DateTime)]
    until: Option<String>,
    /// The number by which small cases are told from large ones: a variable that cases begin with.
    size: Option<String>,
    /// The calendar of the organisation by which people work; none is the hours at which they were seen at work.
    calendar: Option<String>,
    /// What history does not know, or what is known better.
    assumed: Option<SimulationChanges>,
    /// What is held against things as they are.
    scenarios: Option<Vec<WhatIf>>,
    /// What is wanted to become less; `time` unless said.
    wanted: Option<SimulationMetric>,
    /// The same gives the same.
    seed: Option<u64>,
    /// Of each scenario; 30 unless said.
    replications: Option<u32>,
    /// Of each replication; 10 000 unless said.
    cases: Option<u64>,
    /// Begin with the instances that run now, and end then.
    #[schema(format = DateTime)]
    live_until: Option<String>,
}

/// What scenarios are compared by: less is better.
#[derive(Serialize, ToSchema, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "camelCase")]
pub enum SimulationMetric {
    Time,
    TimeP90,
    Waiting,
    Work,
    Cost,
    Unfinished,
}

/// A scenario.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WhatIf {
    /// What people call it.
    name: String,
    /// A draft in place of the model, by id.
    draft: Option<String>,
    /// Another version of the process in place of it.
    version: Option<u32>,
    /// What is different.
    changes: Option<SimulationChanges>,
    /// The edit of a suggestion in place of the model, by the id of the suggestion.
    suggestion: Option<String>,
}

/// What is different.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SimulationChanges {
    /// So many times as many cases begin.
    arrivals: Option<f64>,
    /// Teams with other people, hours or costs.
    teams: Option<Vec<TeamChange>>,
    /// Steps that take another time, or are done by others, or by nobody.
    steps: Option<Vec<StepChange>>,
    /// Gateways whose ways are taken more or less often.
    branches: Option<Vec<BranchChange>>,
    /// Which work goes first.
    discipline: Option<SimulationDiscipline>,
    /// Cases of several kinds have people and queues of their own.
    kinds: Option<SimulationKinds>,
}

/// Kinds of cases that go separate ways: those who did both are shared out by how much work each kind is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SimulationKinds {
    /// At this step; none is wherever several people do the work.
    step: Option<String>,
    /// What tells one from the other.
    by: SimulationKind,
}

/// A number by limits that rise, or one value from all others.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SimulationKind {
    /// The variable.
    variable: String,
    /// The limits of a number: what is at or above one is of the next kind.
    limits: Option<Vec<f64>>,
    /// One text, or `true` or `false`, in place of limits.
    value: Option<String>,
}

/// Which work goes first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum SimulationDiscipline {
    Fifo,
    Priority,
    EarliestDueDate,
}

/// A team that is other.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TeamChange {
    /// Its id.
    team: String,
    /// So many people more, or fewer.
    people: Option<i32>,
    /// When they work.
    hours: Option<TeamHours>,
    /// What an hour of one of them costs.
    cost_per_hour: Option<f64>,
    /// How much each of them works on at once.
    at_once: Option<u32>,
}

/// When a team works: by the calendar of this `id`, `always`, or `weekly` on these days (1 is Monday) from and until.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum TeamHours {
    Calendar { id: String },
    Always,
    Weekly { days: Vec<u8>, from: String, until: String },
}

/// A step that is other.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepChange {
    /// The id of the element.
    step: String,
    /// It takes so many times as long.
    factor: Option<f64>,
    /// It takes this long on average: ms, or an ISO 8601 duration.
    #[schema(value_type = Option<Value>)]
    duration: Option<Value>,
    /// The wait that has no cause in the model becomes so many times as long.
    wait: Option<f64>,
    /// A system does it, in exactly `duration`.
    automated: Option<bool>,
    /// This team does it.
    team: Option<String>,
    /// Nobody of this team or group does it any more.
    without: Option<String>,
    /// Somebody else does it than who did this step in the same case.
    apart: Option<String>,
    /// What it costs each time.
    cost: Option<f64>,
    /// How urgent it is.
    priority: Option<i32>,
    /// It is collected: `size`, `after`, `at`, `mode`, `perFurther`.
    batch: Option<Value>,
    /// Batches of it have this size, by the rule by which it was collected; 1 is no batch.
    batch_size: Option<u32>,
    /// Nobody has a queue of their own for it: whoever is free takes what comes.
    shared: Option<bool>,
}

/// A gateway whose ways are taken more or less often.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BranchChange {
    /// The id of the exclusive gateway.
    gateway: String,
    /// How probable each of its flows is.
    probabilities: BTreeMap<String, f64>,
}

/// Why something cannot be simulated, or what is worth a word about it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SimulationReason {
    /// Stable.
    code: String,
    /// The scenario that it is about; none is things as they are.
    scenario: Option<String>,
    /// The element, team or calendar.
    at: Option<String>,
    /// For people.
    message: String,
}

/// How far a simulation is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum SimulationState {
    Open,
    Done,
    Refused,
    Cancelled,
    Failed,
}

/// A simulation.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Simulation {
    /// Its id.
    id: String,
    /// What people call it.
    name: String,
    /// The process.
    process: String,
    /// The definition.
    definition: String,
    /// How far it is.
    state: SimulationState,
    /// Who asked for it.
    by: String,
    /// When. Nothing that happened later counts.
    #[schema(format = DateTime)]
    asked: String,
    /// When it was over.
    #[schema(format = DateTime)]
    over: Option<String>,
    /// Its seed.
    seed: u64,
    /// How many replications each scenario has.
    replications: u32,
    /// The scenarios, by name.
    scenarios: Vec<String>,
    /// Until when it goes on from what runs now.
    #[schema(format = DateTime)]
    live_until: Option<String>,
    /// Did the as-is gate pass?
    verified: Option<bool>,
    /// The scenarios that are better in what was wanted and not worse in anything else.
    ready: Vec<String>,
    /// Why it was refused or failed.
    reasons: Vec<SimulationReason>,
    /// The scenario that was accepted.
    accepted: Option<SimulationAcceptance>,
    /// SHA-256 of what came of it.
    digest: Option<String>,
    /// The simulation that it repeats.
    repeats: Option<String>,
    /// How far it is, as long as it is open.
    progress: Option<SimulationProgress>,
}

/// That a scenario was accepted.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SimulationAcceptance {
    /// Which.
    scenario: String,
    /// By whom.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Why, where the simulation alone was not reason enough.
    reason: Option<String>,
    /// Had the as-is gate passed?
    verified: bool,
    /// Was it better beyond doubt, and not worse in anything else?
    ready: bool,
    /// The draft that it was, to be reviewed and deployed.
    draft: Option<String>,
}

/// What it does.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum SimulationStage {
    Waiting,
    Reading,
    Judging,
    Running,
}

/// How far it is.
#[derive(Serialize, ToSchema)]
struct SimulationProgress {
    /// What it does.
    stage: SimulationStage,
    /// How much of that is done.
    done: u64,
    /// How much there is to do; 0 where nobody knows.
    of: u64,
}

/// What was learned of a process.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LearnedSimulation {
    /// How many cases the history has, and how many of them are over.
    cases: u64,
    finished: u64,
    /// How many begin in a day.
    per_day: f64,
    /// The share of visits that the model has.
    fit: f64,
    steps: Vec<LearnedStep>,
    branches: Vec<LearnedBranch>,
    teams: Vec<LearnedTeam>,
    calendars: Vec<String>,
    /// How many cases' data are drawn from.
    vectors: u64,
    /// What is missing, without which it cannot run.
    missing: Vec<SimulationNote>,
    /// What is worth a word.
    notes: Vec<SimulationNote>,
}

/// A word about what was learned.
#[derive(Serialize, ToSchema)]
struct SimulationNote {
    code: String,
    at: Option<String>,
    message: String,
}

/// What was learned of a step.
#[derive(Serialize, ToSchema)]
struct LearnedStep {
    id: String,
    name: Option<String>,
    /// `person`, `system`, `call` or `event`.
    kind: String,
    seen: u64,
    duration: Option<f64>,
    wait: Option<f64>,
    people: u64,
}

/// What was learned of a gateway.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LearnedBranch {
    id: String,
    name: Option<String>,
    /// Are its conditions asked with the data of real cases?
    by_data: bool,
    flows: Vec<LearnedFlow>,
}

/// A way of a gateway.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LearnedFlow {
    id: String,
    to: String,
    to_name: Option<String>,
    probability: Option<f64>,
}

/// People who are alike.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LearnedTeam {
    id: String,
    groups: Vec<String>,
    /// How many.
    people: u64,
    steps: Vec<String>,
    calendars: Vec<String>,
    cost_per_hour: f64,
}
