//! The numbers of the engine against those of the simulator.
use super::Expected;
use super::rewrite::Plan;
use crate::suites::backend::{Backend, Ledger};
use std::collections::BTreeMap;
use weir_core::process::MULTI_INSTANCE_BODY;

type Numbers = BTreeMap<String, usize>;

/// Everything that is not as expected. Nodes that depend on the order of branches are left out.
pub fn differences(
    expected: &Expected,
    plan: &Plan,
    sensitive: &[String],
    backend: &mut dyn Backend,
    ledger: &mut Ledger,
) -> Vec<String> {
    let counts = ledger.since(backend);
    let mut wrong = vec![];
    let counted = |mut numbers: Numbers| {
        numbers.retain(|id, _| !plan.uncounted.contains(id) && !sensitive.contains(id));
        numbers
    };
    if let Some(flows) = &expected.flows {
        let mut taken = counts.flows;
        taken.retain(|flow, _| !plan.uncounted_flows.contains(flow));
        compare("flows", &taken, flows, &mut wrong);
    }
    if let Some(activated) = &expected.activated {
        compare("activated", &counted(counts.activated), &counted(activated.clone()), &mut wrong);
        // A throwing event is in the simulator's list for its own scope, and an activity that its boundary event ends
        // is not: neither is compared.
        let mut ended = counted(counts.terminated);
        ended.retain(|id, _| !plan.ends.contains(id));
        let mut other = counted(expected.no_normal_exit.clone());
        other.retain(|id, _| !plan.ends.contains(id));
        compare("no normal exit", &ended, &other, &mut wrong);
    }
    if let Some(open) = &expected.open {
        compare("open", &counted(open_nodes(backend)), &counted(open.clone()), &mut wrong);
    }
    if let Some(running) = expected.instances_open {
        let found = backend.instances().iter().filter(|i| i.running).count();
        if found != running {
            wrong.push(format!("instances open: {found}, expected {running}"));
        }
    }
    wrong
}

/// Where something waits: element instances, and the tokens at joins.
fn open_nodes(backend: &mut dyn Backend) -> Numbers {
    let mut open = Numbers::new();
    for instance in backend.instances().into_iter().filter(|i| i.running) {
        let trace = backend.trace(&instance.id);
        for element in backend.elements(&instance.id) {
            if element.key == 0 || element.element.ends_with(MULTI_INSTANCE_BODY) {
                continue;
            }
            let arrived = |key| trace.iter().filter(|e| e.kind == "tokenArrived" && e.key == Some(key)).count();
            let waiting = if element.joining { arrived(element.key) } else { 1 };
            *open.entry(element.element).or_default() += waiting;
        }
    }
    open
}

fn compare(what: &str, found: &Numbers, expected: &Numbers, wrong: &mut Vec<String>) {
    let mut ids: Vec<&String> = found.keys().chain(expected.keys()).collect();
    ids.sort();
    ids.dedup();
    let number = |numbers: &Numbers, id: &str| numbers.get(id).copied().unwrap_or(0);
    for id in ids {
        let (is, should) = (number(found, id), number(expected, id));
        if is != should {
            wrong.push(format!("{what} {id}: {is}, expected {should}"));
        }
    }
}
