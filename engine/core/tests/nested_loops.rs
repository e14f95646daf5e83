//! Multi-instance activities in multi-instance activities: each is within its bound, and together they must be too.
use crate::common::{Run, process};
use std::collections::BTreeMap;
use weir_core::step::{ELEMENT_INSTANCES_MAX, MOVES_MAX};

/// A sub-process so many times, with an activity so many times in each.
fn nested(outer: u32, inner: u32, activity: &str) -> String {
    format!(
        "s: start -> q\nq: sub parallel x{outer} -> e\n  qs: start -> u\n  u: {activity} parallel x{inner} -> qe\n  \
         qe: end\ne: end"
    )
}

fn incidents(run: &Run<'_>) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for incident in run.instance.elements.values().filter_map(|e| e.incident.as_ref()) {
        *found.entry(incident.code.clone()).or_default() += 1;
    }
    found
}

#[test]
fn nested_loops_within_the_bounds_run() {
    let process = crate::common::process(&nested(100, 100, "user"));
    let mut run = Run::new(&process);
    run.command("start");
    assert_eq!(incidents(&run), BTreeMap::new());
    let tasks = run.instance.elements.values().filter(|e| e.element.as_str() == "u" && !e.waits.is_empty());
    assert_eq!(tasks.count(), 10_000);
    let process = crate::common::process(&nested(50, 100, "task"));
    let mut run = Run::new(&process);
    run.command("start");
    assert!(run.instance.is_ended(), "what does not wait ends in the same step: {:?}", incidents(&run));
}

#[test]
fn nested_loops_beyond_the_bounds_stand_still_where_they_are() {
    for activity in ["user", "task"] {
        let process = crate::common::process(&nested(5_000, 5_000, activity));
        let mut run = Run::new(&process);
        run.command("start");
        let found = incidents(&run);
        assert!(found.get("instance-too-large").is_some_and(|count| *count > 0), "{activity}: {found:?}");
        // Tokens that were on their way rest somewhere too.
        let most = ELEMENT_INSTANCES_MAX + MOVES_MAX;
        assert!(run.instance.elements.len() < most, "{activity}: {}", run.instance.elements.len());
        let waiting = run.instance.elements.values().find(|e| {
            e.element.as_str() == "u#multiInstanceBody"
                && e.incident.as_ref().is_some_and(|incident| incident.code == "instance-too-large")
        });
        let key = waiting.expect("a loop that has not begun keeps its place").key;
        assert_eq!(run.instance.elements[&key].looped.as_ref().map(|looped| looped.started), Some(0));
        run.command("cancel");
        assert!(run.instance.is_ended());
    }
}

#[test]
fn a_loop_that_had_no_room_goes_on_when_there_is() {
    // Five loops fit beside each other, and a sixth does not until one of them is over.
    let branches = 0..=ELEMENT_INSTANCES_MAX / 9_900;
    let names: Vec<String> = branches.clone().map(|n| format!("a{n}")).collect();
    let one = |n| format!("a{n}: user -> u{n}\nu{n}: user parallel x9900 until {{numberOfCompletedInstances >= 1}}\n");
    let loops = branches.map(one).collect::<Vec<_>>().concat();
    let process = process(&format!("s: start -> f\nf: and -> {}\n{loops}", names.join(", ")));
    let mut run = Run::new(&process);
    run.command("start");
    let (last, others) = names.split_last().expect("there are some");
    for name in others {
        run.command(&format!("complete {name}"));
    }
    assert_eq!(incidents(&run), BTreeMap::new());
    run.command(&format!("complete {last}"));
    let too_large = BTreeMap::from([("instance-too-large".to_owned(), 1)]);
    assert_eq!(incidents(&run), too_large);
    let stuck = run.instance.elements.values().find(|e| e.incident.is_some()).map(|e| e.element.to_string());
    let resolve = format!("resolve {}", stuck.expect("it is there"));
    run.command(&resolve);
    assert_eq!(incidents(&run), too_large, "as long as there is no room it stays where it is");
    run.command("complete u0");
    run.command(&resolve);
    assert_eq!(incidents(&run), BTreeMap::new());
    let last = last.replace('a', "u");
    let begun = run.instance.elements.values().filter(|e| e.element.as_str() == last).count();
    assert_eq!(begun, 9_900);
}
