//! Who may do what, and when they work.
use crate::SUGGESTION_PEOPLE_MAX;
use crate::api::SuggestionSettings;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::approval::Approvers;
use weir_core::organisation::{Approver, Organisation, UnitKind};
use weir_core::process::{Kind, UserTask, Value};
use weir_core::{Process, Timestamp};
use weir_mining::log::Log;
use weir_mining::measure::intervals::Interval;
use weir_mining::suggest::Role;

/// The one group that may do a task; none where there are several, or an expression says who.
pub fn group(task: &UserTask) -> Option<String> {
    let mut groups = groups(task);
    groups.pop().filter(|_| groups.is_empty())
}

/// The groups that the model names for a task.
fn groups(task: &UserTask) -> Vec<String> {
    let mut groups: Vec<String> = match &task.candidate_groups {
        Some(Value::Fixed(text)) => text.split(',').map(|id| id.trim().to_owned()).collect(),
        _ => vec![],
    };
    if let Some(plan) = &task.approval
        && let Approvers::Rules(rules) = &plan.approvers
    {
        groups.extend(rules.iter().filter_map(|rule| match rule {
            Approver::Role(id) | Approver::Post(id) | Approver::Group(id) | Approver::Department(id) => {
                Some(id.clone())
            }
            _ => None,
        }));
    }
    groups.retain(|id| !id.is_empty());
    groups.sort_unstable();
    groups.dedup();
    groups
}

/// The groups of a process with their members and the steps that each may do.
pub fn roles(process: &Process, organisation: &Organisation, now: Timestamp) -> Vec<Role> {
    let mut granted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for element in process.graph.node_weights() {
        let Kind::UserTask(task) = &element.kind else { continue };
        for group in groups(task) {
            granted.entry(group).or_default().insert(element.id.to_string());
        }
    }
    let kinds = [UnitKind::Group, UnitKind::Role, UnitKind::Post, UnitKind::Department];
    let members = |id: &str| {
        let all = kinds.iter().flat_map(|kind| organisation.members(*kind, id, now));
        all.map(|person| person.id.clone()).collect()
    };
    granted.into_iter().map(|(name, granted)| Role { members: members(&name), name, granted }).collect()
}

/// When each person of a history works: in the calendar that the settings name, or the only one there is. None where no
/// calendar is known, or more people worked than are counted.
pub fn hours(
    log: &Log,
    organisation: &Organisation,
    settings: &SuggestionSettings,
    window: (Timestamp, Timestamp),
) -> BTreeMap<String, Vec<Interval>> {
    let only = || organisation.calendars.values().next().filter(|_| organisation.calendars.len() == 1);
    let calendar = match &settings.calendar {
        Some(id) => organisation.calendars.get(id),
        None => only(),
    };
    let Some(calendar) = calendar.filter(|_| log.actors.len() <= SUGGESTION_PEOPLE_MAX) else {
        return BTreeMap::new();
    };
    let hours: Vec<Interval> =
        calendar.working(window.0, window.1).into_iter().map(|(from, until)| (from.0, until.0)).collect();
    log.actors.iter().map(|actor| (actor.to_owned(), hours.clone())).collect()
}
