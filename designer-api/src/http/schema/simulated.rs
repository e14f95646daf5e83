//! What came of a simulation. Durations are ms.
use super::simulation::{LearnedSimulation, NewSimulation, Simulation, SimulationMetric, SimulationReason};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A simulation with what was asked and what came of it.
#[derive(Serialize, ToSchema)]
pub struct SimulationDetail {
    #[serde(flatten)]
    simulation: Simulation,
    /// What was asked.
    question: NewSimulation,
    /// What came of it.
    result: Option<SimulationResult>,
}

/// What came of a simulation.
#[derive(Serialize, ToSchema)]
struct SimulationResult {
    /// Things as they are against the scenarios.
    verdict: SimulationVerdict,
    /// Would the simulation have told the last weeks right?
    gate: SimulationGate,
    /// What was learned.
    learned: LearnedSimulation,
    /// How busy teams are.
    teams: Vec<SimulatedTeam>,
    /// What everything rests on.
    versions: SimulationVersions,
    /// What becomes of what was running.
    live: Option<SimulatedLive>,
}

/// A figure with its 95 % interval.
#[derive(Serialize, ToSchema)]
struct SimulationEstimate {
    mean: f64,
    low: Option<f64>,
    high: Option<f64>,
    n: u64,
}

/// Things as they are against the scenarios.
#[derive(Serialize, ToSchema)]
struct SimulationVerdict {
    /// What was wanted to become less.
    wanted: SimulationMetric,
    /// Things as they are.
    baseline: SimulationOutcome,
    /// The scenarios.
    variants: Vec<SimulationVariant>,
    /// All by time and cost.
    pareto: Vec<SimulationPareto>,
}

/// What came of a scenario.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SimulationOutcome {
    scenario: String,
    seed: u64,
    replications: u64,
    /// How many cases began in all replications, and how many ended.
    cases: u64,
    ended: u64,
    time: Option<SimulationEstimate>,
    time_p50: Option<SimulationEstimate>,
    time_p90: Option<SimulationEstimate>,
    time_p95: Option<SimulationEstimate>,
    cost: Option<SimulationEstimate>,
    /// Cases in an hour.
    throughput: Option<SimulationEstimate>,
    open_cases: Option<SimulationEstimate>,
    /// Work, by element.
    steps: BTreeMap<String, SimulatedStep>,
    /// Empty: how busy teams are stands beside.
    people: BTreeMap<String, SimulationEstimate>,
    /// What cases that did not end wait for.
    open: BTreeMap<String, u64>,
    /// Incidents.
    stuck: BTreeMap<String, u64>,
    /// How many of the cases that were running have ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    live_ended: Option<SimulationEstimate>,
    events: u64,
    visits: u64,
}

/// What came of a step, each time it was done.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SimulatedStep {
    per_case: Option<SimulationEstimate>,
    extraneous: Option<SimulationEstimate>,
    batching: Option<SimulationEstimate>,
    queue: Option<SimulationEstimate>,
    service: Option<SimulationEstimate>,
    cost: Option<SimulationEstimate>,
    late: Option<SimulationEstimate>,
}

/// A scenario against things as they are.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SimulationVariant {
    outcome: SimulationOutcome,
    /// By metric.
    differences: BTreeMap<String, SimulationDifference>,
    /// Is it better in what was wanted, and not worse in anything else?
    accept_ready: bool,
    /// Why not.
    reasons: Vec<String>,
}

/// How a scenario differs in one figure.
#[derive(Serialize, ToSchema)]
struct SimulationDifference {
    baseline: f64,
    variant: f64,
    /// Scenario − things as they are, by pairs of replications.
    difference: SimulationEstimate,
    percent: Option<f64>,
}

/// A row of time and cost.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SimulationPareto {
    scenario: String,
    time: Option<f64>,
    cost: Option<f64>,
    /// A scenario that is better in one of them and not worse in the other.
    dominated_by: Option<String>,
}

/// Would the simulation have told the last weeks right?
#[derive(Serialize, ToSchema)]
pub struct SimulationGate {
    /// Did it pass?
    verified: bool,
    /// What it looked at; none where it could not judge.
    gate: Option<SimulationGateFigures>,
    /// Why it could not be judged.
    reasons: Vec<SimulationReason>,
}

/// What the gate looked at.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SimulationGateFigures {
    verified: bool,
    figures: Vec<SimulationGateFigure>,
    /// Cases.
    learned_from: u64,
    /// Cases.
    held_against: u64,
    /// It was learned from cases that began from here on.
    #[schema(format = DateTime)]
    from: Option<String>,
    /// And before here; from here on they are held out. Simulations of earlier releases do not say it.
    #[schema(format = DateTime)]
    cut: Option<String>,
}

/// A figure that was held against the real one: `timeMean`, `timeP90`, `ended` (the share of cases that have ended) in
/// percent; `sequences`, `hourOfWeek` as distances.
#[derive(Serialize, ToSchema)]
struct SimulationGateFigure {
    figure: String,
    real: Option<f64>,
    simulated: Option<f64>,
    /// How far it is off; none where nothing ended.
    off: Option<f64>,
    limit: f64,
    passes: bool,
}

/// The gate of a process, as it was judged last.
#[derive(Serialize, ToSchema)]
pub struct ProcessGate {
    process: String,
    definition: String,
    /// The simulation that judged it.
    simulation: String,
    #[schema(format = DateTime)]
    at: String,
    gate: SimulationGate,
}

/// How busy a team is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SimulatedTeam {
    id: String,
    people: u64,
    steps: Vec<String>,
    calendars: Vec<String>,
    cost_per_hour: f64,
    /// The share of their time at work, by scenario, things as they are first.
    busy: Vec<Option<f64>>,
}

/// What everything rests on.
#[derive(Serialize, ToSchema)]
struct SimulationVersions {
    definition: String,
    engine: String,
    organisation: u64,
    decisions: Vec<String>,
    drafts: BTreeMap<String, u64>,
}

/// What becomes of what was running.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SimulatedLive {
    instances: u64,
    /// Those that stand still or are stuck.
    left_out: u64,
    /// The least likely to end in time first.
    cases: Vec<LiveCase>,
}

/// A case that was running.
#[derive(Serialize, ToSchema)]
struct LiveCase {
    instance: String,
    /// How probable it is that it ends in time, by scenario.
    ended: Vec<f64>,
    /// When it ends on average, ms of Unix time, by scenario; none where it does not always.
    end: Vec<Option<f64>>,
}
