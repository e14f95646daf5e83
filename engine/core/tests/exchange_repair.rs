//! Files of others, broken and mended: what is named, and what becomes of the text.
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::fmt::Write;
use weir_core::Severity;
use weir_core::compile::prepare;
use weir_core::exchange::{Repaired, repair};

const OPEN: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">"#;

fn shown(repaired: &Repaired) -> String {
    let mut text = String::new();
    for repair in &repaired.repairs {
        let element = repair.element.as_ref().map_or(String::new(), |e| format!(" {e}"));
        let at = format!("{}:{}", repair.place.line, repair.place.column);
        writeln!(text, "{at} {}{element}: {}", repair.code, repair.message).unwrap();
    }
    text.push_str(&repaired.text);
    text
}

#[allow(clippy::needless_pass_by_value)] // as a test says it
fn check(given: impl AsRef<[u8]>, expected: Expect) {
    let repaired = repair(given.as_ref()).expect("it is a text");
    expected.assert_eq(&shown(&repaired));
    let again = repair(repaired.text.as_bytes()).expect("it is a text");
    assert_eq!(again.repairs, [], "what is repaired needs no repair");
    assert_eq!(again.text, repaired.text);
}

/// After the repair the file runs.
fn runs(given: &str) {
    let repaired = repair(given.as_bytes()).expect("it is a text");
    let errors: Vec<_> =
        prepare(repaired.text.as_bytes()).problems.into_iter().filter(|p| p.severity == Severity::Error).collect();
    assert_eq!(errors, [], "in\n{}", repaired.text);
}

#[test]
fn a_good_file_stays_byte_for_byte_as_it_is() {
    let good = format!(
        "<?xml version=\"1.0\"?>\r\n<!-- & < kept -->\n{OPEN}\n<process id='p' >\n\t<task id=\"t\"\n/></process><?pi x?></definitions>\n"
    );
    let repaired = repair(good.as_bytes()).unwrap();
    assert_eq!((repaired.text.as_str(), repaired.repairs.len()), (good.as_str(), 0));
}

#[test]
fn marks_that_were_never_escaped_and_forbidden_characters() {
    check(
        format!(
            "{OPEN}<process id=\"p\" name=\"R&D < 5 &amp; &#65; &nbsp;\u{1}\"><task id='t' name='a' name='a'/><documentation>a < b && c &#0;</documentation></process></definitions>"
        ),
        expect![[r#"
            1:109 repair-escape: `&` is not escaped; it is written as `&amp;`
            1:112 repair-escape: `<` in an attribute value is not escaped; it is written as `&lt;`
            1:128 repair-escape: `&nbsp;` is known to HTML alone; it is written as `&#160;`
            1:134 repair-character: the character U+0001 is forbidden in XML; it is taken out
            1:159 repair-attribute-twice: `name` stands twice with the same value; once is enough
            1:186 repair-escape: `<` that begins no tag is not escaped; it is written as `&lt;`
            1:195 repair-character: `&#0;` is a character that XML forbids; it is taken out
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p" name="R&amp;D &lt; 5 &amp; &#65; &#160;"><task id='t' name='a' /><documentation>a &lt; b &amp;&amp; c </documentation></process></definitions>"#]],
    );
}

#[test]
fn encodings_of_other_times() {
    let (gbk, ..) = encoding_rs::GB18030.encode("<?xml version=\"1.0\" encoding=\"GB2312\"?>\n<a 名=\"请假\"/>");
    check(
        gbk,
        expect![[r#"
            1:1 repair-encoding: the file is written in GBK; it is kept as UTF-8
            <?xml version="1.0" encoding="UTF-8"?>
            <a 名="请假"/>"#]],
    );
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("<a n=\"堰\"/>".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    check(
        utf16,
        expect![[r#"
            1:1 repair-encoding: the file is written in UTF-16LE; it is kept as UTF-8
            <a n="堰"/>"#]],
    );
    assert_eq!(repair(b"<a n=\"\xb4\xff\"/>"), None, "nobody knows what these bytes mean");
}

#[test]
fn what_is_marked_and_no_xml_is_written_as_xml_has_it() {
    check(
        "\n<?xml version=\"1.0\"?>\n<a b=\"1\"c=\"2\"><!-- a -- b ---><?XML x?>d ]]> e<![CDATA[--]]></a>",
        expect![[r#"
            2:1 repair-declaration: white space stands before the XML declaration; it is taken out
            3:9 repair-attribute-space: a space is missing before an attribute; it is written
            3:23 repair-comment: two hyphens stand in a comment; they are written apart
            3:31 repair-declaration: an XML declaration stands at the very beginning, once; this one is taken out
            3:44 repair-escape: `>` behind `]]` in a text is not escaped; it is written as `&gt;`
            <?xml version="1.0"?>
            <a b="1" c="2"><!-- a - - b - -->d ]]&gt; e<![CDATA[--]]></a>"#]],
    );
    check(
        "<?xml encoding='GBK'?><a/>",
        expect![[r#"
        1:1 repair-declaration: the XML declaration is none; it is written as `<?xml version="1.0" encoding="UTF-8"?>`
        <?xml version="1.0" encoding="UTF-8"?><a/>"#]],
    );
    check(
        "<?xml version=\"1.0\"?><a><?xml version=\"1.0\"?></a>",
        expect![[r#"
        1:25 repair-declaration: an XML declaration stands at the very beginning, once; this one is taken out
        <?xml version="1.0"?><a></a>"#]],
    );
}

#[test]
fn double_bytes_without_a_mark_and_single_ones_that_claim_to_be_double() {
    let big: Vec<u8> = "<a n=\"堰\"/>".encode_utf16().flat_map(u16::to_be_bytes).collect();
    check(
        big,
        expect![[r#"
        1:1 repair-encoding: the file is written in UTF-16BE; it is kept as UTF-8
        <a n="堰"/>"#]],
    );
    let small: Vec<u8> =
        "<?xml version=\"1.0\" encoding=\"utf-16\"?><a n=\"堰\"/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(
        small,
        expect![[r#"
        1:1 repair-encoding: the file is written in UTF-16LE; it is kept as UTF-8
        <?xml version="1.0" encoding="UTF-8"?><a n="堰"/>"#]],
    );
    check(
        "<?xml version=\"1.0\" encoding=\"utf-16\"?><a n=\"堰\"/>",
        expect![[r#"
        1:31 repair-encoding: the file says that it is written in utf-16; it is kept as UTF-8
        <?xml version="1.0" encoding="UTF-8"?><a n="堰"/>"#]],
    );
}

#[test]
fn an_encoding_that_comes_to_light_is_that_of_the_text() {
    check(
        "<?xml version=\"1.0\" encod\u{6}ing=\"GBK\"?>\n<a 名=\"请假\"/>",
        expect![[r#"
            1:26 repair-character: the character U+0006 is forbidden in XML; it is taken out
            1:32 repair-encoding: the file says that it is written in GBK; it is kept as UTF-8
            <?xml version="1.0" encoding="UTF-8"?>
            <a 名="请假"/>"#]],
    );
}

#[test]
fn what_is_no_declaration_names_no_encoding() {
    let cut = b"<?xml version=\"1.0\" encoding=\"GBK\" <definitions name=\"\xb2\xc9\xb9\xba\"/>";
    assert!(repair(cut).is_none(), "these bytes are no UTF-8");
}

#[test]
fn white_space_of_other_scripts_may_stand_before_a_name() {
    let file = format!("{OPEN}<process id='p'\u{2000}name='x'\u{2003}name='x'/></definitions>");
    assert!(repair(file.as_bytes()).is_some());
}

#[test]
fn prefixes_and_addresses() {
    check(
        r#"<bpmn:definitions xmlns:bpmn="https://www.omg.org/spec/BPMN/20100524/model/"><bpmn:process id="p" camunda:x="1" acme:y="2"/></bpmn:definitions>"#,
        expect![[r#"
            1:31 repair-namespace: `xmlns:bpmn` is bound to `https://www.omg.org/spec/BPMN/20100524/model/`; the address is `http://www.omg.org/spec/BPMN/20100524/MODEL`
            1:77 repair-prefix: the prefix `acme` is never declared; it is declared as `urn:undeclared:acme`: kept as documentation, for what it stood for is lost
            1:77 repair-prefix: the prefix `camunda` is never declared; it is declared as `http://camunda.org/schema/1.0/bpmn`: what tools mean by it
            1:77 repair-namespace: `definitions` has no `targetNamespace`; `urn:weir:models` is taken
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:acme="urn:undeclared:acme" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:weir:models"><bpmn:process id="p" camunda:x="1" acme:y="2"/></bpmn:definitions>"#]],
    );
    runs(r#"<definitions><process id="p" isExecutable="true"><startEvent id="s"/></process></definitions>"#);
}

#[test]
fn ids_that_are_missing_or_taken() {
    check(
        format!(
            "{OPEN}<process id=\"p\"><task id=\"a\"/><task/><task id=\"a\"/><task id=\"task_1\"/></process></definitions>"
        ),
        expect![[r#"
            1:121 repair-missing-id task_2: this task has no id; it is called `task_2`
            1:133 repair-duplicate-id a_1: another element has the id `a` too: this task is called `a_1`; whatever refers to `a` means the other
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p"><task id="a"/><task id="task_2"/><task id="a_1"/><task id="task_1"/></process></definitions>"#]],
    );
}

#[test]
fn flows_that_lost_an_end_are_connected_where_the_file_says_how() {
    let nodes = r#"<startEvent id="s"><outgoing>f1</outgoing></startEvent><task id="a"/><endEvent id="e"/>"#;
    let flows = r#"<sequenceFlow id="f1" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef=""/><sequenceFlow id="f3" sourceRef="a" targetRef="gone"/>"#;
    let diagram = r#"<d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC" xmlns:i="http://www.omg.org/spec/DD/20100524/DI"><d:BPMNPlane bpmnElement="p"><d:BPMNShape bpmnElement="e"><c:Bounds x="200" y="100" width="36" height="36"/></d:BPMNShape><d:BPMNEdge bpmnElement="f2"><i:waypoint x="100" y="118"/><i:waypoint x="200" y="118"/></d:BPMNEdge><d:BPMNEdge bpmnElement="f3"><i:waypoint x="0" y="0"/></d:BPMNEdge></d:BPMNPlane></d:BPMNDiagram>"#;
    let file =
        format!("{OPEN}<process id=\"p\" isExecutable=\"true\">{nodes}\n{flows}\n</process>\n{diagram}</definitions>");
    let repaired = repair(file.as_bytes()).unwrap();
    let said: Vec<String> = repaired.repairs.iter().map(|r| format!("{}: {}", r.code, r.message)).collect();
    expect![[r"
        repair-flow-connected: sequence flow has no sourceRef (`` is not there); it is connected to the node that lists it: `s`
        repair-flow-connected: sequence flow has no targetRef (`` is not there); it is connected to the node where the diagram draws its end: `e`
        repair-flow-removed: sequence flow `f3` has no targetRef (`gone` is not there), and nothing says which is meant; it is taken out"]]
    .assert_eq(&said.join("\n"));
    runs(&file);
}

#[test]
fn references_to_nothing() {
    let file = format!(
        "{OPEN}<process id=\"p\" isExecutable=\"true\"><startEvent id=\"s\"/><receiveTask id=\"r\" messageRef=\"order\" default=\"x\"><incoming>nowhere</incoming></receiveTask><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"r\"/><association id=\"n\" sourceRef=\"r\" targetRef=\"note\"/></process></definitions>"
    );
    check(
        &file,
        expect![[r#"
            1:86 repair-root-added r: `messageRef` refers to message `order`, which is not there; it is added under that name
            1:181 repair-dangling-reference r: `default` refers to `x`, which is not there; it is taken out
            1:193 repair-dangling-reference r: `incoming` refers to `nowhere`, which is not there; it is taken out
            1:285 repair-dangling-reference n: `targetRef` refers to `note`, which is not there; the association is taken out
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><message id="order" name="order"/>
              <process id="p" isExecutable="true"><startEvent id="s"/><receiveTask id="r" messageRef="order"></receiveTask><sequenceFlow id="f" sourceRef="s" targetRef="r"/></process></definitions>"#]],
    );
    runs(&file);
}

#[test]
fn names_that_bpmn_does_not_know() {
    check(
        format!(
            "{OPEN}<process id=\"p\"><usertask id=\"u\" nme=\"x\"></usertask><boundaryEvent id=\"b\" attachedToRef=\"u\" cancelactivity=\"false\"/><fancyTask id=\"z\"><task id=\"in\"/></fancyTask></process></definitions>"
        ),
        expect![[r#"
            1:103 repair-unknown-name p: `usertask` is no element of BPMN; it is read as `userTask`
            1:119 repair-unknown-name u: `userTask` has no attribute `nme`; it is read as `name`
            1:178 repair-unknown-name b: `boundaryEvent` has no attribute `cancelactivity`; it is read as `cancelActivity`
            1:202 repair-unknown-element p: BPMN has no element `fancyTask`; it is taken out with everything in it
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p"><userTask id="u" name="x"></userTask><boundaryEvent id="b" attachedToRef="u" cancelActivity="false"/></process></definitions>"#]],
    );
}

#[test]
fn a_repair_is_accepted_for_one_file_only() {
    let one = format!("{OPEN}<process id=\"p\"><task/></process></definitions>");
    let other = format!("{OPEN}<process id=\"q\"><task/></process></definitions>");
    let token = |file: &str| repair(file.as_bytes()).unwrap().token;
    assert_eq!(token(&one), token(&one));
    assert_ne!(token(&one), token(&other));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// However a file is cut and glued: no panic, and what was repaired needs no repair.
    #[test]
    fn any_damage_is_named_or_left(cuts in prop::collection::vec((0usize..3000, 0usize..40, "[<>&\"'a-z:/= ]{0,6}"), 1..6)) {
        let mut text = format!("{OPEN}<process id=\"p\" isExecutable=\"true\"><startEvent id=\"s\"><outgoing>f</outgoing></startEvent><userTask id=\"u\" default=\"g\"/><boundaryEvent id=\"b\" attachedToRef=\"u\"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><endEvent id=\"e\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"u\"/><sequenceFlow id=\"g\" sourceRef=\"u\" targetRef=\"e\"><!-- & --><conditionExpression>= a &lt; 1</conditionExpression></sequenceFlow></process></definitions>");
        for (at, length, with) in cuts {
            let at = at % text.len();
            let end = (at + length).min(text.len());
            text.replace_range(at..end, &with);
        }
        let repaired = repair(text.as_bytes()).unwrap();
        prepare(repaired.text.as_bytes());
        let again = repair(repaired.text.as_bytes()).unwrap();
        prop_assert_eq!(&again.text, &repaired.text);
    }
}
