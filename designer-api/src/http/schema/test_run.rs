//! Test runs of drafts.
use super::{Incident, InstanceSummary, Job, TraceEvent, UserTask, VariableEntry, Wait};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// How a test run stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TestRun {
    /// Its id.
    id: String,
    /// What time it is in it.
    #[schema(format = DateTime)]
    now: String,
    /// When the next timer is due.
    #[schema(format = DateTime)]
    next_due: Option<String>,
    /// The instance that is tried out.
    instance: String,
    /// All instances, also called ones.
    instances: Vec<InstanceSummary>,
    /// The elements of the first instance that are at work.
    tokens: Vec<String>,
    /// Open user tasks.
    tasks: Vec<UserTask>,
    /// Open jobs.
    jobs: Vec<Job>,
    /// Whatever is waited for.
    waits: Vec<Wait>,
    /// What is stuck.
    incidents: Vec<Incident>,
    /// The variables of the first instance.
    variables: Vec<VariableEntry>,
    /// The elements and flows that it went through.
    covered: Vec<String>,
    /// What happened in it, the last events.
    trace: Vec<TraceEvent>,
    /// What was done, as a scenario that expects what came of it.
    #[schema(value_type = Object)]
    scenario: Value,
}

/// How a scenario went.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Replayed {
    /// Did everything go as it says?
    passed: bool,
    /// The number of the step that did not, from 1.
    step: Option<u64>,
    /// What was different.
    difference: Option<String>,
    /// The elements and flows that were passed.
    covered: Vec<String>,
}
