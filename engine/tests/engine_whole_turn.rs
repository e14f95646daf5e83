//! What somebody changes by hand is told with everything that follows from it in the same commit, and a dry run tells the same.

use crate::engine_support::{Lab, by, model, vars};
use serde_json::json;
use weir_core::instance::State;
use weir_core::modification::{Entering, Instruction, Modification, Target, Which};
use weir_core::{ElementId, InstanceId};
use weir_engine::api::{BatchOf, BatchOperation, Paging, Resource, RestartInstance};

const RATE: &str = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='rate' namespace='urn:rate'>\
    <decision id='rate' name='rate'><variable name='rate'/><literalExpression><text>42</text></literalExpression></decision>\
    </definitions>";

/// A task, then a decision, then a process that ends at once, then another task.
async fn lab() -> (Lab, InstanceId) {
    let lab = Lab::new();
    let quick = model("quick", "start sum end", "<startEvent id='start'/><task id='sum'/><endEvent id='end'/>", "");
    let elements = "<startEvent id='start'/><userTask id='wait'/>\
        <businessRuleTask id='judge' weir:decision='rate' weir:resultVariable='rated'/>\
        <callActivity id='call' calledElement='quick'/><userTask id='last'/><endEvent id='end'/>";
    let whole = model("whole", "start wait judge call last end", elements, "");
    let files = vec![
        Resource { name: "rate.dmn".into(), bytes: RATE.into() },
        Resource { name: "quick.bpmn".into(), bytes: quick.into() },
        Resource { name: "whole.bpmn".into(), bytes: whole.into() },
    ];
    lab.engine.deploy(by("ada"), files, false).await.unwrap_or_else(|error| panic!("{error}: {error:?}"));
    let id = lab.start("whole", vars(json!({}))).await;
    (lab, id)
}

fn to_judge() -> Modification {
    let to = Entering { global: true, ..Entering::at(Target::Before("judge".into())) };
    Modification {
        instructions: vec![Instruction::Move { from: Which::All("wait".into()), to }],
        reason: Some("it is known".into()),
        ..Modification::default()
    }
}

fn names<'a>(all: impl Iterator<Item = &'a ElementId>) -> Vec<String> {
    all.map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_dry_run_goes_as_far_as_the_commit_that_it_foretells() {
    let (lab, id) = lab().await;
    let (rows, counted) = (lab.rows(), lab.engine.metrics());
    let told = lab.engine.modify_instance(by("ada"), id, to_judge(), true).await.unwrap();
    assert_eq!(lab.rows(), rows, "a dry run changes nothing");
    let now = lab.engine.metrics();
    assert_eq!((now.commands, now.instances_started), (counted.commands, counted.instances_started), "nor counts");
    // The decision was made, the process was called and has ended: all of that would be so before it is answered.
    assert_eq!(names(told.entered.iter().map(|one| &one.element)), ["judge", "call", "last"], "{told:?}");
    assert_eq!(names(told.ended.iter().map(|one| &one.element)), ["wait", "judge", "call"]);
    let rated = told.variables.iter().find(|variable| variable.name == "rated").expect("what the decision says");
    assert_eq!((&rated.value, told.state), (&json!(42), State::Running));
    let done = lab.engine.modify_instance(by("ada"), id, to_judge(), false).await.unwrap();
    assert_eq!(told, done);
    assert_eq!(lab.told(id).await, "running: last waits for userTask");
}

#[tokio::test]
async fn a_batch_and_a_restart_are_foretold_as_far() {
    let (lab, id) = lab().await;
    let of = BatchOf::Instances(vec![id]);
    let operation = BatchOperation::Modify(to_judge());
    let tried = lab.engine.try_batch(by("ada"), of, operation, &Paging::default()).await.unwrap();
    let changes = tried.items[0].changes.as_ref().unwrap();
    assert_eq!(names(changes.entered.iter().map(|one| &one.element)), ["judge", "call", "last"]);
    lab.engine.cancel_instance(by("ada"), id, None).await.unwrap();
    let again = |dry_run| {
        let wanted = RestartInstance { before: vec!["judge".into()], ..RestartInstance::default() };
        lab.engine.restart_instance(by("ada"), id, wanted, dry_run)
    };
    let told = again(true).await.unwrap();
    assert_eq!(told.instance, None);
    let done = again(false).await.unwrap();
    assert!(names(done.changes.entered.iter().map(|one| &one.element)).ends_with(&["last".to_owned()]));
    assert_eq!(told.changes, done.changes);
    let begun = done.instance.unwrap();
    assert_eq!(lab.told(begun.id).await, "running: last waits for userTask");
}
