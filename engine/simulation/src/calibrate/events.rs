//! What comes from outside, and what other processes do: how long after it was waited for it came, and whether it came at all.
use super::Elements;
use super::durations::distribution;
use crate::scenario::Scenario;
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;
use weir_core::Process;
use weir_core::process::{Kind, Trigger};
use weir_mining::log::{Log, NO_TIME, Outcome};

/// Times of catch events of messages and signals, of those on the boundary of activities, and of calls.
pub(super) fn learn(processes: &[Process], log: &Log, elements: &Elements, scenario: &mut Scenario) {
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for row in 0..log.row_count() {
        if let Some(id) = elements.of(log, row) {
            rows.entry(id).or_default().push(row);
        }
    }
    for process in processes {
        for node in process.graph.node_indices() {
            let element = &process.graph[node];
            let id = element.id.as_str();
            let seen = rows.get(id).map_or(&[][..], Vec::as_slice);
            match &element.kind {
                Kind::CallActivity(_) => called(log, seen, id, scenario),
                Kind::Catch(trigger) if from_outside(trigger) => caught(log, seen, id, scenario),
                _ => {}
            }
            for event in process.boundaries(node) {
                let boundary = &process.graph[*event];
                if matches!(&boundary.kind, Kind::Boundary { trigger, .. } if from_outside(trigger)) {
                    let hosts = rows.get(host(process, node)).map_or(&[][..], Vec::as_slice);
                    let fired = rows.get(boundary.id.as_str()).map_or(&[][..], Vec::as_slice);
                    interrupted(log, hosts, fired, boundary.id.as_str(), scenario);
                }
            }
        }
    }
}

/// Where an activity is repeated, its boundary belongs to the scope around, which a history knows by the same id.
fn host(process: &Process, node: NodeIndex) -> &str {
    process.graph[node].id.as_str()
}

fn from_outside(trigger: &Trigger) -> bool {
    trigger.parts().iter().any(|part| matches!(part, Trigger::Message(_) | Trigger::Signal(_)))
}

fn times(log: &Log, rows: &[usize]) -> Vec<f64> {
    let ended = rows.iter().filter(|row| log.outcome[**row] == Outcome::Completed);
    let whole = ended.filter(|row| log.ended[**row] != NO_TIME && log.enabled[**row] != NO_TIME);
    whole.map(|row| (log.ended[*row] - log.enabled[*row]).max(0) as f64).collect()
}

fn called(log: &Log, rows: &[usize], id: &str, scenario: &mut Scenario) {
    let times = times(log, rows);
    let said = scenario.elements.get(id).is_some_and(|given| given.time.processing.is_some());
    if !said && !times.is_empty() {
        scenario.element(id).time.processing = Some(distribution(times));
    }
}

fn caught(log: &Log, rows: &[usize], id: &str, scenario: &mut Scenario) {
    let times = times(log, rows);
    let over = rows.iter().filter(|row| log.ended[**row] != NO_TIME).count();
    let said = scenario.elements.get(id).is_some_and(|given| given.control.inter_trigger_timer.is_some());
    if said || times.is_empty() {
        return;
    }
    let came = times.len() as f64 / over.max(1) as f64;
    let control = &mut scenario.element(id).control;
    control.inter_trigger_timer = Some(distribution(times));
    control.probability = Some(came).filter(|came| *came < 1.0);
}

/// The event of a boundary is seen only where it came: its time is counted from the visit of the activity that it is on.
fn interrupted(log: &Log, hosts: &[usize], fired: &[usize], id: &str, scenario: &mut Scenario) {
    let said = scenario.elements.get(id).is_some_and(|given| given.control.inter_trigger_timer.is_some());
    if said || fired.is_empty() || hosts.is_empty() {
        return;
    }
    let mut of_case: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for row in hosts {
        of_case.entry(case_of(log, *row)).or_default().push(*row);
    }
    let delay = |event: &usize| {
        let visits = of_case.get(&case_of(log, *event))?;
        let begun =
            visits.iter().map(|row| log.enabled[*row]).filter(|at| *at != NO_TIME && *at <= log.enabled[*event]);
        Some((log.enabled[*event] - begun.max()?) as f64)
    };
    let delays: Vec<f64> = fired.iter().filter_map(delay).collect();
    if delays.is_empty() {
        return;
    }
    let came = (delays.len() as f64 / hosts.len() as f64).min(1.0);
    let control = &mut scenario.element(id).control;
    control.inter_trigger_timer = Some(distribution(delays));
    control.probability = Some(came);
}

fn case_of(log: &Log, row: usize) -> usize {
    log.offsets.partition_point(|from| *from as usize <= row) - 1
}
