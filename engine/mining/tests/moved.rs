//! What has moved is found and what stays is not; odd values and odd deeds are told, and deeds only to whoever may know them.
use crate::common::visit;
use crate::ledger::{simple, week};
use jiff::ToSpan;
use serde_json::json;
use std::collections::BTreeMap;
use weir_core::calendar::{Date, Hours, WorkCalendar};
use weir_mining::aggregate::{HOUR_MS, Place, PlaceName};
use weir_mining::ledger::Around;
use weir_mining::ledger::{Anomaly, Begun, Ended, Ledger, Limits, Metric, Nature, PeopleRules, Row, Standing};
use weir_mining::log::{ActivityInstance, Outcome};

/// So many days of a case each hour, of which those of the last seven take so many times as long.
fn days(days: usize, factor: i64) -> Ledger {
    let mut ledger = Ledger::new(Limits::default());
    for index in 0..days * 24 {
        let usual = (10 + (index * 7 % 11) as i64) * HOUR_MS / 20;
        let late = index >= (days - 7) * 24;
        simple(&mut ledger, index, if late { usual * factor } else { usual }, &[]);
    }
    ledger
}

#[test]
fn a_level_that_moved_is_found_with_what_it_was_and_one_that_stayed_is_not() {
    let moved = days(70, 3).moved(&week(69 * 24, 70 * 24), None).unwrap();
    let of = |metric: Metric, node: Option<&str>| {
        moved.found.iter().find(|one| one.metric == metric && one.node.as_deref() == node)
    };
    let sojourn = of(Metric::Sojourn, None).unwrap();
    assert_eq!((sojourn.code, sojourn.above), ("SHIFT", true));
    assert!(sojourn.value > 2.5 * sojourn.usual && sojourn.q <= 0.05, "{sojourn:?}");
    assert_eq!(sojourn.since.map(|at| at.0), Some(63 * 24 * HOUR_MS), "the first day that took three times as long");
    assert!(of(Metric::Sojourn, Some("check")).is_some() && of(Metric::Service, Some("pay")).is_some(), "{moved:?}");
    assert!(of(Metric::Ended, None).is_none(), "as many end as before: {:?}", moved.found);
    assert_eq!(moved.drift.state, Standing::Measured);
    let drifted: Vec<_> = moved.drift.found.iter().map(|one| (one.kind, one.node.as_str())).collect();
    assert_eq!(drifted, [("time", "check"), ("time", "pay")]);
    assert!(moved.drift.found.iter().all(|one| one.delta.unwrap() > 0.5));
    assert_eq!(moved.versions, None);
    // Here one case is written after the other, so the history as a whole goes to and fro; each of them is right.
    assert!(
        moved.faults.iter().all(|fault| fault.code == "DQ_CLOCK_JUMP" && fault.rows.is_none()),
        "{:?}",
        moved.faults
    );

    let quiet = days(70, 1).moved(&week(69 * 24, 70 * 24), None).unwrap();
    assert!(quiet.judged > 4 && quiet.series >= quiet.judged, "{quiet:?}");
    assert_eq!((quiet.found, quiet.drift.found), (vec![], vec![]));
}

#[test]
fn what_has_no_weeks_before_it_is_not_judged() {
    let young = days(8, 3).moved(&week(7 * 24, 8 * 24), None).unwrap();
    assert_eq!((young.judged, young.found.len()), (0, 0), "{young:?}");
    assert_eq!(young.drift.state, Standing::TooFew, "a day is before, a hundred cases are asked for");
    let nothing = Ledger::new(Limits::default()).moved(&week(0, 24), None).unwrap();
    assert_eq!((nothing.series, nothing.drift.state), (0, Standing::NoData));
}

#[test]
fn data_are_checked_over_all_weeks_that_are_held_against_each_other() {
    let until = 70 * 24;
    let mut ledger = days(70, 1);
    let faults = |ledger: &Ledger| {
        let moved = ledger.moved(&week(until - 24, until), None).unwrap();
        let of_rows: Vec<_> = moved.faults.into_iter().filter(|fault| fault.rows.is_some()).collect();
        (of_rows, moved.checked_from.0)
    };
    assert_eq!(faults(&ledger).0, vec![]);
    // Three weeks before, somebody has taken something after it was done: what is now is held against that.
    let at = (until as usize - 21 * 24) as i64;
    decided_at(&mut ledger, 90_000, "ann", (at * HOUR_MS, HOUR_MS / 2), HOUR_MS);
    let (found, checked) = faults(&ledger);
    assert_eq!(found.iter().map(|fault| (fault.code, fault.rows)).collect::<Vec<_>>(), [("DQ_CLOCK_JUMP", Some(1))]);
    assert_eq!(checked, (until - 5 * 7 * 24) * HOUR_MS, "the latest days and four weeks before them");
    // What was longer ago is held against nothing but the same days of those weeks.
    let mut old = days(70, 1);
    decided_at(&mut old, 90_000, "ann", ((until - 50 * 24) * HOUR_MS, HOUR_MS / 2), HOUR_MS);
    assert_eq!(faults(&old).0, vec![]);
}

/// So many weeks of an office: a case in each of ten hours of the days on which one works.
fn office(weeks: i64, works: impl Fn(i64) -> bool, time: impl Fn(i64) -> i64) -> Ledger {
    let mut ledger = Ledger::new(Limits::default());
    for day in (0..weeks * 7).filter(|day| works(*day)) {
        (8..18).for_each(|hour| simple(&mut ledger, (day * 24 + hour) as usize, time(day * 24 + hour), &[]));
    }
    ledger
}

#[test]
fn the_only_weekend_of_five_weeks_is_no_gap_of_a_process_and_two_weeks_without_anything_are_one() {
    let until = 12 * 7 * 24;
    let gaps = |works: &dyn Fn(i64) -> bool| {
        let ledger = office(12, works, |_| HOUR_MS / 2);
        let found = ledger.moved(&week(until - 24, until), None).unwrap();
        let gaps = found.faults.into_iter().filter(|fault| fault.code == "DQ_LOG_GAP");
        gaps.map(|gap| gap.until.unwrap().0.div_euclid(24 * HOUR_MS)).collect::<Vec<_>>()
    };
    // Since the eighth week one works on weekends too: of the weeks that are checked the first alone has one without anything.
    let is_work = |day: i64| day % 7 < 5 || day >= 56;
    assert_eq!(gaps(&is_work), Vec::<i64>::new());
    assert_eq!(gaps(&|day| is_work(day) && !(63..74).contains(&day)), [74], "once, when it was over");
    // What was before the weeks that are checked is none of theirs.
    assert_eq!(gaps(&|day| is_work(day) && !(30..41).contains(&day)), Vec::<i64>::new());
}

#[test]
fn a_day_is_held_against_days_on_which_as_much_was_worked() {
    // On one Friday nobody works by the calendar; what ends then, by a few, takes five times as long.
    let holiday = 60;
    let time = |hour: i64| {
        let usual = (20 + hour * 7 % 11) * HOUR_MS / 120;
        if hour / 24 == holiday { usual * 5 } else { usual }
    };
    let ledger = office(10, |day| day % 7 < 5, time);
    let day = Hours { from: "08:00".parse().unwrap(), until: "18:00".parse().unwrap() };
    let begun: Date = "1970-01-01".parse().unwrap();
    let free = (0..70_i64).filter(|day| day % 7 >= 5 || *day == holiday);
    let calendar = WorkCalendar {
        id: "office".into(),
        name: "Office".into(),
        time_zone: "UTC".into(),
        week: std::array::from_fn(|_| vec![day]),
        days: free.map(|day| (begun.checked_add(day.days()).unwrap(), vec![])).collect(),
    };
    let of = |calendar| {
        let moved = ledger.moved(&week(holiday * 24, (holiday + 1) * 24), calendar).unwrap();
        moved.found.iter().filter(|one| one.node.is_none() && one.metric == Metric::Sojourn).count()
    };
    assert_eq!(of(Some(&calendar)), 0, "a holiday is held against no working day");
    assert_eq!(of(None), 1, "without a calendar it would be found");
}

#[test]
fn littles_law_is_looked_at_in_a_steady_window_and_what_breaks_it_is_told_with_its_share() {
    let until = 70 * 24;
    let moved = |ledger: &Ledger| ledger.moved(&week(until - 24, until), None).unwrap();
    let right = moved(&days(70, 1));
    assert_eq!(right.little.state, Standing::Measured, "{:?}", right.little);
    assert!(right.little.value.unwrap() < 0.01 && right.little.n > 700, "{:?}", right.little);
    assert!(right.faults.iter().all(|fault| fault.code != "DQ_LITTLE"));
    // Cases that ended before they began: what they took is missing, and nobody was inside for it.
    let mut wrong = days(70, 1);
    for index in 0..60 {
        let began = (until - 21 * 24 + index) * HOUR_MS;
        decided_at(&mut wrong, 90_000 + index as usize, "ann", (began, -9 * HOUR_MS), 0);
    }
    let found = moved(&wrong);
    let fault = found.faults.iter().find(|fault| fault.code == "DQ_LITTLE").expect("it is told");
    assert_eq!(fault.share, found.little.value);
    assert!(fault.share.unwrap() > 0.1 && fault.from.unwrap() < fault.until.unwrap(), "{fault:?}");
    // Where what runs only grows there is no steady window, and nothing is said.
    let mut growing = Ledger::new(Limits::default());
    for index in 0..until {
        growing.begin(&Begun { id: index as u128, process: "p", version: 1, at: index * HOUR_MS, initiator: None });
    }
    simple(&mut growing, until as usize - 2, HOUR_MS / 2, &[]);
    let found = moved(&growing);
    assert_eq!((found.little.state, found.little.value), (Standing::Unavailable, None));
    assert!(found.faults.iter().all(|fault| fault.code != "DQ_LITTLE"));
    assert_eq!(moved(&Ledger::new(Limits::default())).little.state, Standing::NoData);
}

/// The numbers, texts and deeds that are odd.
fn codes(found: &[Anomaly], code: &str) -> Vec<(Option<String>, Option<String>, Option<String>)> {
    let of = found.iter().filter(|anomaly| anomaly.code == code);
    of.map(|of| (of.variable.clone(), of.text.clone(), of.node.clone())).collect()
}

#[test]
fn a_value_far_out_and_one_that_hardly_occurs_are_odd() {
    let mut ledger = Ledger::new(Limits::default());
    let usual = |index: usize| {
        let supplier = if index.is_multiple_of(2) { "north" } else { "south" };
        [("amount", json!(100 + index % 50)), ("supplier", json!(supplier))]
    };
    (0..450).for_each(|index| simple(&mut ledger, index, HOUR_MS / 2, &usual(index)));
    simple(&mut ledger, 450, HOUR_MS / 2, &[("amount", json!(9_000)), ("supplier", json!("moon"))]);
    simple(&mut ledger, 451, HOUR_MS / 2, &usual(451));
    let found = ledger.anomalies(&week(450, 452), None).unwrap();
    assert_eq!((found.state, found.n), (Standing::Measured, 2));
    let amount = (Some("amount".to_owned()), None, None);
    let supplier = (Some("supplier".to_owned()), Some("moon".to_owned()), None);
    assert_eq!(codes(&found.found, "ODD_VALUE"), [amount, supplier]);
    let far = found.found.iter().find(|one| one.variable.as_deref() == Some("amount")).unwrap();
    assert_eq!(far.among, None, "both suppliers ask as much: they are no kinds");
    assert!(far.value > 8_999.0 && (148.0..150.0).contains(&far.line.unwrap()), "{far:?}");
}

#[test]
fn a_number_is_odd_for_its_kind_of_cases_where_a_variable_tells_kinds_apart() {
    let mut ledger = Ledger::new(Limits::default());
    let usual = |index: usize| {
        let (means, amount) =
            if index.is_multiple_of(2) { ("taxi", 20 + index % 30) } else { ("flight", 2_000 + index % 500) };
        [("amount", json!(amount)), ("means", json!(means)), ("colour", json!(["red", "blue"][index / 7 % 2]))]
    };
    (0..600).for_each(|index| simple(&mut ledger, index, HOUR_MS / 2, &usual(index)));
    // A taxi at the price of a flight: nothing among all, and very much for a taxi.
    let dear = [("amount", json!(2_100)), ("means", json!("taxi")), ("colour", json!("red"))];
    simple(&mut ledger, 600, HOUR_MS / 2, &dear);
    simple(&mut ledger, 601, HOUR_MS / 2, &usual(601));
    let found = ledger.anomalies(&week(600, 602), None).unwrap().found;
    let odd: Vec<_> = found.iter().filter(|one| one.code == "ODD_VALUE").collect();
    assert_eq!(odd.len(), 1, "{found:?}");
    let told = (odd[0].value, odd[0].among.as_deref(), odd[0].among_value.as_deref());
    assert_eq!(told, (2_100.0, Some("means"), Some("taxi")));
    assert!(odd[0].line.unwrap() < 60.0, "the line is that of taxis: {odd:?}");
}

/// A case whose one step somebody decides in so long.
fn decided(ledger: &mut Ledger, index: usize, who: &str, time: i64) {
    decided_at(ledger, index, who, (index as i64 * HOUR_MS, time), 0);
}

/// The same at a moment, taken so long after it was enabled.
pub(crate) fn decided_at(ledger: &mut Ledger, index: usize, who: &str, (at, time): (i64, i64), taken: i64) {
    let case = ledger.begin(&Begun { id: index as u128, process: "p", version: 1, at, initiator: None });
    let place = PlaceName { process: "p".to_owned(), version: 1, place: Place::Node("approve".to_owned()) };
    let place = ledger.place(place, || Nature::Human);
    let (actor, decision) = (ledger.person(Some(who)), ledger.decision(Some("approve")));
    let row = Row { actor, decision, claimed: at + taken, ..visit((case, place), (at, at + time)) };
    let numbers = BTreeMap::from([(1, (ledger.add(row), place))]);
    let rows = [ActivityInstance { key: 1, ..ActivityInstance::of("approve", at, at + time) }];
    let place = ledger.process_place("p", 1);
    ledger.end(&Ended {
        case,
        place,
        began: at,
        at: at + time,
        outcome: Outcome::Completed,
        rows: &rows,
        numbers: &numbers,
        around: &Around::default(),
    });
}

#[test]
fn deeds_that_are_odd_are_told_to_whoever_may_know_of_people() {
    let mut ledger = Ledger::new(Limits::default());
    (0..250).for_each(|index| decided(&mut ledger, index, "ann", 60_000));
    decided(&mut ledger, 250, "bob", 60_000);
    decided(&mut ledger, 251, "ann", 1_000);
    let asked = week(250, 252);
    let found = ledger.anomalies(&asked, Some(&PeopleRules::default())).unwrap().found;
    let approve = (None, None, Some("approve".to_owned()));
    let expected = [approve];
    assert_eq!(codes(&found, "ACTOR_FIRST_TIME"), expected);
    assert_eq!(codes(&found, "ACTOR_RUBBER_STAMP"), expected);
    let public = ledger.anomalies(&asked, None).unwrap().found;
    assert!(public.iter().all(|one| !one.code.starts_with("ACTOR")), "{public:?}");
}
