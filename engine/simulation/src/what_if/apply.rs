//! Changes, made to a scenario.
use super::team::named;
use super::{Changes, StepChange, Team, TeamChange, TeamHours, contradictions, teams};
use crate::distribution::Distribution;
use crate::model::Model;
use crate::ready::is_work;
use crate::refusal::Refusal;
use crate::scenario::{
    ALWAYS, Arrivals, Batch, BatchMode, Discipline, ElementParameters, Resource, ResourceParameters, Scenario, Span,
};
use std::collections::BTreeMap;
use weir_core::process::{Gateway, Kind};

/// What may be changed in a model.
struct Known {
    steps: BTreeMap<String, bool>,
    gateways: BTreeMap<String, Vec<String>>,
}

/// Makes changes to a scenario; everything that cannot be so is told at once, and then nothing is made.
pub fn apply(model: &Model, scenario: &Scenario, changes: &Changes) -> Result<Scenario, Vec<Refusal>> {
    let mut found = contradictions(changes);
    let known = known(model);
    let teams = teams(scenario);
    let mut made = scenario.clone();
    if let Some(factor) = changes.arrivals {
        arrivals(&mut made, factor, &mut found);
    }
    if let Some(discipline) = changes.discipline {
        made.discipline = discipline;
    }
    for change in &changes.teams {
        match named(&teams, &change.team) {
            Some(team) => staffed(&mut made, team, change, &mut found),
            None => found.push(unknown_team(&change.team, &teams)),
        }
    }
    for change in &changes.steps {
        step(&mut made, change, &known, &teams, &mut found);
    }
    for change in &changes.branches {
        match known.gateways.get(&change.gateway) {
            None => {
                let message = "the model has no exclusive gateway of this id";
                found.push(Refusal::at("simulation-unknown-element", &change.gateway, message));
            }
            Some(flows) => {
                let all = flows.iter().map(|flow| (flow.clone(), *change.probabilities.get(flow).unwrap_or(&0.0)));
                let (all, strange): (BTreeMap<_, _>, _) =
                    (all.collect(), change.probabilities.keys().find(|flow| !flows.contains(flow)));
                if let Some(strange) = strange {
                    let message = format!("it has no outgoing flow `{strange}`; it has {}", flows.join(", "));
                    found.push(Refusal::at("simulation-unknown-element", &change.gateway, message));
                }
                made.element(&change.gateway).control.probabilities = all;
            }
        }
    }
    if let Some(kinds) = &changes.kinds {
        super::kinds::part(&mut made, kinds, &known.steps, &mut found);
    }
    // Whoever puts something first means that it counts.
    if changes.steps.iter().any(|change| change.priority.is_some()) && changes.discipline.is_none() {
        made.discipline = Discipline::Priority;
    }
    if found.is_empty() { Ok(made) } else { Err(found) }
}

fn known(model: &Model) -> Known {
    let (mut steps, mut gateways) = (BTreeMap::new(), BTreeMap::new());
    for process in model.compiled() {
        for node in process.graph.node_indices() {
            let element = &process.graph[node];
            let id = element.id.to_string();
            match &element.kind {
                Kind::Gateway(Gateway::Exclusive) => {
                    gateways.insert(id, process.outgoing(node).iter().map(|flow| flow.id.to_string()).collect());
                }
                kind if is_work(kind) => drop(steps.insert(id, true)),
                Kind::CallActivity(_) => drop(steps.insert(id, false)),
                _ => {}
            }
        }
    }
    Known { steps, gateways }
}

fn arrivals(made: &mut Scenario, factor: f64, found: &mut Vec<Refusal>) {
    match &mut made.arrivals {
        Some(Arrivals::Poisson { mean }) => mean.0 /= factor,
        Some(Arrivals::Interval { between }) => *between = between.scaled(1.0 / factor),
        Some(Arrivals::HourOfWeek { per_hour, .. }) => per_hour.iter_mut().for_each(|rate| *rate *= factor),
        Some(Arrivals::Replay { .. }) => {
            let message = "cases begin at real times, of which there are no more: learn rates of the hours of the week";
            found.push(Refusal::at("simulation-contradiction", "arrivals", message));
        }
        None => {
            let message = "nothing says when cases begin, so there cannot be more of them";
            found.push(Refusal::at("simulation-arrivals-missing", "arrivals", message));
        }
    }
}

fn unknown_team(id: &str, teams: &[Team]) -> Refusal {
    let known: Vec<&str> = teams.iter().map(|team| team.id.as_str()).take(20).collect();
    let message = format!("there is no such team; there are {}", known.join(", "));
    Refusal::at("simulation-unknown-team", id, message)
}

fn staffed(made: &mut Scenario, team: &Team, change: &TeamChange, found: &mut Vec<Refusal>) {
    let calendar = match &change.hours {
        None => None,
        Some(TeamHours::Always) => Some(ALWAYS.to_owned()),
        Some(TeamHours::Calendar { id }) => {
            if !made.calendars.iter().any(|calendar| calendar.id == *id) {
                let message = format!("the team is to work by calendar `{id}`, which is not there");
                found.push(Refusal::at("simulation-unknown-calendar", &team.id, message));
            }
            Some(id.clone())
        }
        Some(weekly) => {
            let id = format!("{} (weekly)", team.id);
            let zone = made.time_zone.clone().unwrap_or_else(|| "UTC".to_owned());
            made.calendars.retain(|known| known.id != id);
            made.calendars.extend(weekly.calendar(&id, &zone));
            Some(id)
        }
    };
    for person in made.resources.iter_mut().filter(|person| team.people.contains(&person.id)) {
        person.calendar = calendar.clone().or_else(|| person.calendar.take());
        person.cost_per_hour = change.cost_per_hour.unwrap_or(person.cost_per_hour);
        person.at_once = change.at_once.or(person.at_once);
    }
    match change.people {
        0 => {}
        more @ 1.. => hired(made, team, more.unsigned_abs()),
        fewer => released(made, team, fewer.unsigned_abs() as usize, found),
    }
}

/// New people are like the first of the team, and do whatever any of it does.
fn hired(made: &mut Scenario, team: &Team, count: u32) {
    let Some(like) = made.resources.iter().find(|person| team.people.contains(&person.id)) else { return };
    let id = format!("{} (new)", team.id);
    let new = Resource { id: id.clone(), count: Some(count), ..like.clone() };
    made.resources.push(new);
    for given in
        made.elements.values_mut().filter(|given| given.resource.people.iter().any(|p| team.people.contains(p)))
    {
        given.resource.people.push(id.clone());
        // Each of them gets as much as one of the others.
        let shares = &mut given.resource.shares;
        let of: Vec<f64> =
            shares.iter().filter(|(who, _)| team.people.contains(who)).map(|(_, share)| *share).collect();
        if !of.is_empty() {
            shares.insert(id.clone(), f64::from(count) * of.iter().sum::<f64>() / of.len() as f64);
        }
    }
}

/// The last of the team go. Nobody may be left over who was all that a step had.
fn released(made: &mut Scenario, team: &Team, count: usize, found: &mut Vec<Refusal>) {
    if count > team.people.len() {
        let message = format!("{count} people go, and it has {}", team.people.len());
        found.push(Refusal::at("simulation-contradiction", &team.id, message));
        return;
    }
    let gone = &team.people[team.people.len() - count..];
    made.resources.retain(|person| !gone.contains(&person.id));
    for (step, given) in &mut made.elements {
        let named = !given.resource.people.is_empty();
        given.resource.people.retain(|person| !gone.contains(person));
        given.resource.shares.retain(|person, _| !gone.contains(person));
        if named && given.resource.people.is_empty() && given.resource.groups.is_empty() {
            let message = format!("nobody is left for it once {count} people of team `{}` go", team.id);
            found.push(Refusal::at("simulation-step-without-resource", step, message));
        }
    }
}

fn step(made: &mut Scenario, change: &StepChange, known: &Known, teams: &[Team], found: &mut Vec<Refusal>) {
    let id = change.step.as_str();
    let Some(is_work) = known.steps.get(id) else {
        found.push(Refusal::at("simulation-unknown-element", id, "the model has no task or call activity of this id"));
        return;
    };
    let people = match &change.team {
        None => None,
        Some(name) => {
            let team = named(teams, name);
            if team.is_none() {
                found.push(unknown_team(name, teams));
            }
            team.map(|team| members(made, team))
        }
    };
    let by_whom = change.team.is_some() || change.without.is_some() || change.apart.is_some();
    let collected = change.batch.is_some() || change.batch_size.is_some();
    if !is_work && (change.automated || by_whom || collected || change.priority.is_some() || change.shared) {
        let message = "another process does it: its duration and cost may change, and no more";
        found.push(Refusal::at("simulation-contradiction", id, message));
    }
    if let Some(other) = change.apart.as_ref().filter(|other| !known.steps.contains_key(*other)) {
        let message = format!("somebody else is to do it than did `{other}`, which the model does not have");
        found.push(Refusal::at("simulation-unknown-element", id, message));
    }
    let given = made.element(id);
    given.resource.apart = change.apart.clone().or_else(|| given.resource.apart.take());
    if let Some(people) = people {
        given.resource = ResourceParameters {
            people,
            batch: given.resource.batch.take(),
            apart: given.resource.apart.take(),
            ..Default::default()
        };
    }
    timed(given, change, id, found);
    if change.automated {
        given.resource = ResourceParameters { automated: true, ..Default::default() };
    }
    given.cost.fixed = change.cost.unwrap_or(given.cost.fixed);
    given.resource.priority = change.priority.or(given.resource.priority);
    given.resource.batch = change.batch.clone().or_else(|| given.resource.batch.take());
    if let Some(size) = change.batch_size {
        collected_otherwise(given, size);
    }
    if change.shared {
        given.resource.shares.clear();
    }
    if let Some(name) = &change.without {
        without(made, id, name, teams, found);
    }
}

/// Where it is known by what rule work is collected, that rule has another size. Where it only lay for that, it lies no more, and
/// begins by a rule: as soon as there are so many.
fn collected_otherwise(given: &mut ElementParameters, size: u32) {
    if let Some(share) = given.time.collected.take() {
        given.time.scale_waits(1.0 - share);
    }
    let known = given.resource.batch.take();
    if size > 1 {
        let rule = known.unwrap_or_else(|| Batch { mode: BatchMode::Sequential, ..Batch::default() });
        given.resource.batch = Some(Batch { size, ..rule });
    }
}

/// Those of a team or group are not asked for a step any more. Where no case of the past came, nobody is to be taken away.
fn without(made: &mut Scenario, id: &str, name: &str, teams: &[Team], found: &mut Vec<Refusal>) {
    let team = named(teams, name).map(|team| members(made, team)).unwrap_or_default();
    let of = |person: &&Resource| team.contains(&person.id) || person.groups.iter().any(|group| group == name);
    let gone: Vec<String> = made.resources.iter().filter(of).map(|person| person.id.clone()).collect();
    if gone.is_empty() {
        found.push(unknown_team(name, teams));
        return;
    }
    let everybody: Vec<Resource> = made.resources.clone();
    let given = made.element(id);
    let groups = std::mem::take(&mut given.resource.groups);
    let of_groups = everybody.iter().filter(|who| groups.iter().any(|group| who.groups.contains(group)));
    let mut people = std::mem::take(&mut given.resource.people);
    people.extend(of_groups.map(|who| who.id.clone()));
    people.retain(|person| !gone.contains(person));
    given.resource.shares.retain(|person, _| !gone.contains(person));
    people.sort_unstable();
    people.dedup();
    if people.is_empty() && !given.time.is_unknown() {
        let message = format!("nobody is left for it once those of `{name}` do it no more");
        found.push(Refusal::at("simulation-step-without-resource", id, message));
    }
    given.resource.people = people;
}

/// The people of a team as it is now, those who came among them.
fn members(made: &Scenario, team: &Team) -> Vec<String> {
    let new = format!("{} (new)", team.id);
    let of = |id: &String| team.people.contains(id) || *id == new;
    made.resources.iter().map(|person| &person.id).filter(|id| of(id)).cloned().collect()
}

fn timed(given: &mut ElementParameters, change: &StepChange, id: &str, found: &mut Vec<Refusal>) {
    let time = &mut given.time;
    if let Some(Span(mean)) = change.duration {
        if change.automated {
            (time.processing, time.wait) = (Some(Distribution::Constant { value: Span(mean) }), None);
            (time.classes, time.size, time.waits) = (vec![], None, vec![]);
        } else {
            let known = time.processing.as_ref().map(Distribution::mean).filter(|known| *known > 0.0 && mean > 0.0);
            match known {
                Some(known) => time.scale(mean / known),
                None => time.processing = Some(Distribution::Exponential { mean: Span(mean) }),
            }
        }
    }
    if let Some(factor) = change.factor {
        if time.processing.is_none() && time.classes.is_empty() {
            let message =
                "nobody knows how long it takes, so it cannot take longer or shorter: say with `duration` how long";
            found.push(Refusal::at("simulation-step-without-duration", id, message));
        }
        time.scale(factor);
    }
    if let Some(factor) = change.wait {
        time.scale_waits(factor);
    }
}
