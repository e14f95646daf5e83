//! The ledger on random histories: its numbers are those of the rows, the rows are found again, and what is dropped is in the
//! sums.
use crate::common::{cases, visit};
use proptest::prelude::*;
use std::collections::BTreeMap;
use weir_mining::aggregate::{HOUR_MS, Part, Place, PlaceId, PlaceName, Window};
use weir_mining::ledger::{
    Around, Ask, AskError, Begun, Ended, EvidenceKind, Flag, GROUPS_MAX, GroupBy, Handle, IndexFacts, Ledger, Left,
    Limits, Nature, Row, Standing, VariableFilter, Verdict,
};
use weir_mining::log::{Case, NO_TIME, Outcome};

/// What happens to a case, in the order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Begin,
    Row(usize),
    End,
}

/// A case that is open: its number in the ledger, when it began, and for each row its number and place.
type OpenCase = (u32, i64, BTreeMap<u64, (u32, PlaceId)>);

/// Writes cases as an engine would: everything in the order in which it happened. `stretch` is how long a unit is, ms.
fn write(ledger: &mut Ledger, cases: &[Case], stretch: i64) {
    let mut what = vec![];
    for (index, case) in cases.iter().enumerate() {
        let begin = case.rows.iter().filter_map(|row| row.enabled).min().unwrap_or(0);
        let end = case.rows.iter().filter_map(|row| row.ended).max().unwrap_or(0);
        what.push((begin, index, What::Begin));
        what.extend(case.rows.iter().enumerate().map(|(row, of)| (of.ended.unwrap_or(0), index, What::Row(row))));
        what.push((end, index, What::End));
    }
    what.sort_unstable();
    let mut open: BTreeMap<usize, OpenCase> = BTreeMap::new();
    for (at, index, what) in what {
        let (case, at) = (&cases[index], at * stretch);
        let (process, version) = (case.process.as_str(), case.version);
        match what {
            What::Begin => {
                let begun = Begun { id: index as u128, process, version, at, initiator: Some("somebody") };
                let number = ledger.begin(&begun);
                ledger.value(number, "parity", &serde_json::json!(if index % 2 == 0 { "even" } else { "odd" }), at);
                open.insert(index, (number, at, BTreeMap::new()));
            }
            What::Row(row) => {
                let (row, key) = (&case.rows[row], case.rows[row].key);
                let place = Place::Node(row.activity.clone());
                let place = ledger.place(PlaceName { process: process.to_owned(), version, place }, || Nature::Human);
                let time = |time: Option<i64>| time.map_or(NO_TIME, |time| time * stretch);
                let (case, _, numbers) = open.get_mut(&index).unwrap();
                let actor = ledger.person(row.actor.as_deref());
                let number = ledger.add(Row {
                    actor,
                    claimed: time(row.claimed),
                    started: time(row.started),
                    ..visit((*case, place), (time(row.enabled), time(row.ended)))
                });
                numbers.insert(key, (number, place));
            }
            What::End => {
                let (number, began, numbers) = open.remove(&index).unwrap();
                let place = ledger.process_place(process, version);
                let mut rows = case.rows.clone();
                for row in &mut rows {
                    for time in [&mut row.enabled, &mut row.claimed, &mut row.started, &mut row.ended] {
                        *time = time.map(|time| time * stretch);
                    }
                }
                let outcome = Outcome::Completed;
                let (numbers, around) = (&numbers, &Around::default());
                ledger.end(&Ended { case: number, place, began, at, outcome, rows: &rows, numbers, around });
            }
        }
    }
}

pub(crate) fn written(cases: &[Case], limits: Limits) -> Ledger {
    let mut ledger = Ledger::new(limits);
    write(&mut ledger, cases, HOUR_MS / 10);
    ledger
}

pub(crate) fn all() -> Ask {
    Ask::of("p", 0, 3_600 * HOUR_MS).checked().unwrap()
}

fn read(text: &str) -> Handle {
    Handle::read(text).expect("a handle that was told can be read")
}

proptest! {
    #[test]
    fn what_nodes_contribute_is_the_mean_and_a_difference_is_its_parts(cases in cases(), cut in 0_i64..80) {
        let ledger = written(&cases, Limits::default());
        let sum = |from, until, place| {
            let window = Window { process: "p".to_owned(), version: None, place, from, until };
            ledger.aggregates().sum(&window)
        };
        let whole = all();
        let nodes: Vec<_> = ["a", "b", "c", "d", "e"].map(|node| Place::Node(node.to_owned())).into();
        let critical: i64 = nodes.iter().map(|n| sum(whole.from, whole.until, n.clone()).time(Part::Critical).sum).sum();
        prop_assert_eq!(critical, sum(whole.from, whole.until, Place::Process).time(Part::Sojourn).sum);
        if !cases.is_empty() {
            let (before, after) = (Ask::of("p", 0, (cut + 1) * HOUR_MS), Ask::of("p", (cut + 1) * HOUR_MS, whole.until));
            let (before, after) = (before.checked().unwrap(), after.checked().unwrap());
            let change = ledger.process(&after, Some(&before)).unwrap().change.unwrap();
            match change.difference {
                Some(difference) => {
                    let parts: f64 = change.parts.iter().map(|part| part.mix + part.rate).sum();
                    prop_assert!((parts - difference).abs() < 1e-3, "{} {}", parts, difference);
                }
                None => prop_assert!(change.before.value.is_none() || change.after.value.is_none()),
            }
        }
    }

    #[test]
    fn evidence_counts_again_to_the_number_whatever_comes_later(cases in cases(), more in cases(), odd in any::<bool>()) {
        let mut ledger = written(&cases, Limits::default());
        let variables = vec![VariableFilter { name: "parity".into(), value: if odd { "odd" } else { "even" }.into() }];
        let asks = [
            all(),
            Ask { version: Some(2), ..all() },
            Ask { variables, ..all() },
            Ask { longer: Some(6 * HOUR_MS), rework: Some(false), outcome: Some(Left::Completed), ..all() },
            Ask { node: Some("a".to_owned()), ..all() },
            Ask { actor: Some("person 1".to_owned()), ..all() },
        ];
        let mut told = vec![];
        for ask in &asks {
            let summary = ledger.summary(ask).unwrap();
            let mean = summary.sojourn.mean;
            told.push((read(&summary.evidence), mean.n, mean.value));
            let node = Ask { node: Some("b".to_owned()), ..ask.clone() };
            if let Some(detail) = ledger.node(&node, None).unwrap() {
                let mean = detail.node.sojourn.mean;
                told.push((read(&detail.node.evidence), mean.n, mean.value));
                let buckets: u64 = detail.distribution.iter().map(|bucket| bucket.n).sum();
                prop_assert_eq!(buckets, detail.node.visits);
            }
        }
        let held = |ledger: &Ledger, told: &[(Handle, u64, Option<f64>)]| {
            for (handle, n, mean) in told {
                let evidence = ledger.evidence(handle, 0, 1_000, true).unwrap();
                assert_eq!(evidence.n, *n, "{handle:?}");
                assert_eq!(evidence.members.len() as u64, *n);
                assert_eq!((*n > 0).then(|| evidence.sum as f64 / *n as f64), *mean);
                let kinds = evidence.members.iter().all(|m| m.node.is_some() == (handle.kind == EvidenceKind::Rows));
                assert!(kinds);
            }
        };
        held(&ledger, &told);
        write(&mut ledger, &more, HOUR_MS / 10);
        held(&ledger, &told);
    }

    #[test]
    fn what_is_dropped_is_in_the_sums(cases in cases(), rows in 1_usize..20, few in 1_usize..6) {
        let (whole, small) = (written(&cases, Limits::default()), written(&cases, Limits { rows, cases: few, actors: 2, ..Limits::default() }));
        prop_assert_eq!(whole.aggregates(), small.aggregates());
        prop_assert!(small.held().0 <= rows && small.held().1 <= few);
        prop_assert_eq!(small.digest(), written(&cases, Limits { rows, cases: few, actors: 2, ..Limits::default() }).digest());
        let (exact, about) = (whole.summary(&all()).unwrap(), small.summary(&all()).unwrap());
        prop_assert_eq!(exact.ended.value, about.ended.value);
        if small.holds(&all()) {
            prop_assert_eq!(exact.rework, about.rework);
        } else {
            prop_assert_eq!(exact.sojourn.mean.value, about.sojourn.mean.value);
            prop_assert_eq!(about.rework.state, Standing::Unavailable);
            let filtered = small.summary(&Ask { rework: Some(true), ..all() });
            prop_assert!(matches!(filtered, Err(AskError::Forgotten { .. })), "{:?}", filtered);
            prop_assert!(small.cohort(&all(), 0, 10).is_err());
        }
    }

    #[test]
    fn another_history_has_another_digest(cases in cases()) {
        let mut other = cases.clone();
        let Some(row) = other.first_mut().and_then(|case| case.rows.first_mut()) else { return Ok(()) };
        row.actor = Some("somebody else".to_owned());
        prop_assert_eq!(written(&cases, Limits::default()).digest(), written(&cases, Limits::default()).digest());
        prop_assert_ne!(written(&cases, Limits::default()).digest(), written(&other, Limits::default()).digest());
    }
}

#[test]
fn a_question_is_of_whole_hours_and_has_an_end() {
    let asked = Ask::of("p", HOUR_MS + 1, 2 * HOUR_MS + 1).checked().unwrap();
    assert_eq!((asked.from, asked.until), (HOUR_MS, 3 * HOUR_MS));
    assert_eq!(Ask::of("p", 5, 5).checked(), Err(AskError::Window));
    assert_eq!(Ask::of("p", i64::MIN, i64::MAX).checked(), Err(AskError::Window));
    let named = |name: usize| VariableFilter { name: name.to_string(), value: String::new() };
    let many = Ask { variables: (0..11).map(named).collect(), ..Ask::of("p", 0, 5) };
    assert_eq!(many.checked().map_err(AskError::code), Err("analytics-filters"));
    assert_eq!(Handle::read("none"), None);
}

/// A case of two steps that takes `time`, with variables.
pub(crate) fn simple(ledger: &mut Ledger, index: usize, time: i64, variables: &[(&str, serde_json::Value)]) {
    let at = index as i64 * HOUR_MS;
    let begun = Begun { id: index as u128, process: "p", version: 1, at, initiator: None };
    let case = ledger.begin(&begun);
    for (name, value) in variables {
        ledger.value(case, name, value, at);
    }
    let mut numbers = BTreeMap::new();
    let mut rows = vec![];
    for (key, (node, from, until)) in (1_u64..).zip([("check", at, at + time / 2), ("pay", at + time / 2, at + time)]) {
        let place = PlaceName { process: "p".to_owned(), version: 1, place: Place::Node(node.to_owned()) };
        let place = ledger.place(place, || Nature::Human);
        let row = visit((case, place), (from, until));
        numbers.insert(key, (ledger.add(row), place));
        let causes = if key == 1 { vec![] } else { vec![key - 1] };
        let of = weir_mining::log::ActivityInstance::of(node, from, until);
        rows.push(weir_mining::log::ActivityInstance { key, causes: causes.into(), enabled: Some(from), ..of });
    }
    let place = ledger.process_place("p", 1);
    let outcome = Outcome::Completed;
    let (numbers, around) = (&numbers, &Around::default());
    ledger.end(&Ended { case, place, began: at, at: at + time, outcome, rows: &rows, numbers, around });
}

pub(crate) fn week(from: i64, until: i64) -> Ask {
    Ask::of("p", from * HOUR_MS, until * HOUR_MS).checked().unwrap()
}

#[test]
fn a_planted_cause_is_found_and_chance_is_not() {
    let mut ledger = Ledger::new(Limits::default());
    for index in 0..600 {
        // Every fifth supplier is slow; colours mean nothing.
        let supplier = ["a", "b", "c", "d", "slow"][index * 7 % 5];
        let time = if supplier == "slow" && index % 3 > 0 { 50 } else { 10 + index as i64 % 4 };
        let colour = ["red", "green", "blue"][index / 15 % 3];
        let variables = [("supplier", supplier.into()), ("colour", colour.into()), ("amount", (index % 11).into())];
        simple(&mut ledger, index, time * HOUR_MS / 10, &variables);
    }
    let found = ledger.explain(&week(0, 1_000), Flag::LongerThan(2 * HOUR_MS), &jiff::tz::TimeZone::UTC).unwrap();
    assert_eq!((found.verdict, found.n), (Verdict::Drivers, 600));
    let first = &found.drivers[0];
    assert_eq!((first.items[0].attribute.as_str(), first.items[0].value.as_str()), ("supplier", "slow"));
    assert!(first.strong && first.q <= 0.01 && first.low > 0.0, "{first:?}");
    assert!(
        found.drivers.iter().all(|driver| driver.items.iter().all(|item| item.attribute == "supplier")),
        "{found:?}"
    );
    let few = ledger.explain(&week(0, 50), Flag::LongerThan(2 * HOUR_MS), &jiff::tz::TimeZone::UTC).unwrap();
    assert_eq!((few.verdict, few.drivers.len()), (Verdict::TooFew, 0));
    let none = ledger.explain(&week(0, 1_000), Flag::Rework, &jiff::tz::TimeZone::UTC).unwrap();
    assert_eq!(none.verdict, Verdict::TooFew, "nothing is flagged");
    let groups = ledger.grouped(&week(0, 1_000), &GroupBy::Variable("supplier".to_owned())).unwrap();
    assert_eq!(groups.groups.iter().map(|group| group.n).sum::<u64>(), 600);
    let slow = groups.groups.iter().find(|group| group.key == "slow").unwrap();
    assert!(slow.sojourn.mean.value > groups.groups[0].sojourn.mean.value.filter(|_| groups.groups[0].key != "slow"));
}

/// Of a variable with very many values those beyond the limit are one. That more of them are slow than of those that came first is
/// no cause, though it is a difference.
#[test]
fn what_stands_for_many_values_is_no_cause() {
    let mut ledger = Ledger::new(Limits::default());
    for index in 0..1_200 {
        let time = if index >= 700 { 50 } else { 10 };
        simple(&mut ledger, index, time * HOUR_MS / 10, &[("order", format!("o{index}").into())]);
    }
    let found = ledger.explain(&week(0, 2_000), Flag::LongerThan(2 * HOUR_MS), &jiff::tz::TimeZone::UTC).unwrap();
    let items = found.drivers.iter().flat_map(|driver| &driver.items).map(|item| item.attribute.as_str());
    let named: Vec<&str> = items.filter(|attribute| *attribute == "order").collect();
    assert!(found.flagged == 500 && named.is_empty(), "{found:?}");
}

/// Whoever asks for a group by its key gets as many as it was said to have, or is told that it cannot be asked for.
#[test]
fn groups_of_very_many_values_are_what_is_found_when_they_are_asked_for() {
    let mut ledger = Ledger::new(Limits::default());
    for index in 0..1_200 {
        let values = [("order", format!("o{index}").into()), ("amount", index.into())];
        simple(&mut ledger, index, HOUR_MS, &values);
    }
    for variable in ["order", "amount"] {
        let grouped = ledger.grouped(&week(0, 2_000), &GroupBy::Variable(variable.to_owned())).unwrap();
        assert_eq!(grouped.groups.iter().map(|group| group.n).sum::<u64>(), 1_200);
        assert!(grouped.groups.len() <= GROUPS_MAX + 2, "{}", grouped.groups.len());
        let rest = grouped.groups.last().unwrap();
        assert_eq!((rest.key.as_str(), rest.n), ("…rest", if variable == "order" { 301 } else { 1_000 }));
        for group in &grouped.groups {
            let only = vec![VariableFilter { name: variable.to_owned(), value: group.key.clone() }];
            let ask = Ask { variables: only, ..week(0, 2_000) };
            match ledger.tells(&ask) {
                Ok(()) => assert_eq!(ledger.cohort(&ask, 0, 1).unwrap().n, group.n, "{}", group.key),
                Err(error) => assert_eq!((error, group.key.as_str()), (AskError::Value, "…rest")),
            }
        }
    }
}

#[test]
fn a_slow_step_is_abnormal_and_a_case_that_stands_long_is_at_risk() {
    let mut ledger = Ledger::new(Limits::default());
    (0..300).for_each(|index| simple(&mut ledger, index, (10 + index as i64 % 5) * HOUR_MS / 10, &[]));
    simple(&mut ledger, 300, 20 * HOUR_MS, &[]);
    let found = ledger.anomalies(&week(310, 330), None).unwrap();
    assert_eq!((found.state, found.n), (Standing::Measured, 1));
    let codes: Vec<_> = found.found.iter().map(|anomaly| (anomaly.code, anomaly.node.as_deref())).collect();
    assert!(codes.contains(&("SLOW_STEP", Some("check"))) && codes.contains(&("SLOW_STEP", Some("pay"))), "{codes:?}");
    // The whole took longer than usual too: how many did, what is usual, and the cases behind both.
    assert!(found.found.iter().any(|anomaly| anomaly.code == "SLOW_CASE" && anomaly.value > anomaly.line.unwrap()));
    let slow = found.slow.unwrap();
    let behind = |handle: &str| ledger.evidence(&read(handle), 0, 10, false).unwrap();
    assert_eq!((slow.n, behind(&slow.evidence).n, behind(&slow.usual).n), (1, 1, slow.learnt));
    assert!(slow.learnt >= 200 && behind(&slow.evidence).sum as f64 > slow.line);
    let quiet = ledger.anomalies(&week(295, 300), None).unwrap();
    assert_eq!(quiet.slow.as_ref().unwrap().n, 0);
    assert!(quiet.n > 0 && quiet.found.iter().all(|anomaly| anomaly.code == "SLOW_STEP"), "{quiet:?}");
    assert_eq!(ledger.anomalies(&week(10, 20), None).unwrap().state, Standing::TooFew);

    let at = 400 * HOUR_MS;
    let running = Begun { id: 7_000, process: "p", version: 1, at, initiator: None };
    ledger.begin(&running);
    let warned = ledger.warnings(&week(0, 400), Some(2 * HOUR_MS), at + HOUR_MS / 2, None).unwrap();
    assert_eq!((warned.running, warned.found.len()), (1, 0), "half an hour is nothing unusual");
    let warned = ledger.warnings(&week(0, 400), Some(2 * HOUR_MS), at + 3 * HOUR_MS, None).unwrap();
    assert_eq!((warned.late, warned.found[0].code), (1, "SLA"));
}

#[test]
fn running_cases_are_found_by_their_variables_and_counted_again() {
    let mut ledger = Ledger::new(Limits::default());
    (0..30).for_each(|index| simple(&mut ledger, index, HOUR_MS, &[("supplier", "north".into())]));
    for index in 0..9_u128 {
        let at = (100 + index as i64) * HOUR_MS;
        let case = ledger.begin(&Begun { id: 9_000 + index, process: "p", version: 1, at, initiator: None });
        let supplier = if index % 3 == 0 { "north" } else { "south" };
        ledger.value(case, "supplier", &serde_json::json!(supplier), at);
    }
    let supplier = |value: &str| Ask {
        variables: vec![VariableFilter { name: "supplier".into(), value: value.into() }],
        ..week(0, 200)
    };
    let now = 110 * HOUR_MS;
    for (value, n) in [("north", 3), ("south", 6), ("west", 0)] {
        let ask = supplier(value);
        let summary = ledger.summary(&ask).unwrap();
        let cohort = ledger.running_cohort(&ask, now, 0, 100).unwrap();
        let behind = ledger.evidence(&read(&summary.running_evidence), 0, 100, false).unwrap();
        assert_eq!((summary.running, cohort.n, behind.n), (n, n, n), "{value}");
        assert!(
            cohort.cases.iter().all(|case| case.ended.is_none())
                && behind.members.iter().all(|one| one.ended.is_none())
        );
        let warned = ledger.warnings(&ask, Some(HOUR_MS), now, None).unwrap();
        assert_eq!(warned.running, n, "early warnings are of those that are asked for");
    }
    // How long is asked of them until now, and how they were left is not known.
    let old = Ask { longer: Some(8 * HOUR_MS), ..week(0, 200) };
    assert_eq!(ledger.running_cohort(&old, now, 0, 100).unwrap().n, 3);
    let left = Ask { outcome: Some(Left::Completed), ..week(0, 200) };
    assert_eq!(ledger.running_cohort(&left, now, 0, 100).unwrap_err().code(), "analytics-running");
    // What ran then is counted again whatever begins later.
    let handle = ledger.summary(&week(0, 200)).unwrap().running_evidence;
    ledger.begin(&Begun { id: 9_999, process: "p", version: 1, at: 120 * HOUR_MS, initiator: None });
    assert_eq!(ledger.evidence(&read(&handle), 0, 100, false).unwrap().n, 9);
    assert_eq!(ledger.summary(&week(0, 200)).unwrap().running, 10);
    // Of a handle that says more than there is what is there is looked at, and not each number that could be.
    let beyond = Handle { rows: u32::MAX, ..read(&handle) };
    assert_eq!(ledger.evidence(&beyond, 0, 100, false).unwrap().n, 10);
    // A history in which nothing has ended yet has running cases too.
    let mut fresh = Ledger::new(Limits::default());
    fresh.begin(&Begun { id: 1, process: "p", version: 1, at: HOUR_MS, initiator: None });
    let handle = fresh.summary(&week(0, 200)).unwrap().running_evidence;
    assert_eq!(fresh.evidence(&read(&handle), 0, 10, false).unwrap().members[0].sojourn, 0);
}

#[test]
fn an_index_is_what_its_components_say_and_names_what_it_does_not_know() {
    let mut ledger = Ledger::new(Limits::default());
    (0..40).for_each(|index| simple(&mut ledger, index, HOUR_MS, &[]));
    let all = ledger.indices(&week(0, 100), &IndexFacts::default()).unwrap();
    let execution = &all[1];
    let scores: Vec<_> = execution.components.iter().map(|c| (c.code, c.score)).collect();
    // All of the time is work, all that began has ended, people do all of it, nothing is done again.
    let wanted = [
        ("on-time-rate", None),
        ("flow-time-efficiency", Some(1.0)),
        ("normalised-cycle-time", None),
        ("throughput-balance", Some(1.0)),
        ("automation-rate", Some(0.0)),
        ("first-pass-yield", Some(1.0)),
    ];
    assert_eq!(scores, wanted);
    let index = 100.0 * (0.20 + 0.10 + 0.15) / (0.20 + 0.10 + 0.10 + 0.15);
    assert!((execution.value.unwrap() - index).abs() < 1e-9);
    assert_eq!(execution.weakest, Some("automation-rate"));
    assert_eq!((all[0].value, all[0].components[0].why), (None, Some("needs-landscape")));
}
