//! R5: work and people in balance: more people where a group is too busy, one queue where some are and others are not.
use super::history::History;
use super::{Confidence, Edit, Found, Gain, Guard, Missing, Rule, Suggestion, Unit};
use crate::aggregate::DAY_MS;
use crate::measure::intervals::{Interval, intersection, union};
use crate::statistics::bootstrap::{Estimate, estimate};
use crate::statistics::queue::erlang_c;
use std::collections::{BTreeMap, BTreeSet};

/// People who are busier than this have no room for a bad day.
const BUSY_MAX: f64 = 0.85;
/// People of one group whose utilisation differs by more are not in balance.
const SPREAD_MIN: f64 = 0.2;
/// So many more people are tried.
const MORE_MAX: u32 = 50;

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    let mut groups: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for task in history.user_tasks() {
        if let Some(group) = history.facts.group(history.name(task)) {
            groups.entry(group).or_default().push(task);
        }
    }
    if groups.is_empty() {
        found.lacks(Rule::R5, &[], Missing::Roles);
        return;
    }
    let (from, until) = history.window();
    let days = if from < until { (until - from) / DAY_MS } else { 0 };
    for (group, tasks) in groups {
        let places = vec![group.to_owned()];
        if (days as u64) < Rule::R5.n_min() {
            found.lacks(Rule::R5, &places, Missing::Days { needed: Rule::R5.n_min(), found: days as u64 });
            continue;
        }
        let unknown = history.without_starts(tasks.iter().copied());
        if !unknown.is_empty() {
            found.lacks(Rule::R5, &places, Missing::Starts(unknown));
            continue;
        }
        let Some(load) = Load::of(history, &tasks, from, days as usize) else {
            found.lacks(Rule::R5, &places, Missing::Calendars);
            continue;
        };
        let target = history.facts.wait_targets.get(group).map(|wait| *wait as f64);
        let suggestion =
            more_people(history, group, &tasks, &load, target).or_else(|| one_queue(history, group, &tasks, &load));
        found.suggestions.extend(suggestion);
    }
}

/// What a group did on one day.
#[derive(Debug, Clone, Default)]
struct Day {
    /// Rows that were begun, their waits and their service, ms.
    done: f64,
    wait: f64,
    service: f64,
    /// How long anybody was there, ms.
    open: f64,
    /// For each person: busy, and there, ms; and rows with their waits.
    people: Vec<(f64, f64, f64, f64)>,
}

struct Load {
    days: Vec<Day>,
}

impl Load {
    /// The days of a group. None where the hours of one of its people are not known.
    fn of(history: &History<'_>, tasks: &[u32], from: i64, days: usize) -> Option<Load> {
        let people: Vec<u32> =
            tasks.iter().flat_map(|task| history.actors_of(*task)).collect::<BTreeSet<u32>>().into_iter().collect();
        let mut out: Vec<Day> =
            (0..days).map(|_| Day { people: vec![(0.0, 0.0, 0.0, 0.0); people.len()], ..Day::default() }).collect();
        let mut hours: Vec<Interval> = vec![];
        for (index, person) in people.iter().enumerate() {
            let of = history.hours(*person)?;
            by_day(&intersection(history.busy(*person), &of), from, &mut |day, ms| {
                out.get_mut(day).into_iter().for_each(|day| day.people[index].0 += ms);
            });
            by_day(&of, from, &mut |day, ms| {
                out.get_mut(day).into_iter().for_each(|day| day.people[index].1 += ms);
            });
            hours.extend(of);
        }
        by_day(&union(hours), from, &mut |day, ms| out.get_mut(day).into_iter().for_each(|day| day.open += ms));
        for row in tasks.iter().flat_map(|task| &history.rows[*task as usize]) {
            let (Some(wait), Some(service)) = (history.queue(*row), history.service(*row)) else { continue };
            let day = (history.log.start(*row as usize) - from).div_euclid(DAY_MS);
            let Some(day) = usize::try_from(day).ok().and_then(|day| out.get_mut(day)) else { continue };
            (day.done, day.wait, day.service) = (day.done + 1.0, day.wait + wait, day.service + service);
            if let Some(index) = history.actor(*row).and_then(|actor| people.binary_search(&actor).ok()) {
                day.people[index].2 += 1.0;
                day.people[index].3 += wait;
            }
        }
        (!people.is_empty()).then_some(Load { days: out })
    }

    /// Over some days.
    fn sum(&self, drawn: impl IntoIterator<Item = usize>) -> Day {
        let people = self.days.first().map_or(0, |day| day.people.len());
        let mut sum = Day { people: vec![(0.0, 0.0, 0.0, 0.0); people], ..Day::default() };
        for day in drawn.into_iter().map(|day| &self.days[day]) {
            sum.done += day.done;
            sum.wait += day.wait;
            sum.service += day.service;
            sum.open += day.open;
            for (all, of) in sum.people.iter_mut().zip(&day.people) {
                *all = (all.0 + of.0, all.1 + of.1, all.2 + of.2, all.3 + of.3);
            }
        }
        sum
    }

    /// A number of days with its interval.
    fn estimate(&self, days: &[usize], purpose: u64, of: impl Fn(&Day) -> Option<f64>) -> Option<Estimate> {
        estimate(days.len(), &[purpose, days.len() as u64], |drawn| {
            of(&self.sum(drawn.iter().map(|day| days[*day as usize])))
        })
    }

    fn all(&self) -> Vec<usize> {
        (0..self.days.len()).collect()
    }
}

impl Day {
    fn utilisation(&self) -> Option<f64> {
        let (busy, there) = self.people.iter().fold((0.0, 0.0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
        (there > 0.0).then(|| busy / there)
    }

    /// How many people are there at once, on average.
    fn servers(&self) -> u32 {
        let there: f64 = self.people.iter().map(|of| of.1).sum();
        if self.open > 0.0 { (there / self.open).round().max(1.0) as u32 } else { 1 }
    }

    /// The mean wait with so many people (Erlang's C), ms; none where work comes faster than they can do it.
    ///
    /// How fast they are follows from how busy they are, so that other work they do counts too.
    fn wait_with(&self, servers: u32) -> Option<f64> {
        let rate = self.done / self.open;
        let load = self.utilisation()? * f64::from(self.servers());
        erlang_c(rate, rate / load, servers).map(|queue| queue.wait)
    }
}

/// The pieces of intervals on each day since `from`.
fn by_day(intervals: &[Interval], from: i64, add: &mut dyn FnMut(usize, f64)) {
    for (mut begin, end) in intervals.iter().map(|(begin, end)| ((begin - from).max(0), end - from)) {
        while begin < end {
            let day = begin / DAY_MS;
            let until = end.min((day + 1) * DAY_MS);
            add(day as usize, (until - begin) as f64);
            begin = until;
        }
    }
}

fn more_people(
    history: &History<'_>,
    group: &str,
    tasks: &[u32],
    load: &Load,
    target: Option<f64>,
) -> Option<Suggestion> {
    let all = load.all();
    let now = load.sum(all.iter().copied());
    let servers = now.servers();
    let busy = load.estimate(&all, 1, Day::utilisation)?;
    let too_long = match target {
        Some(target) => {
            let seen = load.estimate(&all, 2, |day| (day.done > 0.0).then(|| day.wait / day.done))?;
            seen.is_above(target) && now.wait_with(servers).is_none_or(|wait| wait > target)
        }
        None => busy.is_above(BUSY_MAX),
    };
    if !too_long {
        return None;
    }
    let is_enough = |more: &u32| {
        let after = busy.value * f64::from(servers) / f64::from(servers + more);
        match target {
            Some(target) => now.wait_with(servers + more).is_some_and(|wait| wait <= target),
            None => after <= BUSY_MAX,
        }
    };
    let more = (1..=MORE_MAX).find(is_enough)?;
    // Where work comes faster than it can be done there is no mean wait; what was seen stands for it.
    let gain = load.estimate(&all, 3, |day| {
        let seen = day.wait / day.done;
        Some(
            day.wait_with(servers).map_or(seen, |wait| wait.min(seen.max(1.0) * 2.0))
                - day.wait_with(servers + more)?,
        )
    })?;
    let rows: Vec<u32> = tasks.iter().flat_map(|task| history.rows[*task as usize].iter().copied()).collect();
    let after = busy.value * f64::from(servers) / f64::from(servers + more);
    gain.is_above(0.0).then(|| Suggestion {
        rule: Rule::R5,
        places: vec![group.to_owned()],
        n: load.days.len() as u64,
        gain: Gain { unit: Unit::Time, per_case: gain, cases: rows.len() as u64 },
        confidence: Confidence::Indicative,
        effects: Rule::R5.effects(),
        edit: Edit::AddStaff { group: group.to_owned(), more },
        guards: vec![Guard::StaffCost, Guard::Utilisation(after), Guard::Simulate],
        missing: vec![],
        evidence: history.cases_of(&rows),
    })
}

/// The busiest and the idlest were chosen on the older days; how far they are apart is measured on the newer ones.
fn one_queue(history: &History<'_>, group: &str, tasks: &[u32], load: &Load) -> Option<Suggestion> {
    let (older, newer): (Vec<usize>, Vec<usize>) = load.all().into_iter().partition(|day| day * 2 < load.days.len());
    let busy = |day: &Day, person: usize| {
        let of = day.people[person];
        (of.1 > 0.0).then(|| of.0 / of.1)
    };
    let before = load.sum(older);
    let known: Vec<(usize, f64)> =
        (0..before.people.len()).filter_map(|person| Some((person, busy(&before, person)?))).collect();
    let most = known.iter().max_by(|a, b| a.1.total_cmp(&b.1))?.0;
    let least = known.iter().min_by(|a, b| a.1.total_cmp(&b.1))?.0;
    let apart = |day: &Day| Some(busy(day, most)? - busy(day, least)?);
    let spread = load.estimate(&newer, 4, apart)?;
    let whole = apart(&load.sum(load.all()))?;
    if !spread.is_above(0.0) || spread.value <= SPREAD_MIN || whole <= SPREAD_MIN {
        return None;
    }
    // What waits for a person, against what waits for any of them.
    let gain = load.estimate(&load.all(), 5, |day| {
        let done: f64 = day.people.iter().map(|of| of.2).sum();
        let mut apart = 0.0;
        for of in day.people.iter().filter(|of| of.2 > 0.0 && of.1 > 0.0) {
            let queue = erlang_c(of.2 / of.1, of.2 / of.0, 1).map(|queue| queue.wait);
            let seen = of.3 / of.2;
            apart += of.2 / done * queue.map_or(seen, |wait| wait.min(seen.max(1.0) * 2.0));
        }
        Some(apart - day.wait_with(day.servers())?)
    })?;
    let rows: Vec<u32> = tasks.iter().flat_map(|task| history.rows[*task as usize].iter().copied()).collect();
    gain.is_above(0.0).then(|| Suggestion {
        rule: Rule::R5,
        places: vec![group.to_owned()],
        n: load.days.len() as u64,
        gain: Gain { unit: Unit::Time, per_case: gain, cases: rows.len() as u64 },
        confidence: Confidence::Indicative,
        effects: Rule::R5.effects(),
        edit: Edit::ShareQueue { group: group.to_owned(), tasks: history.names(tasks) },
        guards: vec![Guard::Simulate],
        missing: vec![],
        evidence: history.cases_of(&rows),
    })
}
