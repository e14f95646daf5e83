//! Processes that are only drawn: they are left out when anything in them could not run, and a file of which nothing is left
//! is refused with its place.
use crate::common::run::Run;
use expect_test::{Expect, expect};
use std::fmt::Write;
use weir_core::Severity;
use weir_core::compile::prepare;

/// A process that can run.
const RUNS: &str = "<process id='runs' isExecutable='true'><startEvent id='rs'/><userTask id='rt'/><sequenceFlow id='rf' \
                    sourceRef='rs' targetRef='rt'/></process>";

/// A process with a sub-process that is drawn without anything in it.
fn with_an_empty_sub_process(executable: bool) -> String {
    format!(
        "\n<process id='drawn' isExecutable='{executable}'><startEvent id='s'/>\n<subProcess id='sub'/><sequenceFlow id='f' \
         sourceRef='s' targetRef='sub'/></process>"
    )
}

/// Errors and warnings with their lines, and which processes are left.
fn check(inside: &str, expected: &Expect) {
    let file = format!(
        "<definitions id='d' xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>{inside}</definitions>"
    );
    let prepared = prepare(file.as_bytes());
    let mut told = String::new();
    for problem in prepared.problems.iter().filter(|problem| problem.severity != Severity::Note) {
        let element = problem.element.as_ref().map(ToString::to_string).unwrap_or_default();
        writeln!(told, "{}: {:?} {} {element}", problem.place.line, problem.severity, problem.code).unwrap();
    }
    let left: Vec<&str> = prepared.processes.iter().map(|process| process.id().as_str()).collect();
    writeln!(told, "left:{}", [&[""], &left[..]].concat().join(" ")).unwrap();
    expected.assert_eq(&told);
}

#[test]
fn a_drawing_in_which_a_token_would_stand_for_ever_is_left_out() {
    check(
        &format!("{RUNS}{}", with_an_empty_sub_process(false)),
        &expect![[r"
        1: Warning start-without-end rs
        2: Warning start-without-end s
        3: Warning no-start sub
        2: Warning process-drawn-only drawn
        left: runs
    "]],
    );
}

#[test]
fn what_is_to_run_passes_what_is_empty_at_once() {
    check(
        &format!("{RUNS}{}", with_an_empty_sub_process(true)),
        &expect![[r"
        1: Warning start-without-end rs
        2: Warning start-without-end s
        3: Warning no-start sub
        left: runs drawn
    "]],
    );
    let file = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>{}</definitions>",
        with_an_empty_sub_process(true)
    );
    let prepared = prepare(file.as_bytes());
    let mut run = Run::new(&prepared.processes[0]);
    run.command("start");
    expect![[r"
        > start
          enter s
          s completed: f
          enter sub
          sub completed
          drawn completed
          process Completed
    "]]
    .assert_eq(&run.trace);
    let round = "<task id='a'/><sequenceFlow id='r' sourceRef='a' targetRef='a'/></subProcess>";
    check(
        &with_an_empty_sub_process(true).replace("<subProcess id='sub'/>", &format!("<subProcess id='sub'>{round}")),
        &expect![[r"
            2: Warning start-without-end s
            3: Error no-start sub
            3: Error endless-cycle a
            3: Warning unreachable a
            left:
        "]],
    );
}

/// BPMN 8.4.6: what people write for each other needs no language that is executed.
#[test]
fn a_drawing_is_not_refused_for_its_words() {
    let drawn = |executable: bool, inside: &str| {
        format!("\n<process id='drawn' isExecutable='{executable}'><startEvent id='s'/>{inside}</process>")
    };
    let words = "<intermediateCatchEvent id='c'><conditionalEventDefinition><condition>when it rains, or snows?</condition>\
                 </conditionalEventDefinition></intermediateCatchEvent><intermediateThrowEvent id='t'>\
                 <escalationEventDefinition/></intermediateThrowEvent><endEvent id='e'><errorEventDefinition/></endEvent>\
                 <sequenceFlow id='f' sourceRef='s' targetRef='c'/><sequenceFlow id='g' sourceRef='c' targetRef='t'/>\
                 <sequenceFlow id='h' sourceRef='t' targetRef='e'/>";
    check(
        &format!("{RUNS}{}", drawn(false, words)),
        &expect![[r"
        1: Warning start-without-end rs
        2: Warning feel-syntax c
        2: Warning escalation-missing t
        2: Warning error-missing e
        2: Warning process-drawn-only drawn
        left: runs
    "]],
    );
    check(
        &format!("{RUNS}{}", drawn(true, words)),
        &expect![[r"
        1: Warning start-without-end rs
        2: Error feel-syntax c
        2: Warning expression-informal c
        2: Error escalation-missing t
        2: Error error-missing e
        left:
    "]],
    );
}

#[test]
fn a_file_of_which_nothing_is_left_is_refused_where_its_first_process_stands() {
    check(
        &with_an_empty_sub_process(false),
        &expect![[r"
        2: Warning start-without-end s
        3: Warning no-start sub
        2: Warning process-drawn-only drawn
        2: Error no-process drawn
        left:
    "]],
    );
    check(
        "\n<process id='empty'/>",
        &expect![[r"
        2: Warning no-start empty
        2: Warning process-drawn-only empty
        2: Error no-process empty
        left:
    "]],
    );
}

#[test]
fn a_file_without_a_process_is_refused_where_it_begins() {
    check(
        "",
        &expect![[r"
        1: Error no-process d
        left:
    "]],
    );
    check(
        "<message id='m' name='news'/>",
        &expect![[r"
        1: Error no-process d
        left:
    "]],
    );
}
