//! Names that no namespace or the wrong one stands behind: prefixes never declared, BPMN under an address that is not
//! quite its own, a file without target namespace.
use super::edit::Edit;
use super::spans::Span;
use super::wellformed::Fix;
use crate::catalogue::misspelt::{self, DC, DD};
use crate::catalogue::{BPMN, BPMNDI, WEIR, XSI, foreign};
use std::collections::BTreeSet;

/// What tools call the namespaces that a BPMN file needs.
const PREFIXES: &[(&[&str], &str)] = &[
    (&["bpmn", "bpmn2", "semantic", "model"], BPMN),
    (&["bpmndi"], BPMNDI),
    (&["dc", "omgdc"], DC),
    (&["di", "omgdi", "dd"], DD),
    (&["xsi"], XSI),
    (&["weir"], WEIR),
    (&["camunda"], foreign::CAMUNDA),
    (&["zeebe"], foreign::ZEEBE),
    (&["flowable"], foreign::FLOWABLE),
    (&["activiti"], foreign::ACTIVITI),
];

/// Declares every prefix that is used and never declared. A known one stands for what tools mean by it; what an unknown
/// one stood for is lost, and its things are kept as documentation.
pub fn prefixes(text: &str, spans: &[Span]) -> Vec<Fix> {
    let (mut used, mut declared) = (BTreeSet::new(), BTreeSet::from(["xml", "xmlns"]));
    for span in spans {
        let names = span.attributes.iter().map(|a| a.name.as_str()).chain([&text[span.name.clone()]]);
        for name in names {
            match name.split_once(':') {
                Some(("xmlns", prefix)) => drop(declared.insert(prefix)),
                Some((prefix, _)) => drop(used.insert(prefix)),
                None => {}
            }
        }
    }
    let Some(root) = spans.first() else { return vec![] };
    let fix = |prefix: &&str| {
        let known = PREFIXES.iter().find(|(names, _)| names.contains(prefix)).map(|(_, uri)| *uri);
        let (uri, meaning) = match known {
            Some(uri) => (uri.to_owned(), "what tools mean by it"),
            None => (format!("urn:undeclared:{prefix}"), "kept as documentation, for what it stood for is lost"),
        };
        let edit = Edit::insert(root.attribute_end(text), format!(" xmlns:{prefix}=\"{uri}\""));
        let message = format!("the prefix `{prefix}` is never declared; it is declared as `{uri}`: {meaning}");
        Fix::of_text(edit, "repair-prefix", message)
    };
    let name = |p: &&&str| p.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    used.iter().filter(|p| !declared.contains(**p)).filter(name).map(fix).collect()
}

/// Puts right what is almost the address of BPMN or of its diagrams, and adds what the root lacks.
pub fn addresses(text: &str, spans: &[Span]) -> Vec<Fix> {
    let Some(root) = spans.first() else { return vec![] };
    let mut fixes = vec![];
    for written in spans.iter().flat_map(|s| &s.attributes) {
        if written.name != "xmlns" && !written.name.starts_with("xmlns:") {
            continue;
        }
        let address = &text[written.value.clone()];
        let right = misspelt::meant(address, false);
        if let Some(right) = right.filter(|right| *right != address) {
            let message = format!("`{}` is bound to `{address}`; the address is `{right}`", written.name);
            fixes.push(Fix::of_text(Edit::replace(written.value.clone(), right), "repair-namespace", message));
        }
    }
    let name = &text[root.name.clone()];
    if name == "definitions" && root.attribute("xmlns").is_none() {
        let edit = Edit::insert(root.attribute_end(text), format!(" xmlns=\"{BPMN}\""));
        let message = format!("`definitions` has no namespace; it is put into `{BPMN}`");
        fixes.push(Fix::of_text(edit, "repair-namespace", message));
    }
    if name.rsplit(':').next() == Some("definitions") && root.attribute("targetNamespace").is_none() {
        let edit = Edit::insert(root.attribute_end(text), " targetNamespace=\"urn:weir:models\"");
        let message = "`definitions` has no `targetNamespace`; `urn:weir:models` is taken".into();
        fixes.push(Fix::of_text(edit, "repair-namespace", message));
    }
    fixes
}
