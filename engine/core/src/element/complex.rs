//! The complex gateway: it starts when its condition says so, and is reset when nothing more can come.
use super::View;
use super::gateway::{default_flow, held_back, passes};
use super::value::holds;
use crate::expression::Expression;
use crate::failure::Stop;
use crate::id::{ElementId, FlowIds, Key};
use crate::instance::ElementInstance;
use crate::process::{Flow, Kind};
use serde_json::{Value, json};

/// BPMN 13.4.5. Waiting for start: as soon as the activation condition holds (it is asked when a token has come), a token
/// is taken from every flow that has one; without a condition a token on every flow is needed. Waiting for reset: a token
/// is awaited on every flow that gave none at the start, unless none can come, which is judged as for an inclusive
/// gateway.
pub fn ready(view: View, e: &ElementInstance, activation: Option<&Expression>) -> Result<Option<Vec<ElementId>>, Stop> {
    let incoming = view.process.incoming(view.process.node(&e.element));
    let has = |flow: &&Flow| e.arrived.iter().any(|a| a.flow == flow.id);
    let (full, empty): (Vec<&Flow>, Vec<&Flow>) = incoming.iter().partition(has);
    let ids = |flows: Vec<&Flow>| flows.into_iter().map(|f| f.id.clone()).collect();
    if let Some(taken) = &e.reset {
        let owed = |flow: &&Flow| !taken.contains(&flow.id);
        let missing: Vec<&Flow> = empty.into_iter().filter(owed).collect();
        let late: Vec<&Flow> = full.into_iter().filter(owed).collect();
        return Ok((!held_back(view, e, &late, &missing)).then(|| ids(late)));
    }
    let starts = match activation {
        Some(condition) => !full.is_empty() && holds(view, e.key, condition)?,
        None => empty.is_empty(),
    };
    Ok(starts.then(|| ids(full)))
}

/// BPMN 13.4.5: like an inclusive gateway every flow whose condition holds, else the default flow; at the reset it is no
/// fault when there is none. Conditions may ask `waitingForStart`. A flow without a condition is taken at the start only:
/// whoever writes nothing wants one token to go on, not a second one for the latecomers.
pub fn leave(view: View, e: &ElementInstance) -> Result<FlowIds, Stop> {
    let flows = view.process.outgoing(view.process.node(&e.element));
    let mut taken = FlowIds::new();
    for flow in flows.iter().filter(|f| !f.default && (e.reset.is_none() || f.condition.is_some())) {
        if passes(view, e, flow)? {
            taken.push(flow.id.clone());
        }
    }
    match (&e.reset, taken.is_empty() && !flows.is_empty()) {
        (_, false) => Ok(taken),
        (None, true) => default_flow(view, e, flows),
        (Some(_), true) => Ok(default_flow(view, e, flows).unwrap_or_default()),
    }
}

/// What its expressions may ask: `activationCount`, the number of tokens that have come, and `waitingForStart`.
pub fn derived(view: View, key: Key, name: &str) -> Option<Value> {
    let e = view.instance.elements.get(&key)?;
    if !matches!(view.element(e).kind, Kind::ComplexGateway { .. }) {
        return None;
    }
    match name {
        "activationCount" => Some(json!(e.arrived.len())),
        "waitingForStart" => Some(json!(e.reset.is_none())),
        _ => None,
    }
}
