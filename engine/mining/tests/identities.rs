//! What must add up, on random histories: the parts are the whole, and counting again gives the same.
use crate::common::{cases, history};
use proptest::prelude::*;
use std::collections::BTreeSet;
use weir_core::id::Keys;
use weir_mining::aggregate::{Aggregates, Completion, Evidence, Place, Question, Window, completions, recount};
use weir_mining::log::{ActivityInstance, Case, Log, LogBuilder};
use weir_mining::measure::calendar::WorkingTime;
use weir_mining::measure::intervals::{length, union};
use weir_mining::measure::waiting::{Work, Worked, causes};
use weir_mining::measure::{dfg, duration, path, rework, service, variants};
use weir_mining::statistics::chance::Stream;
use weir_mining::view::{START, Sliders, map};

fn item(log: &Log, row: usize) -> Work {
    Work { enabled: log.enabled[row], started: log.started[row], ended: log.ended[row] }
}

proptest! {
    #[test]
    fn the_critical_path_is_the_sojourn(log in history()) {
        for case in 0..log.case_count() {
            let path = path::path(&log, case).expect("it is finished");
            let (from, until) = log.span(case).unwrap();
            let sum: i64 = path.segments.iter().map(|s| s.until - s.from).sum();
            prop_assert_eq!(sum, until - from);
            prop_assert!(path.segments.windows(2).all(|pair| pair[0].until == pair[1].from));
            prop_assert!(path.slacks.iter().all(|slack| slack.slack >= 0));
        }
        let (cases, parts) = path::contributions(&log);
        prop_assert_eq!(cases, log.case_count());
        prop_assert_eq!(parts.values().sum::<i64>(), duration::sojourn(&log).iter().sum::<i64>());
    }

    #[test]
    fn causes_of_waiting_are_the_wait(log in history(), hours in prop::collection::vec((0_i64..900, 1_i64..200), 0..6), batch in prop::option::of(0_i64..60)) {
        let worked = Worked::of(&log);
        let hours = WorkingTime::new(hours.into_iter().map(|(from, length)| (from, from + length)).collect());
        for row in 0..log.row_count() {
            for eligible in [vec![log.actor[row]], (0..log.actors.len() as u32).collect()] {
                let until = batch.map(|batch| log.enabled[row] + batch);
                let found = causes(item(&log, row), &eligible, &worked, hours.pieces(), until);
                prop_assert_eq!(found.total(), log.started[row] - log.enabled[row]);
                let parts = [found.batching, found.contention, found.prioritisation, found.unavailability, found.extraneous];
                prop_assert!(parts.iter().all(|part| *part >= 0));
            }
        }
    }

    #[test]
    fn added_one_by_one_is_built_anew(log in history(), order in any::<u64>(), taken in any::<prop::sample::Index>()) {
        let mut built = Aggregates::default();
        let mut all = completions(&log, &mut built);
        let critical = all.iter().map(|c| Completion::critical(c.place, c.at + 5, 7)).collect::<Vec<_>>();
        all.extend(critical);
        for completion in &all {
            built.add(completion);
        }
        let mut shuffled = all.clone();
        shuffled.sort_by_key(|c| (c.at as u64).wrapping_mul(order | 1).rotate_left(17));
        let mut other = Aggregates::default();
        completions(&log, &mut other);
        for completion in &shuffled {
            other.add(completion);
        }
        prop_assert_eq!(&built, &other);
        // What is corrected is taken away, and leaves no trace.
        if !all.is_empty() {
            let one = taken.get(&all);
            prop_assert!(other.remove(one));
            let mut without = Aggregates::default();
            completions(&log, &mut without);
            let at = all.iter().position(|c| c == one).unwrap();
            all.iter().enumerate().filter(|(i, _)| *i != at).for_each(|(_, c)| without.add(c));
            prop_assert_eq!(&other, &without);
            other.add(one);
        }
        prop_assert_eq!(built, other);
    }

    #[test]
    fn windows_say_what_the_rows_say(log in history()) {
        let mut aggregates = Aggregates::default();
        let all = completions(&log, &mut aggregates);
        for completion in &all {
            aggregates.add(completion);
        }
        let window = |version, place| Window { process: "p".to_owned(), version, place, from: 0, until: 1 << 40 };
        for (activity, name) in log.activities.iter().enumerate() {
            let rows = log.activity.iter().filter(|a| **a as usize == activity).count() as u64;
            let sum = aggregates.sum(&window(None, Place::Node(name.to_owned())));
            prop_assert_eq!(sum.ended, rows);
        }
        let cases = aggregates.sum(&window(None, Place::Process)).ended;
        prop_assert_eq!(cases, log.case_count() as u64);
        let second = aggregates.sum(&window(Some(2), Place::Process)).ended;
        prop_assert_eq!(second, log.definitions.iter().filter(|d| d.1 == 2).count() as u64);
    }

    #[test]
    fn evidence_counts_again_to_the_number(log in history(), bound in 0_i64..400, position in any::<prop::sample::Index>()) {
        let position = position.index(log.row_count() + 1);
        for question in [
            Question::Cases { from: 0, until: bound },
            Question::Rows { activity: 0, from: bound, until: 2_000 },
            Question::Slow { with: vec![0], above: bound },
        ] {
            let (number, evidence) = Evidence::of(&log, question.clone(), position);
            prop_assert_eq!(evidence.members.len(), number.n);
            prop_assert_eq!(recount(&log, &evidence), number);
            // The same question at the same position gives the same evidence, whatever came later.
            prop_assert_eq!(Evidence::of(&log, question, position).1, evidence);
        }
    }

    #[test]
    fn work_is_never_more_than_the_time_it_took(log in history()) {
        let work = service::by_case(&log);
        for case in &work {
            prop_assert!(case.idle() >= 0 && case.busy <= case.service);
        }
        prop_assert!(service::flow_time_efficiency(&work).is_none_or(|share| (0.0..=1.0).contains(&share)));
        let all = (0..log.row_count()).map(|row| (log.started[row], log.ended[row])).collect();
        let takt = service::cycle_time(&log).unwrap_or(0.0);
        prop_assert!((takt * log.case_count() as f64 - length(&union(all)) as f64).abs() < 1e-6);
    }

    #[test]
    fn counts_agree_with_one_another(log in history()) {
        let follows: u64 = dfg::frequency(&log).values().sum();
        prop_assert_eq!(follows as usize, log.row_count() - log.case_count());
        let sequences = variants::by_sequence(&log);
        prop_assert_eq!(sequences.len(), variants::count(&log));
        prop_assert_eq!(sequences.iter().map(|v| v.cases.len()).sum::<usize>(), log.case_count());
        prop_assert_eq!(variants::by_cause(&log).iter().map(|v| v.cases.len()).sum::<usize>(), log.case_count());
        let rework = rework::summary(&log);
        let (repeat, redo) = rework::repeat_and_redo(&log);
        prop_assert_eq!(rework.excess, repeat + redo);
        prop_assert_eq!(rework.excess, rework.self_loops + rework.repetitions);
    }
}

/// The rows on the way back through a case of a log of others, each found by looking at all.
fn way_back(log: &Log, case: usize) -> Vec<usize> {
    let rows = log.case(case);
    let mut row = rows.clone().max_by_key(|row| (log.ended[*row], *row)).expect("it has rows");
    let mut way = vec![row];
    loop {
        let begins = log.start(row);
        let earlier = rows.clone().filter(|other| !way.contains(other) && log.ended[*other] <= begins);
        match earlier.max_by_key(|other| (log.ended[*other], *other)) {
            Some(next) => {
                way.push(next);
                row = next;
            }
            None => return way,
        }
    }
}

proptest! {
    #[test]
    fn the_way_through_a_log_of_others_is_that_of_whoever_looks_at_each_row(cases in cases()) {
        let mut log = LogBuilder::default();
        for mut case in cases {
            for row in &mut case.rows {
                (row.causes, row.enabled, row.claimed) = (Keys::new(), None, None);
                // Times of others are rough: many are the same.
                row.started = row.started.map(|at| at / 20);
                row.ended = row.ended.map(|at| at / 20);
            }
            log.case(case).expect("it is small");
        }
        let log = log.build();
        for case in (0..log.case_count()).filter(|case| !log.case(*case).is_empty()) {
            let path = path::path(&log, case).expect("it is finished");
            let mut told: Vec<usize> = path.segments.iter().rev().map(|segment| segment.row).collect();
            told.dedup();
            // What takes no time is on the way and has no piece of it.
            let mut way = way_back(&log, case).into_iter();
            prop_assert!(told.iter().all(|row| way.any(|other| other == *row)), "{:?}", told);
        }
    }
}

/// A file may have a single case with all of its events: looking at each of them for each of them would take hours.
#[test]
fn a_case_with_very_many_events_is_no_more_work_than_many_cases() {
    let rows = (0..300_000_i64).map(|index| ActivityInstance {
        key: index as u64,
        ..ActivityInstance::of(["a", "b", "c"][index as usize % 3], index * 10, index * 10 + 7)
    });
    let mut log = LogBuilder::default();
    log.case(Case { id: "1".to_owned(), rows: rows.collect(), ..Case::default() }).expect("it fits");
    let path = path::path(&log.build(), 0).expect("it is finished");
    assert_eq!(path.segments.iter().map(|of| of.until - of.from).sum::<i64>(), 299_999 * 10 + 7);
    assert_eq!(path.segments.len(), 2 * 300_000 - 1);
}

/// A log may have a thousand activities that follow each other in all ways; each is on the map, and hangs together with its ends.
#[test]
fn a_map_of_a_thousand_activities_holds_together() {
    let mut chance = Stream::keyed(&[1]);
    let names: Vec<String> = (0..1_000).map(|number| format!("a{number}")).collect();
    let mut log = LogBuilder::default();
    for number in 0..400 {
        let rows = (0..100_i64).map(|at| ActivityInstance {
            key: at as u64,
            ..ActivityInstance::at(&names[chance.below(names.len())], at * 1_000)
        });
        log.case(Case { id: number.to_string(), rows: rows.collect(), ..Case::default() }).expect("it fits");
    }
    let told = map(&log.build(), Sliders { activities: 1.0, paths: 0.0 });
    assert_eq!(told.nodes.len(), 1_002);
    let next = |from: &BTreeSet<u32>| -> BTreeSet<u32> {
        let steps = told.edges.iter().filter(|edge| from.contains(&edge.from)).map(|edge| edge.to);
        from.iter().copied().chain(steps).collect()
    };
    let mut reached = BTreeSet::from([START]);
    while next(&reached).len() > reached.len() {
        reached = next(&reached);
    }
    assert_eq!(reached.len(), 1_002, "all of them and the end");
}
