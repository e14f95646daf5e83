//! What pages ask was kept under the names of filters once: it stays readable, is not overwritten, and goes when it is to.
use super::Engine;
use crate::api::{SavedFilter, UserTaskFilter};
use crate::projection::{Noted, Record, encode, filter_key, pack};
use crate::store::sim::Simulation;
use crate::store::{Change, Commit, Store, Table};
use crate::{Context, ManualClock, Options, Projector};
use std::sync::Arc;
use weir_core::{Actor, Timestamp};

/// An engine on a log in which somebody has kept a question in the old way.
fn engine() -> Engine {
    let simulation = Simulation::new(3);
    let old = SavedFilter {
        person: "ann".into(),
        name: "late".into(),
        filter: UserTaskFilter::default(),
        at: Timestamp(1),
        query: Some("audit?actions=denied".into()),
    };
    let changes = vec![Change::put(Table::SavedFilter, filter_key("ann", "late"), pack(&old))];
    let payload = encode(&[Record::Noted(Noted::FilterSaved(old))]);
    let projector = Projector::default();
    let store = simulation.open(&|frame, view| projector.project(frame, view)).unwrap();
    store.commit(vec![Commit { partition: 0, payload, changes }]).unwrap();
    let options = Options { clock: Arc::new(ManualClock::new(Timestamp(2))), ..Options::default() };
    Engine::start(Arc::new(store), options).unwrap()
}

fn ann() -> Context {
    Context::of(Actor::named("ann"))
}

async fn kept(engine: &Engine) -> Vec<Option<String>> {
    engine.filters_of("ann").await.unwrap().into_iter().map(|one| one.query).collect()
}

#[tokio::test]
async fn a_filter_of_the_same_name_leaves_an_old_question_where_it_can_be_found() {
    let engine = engine();
    assert_eq!(kept(&engine).await, [Some("audit?actions=denied".to_owned())]);
    engine.save_filter(ann(), "ann", "late", UserTaskFilter::default()).await.unwrap();
    assert_eq!(kept(&engine).await, [None, Some("audit?actions=denied".to_owned())]);
    engine.drop_filter(ann(), "ann", "late", Some("audit".into())).await.unwrap();
    assert_eq!(kept(&engine).await, [None]);
}

#[tokio::test]
async fn an_old_question_is_replaced_by_a_new_one_and_dropped_under_its_name() {
    let engine = engine();
    engine.save_query(ann(), "ann", "late", "audit?actions=returned".into()).await.unwrap();
    assert_eq!(kept(&engine).await, [Some("audit?actions=returned".to_owned())]);
    let engine = self::engine();
    let wrong = engine.drop_filter(ann(), "ann", "late", Some("monitor".into())).await;
    assert_eq!(wrong.unwrap_err().code(), "no-such-saved-filter");
    engine.drop_filter(ann(), "ann", "late", Some("audit".into())).await.unwrap();
    assert!(kept(&engine).await.is_empty());
}
