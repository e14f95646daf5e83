//! Suggestions: what is planted in a history is found, and what is not there is not, over many seeds.
use crate::common::planted::{HOUR, Walk, data, found, log_of, planted_and_not};
use std::collections::BTreeSet;
use weir_mining::log::{Log, Value};
use weir_mining::statistics::chance::Stream;
use weir_mining::statistics::queue::mean_of_longer;
use weir_mining::suggest::{Edit, Facts, Flow, Kind, Outcomes, PairRule, Role, Rule, Step, Test};

fn words() -> Outcomes {
    let set = |name: &str| BTreeSet::from([name.to_owned()]);
    Outcomes {
        attribute: "outcome".to_owned(),
        rejecting: set("no"),
        returning: set("back"),
        variables: set("approved"),
    }
}

fn steps<const N: usize>(of: [(&str, Step); N]) -> Facts {
    let steps = of.into_iter().map(|(name, step)| (name.to_owned(), step)).collect();
    Facts { steps, outcomes: Some(words()), ..Facts::default() }
}

/// R1: two checks by different people. Not planted: the second reads what the first writes, or 15 % stop after the first.
fn two_checks(chance: &mut Stream, cases: usize, stops: f64, reads: &[&str]) -> (Log, Facts) {
    let walks = (0..cases).map(|case| {
        let mut walk = Walk::from(case as f64 * HOUR);
        walk.step("begin", 0.0, HOUR / 10.0, "An");
        walk.step("credit", 0.0, chance.exponential(4.0 * HOUR), "Li");
        if chance.unit() >= stops {
            walk.step("stock", 0.0, chance.exponential(2.0 * HOUR), "Wu").step("end", 0.0, HOUR / 10.0, "An");
        }
        walk
    });
    let log = log_of(walks.collect());
    let facts = steps([
        ("begin", data(&[], &["order"])),
        ("credit", data(&["order"], &["credit"])),
        ("stock", data(reads, &["stock"])),
        ("end", data(&["credit", "stock"], &[])),
    ]);
    (log, facts)
}

#[test]
fn steps_that_could_go_side_by_side() {
    planted_and_not(Rule::R1, (20, 100), |chance, planted| match (planted, chance.unit() < 0.5) {
        (true, _) => two_checks(chance, 120, 0.0, &["order"]),
        (false, true) => two_checks(chance, 120, 0.0, &["credit"]),
        (false, false) => two_checks(chance, 400, 0.15, &["order"]),
    });
    let (log, facts) = two_checks(&mut Stream::keyed(&[1]), 4_000, 0.0, &["order"]);
    let [suggestion] = found(&log, &facts, Rule::R1).try_into().unwrap();
    // E[min] = E[A] + E[B] − E[max], which exponential times have a formula for.
    let expected = 6.0 * HOUR - mean_of_longer(4.0 * HOUR, 2.0 * HOUR);
    let gain = suggestion.gain.per_case;
    assert!((gain.low..=gain.high).contains(&expected), "{gain:?} {expected}");
    assert_eq!(suggestion.edit, Edit::Parallelise { first: "credit".to_owned(), second: "stock".to_owned() });
    assert_eq!(suggestion.evidence.len(), 4_000);
    // Too few pairs: nothing is said, and it is said why.
    let (few, facts) = two_checks(&mut Stream::keyed(&[1]), 49, 0.0, &["order"]);
    let report = crate::common::planted::everything(&few, &facts);
    assert!(report.suggestions.iter().all(|of| of.rule != Rule::R1));
    assert!(report.not_judged.iter().any(|of| of.rule == Rule::R1 && of.missing.code() == "too-few-cases"));
    // Nobody has declared what the steps read and write.
    let facts = Facts { outcomes: Some(words()), ..Facts::default() };
    let report = crate::common::planted::everything(&log, &facts);
    assert!(report.not_judged.iter().any(|of| of.rule == Rule::R1 && of.missing.code() == "no-data-access"));
}

/// R2: small amounts are always approved, of others a tenth is not. Not planted: 3 % are not, whatever the amount.
#[test]
fn a_decision_that_is_always_the_same() {
    let make = |chance: &mut Stream, planted: bool| {
        let walks = (0..2_400_usize).map(|case| {
            let amount = chance.unit() * 1_000.0;
            let refused = if planted { if amount > 600.0 { 0.10 } else { 0.0 } } else { 0.03 };
            let mut walk = Walk::from(case as f64 * HOUR);
            walk.is("amount", Value::Real(amount));
            for noise in ["a", "b", "c", "d"] {
                walk.is(noise, Value::Text(format!("{noise}{}", chance.below(6))));
            }
            let outcome = if chance.unit() < refused { "no" } else { "yes" };
            walk.step("approve", chance.exponential(5.0 * HOUR), HOUR / 5.0, "Li").decides(outcome);
            walk.step("pay", HOUR, HOUR, "Wu");
            walk
        });
        let facts = steps([("approve", data(&["amount"], &["approved"])), ("pay", data(&["approved"], &[]))]);
        (log_of(walks.collect()), facts)
    };
    planted_and_not(Rule::R2, (20, 100), make);
    let (log, facts) = make(&mut Stream::keyed(&[5]), true);
    let [suggestion] = found(&log, &facts, Rule::R2).try_into().unwrap();
    let Edit::AutoDecide { when, outcome, .. } = &suggestion.edit else { panic!("{suggestion:?}") };
    assert_eq!(outcome, "yes");
    assert!(when.iter().any(|of| of.attribute == "amount" && matches!(of.test, Test::AtMost(most) if most <= 650.0)));
    // A step that the law demands is never taken away.
    let mut statutory = facts.clone();
    statutory.steps.get_mut("approve").unwrap().tags.insert(weir_mining::suggest::Tag::Statutory);
    assert!(found(&log, &statutory, Rule::R2).is_empty());
    // What it writes is read later.
    let mut read = facts;
    read.steps.insert("approve".to_owned(), data(&["amount"], &["approved", "limit"]));
    read.steps.insert("pay".to_owned(), data(&["limit"], &[]));
    assert!(found(&log, &read, Rule::R2).is_empty());
}

/// R3: the second check is quick and stops most. Not planted: both stop as much for their work.
#[test]
fn checks_in_the_wrong_order() {
    let make = |chance: &mut Stream, planted: bool| {
        let (time, stops) = if planted { ([5.0, 1.0], [0.1, 0.4]) } else { ([2.0, 2.0], [0.2, 0.2]) };
        let walks = (0..800_usize).map(|case| {
            let mut walk = Walk::from(case as f64 * HOUR);
            for (at, name) in ["credit", "address"].into_iter().enumerate() {
                let stopped = chance.unit() < stops[at];
                walk.step(name, HOUR, chance.exponential(time[at] * HOUR), "Li");
                walk.decides(if stopped { "no" } else { "yes" });
                if stopped {
                    return walk;
                }
            }
            walk.step("ship", HOUR, HOUR, "Wu");
            walk
        });
        let facts = steps([("credit", data(&["order"], &["approved"])), ("address", data(&["order"], &["approved"]))]);
        (log_of(walks.collect()), facts)
    };
    planted_and_not(Rule::R3, (20, 100), make);
    let (log, facts) = make(&mut Stream::keyed(&[5]), true);
    let [suggestion] = found(&log, &facts, Rule::R3).try_into().unwrap();
    // 5 + 0.9·1 against 1 + 0.6·5: 1.9 hours for each case.
    let gain = suggestion.gain.per_case;
    assert!((gain.low..=gain.high).contains(&(1.9 * HOUR)), "{gain:?}");
    // Where nobody says when work began, what it takes is not known, and that is said.
    let mut silent = log;
    silent.started.fill(weir_mining::log::NO_TIME);
    let report = weir_mining::suggest::suggest(&silent, &facts, &mut |_| std::ops::ControlFlow::Continue(())).unwrap();
    let lacks = report.not_judged.iter().find(|lack| lack.rule == Rule::R3).map(|lack| lack.missing.code());
    assert_eq!(lacks, Some("no-starts"), "{:?}", report.not_judged);
}

/// A group that takes work as it comes, eight hours each day, for forty days.
fn shift(chance: &mut Stream, people: &[&str], between: f64, service: f64, own: Option<&[f64]>) -> (Log, Facts) {
    let day = 24.0 * HOUR;
    let mut free = vec![0.0_f64; people.len()];
    let mut walks = vec![];
    for date in 0..40 {
        let (open, shut) = (f64::from(date) * day, f64::from(date) * day + 8.0 * HOUR);
        let mut at = open;
        for free in &mut free {
            *free = free.max(open);
        }
        loop {
            at += chance.exponential(between);
            if at >= shut {
                break;
            }
            let person = match own {
                None => (0..people.len()).min_by(|a, b| free[*a].total_cmp(&free[*b])).unwrap(),
                Some(shares) => usize::from(chance.unit() >= shares[0]),
            };
            let begin = free[person].max(at);
            // What would not be begun today is not taken: so nothing is left over night.
            if begin >= shut {
                continue;
            }
            let took = chance.exponential(service);
            free[person] = begin + took;
            let mut walk = Walk::from(at);
            walk.step("handle", begin - at, took, people[person]);
            walks.push(walk);
        }
    }
    let mut facts = steps([("handle", Step { group: Some("desk".to_owned()), ..Step::default() })]);
    let hours: Vec<(i64, i64)> =
        (0..40).map(|date| ((f64::from(date) * day) as i64, (f64::from(date) * day + 8.0 * HOUR) as i64)).collect();
    facts.hours = people.iter().map(|person| ((*person).to_owned(), hours.clone())).collect();
    (log_of(walks), facts)
}

#[test]
fn a_group_that_is_too_busy_or_out_of_balance() {
    let people = ["An", "Li", "Wu"];
    planted_and_not(Rule::R5, (20, 100), |chance, planted| {
        let between = if planted { 8.0 } else { 16.0 };
        shift(chance, &people, between / 60.0 * HOUR, HOUR / 2.0, None)
    });
    let make = |chance: &mut Stream, planted: bool| {
        let shares = if planted { [0.8, 0.2] } else { [0.5, 0.5] };
        shift(chance, &people[..2], 24.0 / 60.0 * HOUR, HOUR / 2.5, Some(&shares))
    };
    planted_and_not(Rule::R5, (20, 100), make);
    let (log, facts) = make(&mut Stream::keyed(&[3]), true);
    let [suggestion] = found(&log, &facts, Rule::R5).try_into().unwrap();
    assert!(matches!(suggestion.edit, Edit::ShareQueue { .. }), "{suggestion:?}");
    // Nobody knows when they work: nothing is said.
    let report = crate::common::planted::everything(&log, &Facts { hours: std::collections::BTreeMap::new(), ..facts });
    assert!(report.not_judged.iter().any(|of| of.rule == Rule::R5 && of.missing.code() == "no-calendars"));
}

/// R6: somebody waits until five are there. Not planted: a queue in which work lies behind other work.
#[test]
fn work_that_is_collected() {
    let make = |chance: &mut Stream, planted: bool| {
        let mut walks = vec![];
        let (mut at, mut free) = (0.0, 0.0_f64);
        let mut waiting: Vec<f64> = vec![];
        for _ in 0..400 {
            at += chance.exponential(HOUR);
            waiting.push(at);
            if planted && waiting.len() < 5 {
                continue;
            }
            for enabled in waiting.drain(..) {
                let begin = free.max(at);
                let took = chance.exponential(if planted { 0.1 } else { 0.8 } * HOUR);
                free = begin + took;
                let mut walk = Walk::from(enabled);
                walk.step("sign", begin - enabled, took, "Li");
                walks.push(walk);
            }
        }
        (log_of(walks), steps([("sign", Step::default())]))
    };
    planted_and_not(Rule::R6, (20, 100), make);
    let (log, facts) = make(&mut Stream::keyed(&[5]), true);
    let [suggestion] = found(&log, &facts, Rule::R6).try_into().unwrap();
    let Edit::ChangeBatch { to, from, .. } = suggestion.edit else { panic!("{suggestion:?}") };
    assert!(to == 2 && (4.0..=5.0).contains(&from), "{to} {from}");
}

/// R8: in 60 % somebody else of the same role goes on, an hour later. Not planted: in 25 %.
#[test]
fn handovers_that_nobody_needs() {
    let make = |chance: &mut Stream, planted: bool| {
        let walks = (0..250_usize).map(|case| {
            let other = chance.unit() < if planted { 0.6 } else { 0.25 };
            let mut walk = Walk::from(case as f64 * HOUR);
            walk.step("enter", HOUR, HOUR, "Li");
            walk.step(
                "price",
                if other { chance.exponential(HOUR) } else { 0.0 },
                HOUR,
                if other { "Wu" } else { "Li" },
            );
            walk
        });
        let desk = || Step { group: Some("desk".to_owned()), ..Step::default() };
        (log_of(walks.collect()), steps([("enter", desk()), ("price", desk())]))
    };
    planted_and_not(Rule::R8, (20, 100), make);
    let (log, mut facts) = make(&mut Stream::keyed(&[5]), true);
    let [suggestion] = found(&log, &facts, Rule::R8).try_into().unwrap();
    let gain = suggestion.gain.per_case;
    assert!((gain.low..=gain.high).contains(&(0.6 * HOUR)), "{gain:?}");
    facts.pairs = vec![PairRule { a: "price".to_owned(), b: "enter".to_owned(), same: false }];
    assert!(found(&log, &facts, Rule::R8).is_empty(), "two must do it");
}

/// R11: a branch that nobody takes. Not planted: one in fifty takes it.
#[test]
fn branches_that_nobody_takes() {
    let make = |chance: &mut Stream, planted: bool| {
        let walks = (0..400_usize).map(|case| {
            let mut walk = Walk::from(case as f64 * HOUR);
            walk.step("look", HOUR, HOUR, "Li").pass("which");
            walk.step(if !planted && chance.unit() < 0.02 { "rare" } else { "usual" }, HOUR, HOUR, "Li");
            walk
        });
        let flow = |id: &str, to: &str| Flow {
            id: id.to_owned(),
            from: "which".to_owned(),
            to: to.to_owned(),
            ..Flow::default()
        };
        let mut facts = steps([("which", Step { kind: Kind::Gateway, ..Step::default() })]);
        facts.flows = vec![flow("f1", "usual"), flow("f2", "rare")];
        (facts.deployed, facts.now) = (Some(0), (100.0 * 24.0 * HOUR) as i64);
        (log_of(walks.collect()), facts)
    };
    planted_and_not(Rule::R11, (20, 200), make);
    let (log, mut facts) = make(&mut Stream::keyed(&[5]), true);
    assert_eq!(found(&log, &facts, Rule::R11)[0].edit, Edit::ReviewFlow { flow: "f2".to_owned() });
    facts.flows[1].tags.insert(weir_mining::suggest::Tag::Exception);
    assert!(found(&log, &facts, Rule::R11).is_empty(), "what is there for exceptions is exempt");
    facts.flows[1].tags.clear();
    facts.now /= 2;
    assert!(found(&log, &facts, Rule::R11).is_empty(), "it is too young");
}

/// R12: of ten steps a role uses three, and one person did both of what two should. Not planted: seven, by two.
#[test]
fn roles_that_are_too_broad() {
    let make = |chance: &mut Stream, planted: bool| {
        let uses = if planted { 3 } else { 7 };
        let walks = (0..300_usize).map(|case| {
            let mut walk = Walk::from(case as f64 * 16.0 * HOUR);
            for _ in 0..3 {
                walk.step(&format!("s{}", chance.below(uses)), HOUR, HOUR, "Li");
            }
            walk.step("approve", HOUR, HOUR, if planted && chance.unit() < 0.01 { "Li" } else { "Wu" });
            walk
        });
        let role = Role {
            name: "desk".to_owned(),
            members: BTreeSet::from(["Li".to_owned()]),
            granted: (0..10).map(|step| format!("s{step}")).collect(),
        };
        let pairs = vec![PairRule { a: "s0".to_owned(), b: "approve".to_owned(), same: false }];
        (log_of(walks.collect()), Facts { roles: vec![role], pairs, ..Facts::default() })
    };
    planted_and_not(Rule::R12, (20, 100), make);
    let (log, facts) = make(&mut Stream::keyed(&[5]), true);
    let edits: Vec<Edit> = found(&log, &facts, Rule::R12).into_iter().map(|of| of.edit).collect();
    assert!(edits.iter().any(|edit| matches!(edit, Edit::NarrowRole { revoke, .. } if revoke.len() == 7)), "{edits:?}");
    assert!(edits.iter().any(|edit| matches!(edit, Edit::FourEyes { .. })), "{edits:?}");
}
