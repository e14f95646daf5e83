//! Diagrams as images, and what is painted onto them.
use super::ask::{Id, Nothing, Query};
use super::{App, Refusal, drawing, schema};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use weir_core::InstanceId;
use weir_core::exchange::{Marks, compared, draw, picture};
use weir_engine::api;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(of_definition)).routes(routes!(of_instance)).routes(routes!(overlay))
}

/// How an image is wanted.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Svg {
    /// The ids of elements that have a token, separated by commas.
    pub tokens: Option<String>,
    /// Names in English, where the file has them.
    #[serde(default)]
    pub english: bool,
}

/// How many elements may be named.
const TOKENS_MAX: usize = 1000;

impl Svg {
    /// What is painted, with what is known already.
    pub fn onto(self, mut marks: Marks) -> Marks {
        let named = self.tokens.as_deref().unwrap_or_default().split(',').filter(|id| !id.is_empty());
        for id in named.take(TOKENS_MAX) {
            *marks.tokens.entry(id.to_owned()).or_default() += 1;
        }
        marks.english = self.english;
        marks
    }
}

/// A file as an image. There is no script in it, nothing is loaded, and all names in it are text.
pub async fn image(file: Vec<u8>, marks: Marks) -> Result<impl IntoResponse, Refusal> {
    let paint = move || {
        let text = String::from_utf8(file).ok()?;
        let text = draw(&text).map_or(text, |drawn| drawn.text);
        picture(&text, &marks)
    };
    let nothing = || Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "nothing-to-draw", "the file shows no process");
    let image = drawing::apart(paint).await?.ok_or_else(nothing)?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], image))
}

/// A file as an image, with marks where it is other than the one before it.
pub async fn marked_image(before: String, after: String, marks: Marks) -> Result<impl IntoResponse, Refusal> {
    let shown = |text: String| draw(&text).map_or(text, |drawn| drawn.text);
    let paint = move || compared(&shown(before), &shown(after), &marks);
    let unlike = || Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "not-comparable", "one of them is no BPMN file");
    let image = drawing::apart(paint).await?.ok_or_else(unlike)?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], image))
}

/// The diagram of a definition as an image; what its file does not show is drawn.
#[utoipa::path(get, path = "/definitions/{id}/diagram.svg", tag = "definitions",
    params(("id" = String, Path, description = "`process:version`"), Svg),
    responses((status = 200, description = "the image", body = String, content_type = "image/svg+xml")))]
async fn of_definition(
    State(app): State<App>,
    Query(svg): Query<Svg>,
    Id(id): Id<String>,
) -> Result<impl IntoResponse, Refusal> {
    image(app.engine().definition_xml(&id).await?, svg.onto(Marks::default())).await
}

/// The diagram of an instance as an image: where its tokens are, where it is stuck, and which way it came.
#[utoipa::path(get, path = "/instances/{id}/diagram.svg", tag = "instances", params(("id" = Uuid, Path), Svg),
    responses((status = 200, description = "the image", body = String, content_type = "image/svg+xml")))]
async fn of_instance(
    State(app): State<App>,
    Query(svg): Query<Svg>,
    Id(id): Id<Uuid>,
) -> Result<impl IntoResponse, Refusal> {
    let engine = app.engine();
    let marks = engine.marks(InstanceId(id)).await?;
    let definition = engine.instance(InstanceId(id)).await?.summary.definition;
    image(engine.definition_xml(&definition).await?, svg.onto(marks)).await
}

/// How much rests in each element of a version of a process, how much of it is stuck, and how much was completed there.
#[utoipa::path(get, path = "/definitions/{id}/overlay", tag = "definitions",
    params(("id" = String, Path, description = "`process:version`")),
    responses((status = 200, description = "the counts", body = schema::Overlay)))]
async fn overlay(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<api::Overlay>, Refusal> {
    Ok(Json(app.engine().overlay(&id).await?))
}
