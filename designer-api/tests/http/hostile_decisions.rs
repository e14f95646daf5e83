//! DMN files that were made to do harm: refused with their place, or stopped at a limit when they are asked.
use crate::server::{Answer, Server};
use serde_json::json;
use std::fmt::Write as _;

const DMN: &str = "https://www.omg.org/spec/DMN/20191111/MODEL/";

fn file(inside: &str) -> String {
    format!("<definitions xmlns='{DMN}' name='d' namespace='urn:d'>{inside}</definitions>")
}

/// A decision by one expression.
fn decision(id: &str, text: &str) -> String {
    format!("<decision id='{id}' name='{id}'><literalExpression><text>{text}</text></literalExpression></decision>")
}

/// A decision that requires another.
fn requiring(id: &str, other: &str) -> String {
    let required = format!("<informationRequirement><requiredDecision href='#{other}'/></informationRequirement>");
    decision(id, other).replacen("<literal", &format!("{required}<literal"), 1)
}

/// A table of so many equal rules and columns.
fn table(rules: usize, columns: usize) -> String {
    let input = "<input><inputExpression><text>a</text></inputExpression></input>".repeat(columns);
    let cells = "<inputEntry><text>1</text></inputEntry>".repeat(columns);
    let rule = format!("<rule>{cells}<outputEntry><text>1</text></outputEntry></rule>").repeat(rules);
    format!(
        "<decision id='t' name='t'><decisionTable id='tt'>{input}<output name='o'/>{rule}</decisionTable></decision>"
    )
}

/// Decisions in a row: each requires the one before it.
fn chain(length: usize) -> String {
    let mut all = decision("d0", "1");
    for number in 1..length {
        write!(all, "{}", requiring(&format!("d{number}"), &format!("d{}", number - 1))).unwrap();
    }
    all
}

fn deploy(server: &Server, file: &str) -> Answer {
    server.ask("POST", "/api/v1/deployments").files(&[("a.dmn", file.as_bytes())]).send()
}

fn ask(server: &Server, decision: &str, variables: &serde_json::Value) -> Answer {
    server.post(&format!("/api/v1/decisions/{decision}/evaluate"), &json!({ "variables": variables }))
}

/// Each is refused with this code on its first line, and nothing is written.
#[track_caller]
fn refused(cases: &[(&str, String, &str)]) {
    let server = Server::start();
    let before = server.written();
    for (case, file, code) in cases {
        let answer = deploy(&server, file);
        assert_eq!((answer.status, answer.code()), (422, "invalid-model"), "{case}: {}", answer.text);
        let problems = answer.json["problems"].as_array().expect("problems");
        let found = problems.iter().find(|p| p["code"] == *code && p["severity"] == "error");
        let found = found.unwrap_or_else(|| panic!("{case}: {}", answer.text));
        assert_eq!((&found["place"]["line"], &found["resource"]), (&json!(1), &json!("a.dmn")), "{case}");
        assert!(answer.text.len() < 20_000, "{case}: the answer is long");
    }
    assert_eq!(server.written(), before);
    assert_eq!(server.get("/api/v1/decisions").expect(200).items().len(), 0);
}

#[test]
fn files_that_are_something_else_are_refused() {
    let plain = decision("a", "1");
    let of = |namespace: &str| file(&plain).replace(DMN, namespace);
    refused(&[
        ("a DTD", format!("<!DOCTYPE d [<!ENTITY a 'x'>]>{}", file(&plain)), "xml-dtd"),
        ("a file of the host", format!("<!DOCTYPE d SYSTEM 'file:///etc/passwd'>{}", file(&plain)), "xml-dtd"),
        ("a DMN that there is not", of("https://www.omg.org/spec/DMN/20990101/MODEL/"), "not-dmn"),
        ("another namespace", of("urn:x"), "not-dmn"),
        ("a process", of("http://www.omg.org/spec/BPMN/20100524/MODEL"), "not-dmn"),
        ("another root", file(&plain).replace("definitions", "decisions"), "not-dmn"),
        ("an unknown element", file("<exec id='x'/>"), "dmn-unknown-element"),
        ("cut off", file(&plain).replace("</definitions>", ""), "xml-malformed"),
        (
            "another language",
            file(&plain.replace("<literalExpression", "<literalExpression expressionLanguage='groovy'")),
            "expression-language",
        ),
    ]);
}

#[test]
fn files_that_contradict_themselves_are_refused() {
    let input = "<inputData id='a' name='x'/>";
    let function = "<businessKnowledgeModel id='f' name='f'><encapsulatedLogic><formalParameter name='n'/>\
        <literalExpression><text>f(n)</text></literalExpression></encapsulatedLogic>\
        <knowledgeRequirement><requiredKnowledge href='#f'/></knowledgeRequirement></businessKnowledgeModel>";
    let import = format!("<import name='o' namespace='urn:o' importType='{DMN}'/>");
    refused(&[
        ("a decision twice", file(&[decision("a", "1"), decision("a", "2")].concat()), "id-twice"),
        ("an id of two kinds", file(&[input, &decision("a", "2")].concat()), "id-twice"),
        ("a rule twice", file(&table(2, 1).replace("<rule>", "<rule id='r'>")), "id-twice"),
        ("a rule with the id of its decision", file(&table(1, 1).replace("<rule>", "<rule id='t'>")), "id-twice"),
        ("a decision of itself", file(&requiring("a", "a")), "dmn-cycle"),
        ("a circle of two", file(&[requiring("a", "b"), requiring("b", "a")].concat()), "dmn-cycle"),
        ("a long circle", file(&chain(60).replacen(&decision("d0", "1"), &requiring("d0", "d59"), 1)), "dmn-cycle"),
        ("a function of itself", file(function), "dmn-cycle"),
        ("a requirement of nothing", file(&requiring("a", "nowhere")), "dmn-reference"),
        ("an import of nothing", file(&[import, decision("a", "1")].concat()), "dmn-import"),
        (
            "a rule without cells",
            file(&table(1, 1).replace("<inputEntry><text>1</text></inputEntry>", "")),
            "dmn-rule-cells",
        ),
        ("a hit policy of chance", file(&table(1, 1).replace("'tt'", "'tt' hitPolicy='RANDOM'")), "dmn-hit-policy"),
    ]);
}

#[test]
fn files_that_are_too_deep_or_too_large_are_refused_at_their_limit() {
    let lists = ["<list>".repeat(10_000), "</list>".repeat(10_000)].concat();
    let nested = |open: &str, close: &str, times: usize| {
        file(&decision("a", &format!("{}1{}", open.repeat(times), close.repeat(times))))
    };
    let host = "function(x) external {java: {class: \"java.lang.Runtime\", method signature: \"exit(int)\"}}";
    refused(&[
        ("deep XML", file(&format!("<decision id='a' name='a'>{lists}</decision>")), "xml-too-deep"),
        ("deep brackets", nested("(", ")", 8_000), "feel-too-deep"),
        ("deep lists", nested("[", "]", 8_000), "feel-too-deep"),
        ("deep calls", nested("not(", ")", 3_000), "feel-too-deep"),
        ("brackets beyond the longest text", nested("(", ")", 10_000), "feel-too-long"),
        ("too many rules", file(&table(10_001, 1)), "dmn-table-too-large"),
        ("too many columns", file(&table(1, 201)), "dmn-table-too-large"),
        (
            "too many decisions",
            file(&(0..5_001).map(|n| decision(&format!("d{n}"), "1")).collect::<String>()),
            "dmn-too-large",
        ),
        ("requirements that multiply", file(&chain(5_000)), "dmn-too-many-requirements"),
        ("a function of the host", file(&decision("a", host)), "feel-external-function"),
    ]);
}

#[test]
fn what_has_no_end_is_stopped_and_the_next_is_answered() {
    let server = Server::start();
    let with_n = |id: &str, text: &str| {
        let required = "<informationRequirement><requiredInput href='#n'/></informationRequirement>";
        let input = "<inputData id='n' name='n'><variable name='n' typeRef='number'/></inputData>";
        file(&[input, &decision(id, text).replacen("<literal", &format!("{required}<literal"), 1)].concat())
    };
    for (id, text) in [
        ("crossed", "count(for i in 1..1000000, j in 1..1000000 return i)"),
        ("filling", "for i in 1..100000000 return string(i)"),
        ("calling", "{f: function(x) f(x), r: f(1)}.r"),
        ("asked", "sum(for i in 1..n return i)"),
    ] {
        deploy(&server, &with_n(id, text)).expect(200);
        let before = server.written();
        let answer = ask(&server, id, &json!({ "n": 1_000_000_000_000_u64 }));
        assert_eq!(answer.status, 422, "{id}: {}", answer.text);
        assert!(["expression-too-costly", "decision-panic"].contains(&answer.code()), "{id}: {}", answer.text);
        assert_eq!(server.written(), before, "{id}");
    }
    assert_eq!(ask(&server, "asked", &json!({"n": 4})).expect(200).json["result"], 10);
    deploy(&server, &file(&chain(400))).expect(200);
    assert_eq!(ask(&server, "d399", &json!({})).expect(200).json["result"], 1);
}

#[test]
fn data_that_are_too_large_too_deep_or_of_another_kind_are_refused() {
    let server = Server::start();
    deploy(&server, &file(&decision("a", "x"))).expect(200);
    let before = server.written();
    let deep = (0..101).fold(json!(1), |inner, _| json!([inner]));
    for (case, variables, code) in [
        ("too large", json!({"x": "x".repeat(3 << 20)}), "variables-too-large"),
        ("too deep", json!({"x": deep}), "variables-too-deep"),
        ("no name", json!({"": 1}), "name-empty"),
        ("no object", json!([1]), "invalid-body"),
    ] {
        let answer = ask(&server, "a", &variables);
        assert_eq!((answer.status, answer.code()), (400, code), "{case}: {}", answer.text);
    }
    ask(&server, &"a".repeat(10_000), &json!({})).refused(404, "no-such-decision");
    assert_eq!(server.written(), before);
}
