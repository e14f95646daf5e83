//! Deploying files.
use super::access::Guard;
use super::ask::{self, Query};
use super::upload::Upload;
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::request::Parts;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::Action;
use weir_engine::{Context, api};

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
    /// The tokens of repairs that were looked at and are wanted, separated by commas: see `/repairs`.
    accept_repairs: Option<String>,
}

/// Deploys files: all of them or, when one has an error, none. The answer says what became of each thing in them.
#[utoipa::path(post, path = "/deployments", tag = "definitions", params(Options),
    request_body(content = schema::Files, content_type = "multipart/form-data"),
    responses((status = 200, description = "deployed, or checked by a dry run", body = schema::DeploymentReport)))]
async fn deploy(
    State(app): State<App>,
    guard: Guard,
    Query(options): Query<Options>,
    parts: Parts,
    Upload(files): Upload,
) -> Result<Json<api::DeploymentReport>, Refusal> {
    let hash = || {
        let dry_run: &[u8] = if options.dry_run { b"dry" } else { b"" };
        let accepted = options.accept_repairs.as_deref().unwrap_or_default().as_bytes();
        let contents = files.iter().flat_map(|f| [f.name.as_bytes(), &f.bytes]);
        let parts_of_body: Vec<&[u8]> = [dry_run, accepted].into_iter().chain(contents).collect();
        ask::request_hash(&parts.method, parts.uri.path(), &parts_of_body)
    };
    let by = ask::context(&parts, hash)?;
    let accepted = options.accept_repairs.as_deref().unwrap_or_default();
    let accepted: Vec<String> =
        accepted.split(',').map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect();
    if !guard.is_of_all_processes(Action::Deploy, guard.caller.tenant.as_deref()) {
        // What is in the files is known once they are read: nothing of it is deployed unless all of it is theirs.
        let plain = Context { idempotency: None, ..by.clone() };
        let accepted: Vec<String> = Vec::clone(&accepted);
        let report = app.engine().deploy_repaired(plain, files.clone(), true, accepted).await?;
        for deployed in &report.definitions {
            guard.process(Action::Deploy, &deployed.definition.process).await?;
        }
        for deployed in &report.decisions {
            guard.process(Action::Deploy, &deployed.definition.decision).await?;
        }
    }
    Ok(Json(app.engine().deploy_repaired(by, files, options.dry_run, accepted).await?))
}
