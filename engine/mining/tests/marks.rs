//! Rules in the versions that were used, roles and groups, how a case came to be, and batches may go with an anomaly.
use crate::common::visit;
use crate::factors::{Gone, write};
use crate::ledger::week;
use std::collections::BTreeMap;
use weir_mining::aggregate::{HOUR_MS, Place, PlaceName};
use weir_mining::ledger::{Around, Ask, Begun, Ended, Explained, Flag, Handle, Ledger, Limits, MarkOf, Nature, Row};
use weir_mining::log::{ActivityInstance, NO_NAME, Outcome};

const SECOND: i64 = 1_000;

/// Every hour one comes to its only node; some take long.
fn ledger(is_slow: impl Fn(i64) -> bool) -> Ledger {
    let gone = |index: i64| {
        let at = HOUR_MS * (1 + index);
        let time = if is_slow(index) { 900 } else { 60 };
        Gone { flow: "in", enabled: at, started: at, ended: at + time * SECOND }
    };
    write(&(0..400).map(gone).collect::<Vec<_>>())
}

fn explained(ledger: &Ledger) -> Explained {
    let ask = Ask { node: Some("check".to_owned()), ..week(0, 1_000) };
    ledger.explain(&ask, Flag::LongerThan(300 * SECOND), &jiff::tz::TimeZone::UTC).unwrap()
}

fn told(found: &Explained) -> Vec<(&str, &str)> {
    let items = found.drivers.iter().flat_map(|driver| &driver.items);
    items.map(|item| (item.attribute.as_str(), item.value.as_str())).collect()
}

#[test]
fn the_version_of_a_rule_that_was_used_is_found_and_its_numbers_open_their_cases() {
    let mut ledger = ledger(|index| index % 3 == 0 && index % 9 != 0);
    for index in 0..400_u32 {
        let (at, version) = (HOUR_MS * i64::from(1 + index), if index % 3 == 0 { 2 } else { 1 });
        ledger.mark(index, MarkOf::Rule, &format!("limit:{version}"), at, NO_NAME);
        // What comes of it is no cause: it is used after the visit could begin.
        ledger.mark(index, MarkOf::Rule, &format!("after:{version}"), at + 1, NO_NAME);
    }
    let found = explained(&ledger);
    assert_eq!(told(&found), [("$rule", "limit:2")], "{found:?}");
    let driver = &found.drivers[0];
    assert_eq!((driver.n, driver.flagged, driver.rest_flagged, driver.strong), (134, 89, 0, true));
    let behind = driver.evidence.as_ref().unwrap();
    let opened = |handle: &str| ledger.evidence(&Handle::read(handle).unwrap(), 0, 5, false).unwrap().n;
    assert_eq!([&behind.with, &behind.flagged, &behind.rest].map(|handle| opened(handle)), [134, 89, 266]);
}

/// Of a group of a few people it would say what each of them did.
#[test]
fn the_group_through_which_people_took_part_is_found_where_it_is_not_of_a_few() {
    let found = |people: u32| {
        let mut ledger = ledger(|index| index % 3 == 0);
        for index in 0..400_u32 {
            let group = if index % 3 == 0 { "north" } else { "south" };
            let actor = ledger.person(Some(&format!("{group}{}", index / 3 % people)));
            ledger.mark(index, MarkOf::Group, group, HOUR_MS * i64::from(index), actor);
        }
        explained(&ledger)
    };
    assert_eq!(told(&found(5)), [("$group", "north")]);
    assert!(told(&found(4)).is_empty());
}

#[test]
fn how_a_case_came_to_be_is_found() {
    let mut ledger = ledger(|index| index % 3 == 0);
    (0..400_u32).step_by(3).for_each(|index| ledger.mark(index, MarkOf::Called, "", 0, NO_NAME));
    assert_eq!(told(&explained(&ledger)), [("$channel", "called")]);
}

#[test]
fn what_was_done_in_a_batch_before_is_found() {
    let mut ledger = Ledger::new(Limits::default());
    let at = |ledger: &mut Ledger, index: i64, pack: [i64; 3], takes: i64| {
        let began = pack[0];
        let id = index as u128;
        let case = ledger.begin(&Begun { id, process: "p", version: 1, at: began, initiator: None });
        let ann = ledger.person(Some("ann"));
        let (mut rows, mut numbers) = (vec![], BTreeMap::new());
        let check = [pack[2], pack[2], pack[2] + takes];
        for (key, (name, [enabled, started, ended])) in (1_u64..).zip([("pack", pack), ("check", check)]) {
            let place = PlaceName { process: "p".to_owned(), version: 1, place: Place::Node(name.to_owned()) };
            let place = ledger.place(place, || Nature::Human);
            let actor = if name == "pack" { ann } else { NO_NAME };
            let number = ledger.add(Row { actor, started, ..visit((case, place), (enabled, ended)) });
            rows.push(ActivityInstance { key, enabled: Some(enabled), ..ActivityInstance::of(name, started, ended) });
            numbers.insert(key, (number, place));
        }
        let (place, outcome, at) = (ledger.process_place("p", 1), Outcome::Completed, check[2]);
        let around = &Around::default();
        ledger.end(&Ended { case, place, began, at, outcome, rows: &rows, numbers: &numbers, around });
    };
    // Every three hours one is packed alone, or two are collected and packed in one go; what was takes long to check.
    for index in 0..200_i64 {
        let hour = (1 + 3 * index) * HOUR_MS;
        let (enabled, minute) = (hour - HOUR_MS, 60 * SECOND);
        if index % 3 == 0 {
            at(&mut ledger, 2 * index, [enabled, hour, hour + minute], 900 * SECOND);
            at(&mut ledger, 2 * index + 1, [enabled + minute, hour + minute, hour + 2 * minute], 900 * SECOND);
        } else {
            at(&mut ledger, 2 * index, [enabled, hour, hour + minute], 60 * SECOND);
        }
    }
    let found = explained(&ledger);
    assert!(told(&found).contains(&("$batched", "true")), "{found:?}");
    let driver = found.drivers.iter().find(|driver| driver.items[0].attribute == "$batched").unwrap();
    assert_eq!((driver.n, driver.flagged, driver.rest, driver.rest_flagged), (134, 134, 133, 0));
}
