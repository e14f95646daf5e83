//! The hours at which people were seen at work in a process: a calendar where nobody has said which one is theirs.
use super::Ledger;
use super::instance::LEARN_MS;
use super::row::Nature;
use crate::aggregate::{Place, PlaceId};
use crate::log::{NO_NAME, NO_TIME};
use crate::measure::seen::week;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use weir_core::calendar::WorkCalendar;

/// The id of such a calendar.
const SEEN: &str = "seen";
/// So many visits are looked at, evenly among all.
const LOOKED_AT_MAX: usize = 50_000;

/// When people work.
#[derive(Debug, Clone, Copy, Default)]
pub struct WorkHours<'a> {
    /// As the only calendar of the office says.
    pub office: Option<&'a WorkCalendar>,
    /// Where there is not exactly one, as they were seen to.
    pub seen: Option<&'a WorkCalendar>,
}

impl Ledger {
    /// When people were seen at work in a process in the time from which forecasts learn, by the clocks of a zone. None where that
    /// is nearly always, or too little is known.
    pub fn seen_at_work(&self, process: &str, now: i64, zone: &TimeZone) -> Option<WorkCalendar> {
        let from = now.saturating_sub(LEARN_MS);
        let is_human = |place: &PlaceId| self.nature(*place) == Nature::Human;
        let nodes = self.aggregates.places().iter().filter(|(_, name)| name.process == process);
        let nodes: Vec<PlaceId> =
            nodes.filter(|(_, name)| matches!(name.place, Place::Node(_))).map(|(place, _)| place).collect();
        let numbers = || nodes.iter().filter(|place| is_human(place)).flat_map(|place| self.members_of(*place));
        let step = numbers().count().div_ceil(LOOKED_AT_MAX).max(1);
        let rows = numbers().step_by(step).filter_map(|number| self.row(number));
        let known = rows.filter(|row| row.actor != NO_NAME && row.ended >= from);
        let moments = known.flat_map(|row| [row.started, row.ended]).filter(|at| *at != NO_TIME);
        let time_zone = zone.iana_name()?.to_owned();
        let week = week(moments, zone)?;
        let (id, name) = (SEEN.to_owned(), "Hours at which people were seen at work".to_owned());
        let calendar = WorkCalendar { id, name, time_zone, week, days: BTreeMap::new() };
        calendar.check().is_ok().then_some(calendar)
    }
}
