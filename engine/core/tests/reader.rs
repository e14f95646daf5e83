//! Reading: places, limits, namespaces, ids, references, extensions. A test is a snippet and the problems it gives.
#![allow(clippy::needless_raw_string_hashes)] // expect-test writes them
use expect_test::{Expect, expect};
use std::fmt::Write as _;
use weir_core::model::{Loop, NodeKind, Process};
use weir_core::read::{Became, Reading, read};
use weir_core::xml::limits;

const HEAD: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:weir="urn:weir:bpmn:1" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:t="urn:t" targetNamespace="urn:t">"#;

/// Reads `body` inside `definitions`; its first line is line 2.
fn file(body: &str) -> Reading {
    read(format!("{HEAD}\n{body}\n</definitions>").as_bytes())
}

fn process(body: &str) -> Process {
    let reading = file(&format!("<process id='p'>{body}</process>"));
    assert_eq!(lines(&reading), "");
    reading.model.processes.into_iter().next().expect("one process")
}

fn lines(reading: &Reading) -> String {
    let mut text = String::new();
    for p in &reading.problems {
        let element = p.element.as_ref().map_or("-", |id| id.as_str());
        let (line, column) = (p.place.line, p.place.column);
        let _ = writeln!(text, "{line}:{column} {:?} {} {element}: {}", p.severity, p.code, p.message);
    }
    text
}

fn check(body: &str, expected: &Expect) {
    expected.assert_eq(&lines(&file(body)));
}

fn code_of(bytes: &[u8]) -> String {
    let problems = read(bytes).problems;
    problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn hostile_files_end_with_a_clear_error() {
    let deep = "<a>".repeat(1_000_000);
    let wide: String = (0..80_000).fold(String::from("<a"), |mut text, at| {
        let _ = write!(text, " x{at}=''");
        text
    }) + "/>";
    let many = format!("<a>{}</a>", "<b/>".repeat(limits::ELEMENTS_MAX));
    let comment = format!("<a><!--{}--></a>", "x".repeat(10 * 1024 * 1024));
    let cases: &[(&str, &[u8])] = &[
        ("xml-too-deep", deep.as_bytes()),
        ("xml-too-many-attributes", wide.as_bytes()),
        ("xml-too-many-elements", many.as_bytes()),
        ("xml-too-large", comment.as_bytes()),
        ("xml-dtd", b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"),
        ("xml-entity", b"<a>&nbsp;</a>"),
        ("xml-entity", b"<a b='&nbsp;'/>"),
        ("xml-entity", b"<a>&#1;</a>"),
        ("xml-utf8", b"<a>\xff</a>"),
        ("xml-utf8", b"\xff\xfe<\0a\0/\0>\0"),
        ("xml-utf8", "<?xml version='1.0' encoding='gbk'?><a>流程</a>".as_bytes()),
        ("xml-character", b"<a>\x01</a>"),
        ("xml-malformed", b""),
        ("xml-malformed", b"<a><b></a>"),
        ("xml-malformed", b"<a>"),
        ("xml-malformed", b"<a/><b/>"),
        ("xml-malformed", b"<a/>x"),
        ("xml-malformed", b"<a b=c/>"),
        ("xml-malformed", b"<a b='1'c='2'/>"),
        ("xml-malformed", b"<a>]]></a>"),
        ("xml-malformed", b"<a><!-- b -- c --></a>"),
        ("xml-malformed", b"<a><!-- b ---></a>"),
        ("xml-malformed", b"<a><1b/></a>"),
        ("xml-malformed", b"<a><b!c/></a>"),
        ("xml-malformed", b"<a 1b=''/>"),
        ("xml-malformed", b" <?xml version='1.0'?><a/>"),
        ("xml-malformed", b"<?xml version='1.0'?><?xml version='1.0'?><a/>"),
        ("xml-malformed", b"<a><?XML b?></a>"),
        ("xml-malformed", b"<?xml version='2.0'?><a/>"),
        ("xml-malformed", b"<?xml encoding='UTF-8'?><a/>"),
        ("xml-malformed", b"<?xml encoding='UTF-8' version='1.0'?><a/>"),
        ("xml-malformed", b"<?xml version='1.0' standalone='perhaps'?><a/>"),
        ("xml-malformed", b"<?xml version='1.0' extra='x'?><a/>"),
        ("xml-duplicate-attribute", b"<a b='1' b='2'/>"),
        ("xml-duplicate-attribute", b"<a xmlns:x='u' xmlns:y='u' x:b='1' y:b='2'/>"),
        ("xml-namespace", b"<x:a/>"),
        ("xml-namespace", b"<a x:b=''/>"),
    ];
    for (code, bytes) in cases {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]).into_owned();
        let found = code_of(bytes);
        assert!(found.split(' ').any(|found| found == *code), "{shown}: {found}, not {code}");
    }
}

#[test]
fn what_is_well_formed_is_read_however_it_is_written() {
    for text in [
        "\u{feff}<?xml version='1.0' encoding=\"UTF-8\" standalone='yes' ?>\n<!-- - --><a/>",
        "<?xml version='1.1'?><a/>",
        "<?xml-stylesheet href='x'?><a><?xmlish?></a>",
        "<a\n\tb='1'\r\nc='2'>]]&gt; ]] ></a >",
        "<a><![CDATA[]]]]><![CDATA[>]]></a>",
        "<\u{6d41}\u{7a0b} \u{5f52}='1'/>",
        "<x:a-1.b xmlns:x='u' x:_c=''/>",
    ] {
        let found = weir_core::xml::parse(text.as_bytes()).problems;
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn a_wrong_namespace_or_root_is_no_bpmn() {
    assert_eq!(code_of(b"<definitions/>"), "not-bpmn");
    assert_eq!(code_of(b"<process xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>"), "not-bpmn");
}

#[test]
fn what_stands_before_a_fault_is_kept() {
    let text = format!("{HEAD}<process id='p'><task id='t'/><task id=");
    let reading = read(text.as_bytes());
    assert_eq!(reading.model.processes[0].nodes[0].id.as_str(), "t");
    assert_eq!(reading.problems.iter().filter(|problem| problem.code == "xml-malformed").count(), 1);
}

#[test]
fn unknown_things_are_errors_at_their_place() {
    check(
        "<process id='p'>
  <userTask id='t' asignee='x' weir:asignee='x' weir:collection='y' startQuantity='2'/>
  <usrTask id='u'/><task id='v'>text<lane/></task>
</process>",
        &expect![[r"
            3:20 Error unknown-attribute t: `userTask` has no attribute `asignee`
            3:32 Error unknown-weir-attribute t: there is no `weir:asignee`; did you mean `assignee`?
            3:49 Error unknown-weir-attribute t: `weir:collection` does nothing on `userTask`; it belongs on multiInstanceLoopCharacteristics
            4:3 Error unknown-element p: BPMN has no element `usrTask`; did you mean `userTask`?
            4:20 Error unexpected-text v: text directly inside `task` means nothing; remove it
            4:37 Error misplaced-element v: `lane` cannot stand in `task`; move or remove it
        "]],
    );
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    check(
        "<message id='m' name='m'/><signal id='m'/>
<process id='p'><receiveTask id='r' messageRef='t:m'/><receiveTask id='q' messageRef='x'/><task/>
<sequenceFlow id='f' sourceRef='r' targetRef='p'/></process>",
        &expect![[r"
            2:27 Error duplicate-id m: id `m` is already taken at line 2, column 1
            3:75 Error dangling-reference q: `messageRef` refers to `x`, which is not in the file
            3:91 Warning missing-id task_3_91: `task` has no id; it is called `task_3_91`, which changes with the file
            4:36 Error wrong-reference f: `targetRef` refers to `p`, a process
        "]],
    );
}

#[test]
fn incoming_and_outgoing_are_compared_with_the_flows() {
    check(
        "<process id='p'><startEvent id='s'><outgoing>f</outgoing></startEvent><task id='t'/>
<sequenceFlow id='f' sourceRef='s' targetRef='t'/></process>",
        &expect![[r"
            3:1 Warning flow-list-differs f: its targetRef is task `t`, which does not list it as incoming
        "]],
    );
}

#[test]
fn extensions_of_other_engines_are_mapped_or_refused() {
    let reading = file(
        "<process id='p'>
<userTask id='u' camunda:assignee='anna' camunda:formHandlerClass='x.Y' camunda:dueDate='${d}'/>
<serviceTask id='s' camunda:type='external' camunda:topic='pay' camunda:asyncBefore='true'/>
<serviceTask id='z'><extensionElements><zeebe:taskDefinition type='ship' retries='3'/>
<zeebe:ioMapping><zeebe:input source='= a' target='b'/><zeebe:input source='x' target='c'/></zeebe:ioMapping>
<zeebe:unheardOf/></extensionElements></serviceTask></process>",
    );
    expect![[r#"
        3:42 Error foreign-extension u: `camunda:formHandlerClass="x.Y"` is not executed on `userTask`; it is Java code; let a service task or listener with a worker do it
        7:1 Error foreign-extension z: `zeebe:unheardOf` is not executed in `serviceTask`; remove it or say it with weir extensions
    "#]]
    .assert_eq(&lines(&reading));
    let nodes = &reading.model.processes[0].nodes;
    let NodeKind::UserTask(task) = &nodes[0].kind else { panic!("a user task") };
    assert_eq!(task.assignee.as_ref().map(|text| text.text.as_str()), Some("anna"));
    assert_eq!(task.due_date.as_ref().map(|text| text.text.as_str()), Some("${d}"));
    for (node, job_type) in [(&nodes[1], "pay"), (&nodes[2], "ship")] {
        let NodeKind::ServiceTask(work) = &node.kind else { panic!("a service task") };
        assert_eq!(work.job_type.as_ref().map(|text| text.text.as_str()), Some(job_type));
    }
    let sources: Vec<&str> = nodes[2].inputs.iter().map(|input| input.source.text.text.as_str()).collect();
    assert_eq!(sources, ["= a", "x"]);
    let mapped = reading.dispositions.iter().filter(|line| matches!(line.became, Became::Mapped(_)));
    let mapped: Vec<&str> = mapped.map(|line| line.part.as_str()).collect();
    expect![[r#"["@camunda:assignee", "@camunda:dueDate", "@camunda:type", "@camunda:topic", "zeebe:taskDefinition", "zeebe:taskDefinition@type", "zeebe:taskDefinition@retries", "zeebe:ioMapping", "zeebe:input", "zeebe:input@source", "zeebe:input@target", "zeebe:input", "zeebe:input@source", "zeebe:input@target"]"#]]
        .assert_eq(&format!("{mapped:?}"));
}

#[test]
fn other_namespaces_are_documentation_and_said_once() {
    check(
        "<process id='p' xmlns:o='urn:o' o:a='1'><task id='t' o:b='2'><extensionElements><o:c><o:d/></o:c></extensionElements></task></process>
<extension definition='o:x' mustUnderstand='true'/>",
        &expect![[r"
            2:33 Note extension-documentation-only p: extensions of `urn:o` are kept as documentation; nothing of them is executed
            3:29 Error not-executed-yet -: `mustUnderstand` of `extension` is not executed in this release: this extension is not understood; remove it
        "]],
    );
}

#[test]
fn our_extensions_reach_the_model() {
    let process = process(
        "<extensionElements><weir:name xml:lang='zh-CN'>采购</weir:name></extensionElements>
<scriptTask id='a' scriptFormat='feel' weir:resultVariable='r'><script>1 + 1</script></scriptTask>
<userTask id='b' weir:candidateGroups='g' weir:priority='80'><extensionElements><weir:input source='= x' target='y'/>
<weir:output source='= y' target='z'/><weir:name xml:lang='en'>Approve</weir:name></extensionElements>
<multiInstanceLoopCharacteristics isSequential='true' weir:collection='= items' weir:elementVariable='item'/></userTask>
<receiveTask id='c' weir:correlationKey='= order.id'/>",
    );
    assert_eq!(process.names, [("zh-CN".into(), "采购".into())]);
    let [script, user, receive] = process.nodes.as_slice() else { panic!("three nodes") };
    assert!(matches!(&script.kind, NodeKind::ScriptTask { result: Some(result), .. } if result == "r"));
    assert_eq!(user.names, [("en".into(), "Approve".into())]);
    assert_eq!((user.inputs[0].target.as_str(), user.outputs[0].target.as_str()), ("y", "z"));
    let Some(Loop::MultiInstance(marker)) = &user.looped else { panic!("a marker") };
    assert!(marker.sequential);
    assert_eq!(marker.collection.as_ref().map(|text| text.text.as_str()), Some("= items"));
    assert_eq!(receive.correlation_key.as_ref().map(|text| text.text.as_str()), Some("= order.id"));
}

#[test]
fn a_loop_over_data_names_the_variable() {
    let process = process(
        "<dataObject id='d' name='orders'/><dataObjectReference id='dr' dataObjectRef='d'/>
<task id='t'><ioSpecification><dataInput id='in'/><inputSet><dataInputRefs>in</dataInputRefs></inputSet><outputSet/></ioSpecification>
<dataInputAssociation><sourceRef>dr</sourceRef><targetRef>in</targetRef></dataInputAssociation>
<multiInstanceLoopCharacteristics><loopDataInputRef>in</loopDataInputRef><inputDataItem id='i' name='order'/></multiInstanceLoopCharacteristics></task>",
    );
    let Some(Loop::MultiInstance(marker)) = &process.nodes[0].looped else { panic!("a marker") };
    assert_eq!(marker.collection.as_ref().map(|text| text.text.as_str()), Some("orders"));
    assert_eq!(marker.element_variable.as_deref(), Some("order"));
}

#[test]
fn scopes_and_attachments_are_kept() {
    let process = process(
        "<subProcess id='sub'><startEvent id='s'/><subProcess id='inner' triggeredByEvent='true'><startEvent id='es' isInterrupting='false'>
<timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1H</timeDuration></timerEventDefinition></startEvent></subProcess></subProcess>
<boundaryEvent id='b' attachedToRef='sub' cancelActivity='false'><escalationEventDefinition/></boundaryEvent>",
    );
    let scopes: Vec<(&str, &str)> = process
        .nodes
        .iter()
        .map(|node| (node.id.as_str(), node.scope.as_ref().map_or("", |scope| scope.as_str())))
        .collect();
    assert_eq!(scopes, [("sub", ""), ("s", "sub"), ("inner", "sub"), ("es", "inner"), ("b", "")]);
}

#[test]
fn columns_count_characters() {
    check(
        "<process id='p' name='审批流程' unknown=''/>",
        &expect![[r"
        2:29 Error unknown-attribute p: `process` has no attribute `unknown`
    "]],
    );
}

#[test]
fn a_large_file_is_judged_as_a_whole() {
    use weir_core::validate::{PROBLEMS_MAX, check};
    let many = |part: &dyn Fn(usize) -> String| (0..20_000).map(part).collect::<String>();
    let body =
        many(&|at| format!("<subProcess id='s{at}'/><sequenceFlow id='f{at}' sourceRef='s{at}' targetRef='x{at}'/>"));
    let links = many(&|at| {
        format!("<intermediateThrowEvent id='l{at}'><linkEventDefinition name='n'/></intermediateThrowEvent>")
    });
    let text = format!("{HEAD}<process id='p'>{body}{links}</process></definitions>");
    let problems = check(text.as_bytes()).problems;
    assert_eq!(problems.len(), PROBLEMS_MAX + 1);
    assert_eq!(problems.last().map(|problem| problem.code.as_str()), Some("too-many-problems"));
}

#[test]
fn what_stands_inside_our_elements_is_not_ignored() {
    check(
        "<process id='p'><task id='t'><extensionElements><weir:input source='= a' target='b'><weir:more/></weir:input></extensionElements></task></process>",
        &expect![[r"
            2:85 Error foreign-extension t: `weir:more` is not known here; remove it
        "]],
    );
}
