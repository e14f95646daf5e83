//! Every number of a view leads to its cases: what is shown, done again, handed over, collected, or other than elsewhere.
use crate::common::{history, letters};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, BTreeSet};
use weir_mining::log::{ActivityInstance, Case, Log, LogBuilder};
use weir_mining::measure::firing::Firing;
use weir_mining::view::{
    PEOPLE_MIN, Sliders, again, batches, bottlenecks, cases_again, handover_cases, handover_network, map, only,
    people_of, ping_pongs, ping_pongs_of_people, together_cases, together_network, variant_differences, work_cases,
    workloads,
};

const ALL: Sliders = Sliders { activities: 1.0, paths: 1.0 };

fn row(key: u64, activity: &str, by: &str, times: (i64, i64, i64), causes: &[u64]) -> ActivityInstance {
    let (enabled, started, ended) = times;
    let row = ActivityInstance::of(activity, started, ended).by(by);
    ActivityInstance { key, enabled: Some(enabled), causes: causes.into(), ..row }
}

fn log(cases: &[Vec<ActivityInstance>]) -> Log {
    let mut log = LogBuilder::default();
    for (number, rows) in cases.iter().enumerate() {
        log.case(Case { id: number.to_string(), rows: rows.clone(), ..Case::default() }).unwrap();
    }
    log.build()
}

#[test]
fn causes_lead_through_what_is_left_out() {
    // a leads through two gateways to b and c side by side, and both through a join to d.
    let log = log(&[vec![
        row(1, "a", "An", (0, 0, 10), &[]),
        row(2, "split", "", (10, 10, 10), &[1]),
        row(3, "b", "Li", (10, 10, 30), &[2]),
        row(4, "c", "Bo", (10, 10, 20), &[2]),
        row(5, "join", "", (30, 30, 30), &[3, 4]),
        row(6, "d", "An", (30, 30, 40), &[5]),
    ]]);
    let shown = only(&log, |name| name.len() == 1);
    assert_eq!(shown.names_of(shown.case(0)), ["a", "c", "b", "d"]);
    let named = |row: usize| -> Vec<&str> {
        shown.causes_of(row).iter().map(|cause| shown.activities.name(shown.activity[*cause as usize])).collect()
    };
    assert_eq!((named(0), named(1), named(2), named(3)), (vec![], vec!["a"], vec!["a"], vec!["c", "b"]));
    assert_eq!((shown.span(0), shown.case_count()), (log.span(0), 1));
    // Nothing is left of a case whose activities are all left out; it is still a case.
    assert_eq!((only(&log, |_| false).case(0).len(), only(&log, |_| false).case_count()), (0, 1));
}

proptest! {
    #[test]
    fn what_is_shown_whole_is_what_there_is(log in history()) {
        let shown = only(&log, |_| true);
        prop_assert_eq!(&shown.activity, &log.activity);
        prop_assert_eq!(&shown.ended, &log.ended);
        prop_assert_eq!(map(&shown, ALL), map(&log, ALL));
    }

    #[test]
    fn evidence_counted_again_is_the_number(log in history()) {
        let all = map(&log, ALL);
        for node in all.nodes.iter().filter(|node| (node.activity as usize) < log.activities.len()) {
            let with = (0..log.case_count() as u32)
                .filter(|case| log.is_finished(*case as usize) && log.trace(*case as usize).contains(&node.activity));
            prop_assert_eq!(&node.evidence, &with.collect::<Vec<u32>>());
            prop_assert_eq!(node.cases, node.evidence.len() as u64);
        }
        prop_assert!(all.edges.iter().all(|edge| edge.evidence.len() as u64 <= edge.count && !edge.evidence.is_empty()));
        prop_assert!(bottlenecks(&log).iter().all(|of| of.evidence.len() as u64 == of.cases));
        let again: u64 = again(&log).iter().map(|of| of.times).sum();
        prop_assert_eq!(again, weir_mining::measure::rework::summary(&log).excess as u64);
        prop_assert_eq!(cases_again(&log).len(), weir_mining::measure::rework::summary(&log).cases);
        let alone = |actor: &str| Some(actor.to_owned());
        for link in together_network(&log, alone) {
            prop_assert_eq!(together_cases(&log, alone, &link.from, &link.to).len() as u64, link.count);
        }
        for link in handover_network(&log, alone) {
            let cases = handover_cases(&log, alone, &link.from, &link.to).len() as u64;
            prop_assert!(cases > 0 && cases <= link.count);
        }
        for of in workloads(&log, alone) {
            let cases = work_cases(&log, alone, &of.role).len() as u64;
            prop_assert!(cases > 0 && cases <= of.rows);
        }
    }
}

#[test]
fn what_is_done_again_is_told_by_whom() {
    let by = |who: &[(&str, &str)]| -> Vec<ActivityInstance> {
        let rows = (0..).zip(who).map(|(at, (activity, actor))| ActivityInstance {
            key: at as u64,
            ..ActivityInstance::at(activity, at).by(actor)
        });
        rows.collect()
    };
    // The same person at once and another one later; nothing; to and fro.
    let log = log(&[
        by(&[("a", "An"), ("a", "An"), ("b", "Li"), ("a", "Bo")]),
        by(&[("a", "An"), ("b", "Li")]),
        by(&[("a", "An"), ("b", "Li"), ("a", "An"), ("b", "Li")]),
    ]);
    let found = again(&log);
    let told: Vec<_> = found
        .iter()
        .map(|of| {
            (log.activities.name(of.activity), of.times, of.self_loops, of.repeats, of.redos, of.cases.as_slice())
        })
        .collect();
    assert_eq!(told, [("a", 3, 1, 2, 1, [0, 2].as_slice()), ("b", 1, 0, 1, 0, &[2])]);
    assert_eq!(cases_again(&log), [0, 2]);
    let activities = ping_pongs(&log);
    assert_eq!((activities.len(), activities[0].stretches, activities[0].changes), (1, 1, 3));
    assert_eq!(activities[0].cases, [2]);
    let people = ping_pongs_of_people(&log);
    assert_eq!((people.len(), people[0].cases.as_slice()), (1, [2].as_slice()));
}

#[test]
fn batches_say_what_collecting_costs_and_saves() {
    // Three are collected from 0, 10 and 20 on and done from 100 on, 10 each; one alone takes 40.
    let one = |enabled: i64, started: i64, ended: i64| vec![row(0, "pack", "An", (enabled, started, ended), &[])];
    let log = log(&[one(0, 100, 110), one(10, 110, 120), one(20, 120, 130), one(5_000, 5_000, 5_040)]);
    let found = batches(&log, 100, &TimeZone::UTC, &BTreeMap::new());
    assert_eq!(found.len(), 1);
    let of = &found[0];
    assert_eq!((of.batches, of.rows, of.of, of.largest, of.cases.as_slice()), (1, 3, 4, 3, [0, 1, 2].as_slice()));
    // (100 + 90 + 80) / 3, and 10 over 40.
    assert!((of.collecting - 90.0).abs() < 1e-9 && (of.factor.unwrap() - 0.25).abs() < 1e-9);
    assert_eq!(of.kinds.values().copied().collect::<Vec<u64>>(), [1]);
    assert_eq!(
        (of.sizes.iter().collect::<Vec<_>>(), of.firing),
        (vec![(&3, &1)], Firing::default()),
        "one shows no rule"
    );
    assert!(batches(&log, -1, &TimeZone::UTC, &BTreeMap::new()).is_empty());
    // Whoever was busy with something else from the first until the last came had a queue, and kept nothing back.
    let busy = |until: i64| batches(&log, 100, &TimeZone::UTC, &BTreeMap::from([("An", vec![(-5, until)])]));
    assert_eq!((busy(20).len(), busy(19).len()), (0, 1));
}

/// Every day from four in the afternoon on three to five are done that came since noon, as the clock says and nothing else.
#[test]
fn by_what_batches_begin_is_told_with_the_share_that_begins_so() {
    let (hour, day) = (3_600_000, 86_400_000);
    let pieces = |collect: &dyn Fn(i64, i64) -> (i64, i64, i64)| -> Vec<Vec<ActivityInstance>> {
        let all = (0..12_i64).flat_map(|batch| (0..3 + batch % 3).map(move |piece| (batch, piece)));
        all.map(|(batch, piece)| vec![row(0, "pack", "An", collect(batch, piece), &[])]).collect()
    };
    let firing =
        |pieces: &[Vec<ActivityInstance>]| batches(&log(pieces), hour, &TimeZone::UTC, &BTreeMap::new())[0].firing;
    let clock = firing(&pieces(&|batch, piece| {
        let begins = batch * day + 16 * hour + piece * 60_000;
        (batch * day + 12 * hour + (batch * 7 % 5 + piece) * 1_500_000, begins, begins + 60_000)
    }));
    let told = clock.clock.expect("there are enough");
    assert_eq!((told.at, told.share), (16 * hour, 1.0));
    assert!(clock.size.unwrap().share < 0.5 && clock.age.unwrap().share < 0.9, "{clock:?}");
    // As soon as the oldest has lain for two hours, at any time of the day.
    let age = firing(&pieces(&|batch, piece| {
        let came = batch * 29 * hour + piece * 600_000;
        let begins = batch * 29 * hour + 2 * hour + piece * 60_000;
        (came, begins, begins + 60_000)
    }));
    assert_eq!(age.age.map(|told| (told.at, told.share)), Some((2 * hour, 1.0)));
    assert!(age.clock.unwrap().share < 0.3 && age.size.unwrap().share < 0.5, "{age:?}");
    // Around midnight is one time of the day.
    let night = firing(&pieces(&|batch, piece| {
        let begins = (batch + 1) * day - 300_000 + (batch % 2) * 600_000 + piece * 10_000;
        (begins - hour - batch * 60_000 * 17, begins, begins + 10_000)
    }));
    assert_eq!(night.clock.map(|told| told.share), Some(1.0));
}

#[test]
fn small_groups_are_put_together_or_not_told_at_all() {
    let case = |people: std::ops::Range<usize>| -> Vec<ActivityInstance> {
        let rows = people
            .map(|n| ActivityInstance { key: n as u64, ..ActivityInstance::at("a", n as i64).by(&format!("p{n}")) });
        rows.collect()
    };
    // Five clerks, three bosses, one whom nobody knows: four are too few to be told.
    let group = |person: &str| match person[1..].parse::<usize>().unwrap() {
        0..5 => Some("clerks".to_owned()),
        5..8 => Some("bosses".to_owned()),
        _ => None,
    };
    let told = people_of(&log(&[case(0..9)]), group, "rest");
    assert_eq!((told.len(), told.values().collect::<BTreeSet<_>>().len()), (PEOPLE_MIN, 1));
    assert_eq!(told["p0"], "clerks");
    // With one more they are enough, and told as one.
    let told = people_of(&log(&[case(0..10)]), group, "rest");
    let sizes = told.values().fold(BTreeMap::new(), |mut sizes: BTreeMap<&str, usize>, name| {
        *sizes.entry(name).or_default() += 1;
        sizes
    });
    assert_eq!(sizes, BTreeMap::from([("clerks", 5), ("rest", 5)]));
}

#[test]
fn variants_of_two_sets_are_held_against_each_other() {
    let log = letters(&["ab", "ab", "acb", "ab", "acb", "acb"]);
    let set = |cases: &[u32]| cases.iter().copied().collect::<RoaringBitmap>();
    let found = variant_differences(&log, &set(&[0, 1, 2]), &set(&[3, 4, 5]));
    let told: Vec<_> = found.iter().map(|of| (of.trace.len(), of.cases, of.first)).collect();
    assert_eq!(told, [(2, (2, 1), 0), (3, (1, 2), 2)]);
    assert!((found[0].difference.0 - 1.0 / 3.0).abs() < 1e-12 && found[0].difference.1 < 0.0);
    assert!(variant_differences(&log, &set(&[]), &set(&[])).is_empty());
}
