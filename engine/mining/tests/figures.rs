//! What formulas come to: the same as what is told of processes and nodes, on random histories; several processes as one; and
//! nothing below the least number.
use crate::common::cases;
use crate::ledger::{all, simple, week, written};
use proptest::prelude::*;
use weir_core::library::{Formula, MEASURES, Scope, Statistic, Yields};
use weir_mining::aggregate::HOUR_MS;
use weir_mining::ledger::{
    Ask, Figure, FigureOf, Handle, IndexFacts, Ledger, Limits, Release, Standing, VERSION_WATCH_MS,
};

fn figure(ledger: &Ledger, asks: &[Ask], text: &str, least: u64) -> Figure {
    let formula: Formula = text.parse().unwrap();
    ledger.figure(asks, FigureOf { formula: &formula, least, counts: None }).unwrap()
}

proptest! {
    #[test]
    fn a_formula_is_what_is_told_of_the_same(cases in cases()) {
        let ledger = written(&cases, Limits::default());
        let summary = ledger.summary(&all()).unwrap();
        let value = |text: &str| figure(&ledger, &[all()], text, 1).measure.value;
        prop_assert_eq!(value("mean(sojourn)"), summary.sojourn.mean.value);
        prop_assert_eq!(value("p95(sojourn)"), summary.sojourn.p95.value);
        prop_assert_eq!(value("share(rework)"), summary.rework.value);
        prop_assert_eq!(value("share(first-pass-yield)"), summary.first_pass.value);
        prop_assert_eq!(value("share(flow-time-efficiency)"), summary.efficiency.value);
        prop_assert_eq!(value("share(automation)"), summary.automation.value);
        if !cases.is_empty() {
            prop_assert_eq!(value("rate(throughput)"), summary.throughput.value);
        }
        for node in ledger.process(&all(), None).unwrap().nodes {
            let of = |what: &str| value(&format!("{what} of {})", node.node));
            prop_assert_eq!(of("mean(sojourn"), node.sojourn.mean.value);
            prop_assert_eq!(of("mean(queue"), node.queue.mean.value);
            prop_assert_eq!(of("mean(service"), node.service.mean.value);
            let (told, counted) = (node.contribution.value, of("mean(contribution"));
            prop_assert!(told.zip(counted).is_none_or(|(a, b)| (a - b).abs() < 1e-6), "{:?} {:?}", told, counted);
        }
    }

    #[test]
    fn evidence_of_a_figure_counts_again_to_its_number(cases in cases()) {
        let ledger = written(&cases, Limits::default());
        for text in ["mean(sojourn)", "mean(sojourn of a)"] {
            let Figure { measure, evidence } = figure(&ledger, &[all()], text, 1);
            let counted = ledger.evidence(&Handle::read(&evidence[0].1).unwrap(), 0, 10, false).unwrap();
            prop_assert_eq!(counted.n, measure.n);
            prop_assert_eq!((counted.n > 0).then(|| counted.sum as f64 / counted.n as f64), measure.value);
        }
        // What only some have is behind a number of those alone.
        for text in [
            "share(on-time)", "share(on-time of a)", "share(reached of a)", "mean(queue of a)", "mean(wait of a)",
            "mean(claim-to-start of a)", "mean(service of a)", "share(rework)", "share(returned)", "share(returned of a)",
            "rate(arrivals)", "rate(throughput)", "share(automation)", "mean(visits of a)", "mean(contribution of a)",
            "mean(handovers)", "mean(busy)", "share(flow-time-efficiency)", "share(incident of a)", "share(intervention)",
        ] {
            let Figure { measure, evidence } = figure(&ledger, &[all()], text, 1);
            let counted = ledger.evidence(&Handle::read(&evidence[0].1).unwrap(), 0, 10, false).unwrap();
            prop_assert_eq!(counted.n, measure.n, "{}", text);
        }
    }

    #[test]
    fn windows_read_off_copied_values_say_what_the_figure_says(cases in cases(), cut in 1_i64..70) {
        let ledger = written(&cases, Limits::default());
        let middle = all().from + cut * HOUR_MS;
        for measure in MEASURES {
            let statistic = match measure.yields {
                Yields::Share => Statistic::Share,
                Yields::Flow => Statistic::Rate,
                Yields::Duration | Yields::Count if cut % 2 == 0 => Statistic::Max,
                Yields::Duration | Yields::Count => Statistic::Mean,
            };
            let of = (measure.of == Scope::Element).then(|| "a".to_owned());
            let formula = Formula { statistic, measure, of };
            let of = FigureOf { formula: &formula, least: 2, counts: None };
            let copied = ledger.figured(&[all()], of).unwrap();
            for ask in [all(), Ask { until: middle, ..all() }, Ask { from: middle, ..all() }] {
                let told = ledger.figure(std::slice::from_ref(&ask), of).unwrap().measure;
                prop_assert_eq!(copied.measure(ask.from, ask.until), told, "{:?}", formula);
            }
        }
    }

    #[test]
    fn two_halves_are_the_whole(cases in cases(), cut in 1_i64..70) {
        let ledger = written(&cases, Limits::default());
        let whole = all();
        let middle = whole.from + cut * HOUR_MS;
        let halves = [Ask { until: middle, ..whole.clone() }, Ask { from: middle, ..whole.clone() }];
        for text in ["p90(sojourn)", "max(sojourn)", "share(rework)", "share(flow-time-efficiency)"] {
            let (one, two) = (figure(&ledger, std::slice::from_ref(&whole), text, 1), figure(&ledger, &halves, text, 1));
            prop_assert_eq!(one.measure, two.measure, "{}", text);
        }
    }
}

#[test]
fn every_measure_of_the_library_is_computed() {
    let mut ledger = Ledger::new(Limits::default());
    (0..30).for_each(|index| simple(&mut ledger, index, HOUR_MS, &[]));
    for measure in MEASURES {
        let statistic = match measure.yields {
            Yields::Share => Statistic::Share,
            Yields::Flow => Statistic::Rate,
            Yields::Duration | Yields::Count => Statistic::Mean,
        };
        let of = if measure.of == Scope::Instance { None } else { Some("check".to_owned()) };
        for of in if measure.of == Scope::Either { vec![None, of] } else { vec![of] } {
            let formula = Formula { statistic, measure, of };
            let told = ledger.figure(&[week(0, 100)], FigureOf { formula: &formula, least: 1, counts: None }).unwrap();
            // Nobody claimed, nothing was due and nobody decided: that is said, and everything else is measured.
            let nothing = ["claim-to-start", "on-time", "returned", "wait", "queue"].contains(&measure.name);
            let state = told.measure.state;
            assert!(
                state == Standing::Measured || (nothing && state == Standing::NoData),
                "{} {state:?}",
                measure.name
            );
        }
    }
}

#[test]
fn below_the_least_number_nothing_is_said() {
    let mut ledger = Ledger::new(Limits::default());
    (0..30).for_each(|index| simple(&mut ledger, index, HOUR_MS, &[]));
    let told = |text: &str, least| {
        let measure = figure(&ledger, &[week(0, 100)], text, least).measure;
        (measure.state, measure.value, measure.n, measure.least)
    };
    assert_eq!(told("mean(sojourn)", 31), (Standing::TooFew, None, 30, 31));
    assert_eq!(told("mean(sojourn)", 30), (Standing::Measured, Some(HOUR_MS as f64), 30, 30));
    assert_eq!(told("share(rework)", 31), (Standing::TooFew, None, 30, 31));
    let quiet = figure(&ledger, &[Ask { process: "nobody".to_owned(), ..week(0, 100) }], "rate(throughput)", 1);
    assert_eq!(quiet.measure.state, Standing::NoData, "of what was never seen no rate is told, not even 0");
    assert_eq!(figure(&ledger, &[week(50, 100)], "rate(throughput)", 20).measure.value, Some(0.0));
}

#[test]
fn indices_take_what_only_others_know() {
    let mut ledger = Ledger::new(Limits::default());
    (0..40).for_each(|index| simple(&mut ledger, index, HOUR_MS, &[]));
    let day = 86_400_000;
    let facts = IndexFacts {
        planned: Ok((3, 4)),
        owned: Ok((1, 2)),
        cycle_target: Ok(0.75 * HOUR_MS as f64),
        lead_times: Ok(vec![5 * day, 60 * day, 32 * day]),
        ..IndexFacts::default()
    };
    // Two days, and both have something: so there are bounds.
    let all = ledger.indices(&week(0, 48), &facts).unwrap();
    let score = |index: usize, code: &str| {
        let component = all[index].components.iter().find(|component| component.code == code).unwrap();
        (component.score, component.why)
    };
    assert_eq!(score(0, "planned-to-executable"), (Some(0.75), None));
    assert_eq!(score(0, "ownership-and-indicators"), (Some(0.5), None));
    let lead = (60.0 - 32.0) / 55.0;
    assert!((score(0, "change-lead-time").0.unwrap() - lead).abs() < 1e-9);
    assert_eq!(score(0, "cross-level-handover"), (None, Some("needs-departments")));
    assert_eq!(score(0, "level-fit-of-approvals"), (None, Some("needs-approval-levels")));
    assert_eq!(score(1, "normalised-cycle-time"), (Some(0.5), None), "3/4 of the time, from a floor of 1/2");
    assert_eq!(score(2, "alert-handling"), (None, None), "none rang: there is nothing to be judged");
    let handled = |good: usize, all: usize| {
        let alerts = (0..all).map(|number| (number as i64 * HOUR_MS, number < good)).collect();
        let facts = IndexFacts { alerts, ..facts.clone() };
        let quality = ledger.indices(&week(0, 48), &facts).unwrap().remove(2);
        let found = quality.components.into_iter().find(|component| component.code == "alert-handling").unwrap();
        (found.value.state, found.value.value, found.score)
    };
    assert_eq!(handled(9, 19), (Standing::TooFew, None, None));
    assert_eq!(handled(15, 20), (Standing::Measured, Some(0.75), Some(0.5)), "from a floor of one half");
    let index = 100.0 * (0.25 * 0.75 + 0.15 * 0.5 + 0.10 * lead) / (0.25 + 0.15 + 0.10);
    assert!((all[0].value.unwrap() - index).abs() < 1e-9);
    let execution = &all[1];
    let bounds = (execution.low.unwrap(), execution.high.unwrap());
    assert!(bounds.0 <= execution.value.unwrap() && execution.value.unwrap() <= bounds.1, "{bounds:?}");
}

#[test]
fn a_version_that_was_taken_back_is_no_good_one() {
    let mut ledger = Ledger::new(Limits::default());
    (0..40).for_each(|index| simple(&mut ledger, index, HOUR_MS, &[]));
    let release = |version, at: i64, back| Release { version, at: at * HOUR_MS, back };
    let told = |releases: Vec<Release>| {
        let facts = IndexFacts { releases, ..IndexFacts::default() };
        let ask = Ask { until: VERSION_WATCH_MS + 200 * HOUR_MS, ..week(0, 100) };
        let quality = ledger.indices(&ask, &facts).unwrap().remove(2);
        let component = quality.components.into_iter().find(|component| component.code == "version-quality").unwrap();
        (component.value.value, component.value.n, component.why)
    };
    assert_eq!(told(vec![release(1, 0, false)]), (None, 0, Some("needs-releases")), "the first is new to nobody");
    assert_eq!(told(vec![release(1, 0, false), release(2, 10, false)]), (Some(1.0), 1, None));
    let back = vec![release(1, 0, false), release(2, 10, false), release(3, 20, true)];
    assert_eq!(told(back), (Some(0.5), 2, None));
}
