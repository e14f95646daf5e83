//! What is recommended: from what dominates a finding to a measure with its number, and to the scenario that would try it.
use crate::measure::waiting::Causes;
use crate::statistics::queue::erlang_c;
use serde::{Deserialize, Serialize};

/// What dominates a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Cause {
    /// Work waits because everybody works.
    Contention,
    /// Work waits because nobody is there.
    Unavailability,
    /// Work is taken, and not begun.
    Claimed,
    /// Later work was done before it.
    Prioritisation,
    /// Work waits for a batch.
    Batching,
    /// Something outside is waited for.
    Extraneous,
    /// Work takes longer for some group.
    Service,
    /// Cases come back from a step.
    Returns,
    /// It is so in one version.
    Version,
    /// A rule is broken.
    Rule,
}

/// What kind of scenario tries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum WhatIf {
    /// Other people.
    Resources,
    /// Other hours.
    Calendar,
    /// A timer.
    Timer,
    /// Another order of the queue.
    Discipline,
    /// Another batch.
    Batch,
    /// Other durations.
    Duration,
    /// Other shares at a gateway.
    Gateway,
    /// Another version.
    Version,
    /// An edit of the model.
    Model,
}

/// A measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measure {
    /// Stable: templates and translations name it.
    pub code: &'static str,
    /// What kind of scenario tries it.
    pub what_if: WhatIf,
    /// Its number: people, ms, an hour of the day, a size, a version. None where it has none, or it is not known.
    pub parameter: Option<f64>,
    /// What it is about, as people call it: a step, or the two duties.
    pub about: Vec<String>,
}

/// For each cause what is recommended, the first one first.
pub const MEASURES: [(Cause, &[(&str, WhatIf)]); 10] = [
    (Cause::Contention, &[("add-capacity", WhatIf::Resources), ("cross-train", WhatIf::Resources)]),
    (Cause::Unavailability, &[("shift-calendar", WhatIf::Calendar), ("deputy-rule", WhatIf::Calendar)]),
    (Cause::Claimed, &[("remind-and-release", WhatIf::Timer)]),
    (Cause::Prioritisation, &[("due-date-order", WhatIf::Discipline)]),
    (Cause::Batching, &[("smaller-batch", WhatIf::Batch)]),
    (Cause::Extraneous, &[("message-timeout", WhatIf::Timer), ("contact-partner", WhatIf::Timer)]),
    (Cause::Service, &[("train-group", WhatIf::Duration)]),
    (Cause::Returns, &[("check-earlier", WhatIf::Gateway)]),
    (Cause::Version, &[("compare-version", WhatIf::Version)]),
    (Cause::Rule, &[("assignment-constraint", WhatIf::Model)]),
];

/// The numbers that measures are worked out from; what is not known stays none.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// Arrivals for each ms of working time.
    pub arrivals: Option<f64>,
    /// The mean service, ms.
    pub service: Option<f64>,
    /// How many people there are.
    pub people: Option<u32>,
    /// How many of them work at one time on average, on anything. Where it is not known they do nothing else.
    pub load: Option<f64>,
    /// What work should wait at most on average, ms.
    pub wait_target: Option<f64>,
    /// The hour of the day with the largest backlog that nobody works on.
    pub blocked_hour: Option<u32>,
    /// The 90th percentile from taken to begun, ms.
    pub claimed_p90: Option<f64>,
    /// The 95th percentile of answers from outside, ms.
    pub answer_p95: Option<f64>,
    /// The mean size of batches.
    pub batch: Option<f64>,
    /// How much longer service takes, ms.
    pub service_longer: Option<f64>,
    /// The version that is worse than the others.
    pub version: Option<u32>,
}

/// The waiting cause that takes most; none where nothing waits.
pub fn dominant(causes: &Causes, claimed: i64) -> Option<Cause> {
    let parts = [
        (causes.contention, Cause::Contention),
        (causes.unavailability, Cause::Unavailability),
        (claimed, Cause::Claimed),
        (causes.prioritisation, Cause::Prioritisation),
        (causes.batching, Cause::Batching),
        (causes.extraneous - claimed, Cause::Extraneous),
    ];
    let most = parts.into_iter().max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))?;
    (most.0 > 0).then_some(most.1)
}

/// What is recommended for a cause.
pub fn measures(cause: Cause, figures: &Figures) -> Vec<Measure> {
    let of = MEASURES.iter().find(|(of, _)| *of == cause).map_or(&[][..], |(_, of)| of);
    of.iter()
        .map(|(code, what_if)| Measure { code, what_if: *what_if, parameter: parameter(code, figures), about: vec![] })
        .collect()
}

fn parameter(code: &str, figures: &Figures) -> Option<f64> {
    match code {
        "add-capacity" => people_more(figures).map(f64::from),
        "shift-calendar" => figures.blocked_hour.map(f64::from),
        "remind-and-release" => figures.claimed_p90,
        "message-timeout" => figures.answer_p95,
        "smaller-batch" => figures.batch.map(|size| (size / 2.0).floor().max(1.0)),
        "train-group" => figures.service_longer,
        "compare-version" => figures.version.map(f64::from),
        _ => None,
    }
}

/// Utilisation above this leaves no room for a bad day.
const BUSY_MAX: f64 = 0.85;
/// So many people are tried.
const PEOPLE_MAX: u32 = 1_000;

/// How many people more bring the mean wait below its target (Erlang's C), or utilisation to 0.85 where there is none.
fn people_more(figures: &Figures) -> Option<u32> {
    let (rate, service, people) = (figures.arrivals?, figures.service?, figures.people?);
    let is_enough = |servers: &u32| match figures.wait_target {
        Some(target) => erlang_c(rate, 1.0 / service, *servers).is_some_and(|queue| queue.wait <= target),
        None => figures.load.unwrap_or(rate * service) / f64::from(*servers) <= BUSY_MAX,
    };
    (people..=people + PEOPLE_MAX).find(is_enough).map(|servers| servers - people).filter(|more| *more > 0)
}
