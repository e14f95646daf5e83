//! What people did against a rule, whatever is usual: outside the hours of work, or both of what two should do. It needs no
//! history to be held against, and looks at instances that still run as well.
use super::finding::Anomaly;
use super::{Ask, Ledger, Nature};
use crate::aggregate::Place;
use crate::log::NO_NAME;
use crate::measure::calendar::WorkingTime;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use weir_core::Timestamp;
use weir_core::calendar::WorkCalendar;

/// So many actions outside the hours are told, the latest: where everybody works then, the calendar is wrong.
pub const OFF_CALENDAR_MAX: usize = 200;

/// What is expected of people.
#[derive(Debug, Clone, Copy, Default)]
pub struct PeopleRules<'a> {
    /// When one works; none: at any time.
    pub calendar: Option<&'a WorkCalendar>,
    /// Activities of the process that are not one person's; [`INITIATOR`](super::INITIATOR) is who started it.
    pub pairs: &'a [(String, String)],
}

impl Ledger {
    /// What was done against a rule in the window of a question, the latest first; and whether there is more.
    pub(super) fn against(&self, ask: &Ask, rules: &PeopleRules<'_>) -> (Vec<Anomaly>, bool) {
        let mut found = self.off_calendar(ask, rules);
        found.sort_by_key(|one| Reverse(one.at));
        let more = found.len() > OFF_CALENDAR_MAX;
        found.truncate(OFF_CALENDAR_MAX);
        for pair in rules.pairs {
            let both = Ask { both: Some(pair.clone()), node: None, ..ask.clone() };
            let rows = self.rows(&both, self.extent());
            found.extend(rows.into_iter().filter_map(|row| self.acted(row, "ACTOR_FOUR_EYES")).filter(|one| {
                // A question about a node is about what was done there.
                ask.node.is_none() || one.node == ask.node
            }));
        }
        found.sort_by_key(|one| Reverse(one.at));
        (found, more)
    }

    fn off_calendar(&self, ask: &Ask, rules: &PeopleRules<'_>) -> Vec<Anomaly> {
        let Some(calendar) = rules.calendar else { return vec![] };
        let hours = WorkingTime::of(calendar, ask.from, ask.until);
        let mut found = vec![];
        for node in self.human_nodes(ask) {
            let rows = self.rows(&Ask { node: Some(node), ..ask.clone() }, self.extent());
            let off = rows
                .into_iter()
                .filter(|row| self.row(*row).is_some_and(|row| row.actor != NO_NAME && !hours.covers(row.ended)));
            found.extend(off.filter_map(|row| self.acted(row, "ACTOR_OFF_CALENDAR")));
        }
        found
    }

    /// The nodes of a process at which people work, or the one that is asked about.
    fn human_nodes(&self, ask: &Ask) -> BTreeSet<String> {
        let places = self
            .aggregates
            .places()
            .iter()
            .filter(|(id, name)| name.process == ask.process && self.nature(*id) == Nature::Human);
        let nodes = places.filter_map(|(_, name)| match &name.place {
            Place::Node(node) => Some(node.clone()),
            _ => None,
        });
        nodes.filter(|node| ask.node.as_ref().is_none_or(|asked| asked == node)).collect()
    }

    fn acted(&self, number: u32, code: &'static str) -> Option<Anomaly> {
        let row = self.row(number)?;
        let instance = self.case(row.case)?.instance();
        let node = Some(self.node_name(row.place).to_owned());
        Some(Anomaly { node, ..Anomaly::of(instance, code, 1.0, None, Timestamp(row.ended)) })
    }
}
