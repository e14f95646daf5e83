//! Causes are looked for among cases that went the same way, and the way is not what was remarkable about them.
use crate::common::visit;
use crate::ledger::week;
use serde_json::json;
use std::collections::BTreeMap;
use weir_mining::aggregate::{HOUR_MS, Place, PlaceName};
use weir_mining::ledger::{Around, Ask, Begun, Ended, Explained, Flag, Ledger, Limits, Nature, Row, Verdict};
use weir_mining::log::{ActivityInstance, NO_TIME, Outcome};
use weir_mining::statistics::chance::Stream;

const MINUTE: i64 = 60_000;

/// A step: the flow that led to it, its node, how long it took, and after how long it was due.
type Step = (&'static str, &'static str, i64, Option<i64>);

/// One that went these steps, with what was known of it from the beginning, and how it was left.
struct Gone {
    steps: Vec<Step>,
    known: Vec<(&'static str, &'static str)>,
    outcome: Outcome,
}

impl Gone {
    fn new(steps: Vec<Step>, known: Vec<(&'static str, &'static str)>) -> Self {
        Gone { steps, known, outcome: Outcome::Completed }
    }
}

/// One begins every hour.
fn written(all: impl IntoIterator<Item = Gone>) -> Ledger {
    let mut ledger = Ledger::new(Limits::default());
    for (index, gone) in all.into_iter().enumerate() {
        let began = HOUR_MS * (1 + index as i64);
        let case = ledger.begin(&Begun { id: index as u128, process: "p", version: 1, at: began, initiator: None });
        for (name, value) in &gone.known {
            ledger.value(case, name, &json!(value), began);
        }
        let (mut at, mut numbers, mut rows) = (began, BTreeMap::new(), vec![]);
        for (key, (flow, node, time, due)) in (1_u64..).zip(gone.steps) {
            let named = |place| PlaceName { process: "p".to_owned(), version: 1, place };
            let flow = ledger.place(named(Place::Flow(flow.to_owned())), Nature::default);
            ledger.flow(case, flow, at);
            let place = ledger.place(named(Place::Node(node.to_owned())), || Nature::Human);
            let due = due.map_or(NO_TIME, |due| at + due);
            let number = ledger.add(Row { due, ..visit((case, place), (at, at + time)) });
            numbers.insert(key, (number, place));
            let causes = if key == 1 { vec![] } else { vec![key - 1] };
            let of = ActivityInstance::of(node, at, at + time);
            rows.push(ActivityInstance { key, causes: causes.into(), enabled: Some(at), ..of });
            at += time;
        }
        let place = ledger.process_place("p", 1);
        let (numbers, around, outcome) = (&numbers, &Around::default(), gone.outcome);
        ledger.end(&Ended { case, place, began, at, outcome, rows: &rows, numbers, around });
    }
    ledger
}

fn explained(ledger: &Ledger, ask: &Ask, flag: Flag) -> Explained {
    ledger.explain(ask, flag, &jiff::tz::TimeZone::UTC).unwrap()
}

fn told(found: &Explained) -> Vec<(&str, &str)> {
    let items = found.drivers.iter().flat_map(|driver| &driver.items);
    items.map(|item| (item.attribute.as_str(), item.value.as_str())).collect()
}

/// Every other order waits for an answer, and one supplier answers late. Whoever is late has not gone on when the others have: told
/// apart by how far they had come, nothing would ever go with being late.
#[test]
fn a_slow_supplier_is_found_by_each_of_its_traces() {
    let chance = &mut Stream::keyed(&[1]);
    let orders = (0..600_usize).map(|_| {
        let (supplier, is_asked) = (["north", "south", "east"][chance.below(3)], chance.below(2) == 0);
        let short = 30 * MINUTE + chance.below(600) as i64 * 1_000;
        let (answer, order) =
            (if supplier == "north" { 20 * HOUR_MS + short } else { short }, ("on", "order", short, None));
        let steps = if is_asked {
            vec![("asked", "answer", answer, Some(10 * HOUR_MS)), ("answered", "join", MINUTE, None), order]
        } else {
            vec![("straight", "join", MINUTE, None), order]
        };
        Gone::new(steps, vec![("supplier", supplier)])
    });
    let ledger = written(orders);
    let whole = week(0, 2_000);
    for flag in [Flag::Late, Flag::LongerThan(5 * HOUR_MS), Flag::LongerThan(15 * HOUR_MS), Flag::SlowestTenth] {
        let found = explained(&ledger, &whole, flag);
        assert_eq!(told(&found), [("supplier", "north")], "{flag:?}: {found:?}");
    }
    let at = Ask { node: Some("answer".to_owned()), ..whole };
    assert_eq!(told(&explained(&ledger, &at, Flag::LongerThan(5 * HOUR_MS))), [("supplier", "north")]);
}

/// What goes a longer way takes longer, and what only goes with that way is no cause beside it.
#[test]
fn what_only_goes_with_a_way_is_no_cause() {
    let cases = (0..600_usize).map(|index| {
        let far = index * 11 % 4 == 0;
        let steps = if far {
            vec![("abroad", "customs", 20 * HOUR_MS, None), ("cleared", "order", MINUTE, None)]
        } else {
            vec![("home", "order", MINUTE, None)]
        };
        // Most that go abroad are large, and few others are.
        let large = if far { index % 5 > 0 } else { index % 5 == 0 };
        Gone::new(steps, vec![("size", if large { "large" } else { "small" })])
    });
    let found = explained(&written(cases), &week(0, 2_000), Flag::LongerThan(HOUR_MS));
    assert_eq!((found.verdict, found.flagged), (Verdict::Nothing, 150), "{found:?}");
}

/// What is done again goes by a flow of its own, what is ended from outside goes less far: that is what is remarkable about them.
#[test]
fn what_leads_to_work_done_again_and_to_ends_is_found() {
    let cases = |outcome: Outcome| {
        (0..600_usize).map(move |index| {
            let north = index * 7 % 3 == 0;
            let bad = north && index % 7 > 1;
            let first = if index % 2 == 0 { "shop" } else { "web" };
            let mut steps = vec![(first, "check", MINUTE, None), ("on", "pay", MINUTE, None)];
            match outcome {
                Outcome::Terminated if bad => steps.truncate(1),
                _ if bad => steps.extend([("back", "check", MINUTE, None), ("on", "pay", MINUTE, None)]),
                _ => {}
            }
            let outcome = if bad { outcome } else { Outcome::Completed };
            Gone { outcome, ..Gone::new(steps, vec![("supplier", if north { "north" } else { "south" })]) }
        })
    };
    for (flag, outcome) in [(Flag::Rework, Outcome::Completed), (Flag::Terminated, Outcome::Terminated)] {
        let found = explained(&written(cases(outcome)), &week(0, 2_000), flag);
        assert_eq!((told(&found), found.flagged), (vec![("supplier", "north")], 143), "{flag:?}: {found:?}");
    }
}
