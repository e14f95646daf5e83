//! Drafts of models: what designers work on before it is deployed.
use super::access::{Facts, Guard};
use super::ask::{self, Ask, Id, Nothing, Query};
use super::diagrams::{Svg, image, marked_image};
use super::page::{Limit, Paged, page};
use super::{App, Refusal, drawing, model_templates, read, schema};
use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::Action;
use weir_core::exchange::{Difference, Marks, difference, draw};
use weir_engine::api::{self, Page};
use weir_engine::{Context, FILE_BYTES_MAX};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(one, rename, remove))
        .routes(routes!(text, save))
        .routes(routes!(diagram))
        .routes(routes!(versions, keep))
        .routes(routes!(version_text))
        .routes(routes!(restore))
        .routes(routes!(differ))
}

/// A draft with its tag.
type Tagged = ([(HeaderName, String); 1], Json<api::Model>);

fn tagged(model: api::Model) -> Tagged {
    ([(header::ETAG, etag(model.revision))], Json(model))
}

pub(super) fn etag(revision: u64) -> String {
    format!("\"{revision}\"")
}

/// The revision that whoever changes a draft has seen.
pub(super) fn seen(headers: &HeaderMap) -> Result<u64, Refusal> {
    let tag = headers.get(header::IF_MATCH).and_then(|tag| tag.to_str().ok()).ok_or_else(|| {
        let detail = "say with If-Match which revision you have seen: the ETag of what is changed";
        Refusal::new(StatusCode::PRECONDITION_REQUIRED, "if-match-missing", detail)
    })?;
    let number = tag.trim().trim_start_matches("W/").trim_matches('"').parse();
    number.map_err(|_| Refusal::bad("invalid-if-match", "If-Match must be an ETag that was given"))
}

/// Which drafts. All that is given must fit.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Whose name, or the id of a process, decision or form in it, has this in it.
    text: Option<String>,
    /// Only those that this user made.
    created_by: Option<String>,
    /// Only those of these kinds, separated by commas: `bpmn`, `dmn`, `form`, `scenario`, `unknown`.
    kind: Option<String>,
    /// `name`: by their names; `created`: those that were made last first. Without it those that were changed last come first.
    #[param(value_type = Option<String>)]
    sort: Option<api::ModelOrder>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The drafts, the one that was changed last first, or in the order that `sort` says.
#[utoipa::path(get, path = "/models", tag = "models", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<schema::Model>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Filter>,
) -> Result<Json<Page<api::Model>>, Refusal> {
    let kinds = q.kind.iter().flat_map(|kinds| kinds.split(',')).map(|kind| kind.trim().to_owned()).collect();
    let filter = api::ModelFilter { text: q.text, created_by: q.created_by, kinds };
    let page = page(q.limit, q.cursor);
    let mut found = match q.sort {
        None => app.engine().models(&filter, &page).await?,
        Some(order) => app.engine().models_sorted(&filter, order, &page).await?,
    };
    found.items.retain(|model| guard.allows(Action::SeeModels, &Facts::of_model(model, &guard.caller)).is_ok());
    Ok(Json(found))
}

/// What the draft begins with: a template, a text, or else an empty process.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewModel {
    /// What people call it.
    name: String,
    /// The id of a template, see `/model-templates`.
    template: Option<String>,
    /// A file of the template other than its model.
    file: Option<String>,
    /// The text of a file, of up to 3 MiB; larger ones are saved afterwards.
    xml: Option<String>,
    /// What the text is: with such words the first version is kept for good.
    comment: Option<String>,
}

/// Makes a draft.
#[utoipa::path(post, path = "/models", tag = "models", request_body = NewModel,
    responses((status = 201, description = "made", body = schema::Model)))]
async fn create(State(app): State<App>, Ask { by, input }: Ask<NewModel>) -> Result<(StatusCode, Tagged), Refusal> {
    let NewModel { name, template, file, xml, comment } = input;
    let text = match (template, xml) {
        (None, Some(xml)) => xml,
        (None, None) => model_templates::empty(&name),
        (Some(id), None) => {
            let made = model_templates::draft(&app, by, &id, file.as_deref(), name).await?;
            return Ok((StatusCode::CREATED, tagged(made)));
        }
        (Some(_), Some(_)) => return Err(Refusal::bad("template-or-text", "say either a template or a text")),
    };
    let made = app.engine().create_model(by, api::NewModel { name, text, comment }).await?;
    Ok((StatusCode::CREATED, tagged(made)))
}

/// One draft, without its text.
#[utoipa::path(get, path = "/models/{id}", tag = "models", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = schema::Model)))]
async fn one(State(app): State<App>, _query: Query<Nothing>, Id(id): Id<String>) -> Result<Tagged, Refusal> {
    Ok(tagged(app.engine().model(&id).await?))
}

/// What it is called from now on.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ModelName {
    /// For people.
    name: String,
}

/// Gives a draft another name. `If-Match` says which revision was seen.
#[utoipa::path(patch, path = "/models/{id}", tag = "models",
    params(("id" = String, Path), ("if-match" = String, Header, description = "the `ETag` that was seen")),
    request_body = ModelName, responses((status = 200, description = "changed", body = schema::Model)))]
async fn rename(
    State(app): State<App>,
    Id(id): Id<String>,
    headers: HeaderMap,
    Ask { by, input }: Ask<ModelName>,
) -> Result<Tagged, Refusal> {
    let now = app.engine().rename_model(by, &id, seen(&headers)?, input.name).await?;
    app.presence().saved(&id);
    Ok(tagged(now))
}

/// Removes a draft with all its versions. `If-Match` says which revision was seen.
#[utoipa::path(delete, path = "/models/{id}", tag = "models",
    params(("id" = String, Path), ("if-match" = String, Header, description = "the `ETag` that was seen")),
    responses((status = 204, description = "gone")))]
async fn remove(
    State(app): State<App>,
    Id(id): Id<String>,
    headers: HeaderMap,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    app.engine().remove_model(by, &id, seen(&headers)?).await?;
    app.presence().saved(&id);
    Ok(StatusCode::NO_CONTENT)
}

/// A text as a download, with the tag of its draft.
fn download(revision: u64, text: String) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "application/xml".to_owned()),
        (header::CONTENT_DISPOSITION, "attachment".to_owned()),
        (header::ETAG, etag(revision)),
    ];
    (headers, text)
}

/// How the text is wanted.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Rendering {
    /// With a diagram of what the text itself does not show.
    #[serde(default)]
    layout: bool,
}

impl Rendering {
    async fn of(self, text: String) -> Result<String, Refusal> {
        if !self.layout {
            return Ok(text);
        }
        drawing::apart(move || draw(&text).map_or(text, |drawn| drawn.text)).await
    }
}

/// The text of a draft.
#[utoipa::path(get, path = "/models/{id}/xml", tag = "models", params(("id" = String, Path), Rendering),
    responses((status = 200, description = "the text", body = String, content_type = "application/xml")))]
async fn text(
    State(app): State<App>,
    Query(rendering): Query<Rendering>,
    Id(id): Id<String>,
) -> Result<impl IntoResponse, Refusal> {
    let (model, text) = app.engine().model_text(&id, None).await?;
    Ok(download(model.revision, rendering.of(text).await?))
}

/// The text of a body, and who sends it.
struct Text {
    by: Context,
    text: String,
}

impl FromRequest<App> for Text {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let asked = Query::<Nothing>::from_request_parts(&mut parts, app).await.map(drop);
        let typed = ask::content_type(&parts.headers).unwrap_or_default();
        let named = typed.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let right = match named.as_str() {
            "application/xml" | "text/xml" => Ok(()),
            _ => Err(ask::wrong_type("application/xml")),
        };
        let body = read::or_discard(body, &parts.headers, asked.and(right)).await?;
        let bytes = read::all(body, &parts.headers, FILE_BYTES_MAX, app.body_timeout()).await?;
        let by = ask::context(&parts, || ask::request_hash(&parts.method, parts.uri.path(), &[&bytes]))?;
        let text = String::from_utf8(bytes).map_err(|_| Refusal::bad("not-utf-8", "the text of a draft is UTF-8"))?;
        Ok(Text { by, text })
    }
}

/// Saves the text of a draft, whatever its faults: what was typed is kept. `If-Match` says which revision was seen; when
/// somebody has saved another one meanwhile it is refused with 412, and `changed` says who and when. What one person saves
/// within ten minutes is one version.
#[utoipa::path(put, path = "/models/{id}/xml", tag = "models",
    params(("id" = String, Path), ("if-match" = String, Header, description = "the `ETag` that was seen")),
    request_body(content = String, content_type = "application/xml"),
    responses((status = 200, description = "saved", body = schema::Model)))]
async fn save(
    State(app): State<App>,
    Id(id): Id<String>,
    headers: HeaderMap,
    Text { by, text }: Text,
) -> Result<Tagged, Refusal> {
    let now = app.engine().save_model(by, &id, seen(&headers)?, text).await?;
    app.presence().saved(&id);
    Ok(tagged(now))
}

/// How the image of a draft is wanted.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DraftSvg {
    /// The ids of elements that have a token, separated by commas.
    tokens: Option<String>,
    /// Names in English, where the file has them.
    #[serde(default)]
    english: bool,
    /// A revision of the draft: what is other since then is marked.
    before: Option<u64>,
}

/// The diagram of a draft as an image; what its text does not show is drawn.
#[utoipa::path(get, path = "/models/{id}/diagram.svg", tag = "models", params(("id" = String, Path), DraftSvg),
    responses((status = 200, description = "the image", body = String, content_type = "image/svg+xml")))]
async fn diagram(
    State(app): State<App>,
    Query(DraftSvg { tokens, english, before }): Query<DraftSvg>,
    Id(id): Id<String>,
) -> Result<Response, Refusal> {
    let (_, text) = app.engine().model_text(&id, None).await?;
    let marks = Svg { tokens, english }.onto(Marks::default());
    let Some(revision) = before else { return Ok(image(text.into_bytes(), marks).await?.into_response()) };
    let (_, before) = app.engine().model_text(&id, Some(revision)).await?;
    Ok(marked_image(before, text, marks).await?.into_response())
}

/// The versions of a draft, the latest first.
#[utoipa::path(get, path = "/models/{id}/versions", tag = "models", params(("id" = String, Path), Paged),
    responses((status = 200, description = "a page", body = schema::Page<schema::ModelVersion>)))]
async fn versions(
    State(app): State<App>,
    Id(id): Id<String>,
    Query(q): Query<Paged>,
) -> Result<Json<Page<api::ModelVersion>>, Refusal> {
    Ok(Json(app.engine().model_versions(&id, &page(q.limit, q.cursor)).await?))
}

/// What a version is.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct KeptVersion {
    /// In the words of whoever keeps it.
    comment: String,
}

/// Keeps the present text of a draft for good, as a version with some words. `If-Match` says which revision was seen.
#[utoipa::path(post, path = "/models/{id}/versions", tag = "models",
    params(("id" = String, Path), ("if-match" = String, Header, description = "the `ETag` that was seen")),
    request_body = KeptVersion, responses((status = 200, description = "kept", body = schema::Model)))]
async fn keep(
    State(app): State<App>,
    Id(id): Id<String>,
    headers: HeaderMap,
    Ask { by, input }: Ask<KeptVersion>,
) -> Result<Tagged, Refusal> {
    let now = app.engine().keep_model_version(by, &id, seen(&headers)?, input.comment).await?;
    app.presence().saved(&id);
    Ok(tagged(now))
}

/// The text that a draft had in a revision.
#[utoipa::path(get, path = "/models/{id}/versions/{revision}/xml", tag = "models",
    params(("id" = String, Path), ("revision" = u64, Path), Rendering),
    responses((status = 200, description = "the text", body = String, content_type = "application/xml")))]
async fn version_text(
    State(app): State<App>,
    Query(rendering): Query<Rendering>,
    Id((id, revision)): Id<(String, u64)>,
) -> Result<impl IntoResponse, Refusal> {
    let (_, text) = app.engine().model_text(&id, Some(revision)).await?;
    Ok(download(revision, rendering.of(text).await?))
}

/// What is restored.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Restored {
    /// The revision of the version.
    revision: u64,
}

/// Gives a draft the text of one of its versions back. What it has now stays among its versions. `If-Match` says which
/// revision was seen.
#[utoipa::path(post, path = "/models/{id}/restore", tag = "models",
    params(("id" = String, Path), ("if-match" = String, Header, description = "the `ETag` that was seen")),
    request_body = Restored, responses((status = 200, description = "restored", body = schema::Model)))]
async fn restore(
    State(app): State<App>,
    Id(id): Id<String>,
    headers: HeaderMap,
    Ask { by, input }: Ask<Restored>,
) -> Result<Tagged, Refusal> {
    let now = app.engine().restore_model(by, &id, seen(&headers)?, input.revision).await?;
    app.presence().saved(&id);
    Ok(tagged(now))
}

/// What is compared with what.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Compared {
    /// A revision of the draft, `template` for what it was made of, or a deployed definition, `process:version`.
    before: String,
    /// A revision of the draft; its present text where none is said.
    after: Option<u64>,
}

/// What is other in a draft than in one of its versions, or than in what is deployed.
#[utoipa::path(get, path = "/models/{id}/difference", tag = "models", params(("id" = String, Path), Compared),
    responses((status = 200, description = "the difference", body = schema::Difference)))]
async fn differ(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(q): Query<Compared>,
) -> Result<Json<Difference>, Refusal> {
    let before = if let Ok(revision) = q.before.parse() {
        app.engine().model_text(&id, Some(revision)).await?.1
    } else if q.before == "template" {
        model_templates::before(&app.engine().model(&id).await?)?
    } else {
        guard.path(Action::SeeDefinitions, super::About::Definition, &q.before).await?;
        String::from_utf8(app.engine().definition_xml(&q.before).await?).unwrap_or_default()
    };
    let (_, after) = app.engine().model_text(&id, q.after).await?;
    let found = drawing::apart(move || difference(&before, &after)).await?;
    let unlike = || Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "not-comparable", "one of them is no BPMN file");
    Ok(Json(found.ok_or_else(unlike)?))
}
