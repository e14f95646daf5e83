//! P6: no timer is lost, none fires early, none fires twice; not over restarts, nor when the clock jumps an hour or a
//! day in either direction.
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Duration;
use weir_core::{InstanceId, Timestamp};
use weir_engine::api::{CompleteUserTask, InstanceFilter, TraceEvent, UserTaskFilter};
use weir_engine::store::sim::Random;
use weir_engine::{Clock, Mutant};
use weir_tests::trust::effort;
use weir_tests::trust::lab::{ALL, Lab, by, vars};
use weir_tests::trust::models::{waiting, waiting_after_a_task};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const ROUNDS: usize = 24;
const TIMERS_PER_ROUND: usize = 150;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn timers_fire_once_and_in_time_whatever_the_clock_does() {
    let mut all = 0;
    for seed in 1..=2 * effort() as u64 {
        let fired = check(seed, Mutant::None, Duration::from_mins(1)).await;
        let fired = fired.unwrap_or_else(|wrong| panic!("seed {seed}: {wrong}"));
        assert_eq!(fired, ROUNDS * TIMERS_PER_ROUND, "seed {seed}");
        all += fired;
    }
    println!("{all} timers, each fired once and none early");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn timers_forgotten_at_the_start_are_found() {
    // What never comes is waited for in vain: long enough that only what is forgotten has not come.
    let wrong = check(1, Mutant::ForgetTimers, Duration::from_secs(5)).await.unwrap_err();
    assert_eq!(wrong, "timers that are due do not fire");
}

/// A timer, as somebody with a watch of their own knows it.
#[derive(Debug, Clone, Copy)]
struct Armed {
    due: Timestamp,
    /// The latest time that the clock has shown since.
    highest: Timestamp,
}

/// What the checker knows: the timers that are armed, and the instances whose timer comes after a task that is not done yet.
#[derive(Default)]
struct Known {
    armed: BTreeMap<InstanceId, Armed>,
    waiting: Vec<(InstanceId, i64)>,
}

impl Known {
    /// From now on so many seconds.
    fn arm(&mut self, id: InstanceId, now: Timestamp, seconds: i64) {
        self.armed.insert(id, Armed { due: Timestamp(now.0 + seconds * 1000), highest: now });
    }

    /// The clock shows another time.
    fn moved(&mut self, now: Timestamp) {
        for timer in self.armed.values_mut() {
            timer.highest = timer.highest.max(now);
        }
    }
}

/// Arms timers, moves the clock, restarts; after each move looks at every timer. Says how many fired.
///
/// Half of the timers are armed when their instance begins, the others some rounds later, when somebody has done a task: the
/// clock may have been put back in between, and what comes due is counted from what it shows then.
async fn check(seed: u64, mutant: Mutant, patience: Duration) -> Result<usize, String> {
    let mut random = Random::new(seed);
    let mut lab = Lab::with(seed, |options| options.mutant = mutant);
    lab.deploy(&waiting()).await;
    lab.deploy(&waiting_after_a_task()).await;
    let mut known = Known::default();
    for _ in 0..ROUNDS {
        for number in 0..TIMERS_PER_ROUND {
            let seconds = [random.below(120), random.below(7200), random.below(3 * 86_400)][random.below(3) as usize];
            let process = if number % 2 == 0 { "waiting" } else { "waiting-after-a-task" };
            let started = lab.start(process, vars(json!({ "delay": format!("PT{seconds}S") }))).await;
            let id = started.map_err(|error| error.to_string())?;
            if number % 2 == 0 {
                known.arm(id, lab.clock.now(), seconds as i64);
            } else {
                known.waiting.push((id, seconds as i64));
            }
        }
        do_some(&lab, &mut known, |_| random.below(3) == 0).await?;
        match random.below(4) {
            0 => lab.power_cut().await?,
            1 => lab.rebuild().await?,
            _ => {}
        }
        let jumps = [1, 999, 60_000, HOUR, -HOUR, DAY, -DAY];
        lab.clock.advance(jumps[random.below(jumps.len() as u64) as usize]);
        known.moved(lab.clock.now());
        if random.below(4) == 0 {
            // The time has moved while the engine was down.
            lab.power_cut().await?;
        }
        look(&lab, &known, patience).await?;
    }
    do_some(&lab, &mut known, |_| true).await?;
    let last = known.armed.values().map(|timer| timer.due).max().unwrap_or_default();
    lab.clock.set(last.max(lab.clock.now()));
    known.moved(lab.clock.now());
    lab.power_cut().await?;
    look(&lab, &known, patience).await
}

/// Some tasks are done: their timers are armed now.
async fn do_some(lab: &Lab, known: &mut Known, mut wanted: impl FnMut(InstanceId) -> bool) -> Result<(), String> {
    let text = |error: weir_engine::Error| error.to_string();
    for (id, seconds) in std::mem::take(&mut known.waiting) {
        if !wanted(id) {
            known.waiting.push((id, seconds));
            continue;
        }
        let filter = UserTaskFilter { instance: Some(id), ..UserTaskFilter::default() };
        let task = lab.engine.user_tasks(&filter, &ALL).await.map_err(text)?.items.remove(0).id;
        lab.engine.complete_user_task(by("ada"), task, CompleteUserTask::default()).await.map_err(text)?;
        known.arm(id, lab.clock.now(), seconds);
    }
    Ok(())
}

async fn look(lab: &Lab, known: &Known, patience: Duration) -> Result<usize, String> {
    if !lab.idle(patience).await {
        return Err("timers that are due do not fire".into());
    }
    let (now, mut fired) = (lab.clock.now(), 0);
    let found = lab.instances(&InstanceFilter::default()).await;
    if found.len() != known.armed.len() + known.waiting.len() {
        return Err(format!("{} instances of {}", found.len(), known.armed.len() + known.waiting.len()));
    }
    for instance in found {
        let (id, ended) = (instance.id, instance.ended.is_some());
        match known.armed.get(&id) {
            None if ended => return Err(format!("{id} has ended, and nobody has done its task")),
            None => {}
            Some(timer) if !ended && timer.due <= now => {
                return Err(format!("lost: {id} was due at {:?}, it is {now:?}", timer.due));
            }
            Some(timer) if ended && timer.highest < timer.due => {
                return Err(format!("early: {id} is due at {:?}, it was {:?} at most", timer.due, timer.highest));
            }
            Some(_) => fired += usize::from(ended),
        }
    }
    once_each(lab, known).await?;
    Ok(fired)
}

/// Some of them, in all detail: a timer fires once.
async fn once_each(lab: &Lab, known: &Known) -> Result<(), String> {
    for id in known.armed.keys().step_by(17) {
        let trace = lab.engine.trace(*id, 0, Some(1000)).await.map_err(|error| error.to_string())?.0;
        if !trace.is_sorted_by_key(|event| event.at) {
            return Err(format!("{id}: what happened is out of order"));
        }
        let fired = trace
            .iter()
            .filter(|event| event.kind == "waitFired" && timers(&trace).contains(&event.data["wait"]))
            .count();
        let ended = trace.iter().filter(|event| event.kind == "elementCompleted" && event.key == Some(0)).count();
        if fired > 1 || fired != ended {
            return Err(format!("{id}: fired {fired} times, ended {ended} times"));
        }
    }
    Ok(())
}

/// The waits of an instance that are timers, as its trace numbers them.
fn timers(trace: &[TraceEvent]) -> Vec<serde_json::Value> {
    let opened = trace.iter().filter(|event| event.kind == "waitOpened").map(|event| &event.data["wait"]);
    opened.filter(|wait| wait["on"].get("timer").is_some()).map(|wait| wait["id"].clone()).collect()
}
