//! What goes with an anomaly: planted causes are found, mixed-up ones are not, and chance is called chance.
use crate::common::letters;
use roaring::RoaringBitmap;
use weir_mining::log::{ActivityInstance, Case, LogBuilder};
use weir_mining::measure::batch::{Kind, collected, duration_factor, stretches};
use weir_mining::measure::rules::{Rule, check};
use weir_mining::measure::{order, resource, rework, variants};
use weir_mining::rootcause::{Asked, Item, Label, Ranking, binned, rank, rank_by, without_ids};

/// Numbers that look like chance and are the same each time (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// 1500 cases; the true item raises the risk, its shadow only comes with it, 40 others are chance.
fn planted(seed: u64, risk: f64) -> (Vec<Item>, RoaringBitmap) {
    let mut chance = Chance(seed);
    let names = (0..40).map(|n| format!("noise {n}"));
    let names: Vec<String> = ["true".to_owned(), "shadow".to_owned()].into_iter().chain(names).collect();
    let mut items: Vec<Item> =
        names.into_iter().map(|value| Item { attribute: "x".to_owned(), value, cases: RoaringBitmap::new() }).collect();
    let mut flagged = RoaringBitmap::new();
    for case in 0..1_500 {
        let is_true = chance.next() < 0.2;
        let shadow = chance.next() < if is_true { 0.8 } else { 0.1 };
        for (index, item) in items.iter_mut().enumerate() {
            let holds = match index {
                0 => is_true,
                1 => shadow,
                _ => chance.next() < 0.3,
            };
            if holds {
                item.cases.insert(case);
            }
        }
        if chance.next() < if is_true { risk } else { 0.08 } {
            flagged.insert(case);
        }
    }
    (items, flagged)
}

fn ranked(items: &[Item], flagged: &RoaringBitmap) -> Ranking {
    let cases: RoaringBitmap = (0..1_500).collect();
    let older: RoaringBitmap = (0..1_050).collect();
    rank(&Asked { cases: &cases, flagged, items, strata: &[], older: &older })
}

#[test]
fn the_planted_cause_is_found_and_its_shadow_is_not() {
    let (mut strong, mut shadows) = (0, 0);
    for seed in 0..20 {
        let (items, flagged) = planted(seed, 0.35);
        let Ranking::Drivers { drivers, tests } = ranked(&items, &flagged) else {
            panic!("seed {seed}: nothing found")
        };
        assert_eq!(tests, 42);
        assert_eq!(items[drivers[0].items[0]].value, "true", "seed {seed}");
        shadows += usize::from(drivers.iter().any(|d| d.items == [1]));
        assert_eq!(drivers[0].table.a + drivers[0].table.b, drivers[0].cases.len());
        strong += usize::from(drivers[0].label == Label::Strong);
    }
    assert!(strong >= 18, "{strong} of 20 are strong");
    // An interval of 95 % lies above 1 by chance in one of forty.
    assert!(shadows <= 2, "the shadow stands for itself in {shadows} of 20");
}

#[test]
fn chance_is_called_chance() {
    let seeds = 0..60;
    let wrong = seeds.filter(|seed| {
        let (items, flagged) = planted(1_000 + seed, 0.08);
        !matches!(ranked(&items, &flagged), Ranking::None { .. })
    });
    let wrong = wrong.count();
    assert!(wrong <= 3, "{wrong} of 60 runs found a cause where there is none");
}

#[test]
fn too_few_cases_are_no_ground_for_a_guess() {
    let (items, flagged) = planted(1, 0.5);
    let few: RoaringBitmap = flagged.iter().take(19).collect();
    assert_eq!(ranked(&items, &few), Ranking::TooFew { flagged: 19, cases: 1_500 });
}

#[test]
fn what_everybody_has_explains_nothing() {
    let (_, flagged) = planted(1, 0.5);
    let all = Item { attribute: "x".to_owned(), value: "all".to_owned(), cases: (0..1_490).collect() };
    assert_eq!(ranked(&[all], &flagged), Ranking::None { tests: 0 });
}

#[test]
fn what_is_only_mixed_up_vanishes_within_strata() {
    // Two classes with different risks; the item is frequent in the risky one and does nothing.
    let mut chance = Chance(7);
    let (mut item, mut flagged, mut risky) = (RoaringBitmap::new(), RoaringBitmap::new(), RoaringBitmap::new());
    for case in 0..1_500 {
        let is_risky = chance.next() < 0.5;
        if is_risky {
            risky.insert(case);
        }
        if chance.next() < if is_risky { 0.7 } else { 0.2 } {
            item.insert(case);
        }
        if chance.next() < if is_risky { 0.4 } else { 0.05 } {
            flagged.insert(case);
        }
    }
    let items = [Item { attribute: "x".to_owned(), value: "y".to_owned(), cases: item }];
    assert!(matches!(ranked(&items, &flagged), Ranking::Drivers { .. }));
    let cases: RoaringBitmap = (0..1_500).collect();
    let strata = [risky.clone(), &cases - &risky];
    let older: RoaringBitmap = (0..1_050).collect();
    let asked = Asked { cases: &cases, flagged: &flagged, items: &items, strata: &strata, older: &older };
    assert_eq!(rank(&asked), Ranking::None { tests: 1 });
    // What decides the way by itself is the way by another name, and stays.
    let way = [Item { attribute: "x".to_owned(), value: "way".to_owned(), cases: risky.clone() }];
    assert!(matches!(rank(&Asked { items: &way, ..asked }), Ranking::Drivers { .. }));
}

#[test]
fn what_of_the_lost_time_would_not_be_is_told_of_each_driver() {
    // Of 1 000 cases each takes an hour; of the 200 with the item half take eleven, of the others one in ten takes six.
    let item: RoaringBitmap = (0..1_000).filter(|case| case % 5 == 0).collect();
    let flagged: RoaringBitmap =
        (0..1_000).filter(|case| if case % 5 == 0 { case % 10 == 0 } else { case % 10 == 1 }).collect();
    let time = |case: u32| match (flagged.contains(case), item.contains(case)) {
        (true, true) => 11.0,
        (true, false) => 6.0,
        (false, _) => 1.0,
    };
    let times: Vec<f64> = (0..1_000).map(time).collect();
    let (cases, older): (RoaringBitmap, RoaringBitmap) = ((0..1_000).collect(), (0..700).collect());
    let items = [Item { attribute: "x".to_owned(), value: "y".to_owned(), cases: item.clone() }];
    let asked = Asked { cases: &cases, flagged: &flagged, items: &items, strata: &[], older: &older };
    let Ranking::Drivers { tests, drivers } = rank_by(&asked, &times) else { panic!("nothing found") };
    assert_eq!((tests, drivers.len()), (2, 1), "of a time it is also tested whether it is longer");
    // 100 of 200 are flagged where 100 of 800 are of the rest: 75 too many, of ten hours each, of 100·10 + 100·5 in all.
    let impact = drivers[0].impact.unwrap();
    assert!((drivers[0].excess - 75.0).abs() < 1e-9 && (impact.loss - 750.0).abs() < 1e-9, "{impact:?}");
    assert!((impact.share - 0.5).abs() < 1e-12, "{impact:?}");
    let Ranking::Drivers { drivers, .. } = rank(&asked) else { panic!("nothing found") };
    assert_eq!(drivers[0].impact, None, "where nothing is measured nothing is lost");
}

#[test]
fn numbers_become_bins_and_ids_nothing() {
    let values: Vec<(u32, f64)> = (0..100).map(|case| (case, f64::from(case / 30))).collect();
    let bins = binned("amount", &values);
    assert_eq!(bins.iter().map(|bin| bin.cases.len()).collect::<Vec<_>>(), [30, 30, 30, 10]);
    assert!(without_ids(bins.clone(), 0, 7).is_empty() && without_ids(bins.clone(), 50, 100).is_empty());
    assert_eq!(without_ids(bins, 46, 100).len(), 4);
    assert!(binned("amount", &[]).is_empty());
}

fn done(activity: &str, actor: &str, enabled: i64, started: i64, ended: i64) -> ActivityInstance {
    ActivityInstance { enabled: Some(enabled), ..ActivityInstance::of(activity, started, ended).by(actor) }
}

#[test]
fn batches_are_what_was_collected_first() {
    let mut log = LogBuilder::default();
    for (case, row) in [
        done("sign", "Li", 0, 100, 110),
        done("sign", "Li", 50, 110, 120),
        done("sign", "Li", 90, 120, 130),
        done("sign", "Li", 125, 130, 140),
        done("sign", "Wang", 0, 500, 540),
    ]
    .into_iter()
    .enumerate()
    {
        log.case(Case { id: case.to_string(), rows: vec![row], ..Case::default() }).unwrap();
    }
    let log = log.build();
    let loose = stretches(&log, 5, 2);
    assert_eq!((loose.len(), loose[0].rows.len(), loose[0].kind), (1, 4, Kind::Sequential));
    let batches = collected(&log, 5, 2);
    assert_eq!(batches.len(), 1);
    // The fourth was enabled when the first had begun: it was not waited for.
    assert_eq!(batches[0].rows, [0, 1, 2]);
    let factor = duration_factor(&log, &batches, 0).unwrap();
    assert!((factor - 10.0 / 25.0).abs() < 1e-12, "{factor}");
}

#[test]
fn rules_are_kept_or_broken_case_by_case() {
    let log = letters(&["abc", "ac", "ba", "cc", "aabb"]);
    let [a, b, c] = ["a", "b", "c"].map(|name| log.activities.find(name).unwrap());
    for (rule, activated, violating) in [
        (Rule::Response { a, b, within: None }, vec![0, 1, 2, 4], vec![1, 2]),
        (Rule::Response { a, b, within: Some(1_000) }, vec![0, 1, 2, 4], vec![1, 2, 4]),
        (Rule::Precedence { a, b }, vec![0, 2, 4], vec![2]),
        (Rule::Absence { a: c, times: 2 }, vec![0, 1, 2, 3, 4], vec![3]),
        (Rule::Existence { a, times: 1 }, vec![0, 1, 2, 3, 4], vec![3]),
        (Rule::NotCoexistence { a: b, b: c }, vec![0, 1, 2, 3, 4], vec![0]),
    ] {
        let kept = check(&log, &rule);
        assert_eq!((kept.activated.clone(), kept.violating.clone()), (activated, violating), "{rule:?}");
        assert_eq!(kept.satisfied(), kept.activated.len() - kept.violating.len());
    }
}

#[test]
fn people_who_may_not_or_must() {
    let mut log = LogBuilder::default();
    for (case, actors) in [["Li", "Li", "Wang"], ["Li", "Wang", "Li"]].iter().enumerate() {
        let rows = ["ask", "sign", "pay"].iter().zip(actors).zip(0..);
        let rows = rows.map(|((name, actor), at)| ActivityInstance::at(name, at).by(actor)).collect();
        log.case(Case { id: case.to_string(), rows, ..Case::default() }).unwrap();
    }
    let log = log.build();
    let violating = |rule| check(&log, &rule).violating;
    assert_eq!(violating(Rule::SamePerson { a: 0, b: 2 }), [0]);
    assert_eq!(violating(Rule::SamePerson { a: 0, b: 1 }), [1]);
    let mut unknown = LogBuilder::default();
    let rows = vec![ActivityInstance::at("ask", 0).by("Li"), ActivityInstance::at("pay", 1)];
    unknown.case(Case { id: "0".to_owned(), rows, ..Case::default() }).unwrap();
    let kept = check(&unknown.build(), &Rule::SamePerson { a: 0, b: 1 });
    assert_eq!(kept.activated, [0_u32; 0], "nobody says who paid, so nothing is said");
    assert_eq!(resource::four_eyes(&log, 0, 1), (vec![0, 1], vec![0]));
    let asked = resource::involvement(&log, 0.8)[&0];
    assert_eq!((asked.rows, asked.people, asked.core), (2, 1, 1), "Li alone asks");
    let signed = resource::involvement(&log, 0.8)[&1];
    assert_eq!((signed.people, signed.core), (2, 2), "neither of the two does four fifths");
    assert_eq!(resource::involvement(&log, 0.5)[&1].core, 1);
    assert_eq!(resource::handover_rate(&resource::handovers(&log)), Some(0.75));
}

#[test]
fn what_goes_to_and_fro() {
    let log = letters(&["abab", "abba", "aaaa", "ababcbcb"]);
    let found = rework::ping_pong_of_activities(&log, 3);
    let seen: Vec<(u32, usize)> = found.iter().map(|p| (p.case, p.changes)).collect();
    assert_eq!(seen, [(0, 3), (3, 3), (3, 4)]);
    assert_eq!(rework::first_pass_yield(&letters(&["ab", "aa"])), Some(0.5));
    assert_eq!(order::minimum_self_distance(&letters(&["abca", "aa"])).get(&0), Some(&0));
}

#[test]
fn parallel_branches_in_any_order_are_one_variant() {
    let mut log = LogBuilder::default();
    for (case, order) in [["b", "c"], ["c", "b"]].iter().enumerate() {
        let after = |key: u64, name: &str, at: i64, causes: Vec<u64>| ActivityInstance {
            key,
            causes: causes.into(),
            ..ActivityInstance::at(name, at)
        };
        let rows = vec![
            after(0, "a", 0, vec![]),
            after(1, order[0], 1, vec![0]),
            after(2, order[1], 2, vec![0]),
            after(3, "d", 3, vec![1, 2]),
        ];
        log.case(Case { id: case.to_string(), rows, ..Case::default() }).unwrap();
    }
    let log = log.build();
    assert_eq!(variants::by_sequence(&log).len(), 2);
    assert_eq!(variants::by_cause(&log).len(), 1);
    assert_eq!(
        variants::by_cause(&letters(&["abcd", "acbd"])).len(),
        2,
        "without causes each row follows the one before"
    );
}
