//! Listeners of our own: `weir:listener`, told like those of other engines, and refused where nothing is told.
//! Update with `UPDATE_EXPECT=1`.
use crate::common::foreign::run;
use crate::common::run::Run;
use expect_test::{Expect, expect};
use weir_core::command::LeasedJob;
use weir_core::compile::prepare;
use weir_core::instance::Variables;
use weir_core::wait::WaitFor;
use weir_core::{Command, Severity, Timestamp};

const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'
    xmlns:weir='urn:weir:bpmn:1' xmlns:zeebe='http://camunda.org/schema/zeebe/1.0'><process id='p' isExecutable='true'>";

fn listener(event: &str, kind: &str) -> String {
    format!("<weir:listener event='{event}' type='{kind}'/>")
}

/// A start, a user task with these extensions and an end; the flow to the task has others.
fn file(flow: &str, task: &str) -> String {
    format!(
        "{HEAD}<startEvent id='s'/><sequenceFlow id='s-a' sourceRef='s' targetRef='a'><extensionElements>{flow}\
         </extensionElements></sequenceFlow><userTask id='a'><extensionElements>{task}</extensionElements></userTask>\
         <sequenceFlow id='a-e' sourceRef='a' targetRef='e'/><endEvent id='e'/></process></definitions>"
    )
}

#[test]
fn what_happens_is_told_to_a_worker_before_it_goes_on() {
    let task = [listener("start", "before"), listener("create", "made"), listener("complete", "done")].concat()
        + "<weir:output source='= 1' target='one'/><weir:listener event='end' type='behind' retries='5'/>";
    run(
        &file(&listener("take", "taken"), &task),
        "start; complete s-a#listener0; complete a; complete a; complete a; complete a; complete a",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter s-a#listener0
              s-a#listener0 waits for job taken
              headers of #2: {"listener": "take"}
            > complete s-a#listener0
              s-a#listener0 completed: s-a#taken0
              enter a
              a waits for job before (listener)
              headers of #3: {"listener": "start"}
            > complete a
              a waits for job made (listener)
              headers of #3: {"listener": "create"}
            > complete a
              a waits for user task
            > complete a
              p.one = 1
              a waits for job done (listener)
              headers of #3: {"listener": "complete"}
            > complete a
              a waits for job behind (listener)
              headers of #3: {"listener": "end"}
            > complete a
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn it_is_the_same_as_a_listener_of_camunda_8() {
    let ours = file("", &[listener("start", "before"), listener("complete", "done")].concat());
    let theirs = file(
        "",
        "<zeebe:executionListeners><zeebe:executionListener eventType='start' type='before'/></zeebe:executionListeners>\
         <zeebe:taskListeners><zeebe:taskListener eventType='complete' type='done'/></zeebe:taskListeners>",
    );
    let compiled = |text: &str| {
        let process = prepare(text.as_bytes()).processes.into_iter().next().expect("a process");
        let node = process.find(&"a".into()).expect("the task");
        format!("{:?}", process.graph[node].listeners)
    };
    assert_eq!(compiled(&ours), compiled(&theirs));
}

fn refused(inside: &str, expected: &Expect) {
    let text = format!("{HEAD}<startEvent id='s'/>{inside}</process></definitions>");
    let problems = prepare(text.as_bytes()).problems;
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    let told: Vec<String> = errors.map(|problem| format!("{} {}\n", problem.code, problem.message)).collect();
    expected.assert_eq(&told.concat());
}

#[test]
fn it_is_refused_where_nothing_is_told_and_when_it_does_not_say_what() {
    let of = |element: &str, inside: &str| {
        format!("<{element} id='x'><extensionElements>{inside}</extensionElements></{element}>")
    };
    refused(
        &of("task", &listener("create", "w")),
        &expect![[r"
        listener-misplaced nothing is told of `create` on `task`; write one of start, end
    "]],
    );
    refused(
        &of("task", &listener("take", "w")),
        &expect![[r"
        listener-misplaced nothing is told of `take` on `task`; write one of start, end
    "]],
    );
    refused(
        &of("task", "<weir:listener event='start'/>"),
        &expect![[r"
        mapping-incomplete `weir:listener` needs `type`
    "]],
    );
    refused(
        &of("task", "<weir:listener type='w'/>"),
        &expect![[r"
        mapping-incomplete `weir:listener` needs `event`
    "]],
    );
    refused(
        &of("task", "<weir:listener event='start' type='w' class='J'/>"),
        &expect![[r"
        unknown-weir-attribute `weir:listener` has no attribute `class`
    "]],
    );
    refused(
        &of("dataObject", &listener("start", "w")),
        &expect![[r"
        unknown-weir-element `weir:listener` does nothing in `dataObject`; it belongs in flow nodes, flows and processes
    "]],
    );
}

#[test]
fn an_expression_that_cannot_be_read_says_where_in_it() {
    let text = format!(
        "{HEAD}<startEvent id='s'/><userTask id='a' weir:assignee='= one +&#10; * two'/></process></definitions>"
    );
    let problems = prepare(text.as_bytes()).problems;
    let problem = problems.iter().find(|problem| problem.code == "feel-syntax").expect("it cannot be read");
    let at = problem.within.expect("where");
    assert_eq!((at.line, at.column), (2, 2), "{problem:?}");
    let whole = serde_json::to_value(problem).expect("as JSON");
    assert_eq!(whole["within"], serde_json::json!({"line": 2, "column": 2}));
    let other = problems.iter().find(|problem| problem.code != "feel-syntax").expect("another");
    assert!(serde_json::to_value(other).expect("as JSON").get("within").is_none(), "{other:?}");
}

/// An instance that is ended while its listener of the end is told has not completed: it gives nothing.
#[test]
fn only_what_completes_is_in_the_collection() {
    let repeated = |listener: &str| {
        format!(
            "{HEAD}<startEvent id='s'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/><serviceTask id='a'><extensionElements>\
             <zeebe:taskDefinition type='work'/>{listener}</extensionElements><multiInstanceLoopCharacteristics>\
             <extensionElements><zeebe:loopCharacteristics inputCollection='=[1,2,3]' inputElement='x' \
             outputCollection='all' outputElement='=x'/></extensionElements><completionCondition>\
             =numberOfCompletedInstances = 1</completionCondition></multiInstanceLoopCharacteristics></serviceTask>\
             <sequenceFlow id='g' sourceRef='a' targetRef='e'/><userTask id='e'/></process></definitions>"
        )
    };
    let ends =
        "<zeebe:executionListeners><zeebe:executionListener eventType='end' type='told'/></zeebe:executionListeners>";
    for (listener, jobs) in [(ends, &["work", "work", "work", "told"][..]), ("", &["work"])] {
        let process = crate::common::foreign::process(&repeated(listener));
        let mut run = Run::new(&process);
        run.command("start");
        for job_type in jobs {
            let (key, wait) = run.find(|_, wait| matches!(&wait.on, WaitFor::Job(job) if job.job_type == **job_type));
            let until = Timestamp(60_000);
            run.send(Command::LockJob { key, wait, worker: "w".into(), until });
            let open = &run.instance.wait(key, wait).expect("it is open").on;
            let WaitFor::Job(job) = open else { panic!("{open:?}") };
            let job = LeasedJob { key, wait, token: job.lease.as_ref().expect("it is locked").token };
            run.send(Command::CompleteJob { job, variables: Variables::new() });
        }
        let all = run.instance.variable(0, "all").expect("a list").to_string();
        assert_eq!(all, "[1,null,null]", "{}", run.trace);
    }
}
