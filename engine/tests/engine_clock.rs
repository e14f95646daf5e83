//! A clock that is put back or forward while instances run: no figure is impossible, and whoever reads figures that rest on such
//! times is told, live, after a restart and after a rebuild.
use crate::engine_support::{Lab, MONDAY, approval, by, vars};
use serde_json::json;
use weir_core::Timestamp;
use weir_engine::Clock;
use weir_engine::api::CompleteUserTask;
use weir_mining::ledger::{Ask, DataFault, Measure, ProcessAnswer, Times};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Some instances of which each is taken, begun and done, so far apart.
async fn work(lab: &Lab, apart: i64) {
    for task in lab.tasks().await {
        if task.assignee.is_none() {
            lab.engine.claim_user_task(by("bob"), task.id).await.unwrap();
        }
        lab.pass(apart).await;
        lab.engine.start_user_task(by("bob"), task.id).await.unwrap();
        lab.pass(apart).await;
        lab.engine.complete_user_task(by("bob"), task.id, CompleteUserTask::default()).await.unwrap();
    }
}

async fn figures(lab: &Lab, from: i64, until: i64) -> ProcessAnswer {
    lab.engine.analytics_digest().await;
    lab.engine.analytics_process(Ask::of("approval", from, until), None).await.unwrap().answer
}

/// No time is below zero or longer than all that passed on the clock.
fn are_possible(told: &ProcessAnswer, longest: i64) {
    let of = |times: &Times| [times.mean, times.p50, times.p95];
    let mut all: Vec<Measure> = of(&told.summary.sojourn).to_vec();
    for node in &told.nodes {
        all.extend([&node.queue, &node.claimed, &node.service, &node.sojourn].into_iter().flat_map(of));
        all.push(node.contribution);
    }
    for value in all.iter().filter_map(|measure| measure.value) {
        assert!((0.0..=longest as f64).contains(&value), "{value} of {told:?}");
    }
    assert!(told.summary.efficiency.value.is_none_or(|share| (0.0..=1.0).contains(&share)), "{told:?}");
}

fn jumps(faults: &[DataFault]) -> Vec<(i64, i64)> {
    let back = faults.iter().filter(|fault| fault.code == "DQ_CLOCK_JUMP");
    back.map(|fault| (fault.ms.unwrap(), fault.from.unwrap().0)).collect()
}

#[tokio::test]
async fn a_clock_that_is_put_back_an_hour_makes_no_figure_impossible_and_is_told_beside_them() {
    let mut lab = Lab::new();
    lab.deploy(&approval()).await;
    for _ in 0..4 {
        lab.start("approval", vars(json!({}))).await;
    }
    lab.pass(10 * MINUTE).await;
    let open = lab.tasks().await;
    lab.engine.claim_user_task(by("bob"), open[0].id).await.unwrap();
    let before = lab.clock.now().0;
    let quiet = figures(&lab, MONDAY.0 - 2 * HOUR, before + HOUR).await;
    assert_eq!(quiet.faults, vec![]);

    // Back by an hour: what had begun goes on and ends, all of it before the moment at which it began.
    lab.jump(Timestamp(before - HOUR)).await;
    work(&lab, MINUTE).await;
    let told = figures(&lab, MONDAY.0 - 2 * HOUR, before + HOUR).await;
    assert_eq!(told.summary.ended.value, Some(4.0));
    are_possible(&told, 2 * HOUR);
    let found = jumps(&told.faults);
    assert_eq!(found.len(), 1, "once, though four instances have seen it: {:?}", told.faults);
    assert!(found[0].0 <= HOUR && found[0].0 > 40 * MINUTE, "{found:?}");
    assert!((before - HOUR..before).contains(&found[0].1), "{found:?}");

    // What begins now has the times of now, which are right again in themselves.
    for _ in 0..3 {
        lab.start("approval", vars(json!({}))).await;
    }
    work(&lab, MINUTE).await;
    let told = figures(&lab, MONDAY.0 - 2 * HOUR, before + HOUR).await;
    assert_eq!(told.summary.ended.value, Some(7.0));
    are_possible(&told, 2 * HOUR);
    assert_eq!(jumps(&told.faults).len(), 1, "{:?}", told.faults);
    // A window that this does not touch is not said to be wrong.
    assert_eq!(figures(&lab, before + HOUR, before + 2 * HOUR).await.faults, vec![]);

    let digest = lab.engine.analytics_digest().await;
    lab.rebuild().await;
    assert_eq!(lab.engine.analytics_digest().await, digest, "a rebuild comes to the same");
    assert_eq!(jumps(&figures(&lab, MONDAY.0 - 2 * HOUR, before + HOUR).await.faults).len(), 1);
}

#[tokio::test]
async fn a_clock_that_is_put_forward_loses_nothing_and_back_again_is_told() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    for _ in 0..2 {
        lab.start("approval", vars(json!({}))).await;
    }
    let began = lab.clock.now().0;
    // Forward by an hour nobody can tell from an hour that passed; back again it shows.
    lab.jump(Timestamp(began + HOUR)).await;
    let open = lab.tasks().await;
    lab.engine.claim_user_task(by("bob"), open[0].id).await.unwrap();
    assert_eq!(figures(&lab, began - HOUR, began + 3 * HOUR).await.faults, vec![]);
    lab.jump(Timestamp(began + 5 * MINUTE)).await;
    work(&lab, MINUTE).await;
    let told = figures(&lab, began - HOUR, began + 3 * HOUR).await;
    assert_eq!(told.summary.ended.value, Some(2.0));
    are_possible(&told, 2 * HOUR);
    assert_eq!(jumps(&told.faults).len(), 1, "{:?}", told.faults);
}
