//! Files of others: what is broken in them and how it could be mended, and a diagram where there is none.
use super::ask::Query;
use super::upload::Upload;
use super::{App, Refusal, drawing, schema};
use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::exchange::{Repair, draw, repair};
use weir_engine::api::Resource;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(look))
}

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Options {
    /// Also draw what the diagram lacks.
    #[serde(default)]
    layout: bool,
}

/// What could be made of the files.
#[derive(Serialize)]
struct Report {
    files: Vec<File>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File {
    resource: String,
    repairs: Vec<Repair>,
    token: Option<String>,
    drawn: Vec<String>,
    xml: Option<String>,
}

/// Looks files through and says what could be repaired. Nothing is kept, and nothing is deployed: whoever wants the
/// repairs deploys the answer's `xml`, or the same file with its token in `acceptRepairs`.
#[utoipa::path(post, path = "/repairs", tag = "definitions", params(Options),
    request_body(content = schema::Files, content_type = "multipart/form-data"),
    responses((status = 200, description = "what was found in each file", body = schema::RepairReport)))]
async fn look(Query(options): Query<Options>, Upload(files): Upload) -> Result<Json<Report>, Refusal> {
    let files = drawing::apart(move || files.into_iter().map(|f| one(f, options.layout)).collect()).await?;
    Ok(Json(Report { files }))
}

fn one(file: Resource, layout: bool) -> File {
    let Some(repaired) = repair(&file.bytes) else {
        return File { resource: file.name, repairs: vec![], token: None, drawn: vec![], xml: None };
    };
    let picture = if layout { draw(&repaired.text) } else { None };
    let (xml, drawn) = match picture {
        Some(drawn) => (drawn.text, drawn.elements.iter().map(ToString::to_string).collect()),
        None => (repaired.text, vec![]),
    };
    let token = (!repaired.repairs.is_empty()).then_some(repaired.token);
    File { resource: file.name, repairs: repaired.repairs, token, drawn, xml: Some(xml) }
}
