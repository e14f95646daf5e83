//! Precision: how much a net allows that was never seen (escaping edges; Munoz-Gama and Carmona, BPM 2010), by token replay.
use super::net::Net;
use super::replay::Replayer;
use super::silent::labels_to_come;
use crate::log::Log;
use crate::measure::variants::by_sequence;
use std::collections::{BTreeMap, BTreeSet};

/// 1 − Σ allowed and never seen / Σ allowed, over all beginnings of cases that the net can play, each counted as often as
/// it occurs; a whole case is a beginning only of a longer one. 1 where nothing is allowed.
pub fn precision(log: &Log, net: &Net) -> f64 {
    // What came next after each beginning, and how often it occurs.
    let mut beginnings: BTreeMap<Vec<u32>, (BTreeSet<u32>, u64)> = BTreeMap::new();
    for variant in by_sequence(log) {
        for at in 0..variant.trace.len() {
            let entry = beginnings.entry(variant.trace[..at].to_vec()).or_default();
            entry.0.insert(variant.trace[at]);
            entry.1 += variant.cases.len() as u64;
        }
    }
    let replayer = Replayer::new(net);
    let (mut allowed, mut escaping) = (0, 0);
    for (beginning, (next, count)) in &beginnings {
        let names: Vec<&str> = beginning.iter().map(|a| log.activities.name(*a)).collect();
        let Some(marking) = replayer.prefix(&names) else { continue };
        let seen: BTreeSet<&str> = next.iter().map(|a| log.activities.name(*a)).collect();
        let labels = labels_to_come(net, &marking);
        allowed += labels.len() as u64 * count;
        escaping += labels.difference(&seen).count() as u64 * count;
    }
    if allowed == 0 { 1.0 } else { 1.0 - escaping as f64 / allowed as f64 }
}
