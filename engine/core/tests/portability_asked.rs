//! Models of other engines: values that code of theirs finds, in calls and among candidates; what an event is told by its name
//! alone; parameters of external workers; what tasks say of themselves. Update with `UPDATE_EXPECT=1`.
use crate::common::foreign::{process, run, task};
use crate::common::run::Run;
use expect_test::expect;
use weir_core::Severity;
use weir_core::compile::prepare;

fn file(inside: &str) -> String {
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t' \
         xmlns:camunda='http://camunda.org/schema/1.0/bpmn' xmlns:flowable='http://flowable.org/bpmn' \
         xmlns:zeebe='http://camunda.org/schema/zeebe/1.0'><message id='m' name='paid'/>\
         <process id='p' isExecutable='true'>{inside}</process></definitions>"
    )
}

/// One element between a start and an end.
fn one(element: &str) -> String {
    file(&format!(
        "<startEvent id='s'/>{element}<endEvent id='e'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/>\
         <sequenceFlow id='g' sourceRef='a' targetRef='e'/>"
    ))
}

/// Warnings and errors: code and message.
fn told(file: &str) -> Vec<(String, String)> {
    let loud = prepare(file.as_bytes()).problems.into_iter().filter(|problem| problem.severity != Severity::Note);
    loud.map(|problem| (problem.code, problem.message)).collect()
}

fn codes(file: &str) -> Vec<String> {
    told(file).into_iter().map(|(code, _)| code).collect()
}

#[test]
fn what_code_of_another_engine_gives_to_a_signal_a_worker_finds_before_it_is_thrown() {
    let signal = "<signalEventDefinition signalRef='m'><extensionElements><camunda:in source='x' target='x'/>\
                  <camunda:in sourceExpression='${prices.of(x)}' target='price'/></extensionElements></signalEventDefinition>";
    let model = |event: &str| {
        let event = format!("<{event} id='a'>{signal}</{event}>");
        one(&event).replace("<message id='m' name='paid'/>", "<signal id='m' name='sold'/>")
    };
    let thrown = model("intermediateThrowEvent");
    assert_eq!(codes(&thrown), ["value-as-job"]);
    run(
        &thrown,
        "start {\"x\": 7}; complete a {\"price\": 12.5}",
        &expect![[r#"
        > start {"x": 7}
          enter s
          s completed: f
          enter a
          a.x = 7
          a waits for job prices.of (listener)
          headers of #2: {"expression": "${prices.of(x)}", "resultVariable": "price"}
        > complete a {"price": 12.5}
          a.price = 12.5
          a throws signal sold
          a completed: g
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    let caught = model("intermediateCatchEvent");
    assert_eq!(
        codes(&caught),
        ["extension-unused", "extension-unused"],
        "who catches a signal says nothing of what it carries"
    );
}

#[test]
fn what_code_of_another_engine_gives_to_a_called_process_a_worker_finds_before_the_call() {
    let model = one("<callActivity id='a' calledElement='q'><extensionElements><camunda:in source='x' target='x'/>\
         <camunda:in sourceExpression='${prices.of(x)}' target='price'/><camunda:out source='r' target='r'/>\
         <camunda:out sourceExpression='${prices.round(r)}' target='rounded'/></extensionElements></callActivity>");
    assert_eq!(codes(&model), ["value-as-job", "value-as-job"]);
    run(
        &model,
        "start {\"x\": 7}; complete a {\"price\": 12.5}; child a {\"r\": 3.14}; complete a {\"output.rounded\": 3}",
        &expect![[r#"
            > start {"x": 7}
              enter s
              s completed: f
              enter a
              a.x = 7
              a waits for job prices.of (listener)
              headers of #2: {"expression": "${prices.of(x)}", "resultVariable": "price"}
            > complete a {"price": 12.5}
              a.price = 12.5
              a waits for process q
            > child a {"r": 3.14}
              a.r = 3.14
              a waits for job prices.round (listener)
              headers of #2: {"expression": "${prices.round(r)}", "resultVariable": "output.rounded"}
            > complete a {"output.rounded": 3}
              a.output.rounded = 3
              p.r = 3.14
              p.rounded = 3
              a completed: g
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn candidates_beside_each_other_are_texts_expressions_and_what_a_worker_finds() {
    let model = one("<userTask id='a' camunda:candidateGroups='sales, ${more}, ${groups.of(region)}' \
                     camunda:candidateUsers='${a},${b}'/>");
    assert_eq!(codes(&model), ["value-as-job"]);
    let process = process(&model);
    let mut run = Run::new(&process);
    run.command("start {\"region\": \"north\", \"more\": [\"clerks\", \"a, b\"], \"a\": \"ann\", \"b\": null}");
    run.command("complete a {\"value.candidateGroups.2\": \"chiefs,heads\"}");
    let made = task(&run);
    assert_eq!(made.candidate_groups, ["sales", "clerks", "a, b", "chiefs", "heads"]);
    assert_eq!(made.candidate_users, ["ann"]);
}

#[test]
fn a_conditional_event_asks_no_worker_and_says_what_to_do() {
    let event = "<userTask id='a'/><boundaryEvent id='b' attachedToRef='a'><conditionalEventDefinition>\
                 <condition>${svc.ready(x)}</condition></conditionalEventDefinition></boundaryEvent>";
    let told = told(&one(event));
    let (_, message) = told.iter().find(|(code, _)| code == "juel-unknown-call").expect("it is refused");
    assert!(message.contains("let the task that changes them set a variable"), "{message}");
}

#[test]
fn an_ad_hoc_sub_process_is_not_directed_by_a_job_and_says_who_chooses() {
    let model =
        one("<adHocSubProcess id='a'><extensionElements><zeebe:taskDefinition type='agent'/></extensionElements>\
                     <task id='t'/></adHocSubProcess>");
    let told = told(&model);
    assert!(
        told.iter().any(|(code, message)| code == "foreign-extension" && message.contains("activeElementsCollection")),
        "{told:?}"
    );
}

#[test]
fn parameters_of_an_external_worker_go_in_and_come_out() {
    let model = one("<serviceTask id='a' flowable:type='external-worker' flowable:topic='work' \
         flowable:doNotIncludeVariables='true'><extensionElements>\
         <flowable:externalWorkerInParameter source='x' target='y'/>\
         <flowable:externalWorkerInParameter sourceExpression='${x + 1}' target='z'/>\
         <flowable:externalWorkerOutParameter source='r' target='result'/>\
         <flowable:externalWorkerOutParameter sourceExpression='${r * 2}' target='twice'/></extensionElements></serviceTask>");
    assert_eq!(codes(&model), [""; 0]);
    run(
        &model,
        "start {\"x\": 7}; complete a {\"r\": 5, \"other\": 1}",
        &expect![[r#"
        > start {"x": 7}
          enter s
          s completed: f
          enter a
          a.y = 7
          a.z = 8
          a waits for job work
        > complete a {"r": 5, "other": 1}
          a.other = 1
          a.r = 5
          p.result = 5
          p.twice = 10
          a completed: g
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn messages_and_signals_may_be_named_by_an_expression_alone() {
    let caught = "<intermediateCatchEvent id='a'><messageEventDefinition flowable:messageExpression='${name}'/>\
                  </intermediateCatchEvent>";
    assert_eq!(codes(&one(caught)), [""; 0]);
    run(
        &one(caught),
        "start {\"name\": \"paid-7\"}; message paid-7",
        &expect![[r#"
        > start {"name": "paid-7"}
          enter s
          s completed: f
          enter a
          a waits for message paid-7
        > message paid-7
          a completed: g
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    let thrown = "<intermediateThrowEvent id='a'><signalEventDefinition flowable:signalExpression='alert-${name}'/>\
                  </intermediateThrowEvent>";
    assert_eq!(codes(&one(thrown)), [""; 0]);
    run(
        &one(thrown),
        "start {\"name\": \"red\"}",
        &expect![[r#"
        > start {"name": "red"}
          enter s
          s completed: f
          enter a
          a throws signal alert-red
          a completed: g
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    let both = "<intermediateCatchEvent id='a'><messageEventDefinition messageRef='m' flowable:messageExpression='${name}'/>\
                </intermediateCatchEvent>";
    assert_eq!(codes(&one(both)), ["extension-unused"]);
}

#[test]
fn a_property_of_a_form_is_one_variable_or_is_only_shown() {
    let form =
        |property: &str| one(&format!("<userTask id='a'><extensionElements>{property}</extensionElements></userTask>"));
    let named = form("<flowable:formProperty id='kind' expression='#{sort}'/>");
    assert_eq!(codes(&named), [""; 0]);
    let field = |file: &str| {
        let process = process(file);
        let mut run = Run::new(&process);
        run.command("start {\"sort\": \"a\", \"order\": {\"total\": 5}}");
        task(&run).form.expect("a form")["components"][0].clone()
    };
    assert_eq!(field(&named)["key"], "sort");
    let shown = form("<flowable:formProperty id='total' expression='${order.total}' writable='false'/>");
    assert_eq!(codes(&shown), [""; 0]);
    let made = field(&shown);
    assert_eq!((&made["key"], &made["defaultValue"], &made["readonly"]), (&"total".into(), &5.into(), &true.into()));
    let told = told(&form("<flowable:formProperty id='total' expression='${order.total}'/>"));
    assert!(
        matches!(&told[..], [(code, message)] if code == "foreign-extension" && message.contains("name one variable")),
        "{told:?}"
    );
    let both = form("<flowable:formProperty id='kind' variable='sort' expression='${order.total}'/>");
    assert_eq!(codes(&both), ["extension-unused"]);
}

#[test]
fn listeners_know_their_task_as_it_will_be_made() {
    let listener = |event: &str, expression: &str| {
        format!("<camunda:taskListener event='{event}' expression=\"${{{expression}}}\"/>")
    };
    let model = one(&format!(
        "<userTask id='a' name='Check ${{x}}' camunda:assignee='${{who}}' camunda:priority='70' camunda:dueDate='2030-01-02T03:04:05Z' \
         camunda:formKey='${{task.name}}'><documentation>look</documentation><extensionElements>{}{}{}{}</extensionElements></userTask>",
        listener("create", "task.execution.setVariable('seen', task.getAssignee().concat('/').concat(task.name))"),
        listener("create", "execution.setVariable('rank', task.priority + 1)"),
        listener("create", "task.setVariable('due', task.dueDate)"),
        listener("complete", "task.execution.setVariable('by', task.assignee)"),
    ));
    assert_eq!(codes(&model), [""; 0]);
    let process = process(&model);
    let mut run = Run::new(&process);
    run.command("start {\"who\": \"bob\", \"x\": 5}");
    let of = |run: &Run, name: &str| run.instance.elements[&0].variables.get(name).cloned().unwrap_or_default();
    assert_eq!(of(&run, "seen"), "bob/Check 5", "{}", run.trace);
    assert_eq!(of(&run, "rank"), 71);
    assert_eq!(of(&run, "due"), "2030-01-02T03:04:05.000Z");
    // What the task is made of may ask for the rest of it.
    assert_eq!(task(&run).form_key.as_deref(), Some("Check 5"));
    run.command("set {\"by\": \"nobody\"}");
    run.command("complete a");
    assert!(run.trace.contains("p.by = \"bob\""), "{}", run.trace);
}

#[test]
fn an_execution_is_known_by_the_scope_it_is_in() {
    let process = process(&one(
        "<subProcess id='a'><startEvent id='t'/><scriptTask id='k' scriptFormat='juel' camunda:resultVariable='ids'>\
         <script>${execution.id} ${execution.processInstanceId} ${execution.rootProcessInstanceId}</script></scriptTask>\
         <userTask id='u'/><sequenceFlow id='h' sourceRef='t' targetRef='k'/><sequenceFlow id='i' sourceRef='k' targetRef='u'/>\
         </subProcess>",
    ));
    let mut run = Run::new(&process);
    run.command("start");
    let id = run.instance.header.id.to_string();
    let scope = run.instance.elements.values().find(|e| e.element.as_str() == "a").expect("the scope").key;
    assert_eq!(run.instance.elements[&0].variables["ids"], format!("{id}.{scope} {id} {id}"));
}
