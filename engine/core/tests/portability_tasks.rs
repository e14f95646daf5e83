//! Models of other engines: decisions that a service task names by fields, forms inside of a file, ends of cycles, urgency.
//! Update with `UPDATE_EXPECT=1`.
use crate::common::run::Run;
use expect_test::expect;
use weir_core::compile::prepare;
use weir_core::process::Kind;
use weir_core::wait::WaitFor;
use weir_core::{Problem, Severity};

const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t' \
    xmlns:flowable='http://flowable.org/bpmn' xmlns:zeebe='http://camunda.org/schema/zeebe/1.0' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>";

fn file(inside: &str) -> String {
    format!(
        "{HEAD}<process id='p' isExecutable='true'>{inside}<sequenceFlow id='f' sourceRef='s' targetRef='a'/><endEvent id='z'/><sequenceFlow \
         id='az' sourceRef='a' targetRef='z'/></process>\
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
    expect![[r#"
        > start
          enter s
          s completed: f
          enter a
          a waits for decision discount Latest
        > decided a {"value": {"rate": 5, "group": "b"}, "output": null, "required": [], "parameters": [], "faults": [], "tables": []}
          a decided by d:3, rules [], parameters []
          p.group = "b"
          p.rate = 5
          a completed: az
          enter z
          z completed
          p completed
          process Completed
    "#]].assert_eq(&trace(&model, &[&commands[0], &commands[1]]));
    let commands = ["start".to_owned(), format!("decided a {NONE}")];
    expect![[r#"
        > start
          enter s
          s completed: f
          enter a
          a waits for decision discount Latest
        > decided a {"value": null, "output": null, "required": [], "parameters": [], "faults": [], "tables": [{"decision": "discount", "table": "t", "inputs": [{"expression": "amount", "value": 5}], "rules": [], "ruleIds": []}]}
          a decided by d:3, rules [], parameters []
          a completed: az
          enter z
          z completed
          p completed
          process Completed
    "#]].assert_eq(&trace(&model, &[&commands[0], &commands[1]]));
    let kind = "<flowable:decisionReferenceType><![CDATA[decisionService]]></flowable:decisionReferenceType>";
    assert_eq!(loud(&asks(kind)), [], "a service is asked like a decision");
    let strict = asks("<flowable:field name='decisionTaskThrowErrorOnNoHits' stringValue='true'/>");
    assert_eq!(loud(&strict), []);
    expect![[r#"
        > start
          enter s
          s completed: f
          enter a
          a waits for decision discount Latest
        > decided a {"value": null, "output": null, "required": [], "parameters": [], "faults": [], "tables": [{"decision": "discount", "table": "t", "inputs": [{"expression": "amount", "value": 5}], "rules": [], "ruleIds": []}]}
          a decided by d:3, rules [], parameters []
          a no longer waits for decision discount Latest
          a incident decision-no-match: no rule of decision `discount` matches amount = 5
    "#]].assert_eq(&trace(&strict, &[&commands[0], &commands[1]]));
}

#[test]
fn fields_that_a_decision_does_not_know_are_told() {
    let model = asks(
        "<flowable:field name='fallbackToDefaultTenant' stringValue='true'/><flowable:field name='other' stringValue='x'/>",
    );
    expect![[r#"
        [
            (
                "extension-unused",
                "the field `fallbackToDefaultTenant` has no effect: a decision belongs to the tenant of the caller: no other one is looked into",
            ),
            (
                "extension-unused",
                "the field `other` has no effect: a decision knows no such field",
            ),
        ]
    "#]].assert_debug_eq(&loud(&model));
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
             <timerEventDefinition><timeCycle xsi:type='tFormalExpression' {attributes}>R/PT1H</timeCycle></timerEventDefinition></boundaryEvent>\
             <endEvent id='e'/><sequenceFlow id='g' sourceRef='b' targetRef='e'/>"
        ))
    };
    let model = cycle("flowable:endDate='1970-01-01T02:30:00Z'");
    assert_eq!(loud(&model), []);
    expect![[r"
        > start
          enter s
          s completed: f
          enter a
          a waits for timer 1970-01-01T01:00:00.000Z (b)
          a waits for user task
        > +2h
          triggered b
          b completed: g
          enter e
          e completed
        > +2h
          nothing due
    "]]
    .assert_eq(&trace(&model, &["start", "+2h", "+2h"]));
    let given = cycle("flowable:endDate='${end}'");
    expect![[r#"
        > start {"end": "1970-01-01T00:30:00Z"}
          enter s
          s completed: f
          enter a
          a incident not-a-time: `R/PT1H until 1970-01-01T00:30:00Z` is not an ISO 8601 date, duration or interval
    "#]]
    .assert_eq(&trace(&given, &["start {\"end\": \"1970-01-01T00:30:00Z\"}"]));
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
    expect![[r#"
        [
            (
                "extension-unused",
                "the form has no effect: no task names it by the key `camunda-forms:bpmn:order`",
            ),
        ]
    "#]]
    .assert_debug_eq(&loud(&model(form, "another")));
    expect![[r#"
        [
            (
                "form-not-json",
                "the form cannot be read, and is served with no task: EOF while parsing an object at line 1 column 1",
            ),
        ]
    "#]]
    .assert_debug_eq(&loud(&model("{", "camunda-forms:bpmn:order")));
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

#[test]
fn parameters_of_a_user_task_that_only_another_engine_could_find_are_asked_of_a_worker() {
    let model = file(
        "<startEvent id='s'/><userTask id='a'><extensionElements><camunda:inputOutput><camunda:inputParameter name='limit'>\
         <camunda:script scriptFormat='groovy'>1 + 1</camunda:script></camunda:inputParameter><camunda:outputParameter \
         name='rate'>${rates.of(limit)}</camunda:outputParameter></camunda:inputOutput></extensionElements></userTask>",
    )
    .replace("xmlns:flowable", "xmlns:camunda='http://camunda.org/schema/1.0/bpmn' xmlns:flowable");
    expect![[r#"
        [
            (
                "value-as-job",
                "a worker of type `groovy` finds `limit` before the activity begins: it gets what to evaluate in its headers, and gives the value as `limit`",
            ),
            (
                "value-as-job",
                "a worker of type `rates.of` finds `rate` when the activity is done: it gets what to evaluate in its headers, and gives the value as `output.rate`",
            ),
        ]
    "#]].assert_debug_eq(&loud(&model));
    expect![[r#"
        > start
          enter s
          s completed: f
          enter a
          a waits for job groovy (listener)
        > complete a {"limit": 7}
          a.limit = 7
          a waits for user task
        > complete a {"done": true}
          p.done = true
          a waits for job rates.of (listener)
        > complete a {"output.rate": 3}
          a.output.rate = 3
          p.rate = 3
          a completed: az
          enter z
          z completed
          p completed
          process Completed
    "#]]
    .assert_eq(&trace(
        &model,
        &["start", "complete a {\"limit\": 7}", "complete a {\"done\": true}", "complete a {\"output.rate\": 3}"],
    ));
}

#[test]
fn a_list_that_an_expression_adds_to_is_changed_by_the_engine() {
    let model = file(
        "<startEvent id='s'/><serviceTask id='a' flowable:expression=\"${execution.getVariable('list').add('z')}\"/>",
    );
    assert_eq!(loud(&model), []);
    let prepared = prepare(model.as_bytes());
    let Kind::ScriptTask { script, .. } = &prepared.processes[0].element(&"a".into()).kind else {
        panic!("it runs here")
    };
    assert_eq!(script.text(), "javascript program: execution.getVariable('list').push('z'); true");
    let row = prepared.dispositions.iter().find(|row| row.part == "@flowable:expression").expect("a row");
    assert_eq!(row.became, weir_core::read::Became::Mapped("evaluated by the engine".to_owned()));
}
