//! Logs against models, and models from logs.
use crate::common::letters;
use proptest::prelude::*;
use std::collections::BTreeSet;
use weir_mining::conformance::{Aligner, LookAhead, Move, Replayer, log_fitness, precision, read_pnml};
use weir_mining::discovery::{Operator, Tree, discover, to_net};
use weir_mining::log::{ActivityInstance, Case, Log, LogBuilder, completions};

/// A random tree over letters, each once.
fn tree(depth: u32) -> BoxedStrategy<Tree> {
    let leaf = prop_oneof![4 => (0_u8..8).prop_map(|n| Tree::Activity(char::from(b'a' + n).to_string())), 1 => Just(Tree::Silent)];
    if depth == 0 {
        return leaf.boxed();
    }
    let operator = prop_oneof![
        Just(Operator::Sequence),
        Just(Operator::Exclusive),
        Just(Operator::Parallel),
        Just(Operator::Loop)
    ];
    let block = (operator, prop::collection::vec(tree(depth - 1), 2..4)).prop_map(|(o, c)| Tree::Block(o, c));
    prop_oneof![1 => leaf, 3 => block].boxed()
}

/// A word of the tree's language, chosen by a list of numbers.
fn word(tree: &Tree, choices: &mut impl Iterator<Item = usize>, out: &mut Vec<String>) {
    let mut choose = |n: usize| choices.next().unwrap_or(0) % n;
    match tree {
        Tree::Silent => {}
        Tree::Activity(name) => out.push(name.clone()),
        Tree::Block(Operator::Sequence, children) => children.iter().for_each(|child| word(child, choices, out)),
        Tree::Block(Operator::Exclusive, children) => word(&children[choose(children.len())], choices, out),
        Tree::Block(Operator::Parallel, children) => {
            let mut parts: Vec<Vec<String>> = children
                .iter()
                .map(|child| {
                    let mut part = vec![];
                    word(child, choices, &mut part);
                    part.reverse();
                    part
                })
                .collect();
            while parts.iter().any(|part| !part.is_empty()) {
                let n = parts.len();
                let at = choices.next().unwrap_or(0) % n;
                let at = (at..at + n).map(|i| i % n).find(|i| !parts[*i].is_empty()).unwrap();
                out.extend(parts[at].pop());
            }
        }
        Tree::Block(Operator::Loop, children) => {
            word(&children[0], choices, out);
            for _ in 0..choices.next().unwrap_or(0) % 3 {
                word(&children[1 + choices.next().unwrap_or(0) % (children.len() - 1)], choices, out);
                word(&children[0], choices, out);
            }
        }
    }
}

/// A small tree over few letters, which may stand several times.
fn small_tree(depth: u32) -> BoxedStrategy<Tree> {
    let leaf = prop_oneof![4 => "[a-c]".prop_map(Tree::Activity), 1 => Just(Tree::Silent)];
    if depth == 0 {
        return leaf.boxed();
    }
    let operators = [Operator::Sequence, Operator::Exclusive, Operator::Parallel, Operator::Loop];
    let children = prop::collection::vec(small_tree(depth - 1), 2);
    let block = (prop::sample::select(operators.to_vec()), children).prop_map(|(o, c)| Tree::Block(o, c));
    prop_oneof![1 => leaf, 4 => block].boxed()
}

/// All words of a tree that are no longer than this.
fn words(tree: &Tree, most: usize) -> BTreeSet<String> {
    let pairs = |of: &BTreeSet<String>, with: &BTreeSet<String>, join: &dyn Fn(&str, &str) -> Vec<String>| {
        let all = of.iter().flat_map(|one| with.iter().flat_map(|other| join(one, other)));
        all.filter(|word| word.len() <= most).collect::<BTreeSet<String>>()
    };
    let behind = |one: &str, other: &str| vec![format!("{one}{other}")];
    match tree {
        Tree::Silent => [String::new()].into(),
        Tree::Activity(name) => Some(name.clone()).filter(|_| most > 0).into_iter().collect(),
        Tree::Block(operator, children) => {
            let mut all = children.iter().map(|child| words(child, most));
            let first = all.next().unwrap_or_default();
            match operator {
                Operator::Exclusive => all.fold(first, |sum, of| &sum | &of),
                Operator::Sequence => all.fold(first, |sum, of| pairs(&sum, &of, &behind)),
                Operator::Parallel => all.fold(first, |sum, of| pairs(&sum, &of, &shuffled)),
                Operator::Loop => {
                    let again = all.fold(BTreeSet::new(), |sum, of| &sum | &of);
                    let round = pairs(&again, &first, &behind);
                    let mut sum = first;
                    loop {
                        let more = &sum | &pairs(&sum, &round, &behind);
                        if more.len() == sum.len() {
                            return sum;
                        }
                        sum = more;
                    }
                }
            }
        }
    }
}

/// The two in each other's gaps, each in its own order.
fn shuffled(one: &str, other: &str) -> Vec<String> {
    let (Some(a), Some(b)) = (one.get(..1), other.get(..1)) else { return vec![format!("{one}{other}")] };
    let mine = shuffled(&one[1..], other).into_iter().map(|rest| format!("{a}{rest}"));
    mine.chain(shuffled(one, &other[1..]).into_iter().map(|rest| format!("{b}{rest}"))).collect()
}

/// How many letters must be left out of the two until they are the same.
fn apart(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.bytes().enumerate() {
        let mut before = std::mem::replace(&mut row[0], at + 1);
        for (place, theirs) in other.bytes().enumerate() {
            let least = if letter == theirs { before } else { 1 + row[place].min(row[place + 1]) };
            before = std::mem::replace(&mut row[place + 1], least);
        }
    }
    row[other.len()]
}

/// The least cost by looking at every word: one that is longer than the trace by more than the best so far is no better.
fn by_exhaustion(tree: &Tree, trace: &str) -> usize {
    let (mut most, mut best) = (trace.len(), usize::MAX);
    while best > most - trace.len() {
        best = words(tree, most).iter().map(|word| apart(word, trace)).min().unwrap_or(usize::MAX);
        most += 1;
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_word_of_a_model_is_nearer_than_the_alignment(tree in small_tree(2), trace in "[a-d]{0,5}") {
        let net = to_net(&tree);
        let letters: Vec<String> = trace.chars().map(String::from).collect();
        let found = Aligner::new(&net).align(&letters).unwrap();
        prop_assert_eq!(found.cost as usize, by_exhaustion(&tree, &trace), "{} {}", tree, trace);
        // The moves are such an alignment: they tell the trace, and a way through the net to its end.
        let (mut marking, mut told, mut cost) = (net.initial.clone(), 0, 0);
        for step in &found.moves {
            if let Move::Both(transition) | Move::Model(transition) = step {
                prop_assert!(net.enabled(&marking).any(|enabled| enabled == *transition), "{} {}", tree, trace);
                marking = net.fire(*transition, &marking);
                let label = net.transitions[*transition].label.as_deref();
                match step {
                    Move::Both(_) => prop_assert_eq!(label, Some(letters[told].as_str())),
                    _ => cost += u32::from(label.is_some()),
                }
            }
            told += usize::from(!matches!(step, Move::Model(_)));
            cost += u32::from(matches!(step, Move::Log));
        }
        prop_assert_eq!((told, cost, marking), (letters.len(), found.cost, net.last));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_a_model_says_costs_nothing_and_what_it_cannot_say_costs_something(
        tree in tree(2), choices in prop::collection::vec(0_usize..100, 40), at in any::<prop::sample::Index>(),
    ) {
        let net = to_net(&tree);
        let mut trace = vec![];
        word(&tree, &mut choices.into_iter(), &mut trace);
        let mut aligner = Aligner::new(&net);
        let fits = aligner.align(&trace).unwrap();
        prop_assert_eq!(fits.cost, 0, "{} {:?}", tree, trace);
        let both = fits.moves.iter().filter(|m| matches!(m, Move::Both(_))).count();
        prop_assert_eq!(both, trace.len());
        // A label that the net does not have costs exactly one more.
        trace.insert(at.index(trace.len() + 1), "z".to_owned());
        prop_assert_eq!(aligner.align(&trace).unwrap().cost, 1);
    }

    #[test]
    fn a_model_of_a_log_without_noise_allows_all_of_it(traces in prop::collection::vec("[a-d]{0,6}", 1..8)) {
        let traces: Vec<&str> = traces.iter().map(String::as_str).collect();
        let log = letters(&traces);
        let tree = discover(&log, 0.0);
        let fitness = log_fitness(&log, &to_net(&tree)).unwrap();
        prop_assert_eq!(fitness.deviations(), 0, "{}", tree);
        prop_assert_eq!(fitness.fitting(), log.case_count());
        prop_assert!(fitness.mean().is_none_or(|mean| (mean - 1.0).abs() < 1e-12));
    }

    #[test]
    fn replay_lends_nothing_where_nothing_is_silent(traces in prop::collection::vec("a[bc]d", 1..5)) {
        let traces: Vec<&str> = traces.iter().map(String::as_str).collect();
        let net = to_net(&discover(&letters(&["abd", "acd"]), 0.0));
        for trace in traces {
            let labels: Vec<String> = trace.chars().map(String::from).collect();
            prop_assert!(Replayer::new(&net).replay(&labels).fits());
        }
    }
}

fn model(log: &Log) -> String {
    discover(log, 0.0).to_string()
}

#[test]
fn the_cuts_one_by_one() {
    for (traces, tree) in [
        (vec!["ab", "ab"], "->( 'a', 'b' )"),
        (vec!["a", "b"], "X( 'a', 'b' )"),
        (vec!["ab", "ba"], "+( 'a', 'b' )"),
        (vec!["a", "aba", "ababa"], "*( 'a', 'b' )"),
        (vec!["", "a"], "X( tau, 'a' )"),
        (vec!["a", "aa"], "*( 'a', tau )"),
        (vec!["abd", "ad"], "->( 'a', X( tau, 'b' ), 'd' )"),
        (vec![""], "tau"),
    ] {
        assert_eq!(model(&letters(&traces)), tree, "{traces:?}");
    }
}

#[test]
fn rare_ways_are_overlooked_on_demand() {
    let mut traces = vec!["ab"; 50];
    traces.push("bab");
    let log = letters(&traces);
    assert_eq!(model(&log), "+( 'a', *( 'b', tau ) )");
    assert_eq!(discover(&log, 0.2).to_string(), "->( 'a', *( 'b', tau ) )");
}

#[test]
fn precision_falls_with_what_was_never_seen() {
    let log = letters(&["ab", "ab"]);
    assert!((precision(&log, &to_net(&discover(&log, 0.0)), LookAhead::Whole) - 1.0).abs() < 1e-12);
    let open = to_net(&Tree::Block(Operator::Parallel, ["a", "b"].map(|n| Tree::Activity(n.to_owned())).to_vec()));
    // At first a and b are allowed and only a is seen; then b alone.
    assert!((precision(&log, &open, LookAhead::Whole) - (1.0 - 1.0 / 3.0)).abs() < 1e-12);
}

#[test]
fn nets_that_are_none() {
    let code = |text: &str| read_pnml(text).unwrap_err().code();
    assert_eq!(code("<pnml><net></pnml>"), "net-syntax");
    assert_eq!(code("<pnml><net><arc id='x' source='a' target='b'/></net></pnml>"), "net-arc");
    assert_eq!(code("<pnml><net/></pnml>"), "net-without-start");
    let place = "<place id='p'><initialMarking><text>one</text></initialMarking></place>";
    assert_eq!(code(&format!("<pnml><net>{place}</net></pnml>")), "net-number");
}

#[test]
fn a_net_that_never_ends_is_told() {
    let text = "<pnml><net><place id='p'><initialMarking><text>1</text></initialMarking></place><place id='q'/>\
                <transition id='t'><name><text>a &amp; b</text></name></transition>\
                <arc id='1' source='p' target='t'/><arc id='2' source='t' target='p'/>\
                <arc id='3' source='q' target='t'/></net></pnml>";
    let mut net = read_pnml(text).unwrap();
    assert_eq!(net.transitions[0].label.as_deref(), Some("a & b"));
    net.last = vec![0, 1];
    assert_eq!(Aligner::new(&net).align(&["a & b"]).unwrap_err().code(), "alignment-no-end");
}

/// What goes on meanwhile and is done before is before it, where completions tell the order.
#[test]
fn a_model_is_drafted_of_completions() {
    let mut log = LogBuilder::default();
    let row = ActivityInstance::of;
    for (id, rows) in [("1", vec![row("a", 0, 10), row("b", 1, 2)]), ("2", vec![row("a", 0, 9), row("b", 3, 4)])] {
        log.case(Case { id: id.to_owned(), rows, ..Case::default() }).expect("it is small");
    }
    let log = log.build();
    assert_eq!(discover(&log, 0.0).to_string(), "->( 'a', 'b' )");
    assert_eq!(discover(&completions(&log), 0.0).to_string(), "->( 'b', 'a' )");
}
