//! Attribute values: truth values, words of a list, media types and addresses.
use super::{all, is_executable, warning};
use crate::catalogue::words::words;
use crate::catalogue::{WEIR, weir};
use crate::problem::Problem;
use crate::process::QUANTITY_MAX;
use crate::read::document::Document;

/// Names of languages that everybody writes instead of their media types.
const LANGUAGES: &[&str] = &["feel", "javascript", "ecmascript", "groovy", "python", "ruby", "juel", "kotlin", "java"];

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for (number, entry) in document.bpmn() {
        for attribute in &document.element(number).attributes {
            let name = attribute.name.local.as_str();
            let value = attribute.value.trim();
            let finding = match &*attribute.name.namespace {
                "" if entry.attribute(name).is_some() => word(name, words(name), value).or_else(|| form(name, value)),
                WEIR => weir::attribute(name).and_then(|known| word(name, known.values, value)),
                _ => None,
            };
            let owner = document.owner(number);
            problems.extend(finding.map(|(sure, message)| {
                let make = if sure { Problem::error } else { Problem::warning };
                make("invalid-value", owner.as_ref(), attribute.place, message)
            }));
        }
    }
    for process in all(document, "process") {
        problems.extend(public(document, process));
    }
}

fn word(name: &str, words: &[&str], value: &str) -> Option<(bool, String)> {
    let wrong = !words.is_empty() && !words.contains(&value);
    wrong.then(|| (true, format!("`{name}` is one of {}; this is `{value}`", words.join(", "))))
}

/// BPMN: text formats are media types; languages and methods are addresses (URIs).
fn form(name: &str, value: &str) -> Option<(bool, String)> {
    match name {
        "startQuantity" | "completionQuantity" if !is_quantity(value) => {
            Some((true, format!("`{value}` is no number of tokens; write 1 to {QUANTITY_MAX}")))
        }
        "scriptFormat" if !value.contains('/') && !LANGUAGES.contains(&value.to_lowercase().as_str()) => {
            Some((false, format!("`{value}` is no media type; write one like application/javascript, or FEEL")))
        }
        "textFormat" if !value.contains('/') => {
            Some((false, format!("`{value}` is no media type; write one like text/plain")))
        }
        "language" | "expressionLanguage" | "typeLanguage" | "method" if !is_uri(value) => {
            Some((false, format!("`{value}` is no URI")))
        }
        _ => None,
    }
}

/// BPMN 10.3.1: an activity needs one token at least, and leaves one at least.
fn is_quantity(value: &str) -> bool {
    value.parse().is_ok_and(|number: u32| (1..=QUANTITY_MAX).contains(&number))
}

/// The characters of RFC 3986; `%` comes with two hexadecimal digits.
fn is_uri(value: &str) -> bool {
    let mut bytes = value.bytes();
    while let Some(byte) = bytes.next() {
        let hex = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_hexdigit());
        let fits = match byte {
            b'%' => hex(bytes.next()) && hex(bytes.next()),
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(&byte),
        };
        if !fits {
            return false;
        }
    }
    true
}

/// BPMN: a public process shows what others may see of it; it is not executable.
fn public(document: &Document, process: usize) -> Option<Problem> {
    let public = document.element(process).get("processType") == Some("Public");
    let message = "a public process is not executable; set processType to Private or None";
    (public && is_executable(document, process)).then(|| warning(document, process, "public-executable", message))
}
