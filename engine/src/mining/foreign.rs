//! Views of a log of others: what our own histories are looked at by, but for what no log of others can tell.
use super::conform::{aligned, norm_model};
use super::discover::{LogFile, told};
use super::read::Mined;
use super::told::{rework, told_bottlenecks, told_foreign_variants, told_map};
use crate::api::{ForeignCase, ForeignConformance, LogDurations, LogNorm, LogViews, MapSliders};
use crate::error::Error;
use crate::{DISCOVERY_VARIANTS_ALIGNED_MAX, LOG_VIEWS_ACTIVITIES_MAX, LOG_VIEWS_CASES_MAX};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use weir_mining::log::of_cases;
use weir_mining::measure::duration::sojourn;
use weir_mining::measure::variants::by_sequence;
use weir_mining::statistics::{QUANTILE_MIN, quantile_of_enough};

/// All views of a log, held against a norm where one is named. `go_on` is asked between variants, and ends it.
pub fn views(
    file: &LogFile,
    sliders: MapSliders,
    norm: Option<&LogNorm>,
    go_on: &mut dyn FnMut() -> bool,
) -> Result<LogViews, Error> {
    let log = &file.log;
    let seen: BTreeSet<u32> = log.activity.iter().copied().collect();
    if seen.len() > LOG_VIEWS_ACTIVITIES_MAX {
        let message = format!(
            "the log has {} different activities, and at most {LOG_VIEWS_ACTIVITIES_MAX} are looked at: name a coarser \
             column",
            seen.len()
        );
        return Err(Error::invalid("discovery-activities", message));
    }
    // What is done in somebody else's system has the name it has there, and all of it is work.
    let tasks: BTreeSet<String> = seen.iter().map(|activity| log.activities.name(*activity).to_owned()).collect();
    let names: BTreeMap<String, String> = tasks.iter().map(|task| (task.clone(), task.clone())).collect();
    let mined = finished(Mined { log: log.clone(), shown: log.clone(), names, tasks, human: BTreeSet::new() });
    let finished = mined.log.case_count() as u64;
    let mut times: Vec<f64> = sojourn(log).into_iter().map(|time| time as f64).collect();
    let durations = (!times.is_empty()).then(|| LogDurations {
        mean: times.iter().sum::<f64>() / times.len() as f64,
        median: quantile_of_enough(&mut times, 0.5),
        p90: quantile_of_enough(&mut times, 0.9),
        least: QUANTILE_MIN,
    });
    let conformance = norm.map(|norm| conformance(&mined, norm, go_on)).transpose()?;
    Ok(LogViews {
        log: told(file, seen.len() as u64),
        finished,
        durations,
        map: told_map(&mined, sliders),
        variants: told_foreign_variants(&mined),
        rework: rework(&mined),
        bottlenecks: told_bottlenecks(&mined),
        conformance,
    })
}

/// What has an end of it.
fn finished(mined: Mined) -> Mined {
    let is_finished: Vec<bool> = (0..mined.log.case_count()).map(|case| mined.log.is_finished(case)).collect();
    if is_finished.iter().all(|finished| *finished) {
        return mined;
    }
    let log = of_cases(&mined.log, |case| is_finished[case]);
    Mined { shown: log.clone(), log, ..mined }
}

/// The cases of the most frequent variants held against a norm.
fn conformance(mined: &Mined, norm: &LogNorm, go_on: &mut dyn FnMut() -> bool) -> Result<ForeignConformance, Error> {
    let (model, process) = norm_model(&norm.text, norm.process.as_deref(), "")?;
    let frequent = by_sequence(&mined.log).into_iter().take(DISCOVERY_VARIANTS_ALIGNED_MAX);
    let cases: BTreeSet<u32> = frequent.flat_map(|variant| variant.cases).collect();
    let log = of_cases(&mined.log, |case| cases.contains(&(case as u32)));
    let (names, tasks) = (mined.names.clone(), mined.tasks.clone());
    let mined = Mined { shown: log.clone(), log, names, tasks, human: BTreeSet::new() };
    let mut tell = |_: u64, _: u64| if go_on() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    let ended = || {
        let message = "holding the log against the norm took too long: take a shorter period, or a norm closer to it";
        Error::invalid("log-views-time", message)
    };
    let (found, painted) = aligned(&mined, (&model, &process), &mut tell)?.ok_or_else(ended)?;
    let mut deviating: Vec<ForeignCase> = painted
        .by_case
        .iter()
        .filter(|(_, deviations)| **deviations > 0)
        .map(|(case, deviations)| {
            let case = mined.log.cases[*case as usize].clone();
            ForeignCase { case, deviations: *deviations }
        })
        .collect();
    deviating.sort_by(|a, b| b.deviations.cmp(&a.deviations).then_with(|| a.case.cmp(&b.case)));
    deviating.truncate(LOG_VIEWS_CASES_MAX);
    Ok(ForeignConformance { process: process.to_string(), aligned: cases.len() as u64, found, deviating })
}
