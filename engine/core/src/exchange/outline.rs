//! What a file is about, without a judgement: drafts may be broken.
use super::Origin;
use crate::catalogue::{BPMN, WEIR};
use crate::decision::is_dmn;
use crate::read::document::Document;
use serde_json::Value;

/// What a file is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// `bpmn`, `dmn`, `form`, `scenario`, or `unknown` where it cannot be told.
    pub kind: &'static str,
    /// The processes in it: id, and name in the language of the file. Of a scenario: those that it starts.
    pub processes: Vec<(String, Option<String>)>,
    /// The ids by which models name what is in it: those of its decisions, or of its form.
    pub offers: Vec<String>,
    /// The template of which the first of its processes says that it was made.
    pub template: Option<Origin>,
}

/// A file of JSON that is larger is not looked into.
const JSON_BYTES_MAX: usize = 1 << 20;
/// Processes that are told of one file.
const PROCESSES_MAX: usize = 50;
/// Decisions that are told of one file.
const OFFERS_MAX: usize = 50;

/// Looks at a file.
///
/// ```
/// let file = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" name="报销"/></definitions>"#;
/// let outline = weir_core::exchange::outline(file);
/// assert_eq!((outline.kind, outline.processes[0].0.as_str()), ("bpmn", "p"));
/// assert_eq!(weir_core::exchange::outline("<a").kind, "unknown");
/// let form = weir_core::exchange::outline(r#"{"id": "claim", "components": []}"#);
/// assert_eq!((form.kind, form.offers), ("form", vec!["claim".to_owned()]));
/// let table = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="d" namespace="u"><decision id="limit"/></definitions>"#;
/// let table = weir_core::exchange::outline(table);
/// assert_eq!((table.kind, table.offers), ("dmn", vec!["limit".to_owned()]));
/// ```
pub fn outline(text: &str) -> Outline {
    if text.trim_start().starts_with('{') {
        return json(text);
    }
    let (document, _) = Document::open(text.as_bytes());
    if !document.is_bpmn() {
        if !is_dmn(text.as_bytes()) {
            return Outline { kind: "unknown", ..Outline::default() };
        }
        let decisions =
            document.tree.elements.iter().filter(|one| one.parent == Some(0) && one.name.local == "decision");
        let ids = decisions.filter_map(|one| one.get("id")).filter(|id| !id.is_empty());
        let offers = ids.take(OFFERS_MAX).map(str::to_owned).collect();
        return Outline { kind: "dmn", offers, ..Outline::default() };
    }
    let (mut processes, mut template) = (vec![], None);
    for element in document.tree.elements.iter().filter(|element| element.is(BPMN, "process")).take(PROCESSES_MAX) {
        let id = element.get("id").filter(|id| !id.is_empty());
        processes.extend(id.map(|id| (id.to_owned(), element.get("name").map(str::to_owned))));
        template = template.or_else(|| Origin::read(&element.attribute(WEIR, "template")?.value));
    }
    Outline { kind: "bpmn", processes, template, ..Outline::default() }
}

/// A file of JSON: a form has components, a scenario has steps.
fn json(text: &str) -> Outline {
    let read: Value =
        if text.len() <= JSON_BYTES_MAX { serde_json::from_str(text).unwrap_or_default() } else { Value::Null };
    let list = |name: &str| read.get(name).and_then(Value::as_array);
    if list("components").is_some() {
        let id = read.get("id").and_then(Value::as_str).filter(|id| !id.is_empty());
        return Outline { kind: "form", offers: id.map(str::to_owned).into_iter().collect(), ..Outline::default() };
    }
    let Some(steps) = list("steps") else { return Outline { kind: "unknown", ..Outline::default() } };
    let started = steps.iter().filter_map(|step| step.get("start")?.get("process")?.as_str());
    let processes = started.take(PROCESSES_MAX).map(|id| (id.to_owned(), None)).collect();
    Outline { kind: "scenario", processes, ..Outline::default() }
}
