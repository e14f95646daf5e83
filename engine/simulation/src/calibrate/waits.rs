//! Waits that nothing explains, and who is waited for: whoever is free, or the one person in whose queue it lies.
use super::batches::{Collecting, seen};
use super::durations::within;
use super::hand;
use super::names::{Elements, Work as Kind};
use crate::scenario::Scenario;
use std::collections::{BTreeMap, BTreeSet};
use weir_mining::log::{Log, NO_NAME, NO_TIME};
use weir_mining::measure::calendar::WorkingTime;
use weir_mining::measure::waiting::{Work, Worked, causes};

/// Fewer waits tell nothing of queues.
const QUEUED_MIN: usize = 100;
/// Everybody has a queue of their own where at least so much of all waiting is for somebody while another one is free,
const FOR_ONE_SHARE: f64 = 0.2;
/// and where whoever did it at last had their hands full for at least so much of what another one had not: 0 is as often as
/// anybody, 1 is always.
const QUEUED_SHARE: f64 = 0.5;
/// Work is collected where at least so much of what nothing else explains was for others of a batch.
const COLLECTED_SHARE: f64 = 0.2;

/// What nothing explains of waits: who then did the work, the row, and how long, ms.
pub(super) type Unexplained = Vec<(u32, usize, f64)>;

/// A wait of one piece of work.
struct Wait {
    actor: u32,
    row: usize,
    /// All of it, ms.
    whole: f64,
    /// What is left of it when all who do such work are waited for.
    of_all: f64,
    /// What is left when only whoever did it is.
    of_one: f64,
    /// What is left when it is somebody else instead who does such work.
    of_other: f64,
    /// What is left when only whoever did it is, and until the batch was complete that was waited for.
    of_batch: f64,
}

/// Waits that nothing explains, by step: neither had those who are waited for their hands full, nor was it outside of their
/// hours. Where everybody has a queue of their own, or work is collected, that is set; by what rule, where there is one.
pub(super) fn learn<'a>(
    log: &Log,
    elements: &'a Elements,
    hours: &BTreeMap<u32, WorkingTime>,
    given: &Scenario,
    scenario: &mut Scenario,
) -> BTreeMap<&'a str, Unexplained> {
    let busy = hand::busy(log, scenario);
    let mut collected = seen(log, elements, hours, &busy, given);
    let mut found = BTreeMap::new();
    for (id, waits) in waits(log, elements, hours, &busy, &collected) {
        let said = given.elements.get(id).map(|given| &given.resource).is_some_and(|said| {
            said.automated || !(said.people.is_empty() && said.groups.is_empty() && said.skills.is_empty())
        });
        let resource = &scenario.element(id).resource;
        let free = !said && resource.shares.is_empty() && resource.people.len() > 1;
        let by_people = elements.work[id] == Kind::Person && !elements.assigned.contains(id);
        let collecting = collected.remove(id);
        if let Some((rule, own)) = collecting.as_ref().and_then(|of| Some((of.rule.clone()?, &of.own))) {
            if free && !own.is_empty() {
                shared(log, id, own.iter().map(|(actor, rows)| (*actor, *rows)), scenario);
            }
            // Several who collect each for themselves have no batch in common.
            let apart = !own.is_empty() && scenario.element(id).resource.shares.is_empty();
            scenario.element(id).resource.batch = Some(rule).filter(|_| !apart);
        } else if free && by_people && are_for_one(&waits) {
            shared(log, id, waits.iter().map(|wait| (wait.actor, 1.0)), scenario);
        }
        let given = scenario.element(id);
        let ruled = given.resource.batch.is_some();
        let in_batch = |row: usize| collecting.as_ref().is_some_and(|of| of.until.contains_key(&row));
        if collecting.is_some() && !ruled && given.time.wait.is_none() {
            let sum = |of: fn(&Wait) -> f64| waits.iter().filter(|wait| in_batch(wait.row)).map(of).sum::<f64>();
            let all: f64 = waits.iter().map(|wait| wait.of_one).sum();
            let share = (sum(|wait| wait.of_one) - sum(|wait| wait.of_batch)) / all;
            given.time.collected = Some(share).filter(|share| *share >= COLLECTED_SHARE);
        }
        let for_one = elements.assigned.contains(id) || !given.resource.shares.is_empty();
        // What is done alone though such work is collected was an exception: it lay until nobody knows when.
        let counts = |wait: &Wait| !ruled || in_batch(wait.row);
        let left = |wait: Wait| {
            let left = match (ruled, for_one) {
                (true, _) => wait.of_batch,
                (false, true) => wait.of_one,
                (false, false) => wait.of_all,
            };
            (wait.actor, wait.row, left)
        };
        found.insert(id, waits.into_iter().filter(counts).map(left).collect());
    }
    found
}

/// Everybody has a queue of their own for a step, in these proportions.
fn shared(log: &Log, id: &str, of: impl Iterator<Item = (u32, f64)>, scenario: &mut Scenario) {
    let resource = &mut scenario.element(id).resource;
    for (actor, share) in of {
        let who = log.actors.name(actor);
        if resource.people.iter().any(|known| known == who) {
            *resource.shares.entry(who.to_owned()).or_default() += share;
        }
    }
}

/// Does each piece of work wait for one person, though others who do the same are free? Where work merely lies, whoever does it
/// at last had their hands full no more than the others.
fn are_for_one(waits: &[Wait]) -> bool {
    let sum = |of: fn(&Wait) -> f64| waits.iter().map(of).sum::<f64>();
    let (whole, of_all) = (sum(|wait| wait.whole), sum(|wait| wait.of_all));
    let (own, other) = (of_all - sum(|wait| wait.of_one), of_all - sum(|wait| wait.of_other));
    let more = (own - other) / (of_all - other);
    waits.len() >= QUEUED_MIN && own > 0.0 && own >= FOR_ONE_SHARE * whole && more >= QUEUED_SHARE
}

fn waits<'a>(
    log: &Log,
    elements: &'a Elements,
    hours: &BTreeMap<u32, WorkingTime>,
    busy: &Worked,
    collected: &BTreeMap<&str, Collecting>,
) -> BTreeMap<&'a str, Vec<Wait>> {
    let mut actors: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    let known = |row: &usize| {
        let times = [log.enabled[*row], log.started[*row], log.ended[*row]];
        log.actor[*row] != NO_NAME && times.iter().all(|time| *time != NO_TIME)
    };
    let rows: Vec<(usize, &str)> =
        (0..log.row_count()).filter(known).filter_map(|row| Some((row, elements.work_of(log, row)?))).collect();
    for (row, id) in &rows {
        actors.entry(id).or_default().insert(log.actor[*row]);
    }
    let actors: BTreeMap<&str, Vec<u32>> = actors.into_iter().map(|(id, of)| (id, of.into_iter().collect())).collect();
    let mut waits: BTreeMap<&str, Vec<Wait>> = BTreeMap::new();
    for (row, id) in rows {
        let (actor, all) = (log.actor[row], &actors[id]);
        let item = Work { enabled: log.enabled[row], started: log.started[row], ended: log.ended[row] };
        let always = [(item.enabled, item.started)];
        let pieces = hours.get(&actor).map_or(&always[..], |hours| within(hours, item));
        let left = |of: &[u32], until| causes(item, of, busy, pieces, until).extraneous as f64;
        let of_one = left(&[actor], None);
        // What the model gives to one person waits for that person alone.
        let alone = elements.assigned.contains(id) || all.len() < 2;
        let next = all.iter().position(|one| *one == actor).map_or(actor, |at| all[(at + 1) % all.len()]);
        let until = collected.get(id).and_then(|of| of.until.get(&row).copied());
        waits.entry(id).or_default().push(Wait {
            actor,
            row,
            whole: (item.started - item.enabled).max(0) as f64,
            of_all: if alone { of_one } else { left(all, None) },
            of_one,
            of_other: if alone { of_one } else { left(&[next], None) },
            of_batch: if until.is_some() { left(&[actor], until) } else { of_one },
        });
    }
    waits
}
