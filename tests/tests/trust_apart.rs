//! P14 beyond the step: an instance that cannot be read, whose rows cannot be made or whose step cannot be written down
//! is left alone with an incident, and its neighbours, their timers and the node go on.
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use weir_core::InstanceId;
use weir_core::instance::State;
use weir_engine::api::{
    CompleteUserTask, ElementAddress, Incident, IncidentFilter, InstanceFilter, StartInstance, UserTaskFilter,
    WaitFilter,
};
use weir_engine::{Error, Mutant, Stage};
use weir_tests::trust::lab::{ALL, Lab, by, vars};
use weir_tests::trust::models::{approval, model};

const HOUR: i64 = 3_600_000;
const PATIENCE: Duration = Duration::from_mins(2);
const STAGES: [Stage; 3] = [Stage::Load, Stage::Rows, Stage::Encode];

/// Which instances break, and where.
static BROKEN: Mutex<BTreeMap<InstanceId, Stage>> = Mutex::new(BTreeMap::new());

fn broken<T>(with: impl FnOnce(&mut BTreeMap<InstanceId, Stage>) -> T) -> T {
    with(&mut BROKEN.lock().unwrap_or_else(PoisonError::into_inner))
}

fn sabotage(stage: Stage, instance: InstanceId) {
    let breaks = broken(|all| all.get(&instance) == Some(&stage));
    assert!(!breaks, "it breaks at {stage:?}");
}

/// A machine with two instances that wait for a person, with a deadline; the first is going to break.
async fn lab(mutant: Mutant) -> (Lab, InstanceId, InstanceId) {
    let lab = Lab::with(1, |options| {
        options.mutant = mutant;
        options.sabotage = sabotage;
    });
    lab.deploy(&approval()).await;
    let elements = "<startEvent id='start'/><userTask id='work'/><endEvent id='end'/><endEvent id='late'/>\
                    <boundaryEvent id='deadline' attachedToRef='work'><timerEventDefinition>\
                    <timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>";
    lab.deploy(&model("urgent", "start work end; deadline late", elements, "")).await;
    let poisoned = lab.start("urgent", vars(json!({}))).await.unwrap();
    let other = lab.start("urgent", vars(json!({}))).await.unwrap();
    (lab, poisoned, other)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_breaks_over_one_instance_the_others_go_on() {
    for stage in STAGES {
        let (mut lab, poisoned, other) = lab(Mutant::None).await;
        // Nothing of it is in memory.
        lab.power_cut().await.unwrap();
        broken(|all| all.insert(poisoned, stage));
        it_alone_stands_still(&mut lab, poisoned, other).await.unwrap_or_else(|wrong| panic!("{stage:?}: {wrong}"));
        lab.power_cut().await.unwrap();
        others_go_on(&lab).await.unwrap_or_else(|wrong| panic!("{stage:?}, after a crash: {wrong}"));
        assert_eq!(codes(&lab).await, [(poisoned, "instance-unreadable".to_owned())], "{stage:?}: known after a crash");
        lab.rebuild().await.unwrap();
        assert_eq!(codes(&lab).await, [(poisoned, "instance-unreadable".to_owned())], "{stage:?}: known to the log");
        assert!(complete(&lab, poisoned).await.is_err(), "{stage:?}: it is as broken as before");
        broken(|all| all.remove(&poisoned));
        it_goes_on_when_it_is_mended(&lab, poisoned).await.unwrap_or_else(|wrong| panic!("{stage:?}: {wrong}"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_instance_that_reads_back_as_half_of_itself_stands_alone() {
    let (mut lab, poisoned, other) = lab(Mutant::None).await;
    lab.power_cut().await.unwrap();
    lab.spoil(Some(poisoned));
    it_alone_stands_still(&mut lab, poisoned, other).await.unwrap();
    lab.spoil(None);
    it_goes_on_when_it_is_mended(&lab, poisoned).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_that_nobody_catches_is_found_wherever_it_comes() {
    for stage in STAGES {
        let (mut lab, poisoned, other) = lab(Mutant::NoCatchUnwind).await;
        lab.power_cut().await.unwrap();
        broken(|all| all.insert(poisoned, stage));
        let found = it_alone_stands_still(&mut lab, poisoned, other).await;
        assert!(found.is_err(), "{stage:?}: the mutant lives");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_is_cancelled_whatever_has_become_of_what_it_called() {
    let (mut lab, ..) = lab(Mutant::None).await;
    let elements = "<startEvent id='start'/><callActivity id='call' calledElement='urgent'/><endEvent id='end'/>";
    lab.deploy(&model("calls", "start call end", elements, "")).await;
    let caller = lab.start("calls", vars(json!({}))).await.unwrap();
    let below = InstanceFilter { parent: Some(caller), ..InstanceFilter::default() };
    let child = lab.instances(&below).await[0].id;
    lab.power_cut().await.unwrap();
    broken(|all| all.insert(child, Stage::Load));
    lab.engine.cancel_instance(by("op"), caller, None).await.unwrap();
    assert!(lab.idle(PATIENCE).await);
    assert_eq!(lab.engine.instance(caller).await.unwrap().summary.state, State::Terminated);
    let letters = lab.engine.dead_letters(&ALL).await.unwrap().items;
    assert_eq!(letters.iter().map(|l| (l.kind, l.instance)).collect::<Vec<_>>(), [("cancel-child", Some(child))]);

    // Once it can be read again, an operator has it follow.
    broken(|all| all.remove(&child));
    let incident = ElementAddress { instance: child, key: 0 };
    lab.engine.resolve_incident(by("op"), incident, None).await.unwrap();
    lab.engine.retry_dead_letter(by("op"), letters[0].id, None).await.unwrap();
    assert!(lab.idle(PATIENCE).await);
    assert_eq!(lab.engine.instance(child).await.unwrap().summary.state, State::Terminated);
}

/// Somebody wants something of it, its deadline passes, and all others do not notice.
async fn it_alone_stands_still(lab: &mut Lab, poisoned: InstanceId, other: InstanceId) -> Result<(), String> {
    match complete(lab, poisoned).await {
        Err(Error::Broken { .. }) => {}
        told => return Err(format!("whoever asked was told {told:?}")),
    }
    others_go_on(lab).await?;
    lab.clock.advance(2 * HOUR);
    if !lab.idle(PATIENCE).await {
        return Err("it does not come to rest".into());
    }
    let ended = InstanceFilter { state: Some(State::Completed), process: Some("urgent".into()), ..Default::default() };
    let ended: Vec<InstanceId> = lab.instances(&ended).await.iter().map(|i| i.id).collect();
    if ended != [other] {
        return Err(format!("the deadline of its neighbour was not kept: {ended:?} have ended, and not {other}"));
    }
    // Lists go on without what cannot be read.
    lab.engine.waits(&WaitFilter::default(), &ALL).await.map_err(|error| format!("the list of waits: {error}"))?;
    others_go_on(lab).await?;
    match codes(lab).await {
        told if told == [(poisoned, "instance-unreadable".to_owned())] => Ok(()),
        told => Err(format!("the incidents are {told:?}")),
    }
}

/// An operator resolves its incident: it does what it has missed.
async fn it_goes_on_when_it_is_mended(lab: &Lab, poisoned: InstanceId) -> Result<(), String> {
    let text = |error: Error| error.to_string();
    let incident = ElementAddress { instance: poisoned, key: 0 };
    lab.engine.resolve_incident(by("ada"), incident, None).await.map_err(text)?;
    if !lab.idle(PATIENCE).await {
        return Err("it does not come to rest".into());
    }
    let detail = lab.engine.instance(poisoned).await.map_err(text)?;
    match (detail.summary.ended, codes(lab).await.as_slice()) {
        (Some(_), []) => Ok(()),
        (ended, incidents) => Err(format!("its deadline has passed: ended {ended:?}, incidents {incidents:?}")),
    }
}

async fn codes(lab: &Lab) -> Vec<(InstanceId, String)> {
    let found: Vec<Incident> = lab.engine.incidents(&IncidentFilter::default(), &ALL).await.unwrap().items;
    found.into_iter().map(|incident| (incident.instance, incident.code)).collect()
}

async fn complete(lab: &Lab, instance: InstanceId) -> Result<(), Error> {
    let filter = UserTaskFilter { instance: Some(instance), ..UserTaskFilter::default() };
    let tasks = lab.engine.user_tasks(&filter, &ALL).await?.items;
    assert_eq!(tasks.len(), 1, "{instance} has one open task");
    lab.engine.complete_user_task(by("ada"), tasks[0].id, CompleteUserTask::default()).await
}

/// Somebody else starts and finishes something, in every partition.
async fn others_go_on(lab: &Lab) -> Result<(), String> {
    let working = async {
        for _ in 0..256 {
            let start = StartInstance { process: Some("approval".into()), ..StartInstance::default() };
            let id = lab.engine.start_instance(by("ada"), start).await?.id;
            complete(lab, id).await?;
        }
        Ok::<(), Error>(())
    };
    let done = tokio::time::timeout(PATIENCE, working).await;
    done.map_err(|_| "others wait for ever".to_owned())?.map_err(|error| format!("others fail: {error}"))
}
