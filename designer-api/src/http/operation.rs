//! Is it alive, is it ready, how is it.
use super::ask::{Nothing, Query};
use super::{App, Refusal, prometheus, schema};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_engine::api::{self, Condition};

/// Those outside `/api`.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(alive)).routes(routes!(ready)).routes(routes!(metrics))
}

/// Those inside.
pub(super) fn detail() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(health))
}

/// A plain yes.
#[derive(Serialize, ToSchema)]
struct Yes {
    /// `alive` or `ready`.
    status: &'static str,
}

/// Does the process answer? Needs no token.
#[utoipa::path(get, path = "/livez", tag = "operation",
    responses((status = 200, description = "it does", body = Yes)))]
async fn alive() -> Json<Yes> {
    Json(Yes { status: "alive" })
}

/// Does the engine take work? Needs no token, and says no more than that.
#[utoipa::path(get, path = "/readyz", tag = "operation",
    responses((status = 200, description = "it does", body = Yes)))]
async fn ready(State(app): State<App>) -> Result<Json<Yes>, Refusal> {
    match app.engine().health().condition {
        Condition::Running => Ok(Json(Yes { status: "ready" })),
        Condition::StorageFull => Err(not_ready("storage-full", "the disk is full; reads go on")),
        Condition::StorageUnwritable => Err(not_ready("storage-unwritable", "the disk refuses writes; reads go on")),
        Condition::Stopped => Err(not_ready("stopped", "the engine has stopped")),
    }
}

/// How the engine is, in detail.
#[utoipa::path(get, path = "/health", tag = "operation",
    responses((status = 200, description = "the figures", body = schema::Health)))]
async fn health(State(app): State<App>, _query: Query<Nothing>) -> Json<api::Health> {
    Json(app.engine().health())
}

/// Figures for Prometheus. Needs the token unless the setting `metrics_open` is on.
#[utoipa::path(get, path = "/metrics", tag = "operation",
    responses((status = 200, description = "the figures", body = String, content_type = "text/plain")))]
async fn metrics(State(app): State<App>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], prometheus::text(&app))
}

fn not_ready(code: &'static str, detail: &str) -> Refusal {
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, code, detail).retry_after_ms(weir_engine::RETRY_AFTER_MS)
}
