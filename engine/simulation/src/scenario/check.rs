//! What contradicts itself in a scenario, whatever the model is. Everything is told at once, with what is missing.
use super::{ALWAYS, Arrivals, Batch, CASES_MAX, Discipline, ElementParameters, ROWS_MAX, Scenario};
use crate::distribution::Distribution;
use crate::ready::{APART_MAX, RESOURCES_MAX};
use crate::refusal::Refusal;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use weir_core::Process;

/// By how much probabilities may miss 1: they are written with few digits.
const SUM_TOLERANCE: f64 = 1e-6;

/// The zone that a scenario names.
pub(crate) fn zone(scenario: &Scenario) -> TimeZone {
    scenario.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC)
}

/// Which process is counted.
pub(crate) fn main(processes: &[Process], scenario: &Scenario, refusals: &mut Vec<Refusal>) -> usize {
    let ids: Vec<&str> = processes.iter().map(|process| process.id().as_str()).collect();
    let found = match &scenario.process {
        Some(id) => ids.iter().position(|known| known == id),
        None if ids.len() == 1 => Some(0),
        None => None,
    };
    found.unwrap_or_else(|| {
        let message = match &scenario.process {
            Some(id) => format!("there is no process `{id}`; there are {}", ids.join(", ")),
            None => format!("say with `process` which of these is simulated: {}", ids.join(", ")),
        };
        refusals.push(Refusal::new("simulation-no-process", scenario.process.clone(), message));
        0
    })
}

/// What is wrong whatever the model is.
pub(crate) fn alone(scenario: &Scenario) -> Vec<Refusal> {
    let mut found = vec![];
    times(scenario, &mut found);
    calendars(scenario, &mut found);
    resources(scenario, &mut found);
    data(scenario, &mut found);
    for (id, given) in &scenario.elements {
        element(id, given, scenario, &mut found);
    }
    found
}

fn times(scenario: &Scenario, found: &mut Vec<Refusal>) {
    if let Some(name) = &scenario.time_zone
        && TimeZone::get(name).is_err()
    {
        let message = format!("`{name}` is no IANA time zone; write for example Asia/Shanghai");
        found.push(Refusal::at("simulation-unknown-calendar", name, message));
    }
    if scenario.cases.is_some_and(|cases| !(1..=CASES_MAX).contains(&cases)) {
        found.push(Refusal::new("simulation-limit", None, format!("a replication has 1 to {CASES_MAX} cases")));
    }
    if let (Some(cases), Some(warm_up)) = (scenario.cases, scenario.warm_up)
        && warm_up >= cases
    {
        let message = format!("{warm_up} of {cases} cases do not count, and no case is left: let more arrive");
        found.push(Refusal::new("simulation-contradiction", None, message));
    }
    match &scenario.arrivals {
        None => {}
        Some(Arrivals::Poisson { mean }) => {
            let exponential = Distribution::Exponential { mean: *mean };
            let fault = exponential.fault().or_else(|| (mean.0 <= 0.0).then(|| "mean is not above 0".to_owned()));
            found.extend(fault.map(|fault| Refusal::at("simulation-distribution", "arrivals", fault)));
        }
        Some(Arrivals::Interval { between }) => distribution("arrivals", between, found),
        Some(Arrivals::HourOfWeek { per_hour, calendar }) => {
            let numbers = per_hour.iter().all(|rate| rate.is_finite() && *rate >= 0.0);
            if per_hour.len() != 168 || !numbers || per_hour.iter().sum::<f64>() <= 0.0 {
                let message = "give 168 rates, none below 0 and not all 0: one for each hour from Monday 00:00";
                found.push(Refusal::at("simulation-distribution", "arrivals", message));
            }
            let known = |id: &String| scenario.calendars.iter().any(|calendar| calendar.id == *id);
            if let Some(id) = calendar.as_ref().filter(|id| !known(id)) {
                found.push(Refusal::at("simulation-unknown-calendar", id, "arrivals name it, and it is not there"));
            }
        }
        Some(Arrivals::Replay { times }) => {
            let sorted = times.windows(2).all(|pair| pair[0].0 <= pair[1].0);
            if times.is_empty() || times.len() > ROWS_MAX || !sorted {
                let message = format!("give 1 to {ROWS_MAX} arrival times in order");
                found.push(Refusal::at("simulation-distribution", "arrivals", message));
            }
        }
    }
}

fn calendars(scenario: &Scenario, found: &mut Vec<Refusal>) {
    let mut seen = BTreeSet::from([ALWAYS]);
    for calendar in &scenario.calendars {
        if !seen.insert(&calendar.id) {
            let message = "two calendars have this id, or it is the word for round the clock";
            found.push(Refusal::at("simulation-duplicate", &calendar.id, message));
        }
        if let Err(error) = calendar.check() {
            found.push(Refusal::at("simulation-unknown-calendar", &calendar.id, error.to_string()));
        }
    }
}

fn resources(scenario: &Scenario, found: &mut Vec<Refusal>) {
    let mut seen = BTreeSet::new();
    let mut people = 0;
    for resource in &scenario.resources {
        let id = resource.id.as_str();
        people += resource.count.unwrap_or(1) as usize;
        if id.is_empty() || !seen.insert(id) {
            found.push(Refusal::at("simulation-duplicate", id, "every resource has an id of its own"));
        }
        match &resource.calendar {
            None => {
                let message = format!("say when they work: the id of a calendar, or `{ALWAYS}`");
                found.push(Refusal::at("simulation-resource-without-calendar", id, message));
            }
            Some(name) if name != ALWAYS && !scenario.calendars.iter().any(|c| c.id == *name) => {
                let message = format!("they work by calendar `{name}`, which is not there: add it to `calendars`");
                found.push(Refusal::at("simulation-unknown-calendar", id, message));
            }
            Some(_) => {}
        }
        let amounts = [resource.slow_down, resource.cost_per_hour];
        if amounts.iter().any(|x| !x.is_finite() || *x < 0.0) || resource.at_once == Some(0) {
            let message = "atOnce is at least 1, slowDown and costPerHour are at least 0";
            found.push(Refusal::at("simulation-contradiction", id, message));
        }
    }
    if people > RESOURCES_MAX {
        let message = format!("{people} people work, and {RESOURCES_MAX} is the most: simulate a part of them");
        found.push(Refusal::new("simulation-limit", None, message));
    }
}

fn data(scenario: &Scenario, found: &mut Vec<Refusal>) {
    if scenario.property.vectors.len() > ROWS_MAX {
        let message = format!("there are more than {ROWS_MAX} vectors: take a sample");
        found.push(Refusal::new("simulation-limit", None, message));
    }
    for (name, values) in &scenario.property.values {
        sums(name, values.iter().map(|value| value.probability), found);
        if scenario.property.vectors.iter().any(|vector| vector.start.contains_key(name)) {
            let message = "it is drawn by itself and stands in a vector too: take it out of one of them";
            found.push(Refusal::at("simulation-contradiction", name, message));
        }
    }
}

fn element(id: &str, given: &ElementParameters, scenario: &Scenario, found: &mut Vec<Refusal>) {
    let time = &given.time;
    let all = [&time.processing, &time.wait, &given.control.inter_trigger_timer];
    let all = all.into_iter().flatten().chain(time.classes.iter().map(|class| &class.processing));
    let all = all.chain(time.waits.iter().map(|class| &class.wait));
    all.for_each(|one| distribution(id, one, found));
    if let Some(name) = time.wait_calendar.as_ref().filter(|name| !scenario.calendars.iter().any(|c| c.id == **name)) {
        let message =
            format!("its waits pass in the hours of calendar `{name}`, which is not there: add it to `calendars`");
        found.push(Refusal::at("simulation-unknown-calendar", id, message));
    }
    let sized = time.classes.iter().filter_map(|class| class.size).max();
    if let Some(most) = sized
        && time.size.as_ref().is_none_or(|size| most >= size.classes())
    {
        let message = format!("a duration is for size class {most}, and `size` does not make so many classes");
        found.push(Refusal::at("simulation-contradiction", id, message));
    }
    if !given.control.probabilities.is_empty() {
        sums(id, given.control.probabilities.values().copied(), found);
    }
    if given.control.probability.is_some_and(|p| !(0.0..=1.0).contains(&p)) {
        found.push(Refusal::at("simulation-probabilities", id, "a probability lies between 0 and 1"));
    }
    if !given.property.outcomes.is_empty() {
        sums(id, given.property.outcomes.iter().map(|outcome| outcome.probability), found);
    }
    let resource = &given.resource;
    let named = !(resource.people.is_empty() && resource.groups.is_empty() && resource.skills.is_empty());
    if resource.automated && (named || resource.batch.is_some()) {
        let message = "it is automated, and somebody is named for it or it is collected: say one of the two";
        found.push(Refusal::at("simulation-contradiction", id, message));
    }
    if let Some(batch) = &resource.batch
        && (batch.size < 2 || !batch.per_further.is_finite() || batch.per_further < 0.0)
    {
        let message = "a batch has at least 2, and perFurther is at least 0";
        found.push(Refusal::at("simulation-contradiction", id, message));
    }
    if resource.batch.as_ref().is_some_and(|of| of.size == Batch::NEVER_FULL && of.after.is_none() && of.at.is_empty())
    {
        let message = "it is collected, and nothing says when it begins: give `size`, `after` or `at`";
        found.push(Refusal::at("simulation-contradiction", id, message));
    }
    shares(id, resource, scenario, found);
    if named && !scenario.resources.iter().any(|who| eligible(who, resource)) {
        let message = "nobody among `resources` is one of the people or groups and has all skills that it names";
        found.push(Refusal::at("simulation-step-without-resource", id, message));
    }
    if resource.apart.is_some() {
        apart(id, given, scenario, found);
    }
    if resource.priority.is_some() && scenario.discipline != Discipline::Priority {
        let message = "it has a priority, and the discipline does not look at priorities: say `priority`";
        found.push(Refusal::at("simulation-contradiction", id, message));
    }
}

/// Queues of single people.
fn shares(id: &str, resource: &super::ResourceParameters, scenario: &Scenario, found: &mut Vec<Refusal>) {
    let shares = &resource.shares;
    if !shares.is_empty() && resource.automated {
        let message = "everybody has a queue of their own for it, and it is automated: say one of the two";
        found.push(Refusal::at("simulation-contradiction", id, message));
    }
    if shares.values().any(|share| !share.is_finite() || *share < 0.0)
        || (!shares.is_empty() && shares.values().sum::<f64>() <= 0.0)
    {
        let message = "the shares of people are numbers of at least 0, and one of them is more";
        found.push(Refusal::at("simulation-probabilities", id, message));
    }
    if let Some(unknown) = shares.keys().find(|who| scenario.resources.iter().all(|known| known.id != **who)) {
        let message = format!("`{unknown}` has a share of it and is nobody among `resources`");
        found.push(Refusal::at("simulation-step-without-resource", id, message));
    }
}

/// Four eyes: of whoever does it somebody is left out in each case.
fn apart(id: &str, given: &ElementParameters, scenario: &Scenario, found: &mut Vec<Refusal>) {
    let resource = &given.resource;
    if resource.apart.as_deref() == Some(id) || resource.automated || resource.batch.is_some() {
        let message =
            "somebody else is to do it than did another step: it is neither automated, collected, nor that step";
        found.push(Refusal::at("simulation-contradiction", id, message));
    }
    let people: usize = scenario.resources.iter().map(|who| who.count.unwrap_or(1) as usize).sum();
    if people > APART_MAX {
        let message =
            format!("of {people} people somebody is left out in each case, and {APART_MAX} is the most for that");
        found.push(Refusal::at("simulation-limit", id, message));
    }
}

fn eligible(who: &super::Resource, asked: &super::ResourceParameters) -> bool {
    let anybody = asked.people.is_empty() && asked.groups.is_empty();
    let meant = anybody || asked.people.contains(&who.id) || asked.groups.iter().any(|g| who.groups.contains(g));
    meant && asked.skills.iter().all(|skill| who.skills.contains(skill))
}

fn distribution(at: &str, distribution: &Distribution, found: &mut Vec<Refusal>) {
    found.extend(distribution.fault().map(|fault| Refusal::at("simulation-distribution", at, fault)));
}

fn sums(at: &str, probabilities: impl Iterator<Item = f64>, found: &mut Vec<Refusal>) {
    let all: Vec<f64> = probabilities.collect();
    let sum: f64 = all.iter().sum();
    if all.iter().any(|p| !(0.0..=1.0).contains(p)) || (sum - 1.0).abs() > SUM_TOLERANCE {
        let message = format!("probabilities lie between 0 and 1 and add up to 1; these add up to {sum}");
        found.push(Refusal::at("simulation-probabilities", at, message));
    }
}
