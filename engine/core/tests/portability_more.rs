//! Models of other engines: conditions that only a worker can evaluate, what is passed by, what is told to nobody.
//! Update with `UPDATE_EXPECT=1`.
//!
//! This file is long because traces are; each test stands alone.
use crate::common::run::Run;
use expect_test::{Expect, expect};
use std::fmt::Write;
use weir_core::compile::prepare;
use weir_core::wait::WaitFor;
use weir_core::{Severity, process::Kind};

const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'
    xmlns:camunda='http://camunda.org/schema/1.0/bpmn' xmlns:flowable='http://flowable.org/bpmn'
    xmlns:zeebe='http://camunda.org/schema/zeebe/1.0' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>";

fn file(inside: &str) -> String {
    format!("{HEAD}<process id='p' isExecutable='true'>{inside}</process></definitions>")
}

fn flow(from: &str, to: &str, condition: &str) -> String {
    format!("<sequenceFlow id='{from}-{to}' sourceRef='{from}' targetRef='{to}'>{condition}</sequenceFlow>")
}

/// Warnings and errors, the codes alone.
fn codes(file: &str) -> Vec<String> {
    let prepared = prepare(file.as_bytes());
    let loud = prepared.problems.iter().filter(|problem| problem.severity != Severity::Note);
    loud.map(|problem| problem.code.clone()).collect()
}

fn run(file: &str, commands: &[&str], expected: &Expect) {
    let prepared = prepare(file.as_bytes());
    let process = prepared.processes.into_iter().next().unwrap_or_else(|| panic!("{:#?}", prepared.problems));
    let mut run = Run::new(&process);
    for command in commands {
        run.command(command);
        for (key, wait) in run.instance.clone().waits() {
            if let WaitFor::Job(job) = &wait.on {
                writeln!(run.trace, "  headers of #{key}: {:?}", job.headers).unwrap();
            }
        }
    }
    expected.assert_eq(&run.trace);
}

/// A gateway with a condition and a default.
fn gateway(condition: &str) -> String {
    file(&format!(
        "<startEvent id='s'/><exclusiveGateway id='g' default='g-n'/><endEvent id='y'/><endEvent id='n'/>{}{}{}",
        flow("s", "g", ""),
        flow("g", "y", condition),
        flow("g", "n", "")
    ))
}

#[test]
fn a_condition_that_only_code_of_another_engine_can_evaluate_is_a_job_at_its_gateway() {
    let groovy = gateway(
        "<conditionExpression xsi:type='tFormalExpression' language='groovy'>execution.getVariable('a') as int &gt; 1</conditionExpression>",
    );
    assert_eq!(codes(&groovy), ["condition-as-job"]);
    run(
        &groovy,
        &["start", "complete g {\"condition.g-y\": true}"],
        &expect![[r#"
        > start
          enter s
          s completed: s-g
          enter g
          g waits for job groovy (listener)
          headers of #2: {"condition": "execution.getVariable('a') as int > 1", "flow": "g-y", "language": "groovy", "resultVariable": "condition.g-y"}
        > complete g {"condition.g-y": true}
          g.condition.g-y = true
          g completed: g-y
          enter y
          y completed
          p completed
          process Completed
    "#]],
    );
    let java = gateway(
        "<conditionExpression xsi:type='tFormalExpression'>${checker.isLarge(execution, 5)}</conditionExpression>",
    );
    assert_eq!(codes(&java), ["condition-as-job"]);
    run(
        &java,
        &["start", "complete g {\"condition.g-y\": false}"],
        &expect![[r#"
        > start
          enter s
          s completed: s-g
          enter g
          g waits for job checker.isLarge (listener)
          headers of #2: {"condition": "${checker.isLarge(execution, 5)}", "flow": "g-y", "resultVariable": "condition.g-y"}
        > complete g {"condition.g-y": false}
          g.condition.g-y = false
          g completed: g-n
          enter n
          n completed
          p completed
          process Completed
    "#]],
    );
    run(
        &java,
        &["start", "complete g"],
        &expect![[r#"
        > start
          enter s
          s completed: s-g
          enter g
          g waits for job checker.isLarge (listener)
          headers of #2: {"condition": "${checker.isLarge(execution, 5)}", "flow": "g-y", "resultVariable": "condition.g-y"}
        > complete g
          g incident feel-not-boolean: `${execution.getVariableLocal('condition.g-y')}` gives null, not true or false
    "#]],
    );
}

#[test]
fn a_condition_in_javascript_is_asked_where_it_is_needed() {
    let script = gateway(
        "<conditionExpression xsi:type='tFormalExpression' language='javascript'>amount &gt; 1000</conditionExpression>",
    );
    assert_eq!(codes(&script), [""; 0]);
    run(
        &script,
        &["start {\"amount\": 5}", "answer g true"],
        &expect![[r#"
        > start {"amount": 5}
          enter s
          s completed: s-g
          enter g
          g waits for value of javascript value: amount > 1000
        > answer g true
          g answered Value(Bool(true))
          g completed: g-y
          enter y
          y completed
          p completed
          process Completed
    "#]],
    );
    run(
        &script,
        &["start {\"amount\": 5}", "answer g 7"],
        &expect![[r#"
            > start {"amount": 5}
              enter s
              s completed: s-g
              enter g
              g waits for value of javascript value: amount > 1000
            > answer g 7
              g answered Value(Number(7))
              g incident feel-not-boolean: `javascript value: amount > 1000` gives a number, 7, not true or false
        "#]],
    );
    let java = gateway(
        "<conditionExpression xsi:type='tFormalExpression' language='javascript'>Java.type('x.Y').check()</conditionExpression>",
    );
    assert_eq!(codes(&java), ["condition-as-job"]);
    let wrong = gateway("<conditionExpression xsi:type='tFormalExpression' language='groovy'></conditionExpression>");
    assert_eq!(codes(&wrong), ["expression-empty"], "an empty condition is refused in any language");
}

#[test]
fn a_condition_whose_script_is_in_a_file_is_a_job_of_its_language() {
    let in_file = gateway("<conditionExpression language='groovy' camunda:resource='rules/big.groovy'/>");
    assert_eq!(codes(&in_file), ["condition-as-job", "expression-informal"]);
    run(
        &in_file,
        &["start", "complete g {\"condition.g-y\": true}"],
        &expect![[r#"
        > start
          enter s
          s completed: s-g
          enter g
          g waits for job groovy (listener)
          headers of #2: {"flow": "g-y", "language": "groovy", "resource": "rules/big.groovy", "resultVariable": "condition.g-y"}
        > complete g {"condition.g-y": true}
          g.condition.g-y = true
          g completed: g-y
          enter y
          y completed
          p completed
          process Completed
    "#]],
    );
    let here = gateway("<conditionExpression camunda:resource='rules/big.groovy'>${true}</conditionExpression>");
    assert_eq!(codes(&here), ["expression-informal", "extension-unused"], "without a language the file is not read");
    let empty = gateway("<conditionExpression xsi:type='tFormalExpression' camunda:resource='rules/big.groovy'/>");
    assert_eq!(codes(&empty), ["expression-empty", "extension-unused"]);
}

#[test]
fn an_element_is_passed_by_where_the_instance_enables_it() {
    let task = file(&format!(
        "<startEvent id='s'/><userTask id='a' flowable:skipExpression='${{small}}'/><endEvent id='e'/>{}{}",
        flow("s", "a", ""),
        flow("a", "e", "")
    ));
    assert_eq!(codes(&task), [""; 0]);
    run(
        &task,
        &["start {\"small\": true, \"_FLOWABLE_SKIP_EXPRESSION_ENABLED\": true}"],
        &expect![[r#"
        > start {"small": true, "_FLOWABLE_SKIP_EXPRESSION_ENABLED": true}
          enter s
          s completed: s-a
          enter a
          a completed: a-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    run(
        &task,
        &["start {\"small\": false, \"_FLOWABLE_SKIP_EXPRESSION_ENABLED\": true}"],
        &expect![[r#"
        > start {"small": false, "_FLOWABLE_SKIP_EXPRESSION_ENABLED": true}
          enter s
          s completed: s-a
          enter a
          a waits for user task
    "#]],
    );
    run(
        &task,
        &["start {\"small\": true}"],
        &expect![[r#"
        > start {"small": true}
          enter s
          s completed: s-a
          enter a
          a waits for user task
    "#]],
    );
}

#[test]
fn what_is_said_of_an_error_comes_with_it() {
    let thrown = format!(
        "{HEAD}<error id='E' errorCode='LATE' camunda:errorMessage='after ${{days}} days'/>
        <process id='p' isExecutable='true'><startEvent id='s'/>
        <endEvent id='e'><errorEventDefinition errorRef='E'/></endEvent>{}</process></definitions>",
        flow("s", "e", "")
    );
    assert_eq!(codes(&thrown), ["error-uncaught"]);
    run(
        &thrown,
        &["start {\"days\": 3}"],
        &expect![[r#"
        > start {"days": 3}
          enter s
          s completed: s-e
          enter e
          e throws error LATE, uncaught
          e incident uncaught-error: error `LATE` was not caught: after 3 days
    "#]],
    );
}

#[test]
fn what_tells_nobody_is_deployed_with_a_warning_and_what_would_be_wrong_is_refused() {
    let one = |extension: &str, task: &str| {
        let inside = format!(
            "{extension}<startEvent id='s'/>{task}<endEvent id='e'/>{}{}",
            flow("s", "a", ""),
            flow("a", "e", "")
        );
        codes(&file(&inside))
    };
    let listens = "<extensionElements><flowable:eventListener events='PROCESS_CANCELLED' delegateExpression='${b}'/></extensionElements>";
    assert_eq!(one(listens, "<task id='a'/>"), ["listener-not-executed"]);
    let task = |event: &str| {
        format!(
            "<userTask id='a'><extensionElements><camunda:taskListener class='x.Y' event='{event}'/></extensionElements></userTask>"
        )
    };
    assert_eq!(one("", &task("delete")), [""; 0]);
    assert_eq!(one("", &task("timeout")), ["timer-missing"]);
    assert_eq!(one("", &task("forget")), ["foreign-extension"]);
    assert_eq!(one("", &task("all")), [""; 0]);
    let all = prepare(file(&format!("<startEvent id='s'/>{}{}", task("all"), flow("s", "a", ""))).as_bytes());
    let listeners = &all.processes[0].element(&"a".into()).listeners;
    assert_eq!((listeners.start.len(), listeners.assignment.len(), listeners.end.len()), (1, 1, 1));
    assert_eq!((listeners.update.len(), listeners.delete.len()), (1, 1));
}

#[test]
fn what_a_worker_needs_to_know_stands_in_headers() {
    let work = file(&format!(
        "<startEvent id='s'/>
        <serviceTask id='a' flowable:class='x.Y' flowable:triggerable='true'><extensionElements>
          <flowable:mapException errorCode='LATE' includeChildExceptions='true'>x.TooLate</flowable:mapException>
        </extensionElements></serviceTask>
        <serviceTask id='b'><extensionElements><zeebe:taskDefinition type='rpa'/><zeebe:linkedResources>
          <zeebe:linkedResource resourceId='script' resourceType='RPA' linkName='main'/></zeebe:linkedResources>
        </extensionElements></serviceTask>
        <serviceTask id='c' flowable:expression='${{1 + 1}}' flowable:triggerable='true'/>
        <endEvent id='e'/>{}{}{}{}",
        flow("s", "a", ""),
        flow("a", "b", ""),
        flow("b", "c", ""),
        flow("c", "e", "")
    ));
    assert_eq!(codes(&work), [""; 0]);
    run(
        &work,
        &["start", "complete a", "complete b"],
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for job x.Y
              headers of #2: {"class": "x.Y", "mapException.LATE": "x.TooLate+", "triggerable": "true"}
            > complete a
              a completed: a-b
              enter b
              b waits for job rpa
              headers of #3: {"linkedResources": "[{\"resourceId\":\"script\",\"resourceType\":\"RPA\",\"linkName\":\"main\"}]"}
            > complete b
              b completed: b-c
              enter c
              c waits for job c
              headers of #4: {"expression": "${1 + 1}", "triggerable": "true"}
        "#]],
    );
    let process = &prepare(work.as_bytes()).processes[0];
    assert!(matches!(process.element(&"c".into()).kind, Kind::JobTask(_)), "it waits to be triggered");
}

#[test]
fn a_word_that_nobody_knows_is_refused_or_told() {
    let row = |task: &str, inside: &str| {
        let flows = [flow("s", "a", inside), flow("a", "e", "")].concat();
        codes(&file(&format!("<startEvent id='s'/>{task}<endEvent id='e'/>{flows}")))
    };
    let task = |tag: &str, more: &str, extension: &str| {
        let task = format!("<{tag} id='a' {more}><extensionElements>{extension}</extensionElements></{tag}>");
        row(&task, "")
    };
    let listener = |kind: &str, event: &str| task("userTask", "", &format!("<camunda:{kind} class='x.Y' {event}/>"));
    assert_eq!(listener("executionListener", "event='end'"), [""; 0]);
    assert_eq!(listener("executionListener", "event='enter'"), ["foreign-extension"]);
    assert_eq!(listener("executionListener", "event='create'"), ["foreign-extension"]);
    assert_eq!(listener("executionListener", "event='take'"), ["listener-misplaced"]);
    // One that does not say what it listens for is told of nothing; a flow has one event alone.
    assert_eq!(listener("executionListener", ""), ["foreign-extension"]);
    assert_eq!(listener("taskListener", ""), ["foreign-extension"]);
    let eight = "<zeebe:executionListeners><zeebe:executionListener type='told'/></zeebe:executionListeners>";
    assert_eq!(task("userTask", "", eight), ["foreign-extension"]);
    let told = "<extensionElements><camunda:executionListener class='x.Y'/></extensionElements>";
    assert_eq!(row("<task id='a'/>", told), [""; 0]);

    let call = |more: &str| task("callActivity", &format!("calledElement='q' {more}"), "");
    assert_eq!(call("flowable:inheritVariables='yes'"), ["foreign-extension"]);
    assert_eq!(call("camunda:calledElementBinding='newest'"), ["foreign-extension"]);
    assert_eq!(call("xmlns:weir='urn:weir:bpmn:1' weir:inheritBusinessKey='yes'"), ["invalid-value"]);

    let field = |kind: &str| {
        let field = format!("<camunda:formData><camunda:formField id='f' type='{kind}'/></camunda:formData>");
        task("userTask", "", &field)
    };
    assert_eq!(field("long"), [""; 0]);
    assert_eq!(field("currency"), ["invalid-value"]);
}

#[test]
fn what_is_told_before_all_instances_is_told_once_and_may_say_how_many_there_are() {
    let told = "<extensionElements><zeebe:executionListeners><zeebe:executionListener eventType='beforeAll' \
                type='gather' retries='2'/><zeebe:executionListener eventType='start' type='each'/>\
                </zeebe:executionListeners></extensionElements>";
    let task = |many: &str| {
        file(&format!(
            "<startEvent id='s'/><userTask id='a'>{told}{many}</userTask><endEvent id='e'/>{}{}",
            flow("s", "a", ""),
            flow("a", "e", "")
        ))
    };
    let many = "<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection='= all' \
                inputElement='one'/></extensionElements></multiInstanceLoopCharacteristics>";
    assert_eq!(codes(&task(many)), [""; 0]);
    let commands = [
        "start",
        "complete a#multiInstanceBody {\"all\": [1, 2]}",
        "complete a",
        "complete a",
        "complete a",
        "complete a",
    ];
    run(
        &task(many),
        &commands,
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a#multiInstanceBody
          a#multiInstanceBody waits for job gather (listener)
          headers of #2: {"listener": "beforeAll"}
        > complete a#multiInstanceBody {"all": [1, 2]}
          p.all = [1,2]
          a#multiInstanceBody: 2 instances
          enter a with loopCounter=1, one=1
          a waits for job each (listener)
          enter a with loopCounter=2, one=2
          a waits for job each (listener)
          headers of #3: {"listener": "start"}
          headers of #4: {"listener": "start"}
        > complete a
          a waits for user task
          headers of #4: {"listener": "start"}
        > complete a
          a completed
          headers of #4: {"listener": "start"}
        > complete a
          a waits for user task
        > complete a
          a completed
          a#multiInstanceBody completed: a-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    assert_eq!(codes(&task("")), ["listener-misplaced"], "where there is one instance there is nothing before all");
}

#[test]
fn languages_are_known_by_the_addresses_that_other_engines_write() {
    let condition = |language: &str, text: &str| {
        gateway(&format!(
            "<conditionExpression xsi:type='tFormalExpression' language='{language}'>{text}</conditionExpression>"
        ))
    };
    for (address, word) in [
        ("http://www.java.com/java", "java"),
        ("http://www.mvel.org/2.0", "mvel"),
        ("http://www.jboss.org/drools/rule", "drools"),
    ] {
        let prepared = prepare(condition(address, "return x &gt; 1;").as_bytes());
        let told = prepared.problems.iter().find(|problem| problem.code == "condition-as-job").expect("it is a job");
        assert!(told.message.contains(&format!("a worker of type `{word}`")), "{}", told.message);
    }
    assert_eq!(codes(&condition("http://www.omg.org/spec/FEEL/20140401", "1 = 1")), [""; 0]);
    assert_eq!(codes(&condition("http://www.javascript.com/javascript", "1 == 1")), [""; 0]);
    assert_eq!(codes(&condition("http://example.org/unknown", "1 = 1")), ["expression-language"]);
}
