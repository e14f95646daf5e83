//! The other suggestions: each finds what is planted, and keeps quiet without it; and all of them are quick enough.
use crate::common::planted::{HOUR, Walk, data, everything, found, log_of, planted_and_not};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use weir_mining::log::{Log, Value};
use weir_mining::statistics::chance::Stream;
use weir_mining::suggest::{
    CHECKLIST, Confidence, Copied, Edit, Facts, Flow, Guard, Kind, Outcomes, RULES, Rule, Step, Test, suggest,
};

fn facts<const N: usize>(of: [(&str, Step); N]) -> Facts {
    let set = |name: &str| BTreeSet::from([name.to_owned()]);
    let outcomes = Outcomes {
        attribute: "outcome".to_owned(),
        rejecting: set("no"),
        returning: set("back"),
        variables: set("approved"),
    };
    let steps = of.into_iter().map(|(name, step)| (name.to_owned(), step)).collect();
    Facts { steps, outcomes: Some(outcomes), ..Facts::default() }
}

/// Requests that are sent back; where planted, three in four of those without a receipt are.
fn sent_back(chance: &mut Stream, planted: bool) -> (Log, Facts) {
    let walks = (0..700_usize).map(|case| {
        let mut walk = Walk::from(case as f64 * HOUR);
        let without = chance.unit() < 0.2;
        if !without {
            walk.is("receipt", Value::Text(if chance.unit() < 0.5 { "paper" } else { "scan" }.to_owned()));
        }
        for noise in ["a", "b", "c"] {
            walk.is(noise, Value::Text(format!("{noise}{}", chance.below(4))));
        }
        let back = if planted { if without { 0.75 } else { 0.03 } } else { 0.15 };
        walk.step("fill", HOUR, HOUR, "An").step("check", HOUR, HOUR, "Li");
        if chance.unit() < back {
            walk.decides("back").step("fill", 5.0 * HOUR, HOUR, "An").step("check", HOUR, HOUR, "Li");
        }
        walk.decides("yes");
        walk
    });
    let log = log_of(walks.collect());
    (log, facts([("fill", data(&["receipt"], &[])), ("check", data(&["receipt"], &["approved"]))]))
}

#[test]
fn what_leads_to_returns_is_asked_before() {
    planted_and_not(Rule::R4, (10, 40), sent_back);
    let (log, facts) = sent_back(&mut Stream::keyed(&[2]), true);
    let [suggestion] = found(&log, &facts, Rule::R4).try_into().unwrap();
    let Edit::MoveCheck { field, from, to } = suggestion.edit else { panic!() };
    assert_eq!((field.as_str(), from.as_str(), to.as_deref()), ("receipt", "check", Some("fill")));
}

#[test]
fn a_field_that_goes_with_faults_is_checked() {
    planted_and_not(Rule::R14, (10, 40), sent_back);
    let (log, facts) = sent_back(&mut Stream::keyed(&[2]), true);
    let edit = &found(&log, &facts, Rule::R14)[0].edit;
    assert_eq!(*edit, Edit::AddControl { field: "receipt".to_owned(), value: String::new() });
}

#[test]
fn steps_that_now_and_then_take_for_ever() {
    let make = |chance: &mut Stream, planted: bool| {
        let walks = (0..300_usize).map(|case| {
            let mut walk = Walk::from(case as f64 * HOUR);
            let spread = if planted { 1.2 } else { 0.4 };
            walk.step("answer", 0.0, HOUR * (spread * chance.normal()).exp(), "Li");
            walk
        });
        (log_of(walks.collect()), facts([("answer", Step::default())]))
    };
    planted_and_not(Rule::R7, (10, 40), make);
    for seed in 0..20 {
        let (log, facts) = make(&mut Stream::keyed(&[7, seed]), true);
        let told = found(&log, &facts, Rule::R7).pop().expect("it was planted");
        let Edit::SetDueDate { due, reminder, .. } = told.edit else { panic!("{:?}", told.edit) };
        // How sure the due date is, by the order of 300 times.
        let [Guard::Simulate, Guard::DueFrom(from), Guard::DueUntil(until)] = told.guards[..] else {
            panic!("{:?}", told.guards)
        };
        assert!(from < due as f64 && (due as f64) < until, "{from} {due} {until}");
        assert!(reminder.is_none_or(|reminder| reminder < due), "{reminder:?} before {due}");
    }
}

#[test]
fn a_due_date_that_is_always_met_or_never_says_nothing() {
    let say = |hours: f64, every: usize, timer: bool| {
        let chance = &mut Stream::keyed(&[7, 7]);
        let walks = (0..400_usize).map(|case| {
            let mut walk = Walk::from(case as f64 * HOUR);
            walk.step("answer", 0.0, HOUR * (0.4 * chance.normal()).exp(), "Li");
            let due = case.is_multiple_of(every).then_some((case as f64 * HOUR + hours * HOUR) as i64);
            let row = walk.rows.last_mut().expect("a step");
            row.attributes.extend(due.map(|due| ("due".to_owned(), Value::Time(due))));
            walk
        });
        let step = Step { timer, ..Step::default() };
        found(&log_of(walks.collect()), &facts([("answer", step)]), Rule::R7).pop().map(|of| of.edit)
    };
    assert!(matches!(say(100.0, 1, false), Some(Edit::SetDueDate { due, .. }) if due < 3 * HOUR as i64), "always met");
    assert!(say(0.01, 1, false).is_some(), "never met");
    assert_eq!(say(1.0, 1, false), None, "as often met as not");
    assert_eq!(say(100.0, 3, false), None, "of too few it is known");
    assert!(matches!(say(100.0, 1, true), Some(Edit::SetDueDate { reminder: None, .. })), "the timer is somebody's");
}

#[test]
fn whoever_began_is_quicker() {
    planted_and_not(Rule::R9, (10, 60), |chance, planted| {
        let people = ["An", "Li", "Wu"];
        let walks = (0..600_usize).map(|case| {
            let (first, second) = (chance.below(3), chance.below(3));
            let longer = if planted && first != second { 1.6 } else { 1.0 };
            let mut walk = Walk::from(case as f64 * HOUR);
            walk.step("visit", 0.0, HOUR, people[first]);
            // Each has a pace of their own, which must not be taken for the effect.
            walk.step("report", 0.0, chance.exponential(HOUR * longer * (1.0 + second as f64)), people[second]);
            walk
        });
        (log_of(walks.collect()), facts([("visit", Step::default()), ("report", Step::default())]))
    });
}

#[test]
fn two_kinds_of_cases_in_one_queue() {
    planted_and_not(Rule::R10, (10, 40), |chance, planted| {
        let walks = (0..500_usize).map(|case| {
            let foreign = chance.unit() < 0.3;
            let mut walk = Walk::from(case as f64 * HOUR);
            walk.is("country", Value::Text(if foreign { "abroad" } else { "home" }.to_owned()));
            walk.step(
                "examine",
                0.0,
                HOUR * if planted && foreign { 12.0 } else { 2.0 } + chance.exponential(HOUR),
                "Li",
            );
            walk
        });
        (log_of(walks.collect()), facts([("examine", Step::default())]))
    });
}

/// Two checks, each of which may end the case: how the first one ended says how long it took, and is no kind of cases.
#[test]
fn what_a_step_writes_tells_no_kinds_of_cases_apart() {
    let make = |writes: &[&str]| {
        let mut chance = Stream::keyed(&[10, 3]);
        let walks = (0..500_usize).map(|case| {
            let stops = chance.unit() < 0.3;
            let mut walk = Walk::from(case as f64 * HOUR);
            walk.is("credit", Value::Text(if stops { "bad" } else { "good" }.to_owned()));
            walk.step("check", 0.0, HOUR * (0.5 + chance.unit()), "Li");
            if !stops {
                walk.step("ship", 0.0, 6.0 * HOUR * (0.5 + chance.unit()), "Wu");
            }
            walk
        });
        (log_of(walks.collect()), facts([("check", data(&["amount"], writes)), ("ship", data(&[], &[]))]))
    };
    let (log, facts) = make(&["credit"]);
    assert_eq!(found(&log, &facts, Rule::R10), []);
    let (log, facts) = make(&[]);
    assert!(!found(&log, &facts, Rule::R10).is_empty(), "what was known before is a kind of cases");
}

#[test]
fn a_decision_that_follows_from_what_goes_in() {
    let make = |chance: &mut Stream, planted: bool| {
        let walks = (0..1_600_usize).map(|case| {
            let (amount, known) = (chance.unit() * 800.0, chance.unit() < 0.5);
            let mut walk = Walk::from(case as f64 * HOUR);
            walk.is("amount", Value::Integer((amount / 100.0) as i64)).is("known", Value::Flag(known));
            let yes = if planted { known || amount < 300.0 } else { chance.unit() < 0.7 };
            walk.step("approve", HOUR, HOUR, "Li").decides(if yes { "yes" } else { "no" });
            walk.step("file", HOUR, HOUR, "Wu");
            walk
        });
        let log = log_of(walks.collect());
        (log, facts([("approve", data(&["amount", "known"], &["approved"])), ("file", data(&[], &[]))]))
    };
    planted_and_not(Rule::R13, (10, 40), make);
    let (log, facts) = make(&mut Stream::keyed(&[4]), true);
    let [suggestion] = found(&log, &facts, Rule::R13).try_into().unwrap();
    let Edit::AutomateTask { table, .. } = suggestion.edit else { panic!() };
    // The table says what the people did, in each case.
    for case in 0..log.case_count() {
        let row = table.iter().find(|row| row.when.iter().all(|of| of.holds(&log, case))).unwrap();
        assert_eq!(log.attributes.text("outcome", log.case(case).start), Some(row.outcome.as_str()));
    }
}

/// Somebody copies a reference from one field into another. One that is not the same now and then is looked up, and not copied.
#[test]
fn what_is_only_copied_needs_nobody() {
    let copying = |chance: &mut Stream, (same, values): (f64, usize), writes: &[&str]| {
        let walks = (0..1_000_usize).map(|case| {
            let mut walk = Walk::from(case as f64 * HOUR);
            let reference = format!("R{}", chance.below(values));
            let copy = if chance.unit() < same { reference.clone() } else { "else".to_owned() };
            walk.is("reference", Value::Text(reference)).is("entered", Value::Text(copy));
            walk.is("checked", Value::Integer(case as i64 % 97));
            walk.step("enter", HOUR, HOUR, "Li");
            walk.step("file", HOUR, HOUR, "Wu");
            walk
        });
        (log_of(walks.collect()), facts([("enter", data(&["reference"], writes)), ("file", data(&[], &[]))]))
    };
    planted_and_not(Rule::R13, (10, 40), |chance, planted| {
        copying(chance, (if planted { 1.0 } else { 0.97 }, 60), &["entered"])
    });
    let told = |same_of: (f64, usize), writes: &[&str]| {
        let (log, facts) = copying(&mut Stream::keyed(&[5]), same_of, writes);
        found(&log, &facts, Rule::R13)
    };
    let [suggestion] = told((1.0, 60), &["entered"]).try_into().unwrap();
    let copies = vec![Copied { to: "entered".to_owned(), from: "reference".to_owned() }];
    assert_eq!(suggestion.edit, Edit::CopyData { task: "enter".to_owned(), copies });
    assert_eq!((suggestion.n, suggestion.gain.cases, suggestion.confidence), (1_000, 1_000, Confidence::Indicative));
    assert!((suggestion.gain.per_case.value - 2.0 * HOUR).abs() < 1.0);
    // Three values may be alike by chance, and what is entered beside it is not copied.
    assert_eq!(told((1.0, 3), &["entered"]), []);
    assert_eq!(told((1.0, 60), &["entered", "checked"]), []);
}

#[test]
fn round_trips_that_could_be_one() {
    planted_and_not(Rule::R15, (10, 20), |chance, planted| {
        let walks = (0..80_usize).map(|case| {
            let mut walk = Walk::from(case as f64 * HOUR);
            for (ask, answer) in [("ask price", "price"), ("ask date", "date")] {
                walk.step(ask, 0.0, 1.0, "system").step(answer, 0.0, chance.exponential(20.0 * HOUR), "system");
            }
            walk
        });
        let partner = |kind: Kind, step: Step| Step { kind, partner: Some("supplier".to_owned()), ..step };
        // Not planted: what is asked second needs the first answer.
        let needs: &[&str] = if planted { &["order"] } else { &["price"] };
        let facts = facts([
            ("ask price", partner(Kind::Send, data(&["order"], &[]))),
            ("price", partner(Kind::Receive, data(&[], &["price"]))),
            ("ask date", partner(Kind::Send, data(needs, &[]))),
            ("date", partner(Kind::Receive, data(&[], &["date"]))),
        ]);
        (log_of(walks.collect()), facts)
    });
}

#[test]
fn a_rare_way_that_costs_most_of_the_calm() {
    planted_and_not(Rule::R16, (10, 40), |chance, planted| {
        let walks = (0..1_500_usize).map(|case| {
            let mut walk = Walk::from(case as f64 * HOUR);
            walk.step("do", 0.0, chance.exponential(10.0 * HOUR), "Li");
            if chance.unit() < 0.012 {
                walk.step("court", 0.0, HOUR * if planted { 150.0 } else { 10.0 }, "Wu");
            }
            walk
        });
        (log_of(walks.collect()), facts([("do", Step::default()), ("court", Step::default())]))
    });
}

/// A few cases that go round many times are few: all of what rules look for is in them, and nothing is said.
#[test]
fn what_a_case_does_again_and_again_counts_once() {
    let rounds = |cases: usize, rounds: usize| {
        let mut chance = Stream::keyed(&[16, 1]);
        let walks = (0..cases).map(|case| {
            let large = case % 2 == 0;
            let mut walk = Walk::from(case as f64 * 400.0 * HOUR);
            walk.is("size", Value::Text(if large { "large" } else { "small" }.to_owned()));
            for round in 0..rounds {
                let other = chance.unit() < 0.6;
                let slow = if (case + round) % 40 == 3 { 100.0 * HOUR } else { 0.0 };
                let (first, second) = if chance.unit() < 0.5 { ("Li", "Wu") } else { ("Wu", "Li") };
                walk.step("check", 0.1 * HOUR + slow, HOUR * if large { 12.0 } else { 2.0 }, first);
                walk.decides(if large { "yes" } else { "no" }).pass("way");
                walk.step("note", HOUR, HOUR * if other { 3.0 } else { 1.0 }, if other { second } else { first });
            }
            walk
        });
        let log = log_of(walks.collect());
        let step = |reads: &[&str], writes: &[&str]| Step { group: Some("desk".to_owned()), ..data(reads, writes) };
        let way = Step { kind: Kind::Gateway, ..Step::default() };
        let steps = [("check", step(&["size"], &["approved"])), ("note", step(&["text"], &["noted"])), ("way", way)];
        let flow = Flow { id: "never".to_owned(), from: "way".to_owned(), to: "court".to_owned(), ..Flow::default() };
        let (deployed, now) = (Some(0), 400 * 86_400_000);
        let facts = Facts { flows: vec![flow], deployed, now, ..facts(steps) };
        everything(&log, &facts).suggestions.iter().map(|one| one.rule).collect::<BTreeSet<Rule>>()
    };
    let all = rounds(1_010, 2);
    for rule in [Rule::R7, Rule::R8, Rule::R9, Rule::R10, Rule::R11, Rule::R13] {
        assert!(all.contains(&rule), "{rule:?} is in {all:?}");
    }
    assert_eq!(rounds(24, 60), BTreeSet::new());
}

#[test]
fn rules_have_their_words_and_their_least_number() {
    let codes: BTreeSet<&str> = RULES.iter().map(|rule| rule.code()).collect();
    assert_eq!((codes.len(), CHECKLIST.len()), (16, 7));
    assert!(RULES.iter().all(|rule| rule.n_min() >= 28));
    // Without any history nothing is suggested, and something is said of what is missing.
    let report = everything(&log_of(vec![]), &Facts::default());
    assert!(report.suggestions.is_empty() && report.not_judged.len() > 5, "{report:?}");
    // What is still running is no history.
    let mut open = Walk::from(0.0);
    open.step("a", 0.0, HOUR, "Li");
    open.rows[0].ended = None;
    assert_eq!(everything(&log_of(vec![open]), &Facts::default()).cases, 0);
    let condition = |test| weir_mining::suggest::Condition { attribute: "x".to_owned(), test };
    let mut walk = Walk::from(0.0);
    walk.is("x", Value::Integer(3)).step("a", 0.0, HOUR, "Li");
    let log = log_of(vec![walk]);
    assert!(condition(Test::AtMost(3.0)).holds(&log, 0) && !condition(Test::Above(3.0)).holds(&log, 0));
    assert!(!condition(Test::Missing).holds(&log, 0) && !condition(Test::Is("3".to_owned())).holds(&log, 0));
}

#[test]
fn a_search_can_be_ended_and_is_the_same_each_time() {
    let (log, facts) = sent_back(&mut Stream::keyed(&[2]), true);
    let mut seen = vec![];
    let ended = suggest(&log, &facts, &mut |progress| {
        seen.push(progress.done);
        if progress.done == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!((ended, seen), (None, vec![1, 2, 3]));
    assert_eq!(everything(&log, &facts), everything(&log, &facts));
}

/// Many instances of six steps; the time for a million follows, since every rule goes over rows a fixed number of times. A
/// machine that is busy must not fail it, so the bound is that of a third of a million.
#[test]
fn many_instances_are_looked_through_in_seconds() {
    let cases: usize = option_env!("WEIR_SUGGEST_CASES").and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let people: Vec<String> = (0..50).map(|person| format!("p{person}")).collect();
    let mut chance = Stream::keyed(&[9]);
    let walks = (0..cases).map(|case| {
        let mut walk = Walk::from(case as f64 * HOUR / 20.0);
        walk.is("amount", Value::Real(chance.unit() * 1_000.0));
        walk.is("kind", Value::Text(format!("k{}", chance.below(12)))).is("vip", Value::Flag(chance.unit() < 0.1));
        for step in ["enter", "check", "price", "approve", "pay", "file"] {
            let (wait, service) = (chance.exponential(HOUR), chance.exponential(HOUR / 4.0));
            walk.step(step, wait, service, &people[chance.below(50)]);
            if step == "approve" {
                walk.decides(if chance.unit() < 0.05 { "no" } else { "yes" });
            }
        }
        walk
    });
    let log = log_of(walks.collect());
    let desk = |step: Step| Step { group: Some("desk".to_owned()), ..step };
    let facts = facts(
        ["enter", "check", "price", "approve", "pay", "file"]
            .map(|step| (step, desk(data(&["amount"], &["approved"])))),
    );
    #[allow(clippy::disallowed_methods, reason = "the test measures time; the library has none")]
    let begun = std::time::Instant::now();
    let report = everything(&log, &facts);
    let took = begun.elapsed().as_secs_f64();
    println!("suggestions over {cases} instances ({} rows): {took:.1} s", log.row_count());
    assert_eq!(report.cases, cases as u64);
    assert!(took < 30.0 * (cases as f64 / 1e6).max(0.3), "{took} s");
}
