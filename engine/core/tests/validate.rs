//! The rules of the standard, each on a model that breaks it. A test is a process and the problems it gives.
//! This file is long because the problems of each model stand beside it.
#![allow(clippy::needless_raw_string_hashes)] // expect-test writes them
use expect_test::{Expect, expect};
use std::fmt::Write as _;
use weir_core::validate::check as check_file;

fn problems(body: &str) -> String {
    let file = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' \
         xmlns:weir='urn:weir:bpmn:1' targetNamespace='t'>{body}</definitions>"
    );
    let mut text = String::new();
    for p in check_file(file.as_bytes()).problems {
        let element = p.element.as_ref().map_or("-", |id| id.as_str());
        let _ = writeln!(text, "{:?} {} {element}", p.severity, p.code);
    }
    text
}

/// Nodes and flows, written short: `s>a a>b` are flows named after their ends, `id:tag` are empty nodes.
fn process(short: &str, more: &str) -> String {
    let mut body = String::new();
    for word in short.split_whitespace() {
        if let Some((source, target)) = word.split_once('>') {
            let _ = write!(body, "<sequenceFlow id='{source}-{target}' sourceRef='{source}' targetRef='{target}'/>");
        } else if let Some((id, tag)) = word.split_once(':') {
            let _ = write!(body, "<{tag} id='{id}'/>");
        }
    }
    format!("<process id='p' isExecutable='true'>{body}{more}</process>")
}

fn check(short: &str, more: &str, expected: &Expect) {
    expected.assert_eq(&problems(&process(short, more)));
}

const FORMAL: &str = "xsi:type='tFormalExpression'";

#[test]
fn a_plain_process_has_no_problems() {
    check("s:startEvent a:userTask e:endEvent s>a a>e", "", &expect![[""]]);
}

#[test]
fn flows_begin_and_end_where_they_may() {
    check(
        "s:startEvent a:task e:endEvent s>a a>s e>a",
        "<boundaryEvent id='b' attachedToRef='a'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1H</timeDuration></timerEventDefinition></boundaryEvent><sequenceFlow id='x' sourceRef='a' targetRef='b'/>",
        &expect![[r#"
            Error start-incoming s
            Error end-outgoing e
            Warning unreachable e
            Error boundary-incoming b
            Warning boundary-no-outgoing b
            Warning deadlock x
            Warning lack-of-synchronisation x
        "#]],
    );
}

#[test]
fn flows_stay_inside_their_sub_process_and_pool() {
    let inner = "<subProcess id='sub'><startEvent id='s2'/><task id='t'/><sequenceFlow id='in' sourceRef='s2' targetRef='t'/></subProcess>";
    check(
        "s:startEvent a:task s>a a>t a>sub",
        inner,
        &expect![[r#"
        Warning start-without-end s
        Error flow-crosses-border a-t
        Warning start-without-end s2
    "#]],
    );
    expect![[r#"
        Warning start-without-end s
        Error flow-crosses-pool s-b
        Warning start-without-end r
    "#]].assert_eq(&problems(
        "<process id='p'><startEvent id='s'/><sequenceFlow id='s-b' sourceRef='s' targetRef='b'/></process><process id='q'><startEvent id='r'/><task id='b'/><sequenceFlow id='r-b' sourceRef='r' targetRef='b'/></process>",
    ));
}

#[test]
fn conditions_and_defaults_stand_where_they_are_asked() {
    let condition = |id: &str, from: &str, to: &str| {
        format!(
            "<sequenceFlow id='{id}' sourceRef='{from}' targetRef='{to}'><conditionExpression {FORMAL}>x &gt; 1</conditionExpression></sequenceFlow>"
        )
    };
    let more = [
        condition("f1", "s", "g"),
        condition("f2", "g", "a"),
        condition("f3", "a", "x"),
        condition("f4", "x", "e"),
        "<exclusiveGateway id='x' default='f4'/><task id='d' default='nowhere'/><sequenceFlow id='x-d' sourceRef='x' targetRef='d'/><sequenceFlow id='d-e' sourceRef='d' targetRef='e'/>".into(),
    ];
    check(
        "s:startEvent g:parallelGateway a:task e:endEvent g>e",
        &more.concat(),
        &expect![[r#"
            Warning condition-alone a
            Warning improper-completion e
            Error condition-not-allowed f1
            Error condition-not-allowed f2
            Error default-with-condition f4
            Error default-not-outgoing d
            Error dangling-reference d
            Warning condition-missing x-d
        "#]],
    );
}

#[test]
fn processes_and_sub_processes_begin_once() {
    check("a:task", "", &expect![""]);
    check(
        "s:startEvent r:startEvent a:task s>a r>a",
        "",
        &expect![[r#"
            Warning start-without-end s
            Warning start-ambiguous r
        "#]],
    );
    check(
        "s:startEvent sub2:subProcess s>sub s>sub2",
        "<subProcess id='sub'><startEvent id='t'><signalEventDefinition/></startEvent></subProcess>
         <subProcess id='es' triggeredByEvent='true'><startEvent id='u'/></subProcess>",
        &expect![[r#"
            Warning start-without-end s
            Warning no-start sub2
            Error subprocess-start-trigger t
            Warning start-no-outgoing t
            Warning start-without-end t
            Error signal-missing t
            Error event-subprocess-start u
            Warning start-no-outgoing u
            Warning start-without-end u
        "#]],
    );
}

#[test]
fn events_take_only_their_triggers() {
    let event =
        |tag: &str, definition: &str| format!("<{tag}>{definition}</{}>", tag.split(' ').next().unwrap_or_default());
    let more = [
        event("intermediateCatchEvent id='c'", "<errorEventDefinition/>"),
        event("intermediateThrowEvent id='t'", "<terminateEventDefinition/>"),
        event("endEvent id='e'", "<errorEventDefinition/>"),
        event("boundaryEvent id='b' attachedToRef='a' cancelActivity='false'", "<errorEventDefinition/>"),
        event("boundaryEvent id='k' attachedToRef='a'", "<cancelEventDefinition/>"),
        event("intermediateCatchEvent id='n'", ""),
    ];
    check(
        "s:startEvent a:task z:endEvent s>a a>c c>t t>n n>e b>z k>z",
        &more.concat(),
        &expect![[r#"
            Error event-not-allowed c
            Error event-not-allowed t
            Error error-missing e
            Warning error-never-thrown b
            Error event-not-allowed b
            Error cancel-outside-transaction k
            Error event-not-allowed n
        "#]],
    );
}

#[test]
fn compensation_has_one_handler_beside_its_activity_and_is_asked_for_in_sight() {
    let boundary = |id: &str, on: &str, kind: &str| {
        format!("<boundaryEvent id='{id}' attachedToRef='{on}'><{kind}EventDefinition/></boundaryEvent>")
    };
    let handler = |id: &str| format!("<task id='{id}' isForCompensation='true'/>");
    let association =
        |from: &str, to: &str| format!("<association id='{from}{to}' sourceRef='{from}' targetRef='{to}'/>");
    let throw = |id: &str, of: &str| {
        format!(
            "<intermediateThrowEvent id='{id}'><compensateEventDefinition activityRef='{of}'/></intermediateThrowEvent>"
        )
    };
    let more = [
        boundary("c1", "a", "compensate"),
        boundary("c2", "a", "compensate"),
        boundary("c3", "b", "compensate"),
        boundary("c4", "tx", "cancel"),
        boundary("c5", "tx", "cancel"),
        handler("u1"),
        handler("u2"),
        handler("u3"),
        // Drawn from the handler to the event it says the same.
        association("u1", "c1"),
        association("c2", "u2"),
        association("c3", "inner"),
        throw("t1", "a"),
        throw("t2", "inner"),
        format!("<transaction id='tx'><task id='inner'/>{}</transaction>", handler("u4")),
        "<subProcess id='sub'><endEvent id='x'><cancelEventDefinition/></endEvent></subProcess>".into(),
    ];
    check(
        "s:startEvent a:task b:task e:endEvent s>a a>b b>t1 t1>t2 t2>tx tx>sub sub>u3 u3>e c4>e c5>e",
        &more.concat(),
        &expect![[r#"
            Error compensation-handlers-several c2
            Warning compensation-handler-unmarked c3
            Error cancel-twice c5
            Error compensation-handler-flow u3
            Warning compensation-handler-unused u3
            Error compensation-out-of-sight t2
            Warning compensation-handler-unused u4
            Error cancel-outside-transaction x
            Warning end-without-start x
        "#]],
    );
}

#[test]
fn links_meet_by_name() {
    let link =
        |tag: &str, id: &str, name: &str| format!("<{tag} id='{id}'><linkEventDefinition name='{name}'/></{tag}>");
    let more = [
        link("intermediateThrowEvent", "t1", "A"),
        link("intermediateThrowEvent", "t2", "B"),
        link("intermediateCatchEvent", "c1", "A"),
        link("intermediateCatchEvent", "c2", "A"),
    ];
    check(
        "s:startEvent e:endEvent s>t1 s>t2 t2>e c1>e c2>e",
        &more.concat(),
        &expect![[r#"
            Warning improper-completion e
            Error link-outgoing t2
            Error link-target-missing t2
            Error link-target-ambiguous c2
        "#]],
    );
}

#[test]
fn event_based_gateways_wait_for_events() {
    let message = "<intermediateCatchEvent id='m'><messageEventDefinition messageRef='msg'/></intermediateCatchEvent>";
    let roots = "<message id='msg' name='m'/>";
    let body = process("s:startEvent g:eventBasedGateway r:receiveTask u:userTask s>g g>m g>r g>u s>m", message);
    expect![[r#"
        Warning start-without-end s
        Error event-gateway-mixed g
        Error event-gateway-target g-u
        Error event-gateway-target-incoming m
        Warning intermediate-no-outgoing m
        Note operation-missing m
    "#]]
    .assert_eq(&problems(&format!("{roots}{body}")));
}

#[test]
fn timers_say_when() {
    let timer = |id: &str, inside: &str| {
        format!(
            "<intermediateCatchEvent id='{id}'><timerEventDefinition>{inside}</timerEventDefinition></intermediateCatchEvent>"
        )
    };
    let time = |tag: &str, text: &str| format!("<{tag} {FORMAL}>{text}</{tag}>");
    let more = [
        timer("a", ""),
        timer("b", &time("timeDuration", "PX")),
        timer("c", &time("timeDuration", "P1Y2M3DT4H")),
        timer("d", &time("timeDuration", "P9Q")),
        timer("f", &time("timeDate", "2026-02-30T00:00:00Z")),
        timer("g", &time("timeDate", "2026-02-28T09:00:00+08:00")),
        timer("h", &time("timeCycle", "R3/2026-01-01T00:00:00Z/PT10M")),
        timer("i", &time("timeCycle", "R3/oops")),
        timer("j", &time("timeCycle", "0 9 * * 1-5")),
        timer("k", &time("timeDate", "= due")),
        timer("l", &format!("{}{}", time("timeDate", "2026-01-01"), time("timeDuration", "PT1H"))),
        timer("m", &time("timeDuration", "${x}")),
        timer("n", &time("timeCycle", "R/PT0S")),
        timer("o", &time("timeCycle", "R0/PT1S")),
        timer("q", &time("timeCycle", "R/P0D")),
        timer("r", &time("timeCycle", "R/PT1S/2001-01-01T00:00:00Z")),
        timer("u", &time("timeCycle", "60 * * * *")),
        timer("v", &time("timeCycle", "0 0 0 30 2 ?")),
        timer("w", &time("timeCycle", "@daily")),
        timer("x", &time("timeCycle", "0 9 * * FRI-MON")),
        timer("y", &time("timeDuration", "-PT1H")),
    ];
    let flows = "s:startEvent e:endEvent s>a a>b b>c c>d d>f f>g g>h h>i i>j j>k k>l l>m m>n n>o o>q q>r r>u u>v v>w w>x x>y y>e";
    check(
        flows,
        &more.concat(),
        &expect![[r#"
            Error timer-missing a
            Warning timer-doubtful b
            Error timer-invalid d
            Error timer-invalid f
            Error timer-invalid i
            Error timer-ambiguous l
            Error timer-invalid n
            Error timer-invalid o
            Error timer-invalid q
            Error timer-invalid u
            Error timer-invalid v
            Error timer-invalid y
        "#]],
    );
}

#[test]
fn expressions_are_feel() {
    let condition = |id: &str, language: &str, text: &str| {
        format!(
            "<sequenceFlow id='{id}' sourceRef='x' targetRef='e'><conditionExpression {FORMAL} {language}>{text}</conditionExpression></sequenceFlow>"
        )
    };
    let more = [
        condition("a", "", "amount &gt; 10"),
        condition("b", "", "${amount}"),
        condition("c", "language='http://www.w3.org/1999/XPath'", "amount"),
        condition("d", "language='https://www.omg.org/spec/DMN/20191111/FEEL/'", "amount"),
        condition("f", "", ""),
        condition("g", "", "23"),
    ];
    check(
        "s:startEvent x:exclusiveGateway e:endEvent s>x",
        &more.concat(),
        &expect![[r#"
            Note xpath-as-feel c
            Error expression-empty f
            Error condition-not-boolean g
        "#]],
    );
}

#[test]
fn tasks_have_what_they_need() {
    let more = "<businessRuleTask id='r'/><callActivity id='c'/><scriptTask id='t'><script>1</script></scriptTask>
        <userTask id='u' weir:priority='high' weir:dueDate='soon'><multiInstanceLoopCharacteristics/></userTask>
        <serviceTask id='v' weir:retries='many'><extensionElements><weir:output source='= x' target='a.b'/></extensionElements></serviceTask>";
    check(
        "s:startEvent e:endEvent s>r r>c c>t t>u u>v v>e",
        more,
        &expect![[r#"
        Error business-rule-without-decision r
        Error call-missing c
        Warning script-format-missing t
        Error priority-invalid u
        Error date-invalid u
        Error loop-without-count u
        Error retries-invalid v
        Error variable-name v
    "#]],
    );
}

#[test]
fn what_no_token_reaches_is_said() {
    check(
        "s:startEvent a:task b:task c:task s>a b>c",
        "",
        &expect![[r#"
            Warning start-without-end s
            Warning unreachable b
            Warning unreachable c
        "#]],
    );
}

#[test]
fn a_cycle_that_can_never_end_is_refused() {
    check(
        "s:startEvent a:task b:exclusiveGateway s>a a>b b>a",
        "",
        &expect![[r#"
            Warning start-without-end s
            Error endless-cycle a
            Warning gateway-pointless b
        "#]],
    );
    let waits = "s:startEvent a:userTask b:exclusiveGateway s>a a>b b>a";
    check(
        waits,
        "",
        &expect![[r#"
            Warning start-without-end s
            Warning gateway-pointless b
            Warning no-option-to-complete b-a
        "#]],
    );
    let leaves = format!(
        "<exclusiveGateway id='b' default='b-a'/><sequenceFlow id='out' sourceRef='b' targetRef='e'><conditionExpression {FORMAL}>done</conditionExpression></sequenceFlow>"
    );
    check("s:startEvent a:task e:endEvent s>a a>b b>a", &leaves, &expect![[""]]);
    let forks = "s:startEvent j:exclusiveGateway a:task e:endEvent s>j j>a a>j a>e";
    check(
        forks,
        "",
        &expect![[r#"
            Error endless-cycle j
            Warning improper-completion e
            Warning lack-of-synchronisation a-e
        "#]],
    );
}

#[test]
fn a_process_that_is_not_executable_may_leave_things_out() {
    let body =
        "<process id='p' isExecutable='false'><startEvent id='s'><messageEventDefinition/></startEvent></process>";
    expect![[r#"
        Warning start-no-outgoing s
        Warning start-without-end s
        Warning message-missing s
    "#]]
    .assert_eq(&problems(body));
}

#[test]
fn several_triggers_stand_together_where_that_has_a_meaning() {
    let event = |tag: &str, attributes: &str, triggers: &str| format!("<{tag} id='x' {attributes}>{triggers}</{tag}>");
    let (message, link) = ("<messageEventDefinition messageRef='m'/>", "<linkEventDefinition name='l'/>");
    let (error, signal) = ("<errorEventDefinition errorRef='q'/>", "<signalEventDefinition signalRef='g'/>");
    let found = |tag: &str, attributes: &str, triggers: &[&str]| {
        let body = process("s:startEvent a:task s>a", &event(tag, attributes, &triggers.concat()));
        let roots = "<message id='m' name='m'/><signal id='g' name='g'/><error id='q' errorCode='q'/>";
        problems(&format!("{roots}{body}")).matches("Error multiple-mixed x").count()
    };
    assert_eq!(found("intermediateCatchEvent", "", &[message, signal]), 0);
    assert_eq!(found("intermediateCatchEvent", "", &[message, link]), 1);
    assert_eq!(found("boundaryEvent", "attachedToRef='a'", &[message, error]), 0);
    assert_eq!(found("boundaryEvent", "attachedToRef='a' parallelMultiple='true'", &[message, error]), 1);
    assert_eq!(found("endEvent", "", &[message, signal, error]), 0);
    assert_eq!(found("endEvent", "", &["<terminateEventDefinition/>", error]), 1);
}

#[test]
fn what_starts_a_process_stands_in_it_and_quantities_are_numbers_of_tokens() {
    let has = |body: &str, line: &str| problems(body).lines().any(|found| found == line);
    let one = |more: &str| process("s:startEvent a:task s>a", more);
    let gateway = "<eventBasedGateway id='g' eventGatewayType='Parallel'/>";
    assert!(has(&one(gateway), "Error event-gateway-parallel g"));
    assert!(!has(&one(&gateway.replace("id='g'", "id='g' instantiate='true'")), "Error event-gateway-parallel g"));
    let nested = "<message id='m' name='m'/><process id='p' isExecutable='true'><startEvent id='s'/><subProcess id='u'>\
        <receiveTask id='r' messageRef='m' instantiate='true'/></subProcess><sequenceFlow id='f' sourceRef='s' targetRef='u'/>\
        </process>";
    assert!(has(nested, "Warning instantiate-nested r"));
    for (quantity, wrong) in [("0", true), ("1", false), ("1000", false), ("1001", true), ("two", true)] {
        let task = one(&format!("<task id='t' startQuantity='{quantity}'/>"));
        assert_eq!(has(&task, "Error invalid-value t"), wrong, "{quantity}");
    }
}

#[test]
fn a_cycle_that_can_never_end_is_told_with_the_way_into_it_and_around() {
    let file = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'><process id='p' \
        isExecutable='true'><startEvent id='s'/><task id='x'/><task id='a'/><exclusiveGateway id='b'/><task id='c'/>\
        <sequenceFlow id='s-x' sourceRef='s' targetRef='x'/><sequenceFlow id='x-b' sourceRef='x' targetRef='b'/>\
        <sequenceFlow id='b-c' sourceRef='b' targetRef='c'/><sequenceFlow id='c-a' sourceRef='c' targetRef='a'/>\
        <sequenceFlow id='a-b' sourceRef='a' targetRef='b'/></process></definitions>";
    let problems = weir_core::validate::check(file.as_bytes()).problems;
    let cycle = problems.iter().find(|problem| problem.code == "endless-cycle").expect("it never ends");
    let path: Vec<&str> = cycle.path.iter().map(weir_core::ElementId::as_str).collect();
    // Into the cycle, then once around it to where it was.
    assert_eq!(path.join(" "), "s s-x x x-b b b-c c c-a a a-b b");
    assert_eq!(cycle.element.as_ref().map(weir_core::ElementId::as_str), Some("a"));
}

#[test]
fn a_process_that_surely_throws_what_starts_it_is_told_so() {
    let starts = "<startEvent id='s'><signalEventDefinition signalRef='g'/><messageEventDefinition messageRef='m'/></startEvent>";
    let signal = "<endEvent id='e'><signalEventDefinition signalRef='g2'/></endEvent>";
    let told = |short: &str, more: &str| {
        let roots = "<signal id='g' name='go'/><signal id='g2' name='go'/><signal id='h' name='other'/><message id='m' name='go'/>";
        problems(&format!("{roots}{}", process(short, &format!("{starts}{more}")))).matches("starts-itself s").count()
    };
    assert_eq!(told("s>e", signal), 1, "by its name, whichever declaration says it");
    assert_eq!(told("a:task s>a a>e", signal), 1);
    assert_eq!(told("a:sendTask s>a", "").max(told("s>e", &signal.replace("g2", "h"))), 0);
    assert_eq!(told("e:endEvent s>a a>e", "<sendTask id='a' messageRef='m'/>"), 1);
    assert_eq!(told("a:userTask s>a a>e", signal), 0, "a person is in between");
    let choice = format!(
        "{signal}<exclusiveGateway id='x' default='x-e'/><sequenceFlow id='x-o' sourceRef='x' targetRef='o'>\
         <conditionExpression {FORMAL}>done</conditionExpression></sequenceFlow><endEvent id='o'/>"
    );
    assert_eq!(told("s>x x>e", &choice), 0, "a condition leads out");
    assert_eq!(told("x:parallelGateway o:endEvent s>x x>o x>e", signal), 1, "one of its tokens comes there");
}
