//! What must be so whatever the numbers are: the same seed, nothing lost, Little's law, common random numbers.
use crate::common::*;
use serde_json::{Value, json};
use weir_core::{Command, Instance, InstanceId, Timestamp};
use weir_simulation::compare::{Metric, judge_each};
use weir_simulation::{Estimate, Live, Measured, Options, Scenario, Simulation, compare, simulate};

fn measured(file: &str, json: &Value, cases: u64) -> Vec<Measured> {
    let simulation = Simulation::new(&model(file), &scenario(json), &options(3, 2, cases)).expect("it is sound");
    (0..2).map(|number| simulation.replication(number, &mut |_| true).expect("it runs")).collect()
}

/// Two checks side by side, one of them escalated by a timer, then a decision by data.
fn office() -> (String, Value) {
    let elements = "<startEvent id=\"s\"/><parallelGateway id=\"x\"/><userTask id=\"a\"/><userTask id=\"b\"/>\
        <boundaryEvent id=\"late\" attachedToRef=\"b\"><timerEventDefinition><timeDuration>PT2H</timeDuration></timerEventDefinition></boundaryEvent>\
        <serviceTask id=\"c\"/>\
        <exclusiveGateway id=\"m\"/><parallelGateway id=\"j\"/><exclusiveGateway id=\"d\" default=\"d_e\"/><userTask id=\"extra\"/><endEvent id=\"e\"/><endEvent id=\"f\"/>";
    let flows = [
        "s->x",
        "x->a",
        "x->b",
        "late->c",
        "b->m",
        "c->m",
        "m->j",
        "a->j",
        "j->d",
        "d->extra if amount > 500",
        "d->e",
        "extra->f",
    ];
    let by =
        |group: &str, hours: f64| json!({"time": {"processing": exponential(hours)}, "resource": {"groups": [group]}});
    let day = json!([{"from": "09:00:00", "until": "12:00:00"}, {"from": "13:00:00", "until": "18:00:00"}]);
    let json = json!({
        "start": "2026-01-05T00:00:00Z", "warmUp": 0,
        "arrivals": {"kind": "poisson", "mean": "PT3H"},
        "calendars": [{"id": "office", "name": "Office", "timeZone": "UTC", "week": [day, day, day, day, day, [], []], "days": {}}],
        "resources": [
            {"id": "clerk", "groups": ["clerks"], "count": 3, "calendar": "office", "costPerHour": 30},
            {"id": "head", "groups": ["heads"], "calendar": "office", "costPerHour": 80}],
        "property": {"values": {"amount": [{"probability": 0.7, "value": 100}, {"probability": 0.3, "value": 900}]}},
        "elements": {"a": by("clerks", 1.0), "b": by("heads", 0.7), "extra": by("clerks", 0.5),
            "c": {"time": {"processing": {"kind": "constant", "value": "PT1M"}}, "cost": {"fixed": 2}}}
    });
    (file(elements, &flows), json)
}

#[test]
fn the_same_seed_gives_the_same_result_and_another_seed_another_one() {
    let (file, json) = office();
    let once = measured(&file, &json, 150);
    assert_eq!(once, measured(&file, &json, 150));
    assert_ne!(once[0].sojourn, once[1].sojourn);
}

#[test]
fn what_begins_ends_or_waits_for_something_that_is_named() {
    let (file, json) = office();
    for one in measured(&file, &json, 150) {
        assert_eq!(one.started, 150);
        assert_eq!(one.started, one.ended + one.open.values().sum::<u64>());
        assert!(one.open.is_empty() && one.stuck.is_empty(), "{:?} {:?}", one.open, one.stuck);
        // Both ways were taken, and about a third of cases had more work.
        assert!((30..70).contains(&one.steps["extra"].count), "{}", one.steps["extra"].count);
        assert!(one.steps["c"].count > 0 && one.steps["b"].count > 0);
        assert_eq!(one.steps["c"].count + one.steps["b"].count, 150, "a timer ends work, or it is done");
    }
    // A batch that never fills keeps its cases, and that is said.
    let mut json = queue(1.0, 1, &exponential(0.1));
    json["elements"]["work"]["resource"]["batch"] = json!({"size": 7});
    let one = &measured(&one_task(), &json, 20)[0];
    assert_eq!(one.open, [("userTask at work".to_owned(), 6)].into());
}

#[test]
fn cases_inside_are_arrivals_times_stay() {
    let mut json = queue(1.0, 1, &exponential(0.6));
    json["warmUp"] = json!(0);
    for one in measured(&one_task(), &json, 300) {
        // From empty to empty Little's law holds to the last millisecond.
        assert!((one.presence - one.sojourn.iter().sum::<f64>()).abs() < 1.0);
    }
}

#[test]
fn work_costs_what_it_takes() {
    let mut json = queue(1.0, 1, &json!({"kind": "constant", "value": "PT30M"}));
    json["elements"]["work"]["cost"] = json!({"fixed": 5, "perHour": 10});
    let outcome = simulate(&model(&one_task()), &scenario(&json), &options(1, 2, 50)).expect("it runs");
    // Half an hour of somebody at 60 and of the step at 10, and 5 each time.
    assert!((outcome.cost.expect("cases ended").mean - 40.0).abs() < 1e-9);
}

#[test]
fn common_random_numbers_make_differences_sharper() {
    let (file, before) = (one_task(), queue(1.0, 1, &exponential(0.7)));
    let mut after = before.clone();
    after["elements"]["work"]["time"]["processing"] = exponential(0.63);
    let run = |json: &Value, seed| {
        let simulation = Simulation::new(&model(&file), &scenario(json), &options(seed, 12, 250)).expect("it is sound");
        (0..12)
            .map(|n| simulation.replication(n, &mut |_| true).expect("it runs").mean_sojourn().expect("ended"))
            .collect::<Vec<f64>>()
    };
    let variance = |of: &[f64], than: &[f64]| {
        let differences: Vec<f64> = of.iter().zip(than).map(|(a, b)| a - b).collect();
        let estimate = Estimate::of(&differences).expect("values");
        (estimate.high.expect("many") - estimate.mean).powi(2)
    };
    let (base, paired, other) = (run(&before, 1), run(&after, 1), run(&after, 999));
    assert!(variance(&paired, &base) * 4.0 < variance(&other, &base));
}

#[test]
fn a_verdict_needs_a_gain_and_no_loss() {
    let model = model(&one_task());
    let base = scenario(&queue(1.0, 1, &exponential(0.7)));
    let mut faster = base.clone();
    faster.name = "faster".to_owned();
    faster.element("work").time.processing = Some(serde_json::from_value(exponential(0.5)).expect("a distribution"));
    let mut dearer = base.clone();
    dearer.name = "dearer".to_owned();
    dearer.resources[0].count = Some(2);
    dearer.element("work").cost.fixed = 9.0;
    let verdict =
        compare((&model, &base), &[(&model, &faster), (&model, &dearer)], &options(5, 30, 120)).expect("it runs");
    assert!(verdict.variants[0].accept_ready, "{:?}", verdict.variants[0].reasons);
    let reasons = verdict.variants[1].reasons.join("; ");
    assert!(!verdict.variants[1].accept_ready && reasons.starts_with("Cost: worse by"), "{reasons}");
    assert_eq!(verdict.pareto[0].dominated_by.as_deref(), Some("faster"));
    // Fewer pairs than thirty are no verdict.
    let few = compare((&model, &base), &[(&model, &faster)], &options(5, 5, 120)).expect("it runs");
    assert!(!few.variants[0].accept_ready);
}

/// What only lowers a risk has nothing to make less: it is ready where nothing is worse for it.
#[test]
fn what_lowers_a_risk_is_ready_when_nothing_is_worse() {
    let model = model(&one_task());
    let base = scenario(&queue(1.0, 1, &exponential(0.7)));
    let mut dearer = base.clone();
    dearer.element("work").cost.fixed = 9.0;
    let measured = |scenario: &Scenario| {
        let simulation = Simulation::new(&model, scenario, &options(5, 30, 60)).expect("it is sound");
        let all: Vec<Measured> = (0..30).map(|n| simulation.replication(n, &mut |_| true).expect("it runs")).collect();
        (simulation.outcome(&all), all)
    };
    let ready = |gains: bool| {
        let all = vec![measured(&base), measured(&base), measured(&dearer)];
        judge_each(Metric::Time, all, |_| gains).variants.iter().map(|of| of.accept_ready).collect::<Vec<bool>>()
    };
    assert_eq!((ready(true), ready(false)), (vec![false, false], vec![true, false]));
}

#[test]
fn work_by_urgency_does_the_urgent_first() {
    let elements = "<startEvent id=\"s\"/><parallelGateway id=\"x\"/><userTask id=\"a\"/><userTask id=\"b\"/><parallelGateway id=\"j\"/><endEvent id=\"e\"/>";
    let file = file(elements, &["s->x", "x->a", "x->b", "a->j", "b->j", "j->e"]);
    let of = |priority: i32| json!({"time": {"processing": exponential(0.4)}, "resource": {"groups": ["g"], "priority": priority}});
    let mut json = queue(1.0, 1, &exponential(0.4));
    json["discipline"] = json!("priority");
    json["elements"] = json!({"a": of(10), "b": of(90)});
    let one = &measured(&file, &json, 300)[0];
    assert!(one.of_step("b", |s| s.queue).expect("done") * 2.0 < one.of_step("a", |s| s.queue).expect("done"));
}

#[test]
fn a_watcher_may_end_it() {
    let simulation =
        Simulation::new(&model(&one_task()), &scenario(&queue(1.0, 1, &exponential(0.5))), &options(1, 2, 5000));
    let refusal = simulation.expect("sound").replication(0, &mut |_| false).expect_err("somebody ended it");
    assert_eq!(refusal.code, "simulation-cancelled");
}

#[test]
fn it_can_begin_with_what_is_open_now() {
    let file = one_task();
    let process = weir_core::compile::prepare(file.as_bytes()).processes.remove(0);
    let start = weir_core::command::Start {
        definition: "p:4".into(),
        business_key: None,
        parent: None,
        root: None,
        depth: 0,
        at: None,
        came: None,
        variables: weir_core::instance::Variables::new(),
        initiator: None,
        conversation: None,
        hops: 0,
    };
    let live = (0..5).map(|n| {
        let fresh = Instance::new(InstanceId::compose(7, 0, n));
        weir_core::step(&process, fresh, Timestamp(0), &weir_core::Actor::engine(), Command::Start(start.clone()))
            .expect("it begins")
            .instance
    });
    let mut json = queue(1.0, 1, &json!({"kind": "constant", "value": "PT1H"}));
    json["arrivals"] = Value::Null;
    json["start"] = json!("1970-01-01T02:00:00Z");
    let options = Options { live: live.map(Live::from).collect(), ..options(1, 2, 1) };
    let simulation = Simulation::new(&model(&file), &scenario(&json), &options).expect("it is sound");
    let one = simulation.replication(0, &mut |_| true).expect("it runs");
    // One person does one after the other, an hour each, from two o'clock on.
    assert_eq!(one.sojourn, [3.0, 4.0, 5.0, 6.0, 7.0].map(|hours| hours * HOUR));
}
