//! The three indices: tiered management efficiency, execution efficiency, management quality (业务流程分级管理效率, 业务流程执行效率,
//! 业务流程管理质量). An index is 100·Σ wᵢsᵢ/Σ wᵢ over those of its components that rest on enough cases.
use serde::{Deserialize, Serialize};

/// Which index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Index {
    /// 业务流程分级管理效率.
    TieredManagement,
    /// 业务流程执行效率.
    Execution,
    /// 业务流程管理质量.
    Quality,
}

/// A component and its default weight.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Definition {
    /// Stable: rules and translations name it.
    pub code: &'static str,
    /// Its weight where no rule says another.
    pub weight: f64,
    /// Is less better?
    pub lower_is_better: bool,
}

const fn component(code: &'static str, weight: f64, lower_is_better: bool) -> Definition {
    Definition { code, weight, lower_is_better }
}

impl Index {
    /// Its components.
    pub fn components(self) -> &'static [Definition] {
        match self {
            Index::TieredManagement => &TIERED_MANAGEMENT,
            Index::Execution => &EXECUTION,
            Index::Quality => &QUALITY,
        }
    }
}

const TIERED_MANAGEMENT: [Definition; 6] = [
    component("planned-to-executable", 0.25, false),
    component("ownership-and-indicators", 0.15, false),
    component("level-fit-of-approvals", 0.20, false),
    component("cross-level-handover", 0.20, true),
    component("escalation-closure", 0.10, false),
    component("change-lead-time", 0.10, true),
];

const EXECUTION: [Definition; 6] = [
    component("on-time-rate", 0.30, false),
    component("flow-time-efficiency", 0.20, false),
    component("normalised-cycle-time", 0.15, false),
    component("throughput-balance", 0.10, false),
    component("automation-rate", 0.10, false),
    component("first-pass-yield", 0.15, false),
];

const QUALITY: [Definition; 7] = [
    component("rule-conformance", 0.25, false),
    component("return-and-reject-rate", 0.15, true),
    component("incident-and-intervention-rate", 0.15, true),
    component("segregation-of-duties", 0.15, false),
    component("data-completeness", 0.10, false),
    component("version-quality", 0.10, false),
    component("alert-handling", 0.10, false),
];

/// What was measured of a component.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The value.
    pub value: f64,
    /// The floor L, at which the score is 0.
    pub floor: f64,
    /// The target T, at which it is 1. Below the floor where less is better.
    pub target: f64,
    /// Its weight.
    pub weight: f64,
    /// On how many cases it rests.
    pub n: u64,
}

/// An index and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// 0 to 100; none where no component rests on enough cases.
    pub index: Option<f64>,
    /// For each component its score, none where it rests on too few.
    pub scores: Vec<Option<f64>>,
    /// The component that costs most: the greatest w(1 − s).
    pub weakest: Option<usize>,
}

/// clamp((x − L)/(T − L), 0, 1). Where floor and target are the same it is 1 at the target or better, else 0.
pub fn score(value: f64, floor: f64, target: f64) -> f64 {
    if floor.total_cmp(&target).is_eq() {
        return if value >= target { 1.0 } else { 0.0 };
    }
    ((value - floor) / (target - floor)).clamp(0.0, 1.0)
}

/// The index of components, of which those with fewer than `n_min` cases are left out.
pub fn index(components: &[Measured], n_min: u64) -> Scored {
    let scores: Vec<Option<f64>> = components
        .iter()
        .map(|c| (c.n >= n_min && c.value.is_finite()).then(|| score(c.value, c.floor, c.target)))
        .collect();
    let used = || components.iter().zip(&scores).enumerate().filter_map(|(i, (c, s))| Some((i, c.weight, (*s)?)));
    let weight: f64 = used().map(|(_, weight, _)| weight).sum();
    let sum: f64 = used().map(|(_, weight, score)| weight * score).sum();
    let weakest = used().max_by(|a, b| (a.1 * (1.0 - a.2)).total_cmp(&(b.1 * (1.0 - b.2)))).map(|(index, ..)| index);
    Scored { index: (weight > 0.0).then(|| 100.0 * sum / weight), scores, weakest }
}
