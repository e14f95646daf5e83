//! Large multi-instance activities whose instances do not wait: what each does is within the bound of the activity, and
//! only a cycle, or more than fits into one step, is an incident.
use crate::common::{Run, process};
use std::collections::BTreeMap;
use weir_core::step::{FREE_MOVES_MAX, MOVES_MAX};
use weir_core::{Event, Instance};

/// A sub-process so many times with these elements in it; they begin with `a` and lead to `z`.
fn repeated(how: &str, body: &str) -> String {
    format!("s: start -> q\nq: sub {how} -> e\n  qs: start -> a\n{body}  z: end\ne: end")
}

const SCRIPT: &str = "  a: script {loopCounter + 1} to n -> z\n";
const TWO_SCRIPTS: &str = "  a: script {loopCounter + 1} to n -> b\n  b: script {loopCounter + 2} to m -> z\n";

fn incidents(instance: &Instance) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for incident in instance.elements.values().filter_map(|e| e.incident.as_ref()) {
        *found.entry(incident.code.clone()).or_default() += 1;
    }
    found
}

/// Starts it and says how often this element was done, how often incidents were resolved, and whether it has ended.
fn carried_out(text: &str, element: &str) -> (usize, usize, bool) {
    let process = process(text);
    let mut run = Run::new(&process);
    run.command("start {\"go\": true}");
    let mut resolved = 0;
    while !incidents(&run.instance).is_empty() && resolved < 10 {
        assert_eq!(incidents(&run.instance), BTreeMap::from([("too-many-moves".to_owned(), 1)]), "one, not one each");
        run.command("resolve q#multiInstanceBody");
        resolved += 1;
    }
    let entered = run.log.iter().filter(
        |(_, event)| matches!(event, Event::ElementActivating { element: entered, .. } if entered.as_str() == element),
    );
    (entered.count(), resolved, run.instance.is_ended())
}

#[test]
fn instances_that_do_not_wait_are_done_in_one_step() {
    for (how, body, times) in [
        ("parallel x2500", SCRIPT, 2_500),
        ("parallel x10000", SCRIPT, 10_000),
        ("parallel x4000", TWO_SCRIPTS, 4_000),
        ("sequential x4000", SCRIPT, 4_000),
        ("sequential x10000", SCRIPT, 10_000),
    ] {
        assert_eq!(carried_out(&repeated(how, body), "z"), (times, 0, true), "{how}");
    }
}

#[test]
fn instances_in_instances_are_done_in_one_step() {
    let inner =
        "  a: sub parallel x100 -> z\n    i: start -> j\n    j: script {loopCounter + 1} to n -> k\n    k: end\n";
    assert_eq!(carried_out(&repeated("parallel x100", inner), "k"), (10_000, 0, true));
}

#[test]
fn what_waits_after_work_of_its_own_begins_whole() {
    let process = process(&repeated("parallel x6000", "  a: script {loopCounter + 1} to n -> u\n  u: user -> z\n"));
    let mut run = Run::new(&process);
    run.command("start");
    assert_eq!(incidents(&run.instance), BTreeMap::new());
    let waiting = run.instance.elements.values().filter(|e| e.element.as_str() == "u" && !e.waits.is_empty());
    assert_eq!(waiting.count(), 6_000);
}

#[test]
fn what_is_more_than_a_step_may_do_is_one_incident_and_goes_on_where_it_was() {
    // Twenty tasks in each.
    let tasks = (0..20).map(|n| format!("  t{n}: task -> t{}\n", n + 1)).collect::<Vec<_>>().concat();
    let body = format!("  a: task -> t0\n{tasks}  t20: task -> z\n");
    for how in ["parallel x5000", "sequential x5000"] {
        let (done, resolved, ended) = carried_out(&repeated(how, &body), "z");
        assert!(done == 5_000 && ended, "{how}: {done}");
        assert!((1..=2).contains(&resolved), "{how}: {resolved}");
    }
}

#[test]
fn ways_that_are_not_taken_cost_nothing() {
    // Of ten ways each instance takes one.
    let ways: Vec<String> = (0..10).map(|n| format!("w{n} {{loopCounter = {n}}}")).collect();
    let tasks = (0..10).map(|n| format!("  w{n}: task -> z\n")).collect::<Vec<_>>().concat();
    let body = format!("  a: xor -> {}, d default\n  d: task -> z\n{tasks}", ways.join(", "));
    assert_eq!(carried_out(&repeated("parallel x4000", &body), "z"), (4_000, 0, true));
}

#[test]
fn a_cycle_in_one_instance_is_an_incident_and_leaves_the_others_alone() {
    let body = "  a: xor -> t {loopCounter = 7 and go}, z default\n  t: task -> a\n";
    let text = repeated("parallel x2500", body);
    let process = process(&text);
    let mut run = Run::new(&process);
    run.command("start {\"go\": true}");
    assert_eq!(incidents(&run.instance), BTreeMap::from([("too-many-moves".to_owned(), 1)]));
    let stuck = run.instance.elements.values().find(|e| e.incident.is_some()).expect("there is one");
    let message = &stuck.incident.as_ref().expect("it is there").message;
    assert!(message.contains("is there a cycle in which nothing waits?"), "{message}");
    assert!(run.log.len() < 4 * (MOVES_MAX + FREE_MOVES_MAX), "it is found in bounded time: {}", run.log.len());
    let (element, left) =
        (stuck.element.to_string(), run.instance.elements.values().filter(|e| e.element.as_str() == "q").count());
    assert_eq!(left, 1, "the others are done");
    run.command("set {\"go\": false}");
    run.command(&format!("resolve {element}"));
    assert!(run.instance.is_ended());
}

#[test]
fn a_large_step_fits_into_one_commit() {
    let process = process(&repeated("parallel x10000", SCRIPT));
    let mut run = Run::new(&process);
    run.command("start");
    let bytes: usize = run.log.iter().map(|(_, event)| serde_json::to_string(event).expect("plain data").len()).sum();
    // As JSON each field has its name; as it is stored none has.
    assert!(bytes < 40 << 20, "{bytes}");
}
