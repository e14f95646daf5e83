//! Teams: people who are alike, because they belong to the same groups or do the same steps.
use crate::scenario::{Resource, Scenario};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// People who are alike.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Team {
    /// Its groups, or else its steps, joined by `+`: the same for the same people, however often it is asked.
    pub id: String,
    /// Its groups; none where nobody knows them.
    pub groups: Vec<String>,
    /// Who belongs to it.
    pub people: Vec<String>,
    /// The steps that any of them does.
    pub steps: Vec<String>,
    /// The calendars by which they work.
    pub calendars: Vec<String>,
    /// What an hour of one of them costs, on average.
    pub cost_per_hour: f64,
}

/// The teams of a scenario, by id.
pub fn teams(scenario: &Scenario) -> Vec<Team> {
    let mut does: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (step, given) in &scenario.elements {
        for person in scenario.resources.iter().filter(|who| may(who, given)) {
            does.entry(&person.id).or_default().insert(step);
        }
    }
    let mut all: BTreeMap<String, (Team, BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for person in &scenario.resources {
        let steps = does.get(person.id.as_str()).cloned().unwrap_or_default();
        let id = match &person.groups[..] {
            [] => steps.iter().copied().collect::<Vec<_>>().join("+"),
            groups => groups.join("+"),
        };
        let id = if id.is_empty() { person.id.clone() } else { id };
        let new = Team { id: id.clone(), groups: person.groups.clone(), ..Team::default() };
        let (team, known, calendars) = all.entry(id).or_insert_with(|| (new, BTreeSet::new(), BTreeSet::new()));
        team.people.push(person.id.clone());
        team.cost_per_hour += person.cost_per_hour;
        known.extend(steps);
        calendars.extend(person.calendar.as_deref());
    }
    let finished = all.into_values().map(|(mut team, steps, calendars)| {
        team.people.sort();
        team.cost_per_hour /= team.people.len() as f64;
        team.steps = steps.into_iter().map(str::to_owned).collect();
        team.calendars = calendars.into_iter().map(str::to_owned).collect();
        team
    });
    finished.collect()
}

/// The team of a name: its id, or a group that no other team has.
pub(super) fn named<'a>(teams: &'a [Team], name: &str) -> Option<&'a Team> {
    let mut of_group = teams.iter().filter(|team| team.groups.iter().any(|group| group == name));
    let only = || of_group.next().filter(|_| of_group.next().is_none());
    teams.iter().find(|team| team.id == name).or_else(only)
}

/// Is somebody named for a step?
fn may(who: &Resource, given: &crate::scenario::ElementParameters) -> bool {
    given.resource.people.contains(&who.id) || given.resource.groups.iter().any(|group| who.groups.contains(group))
}
