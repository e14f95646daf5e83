//! Models of other engines: decisions that a service task names by fields, forms inside of a file, ends of cycles, urgency.
//! Update with `UPDATE_EXPECT=1`.
use crate::common::run::Run;
use expect_test::expect;
use weir_core::compile::prepare;
use weir_core::process::Kind;
use weir_core::wait::WaitFor;
use weir_core::{Problem, Severity};

const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t' \
    xmlns:flowable='http://flowable.org/bpmn' xmlns:zeebe='http://camunda.org/schema/zeebe/1.0'>";

fn file(inside: &str) -> String {
    format!(
        "{HEAD}<process id='p' isExecutable='true'>{inside}<sequenceFlow id='f' sourceRef='s' targetRef='a'/></process>\
         </definitions>"
    )
}

fn loud(file: &str) -> Vec<(String, String)> {
    let prepared = prepare(file.as_bytes());
    let loud = prepared.problems.into_iter().filter(|problem| problem.severity != Severity::Note);
    loud.map(|Problem { code, message, .. }| (code, message)).collect()
}

fn trace(file: &str, commands: &[&str]) -> String {
    let prepared = prepare(file.as_bytes());
    let process = prepared.processes.into_iter().next().unwrap_or_else(|| panic!("{:#?}", prepared.problems));
    let mut run = Run::new(&process);
    for command in commands {
        run.command(command);
    }
    run.trace
}

fn asks(fields: &str) -> String {
    file(&format!(
        "<startEvent id='s'/><serviceTask id='a' flowable:type='dmn'><extensionElements><flowable:field \
         name='decisionTableReferenceKey'><flowable:string>discount</flowable:string></flowable:field>{fields}\
         </extensionElements></serviceTask>"
    ))
}

const NONE: &str = r#"{"value": null, "output": null, "required": [], "parameters": [], "faults": [], "tables": [{"decision": "discount", "table": "t", "inputs": [{"expression": "amount", "value": 5}], "rules": [], "ruleIds": []}]}"#;
const ONE: &str = r#"{"value": {"rate": 5, "group": "b"}, "output": null, "required": [], "parameters": [], "faults": [], "tables": []}"#;

#[test]
fn a_decision_that_a_service_task_names_by_fields_gives_its_outputs_as_variables() {
    let model = asks("");
    assert_eq!(loud(&model), []);
    let commands = ["start".to_owned(), format!("decided a {ONE}")];
    expect![[""]].assert_eq(&trace(&model, &[&commands[0], &commands[1]]));
    let commands = ["start".to_owned(), format!("decided a {NONE}")];
    expect![[""]].assert_eq(&trace(&model, &[&commands[0], &commands[1]]));
    let strict = asks("<flowable:field name='decisionTaskThrowErrorOnNoHits' stringValue='true'/>");
    assert_eq!(loud(&strict), []);
    expect![[""]].assert_eq(&trace(&strict, &[&commands[0], &commands[1]]));
}

#[test]
fn fields_that_a_decision_does_not_know_are_told() {
    let model = asks(
        "<flowable:field name='fallbackToDefaultTenant' stringValue='true'/><flowable:field name='other' stringValue='x'/>",
    );
    expect![[""]].assert_debug_eq(&loud(&model));
    let named_by_nothing = file("<startEvent id='s'/><serviceTask id='a' flowable:type='dmn'/>");
    let prepared = prepare(named_by_nothing.as_bytes());
    let process = prepared.processes.first().expect("it is deployed");
    let Kind::JobTask(_) = &process.element(&"a".into()).kind else { panic!("without a decision it is a job") };
}

#[test]
fn a_cycle_ends_where_its_end_date_says() {
    let cycle = |attributes: &str| {
        file(&format!(
            "<startEvent id='s'/><userTask id='a'/><boundaryEvent id='b' attachedToRef='a' cancelActivity='false'>\
             <timerEventDefinition><timeCycle {attributes}>R/PT1H</timeCycle></timerEventDefinition></boundaryEvent>\
             <endEvent id='e'/><sequenceFlow id='g' sourceRef='b' targetRef='e'/>"
        ))
    };
    let model = cycle("flowable:endDate='1970-01-01T02:30:00Z'");
    assert_eq!(loud(&model), []);
    expect![[""]].assert_eq(&trace(&model, &["start", "+2h", "+2h"]));
    let given = cycle("flowable:endDate='${end}'");
    expect![[""]].assert_eq(&trace(&given, &["start {\"end\": \"1970-01-01T00:30:00Z\"}"]));
    assert_eq!(loud(&cycle("flowable:endDate='soon'")).first().map(|(code, _)| code.as_str()), Some("timer-invalid"));
}

#[test]
fn a_form_that_stands_in_the_file_is_served_with_the_task_that_names_it() {
    let model = |form: &str, key: &str| {
        file(&format!(
            "<extensionElements><zeebe:userTaskForm id='order'>{form}</zeebe:userTaskForm></extensionElements>\
             <startEvent id='s'/><userTask id='a'><extensionElements><zeebe:formDefinition formKey='{key}'/>\
             </extensionElements></userTask>"
        ))
    };
    let form = r#"{"type": "default", "components": [{"type": "textfield", "key": "name"}]}"#;
    let good = model(form, "camunda-forms:bpmn:order");
    assert_eq!(loud(&good), []);
    let prepared = prepare(good.as_bytes());
    let Kind::UserTask(task) = &prepared.processes[0].element(&"a".into()).kind else { panic!("it is a user task") };
    assert_eq!(task.form.as_ref().expect("a form").0["components"][0]["key"], "name");
    expect![[""]].assert_debug_eq(&loud(&model(form, "another")));
    expect![[""]].assert_debug_eq(&loud(&model("{", "camunda-forms:bpmn:order")));
}

#[test]
fn how_urgent_jobs_are_is_said_by_a_task_or_its_process() {
    let model = |of_task: &str| {
        file(&format!(
            "<extensionElements><zeebe:jobPriorityDefinition priority='7'/></extensionElements><startEvent id='s'/>\
             <serviceTask id='a'><extensionElements><zeebe:taskDefinition type='work'/>{of_task}</extensionElements>\
             </serviceTask>"
        ))
    };
    let priority = |of_task: &str| {
        let prepared = prepare(model(of_task).as_bytes());
        let mut run = Run::new(&prepared.processes[0]);
        run.command("start {\"n\": 3}");
        let waits = run.instance.waits().find_map(|(_, wait)| match &wait.on {
            WaitFor::Job(job) => Some(job.priority),
            _ => None,
        });
        waits.expect("a job")
    };
    assert_eq!(priority(""), 7);
    assert_eq!(priority("<zeebe:jobPriorityDefinition priority='= n * 10'/>"), 30);
}
