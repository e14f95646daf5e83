//! Who may do what, and when they work.
use crate::SUGGESTION_PEOPLE_MAX;
use crate::api::SuggestionSettings;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::approval::Approvers;
use weir_core::organisation::{Approver, Organisation, UnitKind, Workplace};
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
pub fn groups(task: &UserTask) -> Vec<String> {
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

/// The people that the model itself names for a task.
pub fn people(task: &UserTask) -> BTreeSet<String> {
    let fixed = [&task.candidate_users, &task.assignee].into_iter().flatten().filter_map(|value| match value {
        Value::Fixed(text) => Some(text.split(',').map(|id| id.trim().to_owned())),
        Value::Feel(_) => None,
    });
    let mut people: BTreeSet<String> = fixed.flatten().filter(|id| !id.is_empty()).collect();
    if let Some(plan) = &task.approval
        && let Approvers::Rules(rules) = &plan.approvers
    {
        people.extend(rules.iter().filter_map(|rule| match rule {
            Approver::Person(id) => Some(id.clone()),
            _ => None,
        }));
    }
    people
}

/// The steps of a process that each of these may do, as `of` tells them of a task.
pub fn steps_of<I: IntoIterator<Item = String>>(
    process: &Process,
    of: impl Fn(&UserTask) -> I,
) -> BTreeMap<String, BTreeSet<String>> {
    let mut granted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for element in process.graph.node_weights() {
        let Kind::UserTask(task) = &element.kind else { continue };
        for id in of(task) {
            granted.entry(id).or_default().insert(element.id.to_string());
        }
    }
    granted
}

/// Whoever belongs then to what a model calls so: a group, a role, a post or a department. Who belongs to another tenant does
/// not, and is named to nobody.
pub fn members(here: Workplace<'_>, id: &str, now: Timestamp) -> BTreeSet<String> {
    let kinds = [UnitKind::Group, UnitKind::Role, UnitKind::Post, UnitKind::Department];
    kinds.iter().flat_map(|kind| here.members(*kind, id, now)).map(|person| person.id.clone()).collect()
}

/// The groups of a process with their members and the steps that each may do.
pub fn roles(process: &Process, here: Workplace<'_>, now: Timestamp) -> Vec<Role> {
    let granted = steps_of(process, groups).into_iter();
    granted.map(|(name, granted)| Role { members: members(here, &name, now), name, granted }).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use weir_core::organisation::{Change, Entry, Homes, Membership, Person, Unit, Validity, changed};

    #[test]
    fn members_of_other_tenants_are_in_no_group() {
        let valid = Validity::default();
        let person = |id: &str| {
            let memberships = vec![Membership { kind: UnitKind::Group, id: "desk".into(), valid }];
            Change::Put(Entry::Person(Person { id: id.into(), name: id.into(), memberships, ..Person::default() }))
        };
        let desk = Unit { id: "desk".into(), name: "Desk".into(), valid };
        let changes = [Change::Put(Entry::Group(desk)), person("rob"), person("eva"), person("sam")];
        let all = changed(&Organisation::default(), &changes).expect("a sound organisation");
        let homes: Homes = [("rob", "red"), ("eva", "blue")].map(|(id, home)| (id.into(), home.into())).into();
        let file = br#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
            targetNamespace="t"><process id="p" isExecutable="true"><startEvent id="s"/>
            <userTask id="a" weir:candidateGroups="desk"/><sequenceFlow id="f" sourceRef="s" targetRef="a"/></process>
            </definitions>"#;
        let process = weir_core::compile::prepare(file).processes.remove(0);
        let members = |tenant| roles(&process, Workplace::new(&all, &homes, tenant), Timestamp(0)).remove(0).members;
        assert_eq!(members(Some("red")).into_iter().collect::<Vec<_>>(), ["rob", "sam"]);
        assert_eq!(members(Some("blue")).into_iter().collect::<Vec<_>>(), ["eva", "sam"]);
    }
}
