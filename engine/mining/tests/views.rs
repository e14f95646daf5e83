//! What analysts look at: maps that hold together, variants, loops, bottlenecks, people, cohorts, drafts.
use crate::common::{history, letters};
use proptest::prelude::*;
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, BTreeSet};
use weir_mining::conformance::Aligner;
use weir_mining::discovery::{discover, to_net};
use weir_mining::log::{ActivityInstance, Case, Log, LogBuilder};
use weir_mining::measure::{dfg, duration};
use weir_mining::view::{
    Bottleneck, END, Map, START, Sliders, bottlenecks, compare, compare_variants, draft, handover_network, loops, map,
    together_network, variants, workloads,
};

const ALL: Sliders = Sliders { activities: 1.0, paths: 1.0 };

/// What can be reached from a node, forwards or backwards.
fn reached(map: &Map, from: u32, back: bool) -> BTreeSet<u32> {
    let (mut seen, mut open) = (BTreeSet::from([from]), vec![from]);
    while let Some(at) = open.pop() {
        for edge in &map.edges {
            let (a, b) = if back { (edge.to, edge.from) } else { (edge.from, edge.to) };
            if a == at && seen.insert(b) {
                open.push(b);
            }
        }
    }
    seen
}

proptest! {
    #[test]
    fn a_map_is_never_torn(log in history(), activities in 0.0..1.0_f64, paths in 0.0..1.0_f64) {
        let map = map(&log, Sliders { activities, paths });
        if log.case_count() > 0 {
            let nodes: BTreeSet<u32> = map.nodes.iter().map(|node| node.activity).collect();
            prop_assert_eq!(&reached(&map, START, false), &nodes);
            prop_assert_eq!(&reached(&map, END, true), &nodes);
            prop_assert!(map.edges.iter().all(|edge| nodes.contains(&edge.from) && nodes.contains(&edge.to)));
        }
        prop_assert!((0.0..=1.0).contains(&map.rows_shown) && (0.0..=1.0).contains(&map.steps_shown));
    }

    #[test]
    fn more_of_the_slider_shows_no_less(log in history(), share in 0.0..1.0_f64) {
        let edges = |paths: f64| -> BTreeSet<(u32, u32)> {
            map(&log, Sliders { activities: 1.0, paths }).edges.iter().map(|edge| (edge.from, edge.to)).collect()
        };
        prop_assert!(edges(share).is_subset(&edges(1.0)));
        prop_assert!(edges(0.0).is_subset(&edges(share)));
    }

    #[test]
    fn bottlenecks_are_the_sojourn(log in history()) {
        let all = bottlenecks(&log);
        let mean = duration::sojourn(&log).iter().sum::<i64>() as f64 / log.case_count().max(1) as f64;
        prop_assert!((all.iter().map(Bottleneck::total).sum::<f64>() - mean).abs() < 1e-6);
        let share: f64 = all.iter().map(|of| of.share).sum();
        prop_assert!(mean == 0.0 || (share - 1.0).abs() < 1e-9);
        prop_assert!(all.windows(2).all(|pair| pair[0].wait() >= pair[1].wait()));
    }

    #[test]
    fn variants_cover_all_and_differ_not_from_themselves(log in history()) {
        let shown = variants(&log);
        prop_assert_eq!(shown.iter().map(|of| of.cases).sum::<u64>(), log.case_count() as u64);
        if let Some(last) = shown.last() {
            prop_assert!((last.covered - 1.0).abs() < 1e-9);
        }
        prop_assert!(compare_variants(&log, &log).iter().all(|of| of.cases.0 == of.cases.1 && of.difference.0 == 0.0));
    }

    #[test]
    fn roles_do_what_their_people_do(log in history()) {
        let role = |_: &str| Some("all".to_owned());
        let one = workloads(&log, role);
        prop_assert_eq!(one.iter().map(|of| of.rows).sum::<u64>(), log.row_count() as u64);
        let people = workloads(&log, |actor| Some(actor.to_owned()));
        prop_assert_eq!(people.iter().map(|of| of.service).sum::<i64>(), one.iter().map(|of| of.service).sum::<i64>());
        prop_assert!(people.iter().all(|of| of.people == 1 && (of.concentration - 1.0).abs() < 1e-9));
        let links = handover_network(&log, role);
        prop_assert!(links.len() <= 1 && links.iter().all(|link| (link.share - 1.0).abs() < 1e-9));
        prop_assert!(together_network(&log, |actor| Some(actor.to_owned())).iter().all(|link| link.from <= link.to));
    }
}

#[test]
fn the_whole_map_is_what_directly_follows() {
    let log = letters(&["abd", "acd", "abd", "abbd"]);
    let map = map(&log, ALL);
    let counts: BTreeMap<(u32, u32), u64> = map.edges.iter().map(|edge| ((edge.from, edge.to), edge.count)).collect();
    for (pair, count) in dfg::frequency(&log) {
        assert_eq!(counts.get(&pair), Some(&count));
    }
    let name = |name: &str| log.activities.find(name).unwrap();
    assert_eq!((counts[&(START, name("a"))], counts[&(name("d"), END)]), (4, 4));
    assert!((map.rows_shown - 1.0).abs() < 1e-12 && (map.steps_shown - 1.0).abs() < 1e-12);
}

#[test]
fn what_is_not_shown_is_passed_through() {
    let log = letters(&["abd", "acd", "abd", "abd"]);
    // Of four activities three: c is left out, and a leads on to d.
    let map = map(&log, Sliders { activities: 0.75, paths: 1.0 });
    let name = |name: &str| log.activities.find(name).unwrap();
    let count = |from: u32, to: u32| map.edges.iter().find(|edge| (edge.from, edge.to) == (from, to)).map(|e| e.count);
    assert_eq!(map.nodes.len(), 5);
    assert_eq!((count(name("a"), name("b")), count(name("a"), name("d"))), (Some(3), Some(1)));
}

#[test]
fn loops_are_ranked_by_what_they_cost() {
    let log = letters(&["abab", "acc", "abcab"]);
    let found: Vec<(&str, &str, u64, i64)> = loops(&log)
        .iter()
        .map(|of| (log.activities.name(of.activity), log.activities.name(of.from), of.times, of.lost))
        .collect();
    assert_eq!(found, [("b", "a", 2, 5_000), ("a", "c", 1, 3_000), ("a", "b", 1, 2_000), ("c", "c", 1, 1_000)]);
    assert!((loops(&log)[0].mean() - 2_500.0).abs() < 1e-9);
    assert_eq!(loops(&log)[0].cases, [0, 2]);
}

#[test]
fn two_sets_of_cases_differ_where_they_do() {
    let mut log = LogBuilder::default();
    for number in 0..120_i64 {
        let slow = number % 2 == 0;
        let mut rows = vec![ActivityInstance::of("a", 0, 100 + number).by("An")];
        if slow {
            rows.push(ActivityInstance { key: 1, ..ActivityInstance::of("check", 200, 900 + number).by("Li") });
        }
        log.case(Case { id: number.to_string(), rows, ..Case::default() }).unwrap();
    }
    let log = log.build();
    let (even, odd): (Vec<u32>, Vec<u32>) = (0..120).partition(|case| case % 2 == 0);
    let set = |cases: &[u32]| cases.iter().copied().collect::<RoaringBitmap>();
    let compared = compare(&log, &set(&even), &set(&odd));
    let (delta, p) = compared.longer.unwrap();
    assert!((delta - 1.0).abs() < 1e-9 && p < 1e-6);
    let found: Vec<&str> = compared.differences.iter().map(|of| log.activities.name(of.activity)).collect();
    assert_eq!(found, ["check"]);
    assert!((compared.one.people - 2.0).abs() < 1e-9 && (compared.other.people - 1.0).abs() < 1e-9);
    // The same set twice differs in nothing, and few cases say nothing.
    let same = compare(&log, &set(&even), &set(&even));
    assert!(same.differences.is_empty() && same.longer.unwrap().0.abs() < 1e-9);
    assert_eq!(compare(&log, &set(&even[..19]), &set(&odd)).longer, None);
}

/// What a drafted file allows, told by the soundness analysis and by how much it has.
#[test]
fn a_discovered_model_is_a_sound_draft_with_a_diagram() {
    let logs: [Log; 4] = [
        letters(&["abd", "acd", "abd"]),
        letters(&["abcd", "acbd"]),
        letters(&["ab", "abab", "ababab"]),
        letters(&["ad", "abd", "abcbd", "aed"]),
    ];
    for log in logs {
        let tree = discover(&log, 0.0);
        let file = draft(&tree, "draft", "Draft & <more>");
        let read = weir_core::read::read(file.as_bytes());
        assert!(read.problems.iter().all(|of| of.severity != weir_core::Severity::Error), "{:?}", read.problems);
        let verdict = weir_core::soundness::analyse(&read.model);
        assert_eq!((verdict.sound, verdict.no_dead_activities), (Some(true), Some(true)), "{file}");
        let shown = |name: &str| file.contains(&format!("name=\"{name}\""));
        assert!(
            log.activities.iter().all(shown) && file.contains("BPMNShape") && file.contains("Draft &amp; &lt;more&gt;")
        );
        // The tree itself explains the log without a deviation.
        let net = to_net(&tree);
        let mut aligner = Aligner::new(&net);
        for case in 0..log.case_count() {
            assert_eq!(aligner.align(&log.names_of(log.case(case))).unwrap().cost, 0);
        }
    }
}
