//! What people did against a rule, numbers that jump, causes that were so before, and why work waited.
use crate::common::visit;
use crate::ledger::{simple, week};
use serde_json::json;
use std::collections::BTreeMap;
use weir_core::calendar::WorkCalendar;
use weir_mining::aggregate::{HOUR_MS, Place, PlaceName};
use weir_mining::ledger::Around;
use weir_mining::ledger::{
    Ask, Begun, Ended, Flag, Handle, INITIATOR, Ledger, Limits, Nature, PeopleRules, Row, Standing, WorkHours,
};
use weir_mining::log::{ActivityInstance, Case, Outcome};

const MINUTE: i64 = 60_000;
const UTC: jiff::tz::TimeZone = jiff::tz::TimeZone::UTC;

/// From nine to five, Monday to Friday. 1970 began on a Thursday.
fn office() -> WorkCalendar {
    let day = json!([{ "from": "09:00", "until": "17:00" }]);
    let week = json!([day, day, day, day, day, [], []]);
    serde_json::from_value(json!({ "id": "office", "name": "Office", "timeZone": "UTC", "week": week, "days": {} }))
        .unwrap()
}

struct World {
    ledger: Ledger,
    cases: u32,
}

impl World {
    fn new() -> Self {
        World { ledger: Ledger::new(Limits::default()), cases: 0 }
    }

    fn begin(&mut self, at: i64, who: &str) -> u32 {
        let id = u128::from(self.cases);
        self.cases += 1;
        self.ledger.begin(&Begun { id, process: "p", version: 1, at, initiator: Some(who) })
    }

    /// Somebody does something from one moment until another one, that could be done from `enabled` on.
    fn work(
        &mut self,
        case: u32,
        node: &str,
        who: &str,
        nature: Nature,
        (enabled, from, until): (i64, i64, i64),
    ) -> u32 {
        let place = PlaceName { process: "p".to_owned(), version: 1, place: Place::Node(node.to_owned()) };
        let place = self.ledger.place(place, || nature);
        let actor = self.ledger.person(Some(who));
        self.ledger.add(Row { actor, started: from, ..visit((case, place), (enabled, until)) })
    }

    fn done(&mut self, case: u32, node: &str, who: &str, at: i64) -> u32 {
        self.work(case, node, who, Nature::Human, (at - MINUTE, at - MINUTE, at))
    }

    fn found(&self, rules: &PeopleRules<'_>, ask: &Ask) -> Vec<(&'static str, String, i64)> {
        let found = self.ledger.anomalies(ask, Some(rules)).unwrap().found;
        found.into_iter().map(|one| (one.code, one.node.unwrap_or_default(), one.at.0)).collect()
    }
}

#[test]
fn what_people_do_outside_the_hours_is_told_and_what_programs_do_is_not() {
    let mut world = World::new();
    let case = world.begin(0, "ada");
    // Thursday at ten, Thursday at eleven in the night, Saturday at ten; a program in the night.
    let (day, night, weekend) = (10 * HOUR_MS, 23 * HOUR_MS, (48 + 10) * HOUR_MS);
    world.done(case, "check", "ann", day);
    world.work(case, "pay", "robot", Nature::System, (night, night, night));
    world.done(case, "check", "ann", night);
    world.done(case, "check", "bob", weekend);
    let calendar = office();
    let rules = PeopleRules { calendar: Some(&calendar), pairs: &[] };
    let expected = [weekend, night].map(|at| ("ACTOR_OFF_CALENDAR", "check".to_owned(), at));
    assert_eq!(world.found(&rules, &week(0, 100)), expected, "without 200 cases to learn from");
    assert!(world.found(&PeopleRules::default(), &week(0, 100)).is_empty(), "without a calendar nobody is off it");
    let one = Ask { node: Some("pay".to_owned()), ..week(0, 100) };
    assert!(world.found(&rules, &one).is_empty());
}

#[test]
fn both_of_two_duties_is_told_when_it_becomes_so_and_its_evidence_counts_the_same() {
    let mut world = World::new();
    let pairs = [("check".to_owned(), "pay".to_owned()), (INITIATOR.to_owned(), "pay".to_owned())];
    let (two, one, own, seats) =
        (world.begin(0, "ada"), world.begin(0, "ada"), world.begin(0, "ada"), world.begin(0, "ada"));
    world.done(two, "check", "ann", HOUR_MS);
    world.done(two, "pay", "bob", 2 * HOUR_MS);
    // In whichever order; the case still runs.
    world.done(one, "pay", "ann", 3 * HOUR_MS);
    world.done(one, "check", "ann", 4 * HOUR_MS);
    world.done(own, "pay", "ada", 5 * HOUR_MS);
    // Of an approval each who gave an opinion has done it, not the last one alone.
    let row = world.done(seats, "check", "eve", 6 * HOUR_MS);
    let bob = world.ledger.person(Some("bob"));
    world.ledger.voted(row, vec![bob]);
    world.done(seats, "pay", "bob", 7 * HOUR_MS);
    let rules = PeopleRules { calendar: None, pairs: &pairs };
    let told = |node: &str, hour: i64| ("ACTOR_FOUR_EYES", node.to_owned(), hour * HOUR_MS);
    assert_eq!(world.found(&rules, &week(0, 100)), [told("pay", 7), told("pay", 5), told("check", 4)]);
    assert_eq!(world.found(&rules, &week(0, 5)), [told("check", 4)], "of a window what became so in it");
    let ask = Ask { both: Some(pairs[0].clone()), ..week(0, 100) };
    let samples = world.ledger.breach_samples(&ask).unwrap();
    let handle = Handle::read(&world.ledger.evidence_of(&ask)).unwrap();
    // It counts the same whatever comes later.
    world.done(two, "pay", "ann", 8 * HOUR_MS);
    let evidence = world.ledger.evidence(&handle, 0, 10, true).unwrap();
    assert_eq!((samples.values().sums(i64::MIN, i64::MAX)[0], evidence.n), (2.0, 2));
    assert_eq!(evidence.members.iter().map(|row| row.actor.clone().unwrap()).collect::<Vec<_>>(), ["ann", "bob"]);
    assert!(world.ledger.anomalies(&week(0, 100), None).unwrap().found.is_empty(), "not for everybody");
}

#[test]
fn a_number_that_changes_more_than_it_ever_does_is_told_with_what_it_was() {
    let mut ledger = Ledger::new(Limits::default());
    for index in 0..260 {
        let by = if index == 255 { 900.0 } else { 1.0 + index as f64 % 5.0 };
        let (before, after) = (json!(100.0), json!(100.0 + by));
        // The same value said again is no change.
        simple(&mut ledger, index, MINUTE, &[("amount", before.clone()), ("amount", before), ("amount", after)]);
    }
    let found = ledger.anomalies(&week(250, 262), None).unwrap().found;
    let jumps: Vec<_> = found.iter().filter(|one| one.before.is_some()).collect();
    let [jump] = &jumps[..] else { panic!("{found:?}") };
    assert_eq!((jump.code, jump.variable.as_deref(), jump.before), ("ODD_VALUE", Some("amount"), Some(100.0)));
    assert_eq!((jump.value, jump.line, jump.at.0), (900.0, Some(5.0), 255 * HOUR_MS));
    // Of fewer changes than make a line nothing is said.
    assert!(ledger.anomalies(&week(100, 260), None).unwrap().found.iter().all(|one| one.before.is_none()));
}

#[test]
fn what_a_case_says_after_it_became_remarkable_is_no_cause_of_it() {
    let mut ledger = Ledger::new(Limits::default());
    for index in 0..400_usize {
        let slow = index % 5 == 0;
        let time = if slow { 20 * HOUR_MS + (index as i64 * 7_919 % 97) * MINUTE } else { HOUR_MS / 2 };
        let supplier = if slow || index % 7 == 0 { "north" } else { "south" };
        simple(&mut ledger, index, time, &[("supplier", json!(supplier))]);
        // Whoever ends it writes how it went: that goes with being slow better than anything else.
        let result = if slow { "complained" } else { "fine" };
        ledger.value(index as u32, "result", &json!(result), index as i64 * HOUR_MS + time);
    }
    for flag in [Flag::LongerThan(HOUR_MS), Flag::SlowestTenth] {
        let found = ledger.explain(&week(0, 1_000), flag, &UTC).unwrap();
        let named: Vec<&str> =
            found.drivers.iter().flat_map(|driver| &driver.items).map(|item| item.attribute.as_str()).collect();
        assert!(named.contains(&"supplier") && !named.contains(&"result"), "{flag:?}: {named:?}");
    }
    // At a node what was known when its visit could begin.
    let ask = Ask { node: Some("check".to_owned()), ..week(0, 1_000) };
    let found = ledger.explain(&ask, Flag::LongerThan(HOUR_MS), &UTC).unwrap();
    assert!(found.drivers.iter().flat_map(|driver| &driver.items).all(|item| item.attribute != "result"));
}

#[test]
fn days_and_hours_are_those_of_the_zone() {
    let mut ledger = Ledger::new(Limits::default());
    // What begins from noon to six in the afternoon, as UTC counts, is slow.
    for index in 0..600_usize {
        let slow = (12..18).contains(&(index % 24)) && index % 3 > 0;
        simple(&mut ledger, index, if slow { 50 * MINUTE } else { 5 * MINUTE }, &[]);
    }
    let quarter = |zone: &jiff::tz::TimeZone| {
        let found = ledger.explain(&week(0, 1_000), Flag::LongerThan(20 * MINUTE), zone).unwrap();
        let items =
            found.drivers.into_iter().filter(|driver| driver.items.len() == 1).map(|driver| driver.items[0].clone());
        items.filter(|item| item.attribute == "quarterOfDay").map(|item| item.value).next()
    };
    assert_eq!(quarter(&UTC).as_deref(), Some("3"));
    let almaty = jiff::tz::TimeZone::fixed(jiff::tz::offset(6));
    assert_eq!(quarter(&almaty).as_deref(), Some("4"), "six hours east it is the next quarter");
}

#[test]
fn a_wait_is_told_by_batch_hours_and_other_work_and_adds_up() {
    let mut world = World::new();
    // Thursday: three of a kind are collected from nine on, and done one after the other from sixteen on.
    let day = |hour: i64| hour * HOUR_MS;
    for (enabled, from) in [(9, day(16)), (11, day(16) + 10 * MINUTE), (12, day(16) + 20 * MINUTE)] {
        let case = world.begin(day(enabled), "ada");
        world.work(case, "check", "ann", Nature::Human, (day(enabled), from, from + 10 * MINUTE));
    }
    // Another one comes in the evening, and is done the next morning.
    let late = world.begin(day(20), "ada");
    world.work(late, "check", "ann", Nature::Human, (day(20), day(34), day(34) + MINUTE));
    let case = |enabled: i64, from: i64, until: i64| {
        let row =
            ActivityInstance { key: 1, enabled: Some(enabled), ..ActivityInstance::of("check", from, until).by("ann") };
        Case { id: "x".to_owned(), process: "p".to_owned(), version: 1, rows: vec![row], ..Case::default() }
    };
    // A step of another process is another one though it is called the same: what is done there is no part of the batch.
    let place = PlaceName { process: "q".to_owned(), version: 1, place: Place::Node("check".to_owned()) };
    let place = world.ledger.place(place, || Nature::Human);
    let other = world.ledger.begin(&Begun { id: 0, process: "q", version: 1, at: day(15), initiator: None });
    let actor = world.ledger.person(Some("ann"));
    let row = visit((other, place), (day(15), day(16) + 40 * MINUTE));
    world.ledger.add(Row { actor, started: day(16) + 30 * MINUTE, ..row });
    let calendar = office();
    let waits = |enabled: i64, from: i64, until: i64, calendar: Option<&WorkCalendar>| {
        let hours = WorkHours { office: calendar, seen: None };
        let told = world.ledger.instance(case(enabled, from, until), (enabled, Some(until)), until, None, hours);
        let [wait] = &told.waits[..] else { panic!("{told:?}") };
        let parts =
            wait.batching + wait.contention + wait.prioritisation + wait.unavailable.unwrap_or(0) + wait.extraneous;
        assert_eq!(parts, wait.wait, "{wait:?}");
        wait.clone()
    };
    let first = waits(day(9), day(16), day(16) + 10 * MINUTE, Some(&calendar));
    assert_eq!(
        (first.batching, first.unavailable, first.extraneous),
        (day(3), Some(0), day(4)),
        "until the last of them came"
    );
    let evening = waits(day(20), day(34), day(34) + MINUTE, Some(&calendar));
    assert_eq!((evening.batching, evening.unavailable, evening.extraneous), (0, Some(day(13)), day(1)));
    let unknown = waits(day(20), day(34), day(34) + MINUTE, None);
    assert_eq!((unknown.unavailable, unknown.extraneous), (None, day(14)), "nobody says when one works");
}

#[test]
fn predictions_that_did_not_come_true_are_not_told() {
    let told = |growth: i64| {
        let mut ledger = Ledger::new(Limits::default());
        for index in 0..400_usize {
            let noise = (index as i64 * 7_919 % 97) * MINUTE;
            simple(&mut ledger, index, HOUR_MS + noise + growth * index as i64, &[]);
        }
        let began = 500 * HOUR_MS;
        ledger.begin(&Begun { id: 9_999, process: "p", version: 1, at: began, initiator: None });
        // It is due soon after it began, which hardly any was.
        ledger.warnings(&week(0, 900), Some(HOUR_MS / 2 + 2 * MINUTE), began + MINUTE, None).unwrap()
    };
    let steady = told(0);
    let calibration = steady.calibration.unwrap();
    assert!(calibration.coverage > 0.7 && calibration.n >= 100, "{calibration:?}");
    assert_eq!((steady.state, steady.found.len()), (Standing::Measured, 1));
    // Each takes far longer than all before it: what was promised was never kept.
    let growing = told(HOUR_MS);
    assert!(growing.calibration.unwrap().coverage < 0.7);
    assert_eq!((growing.state, growing.found.len()), (Standing::Unavailable, 0), "nothing is promised");
}

#[test]
fn predictions_that_promise_too_little_are_not_told_and_a_process_that_always_takes_the_same_is() {
    let told = |time: &dyn Fn(i64) -> i64| {
        let mut ledger = Ledger::new(Limits::default());
        (0..400_usize).for_each(|index| simple(&mut ledger, index, time(index as i64), &[]));
        let began = 500 * HOUR_MS;
        ledger.begin(&Begun { id: 9_999, process: "p", version: 1, at: began, initiator: None });
        ledger.warnings(&week(0, 900), Some(HOUR_MS / 4), began + MINUTE, None).unwrap()
    };
    // The first half went to and fro, the second takes what was the middle of it: a band for all of that says nothing.
    let calm =
        told(&|index| HOUR_MS + if index < 200 { (index * 7_919 % 97) * MINUTE } else { 48 * MINUTE + index % 7 });
    let coverage = calm.calibration.unwrap().coverage;
    assert!(coverage > 0.9, "{coverage}");
    assert_eq!((calm.state, calm.found.len()), (Standing::Unavailable, 0), "nothing is promised");
    // Each takes exactly as long as all before it: the band is as wide as it can be.
    let same = told(&|_| HOUR_MS);
    let coverage = same.calibration.unwrap().coverage;
    assert!((coverage - 0.8).abs() < 1e-9, "{coverage}");
    assert_eq!((same.state, same.found.len()), (Standing::Measured, 1));
}

/// Cases end, so that there is something to hold against; it is no part of what is said about rules.
#[test]
fn a_ledger_with_changes_of_values_is_the_same_bit_by_bit() {
    let write = |second: f64| {
        let mut world = World::new();
        let case = world.begin(0, "ada");
        world.ledger.value(case, "amount", &json!(1.0), 0);
        world.ledger.value(case, "amount", &json!(second), 1);
        world.ledger.value(case, "amount", &json!(1.0), 2);
        let place = world.ledger.process_place("p", 1);
        let numbers = BTreeMap::new();
        let outcome = Outcome::Completed;
        let (numbers, around) = (&numbers, &Around::default());
        world.ledger.end(&Ended { case, place, began: 0, at: 3, outcome, rows: &[], numbers, around });
        world.ledger.digest()
    };
    assert_eq!(write(2.0), write(2.0));
    assert_ne!(write(2.0), write(3.0), "how far it jumped is part of it");
}
