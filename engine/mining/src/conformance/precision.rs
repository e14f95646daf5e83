//! Precision: how much a net allows that was never seen (escaping edges; Munoz-Gama and Carmona, BPM 2010), by token replay.
use super::net::Net;
use super::replay::Replayer;
use super::silent::{labels_from_last_marking, labels_to_come};
use crate::log::Log;
use crate::measure::variants::by_sequence;
use std::collections::{BTreeMap, BTreeSet};

/// How far it is looked through silent transitions for what a net allows next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookAhead {
    /// Through all markings that can be reached silently.
    Whole,
    /// As pm4py 2.7 does, to compare with its figures: from each transition's last marking alone, which misses some.
    LastMarking,
}

/// 1 − Σ allowed and never seen / Σ allowed, over all beginnings of cases that the net can play, each counted as often as
/// it occurs; a whole case is a beginning only of a longer one. 1 where nothing is allowed.
pub fn precision(log: &Log, net: &Net, look_ahead: LookAhead) -> f64 {
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
        let labels = match look_ahead {
            LookAhead::Whole => labels_to_come(net, &marking),
            LookAhead::LastMarking => labels_from_last_marking(net, &marking),
        };
        allowed += labels.len() as u64 * count;
        escaping += labels.difference(&seen).count() as u64 * count;
    }
    if allowed == 0 { 1.0 } else { 1.0 - escaping as f64 / allowed as f64 }
}
