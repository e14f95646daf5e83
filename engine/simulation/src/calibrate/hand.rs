//! How much people work on at once. Whoever had five things in hand at a time is not five people late with them.
use super::durations::hours;
use super::{Elements, names};
use crate::scenario::Scenario;
use std::collections::BTreeMap;
use weir_mining::log::{Log, NO_NAME, NO_TIME};
use weir_mining::measure::waiting::{Work, Worked};

/// Somebody works on so much at once as they had in hand for at least this share of the time in which they worked: what
/// was forgotten once, or begun a moment too early, says nothing about them.
const SHARE: f64 = 0.02;

/// A stretch of time in which somebody had the same number of things in hand.
type Stretch = (i64, i64, u32);

/// Sets how much each of the people does at once. What was seen to last beside other work is drawn as it lasted, so
/// nothing is longer for it.
pub(super) fn learn(log: &Log, elements: &Elements, scenario: &mut Scenario) {
    let hours = hours(log, scenario);
    let stretches =
        in_hand(log, |row| elements.work_of(log, row).is_some_and(|id| elements.work[id] == names::Work::Person));
    for person in &mut scenario.resources {
        let Some(actor) = log.actors.find(&person.id) else { continue };
        let Some(own) = stretches.get(&actor) else { continue };
        let lasts = |(from, until, _): &Stretch| hours.get(&actor).map_or(until - from, |h| h.between(*from, *until));
        let whole: i64 = own.iter().map(lasts).sum();
        let most = own.iter().map(|(_, _, level)| *level).max().unwrap_or(1);
        let with = |level: u32| own.iter().filter(|stretch| stretch.2 >= level).map(lasts).sum::<i64>();
        let at_once = (2..=most).take_while(|level| with(*level) as f64 >= SHARE * whole as f64).last();
        person.at_once = at_once.filter(|_| whole > 0);
    }
}

/// When everybody had as much in hand as they can: before that, nobody waits for them.
pub(super) fn busy(log: &Log, scenario: &Scenario) -> Worked {
    let of = |actor: u32| {
        let name = log.actors.name(actor);
        scenario.resources.iter().find(|person| person.id == name).and_then(|person| person.at_once).unwrap_or(1)
    };
    let at_once: BTreeMap<u32, u32> = (0..log.actors.len() as u32).map(|actor| (actor, of(actor))).collect();
    let timed = (0..log.row_count()).filter(|row| is_timed(log, *row) && log.enabled[*row] != NO_TIME);
    let alone = timed.filter(|row| at_once[&log.actor[*row]] < 2).map(|row| {
        let work = Work { enabled: log.enabled[row], started: log.started[row], ended: log.ended[row] };
        (log.actor[row], work)
    });
    let beside = in_hand(log, |row| at_once[&log.actor[row]] > 1);
    let full = beside.iter().flat_map(|(actor, stretches)| {
        let (actor, most) = (*actor, at_once[actor]);
        let full = stretches.iter().filter(move |(_, _, level)| *level >= most);
        full.map(move |(from, until, _)| (actor, Work { enabled: *from, started: *from, ended: *until }))
    });
    Worked::new(alone.chain(full))
}

fn is_timed(log: &Log, row: usize) -> bool {
    log.actor[row] != NO_NAME && log.started[row] != NO_TIME && log.ended[row] != NO_TIME
}

/// What everybody had in hand, of the rows that count, in order of time; stretches with nothing are left out.
fn in_hand(log: &Log, counts: impl Fn(usize) -> bool) -> BTreeMap<u32, Vec<Stretch>> {
    let mut points: BTreeMap<u32, Vec<(i64, i32)>> = BTreeMap::new();
    for row in (0..log.row_count()).filter(|row| is_timed(log, *row) && counts(*row)) {
        if log.started[row] < log.ended[row] {
            // What ends when another thing begins was not in hand beside it: ends sort before begins.
            points.entry(log.actor[row]).or_default().extend([(log.started[row], 1), (log.ended[row], -1)]);
        }
    }
    let stretches = points.into_iter().map(|(actor, mut points)| {
        points.sort_unstable();
        let mut level = 0_i32;
        let mut found = vec![];
        for pair in points.windows(2) {
            level += pair[0].1;
            if level > 0 && pair[0].0 < pair[1].0 {
                found.push((pair[0].0, pair[1].0, level.unsigned_abs()));
            }
        }
        (actor, found)
    });
    stretches.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use weir_mining::log::{ActivityInstance, Case, LogBuilder};

    #[test]
    fn what_was_in_hand_at_once_is_counted_stretch_by_stretch() {
        let row = |key: u64, from: i64, until: i64| ActivityInstance {
            key,
            enabled: Some(from),
            started: Some(from),
            ..ActivityInstance::at("a", until).by("ann")
        };
        let mut log = LogBuilder::default();
        let rows = vec![row(0, 0, 100), row(1, 50, 80), row(2, 80, 120), row(3, 200, 210)];
        log.case(Case { id: "1".to_owned(), rows, ..Case::default() }).unwrap();
        let log = log.build();
        let found = in_hand(&log, |_| true);
        assert_eq!(found[&0], [(0, 50, 1), (50, 80, 2), (80, 100, 2), (100, 120, 1), (200, 210, 1)]);
    }
}
