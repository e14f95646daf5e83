//! What is learned from a history that a simulation made must be what made it; and the gate must tell right from wrong.
use crate::common::*;
use serde_json::{Value, json};
use weir_mining::log::{ActivityInstance, Case, Log, LogBuilder, NO_NAME, Value as Known};
use weir_simulation::scenario::Arrivals;
use weir_simulation::{Distribution, Learn, Model, Options, Scenario, Simulation, calibrate, gate};

fn claim() -> Model {
    let elements = "<startEvent id=\"s\"/><userTask id=\"check\"/><exclusiveGateway id=\"x\" default=\"x_m\"/><userTask id=\"expert\"/>\
        <exclusiveGateway id=\"m\"/><userTask id=\"pay\"/><endEvent id=\"e\"/>";
    let flows = ["s->check", "check->x", "x->expert if amount > 500", "x->m", "expert->m", "m->pay", "pay->e"];
    model(&file(elements, &flows))
}

/// Claims of the mornings, handled on the same day.
fn truth(waits: bool) -> Value {
    let day = json!([{"from": "09:00:00", "until": "17:00:00"}]);
    let mut per_hour = vec![0.0; 168];
    for day in 0..5 {
        per_hour[day * 24 + 9..day * 24 + 12].fill(6.0);
    }
    let work = |group: &str, minutes: f64| {
        let processing = json!({"kind": "gamma", "mean": minutes * 60_000.0, "shape": 4.0});
        json!({"time": {"processing": processing}, "resource": {"groups": [group]}})
    };
    let mut json = json!({
        "start": "2026-01-05T00:00:00Z", "warmUp": 0,
        "arrivals": {"kind": "hourOfWeek", "perHour": per_hour},
        "calendars": [{"id": "office", "name": "Office", "timeZone": "UTC", "week": [day, day, day, day, day, [], []], "days": {}}],
        "resources": [
            {"id": "clerk", "groups": ["clerks"], "count": 4, "calendar": "office"},
            {"id": "expert", "groups": ["experts"], "count": 2, "calendar": "office"}],
        "property": {"values": {"amount": [{"probability": 0.7, "value": 100}, {"probability": 0.3, "value": 900}]}},
        "elements": {"check": work("clerks", 20.0), "expert": work("experts", 15.0), "pay": work("clerks", 8.0)}
    });
    if waits {
        json["elements"]["pay"]["time"]["wait"] = json!({"kind": "constant", "value": "PT30M"});
    }
    json
}

fn history(cases: u64, waits: bool) -> Log {
    let options = Options { keep_log: true, ..options(11, 2, cases) };
    let simulation = Simulation::new(&claim(), &scenario(&truth(waits)), &options).expect("it is sound");
    simulation.replication(0, &mut |_| true).expect("it runs").log.expect("it was kept")
}

fn near(found: f64, wanted: f64, share: f64) {
    assert!((found / wanted - 1.0).abs() < share, "{found} and not {wanted}");
}

/// Claims of which each is worth this, one an hour.
fn worth(values: &[f64]) -> Log {
    let mut log = LogBuilder::default();
    for (number, value) in (0_i64..).zip(values) {
        let row = |activity: &str, from: i64| {
            let row = ActivityInstance::of(activity, from, from + 600_000).by("ann");
            ActivityInstance { enabled: Some(from), ..row }
        };
        let rows = vec![row("check", number * 3_600_000), row("pay", number * 3_600_000 + 600_000)];
        let attributes = vec![("amount".to_owned(), Known::Real(*value))];
        log.case(Case { id: number.to_string(), attributes, rows, ..Case::default() }).expect("it is small");
    }
    log.build()
}

#[test]
fn small_cases_are_told_from_large_ones_by_a_number_that_they_have() {
    let learned = |values: &[f64], variable: &str| {
        let learn = Learn { size: Some(variable.to_owned()), ..Learn::default() };
        calibrate(&claim(), &worth(values), &Scenario::default(), &learn)
    };
    let limits = |values: &[f64]| {
        let learned = learned(values, "amount").unwrap_or_else(|refusals| panic!("{refusals:?}"));
        learned.elements["check"].time.size.clone().expect("cases are told apart").limits
    };
    let rising: Vec<f64> = (0..90).map(f64::from).collect();
    assert_eq!(limits(&rising).len(), 2, "three classes of alike many");
    // Most are as small as any: there is nothing below them, and the rest is one class.
    let few: Vec<f64> = (0..90).map(|number| if number < 70 { 1.0 } else { 5.0 }).collect();
    assert_eq!(limits(&few), [5.0]);
    let refused =
        |values: &[f64], variable: &str| codes(&learned(values, variable).expect_err("nothing tells them apart"));
    assert_eq!(refused(&rising, "ghost"), ["simulation-unknown-variable ghost"]);
    assert_eq!(refused(&[7.0; 60], "amount"), ["simulation-unknown-variable amount"]);
}

/// One case in each hour from nine to five, on working days of four weeks; a Wednesday among them was a holiday.
#[test]
fn a_holiday_makes_no_other_day_quieter() {
    let day = json!([{"from": "09:00:00", "until": "17:00:00"}]);
    let calendar = json!({"id": "office", "name": "Office", "timeZone": "UTC", "week": [day, day, day, day, day, [], []], "days": {"2026-01-21": []}});
    let first = 1_767_571_200_000_i64; // Monday, 5 January 2026
    let mut log = LogBuilder::default();
    for number in (0..28 * 24_i64).filter(|hour| hour / 24 % 7 < 5 && (9..17).contains(&(hour % 24)) && hour / 24 != 16)
    {
        let from = first + number * 3_600_000;
        let row = ActivityInstance::of("check", from, from + 600_000).by("ann");
        let rows = vec![ActivityInstance { enabled: Some(from), ..row }];
        log.case(Case { id: number.to_string(), rows, ..Case::default() }).expect("it is small");
    }
    let log = log.build();
    let rate = |calendars: Value, on_saturday: bool| {
        let given = scenario(&json!({ "calendars": calendars }));
        let learn = Learn { by_hour: true, ..Learn::default() };
        let learned = calibrate(&claim(), &log, &given, &learn).expect("there is enough");
        let Some(Arrivals::HourOfWeek { per_hour, calendar }) = learned.arrivals else {
            panic!("{:?}", learned.arrivals)
        };
        let at = if on_saturday { 5 * 24 + 10 } else { 2 * 24 + 10 };
        (format!("{:.2}", per_hour[at]), calendar)
    };
    assert_eq!(rate(json!([]), false), ("0.75".to_owned(), None));
    assert_eq!(rate(json!([calendar]), false), ("1.00".to_owned(), Some("office".to_owned())));
    assert_eq!(rate(json!([calendar]), true).0, "0.00");
    // By a calendar by which they do not come they are not told.
    let mut mornings = calendar.clone();
    mornings["week"][0] = json!([]);
    assert_eq!(rate(json!([mornings]), false), ("0.75".to_owned(), None));
}

#[test]
fn what_made_a_history_is_learned_from_it() {
    let log = history(600, true);
    let learned = calibrate(&claim(), &log, &Scenario::default(), &Learn::default()).expect("there is enough");
    assert_eq!(learned.resources.len(), 6);
    let office = &learned.calendars[0];
    assert!(office.week[5].is_empty() && office.week[0].len() == 1, "{:?}", office.week);
    assert_eq!(office.week[0][0].from.to_string(), "09:00:00");
    let check = &learned.elements["check"];
    near(check.time.processing.as_ref().expect("learned").mean(), 20.0 * 60_000.0, 0.05);
    assert!(matches!(check.time.processing, Some(Distribution::Empirical { .. })));
    assert_eq!(check.resource.people.len(), 4);
    assert_eq!(check.time.classes.len(), 4, "each clerk was seen often enough");
    near(learned.elements["x"].control.probabilities["x_expert"], 0.3, 0.2);
    let wait = learned.elements["pay"].time.wait.as_ref().expect("nobody could have explained it").mean();
    // What passed while all clerks were busy counts as their contention, so it is a lower bound.
    assert!((0.5..=1.0).contains(&(wait / (30.0 * 60_000.0))), "{wait}");
    assert!(
        check.time.wait.as_ref().is_none_or(|wait| wait.mean() < 5.0 * 60_000.0),
        "{:?}",
        check.time.wait.as_ref().map(Distribution::mean)
    );
    let Some(Arrivals::Replay { times }) = &learned.arrivals else { panic!("{:?}", learned.arrivals) };
    assert_eq!(times.len(), 600);
    // What was said stays.
    let said = scenario(
        &json!({"arrivals": {"kind": "poisson", "mean": "PT1H"}, "elements": {"check": {"time": {"processing": exponential(1.0)}}}}),
    );
    let learned = calibrate(&claim(), &log, &said, &Learn::default()).expect("there is enough");
    assert_eq!(
        (&learned.arrivals, &learned.elements["check"].time.processing),
        (&said.arrivals, &said.elements["check"].time.processing)
    );
}

#[test]
fn the_gate_passes_what_is_right_and_stops_what_is_wrong() {
    let log = history(800, false);
    let judge = |given: &Scenario| {
        gate(&claim(), &log, given, &Learn::default(), &options(2, 5, 0), &mut |_| true).expect("there is enough")
    };
    let right = judge(&Scenario::default());
    assert!(right.verified, "{right:#?}");
    assert!(right.learned_from > 400 && right.held_against > 100);
    let slow =
        scenario(&json!({"elements": {"check": {"time": {"processing": {"kind": "constant", "value": "PT35M"}}}}}));
    let wrong = judge(&slow);
    assert!(!wrong.verified && !wrong.figures[0].passes, "{wrong:#?}");
}

/// Each of two suppliers answers what is theirs: it lies with them for days, and they have many in hand at a time.
fn answers() -> (Model, Value) {
    let task = "<startEvent id=\"s\"/><userTask xmlns:weir=\"urn:weir:bpmn:1\" id=\"answer\" weir:assignee=\"= supplier\"/><endEvent id=\"e\"/>";
    let model = model(&file(task, &["s->answer", "answer->e"]));
    let hours = |from: f64, until: f64| json!({"kind": "uniform", "min": from * HOUR, "max": until * HOUR});
    let truth = json!({
        "start": "2026-01-05T00:00:00Z", "warmUp": 0,
        "arrivals": {"kind": "poisson", "mean": 3.0 * HOUR},
        "resources": [
            {"id": "north", "calendar": "always", "atOnce": 40},
            {"id": "south", "calendar": "always", "atOnce": 40}],
        "property": {"values": {"supplier": [{"probability": 0.5, "value": "north"}, {"probability": 0.5, "value": "south"}]}},
        "elements": {"answer": {"time": {
            "processing": hours(20.0, 40.0), "wait": hours(1.0, 3.0),
            "waits": [{"actor": "north", "wait": hours(60.0, 90.0)}]}}}
    });
    (model, truth)
}

#[test]
fn who_has_many_things_in_hand_makes_nobody_wait_for_that() {
    let (model, truth) = answers();
    let options = Options { keep_log: true, ..options(7, 2, 400) };
    let simulation = Simulation::new(&model, &scenario(&truth), &options).expect("it is sound");
    let log = simulation.replication(0, &mut |_| true).expect("it runs").log.expect("it was kept");
    // A log that a simulation keeps has no data: who supplies is said.
    let data = scenario(&json!({"property": truth["property"]}));
    let mut learned = calibrate(&model, &log, &data, &Learn::default()).expect("there is enough");
    // Five are in hand on average: thirty hours each, one every six hours.
    for person in &learned.resources {
        assert!((8..=14).contains(&person.at_once.unwrap_or(1)), "{person:?}");
    }
    let time = &learned.elements["answer"].time;
    let wait = |who| time.wait_of(Some(who)).expect("they let it lie").mean() / HOUR;
    near(wait("north"), 75.0, 0.05);
    near(wait("south"), 2.0, 0.1);
    let judge = |given: &Scenario| {
        gate(&model, &log, given, &Learn::default(), &options, &mut |_| true).expect("there is enough")
    };
    let right = judge(&data);
    assert!(right.verified, "{right:#?}");
    // One thing at a time could not even come to an end of it.
    learned.arrivals = None;
    learned.resources.iter_mut().for_each(|person| person.at_once = None);
    let wrong = judge(&learned);
    assert!(!wrong.verified, "{wrong:#?}");
    assert!(wrong.figures.iter().any(|figure| figure.figure == "ended" && !figure.passes), "{wrong:#?}");
}

/// What waits for people who go home waits in their hours: sixteen hours are two working days, and not one night.
#[test]
fn waits_pass_in_the_hours_of_those_who_are_waited_for() {
    let mut truth = truth(false);
    // So many that nobody waits because all are busy.
    truth["resources"][0]["count"] = json!(16);
    truth["elements"]["pay"]["time"]["wait"] = json!({"kind": "uniform", "min": 12.0 * HOUR, "max": 20.0 * HOUR});
    truth["elements"]["pay"]["time"]["waitCalendar"] = json!("office");
    let options = Options { keep_log: true, ..options(11, 2, 800) };
    let simulation = Simulation::new(&claim(), &scenario(&truth), &options).expect("it is sound");
    let log = simulation.replication(0, &mut |_| true).expect("it runs").log.expect("it was kept");
    let learned = calibrate(&claim(), &log, &Scenario::default(), &Learn::default()).expect("there is enough");
    let pay = &learned.elements["pay"].time;
    assert_eq!(pay.wait_calendar.as_deref(), Some("learned"));
    near(pay.wait.as_ref().expect("nobody could have explained it").mean(), 16.0 * HOUR, 0.1);
    let judge = |given: &Scenario| {
        gate(&claim(), &log, given, &Learn::default(), &options, &mut |_| true).expect("there is enough")
    };
    let right = judge(&Scenario::default());
    assert!(right.verified, "{right:#?}");
    let mut through_the_night = Scenario::default();
    through_the_night.element("pay").time.wait.clone_from(&pay.wait);
    let wrong = judge(&through_the_night);
    assert!(!wrong.verified && !wrong.figures[0].passes, "{wrong:#?}");
    // A calendar that is not there is told at once.
    truth["elements"]["pay"]["time"]["waitCalendar"] = json!("nights");
    let refusals = Simulation::new(&claim(), &scenario(&truth), &options).expect_err("nobody knows it");
    assert_eq!(codes(&refusals), ["simulation-unknown-calendar pay"]);
}

/// What lies long takes long: drawn apart, whole cases would lie closer together than they do.
#[test]
fn long_work_after_long_waits_is_learned_as_such() {
    let (model, mut truth) = answers();
    let learned = |truth: &Value| {
        let options = Options { keep_log: true, ..options(7, 2, 400) };
        let simulation = Simulation::new(&model, &scenario(truth), &options).expect("it is sound");
        let log = simulation.replication(0, &mut |_| true).expect("it runs").log.expect("it was kept");
        let data = scenario(&json!({"property": truth["property"]}));
        calibrate(&model, &log, &data, &Learn::default()).expect("there is enough").elements["answer"].time.together
    };
    assert!(!learned(&truth), "each is drawn by itself");
    truth["elements"]["answer"]["time"]["together"] = json!(true);
    assert!(learned(&truth));
    // The longest wait of somebody comes before their longest work: 90 and 40 hours.
    let simulation = Simulation::new(&model, &scenario(&truth), &options(7, 2, 4_000)).expect("it is sound");
    let p90 = |simulation: &Simulation| {
        let measured = simulation.replication(0, &mut |_| true).expect("it runs");
        simulation.outcome(&[measured.clone(), measured]).time_p90.expect("cases end").mean / HOUR
    };
    // Four of five of the slow one's half lie below: 84 + 36 hours; apart it would be less.
    near(p90(&simulation), 84.0 + 36.0, 0.02);
    truth["elements"]["answer"]["time"]["together"] = json!(false);
    let apart = Simulation::new(&model, &scenario(&truth), &options(7, 2, 4_000)).expect("it is sound");
    assert!(p90(&apart) < 117.0, "{}", p90(&apart));
}

/// A gate that is asked with few replications tells the same as one with many: it is the simulation that is judged, and not the
/// luck of two draws of its cases.
#[test]
fn the_gate_does_not_depend_on_luck() {
    let (model, mut truth) = answers();
    // What is rare and long makes the mean of few cases a lottery.
    truth["property"]["values"]["supplier"] =
        json!([{"probability": 0.2, "value": "north"}, {"probability": 0.8, "value": "south"}]);
    truth["elements"]["answer"]["time"]["processing"] =
        json!({"kind": "uniform", "min": 2.0 * HOUR, "max": 4.0 * HOUR});
    let kept = Options { keep_log: true, ..options(5, 2, 400) };
    let simulation = Simulation::new(&model, &scenario(&truth), &kept).expect("it is sound");
    let log = simulation.replication(0, &mut |_| true).expect("it runs").log.expect("it was kept");
    // What each case began with is known of an engine's history.
    let north =
        |case: usize| log.case(case).any(|row| log.actor[row] != NO_NAME && log.actors.name(log.actor[row]) == "north");
    let vectors = (0..log.case_count()).map(|case| {
        let start = json!({"supplier": if north(case) { "north" } else { "south" }});
        let start = serde_json::from_value(start).expect("variables");
        (log.cases[case].clone(), weir_simulation::scenario::Vector { start, ..Default::default() })
    });
    let learn = Learn { vectors: Some(std::sync::Arc::new(vectors.collect())), ..Learn::default() };
    let simulated: Vec<f64> = (1..=4)
        .map(|seed| {
            let judged = gate(&model, &log, &Scenario::default(), &learn, &options(seed, 2, 0), &mut |_| true);
            judged.expect("there is enough").figures[0].simulated.expect("cases end") / HOUR
        })
        .collect();
    let (least, most) = simulated.iter().fold((f64::MAX, f64::MIN), |(l, m), x| (l.min(*x), m.max(*x)));
    assert!(most / least < 1.06, "{simulated:?}");
}

/// A branch that no case has taken stands in nobody's way: what it would take is asked for when a case takes it.
#[test]
fn a_step_that_no_case_has_reached_is_asked_for_when_one_reaches_it() {
    let mut truth = truth(false);
    let small = json!({"values": {"amount": [{"probability": 1.0, "value": 100}]}});
    truth["property"] = small.clone();
    let kept = Options { keep_log: true, ..options(11, 2, 200) };
    let simulation = Simulation::new(&claim(), &scenario(&truth), &kept).expect("it is sound");
    let log = simulation.replication(0, &mut |_| true).expect("it runs").log.expect("it was kept");
    let data = scenario(&json!({"property": small}));
    let mut learned = calibrate(&claim(), &log, &data, &Learn::default()).expect("there is enough");
    assert!(learned.elements["expert"].time.is_unknown() && !learned.elements["check"].time.unseen);
    let run = |scenario: &Scenario| {
        let simulation = Simulation::new(&claim(), scenario, &options(1, 2, 100)).expect("nothing is missing");
        simulation.replication(0, &mut |_| true).map(|measured| measured.ended)
    };
    assert_eq!(run(&learned), Ok(100));
    learned.property.values.get_mut("amount").expect("it is drawn")[0].value = json!(900);
    let refusal = run(&learned).expect_err("nobody knows how long it takes");
    assert_eq!(codes(&[refusal]), ["simulation-step-without-duration expert"]);
    // Whoever says it is asked no more.
    let said = json!({"steps": [{"step": "expert", "duration": "PT10M", "team": "check+pay"}]});
    let changes = serde_json::from_value(said).expect("changes");
    let known = weir_simulation::what_if::apply(&claim(), &learned, &changes).unwrap_or_else(|r| panic!("{r:?}"));
    assert_eq!(run(&known), Ok(100));
}

#[test]
fn too_little_history_teaches_nothing() {
    let log = history(20, true);
    let refusals = calibrate(&claim(), &log, &Scenario::default(), &Learn::default()).expect_err("too little");
    assert_eq!(codes(&refusals), ["simulation-too-little-history -"]);
    let refusals = gate(&claim(), &log, &Scenario::default(), &Learn::default(), &options(1, 2, 0), &mut |_| true);
    assert_eq!(codes(&refusals.expect_err("too short")), ["simulation-too-little-history -"]);
    // A log of something else.
    let other = model(&one_task());
    let refusals =
        calibrate(&other, &history(60, true), &Scenario::default(), &Learn::default()).expect_err("of another model");
    assert_eq!(codes(&refusals), ["simulation-too-little-history -"]);
}
