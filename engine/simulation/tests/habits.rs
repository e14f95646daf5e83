//! Habits that a history shows are learned as rules: whose queue work lies in, and how it is collected. What a change of them
//! comes to is then what the rule gives, and not a share of what was waited.
use crate::common::*;
use serde_json::{Value, json};
use weir_mining::log::{ActivityInstance, Case, Log, LogBuilder};
use weir_mining::statistics::chance::Stream;
use weir_mining::statistics::queue::{batch_wait, erlang_c};
use weir_simulation::scenario::{Arrivals, Batch, BatchMode};
use weir_simulation::what_if::apply;
use weir_simulation::{Learn, Scenario, calibrate, simulate};

/// Work: when it came, when it was begun, when it was done, and who did it.
type Piece = (f64, f64, f64, &'static str);

fn log(pieces: &[Piece]) -> Log {
    let mut log = LogBuilder::default();
    for (number, (came, begun, done, who)) in pieces.iter().enumerate() {
        let row = ActivityInstance {
            enabled: Some(*came as i64),
            claimed: Some(*begun as i64),
            ..ActivityInstance::of("work", *begun as i64, *done as i64).by(who)
        };
        log.case(Case { id: number.to_string(), rows: vec![row], ..Case::default() }).expect("it is small");
    }
    log.build()
}

fn learned(pieces: &[Piece]) -> Scenario {
    calibrate(&model(&one_task()), &log(pieces), &Scenario::default(), &Learn::default())
        .unwrap_or_else(|r| panic!("{r:?}"))
}

/// The mean time of a case, in hours: as many come as in the history, and when they did.
fn time(scenario: &Scenario) -> f64 {
    let Some(Arrivals::Replay { times }) = &scenario.arrivals else { panic!("{:?}", scenario.arrivals) };
    let options = options(3, 4, times.len() as u64);
    let outcome = simulate(&model(&one_task()), scenario, &options).unwrap_or_else(|r| panic!("{r:?}"));
    outcome.time.expect("cases end").mean / HOUR
}

fn seen(pieces: &[Piece]) -> f64 {
    pieces.iter().map(|(came, _, done, _)| done - came).sum::<f64>() / pieces.len() as f64 / HOUR
}

fn changed(scenario: &Scenario, step: Value) -> Scenario {
    let mut step = step;
    step["step"] = json!("work");
    let changes = serde_json::from_value(json!({ "steps": [step] })).expect("changes");
    apply(&model(&one_task()), scenario, &changes).unwrap_or_else(|refusals| panic!("{refusals:?}"))
}

fn near(found: f64, wanted: f64, share: f64) {
    assert!((found / wanted - 1.0).abs() < share, "{found} and not {wanted}");
}

/// Two people, and work that comes every so many hours and takes one on average: for one of them as it comes where they have
/// shares, else for whoever is free first.
fn two(chance: &mut Stream, (between, n): (f64, u32), shares: Option<f64>, lies: f64) -> Vec<Piece> {
    let (people, mut free, mut at) = (["ann", "ben"], [0.0_f64; 2], 0.0);
    let piece = |_| {
        at += chance.exponential(between * HOUR);
        let ready = at + lies * HOUR;
        let first = usize::from(free[1] < free[0]);
        let who = shares.map_or(first, |ann| usize::from(chance.unit() >= ann));
        let begun = free[who].max(ready);
        free[who] = begun + chance.exponential(HOUR);
        (at, begun, free[who], people[who])
    };
    (0..n).map(piece).collect()
}

#[test]
fn whoever_has_a_queue_of_their_own_is_waited_for() {
    let pieces = two(&mut Stream::keyed(&[1]), (1.25, 4_000), Some(0.8), 0.0);
    let own = learned(&pieces);
    let shares = &own.elements["work"].resource.shares;
    near(shares["ann"] / shares.values().sum::<f64>(), 0.8, 0.05);
    assert!(own.elements["work"].time.wait.is_none(), "their queues explain it: {:?}", own.elements["work"].time.wait);
    near(time(&own), seen(&pieces), 0.25);
    // Two who take what comes wait as long as Erlang says.
    let one = time(&changed(&own, json!({ "shared": true })));
    near(one, 1.0 + erlang_c(0.8, 1.0, 2).expect("stable").wait, 0.1);
    // Who comes gets as much as the others, and who goes leaves theirs to the others.
    let changes = serde_json::from_value(json!({ "teams": [{ "team": "work", "people": 2 }] })).expect("changes");
    let more = apply(&model(&one_task()), &own, &changes).unwrap_or_else(|refusals| panic!("{refusals:?}"));
    near(more.elements["work"].resource.shares["work (new)"], shares.values().sum(), 1e-9);
    assert!(time(&more) < time(&own));
}

#[test]
fn one_queue_is_not_taken_for_several() {
    for seed in 0..20 {
        let mut chance = Stream::keyed(&[2, seed]);
        let queue = two(&mut chance, (0.6, 1_000), None, 0.0);
        assert!(learned(&queue).elements["work"].resource.shares.is_empty(), "seed {seed}: whoever is free");
        let lying = two(&mut chance, (0.7, 1_000), None, 3.0);
        assert!(learned(&lying).elements["work"].resource.shares.is_empty(), "seed {seed}: it lies, whoever is busy");
    }
}

/// Ann signs what came since the last time whenever that is to be.
fn signed(chance: &mut Stream, who: &'static str, mut until: impl FnMut(&[f64], f64) -> Option<f64>) -> Vec<Piece> {
    let (mut at, mut free, mut waiting, mut done) = (0.0_f64, 0.0_f64, vec![], vec![]);
    for _ in 0..1_500 {
        at += chance.exponential(HOUR);
        // What came before the next one does.
        if let Some(begins) = until(&waiting, at) {
            free = free.max(begins);
            for came in waiting.drain(..) {
                let begun = free;
                free += chance.exponential(0.05 * HOUR);
                done.push((came, begun, free, who));
            }
        }
        waiting.push(at);
    }
    done
}

fn fives(waiting: &[f64], _: f64) -> Option<f64> {
    (waiting.len() >= 5).then(|| waiting[4])
}

#[test]
fn what_begins_when_there_are_five_is_learned_as_that() {
    let pieces = signed(&mut Stream::keyed(&[3]), "ann", fives);
    let five = learned(&pieces);
    let rule = five.elements["work"].resource.batch.clone();
    assert_eq!(rule, Some(Batch { size: 5, mode: BatchMode::Sequential, ..Batch::default() }));
    assert!(five.elements["work"].time.wait.is_none(), "{:?}", five.elements["work"].time.wait);
    near(time(&five), seen(&pieces), 0.1);
    // Of two each waits half as long as it takes until the next one comes.
    let two = changed(&five, json!({ "batchSize": 2 }));
    let outcome = simulate(&model(&one_task()), &two, &options(3, 2, 1_400)).expect("nothing is missing");
    near(outcome.steps["work"].batching.expect("it was done").mean / HOUR, batch_wait(2, 1.0), 0.1);
    let none = changed(&five, json!({ "batchSize": 1 }));
    assert!(none.elements["work"].resource.batch.is_none() && time(&none) < 0.2, "{}", time(&none));
}

#[test]
fn what_begins_when_the_oldest_has_lain_long_enough_is_learned_as_that() {
    let lies = 4.0 * HOUR;
    let pieces = signed(&mut Stream::keyed(&[4]), "ann", |waiting, next| {
        let begins = waiting.first()? + lies;
        (begins < next).then_some(begins)
    });
    let aged = learned(&pieces);
    let rule = aged.elements["work"].resource.batch.clone().expect("there is a rule");
    near(rule.after.expect("by age").0, lies, 0.02);
    near(time(&aged), seen(&pieces), 0.1);
    assert!(time(&changed(&aged, json!({ "batchSize": 2 }))) < 0.7 * time(&aged));
}

/// Every eighth hour, however many lie there.
#[test]
fn what_is_collected_by_the_clock_is_learned_as_that() {
    let turn = |at: f64| (at / (8.0 * HOUR)).ceil() * 8.0 * HOUR;
    let pieces = signed(&mut Stream::keyed(&[5]), "ann", |waiting, next| {
        let begins = turn(*waiting.first()?);
        (begins < next).then_some(begins)
    });
    // Whoever is asked more often than they were seen at work has to be there.
    let learn = Learn { calendar: Some("always".to_owned()), ..Learn::default() };
    let clock = calibrate(&model(&one_task()), &log(&pieces), &Scenario::default(), &learn).expect("it is learned");
    let work = &clock.elements["work"];
    let rule = work.resource.batch.clone().expect("there is a rule");
    let at: Vec<String> = rule.at.iter().map(ToString::to_string).collect();
    assert_eq!((at, rule.after), (["00:00", "08:00", "16:00"].map(str::to_owned).to_vec(), None));
    assert!(work.time.wait.is_none() && work.time.collected.is_none(), "{:?}", work.time);
    near(time(&clock), seen(&pieces), 0.05);
    // Whoever begins as soon as there are two waits for the clock no more.
    let two = time(&changed(&clock, json!({ "batchSize": 2 })));
    assert!(two < 0.4 * time(&clock), "{two}");
    // Twice as often, each lies half as long.
    let often = time(&changed(
        &clock,
        json!({ "batch": { "mode": "sequential",
        "at": ["00:00", "04:00", "08:00", "12:00", "16:00", "20:00"] } }),
    ));
    near(often, 2.0 + 0.05 * 2.5, 0.1);
}

/// From Monday to Friday at ten in Shanghai.
#[test]
fn what_is_collected_on_days_of_the_week_is_learned_with_them() {
    // The clock begins on a Thursday; ten in Shanghai is two by UTC.
    let turns = [0.0, 1.0, 4.0, 5.0, 6.0, 7.0].map(|day| (day * 24.0 + 2.0) * HOUR);
    let next = |at: f64| {
        let week = (at / (168.0 * HOUR)).floor() * 168.0 * HOUR;
        turns.iter().map(|turn| week + turn).find(|turn| *turn >= at)
    };
    let pieces = signed(&mut Stream::keyed(&[9]), "ann", |waiting, came| {
        next(*waiting.first()?).filter(|begins| *begins < came)
    });
    let given = Scenario { time_zone: Some("Asia/Shanghai".to_owned()), ..Scenario::default() };
    let weekly = calibrate(&model(&one_task()), &log(&pieces), &given, &Learn::default()).expect("it is learned");
    let rule = weekly.elements["work"].resource.batch.clone().expect("there is a rule");
    assert_eq!(
        serde_json::to_value(&rule.at).expect("plain data"),
        json!(["Mon 10:00", "Tue 10:00", "Wed 10:00", "Thu 10:00", "Fri 10:00"])
    );
    near(time(&weekly), seen(&pieces), 0.05);
}

/// When somebody begins whenever they like, no turn of the clock explains it.
#[test]
fn what_is_begun_at_any_time_follows_no_clock() {
    for seed in 0..20 {
        let mut chance = Stream::keyed(&[10, seed]);
        let (mut own, mut begins) = (Stream::keyed(&[11, seed]), 0.0);
        let pieces = signed(&mut chance, "ann", move |waiting, next| {
            if begins < *waiting.first()? {
                begins = waiting[0] + own.unit() * 16.0 * HOUR;
            }
            (begins < next).then_some(begins)
        });
        let work = &learned(&pieces).elements["work"];
        assert!(work.resource.batch.is_none(), "seed {seed}: {:?}", work.resource.batch);
    }
}

#[test]
fn two_who_collect_for_themselves_have_a_batch_each() {
    let mut chance = Stream::keyed(&[6]);
    let mut pieces = signed(&mut chance, "ann", fives);
    pieces.extend(signed(&mut chance, "ben", fives));
    let each = learned(&pieces);
    let resource = &each.elements["work"].resource;
    assert_eq!((resource.batch.as_ref().map(|batch| batch.size), resource.shares.len()), (Some(5), 2));
    near(time(&each), seen(&pieces), 0.1);
    // Together they have five in half the time.
    let together = changed(&each, json!({ "shared": true }));
    assert!(time(&together) < 0.7 * time(&each), "{} and {}", time(&together), time(&each));
}

/// What lies as long as everything else, whoever comes after it, is collected by nobody.
#[test]
fn what_only_lies_is_no_batch() {
    let mut chance = Stream::keyed(&[8]);
    let mut at = 0.0;
    let piece = |_| {
        at += chance.exponential(HOUR);
        let begun = at + 4.0 * HOUR;
        (at, begun, begun + 60_000.0, "ann")
    };
    let lying: Vec<Piece> = (0..1_000).map(piece).collect();
    let work = &learned(&lying).elements["work"];
    assert!(work.resource.batch.is_none() && work.time.wait.is_some(), "{:?}", work.resource);
}

/// Work that lies behind other work is a queue, and nobody collects it.
#[test]
fn a_queue_is_no_batch() {
    for seed in 0..20 {
        let mut chance = Stream::keyed(&[7, seed]);
        let (mut at, mut free) = (0.0_f64, 0.0_f64);
        let piece = |_| {
            at += chance.exponential(HOUR);
            let begun = free.max(at);
            free = begun + chance.exponential(0.8 * HOUR);
            (at, begun, free, "ann")
        };
        let queue: Vec<Piece> = (0..1_000).map(piece).collect();
        let work = &learned(&queue).elements["work"];
        assert!(work.resource.batch.is_none() && work.time.collected.is_none(), "seed {seed}: {work:?}");
    }
}

#[test]
fn queues_and_batches_that_cannot_be_are_told() {
    let own = learned(&two(&mut Stream::keyed(&[1]), (1.25, 1_000), Some(0.8), 0.0));
    let refused = |change: &dyn Fn(&mut Scenario)| {
        let mut wrong = own.clone();
        change(&mut wrong);
        codes(&simulate(&model(&one_task()), &wrong, &options(1, 2, 50)).expect_err("it cannot be so"))
    };
    let shares = |of: &[(&str, f64)]| of.iter().map(|(who, share)| ((*who).to_owned(), *share)).collect();
    let with = |of: &[(&str, f64)]| {
        let shares = shares(of);
        refused(&move |wrong| wrong.element("work").resource.shares = std::collections::BTreeMap::clone(&shares))
    };
    assert_eq!(with(&[("ann", -1.0), ("ben", 2.0)]), ["simulation-probabilities work"]);
    assert_eq!(with(&[("ann", 0.0)]), ["simulation-probabilities work"]);
    assert_eq!(with(&[("eve", 1.0)]), ["simulation-step-without-resource work"]);
    let automated = refused(&|wrong| {
        let resource = &mut wrong.element("work").resource;
        (resource.people, resource.automated) = (vec![], true);
    });
    assert_eq!(automated, ["simulation-contradiction work"]);
    let never = refused(&|wrong| {
        let resource = &mut wrong.element("work").resource;
        resource.shares.clear();
        resource.batch = Some(serde_json::from_value(json!({})).expect("a batch of which nothing is said"));
    });
    assert_eq!(never, ["simulation-contradiction work"]);
    let clock = Scenario::read(br#"{"elements": {"work": {"resource": {"batch": {"at": ["25:00"]}}}}}"#);
    assert_eq!(clock.expect_err("no day has it").code, "simulation-scenario-syntax");
    let asked = |step: Value| {
        let changes = serde_json::from_value(json!({ "steps": [step] })).expect("changes");
        codes(&apply(&model(&one_task()), &own, &changes).expect_err("it cannot be so"))
    };
    for step in [
        json!({ "step": "work", "batchSize": 0 }),
        json!({ "step": "work", "batchSize": 3, "batch": { "size": 2 } }),
        json!({ "step": "work", "automated": true, "duration": 1, "shared": true }),
    ] {
        assert_eq!(asked(step), ["simulation-contradiction work"]);
    }
}
