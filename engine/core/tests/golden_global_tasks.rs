//! Golden traces of global tasks and of operations that name messages, read from files. Update with `UPDATE_EXPECT=1`.
use crate::common::Run;
use expect_test::{Expect, expect};
use std::fmt::Write as _;
use weir_core::Severity;
use weir_core::compile::{Prepared, prepare};
use weir_core::read::Became;

const HEAD: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" xmlns:t="urn:t" targetNamespace="urn:t">"#;

fn prepared(body: &str) -> Prepared {
    prepare(format!("{HEAD}\n{body}\n</definitions>").as_bytes())
}

fn codes(prepared: &Prepared, least: Severity) -> String {
    let told = prepared.problems.iter().filter(|p| p.severity <= least);
    told.map(|p| format!("{}:{}", p.place.line, p.code)).collect::<Vec<_>>().join(" ")
}

/// Runs what the file says of one process, or global task, after the other.
fn traces(body: &str, runs: &[(&str, &str)], expected: &Expect) {
    let prepared = prepared(body);
    assert_eq!(codes(&prepared, Severity::Error), "");
    let mut text = String::new();
    for (id, commands) in runs {
        let process = prepared.processes.iter().find(|p| p.id().as_str() == *id).expect("it is compiled");
        let mut run = Run::new(process);
        commands.split(';').for_each(|command| run.command(command.trim()));
        writeln!(text, "{id}\n{}", run.trace).unwrap();
    }
    expected.assert_eq(&text);
}

fn calling(called: &str) -> String {
    format!(
        "<process id='p' isExecutable='true'><startEvent id='s'/><callActivity id='c' calledElement='{called}'/>\
         <endEvent id='e'/><sequenceFlow id='f' sourceRef='s' targetRef='c'/>\
         <sequenceFlow id='g' sourceRef='c' targetRef='e'/></process>"
    )
}

#[test]
fn a_call_activity_calls_a_global_task_as_a_process_of_one_task() {
    let task = "<globalUserTask id='ask' name='Ask' weir:assignee='=boss'/>";
    traces(
        &format!("{task}{}", calling("t:ask")),
        &[
            ("p", "start {\"boss\": \"bo\"}; child c {\"ok\": true}"),
            ("ask", "start {\"boss\": \"bo\"}; complete ask#task {\"ok\": true}"),
            ("ask", "start; set {\"boss\": \"bo\"}; resolve ask#task"),
        ],
        &expect![[r#"
            p
            > start {"boss": "bo"}
              enter s
              s completed: f
              enter c
              c waits for process ask
            > child c {"ok": true}
              p.ok = true
              c completed: g
              enter e
              e completed
              p completed
              process Completed

            ask
            > start {"boss": "bo"}
              enter ask#start
              ask#start completed: ask#in
              enter ask#task
              ask#task waits for user task
            > complete ask#task {"ok": true}
              ask.ok = true
              ask#task completed: ask#out
              enter ask#end
              ask#end completed
              ask completed
              process Completed

            ask
            > start
              enter ask#start
              ask#start completed: ask#in
              enter ask#task
              ask#task incident feel-missing-variable: variable `boss` is missing, in `boss`, line 1, column 1
            > set {"boss": "bo"}
              ask.boss = "bo"
            > resolve ask#task
              ask#task incident resolved
              ask#task waits for user task

        "#]],
    );
}

#[test]
fn global_tasks_do_what_tasks_of_their_kind_do() {
    traces(
        "<globalTask id='nothing'/>
        <globalManualTask id='by-hand'/>
        <globalScriptTask id='sum' scriptLanguage='feel' weir:resultVariable='b'><script>a + 1</script></globalScriptTask>
        <globalScriptTask id='other' scriptLanguage='python'><script>print(1)</script></globalScriptTask>
        <globalBusinessRuleTask id='rate' weir:type='rating'/>",
        &[
            ("nothing", "start"),
            ("by-hand", "start"),
            ("sum", "start {\"a\": 1}"),
            ("sum", "start; set {\"a\": 1}; resolve sum#task"),
            ("other", "start"),
            ("rate", "start; fail rate#task; resolve rate#task; complete rate#task {\"rate\": 3}"),
        ],
        &expect![[r#"
            nothing
            > start
              enter nothing#start
              nothing#start completed: nothing#in
              enter nothing#task
              nothing#task completed: nothing#out
              enter nothing#end
              nothing#end completed
              nothing completed
              process Completed

            by-hand
            > start
              enter by-hand#start
              by-hand#start completed: by-hand#in
              enter by-hand#task
              by-hand#task completed: by-hand#out
              enter by-hand#end
              by-hand#end completed
              by-hand completed
              process Completed

            sum
            > start {"a": 1}
              enter sum#start
              sum#start completed: sum#in
              enter sum#task
              sum.b = 2
              sum#task completed: sum#out
              enter sum#end
              sum#end completed
              sum completed
              process Completed

            sum
            > start
              enter sum#start
              sum#start completed: sum#in
              enter sum#task
              sum#task incident feel-missing-variable: variable `a` is missing, in `a + 1`, line 1, column 1
            > set {"a": 1}
              sum.a = 1
            > resolve sum#task
              sum#task incident resolved
              sum.b = 2
              sum#task completed: sum#out
              enter sum#end
              sum#end completed
              sum completed
              process Completed

            other
            > start
              enter other#start
              other#start completed: other#in
              enter other#task
              other#task waits for job python

            rate
            > start
              enter rate#start
              rate#start completed: rate#in
              enter rate#task
              rate#task waits for job rating
            > fail rate#task
              rate#task job failed, 0 retries left
              rate#task incident job-failed: no answer
            > resolve rate#task
              rate#task incident resolved
              rate#task job has 1 retries
            > complete rate#task {"rate": 3}
              rate.rate = 3
              rate#task completed: rate#out
              enter rate#end
              rate#end completed
              rate completed
              process Completed

        "#]],
    );
}

#[test]
fn an_unfinished_global_task_is_left_out_until_somebody_calls_it() {
    let rule = "<globalBusinessRuleTask id='rule'/>";
    let left_out = prepared(&format!("{rule}\n{}", calling("other")));
    assert_eq!(codes(&left_out, Severity::Error), "");
    assert!(codes(&left_out, Severity::Warning).contains("2:process-drawn-only"), "{:?}", left_out.problems);
    let ids: Vec<&str> = left_out.processes.iter().map(|p| p.id().as_str()).collect();
    assert_eq!(ids, ["p"]);
    let called = prepared(&format!("{rule}\n{}", calling("rule")));
    assert_eq!(codes(&called, Severity::Error), "2:business-rule-without-decision");
    assert!(called.processes.is_empty());
}

#[test]
fn what_a_process_or_global_task_says_of_its_data_documents() {
    let io = "<ioSpecification id='io'><dataInput id='in' name='in'/><inputSet id='is'/><outputSet id='os'/></ioSpecification>";
    let prepared = prepared(&format!(
        "<globalTask id='g'>{io}</globalTask><process id='p' isExecutable='true'>{}<startEvent id='s'/></process>",
        io.replace("id='", "id='p")
    ));
    assert_eq!(codes(&prepared, Severity::Error), "");
    let data =
        prepared.dispositions.iter().filter(|d| d.part.contains("dataInput") || d.part.contains("ioSpecification"));
    let became: Vec<&Became> = data.map(|d| &d.became).collect();
    assert!(became.len() >= 2 && became.iter().all(|b| **b == Became::Documentation), "{:#?}", prepared.dispositions);
}

const SHOP: &str = "<message id='order' name='order'/><message id='receipt' name='receipt'/>
    <interface id='shop' name='shop'><operation id='buy' name='buy'><inMessageRef>t:order</inMessageRef></operation>
    <operation id='thank' name='thank'><inMessageRef>receipt</inMessageRef></operation></interface>";

#[test]
fn an_operation_says_which_message_is_sent_or_awaited() {
    traces(
        &format!(
            "{SHOP}<process id='p' isExecutable='true'><startEvent id='s'/><sendTask id='send' operationRef='t:buy'/>
            <receiveTask id='await' operationRef='thank'/>
            <intermediateCatchEvent id='again'><messageEventDefinition><operationRef>buy</operationRef></messageEventDefinition></intermediateCatchEvent>
            <endEvent id='e'><messageEventDefinition><operationRef>thank</operationRef></messageEventDefinition></endEvent>
            <sequenceFlow id='f1' sourceRef='s' targetRef='send'/><sequenceFlow id='f2' sourceRef='send' targetRef='await'/>
            <sequenceFlow id='f3' sourceRef='await' targetRef='again'/><sequenceFlow id='f4' sourceRef='again' targetRef='e'/></process>"
        ),
        &[("p", "start; message receipt {\"n\": 1}; message order")],
        &expect![[r#"
            p
            > start
              enter s
              s completed: f1
              enter send
              send throws message order 
              send completed: f2
              enter await
              await waits for message receipt
            > message receipt {"n": 1}
              p.n = 1
              await completed: f3
              enter again
              again waits for message order
            > message order
              again completed: f4
              enter e
              e throws message receipt 
              e completed
              p completed
              process Completed

        "#]],
    );
}

#[test]
fn an_operation_without_a_message_or_with_another_one_is_told() {
    let found = |task: &str| {
        let interface = "<interface id='i' name='i'><operation id='mute' name='mute'/></interface>";
        let process = format!(
            "<process id='p' isExecutable='true'><startEvent id='s'/>\n{task}<sequenceFlow id='f' sourceRef='s' targetRef='x'/></process>"
        );
        codes(&prepared(&format!("{SHOP}{interface}{process}")), Severity::Warning)
    };
    let differs = found("<sendTask id='x' messageRef='receipt' operationRef='buy'/>");
    assert!(differs.contains("operation-message-differs"), "{differs}");
    let missing = found("<receiveTask id='x' operationRef='mute'/>");
    assert!(missing.contains("operation-message-missing") && missing.contains("message-missing"), "{missing}");
    assert!(found("<sendTask id='x' operationRef='nothing'/>").contains("dangling-reference"));
    assert!(!found("<sendTask id='x' operationRef='buy'/>").contains("operation"));
    let spare = "<sendTask id='x' messageRef='order' operationRef='nothing'/>";
    assert!(found(spare).contains("dangling-reference"), "it is told");
    let process = format!(
        "{SHOP}<process id='p' isExecutable='true'><startEvent id='s'/>{spare}<sequenceFlow id='f' sourceRef='s' targetRef='x'/></process>"
    );
    assert_eq!(codes(&prepared(&process), Severity::Error), "", "and does no harm");
}

/// A whole file: everything that stands beside a process and is called, or told, by it.
const FILE: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" xmlns:t="urn:t" targetNamespace="urn:t">
<message id="order" name="order"/>
<interface id="shop" name="shop"><operation id="buy" name="buy"><inMessageRef>t:order</inMessageRef></operation></interface>
<globalTask id="any"/><globalManualTask id="hand"/><globalUserTask id="ask"/>
<globalScriptTask id="sum" scriptLanguage="feel" weir:resultVariable="b"><script>1 + 1</script></globalScriptTask>
<globalBusinessRuleTask id="rate" weir:type="rating"/>
<process id="p" isExecutable="true"><startEvent id="s"/>
<callActivity id="c1" calledElement="t:any"/><callActivity id="c2" calledElement="t:hand"/>
<callActivity id="c3" calledElement="t:ask"/><callActivity id="c4" calledElement="t:sum"/>
<callActivity id="c5" calledElement="t:rate"/>
<endEvent id="e"><messageEventDefinition><operationRef>t:buy</operationRef></messageEventDefinition></endEvent>
<sequenceFlow id="f1" sourceRef="s" targetRef="c1"/><sequenceFlow id="f2" sourceRef="c1" targetRef="c2"/>
<sequenceFlow id="f3" sourceRef="c2" targetRef="c3"/><sequenceFlow id="f4" sourceRef="c3" targetRef="c4"/>
<sequenceFlow id="f5" sourceRef="c4" targetRef="c5"/><sequenceFlow id="f6" sourceRef="c5" targetRef="e"/>
</process></definitions>"#;

#[test]
fn one_process_calls_global_tasks_of_every_kind_and_tells_an_operation() {
    let prepared = prepare(FILE.as_bytes());
    assert_eq!(codes(&prepared, Severity::Error), "");
    let process = |id: &str| prepared.processes.iter().find(|p| p.id().as_str() == id).expect("it is compiled");
    let mut run = Run::new(process("p"));
    for command in ["start", "child c1", "child c2", "child c3", "child c4 {\"b\": 2}", "child c5"] {
        run.command(command);
    }
    let ended: Vec<String> = ["any", "hand", "sum"]
        .into_iter()
        .map(|id| {
            let mut called = Run::new(process(id));
            called.command("start");
            format!("{id} ended: {}\n", called.instance.is_ended())
        })
        .collect();
    expect![[r#"
        > start
          enter s
          s completed: f1
          enter c1
          c1 waits for process any
        > child c1
          c1 completed: f2
          enter c2
          c2 waits for process hand
        > child c2
          c2 completed: f3
          enter c3
          c3 waits for process ask
        > child c3
          c3 completed: f4
          enter c4
          c4 waits for process sum
        > child c4 {"b": 2}
          p.b = 2
          c4 completed: f5
          enter c5
          c5 waits for process rate
        > child c5
          c5 completed: f6
          enter e
          e throws message order 
          e completed
          p completed
          process Completed
        any ended: true
        hand ended: true
        sum ended: true
    "#]]
    .assert_eq(&format!("{}{}", run.trace, ended.concat()));
}
