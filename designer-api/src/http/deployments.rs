//! Deploying files.
use super::ask::{self, Query};
use super::upload::Upload;
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::request::Parts;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_engine::api;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(deploy))
}

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Options {
    /// Only check and report; nothing is deployed.
    #[serde(default)]
    dry_run: bool,
}

/// The files of a deployment.
#[derive(ToSchema)]
#[allow(dead_code, reason = "described, never built")]
struct Files {
    /// BPMN files, each a part with a file name: up to 5 MiB each, 20 MiB together.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<Vec<u8>>,
}

/// Deploys files: all of them or, when one has an error, none. The answer says what became of each thing in them.
#[utoipa::path(post, path = "/deployments", tag = "definitions", params(Options),
    request_body(content = Files, content_type = "multipart/form-data"),
    responses((status = 200, description = "deployed, or checked by a dry run", body = schema::DeploymentReport)))]
async fn deploy(
    State(app): State<App>,
    Query(options): Query<Options>,
    parts: Parts,
    Upload(files): Upload,
) -> Result<Json<api::DeploymentReport>, Refusal> {
    let hash = || {
        let dry_run: &[u8] = if options.dry_run { b"dry" } else { b"" };
        let contents = files.iter().flat_map(|f| [f.name.as_bytes(), &f.bytes]);
        ask::request_hash(&parts.method, parts.uri.path(), &[dry_run].into_iter().chain(contents).collect::<Vec<_>>())
    };
    let by = ask::context(&parts, hash)?;
    Ok(Json(app.engine().deploy(by, files, options.dry_run).await?))
}
