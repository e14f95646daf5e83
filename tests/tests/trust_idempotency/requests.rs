//! Everything that can be asked under an idempotency key, what must be there before it can be, and what it leaves behind.
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Debug;
use weir_core::organisation::{Change, Entry, Person};
use weir_engine::api::{
    BatchOf, BatchOperation, ChangeOrganisation, CompleteUserTask, DefinitionFilter, ElementAddress, FailJob,
    FetchJobs, IncidentFilter, InstanceFilter, JobError, NewComment, PublishMessage, Resource, RestartInstance,
    SetParameter, SetVariables, SignalBroadcast, StartInstance, UserTaskFilter, WaitAddress,
};
use weir_engine::store::Table;
use weir_engine::{Context, Error};
use weir_tests::trust::lab::{ALL, Lab, by, once, vars};
use weir_tests::trust::models::{approval, model, payment};

/// A request that must happen once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    Start,
    CompleteTask,
    ClaimTask,
    UnclaimTask,
    TransferTask,
    Publish,
    Broadcast,
    FetchJobs,
    CompleteJob,
    /// Without an idempotency key: the token and the words are one.
    CompleteJobByItsToken,
    FailJob,
    FailJobByItsToken,
    ThrowJobError,
    ThrowJobErrorByItsToken,
    ExtendJob,
    SetVariables,
    Cancel,
    ResolveIncident,
    Suspend,
    Resume,
    Restart,
    Comment,
    Deploy,
    Batch,
    SetParameter,
    ChangeOrganisation,
}

impl Request {
    pub const ALL: [Request; 26] = [
        Request::Start,
        Request::CompleteTask,
        Request::ClaimTask,
        Request::UnclaimTask,
        Request::TransferTask,
        Request::Publish,
        Request::Broadcast,
        Request::FetchJobs,
        Request::CompleteJob,
        Request::CompleteJobByItsToken,
        Request::FailJob,
        Request::FailJobByItsToken,
        Request::ThrowJobError,
        Request::ThrowJobErrorByItsToken,
        Request::ExtendJob,
        Request::SetVariables,
        Request::Cancel,
        Request::ResolveIncident,
        Request::Suspend,
        Request::Resume,
        Request::Restart,
        Request::Comment,
        Request::Deploy,
        Request::Batch,
        Request::SetParameter,
        Request::ChangeOrganisation,
    ];
}

/// What a request is about.
pub struct Scene {
    task: WaitAddress,
    job: WaitAddress,
    token: u64,
}

/// A machine on which the request can be made.
pub async fn set(lab: &Lab, request: Request) -> Result<Scene, Error> {
    for file in [approval(), payment(), alarm()] {
        lab.deploy(&file).await;
    }
    let engine = &lab.engine;
    let asking = lab.start("approval", vars(json!({}))).await?;
    lab.start("payment", vars(json!({}))).await?;
    let task = engine.user_tasks(&UserTaskFilter::default(), &ALL).await?.items.remove(0).id;
    let mut scene = Scene { task, job: task, token: 0 };
    if request == Request::FetchJobs {
        return Ok(scene);
    }
    let job = engine.fetch_jobs(by("w"), fetch()).await?.remove(0);
    (scene.job, scene.token) = (job.id, job.token.expect("a token"));
    match request {
        Request::UnclaimTask => engine.claim_user_task(by("ada"), task).await?,
        Request::Resume => drop(engine.suspend_instance(by("ada"), asking, None, false).await?),
        Request::Restart => engine.cancel_instance(by("ada"), asking, None).await?,
        Request::ResolveIncident => {
            let failure = FailJob { retries: Some(0), backoff_ms: 0, message: "no money".into() };
            engine.fail_job(by("w"), scene.job, scene.token, failure).await?;
        }
        _ => {}
    }
    Ok(scene)
}

/// Makes it, always in the same words; the answer as text.
pub async fn ask(lab: &Lab, request: Request, scene: &Scene) -> Result<String, Error> {
    let (engine, key) = (&lab.engine, || once("ada", "k", 1));
    let Scene { task, job, token } = *scene;
    match request {
        Request::Start => told(engine.start_instance(key(), approval_for(1)).await),
        Request::CompleteTask => told(engine.complete_user_task(key(), task, CompleteUserTask::default()).await),
        Request::ClaimTask => told(engine.claim_user_task(key(), task).await),
        Request::UnclaimTask => told(engine.unclaim_user_task(key(), task).await),
        Request::TransferTask => told(engine.transfer_user_task(key(), task, ("bob".into(), None), true).await),
        Request::Publish => {
            let message =
                PublishMessage { name: "paid".into(), correlation_key: Some("7".into()), ..Default::default() };
            told(engine.publish_message(key(), message).await)
        }
        Request::Broadcast => {
            let signal = SignalBroadcast { name: "fire".into(), ..SignalBroadcast::default() };
            told(engine.broadcast_signal(key(), signal).await)
        }
        Request::FetchJobs => told(engine.fetch_jobs(key(), fetch()).await),
        Request::CompleteJob | Request::CompleteJobByItsToken => {
            told(engine.complete_job(named(request), job, token, vars(json!({ "paid": true }))).await)
        }
        Request::FailJob | Request::FailJobByItsToken => {
            let failure = FailJob { retries: Some(2), backoff_ms: 10, message: "later".into() };
            told(engine.fail_job(named(request), job, token, failure).await)
        }
        Request::ThrowJobError | Request::ThrowJobErrorByItsToken => {
            let error = JobError { code: "broke".into(), ..JobError::default() };
            told(engine.throw_job_error(named(request), job, token, error).await)
        }
        Request::ExtendJob => told(engine.extend_job(key(), job, token, 60_000).await),
        Request::SetVariables => {
            let change = SetVariables { variables: vars(json!({ "amount": 7 })), ..SetVariables::default() };
            told(engine.set_variables(key(), task.instance, change).await)
        }
        _ => of_operators(lab, request, scene).await,
    }
}

async fn of_operators(lab: &Lab, request: Request, scene: &Scene) -> Result<String, Error> {
    let (engine, key, instance) = (&lab.engine, || once("ada", "k", 1), scene.task.instance);
    match request {
        Request::Cancel => told(engine.cancel_instance(key(), instance, None).await),
        Request::ResolveIncident => {
            let at = ElementAddress { instance: scene.job.instance, key: scene.job.key };
            told(engine.resolve_incident(key(), at, Some(1)).await)
        }
        Request::Suspend => told(engine.suspend_instance(key(), instance, None, false).await),
        Request::Resume => told(engine.resume_instance(key(), instance, None, false).await),
        Request::Restart => told(engine.restart_instance(key(), instance, RestartInstance::default(), false).await),
        Request::Comment => {
            let new = NewComment { task: None, text: "why?".into(), mentions: vec![] };
            told(engine.comment(key(), instance, new).await)
        }
        Request::Deploy => {
            let bytes = model("new", "start end", "<startEvent id='start'/><endEvent id='end'/>", "").into_bytes();
            told(engine.deploy(key(), vec![Resource { name: "new.bpmn".into(), bytes }], false).await)
        }
        Request::Batch => {
            let of = BatchOf::Fitting(InstanceFilter::default());
            // How far it is by then is another matter.
            told(engine.begin_batch(key(), of, BatchOperation::Suspend { reason: None }).await.map(|batch| batch.id))
        }
        Request::SetParameter => {
            let declaration = serde_json::from_value(json!({ "name": "limit", "kind": "number" })).expect("one");
            let (value, reason) = (json!(7), "the board said so".to_owned());
            let set = SetParameter { declaration: Some(declaration), value, from: None, reason };
            told(engine.set_parameter(key(), "limit", set).await)
        }
        Request::ChangeOrganisation => {
            let person = Person { id: "eve".into(), name: "Eve".into(), ..Person::default() };
            let changes = vec![Change::Put(Entry::Person(person))];
            told(
                engine
                    .change_organisation(key(), ChangeOrganisation { changes, ..ChangeOrganisation::default() })
                    .await,
            )
        }
        other => unreachable!("{other:?} is asked above"),
    }
}

/// What there is: how many rows of each table, how many events of all instances, and which incidents. Tallies have a row
/// for each partition that a definition has instances in, which is drawn with the instance: they are summed.
pub async fn effects(lab: &Lab) -> Result<BTreeMap<String, usize>, Error> {
    let mut found = BTreeMap::<String, usize>::new();
    for (table, ..) in lab.rows().into_iter().filter(|(table, ..)| *table != Table::Tally) {
        *found.entry(format!("rows of {table:?}")).or_default() += 1;
    }
    for definition in lab.engine.definitions(&DefinitionFilter::default(), &ALL).await?.items {
        let overlay = lab.engine.overlay(&definition.id).await?;
        let passed: u64 = overlay.elements.values().map(|counts| counts.completed).sum();
        *found.entry("tallied".into()).or_default() += usize::try_from(passed).expect("a few");
    }
    for instance in lab.instances(&InstanceFilter::default()).await {
        *found.entry(format!("instances {:?}", instance.state)).or_default() += 1;
        *found.entry("events".into()).or_default() += lab.engine.trace(instance.id, 0, None).await?.0.len();
    }
    let incidents = lab.engine.incidents(&IncidentFilter::default(), &ALL).await?.items.len();
    found.insert("incidents".into(), incidents);
    Ok(found)
}

pub fn approval_for(amount: u32) -> StartInstance {
    let variables = vars(json!({ "amount": amount }));
    StartInstance { process: Some("approval".into()), variables, ..StartInstance::default() }
}

fn fetch() -> FetchJobs {
    let types = vec!["pay".to_owned()];
    FetchJobs { worker: "w".into(), types, max: 1, lease_ms: 10_000, wait_ms: 0, variables: None }
}

/// A worker who names the request, or leaves that to the token.
fn named(request: Request) -> Context {
    use Request::{CompleteJobByItsToken, FailJobByItsToken, ThrowJobErrorByItsToken};
    let by_its_token = matches!(request, CompleteJobByItsToken | FailJobByItsToken | ThrowJobErrorByItsToken);
    if by_its_token { by("w") } else { once("w", "k", 1) }
}

/// A signal starts it.
fn alarm() -> String {
    let elements = "<startEvent id='start'><signalEventDefinition signalRef='fire'/></startEvent>\
                    <userTask id='flee'/><endEvent id='end'/>";
    model("alarm", "start flee end", elements, "<signal id='fire' name='fire'/>")
}

fn told<T: Debug>(answer: Result<T, Error>) -> Result<String, Error> {
    answer.map(|answer| format!("{answer:?}"))
}
