//! What a file is about, without a judgement: drafts may be broken.
use crate::catalogue::BPMN;
use crate::decision::is_dmn;
use crate::read::document::Document;

/// What a file is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// `bpmn`, `dmn`, or `unknown` where it cannot be told.
    pub kind: &'static str,
    /// The processes in it: id, and name in the language of the file.
    pub processes: Vec<(String, Option<String>)>,
}

/// Processes that are told of one file.
const PROCESSES_MAX: usize = 50;

/// Looks at a file.
///
/// ```
/// let file = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" name="报销"/></definitions>"#;
/// let outline = weir_core::exchange::outline(file);
/// assert_eq!((outline.kind, outline.processes[0].0.as_str()), ("bpmn", "p"));
/// assert_eq!(weir_core::exchange::outline("<a").kind, "unknown");
/// ```
pub fn outline(text: &str) -> Outline {
    let (document, _) = Document::open(text.as_bytes());
    if !document.is_bpmn() {
        let kind = if is_dmn(text.as_bytes()) { "dmn" } else { "unknown" };
        return Outline { kind, processes: vec![] };
    }
    let mut processes = vec![];
    for element in document.tree.elements.iter().filter(|element| element.is(BPMN, "process")).take(PROCESSES_MAX) {
        let id = element.get("id").filter(|id| !id.is_empty());
        processes.extend(id.map(|id| (id.to_owned(), element.get("name").map(str::to_owned))));
    }
    Outline { kind: "bpmn", processes }
}
