//! Why the visits of a node waited, at which hours of the week, and how busy whoever did them was.
use crate::common::visit;
use crate::ledger::week;
use serde_json::json;
use weir_core::calendar::WorkCalendar;
use weir_mining::aggregate::{HOUR_MS, Place, PlaceName};
use weir_mining::ledger::{Ask, Begun, Ledger, Limits, Nature, Row};

const MINUTE: i64 = 60_000;

fn place(ledger: &mut Ledger, process: &str, nature: Nature) -> weir_mining::aggregate::PlaceId {
    let name = PlaceName { process: process.to_owned(), version: 1, place: Place::Node("check".to_owned()) };
    ledger.place(name, || nature)
}

fn begin(ledger: &mut Ledger, process: &str) -> u32 {
    ledger.begin(&Begun { id: 0, process, version: 1, at: 0, initiator: None })
}

/// Somebody does something that could be done from `enabled` on.
fn work(ledger: &mut Ledger, process: &str, who: &str, (enabled, from, until): (i64, i64, i64)) {
    let (case, place) = (begin(ledger, process), place(ledger, process, Nature::Human));
    let actor = ledger.person(Some(who));
    ledger.add(Row { actor, started: from, ..visit((case, place), (enabled, until)) });
}

fn of_check(until: i64) -> Ask {
    Ask { node: Some("check".to_owned()), ..week(0, until) }
}

#[test]
fn the_causes_are_the_wait_and_each_says_what_would_be_without_it() {
    let mut ledger = Ledger::new(Limits::default());
    // 1970 began on a Thursday, at midnight. Ann is busy with the first for half an hour while the second waits.
    work(&mut ledger, "p", "ann", (9 * HOUR_MS, 9 * HOUR_MS, 9 * HOUR_MS + 30 * MINUTE));
    work(&mut ledger, "p", "ann", (9 * HOUR_MS + 10 * MINUTE, 10 * HOUR_MS, 10 * HOUR_MS + 30 * MINUTE));
    let told = ledger.node_waits(&of_check(24), None, &jiff::tz::TimeZone::UTC).unwrap();
    assert_eq!((told.visits, told.n, told.wait), (2, 2, 50 * MINUTE));
    let causes: Vec<_> = told.causes.iter().map(|of| (of.cause, of.ms)).collect();
    let expected = [
        ("batching", Some(0)),
        ("contention", Some(20 * MINUTE)),
        ("prioritisation", Some(0)),
        ("unavailable", None),
        ("extraneous", Some(30 * MINUTE)),
    ];
    assert_eq!(causes, expected, "without a calendar nobody knows when one works");
    assert_eq!(causes.iter().filter_map(|of| of.1).sum::<i64>(), told.wait);
    // An hour of work, and fifty minutes of waiting of which twenty would be away.
    assert_eq!(told.causes[1].efficiency, Some(60.0 / 90.0));
    assert_eq!(told.causes[1].share, Some(0.4));
    let none = ledger.node_waits(&of_check(1), None, &jiff::tz::TimeZone::UTC).unwrap();
    assert_eq!((none.n, none.wait, none.hours.len()), (0, 0, 0));
    assert!(none.causes.iter().all(|of| of.share.is_none() && of.efficiency.is_none()), "nothing is no share");
    assert!(ledger.knows_node(&of_check(1)));
    assert!(!ledger.knows_node(&Ask { node: Some("none".to_owned()), ..week(0, 1) }));
}

#[test]
fn hours_are_those_of_the_wall_clock_when_a_visit_could_begin() {
    let mut ledger = Ledger::new(Limits::default());
    let kathmandu = jiff::tz::TimeZone::get("Asia/Kathmandu").unwrap();
    // Half past five east of Greenwich in 1970: 18:20 UTC is 23:50 there, 18:40 is the next day.
    for at in [18 * HOUR_MS + 20 * MINUTE, 18 * HOUR_MS + 40 * MINUTE] {
        work(&mut ledger, "p", "ann", (at, at + 10 * MINUTE, at + 20 * MINUTE));
    }
    let hours = |zone: &jiff::tz::TimeZone| {
        let told = ledger.node_waits(&of_check(48), None, zone).unwrap();
        told.hours.iter().map(|of| (of.weekday, of.hour, of.n, of.wait, of.sojourn)).collect::<Vec<_>>()
    };
    let (wait, sojourn) = (Some(10.0 * MINUTE as f64), Some(20.0 * MINUTE as f64));
    assert_eq!(hours(&jiff::tz::TimeZone::UTC), [(4, 18, 2, wait, sojourn)]);
    assert_eq!(hours(&kathmandu), [(4, 23, 1, wait, sojourn), (5, 0, 1, wait, sojourn)]);
}

#[test]
fn what_people_do_in_all_processes_counts_within_the_window_and_what_programs_do_does_not() {
    let mut ledger = Ledger::new(Limits { rows: 3, ..Limits::default() });
    work(&mut ledger, "p", "ann", (0, HOUR_MS, 3 * HOUR_MS));
    work(&mut ledger, "q", "ann", (0, 2 * HOUR_MS, 5 * HOUR_MS));
    let (case, place) = (begin(&mut ledger, "r"), place(&mut ledger, "r", Nature::System));
    let actor = ledger.person(Some("ann"));
    ledger.add(Row { actor, started: 0, ..visit((case, place), (0, 6 * HOUR_MS)) });
    let people = || ["ann", "nobody"].into_iter();
    let worked = ledger.worked_by(people(), (2 * HOUR_MS, 4 * HOUR_MS)).unwrap();
    assert_eq!(worked["ann"], [(2 * HOUR_MS, 3 * HOUR_MS), (2 * HOUR_MS, 4 * HOUR_MS)]);
    assert_eq!(worked.len(), 1);
    // One more row, and the first is in the sums alone: who was busy then is known no more.
    work(&mut ledger, "p", "bob", (0, 6 * HOUR_MS, 7 * HOUR_MS));
    assert_eq!(ledger.worked_by(people(), (2 * HOUR_MS, 4 * HOUR_MS)), None);
    assert!(ledger.worked_by(people(), (4 * HOUR_MS, 8 * HOUR_MS)).is_some());
}

#[test]
fn in_the_hours_of_a_calendar_only_what_lies_in_them_is_busy() {
    let day = json!([{ "from": "09:00", "until": "17:00" }]);
    let week = json!([day, day, day, day, day, [], []]);
    let office = json!({ "id": "o", "name": "O", "timeZone": "UTC", "week": week, "days": {} });
    let calendar: WorkCalendar = serde_json::from_value(office).unwrap();
    let hours = weir_mining::measure::calendar::WorkingTime::of(&calendar, 0, 24 * HOUR_MS - 1);
    // From eight to eleven, and beside it from ten to twelve.
    let work = vec![(8 * HOUR_MS, 11 * HOUR_MS), (10 * HOUR_MS, 12 * HOUR_MS)];
    let of = weir_mining::measure::resource::utilisation(work, hours.pieces());
    assert_eq!((of.busy, of.available), (3 * HOUR_MS, 8 * HOUR_MS));
    assert!((of.concurrency - 1.25).abs() < 1e-12, "five hours of work in four");
}
