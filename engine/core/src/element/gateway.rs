//! Gateways: which tokens merge, which flows are taken.
use super::event::waits_for;
use super::told::no_flow;
use super::value::holds;
use super::{Next, View};
use crate::compensation::Compensating;
use crate::failure::Stop;
use crate::id::{ElementId, FlowIds};
use crate::instance::{ElementInstance, Phase};
use crate::process::{Flow, Flows, Kind, Way};
use crate::wait::Fires;
use smallvec::smallvec;

/// BPMN 13.4.2, exclusive gateway: conditions are tried in order; the first that holds is taken, else the default flow.
pub fn exclusive_leave(view: View, e: &ElementInstance) -> Result<FlowIds, Stop> {
    let flows = view.process.outgoing(view.process.node(&e.element));
    if flows.is_empty() {
        return Ok(FlowIds::new());
    }
    for flow in flows.iter().filter(|f| !f.default) {
        if passes(view, e, flow)? {
            return Ok(smallvec![flow.id.clone()]);
        }
    }
    default_flow(view, e, flows)
}

/// BPMN 13.4.3, inclusive gateway: every flow whose condition holds, else the default flow.
pub fn inclusive_leave(view: View, e: &ElementInstance) -> Result<FlowIds, Stop> {
    let flows = view.process.outgoing(view.process.node(&e.element));
    let taken = passing(view, e, flows)?;
    if taken.is_empty() && !flows.is_empty() { default_flow(view, e, flows) } else { Ok(taken) }
}

/// BPMN 13.3.1, activities: every flow without a condition, every flow whose condition holds, and the default flow when
/// none of the conditions holds.
pub fn conditional_leave(view: View, e: &ElementInstance) -> Result<FlowIds, Stop> {
    let flows = view.process.outgoing(view.process.node(&e.element));
    let mut taken = passing(view, e, flows)?;
    if !flows.iter().any(|f| f.condition.is_some() || f.default) {
        return Ok(taken);
    }
    let chosen = flows.iter().any(|f| f.condition.is_some() && taken.contains(&f.id));
    if !chosen {
        taken.extend(flows.iter().find(|f| f.default).map(|f| f.id.clone()));
    }
    if taken.is_empty() && !flows.is_empty() { default_flow(view, e, flows) } else { Ok(taken) }
}

fn passing(view: View, e: &ElementInstance, flows: Flows) -> Result<FlowIds, Stop> {
    let mut taken = FlowIds::new();
    for flow in flows.iter().filter(|f| !f.default) {
        if passes(view, e, flow)? {
            taken.push(flow.id.clone());
        }
    }
    Ok(taken)
}

/// BPMN 13.4.1, parallel gateway: all of them.
pub fn all_flows(view: View, e: &ElementInstance) -> FlowIds {
    view.process.outgoing(view.process.node(&e.element)).iter().map(|f| f.id.clone()).collect()
}

pub fn passes(view: View, e: &ElementInstance, flow: &Flow) -> Result<bool, Stop> {
    flow.condition.as_ref().map_or(Ok(true), |condition| holds(view, e.key, condition))
}

pub fn default_flow(view: View, e: &ElementInstance, flows: Flows) -> Result<FlowIds, Stop> {
    match flows.iter().find(|f| f.default) {
        Some(flow) => Ok(smallvec![flow.id.clone()]),
        None => Err(Stop::Failed(no_flow(view, e, flows))),
    }
}

/// BPMN 13.4.1: one token on every incoming flow. More tokens on a flow wait for the next time.
pub fn parallel_ready(view: View, e: &ElementInstance) -> Option<Vec<ElementId>> {
    let incoming = view.process.incoming(view.process.node(&e.element));
    let all = incoming.iter().all(|f| e.arrived.iter().any(|a| a.flow == f.id));
    all.then(|| incoming.iter().map(|f| f.id.clone()).collect())
}

/// BPMN 13.4.3: a token elsewhere in the scope holds the gateway back if it can come to an incoming flow that has no
/// token, and cannot come to one that has, neither way through the gateway itself. What a boundary event may do counts
/// only as a way to hold back: a token that may be interrupted need not be.
pub fn inclusive_ready(view: View, e: &ElementInstance) -> Option<Vec<ElementId>> {
    let incoming = view.process.incoming(view.process.node(&e.element));
    let (full, empty): (Vec<&Flow>, Vec<&Flow>) =
        incoming.iter().partition(|f| e.arrived.iter().any(|a| a.flow == f.id));
    (!held_back(view, e, &full, &empty)).then(|| full.into_iter().map(|f| f.id.clone()).collect())
}

/// May a token still come to one of the empty flows that cannot as well come to a full one?
pub fn held_back(view: View, e: &ElementInstance, full: &[&Flow], empty: &[&Flow]) -> bool {
    let gateway = view.process.node(&e.element);
    let source = |flow: &&Flow| {
        let (edge, _) = view.process.flow(&flow.id);
        view.process.graph.edge_endpoints(edge).expect("an edge of this graph").0
    };
    let Some(scope) = e.scope else { return false };
    view.instance.children(scope).filter(|other| other.key != e.key && has_token(other)).any(|other| {
        let from = view.process.node(&other.element);
        let reaches = |flow: &&Flow, way| view.process.reaches(from, source(flow), gateway, way);
        empty.iter().any(|f| reaches(f, Way::Any)) && !full.iter().any(|f| reaches(f, Way::Forward))
    })
}

/// A complex gateway that waits for its reset has no token until one comes late; what compensates beside the flow never.
fn has_token(e: &ElementInstance) -> bool {
    if e.compensating == Some(Compensating::Beside) {
        return false;
    }
    e.reset.is_none() || e.phase != Phase::Joining || !e.arrived.is_empty()
}

/// BPMN 13.4.4, event-based gateway: wait for whichever following event comes first.
pub fn event_based(view: View, e: &ElementInstance) -> Result<Next, Stop> {
    let mut waits = vec![];
    for flow in view.process.outgoing(view.process.node(&e.element)).iter() {
        let event = &view.process.graph[view.process.target(&flow.id)];
        if let Kind::Catch(trigger) = &event.kind {
            let awaited = waits_for(view, e.key, &event.id, trigger)?;
            waits.extend(awaited.into_iter().map(|on| (on, Fires::Branch { flow: flow.id.clone() })));
        }
    }
    Ok(Next::Wait(waits))
}
