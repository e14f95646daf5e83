//! The model library: what a draft can begin with, found by area, level, tag and text, and used with all that comes along.
use super::access::{Facts, Guard};
use super::ask::{Ask, Id, Nothing, Query};
use super::diagrams::{Svg, image};
use super::page::{Paged, page};
use super::shelf::{self, Template};
use super::{App, Refusal, schema, template_parameters};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::Action;
use weir_core::exchange::{Marks, outline, with_origin};
use weir_core::library::{Area, Card, Query as Wanted, Words};
use weir_engine::Context;
use weir_engine::api::{self, Page, TemplateFile, UseTemplate};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(one))
        .routes(routes!(file))
        .routes(routes!(diagram))
        .routes(routes!(uses))
        .routes(routes!(make_drafts))
}

/// What there is to begin with.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told<'a> {
    id: &'a str,
    name: &'a Words,
    summary: &'a Words,
    files: Vec<&'static str>,
    version: &'a str,
    hash: &'a str,
    area: Area,
    path: &'a [Words],
    levels: Vec<u8>,
    tags: &'a [String],
    uses: u64,
}

fn told<'a>(app: &App, card: &'a Card, template: &'a Template) -> Result<Told<'a>, Refusal> {
    let mut levels: Vec<u8> = card.models.iter().map(|link| link.level).collect();
    levels.sort_unstable();
    levels.dedup();
    Ok(Told {
        id: &card.id,
        name: &card.name,
        summary: &card.purpose,
        files: template.files.iter().map(|(name, _)| *name).collect(),
        version: &card.version,
        hash: &template.hash,
        area: card.area,
        path: &card.path,
        levels,
        tags: &card.tags,
        uses: app.engine().template_use_count(&card.id)?,
    })
}

/// Which templates. All that is given must fit.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// The management area: `strategy`, `organisation`, `finance` or `operations`.
    #[param(value_type = Option<String>)]
    area: Option<Area>,
    /// A level that one of its models stands on.
    level: Option<u8>,
    /// A tag.
    tag: Option<String>,
    /// Words in the id, the name, the purpose or the path, in either language.
    text: Option<String>,
}

/// The typical processes that a draft can begin with.
#[utoipa::path(get, path = "/model-templates", tag = "models", params(Filter),
    responses((status = 200, description = "them", body = Vec<schema::ModelTemplate>)))]
async fn list(State(app): State<App>, Query(q): Query<Filter>) -> Result<Json<Vec<Value>>, Refusal> {
    let Filter { area, level, tag, text } = q;
    let wanted = Wanted { area, level, tag, text };
    let found = shelf::library().find(&wanted).filter_map(|card| shelf::find(&card.id));
    let found: Result<Vec<Value>, Refusal> =
        found.map(|(card, template)| Ok(json(&told(&app, card, template)?))).collect();
    Ok(Json(found?))
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("it is plain data")
}

fn known(id: &str) -> Result<(&'static Card, &'static Template), Refusal> {
    shelf::find(id).ok_or_else(no_template)
}

pub(super) fn no_template() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "no-such-template", "there is no such template")
}

/// A template with its card: roles, who has which part, indicators with targets, first values of rule parameters.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TemplateWithCard {
    /// As in the list.
    #[schema(value_type = schema::ModelTemplate)]
    template: Value,
    /// The card, `process.json`.
    #[schema(value_type = Object)]
    card: &'static Card,
    /// The rule parameters that it needs, and how they stand here.
    parameters: Vec<template_parameters::TemplateParameter>,
}

/// One template with its card.
#[utoipa::path(get, path = "/model-templates/{id}", tag = "models", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = TemplateWithCard)))]
async fn one(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<TemplateWithCard>, Refusal> {
    let (card, template) = known(&id)?;
    let parameters = template_parameters::told(&app, &guard, card).await?;
    Ok(Json(TemplateWithCard { template: json(&told(&app, card, template)?), card, parameters }))
}

/// Which file.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Named {
    /// Its name in the folder; the model where none is said.
    file: Option<String>,
}

/// The text of a file of a template.
#[utoipa::path(get, path = "/model-templates/{id}/file", tag = "models", params(("id" = String, Path), Named),
    responses((status = 200, description = "the text", body = String, content_type = "text/plain")))]
async fn file(Query(q): Query<Named>, Id(id): Id<String>) -> Result<impl IntoResponse, Refusal> {
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text(&id, q.file.as_deref())?))
}

/// The diagram of the first model of a template as an image.
#[utoipa::path(get, path = "/model-templates/{id}/diagram.svg", tag = "models", params(("id" = String, Path), Svg),
    responses((status = 200, description = "the image", body = String, content_type = "image/svg+xml")))]
async fn diagram(Query(svg): Query<Svg>, Id(id): Id<String>) -> Result<impl IntoResponse, Refusal> {
    image(text(&id, None)?.into_bytes(), svg.onto(Marks::default())).await
}

/// The times that a template was used, the latest first; also those whose drafts are gone.
#[utoipa::path(get, path = "/model-templates/{id}/uses", tag = "models", params(("id" = String, Path), Paged),
    responses((status = 200, description = "a page", body = schema::Page<schema::TemplateUse>)))]
async fn uses(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(q): Query<Paged>,
) -> Result<Json<Page<api::TemplateUse>>, Refusal> {
    known(&id)?;
    let mut found = app.engine().template_uses(&id, &page(q.limit, q.cursor)).await?;
    if !guard.has_everything(Action::SeeModels) {
        // Whoever may not see a draft is not told that it was made.
        let mut seen = vec![];
        for used in found.items {
            let Some(first) = used.drafts.first() else { continue };
            if let Ok(model) = app.engine().model(first).await
                && guard.allows(Action::SeeModels, &Facts::of_model(&model, &guard.caller)).is_ok()
            {
                seen.push(used);
            }
        }
        found.items = seen;
    }
    Ok(Json(found))
}

/// How a template is used.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TemplateToUse {
    /// What the draft of the first model is called; the name of the template where none is said.
    name: Option<String>,
    /// The language in which drafts are called, `zh-CN` or `en`.
    #[serde(default)]
    language: Option<String>,
    /// The process or sub-process of the landscape that takes it over: links, steps with who has which part, roles, and
    /// the indicators as proposals.
    node: Option<String>,
    /// Why, where the landscape changes.
    #[serde(default)]
    reason: String,
}

/// That a template was used, and what became of the rule parameters that it needs.
#[derive(Serialize, ToSchema)]
struct TemplateMade {
    /// The use.
    #[serde(flatten)]
    #[schema(value_type = schema::TemplateUse)]
    used: api::TemplateUse,
    /// Each of its rule parameters.
    parameters: Vec<template_parameters::ParameterOfUse>,
}

/// Makes drafts of all models, decisions and forms of a template. They know what they were made of, and so does what is
/// deployed of them. Rule parameters that it needs are declared with their first values, where there are none of these names
/// and whoever asks may set parameters; those that are there stay as they are.
#[utoipa::path(post, path = "/model-templates/{id}/use", tag = "models", params(("id" = String, Path)),
    request_body = TemplateToUse, responses((status = 201, description = "made", body = TemplateMade)))]
async fn make_drafts(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Ask { by, input }: Ask<TemplateToUse>,
) -> Result<(StatusCode, Json<TemplateMade>), Refusal> {
    let TemplateToUse { name, language, node, reason } = input;
    if node.is_some() {
        guard.installation(Action::DesignModels).await?;
    }
    let (card, template) = known(&id)?;
    let english = language.as_deref().is_some_and(|language| language.starts_with("en"));
    let words = |words: &Words| if english { words.en.clone() } else { words.zh.clone() };
    let own = name.unwrap_or_else(|| words(&card.name));
    let files =
        template.files.iter().zip(titles(template, english)).enumerate().map(|(place, ((file, text), title))| {
            let name = if place == 0 { own.clone() } else { format!("{own} · {title}") };
            TemplateFile { file: (*file).to_owned(), name, text: (*text).to_owned() }
        });
    let asked = UseTemplate { card: card.clone(), hash: template.hash.clone(), files: files.collect(), node, reason };
    // The drafts first: where they cannot be made, nothing is declared for them.
    let used = app.engine().use_template(by.clone(), asked).await?;
    let parameters = template_parameters::declare(&app, &guard, &by, card, english).await?;
    Ok((StatusCode::CREATED, Json(TemplateMade { used, parameters })))
}

/// What people call each file of a template, beside the name of the template: its process; for a decision or a form, where it
/// is asked first; its file where nothing says more. No two are called the same.
fn titles(template: &Template, english: bool) -> Vec<String> {
    let all: Vec<_> = template.files.iter().map(|(_, text)| weir_core::exchange::titles(text, english)).collect();
    let process = |id: &String| all.iter().flat_map(|of| &of.processes).find(|(known, _)| known == id);
    let asked = |id: &String| all.iter().flat_map(|of| &of.asked).find(|(known, _)| known == id);
    let mut titles: Vec<String> = vec![];
    for (file, text) in &template.files {
        let outline = outline(text);
        let short = file.rsplit('/').next().unwrap_or(file);
        let its = outline.processes.iter().find_map(|(id, _)| process(id));
        let found = its.or_else(|| outline.offers.iter().find_map(asked)).map(|(_, name)| name.clone());
        let title = found.unwrap_or_else(|| short.to_owned());
        titles.push(if titles.contains(&title) { format!("{title} · {short}") } else { title });
    }
    titles
}

/// A draft of one file of a template.
pub async fn draft(app: &App, by: Context, id: &str, file: Option<&str>, name: String) -> Result<api::Model, Refusal> {
    let (card, template) = known(id)?;
    let found =
        template.files.iter().find(|(known, _)| file.is_none_or(|file| file == *known)).ok_or_else(no_template)?;
    let files = vec![TemplateFile { file: found.0.to_owned(), name, text: found.1.to_owned() }];
    let (card, hash) = (card.clone(), template.hash.clone());
    let used =
        app.engine().use_template(by, UseTemplate { card, hash, files, node: None, reason: String::new() }).await?;
    Ok(app.engine().model(&used.drafts.concat()).await?)
}

/// The text of a file of a template; of none: of its first model.
pub fn text(id: &str, file: Option<&str>) -> Result<String, Refusal> {
    let (_, template) = known(id)?;
    let found = template.files.iter().find(|(name, _)| file.is_none_or(|file| file == *name));
    found.map(|(_, text)| (*text).to_owned()).ok_or_else(no_template)
}

/// What a draft was when it was made of its template, which says so in itself too.
pub fn before(draft: &api::Model) -> Result<String, Refusal> {
    let none = || Refusal::new(StatusCode::NOT_FOUND, "no-such-template", "the draft was made of no template");
    let api::DraftOrigin { template, file, .. } = draft.origin.as_ref().ok_or_else(none)?;
    let text = if file.is_empty() {
        // It came with its text: what it was is the model of the template that has its process.
        let (_, known) = known(&template.template)?;
        let has = |text: &str| outline(text).processes.iter().any(|(id, _)| draft.processes.contains(id));
        known.files.iter().find(|(_, text)| has(text)).ok_or_else(none)?.1.to_owned()
    } else {
        text(&template.template, Some(file))?
    };
    Ok(with_origin(&text, template))
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
    fn a_file_is_found_by_its_name_and_the_model_without_one() {
        assert!(!weir_core::exchange::outline(&text("leave-request", None).unwrap()).processes.is_empty());
        assert!(text("expense-claim", Some("approval.dmn")).unwrap().contains("decision"));
        assert!(text("no", None).is_err() && text("leave-request", Some("no")).is_err());
    }

    #[test]
    fn forms_and_decisions_of_a_template_are_called_by_what_asks_them() {
        let (_, leave) = known("leave-request").unwrap();
        assert_eq!(titles(leave, false), ["请假", "提交请假申请", "逐级审批", "工作交接"]);
        assert_eq!(titles(leave, true)[1..], ["Leave requested", "Approve the leave", "Hand over the work"]);
        for card in shelf::library().cards() {
            let all = titles(known(&card.id).unwrap().1, true);
            assert!(all.iter().all(|title| !title.is_empty() && !title.contains(".form")), "{}: {all:?}", card.id);
        }
    }

    #[test]
    fn an_empty_model_is_called_what_it_is_called() {
        let outline = weir_core::exchange::outline(&empty("<b>\"&\u{7}"));
        assert_eq!(outline.processes[0].1.as_deref(), Some("<b>\"&"));
    }
}
