//! Many people at the same moment: each gets a definite answer, and nobody sees what is over.
use crate::engine_support::{Lab, by, model, vars};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use weir_core::approval::timeline::What;
use weir_core::organisation::{Change, Entry, Person};
use weir_core::{Key, WaitId};
use weir_engine::api::{ChangeOrganisation, CompleteUserTask, Paging, TaskOrder, UserTask, UserTaskFilter};
use weir_engine::{Engine, Error};

/// How many sign.
const SIGNERS: usize = 64;
/// How many people work at the same time.
const WORKERS: usize = 50;
/// How many tasks they do together.
const ROUNDS: usize = 100_000;

fn names() -> Vec<String> {
    (0..SIGNERS).map(|number| format!("signer-{number:02}")).collect()
}

async fn employ(lab: &Lab) {
    let person = |id: String| Entry::Person(Person { name: id.clone(), id, ..Person::default() });
    let changes = names().into_iter().map(|id| Change::Put(person(id))).collect();
    let change = ChangeOrganisation { changes, ..ChangeOrganisation::default() };
    lab.engine.change_organisation(by("ada"), change).await.unwrap();
}

/// All complete their tasks at the same moment; what each was told, in the order of the tasks.
async fn all_at_once(engine: &Engine, tasks: Vec<UserTask>) -> Vec<Result<(), Error>> {
    let barrier = Arc::new(tokio::sync::Barrier::new(tasks.len()));
    let mut answers = vec![];
    for task in tasks {
        let (engine, barrier) = (engine.clone(), barrier.clone());
        answers.push(tokio::spawn(async move {
            let who = task.assignee.expect("each task has its person");
            let done = CompleteUserTask { outcome: Some("approve".into()), ..CompleteUserTask::default() };
            barrier.wait().await;
            engine.complete_user_task(by(&who), task.id, done).await
        }));
    }
    let mut told = vec![];
    for answer in answers {
        let answer = tokio::time::timeout(Duration::from_mins(1), answer).await.expect("everybody is answered");
        told.push(answer.expect("nobody panics"));
    }
    told
}

async fn open_tasks(engine: &Engine, element: &str) -> Vec<UserTask> {
    let filter = UserTaskFilter { element: Some(element.into()), ..UserTaskFilter::default() };
    engine.user_tasks(&filter, &Paging { limit: Some(1000), cursor: None }).await.unwrap().items
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_signers_at_once_get_sixty_four_answers_and_one_join() {
    let approval = "<startEvent id='s'/><userTask id='sign' weir:approvers='field(signers)' weir:approvalMode='all'/>\
                    <userTask id='next' weir:assignee='ada'/><endEvent id='e'/>";
    let repeated = "<startEvent id='s'/><userTask id='sign' weir:assignee='= signer'>\
                    <multiInstanceLoopCharacteristics weir:collection='= signers' weir:elementVariable='signer'/>\
                    </userTask><userTask id='next' weir:assignee='ada'/><endEvent id='e'/>";
    for (kind, inside) in [("approval", approval), ("multi-instance", repeated)] {
        let lab = Lab::new();
        employ(&lab).await;
        lab.deploy(&model("p", "s sign next e", inside, "")).await;
        let instance = lab.start("p", vars(json!({ "signers": names() }))).await;
        let tasks = open_tasks(&lab.engine, "sign").await;
        assert_eq!(tasks.len(), SIGNERS, "{kind}");
        let told = all_at_once(&lab.engine, tasks).await;
        assert!(told.iter().all(Result::is_ok), "{kind}: {told:?}");
        assert_eq!(open_tasks(&lab.engine, "sign").await, []);
        assert_eq!(open_tasks(&lab.engine, "next").await.len(), 1, "{kind}: joined once");
        let timeline = lab.engine.timeline(instance).await.unwrap();
        let signed = timeline.iter().filter(|entry| entry.element.as_str() == "sign" && done(entry.what));
        assert_eq!(signed.count(), SIGNERS, "{kind}: {timeline:#?}");
    }
}

fn done(what: What) -> bool {
    matches!(what, What::Completed | What::Approved)
}

/// Where fewer are enough, those who come too late are told so, and nothing is counted twice.
#[tokio::test(flavor = "multi_thread")]
async fn who_signs_after_the_decision_is_told_so() {
    let lab = Lab::new();
    employ(&lab).await;
    let inside = "<startEvent id='s'/><userTask id='sign' weir:approvers='field(signers)' weir:approvalMode='ratio(50)'/>\
                  <userTask id='next' weir:assignee='ada'/><endEvent id='e'/>";
    lab.deploy(&model("p", "s sign next e", inside, "")).await;
    lab.start("p", vars(json!({ "signers": names() }))).await;
    let told = all_at_once(&lab.engine, open_tasks(&lab.engine, "sign").await).await;
    let late: Vec<&str> = told.iter().filter_map(|answer| answer.as_ref().err()).map(Error::code).collect();
    assert_eq!(told.len() - late.len(), SIGNERS / 2, "half of them decide");
    assert!(late.iter().all(|code| *code == late[0]), "{late:?}");
    assert_eq!(open_tasks(&lab.engine, "next").await.len(), 1, "{late:?}");
}

/// What somebody has completed is in no list of theirs from the moment they are answered.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_completed_is_never_listed_again() {
    let lab = Lab::new();
    let inside = "<startEvent id='s'/><exclusiveGateway id='again'/><userTask id='work' weir:assignee='= worker'/>";
    lab.deploy(&model("p", "s again work again", inside, "")).await;
    let mut working = vec![];
    for number in 0..WORKERS {
        let name = format!("worker-{number}");
        let instance = lab.start("p", vars(json!({ "worker": name }))).await;
        let engine = lab.engine.clone();
        working.push(tokio::spawn(async move {
            let filter = UserTaskFilter { instance: Some(instance), ..UserTaskFilter::default() };
            let mine = UserTaskFilter { assignee: Some(name.clone()), ..UserTaskFilter::default() };
            let mut before: Option<(Key, WaitId)> = None;
            for round in 0..ROUNDS / WORKERS {
                let page = Paging::default();
                // By the instance, by who has it, and as the person's own list in an order and without.
                let listed = match round % 4 {
                    0 => engine.user_tasks(&filter, &page).await,
                    1 => engine.user_tasks(&mine, &page).await,
                    2 => engine.tasks_of(&name, &page).await,
                    _ => engine.tasks_of_sorted(&name, &UserTaskFilter::default(), TaskOrder::Newest, &page).await,
                };
                let listed = listed.unwrap().items;
                let [task] = listed.as_slice() else { panic!("round {round} of {name}: {listed:?}") };
                let id = (task.id.key, task.id.wait);
                assert_ne!(Some(id), before, "round {round} of {name}: a completed task is listed");
                engine.complete_user_task(by(&name), task.id, CompleteUserTask::default()).await.unwrap();
                before = Some(id);
            }
        }));
    }
    for worker in working {
        worker.await.unwrap();
    }
}
