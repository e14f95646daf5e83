//! What those hear who watch processes while they run: it adds up to what is counted, comes in order, and whoever was cut off
//! misses nothing.

use crate::engine_support::{Lab, approval, by, model, payment, vars};
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Duration;
use weir_core::InstanceId;
use weir_engine::api::{
    BatchBeat, BatchOf, BatchOperation, Beat, CompleteUserTask, Counts, CountsChange, FailJob, Happened,
    IncidentFilter, JobsBeat, Overlay, Paging,
};
use weir_engine::{Watched, Watching};

/// Two ways that meet again: a task on one of them, so that a token waits where they meet.
fn forked() -> String {
    let elements = "<startEvent id='start'/><parallelGateway id='fork'/><userTask id='one'/><parallelGateway id='meet'/>\
                    <userTask id='last'/><endEvent id='end'/><sequenceFlow id='aside' sourceRef='fork' targetRef='meet'/>";
    model("forked", "start fork one meet last end", elements, "")
}

async fn next(watching: &mut Watching) -> Watched {
    let told = tokio::time::timeout(Duration::from_mins(1), watching.next()).await.expect("it is told in time");
    told.expect("the engine runs")
}

/// Everything that is told until an instance of the process `last` has come to its end.
async fn heard(lab: &Lab, watching: &mut Watching) -> Beat {
    lab.start("last", vars(json!({}))).await;
    let mut all = Beat { from: watching.known(), ..Beat::default() };
    loop {
        let Watched::Beat(beat) = next(watching).await else { panic!("something is missing") };
        assert_eq!(beat.from, all.to.max(all.from), "it goes on where it has left off");
        all.append(&beat);
        if beat.versions.contains_key("last:1") {
            return all;
        }
    }
}

fn last() -> String {
    model("last", "begin done", "<startEvent id='begin'/><endEvent id='done'/>", "")
}

const DEFINITIONS: [&str; 4] = ["approval:1", "approval:2", "payment:1", "forked:1"];

async fn counted(lab: &Lab) -> Vec<Overlay> {
    let mut all = vec![];
    for definition in DEFINITIONS {
        // The second version comes later.
        all.extend(lab.engine.overlay(definition).await.ok());
    }
    all
}

/// The counts before with what was told since; what is zero is left out.
fn added(before: &[Overlay], told: &Beat) -> BTreeMap<(String, String), (i64, i64, i64)> {
    let mut sums: BTreeMap<(String, String), (i64, i64, i64)> = BTreeMap::new();
    for overlay in before {
        for (element, Counts { active, incidents, completed }) in &overlay.elements {
            let sum = sums.entry((overlay.definition.clone(), element.clone())).or_default();
            *sum = (*active as i64, *incidents as i64, *completed as i64);
        }
    }
    for (definition, version) in told.versions.iter().filter(|(definition, _)| definition.as_ref() != "last:1") {
        for (element, CountsChange { active, incidents, completed }) in &version.elements {
            let sum = sums.entry((definition.to_string(), element.to_string())).or_default();
            *sum = (sum.0 + active, sum.1 + incidents, sum.2 + *completed as i64);
        }
    }
    sums.retain(|_, sum| *sum != (0, 0, 0));
    sums
}

/// Begins, moves, gets stuck, is tried again, moves to another version, stands still, is ended.
async fn world(lab: &Lab) -> InstanceId {
    let waiting = lab.start("approval", vars(json!({}))).await;
    for _ in 0..3 {
        lab.start("forked", vars(json!({}))).await;
        lab.start("payment", vars(json!({}))).await;
    }
    for task in lab.tasks().await.iter().filter(|task| task.definition == "forked:1").take(2) {
        lab.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
    }
    for job in lab.fetch("w", "pay").await {
        let fail = FailJob { retries: Some(0), message: "no money".into(), ..FailJob::default() };
        lab.engine.fail_job(by("w"), job.id, job.token.unwrap(), fail).await.unwrap();
    }
    let stuck = lab.engine.incidents(&IncidentFilter::default(), &Paging::default()).await.unwrap().items;
    assert_eq!(stuck.len(), 4);
    lab.engine.resolve_incident(by("ada"), stuck[0].id, None).await.unwrap();
    lab.engine.cancel_instance(by("ada"), stuck[1].id.instance, None).await.unwrap();
    lab.deploy(&approval().replace("name='Approve'", "name='Check'")).await;
    let plan = lab.engine.propose_migration("approval:1", "approval:2").await.unwrap().plan;
    lab.engine.migrate_instance(by("ada"), waiting, plan, None, false).await.unwrap();
    lab.engine.suspend_instance(by("ada"), waiting, None, false).await.unwrap();
    lab.engine.resume_instance(by("ada"), waiting, None, false).await.unwrap();
    waiting
}

async fn lab() -> Lab {
    let lab = Lab::new();
    for file in [approval(), payment(), forked(), last()] {
        lab.deploy(&file).await;
    }
    // Some are there before anybody watches.
    for process in ["approval", "forked", "payment"] {
        lab.start(process, vars(json!({}))).await;
    }
    for job in lab.fetch("w", "pay").await {
        let fail = FailJob { retries: Some(0), message: "no money".into(), ..FailJob::default() };
        lab.engine.fail_job(by("w"), job.id, job.token.unwrap(), fail).await.unwrap();
    }
    let stuck = lab.engine.incidents(&IncidentFilter::default(), &Paging::default()).await.unwrap().items;
    lab.engine.resolve_incident(by("ada"), stuck[0].id, None).await.unwrap();
    let _ = lab.engine.analytics_digest().await;
    lab
}

#[tokio::test]
async fn what_is_told_while_it_happens_adds_up_to_what_is_counted() {
    let mut lab = lab().await;
    for round in 0..2 {
        let before = counted(&lab).await;
        let mut watching = lab.engine.watch(None);
        let moved = if round == 0 { Some(world(&lab).await) } else { None };
        for task in lab.tasks().await {
            lab.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
        }
        let told = heard(&lab, &mut watching).await;
        assert!(told.versions.values().all(|version| !version.uncertain && !version.more));
        assert_eq!(added(&before, &told), added(&counted(&lab).await, &Beat::default()), "in round {round}");
        if let Some(moved) = moved {
            let happened = |version: &str| told.versions[version].instances[&moved];
            assert!(happened("approval:1").has(Happened::STARTED) && happened("approval:1").has(Happened::MOVED));
            let kinds = [Happened::SUSPENDED, Happened::RESUMED, Happened::COMPLETED];
            assert!(kinds.iter().all(|kind| happened("approval:2").has(*kind)), "{:?}", happened("approval:2"));
            let stuck = told.versions["payment:1"].incidents.iter().map(|one| one.code.is_some());
            let stuck: Vec<_> = stuck.collect();
            assert_eq!(stuck, [true, true, true, true, false, false], "stuck, then tried again and ended");
        }
        drop(watching);
        // After a restart it is known what is stuck.
        lab.restart().await;
        let _ = lab.engine.analytics_digest().await;
    }
}

#[tokio::test]
async fn whoever_was_cut_off_goes_on_where_they_were_or_looks_anew() {
    let mut lab = lab().await;
    let mut watching = lab.engine.watch(None);
    let first = heard(&lab, &mut watching).await;
    let known = watching.known();
    assert_eq!(known, first.to);
    drop(watching);
    let missed = lab.start("approval", vars(json!({}))).await;
    let mut again = lab.engine.watch(Some(known));
    let told = heard(&lab, &mut again).await;
    assert_eq!(told.from, known);
    assert!(told.versions["approval:1"].instances[&missed].has(Happened::STARTED));
    drop(again);

    let mut future = lab.engine.watch(Some(u64::MAX));
    assert_eq!(next(&mut future).await, Watched::Lost, "a position of another log");
    drop(future);
    lab.restart().await;
    let mut later = lab.engine.watch(Some(known));
    assert_eq!(next(&mut later).await, Watched::Lost, "nothing of it is kept over a restart");
    let told = heard(&lab, &mut later).await;
    assert_eq!(told.versions.len(), 1, "what was told before is not told again");
}

#[tokio::test]
async fn it_is_told_how_often_something_happened_to_jobs_also_to_those_that_were_taken_before() {
    let lab = lab().await;
    lab.start("payment", vars(json!({}))).await;
    let taken = lab.fetch("w", "pay").await;
    assert_eq!(taken.len(), 2);
    let _ = lab.engine.analytics_digest().await;
    let mut watching = lab.engine.watch(None);
    let shown = |at: usize| taken[at].token.unwrap();
    lab.engine.complete_job(by("w"), taken[0].id, shown(0), vars(json!({}))).await.unwrap();
    // Whichever of them it is: the one that was tried again has no other try left by itself.
    let fail = FailJob { retries: Some(1), message: "no money".into(), ..FailJob::default() };
    lab.engine.fail_job(by("w"), taken[1].id, shown(1), fail).await.unwrap();
    let told = heard(&lab, &mut watching).await;
    assert_eq!(told.versions["payment:1"].jobs, JobsBeat { completed: 1, failed: 1, ..JobsBeat::default() });

    let ended = lab.start("payment", vars(json!({}))).await;
    lab.start("approval", vars(json!({}))).await;
    let told = heard(&lab, &mut watching).await;
    assert_eq!(told.versions["payment:1"].jobs, JobsBeat { created: 1, ..JobsBeat::default() });
    assert_eq!(told.versions["approval:1"].jobs, JobsBeat::default(), "a task of a person is none");
    let again = lab.fetch("w", "pay").await;
    assert_eq!(again.len(), 2);
    lab.engine.cancel_instance(by("ada"), ended, None).await.unwrap();
    let left = again.iter().find(|job| job.id.instance != ended).unwrap();
    lab.engine.extend_job(by("w"), left.id, left.token.unwrap(), 60_000).await.unwrap();
    let told = heard(&lab, &mut watching).await;
    let JobsBeat { locked, completed, failed, changed, .. } = told.versions["payment:1"].jobs;
    assert_eq!((locked, completed, failed), (2, 0, 0), "what is gone with its instance was not done");
    assert!(changed >= 2, "{changed}");
    lab.engine.complete_job(by("w"), left.id, left.token.unwrap(), vars(json!({}))).await.unwrap();
    let told = heard(&lab, &mut watching).await;
    assert_eq!(told.versions["payment:1"].jobs.completed, 1);
}

#[tokio::test]
async fn it_is_told_how_batches_go_on() {
    let lab = lab().await;
    let mut instances = vec![];
    for _ in 0..3 {
        instances.push(lab.start("approval", vars(json!({}))).await);
    }
    lab.engine.cancel_instance(by("ada"), instances[0], None).await.unwrap();
    let mut watching = lab.engine.watch(None);
    let operation = || BatchOperation::Suspend { reason: None };
    let batch = lab.engine.begin_batch(by("ada"), BatchOf::Instances(instances.clone()), operation()).await.unwrap();
    lab.engine.idle().await;
    let told = heard(&lab, &mut watching).await;
    let of = |told: &Beat, id: &str| told.batches.iter().find(|(batch, _)| batch.as_ref() == id).map(|(_, by)| *by);
    assert_eq!(of(&told, &batch.id), Some(BatchBeat { done: 2, failed: 1 }));
    let next = lab.engine.begin_batch(by("ada"), BatchOf::Instances(instances), operation()).await.unwrap();
    lab.engine.idle().await;
    let told = heard(&lab, &mut watching).await;
    assert_eq!((of(&told, &batch.id), of(&told, &next.id)), (None, Some(BatchBeat { done: 2, failed: 1 })));
}
