//! A step that goes on and on is stopped wherever its bound falls: nothing is lost by it, and nothing is done twice.
use crate::common::{Run, check, process};
use expect_test::expect;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use weir_core::{Event, Key};

/// Many enough that the bound falls on each move of one turn of the cycle.
const OFFSETS: usize = 24;

/// Stops a cycle at every point of a turn, lets it end, and gives what it says of each: the elements that were parked
/// somewhere, and for each run the instance at its end.
fn stopped_everywhere(turn: &str, counts: impl Fn(&Run<'_>) -> Result<(), String>) -> BTreeSet<String> {
    let mut parked = BTreeSet::new();
    for offset in 0..OFFSETS {
        let mut text = "s: start -> t0\n".to_owned();
        for n in 0..offset {
            writeln!(text, "t{n}: task -> t{}", n + 1).unwrap();
        }
        write!(text, "t{offset}: task -> sub\n{turn}").unwrap();
        let process = process(&text);
        let mut run = Run::new(&process);
        run.command("start {\"go\": true, \"n\": 0, \"m\": 0, \"sum\": 0}");
        let stuck = |run: &Run<'_>| -> Vec<(Key, String)> {
            let stuck = run.instance.elements.values().filter(|e| e.incident.is_some());
            stuck.map(|e| (e.key, e.element.to_string())).collect()
        };
        let first = stuck(&run);
        assert!(!first.is_empty(), "offset {offset}: the cycle was stopped");
        parked.extend(first.into_iter().map(|(_, element)| element));
        run.command("set {\"go\": false}");
        for _ in 0..100 {
            let Some((_, element)) = stuck(&run).into_iter().next() else { break };
            run.command(&format!("resolve {element}"));
        }
        assert!(run.instance.is_ended(), "offset {offset}: everything goes on: {:#?}", run.instance.elements);
        counts(&run).unwrap_or_else(|why| panic!("offset {offset}: {why}"));
    }
    parked
}

/// The last value of a variable of the process.
fn value(run: &Run<'_>, name: &str) -> Value {
    let set = run.log.iter().rev().find_map(|(_, event)| match event {
        Event::VariableSet { scope: 0, name: set, value, .. } if set == name => Some((**value).clone()),
        _ => None,
    });
    set.unwrap_or(Value::Null)
}

fn same(run: &Run<'_>, numbers: &[(&str, Value)]) -> Result<(), String> {
    let turns = value(run, "n");
    let wrong = numbers.iter().find(|(_, number)| *number != turns);
    wrong.map_or(Ok(()), |(what, number)| Err(format!("{turns} turns, and {what}: {number}")))
}

#[test]
fn scripts_throws_and_joins_do_what_they_do_once_wherever_they_are_parked() {
    let turn = "\
sub: sub -> e
  is: start -> x
  x: xor -> a {go}, ie default
  a: script {n + 1} to n -> f
  f: and -> l, r
  l: throw message hello -> j
  r: throw signal sig in v=1 -> j
  j: and -> o
  o: or -> o1 {true}, o2 {true}
  o1: task -> oj
  o2: throw link back
  back: catch link back -> oj
  oj: or -> b
  b: script {m + 1} to m -> x
  ie: end
sb: boundary on sub signal sig non-interrupting out sum=sum+v -> se
se: end
e: end";
    let parked = stopped_everywhere(turn, |run| {
        let thrown = run.log.iter().filter(|(_, e)| matches!(e, Event::MessageThrown { .. })).count();
        same(run, &[("m", value(run, "m")), ("sum", value(run, "sum")), ("messages", json!(thrown))])
    });
    for element in ["a", "l", "r", "j", "o2", "back", "oj", "b", "sb"] {
        assert!(parked.contains(element), "the bound fell on `{element}` too: {parked:?}");
    }
}

#[test]
fn what_has_done_its_work_does_it_once_however_often_its_outputs_fail() {
    check(
        "s: start -> a\na: script {n + 1} to n out got=missing -> t\nt: throw message hello out had=gone -> e\ne: end",
        "start {\"n\": 1}; resolve a; set {\"missing\": 7}; resolve a; set {\"gone\": 8}; resolve t",
        &expect![[r#"
            > start {"n": 1}
              enter s
              s completed: s-a
              enter a
              a.n = 2
              a has done its work and cannot be left yet
              a incident feel-missing-variable: variable `missing` is missing, in `missing`, line 1, column 1
            > resolve a
              a incident resolved
              a incident feel-missing-variable: variable `missing` is missing, in `missing`, line 1, column 1
            > set {"missing": 7}
              p.missing = 7
            > resolve a
              a incident resolved
              p.got = 7
              a completed: a-t
              enter t
              t throws message hello 
              t has done its work and cannot be left yet
              t incident feel-missing-variable: variable `gone` is missing, in `gone`, line 1, column 1
            > set {"gone": 8}
              p.gone = 8
            > resolve t
              t incident resolved
              p.had = 8
              t completed: t-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn what_came_with_an_event_is_kept_until_its_inputs_can_be_set() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a message m in late=due out got=came -> e\ne: end",
        "start; message m {\"came\": 5}; resolve b; set {\"due\": 1}; resolve b",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for message m (b)
              a waits for user task
            > message m {"came": 5}
              a no longer waits for user task
              a terminated
              triggered b
              b keeps what came until it can begin
              b incident feel-missing-variable: variable `due` is missing, in `due`, line 1, column 1
            > resolve b
              b incident resolved
              b incident feel-missing-variable: variable `due` is missing, in `due`, line 1, column 1
            > set {"due": 1}
              p.due = 1
            > resolve b
              b incident resolved
              b.late = 1
              b.came = 5
              b has received what it kept
              p.got = 5
              b completed: b-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn what_came_first_of_several_counts_once_the_others_can_be_awaited() {
    check(
        "m: start all message order + timer =late -> a\na: user -> e\ne: end",
        "start m message order; set {\"late\": \"PT1H\"}; resolve m; +1h",
        &expect![[r#"
            > start m message order
              enter m
              m incident feel-missing-variable: variable `late` is missing, in `late`, line 1, column 1
              m keeps what came until it can begin
            > set {"late": "PT1H"}
              p.late = "PT1H"
            > resolve m
              m incident resolved
              m waits for message order
              m waits for timer 1970-01-01T01:00:00.000Z
              m gathers message order
            > +1h
              m completed: m-a
              enter a
              a waits for user task
        "#]],
    );
}
