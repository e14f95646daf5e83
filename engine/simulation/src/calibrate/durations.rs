//! How long work takes: what was seen, by person and size where there is enough of it.
use super::names::Work as Kind;
use super::{Elements, Learn, together, waits};
use crate::distribution::Distribution;
use crate::scenario::{ALWAYS, DurationClass, Scenario, Size, Span, WaitClass};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::calendar::WorkCalendar;
use weir_mining::log::{Cell, Log, NO_NAME, NO_TIME};
use weir_mining::measure::calendar::WorkingTime;
use weir_mining::measure::waiting::Work;
use weir_mining::statistics::{fit, quantile_of_sorted};

/// From so many times on they are drawn again as they were.
pub const EMPIRICAL_MIN: usize = 100;
/// From so many times on a distribution is fitted to those of one person or size; fewer go with the rest.
pub const FIT_MIN: usize = 30;
/// The same of tasks that the model gives to one person: what others do tells little of them.
pub const ASSIGNED_MIN: usize = 10;
/// A distribution of what was seen carries at most so many values: quantiles stand for more.
const VALUES_KEPT: usize = 1_000;
/// A wait without a cause that is shorter on average is none, ms.
const WAIT_MIN: f64 = 1_000.0;

/// One piece of work that was seen.
struct Seen {
    actor: u32,
    size: Option<usize>,
    service: f64,
}

/// Durations and waits of all work that the scenario says nothing of.
pub(super) fn learn(log: &Log, elements: &Elements, learn: &Learn, given: &Scenario, scenario: &mut Scenario) {
    let hours = hours(log, scenario);
    let size = learn.size.as_ref().and_then(|variable| limits(log, variable));
    let waits = waits::learn(log, elements, &hours, given, scenario);
    let service = |row: usize| {
        let (from, until) = (log.started[row], log.ended[row]);
        let whole = hours.get(&log.actor[row]).map_or(until - from, |hours| hours.between(from, until));
        (whole - log.suspended[row]).max(0) as f64
    };
    // What a scenario asks at a step comes before what tells small cases from large ones everywhere.
    let by = |id: &str| {
        let is_work = elements.work.get(id) == Some(&Kind::Person);
        let of = learn.kinds.iter().find(|kinds| kinds.step.as_deref().map_or(is_work, |step| step == id));
        of.map(|kinds| &kinds.by).or(size.as_ref())
    };
    let mut all: BTreeMap<&str, Vec<Seen>> = BTreeMap::new();
    let mut instants: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for case in 0..log.case_count() {
        let mut before = NO_TIME;
        for row in log.case(case) {
            let Some(id) = elements.work_of(log, row).filter(|_| log.ended[row] != NO_TIME) else { continue };
            if log.started[row] == NO_TIME {
                let enabled = if log.enabled[row] == NO_TIME { before } else { log.enabled[row] };
                let took = if enabled == NO_TIME { 0 } else { log.ended[row] - enabled };
                instants.entry(id).or_default().push(took.max(0) as f64);
            } else {
                let size = by(id).and_then(|by| by.class(value(log, &by.variable, case).as_ref()));
                all.entry(id).or_default().push(Seen { actor: log.actor[row], size, service: service(row) });
            }
            before = log.ended[row];
        }
    }
    for (id, seen) in &all {
        let calendar = calendar_of(log, seen, scenario);
        let time = &mut scenario.element(id).time;
        let untold = time.processing.is_none() && time.classes.is_empty();
        if untold {
            time.processing = Some(distribution(seen.iter().map(|seen| seen.service).collect()));
            let least = if elements.assigned.contains(*id) { ASSIGNED_MIN } else { FIT_MIN };
            let told_apart = by(id).is_some_and(|by| !size.as_ref().is_some_and(|size| size.is_like(by)));
            time.classes = classes(log, seen, least, told_apart);
            if time.classes.iter().any(|class| class.size.is_some()) {
                time.size = by(id).cloned().map(|by| Size { work: work(&by, seen), ..by });
            }
        }
        if time.wait.is_none() && time.waits.is_empty() {
            let of = waits.get(id).map_or(&[][..], Vec::as_slice);
            let all: Vec<f64> = of.iter().map(|(_, _, wait)| *wait).collect();
            if all.iter().sum::<f64>() > WAIT_MIN * all.len() as f64 {
                time.wait = Some(distribution(all));
                time.waits = if elements.assigned.contains(*id) { wait_classes(log, of) } else { vec![] };
                time.wait_calendar = calendar;
                let pairs: Vec<(u32, f64, f64)> =
                    of.iter().map(|(actor, row, wait)| (*actor, *wait, service(*row))).collect();
                time.together = untold && together::go(&pairs);
            }
        }
    }
    // Of what the log knows only the end of, nobody can tell waiting from work: all of it is time that passes.
    for (id, times) in instants.into_iter().filter(|(id, _)| !all.contains_key(id)) {
        let given = scenario.element(id);
        if given.time.processing.is_none() {
            given.time.processing = Some(distribution(times));
            given.resource = crate::scenario::ResourceParameters { automated: true, ..Default::default() };
        }
    }
}

/// What was seen often is drawn again; of less the best fit by Akaike's criterion stands for it; equal times are constant.
pub(super) fn distribution(mut times: Vec<f64>) -> Distribution {
    times.sort_by(f64::total_cmp);
    if times.len() >= EMPIRICAL_MIN {
        let kept = times.len().min(VALUES_KEPT);
        let value = |at: usize| quantile_of_sorted(&times, (at as f64 + 0.5) / kept as f64).unwrap_or(0.0);
        return Distribution::Empirical { values: (0..kept).map(|at| Span(value(at).round())).collect() };
    }
    match fit::fit(times.iter().copied()) {
        // Times of 0 are left out of a fit; where they are many it would tell of other work.
        Some(fits) if 10 * fits.n >= 9 * times.len() => fits.best.distribution.into(),
        _ => Distribution::Empirical { values: times.into_iter().map(|time| Span(time.round())).collect() },
    }
}

/// By person and size, by person, by size: what was seen often enough to stand alone, the most particular first. Of kinds that
/// are told apart because they are so different, the kind says more than the person.
fn classes(log: &Log, seen: &[Seen], least: usize, told_apart: bool) -> Vec<DurationClass> {
    let actors: BTreeSet<u32> = seen.iter().map(|seen| seen.actor).filter(|actor| *actor != NO_NAME).collect();
    let sizes: BTreeSet<usize> = seen.iter().filter_map(|seen| seen.size).collect();
    let mut keys: Vec<(Option<u32>, Option<usize>)> = vec![];
    keys.extend(actors.iter().flat_map(|actor| sizes.iter().map(move |size| (Some(*actor), Some(*size)))));
    let mut alone: Vec<(Option<u32>, Option<usize>)> = actors.iter().map(|actor| (Some(*actor), None)).collect();
    alone.extend(sizes.iter().map(|size| (None, Some(*size))));
    alone.sort_by_key(|(actor, _)| told_apart && actor.is_some());
    keys.extend(alone);
    let of = |(actor, size): &(Option<u32>, Option<usize>)| {
        let fits = |s: &&Seen| actor.is_none_or(|a| a == s.actor) && size.is_none_or(|c| Some(c) == s.size);
        seen.iter().filter(fits).map(|seen| seen.service).collect::<Vec<f64>>()
    };
    let class = |key: (Option<u32>, Option<usize>)| {
        let times = of(&key);
        (times.len() >= least).then(|| DurationClass {
            actor: key.0.map(|actor| log.actors.name(actor).to_owned()),
            size: key.1,
            processing: distribution(times),
        })
    };
    // One person alone is no other class than all.
    if actors.len() < 2 && sizes.is_empty() {
        return vec![];
    }
    keys.into_iter().filter_map(class).collect()
}

/// Three size classes of alike many cases; two where a third or more are as small, or as large, as any. None where no case has such a
/// number, or all have the same.
pub(super) fn limits(log: &Log, variable: &str) -> Option<Size> {
    let mut values: Vec<f64> = (0..log.case_count()).filter_map(|c| log.case_attributes.number(variable, c)).collect();
    values.retain(|value| value.is_finite());
    values.sort_by(f64::total_cmp);
    let least = *values.first()?;
    let thirds = [1.0 / 3.0, 2.0 / 3.0].into_iter().filter_map(|q| quantile_of_sorted(&values, q));
    // What is at a limit is above it: at the least of all there would be nothing below.
    let mut limits: Vec<f64> = thirds.filter(|limit| *limit > least).collect();
    limits.dedup_by(|a, b| a.total_cmp(b).is_eq());
    if limits.is_empty() {
        limits.push(values.iter().copied().find(|value| *value > least)?);
    }
    Some(Size { variable: variable.to_owned(), limits, ..Size::default() })
}

/// What a case has under a name.
fn value(log: &Log, name: &str, case: usize) -> Option<Value> {
    match log.case_attributes.cell(name, case) {
        Cell::Text(_) => log.case_attributes.text(name, case).map(Value::from),
        Cell::Flag(flag) => Some(Value::from(flag)),
        _ => log.case_attributes.number(name, case).map(Value::from),
    }
}

/// How much of the work was on each class.
fn work(by: &Size, seen: &[Seen]) -> Vec<f64> {
    let of = |class| seen.iter().filter(|seen| seen.size == Some(class)).map(|seen| seen.service).sum();
    (0..by.classes()).map(of).collect()
}

/// When each actor works, by the calendar that the scenario has for them. Those who always work are not in it.
pub(super) fn hours(log: &Log, scenario: &Scenario) -> BTreeMap<u32, WorkingTime> {
    let spans = (0..log.case_count()).filter_map(|case| log.span(case));
    let (from, until) = spans.fold((i64::MAX, i64::MIN), |(f, u), (from, until)| (f.min(from), u.max(until)));
    let calendars: BTreeMap<&str, &WorkCalendar> = scenario.calendars.iter().map(|c| (c.id.as_str(), c)).collect();
    let mut found = BTreeMap::new();
    for resource in &scenario.resources {
        let calendar = resource.calendar.as_deref().filter(|name| *name != ALWAYS).and_then(|name| calendars.get(name));
        if let (Some(calendar), Some(actor)) = (calendar, log.actors.find(&resource.id)) {
            found.insert(actor, WorkingTime::of(calendar, from, until));
        }
    }
    found
}

/// The calendar of all who did it, where they have the same: what waited for them waited in its hours.
fn calendar_of(log: &Log, seen: &[Seen], scenario: &Scenario) -> Option<String> {
    let actors: BTreeSet<&str> =
        seen.iter().filter(|seen| seen.actor != NO_NAME).map(|seen| log.actors.name(seen.actor)).collect();
    let of = scenario.resources.iter().filter(|person| actors.contains(person.id.as_str()));
    let mut calendars: Vec<Option<&str>> = of.map(|person| person.calendar.as_deref()).collect();
    calendars.sort_unstable();
    calendars.dedup();
    let [Some(only)] = calendars.as_slice() else { return None };
    (*only != ALWAYS).then(|| (*only).to_owned())
}

/// By whom the model gives it to: of work that waits for one person it is theirs how long, and of those with as much in
/// hand for long it is longer. What is of too few goes with the rest.
fn wait_classes(log: &Log, waits: &[(u32, usize, f64)]) -> Vec<WaitClass> {
    let actors: BTreeSet<u32> = waits.iter().map(|(actor, ..)| *actor).collect();
    if actors.len() < 2 {
        return vec![];
    }
    let class = |actor: u32| {
        let times: Vec<f64> = waits.iter().filter(|(of, ..)| *of == actor).map(|(.., wait)| *wait).collect();
        let actor = log.actors.name(actor).to_owned();
        (times.len() >= ASSIGNED_MIN).then(|| WaitClass { actor, wait: distribution(times) })
    };
    actors.into_iter().filter_map(class).collect()
}

/// The working hours that touch a wait.
pub(super) fn within(hours: &WorkingTime, item: Work) -> &[(i64, i64)] {
    let pieces = hours.pieces();
    let from = pieces.partition_point(|(_, until)| *until <= item.enabled);
    let until = pieces.partition_point(|(from, _)| *from < item.started);
    &pieces[from.min(until)..until]
}
