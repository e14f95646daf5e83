//! The file around the models: imports, relationships and ids.
use super::{all, warning};
use crate::catalogue::BPMN;
use crate::problem::Problem;
use crate::read::document::Document;

/// What an import may bring, by the words of the standard; the first is the one whose elements are referred to.
const IMPORT_TYPES: [&str; 4] = [
    BPMN,
    "http://www.w3.org/2001/XMLSchema",
    "http://www.w3.org/TR/wsdl20/",
    // The predecessor, which most tools still write.
    "http://schemas.xmlsoap.org/wsdl/",
];

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for import in all(document, "import") {
        problems.extend(import_type(document, import));
        problems.extend(not_read(document, import));
    }
    for relationship in all(document, "relationship") {
        problems.extend(direction(document, relationship));
    }
    for (number, _) in document.bpmn() {
        problems.extend(id(document, number));
    }
}

/// BPMN 8.1.2: an import is of BPMN, of XML Schema or of WSDL, and says so by their addresses.
fn import_type(document: &Document, import: usize) -> Option<Problem> {
    let kind = document.element(import).get("importType")?.trim();
    let known = IMPORT_TYPES.iter().any(|known| known.trim_end_matches('/') == kind.trim_end_matches('/'));
    let message = format!("`{kind}` is no kind of import; BPMN is `{BPMN}`");
    (!known).then(|| warning(document, import, "import-type", message))
}

/// What a model refers to is in its own file: nothing is read from another one.
fn not_read(document: &Document, import: usize) -> Option<Problem> {
    let element = document.element(import);
    let message = format!(
        "`{}` is not read: put what is referred to into this file; processes may be called by their id",
        element.get("location").unwrap_or_default()
    );
    (element.get("importType").map(str::trim) == Some(BPMN))
        .then(|| warning(document, import, "import-not-read", message))
}

/// BPMN 8.2.5: a relationship goes forward, backward, both ways or none.
fn direction(document: &Document, relationship: usize) -> Option<Problem> {
    let value = document.element(relationship).get("direction")?;
    let message = format!("`direction` is one of None, Forward, Backward, Both; this is `{value}`");
    (!["None", "Forward", "Backward", "Both"].contains(&value.trim()))
        .then(|| warning(document, relationship, "invalid-value", message))
}

/// XML Schema, ID: a name without colon, which begins with a letter or an underscore. Other tools refuse other ids.
fn id(document: &Document, number: usize) -> Option<Problem> {
    let id = document.element(number).get("id").filter(|id| !id.is_empty())?;
    let mut letters = id.chars();
    let first = letters.next().is_some_and(|letter| letter.is_alphabetic() || letter == '_');
    let fits = first && letters.all(|letter| letter.is_alphanumeric() || "_-.\u{b7}".contains(letter));
    let message =
        format!("`{id}` is no id in XML: begin with a letter or `_`, go on with letters, digits, `_`, `-`, `.`");
    (!fits).then(|| warning(document, number, "id-invalid", message))
}
