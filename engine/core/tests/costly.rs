//! A step whose expressions take too long together is stopped before it holds its worker, wherever that is noticed:
//! nothing is lost, and nothing is done twice.
use crate::common::{Run, process};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use weir_core::Command;
use weir_core::expression::{READ_STEPS, STEP_COST_MAX};
use weir_core::instance::Answer;
use weir_core::wait::WaitFor;

/// As the estimate sees it the values are compared each with each; they are equal, so it takes no time here.
const COSTLY: &str = "count(distinct values(list))";

fn list(items: usize) -> Value {
    json!(vec![1; items])
}

/// Runs until nothing is stuck; gives the elements that were.
fn resolved(run: &mut Run<'_>) -> BTreeSet<String> {
    let mut stuck = BTreeSet::new();
    for _ in 0..200 {
        let found = run.instance.elements.values().find_map(|e| Some((e.element.to_string(), e.incident.clone()?)));
        let Some((element, incident)) = found else { return stuck };
        assert_eq!(incident.code, "step-too-costly", "{}", incident.message);
        assert!(incident.message.contains(&STEP_COST_MAX.to_string()), "{}", incident.message);
        run.command(&format!("resolve {element}"));
        stuck.insert(element);
    }
    panic!("it never ends: {}", run.trace)
}

#[test]
fn a_cycle_of_costly_expressions_is_an_incident_that_names_the_element_and_goes_on_when_it_is_resolved() {
    let text =
        format!("s: start -> m\nm: xor -> t\nt: script {{{COSTLY}}} to n -> g\ng: xor -> m {{go}}, e default\ne: end");
    let process = process(&text);
    let mut run = Run::new(&process);
    run.command(&format!("start {{\"go\": true, \"list\": {}}}", list(1_500)));
    let incidents: Vec<&str> = run.trace.lines().filter(|line| line.contains("incident")).collect();
    assert_eq!(
        incidents,
        ["  t incident step-too-costly: the expressions of one step take more than 40000000 elementary steps, and \
          `t` would be next: is there a cycle in which nothing waits? Resolved, it goes on \
          from here"]
    );
    assert!(run.log.len() < 500, "it was stopped early: {}", run.log.len());
    run.command("set {\"go\": false}");
    run.command("resolve t");
    assert!(run.instance.is_ended(), "{}", run.trace);
}

/// To read a list takes longer than to copy it, and the first evaluations of a step are as long as the others.
#[test]
fn what_expressions_read_is_counted_from_the_first_on() {
    let text = "s: start -> m\nm: xor -> t\nt: script {count(list)} to n -> g\ng: xor -> m {n > 0}, e default\ne: end";
    let process = process(text);
    let mut run = Run::new(&process);
    let items = 100_000;
    run.command(&format!("start {{\"list\": {}}}", list(items)));
    let incidents: Vec<&str> = run.trace.lines().filter(|line| line.contains("incident step-too-costly")).collect();
    assert_eq!(incidents.len(), 1, "{}", run.trace);
    let done = run.trace.lines().filter(|line| line.trim() == "t completed: t-g").count() as u64;
    let fits = STEP_COST_MAX / (items as u64 * READ_STEPS);
    assert!((fits - 1..=fits + 1).contains(&done), "{done} times, and {fits} fit");
}

#[test]
fn one_activity_with_many_costly_instances_goes_on_with_those_that_are_left() {
    let text = format!("s: start -> t\nt: script {{{COSTLY}}} to n parallel x40 -> e\ne: end");
    let process = process(&text);
    let mut run = Run::new(&process);
    run.command(&format!("start {{\"list\": {}}}", list(1_500)));
    assert_eq!(resolved(&mut run), BTreeSet::from(["t".to_owned()]));
    assert!(run.instance.is_ended());
    let done = run.trace.lines().filter(|line| line.trim() == "t completed").count();
    assert_eq!(done, 40, "each instance was done once");
}

#[test]
fn wherever_the_bound_falls_everything_is_done_once() {
    let turn = format!(
        "s: start -> m\nm: xor -> add\nadd: script {{n + 1}} to n in k={cost} -> fork\nfork: and -> a, b\n\
         a: script {{{COSTLY}}} to x -> j\nb: task out y={cost} -> j\nj: complex {{activationCount = 2 and {COSTLY} > 0}} -> g\n\
         g: xor -> m {{n < 12 and {COSTLY} > 0}}, e default\ne: end\n\
         on: es\n  c: start condition {{n >= 6 and {COSTLY} > 0}} non-interrupting -> seen\n  seen: task -> ce\n  ce: end",
        cost = "count(list)",
    );
    let mut stuck = BTreeSet::new();
    for items in [1_000, 1_050, 1_100, 1_200, 1_300, 1_333, 1_400, 1_450, 1_500, 1_600, 1_700] {
        let process = process(&turn);
        let mut run = Run::new(&process);
        run.command(&format!("start {{\"n\": 0, \"list\": {}}}", list(items)));
        stuck.extend(resolved(&mut run));
        assert!(run.instance.is_ended(), "{items} items: {}", run.trace);
        let count = |what: &str| run.trace.lines().filter(|line| line.trim() == what).count();
        let counts = ["add completed: add-fork", "a completed: a-j", "b completed: b-j"].map(count);
        assert_eq!((counts, count("seen completed: seen-ce")), ([12; 3], 1), "{items} items: {}", run.trace);
    }
    assert!(stuck.len() >= 3, "the bound fell on different elements: {stuck:?}");
}

/// A cycle that makes a value larger each time it goes round, until it has gone round `turns` times.
fn growing(script: &str) -> String {
    format!(
        "s: start -> m\nm: xor -> t\nt: script {{{script}}} to x -> n\nn: script {{i + 1}} to i -> g\n\
         g: xor -> m {{i < 200}}, e default\ne: end"
    )
}

#[test]
fn a_cycle_that_makes_a_value_ever_larger_is_an_incident_before_it_takes_the_memory() {
    let many = vec!["x"; 1_000].join(", ");
    let scripts = [
        ("x + x", json!("0123456789")),
        ("concatenate(x, x)", json!([1])),
        ("[x, x]", json!("a text of some length, so that it does not take long to be too large: ".repeat(1_000))),
        (&format!("[{many}]"), json!("0123456789")),
    ];
    for (script, first) in scripts {
        let process = process(&growing(script));
        let mut run = Run::new(&process);
        run.command(&format!("start {{\"i\": 0, \"x\": {first}}}"));
        let stuck = run.instance.elements.values().find_map(|e| e.incident.clone());
        let codes = ["value-too-large", "step-too-large", "step-too-costly", "feel-too-costly", "feel-too-deep"];
        let stopped = stuck.as_ref().is_some_and(|incident| codes.contains(&incident.code.as_str()));
        // Or a killable process is asked, whose answer is bounded.
        let asked =
            run.instance.elements.values().any(|e| e.waits.iter().any(|w| format!("{w:?}").contains("Evaluation")));
        assert!(stopped || asked, "{script}: {stuck:?}\n{}", run.trace.chars().take(500).collect::<String>());
        let held = serde_json::to_string(&run.instance.elements[&0].variables).unwrap().len();
        assert!(held < 3 << 20, "{script}: {held} bytes");
        let written: usize = run.log.iter().map(|event| serde_json::to_string(event).unwrap().len()).sum();
        assert!(written < 100 << 20, "{script}: {written} bytes of events");
    }
}

#[test]
fn a_value_of_the_largest_size_that_may_come_in_may_also_be_copied() {
    let process = process("s: start -> t\nt: script {x} to y -> e\ne: end");
    let mut run = Run::new(&process);
    run.command(&format!("start {{\"x\": \"{}\"}}", "x".repeat((2 << 20) - 20)));
    assert!(run.instance.is_ended(), "{}", run.trace.chars().take(500).collect::<String>());
}

#[test]
fn what_took_too_long_elsewhere_is_named_with_the_values_that_it_read() {
    for (text, asked) in [
        ("s: start -> t\nt: script {sum(for i in 1..n return i)} to r -> e\ne: end", "`sum(for i in 1..n return i)`"),
        ("s: start -> t\nt: javascript {count(n)} to r -> e\ne: end", "`count(n)`"),
    ] {
        let process = process(text);
        let mut run = Run::new(&process);
        run.command("start {\"n\": 1000000000, \"other\": 1}");
        let (key, wait) = run.find(|_, wait| matches!(wait.on, WaitFor::Evaluation { .. }));
        let (code, message) = ("expression-too-costly", "it took too long");
        run.send(Command::AnswerEvaluation { key, wait, answer: Answer::failed(code, message) });
        let incident = run.instance.elements[&key].incident.as_ref().expect("an incident");
        assert_eq!(incident.message, format!("it took too long for {asked}; with n = 1000000000"));
    }
}
