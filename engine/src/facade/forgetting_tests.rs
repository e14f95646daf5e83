//! An answer is forgotten in its time, but never a newer one in place of it.
use super::Engine;
use crate::api::{
    Channel, CompleteUserTask, NewComment, Paging, Resource, SeenDraft, StartInstance, Tried, UserTaskFilter, Webhook,
};
use crate::idempotency::{hold, once};
use crate::keys::{Bytes, Reader, space};
use crate::loops::{drafts, notices, start_files};
use crate::partition::{By, Reply, Task};
use crate::store::Table;
use crate::store::sim::Simulation;
use crate::{
    Context, IDEMPOTENCY_MS, IdempotencyKey, ManualClock, NOTICES_MS, Options, Outgoing, Projector, START_FILES_MS,
};
use std::sync::Arc;
use weir_core::{Actor, Timestamp};

const MODEL: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>\
    <process id='p' isExecutable='true'><startEvent id='s'/><userTask id='t'/>\
    <sequenceFlow id='f' sourceRef='s' targetRef='t'/></process></definitions>";

fn by_key() -> Context {
    let idempotency = Some(IdempotencyKey { key: "k".into(), request_hash: [1; 32] });
    Context { actor: Actor::named("ann"), idempotency, tenant: None }
}

fn start() -> StartInstance {
    StartInstance { process: Some("p".into()), ..StartInstance::default() }
}

async fn engine() -> (Engine, Arc<ManualClock>) {
    engine_with(|_| {}).await
}

async fn engine_with(set: impl FnOnce(&mut Options)) -> (Engine, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::new(Timestamp(1_767_600_000_000)));
    let projector = Projector::default();
    let store = Simulation::new(7).open(&|frame, view| projector.project(frame, view)).unwrap();
    let mut options = Options { clock: clock.clone(), ..Options::default() };
    set(&mut options);
    let engine = Engine::start(Arc::new(store), options).unwrap();
    let file = Resource { name: "p.bpmn".into(), bytes: MODEL.as_bytes().to_vec() };
    engine.deploy(Context::engine(), vec![file], false).await.unwrap();
    (engine, clock)
}

/// The times at which answers are forgotten.
fn ends(engine: &Engine) -> Vec<(Timestamp, String)> {
    let (start, end) = Bytes::new().byte(space::BY_END).prefix();
    let rows = engine.shell().store.scan(Table::Idempotency, &start, &end, 100).unwrap();
    rows.iter().filter_map(|(row, _)| Some((Reader(&row[1..]).time()?, Reader(&row[9..]).text()?))).collect()
}

#[tokio::test]
async fn what_people_were_told_of_is_forgotten_in_its_time() {
    let (engine, clock) = engine().await;
    let say = async |person: &str| {
        let id = engine.start_instance(Context::engine(), start()).await.unwrap().id;
        let new = NewComment { text: "look".into(), mentions: vec![person.to_owned()], ..NewComment::default() };
        engine.comment(Context::engine(), id, new).await.unwrap();
    };
    say("ann").await;
    clock.advance(NOTICES_MS + 1);
    say("ann").await;
    assert!(notices(engine.shell(), &[]).await.unwrap().is_empty(), "that was the last page");
    let left = engine.notices_of("ann", false, &Paging::default()).await.unwrap().items;
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(left[0].at, engine.now());
}

#[tokio::test]
async fn a_file_that_nothing_was_started_with_is_removed_with_its_content_an_hour_after_its_time() {
    let directory = tempfile::tempdir().unwrap();
    let (engine, clock) = engine_with(|options| options.attachments = Some(directory.path().to_owned())).await;
    let contents = || {
        let folders = std::fs::read_dir(directory.path()).unwrap().flatten().filter(|f| f.file_name().len() == 2);
        folders.map(|folder| std::fs::read_dir(folder.path()).unwrap().count()).sum::<usize>()
    };
    let mut new = engine.begin_start_file("p:1", "a.pdf").unwrap();
    new.write(b"the proof").unwrap();
    engine.add_start_file(Context::of(Actor::named("ann")), new.finish().unwrap()).await.unwrap();
    clock.advance(START_FILES_MS + 3_600_000);
    start_files(engine.shell()).await.unwrap();
    assert_eq!(contents(), 1, "whoever started with it at the last moment has it still");
    clock.advance(1);
    start_files(engine.shell()).await.unwrap();
    assert_eq!(contents(), 0);
    let rows = engine.shell().store.scan(Table::Attachment, &[], &[0xff; 64], 10).unwrap();
    assert!(rows.is_empty(), "{rows:?}");
}

#[tokio::test]
async fn what_leaves_is_a_row_until_it_is_over_and_what_was_changed_meanwhile_is_left_alone() {
    let (engine, _) =
        engine_with(|options| options.outgoing = Outgoing { webhooks: true, ..Outgoing::default() }).await;
    let hook = |id: &str| Webhook {
        id: id.to_owned(),
        url: "https://x/".to_owned(),
        secret: "s".to_owned(),
        kinds: vec![],
        processes: vec![],
        tenant: None,
        heeds_preferences: false,
        active: true,
    };
    for id in ["b", "a"] {
        engine.set_webhook(Context::engine(), hook(id)).await.unwrap();
    }
    let id = engine.start_instance(Context::engine(), start()).await.unwrap().id;
    let new = NewComment { text: "look".into(), mentions: vec!["ann".to_owned()], ..NewComment::default() };
    engine.comment(Context::engine(), id, new).await.unwrap();
    let channels = |engine: &Engine| engine.delivery_queues().unwrap().into_iter().map(|q| q.0).collect::<Vec<_>>();
    let [a, b] = ["a", "b"].map(|id| Channel::Webhook(id.to_owned()));
    assert_eq!(channels(&engine), [a.clone(), b.clone()]);
    let first = engine.deliveries_due(&a, 10).unwrap().remove(0);
    engine.delivery_tried(first.clone(), Tried::Later(Timestamp(engine.now().0 + 3_600_000), None)).await.unwrap();
    assert!(engine.deliveries_due(&a, 10).unwrap().is_empty(), "it waits for its time");
    engine.delivery_tried(first.clone(), Tried::Delivered).await.unwrap();
    assert_eq!(channels(&engine), [a.clone(), b.clone()], "it is another than the one that was tried");
    engine.discard_delivery(Context::engine(), &first.id, None).await.unwrap();
    let second = engine.deliveries_due(&b, 10).unwrap().remove(0);
    assert_ne!(first.id, second.id);
    engine.delivery_tried(second, Tried::Delivered).await.unwrap();
    assert!(channels(&engine).is_empty());
}

#[tokio::test]
async fn drafts_go_with_their_tasks_and_stay_with_those_that_stand_still() {
    let (engine, _) = engine().await;
    let begin = async || {
        let id = engine.start_instance(Context::of(Actor::named("ann")), start()).await.unwrap().id;
        let filter = UserTaskFilter { instance: Some(id), ..UserTaskFilter::default() };
        let task = engine.user_tasks(&filter, &Paging::default()).await.unwrap().items.remove(0).id;
        let data = serde_json::Map::from_iter([("n".to_owned(), 7.into())]);
        engine.save_draft(Context::of(Actor::named("ann")), task, data, SeenDraft::Unsaid).await.unwrap();
        (id, task)
    };
    let (_, done) = begin().await;
    let (still, waits) = begin().await;
    engine.complete_user_task(Context::engine(), done, CompleteUserTask::default()).await.unwrap();
    engine.suspend_instance(Context::engine(), still, None, false).await.unwrap();
    drafts(engine.shell()).await.unwrap();
    let rows = engine.shell().store.scan(Table::Draft, &[], &[0xff; 64], 10).unwrap();
    assert_eq!(rows.len(), 2, "one draft and its index: {rows:?}");
    engine.resume_instance(Context::engine(), still, None, false).await.unwrap();
    assert_eq!(engine.draft("ann", waits).await.unwrap().data["n"], 7);
}

#[tokio::test]
async fn the_time_of_an_old_answer_does_not_end_a_newer_one() {
    let (engine, clock) = engine().await;
    let first = engine.start_instance(by_key(), start()).await.unwrap();
    clock.advance(IDEMPOTENCY_MS);
    let second = engine.start_instance(by_key(), start()).await.unwrap();
    assert_ne!(first.id, second.id);
    let both = ends(&engine);
    assert_eq!(both.len(), 2);
    let forget = |answers| engine.shell().ask(0, By::engine(), Task::ForgetAnswers(answers));
    assert_eq!(forget(vec![both[0].clone()]).await.unwrap(), Reply::Done);
    assert_eq!(ends(&engine), both[1..]);
    assert_eq!(engine.start_instance(by_key(), start()).await.unwrap(), second, "the newer answer is still known");
    forget(both[1..].to_vec()).await.unwrap();
    assert!(ends(&engine).is_empty());
    assert_ne!(engine.start_instance(by_key(), start()).await.unwrap().id, second.id);
}

#[tokio::test]
async fn an_answer_whose_key_is_in_use_is_not_forgotten_meanwhile() {
    let (engine, _) = engine().await;
    engine.start_instance(by_key(), start()).await.unwrap();
    let answers = ends(&engine);
    let free = IdempotencyKey { key: "k2".into(), request_hash: [2; 32] };
    let by = By::from(Context { actor: Actor::named("ann"), idempotency: Some(free), tenant: None });
    let ours = vec![(Timestamp(0), by.names[0].name.clone())];
    let shell = engine.shell().clone();
    let run =
        move |_| async move { Ok(if hold(&shell, ours).0.is_empty() { Reply::Done } else { Reply::Fetched(vec![]) }) };
    assert_eq!(once(engine.shell(), by, run).await.unwrap(), Reply::Done, "a name in use is held");
    assert_eq!(hold(engine.shell(), answers.clone()).0, answers, "a name that nobody uses is free");
}
