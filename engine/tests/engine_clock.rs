//! A clock that is put back or forward while instances run: no figure is impossible, and whoever reads figures that rest on such
//! times is told, live, after a restart and after a rebuild.
use crate::engine_support::{Lab, MONDAY, approval, by, model, vars};
use serde_json::json;
use weir_core::Timestamp;
use weir_engine::Clock;
use weir_engine::api::{Analysed, CompleteUserTask, MapSliders};
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

async fn figures(lab: &Lab, from: i64, until: i64) -> Analysed<ProcessAnswer> {
    lab.engine.analytics_digest().await;
    lab.engine.analytics_process(Ask::of("approval", from, until), None).await.unwrap()
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
    assert_eq!(quiet.as_of.faults, vec![]);

    // Back by an hour: what had begun goes on and ends, all of it before the moment at which it began.
    lab.jump(Timestamp(before - HOUR)).await;
    work(&lab, MINUTE).await;
    let told = figures(&lab, MONDAY.0 - 2 * HOUR, before + HOUR).await;
    assert_eq!(told.answer.summary.ended.value, Some(4.0));
    are_possible(&told.answer, 2 * HOUR);
    let found = jumps(&told.as_of.faults);
    assert_eq!(found.len(), 1, "once, though four instances have seen it: {:?}", told.as_of.faults);
    assert!(found[0].0 <= HOUR && found[0].0 > 40 * MINUTE, "{found:?}");
    assert!((before - HOUR..before).contains(&found[0].1), "{found:?}");

    // What begins now has the times of now, which are right again in themselves.
    for _ in 0..3 {
        lab.start("approval", vars(json!({}))).await;
    }
    work(&lab, MINUTE).await;
    let told = figures(&lab, MONDAY.0 - 2 * HOUR, before + HOUR).await;
    assert_eq!(told.answer.summary.ended.value, Some(7.0));
    are_possible(&told.answer, 2 * HOUR);
    assert_eq!(jumps(&told.as_of.faults).len(), 1, "{:?}", told.as_of.faults);
    // A window that this does not touch is not said to be wrong.
    assert_eq!(figures(&lab, before + HOUR, before + 2 * HOUR).await.as_of.faults, vec![]);

    let digest = lab.engine.analytics_digest().await;
    lab.rebuild().await;
    assert_eq!(lab.engine.analytics_digest().await, digest, "a rebuild comes to the same");
    assert_eq!(jumps(&figures(&lab, MONDAY.0 - 2 * HOUR, before + HOUR).await.as_of.faults).len(), 1);
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
    assert_eq!(figures(&lab, began - HOUR, began + 3 * HOUR).await.as_of.faults, vec![]);
    lab.jump(Timestamp(began + 5 * MINUTE)).await;
    work(&lab, MINUTE).await;
    let told = figures(&lab, began - HOUR, began + 3 * HOUR).await;
    assert_eq!(told.answer.summary.ended.value, Some(2.0));
    are_possible(&told.answer, 2 * HOUR);
    assert_eq!(jumps(&told.as_of.faults).len(), 1, "{:?}", told.as_of.faults);
}

#[tokio::test]
async fn hours_back_and_forward_within_one_instance_make_no_time_negative_and_every_answer_about_it_says_so() {
    let mut lab = Lab::new();
    let elements =
        "<startEvent id='start'/><userTask id='one'/><userTask id='two'/><userTask id='three'/><endEvent id='end'/>";
    lab.deploy(&model("approval", "start one two three end", elements, "")).await;
    let began = lab.clock.now().0;
    let id = lab.start("approval", vars(json!({}))).await;
    let act = async |lab: &Lab, what: &str, moment: i64| {
        lab.jump(Timestamp(moment)).await;
        let task = lab.task().await.id;
        match what {
            "claim" => lab.engine.claim_user_task(by("bob"), task).await.map(drop).unwrap(),
            "start" => lab.engine.start_user_task(by("bob"), task).await.map(drop).unwrap(),
            _ => lab.engine.complete_user_task(by("bob"), task, CompleteUserTask::default()).await.map(drop).unwrap(),
        }
    };
    // Forward by eight hours, back by three before the work that is under way began, forward by ten, back by a day.
    act(&lab, "claim", began + 8 * HOUR).await;
    act(&lab, "start", began + 5 * HOUR).await;
    act(&lab, "complete", began + 5 * HOUR + MINUTE).await;
    act(&lab, "claim", began + 15 * HOUR).await;
    act(&lab, "complete", began - 9 * HOUR).await;
    act(&lab, "claim", began + 15 * HOUR - 5 * MINUTE).await;
    act(&lab, "start", began + 15 * HOUR + 5 * MINUTE).await;
    act(&lab, "complete", began + 15 * HOUR + 25 * MINUTE).await;

    let longest = 15 * HOUR + 25 * MINUTE;
    let window = || Ask::of("approval", began - 24 * HOUR, began + 24 * HOUR);
    let check = async |lab: &Lab| {
        let told = figures(lab, window().from, window().until).await;
        are_possible(&told.answer, longest);
        assert_eq!(told.answer.summary.ended.value, Some(1.0));
        assert_eq!(
            told.answer.summary.sojourn.mean.value,
            Some(longest as f64),
            "from its beginning to the latest end"
        );
        let faults = told.as_of.faults;
        assert_eq!(jumps(&faults).iter().map(|(by, _)| *by).collect::<Vec<_>>(), [3 * HOUR, 24 * HOUR], "{faults:?}");

        // What is read of the instance itself, step by step.
        for visit in lab.engine.activities(id).await.unwrap() {
            let times = [Some(visit.enabled), visit.ended].into_iter().flatten();
            let all: Vec<i64> = times.map(|at| at.0).collect();
            assert!(all.is_sorted() && all.iter().all(|at| (began..=began + longest).contains(at)), "{visit:?}");
        }
        let one = lab.engine.analytics_instance(id, None).await.unwrap();
        assert_eq!(one.as_of.faults, faults, "whoever looks at the instance is told too");
        // So is whoever looks at the map, the bottlenecks, the variants, at what is slow.
        let map = lab.engine.mined_map(window(), MapSliders::default()).await.unwrap();
        assert_eq!(map.as_of.faults, faults);
        assert!(map.answer.flows.iter().all(|flow| flow.mean.is_none_or(|ms| (0.0..=longest as f64).contains(&ms))));
        let time = lab.engine.mined_bottlenecks(window()).await.unwrap();
        assert_eq!((time.as_of.faults, time.answer.mean), (faults.clone(), longest as f64));
        let parts = time.answer.items.iter().flat_map(|of| [of.before, of.queue, of.claimed, of.service]);
        let parts: Vec<f64> = parts.collect();
        assert!(parts.iter().all(|ms| *ms >= 0.0), "{parts:?}");
        assert!((parts.iter().sum::<f64>() - longest as f64).abs() < 1e-3, "all of the time is somewhere: {parts:?}");
        let cases = lab.engine.analytics_cases(window(), false, 0, 10).await.unwrap();
        assert_eq!((cases.as_of.faults, cases.answer.n), (faults, 1));
    };
    check(&lab).await;
    let digest = lab.engine.analytics_digest().await;
    lab.restart().await;
    assert_eq!(lab.engine.analytics_digest().await, digest);
    lab.rebuild().await;
    assert_eq!(lab.engine.analytics_digest().await, digest);
    check(&lab).await;
}

#[tokio::test]
async fn a_fortnight_in_which_nothing_was_written_is_told_beside_what_is_read_over_it() {
    let mut lab = Lab::new();
    lab.deploy(&approval()).await;
    let began = lab.clock.now().0;
    // Three weeks of work every three hours, a fortnight without, and work again.
    let some = async |lab: &Lab, steps: i64| {
        for _ in 0..steps {
            lab.start("approval", vars(json!({}))).await;
            lab.pass(3 * HOUR).await;
            let task = lab.task().await.id;
            lab.engine.complete_user_task(by("bob"), task, CompleteUserTask::default()).await.unwrap();
        }
    };
    some(&lab, 21 * 8).await;
    let last = lab.clock.now().0;
    lab.pass(14 * 24 * HOUR).await;
    some(&lab, 8).await;
    let now = lab.clock.now().0;
    let gaps = |faults: &[DataFault]| {
        let told = faults.iter().map(|fault| (fault.code, fault.from.unwrap().0, fault.ms.unwrap()));
        told.collect::<Vec<_>>()
    };
    let found = [("DQ_LOG_GAP", last, 14 * 24 * HOUR)];
    for _ in 0..2 {
        let over = figures(&lab, began, now + HOUR).await;
        assert_eq!(gaps(&over.as_of.faults), found);
        assert_eq!(over.answer.summary.ended.value, Some(176.0), "nothing is made up for it, and nothing left out");
        assert_eq!(figures(&lab, began, last).await.as_of.faults, vec![], "before it nothing is wrong");
        // A window that is only held against one with the gap is told as well.
        let before = Ask::of("approval", began, last + HOUR);
        let after = Ask::of("approval", now - 12 * HOUR, now + HOUR);
        let compared = lab.engine.analytics_process(after.clone(), Some(before)).await.unwrap();
        assert_eq!(gaps(&compared.as_of.faults), found);
        assert_eq!(lab.engine.analytics_process(after, None).await.unwrap().as_of.faults, vec![]);
        lab.rebuild().await;
    }
}
