//! Who works, and when: those who did, at the hours at which they did.
use super::{Elements, Learn, WEEK, hour_of_week};
use crate::scenario::{ALWAYS, Resource, Scenario, check};
use jiff::civil::Time;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::calendar::{Hours, WorkCalendar};
use weir_mining::log::{Log, NO_NAME, NO_TIME};

/// The id of the calendar that is learned.
pub const LEARNED_CALENDAR: &str = "learned";
/// A day of the week is a working day where so much happens on it, as a share of the busiest one.
const DAY_SHARE: f64 = 0.1;
/// An hour is a working hour of all of these days where so much happens in it, as a share of the busiest one: also where
/// people seldom stay so long.
const HOUR_SHARE: f64 = 0.002;
/// Once is no habit.
const SEEN_MIN: f64 = 2.0;
/// From so many working hours of 168 on they work round the clock.
const ALWAYS_HOURS: usize = 160;
/// A history shorter than this tells nothing about the week.
const WEEKS_MIN: i64 = 2;

/// People, their hours, and who does what, as far as the scenario does not say it.
pub(super) fn learn(log: &Log, elements: &Elements, learn: &Learn, scenario: &mut Scenario) {
    let mut doing: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for row in (0..log.row_count()).filter(|row| log.actor[*row] != NO_NAME && log.started[*row] != NO_TIME) {
        let Some(id) = elements.work_of(log, row).filter(|id| elements.work[*id] == super::names::Work::Person) else {
            continue;
        };
        doing.entry(id).or_default().insert(log.actor[row]);
    }
    if scenario.resources.is_empty() {
        let calendar = match (&learn.calendar, calendar(log, scenario)) {
            (Some(named), _) => named.as_str(),
            (None, Some(calendar)) => {
                scenario.calendars.retain(|known| known.id != LEARNED_CALENDAR);
                scenario.calendars.push(calendar);
                LEARNED_CALENDAR
            }
            (None, None) => ALWAYS,
        };
        let actors: BTreeSet<u32> = doing.values().flatten().copied().collect();
        for actor in actors {
            let (id, calendar) = (log.actors.name(actor).to_owned(), Some(calendar.to_owned()));
            let groups = learn.groups.get(&id).cloned().unwrap_or_default();
            scenario.resources.push(Resource { id, groups, calendar, ..Resource::default() });
        }
    }
    for (id, actors) in doing {
        let known: Vec<String> = actors
            .into_iter()
            .map(|actor| log.actors.name(actor).to_owned())
            .filter(|name| scenario.resources.iter().any(|resource| resource.id == *name))
            .collect();
        let resource = &mut scenario.element(id).resource;
        let said = resource.automated || !(resource.people.is_empty() && resource.groups.is_empty());
        if !said && resource.skills.is_empty() {
            resource.people = known;
        }
    }
}

/// The hours of the week in which people begin and end work. None where that is nearly always, or too little is known.
fn calendar(log: &Log, scenario: &Scenario) -> Option<WorkCalendar> {
    let zone = check::zone(scenario);
    let mut counts = [0_u32; 168];
    let (mut first, mut last) = (i64::MAX, i64::MIN);
    for row in (0..log.row_count()).filter(|row| log.actor[*row] != NO_NAME && log.started[*row] != NO_TIME) {
        for at in [log.started[row], log.ended[row]].into_iter().filter(|at| *at != NO_TIME) {
            counts[hour_of_week(at, &zone)] += 1;
            (first, last) = (first.min(at), last.max(at));
        }
    }
    let of_day = |day: usize| counts[day * 24..day * 24 + 24].iter().sum::<u32>();
    let busiest_day = f64::from((0..7).map(of_day).max()?);
    let days: Vec<bool> = (0..7).map(|day| f64::from(of_day(day)) >= (DAY_SHARE * busiest_day).max(1.0)).collect();
    let of_hour = |hour: usize| (0..7).filter(|day| days[*day]).map(|day| counts[day * 24 + hour]).sum::<u32>();
    let busiest_hour = f64::from((0..24).map(of_hour).max()?);
    let enough = |hour: usize| f64::from(of_hour(hour)) >= (HOUR_SHARE * busiest_hour).max(SEEN_MIN);
    let works: Vec<bool> = (0..168).map(|hour| days[hour / 24] && enough(hour % 24)).collect();
    let hours = works.iter().filter(|works| **works).count();
    if last.saturating_sub(first) < WEEKS_MIN * WEEK || hours >= ALWAYS_HOURS {
        return None;
    }
    let mut week: [Vec<Hours>; 7] = Default::default();
    for (day, pieces) in week.iter_mut().enumerate() {
        *pieces = day_of(&works[day * 24..day * 24 + 24]);
    }
    let time_zone = scenario.time_zone.clone().unwrap_or_else(|| "UTC".to_owned());
    let name = "Hours at which people were seen at work".to_owned();
    let calendar = WorkCalendar { id: LEARNED_CALENDAR.to_owned(), name, time_zone, week, days: BTreeMap::new() };
    calendar.check().is_ok().then_some(calendar)
}

/// Hours that touch are one piece; the last minute of a day is the end of its last hour.
fn day_of(works: &[bool]) -> Vec<Hours> {
    let mut pieces = vec![];
    let mut hour = 0;
    while hour < 24 {
        let length = works[hour..].iter().take_while(|works| **works).count();
        if length > 0 {
            let from = Time::constant(hour as i8, 0, 0, 0);
            let end = hour + length;
            let until = if end == 24 { Time::MAX } else { Time::constant(end as i8, 0, 0, 0) };
            pieces.push(Hours { from, until });
        }
        hour += length.max(1);
    }
    pieces
}
