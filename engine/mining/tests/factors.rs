//! What stood around a case may go with an anomaly: how much waited, and which way it had come.
use crate::common::visit;
use crate::ledger::week;
use std::collections::BTreeMap;
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
    let mut ledger = Ledger::new(Limits::default());
    for (index, gone) in all.iter().enumerate() {
        let began = gone.enabled - SECOND;
        let case = ledger.begin(&Begun { id: index as u128, process: "p", version: 1, at: began, initiator: None });
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
