//! Dry runs over many instances and of a definition: they say what is then done, page by page, and change nothing.

use crate::engine_support::{Lab, by, model, vars};
use serde_json::json;
use weir_core::modification::{Entering, Instruction, Modification, Target, Which};
use weir_engine::Error;
use weir_engine::api::{BatchOf, BatchOperation, BatchTrial, InstanceFilter, Paging, TriedInstance};

fn two_steps(second: &str) -> String {
    let elements = format!(
        "<startEvent id='start'/><userTask id='approve'/><userTask id='{second}'/><endEvent id='end'/>\
         <startEvent id='told'><messageEventDefinition messageRef='m'/></startEvent>\
         <startEvent id='daily'><timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition></startEvent>"
    );
    let ways = format!("start approve {second} end; told approve; daily approve");
    model("two", &ways, &elements, "<message id='m' name='order'/>")
}

fn moved() -> BatchOperation {
    let to = Entering { global: true, ..Entering::at(Target::Before("check".into())) };
    let instructions = vec![Instruction::Move { from: Which::All("approve".into()), to }];
    BatchOperation::Modify(Modification { instructions, ..Modification::default() })
}

fn all() -> BatchOf {
    BatchOf::Fitting(InstanceFilter { process: Some("two".into()), ..InstanceFilter::default() })
}

/// All pages of a trial, and how many there were.
async fn pages(lab: &Lab, operation: &BatchOperation, limit: usize) -> (BatchTrial, usize) {
    let mut page = Paging { limit: Some(limit), cursor: None };
    let mut whole: Option<BatchTrial> = None;
    for count in 1.. {
        let trial = lab.engine.try_batch(by("ada"), all(), operation.clone(), &page).await.unwrap();
        page.cursor.clone_from(&trial.next);
        let items = trial.items.clone();
        match &mut whole {
            None => whole = Some(trial),
            Some(whole) => whole.items.extend(items),
        }
        if page.cursor.is_none() {
            return (whole.unwrap(), count);
        }
    }
    unreachable!("pages end")
}

#[tokio::test]
async fn a_trial_of_a_batch_says_of_each_instance_what_the_batch_then_does() {
    let lab = Lab::new();
    lab.deploy(&two_steps("check")).await;
    let mut ids = vec![];
    for n in 0..7 {
        let id = lab.start("two", vars(json!({ "n": n }))).await;
        if n % 3 == 0 {
            let BatchOperation::Modify(change) = moved() else { unreachable!("it is one") };
            lab.engine.modify_instance(by("ada"), id, change, false).await.unwrap();
        }
        ids.push(id);
    }
    ids.sort();
    let before = lab.rows();
    let (trial, count) = pages(&lab, &moved(), 3).await;
    assert_eq!(lab.rows(), before, "a dry run changes nothing");
    assert_eq!((trial.operation.as_str(), trial.total, count), ("modify", 7, 3));
    assert_eq!(trial.items.iter().map(|tried| tried.instance).collect::<Vec<_>>(), ids);
    let refused: Vec<&TriedInstance> = trial.items.iter().filter(|tried| tried.changes.is_none()).collect();
    assert_eq!(refused.len(), 3, "{refused:?}");
    for tried in &refused {
        let why = tried.refused.as_ref().unwrap();
        assert_eq!((why.code.as_str(), why.obstacles.len()), ("modification-refused", 1), "{why:?}");
    }
    let batch = lab.engine.begin_batch(by("ada"), all(), moved()).await.unwrap();
    lab.engine.idle().await;
    assert_eq!(lab.engine.batch(&batch.id).await.unwrap().failed, 3);
    for tried in trial.items.iter().filter_map(|tried| Some((tried.instance, tried.changes.as_ref()?))) {
        let detail = lab.engine.instance(tried.0).await.unwrap();
        let opened: Vec<_> = tried.1.waits_opened.iter().map(|wait| (wait.key, wait.wait)).collect();
        let open: Vec<_> = detail.elements.iter().flat_map(|e| e.waits.iter().map(|w| (e.key, w.id.wait))).collect();
        assert_eq!(opened, open, "what was told to begin to wait is what waits");
    }
}

#[tokio::test]
async fn trials_of_standing_still_and_of_migration_say_what_stands_against_them() {
    let lab = Lab::new();
    lab.deploy(&two_steps("check")).await;
    let (first, second) = (lab.start("two", vars(json!({}))).await, lab.start("two", vars(json!({}))).await);
    let BatchOperation::Modify(change) = moved() else { unreachable!("it is one") };
    lab.engine.modify_instance(by("ada"), second, change, false).await.unwrap();
    let (trial, _) = pages(&lab, &BatchOperation::Suspend { reason: None }, 10).await;
    assert!(trial.items.iter().all(|tried| tried.changes.as_ref().unwrap().suspended), "{trial:?}");
    lab.deploy(&two_steps("verify")).await;
    let plan = lab.engine.propose_migration("two:1", "two").await.unwrap().plan;
    let (trial, _) = pages(&lab, &BatchOperation::Migrate { plan, reason: None }, 10).await;
    let told = |id| trial.items.iter().find(|tried| tried.instance == id).unwrap();
    assert_eq!(told(first).changes.as_ref().unwrap().migrated.len(), 2);
    let obstacles = &told(second).refused.as_ref().unwrap().obstacles;
    assert_eq!(obstacles.iter().map(|o| o.code.as_str()).collect::<Vec<_>>(), ["element-missing"]);
    let nobody = BatchOf::Instances(vec![]);
    let page = Paging::default();
    let code = |error: Error| error.code();
    let resume = BatchOperation::Resume { reason: None };
    assert_eq!(lab.engine.try_batch(by("ada"), nobody, resume.clone(), &page).await.map_err(code), Err("no-instances"));
    let wrong = Paging { cursor: Some("zz".into()), ..Paging::default() };
    assert_eq!(lab.engine.try_batch(by("ada"), all(), resume, &wrong).await.map_err(code), Err("bad-cursor"));
}

#[tokio::test]
async fn a_trial_of_a_definition_says_what_starts_nothing_any_more() {
    let lab = Lab::new();
    lab.deploy(&two_steps("check")).await;
    let id = lab.start("two", vars(json!({}))).await;
    let page = Paging::default();
    let before = lab.rows();
    let trial = lab.engine.try_suspension(by("ada"), "two", true, true, &page).await.unwrap();
    assert_eq!(lab.rows(), before, "a dry run changes nothing");
    assert!(trial.definition.suspended && trial.changes);
    let starts: Vec<_> = trial.starts.iter().map(|s| (s.kind.as_str(), s.event.as_ref().unwrap().as_str())).collect();
    assert_eq!(starts, [("message", "told"), ("timer", "daily")]);
    let items = trial.instances.unwrap().items;
    assert!(items.len() == 1 && items[0].instance == id && items[0].changes.as_ref().unwrap().suspended);
    let (definition, _) = lab.engine.suspend_definition(by("ada"), "two", false, None).await.unwrap();
    assert_eq!(definition, trial.definition, "it says what is then done");
    let again = lab.engine.try_suspension(by("ada"), "two:1", true, false, &page).await.unwrap();
    assert!(!again.changes && again.starts.is_empty() && again.instances.is_none());
    let back = lab.engine.try_suspension(by("ada"), "two:1", false, false, &page).await.unwrap();
    assert!(back.changes && back.starts.len() == 2 && !back.definition.suspended);
    lab.deploy(&two_steps("verify")).await;
    let old = lab.engine.try_suspension(by("ada"), "two:1", false, false, &page).await.unwrap();
    assert!(old.changes && old.starts.is_empty(), "only the latest version is started by events");
}
