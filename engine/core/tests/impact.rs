//! The preview of a new value of a rule parameter: it looks wherever a token may come to, and tells what it cannot say.
use crate::common::{Run, process};
use serde_json::{Value, json};
use std::sync::Arc;
use weir_core::impact::{AHEAD_MAX, Around, differences};
use weir_core::instance::Variables;
use weir_core::parameter::{InForce, ParameterType};
use weir_core::wait::Bound;
use weir_core::{Parameters, Process};

fn limit(value: i64) -> Parameters {
    let mut all = Parameters::default();
    all.set("limit", InForce { kind: ParameterType::Number, version: 1, value: json!(value) });
    all
}

/// One decision that says whether the amount is above the limit, and one process for every call.
struct World(Option<Arc<Process>>);

impl Around for World {
    fn decide(
        &self,
        decision: &str,
        _: &Bound,
        _: &str,
        variables: &Variables,
        parameters: &Parameters,
    ) -> Result<Option<Value>, String> {
        if decision == "other" {
            return Ok(None);
        }
        let amount = variables.get("amount").and_then(Value::as_i64).ok_or("input `amount` is missing")?;
        let limit = parameters.get("limit").and_then(|limit| limit.value.as_i64()).expect("it is in force");
        Ok(Some(json!(amount > limit)))
    }

    fn called(&self, _: &str, _: &Bound, _: &str) -> Result<(String, Arc<Process>), String> {
        let process = self.0.clone().ok_or("process `other` is not deployed")?;
        Ok(("other:1".to_owned(), process))
    }
}

/// What differs between a limit of 1000 and one of 2000, one line for each.
fn told(text: &str, commands: &str, called: Option<&str>) -> Vec<String> {
    let process = process(text);
    let mut run = Run::new(&process);
    for command in commands.split(';') {
        run.command(command.trim());
    }
    let world = World(called.map(|text| Arc::new(crate::common::process(text))));
    let parameters = [&limit(1000), &limit(2000)];
    let found = differences(&process, &run.instance, run.now.into(), "limit", parameters, &world);
    let line = |d: &weir_core::impact::Difference| {
        let inside = d.called.as_ref().map_or(String::new(), |called| format!(" in {called}"));
        let what = d.problem.clone().unwrap_or_else(|| format!("{} -> {}", d.before, d.after));
        format!("{}: {}{inside}: {what}", d.at, d.element)
    };
    found.iter().map(line).collect()
}

const ORDER: &str = "start {\"amount\": 1500}";
const WAY: &str = "w: xor -> a {amount > params.limit}, b default\na: user\nb: user";

/// The same way inside a scope, indented.
fn inside(head: &str) -> String {
    format!("{head}\n  is: start -> w\n  {}", WAY.replace('\n', "\n  "))
}

#[test]
fn it_looks_along_flows_and_into_sub_processes_and_out_of_them() {
    assert_eq!(told(&format!("s: start -> t\nt: user -> w\n{WAY}"), ORDER, None), ["t: w-a: true -> false"]);
    let into = format!("s: start -> t\nt: user -> sub\n{}", inside("sub: sub"));
    assert_eq!(told(&into, ORDER, None), ["t: w-a: true -> false"]);
    let out = format!("s: start -> sub\nsub: sub -> w\n  is: start -> t\n  t: user\n{WAY}");
    assert_eq!(told(&out, ORDER, None), ["t: w-a: true -> false"]);
    let jump = format!("s: start -> t\nt: user -> l\nl: throw link x\nc: catch link x -> w\n{WAY}");
    assert_eq!(told(&jump, ORDER, None), ["t: w-a: true -> false"]);
}

#[test]
fn it_looks_along_boundary_events_and_event_sub_processes() {
    let late = format!("s: start -> t\nt: user\nb1: boundary on t timer P1D -> w\n{WAY}");
    assert_eq!(told(&late, ORDER, None), ["t: w-a: true -> false"]);
    let ahead = format!("s: start -> t\nt: user -> u\nu: user\nb1: boundary on u timer P1D -> w\n{WAY}");
    assert_eq!(told(&ahead, ORDER, None), ["t: w-a: true -> false"]);
    let event = format!("s: start -> t\nt: user\nes: es\n  es1: start message m -> w\n  {}", WAY.replace('\n', "\n  "));
    assert_eq!(told(&event, ORDER, None), ["p: w-a: true -> false"]);
    let condition = "s: start -> t\nt: user\nb1: boundary on t condition {amount > params.limit} -> u\nu: task";
    assert_eq!(told(condition, ORDER, None), ["t: b1: true -> false"]);
    let handler = "s: start -> t\nt: user -> u\nc: boundary on t compensate -> undo\n\
                   undo: script {amount > params.limit} to x for-compensation\nu: user -> k\nk: throw compensate";
    assert_eq!(told(handler, &format!("{ORDER}; complete t"), None), ["p: undo: true -> false"]);
}

#[test]
fn it_looks_at_decisions_loops_and_tokens_at_joins() {
    let asks = "s: start -> t\nt: user -> d\nd: decide rule to x -> o\no: decide other to y";
    assert_eq!(told(asks, ORDER, None), ["t: d: true -> false"]);
    let looped = "s: start -> t\nt: user parallel x3 until {amount > params.limit} -> e\ne: end";
    assert_eq!(told(looped, ORDER, None), ["t#multiInstanceBody: t#multiInstanceBody: true -> false"]);
    let join = format!("s: start -> f\nf: and -> j, u\nu: user -> j\nj: and -> w\n{WAY}");
    assert_eq!(told(&join, ORDER, None), ["j: w-a: true -> false", "u: w-a: true -> false"]);
}

#[test]
fn it_looks_into_the_processes_that_will_be_called_and_says_when_it_cannot() {
    let call = "s: start -> t\nt: user -> c\nc: call other pass-all -> e\ne: end";
    let called = format!("s: start -> w\n{WAY}");
    assert_eq!(told(call, ORDER, Some(&called)), ["t: w-a in other:1: true -> false"]);
    assert_eq!(told(call, ORDER, None), ["t: c: what it calls is not known: process `other` is not deployed"]);
    let mapped = "s: start -> t\nt: user -> c\nc: call other in amount=amount*2 -> e\ne: end";
    assert_eq!(told(mapped, "start {\"amount\": 750}", Some(&called)), ["t: w-a in other:1: true -> false"]);
    let itself = "s: start -> c\nc: call other -> e\ne: end";
    let deep = told(call, ORDER, Some(itself));
    assert_eq!(deep, ["t: c in other:1: it calls more than 8 processes deep"]);
}

#[test]
fn what_cannot_be_evaluated_is_told() {
    let text = format!("s: start -> t\nt: user -> d\nd: decide rule to x -> w\n{WAY}");
    assert_eq!(
        told(&text, "start", None),
        [
            "t: d: input `amount` is missing",
            "t: w-a: variable `amount` is missing, in `amount > params.limit`, line 1, column 1"
        ]
    );
    let open = "s: start -> t\nt: user -> w\nw: xor -> a {count(for i in 1..params.limit return i) > 3}, b default\na: task\nb: task";
    assert_eq!(told(open, ORDER, None), ["t: w-a: it must run in a child process, which a preview does not do"]);
    let chain: Vec<String> = (0..AHEAD_MAX).map(|n| format!("t{n}: task -> t{}", n + 1)).collect();
    let long = format!("s: start -> u\nu: user -> t0\n{}\nt{AHEAD_MAX}: task", chain.join("\n"));
    let told = told(&long, "start", None);
    assert!(told.len() == 1 && told[0].ends_with("it lies more than 500 elements ahead"), "{told:?}");
}
