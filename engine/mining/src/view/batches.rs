//! Batches activity by activity: what is collected, then done in one go by one person.
use super::shown::case_of;
use crate::log::{Log, NO_TIME};
use crate::measure::batch::{Batch, Kind, collected, duration_factor, is_queue};
use crate::measure::firing::{Firing, firing};
use crate::measure::intervals::Interval;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// Fewer rows than these are no batch.
pub const ROWS_MIN: usize = 2;

/// The batches of an activity.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batches {
    /// The activity.
    pub activity: u32,
    /// How many batches.
    pub batches: u64,
    /// Rows in them.
    pub rows: u64,
    /// All rows of the activity.
    pub of: u64,
    /// The rows of the largest.
    pub largest: u64,
    /// How many have so many rows.
    pub sizes: BTreeMap<u64, u64>,
    /// By what they may begin.
    pub firing: Firing,
    /// How many of each kind.
    pub kinds: BTreeMap<Kind, u64>,
    /// What the rows of a batch wait, from their enablement to the beginning of the batch, ms in the mean.
    pub collecting: f64,
    /// Work on a row in a batch over work on one outside; below 1 batches save work. None where one of the two is missing.
    pub factor: Option<f64>,
    /// The cases.
    pub cases: Vec<u32>,
}

/// The activities with batches, the one with most rows in them first. Gaps within a batch are at most `gap` ms; times of
/// the day are by the clocks of `zone`. `worked` is for everybody the union of when they worked, on whatever: what only lay behind
/// that is no batch.
pub fn batches(log: &Log, gap: i64, zone: &TimeZone, worked: &BTreeMap<&str, Vec<Interval>>) -> Vec<Batches> {
    let mut all = collected(log, gap, ROWS_MIN);
    all.retain(|batch| {
        let busy = worked.get(log.actors.name(batch.actor)).map_or(&[][..], Vec::as_slice);
        !is_queue(log, batch, busy)
    });
    let mut by_activity: BTreeMap<u32, Vec<&Batch>> = BTreeMap::new();
    for batch in &all {
        by_activity.entry(batch.activity).or_default().push(batch);
    }
    let told = |(activity, found): (u32, Vec<&Batch>)| {
        let rows: u64 = found.iter().map(|batch| batch.rows.len() as u64).sum();
        let mut of = Batches {
            activity,
            batches: found.len() as u64,
            rows,
            of: log.activity.iter().filter(|other| **other == activity).count() as u64,
            largest: found.iter().map(|batch| batch.rows.len() as u64).max().unwrap_or(0),
            factor: duration_factor(log, &all, activity),
            firing: firing(log, &found, zone),
            ..Batches::default()
        };
        let mut waited = 0;
        for batch in found {
            *of.kinds.entry(batch.kind).or_default() += 1;
            *of.sizes.entry(batch.rows.len() as u64).or_default() += 1;
            let begun = batch.rows.first().map_or(NO_TIME, |row| log.start(*row as usize));
            waited += batch.rows.iter().map(|row| (begun - log.enabled[*row as usize]).max(0)).sum::<i64>();
            of.cases.extend(batch.rows.iter().map(|row| case_of(log, *row as usize)));
        }
        of.collecting = waited as f64 / rows.max(1) as f64;
        of.cases.sort_unstable();
        of.cases.dedup();
        of
    };
    let mut out: Vec<Batches> = by_activity.into_iter().map(told).collect();
    out.sort_by_key(|of| (std::cmp::Reverse(of.rows), of.activity));
    out
}
