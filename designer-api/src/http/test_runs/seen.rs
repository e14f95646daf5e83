//! How a test run stands: what waits, what is stuck, what was passed, and how it came about.
use super::super::Refusal;
use super::format::Step;
use super::house::{House, all};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::PoisonError;
use weir_core::{InstanceId, Timestamp};
use weir_engine::api::{
    Incident, IncidentFilter, InstanceFilter, InstanceSummary, Job, TraceEvent, UserTask, UserTaskFilter,
    VariableEntry, Wait, WaitFilter,
};

/// Events that are told, the last ones.
const EVENTS_MAX: usize = 400;

/// How it stands.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    id: String,
    #[serde(with = "weir_core::time::rfc3339")]
    now: Timestamp,
    #[serde(with = "weir_core::time::rfc3339::option")]
    next_due: Option<Timestamp>,
    instance: String,
    instances: Vec<InstanceSummary>,
    tokens: BTreeSet<String>,
    tasks: Vec<UserTask>,
    jobs: Vec<Job>,
    waits: Vec<Wait>,
    incidents: Vec<Incident>,
    variables: Vec<VariableEntry>,
    covered: BTreeSet<String>,
    trace: Vec<TraceEvent>,
    scenario: Value,
}

/// Looks at a run.
pub async fn look(house: &House) -> Result<Seen, Refusal> {
    let engine = &house.engine;
    let main = house.main().await?;
    let instances = engine.instances(&InstanceFilter::default(), &all()).await?.items;
    let detail = engine.instance(main).await?;
    let open = detail.elements.iter().filter(|one| one.key != 0);
    let tokens = open.map(|one| one.element.to_string()).collect();
    let mut trace = events(house, main).await?;
    let covered = passed(&trace);
    let steps = house.done.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let state = serde_json::to_value(&detail.summary).ok().and_then(|told| told.get("state").cloned());
    let scenario = scenario(house, &steps, state.as_ref(), &covered);
    let cut = trace.len().saturating_sub(EVENTS_MAX);
    trace.drain(..cut);
    Ok(Seen {
        id: house.id.clone(),
        now: house.now(),
        next_due: engine.next_due()?,
        instance: main.to_string(),
        instances,
        tokens,
        tasks: engine.user_tasks(&UserTaskFilter::default(), &all()).await?.items,
        jobs: engine.jobs(None, &all()).await?.items,
        waits: engine.waits(&WaitFilter::default(), &all()).await?.items,
        incidents: engine.incidents(&IncidentFilter::default(), &all()).await?.items,
        variables: engine.variables(main, None).await?,
        covered,
        trace,
        scenario,
    })
}

/// What was done, as a scenario that expects what came of it.
fn scenario(house: &House, steps: &[Step], state: Option<&Value>, covered: &BTreeSet<String>) -> Value {
    let mut told: Vec<Value> = steps.iter().filter_map(|step| serde_json::to_value(step).ok()).collect();
    if let Some(Value::Object(last)) = told.last_mut() {
        last.insert("expect".into(), json!({ "state": state, "visited": covered }));
    }
    json!({ "title": {}, "deploy": [], "now": house.began.to_string(), "steps": told })
}

async fn events(house: &House, id: InstanceId) -> Result<Vec<TraceEvent>, Refusal> {
    let (mut events, mut from) = (vec![], Some(0));
    while let Some(first) = from {
        let (more, next) = house.engine.trace(id, first, None).await?;
        events.extend(more);
        from = next;
    }
    Ok(events)
}

/// What the first instance went through: elements that were entered, flows that were taken.
pub async fn covered(house: &House) -> Result<BTreeSet<String>, Refusal> {
    match house.main().await {
        Ok(main) => Ok(passed(&events(house, main).await?)),
        Err(_) => Ok(BTreeSet::new()),
    }
}

fn passed(events: &[TraceEvent]) -> BTreeSet<String> {
    let mut passed = BTreeSet::new();
    for event in events {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        match event.kind.as_str() {
            "elementActivating" => passed.extend(event.data.get("element").and_then(text)),
            "elementCompleted" => {
                let flows = event.data.get("flows").and_then(Value::as_array);
                passed.extend(flows.into_iter().flatten().filter_map(text));
            }
            _ => {}
        }
    }
    passed
}
