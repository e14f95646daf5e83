//! What a draft can begin with: the typical processes that come with this program, or an empty one.
use super::ask::{Nothing, Query};
use super::{App, Refusal, schema};
use axum::Json;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// A typical process as it stands in `process-models/`.
struct Source {
    id: &'static str,
    /// In English and in Chinese: the heading and the first paragraph tell what it is.
    readme: [&'static str; 2],
    /// The model first, then what it needs.
    files: &'static [(&'static str, &'static str)],
}

macro_rules! source {
    ($id:literal: $($file:literal),+) => {
        Source {
            id: $id,
            readme: [
                include_str!(concat!("../../../process-models/", $id, "/README.md")),
                include_str!(concat!("../../../process-models/", $id, "/README.zh-CN.md")),
            ],
            files: &[$(($file, include_str!(concat!("../../../process-models/", $id, "/", $file)))),+],
        }
    };
}

static SOURCES: &[Source] = &[
    source!("leave-request": "model.bpmn"),
    source!("expense-claim": "model.bpmn", "approval.dmn"),
    source!("purchase-approval": "model.bpmn"),
    source!("contract-countersign": "model.bpmn"),
    source!("seal-usage": "model.bpmn"),
    source!("equipment-repair": "model.bpmn", "cost-approval.bpmn", "supplier-desk.bpmn"),
];

/// What there is to begin with.
#[derive(Serialize)]
struct Template {
    id: &'static str,
    name: Words,
    summary: Words,
    files: Vec<&'static str>,
}

#[derive(Serialize)]
struct Words {
    en: String,
    #[serde(rename = "zh-CN")]
    zh: String,
}

/// The typical processes that a draft can begin with.
#[utoipa::path(get, path = "/model-templates", tag = "models",
    responses((status = 200, description = "them", body = Vec<schema::ModelTemplate>)))]
async fn list(_query: Query<Nothing>) -> Json<Vec<Template>> {
    let told = |source: &Source| Template {
        id: source.id,
        name: words(source, heading),
        summary: words(source, summary),
        files: source.files.iter().map(|(name, _)| *name).collect(),
    };
    Json(SOURCES.iter().map(told).collect())
}

fn words(source: &Source, part: fn(&str) -> String) -> Words {
    Words { en: part(source.readme[0]), zh: part(source.readme[1]) }
}

/// `# Expense claim 费用报销` is called by what comes in the language of the page: the first words of it.
fn heading(page: &str) -> String {
    let line = page.lines().next().unwrap_or_default().trim_start_matches("# ");
    let wide = |letter: char| letter >= '\u{2e80}';
    let first_is_wide = line.chars().next().is_some_and(wide);
    let other = |word: &&str| word.chars().next().is_some_and(wide) == first_is_wide;
    line.split(' ').take_while(other).collect::<Vec<_>>().join(" ")
}

/// The second paragraph; the first one names the page in the other language.
fn summary(page: &str) -> String {
    let paragraph = page.split("\n\n").nth(2).unwrap_or_default();
    let wide = paragraph.chars().next().is_some_and(|letter| letter >= '\u{2e80}');
    paragraph.lines().collect::<Vec<_>>().join(if wide { "" } else { " " })
}

/// A file of a template.
pub fn text(id: &str, file: Option<&str>) -> Result<String, Refusal> {
    let source = SOURCES.iter().find(|source| source.id == id);
    let found = source.and_then(|source| {
        let mut files = source.files.iter();
        match file {
            None => files.next(),
            Some(file) => files.find(|(name, _)| *name == file),
        }
    });
    let none = || Refusal::new(StatusCode::NOT_FOUND, "no-such-template", "there is no such template");
    found.map(|(_, text)| (*text).to_owned()).ok_or_else(none)
}

/// A process with nothing but its start, called like this.
pub fn empty(name: &str) -> String {
    let id = format!("process_{:08x}", u32::from_ne_bytes(four_random_bytes()));
    let name = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let name: String = name.chars().filter(|letter| !letter.is_control()).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:weir="urn:weir:bpmn:1" id="definitions" targetNamespace="urn:weir:models">
  <bpmn:process id="{id}" name="{name}" isExecutable="true">
    <bpmn:startEvent id="start"/>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram">
    <bpmndi:BPMNPlane id="plane" bpmnElement="{id}">
      <bpmndi:BPMNShape id="start_di" bpmnElement="start">
        <dc:Bounds x="180" y="160" width="36" height="36"/>
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"#
    )
}

fn four_random_bytes() -> [u8; 4] {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_tells_what_it_is_in_both_languages_and_has_a_process() {
        for source in SOURCES {
            let (name, about) = (words(source, heading), words(source, summary));
            let ascii = |text: &str| text.chars().take(12).all(|letter| letter.is_ascii());
            assert!(ascii(&name.en) && !ascii(&name.zh), "{}: {} {}", source.id, name.en, name.zh);
            assert!(ascii(&about.en) && about.en.len() > 40, "{}: {}", source.id, about.en);
            assert!(!ascii(&about.zh) && about.zh.chars().count() > 15, "{}: {}", source.id, about.zh);
            assert!(
                !weir_core::exchange::outline(&text(source.id, None).unwrap()).processes.is_empty(),
                "{}",
                source.id
            );
        }
        assert!(text("no", None).is_err() && text("leave-request", Some("no")).is_err());
    }

    #[test]
    fn an_empty_model_is_called_what_it_is_called() {
        let outline = weir_core::exchange::outline(&empty("<b>\"&\u{7}"));
        assert_eq!(outline.processes[0].1.as_deref(), Some("<b>\"&"));
    }
}
