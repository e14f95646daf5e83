//! What is painted onto diagrams is a function of the log: the same after a restart, a power cut and a rebuild. The same
//! holds for drafts of models.

use crate::engine_support::{Lab, approval, by, model, payment, vars};
use serde_json::json;
use weir_core::migration::MigrationPlan;
use weir_engine::api::{CompleteUserTask, Counts, FailJob, ModelFilter, NewModel, Overlay, Paging, VersionCounts};
use weir_engine::{Context, Error};

async fn all(lab: &Lab) -> Vec<Overlay> {
    let mut found = vec![];
    for definition in ["approval:1", "payment:1"] {
        // Up to where the log is counted is known only of what was committed since the start.
        found.push(Overlay { position: 0, ..lab.engine.overlay(definition).await.unwrap() });
    }
    found
}

fn counts(overlay: &Overlay, element: &str) -> (u64, u64, u64) {
    let Counts { active, incidents, completed } = overlay.elements.get(element).copied().unwrap_or_default();
    (active, incidents, completed)
}

/// Some instances: done, open, stuck, cancelled.
async fn world() -> Lab {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    lab.deploy(&payment()).await;
    for _ in 0..3 {
        lab.start("approval", vars(json!({}))).await;
    }
    let open = lab.tasks().await;
    lab.engine.complete_user_task(by("ann"), open[0].id, CompleteUserTask::default()).await.unwrap();
    lab.engine.cancel_instance(by("ada"), open[1].id.instance, None).await.unwrap();
    for _ in 0..2 {
        lab.start("payment", vars(json!({}))).await;
    }
    let job = lab.fetch("w", "pay").await.remove(0);
    let fail = FailJob { retries: Some(0), message: "no money".into(), ..FailJob::default() };
    lab.engine.fail_job(by("w"), job.id, job.token.unwrap(), fail).await.unwrap();
    lab
}

#[tokio::test]
async fn counts_are_the_same_however_the_engine_came_to_them() {
    let mut lab = world().await;
    let told = all(&lab).await;
    assert_eq!(told[0].running, 1);
    assert_eq!(counts(&told[0], "approve"), (1, 0, 1));
    assert_eq!(told[1].running, 2);
    assert_eq!(counts(&told[1], "pay"), (2, 1, 0));
    assert_eq!(counts(&told[1], "start"), (0, 0, 2));
    assert_eq!(told[1].versions, [VersionCounts { version: 1, running: 2, incidents: 1 }]);
    lab.restart().await;
    assert_eq!(all(&lab).await, told);
    lab.power_cut().await;
    assert_eq!(all(&lab).await, told);
    // The partitions have forgotten what they counted: they go on from the rows.
    lab.start("approval", vars(json!({}))).await;
    let now = all(&lab).await;
    assert_eq!((now[0].running, counts(&now[0], "start")), (2, (0, 0, 4)));
    let rows = lab.rows();
    lab.rebuild().await;
    assert_eq!(all(&lab).await, now);
    assert!(lab.rows() == rows, "a rebuild makes other rows than life did");
    assert!(matches!(lab.engine.overlay("none:1").await, Err(Error::NotFound { .. })));
}

#[tokio::test]
async fn whoever_moves_to_another_version_is_counted_there() {
    let mut lab = Lab::new();
    lab.deploy(&approval()).await;
    let id = lab.start("approval", vars(json!({}))).await;
    lab.deploy(&approval().replace("name='Approve'", "name='Check'")).await;
    let plan = lab.engine.propose_migration("approval:1", "approval:2").await.unwrap();
    let plan: MigrationPlan = plan.plan;
    lab.engine.migrate_instance(by("ada"), id, plan, None, false).await.unwrap();
    let of = async |lab: &Lab, definition: &str| lab.engine.overlay(definition).await.unwrap();
    assert_eq!(counts(&of(&lab, "approval:1").await, "approve"), (0, 0, 0));
    assert_eq!(counts(&of(&lab, "approval:2").await, "approve"), (1, 0, 0));
    assert_eq!((of(&lab, "approval:1").await.running, of(&lab, "approval:2").await.running), (0, 1));
    let only = [VersionCounts { version: 2, running: 1, incidents: 0 }];
    assert_eq!(of(&lab, "approval:1").await.versions, only, "nothing is left in the first one");
    let rows = lab.rows();
    lab.rebuild().await;
    assert!(lab.rows() == rows, "a rebuild makes other rows than life did");
}

#[tokio::test]
async fn many_definitions_are_counted_with_little_in_memory() {
    let mut lab = Lab::new();
    let names: Vec<String> = (0..150).map(|number| format!("p{number}")).collect();
    for name in &names {
        lab.deploy(&model(name, "start end", "<startEvent id='start'/><endEvent id='end'/>", "")).await;
    }
    for _ in 0..2 {
        for name in &names {
            lab.start(name, vars(json!({}))).await;
        }
    }
    for name in &names {
        let told = lab.engine.overlay(name).await.unwrap();
        assert_eq!((counts(&told, "end"), told.running), ((0, 0, 2), 0), "{name}");
    }
    let rows = lab.rows();
    lab.rebuild().await;
    assert!(lab.rows() == rows, "a rebuild makes other rows than life did");
}

#[tokio::test]
async fn drafts_are_there_after_a_power_cut_and_a_rebuild() {
    let mut lab = Lab::new();
    let new = NewModel { name: "Order".into(), text: "<a/>".into(), comment: Some("begun".into()) };
    let made = lab.engine.create_model(by("ann"), new).await.unwrap();
    let saved = lab.engine.save_model(by("ann"), &made.id, 1, "<b/>".into()).await.unwrap();
    let late = lab.engine.save_model(by("bob"), &made.id, 1, "<c/>".into()).await;
    assert!(matches!(late, Err(Error::ModelChanged { ref by, revision: 2, .. }) if by == "ann"), "{late:?}");
    // Two at once on top of the same: one of them is told.
    let (one, two) = tokio::join!(
        lab.engine.save_model(by("ann"), &made.id, 2, "<d/>".into()),
        lab.engine.save_model(by("bob"), &made.id, 2, "<e/>".into())
    );
    assert!(one.is_ok() != two.is_ok());
    let gone = lab.engine.create_model(by("ann"), NewModel { name: "x".into(), ..NewModel::default() }).await.unwrap();
    lab.engine.remove_model(by("ann"), &gone.id, gone.revision).await.unwrap();
    lab.power_cut().await;
    let known = lab.engine.models(&ModelFilter::default(), &Paging::default()).await.unwrap().items;
    assert_eq!((known.len(), known[0].revision, known[0].created_by.as_str()), (1, saved.revision + 1, "ann"));
    let rows = lab.rows();
    lab.rebuild().await;
    assert!(lab.rows() == rows, "a rebuild makes other rows than life did");
    let engine = Context::engine();
    lab.engine.remove_model(engine, &made.id, known[0].revision).await.unwrap();
    let left = lab.rows();
    let of_drafts = left.iter().filter(|(table, ..)| matches!(table.number(), 60 | 61));
    assert_eq!(of_drafts.count(), 0, "what is removed leaves nothing");
}
