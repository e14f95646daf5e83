//! A scenario learned from history: what was seen takes the place of what nobody has said.
//!
//! What the given scenario says stays. For the rest: durations by person and size where they were seen often enough,
//! arrivals and people as they were, waits that have no cause, data of whole cases, and frequencies of branches only where
//! a gateway looks at data that the history does not have.
mod batches;
mod branches;
mod durations;
mod events;
mod hand;
mod names;
mod outcomes;
mod staff;
mod together;
mod vectors;
mod waits;

pub use durations::{ASSIGNED_MIN, EMPIRICAL_MIN, FIT_MIN};
pub use staff::LEARNED_CALENDAR;

use crate::arrivals::is_free;
use crate::model::Model;
use crate::refusal::Refusal;
use crate::scenario::{Arrivals, Scenario, Time, Vector, check};
use crate::what_if::{Changes, Kinds, apply};
pub(crate) use names::Elements;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use weir_core::calendar::WorkCalendar;
use weir_core::{Process, Timestamp};
use weir_mining::log::Log;
use weir_mining::measure::seen::hour_of_week;

/// Less history than so many finished cases teaches nothing.
pub const CASES_MIN: usize = 30;

/// Where a greater share of cases came on days off, cases come by another calendar.
const OFF_SHARE: f64 = 0.01;
/// A week, ms.
pub(crate) const WEEK: i64 = 7 * 86_400_000;

/// How it is learned.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Learn {
    /// The number by which small cases are told from large ones, a case attribute that is a variable too; none is none.
    pub size: Option<String>,
    /// Do cases arrive by the rates of the hours of the week, instead of at the real times again?
    pub by_hour: bool,
    /// The calendar of the given scenario by which people work; none is the hours at which they were seen at work.
    pub calendar: Option<String>,
    /// The groups of people, as far as somebody knows them.
    pub groups: BTreeMap<String, Vec<String>>,
    /// What cases began with and what was given in them, by the id of the case, where that is known better than a log can
    /// tell it.
    pub vectors: Option<Arc<BTreeMap<String, Vector>>>,
    /// Kinds of cases that a scenario tells apart: how long work takes is learned for each of them.
    pub kinds: Vec<Kinds>,
    /// What history does not know, or what is known better: made to what was learned.
    pub assumed: Changes,
}

/// Learns what a scenario does not say.
pub fn calibrate(model: &Model, log: &Log, given: &Scenario, learn: &Learn) -> Result<Scenario, Vec<Refusal>> {
    let processes = model.compiled();
    let mut refusals = vec![];
    let main = check::main(&processes, given, &mut refusals);
    let finished = (0..log.case_count()).filter(|case| log.is_finished(*case) && log.span(*case).is_some()).count();
    if finished < CASES_MIN {
        let message =
            format!("{finished} finished cases teach too little; {CASES_MIN} are the least: take a longer period");
        refusals.push(Refusal::new("simulation-too-little-history", None, message));
    }
    let elements = Elements::new(&processes, log);
    let is_work = |id: &String| elements.work.contains_key(id);
    if refusals.is_empty() && !elements.by_activity.iter().flatten().any(is_work) {
        let message = "no activity of the log has the id or name of a task: is it the log of this model?";
        refusals.push(Refusal::new("simulation-too-little-history", None, message));
    }
    if let Some(variable) = learn.size.as_ref().filter(|variable| durations::limits(log, variable).is_none()) {
        let numbers =
            (0..log.case_count()).filter(|case| log.case_attributes.number(variable, *case).is_some()).count();
        let message = if numbers == 0 {
            "no case of the history has this variable as a number: name one that cases begin with, or none"
        } else {
            "all cases of the history have the same in this variable: name another one, or none"
        };
        refusals.push(Refusal::at("simulation-unknown-variable", variable, message));
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let mut scenario = given.clone();
    let mut starts: Vec<i64> = (0..log.case_count()).filter_map(|case| Some(log.span(case)?.0)).collect();
    starts.sort_unstable();
    if scenario.arrivals.is_none() {
        if given.start == Timestamp::default() {
            scenario.start = Timestamp(starts[0]);
        }
        let named = learn.calendar.as_deref();
        scenario.arrivals = Some(if learn.by_hour { by_hour(&starts, given, named) } else { replay(&starts) });
    }
    let staffed = scenario.resources.is_empty();
    staff::learn(log, &elements, learn, &mut scenario);
    if staffed {
        hand::learn(log, &elements, &mut scenario);
    }
    durations::learn(log, &elements, learn, given, &mut scenario);
    events::learn(&processes, log, &elements, &mut scenario);
    outcomes::learn(&processes, log, &elements, &mut scenario);
    vectors::learn(log, &elements, learn, &mut scenario);
    branches::learn(&processes[main], log, &elements, &mut scenario);
    unseen(&processes[main], log, &elements, &mut scenario);
    if learn.assumed.is_empty() { Ok(scenario) } else { apply(model, &scenario, &learn.assumed) }
}

/// Work where no case of the past came: nothing is known of it. Of called processes a log does not tell.
fn unseen(process: &Process, log: &Log, elements: &Elements, scenario: &mut Scenario) {
    let seen: BTreeSet<&str> = (0..log.row_count()).filter_map(|row| elements.work_of(log, row)).collect();
    let own = |id: &str| process.graph.node_weights().any(|element| element.id.as_str() == id);
    for id in elements.work.keys().filter(|id| !seen.contains(id.as_str()) && own(id)) {
        scenario.element(id).time.unseen = true;
    }
}

/// The real times again.
pub(crate) fn replay(starts: &[i64]) -> Arrivals {
    Arrivals::Replay { times: starts.iter().map(|start| Time(Timestamp(*start))).collect() }
}

/// Cases an hour, for each hour of the week: how many began in it, over how often it came. Where hardly any came on days that the
/// named calendar, or the only one, has off, none do, and those days count for nothing: holidays make no other day quieter.
fn by_hour(starts: &[i64], scenario: &Scenario, named: Option<&str>) -> Arrivals {
    let zone = check::zone(scenario);
    let only = if let [only] = scenario.calendars.as_slice() { Some(only) } else { None };
    let calendar = named.map_or(only, |id| scenario.calendars.iter().find(|calendar| calendar.id == id));
    let is_off = |calendar: &WorkCalendar, at: i64| is_free(calendar, &Timestamp(at).to_jiff().to_zoned(zone.clone()));
    let off = |calendar: &WorkCalendar| starts.iter().filter(|start| is_off(calendar, **start)).count();
    let calendar = calendar.filter(|calendar| off(calendar) as f64 <= OFF_SHARE * starts.len() as f64);
    let counts_at = |at: i64| calendar.is_none_or(|calendar| !is_off(calendar, at));
    let mut counts = [0.0; 168];
    for start in starts.iter().filter(|start| counts_at(**start)) {
        counts[hour_of_week(*start, &zone)] += 1.0;
    }
    let (first, last) = (starts[0], starts[starts.len() - 1]);
    let mut hours = [0.0; 168];
    let mut at = first;
    while at <= last {
        hours[hour_of_week(at, &zone)] += f64::from(u8::from(counts_at(at)));
        at += 3_600_000;
    }
    let per_hour = counts.iter().zip(hours).map(|(n, of): (&f64, f64)| n / of.max(1.0)).collect();
    Arrivals::HourOfWeek { per_hour, calendar: calendar.map(|calendar| calendar.id.clone()) }
}
