//! What was known when: what becomes known of a case only on its way tells no kinds of cases apart, and what somebody decided
//! is what they said when they were done.
use crate::common::planted::{data, found};
use crate::common::visit;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use weir_mining::aggregate::{HOUR_MS, Place, PlaceName};
use weir_mining::ledger::{Around, Ask, Begun, EARLIER_MAX, Ended, Flag, Ledger, Limits, Nature, Row};
use weir_mining::log::{ActivityInstance, Late, Log, Outcome};
use weir_mining::statistics::chance::Stream;
use weir_mining::suggest::{Facts, Outcomes, Rule};

/// What happens in a case, one after the other: a step, how long it takes, and what variable is what when it is done.
type Way<'a> = Vec<(&'a str, i64, Option<(&'a str, Value)>)>;

/// Writes a case as the engine would.
fn put(ledger: &mut Ledger, id: i64, at: i64, begins: &[(&str, Value)], way: &Way<'_>) {
    let case = ledger.begin(&Begun { id: id as u128, process: "p", version: 1, at, initiator: None });
    for (name, value) in begins {
        ledger.value(case, name, value, at);
    }
    let (mut rows, mut numbers, mut now) = (vec![], BTreeMap::new(), at);
    for (key, (step, takes, sets)) in (0_u64..).zip(way) {
        let (from, until) = (now, now + takes);
        let place = Place::Node((*step).to_owned());
        let place = ledger.place(PlaceName { process: "p".to_owned(), version: 1, place }, || Nature::Human);
        let row = Row { claimed: from, ..visit((case, place), (from, until)) };
        numbers.insert(key, (ledger.add(row), place));
        let causes = key.checked_sub(1).into_iter().collect();
        rows.push(ActivityInstance { key, enabled: Some(from), causes, ..ActivityInstance::of(step, from, until) });
        if let Some((name, value)) = sets {
            ledger.value(case, name, value, until);
        }
        now = until;
    }
    let (place, around) = (ledger.process_place("p", 1), Around::default());
    let (rows, numbers, around) = (&rows, &numbers, &around);
    ledger.end(&Ended { case, place, began: at, at: now, outcome: Outcome::Completed, rows, numbers, around });
}

fn history(ledger: &Ledger, decided_by: &[(&str, &str)]) -> Log {
    let ask = Ask::of("p", 0, 80_000 * HOUR_MS).checked().unwrap();
    let owned = |(step, variable): &(&str, &str)| ((*step).to_owned(), (*variable).to_owned());
    ledger.history(&[ask], &decided_by.iter().map(owned).collect())
}

fn about(hours: f64, chance: &mut Stream) -> i64 {
    (hours * HOUR_MS as f64 * (0.5 + chance.unit())) as i64
}

#[test]
fn what_comes_of_a_case_on_its_way_is_no_kind_of_cases() {
    let (mut ledger, mut chance) = (Ledger::new(Limits::default()), Stream::keyed(&[10]));
    for index in 0..400 {
        let country = json!(if chance.unit() < 0.5 { "home" } else { "abroad" });
        let wanting = chance.unit() < 0.4;
        let reason = json!(if wanting { "bad" } else { "good" });
        let mut way: Way<'_> = vec![("look", about(1.0, &mut chance), Some(("reason", reason)))];
        if !wanting {
            // Of the country one in 200 is mended by hand later.
            let mended = (index % 200 == 7).then(|| ("country", json!("elsewhere")));
            way.push(("long", about(6.0, &mut chance), mended));
        }
        put(&mut ledger, index, index * 24 * HOUR_MS, &[("country", country)], &way);
    }
    let mut log = history(&ledger, &[]);
    let activity = |name: &str| log.activities.find(name).unwrap();
    let (first, second) = (activity("look"), activity("long"));
    assert!(log.late.at_first("reason") && log.late.before("reason", first) && !log.late.before("reason", second));
    assert!(!log.late.at_first("country") && !log.late.before("country", first), "hardly any was mended by hand");
    let triage = |log: &Log| found(log, &Facts::default(), Rule::R10).len();
    assert_eq!(triage(&log), 0);
    // Without knowing when it was said, the reason would be taken for a kind of cases.
    log.late = Late::default();
    assert!(triage(&log) > 0);
}

/// Requests that are checked, and sent back in this share; those without a receipt oftener where it is planted.
fn sent_back(planted: bool) -> Log {
    let (mut ledger, mut chance) = (Ledger::new(Limits::default()), Stream::keyed(&[2, u64::from(planted)]));
    for index in 0..700 {
        let without = chance.unit() < 0.2;
        let receipt = json!(if without { "none" } else { "paper" });
        let share = if planted && without { 0.75 } else { 0.15 };
        let mut way: Way<'_> = vec![("fill", HOUR_MS, None)];
        if chance.unit() < share {
            way.push(("check", HOUR_MS, Some(("ok", json!("return")))));
            way.push(("mend", about(5.0, &mut chance), None));
        }
        way.push(("check", HOUR_MS, Some(("ok", json!("approve")))));
        put(&mut ledger, index, index * 24 * HOUR_MS, &[("receipt", receipt)], &way);
    }
    history(&ledger, &[("check", "ok")])
}

fn facts() -> Facts {
    let set = |name: &str| BTreeSet::from([name.to_owned()]);
    let (rejecting, returning, variables) = (set("reject"), set("return"), set("ok"));
    let outcomes = Outcomes { attribute: "decision".to_owned(), rejecting, returning, variables };
    let steps =
        [("fill", data(&["receipt"], &[])), ("check", data(&["receipt"], &["ok"])), ("mend", data(&["receipt"], &[]))];
    let steps = steps.into_iter().map(|(name, step)| (name.to_owned(), step)).collect();
    Facts { steps, outcomes: Some(outcomes), ..Facts::default() }
}

#[test]
fn what_was_decided_is_what_was_said_then_and_not_what_came_of_it() {
    let mut log = sent_back(false);
    let again = (0..log.case_count()).map(|case| log.case(case)).find(|rows| rows.len() == 4).unwrap();
    let said: Vec<Option<&str>> = again.map(|row| log.attributes.text("decision", row)).collect();
    assert_eq!(said, [None, Some("return"), None, Some("approve")]);
    // Whoever sends one in seven back decides something, whatever they say in the end.
    assert_eq!(found(&log, &facts(), Rule::R2), []);
    let planted = sent_back(true);
    assert!(!found(&planted, &facts(), Rule::R4).is_empty() && !found(&planted, &facts(), Rule::R14).is_empty());
    // Where it is not known what was decided at first, it may have been something else.
    let unknown: Vec<usize> =
        (0..log.row_count()).filter(|row| log.attributes.text("decision", *row) == Some("return")).collect();
    log = without_decisions(&log, &unknown);
    assert_eq!(found(&log, &facts(), Rule::R2), []);
}

#[test]
fn what_was_mended_since_is_still_what_it_goes_together_with() {
    let (mut ledger, mut chance) = (Ledger::new(Limits::default()), Stream::keyed(&[4]));
    for index in 0..700 {
        let without = chance.unit() < 0.2;
        let receipt = json!(if without { "none" } else { "paper" });
        let mut way: Way<'_> = vec![("check", HOUR_MS, None)];
        if chance.unit() < if without { 0.75 } else { 0.03 } {
            way.push(("mend", about(5.0, &mut chance), Some(("receipt", json!("paper")))));
        }
        put(&mut ledger, index, index * 24 * HOUR_MS, &[("receipt", receipt)], &way);
    }
    let ask = Ask::of("p", 0, 80_000 * HOUR_MS).checked().unwrap();
    let found = ledger.explain(&ask, Flag::LongerThan(2 * HOUR_MS), &jiff::tz::TimeZone::UTC).unwrap();
    let drivers = found.drivers.iter().filter(|driver| driver.items.len() == 1).map(|driver| &driver.items[0]);
    let named: Vec<(&str, &str)> = drivers.map(|item| (item.attribute.as_str(), item.value.as_str())).collect();
    assert!(named.contains(&("receipt", "none")), "{named:?}");
}

/// The log as if it did not say what was decided in some rows.
fn without_decisions(log: &Log, rows: &[usize]) -> Log {
    let mut builder = weir_mining::log::LogBuilder::default();
    for case in 0..log.case_count() {
        let row = |row: usize| {
            let said = log.attributes.text("decision", row).filter(|_| !rows.contains(&row));
            let said = said.map(|said| ("decision".to_owned(), weir_mining::log::Value::Text(said.to_owned())));
            let key = (row - log.case(case).start) as u64;
            let name = log.activities.name(log.activity[row]);
            ActivityInstance {
                key,
                enabled: Some(log.enabled[row]),
                causes: key.checked_sub(1).into_iter().collect(),
                attributes: said.into_iter().collect(),
                ..ActivityInstance::of(name, log.started[row], log.ended[row])
            }
        };
        let rows = log.case(case).map(row).collect();
        let case = weir_mining::log::Case { id: case.to_string(), rows, ..Default::default() };
        builder.case(case).expect("it is small");
    }
    builder.build()
}

#[test]
fn of_what_changes_for_ever_the_last_is_known() {
    let mut ledger = Ledger::new(Limits::default());
    let mut way: Way<'_> = vec![];
    for turn in 0..EARLIER_MAX + 8 {
        way.push(("check", HOUR_MS, Some(("ok", json!(format!("word {turn}"))))));
    }
    put(&mut ledger, 1, 0, &[], &way);
    let log = history(&ledger, &[("check", "ok")]);
    let said: Vec<Option<&str>> = log.case(0).map(|row| log.attributes.text("decision", row)).collect();
    let known = said.iter().filter(|said| said.is_some()).count();
    assert_eq!((known, said[0], said[EARLIER_MAX + 7]), (EARLIER_MAX + 1, None, Some("word 39")));
}
