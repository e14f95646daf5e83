//! What stood around a case may go with an anomaly: how much waited, and which way it had come.
use crate::common::visit;
use crate::ledger::week;
use std::collections::BTreeMap;
use weir_core::organisation::{Change, Department, Entry, Membership, Person, UnitKind, Validity};
use weir_mining::aggregate::{HOUR_MS, Place, PlaceName};
use weir_mining::ledger::{Around, Ask, Begun, Ended, Explained, Flag, Ledger, Limits, Nature, Row, Verdict};
use weir_mining::log::{ActivityInstance, Outcome};

const SECOND: i64 = 1_000;

/// One that went by a flow to its only node, waited there and was done.
pub(crate) struct Gone {
    pub flow: &'static str,
    pub enabled: i64,
    pub started: i64,
    pub ended: i64,
}

pub(crate) fn write(all: &[Gone]) -> Ledger {
    written(Ledger::new(Limits::default()), all, |_| None)
}

/// The same, begun by whom?
fn written(mut ledger: Ledger, all: &[Gone], by: impl Fn(usize) -> Option<String>) -> Ledger {
    for (index, gone) in all.iter().enumerate() {
        let began = gone.enabled - SECOND;
        let who = by(index);
        let initiator = who.as_deref();
        let case = ledger.begin(&Begun { id: index as u128, process: "p", version: 1, at: began, initiator });
        let named = |place| PlaceName { process: "p".to_owned(), version: 1, place };
        let flow = ledger.place(named(Place::Flow(gone.flow.to_owned())), Nature::default);
        ledger.flow(case, flow, began);
        let place = ledger.place(named(Place::Node("check".to_owned())), || Nature::Human);
        let number = ledger.add(Row { started: gone.started, ..visit((case, place), (gone.enabled, gone.ended)) });
        let of = ActivityInstance::of("check", gone.started, gone.ended);
        let rows = [ActivityInstance { key: 1, enabled: Some(gone.enabled), ..of }];
        let (numbers, around) = (BTreeMap::from([(1, (number, place))]), Around::default());
        let place = ledger.process_place("p", 1);
        let (outcome, at) = (Outcome::Completed, gone.ended);
        ledger.end(&Ended { case, place, began, at, outcome, rows: &rows, numbers: &numbers, around: &around });
    }
    ledger
}

fn explained(ledger: &Ledger, longer: i64) -> Explained {
    let ask = Ask { node: Some("check".to_owned()), ..week(0, 1_000) };
    ledger.explain(&ask, Flag::LongerThan(longer), &jiff::tz::TimeZone::UTC).unwrap()
}

fn attributes(found: &Explained) -> Vec<(&str, &str)> {
    let items = found.drivers.iter().flat_map(|driver| &driver.items);
    items.map(|item| (item.attribute.as_str(), item.value.as_str())).collect()
}

#[test]
fn a_queue_is_found_where_what_comes_into_it_waits() {
    // Every hour ten come within ten seconds, and are done one after the other.
    let all: Vec<Gone> = (0..600_i64)
        .map(|index| {
            let (burst, place) = (HOUR_MS * (1 + index / 10), index % 10);
            let started = burst + place * 60 * SECOND;
            Gone {
                flow: "in",
                enabled: burst + place * SECOND,
                started: started.max(burst + place * SECOND),
                ended: started + 30 * SECOND,
            }
        })
        .collect();
    let found = explained(&write(&all), 300 * SECOND);
    assert_eq!(found.verdict, Verdict::Drivers, "{found:?}");
    let told = attributes(&found);
    // Whoever finds four before them waits for so long, and nothing else goes with it.
    let long =
        |range: &str| range.split(' ').next().and_then(|from| from.parse().ok()).is_some_and(|from: u32| from >= 4);
    assert!(!told.is_empty() && told.iter().all(|(of, range)| *of == "queueLength" && long(range)), "{told:?}");
}

/// Where the people of one department begin what takes long, that is found; of a department of a few people nothing is said.
#[test]
fn the_department_of_those_who_began_it_is_found() {
    let department = |id: &str, parent: Option<&str>| {
        let parent = parent.map(str::to_owned);
        Change::Put(Entry::Department(Department { id: id.into(), name: id.into(), parent, ..Department::default() }))
    };
    let person = |id: String, of: &str| {
        let membership = Membership { kind: UnitKind::Department, id: of.to_owned(), valid: Validity::default() };
        Change::Put(Entry::Person(Person { name: id.clone(), id, memberships: vec![membership], ..Person::default() }))
    };
    let all: Vec<Gone> = (0..400_i64)
        .map(|index| {
            let at = HOUR_MS * (1 + index);
            let time = if index % 7 == 1 { 900 } else { 60 };
            Gone { flow: "in", enabled: at, started: at, ended: at + time * SECOND }
        })
        .collect();
    // Every seventh is begun in the north, by one after the other of so many people.
    let found = |people: usize| {
        let of = |index: usize| if index % 7 == 1 { "north" } else { "south" };
        let who = |index: usize| format!("{}{}", of(index), index / 7 % people);
        let mut ledger = Ledger::new(Limits::default());
        ledger.organised(
            0,
            &[department("firm", None), department("north", Some("firm")), department("south", Some("firm"))],
        );
        let staff = (0..400).map(|index| person(who(index), of(index))).collect::<Vec<_>>();
        ledger.organised(0, &staff);
        explained(&written(ledger, &all, |index| Some(who(index))), 300 * SECOND)
    };
    let told = found(5);
    assert_eq!(attributes(&told), [("initiatorDepartment", "north")], "{told:?}");
    let driver = &told.drivers[0];
    assert_eq!((driver.n, driver.flagged, driver.rest, driver.rest_flagged), (57, 57, 343, 0));
    assert_eq!(found(4).verdict, Verdict::Nothing, "four people would be told of one by one");
}

#[test]
fn the_way_that_led_there_is_found() {
    let all: Vec<Gone> = (0..400_i64)
        .map(|index| {
            let at = HOUR_MS * (1 + index);
            let (flow, time) = if index * 7 % 4 == 0 { ("detour", 900) } else { ("straight", 60) };
            Gone { flow, enabled: at, started: at, ended: at + time * SECOND }
        })
        .collect();
    let found = explained(&write(&all), 300 * SECOND);
    assert_eq!(attributes(&found), [("flow", "detour")], "{found:?}");
}
