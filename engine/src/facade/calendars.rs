//! Work calendars year by year: holidays and the days on which one works instead (调休), as a government announces them.
use super::Engine;
use crate::api::{CalendarDay, ChangeOrganisation, OrganisationChange};
use crate::{Context, Error};
use std::collections::BTreeMap;
use weir_core::calendar::{Date, Hours, WorkCalendar};
use weir_core::organisation::{Change, Entry};

/// How many days a year may have of its own.
const DAYS_MAX: usize = 366;

impl Engine {
    /// The days of a year of a calendar are these from now on; other years stay. All of it, or nothing.
    pub async fn load_calendar_year(
        &self,
        by: Context,
        calendar: &str,
        year: i16,
        days: Vec<CalendarDay>,
        reason: Option<String>,
    ) -> Result<OrganisationChange, Error> {
        let organisation = self.organisation();
        let kept = organisation.calendars.get(calendar).ok_or_else(|| Error::not_found("calendar", calendar))?;
        let mut kept = WorkCalendar::clone(kept);
        let new = own_days(&kept, year, days)?;
        kept.days.retain(|date, _| date.year() != year);
        kept.days.extend(new);
        let changes = vec![Change::Put(Entry::Calendar(kept))];
        let change = ChangeOrganisation { changes, version: None, reason, seen: Some(organisation) };
        self.change_organisation(by, change).await
    }
}

/// The days as the calendar keeps them. A day of work without hours is like the first working day of the week.
fn own_days(calendar: &WorkCalendar, year: i16, days: Vec<CalendarDay>) -> Result<BTreeMap<Date, Vec<Hours>>, Error> {
    if days.is_empty() || days.len() > DAYS_MAX {
        let message = format!("a year has 1 to {DAYS_MAX} days of its own: say which are free, and which are not");
        return Err(Error::invalid("calendar-days", message));
    }
    let usual = calendar.week.iter().find(|hours| !hours.is_empty()).cloned().unwrap_or_default();
    let mut own = BTreeMap::new();
    for CalendarDay { date, work, hours, .. } in days {
        if date.year() != year {
            let message = format!("{date} is no day of {year}: load each year by itself");
            return Err(Error::invalid("calendar-other-year", message));
        }
        if !work && !hours.is_empty() {
            let message = format!("{date} is free, and has hours of work: leave one of them out");
            return Err(Error::invalid("calendar-free-with-hours", message));
        }
        let hours = if work && hours.is_empty() { usual.clone() } else { hours };
        if own.insert(date, hours).is_some() {
            return Err(Error::invalid("calendar-day-twice", format!("{date} stands twice")));
        }
    }
    Ok(own)
}
