//! P6 for timers that come again: cycles and start timers fire as often as they say, each at its time, whatever happens
//! to the clock and the machine; and on a real clock they fire by themselves, over a restart too.
use serde_json::json;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use weir_core::Timestamp;
use weir_core::instance::State;
use weir_engine::api::{InstanceFilter, Resource, StartInstance};
use weir_engine::store::sim::Random;
use weir_engine::{Clock, Engine, ManualClock, Options};
use weir_tests::trust::lab::{ALL, Lab, by, vars};
use weir_tests::trust::models::{model, waiting};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const PATIENCE: Duration = Duration::from_mins(1);
/// Timers on the real clock.
const TIMERS: usize = 600;

/// A reminder beside a task, five times, every hour; the clock jumps in both directions and the machine dies between.
/// Times that pass in one jump count as one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cycle_fires_as_often_as_it_says() {
    let elements = "<startEvent id='start'/><userTask id='work'/><endEvent id='end'/><endEvent id='reminded'/>\
                    <boundaryEvent id='remind' attachedToRef='work' cancelActivity='false'><timerEventDefinition>\
                    <timeCycle>R5/PT1H</timeCycle></timerEventDefinition></boundaryEvent>";
    let file = model("reminders", "start work end; remind reminded", elements, "");
    for seed in 1..=4 {
        let (mut lab, mut random) = (Lab::new(seed), Random::new(seed));
        lab.deploy(&file).await;
        let begun = lab.clock.now();
        let id = lab.start("reminders", vars(json!({}))).await.unwrap();
        let (mut latest, mut passed, mut fired) = (begun, 0, 0);
        for _ in 0..24 {
            let jumps = [HOUR / 2, HOUR, -HOUR, DAY, -DAY, 1];
            lab.clock.advance(jumps[random.below(6) as usize]);
            latest = latest.max(lab.clock.now());
            if random.below(2) == 0 {
                lab.power_cut().await.unwrap();
            }
            assert!(lab.idle(PATIENCE).await, "seed {seed}: it does not come to rest");
            let due = ((latest.0 - begun.0) / HOUR).min(5);
            fired += i64::from(due > passed);
            passed = due.max(passed);
            assert_eq!(reminders(&lab, id, begun).await, fired, "seed {seed}: {latest:?} after {begun:?}");
        }
        fired += i64::from(passed < 5);
        lab.clock.set(Timestamp(latest.0 + 10 * DAY));
        assert!(lab.idle(PATIENCE).await);
        assert_eq!(reminders(&lab, id, begun).await, fired, "seed {seed}: and no more");
    }
}

/// How often it has reminded; none before its time.
async fn reminders(lab: &Lab, id: weir_core::InstanceId, begun: Timestamp) -> i64 {
    let trace = lab.engine.trace(id, 0, Some(1000)).await.unwrap().0;
    let fired = trace.iter().filter(|e| e.kind == "elementActivating" && e.data["element"] == "remind");
    let mut count = 0;
    for event in fired {
        count += 1;
        assert!(event.at.0 >= begun.0 + count * HOUR, "reminder {count} is early: {:?}", event.at);
    }
    count
}

/// Every day at one time, over both days of 2026 on which clocks in Europe are changed: days have 24 hours, for the
/// engine counts in UTC, and the offset that the model wrote is that of its first day.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_timer_keeps_its_days_over_daylight_saving() {
    // 27 March and 23 October 2026, 02:30 in Berlin.
    for (first, from) in
        [("2026-03-27T02:30:00+01:00", 1_774_575_000_000), ("2026-10-23T02:30:00+02:00", 1_792_715_400_000)]
    {
        let mut lab = Lab::new(1);
        lab.clock.set(Timestamp(from - HOUR));
        let elements = format!(
            "<startEvent id='start'><timerEventDefinition><timeCycle>R6/{first}/P1D</timeCycle></timerEventDefinition>\
             </startEvent><endEvent id='end'/>"
        );
        lab.deploy(&model("daily", "start end", &elements, "")).await;
        for hour in 0..24 * 8 {
            lab.clock.advance(HOUR);
            if hour % 29 == 0 {
                lab.power_cut().await.unwrap();
            }
            assert!(lab.idle(PATIENCE).await, "{first}: it does not come to rest");
        }
        let mut days: Vec<i64> = lab.instances(&InstanceFilter::default()).await.iter().map(|i| i.started.0).collect();
        days.sort_unstable();
        assert_eq!(days, (0..6).map(|day| from + day * DAY).collect::<Vec<_>>(), "{first}");
    }
}

/// On the real clock: timers fire by themselves, once each and never early, and so do those that came due while the engine
/// did not run. How late they are is a figure of the bench.
#[test]
fn timers_fire_once_and_never_early_on_a_real_clock() {
    let directory = tempfile::tempdir().unwrap();
    let live = |options: Options, life: &dyn Fn(Engine) -> Pin<Box<dyn Future<Output = ()>>>| {
        // With the runtime goes whatever still holds a file open.
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let engine = Engine::open(directory.path(), options).await.unwrap();
            life(engine.clone()).await;
            engine.shutdown().await.unwrap();
        });
    };
    live(Options::default(), &|engine| Box::pin(steady(engine)));
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis() as i64;
    let clock = Arc::new(ManualClock::new(Timestamp(now + HOUR)));
    live(Options { clock, ..Options::default() }, &|engine| Box::pin(overdue(engine)));
}

async fn steady(engine: Engine) {
    let file = Resource { name: "waiting.bpmn".into(), bytes: waiting().into_bytes() };
    engine.deploy(by("ada"), vec![file], false).await.unwrap();
    arm(&engine, TIMERS, |n| 500 + (n % 100) * 10).await;
    let begun = Instant::now();
    while running(&engine).await > 0 {
        assert!(begun.elapsed() < PATIENCE, "{} timers do not fire", running(&engine).await);
        tokio::time::sleep(Duration::from_millis(20)).await; // waits for the world
    }
    assert_eq!(fired(&engine).await, TIMERS);
    // These come due while nobody is there: the clock of the second life begins an hour later.
    arm(&engine, TIMERS, |_| HOUR / 2).await;
}

async fn overdue(engine: Engine) {
    tokio::time::timeout(PATIENCE, engine.idle()).await.expect("it comes to rest");
    assert_eq!(running(&engine).await, 0, "timers that are overdue do not fire");
    assert_eq!(fired(&engine).await, 2 * TIMERS);
}

/// Starts instances that wait for so many milliseconds.
async fn arm(engine: &Engine, count: usize, delay: impl Fn(i64) -> i64) {
    for number in 0..count {
        let seconds = delay(number as i64) as f64 / 1000.0;
        let variables = vars(json!({ "delay": format!("PT{seconds}S") }));
        let start = StartInstance { process: Some("waiting".into()), variables, ..StartInstance::default() };
        engine.start_instance(by("ada"), start).await.unwrap();
    }
}

async fn running(engine: &Engine) -> usize {
    let filter = InstanceFilter { state: Some(State::Running), ..InstanceFilter::default() };
    engine.instances(&filter, &ALL).await.unwrap().items.len()
}

/// How many timers have fired: one of each instance, and none before its time.
async fn fired(engine: &Engine) -> usize {
    let (mut count, mut page) = (0, ALL);
    loop {
        let instances = engine.instances(&InstanceFilter::default(), &page).await.unwrap();
        for instance in &instances.items {
            let trace = engine.trace(instance.id, 0, Some(100)).await.unwrap().0;
            let opened = trace.iter().find(|e| e.kind == "waitOpened").expect("it waits");
            let due = opened.data["wait"]["on"]["timer"]["due"].as_str().and_then(Timestamp::parse).expect("a time").0;
            let fired: Vec<i64> = trace.iter().filter(|e| e.kind == "waitFired").map(|e| e.at.0).collect();
            assert!(fired.len() == 1 && fired[0] >= due, "it fires at {fired:?}, and is due at {due}");
            count += 1;
        }
        if instances.next.is_none() {
            return count;
        }
        page.cursor = instances.next;
    }
}
