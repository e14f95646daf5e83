//! What would be said against files if they were deployed.
use super::ask::{self, Nothing, Query};
use super::upload::Upload;
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::request::Parts;
use serde::Serialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_engine::api::ResourceProblem;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(check))
}

/// Everything doubtful.
#[derive(Serialize)]
struct Checked {
    problems: Vec<ResourceProblem>,
}

/// Checks files as a deployment does, all of them together. Errors are part of the answer, and nothing is deployed.
#[utoipa::path(post, path = "/checks", tag = "definitions",
    request_body(content = schema::Files, content_type = "multipart/form-data"),
    responses((status = 200, description = "what was found", body = schema::Checked)))]
async fn check(
    State(app): State<App>,
    _query: Query<Nothing>,
    parts: Parts,
    Upload(files): Upload,
) -> Result<Json<Checked>, Refusal> {
    let by = ask::context(&parts, || [0; 32])?;
    let by = weir_engine::Context { idempotency: None, ..by };
    Ok(Json(Checked { problems: app.engine().check(by, files).await? }))
}
