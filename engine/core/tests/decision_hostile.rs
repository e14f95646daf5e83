//! DMN files that were made to cost much: refused soon, with a code.
use serde_json::json;
use std::fmt::Write as _;
use weir_core::Timestamp;
use weir_core::decision::{Decisions, File};

fn codes(items: &str) -> Vec<String> {
    let file = format!(
        "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='d' namespace='urn:d'>{items}</definitions>"
    );
    let (_, problems) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
    let mut codes: Vec<String> = problems.into_iter().map(|problem| problem.code).collect();
    codes.dedup();
    codes
}

/// Types, each of so many parts of the type that `of` names.
fn types(count: usize, parts: usize, of: impl Fn(usize) -> usize) -> String {
    let mut text = String::new();
    for number in 0..count {
        write!(text, "<itemDefinition name='t{number}'>").unwrap();
        for part in 0..parts {
            write!(text, "<itemComponent name='c{part}'><typeRef>t{}</typeRef></itemComponent>", of(number)).unwrap();
        }
        text += "</itemDefinition>";
    }
    text
}

#[test]
fn a_type_of_itself_is_found_at_once_however_often_it_says_so() {
    assert_eq!(codes(&types(1, 10, |_| 0)), ["dmn-type-cycle"]);
    assert_eq!(codes(&types(5, 2, |number| (number + 1) % 5)), ["dmn-type-cycle"]);
    assert_eq!(codes(&types(5, 10, |number| (number + 1) % 5)), ["dmn-type-cycle", "dmn-types-too-large"]);
    let unnamed = "<itemDefinition name='Any'><itemComponent name='a'/><itemComponent name='b'/></itemDefinition>";
    assert_eq!(codes(unnamed), ["dmn-type-cycle"]);
}

#[test]
fn types_that_multiply_are_refused_at_their_limit() {
    let laughs = |levels: usize| {
        let last = format!("<itemDefinition name='t{levels}'><typeRef>string</typeRef></itemDefinition>");
        types(levels, 10, |number| number + 1) + last.as_str()
    };
    assert_eq!(codes(&laughs(3)), Vec::<String>::new());
    assert_eq!(codes(&laughs(15)), ["dmn-types-too-large"]);
    assert_eq!(codes(&laughs(40)), ["dmn-type-too-deep", "dmn-types-too-large"]);
}

#[test]
fn many_types_of_usual_size_are_taken() {
    assert_eq!(
        codes(&(types(500, 20, |_| 500) + "<itemDefinition name='t500'><typeRef>number</typeRef></itemDefinition>")),
        Vec::<String>::new()
    );
}

/// Decisions in a row: each requires the one before it.
fn chain(length: usize) -> String {
    let mut text =
        "<decision id='d0' name='d0'><literalExpression><text>1</text></literalExpression></decision>".to_owned();
    for number in 1..length {
        let before = number - 1;
        write!(
            text,
            "<decision id='d{number}' name='d{number}'>\
             <informationRequirement><requiredDecision href='#d{before}'/></informationRequirement>\
             <literalExpression><text>d{before} + 1</text></literalExpression></decision>"
        )
        .unwrap();
    }
    text
}

#[test]
fn requirements_that_multiply_are_refused_at_their_limit() {
    assert_eq!(codes(&chain(400)), Vec::<String>::new());
    assert_eq!(codes(&chain(5_000)), ["dmn-too-many-requirements"]);
    let required = "<informationRequirement><requiredDecision href='#d0'/></informationRequirement>";
    let hub = |count: usize| {
        let text =
            chain(400).replacen("<informationRequirement>", &(required.repeat(count) + "<informationRequirement>"), 1);
        codes(&text)
    };
    assert_eq!(hub(10), Vec::<String>::new());
    assert_eq!(hub(30_000), ["dmn-too-many-requirements"]);
}

/// What is too costly is null, which neither `some` nor `every` may take for a test that is not met.
#[test]
fn a_boxed_quantifier_stops_at_the_limit() {
    for tag in ["some", "every"] {
        let file = format!(
            "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='d' namespace='urn:d'>\
             <inputData id='l' name='l'><variable name='l'/></inputData><decision id='d' name='d'><variable name='d'/>\
             <informationRequirement><requiredInput href='#l'/></informationRequirement>\
             <{tag} iteratorVariable='x'><in><literalExpression><text>l</text></literalExpression></in><satisfies>\
             <literalExpression><text>count(for i in l return 1) > 0</text></literalExpression></satisfies></{tag}>\
             </decision></definitions>"
        );
        let (decisions, _) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
        let data = json!({"l": vec![1; 20_000]});
        let error = decisions.evaluate("d", data.as_object().unwrap(), Timestamp(0)).unwrap_err();
        assert_eq!(error.code(), "decision-too-costly", "{tag}");
    }
}
