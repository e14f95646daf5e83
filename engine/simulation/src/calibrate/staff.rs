//! Who works, and when: those who did, at the hours at which they did.
use super::{Elements, Learn};
use crate::scenario::{ALWAYS, Resource, Scenario, check};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::calendar::WorkCalendar;
use weir_mining::log::{Log, NO_NAME, NO_TIME};
use weir_mining::measure::seen::week;

/// The id of the calendar that is learned.
pub const LEARNED_CALENDAR: &str = "learned";

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
    let people = (0..log.row_count()).filter(|row| log.actor[*row] != NO_NAME && log.started[*row] != NO_TIME);
    let moments = people.flat_map(|row| [log.started[row], log.ended[row]]).filter(|at| *at != NO_TIME);
    let week = week(moments, &check::zone(scenario))?;
    let time_zone = scenario.time_zone.clone().unwrap_or_else(|| "UTC".to_owned());
    let name = "Hours at which people were seen at work".to_owned();
    let calendar = WorkCalendar { id: LEARNED_CALENDAR.to_owned(), name, time_zone, week, days: BTreeMap::new() };
    calendar.check().is_ok().then_some(calendar)
}
