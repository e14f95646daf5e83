//! Views as they are told: numbers of activities become ids, cases become counts that [`super::cases_of`] can be asked for.
use super::groups::Groups;
use super::items::asked;
use super::load::involvements;
use super::read::Mined;
use crate::MINED_ITEMS_MAX;
use crate::api::{
    ForeignVariant, ForeignVariants, MapSliders, MinedAgain, MinedBatch, MinedBatches, MinedBottleneck,
    MinedBottlenecks, MinedCase, MinedCases, MinedCohort, MinedComparison, MinedDifference, MinedFiring, MinedFlow,
    MinedLink, MinedLoad, MinedLoop, MinedMap, MinedNetworks, MinedNode, MinedPeopleToAndFro, MinedRework,
    MinedToAndFro, MinedVariant, MinedVariants, MinedWorkload,
};
use std::collections::BTreeMap;
use weir_core::time::TimeZone;
use weir_core::{InstanceId, Timestamp};
use weir_mining::log::Log;
use weir_mining::measure::batch::Kind;
use weir_mining::measure::intervals::Interval;
use weir_mining::measure::resource::{handover_rate, handovers, handovers_by_cause};
use weir_mining::measure::variants::{by_cause, coverage, singletons};
use weir_mining::measure::{duration, rework as measured};
use weir_mining::view::{
    self, CASES_MIN, Cases, Cohort, Link, PEOPLE_MIN, QUANTILE_MIN, START, again, batches, bottlenecks, cases_again,
    compare, handover_network, loops, map, ping_pongs, ping_pongs_of_people, together_network, variant_differences,
    workloads,
};

impl Mined {
    fn id(&self, activity: u32) -> String {
        self.shown.activities.name(activity).to_owned()
    }

    fn trace(&self, trace: &[u32]) -> Vec<String> {
        trace.iter().map(|activity| self.id(*activity)).collect()
    }

    fn cases(&self) -> u64 {
        self.log.case_count() as u64
    }
}

/// The instance of a case.
fn instance(log: &Log, case: u32) -> Option<InstanceId> {
    Some(InstanceId(log.cases.get(case as usize)?.parse().ok()?))
}

/// The map at these sliders.
pub fn told_map(mined: &Mined, sliders: MapSliders) -> MinedMap {
    let map = map(&mined.shown, asked(sliders));
    let end = |activity: u32| (activity < START).then(|| mined.id(activity));
    let nodes = map.nodes.iter().filter(|node| node.activity < START).map(|node| MinedNode {
        activity: mined.id(node.activity),
        visits: node.rows,
        cases: node.cases,
        median: node.median,
    });
    let flows = map.edges.iter().map(|edge| MinedFlow {
        from: end(edge.from),
        to: end(edge.to),
        count: edge.count,
        cases: edge.evidence.len() as u64,
        mean: edge.wait.mean(),
    });
    let mut seen = mined.shown.activity.clone();
    seen.sort_unstable();
    seen.dedup();
    MinedMap {
        cases: mined.cases(),
        activities: seen.len() as u64,
        nodes: nodes.collect(),
        flows: flows.collect(),
        rows_shown: map.rows_shown,
        steps_shown: map.steps_shown,
        names: mined.names.clone(),
        least: QUANTILE_MIN,
    }
}

/// The variants, the most frequent first.
pub fn told_variants(mined: &Mined) -> MinedVariants {
    let all = by_cause(&mined.shown);
    let shown = view::variants(&mined.shown);
    let left_out = shown.len().saturating_sub(MINED_ITEMS_MAX) as u64;
    let items = shown.into_iter().take(MINED_ITEMS_MAX).filter_map(|variant| {
        Some(MinedVariant {
            instance: instance(&mined.shown, *variant.evidence.first()?)?,
            trace: mined.trace(&variant.trace),
            cases: variant.cases,
            share: variant.share,
            covered: variant.covered,
            median: variant.median,
        })
    });
    MinedVariants {
        cases: mined.cases(),
        variants: all.len() as u64,
        cover: coverage(&all, 0.8) as u64,
        singletons: singletons(&all),
        items: items.collect(),
        left_out,
        names: mined.names.clone(),
        least: QUANTILE_MIN,
    }
}

/// The same of a log of others, whose cases have names of their own.
pub fn told_foreign_variants(mined: &Mined) -> ForeignVariants {
    let shown = view::variants(&mined.shown);
    let all = by_cause(&mined.shown);
    let left_out = shown.len().saturating_sub(MINED_ITEMS_MAX) as u64;
    let items = shown.into_iter().take(MINED_ITEMS_MAX).map(|variant| ForeignVariant {
        case: variant.evidence.first().map_or_else(String::new, |case| mined.shown.cases[*case as usize].clone()),
        trace: mined.trace(&variant.trace),
        cases: variant.cases,
        share: variant.share,
        covered: variant.covered,
        median: variant.median,
    });
    ForeignVariants {
        variants: all.len() as u64,
        cover: coverage(&all, 0.8) as u64,
        singletons: singletons(&all),
        items: items.collect(),
        left_out,
        least: QUANTILE_MIN,
    }
}

/// What was done again.
pub fn rework(mined: &Mined) -> MinedRework {
    let shown = &mined.shown;
    let activities = again(shown).into_iter().take(MINED_ITEMS_MAX).map(|of| MinedAgain {
        activity: mined.id(of.activity),
        times: of.times,
        at_once: of.self_loops,
        same_person: of.repeats,
        other_person: of.redos,
        cases: of.cases.len() as u64,
    });
    let loops = loops(shown).into_iter().take(MINED_ITEMS_MAX).map(|of| MinedLoop {
        activity: mined.id(of.activity),
        from: mined.id(of.from),
        times: of.times,
        cases: of.cases.len() as u64,
        lost: of.lost,
        mean: of.mean(),
    });
    let to_and_fro = ping_pongs(shown).into_iter().take(MINED_ITEMS_MAX).map(|of| MinedToAndFro {
        one: mined.id(of.between.0),
        other: mined.id(of.between.1),
        stretches: of.stretches,
        changes: of.changes,
        cases: of.cases.len() as u64,
    });
    let mut people = MinedPeopleToAndFro::default();
    for of in ping_pongs_of_people(shown) {
        people.stretches += of.stretches;
        people.changes += of.changes;
    }
    MinedRework {
        cases: mined.cases(),
        again: cases_again(shown).len() as u64,
        ratio: measured::summary(shown).ratio,
        first_pass: measured::first_pass_yield(shown),
        activities: activities.collect(),
        loops: loops.collect(),
        to_and_fro: to_and_fro.collect(),
        people,
        names: mined.names.clone(),
    }
}

/// Where the time goes, on the whole history: what the critical path spends with events and gateways is a part of it.
pub fn told_bottlenecks(mined: &Mined) -> MinedBottlenecks {
    let log = &mined.log;
    let items = bottlenecks(log).into_iter().filter(|of| of.total() > 0.0).map(|of| MinedBottleneck {
        activity: log.activities.name(of.activity).to_owned(),
        before: of.before,
        queue: of.queue,
        claimed: of.claimed,
        service: of.service,
        share: of.share,
        cases: of.cases,
    });
    let sojourns = duration::sojourn(log);
    let mean = sojourns.iter().sum::<i64>() as f64 / sojourns.len().max(1) as f64;
    MinedBottlenecks { cases: mined.cases(), mean, items: items.collect(), names: mined.names.clone() }
}

/// Who works with whom.
pub fn told_networks(mined: &Mined, groups: &Groups, loads: Result<Vec<MinedLoad>, &'static str>) -> MinedNetworks {
    let shown = &mined.shown;
    let group = |person: &str| groups.group(person);
    let link = |link: Link| MinedLink { from: link.from, to: link.to, count: link.count, share: link.share };
    let links = |links: Vec<Link>| links.into_iter().take(MINED_ITEMS_MAX).map(link).collect();
    let counts = if shown.causes.is_empty() { handovers(shown) } else { handovers_by_cause(shown) };
    let work = workloads(shown, group).into_iter().take(MINED_ITEMS_MAX).map(|of| MinedWorkload {
        group: of.role,
        people: of.people as u64,
        visits: of.rows,
        service: of.service,
        waited: of.waited,
        // The share of the busiest of a few is a figure of a single person.
        concentration: (!groups.named && of.people >= PEOPLE_MIN).then_some(of.concentration),
    });
    MinedNetworks {
        cases: mined.cases(),
        named: groups.named,
        least: PEOPLE_MIN as u64,
        withheld: groups.withheld,
        handover_rate: handover_rate(&counts),
        handovers: links(handover_network(shown, group)),
        together: links(together_network(shown, group)),
        workloads: work.collect(),
        names: groups.names.clone(),
        loads_missing: loads.as_ref().err().copied(),
        loads: loads.unwrap_or_default(),
        involvement: involvements(mined, groups.named),
        activities: mined.names.clone(),
    }
}

/// What is collected and done in one go.
pub fn told_batches(mined: &Mined, gap: i64, zone: &TimeZone, worked: &BTreeMap<&str, Vec<Interval>>) -> MinedBatches {
    let kind = |kind: &Kind| match kind {
        Kind::Simultaneous => "simultaneous",
        Kind::Start => "start",
        Kind::End => "end",
        Kind::Sequential => "sequential",
        Kind::Concurrent => "concurrent",
    };
    let items = batches(&mined.shown, gap, zone, worked).into_iter().map(|of| MinedBatch {
        activity: mined.id(of.activity),
        batches: of.batches,
        visits: of.rows,
        of: of.of,
        largest: of.largest,
        kinds: of.kinds.iter().map(|(of, n)| (kind(of), *n)).collect(),
        sizes: of.sizes,
        by_size: of.firing.size.map(|of| MinedFiring { at: of.at as i64, share: of.share }),
        by_age: of.firing.age.map(|of| MinedFiring { at: of.at, share: of.share }),
        by_clock: of.firing.clock.map(|of| MinedFiring { at: of.at, share: of.share }),
        collecting: of.collecting,
        factor: of.factor,
        cases: of.cases.len() as u64,
    });
    MinedBatches { cases: mined.cases(), gap, items: items.collect(), names: mined.names.clone() }
}

/// Two sets of cases held against each other; `evidence` are the handles of the two.
pub fn comparison(
    mined: &Mined,
    (one, other): (&Cases, &Cases),
    evidence: (Option<String>, Option<String>),
) -> MinedComparison {
    let compared = compare(&mined.shown, one, other);
    // Whole durations are those of the whole history, which begin and end with events.
    let whole = compare(&mined.log, one, other);
    let cohort = |of: Cohort, whole: Cohort, evidence: Option<String>| MinedCohort {
        cases: whole.cases,
        median: whole.median,
        p90: whole.p90,
        first_pass: of.first_pass,
        people: whole.people,
        evidence,
    };
    let enough = compared.one.cases >= CASES_MIN && compared.other.cases >= CASES_MIN;
    let activities = compared.differences.iter().map(|of| MinedDifference {
        trace: vec![mined.id(of.activity)],
        instance: None,
        one: of.cases.0,
        other: of.cases.1,
        difference: of.difference.0,
        low: of.difference.1,
        high: of.difference.2,
    });
    let all = if enough { variant_differences(&mined.shown, one, other) } else { vec![] };
    let left_out = all.len().saturating_sub(MINED_ITEMS_MAX) as u64;
    let variants = all.into_iter().take(MINED_ITEMS_MAX).map(|of| MinedDifference {
        trace: mined.trace(&of.trace),
        instance: instance(&mined.shown, of.first),
        one: of.cases.0,
        other: of.cases.1,
        difference: of.difference.0,
        low: of.difference.1,
        high: of.difference.2,
    });
    MinedComparison {
        least: CASES_MIN,
        longer: whole.longer.map(|(delta, _)| delta),
        p: whole.longer.map(|(_, p)| p),
        activities: activities.collect(),
        variants: variants.collect(),
        left_out,
        names: mined.names.clone(),
        one: cohort(compared.one, whole.one, evidence.0),
        other: cohort(compared.other, whole.other, evidence.1),
    }
}

/// Cases as they are told, the longest first. `deviations` says by how many each was explained.
pub fn cases(log: &Log, numbers: &[u32], deviations: &BTreeMap<u32, u32>) -> Vec<MinedCase> {
    let told = |case: &u32| {
        let (began, ended) = log.span(*case as usize)?;
        Some(MinedCase {
            instance: instance(log, *case)?,
            version: log.definitions[*case as usize].1,
            began: Timestamp(began),
            ended: Timestamp(ended),
            sojourn: ended - began,
            deviations: deviations.get(case).copied(),
        })
    };
    let mut all: Vec<MinedCase> = numbers.iter().filter_map(told).collect();
    all.sort_by_key(|case| (std::cmp::Reverse(case.deviations), std::cmp::Reverse(case.sojourn), case.instance));
    all
}

/// A page of cases.
pub fn page(all: &[MinedCase], skip: usize, limit: usize) -> MinedCases {
    let next = Some(skip.saturating_add(limit)).filter(|next| *next < all.len());
    MinedCases { n: all.len() as u64, cases: all.iter().skip(skip).take(limit).cloned().collect(), next }
}
