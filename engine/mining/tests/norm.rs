//! Cases against a BPMN model, on the token game of the core: parallel branches, inclusive joins, events, and what is missing
//! or too much.
use crate::common::letters;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use weir_core::ElementId;
use weir_core::read::read;
use weir_core::soundness::Game;
use weir_mining::conformance::{Aligner, Inserted, Norm, Pace, Painted, TooHard, paint, paint_at};
use weir_mining::log::{ActivityInstance, Case, Log, LogBuilder};

/// A process of nodes and flows; a flow may have a condition, which is left open.
fn file(nodes: &str, flows: &[(&str, &str)]) -> String {
    let flows: Vec<String> = flows
        .iter()
        .enumerate()
        .map(|(number, (from, to))| format!("<sequenceFlow id=\"f{number}\" sourceRef=\"{from}\" targetRef=\"{to}\"/>"))
        .collect();
    format!(
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" targetNamespace=\"t\"><process id=\"p\">\
         {nodes}{}</process></definitions>",
        flows.join("")
    )
}

fn norm(text: &str) -> Norm {
    Norm::of(&read(text.as_bytes()).model, &ElementId::from("p"), |_| None).expect("there is a process")
}

/// a, then b and c side by side, then d.
fn side_by_side(gateway: &str) -> String {
    let nodes = format!(
        "<startEvent id=\"s\"/><task id=\"a\"/><{gateway} id=\"x\"/><task id=\"b\"/><task id=\"c\"/><{gateway} id=\"y\"/>\
         <task id=\"d\"/><endEvent id=\"e\"/>"
    );
    file(&nodes, &[("s", "a"), ("a", "x"), ("x", "b"), ("x", "c"), ("b", "y"), ("c", "y"), ("y", "d"), ("d", "e")])
}

fn cost(norm: &Norm, trace: &str) -> u32 {
    let names: Vec<String> = trace.chars().map(|name| name.to_string()).collect();
    Aligner::new(norm).align(&names).unwrap().cost
}

#[test]
fn branches_side_by_side_may_be_done_in_any_order() {
    let norm = norm(&side_by_side("parallelGateway"));
    for (trace, deviations) in
        [("abcd", 0), ("acbd", 0), ("abd", 1), ("abccd", 1), ("adbc", 2), ("", 4), ("axbcd", 1), ("dcba", 4)]
    {
        assert_eq!(cost(&norm, trace), deviations, "{trace}");
    }
}

#[test]
fn an_inclusive_join_waits_for_what_was_chosen() {
    let norm = norm(&side_by_side("inclusiveGateway"));
    for (trace, deviations) in [("abcd", 0), ("acbd", 0), ("abd", 0), ("acd", 0), ("ad", 1), ("abdc", 1)] {
        assert_eq!(cost(&norm, trace), deviations, "{trace}");
    }
}

#[test]
fn choices_loops_and_events() {
    let nodes = "<startEvent id=\"s\"/><exclusiveGateway id=\"x\"/><task id=\"a\"/><boundaryEvent id=\"t\" attachedToRef=\"a\">\
                 <timerEventDefinition/></boundaryEvent><task id=\"b\"/><exclusiveGateway id=\"y\"/><endEvent id=\"e\"/>\
                 <endEvent id=\"late\"/>";
    let flows = [("s", "x"), ("x", "a"), ("a", "y"), ("y", "x"), ("y", "e"), ("t", "b"), ("b", "late")];
    let norm = norm(&file(nodes, &flows));
    // a again and again; and when the time is over b instead of going on. An activity that was ended was begun.
    for (trace, deviations) in [("a", 0), ("aaa", 0), ("ab", 0), ("aab", 0), ("b", 1), ("aba", 1)] {
        assert_eq!(cost(&norm, trace), deviations, "{trace}");
    }
    assert!(norm.inexact().is_empty());
}

#[test]
fn a_sub_process_is_played_inside() {
    let nodes = "<startEvent id=\"s\"/><subProcess id=\"sub\"><startEvent id=\"s2\"/><task id=\"a\"/><task id=\"b\"/>\
                 <endEvent id=\"e2\"/><sequenceFlow id=\"g1\" sourceRef=\"s2\" targetRef=\"a\"/>\
                 <sequenceFlow id=\"g2\" sourceRef=\"a\" targetRef=\"b\"/><sequenceFlow id=\"g3\" sourceRef=\"b\" targetRef=\"e2\"/>\
                 </subProcess><task id=\"c\"/><endEvent id=\"e\"/>";
    let norm = norm(&file(nodes, &[("s", "sub"), ("sub", "c"), ("c", "e")]));
    for (trace, deviations) in [("abc", 0), ("ac", 1), ("acb", 2), ("c", 2)] {
        assert_eq!(cost(&norm, trace), deviations, "{trace}");
    }
}

/// What the game allows is exactly what costs nothing.
#[test]
fn no_cost_is_to_be_in_the_language() {
    let text = side_by_side("inclusiveGateway");
    let norm = norm(&text);
    let game = Game::of(&read(text.as_bytes()).model, &ElementId::from("p")).unwrap();
    let mut language: Vec<String> = vec![];
    let mut open = vec![(game.first(), String::new())];
    while let Some((marking, trace)) = open.pop() {
        if game.has_ended(&marking) {
            language.push(trace.clone());
        }
        for (number, next) in game.moves(&marking) {
            let begun: String = game.begins(number).map(ElementId::as_str).collect();
            open.push((next, format!("{trace}{begun}")));
        }
    }
    language.sort();
    language.dedup();
    assert_eq!(language, ["abcd", "abd", "acbd", "acd"]);
    // All words of at most four letters.
    let mut words = vec![String::new()];
    for length in 0..4 {
        let longer: Vec<String> = words
            .iter()
            .filter(|word| word.len() == length)
            .flat_map(|word| "abcd".chars().map(move |letter| format!("{word}{letter}")))
            .collect();
        words.extend(longer);
    }
    for word in words {
        assert_eq!(cost(&norm, &word) == 0, language.contains(&word), "{word}");
    }
}

fn painted(log: &Log, text: &str) -> Painted {
    paint(log, &norm(text)).unwrap()
}

#[test]
fn deviations_are_painted_on_the_model() {
    let text = side_by_side("parallelGateway");
    let found = painted(&letters(&["abcd", "acbd", "abd", "abqcd", "abqcd"]), &text);
    let task = |name: &str| {
        let of = &found.tasks[&ElementId::from(name)];
        (of.done, of.skipped, of.cases)
    };
    assert_eq!((task("a"), task("b"), task("c"), task("d")), ((5, 0, 0), (5, 0, 0), (4, 1, 1), (5, 0, 0)));
    let twice = Inserted { times: 2, evidence: vec![3, 4] };
    assert_eq!(found.inserted, BTreeMap::from([(("q".to_owned(), Some(ElementId::from("b"))), twice)]));
    assert_eq!((found.tasks[&ElementId::from("c")].evidence.as_slice(), found.too_hard.len()), ([2].as_slice(), 0));
    assert_eq!((found.fitting, found.cases, found.deviations, found.given_up), (2, 5, 3, 0));
    // 3 deviations, of 21 rows and five times the four steps of the norm.
    assert!((found.fitness.unwrap() - (1.0 - 3.0 / 41.0)).abs() < 1e-12);
    assert_eq!(found.by_case, BTreeMap::from([(0, 0), (1, 0), (2, 1), (3, 1), (4, 1)]));
}

#[test]
fn events_and_gateways_of_the_history_are_not_held_against_the_model() {
    let mut log = LogBuilder::default();
    let rows = (0..).zip(["s", "a", "x", "c", "b", "y", "d", "e"]);
    let rows = rows.map(|(at, name)| ActivityInstance { key: at as u64, ..ActivityInstance::at(name, at) }).collect();
    log.case(Case { id: "1".to_owned(), rows, ..Case::default() }).unwrap();
    let found = painted(&log.build(), &side_by_side("parallelGateway"));
    assert_eq!((found.fitting, found.deviations), (1, 0));
    assert!(
        Norm::of(&read(side_by_side("parallelGateway").as_bytes()).model, &ElementId::from("no"), |_| None).is_none()
    );
}

#[test]
fn what_is_not_played_exactly_is_named() {
    let nodes = "<startEvent id=\"s\"/><task id=\"a\"><standardLoopCharacteristics/></task><endEvent id=\"e\"/>";
    let norm = norm(&file(nodes, &[("s", "a"), ("a", "e")]));
    assert_eq!(norm.inexact(), [ElementId::from("a")]);
}

#[test]
fn an_alignment_goes_at_the_pace_of_whoever_waits() {
    let (norm, log) = (norm(&side_by_side("parallelGateway")), letters(&["abcd", "acbd", "abd"]));
    let mut heard = vec![];
    let mut until_two = |done, of| {
        heard.push((done, of));
        if done < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let pace = &mut Pace { states_max: 1_000, tell: &mut until_two };
    assert_eq!(paint_at(&log, &norm, pace), Ok(None), "it was ended before the third variant");
    assert_eq!(heard, [(0, 3), (1, 3), (2, 3)]);
    // Where not even the shortest way through the norm is found, nothing can be said at all.
    let pace = &mut Pace { states_max: 1, tell: &mut |_, _| ControlFlow::Continue(()) };
    assert_eq!(paint_at(&log, &norm, pace), Err(TooHard::States));
    // The shortest way takes fewer states than a case with much that is not in it.
    let foreign = letters(&["abcd", &"dcba".repeat(30)]);
    let pace = &mut Pace { states_max: 60, tell: &mut |_, _| ControlFlow::Continue(()) };
    let found = paint_at(&foreign, &norm, pace).unwrap().unwrap();
    assert_eq!((found.cases, found.given_up, found.too_hard), (1, 1, vec![1]));
}
