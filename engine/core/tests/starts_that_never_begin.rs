//! What starts a process must be known before there is an instance: else it is refused, with element and line.
use expect_test::{Expect, expect};
use std::fmt::Write as _;
use weir_core::Severity;
use weir_core::compile::prepare;

/// The errors and warnings of a process that begins with these nodes, each of which leads to its end.
fn check(attributes: &str, nodes: &[(&str, &str)], expected: &Expect) {
    let mut text = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' targetNamespace='t'>\n\
         <message id='plain' name='plain'/><message id='named' name='=orderName'/>\n\
         <signal id='loud' name='=region'/>\n\
         <process id='p' {attributes}>\n"
    );
    for (id, node) in nodes {
        writeln!(text, "{node}").unwrap();
        writeln!(text, "<sequenceFlow id='f-{id}' sourceRef='{id}' targetRef='e'/>").unwrap();
    }
    text.push_str("<endEvent id='e'/></process></definitions>");
    let prepared = prepare(text.as_bytes());
    let told = prepared.problems.iter().filter(|p| p.severity != Severity::Note);
    let mut lines = told.fold(String::new(), |mut lines, p| {
        let element = p.element.as_ref().map_or("-", |id| id.as_str());
        writeln!(lines, "{}: {:?} {} {element}: {}", p.place.line, p.severity, p.code, p.message).unwrap();
        lines
    });
    writeln!(lines, "{} processes", prepared.processes.len()).unwrap();
    expected.assert_eq(&lines);
}

fn timer(id: &str, time: &str) -> String {
    format!("<startEvent id='{id}'><timerEventDefinition>{time}</timerEventDefinition></startEvent>")
}

#[test]
fn start_timers_without_variables_begin_and_with_variables_are_refused() {
    let nodes = [
        ("fixed", timer("fixed", "<timeCycle>R/PT1H</timeCycle>")),
        ("far", timer("far", "<timeCycle>0 0 0 1 1 ? 2090</timeCycle>")),
        ("computed", timer("computed", "<timeDuration>=\"PT\" + string(1 + 1) + \"H\"</timeDuration>")),
        ("variable", timer("variable", "<timeDuration>=delay</timeDuration>")),
        ("parameter", timer("parameter", "<timeDuration>=params.delay</timeDuration>")),
        ("number", timer("number", "<timeDuration>=1 + 1</timeDuration>")),
        ("never", timer("never", "<timeCycle>R0/PT1H</timeCycle>")),
        ("endless", timer("endless", "<timeDuration>=string(count(for i in 1..1000000000 return i))</timeDuration>")),
    ];
    let nodes: Vec<(&str, &str)> = nodes.iter().map(|(id, node)| (*id, node.as_str())).collect();
    check(
        "isExecutable='true'",
        &nodes,
        &expect![[r#"
            5: Warning expression-informal fixed: `timeCycle` is natural language to the standard, and is read as formal; add xsi:type="tFormalExpression"
            7: Warning expression-informal far: `timeCycle` is natural language to the standard, and is read as formal; add xsi:type="tFormalExpression"
            9: Warning expression-informal computed: `timeDuration` is natural language to the standard, and is read as formal; add xsi:type="tFormalExpression"
            11: Error start-never-begins variable: nothing can ever begin here: the time must be known before there is an instance, and variable `delay` is missing, in `delay`; write a fixed time, or an expression without variables
            11: Warning expression-informal variable: `timeDuration` is natural language to the standard, and is read as formal; add xsi:type="tFormalExpression"
            13: Error start-never-begins parameter: nothing can ever begin here: the time must be known before there is an instance, and rule parameter `delay` has no value now, in `params.delay`; write a fixed time, or an expression without variables
            13: Warning expression-informal parameter: `timeDuration` is natural language to the standard, and is read as formal; add xsi:type="tFormalExpression"
            15: Error start-never-begins number: nothing can ever begin here: the time must be known before there is an instance, and the time is empty: `1 + 1` gives no text; write a fixed time, or an expression without variables
            15: Warning expression-informal number: `timeDuration` is natural language to the standard, and is read as formal; add xsi:type="tFormalExpression"
            17: Error start-never-begins never: nothing can ever begin here: the time must be known before there is an instance, and `R0/PT1H` is not an ISO 8601 date, duration or interval; write a fixed time, or an expression without variables
            17: Error timer-invalid never: `R0/PT1H` is no time of this kind; write one like R3/PT10M or 0 9 * * 1-5
            17: Warning expression-informal never: `timeCycle` is natural language to the standard, and is read as formal; add xsi:type="tFormalExpression"
            19: Error start-never-begins endless: nothing can ever begin here: the time must be known before there is an instance, and `string(count(for i in 1..1000000000 return i))` must run in a child process: it needs too many steps whatever the data; write a fixed time, or an expression without variables
            19: Warning expression-informal endless: `timeDuration` is natural language to the standard, and is read as formal; add xsi:type="tFormalExpression"
            0 processes
        "#]],
    );
}

#[test]
fn messages_and_signals_that_start_have_names_without_variables() {
    let nodes = [
        ("m1", "<startEvent id='m1'><messageEventDefinition messageRef='plain'/></startEvent>"),
        ("m2", "<startEvent id='m2'><messageEventDefinition messageRef='named'/></startEvent>"),
        ("s2", "<startEvent id='s2'><signalEventDefinition signalRef='loud'/></startEvent>"),
        ("r", "<receiveTask id='r' instantiate='true' messageRef='named'/>"),
    ];
    check(
        "isExecutable='true'",
        &nodes,
        &expect![[r"
        7: Error start-never-begins m2: nothing can ever begin here: the message name must be known before there is an instance, and variable `orderName` is missing, in `orderName`; write a fixed name
        9: Error start-never-begins s2: nothing can ever begin here: the signal name must be known before there is an instance, and variable `region` is missing, in `region`; write a fixed name
        11: Error start-never-begins r: nothing can ever begin here: the message name must be known before there is an instance, and variable `orderName` is missing, in `orderName`; write a fixed name
        0 processes
    "]],
    );
}

#[test]
fn a_drawing_may_leave_it_open() {
    let timer = timer("variable", "<timeDuration>=delay</timeDuration>");
    check(
        "isExecutable='false'",
        &[("variable", &timer)],
        &expect![[r"
            5: Warning start-never-begins variable: nothing can ever begin here: the time must be known before there is an instance, and variable `delay` is missing, in `delay`; write a fixed time, or an expression without variables
            4: Warning process-drawn-only p: the process cannot run as drawn and is left out; draw what it does, or set isExecutable to true to see what refuses it
            4: Error no-process p: the file has no process that could run: what is missing is told above; draw it, and deploy then
            0 processes
        "]],
    );
}
